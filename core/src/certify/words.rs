//! What a person reads of the codes of reasons and of claims.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("complete", "somebody states that the record is complete", "有人声明记录完整"),
    ("evidence-too-old", "the evidence is older than the rule allows", "证据超过规则允许的时限"),
    ("grade-too-low", "the evidence is of a lower grade than the rule accepts", "证据等级低于规则要求"),
    ("held", "a value was held against another", "比较了两个值"),
    ("in-order", "the order of the steps was looked at", "检查了步骤顺序"),
    ("listed", "a value was looked for in a list", "在清单中查找了该值"),
    ("not-complete", "nobody states that the record is complete", "没有人声明记录完整"),
    ("not-in-force", "the lot does not fall into the days on which the rules hold", "批次不在规则的有效期内"),
    ("proved", "every rule that the claim rests on passes", "该声称所依据的规则全部符合"),
    ("rests-on-nothing", "the claim names no rule", "该声称没有依据任何规则"),
    ("rule-fails", "a rule that the claim rests on fails", "该声称所依据的规则不符合"),
    ("rule-not-given", "the rule that the claim rests on was not given", "未提供该声称所依据的规则"),
    ("rule-unknown", "a rule that the claim rests on is not decided", "该声称所依据的规则尚无结论"),
    ("rulebook-outdated", "the rules should have been looked through again", "规则已过复核日期"),
    ("sample-not-as-demanded", "the sample was not chosen as the rule demands", "抽样方式不符合规则要求"),
    ("sample-rulebook", "the rules are only a sample", "规则仅为示例"),
    ("stated", "it was looked whether something is stated", "检查了是否有记载"),
    ("subject-not-stated", "the record does not say of which lot or site it is", "记录未说明所属批次或地点"),
    ("too-few", "there are fewer such records than the rule needs", "此类记录少于规则所需"),
];
