//! Parties: what kind each is, which roles it has when, whom it belongs to, and what it may sign, see and receive.
//!
//! ```
//! use terroir::id::party::{Party, check_party};
//! use terroir::digest::json;
//!
//! let document = json::read(br#"{"id":"coop.example","kind":"cooperative","roles":[{"role":"producer"}],
//!     "ids":[{"scheme":"unified-social-credit-code","text":"93130300U17730606X"}]}"#)?;
//! let party: Party = json::from_value(document.root())?;
//! let checked = check_party(&party, &[], None);
//! assert!(checked.findings.is_empty());
//! assert!(checked.may.sign.iter().any(|permit| permit.verb.as_str() == "keep"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Identifiers and names of natural persons are checked and masked, never returned.

mod chain;
mod check;
mod role;

pub use chain::{Link, chain};
pub use check::{CheckedId, CheckedParty, check_party};
pub use role::{Actor, Due, Member, Role, Verb, VerbError};

use super::{few::few, local::IssuerId, region::Region, scheme::Scheme};
use crate::base::{date::Date, time::Interval};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Identifiers, roles, memberships and permissions of one party, at most.
pub const MOST_OF_ONE: usize = 256;

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum PartyKind {
    /// A natural person.
    Person,
    /// A farming household (农户).
    Household,
    /// A sole trader (个体工商户).
    SoleTrader,
    /// A company.
    Enterprise,
    /// A farmers' co-operative (农民专业合作社).
    Cooperative,
    /// A rural collective (农村集体经济组织).
    Collective,
    /// An association or another body of members.
    Association,
    /// A public body or institution.
    PublicBody,
    /// A university, school or institute.
    ResearchBody,
    /// A bank, insurer or fund.
    FinancialBody,
    /// A device that signs for itself.
    Device,
    /// Another.
    Other,
}

impl PartyKind {
    /// Whether its data are those of natural persons.
    #[must_use]
    pub const fn is_natural(self) -> bool {
        matches!(self, Self::Person | Self::Household)
    }
}

/// The days of a statement; the last day no longer belongs to it.
fn days(from: Option<Date>, until: Option<Date>) -> Option<Interval<Date>> {
    Interval::new(from, until)
}

/// An identifier of a party, and when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartyId {
    /// The scheme.
    pub scheme: Scheme,
    /// The identifier as written.
    pub text: String,
    /// First day; open if it is not stated.
    pub from: Option<Date>,
    /// First day that no longer belongs to it; open if it is not stated.
    pub until: Option<Date>,
}

/// A role, and when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Held {
    /// The role.
    pub role: Role,
    /// First day; open if it is not stated.
    pub from: Option<Date>,
    /// First day that no longer belongs to it; open if it is not stated.
    pub until: Option<Date>,
}

/// How one party belongs to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Bond {
    /// A member of a co-operative or association.
    Member,
    /// Grows or raises under contract (订单农业).
    Contract,
    /// A branch or subsidiary.
    Branch,
    /// Works for it.
    Staff,
    /// Belongs to the household, village or community.
    Resident,
    /// Carried, owned or run by it: a device, a vehicle.
    Property,
}

/// Belonging to another party, and when.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Membership {
    /// The other party.
    pub of: IssuerId,
    /// How.
    #[serde(rename = "as")]
    pub bond: Bond,
    /// First day; open if it is not stated.
    pub from: Option<Date>,
    /// First day that no longer belongs to it; open if it is not stated.
    pub until: Option<Date>,
}

/// One thing that a party may sign: a verb of `FORMATS` §8, on names that begin so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Permit {
    /// `write:KIND`, `close`, `keep`, `for`, `attest` or `alias`.
    pub verb: Verb,
    /// The beginning of subject names, ending in `/`, or one whole name; empty for any.
    #[serde(default)]
    pub on: String,
}

/// What a party may sign, see and receive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Permissions {
    /// What it may sign.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OF_ONE>")]
    pub sign: Vec<Permit>,
    /// Which personal members it may see.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OF_ONE>")]
    pub see: Vec<Member>,
    /// What it may receive.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OF_ONE>")]
    pub receive: Vec<Due>,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Party {
    /// Its id in the trust bundle.
    pub id: IssuerId,
    /// What it is.
    pub kind: PartyKind,
    /// Its name; that of a natural person is never returned.
    pub name: Option<String>,
    /// Where it is.
    pub region: Option<Region>,
    /// Its identifiers.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OF_ONE>")]
    pub ids: Vec<PartyId>,
    /// Its roles.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OF_ONE>")]
    pub roles: Vec<Held>,
    /// Whom it belongs to (组织链).
    #[serde(default, deserialize_with = "few::<_, _, MOST_OF_ONE>")]
    pub memberships: Vec<Membership>,
    /// What it may do; without it, what its roles allow.
    pub permissions: Option<Permissions>,
}
