//! Who holds a plot, from when to when.

use crate::{
    base::{
        date::Date,
        finding::{Finding, Severity},
        time::Interval,
    },
    id::local::IssuerId,
};
use alloc::{format, vec::Vec};
use serde::{Deserialize, Serialize};

/// By which right a plot is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Right {
    /// Owned by the collective (集体所有).
    Collective,
    /// Contracted by a household (承包经营权).
    Contract,
    /// Transferred to another to work (流转, 土地经营权).
    Transfer,
    /// Leased.
    Lease,
    /// Owned by the state, used by permission.
    State,
    /// Owned.
    Owned,
}

impl Right {
    /// Whether only one party at a time works the land by this right.
    const fn works(self) -> bool {
        !matches!(self, Self::Collective | Self::State)
    }
}

/// One tenure: a party, a right, and the days it holds; the last day no longer belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tenure {
    /// The party.
    pub holder: IssuerId,
    /// By which right.
    pub right: Right,
    /// First day; open if it is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// First day that no longer belongs to it; open if it is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// Checks tenures: each a real interval (`tenure-interval`), no two parties working the land at once by the same
/// right (`tenure-overlap`), and someone holding it on the day asked (`tenure-none`). Places are `/INDEX`.
#[must_use]
pub fn check_tenure(tenures: &[Tenure], as_of: Option<Date>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let interval = |tenure: &Tenure| Interval::new(tenure.from, tenure.until);
    for (at, tenure) in tenures.iter().enumerate() {
        let Some(own) = interval(tenure) else {
            findings.push(Finding::new(Severity::Error, "tenure-interval").at(format!("/{at}")));
            continue;
        };
        let earlier = tenures.iter().take(at).position(|other| {
            other.right == tenure.right
                && other.right.works()
                && other.holder != tenure.holder
                && interval(other).is_some_and(|other| other.overlaps(&own))
        });
        if let Some(earlier) = earlier {
            let finding = Finding::new(Severity::Warning, "tenure-overlap");
            findings.push(finding.at(format!("/{at}")).found(format!("/{earlier}")));
        }
    }
    if let Some(day) = as_of
        && !tenures.iter().any(|tenure| interval(tenure).is_some_and(|own| own.contains(day)))
    {
        findings.push(Finding::new(Severity::Warning, "tenure-none").found(format!("{day}")));
    }
    findings
}
