//! What a person reads of the codes of findings; those of verdicts are in `proof::code`.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("code-issued-twice", "one unit was given two codes", "同一件被发放了两个码"),
    ("codes-count-differs", "not as many codes as are listed", "发码数与清单不符"),
    (
        "codes-not-comparable",
        "what the codes stand for cannot be compared with the lot's quantity",
        "码所代表的量无法与批次数量比较",
    ),
    ("codes-not-counted", "nobody counted the codes", "未统计发码数"),
    ("codes-over-packs", "more codes than packs", "发码数多于包装件数"),
    ("codes-over-quantity", "the codes stand for more than the lot holds", "码所代表的量超过批次数量"),
    ("content-of-code-unknown", "how much stands behind one code was not said", "未说明每个码对应的量"),
    ("distance-unknown", "how far two places are apart is not known", "两地距离未知"),
    ("may-beyond-role", "a key may do what no role of its party allows", "密钥的权限超出其主体的角色"),
    ("packs-without-code", "fewer codes than packs", "部分包装没有码"),
    ("scan-in-future", "a scan that is still to come", "扫码时间在未来"),
    ("scan-of-other-lot", "the code is of another lot", "扫描的码属于其他批次"),
    ("scan-of-unissued-code", "a unit that was given no code", "扫描的码未曾发放"),
    ("unit-ended-twice", "one unit was sold or used up twice", "同一件被两次售出或用尽"),
    ("unit-scanned-often", "one unit was scanned unusually often", "同一件被扫描次数异常"),
    (
        "unit-too-far-apart",
        "one unit in two places, farther apart than it can have travelled",
        "同一件在相距过远的两地被扫描",
    ),
];
