//! What the codes say to a person.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("account-overdrawn", "more went out with the claim than came in with it", "带声明的出库量超过入库量"),
    ("area-not-recorded", "the area that was harvested is not recorded", "未记录采收面积"),
    (
        "claim-not-recorded",
        "whether an input carries the claim is not recorded",
        "未记录某项投入是否带有该声明",
    ),
    ("event-without-time", "an event has no readable time", "有事件没有可读的时间"),
    ("input-amount-missing", "how much went in is not recorded", "未记录投入数量"),
    ("less-out-than-expected", "less came out than is expected of it", "产出少于预期"),
    ("lot-amount-missing", "an amount of the lot is not recorded", "该批次有数量未记录"),
    ("made-not-recorded", "it is used, but that it was made is not recorded", "有使用记录但没有产生记录"),
    ("more-out-than-in", "more came out than can come of what went in", "产出多于投入所能得到的"),
    ("more-used-than-made", "more of it is used than was made", "使用量超过生产量"),
    ("no-inputs", "nothing is recorded as going in", "没有投入记录"),
    ("no-yield-stated", "no plausible yield was stated for this crop", "未给出该作物的合理单产"),
    ("other-material-mixed", "material without the claim was mixed in", "混入了不带该声明的物料"),
    ("output-amount-missing", "how much came out is not recorded", "未记录产出数量"),
    ("share-not-known", "the share with the claim cannot be computed", "无法计算带声明的比例"),
    ("share-too-small", "the share with the claim is smaller than stated", "带声明的比例低于规定"),
    ("sources-mixed", "more than one source was mixed", "混合了一个以上的来源"),
    ("yield-not-plausible", "more was harvested than the land can yield", "采收量超过土地的合理产量"),
];
