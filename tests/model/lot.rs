//! A lot as a bare number of grams.

/// What the ledger of grams says after each act, or that it is refused.
#[must_use]
pub fn left(begin: u64, moves: &[(bool, u64)]) -> Vec<Option<u64>> {
    let mut left = begin;
    let step = |&(comes_in, grams): &(bool, u64)| {
        let after = if comes_in { Some(left + grams) } else { left.checked_sub(grams) };
        let after = after.filter(|_| grams > 0);
        left = after.unwrap_or(left);
        after
    };
    moves.iter().map(step).collect()
}
