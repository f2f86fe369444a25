//! The five types of event.

use serde::{Deserialize, Serialize};

/// The type of an EPCIS 2.0 event (EPCIS 2.0 §7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum EventType {
    /// Something happened to items.
    #[serde(rename = "ObjectEvent")]
    Object,
    /// Items were put into, or taken out of, a parent.
    #[serde(rename = "AggregationEvent")]
    Aggregation,
    /// Items were tied to business transactions.
    #[serde(rename = "TransactionEvent")]
    Transaction,
    /// Inputs were used up and outputs made.
    #[serde(rename = "TransformationEvent")]
    Transformation,
    /// Items, places or devices were tied to a parent.
    #[serde(rename = "AssociationEvent")]
    Association,
}

impl EventType {
    /// Every type, in the order of the standard.
    pub const ALL: [Self; 5] =
        [Self::Object, Self::Aggregation, Self::Transaction, Self::Transformation, Self::Association];

    /// Its name in the member `type`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Object => "ObjectEvent",
            Self::Aggregation => "AggregationEvent",
            Self::Transaction => "TransactionEvent",
            Self::Transformation => "TransformationEvent",
            Self::Association => "AssociationEvent",
        }
    }

    /// The type of a name, exactly as [`EventType::name`] gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
