//! What the codes say to a person.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    (
        "compared-by-text",
        "the event has no hash id; it is compared as it was written",
        "该事件算不出哈希标识，只能按原文比较",
    ),
    (
        "contradictory-content",
        "two events with one eventID say different things",
        "同一 eventID 的两个事件内容不同",
    ),
    (
        "correction-cycle",
        "the correction leads back to the event that it corrects",
        "更正关系绕回到被更正的事件",
    ),
    ("corrective-event-missing", "the corrective event is not among these", "所给事件中没有该更正事件"),
    (
        "declaration-differs",
        "the error declaration says something else than the event of its eventID",
        "错误声明的内容与同一 eventID 的事件不同",
    ),
    (
        "declaration-without-target",
        "the event that is declared wrong is not among these",
        "所给事件中没有被声明有误的事件",
    ),
    (
        "declared-wrong-elsewhere",
        "the same event was declared wrong under another eventID",
        "相同事件曾以另一 eventID 被声明有误",
    ),
    (
        "same-event-other-id",
        "the same event stands here under another eventID",
        "相同事件以另一 eventID 重复出现",
    ),
    (
        "self-correction",
        "the error declaration names its own event as the correction",
        "错误声明把自身列为更正事件",
    ),
    ("unplaced-in-time", "no time tells when this became known", "没有时间可判断该记录何时为人所知"),
    ("unreadable-event", "an event without type or time takes no part", "缺少类型或时间的事件不参与判定"),
];
