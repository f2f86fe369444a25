//! Conditions on certificates: in force on a day, covering goods, issued by somebody who is trusted.

use super::{
    Need, Reply, Run,
    gather::{Range, Total},
    tell::{Join, Leaf},
};
use crate::{
    base::date::Date,
    certify::{
        Fact, Verdict,
        certificate::{CertificateState, Edge, Life, Link, States, StatusEntry, lead},
        evidence::When,
        program::{Covered, Gather, Issued, Lifetime, Quantities, StateOn, Term},
        rulebook::Comparison,
    },
};
use alloc::{borrow::ToOwned as _, boxed::Box, collections::BTreeSet, format, string::String, vec::Vec};
use core::cmp::Ordering;

/// What is known of the life of one certificate.
struct Standing {
    life: Life,
    /// Records of changes, with their days.
    changes: Vec<(u32, Date)>,
    /// Looks.
    looks: Vec<(u32, StatusEntry)>,
    /// A record may be one of its changes, or one of its changes has no day.
    unsure: bool,
}

impl Run<'_> {
    /// Every such certificate is in one of some states on a day.
    pub(super) fn interval_state<R: Reply>(&mut self, asked: &StateOn) -> R {
        self.each_holds("interval_state", &asked.certificate, Some(1), |run| {
            let standing = run.standing(&asked.life);
            run.state(&asked.life, &standing, &asked.at, asked.wanted)
        })
    }

    /// Every such certificate covers the goods.
    pub(super) fn covered_by<R: Reply>(&mut self, asked: &Covered) -> R {
        self.each_holds("covered_by", &asked.certificate, Some(1), |run| run.covers(asked))
    }

    /// Every such issuer leads back to somebody who is trusted.
    pub(super) fn issued_by<R: Reply>(&mut self, asked: &Issued) -> R {
        self.each_holds("issued_by", &asked.certificate, Some(1), |run| run.issuer(asked))
    }

    /// What the records say of the certificate at hand.
    fn standing(&mut self, lifetime: &Lifetime) -> Standing {
        let (mut entries, mut changes, mut looks, mut unsure) = (Vec::new(), Vec::new(), Vec::new(), false);
        let looked =
            lifetime.looks.iter().map(|(gather, state, since)| (gather, state, since.as_ref(), true));
        let changed = lifetime.changes.iter().map(|(gather, state)| (gather, state, None, false));
        for (gather, state, since, looked_up) in changed.chain(looked) {
            self.each::<Verdict>(gather, |run, at, fits| {
                let when = run.case.record(at).and_then(|record| record.when);
                let word = run.value(state);
                let state = word.words().first().and_then(|word| CertificateState::after(word));
                let (Verdict::Pass, Some(when), Some(state)) = (fits, when, state) else {
                    unsure |= !looked_up;
                    return true;
                };
                let since = since.and_then(|since| run.day(since));
                let moment = match when {
                    When::Moment(moment) => Some(moment),
                    When::Day(_) => None,
                };
                let entry = StatusEntry { day: when.day(), moment, state, looked_up, since };
                entries.push(entry);
                if looked_up {
                    looks.push((at, entry));
                } else {
                    changes.push((at, when.day()));
                }
                true
            });
        }
        let life = Life::of(self.edge(&lifetime.from), self.edge(&lifetime.to), &entries);
        Standing { life, changes, looks, unsure }
    }

    /// Where the days of a certificate begin or end.
    fn edge(&self, term: &Term) -> Edge {
        match self.day(term) {
            Some(day) => Edge::On(day),
            None if self.is_closed(term) && *self.value(term) == Fact::NotStated => Edge::Unbounded,
            None => Edge::Open,
        }
    }

    /// Are the members of such records known to be all there are?
    fn is_closed(&self, term: &Term) -> bool {
        self.name_of(term).is_some_and(|name| self.case.is_closed(&name))
    }

    /// The records by which the status on a day is known, if it is: a look that is new enough, or statements that no change
    /// was left out.
    fn known(&self, lifetime: &Lifetime, standing: &Standing, day: Date) -> Option<Vec<u32>> {
        if standing.unsure || day > self.as_of {
            return None;
        }
        let oldest = match lifetime.max_age {
            Some(age) => {
                let rounding = self.program.book.rounding.months;
                let months = self.as_of.plus_months(-age.months(), rounding).ok()?;
                Some(months.plus_days(-age.days()).ok()?)
            }
            None => None,
        };
        let telling = standing.looks.iter().filter(|(_, look)| look.tells(day, oldest));
        if let Some((look, _)) = telling.max_by_key(|(at, look)| (look.day, *at)) {
            return Some(alloc::vec![*look]);
        }
        let from = self.day(&lifetime.from).unwrap_or(Date::MIN);
        let until = oldest.map_or(day, |oldest| oldest.max(day));
        let mut by = Vec::new();
        for (gather, _) in &lifetime.changes {
            by.extend(self.covered_days(gather, Some((Some(from.min(until)), Some(until))))?);
        }
        Some(by)
    }

    /// The statements that the record of a kind is complete, if it is.
    fn covered_days(&self, gather: &Gather, days: Option<(Option<Date>, Option<Date>)>) -> Option<Vec<u32>> {
        let kind = self.program.kinds.get(usize::from(gather.kind))?;
        let cover = self.case.cover(&kind.name, gather.of, days, self.as_of);
        cover.is_whole().then_some(cover.by)
    }

    /// Is the certificate at hand in one of some states on a day?
    fn state<R: Reply>(&self, lifetime: &Lifetime, standing: &Standing, at: &Term, wanted: States) -> R {
        let Some(day) = self.day(at) else {
            return R::leaf(Verdict::Unknown, || Leaf {
                node: "state",
                code: "day-not-stated",
                needs: self.unstated(&[at]),
                ..Leaf::default()
            });
        };
        let known = self.known(lifetime, standing, day);
        let told = standing.life.on(day);
        let states = if known.is_some() { told } else { told.widened() };
        let verdict = states.among(wanted);
        R::leaf(verdict, || {
            let words: Vec<&str> = states.iter().map(CertificateState::code).collect();
            let edges = [&lifetime.from, &lifetime.to];
            let outside = self.day(edges[0]).is_some_and(|from| day < from)
                || self.day(edges[1]).is_some_and(|to| day > to);
            let changes = standing.changes.iter().filter(|(_, changed)| !outside && *changed <= day);
            let mut needs: Vec<Need> = edges
                .into_iter()
                .filter(|edge| self.edge(edge) == Edge::Open)
                .flat_map(|edge| self.unstated(&[edge]))
                .collect();
            if verdict != Verdict::Unknown {
                needs.clear();
            } else if known.is_none() || needs.is_empty() {
                needs.push(Need { need: lifetime.need.clone(), of: None });
            }
            Leaf {
                node: "state",
                code: states.known().map_or("certificate-open", CertificateState::code),
                args: alloc::vec![("date", format!("{day}")), ("state", words.join(", "))],
                own: changes.map(|(at, _)| *at).chain(known.into_iter().flatten()).collect(),
                needs,
            }
        })
    }

    /// Does the certificate at hand cover the goods? What is asked for first is its status.
    fn covers<R: Reply>(&mut self, asked: &Covered) -> R {
        let standing = self.standing(&asked.life);
        let mut last = None;
        self.each::<Verdict>(&asked.goods, |run, _, _| {
            last = last.max(run.day(&asked.at));
            true
        });
        let goods: R =
            self.each_holds("goods", &asked.goods, Some(1), |run| run.goods_covered(asked, &standing));
        let quantity: Option<R> =
            asked.quantity.as_ref().map(|quantity| self.quantity(asked, quantity, last));
        let held = quantity.as_ref().map_or(Verdict::NotApplicable, Reply::verdict);
        let verdict = goods.verdict().and(held);
        let known = last.is_none_or(|day| self.known(&asked.life, &standing, day).is_some());
        if verdict == Verdict::Unknown && !known {
            return R::leaf(verdict, || Leaf {
                node: "status",
                code: "certificate-status-open",
                needs: alloc::vec![Need { need: asked.life.need.clone(), of: None }],
                ..Leaf::default()
            });
        }
        let parts = if R::TELLS { core::iter::once(goods).chain(quantity).collect() } else { Vec::new() };
        R::group("certificate", verdict, Join::All, parts)
    }

    /// Are the goods at hand within the days and the scope of the certificate at hand?
    fn goods_covered<R: Reply>(&mut self, asked: &Covered, standing: &Standing) -> R {
        let valid = States::only(CertificateState::Valid);
        let mut parts: Vec<R> = alloc::vec![self.state(&asked.life, standing, &asked.at, valid)];
        parts.extend(asked.scopes.iter().map(|(value, among, word)| self.in_scope(value, among, word)));
        if let Some(requires) = &asked.requires {
            parts.push(self.node(requires));
        }
        let verdict = parts.iter().fold(Verdict::NotApplicable, |all, part: &R| all.and(part.verdict()));
        R::group("goods", verdict, Join::All, parts)
    }

    /// Is each word of the goods one of the certificate's?
    fn in_scope<R: Reply>(&self, value: &Term, among: &Term, node: &'static str) -> R {
        let (found, listed) = (self.value(value), self.value(among));
        let words = found.words();
        let verdict = if words.is_empty() {
            Verdict::Unknown
        } else if words.iter().all(|word| listed.words().contains(word)) {
            Verdict::Pass
        } else if *listed != Fact::Malformed && self.is_closed(among) {
            Verdict::Fail
        } else {
            Verdict::Unknown
        };
        R::leaf(verdict, || Leaf {
            node,
            code: match verdict {
                Verdict::Pass => "in-scope",
                Verdict::Fail => "not-in-scope",
                _ => "scope-open",
            },
            args: alloc::vec![("value", found.shown()), ("scope", listed.shown())],
            needs: match verdict {
                Verdict::Unknown if words.is_empty() => self.unstated(&[value]),
                Verdict::Unknown => {
                    self.name_of(among).map(|need| Need { need, of: None }).into_iter().collect()
                }
                _ => Vec::new(),
            },
            ..Leaf::default()
        })
    }

    /// Is what is sold under the certificate at hand within what it covers?
    fn quantity<R: Reply>(&mut self, asked: &Covered, quantity: &Quantities, last: Option<Date>) -> R {
        let limit = self.value(&quantity.limit).into_owned();
        if !limit.is_stated() {
            let unlimited = limit == Fact::NotStated && self.is_closed(&quantity.limit);
            let verdict = if unlimited { Verdict::Pass } else { Verdict::Unknown };
            return R::leaf(verdict, || Leaf {
                node: "quantity",
                code: if unlimited { "quantity-not-limited" } else { "quantity-open" },
                needs: self.unstated(&[&quantity.limit]),
                ..Leaf::default()
            });
        }
        let (mut total, mut counted) = (Total::default(), BTreeSet::new());
        let goods = core::iter::once((&asked.goods, &quantity.value));
        for (gather, value) in goods.chain(quantity.sold.iter().map(|(gather, value)| (gather, value))) {
            self.each::<Verdict>(gather, |run, at, fits| {
                if counted.insert(at) {
                    total.add(&run.value(value), fits);
                }
                true
            });
        }
        let whole: Option<Vec<u32>> = quantity.sold.iter().try_fold(Vec::new(), |mut by, (gather, _)| {
            let days = gather.whole.as_ref().map(|(from, to)| (self.day(from), self.day(to)));
            by.extend(self.covered_days(gather, days)?);
            Some(by)
        });
        let range = total.range(&limit, whole.is_some());
        let (stated, by) = self.certified(quantity, &limit, &range, last);
        let counts = match range.held(Comparison::AtMost, &limit) {
            Verdict::Unknown => stated,
            Verdict::Pass if stated == Verdict::Fail => Verdict::Fail,
            counts => counts,
        };
        R::leaf(counts, || Leaf {
            node: "quantity",
            code: match counts {
                Verdict::Pass => "quantity-covered",
                Verdict::Fail => "quantity-exceeded",
                _ => "quantity-open",
            },
            args: range
                .least
                .iter()
                .map(|least| ("sum", least.shown()))
                .chain([("limit", limit.shown())])
                .collect(),
            own: counted.into_iter().chain(by).chain(whole.into_iter().flatten()).collect(),
            needs: (counts == Verdict::Unknown)
                .then(|| Need { need: quantity.need.clone(), of: None })
                .into_iter()
                .collect(),
        })
    }

    /// What the certifier's statements say that are not before the day of the goods, and which they are. One that names less
    /// than the records do decides nothing.
    fn certified(
        &mut self,
        quantity: &Quantities,
        limit: &Fact,
        range: &Range,
        last: Option<Date>,
    ) -> (Verdict, Vec<u32>) {
        let (mut verdict, mut by) = (Verdict::NotApplicable, Vec::new());
        if let Some((gather, value)) = &quantity.stated {
            self.each::<Verdict>(gather, |run, at, fits| {
                let day = run.case.record(at).and_then(|record| record.when).map(When::day);
                if fits != Verdict::Pass || day.is_none() || day < last {
                    return true;
                }
                let sold = run.value(value);
                let enough = range.least.as_ref().and_then(|least| sold.order(least));
                verdict = verdict.and(match (sold.order(limit), enough) {
                    (Some(Ordering::Greater), _) => Verdict::Fail,
                    (Some(_), Some(Ordering::Greater | Ordering::Equal)) => Verdict::Pass,
                    _ => Verdict::Unknown,
                });
                by.push(at);
                true
            });
        }
        (if by.is_empty() { Verdict::Unknown } else { verdict }, by)
    }

    /// Does the issuer of the certificate at hand lead back to somebody who is trusted?
    fn issuer<R: Reply>(&mut self, asked: &Issued) -> R {
        let found = self.value(&asked.issuer);
        let [issuer] = found.words() else {
            return R::leaf(Verdict::Unknown, || Leaf {
                node: "issuer",
                code: "issuer-open",
                needs: self.unstated(&[&asked.issuer]),
                ..Leaf::default()
            });
        };
        let issuer: Box<str> = issuer.clone();
        let trusted: Vec<Fact> = asked.trusted.iter().map(|one| self.value(one).into_owned()).collect();
        let (mut found, mut unsure) = (Vec::new(), false);
        self.each::<Verdict>(&asked.accreditation, |run, at, fits| {
            let (body, by) = (run.value(&asked.body).into_owned(), run.value(&asked.by).into_owned());
            match (body, by) {
                (Fact::Word(body), Fact::Word(by)) => {
                    found.push((at, body, by, run.node::<Verdict>(&asked.link).and(fits)));
                }
                _ => unsure = true,
            }
            true
        });
        let links: Vec<Link<'_>> =
            found.iter().map(|(_, body, by, holds)| Link { body, by, holds: *holds }).collect();
        let trusted: Vec<&str> = trusted.iter().flat_map(Fact::words).map(|word| &**word).collect();
        let days = asked.accreditation.whole.as_ref().map(|(from, to)| (self.day(from), self.day(to)));
        let whole = self.covered_days(&asked.accreditation, days);
        let chain = lead(&issuer, &links, &trusted, whole.is_some() && !unsure);
        R::leaf(chain.verdict, || Leaf {
            node: "issuer",
            code: match chain.verdict {
                Verdict::Pass => "issuer-trusted",
                Verdict::Fail => "issuer-not-trusted",
                _ => "issuer-open",
            },
            args: alloc::vec![("issuer", String::from(&*issuer))],
            own: chain
                .links
                .iter()
                .filter_map(|at| found.get(*at).map(|(record, ..)| *record))
                .chain(whole.into_iter().flatten().filter(|_| chain.verdict == Verdict::Fail))
                .collect(),
            needs: chain.open.iter().map(|party| self.need_of_party(&asked.accreditation, party)).collect(),
        })
    }

    fn need_of_party(&self, gather: &Gather, party: &str) -> Need {
        let need = self.need(gather).need;
        Need { need, of: Some(format!("party:{}", party.to_owned())) }
    }
}
