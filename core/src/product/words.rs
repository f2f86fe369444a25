//! What a person reads for each finding of `product`: code, English, Chinese.

/// Words of the findings, by code.
pub const WORDS: &[(&str, &str, &str)] = &[
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
        "id-missing",
        "the product has no id: it can be named only within this system",
        "产品没有标识，仅能在本系统内指称",
    ),
    ("id-repeated", "the same id stands twice", "标识重复"),
    ("name-missing", "the product has no name in any language", "产品没有任何语言的名称"),
    ("pack-empty", "the pack declares a content of nothing", "包装声明的内容为零"),
    (
        "pack-in-other-unit",
        "the pack's content is not measured as the product is sold",
        "包装内容的计量与销售单位不同类",
    ),
    ("pack-repeated", "the same pack stands twice", "包装重复"),
    ("shelf-life-missing", "no shelf life is stated", "未说明保质期"),
    ("shelf-life-not-positive", "the shelf life ends before it starts", "保质期在开始前已结束"),
    ("standard-undated", "the standard is cited without its year", "引用标准未注明年号"),
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
];
