//! Rules that nothing can satisfy, and rules that nothing can violate.
//!
//! Comparisons of one value with constants, side by side, leave an interval. Where it is empty they contradict one another;
//! where what they exclude is empty they always hold. Nothing else is concluded: a condition that is not understood here may
//! come out either way.

use super::Report;
use crate::{
    base::round::Method,
    certify::{
        Fact, Program,
        program::{Gather, Node, Own, Term},
        rulebook::Comparison,
    },
};
use alloc::{collections::BTreeMap, format, vec::Vec};
use core::cmp::Ordering;

/// How a condition may come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Can {
    pass: bool,
    fail: bool,
}

const EITHER: Can = Can { pass: true, fail: true };

pub(super) fn look(program: &Program, report: &mut Report) {
    let mut reach = Reach { rules: Vec::with_capacity(program.rules.len()), report };
    for (at, rule) in program.rules.iter().enumerate() {
        let place = format!("/rules/{at}");
        let applies = rule.applies.as_ref().map(|node| reach.node(node, &format!("{place}/applies")));
        let require = reach.node(&rule.require, &format!("{place}/require"));
        if applies.is_some_and(|applies| !applies.pass) {
            reach.report.warning("rule-never-applies", format!("{place}/applies"), "");
        }
        if !require.pass {
            reach.report.error("rule-never-passes", format!("{place}/require"), "");
        }
        if !require.fail {
            reach.report.warning("rule-never-fails", format!("{place}/require"), "");
        }
        reach.rules.push(require);
    }
}

struct Reach<'r> {
    /// The rules looked at so far.
    rules: Vec<Can>,
    report: &'r mut Report,
}

impl Reach<'_> {
    fn node(&mut self, node: &Node, place: &str) -> Can {
        let place = format!("{place}/{}", node.word());
        match node {
            Node::All(nodes) => {
                let parts = self.parts(node, &place);
                let empty = self.contradictory(nodes.iter().map(|node| (node, true)), &place);
                Can {
                    pass: parts.iter().all(|can| can.pass) && !empty,
                    fail: parts.iter().any(|can| can.fail),
                }
            }
            Node::Any(nodes) if !nodes.is_empty() => {
                let parts = self.parts(node, &place);
                let always = limits(nodes.iter().map(|node| (node, false))).is_none();
                if always {
                    self.report.warning("always-holds", place, "");
                }
                Can {
                    pass: parts.iter().any(|can| can.pass),
                    fail: parts.iter().all(|can| can.fail) && !always,
                }
            }
            Node::Not(inner) => {
                let Can { pass, fail } = self.node(inner, &place);
                Can { pass: fail, fail: pass }
            }
            Node::AtLeast(least, _) => {
                let parts = self.parts(node, &place);
                let count = |holds: fn(&Can) -> bool| parts.iter().filter(|can| holds(can)).count();
                Can { pass: count(|can| can.pass) >= *least, fail: count(|can| !can.fail) < *least }
            }
            Node::Exists(gather, least, then) => {
                let fits = self.picked(gather, then.as_deref(), &place);
                Can { pass: *least == 0 || fits.pass, fail: *least > 0 }
            }
            Node::Every(gather, least, then) => {
                let fits = self.picked(gather, Some(then), &place);
                let some = least.is_some_and(|least| least > 0);
                Can { pass: fits.pass || !some, fail: fits.fail || some }
            }
            Node::Unless(..) => {
                let parts = self.parts(node, &place);
                parts.get(1).copied().unwrap_or(EITHER)
            }
            Node::Ref(rule) => self.rules.get(*rule).copied().unwrap_or(EITHER),
            _ => {
                self.parts(node, &place);
                EITHER
            }
        }
    }

    fn parts(&mut self, node: &Node, place: &str) -> Vec<Can> {
        let mut found = Vec::new();
        node.parts(&mut |at, part| found.push(self.node(part, &format!("{place}{at}"))));
        found
    }

    /// What may hold of a record that is picked.
    fn picked(&mut self, gather: &Gather, then: Option<&Node>, place: &str) -> Can {
        let filter =
            gather.filter.as_ref().map_or(EITHER, |filter| self.node(filter, &format!("{place}/where")));
        let Some(then) = then else { return filter };
        let found = self.node(then, &format!("{place}/then"));
        let both = gather.filter.iter().chain([then]).map(|node| (node, true));
        let apart =
            gather.filter.is_some() && found.pass && self.contradictory(both, &format!("{place}/then"));
        Can { pass: filter.pass && found.pass && !apart, fail: found.fail }
    }

    /// Can these conditions not hold together?
    fn contradictory<'n>(&mut self, nodes: impl Iterator<Item = (&'n Node, bool)>, place: &str) -> bool {
        let empty = limits(nodes).is_none();
        if empty {
            self.report.error("contradiction", place, "");
        }
        empty
    }
}

/// What is left of one value.
#[derive(Default)]
struct Left<'n> {
    least: Option<(&'n Fact, bool)>,
    most: Option<(&'n Fact, bool)>,
    /// Lists of which it is one.
    among: Vec<Vec<&'n Fact>>,
    /// What it is not.
    not: Vec<&'n Fact>,
}

/// Where a value stands, so that it can be told from another.
type Place = (u8, u8, u16);

fn place_of(term: &Term) -> Option<Place> {
    match term {
        Term::Field { depth, field } => Some((0, *depth, *field)),
        Term::Own { depth, own } => {
            let at = Own::ALL.iter().position(|(_, known, _)| known == own)?;
            Some((1, *depth, u16::try_from(at).ok()?))
        }
        Term::Anchor => Some((2, 0, 0)),
        Term::AsOf => Some((2, 0, 1)),
        Term::Lot => Some((2, 0, 2)),
        _ => None,
    }
}

/// What is left of each value where all of these hold, or fail; nothing where no value is left.
fn limits<'n>(nodes: impl Iterator<Item = (&'n Node, bool)>) -> Option<BTreeMap<Place, Left<'n>>> {
    let mut left = BTreeMap::new();
    nodes.for_each(|(node, holds)| narrow(node, holds, &mut left));
    left.values().all(Left::is_some).then_some(left)
}

fn narrow<'n>(node: &'n Node, holds: bool, left: &mut BTreeMap<Place, Left<'n>>) {
    match node {
        Node::All(nodes) if holds => nodes.iter().for_each(|node| narrow(node, holds, left)),
        Node::Any(nodes) if !holds => nodes.iter().for_each(|node| narrow(node, holds, left)),
        Node::Not(node) => narrow(node, !holds, left),
        Node::Compare(held) => {
            let (place, is, limit) = match (&held.left, &held.right) {
                (term, Term::Fact(limit)) => (place_of(term), held.is, limit),
                (Term::Fact(limit), term) => (place_of(term), turned(held.is), limit),
                _ => return,
            };
            let rounded = held.method == Method::RoundedValue && matches!(limit, Fact::Number(_));
            if let Some(place) = place.filter(|_| !rounded) {
                left.entry(place).or_default().hold(if holds { is } else { inverse(is) }, limit);
            }
        }
        Node::In(term, list) => {
            let Some(place) = place_of(term) else { return };
            let left = left.entry(place).or_default();
            if holds {
                left.among.push(list.iter().collect());
            } else {
                left.not.extend(list.iter());
            }
        }
        _ => {}
    }
}

/// The same comparison with its sides exchanged.
fn turned(is: Comparison) -> Comparison {
    match is {
        Comparison::Below => Comparison::Above,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Above => Comparison::Below,
        same => same,
    }
}

fn inverse(is: Comparison) -> Comparison {
    match is {
        Comparison::Below => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Above,
        Comparison::Equal => Comparison::Unequal,
        Comparison::Unequal => Comparison::Equal,
        Comparison::AtLeast => Comparison::Below,
        Comparison::Above => Comparison::AtMost,
    }
}

impl<'n> Left<'n> {
    fn hold(&mut self, is: Comparison, limit: &'n Fact) {
        match is {
            Comparison::Below => self.below(limit, false),
            Comparison::AtMost => self.below(limit, true),
            Comparison::Above => self.above(limit, false),
            Comparison::AtLeast => self.above(limit, true),
            Comparison::Equal => self.among.push(alloc::vec![limit]),
            Comparison::Unequal => self.not.push(limit),
        }
    }

    fn below(&mut self, limit: &'n Fact, with: bool) {
        if self.most.is_none_or(|(most, also)| tighter(limit.order(most), with, also)) {
            self.most = Some((limit, with));
        }
    }

    fn above(&mut self, limit: &'n Fact, with: bool) {
        if self.least.is_none_or(|(least, also)| tighter(least.order(limit), with, also)) {
            self.least = Some((limit, with));
        }
    }

    /// Is there a value of which all of this may hold?
    fn is_some(&self) -> bool {
        let apart =
            self.least.zip(self.most).is_some_and(|((least, with), (most, also))| match least.order(most) {
                Some(Ordering::Greater) => true,
                Some(Ordering::Equal) => !(with && also) || self.is_not(least),
                _ => false,
            });
        !apart && self.among.iter().all(|list| list.iter().any(|fact| self.may_be(fact)))
    }

    /// Of words a record may state several, so that one list does not exclude another.
    fn may_be(&self, fact: &Fact) -> bool {
        let single = fact.words().is_empty();
        let listed = |list: &Vec<&Fact>| list.iter().any(|other| fact.same(other) != Some(false));
        let over = self.least.is_some_and(|(least, with)| !reaches(least.order(fact), with));
        let under = self.most.is_some_and(|(most, with)| !reaches(fact.order(most), with));
        !over && !under && !self.is_not(fact) && (!single || self.among.iter().all(listed))
    }

    fn is_not(&self, fact: &Fact) -> bool {
        self.not.iter().any(|other| fact.same(other) == Some(true))
    }
}

/// Does a limit leave less than another?
fn tighter(order: Option<Ordering>, with: bool, also: bool) -> bool {
    matches!(order, Some(Ordering::Less)) || matches!(order, Some(Ordering::Equal)) && also && !with
}

/// Is the lower value at most the higher; below it where that itself does not count?
fn reaches(order: Option<Ordering>, with: bool) -> bool {
    order.is_none_or(|order| order == Ordering::Less || with && order == Ordering::Equal)
}
