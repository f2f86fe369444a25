//! What a person reads for each finding of `product`: code, English, Chinese.

/// Words of the findings, by code.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("bounds-alike", "both ends are steps of the same act", "起止两个环节是同一行为"),
    ("cardinality-contradicts", "fewer are allowed than are expected", "允许的最多次数少于应有次数"),
    ("covers-missing", "the statement covers no act", "完整性声明未写明覆盖的行为"),
    ("expectation-contradicts", "an act is expected and unexpected at once", "同一行为既应有又不应有"),
    (
        "gtin-unsound",
        "the number has no length or check digit of a GTIN",
        "不是有效的 GTIN（位数或校验位不符）",
    ),
    (
        "id-form",
        "the id is no GTIN, no ISSUER/PRODUCT and no URI",
        "标识既非 GTIN，也非“发行方/产品”，也非 URI",
    ),
    (
        "id-letters",
        "the name within the data has other characters than it may have",
        "数据内名称含不允许的字符",
    ),
    (
        "id-missing",
        "the product has no id: it can be named only within this system",
        "产品没有标识，仅能在本系统内指称",
    ),
    ("id-repeated", "the same id stands twice", "标识重复"),
    (
        "interval-contradicts",
        "the interval cannot be kept: its bounds contradict each other or the order of steps",
        "间隔要求自相矛盾，或与环节顺序矛盾",
    ),
    (
        "interval-unnamed",
        "an interval is of acts or of one kind of reading, not both and not neither",
        "间隔应写明行为或一种读数，二者择一",
    ),
    ("name-missing", "the product has no name in any language", "产品没有任何语言的名称"),
    ("optional-bound", "it hangs on a step that may be left out", "依赖一个可以缺省的环节"),
    ("order-cycle", "the step comes before itself", "环节的先后次序成环"),
    ("pack-empty", "the pack declares a content of nothing", "包装声明的内容为零"),
    (
        "pack-in-other-unit",
        "the pack's content is not measured as the product is sold",
        "包装内容的计量与销售单位不同类",
    ),
    ("pack-repeated", "the same pack stands twice", "包装重复"),
    ("shelf-life-missing", "no shelf life is stated", "未说明保质期"),
    ("shelf-life-not-positive", "the shelf life ends before it starts", "保质期在开始前已结束"),
    ("span-form", "not a span of whole seconds above nothing", "不是大于零的整秒时长"),
    ("standard-undated", "the standard is cited without its year", "引用标准未注明年号"),
    ("step-unnamed", "the step names no act and no business step", "环节未写明行为或业务步骤"),
    ("steps-missing", "the profile expects no step", "预期档案没有任何环节"),
    ("tare-unsound", "the pack's own weight is negative or not a plain number", "包装皮重为负或数字不规范"),
    ("text-empty", "the text is empty", "文字为空"),
    ("text-too-long", "the text is longer than 256 bytes", "文字超过 256 字节"),
    (
        "text-unclean",
        "the text holds control characters or white space around it",
        "文字含控制字符或首尾空白",
    ),
    ("too-many", "there are more than are taken", "数量超过上限"),
    (
        "unit-without-conversion",
        "the unit is well-formed but has no conversion here",
        "单位代码格式正确，但此处无法换算",
    ),
    ("unknown-step", "the profile has no step of this name", "预期档案中没有这个环节"),
    ("word-repeated", "the word stands twice in the list", "列表中词语重复"),
];
