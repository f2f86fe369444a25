//! Conditions on values, and those made of others.

mod limit;

use super::{
    Need, Reply, Run,
    tell::{Join, Leaf},
};
use crate::{
    base::round::{Bound, Method},
    certify::{
        Fact, Verdict,
        program::{Gather, Held, Node, Span, Term},
        rulebook::Comparison,
    },
};
use alloc::{format, vec::Vec};
use core::cmp::Ordering;

impl Run<'_> {
    /// How a condition comes out.
    pub(super) fn node<R: Reply>(&mut self, node: &Node) -> R {
        match node {
            Node::All(nodes) => self.fold("all", nodes, Join::All),
            Node::Any(nodes) => self.fold("any", nodes, Join::Any),
            Node::Not(node) => self.node::<R>(node).not(),
            Node::AtLeast(n, nodes) => self.at_least(*n, nodes),
            Node::Compare(held) => self.compare(held),
            Node::In(value, list) => self.among("in", value, list, |value, item| value.same(item)),
            Node::RegionIn(value, list) => self.among("region_in", value, list, lies_in),
            Node::Exists(gather, least, then) => self.exists(gather, *least, then.as_deref()),
            Node::Stated(value) => self.stated(value),
            Node::None(gather) => self.none(gather),
            Node::Every(gather, least, then) => self.every(gather, *least, then),
            Node::Count(gather, is, n) => self.count(gather, *is, n),
            Node::Sum(gather, value, is, limit) => self.sum(gather, value, *is, limit),
            Node::Lapse(span) => self.lapse(span),
            Node::Limit(limit) => self.limit(limit),
            Node::Ref(rule) => self.rule(*rule),
            Node::Unless(exception, then) => self.unless(exception, then),
            Node::Sequence(picks) => self.sequence(picks),
            Node::IntervalState(asked) => self.interval_state(asked),
            Node::CoveredBy(asked) => self.covered_by(asked),
            Node::IssuedBy(asked) => self.issued_by(asked),
        }
    }

    fn fold<R: Reply>(&mut self, name: &'static str, nodes: &[Node], join: Join) -> R {
        let (mut verdict, mut parts) = (Verdict::NotApplicable, Vec::new());
        let (both, last): (fn(Verdict, Verdict) -> Verdict, Verdict) =
            if join == Join::All { (Verdict::and, Verdict::Fail) } else { (Verdict::or, Verdict::Pass) };
        for node in nodes {
            let part: R = self.node(node);
            verdict = both(verdict, part.verdict());
            if R::TELLS {
                parts.push(part);
            } else if verdict == last {
                break;
            }
        }
        R::group(name, verdict, join, parts)
    }

    fn at_least<R: Reply>(&mut self, n: usize, nodes: &[Node]) -> R {
        let parts: Vec<R> = nodes.iter().map(|node| self.node(node)).collect();
        let count = |wanted| parts.iter().filter(|part| part.verdict() == wanted).count();
        let (sure, open) = (count(Verdict::Pass), count(Verdict::Unknown));
        let verdict = if sure >= n {
            Verdict::Pass
        } else if sure + open < n {
            Verdict::Fail
        } else {
            Verdict::Unknown
        };
        R::group("at_least", verdict, Join::AtLeast(n), parts)
    }

    fn compare<R: Reply>(&self, held: &Held) -> R {
        let (left, right) = (self.value(&held.left), self.value(&held.right));
        let verdict = kept(&left, held.is, &right, held.method).map_or(Verdict::Unknown, Verdict::of);
        R::leaf(verdict, || Leaf {
            node: "compare",
            code: "held",
            args: alloc::vec![("value", left.shown()), ("limit", right.shown())],
            needs: self.unstated(&[&held.left, &held.right]),
            ..Leaf::default()
        })
    }

    /// Which of these terms are not stated.
    pub(super) fn unstated(&self, terms: &[&Term]) -> Vec<Need> {
        let open = terms.iter().filter(|term| !self.value(term).is_stated());
        open.filter_map(|term| self.name_of(term)).map(|need| Need { need, of: None }).collect()
    }

    /// The field that a term asks for, as the rulebook's facts name it.
    pub(super) fn name_of(&self, term: &Term) -> Option<alloc::string::String> {
        let Term::Field { depth, field } = term else { return None };
        let record = self.case.record(*self.bound.get(usize::from(*depth))?)?;
        let kind = self.program.kinds.get(usize::from(record.kind))?;
        let field = kind.fields.get(usize::from(*field))?;
        Some(format!("{}.{}", kind.name, field.name))
    }

    /// Is something stated? What a record does not state is open, unless its members are known to be all there are.
    fn stated<R: Reply>(&self, value: &Term) -> R {
        let name = self.name_of(value);
        let closed = || name.as_deref().is_some_and(|name| self.case.is_closed(name));
        let verdict = match *self.value(value) {
            Fact::NotStated if closed() => Verdict::Fail,
            Fact::NotStated | Fact::Malformed => Verdict::Unknown,
            _ => Verdict::Pass,
        };
        let needs = || self.unstated(&[value]);
        R::leaf(verdict, || Leaf { node: "stated", code: "stated", needs: needs(), ..Leaf::default() })
    }

    fn among<R: Reply>(
        &self,
        node: &'static str,
        value: &Term,
        list: &[Fact],
        same: impl Fn(&Fact, &Fact) -> Option<bool>,
    ) -> R {
        let found = self.value(value);
        let verdict = if found.is_stated() {
            list.iter().fold(Verdict::Fail, |any, item| {
                any.or(same(&found, item).map_or(Verdict::Unknown, Verdict::of))
            })
        } else {
            Verdict::Unknown
        };
        R::leaf(verdict, || Leaf {
            node,
            code: "listed",
            args: alloc::vec![("value", found.shown())],
            needs: self.unstated(&[value]),
            ..Leaf::default()
        })
    }

    fn lapse<R: Reply>(&self, span: &Span) -> R {
        let (from, to) = (self.day(&span.from), self.day(&span.to));
        let reached = from.and_then(|from| from.plus(span.period, span.rounding).ok());
        let verdict = match (reached, to) {
            (Some(reached), Some(to)) if span.at_least => Verdict::of(to >= reached),
            (Some(reached), Some(to)) => Verdict::of(to <= reached),
            _ => Verdict::Unknown,
        };
        R::leaf(verdict, || Leaf {
            node: "lapse",
            code: "held",
            args: [("from", from), ("to", to), ("due", reached)]
                .into_iter()
                .filter_map(|(name, day)| Some((name, format!("{}", day?))))
                .collect(),
            needs: self.unstated(&[&span.from, &span.to]),
            ..Leaf::default()
        })
    }

    fn unless<R: Reply>(&mut self, exception: &Node, then: &Node) -> R {
        let excepted: R = self.node::<R>(exception).not();
        if excepted.verdict() == Verdict::Fail {
            return R::absent(excepted);
        }
        let then: R = self.node(then);
        R::both(excepted, then)
    }

    /// Records of each pick, each no earlier than the last of those before it. Where one is not found or its day is not known, it is open.
    fn sequence<R: Reply>(&mut self, picks: &[Gather]) -> R {
        let (mut verdict, mut last, mut parts) = (Verdict::Pass, None, Vec::new());
        for gather in picks {
            let (mut first, mut latest, mut own) = (None, None, Vec::new());
            let mut open = false;
            self.each::<Verdict>(gather, |run, at, fits| {
                let day = run
                    .case
                    .record(at)
                    .and_then(|record| record.when)
                    .map(crate::certify::evidence::When::day);
                open |= day.is_none() || fits != Verdict::Pass;
                first = day.filter(|day| first.is_none_or(|first| *day < first)).or(first);
                latest = day.filter(|day| latest.is_none_or(|latest| *day > latest)).or(latest);
                if R::TELLS {
                    own.push(at);
                }
                true
            });
            let step = match (last, first) {
                _ if open => Verdict::Unknown,
                (_, None) => Verdict::Unknown,
                (Some(last), Some(first)) => Verdict::of(first >= last),
                (None, Some(_)) => Verdict::Pass,
            };
            verdict = verdict.and(step);
            last = latest.or(last);
            if R::TELLS {
                let needs = if first.is_none() { alloc::vec![self.need(gather)] } else { Vec::new() };
                parts.push(R::leaf(step, || Leaf {
                    node: "step",
                    code: "in-order",
                    own,
                    needs,
                    ..Leaf::default()
                }));
            }
        }
        R::group("sequence", verdict, Join::All, parts)
    }
}

/// Does a value keep to a limit? Nothing where it is not stated or cannot be compared.
fn kept(left: &Fact, is: Comparison, right: &Fact, method: Method) -> Option<bool> {
    match is {
        Comparison::Equal => return left.same(right),
        Comparison::Unequal => return left.same(right).map(|same| !same),
        _ => {}
    }
    if let (Method::RoundedValue, Fact::Number(value), Fact::Number(limit)) = (method, left, right) {
        let bound = match is {
            Comparison::Below => Bound::Below,
            Comparison::AtMost => Bound::AtMost,
            Comparison::AtLeast => Bound::AtLeast,
            _ => Bound::Above,
        };
        return bound.holds(*value, *limit, method);
    }
    let order = left.order(right)?;
    Some(match is {
        Comparison::Below => order == Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
        _ => order == Ordering::Greater,
    })
}

/// Is a place the region, or in it? Codes nest by their digits: 53, 5329, 532924, 532924101 (GB/T 2260, GB/T 10114).
fn lies_in(place: &Fact, region: &Fact) -> Option<bool> {
    let (places, regions) = (place.words(), region.words());
    let region = regions.first()?;
    let stem = region.trim_end_matches("00");
    let inside = |place: &str| place.starts_with(stem) && place.len() >= stem.len();
    (!places.is_empty()).then(|| places.iter().any(|place| inside(place)))
}
