//! The life of a certificate day by day: every day is asked by itself, over all entries.

/// States in their order of finality.
pub const VALID: u8 = 0;
pub const SUSPENDED: u8 = 1;
pub const REVOKED: u8 = 2;
pub const WITHDRAWN: u8 = 3;

/// A change, or a look, of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub day: u16,
    pub state: u8,
    pub looked_up: bool,
}

/// What the certificate may be on a day by its status alone, without its first and last day.
pub fn states(entries: &[Entry], day: u16) -> Vec<u8> {
    let ended = entries.iter().filter(|entry| entry.state >= REVOKED && entry.day <= day);
    if let Some(end) = ended.min_by_key(|entry| (entry.day, entry.state)) {
        return vec![end.state];
    }
    if let Some(of_day) = of_day(entries, day) {
        return of_day;
    }
    let before = (0..day).rev().find_map(|day| of_day(entries, day)).unwrap_or(vec![VALID]);
    let Some(next) = entries.iter().map(|entry| entry.day).filter(|next| *next > day).min() else {
        return before;
    };
    let glances = entries.iter().filter(|entry| entry.day == next).all(|entry| entry.looked_up);
    let found = match entries.iter().filter(|e| e.day == next && e.state >= REVOKED).map(|e| e.state).min() {
        Some(end) => vec![end],
        None => of_day(entries, next).unwrap(),
    };
    if !glances || found == before {
        return before;
    }
    let mut open = [before, found, vec![VALID, SUSPENDED]].concat();
    open.sort_unstable();
    open.dedup();
    open
}

/// The states that entries of a day itself name.
fn of_day(entries: &[Entry], day: u16) -> Option<Vec<u8>> {
    let mut found: Vec<u8> =
        entries.iter().filter(|entry| entry.day == day).map(|entry| entry.state).collect();
    found.sort_unstable();
    found.dedup();
    (!found.is_empty()).then_some(found)
}
