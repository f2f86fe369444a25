//! A signed certification verdict (`FORMATS` §9): what somebody says of a lot's record under a scheme's rules.
//!
//! Whether he may say so, a trust bundle tells; here it is only read.

use super::{
    line::{HEAD_BYTES, Signed},
    members::{KEY_ID, LOT, Members},
    moment::Moment,
    own::{self, Place, Refusal},
};
use crate::digest::Hash;

/// What the rules of the scheme came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// They hold.
    Pass,
    /// They do not.
    Fail,
    /// It could not be told.
    Unknown,
}

/// One verdict line, read; its signature has not been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested<'t> {
    /// The line and its two parts.
    pub signed: Signed<'t>,
    /// Entries that were judged.
    pub count: u64,
    /// The attesting key's id.
    pub key: &'t str,
    /// The lot.
    pub lot: &'t str,
    /// What it came to.
    pub outcome: Outcome,
    /// Root over the entries that were judged.
    pub root: Hash,
    /// Hash of the rulebook's exact bytes, where one was used.
    pub rulebook: Option<Hash>,
    /// The scheme.
    pub scheme: &'t str,
    /// When it was said, as written.
    pub time: &'t str,
    /// The same as an instant.
    pub time_at: Moment,
    /// Until when it counts, not included.
    pub until: Moment,
}

impl<'t> Attested<'t> {
    /// Reads a verdict line.
    ///
    /// # Errors
    /// [`Refusal`]: it is not exactly what would be printed.
    pub fn parse(line: &'t str) -> Result<Self, Refusal> {
        Self::of(Signed::split(line, HEAD_BYTES)?)
    }

    fn of(signed: Signed<'t>) -> Result<Self, Refusal> {
        let document = own::read(signed.json, |_| Place::Own)?;
        let mut members = Members::of(signed.json, document.root());
        let count = members.need_integer("count");
        members.check((1..=super::entry::LINES).contains(&count), 0, "`count` is not 1 to 65536");
        let key = members.need_fitting("key", KEY_ID);
        let lot = members.need_fitting("lot", LOT);
        let at = members.place("outcome");
        let outcome = match members.need_text("outcome") {
            "pass" => Some(Outcome::Pass),
            "fail" => Some(Outcome::Fail),
            "unknown" => Some(Outcome::Unknown),
            _ => None,
        };
        members.check(outcome.is_some(), at, "not an outcome");
        let root = members.need_hash("root");
        let rulebook = members.take_hash("rulebook");
        let scheme = members.need_text("scheme");
        let (time, time_at) = members.need_time("time");
        let (_, until) = members.need_time("until");
        members.check(time_at < until, 0, "`until` is not after `time`");
        members.finish()?;
        let outcome = outcome.unwrap_or(Outcome::Unknown);
        Ok(Self { signed, count, key, lot, outcome, root, rulebook, scheme, time, time_at, until })
    }
}
