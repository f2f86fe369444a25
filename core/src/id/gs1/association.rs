//! Which application identifiers go together (General Specifications §4.13), over all symbols of one item.

use super::{ai::Ai, element::Element};
use crate::base::finding::{Finding, Severity};
use alloc::{format, vec::Vec};

/// An AI lacks one that it requires.
const REQUIRES: &str = "ai-requires";
/// An AI stands beside one that it excludes.
const EXCLUDES: &str = "ai-excludes";
/// An AI stands twice with different values.
const REPEATED: &str = "ai-repeated";
/// A digital signature stands beside a key without serial.
const SIGNATURE: &str = "ai-signature-needs-serial";

/// Code, English and Chinese of every finding on associations.
#[cfg(feature = "words")]
pub const ASSOCIATION_WORDS: &[(&str, &str, &str)] = &[
    (REQUIRES, "an application identifier lacks one that it requires", "应用标识符缺少必须同时出现的标识符"),
    (EXCLUDES, "two application identifiers exclude each other", "两个应用标识符不能同时出现"),
    (REPEATED, "an application identifier is repeated with another value", "应用标识符重复且数值不同"),
    (SIGNATURE, "a digital signature needs a key with a serial number", "数字签名要求标识代码带有序列号"),
];

/// Whether an AI is one that a pattern such as `31nn` stands for.
fn matches(pattern: &str, ai: Ai) -> bool {
    let text = ai.as_str();
    pattern.len() == text.len()
        && pattern.bytes().zip(text.bytes()).all(|(wanted, byte)| wanted == b'n' || wanted == byte)
}

/// What is wrong with a combination of elements; each finding is at `/INDEX` of the element that asks for it.
///
/// `found` names what is missing, or the AI that may not stand beside it.
///
/// ```
/// use terroir::id::gs1::{check_associations, parse_bracketed};
///
/// let elements = parse_bracketed("(10)LOT7")?;
/// let [finding] = &check_associations(&elements)[..] else { panic!() };
/// assert_eq!((&*finding.code, &*finding.at, &*finding.found), ("ai-requires", "/0", "01,02,03,8006,8026"));
/// # Ok::<(), terroir::id::gs1::ElementError>(())
/// ```
#[must_use]
pub fn check_associations(elements: &[Element<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, Element { ai, value }) in elements.iter().enumerate() {
        let mut find = |code: &'static str, found: &str| {
            findings.push(Finding::new(Severity::Error, code).at(format!("/{at}")).found(found));
        };
        let present = |pattern: &str| elements.iter().any(|other| matches(pattern, other.ai));
        for rule in ai.rules().split(' ') {
            if let Some(groups) = rule.strip_prefix("req=") {
                if !groups.split(',').any(|group| group.split('+').all(present)) {
                    find(REQUIRES, groups);
                }
            } else if let Some(patterns) = rule.strip_prefix("ex=") {
                let excluded = |other: &&Element<'_>| {
                    other.ai != *ai && patterns.split(',').any(|pattern| matches(pattern, other.ai))
                };
                if let Some(other) = elements.iter().find(excluded) {
                    find(EXCLUDES, other.ai.as_str());
                }
            }
        }
        if elements.iter().take(at).any(|other| other.ai == *ai && other.value != *value) {
            find(REPEATED, ai.as_str());
        }
        let without_serial = match ai.as_str() {
            "253" | "255" => 13,
            "8003" => 14,
            _ => continue,
        };
        if value.len() == without_serial && present("8030") {
            find(SIGNATURE, ai.as_str());
        }
    }
    findings
}
