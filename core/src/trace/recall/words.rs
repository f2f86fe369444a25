//! What the codes say to a person.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("amount-unknown", "the records do not say how much of it is affected", "记录未说明受影响的数量"),
    ("made-of-itself", "it is made of itself by way of others", "该批次经由其他批次又用于生产自身"),
    ("more-used-than-made", "more of it is used than was made", "使用量超过生产量"),
    ("no-holder", "no record says who has it", "没有记录说明现由谁持有"),
    ("suspect-unknown", "nothing in the records is named so", "记录中没有这个对象"),
];
