//! What the codes say to a person.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("act-in-other-type", "this act does not go with this type of event", "该行为不能用于此类事件"),
    ("act-needs-quantity", "this act must name an identifier or a quantity", "该行为必须写明标识或数量"),
    ("doubtful-link", "it looks like a GS1 Digital Link and is none", "形似 GS1 Digital Link 但不合规"),
    ("empty-list", "the list is empty", "列表为空"),
    ("ends-before-it-starts", "the period ends before it starts", "时段的结束早于开始"),
    ("field-of-other-act", "this field does not belong to this act", "该字段不属于此行为"),
    ("fields-without-act", "farm fields without an act", "有农事字段但没有行为"),
    (
        "foreign-context",
        "a context that is only named; its content is not known here",
        "仅给出地址的上下文，其内容在此未知",
    ),
    ("fraction-of-pieces", "a fraction of pieces: the unit is missing", "件数带小数：缺少计量单位"),
    ("half-open-period", "start or end of the period is missing", "时段缺少开始或结束"),
    ("half-percentile", "rank and value of a percentile belong together", "百分位的序与值应同时出现"),
    ("ilmd-without-add", "instance data stand only in events that add", "实例数据只能出现在 ADD 事件中"),
    (
        "instance-as-class",
        "an identifier of one thing where a class should stand",
        "应写类别处写了单个物品的标识",
    ),
    ("malformed-farm-field", "the value does not have the form of this field", "值不符合该字段的格式"),
    ("malformed-hex", "not an even number of hexadecimal digits", "不是偶数个十六进制数字"),
    ("malformed-identifier", "it claims to be a GS1 key and is none", "自称 GS1 标识但不合规"),
    ("malformed-offset", "not an offset from UTC as +08:00", "不是形如 +08:00 的时区偏移"),
    ("malformed-time", "not a time with offset", "不是带时区偏移的时间"),
    (
        "malformed-unit",
        "not a unit code of two or three capitals and digits",
        "不是两到三位大写字母或数字的计量单位代码",
    ),
    ("malformed-uri", "not a URI", "不是 URI"),
    ("malformed-version", "not a version number", "不是版本号"),
    ("mean-outside", "the mean lies outside minimum and maximum", "平均值不在最小值与最大值之间"),
    ("min-above-max", "the minimum is larger than the maximum", "最小值大于最大值"),
    ("missing-farm-field", "a field that this act calls for is missing", "缺少该行为必需的字段"),
    ("missing-member", "a member that the standard requires is missing", "缺少标准要求的成员"),
    ("missing-what", "the event names no things", "事件没有写明对象"),
    ("more-findings", "there are more findings than are shown", "还有更多问题未列出"),
    ("negative-deviation", "a standard deviation is never negative", "标准差不能为负"),
    ("negative-quantity", "the quantity is negative", "数量为负"),
    ("no-context", "the event declares no context of its own", "事件没有自带上下文"),
    ("no-epcis-context", "the EPCIS context is not named", "没有写明 EPCIS 上下文"),
    ("no-events", "the document holds no events where they should stand", "文档中没有找到事件"),
    ("not-of-this-type", "this member does not belong to this type of event", "该成员不属于此类事件"),
    ("offset-differs", "the time has another offset than the event says", "时间的偏移与事件所述不同"),
    ("other-event-type", "a type of event that the standard does not know", "标准之外的事件类型"),
    ("other-version", "another version of EPCIS than 2", "不是 EPCIS 2 版"),
    (
        "persistent-in-other-type",
        "the JSON Schema of GS1 foresees a persistent disposition for objects and transformations only",
        "GS1 的 JSON Schema 仅允许对象事件与转化事件带持久状态",
    ),
    ("personal-in-clear", "personal data stand in clear", "个人信息以明文出现"),
    ("personal-pattern", "this looks like personal data in clear", "疑似个人信息以明文出现"),
    (
        "prefix-redefined",
        "the prefix of the farm vocabulary means something else here",
        "农事词表的前缀在此另有所指",
    ),
    ("recorded-before", "recorded before it happened", "记录时间早于发生时间"),
    ("repeated-identifier", "the identifier stands twice in the list", "列表中标识重复"),
    ("repeated-item", "the item stands twice in the list", "列表中有重复项"),
    ("report-without-value", "a sensor report without a value", "传感器报告没有值"),
    ("undeclared-prefix", "the prefix is not declared", "前缀未声明"),
    ("unit-of-other-dimension", "the unit measures something else", "计量单位的量纲不符"),
    ("unit-without-quantity", "a unit without a quantity", "有计量单位但没有数量"),
    ("unknown-act", "no act of the farm vocabulary", "不是农事词表中的行为"),
    ("unknown-action", "neither ADD, OBSERVE nor DELETE", "不是 ADD、OBSERVE 或 DELETE"),
    ("unknown-document-type", "no type of EPCIS document", "不是 EPCIS 文档类型"),
    ("unknown-event-type", "no type of event", "不是事件类型"),
    ("unknown-farm-field", "no field of the farm vocabulary", "不是农事词表中的字段"),
    ("unknown-member", "a member that the format does not know", "格式中没有定义的成员"),
    ("unknown-unit", "the unit has no conversion", "该单位无法换算"),
    ("unknown-word", "no word of the Core Business Vocabulary", "不是核心业务词汇中的词"),
    ("value-without-unit", "a value without a unit", "有数值但没有计量单位"),
    (
        "word-as-uri",
        "a word with the address of another vocabulary; bare words stand here",
        "词带有其他词表的地址；此处应写裸词",
    ),
    (
        "word-as-urn",
        "a word in the form of CBV 1; JSON has bare words",
        "采用 CBV 1 的 URN 写法；JSON 中应写裸词",
    ),
    ("wrong-type", "a JSON value of another type should stand here", "JSON 值的类型不对"),
];

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
