//! Where a lot stands.

use core::fmt;
use serde::{Deserialize, Serialize};

/// Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
///
/// | from | to |
/// |---|---|
/// | draft | open, void |
/// | open | consumed, sealed, recalled, superseded |
/// | consumed | sealed, recalled, superseded |
/// | sealed | recalled, superseded |
/// | recalled, superseded, void | nothing |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum State {
    /// Being written down: its amounts may still be corrected, nothing can be made from it.
    Draft,
    /// It exists, and can be split, merged, turned into others, sold and lost.
    Open,
    /// Nothing is left of it. An open lot becomes this by the act that takes the last of it.
    Consumed,
    /// Its record is closed: nothing is added and nothing taken.
    Sealed,
    /// Called back: whatever is left, and whatever was made from it, must not be eaten.
    Recalled,
    /// Another lot's name stands for it (a record that had to be begun anew).
    Superseded,
    /// A draft that came to nothing.
    Void,
}

impl State {
    /// Every state.
    pub const ALL: &[Self] = &[
        Self::Draft,
        Self::Open,
        Self::Consumed,
        Self::Sealed,
        Self::Recalled,
        Self::Superseded,
        Self::Void,
    ];

    /// Whether a lot in this state may go to another.
    #[must_use]
    pub const fn may_become(self, to: Self) -> bool {
        match self {
            Self::Draft => matches!(to, Self::Open | Self::Void),
            Self::Open => matches!(to, Self::Consumed | Self::Sealed | Self::Recalled | Self::Superseded),
            Self::Consumed => matches!(to, Self::Sealed | Self::Recalled | Self::Superseded),
            Self::Sealed => matches!(to, Self::Recalled | Self::Superseded),
            Self::Recalled | Self::Superseded | Self::Void => false,
        }
    }

    /// Its word, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Consumed => "consumed",
            Self::Sealed => "sealed",
            Self::Recalled => "recalled",
            Self::Superseded => "superseded",
            Self::Void => "void",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No lot comes back to a state it has left.
    #[test]
    fn states_have_no_way_back() {
        for from in State::ALL {
            assert!(!from.may_become(*from));
            for to in State::ALL.iter().filter(|to| from.may_become(**to)) {
                assert!(!to.may_become(*from), "{from} and {to}");
                for next in State::ALL.iter().filter(|next| to.may_become(**next)) {
                    assert!(!next.may_become(*from), "{from}, {to} and {next}");
                }
            }
        }
    }
}
