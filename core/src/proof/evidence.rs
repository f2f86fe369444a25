//! Evidence of two stories (`FORMATS` §4): two heads of one lot and number that differ. It needs no proof system.

use super::{
    head::Head,
    key::{SignatureError, Vkey},
    line::Context,
    own::{Refusal, malformed},
};
use alloc::string::String;

const HEADING: &str = "terroir/v1 evidence\n";

/// Why a text is no evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// Not the printed form of two heads.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The two do not contradict each other: another lot or number, or the same head twice.
    #[error("the two heads do not contradict each other")]
    NoContradiction,
    /// One of them is not signed by this key.
    #[error("{0}")]
    Signature(#[from] SignatureError),
}

fn contradiction<'t>(one: &'t str, other: &'t str) -> Result<[Head<'t>; 2], EvidenceError> {
    let (one, other) = (Head::parse(one)?, Head::parse(other)?);
    let same = one.lot == other.lot && one.n == other.n && one.signed.json != other.signed.json;
    if same { Ok([one, other]) } else { Err(EvidenceError::NoContradiction) }
}

/// The text of the evidence: smaller bytes first, so that there is one text of a pair.
///
/// # Errors
/// [`EvidenceError`]: the two heads do not contradict each other.
pub fn print(one: &str, other: &str) -> Result<String, EvidenceError> {
    contradiction(one, other)?;
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    Ok([HEADING, first, "\n", second, "\n"].concat())
}

/// Checks evidence against the keeper's key; the answer is the lot and the number of the heads.
///
/// # Errors
/// [`EvidenceError`]: no contradiction, or a head that the key did not sign.
pub fn verify<'t>(text: &'t str, keeper: &Vkey) -> Result<(&'t str, u64), EvidenceError> {
    let wrong = || malformed(0, "not `terroir/v1 evidence` and two heads");
    let rest = text.strip_prefix(HEADING).and_then(|rest| rest.strip_suffix('\n')).ok_or_else(wrong)?;
    let (first, second) = rest.split_once('\n').ok_or_else(wrong)?;
    if first >= second {
        return Err(malformed(0, "not ascending").into());
    }
    let heads = contradiction(first, second)?;
    for head in &heads {
        if head.key != keeper.id().as_str() {
            return Err(SignatureError::Wrong.into());
        }
        let signature = head.signed.signature.ok_or(SignatureError::Wrong)?;
        keeper.verify(&Context::Head.message(head.suite, head.signed.json), &signature)?;
    }
    let [head, _] = heads;
    Ok((head.lot, head.n))
}
