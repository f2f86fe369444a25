//! The calendar beside chrono's, which is the oracle for it.

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate};
use proptest::prelude::*;
use terroir::base::{date::Date, time::Instant};

proptest! {
    /// A day is as far from the epoch as chrono says, and adding days reaches the same day.
    #[test]
    fn days_are_counted_alike(year in 1_u16..9999, month in 1_u8..=12, day in 1_u8..=31, more in 0_u16..4000) {
        let ours = Date::new(year, month, day);
        let theirs = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
        prop_assert_eq!(ours.is_some(), theirs.is_some());
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
            prop_assert_eq!(i64::from(ours.days_from_epoch()), (theirs - epoch).num_days());
            let later = theirs + Days::new(more.into());
            if later.year() <= 9999 {
                prop_assert_eq!(NaiveDate::try_from(ours.plus_days(more.into()).unwrap()).unwrap(), later);
            }
        }
    }

    /// A time that RFC 3339 writes is the same instant in both, and comes back as it was.
    #[test]
    fn times_are_the_same_instant(seconds in 0_i64..253_402_000_000, nanoseconds in 0_u32..1_000_000_000, minutes in -840_i32..=840) {
        let offset = FixedOffset::east_opt(minutes * 60).unwrap();
        let theirs = DateTime::from_timestamp(seconds, nanoseconds).unwrap().with_timezone(&offset);
        let ours = Instant::try_from(theirs).unwrap();
        prop_assert_eq!((ours.unix_seconds(), ours.nanoseconds()), (seconds, nanoseconds));
        prop_assert_eq!(DateTime::<FixedOffset>::try_from(ours).unwrap(), theirs);
        let parsed = DateTime::parse_from_rfc3339(&ours.to_string()).unwrap();
        prop_assert_eq!(parsed, theirs);
    }
}
