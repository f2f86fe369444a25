//! Laws of exact numbers, dates and shares.

use proptest::prelude::*;
use terroir::base::{
    date::{Date, MonthRounding},
    decimal::Decimal,
    quantity::{ConvertError, Quantity},
    ratio::Ratio,
    round::{Interval, Rounding, round_to},
    share::share_out,
    time::Instant,
    unit::{Known, Unit},
};
use terroir_tests::model::base as model;

fn rounding() -> impl Strategy<Value = Rounding> {
    prop::sample::select(vec![
        Rounding::HalfEven,
        Rounding::HalfUp,
        Rounding::HalfDown,
        Rounding::Down,
        Rounding::Up,
        Rounding::Floor,
        Rounding::Ceiling,
    ])
}

fn date() -> impl Strategy<Value = Date> {
    (-719_528..=2_932_896_i64).prop_map(|days| Date::from_days(days).unwrap())
}

fn known() -> impl Strategy<Value = &'static Known> {
    prop::sample::select(Unit::all().collect::<Vec<_>>())
}

proptest! {
    /// Every spelling of a decimal comes back, byte for byte.
    #[test]
    fn decimals_keep_their_text(text in "-?[0-9]{1,18}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?") {
        if let Ok(value) = text.parse::<Decimal>() {
            prop_assert_eq!(value.to_string(), text);
        }
    }

    /// Any text is a decimal or a named error, and what is accepted is what JSON calls a number but for leading zeros.
    #[test]
    fn no_text_is_read_loosely(text in "[-+.eE0-9]{0,12}") {
        if text.parse::<Decimal>().is_ok() {
            let sign = if text.starts_with('-') { "-" } else { "" };
            let digits = text.trim_start_matches('-').trim_start_matches('0');
            let digits = if digits.starts_with(|c: char| c.is_ascii_digit()) { digits.to_owned() } else { format!("0{digits}") };
            let json = format!("{}{}", sign, digits);
            prop_assert!(serde_json::from_str::<serde_json::Number>(&json).is_ok(), "{}", json);
        }
    }

    /// Order is that of the exact fractions, and equal values hash and print alike once normalised.
    #[test]
    fn decimals_order_as_fractions(a in any::<i64>(), b in any::<i64>(), s in 0u8..20, t in 0u8..20) {
        let (x, y) = (Decimal::new(a.into(), s).unwrap(), Decimal::new(b.into(), t).unwrap());
        let cross = (i128::from(a) * 10i128.pow(t.into())).checked_sub(i128::from(b) * 10i128.pow(s.into()));
        prop_assert_eq!(x.cmp(&y), cross.unwrap().cmp(&0));
        prop_assert_eq!(Ratio::from(x).cmp(&Ratio::from(y)), x.cmp(&y));
        prop_assert_eq!(x == y, x.normalized().to_string() == y.normalized().to_string());
    }

    /// Adding and taking away again changes nothing but the number of digits.
    #[test]
    fn sums_are_undone(a in any::<i128>(), b in any::<i64>(), s in 0u8..=38, t in 0u8..=38) {
        if let (Some(x), Some(y)) = (Decimal::new(a, s), Decimal::new(b.into(), t))
            && let Some(sum) = x.checked_add(y)
        {
            prop_assert_eq!(sum.checked_sub(y), Some(x));
        }
    }

    /// Rounding agrees with rounding on the digits of the text.
    #[test]
    fn rounding_agrees_with_the_model(text in "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,9}(50{0,6})?)?", places in 0usize..8) {
        let value: Decimal = text.parse().unwrap();
        let rounded = value.round(i8::try_from(places).unwrap(), Rounding::HalfEven).unwrap();
        prop_assert_eq!(rounded.to_string(), model::round_half_even(&text, places));
    }

    /// A rounded value is a multiple of the interval, less than one interval away, by half of it at most if to the nearest; and
    /// rounding it again changes nothing.
    #[test]
    fn rounding_stays_near(value in any::<i64>(), scale in 0u8..15, places in -6i8..12, kind in 0..3, how in rounding()) {
        let value = Decimal::new(value.into(), scale).unwrap();
        let interval = match kind { 0 => Interval::unit(places), 1 => Interval::half(places), _ => Interval::fifth(places) };
        let interval = interval.unwrap();
        let rounded = round_to(value, interval, how).unwrap();
        let size = Ratio::from(interval.size().unwrap());
        let away = Ratio::from(rounded).checked_sub(Ratio::from(value)).unwrap();
        let away = if away < Ratio::ZERO { Ratio::ZERO.checked_sub(away).unwrap() } else { away };
        prop_assert_eq!(Ratio::from(rounded).checked_div(size).unwrap().denominator(), 1);
        prop_assert!(away < size);
        if matches!(how, Rounding::HalfEven | Rounding::HalfUp | Rounding::HalfDown) {
            prop_assert!(away.checked_mul(Ratio::new(2, 1).unwrap()).unwrap() <= size);
        }
        prop_assert_eq!(round_to(rounded, interval, how), Some(rounded));
        prop_assert_eq!(Ratio::from(value).round(4, how), value.round(4, how));
    }

    /// Rounding never changes the order of two values.
    #[test]
    fn rounding_is_monotone(a in any::<i32>(), b in any::<i32>(), places in -3i8..8, how in rounding()) {
        let (x, y) = (Decimal::new(a.min(b).into(), 6).unwrap(), Decimal::new(a.max(b).into(), 6).unwrap());
        prop_assert!(x.round(places, how) <= y.round(places, how));
    }

    /// What converts exactly converts back exactly, and a value that has no finite decimal is said to have none.
    #[test]
    fn conversions_go_there_and_back(value in -1_000_000_000_000i64..1_000_000_000_000, scale in 0u8..6, from in known(), to in known()) {
        let quantity = Quantity::new(Decimal::new(value.into(), scale).unwrap(), from.code.parse().unwrap());
        let unit: Unit = to.code.parse().unwrap();
        match quantity.convert(unit) {
            Ok(there) => {
                prop_assert_eq!(there.convert(quantity.unit), Ok(quantity));
                prop_assert_eq!(there.compare(&quantity), Ok(std::cmp::Ordering::Equal));
            }
            Err(ConvertError::NotFinite { exact, .. }) => {
                prop_assert!(!exact.is_finite_decimal());
                prop_assert!(from.dimension == to.dimension);
            }
            Err(ConvertError::DifferentDimensions { .. }) => prop_assert!(from.dimension != to.dimension),
            Err(error) => {
                let overflow = matches!(error, ConvertError::Overflow { .. });
                prop_assert!(overflow);
            }
        }
    }

    /// Comparing over units is the opposite the other way round.
    #[test]
    fn comparing_is_antisymmetric(a in -1_000_000i64..1_000_000, b in -1_000_000i64..1_000_000, from in known(), to in known()) {
        let one = Quantity::new(a.into(), from.code.parse().unwrap());
        let two = Quantity::new(b.into(), to.code.parse().unwrap());
        if let Ok(order) = one.compare(&two) {
            prop_assert_eq!(two.compare(&one), Ok(order.reverse()));
        }
    }

    /// Months are added as the model does, step by step.
    #[test]
    fn months_agree_with_the_model(year in 1i32..9900, month in 1u32..=12, day in 1u32..=31, months in -240i32..=240) {
        prop_assume!(model::exists((year, month, day)) && year * 12 + months > 12);
        let date = Date::new(year.try_into().unwrap(), month.try_into().unwrap(), day.try_into().unwrap()).unwrap();
        let (up, down, ambiguous) = model::plus_months((year, month, day), months);
        let plus = |rounding| date.plus_months(months.into(), rounding);
        let shown = |(y, m, d): model::Day| format!("{y:04}-{m:02}-{d:02}");
        prop_assert_eq!(plus(MonthRounding::Up).unwrap().to_string(), shown(up));
        prop_assert_eq!(plus(MonthRounding::Down).unwrap().to_string(), shown(down));
        prop_assert_eq!(plus(MonthRounding::Refuse).is_err(), ambiguous);
    }

    /// A later day never ends earlier after the same months, and more months never end earlier.
    #[test]
    fn adding_months_is_monotone(one in date(), two in date(), months in -600i64..600, more in 0i64..24) {
        for rounding in [MonthRounding::Up, MonthRounding::Down] {
            let plus = |date: Date, months| date.plus_months(months, rounding);
            if let (Ok(a), Ok(b)) = (plus(one.min(two), months), plus(one.max(two), months)) {
                prop_assert!(a <= b);
            }
            if let (Ok(a), Ok(b)) = (plus(one, months), plus(one, months + more)) {
                prop_assert!(a <= b);
            }
        }
    }

    /// Days are counted as they are stepped.
    #[test]
    fn days_are_undone(date in date(), days in -10_000i64..10_000) {
        if let Ok(moved) = date.plus_days(days) {
            prop_assert_eq!(moved.days_since(date), days);
            prop_assert_eq!(moved.plus_days(-days), Ok(date));
        }
        let text = date.to_string();
        prop_assert_eq!(text.parse::<Date>(), Ok(date));
    }

    /// Every spelling of an instant comes back, and only the moment counts when comparing.
    #[test]
    fn instants_keep_their_text(
        date in date(), hour in 0..24, minute in 0..60, second in 0..60, fraction in "(\\.[0-9]{1,18})?",
        zone in "Z|z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00", t in "[Tt]",
    ) {
        let text = format!("{date}{t}{hour:02}:{minute:02}:{second:02}{fraction}{zone}");
        let instant: Instant = text.parse().unwrap();
        prop_assert_eq!(instant.to_string(), text);
        prop_assert_eq!(instant.date(), date);
        if let Some(utc) = instant.in_utc() {
            prop_assert_eq!(utc, instant);
            prop_assert!(utc.to_string().ends_with('Z'));
        }
        if let Some(later) = instant.plus_seconds(1) {
            prop_assert!(later > instant);
        }
    }

    /// Shares add up to the last unit, whatever total and weights.
    #[test]
    fn shares_add_up(total in -(1i128 << 80)..(1i128 << 80), weights in prop::collection::vec(0u128..=u128::MAX >> 8, 1..20)) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let shares = share_out(total, &weights, &[]).unwrap();
        prop_assert_eq!(shares.shares.iter().sum::<i128>(), total);
        for (share, weight) in shares.shares.iter().zip(&weights) {
            prop_assert!(share.signum() * total.signum() >= 0);
            prop_assert!(*weight > 0 || *share == 0);
        }
    }

    /// Shares agree with the model, which gives one unit at a time.
    #[test]
    fn shares_agree_with_the_model(total in -500i64..500, weights in prop::collection::vec(0i64..60, 1..8)) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let wide: Vec<u128> = weights.iter().map(|weight| u128::try_from(*weight).unwrap()).collect();
        let ours: Vec<i128> = share_out(total.into(), &wide, &[]).unwrap().shares;
        let model: Vec<i128> = model::shares(total, &weights).into_iter().map(i128::from).collect();
        prop_assert_eq!(ours, model);
    }

    /// Carried from settlement to settlement, rounding loses nothing: carries add up to zero each time, and after all of
    /// them each party has had its exact share, but for what it still carries.
    #[test]
    fn carries_lose_nothing(rounds in prop::collection::vec((-1000i128..100_000, prop::collection::vec(0u128..1000, 4)), 1..60)) {
        let mut carries = Vec::new();
        let mut paid = [0i128; 4];
        let mut exact = [0i128; 4]; // in units of 10^-12, cut
        let mut settlements = 0;
        for (total, weights) in rounds {
            let sum: u128 = weights.iter().sum();
            if sum == 0 { continue; }
            let shares = share_out(total, &weights, &carries).unwrap();
            prop_assert_eq!(shares.shares.iter().sum::<i128>(), total);
            prop_assert!(shares.shares.iter().all(|share| share.signum() * total.signum() >= 0));
            for at in 0..4 {
                paid[at] += shares.shares[at];
                exact[at] += total * 1_000_000_000_000 * i128::try_from(weights[at]).unwrap() / i128::try_from(sum).unwrap();
            }
            carries = shares.carries;
            settlements += 1;
            let zero = carries.iter().fold(Decimal::ZERO, |sum, carry| sum.checked_add(carry.value()).unwrap());
            prop_assert!(zero.is_zero());
        }
        for at in 0..carries.len() {
            let carried = carries[at].value().with_scale(12).unwrap().coefficient();
            prop_assert!((exact[at] - paid[at] * 1_000_000_000_000 - carried).abs() <= settlements);
        }
    }

    /// With equal weights and carries handed on, nobody is ever a whole unit behind or ahead.
    #[test]
    fn equal_parties_stay_within_a_unit(totals in prop::collection::vec(0i128..1000, 1..40), parties in 1usize..9) {
        let mut carries = Vec::new();
        let mut paid = vec![0i128; parties];
        let mut sum = 0;
        for total in totals {
            let shares = share_out(total, &vec![1; parties], &carries).unwrap();
            carries = shares.carries;
            sum += total;
            for (paid, share) in paid.iter_mut().zip(shares.shares) {
                *paid += share;
            }
            let spread = paid.iter().max().unwrap() - paid.iter().min().unwrap();
            prop_assert!(spread <= 1, "{:?} of {}", paid, sum);
        }
    }
}

/// The JSON of an amount is that of FORMATS §1, and comes back byte for byte.
#[test]
fn amounts_are_pairs_in_json() {
    use terroir::{base::amount::Amount, digest::json};
    let read = |text: &str| json::from_value::<Amount>(json::read(text.as_bytes()).unwrap().root());
    for text in [r#"[["12.50","KGM"]]"#, r#"[["360","H87"],["21.50","KGM"]]"#] {
        assert_eq!(json::to_string(&read(text).unwrap()).unwrap(), text);
    }
    for text in [
        "[]",
        r#"[["1","KGM"],["1","H87"]]"#,
        r#"[["1","H87"],["1","KGM"],["1","MTR"]]"#,
        r#"[["1","KGM","x"]]"#,
        r#"[[1,"KGM"]]"#,
        r#"[["01","KGM"]]"#,
        r#"[["-1","KGM"]]"#,
        r#"["1","KGM"]"#,
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}
