//! What the rules of a book ask for.

use alloc::{collections::BTreeSet, string::String};

/// What rules ask for; the rest of a rulebook is of no use.
#[derive(Clone, Debug, Default)]
pub(in crate::certify) struct Used {
    /// Kinds of record.
    pub(in crate::certify) kinds: BTreeSet<u16>,
    /// Facts, by kind and field.
    pub(in crate::certify) fields: BTreeSet<(u16, u16)>,
    /// Terms.
    pub(in crate::certify) terms: BTreeSet<String>,
}
