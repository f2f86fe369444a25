//! The account of mass balance, kilogram by kilogram and window by window.

/// On which day, in or out, how many kilograms, and how many of them with the claim.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub day: u32,
    pub comes_in: bool,
    pub amount: u32,
    pub claimed: u32,
}

/// Entries in the order of an account: by day, what comes in first, then the least with a claim, the least, the first.
pub fn in_order(entries: &[Entry]) -> Vec<(usize, Entry)> {
    let mut entries: Vec<(usize, Entry)> = entries.iter().copied().enumerate().collect();
    entries.sort_by_key(|(index, entry)| (entry.day, !entry.comes_in, entry.claimed, entry.amount, *index));
    entries
}

/// Entries with which more went out than there was, if each kilogram of credit lives so many days.
pub fn credit(entries: &[Entry], days: Option<u32>) -> Vec<usize> {
    let mut kilograms: Vec<u32> = Vec::new();
    let mut overdrawn = Vec::new();
    for (index, entry) in in_order(entries) {
        kilograms.retain(|born| days.is_none_or(|days| born + days >= entry.day));
        for _ in 0..entry.claimed {
            if entry.comes_in {
                kilograms.push(entry.day);
            } else if kilograms.is_empty() {
                overdrawn.push(index);
                break;
            } else {
                kilograms.remove(0);
            }
        }
    }
    overdrawn
}

/// Entries with which the share that went out within so many days was larger than that which came in.
pub fn average(entries: &[Entry], days: u32) -> Vec<usize> {
    let ordered = in_order(entries);
    let mut overdrawn = Vec::new();
    for (place, (index, entry)) in ordered.iter().enumerate() {
        let window = ordered[..=place].iter().map(|(_, entry)| entry).filter(|e| e.day + days >= entry.day);
        let sum = |comes_in: bool| {
            let side = window.clone().filter(|entry| entry.comes_in == comes_in);
            side.fold((0_u64, 0_u64), |(all, claimed), e| {
                (all + u64::from(e.amount), claimed + u64::from(e.claimed))
            })
        };
        let ((all_in, claimed_in), (all_out, claimed_out)) = (sum(true), sum(false));
        let too_much = claimed_out > 0 && (all_in == 0 || claimed_out * all_in > claimed_in * all_out);
        if !entry.comes_in && too_much {
            overdrawn.push(*index);
        }
    }
    overdrawn
}
