//! The models of ISO 22095: who may be mixed with whom.

use super::{Scale, Verdict, transform::Turned};
use crate::{
    base::{decimal::Decimal, ratio::Ratio},
    trace::history::{Role, Thing, View},
};
use alloc::collections::BTreeMap;
use serde::{Deserialize, Serialize};

/// A model of the chain of custody (ISO 22095:2020 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Model {
    /// From one source, mixed with nothing, all the way (§5.4.2).
    IdentityPreserved,
    /// Mixed only with what carries the same claim (§5.4.3).
    Segregated,
    /// Mixed with other material in a known share (§5.4.4).
    ControlledBlending,
    /// Mixed freely; as much goes out with the claim as came in with it (§5.4.5).
    MassBalance,
}

/// What is known of the claim on lots: carried, not carried; what is not in it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims(BTreeMap<Thing, bool>);

impl Claims {
    /// What events state (`terroir:claim`) of what they make or are about. A lot of which both is said carries it not. All
    /// documents are read again.
    #[must_use]
    pub fn stated(view: &View<'_>, wanted: &str) -> Self {
        let mut this = Self::default();
        view.history().for_each(|id, event| {
            let claim = event.farm("claim").and_then(|claim| claim.text()).filter(|_| view.sees(id));
            let (Some(claim), Some(record)) = (claim, view.history().event(id)) else { return };
            for lot in [Role::Output, Role::Observed].into_iter().flat_map(|role| record.of_role(role)) {
                let carries = this.0.entry(lot).or_insert(true);
                *carries &= *claim == *wanted;
            }
        });
        this
    }

    /// Says whether a lot carries the claim, whatever was stated before.
    pub fn set(&mut self, lot: Thing, carries: bool) {
        self.0.insert(lot, carries);
    }

    /// Does a lot carry the claim?
    #[must_use]
    pub fn get(&self, lot: Thing) -> Option<bool> {
        self.0.get(&lot).copied()
    }
}

/// What a transformation did to what carries a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Does it keep to the model?
    pub verdict: Verdict,
    /// Why not.
    pub reason: Option<&'static str>,
    /// How much of what went in carries the claim, where that is known.
    pub share: Option<Ratio>,
}

/// Holds a transformation against a model; `least_share` is the least share of controlled blending. For mass balance
/// only the account over time decides, see [`Account`](super::Account): this says the share.
#[must_use]
pub fn kept(
    view: &View<'_>,
    scale: &Scale,
    turned: &Turned,
    model: Model,
    claims: &Claims,
    least_share: Option<Decimal>,
) -> Kept {
    let mut source: Option<Thing> = None;
    let mut several = false;
    let (mut carried, mut not_carried, mut unknown) = (0_usize, 0_usize, 0_usize);
    let mut claimed = Some(Ratio::ZERO);
    for input in turned.things(view, Role::Input) {
        several |= source.is_some_and(|first| first != input.thing);
        source.get_or_insert(input.thing);
        match claims.get(input.thing) {
            Some(true) => {
                carried += 1;
                let amount = scale.amount(view.history(), &input);
                claimed = claimed.and_then(|sum| sum.checked_add(amount?));
            }
            Some(false) => not_carried += 1,
            None => unknown += 1,
        }
    }
    let share = if unknown == 0 && turned.taken.is_known() {
        claimed.and_then(|claimed| claimed.checked_div(turned.taken.known))
    } else {
        None
    };
    let (verdict, reason) = match model {
        _ if carried + not_carried + unknown == 0 => (Verdict::Unknown, Some("no-inputs")),
        Model::IdentityPreserved if several => (Verdict::Fail, Some("sources-mixed")),
        Model::IdentityPreserved | Model::Segregated if not_carried > 0 => {
            (Verdict::Fail, Some("other-material-mixed"))
        }
        Model::IdentityPreserved | Model::Segregated if unknown > 0 => {
            (Verdict::Unknown, Some("claim-not-recorded"))
        }
        Model::IdentityPreserved | Model::Segregated => (Verdict::Pass, None),
        Model::ControlledBlending => match (share, least_share.map(Ratio::from)) {
            (None, _) if unknown > 0 => (Verdict::Unknown, Some("claim-not-recorded")),
            (None, _) => (Verdict::Unknown, Some("share-not-known")),
            (Some(share), Some(least)) if share < least => (Verdict::Fail, Some("share-too-small")),
            (Some(_), _) => (Verdict::Pass, None),
        },
        Model::MassBalance => (Verdict::Pass, None),
    };
    Kept { verdict, reason, share }
}
