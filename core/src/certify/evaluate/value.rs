//! What a term is at hand.

use super::Run;
use crate::{
    base::date::Date,
    certify::{
        Fact, Record,
        evidence::When,
        program::{Move, Own, Term},
    },
};
use alloc::borrow::Cow;

impl<'a> Run<'a> {
    /// The value of a term.
    pub(super) fn value<'t>(&self, term: &'t Term) -> Cow<'t, Fact>
    where
        'a: 't,
    {
        match term {
            Term::Fact(fact) => Cow::Borrowed(fact),
            Term::Field { depth, field } => self
                .at(*depth)
                .map_or(Cow::Owned(Fact::NotStated), |record| Cow::Borrowed(record.fact(*field))),
            Term::Own { depth, own } => {
                Cow::Owned(self.at(*depth).map_or(Fact::NotStated, |record| own_fact(record, *own)))
            }
            Term::Lot => Cow::Owned(Fact::Word(self.case.lot.clone())),
            Term::Dated(spans) => {
                let found = self.anchor.and_then(|day| spans.iter().find(|span| span.holds_on(day)));
                found.map_or(Cow::Owned(Fact::NotStated), |span| Cow::Borrowed(&span.fact))
            }
            Term::Anchor | Term::AsOf | Term::Shift(_) => {
                Cow::Owned(self.day(term).map_or(Fact::NotStated, Fact::Date))
            }
        }
    }

    /// The day that a term is.
    pub(super) fn day(&self, term: &Term) -> Option<Date> {
        match term {
            Term::Anchor => self.anchor,
            Term::AsOf => Some(self.as_of),
            Term::Shift(shift) => self.shifted(shift),
            Term::Own { depth, own: Own::Date | Own::Time } => self.at(*depth)?.when.map(When::day),
            term => self.value(term).day(),
        }
    }

    fn shifted(&self, shift: &Move) -> Option<Date> {
        let mut day = self.day(&shift.date)?;
        if shift.start_of_year {
            day = Date::new(day.year(), 1, 1)?;
        }
        if let Some(plus) = shift.plus {
            day = day.plus(plus, shift.rounding).ok()?;
        }
        if let Some(minus) = shift.minus {
            day = day.plus_months(-minus.months(), shift.rounding).ok()?.plus_days(-minus.days()).ok()?;
        }
        Some(day)
    }

    fn at(&self, depth: u8) -> Option<&'a Record> {
        self.bound.get(usize::from(depth)).and_then(|at| self.case.record(*at))
    }
}

fn own_fact(record: &Record, own: Own) -> Fact {
    let word = |word: Option<&str>| word.map_or(Fact::NotStated, |word| Fact::Word(word.into()));
    match own {
        Own::Date => record.when.map_or(Fact::NotStated, |when| Fact::Date(when.day())),
        Own::Time => match record.when {
            Some(When::Moment(moment)) => Fact::Time(moment),
            _ => Fact::NotStated,
        },
        Own::Site => word(record.site()),
        Own::Region => word(record.own.get(|own| &own.region)),
        Own::By => word(record.own.get(|own| &own.by)),
        Own::For => word(record.own.get(|own| &own.recorded_for)),
        Own::Sample => word(record.own.get(|own| &own.sample)),
        Own::Grade => Fact::Word(record.grade.name().into()),
        Own::Lot if record.lots.is_empty() => Fact::NotStated,
        Own::Lot => Fact::Words(record.lots.clone()),
    }
}
