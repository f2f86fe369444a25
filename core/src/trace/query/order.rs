//! The order of an answer.

use super::{
    Match, QueryErrorKind,
    extension::{Extension, FieldName, Scope},
    plain,
    selector::Selector,
};
use crate::{
    base::{decimal::Decimal, time::Instant},
    trace::{Context, Event, moment},
};
use alloc::{format, string::String};
use core::cmp::Ordering;

/// Up or down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The least first.
    Ascending,
    /// The greatest first: what the standard says where nothing is said.
    #[default]
    Descending,
}

/// What an answer is ordered by.
#[derive(Clone, Debug)]
pub(super) struct Order {
    name: String,
    selector: Selector,
    pub(super) direction: Direction,
}

/// What one event is ordered by: numbers before times before texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(Decimal),
    Time(Instant),
    Text(String),
}

impl Order {
    /// By `eventTime`, `recordTime` or an extension member of the event.
    pub(super) fn by(field: &str, context: &Context<'_>) -> Result<Self, QueryErrorKind> {
        let selector = match field {
            "eventTime" => Selector::Paths(&[&["eventTime"]]),
            "recordTime" => Selector::Paths(&[&["recordTime"]]),
            _ => {
                let wanted = "`eventTime`, `recordTime` or the qualified name of a field";
                let field = FieldName::read(field, context).map_err(|kind| match kind {
                    QueryErrorKind::Unknown => QueryErrorKind::Value { wanted },
                    other => other,
                })?;
                Selector::Extension(Extension { scope: Scope::Event, inner: false, field })
            }
        };
        Ok(Self { name: field.into(), selector, direction: Direction::default() })
    }

    /// The first value that can be ordered; a text that is a time with offset is a time.
    pub(super) fn key(&self, event: &Event<'_, '_>) -> Option<Key> {
        let mut key = None;
        self.selector.any(event, &mut |value| {
            super::each(value, &mut |value| {
                let value = plain(value);
                key = match value.text() {
                    Some(text) => Some(match moment(&text) {
                        Some(time) => Key::Time(time),
                        // What should be a time and is none has no place in the order.
                        None if matches!(self.selector, Selector::Paths(_)) => return Match::No,
                        None => Key::Text(text.into_owned()),
                    }),
                    None => value.number().and_then(|text| text.parse().ok()).map(Key::Number),
                };
                Match::of(key.is_some())
            })
        });
        key
    }

    pub(super) fn compare(&self, a: &Key, b: &Key) -> Ordering {
        match self.direction {
            Direction::Ascending => a.cmp(b),
            Direction::Descending => b.cmp(a),
        }
    }

    pub(super) fn shown(&self) -> String {
        let direction = match self.direction {
            Direction::Ascending => "ASC",
            Direction::Descending => "DESC",
        };
        format!("{} {direction}", self.name)
    }
}
