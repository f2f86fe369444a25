//! Rounding on the digits of a text, months by stepping days, shares by trying.

/// A decimal text rounded half to even on its digits, `places` after the point (not negative).
#[must_use]
pub fn round_half_even(text: &str, places: usize) -> String {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let padded = format!("{fraction:0<places$}");
    let (kept, dropped) = padded.split_at(places);
    let mut digits: Vec<u8> = format!("0{whole}{kept}").bytes().map(|b| b - b'0').collect();
    let half = format!("5{}", "0".repeat(dropped.len().saturating_sub(1)));
    let odd = digits.last().is_some_and(|digit| digit % 2 == 1);
    let up = !dropped.is_empty() && (dropped > half.as_str() || dropped == half && odd);
    if up {
        for digit in digits.iter_mut().rev() {
            *digit += 1;
            if *digit < 10 {
                break;
            }
            *digit = 0;
        }
    }
    let digits: String = digits.into_iter().map(|digit| char::from(b'0' + digit)).collect();
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let zero = whole == "0" && fraction.bytes().all(|b| b == b'0');
    let point = if places == 0 { "" } else { "." };
    format!("{}{whole}{point}{fraction}", if zero { "" } else { sign })
}

/// Year, month and day.
pub type Day = (i32, u32, u32);

/// Whether the calendar has that day.
#[must_use]
pub fn exists((year, month, day): Day) -> bool {
    let leap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0;
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    (1..=12).contains(&month) && day >= 1 && day <= days[month as usize - 1]
}

/// The next day of the calendar, found by trying.
#[must_use]
pub fn next_day((year, month, day): Day) -> Day {
    [(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)]
        .into_iter()
        .find(|day| exists(*day))
        .unwrap()
}

/// The day `months` later, month by month: up, down, and whether they differ.
#[must_use]
pub fn plus_months((year, month, day): Day, months: i32) -> (Day, Day, bool) {
    let (mut y, mut m) = (year, month);
    for _ in 0..months.unsigned_abs() {
        (y, m) = match (months > 0, m) {
            (true, 12) => (y + 1, 1),
            (true, _) => (y, m + 1),
            (false, 1) => (y - 1, 12),
            (false, _) => (y, m - 1),
        };
    }
    let mut down = day;
    while !exists((y, m, down)) {
        down -= 1;
    }
    let up = if down == day { (y, m, day) } else { next_day((y, m, down)) };
    (up, (y, m, down), down != day)
}

/// Shares by largest remainder, in small numbers: whole parts, then one unit at a time to whoever is furthest behind.
#[must_use]
pub fn shares(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i64 = weights.iter().sum();
    let mut shares: Vec<i64> = weights.iter().map(|weight| total.abs() * weight / sum).collect();
    while shares.iter().sum::<i64>() < total.abs() {
        let behind = |at: &usize| total.abs() * weights[*at] - shares[*at] * sum;
        // The furthest behind; of equals the first.
        let most = (0..weights.len()).map(|at| behind(&at)).max().unwrap();
        let at = (0..weights.len()).find(|at| behind(at) == most).unwrap();
        shares[at] += 1;
    }
    shares.into_iter().map(|share| share * total.signum()).collect()
}
