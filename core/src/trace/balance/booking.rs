//! What goes into an account: of each transformation, what came in and what went out.

use super::{Claims, Entry, Rule, Scale, Turned};
use crate::{
    base::ratio::Ratio,
    trace::history::{Role, View},
};
use alloc::{collections::BTreeSet, vec::Vec};

/// Why there is no account, the first that holds.
const NO_ACCOUNT: [&str; 5] = [
    "event-without-time",
    "input-amount-missing",
    "output-amount-missing",
    "share-not-known",
    "claim-not-recorded",
];

/// Entries, one transformation after another.
#[derive(Debug)]
pub struct Bookings<'b, 'h> {
    view: View<'h>,
    scale: &'b Scale,
    claims: &'b Claims,
    entries: Vec<Entry>,
    missing: BTreeSet<&'static str>,
}

impl<'b, 'h> Bookings<'b, 'h> {
    /// None yet.
    #[must_use]
    pub const fn new(view: View<'h>, scale: &'b Scale, claims: &'b Claims) -> Self {
        Self { view, scale, claims, entries: Vec::new(), missing: BTreeSet::new() }
    }

    /// Books what came in and what went out of a transformation; what came in counts times the factor of its rule.
    pub fn add(&mut self, turned: &Turned, rule: Option<&Rule>) {
        let factor = rule.and_then(|rule| rule.factor).map_or(Ratio::ONE, Ratio::from);
        self.side(turned, Role::Input, factor);
        self.side(turned, Role::Output, Ratio::ONE);
    }

    fn side(&mut self, turned: &Turned, role: Role, factor: Ratio) {
        let comes_in = role == Role::Input;
        let (mut amount, mut claimed) = (Ratio::ZERO, Ratio::ZERO);
        let mut some = false;
        for thing in turned.things(&self.view, role) {
            some = true;
            let part = || {
                turned.at.ok_or("event-without-time")?;
                let unsaid = if comes_in { "input-amount-missing" } else { "output-amount-missing" };
                let part = self.scale.amount(self.view.history(), &thing).ok_or(unsaid)?;
                let part = part.checked_mul(factor).ok_or("share-not-known")?;
                let carries = self.claims.get(thing.thing).ok_or("claim-not-recorded")?;
                let with = |sum: Ratio, part| sum.checked_add(part).ok_or("share-not-known");
                Ok((with(amount, part)?, if carries { with(claimed, part)? } else { claimed }))
            };
            match part() {
                Ok(sums) => (amount, claimed) = sums,
                Err(why) => {
                    self.missing.insert(why);
                }
            }
        }
        if let (true, true, Some(at)) = (some, self.missing.is_empty(), turned.at) {
            self.entries.push(Entry { at, comes_in, amount, claimed, event: turned.last.index() });
        }
    }

    /// The entries.
    ///
    /// # Errors
    /// The code that says why they cannot be told.
    pub fn done(self) -> Result<Vec<Entry>, &'static str> {
        match NO_ACCOUNT.into_iter().find(|why| self.missing.contains(why)) {
            Some(why) => Err(why),
            None => Ok(self.entries),
        }
    }
}
