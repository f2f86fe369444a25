//! Conditions on the way: excursions, time outside limits, gaps in measurement, mean kinetic temperature, and how much shelf
//! life is left by a stated model.
//!
//! Readings of one measurement type, of all devices together, make one line of time. A device's reading at an instant counts
//! until its next one, by the stated model ([`Between`]), unless more than the allowed gap lies between them: that time is not
//! known, and what is not known is never good. A summary (`minValue`, `maxValue` over a period) only bounds the time outside, so
//! every such time has a least and a most. Nothing is rounded but mean kinetic temperature and what Q10 uses up.
//!
//! ```
//! use terroir::{digest::json, trace::{Events, Selection, condition::{Between, Limit, Period, Verdict, judge}}};
//!
//! let text = r#"[{"type":"ObjectEvent","eventTime":"2026-07-01T00:30:00Z","sensorElementList":[{"sensorReport":[
//!     {"type":"Temperature","value":3.9,"uom":"CEL","time":"2026-07-01T00:00:00Z"},
//!     {"type":"Temperature","value":39.2,"uom":"FAH","time":"2026-07-01T00:30:00Z"}]}]}]"#;
//! let document = json::read(text.as_bytes())?;
//! let events = Events::of(document.root())?;
//! let limit = Limit::new("CEL".parse()?, None, Some("4".parse()?));
//! let judged = judge(&Selection::all(&events), &limit, Between::Hold, Period::default(), None).ok_or("too large")?;
//! assert_eq!(judged.verdict, Verdict::Pass);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod custody;
mod judge;
mod kinetic;
mod life;
mod line;
mod reading;
mod words;

pub use custody::{Custody, Holder};
pub use judge::{Bounds, Excursion, Extreme, Judged, Side, Span, Verdict, judge};
pub use kinetic::{ACTIVATION_ENERGY, GAS_CONSTANT};
pub use life::{Asked, Life, Rate, Remaining};
pub use reading::{Between, Limit, Period};
pub use words::WORDS;

/// A moment or a length of time in attoseconds, so that no digit of a time is lost.
pub type Attoseconds = i128;

/// Attoseconds of a second.
pub const SECOND: Attoseconds = 1_000_000_000_000_000_000;

use super::Event;
use crate::base::{decimal::Decimal, time::Instant};

/// The moment as a number: attoseconds since 1970 in UTC.
#[must_use]
pub fn moment(instant: &Instant) -> Attoseconds {
    // INVARIANT (calendar): an instant's seconds stay below 10^12, so this stays far below 2^127.
    i128::from(instant.unix_seconds()) * SECOND + i128::from(instant.attoseconds())
}

/// When an event happened; `None`, which is before all times, where it does not say.
pub(in crate::trace) fn happened(event: &Event<'_, '_>) -> Option<Attoseconds> {
    super::moment(&event.event_time()?).as_ref().map(moment)
}

/// A length of time in seconds, exactly.
#[must_use]
pub fn seconds(length: Attoseconds) -> Decimal {
    Decimal::new(length, 18).unwrap_or(Decimal::ZERO).normalized()
}

/// The moment as an instant in UTC, with the digits that it needs.
#[must_use]
pub fn instant(moment: Attoseconds) -> Option<Instant> {
    let whole = Instant::from_unix(i64::try_from(moment.div_euclid(SECOND)).ok()?)?;
    let fraction = moment.rem_euclid(SECOND);
    if fraction == 0 {
        return Some(whole);
    }
    let digits = alloc::format!("{fraction:018}");
    let text = alloc::string::ToString::to_string(&whole);
    alloc::format!("{}.{}Z", text.trim_end_matches('Z'), digits.trim_end_matches('0')).parse().ok()
}
