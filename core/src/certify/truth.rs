//! Strong Kleene logic, with a neutral fourth word for questions that do not arise.

use serde::{Deserialize, Serialize};

/// What is known of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// The question does not arise; neutral beside others.
    NotApplicable,
    /// It is so, whatever else may be found out.
    Pass,
    /// What is known does not decide it.
    #[default]
    Unknown,
    /// It is not so, whatever else may be found out.
    Fail,
}

impl Verdict {
    /// Of something that is known.
    #[must_use]
    pub fn of(known: bool) -> Self {
        if known { Self::Pass } else { Self::Fail }
    }

    /// Both: a fail is a fail beside anything.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }

    /// Either: a pass is a pass beside anything.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        !(!self).and(!other)
    }

    /// Is it neither a pass nor a fail?
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl core::ops::Not for Verdict {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Pass => Self::Fail,
            Self::Fail => Self::Pass,
            Self::Unknown | Self::NotApplicable => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{self, Fail, NotApplicable, Pass, Unknown};

    const ALL: [Verdict; 4] = [Pass, Fail, Unknown, NotApplicable];

    /// Kleene 1952 §64, with `NotApplicable` neutral.
    #[test]
    fn tables_of_kleene() {
        assert_eq!(Fail.and(Unknown), Fail);
        assert_eq!(Pass.and(Unknown), Unknown);
        assert_eq!(Pass.or(Unknown), Pass);
        assert_eq!(Fail.or(Unknown), Unknown);
        assert_eq!(!Unknown, Unknown);
        for one in ALL {
            assert_eq!(NotApplicable.and(one), one);
            assert_eq!(NotApplicable.or(one), one);
            for other in ALL {
                assert_eq!(!one.and(other), (!one).or(!other), "De Morgan: {one:?} {other:?}");
                assert_eq!(one.and(other), other.and(one));
            }
        }
    }
}
