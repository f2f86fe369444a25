//! Times that a credential states: `exp`, `nbf` and `iat` of a token (RFC 7519 §4.1), and those of RFC 3339.

use super::{
    code::{Aspect, Code, Flaw, Verdict},
    pinned::Pinned,
};
use crate::{base::whole, digest::json::Value, proof::Moment};

/// A NumericDate (RFC 7519 §2), to the second below.
fn numeric(object: Value<'_>, name: &str) -> Result<Option<Moment>, Flaw> {
    let Some(value) = object.get(name) else { return Ok(None) };
    let read = |number: &str| {
        let (seconds, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let fraction = fraction.bytes().all(|digit| digit.is_ascii_digit());
        let seconds = whole::decimal(seconds).and_then(|seconds| i64::try_from(seconds).ok())?;
        // A year that a date has no digits for is no time.
        (fraction && seconds < LAST_SECOND).then(|| Moment::from_seconds(seconds))
    };
    value.number().and_then(read).map(Some).ok_or_else(|| bad(name))
}

/// A time of RFC 3339, in a member of the object that stands `at`.
pub(super) fn moment(object: Value<'_>, at: &str, name: &str) -> Result<Option<Moment>, Flaw> {
    let Some(value) = object.get(name) else { return Ok(None) };
    let time = value.text().and_then(|text| Moment::parse(&text));
    time.map(Some).ok_or_else(|| Flaw::at(Code::BadTime, [at, "/", name].concat()))
}

/// The first second of the year 10000.
const LAST_SECOND: i64 = 253_402_300_800;

fn bad(name: &str) -> Flaw {
    Flaw::at(Code::BadTime, ["/", name].concat())
}

/// Judges the times of a token.
pub(super) fn judge(verdict: &mut Verdict, claims: Value<'_>, pinned: &Pinned) {
    let mut found = |name, late: Code, judge: &dyn Fn(Moment) -> Option<bool>| match numeric(claims, name) {
        Err(flaw) => verdict.add(flaw),
        Ok(Some(time)) if judge(time) == Some(false) => verdict.add(Flaw::at(late, ["/", name].concat())),
        Ok(_) => {}
    };
    found("exp", Code::NoLongerValid, &|time| pinned.is_over(time).map(|over| !over));
    found("nbf", Code::NotYetValid, &|time| pinned.has_come(time));
    found("iat", Code::FromTheFuture, &|time| pinned.has_come(time));
    known(verdict, pinned);
}

/// Without a time of day nothing is said of times.
pub(super) fn known(verdict: &mut Verdict, pinned: &Pinned) {
    if pinned.now.is_none() && !verdict.has(Code::NoNow) {
        verdict.add(Code::NoNow.into());
    }
    verdict.looked_at(Aspect::Time);
}

/// How a time stands to a window behind the time of day.
pub(super) fn within(
    claims: Value<'_>,
    name: &str,
    seconds: u32,
    pinned: &Pinned,
) -> Result<Option<bool>, Flaw> {
    let time = numeric(claims, name)?.ok_or_else(|| bad(name))?;
    let come = pinned.has_come(time);
    let over = pinned.is_over(time.plus(i64::from(seconds)));
    Ok(come.zip(over).map(|(come, over)| come && !over))
}
