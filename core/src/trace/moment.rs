//! One reading of the times that events say.

use crate::base::time::{Instant, InstantError};
use alloc::format;

/// A time with offset as events write it (EPCIS 2.0 §7.3.2, RFC 3339) as a moment; `None` for anything else.
///
/// A leap second is a time too (RFC 3339 §5.7): it counts as the last instant before the second after it, so that it comes after
/// all others of its minute and before the next. It is one only where it ends a day in UTC.
///
/// ```
/// use terroir::trace::moment;
///
/// let leap = moment("2017-01-01T07:59:60+08:00").ok_or("a leap second")?;
/// assert!(moment("2016-12-31T23:59:59.9Z") < Some(leap) && Some(leap) < moment("2017-01-01T00:00:00Z"));
/// assert_eq!((moment("2026-05-12T10:30:60Z"), moment("2026-05-12")), (None, None));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn moment(text: &str) -> Option<Instant> {
    match text.parse::<Instant>() {
        Ok(moment) => Some(moment),
        Err(InstantError::LeapSecond { .. }) => leap_second(text),
        Err(_) => None,
    }
}

/// `2016-12-31T23:59:60.5Z`: the end of the minute that it is in.
pub(super) fn leap_second(text: &str) -> Option<Instant> {
    let minute = text.get(..17)?;
    let after = text.get(17..)?.strip_prefix("60")?;
    let zone = after.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let end: Instant = format!("{minute}59.999999999999999999{zone}").parse().ok()?;
    (end.unix_seconds().rem_euclid(86_400) == 86_399).then_some(end)
}
