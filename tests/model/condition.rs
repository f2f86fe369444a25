//! Conditions second by second: every second of the period is asked by itself.

/// A reading of a device: at which second, which value.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub device: u8,
    pub at: u32,
    pub value: i32,
}

/// Seconds above the limit, below it, and unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seconds {
    pub above: u32,
    pub below: u32,
    pub unknown: u32,
}

/// What is so in each second, if a reading holds until its device's next one at most `gap` seconds later.
pub fn seconds(readings: &[Reading], low: i32, high: i32, gap: Option<u32>) -> Seconds {
    let first = readings.iter().map(|reading| reading.at).min().unwrap_or(0);
    let last = readings.iter().map(|reading| reading.at).max().unwrap_or(0);
    let mut found = Seconds::default();
    for second in first..last {
        let values: Vec<i32> =
            readings.iter().filter(|r| holds(readings, r, second, gap)).map(|r| r.value).collect();
        found.above += u32::from(values.iter().any(|value| *value > high));
        found.below += u32::from(values.iter().any(|value| *value < low));
        found.unknown += u32::from(values.is_empty());
    }
    found
}

fn holds(readings: &[Reading], reading: &Reading, second: u32, gap: Option<u32>) -> bool {
    let next =
        readings.iter().filter(|r| r.device == reading.device && r.at > reading.at).map(|r| r.at).min();
    next.is_some_and(|next| {
        reading.at <= second && second < next && gap.is_none_or(|gap| next - reading.at <= gap)
    })
}
