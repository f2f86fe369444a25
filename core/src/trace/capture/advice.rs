//! What the rules ask of a record beyond what its act calls for, and the clauses that ask.
//!
//! The wording of the two Chinese rules was read in secondary sources; the numbers of their articles are from memory.

/// 农产品质量安全法 (2022).
const QUALITY_LAW: &str = "农产品质量安全法(2022) 第二十七条：投入品的名称、来源、用法、用量和使用、停用的日期 [article number unchecked]";
/// 农药管理条例 (2017).
const PESTICIDES: &str =
    "农药管理条例(2017) 第三十六条：时间、地点、对象、农药名称、用量、生产企业 [article number unchecked]";
/// The label of an input.
const LABEL: &str = "label of the input: interval and dose";
/// When and where of an event.
pub(super) const WHEN: &str = "EPCIS 2.0 §7.4.1: eventTime";
pub(super) const OFFSET: &str = "EPCIS 2.0 §7.4.1: eventTimeZoneOffset";
pub(super) const WHERE: &str = "EPCIS 2.0 §7.3.5: readPoint";
pub(super) const WHAT: &str = "EPCIS 2.0 §7.4: what";
pub(super) const MEDIA: &str = "terroir capture: media by hash, type and size";
pub(super) const READING: &str = "terroir capture: readings carry tool, version and confidence";

/// Act, member, clause.
const ADVISED: &[(&str, &str, &str)] = &[
    ("spray", "input-registration", PESTICIDES),
    ("spray", "input-lot", QUALITY_LAW),
    ("spray", "target", PESTICIDES),
    ("spray", "area", QUALITY_LAW),
    ("spray", "method", QUALITY_LAW),
    ("spray", "interval-days", LABEL),
    ("fertilise", "input-lot", QUALITY_LAW),
    ("fertilise", "method", QUALITY_LAW),
    ("fertilise", "area", QUALITY_LAW),
    ("feed", "input-lot", QUALITY_LAW),
    ("treat", "input-lot", QUALITY_LAW),
    ("treat", "input-registration", QUALITY_LAW),
    (
        "treat",
        "diagnosis",
        "农产品质量安全法(2022) 第二十七条：动物疫病的发生和防治情况 [article number unchecked]",
    ),
    ("treat", "route", QUALITY_LAW),
    ("vaccinate", "input-lot", QUALITY_LAW),
    ("receive", "from-owner", "食品安全法 进货查验：供货者 [unchecked]"),
];

/// What is advised for an act: member and clause.
pub(super) fn advised(act: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    ADVISED.iter().filter(move |(of, ..)| *of == act).map(|(_, member, clause)| (*member, *clause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::vocabulary;

    #[test]
    fn advice_is_about_what_there_is() {
        for (act, member, _) in ADVISED {
            assert!(
                vocabulary::act(act).is_some() && super::super::members().any(|name| name == *member),
                "{act} {member}"
            );
        }
    }
}
