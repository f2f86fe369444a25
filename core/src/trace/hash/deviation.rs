//! What implementations are known to do otherwise: tried one by one, and in pairs, on a hash id that no profile yields.

use super::{
    Hasher, ProfileName,
    profile::{Identifiers, Nested, Numbers, Profile, Times},
};
use crate::trace::{Event, Events};
use alloc::vec::Vec;

/// One thing done otherwise than in a profile.
#[derive(Clone, Copy, Debug)]
pub struct Deviation {
    /// Its code, in kebab-case.
    pub code: &'static str,
    /// Makes the change; `false` where the profile does so itself.
    change: fn(&mut Profile) -> bool,
}

impl Deviation {
    /// Makes rules deviate; `false` where they do so already.
    pub fn apply(&self, profile: &mut Profile) -> bool {
        (self.change)(profile)
    }
}

/// How a hash id that no profile yields can be made after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The profile from which it deviates.
    pub profile: ProfileName,
    /// In what: the fewest deviations that do.
    pub deviations: Vec<&'static str>,
}

fn set<T: PartialEq>(place: &mut T, value: T) -> bool {
    let new = *place != value;
    *place = value;
    new
}

/// The known deviations, the most likely first.
pub const DEVIATIONS: &[Deviation] = &[
    Deviation { code: "type-behind-identifier", change: |p| set(&mut p.type_behind, true) },
    Deviation { code: "sensor-keyword-left-out", change: |p| set(&mut p.sensor_keyword, false) },
    Deviation { code: "sensor-keyword-named", change: |p| set(&mut p.sensor_keyword, true) },
    Deviation { code: "time-cut-off", change: |p| set(&mut p.times, Times::Cut) },
    Deviation { code: "time-half-even", change: |p| set(&mut p.times, Times::HalfEven) },
    Deviation { code: "time-as-written", change: |p| set(&mut p.times, Times::Kept) },
    Deviation { code: "identifier-as-written", change: |p| set(&mut p.identifiers, Identifiers::Kept) },
    Deviation { code: "certification-left-out", change: |p| set(&mut p.certification, false) },
    Deviation { code: "certification-hashed", change: |p| set(&mut p.certification, true) },
    Deviation { code: "document-order", change: |p| set(&mut p.sorted, false) },
    Deviation { code: "number-as-written", change: |p| set(&mut p.numbers, Numbers::Kept) },
    Deviation { code: "number-through-double", change: double },
    Deviation { code: "word-as-written", change: |p| set(&mut p.words_in_full, false) },
    Deviation { code: "own-prefix-in-full", change: |p| set(&mut p.own_prefixes, true) },
    Deviation { code: "own-prefix-as-written", change: |p| set(&mut p.own_prefixes, false) },
    Deviation { code: "extension-in-place", change: |p| set(&mut p.nested, Nested::InPlace) },
    Deviation { code: "extension-at-end", change: |p| set(&mut p.nested, Nested::AtEnd) },
    Deviation { code: "ignored-field-hashed", change: |p| set(&mut p.ignore_fields, false) },
];

/// Texts that look like numbers are found only where identifiers are lenient.
fn double(profile: &mut Profile) -> bool {
    profile.identifiers = Identifiers::Lenient;
    set(&mut profile.numbers, Numbers::Double)
}

/// Code, English, Chinese.
pub const WORDS: &[(&str, &str, &str)] = &[
    (
        "type-behind-identifier",
        "the type stands behind the identifier of a transaction, source or destination",
        "业务单据、来源或去向的类型写在标识之后",
    ),
    ("sensor-keyword-left-out", "`sensorElementList` is not named", "未写出 `sensorElementList`"),
    ("sensor-keyword-named", "`sensorElementList` is named", "写出了 `sensorElementList`"),
    ("time-cut-off", "times are cut off at the millisecond, not rounded", "时间在毫秒处截断而未四舍五入"),
    ("time-half-even", "times are rounded half to even, not half up", "时间按银行家舍入而非四舍五入"),
    ("time-as-written", "times are not brought to UTC with milliseconds", "时间未转换为带毫秒的 UTC"),
    (
        "identifier-as-written",
        "identifiers are not brought to canonical Digital Links",
        "标识未转换为规范的 Digital Link",
    ),
    ("certification-left-out", "`certificationInfo` is left out", "遗漏了 `certificationInfo`"),
    ("certification-hashed", "`certificationInfo` is hashed", "哈希包含 `certificationInfo`"),
    ("document-order", "list elements and extensions are not sorted", "列表元素与扩展未排序"),
    ("number-as-written", "numbers keep trailing zeros and exponents", "数值保留了末尾的零与指数"),
    (
        "number-through-double",
        "numbers, and texts that look like one, pass through a double",
        "数值及形似数值的文本经过双精度浮点转换",
    ),
    ("word-as-written", "words of the vocabulary are not written in full", "词汇未展开为完整形式"),
    (
        "own-prefix-in-full",
        "prefixes in values are written in full, whoever's they are",
        "值中的所有前缀均被展开",
    ),
    ("own-prefix-as-written", "only prefixes of GS1 are written in full in values", "值中仅展开 GS1 的前缀"),
    (
        "extension-in-place",
        "extensions in standard members stand where they are",
        "标准成员内的扩展保留在原处",
    ),
    ("extension-at-end", "extensions in standard members stand at the end", "标准成员内的扩展移至末尾"),
    (
        "ignored-field-hashed",
        "members that the document says to ignore are hashed",
        "哈希包含了文档声明应忽略的成员",
    ),
    ("version-label", "the version behind the hash is not that of the profile", "哈希所附版本与规则不符"),
    (
        "profiles-differ",
        "the event has different hash ids by different rules",
        "按不同规则，该事件的哈希标识不同",
    ),
    (
        "values-rewritten",
        "the reference implementation rewrites values of this event; a changed value may keep its hash id",
        "参考实现会改写该事件的数值；数值改变后哈希标识可能不变",
    ),
];

/// Bytes of an event on which single deviations are tried.
const MOST_FOR_ONE: usize = 1 << 20;
/// Bytes of an event on which pairs of deviations are tried.
const MOST_FOR_TWO: usize = 32 << 10;

/// Looks for the fewest known deviations from a profile that yield a digest (64 hexadecimal digits).
///
/// Pairs are tried on events of at most 32 KiB, single deviations on events of at most 1 MiB.
#[must_use]
pub fn explain(events: &Events<'_>, event: &Event<'_, '_>, digest: &str) -> Option<Explanation> {
    let size = event.raw().len();
    let yields = |profile: Profile| {
        let mut hasher = Hasher::with(profile);
        hasher.ignore(events);
        hasher.hash(event).is_ok_and(|id| digest_of(&id).is_some_and(|d| d.eq_ignore_ascii_case(digest)))
    };
    let names = || ProfileName::PREFERRED;
    let found = |profile, deviations: &[&Deviation]| Explanation {
        profile,
        deviations: deviations.iter().map(|deviation| deviation.code).collect(),
    };
    if size > MOST_FOR_ONE {
        return None;
    }
    for name in names() {
        for one in DEVIATIONS {
            let mut profile = name.profile();
            if one.apply(&mut profile) && yields(profile) {
                return Some(found(name, &[one]));
            }
        }
    }
    if size > MOST_FOR_TWO {
        return None;
    }
    for name in names() {
        for (at, one) in DEVIATIONS.iter().enumerate() {
            let mut first = name.profile();
            if !one.apply(&mut first) {
                continue;
            }
            for two in DEVIATIONS.iter().skip(at.saturating_add(1)) {
                let mut profile = first;
                if two.apply(&mut profile) && yields(profile) {
                    return Some(found(name, &[one, two]));
                }
            }
        }
    }
    None
}

/// The digest in a hash id.
#[must_use]
pub fn digest_of(id: &str) -> Option<&str> {
    id.strip_prefix("ni:///sha-256;")?.get(..64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words() {
        for deviation in DEVIATIONS {
            assert!(WORDS.iter().any(|(code, ..)| *code == deviation.code), "{}", deviation.code);
        }
    }
}
