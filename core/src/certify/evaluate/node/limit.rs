//! A measured value held against a limit: what was not detected, or is too near to it, proves nothing.

use super::{Leaf, Need, Reply, Run};
use crate::{
    base::{
        decimal::Decimal,
        quantity::Quantity,
        round::Method,
        unit::{Dimension, Unit},
    },
    certify::{
        Allowance, Ask, Fact, Found, Verdict,
        held::order,
        program::{Limited, Source, Term},
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use core::cmp::Ordering;

/// How much there may be, as far as it is known.
#[derive(Clone, Copy)]
enum Level {
    AtMost(Quantity),
    /// Nothing may be detected, by a test whose limit of quantification is at most this.
    NotDetected(Option<Quantity>),
    NoLimit,
}

/// How a value came out: the verdict, the reason, and what would decide it.
type Judged = (Verdict, &'static str, Lack);

/// What is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lack {
    Nothing,
    /// A fact of the record.
    Value,
    Loq,
    Uncertainty,
    Words,
    /// Another record of the kind: a better test.
    Record,
}

fn open(code: &'static str, lack: Lack) -> Judged {
    (Verdict::Unknown, code, lack)
}

impl Run<'_> {
    pub(super) fn limit<R: Reply>(&self, limit: &Limited) -> R {
        let (level, row) = self.level(limit);
        let (verdict, code, lack) = level.map_or_else(|open| open, |level| self.judged(limit, level));
        R::leaf(verdict, || Leaf {
            node: "limit",
            code,
            args: self.shown(limit, level.ok(), row),
            needs: self.lacking(limit, lack),
            ..Leaf::default()
        })
    }

    /// The limit, or why it is not known; and the row of the table that it comes from.
    fn level(&self, limit: &Limited) -> (Result<Level, Judged>, Option<usize>) {
        match &limit.source {
            Source::Fixed(term) => {
                let level = measure(&self.value(term)).map(Level::AtMost);
                (level.ok_or(open("limit-not-stated", Lack::Words)), None)
            }
            Source::Table { table, substance, commodity, part, .. } => {
                self.listed(*table, [substance, commodity, part])
            }
        }
    }

    fn listed(&self, table: usize, columns: [&Option<Term>; 3]) -> (Result<Level, Judged>, Option<usize>) {
        let [substance, commodity, part] = columns.map(|term| term.as_ref().map(|term| self.value(term)));
        let all = [&substance, &commodity, &part];
        if all.into_iter().flatten().any(|fact| only_word(fact).is_none()) {
            return (Err(open("not-said-of-what", Lack::Words)), None);
        }
        let ask = Ask {
            substance: substance.as_deref().and_then(only_word),
            commodity: commodity.as_deref().and_then(only_word),
            part: part.as_deref().and_then(only_word),
        };
        let Some(limits) = self.program.tables.get(table) else {
            return (Err(open("limit-not-known", Lack::Nothing)), None);
        };
        let found = limits.find(ask, self.anchor);
        let level = match (found, limits.allowance(found)) {
            (Found::Unknown(_), _) => Err(open("word-not-known", Lack::Nothing)),
            (Found::NoDay(_), _) => Err(open("day-not-known", Lack::Nothing)),
            (Found::Contradictory(..), _) => Err(open("limits-contradict", Lack::Nothing)),
            (_, Allowance::AtMost(most)) => Ok(Level::AtMost(of_unit(most, limits.unit))),
            (_, Allowance::NotDetected) => {
                Ok(Level::NotDetected(limits.loq.map(|loq| of_unit(loq, limits.unit))))
            }
            (_, Allowance::NoLimit) => Ok(Level::NoLimit),
            (_, Allowance::Unknown) => Err(open("limit-not-known", Lack::Nothing)),
        };
        let row = if let Found::Row(row) = found { Some(row) } else { None };
        (level, row)
    }

    fn judged(&self, limit: &Limited, level: Level) -> Judged {
        let value = self.value(&limit.value);
        let nothing = || limit.detected.as_ref().is_some_and(|term| *self.value(term) == Fact::Flag(false));
        match (level, &*value) {
            (Level::NoLimit, _) => (Verdict::NotApplicable, "no-limit", Lack::Nothing),
            (Level::AtMost(most), Fact::NotDetected) => self.not_detected(limit, Some(most)),
            (Level::NotDetected(most), Fact::NotDetected) => self.not_detected(limit, most),
            (level, value) => match (level, measure(value)) {
                (_, Some(value)) if value.value.is_negative() => open("value-not-stated", Lack::Value),
                (Level::AtMost(most), Some(value)) => self.measured(limit, value, most),
                (Level::NotDetected(most), Some(value)) if value.value.is_zero() => {
                    self.not_detected(limit, most)
                }
                (_, Some(_)) => (Verdict::Fail, "detected", Lack::Nothing),
                (Level::AtMost(most), None) if nothing() => self.not_detected(limit, Some(most)),
                (Level::NotDetected(most), None) if nothing() => self.not_detected(limit, most),
                _ => open("value-not-stated", Lack::Value),
            },
        }
    }

    /// That nothing was detected shows that there is at most as much as the test can quantify.
    fn not_detected(&self, limit: &Limited, most: Option<Quantity>) -> Judged {
        let Some(most) = most else { return (Verdict::Pass, "not-detected", Lack::Nothing) };
        let loq = limit.loq.as_ref().and_then(|term| measure(&self.value(term)));
        let loq = loq.filter(|loq| !loq.value.is_negative() && !loq.value.is_zero());
        match loq.map(|loq| keeps(loq, most, None)) {
            Some(Some(true)) => (Verdict::Pass, "not-detected", Lack::Nothing),
            Some(Some(false)) => open("loq-above-limit", Lack::Record),
            Some(None) => open("limit-not-comparable", Lack::Record),
            None => open("loq-not-stated", if limit.loq.is_some() { Lack::Loq } else { Lack::Record }),
        }
    }

    /// A value, with its uncertainty on both sides if the rulebook asks for it.
    fn measured(&self, limit: &Limited, value: Quantity, most: Quantity) -> Judged {
        let digits = limit.places.unwrap_or(most.value.scale());
        let places = (limit.method == Method::RoundedValue).then_some(digits);
        let (low, high) = match &limit.uncertainty {
            None => (Some(value), Some(value)),
            Some(term) => match measure(&self.value(term)).filter(|width| !width.value.is_negative()) {
                None => return open("uncertainty-not-stated", Lack::Uncertainty),
                Some(width) => around(value, width),
            },
        };
        let kept = |side: Option<Quantity>| side.and_then(|side| keeps(side, most, places));
        match (kept(low), kept(high)) {
            (_, Some(true)) => (Verdict::Pass, "within-limit", Lack::Nothing),
            (Some(false), _) => (Verdict::Fail, "above-limit", Lack::Nothing),
            (Some(true), Some(false)) => open("within-uncertainty", Lack::Record),
            _ => open("limit-not-comparable", Lack::Record),
        }
    }

    fn lacking(&self, limit: &Limited, lack: Lack) -> Vec<Need> {
        let of = |term: &Option<Term>| self.unstated(&term.iter().collect::<Vec<_>>());
        match lack {
            Lack::Nothing => Vec::new(),
            Lack::Value => self.unstated(&[&limit.value]),
            Lack::Loq => of(&limit.loq),
            Lack::Uncertainty => of(&limit.uncertainty),
            Lack::Words => match &limit.source {
                Source::Fixed(term) => self.unstated(&[term]),
                Source::Table { substance, commodity, part, .. } => {
                    [substance, commodity, part].into_iter().flat_map(of).collect()
                }
            },
            Lack::Record => {
                self.kind_of(&limit.value).map(|need| Need { need, of: None }).into_iter().collect()
            }
        }
    }

    /// The kind of the record whose field a term is.
    fn kind_of(&self, term: &Term) -> Option<String> {
        let name = self.name_of(term)?;
        name.split_once('.').map(|(kind, _)| kind.to_string())
    }

    fn shown(
        &self,
        limit: &Limited,
        level: Option<Level>,
        row: Option<usize>,
    ) -> Vec<(&'static str, String)> {
        let mut args = alloc::vec![("value", self.value(&limit.value).shown())];
        match level {
            Some(Level::AtMost(most)) => args.push(("limit", most.to_string())),
            Some(Level::NotDetected(_)) => args.push(("limit", Allowance::NotDetected.to_string())),
            Some(Level::NoLimit) => args.push(("limit", Allowance::NoLimit.to_string())),
            None => {}
        }
        let mut tell = |name, term: &Option<Term>| {
            args.extend(term.iter().map(|term| (name, self.value(term).shown())));
        };
        tell("loq", &limit.loq);
        tell("uncertainty", &limit.uncertainty);
        if let Source::Table { name, substance, commodity, part, .. } = &limit.source {
            tell("substance", substance);
            tell("commodity", commodity);
            tell("part", part);
            args.push(("table", name.to_string()));
            args.extend(row.map(|row| ("row", format!("{row}"))));
        }
        args
    }
}

/// The word that a fact is, if it is one alone.
fn only_word(fact: &Fact) -> Option<&str> {
    match fact.words() {
        [word] => Some(word),
        _ => None,
    }
}

/// A number or a quantity; numbers stand as pieces, since the rulebook's types keep them apart from quantities.
fn measure(fact: &Fact) -> Option<Quantity> {
    match fact {
        Fact::Number(number) => Some(of_unit(*number, None)),
        Fact::Quantity(quantity) => Some(*quantity),
        _ => None,
    }
}

fn of_unit(value: Decimal, unit: Option<Unit>) -> Quantity {
    Quantity::new(value, unit.unwrap_or(Unit::PIECE))
}

/// The least and the most that a value with an uncertainty may be, as far as they can be said.
fn around(value: Quantity, width: Quantity) -> (Option<Quantity>, Option<Quantity>) {
    if value.unit != width.unit && value.dimension() == Some(Dimension::Temperature) {
        return (None, None);
    }
    (value.minus(&width).ok(), value.plus(&width).ok())
}

/// Is a value at most the limit, exactly or rounded first?
fn keeps(value: Quantity, most: Quantity, places: Option<u8>) -> Option<bool> {
    order(&value, &most, places).map(Ordering::is_le)
}
