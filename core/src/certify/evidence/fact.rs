//! One stated fact, with its type.

use crate::{
    base::{date::Date, decimal::Decimal, quantity::Quantity, time::Instant},
    certify::FactType,
    digest::json::{Kind, Value},
};
use alloc::{boxed::Box, vec::Vec};
use core::cmp::Ordering;

/// What a record says in one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// Nothing: it is open.
    NotStated,
    /// Something that is not of the type: it is open, too.
    Malformed,
    /// Tested, and nothing was found (`ND`).
    NotDetected,
    /// Yes or no.
    Flag(bool),
    /// An exact number.
    Number(Decimal),
    /// A number of a unit.
    Quantity(Quantity),
    /// A day.
    Date(Date),
    /// A moment.
    Time(Instant),
    /// A word.
    Word(Box<str>),
    /// Several words.
    Words(Box<[Box<str>]>),
}

impl Fact {
    /// Reads a text as a type.
    #[must_use]
    pub fn read(text: &str, kind: FactType) -> Self {
        let found = match kind {
            FactType::Text | FactType::Code => Some(Self::Word(text.into())),
            FactType::Number => text.parse().ok().map(Self::Number),
            FactType::Quantity if text == "ND" => Some(Self::NotDetected),
            FactType::Quantity => text.parse().ok().map(Self::Quantity),
            FactType::Date => text.parse().ok().map(Self::Date),
            FactType::Time => text.parse().ok().map(Self::Time),
            FactType::Flag => None,
        };
        found.unwrap_or(Self::Malformed)
    }

    /// Reads a JSON value as a type; what it is not is malformed.
    pub(in crate::certify) fn of(value: Value<'_>, kind: FactType) -> Self {
        match (value.kind(), kind) {
            (Kind::String, kind) => value.text().map_or(Self::Malformed, |text| Self::read(&text, kind)),
            (Kind::Bool, FactType::Flag) => value.boolean().map_or(Self::Malformed, Self::Flag),
            (Kind::Number, FactType::Number) => {
                value.number().and_then(|text| text.parse().ok()).map_or(Self::Malformed, Self::Number)
            }
            (Kind::Array, FactType::Text | FactType::Code) => {
                let words: Option<Vec<Box<str>>> = value
                    .items()
                    .into_iter()
                    .flatten()
                    .map(|item| item.text().map(|text| Box::from(&*text)))
                    .collect();
                words.map_or(Self::Malformed, |words| Self::Words(words.into_boxed_slice()))
            }
            _ => Self::Malformed,
        }
    }

    /// Is something of the type stated?
    #[must_use]
    pub fn is_stated(&self) -> bool {
        !matches!(self, Self::NotStated | Self::Malformed)
    }

    /// The day that it is or falls on.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Date(day) => Some(*day),
            Self::Time(moment) => Some(moment.date()),
            _ => None,
        }
    }

    /// The words that it is.
    pub(in crate::certify) fn words(&self) -> &[Box<str>] {
        match self {
            Self::Word(word) => core::slice::from_ref(word),
            Self::Words(words) => words,
            _ => &[],
        }
    }

    /// Which is greater, if both are of a kind that can be ordered.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Quantity(a), Self::Quantity(b)) if a.unit == b.unit => Some(a.value.cmp(&b.value)),
            (Self::Quantity(a), Self::Quantity(b)) => a.compare(b).ok(),
            (Self::Time(a), Self::Time(b)) => Some(a.cmp(b)),
            (Self::Flag(a), Self::Flag(b)) => Some(a.cmp(b)),
            _ => self.day().zip(other.day()).map(|(a, b)| a.cmp(&b)),
        }
    }

    /// Is it the same, as far as both are stated? Of several words: one of them is.
    #[must_use]
    pub fn same(&self, other: &Self) -> Option<bool> {
        if let (Self::Word(a), Self::Word(b)) = (self, other) {
            return Some(a == b);
        }
        let (words, others) = (self.words(), other.words());
        if !words.is_empty() && !others.is_empty() {
            return Some(words.iter().any(|word| others.contains(word)));
        }
        self.order(other).map(Ordering::is_eq)
    }
}

impl Fact {
    /// What a person reads.
    #[must_use]
    pub fn shown(&self) -> alloc::string::String {
        use alloc::string::ToString as _;
        match self {
            Self::NotStated | Self::Malformed => "?".to_string(),
            Self::NotDetected => "ND".to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Quantity(quantity) => quantity.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Time(moment) => moment.to_string(),
            Self::Word(word) => word.to_string(),
            Self::Words(words) => words.join(", "),
        }
    }
}
