//! What the codes say to a person.

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("amount-unreadable", "an amount is no decimal number with a unit code", "数量不是带单位代码的十进制数"),
    ("contains-itself", "it is said to be in itself", "声称物品装在自身之内"),
    ("events-without-type", "objects without an event type are no events", "没有事件类型的对象不是事件"),
    (
        "in-two-containers",
        "one thing is said to be in two containers at a time",
        "同一物品同时处于两个容器中",
    ),
    ("leap-second", "the time is a leap second", "时间为闰秒"),
    ("removed-not-inside", "it is taken out of what it was not put into", "从未装入的容器中取出"),
    ("time-unreadable", "the record has no time that can be read", "记录没有可读的时间"),
    ("used-before-made", "it is used before anything says that it was made", "在记录生成之前已被使用"),
];

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn codes_are_sorted_and_said_twice() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(WORDS.iter().all(|(_, english, chinese)| !english.is_empty() && !chinese.is_empty()));
    }
}
