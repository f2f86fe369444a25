//! States of a certificate.

use crate::certify::Verdict;
use serde::{Deserialize, Serialize};

/// What a certificate is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CertificateState {
    /// Its first day has not come.
    NotYet,
    /// It is in force.
    Valid,
    /// It is suspended, and may be restored.
    Suspended,
    /// It was revoked by its issuer, for good.
    Revoked,
    /// It was withdrawn, for good.
    Withdrawn,
    /// Its last day has passed, or its issuer says that it has expired.
    Expired,
}

impl CertificateState {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::NotYet, Self::Valid, Self::Suspended, Self::Revoked, Self::Withdrawn, Self::Expired];

    /// The state that a change leads to, by its word: `valid` or `restored`, `suspended`, `revoked`, `withdrawn`, `expired`.
    #[must_use]
    pub fn after(word: &str) -> Option<Self> {
        Some(match word {
            "valid" | "restored" => Self::Valid,
            "suspended" => Self::Suspended,
            "revoked" => Self::Revoked,
            "withdrawn" => Self::Withdrawn,
            "expired" => Self::Expired,
            _ => return None,
        })
    }

    /// Does nothing lead out of it?
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Revoked | Self::Withdrawn | Self::Expired)
    }

    /// The code of the reason that names it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotYet => "certificate-not-yet",
            Self::Valid => "certificate-valid",
            Self::Suspended => "certificate-suspended",
            Self::Revoked => "certificate-revoked",
            Self::Withdrawn => "certificate-withdrawn",
            Self::Expired => "certificate-expired",
        }
    }
}

/// The states that a certificate may be in: one where it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct States(u8);

impl States {
    /// This one.
    #[must_use]
    pub fn only(state: CertificateState) -> Self {
        Self(1 << state as u8)
    }

    /// Any of these.
    #[must_use]
    pub fn any(states: &[CertificateState]) -> Self {
        states.iter().fold(Self(0), |all, state| all.or(Self::only(*state)))
    }

    /// Any of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// May it be this?
    #[must_use]
    pub fn has(self, state: CertificateState) -> bool {
        self.0 & Self::only(state).0 != 0
    }

    /// The state, where it is known.
    #[must_use]
    pub fn known(self) -> Option<CertificateState> {
        CertificateState::ALL.into_iter().find(|state| self == Self::only(*state))
    }

    /// The states that it may be in, in their order.
    pub fn iter(self) -> impl Iterator<Item = CertificateState> {
        CertificateState::ALL.into_iter().filter(move |state| self.has(*state))
    }

    /// Is it one of these, whichever it may be?
    #[must_use]
    pub fn among(self, wanted: Self) -> Verdict {
        if self.0 & !wanted.0 == 0 {
            Verdict::Pass
        } else if self.0 & wanted.0 == 0 {
            Verdict::Fail
        } else {
            Verdict::Unknown
        }
    }

    /// What it may be where changes may have been left out: what is final stays, all else may have been suspended, restored or
    /// ended.
    #[must_use]
    pub fn widened(self) -> Self {
        use CertificateState::{Expired, NotYet, Revoked, Suspended, Valid, Withdrawn};
        self.iter().fold(self, |all, state| {
            all.or(match state {
                Valid | Suspended => Self::any(&[Valid, Suspended, Revoked, Withdrawn, Expired]),
                NotYet | Expired => Self::any(&[Revoked, Withdrawn]),
                Revoked | Withdrawn => Self(0),
            })
        })
    }
}
