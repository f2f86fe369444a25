//! Roles, and what each allows: to sign, to see, to receive.

use crate::base::text::{shown, text_serde};
use alloc::string::String;
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// Kinds of entries (`FORMATS` §2).
const ENTRY_KINDS: &[&str] =
    &["correct", "end", "event", "handover", "input", "made", "output", "receipt", "span"];

const VERBS: &[&str] = &[
    "alias",
    "attest",
    "close",
    "for",
    "keep",
    "write:correct",
    "write:end",
    "write:event",
    "write:handover",
    "write:input",
    "write:made",
    "write:output",
    "write:receipt",
    "write:span",
];

/// Why a text is not a [`Verb`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerbError {
    /// Not one of the verbs of `FORMATS` §8.
    #[error("a verb is `write:KIND`, `close`, `keep`, `for`, `attest` or `alias`, not `{found}`")]
    Unknown {
        /// Its beginning.
        found: String,
    },
}

/// What a key may do (`FORMATS` §8): `write:KIND`, `close`, `keep`, `for`, `attest`, `alias`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verb(&'static str);

impl Verb {
    /// The word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The kind of entry that may be written, if that is what it says.
    #[must_use]
    pub fn entry_kind(self) -> Option<&'static str> {
        self.0.strip_prefix("write:").filter(|kind| ENTRY_KINDS.contains(kind))
    }
}

impl FromStr for Verb {
    type Err = VerbError;

    fn from_str(text: &str) -> Result<Self, VerbError> {
        let found = VERBS.iter().find(|verb| **verb == text);
        found.map(|verb| Self(verb)).ok_or_else(|| VerbError::Unknown { found: shown(text) })
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

text_serde!(Verb, "Verb", "write:KIND, close, keep, for, attest or alias");

/// A personal member of an entry (`FORMATS` §7), which is seen only by leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Member {
    /// The natural person who grew it.
    Grower,
    /// A telephone number.
    Phone,
    /// A resident identity number.
    ResidentId,
    /// A bank account.
    Bank,
    /// An exact position.
    Position,
    /// A household's plot.
    Plot,
    /// Hardship status; never shown per household.
    Hardship,
    /// A price.
    Price,
    /// For whom an entry was made.
    OnBehalfOf,
    /// A note.
    Note,
}

/// What a party may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Due {
    /// What goods were sold for.
    Proceeds,
    /// An agreed share of the proceeds of others.
    Share,
    /// Pay for a service.
    Fee,
    /// Pay for carriage.
    Freight,
    /// Repayment of what was lent.
    Repayment,
    /// Money back.
    Refund,
    /// Notices of recall.
    RecallNotice,
    /// Statements of its own account.
    Statement,
    /// Figures over many parties, none of them recognisable.
    Report,
}

/// One of the seven actors of the paper (4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Actor {
    /// 政府
    Government,
    /// 行业协会与机构
    Association,
    /// 企业
    Enterprise,
    /// 农业生产者
    Producer,
    /// 高校科研机构
    Research,
    /// 金融机构
    Finance,
    /// 中介机构: services to trade, not resellers.
    Intermediary,
    /// 消费者: who buys to use.
    Consumer,
}

macro_rules! roles {
    ($($name:ident $actor:ident $about:literal [$($verb:literal)*] [$($see:ident)*] [$($due:ident)*];)*) => {
        /// A role of a party. What a role allows is the most that a charter may grant with it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Role { $(#[doc = $about] $name,)* }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Which of the actors of the paper has it.
            #[must_use]
            pub const fn actor(self) -> Actor {
                match self { $(Self::$name => Actor::$actor,)* }
            }

            /// What it may sign.
            #[must_use]
            pub const fn signs(self) -> &'static [Verb] {
                match self { $(Self::$name => &[$(Verb($verb)),*],)* }
            }

            /// Which personal members it may see.
            #[must_use]
            pub const fn sees(self) -> &'static [Member] {
                match self { $(Self::$name => &[$(Member::$see),*],)* }
            }

            /// What it may receive.
            #[must_use]
            pub const fn receives(self) -> &'static [Due] {
                match self { $(Self::$name => &[$(Due::$due),*],)* }
            }
        }
    };
}

roles! {
    Government Government "Supervises, inspects, keeps public lists (政府)."
        ["attest" "close" "write:correct" "write:end" "write:event" "write:receipt"]
        [Grower Position Plot Hardship OnBehalfOf] [RecallNotice Report];
    Association Association "Speaks for its members, licenses marks (行业协会)."
        ["alias" "attest" "write:correct" "write:end" "write:event"] [Plot] [Fee RecallNotice Report];
    Enterprise Enterprise "Buys, packs, sells as a leading enterprise (龙头企业)."
        ["alias" "close" "for" "keep" "write:correct" "write:end" "write:event" "write:handover" "write:input" "write:made"
         "write:output" "write:receipt" "write:span"]
        [Grower Phone Plot Price OnBehalfOf] [Proceeds RecallNotice Statement Report];
    Producer Producer "Grows, raises, catches (农户, 合作社, 农场)."
        ["keep" "write:correct" "write:end" "write:event" "write:handover" "write:input" "write:made" "write:output"
         "write:receipt"]
        [Grower Phone ResidentId Bank Position Plot Hardship Price OnBehalfOf Note]
        [Proceeds Share RecallNotice Statement];
    Research Research "Advises, tests varieties and methods (高校科研机构)."
        ["attest" "write:correct" "write:end" "write:event"] [Position Plot] [Fee Report];
    Finance Finance "Lends, insures, pays (金融机构)."
        ["write:correct" "write:end" "write:receipt"] [Bank Price] [Repayment Fee Statement Report];
    Intermediary Intermediary "Serves trade without buying: broker, agent (中介机构)."
        ["close" "write:correct" "write:end" "write:event" "write:receipt"] [Price] [Fee Statement];
    Laboratory Intermediary "Tests samples."
        ["attest" "write:correct" "write:end" "write:event"] [] [Fee];
    Auditor Intermediary "Certifies and audits on the spot."
        ["attest" "close" "write:correct" "write:end" "write:event" "write:receipt"]
        [Grower Position Plot OnBehalfOf] [Fee RecallNotice];
    Carrier Intermediary "Carries and stores for others."
        ["close" "write:correct" "write:end" "write:event" "write:receipt" "write:span"] [Phone] [Freight];
    Keeper Enterprise "Keeps the ledger of a lot: who holds the goods."
        ["alias" "keep" "write:correct" "write:end" "write:event" "write:handover" "write:input" "write:made"
         "write:output" "write:receipt" "write:span"]
        [Plot] [RecallNotice];
    Processor Enterprise "Turns lots into others: mill, slaughterhouse, packhouse."
        ["keep" "write:correct" "write:end" "write:event" "write:handover" "write:input" "write:made" "write:output"
         "write:receipt"]
        [] [Proceeds Fee RecallNotice Statement];
    Retailer Enterprise "Sells to those who eat."
        ["close" "keep" "write:correct" "write:end" "write:event" "write:handover" "write:input" "write:output"
         "write:receipt"]
        [] [Proceeds RecallNotice Statement];
    Platform Intermediary "Runs the market place."
        ["close" "for" "write:correct" "write:end" "write:event" "write:receipt"] [Phone Price OnBehalfOf]
        [Fee RecallNotice Statement Report];
    VillageStaff Government "Records for farmers without a phone (村工作人员)."
        ["close" "for" "write:correct" "write:end" "write:event"] [Grower Phone Plot OnBehalfOf Note] [RecallNotice];
    Veterinarian Intermediary "Treats animals, issues quarantine certificates."
        ["attest" "close" "write:correct" "write:end" "write:event"] [Grower Plot] [Fee RecallNotice];
    Community Consumer "Pools households: property manager, group leader (物业, 团长)."
        ["close" "write:correct" "write:end" "write:event" "write:receipt"] [Phone] [Fee RecallNotice Statement];
    Buyer Consumer "Buys to use: household, canteen, institution."
        ["close" "write:correct" "write:end" "write:receipt"] [] [Refund RecallNotice Statement];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_of_a_role_is_one() {
        for role in Role::ALL {
            assert!(role.signs().is_sorted());
            for verb in role.signs() {
                assert_eq!(verb.as_str().parse::<Verb>().as_ref(), Ok(verb));
                assert_eq!(verb.entry_kind().is_some(), verb.as_str().starts_with("write:"));
            }
        }
    }

    #[test]
    fn a_laboratory_sees_no_person_and_keeps_no_lot() {
        assert!(Role::Laboratory.sees().is_empty());
        assert!(!Role::Laboratory.signs().iter().any(|verb| verb.as_str() == "keep"));
        assert_eq!(Role::VillageStaff.actor(), Actor::Government);
    }
}
