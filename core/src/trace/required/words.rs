//! What the codes say to a person.

/// Code, English, Chinese: of the states of elements, why they stand so, and of what is wrong with a set.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("complete-unused", "a completeness statement changes nothing here", "完整性声明在此不起作用"),
    ("content-unknown", "there is such a rule, but its content is not known", "已知有此规定，但内容未知"),
    ("elements-missing", "the set requires nothing", "要求集没有任何要素"),
    ("force-contradicts", "the rules end before they begin", "规定的失效早于生效"),
    (
        "kind-not-said",
        "it is required of some kinds of product, and the kind is not said",
        "仅适用于某些产品，而产品种类未说明",
    ),
    ("malformed-geojson", "the plot is not strict JSON", "地块数据不是合规的 JSON"),
    ("no-event", "no event of this kind is recorded", "没有此类事件的记录"),
    ("not-personal", "the field is not personal: it stands in the event", "该字段并非个人字段，应写在事件中"),
    ("of-everything", "the element is of no event in particular", "要素未写明适用的事件"),
    ("other-kind", "it is required of other kinds of product", "仅适用于其他种类的产品"),
    ("pointer-form", "not a JSON pointer", "不是 JSON 指针"),
    ("sources-missing", "the set names no source", "要求集未写明出处"),
    ("stated-none", "nothing was done, as stated", "已声明没有此类行为"),
    ("where-missing", "the element says nowhere where it may stand", "要素未写明可在何处"),
    ("where-unused", "places of an element whose content is unknown", "内容未知的要素却写明了位置"),
];
