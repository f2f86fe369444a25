//! The value chain: what was paid for the lots of a graph, and to whom.

use crate::{
    base::money::{Money, MoneyError},
    trace::history::name,
};
use alloc::{
    collections::BTreeMap,
    string::{String, ToString as _},
    vec::Vec,
};

/// Money that changed hands for a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal<'d> {
    /// Who paid.
    pub from: &'d str,
    /// Who was paid.
    pub to: &'d str,
    /// How much.
    pub amount: Money,
}

/// What a party received and paid in one currency, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// The party.
    pub party: String,
    /// All it received.
    pub received: Money,
    /// All it paid.
    pub paid: Money,
    /// What it kept: negative where it paid more.
    pub kept: Money,
}

/// Why deals cannot be summed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sum for deal {deal} does not fit")]
pub struct ValueError {
    /// Number of the deal.
    pub deal: usize,
}

/// What each party earned, by party, in whatever spelling, and currency. The sum of what all kept is zero in each currency.
///
/// # Errors
/// [`ValueError`], if a sum does not fit.
pub fn earned(deals: &[Deal<'_>]) -> Result<Vec<Earned>, ValueError> {
    let mut parties: BTreeMap<(String, String), Earned> = BTreeMap::new();
    for (number, deal) in deals.iter().enumerate() {
        let add = |sum: &mut Money| -> Result<(), MoneyError> {
            *sum = sum.plus(&deal.amount)?;
            Ok(())
        };
        for (party, receives) in [(deal.to, true), (deal.from, false)] {
            let nothing = deal.amount.minus(&deal.amount).map_err(|_| ValueError { deal: number })?;
            let party = name(party);
            let key = (party.to_string(), deal.amount.currency().code().to_string());
            let earned = parties.entry(key).or_insert_with(|| Earned {
                party: party.into_owned(),
                received: nothing,
                paid: nothing,
                kept: nothing,
            });
            let sum = if receives { &mut earned.received } else { &mut earned.paid };
            add(sum).map_err(|_| ValueError { deal: number })?;
            earned.kept = earned.received.minus(&earned.paid).map_err(|_| ValueError { deal: number })?;
        }
    }
    Ok(parties.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_kept_is_nothing() {
        let amount = |text: &str| text.parse::<Money>().unwrap();
        let deals = [
            Deal { from: "shop", to: "coop", amount: amount("100.50 CNY") },
            Deal { from: "coop", to: "farmer", amount: amount("60.25 CNY") },
        ];
        let found = earned(&deals).unwrap();
        let kept: Vec<_> = found.iter().map(|one| (one.party.as_str(), one.kept.minor())).collect();
        assert_eq!(kept, [("coop", 4025), ("farmer", 6025), ("shop", -10050)]);
    }
}
