//! Conditions on records: which there are, whether there may be more, and what holds of each.

use super::{
    Need, Reply, Run, owned,
    tell::{Join, Leaf},
};
use crate::{
    base::{decimal::Decimal, quantity::Quantity},
    certify::{
        Demand, Fact, Record, Verdict,
        evidence::When,
        program::{Gather, Node, Term},
        rulebook::Comparison,
    },
};
use alloc::{format, string::String, vec::Vec};
use core::cmp::Ordering;

/// Least and most that something may be.
pub(super) struct Range {
    pub(super) least: Option<Fact>,
    pub(super) most: Option<Fact>,
}

impl<'a> Run<'a> {
    /// Looks at each record that is, or may be, one of these.
    pub(super) fn each<R: Reply>(
        &mut self,
        gather: &Gather,
        mut look: impl FnMut(&mut Self, u32, R) -> bool,
    ) {
        let case = self.case;
        for at in case.of_kind(gather.kind) {
            let Some(record) = case.record(*at) else { continue };
            if record.when.is_some_and(|when| when.day() > self.as_of) {
                continue;
            }
            let of = case.is_of(record, gather.of);
            if of == Verdict::Fail {
                continue;
            }
            self.push(*at);
            let fits = self.fits::<R>(gather, record, of);
            let on = fits.verdict() == Verdict::Fail || look(self, *at, fits);
            self.pop();
            if !on {
                break;
            }
        }
    }

    /// Is the record one of these? One that is too weak as evidence may be anything.
    fn fits<R: Reply>(&mut self, gather: &Gather, record: &Record, of: Verdict) -> R {
        let filter: Option<R> = gather.filter.as_ref().map(|filter| self.node(filter));
        let found = filter.as_ref().map_or(Verdict::Pass, Reply::verdict);
        let weak = gather.demand.as_ref().and_then(|demand| self.weak(demand, record));
        let verdict = match (found.and(of), weak) {
            (Verdict::NotApplicable, _) => Verdict::Unknown,
            (Verdict::Pass, Some(_)) => Verdict::Unknown,
            (verdict, _) => verdict,
        };
        let mut parts = Vec::new();
        if R::TELLS {
            parts.extend(filter);
            if of == Verdict::Unknown {
                parts.push(R::leaf(of, || Leaf {
                    node: "of",
                    code: "subject-not-stated",
                    ..Leaf::default()
                }));
            }
            if let Some(code) = weak {
                let needs =
                    alloc::vec![Need { need: owned(code), of: Some(format!("record:{}", record.id)) }];
                parts.push(R::leaf(Verdict::Unknown, || Leaf {
                    node: "evidence",
                    code,
                    needs,
                    ..Leaf::default()
                }));
            }
        }
        R::group("where", verdict, Join::All, parts)
    }

    /// Why a record does not meet a demand on evidence.
    fn weak(&self, demand: &Demand, record: &Record) -> Option<&'static str> {
        let sample = record.own.get(|own| &own.sample);
        let oldest = demand.max_age_days.and_then(|days| self.as_of.plus_days(-i64::from(days)).ok());
        let day = record.when.map(When::day);
        if record.grade < demand.least {
            Some("grade-too-low")
        } else if !demand.sample.is_empty()
            && !sample.is_some_and(|sample| demand.sample.iter().any(|one| one == sample))
        {
            Some("sample-not-as-demanded")
        } else if demand.max_age_days.is_some() && (day.is_none() || day < oldest) {
            Some("evidence-too-old")
        } else {
            None
        }
    }

    fn push(&mut self, at: u32) {
        if let Some(slot) = self.bound.get_mut(self.depth) {
            *slot = at;
        }
        self.depth += 1;
    }

    fn pop(&mut self) {
        self.depth -= 1;
    }

    /// Is nothing of this kind left out? Unknown unless a statement says so.
    pub(super) fn whole<R: Reply>(&self, gather: &Gather) -> R {
        let kind = self.program.kinds.get(usize::from(gather.kind)).map_or("", |kind| &kind.name);
        let days = gather.whole.as_ref().map(|(from, to)| (self.day(from), self.day(to)));
        let cover = self.case.cover(kind, gather.of, days, self.as_of);
        let verdict = if cover.is_whole() { Verdict::Pass } else { Verdict::Unknown };
        R::leaf(verdict, || {
            let named = gather.whole_need.as_deref();
            let need = |of: String| Need {
                need: named.unwrap_or("log-completeness").into(),
                of: Some(of).filter(|of| named.is_none() && !of.is_empty()),
            };
            Leaf {
                node: "complete",
                code: if verdict == Verdict::Pass { "complete" } else { "not-complete" },
                own: cover.by,
                needs: cover.lacking.into_iter().map(need).collect(),
                ..Leaf::default()
            }
        })
    }

    /// At least so many such records of which something holds.
    pub(super) fn exists<R: Reply>(&mut self, gather: &Gather, least: usize, then: Option<&Node>) -> R {
        let (mut sure, mut maybe, mut parts) = (0_usize, 0_usize, Vec::new());
        self.each::<R>(gather, |run, at, fits| {
            let holds = then.map(|then| run.node::<R>(then));
            let verdict = holds.as_ref().map_or(Verdict::Pass, Reply::verdict).and(fits.verdict());
            sure += usize::from(verdict == Verdict::Pass);
            maybe += usize::from(verdict == Verdict::Unknown);
            if R::TELLS {
                let both = core::iter::once(fits).chain(holds).collect();
                parts.push(R::group("then", verdict, Join::All, both).with(at));
            }
            R::TELLS || sure < least
        });
        if sure >= least {
            return R::group("exists", Verdict::Pass, Join::AtLeast(least), parts);
        }
        let whole: R = self.whole(gather);
        let verdict = match whole.verdict() {
            Verdict::Pass if sure + maybe < least => Verdict::Fail,
            _ => Verdict::Unknown,
        };
        if R::TELLS {
            let looked_at = parts.iter().any(|part| part.verdict() == verdict);
            if !looked_at {
                parts.push(self.too_few(gather, verdict));
            }
            if verdict == Verdict::Fail {
                parts.push(whole.not());
            }
        }
        R::group("exists", verdict, Join::Any, parts)
    }

    /// That there are too few records of a kind.
    fn too_few<R: Reply>(&self, gather: &Gather, verdict: Verdict) -> R {
        R::leaf(verdict, || {
            let needs = alloc::vec![self.need(gather)];
            Leaf { node: "exists", code: "too-few", needs, ..Leaf::default() }
        })
    }

    /// What is missing where there are too few of these: of the lot, unless the rulebook names the need and of what it is.
    pub(super) fn need(&self, gather: &Gather) -> Need {
        let named =
            gather.need_of.as_ref().map(|(kind, name)| format!("{kind}:{}", self.value(name).shown()));
        let kind = self.program.kinds.get(usize::from(gather.kind)).map_or("", |kind| &kind.name);
        let lot = || gather.need.is_none().then(|| format!("lot:{}", self.case.lot));
        Need { need: gather.need.clone().unwrap_or_else(|| kind.into()), of: named.or_else(lot) }
    }

    /// No such record.
    pub(super) fn none<R: Reply>(&mut self, gather: &Gather) -> R {
        let (mut verdict, mut parts) = (Verdict::NotApplicable, Vec::new());
        self.each::<R>(gather, |_, at, fits| {
            verdict = verdict.and(!fits.verdict());
            if R::TELLS {
                parts.push(fits.with(at).not());
            }
            R::TELLS || verdict != Verdict::Fail
        });
        if verdict != Verdict::Fail {
            let whole: R = self.whole(gather);
            verdict = verdict.and(whole.verdict());
            if R::TELLS {
                parts.push(whole);
            }
        }
        R::group("none", verdict, Join::All, parts)
    }

    /// Of every such record something holds.
    pub(super) fn every<R: Reply>(&mut self, gather: &Gather, least: Option<usize>, then: &Node) -> R {
        self.each_holds("every", gather, least, |run| run.node(then))
    }

    /// Of every such record something holds that is looked at while it is bound.
    pub(super) fn each_holds<R: Reply>(
        &mut self,
        name: &'static str,
        gather: &Gather,
        least: Option<usize>,
        mut holds: impl FnMut(&mut Self) -> R,
    ) -> R {
        let (mut verdict, mut sure, mut parts) = (Verdict::NotApplicable, 0_usize, Vec::new());
        self.each::<R>(gather, |run, at, fits| {
            let holds = holds(run);
            let part = match (fits.verdict(), holds.verdict()) {
                (Verdict::Pass, Verdict::NotApplicable) => Verdict::NotApplicable,
                (Verdict::Pass, holds) => holds,
                (_, Verdict::Pass | Verdict::NotApplicable) => Verdict::Pass,
                _ => Verdict::Unknown,
            };
            sure += usize::from(fits.verdict() == Verdict::Pass);
            verdict = verdict.and(part);
            if R::TELLS {
                let open = fits.verdict() != Verdict::Pass;
                let both = if open { alloc::vec![fits, holds] } else { alloc::vec![holds] };
                parts.push(R::group("then", part, Join::All, both).with(at));
            }
            R::TELLS || verdict != Verdict::Fail
        });
        if verdict != Verdict::Fail && least.is_none_or(|least| sure < least) {
            let whole: R = self.whole(gather);
            let few = least.is_some_and(|least| sure < least);
            let more = match whole.verdict() {
                Verdict::Pass if few => Verdict::Fail,
                Verdict::Pass => Verdict::Pass,
                _ => Verdict::Unknown,
            };
            verdict = verdict.and(more);
            if R::TELLS {
                parts.push(if few { self.too_few(gather, more) } else { whole });
            }
        }
        if R::TELLS && verdict == Verdict::Unknown {
            // What was looked at and holds is a part of why more is asked for.
            for part in &mut parts {
                if part.verdict() == Verdict::Pass {
                    let held = core::mem::replace(part, R::leaf(Verdict::Unknown, Leaf::default));
                    *part = R::group("so-far", Verdict::Unknown, Join::Beside, alloc::vec![held]);
                }
            }
        }
        R::group(name, verdict, Join::All, parts)
    }

    /// How many such records there are.
    pub(super) fn count<R: Reply>(&mut self, gather: &Gather, is: Comparison, n: &Term) -> R {
        let (mut sure, mut maybe, mut own) = (0_i64, 0_i64, Vec::new());
        self.each::<Verdict>(gather, |_, at, fits| {
            match fits {
                Verdict::Pass => sure += 1,
                _ => maybe += 1,
            }
            if R::TELLS {
                own.push(at);
            }
            true
        });
        let whole: R = self.whole(gather);
        let number = |n: i64| Some(Fact::Number(Decimal::from_integer(n)));
        let most = if whole.verdict() == Verdict::Pass { number(sure + maybe) } else { None };
        let verdict = Range { least: number(sure), most }.held(is, &self.value(n));
        self.bounded("count", verdict, whole, own, || alloc::vec![("count", format!("{sure}"))])
    }

    /// What such records add up to; every addend is at least zero.
    pub(super) fn sum<R: Reply>(&mut self, gather: &Gather, value: &Term, is: Comparison, limit: &Term) -> R {
        let (mut total, mut own) = (Total::default(), Vec::new());
        self.each::<Verdict>(gather, |run, at, fits| {
            total.add(&run.value(value), fits);
            if R::TELLS {
                own.push(at);
            }
            true
        });
        let whole: R = self.whole(gather);
        let limit = self.value(limit);
        let range = total.range(&limit, whole.verdict() == Verdict::Pass);
        let shown = range.least.clone();
        let verdict = range.held(is, &limit);
        self.bounded("sum", verdict, whole, own, || shown.iter().map(|fact| ("sum", fact.shown())).collect())
    }

    fn bounded<R: Reply>(
        &self,
        node: &'static str,
        verdict: Verdict,
        whole: R,
        own: Vec<u32>,
        args: impl FnOnce() -> Vec<(&'static str, String)>,
    ) -> R {
        let leaf = R::leaf(verdict, || Leaf { node, code: "held", args: args(), own, ..Leaf::default() });
        if !R::TELLS || verdict == Verdict::Fail && whole.verdict() != Verdict::Pass {
            return leaf;
        }
        let join = if verdict == whole.verdict() { Join::All } else { Join::Given };
        R::group(node, verdict, join, alloc::vec![leaf, whole])
    }
}

impl Range {
    /// Does something between least and most keep to a limit?
    pub(super) fn held(&self, is: Comparison, limit: &Fact) -> Verdict {
        let order = |side: &Option<Fact>| side.as_ref().and_then(|side| side.order(limit));
        let (least, most) = (order(&self.least), order(&self.most));
        let at_most = |least: Option<Ordering>, most: Option<Ordering>| {
            if most.is_some_and(Ordering::is_le) {
                Verdict::Pass
            } else if least.is_some_and(Ordering::is_gt) {
                Verdict::Fail
            } else {
                Verdict::Unknown
            }
        };
        let below = |least: Option<Ordering>, most: Option<Ordering>| {
            if most.is_some_and(Ordering::is_lt) {
                Verdict::Pass
            } else if least.is_some_and(Ordering::is_ge) {
                Verdict::Fail
            } else {
                Verdict::Unknown
            }
        };
        match is {
            Comparison::AtMost => at_most(least, most),
            Comparison::Below => below(least, most),
            Comparison::Above => !at_most(least, most),
            Comparison::AtLeast => !below(least, most),
            Comparison::Equal => at_most(least, most).and(!below(least, most)),
            Comparison::Unequal => !(at_most(least, most).and(!below(least, most))),
        }
    }
}

/// A number or a quantity that is not negative.
#[derive(Clone, Copy)]
enum Addend {
    Number(Decimal),
    Quantity(Quantity),
}

impl From<Addend> for Fact {
    fn from(addend: Addend) -> Self {
        match addend {
            Addend::Number(number) => Self::Number(number),
            Addend::Quantity(quantity) => Self::Quantity(quantity),
        }
    }
}

/// A sum of which some parts may be unknown.
#[derive(Default)]
pub(super) struct Total {
    least: Option<Addend>,
    most: Option<Addend>,
    /// Something may be added that is not known.
    open: bool,
    /// Something does not add up.
    lost: bool,
}

impl Total {
    /// Adds what a record says that is, or may be, a part of it.
    pub(super) fn add(&mut self, value: &Fact, fits: Verdict) {
        let Some(value) = positive(value) else {
            self.open = true;
            return;
        };
        if fits == Verdict::Pass {
            self.lost |= !add(&mut self.least, value);
        }
        self.lost |= !add(&mut self.most, value);
    }

    /// Least and most that it may be: nothing is the most unless nothing is left out.
    pub(super) fn range(self, limit: &Fact, whole: bool) -> Range {
        let or_zero = |side: Option<Addend>| side.map(Fact::from).or_else(|| zero_of(limit));
        Range {
            least: if self.lost { None } else { or_zero(self.least) },
            most: if whole && !self.open && !self.lost { or_zero(self.most) } else { None },
        }
    }
}

fn positive(fact: &Fact) -> Option<Addend> {
    let zero = Decimal::from_integer(0);
    match fact {
        Fact::Number(number) if *number >= zero => Some(Addend::Number(*number)),
        Fact::Quantity(quantity) if quantity.value >= zero => Some(Addend::Quantity(*quantity)),
        _ => None,
    }
}

/// Adds; `false` if the sum cannot be said.
fn add(sum: &mut Option<Addend>, value: Addend) -> bool {
    let next = match (*sum, value) {
        (None, value) => Some(value),
        (Some(Addend::Number(a)), Addend::Number(b)) => a.checked_add(b).map(Addend::Number),
        (Some(Addend::Quantity(a)), Addend::Quantity(b)) => a.plus(&b).ok().map(Addend::Quantity),
        _ => None,
    };
    match next {
        Some(next) => {
            *sum = Some(next);
            true
        }
        None => false,
    }
}

fn zero_of(limit: &Fact) -> Option<Fact> {
    let zero = Decimal::from_integer(0);
    match limit {
        Fact::Number(_) => Some(Fact::Number(zero)),
        Fact::Quantity(quantity) => Some(Fact::Quantity(Quantity { value: zero, unit: quantity.unit })),
        _ => None,
    }
}
