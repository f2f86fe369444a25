//! What the codes say to a person.

/// Code, English, Chinese: of what an expectation lacks, and of a profile's words; those of gaps stand with them.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("step-missing", "the step is recorded less often than expected", "环节记录次数不足"),
    ("field-missing", "too few records of the step carry the field", "写明该字段的记录不足"),
    (
        "field-not-shown",
        "too few records of the step show the field; it may be hidden",
        "公开该字段的记录不足，可能被隐藏",
    ),
    ("order-unknown", "one of the two steps is not recorded with a time", "两个环节之一没有带时间的记录"),
    (
        "order-reversed",
        "the step is recorded only before the one that should come first",
        "环节仅出现在应在其前的环节之前",
    ),
    (
        "bounds-missing",
        "the steps between which records are expected are not both recorded",
        "起止两个环节未都有记录",
    ),
    (
        "too-far-apart",
        "somewhere the records lie further apart than they may",
        "某处记录间隔超过允许的最长时间",
    ),
    ("claim-missing", "nobody states that the record of this act is complete", "无人声明该行为的记录完整"),
    (
        "claim-incomplete",
        "the statements leave out days between the steps",
        "完整性声明未覆盖起止环节之间的全部日期",
    ),
    ("no-profile", "without a profile there is nothing to measure against", "没有预期档案，无从衡量"),
    (
        "profile-unsound",
        "the profile contradicts itself or has unknown words",
        "预期档案自相矛盾或含未知词语",
    ),
    ("personal-field", "a personal field never stands in an event", "个人字段不会出现在事件中"),
    ("act-of-other-link", "the act belongs to another link", "该行为属于另一环节"),
];
