//! What the codes say to a person.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("no-readings", "there are no readings of this kind in the period", "该时段内没有此类读数"),
    (
        "outside-too-long",
        "the values were outside the limit for longer than is allowed",
        "超出限值的时间超过允许",
    ),
    (
        "perhaps-outside-too-long",
        "the values may have been outside the limit for longer than is allowed",
        "超出限值的时间可能超过允许",
    ),
    (
        "reading-in-other-unit",
        "readings without a unit, or in one that measures something else, were left out",
        "缺少单位或单位不符的读数未计入",
    ),
    ("reading-without-value", "readings without a number were left out", "没有数值的读数未计入"),
    ("reading-without-time", "readings without a readable time were left out", "没有可读时间的读数未计入"),
    ("readings-missing", "of a part of the period nothing is known", "部分时段没有读数"),
];
