//! What a value must be.

use super::{
    Match, each,
    measure::{self, Measure},
    name,
    operand::Operand,
    pattern::Patterns,
    plain,
};
use crate::{
    base::{decimal::Decimal, time::Instant},
    digest::json::Value,
    trace::{Context, cbv::Family, history, moment},
};
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use core::cmp::Ordering;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Comparison {
    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
        }
    }
}

/// What a value must be.
#[derive(Clone, Debug)]
pub(super) enum Predicate {
    /// Anything but `null`.
    Exists,
    /// One of these texts.
    Texts(BTreeSet<String>),
    /// One of these event types.
    Types(BTreeSet<String>),
    /// One of these words.
    Words(Family, BTreeSet<String>),
    /// One of these identifiers, in canonical form.
    Names(BTreeSet<String>),
    /// An identifier of these sets.
    Patterns(Patterns),
    /// A time.
    Time(Comparison, Instant),
    /// A number without regard to a unit.
    Number(Comparison, Vec<Decimal>),
    /// A number in a unit.
    Measure(Measure),
    /// `true` or `false`.
    Flag(bool),
    /// One of these in hexadecimal, upper case.
    Hex(BTreeSet<String>),
    /// An extension's value of whatever type.
    Operand(Operand),
}

impl Predicate {
    pub(super) fn test(&self, value: Value<'_>, context: &Context<'_>) -> Match {
        if let Self::Exists = self {
            return Match::of(!value.is_null());
        }
        each(value, &mut |value| self.one(plain(value), context))
    }

    fn one(&self, value: Value<'_>, context: &Context<'_>) -> Match {
        let text = |test: &dyn Fn(&str) -> bool| Match::of(value.text().is_some_and(|text| test(&text)));
        match self {
            Self::Exists => Match::of(!value.is_null()),
            Self::Texts(wanted) => text(&|text| wanted.contains(text)),
            Self::Types(wanted) => text(&|text| wanted.contains(&name::event_type(text, context))),
            Self::Words(family, wanted) => text(&|text| wanted.contains(&name::word(text, *family, context))),
            Self::Names(wanted) => {
                text(&|text| wanted.contains(text) || wanted.contains(&*history::name(text)))
            }
            Self::Patterns(patterns) => text(&|text| patterns.hold(text)),
            Self::Time(comparison, wanted) => match value.text().and_then(|text| moment(&text)) {
                Some(found) => Match::of(comparison.holds(found.cmp(wanted))),
                None => Match::Undecided,
            },
            Self::Number(comparison, wanted) => measure::number(value, *comparison, wanted),
            Self::Measure(measure) => measure.test(value),
            Self::Flag(wanted) => Match::of(value.boolean() == Some(*wanted)),
            Self::Hex(wanted) => text(&|text| wanted.contains(&text.to_ascii_uppercase())),
            Self::Operand(operand) => operand.test(value),
        }
    }
}
