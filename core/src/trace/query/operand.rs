//! Values of extension members, which have no type but that of the value they are asked for.

use super::{Match, measure, predicate::Comparison};
use crate::{
    base::{
        date::Date,
        decimal::Decimal,
        time::{Instant, InstantError},
    },
    digest::json::{Kind, Value},
    trace::{self, history},
};
use alloc::{collections::BTreeSet, string::String};

/// What an extension member is compared with.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// One of these texts, or another spelling of the same identifier; `true` and `false` are texts too.
    Texts(BTreeSet<String>),
    /// A number, or a text that is one.
    Number(Comparison, Decimal),
    /// A moment.
    Time(Comparison, Instant),
    /// A day; of a moment, the day where it was written.
    Date(Comparison, Date),
}

impl Operand {
    /// A list of texts for `EQ_`; a number, a time with offset or a date for all.
    pub(super) fn read(value: Value<'_>, comparison: Comparison) -> Option<Self> {
        match value.kind() {
            Kind::Number => value.number()?.parse().ok().map(|number| Self::Number(comparison, number)),
            Kind::String => {
                let text = value.text()?;
                match trace::moment(&text) {
                    Some(time) => Some(Self::Time(comparison, time)),
                    None => text.parse().ok().map(|date| Self::Date(comparison, date)),
                }
            }
            Kind::Array if comparison == Comparison::Equal => {
                let mut texts = BTreeSet::new();
                for item in value.items()? {
                    let text = item.text()?;
                    texts.insert(history::name(&text).into_owned());
                    texts.insert(text.into_owned());
                }
                (!texts.is_empty()).then_some(Self::Texts(texts))
            }
            _ => None,
        }
    }

    pub(super) fn test(&self, value: Value<'_>) -> Match {
        match self {
            Self::Texts(wanted) => match (value.text(), value.boolean()) {
                (Some(text), _) => {
                    Match::of(wanted.contains(&*text) || wanted.contains(&*history::name(&text)))
                }
                (None, Some(flag)) => Match::of(wanted.contains(if flag { "true" } else { "false" })),
                (None, None) => Match::No,
            },
            Self::Number(comparison, wanted) => measure::number_or_text(value, *comparison, &[*wanted]),
            Self::Time(comparison, wanted) => moment(value, |found| match found {
                Moment::Time(found) => Match::of(comparison.holds(found.cmp(wanted))),
                Moment::Date(_) => Match::Undecided,
            }),
            Self::Date(comparison, wanted) => moment(value, |found| {
                let found = match found {
                    Moment::Time(found) => found.date(),
                    Moment::Date(found) => found,
                };
                Match::of(comparison.holds(found.cmp(wanted)))
            }),
        }
    }
}

enum Moment {
    Time(Instant),
    Date(Date),
}

/// Judges a time or date; what is neither is another kind of thing, unless it is a time that cannot be placed.
fn moment(value: Value<'_>, judge: impl Fn(Moment) -> Match) -> Match {
    let Some(text) = value.text() else { return Match::No };
    if let Some(time) = trace::moment(&text) {
        return judge(Moment::Time(time));
    }
    match (text.parse::<Date>(), text.parse::<Instant>()) {
        (Ok(date), _) => judge(Moment::Date(date)),
        (Err(_), Err(InstantError::Malformed { .. })) => Match::No,
        (Err(_), _) => Match::Undecided,
    }
}
