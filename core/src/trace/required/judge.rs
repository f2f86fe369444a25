//! How each element of a set stands.

use super::{
    Checked, Element, Extent, RequiredSet, State, Where, WithoutEvent, lint_set, master::Masters,
    place::NEVER,
};
use crate::{
    base::{
        date::{Date, MonthRounding},
        finding::{Finding, Severity},
    },
    digest::json::{Document, Value},
    id::{
        few::few,
        plot::{Purpose, ReadPlots, read_outlines},
    },
    trace::{
        Events,
        gaps::{
            Scope, expect,
            record::{Record, Records, act_bits},
            way,
        },
        history::{self, EventId, History, HistoryError},
        vocabulary::Stage,
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::Deserialize;

/// Events that are named as lacking an element, over all elements, at most.
pub const MOST_LACKING: usize = 1000;
/// Events that are named as carrying an element, at most.
const MOST_NAMED: usize = 8;
/// Fields of one entry that are named as opened, at most.
const MOST_OPENED: usize = 64;

/// What is known beside the events.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// Kinds of the product, in the words of the set.
    pub kinds: &'a [String],
    /// What lies behind digests.
    pub hidden: &'a [Hidden],
    /// Plots of land.
    pub plots: &'a [PlotGiven<'a>],
    /// Master data beside that of the document's header.
    pub masters: Option<Value<'a>>,
    /// Which records are looked at.
    pub scope: Scope<'a>,
}

/// The digests of the entry in which an event stands, and the fields of it that were opened.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hidden {
    /// Number of the event in the document, from 0.
    pub event: u32,
    /// How many digests the entry has (`_sd`).
    pub digests: u32,
    /// Names of the fields that a disclosure opened, of those digests.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OPENED>")]
    pub opened: Vec<String>,
}

/// A plot of land as GeoJSON text, and what stands or comes from there.
#[derive(Clone, Debug)]
pub struct PlotGiven<'a> {
    /// Places, lots or animals that it is the plot of, in any spelling; none for all.
    pub of: &'a [String],
    /// GeoJSON, with its decimals as they were written.
    pub text: &'a str,
}

/// An event that lacks an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Number of the event in the document.
    pub event: u32,
    /// May it be there, behind a digest?
    pub hidden: bool,
    /// Who recorded or handed over, where the event says so.
    pub party: Option<String>,
}

/// How one element stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementFound<'s> {
    /// The element.
    pub element: &'s Element,
    /// How it stands.
    pub state: State,
    /// Why, where that does not follow from the events: `content-unknown`, `kind-not-said`, `other-kind`, `no-event`,
    /// `stated-none`.
    pub reason: Option<&'static str>,
    /// Of how many events it is required.
    pub of: usize,
    /// How many carry it.
    pub present: usize,
    /// How many may hide it.
    pub hidden: usize,
    /// How many lack it.
    pub missing: usize,
    /// Events that carry it and the place where it stands, as a number in its list; the first few.
    pub evidence: Vec<(u32, usize)>,
    /// Events that lack or may hide it.
    pub lacking: Vec<Lacking>,
}

/// How a set stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredFound<'s> {
    /// Names asked for that no event mentions.
    pub names: Vec<String>,
    /// Was the whole way looked at? Not if it was too long to walk.
    pub whole: bool,
    /// How many records were looked at.
    pub records: usize,
    /// How many events say neither when nor what, and were not looked at.
    pub mute: usize,
    /// How many of them lie outside the time in which the rules are in force.
    pub out_of_force: usize,
    /// Every element, in order; none if the set is not sound.
    pub elements: Vec<ElementFound<'s>>,
    /// The last day on which an event was recorded to which the set applies, and the day up to which records are kept.
    pub keep: Option<(Date, Date)>,
    /// There were more events that lack something than are named.
    pub more: bool,
    /// What is wrong with the set, places in the set; and with the plots, places from `/plots`.
    pub findings: Vec<Finding>,
}

/// When records of some acts were made: first and last place among the records, for each thing and at all.
pub(super) struct Others {
    pub(super) acts: u64,
    pub(super) of: Vec<(u32, u32)>,
    pub(super) any: (u32, u32),
}

/// A plot that was read.
pub(super) struct Plot {
    /// Canonical names.
    pub(super) of: Vec<String>,
    pub(super) sound: bool,
}

pub(super) struct Judge<'a, 'd> {
    pub(super) records: &'a Records<'d>,
    pub(super) history: &'a History,
    pub(super) asked: &'a Asked<'a>,
    pub(super) masters: Masters<'a>,
    pub(super) others: Vec<Others>,
    pub(super) plots: Vec<Plot>,
}

/// How the elements of a set stand in the events of a document, in its effective view.
///
/// # Errors
/// [`HistoryError`], where the document holds no events.
pub fn check_required<'s>(
    document: &Document<'_>,
    set: &'s RequiredSet,
    asked: &Asked<'_>,
) -> Result<RequiredFound<'s>, HistoryError> {
    let events = Events::of(document.root()).map_err(HistoryError::Events)?;
    let mut records = Records::of(&events, asked.scope.as_of);
    let mut history = History::new();
    history.append_read(document)?;
    let way = way::narrow(&mut records, &history, asked.scope.of);
    let masters = Masters::of(core::iter::once(events.root()), asked.masters);
    Ok(judge(&history, &records, masters, set, asked, way))
}

/// As [`check_required`], in the events of a history; events in the answer are those of the history.
#[must_use]
pub fn check_required_in<'s>(
    history: &History,
    set: &'s RequiredSet,
    asked: &Asked<'_>,
) -> RequiredFound<'s> {
    way::on_way(history, asked.scope, true, |records, documents, way| {
        let masters = Masters::of(documents.iter().map(|(_, events)| events.root()), asked.masters);
        judge(history, &records, masters, set, asked, way)
    })
}

fn judge<'s>(
    history: &History,
    records: &Records<'_>,
    masters: Masters<'_>,
    set: &'s RequiredSet,
    asked: &Asked<'_>,
    (names, whole): (Vec<String>, bool),
) -> RequiredFound<'s> {
    let mut findings = lint_set(set);
    let sound = findings.iter().all(|finding| finding.severity < Severity::Error);
    let judge = Judge {
        masters,
        others: if sound { others(set, records, history) } else { Vec::new() },
        plots: plots(asked.plots, &mut findings),
        records,
        history,
        asked,
    };
    let in_force: Vec<&Record<'_>> = records.list.iter().filter(|record| is_in_force(set, record)).collect();
    let mut room = MOST_LACKING;
    let mut more = false;
    let mut last = None;
    let mut elements = Vec::with_capacity(if sound { set.elements.len() } else { 0 });
    for element in set.elements.iter().filter(|_| sound) {
        let of: Vec<&Record<'_>> = in_force.iter().copied().filter(|r| judge.selects(element, r)).collect();
        last = of.iter().filter(|record| record.time.is_some()).map(|record| record.day).max().max(last);
        elements.push(judge.element(element, &of, &mut room, &mut more));
    }
    let keep = set.keep.as_ref().zip(last).and_then(|(keep, last)| {
        let last = Date::from_days(i64::from(last))?;
        Some((last, last.plus(keep.period, MonthRounding::Up).ok()?))
    });
    RequiredFound {
        names,
        whole,
        records: records.list.len(),
        mute: records.counts.mute,
        out_of_force: records.list.len().saturating_sub(in_force.len()),
        elements,
        keep,
        more,
        findings,
    }
}

/// An event without a time that can be read is judged: it is not known to lie outside.
fn is_in_force(set: &RequiredSet, record: &Record<'_>) -> bool {
    let day = |date: Date| i64::from(date.days_from_epoch());
    record.time.is_none()
        || set.from.is_none_or(|from| day(from) <= i64::from(record.day))
            && set.until.is_none_or(|until| i64::from(record.day) <= day(until))
}

fn plots(given: &[PlotGiven<'_>], findings: &mut Vec<Finding>) -> Vec<Plot> {
    let mut plots = Vec::with_capacity(given.len());
    for (at, plot) in given.iter().enumerate() {
        let read = read_outlines(plot.text, Purpose::Eudr);
        let ReadPlots { plots: outlines, findings: own } = read.unwrap_or_else(|error| ReadPlots {
            plots: Vec::new(),
            findings: Vec::from([
                Finding::new(Severity::Error, "malformed-geojson").found(format!("{error}"))
            ]),
        });
        let sound = !outlines.is_empty() && own.iter().all(|finding| finding.severity < Severity::Error);
        findings.extend(own.into_iter().map(|mut finding| {
            finding.at.insert_str(0, &format!("/plots/{at}"));
            finding
        }));
        let of = plot.of.iter().map(|name| history::name(name).into_owned()).collect();
        plots.push(Plot { of, sound });
    }
    plots
}

fn others(set: &RequiredSet, records: &Records<'_>, history: &History) -> Vec<Others> {
    let places = set.elements.iter().flat_map(|element| &element.places);
    let mut all: Vec<Others> = Vec::new();
    for place in places {
        let Where::Record(other) = place else { continue };
        let acts = act_bits(&other.acts);
        if !all.iter().any(|others| others.acts == acts) {
            let of = alloc::vec![(NEVER, NEVER); history.things()];
            all.push(Others { acts, of, any: (NEVER, NEVER) });
        }
    }
    for (at, record) in (0..NEVER).zip(&records.list) {
        for others in all.iter_mut().filter(|others| record.act_bit() & others.acts != 0) {
            let seen = |ends: &mut (u32, u32)| {
                ends.0 = ends.0.min(at);
                ends.1 = at;
            };
            seen(&mut others.any);
            let Some(event) = history.event(EventId::of(record.number)) else { continue };
            for mention in event.mentions() {
                if let Some(ends) = others.of.get_mut(mention.thing.index()) {
                    seen(ends);
                }
            }
        }
    }
    all
}

impl Judge<'_, '_> {
    fn selects(&self, element: &Element, record: &Record<'_>) -> bool {
        let of = &element.of;
        let act = record.act_bit() & act_bits(&of.acts) != 0;
        let step = || {
            let event = self.history.event(EventId::of(record.number));
            let own = event.and_then(|event| event.biz_step()).unwrap_or_default();
            record.act_bit() == 0 && of.biz_steps.iter().any(|step| step.eq_ignore_ascii_case(own))
        };
        (of.acts.is_empty() && of.biz_steps.is_empty() || act || step())
            && (of.types.is_empty() || of.types.contains(&record.kind))
    }

    fn element<'s>(
        &self,
        element: &'s Element,
        of: &[&Record<'_>],
        room: &mut usize,
        more: &mut bool,
    ) -> ElementFound<'s> {
        let mut found = ElementFound {
            element,
            state: State::Unknown,
            reason: None,
            of: 0,
            present: 0,
            hidden: 0,
            missing: 0,
            evidence: Vec::new(),
            lacking: Vec::new(),
        };
        if element.checked == Checked::Unknown {
            found.reason = Some("content-unknown");
            return found;
        }
        if !element.of.kinds.is_empty() {
            if self.asked.kinds.is_empty() {
                found.reason = Some("kind-not-said");
                return found;
            }
            if !element.of.kinds.iter().any(|kind| self.asked.kinds.contains(kind)) {
                found.state = State::NotApplicable;
                found.reason = Some("other-kind");
                return found;
            }
        }
        found.of = of.len();
        if of.is_empty() {
            self.without_event(&mut found);
            return found;
        }
        for record in of {
            let mut state = State::Missing;
            for (at, place) in element.places.iter().enumerate() {
                let here = self.stands(place, record);
                if here == State::Present {
                    if found.evidence.len() < MOST_NAMED {
                        found.evidence.push((record.index, at));
                    }
                    state = here;
                    break;
                }
                state = state.min(here);
            }
            match state {
                State::Present => found.present = found.present.saturating_add(1),
                State::Hidden => found.hidden = found.hidden.saturating_add(1),
                _ => found.missing = found.missing.saturating_add(1),
            }
        }
        found.state = match element.scope {
            Extent::Event if found.missing > 0 => State::Missing,
            Extent::Event if found.hidden > 0 => State::Hidden,
            Extent::Event => State::Present,
            Extent::History if found.present > 0 => State::Present,
            Extent::History if found.hidden > 0 => State::Hidden,
            Extent::History => State::Missing,
        };
        if found.state != State::Present {
            self.name_lacking(&mut found, of, room, more);
        }
        found
    }

    fn name_lacking(
        &self,
        found: &mut ElementFound<'_>,
        of: &[&Record<'_>],
        room: &mut usize,
        more: &mut bool,
    ) {
        for record in of {
            let states = || found.element.places.iter().map(|place| self.stands(place, record));
            let best = states().min().unwrap_or(State::Missing);
            if best == State::Present {
                continue;
            }
            let Some(left) = room.checked_sub(1) else {
                *more = true;
                return;
            };
            *room = left;
            found.lacking.push(Lacking {
                event: record.index,
                hidden: best == State::Hidden,
                party: self.party(record),
            });
        }
    }

    /// Nothing of this kind is recorded: that may mean that nothing was done, which only a statement can say.
    fn without_event(&self, found: &mut ElementFound<'_>) {
        let element = found.element;
        found.reason = Some("no-event");
        found.state = match element.none {
            WithoutEvent::Missing => State::Missing,
            WithoutEvent::NotApplicable => State::NotApplicable,
            WithoutEvent::Unknown => State::Unknown,
        };
        if element.none != WithoutEvent::Unknown || element.complete.is_empty() {
            return;
        }
        // From the first record of growing or gathering to the last of gathering.
        let on_farm = || {
            let all = self.records.list.iter().filter(|record| record.time.is_some());
            all.filter(|record| matches!(record.stage, Stage::Grow | Stage::Gather))
        };
        let first = on_farm().map(|record| record.day).min();
        let gathered =
            on_farm().filter(|record| record.stage == Stage::Gather).map(|record| record.day).max();
        let Some(days) = first.zip(gathered) else { return };
        if element.complete.iter().all(|act| expect::is_stated(act, self.records, days)) {
            found.state = State::NotApplicable;
            found.reason = Some("stated-none");
        }
    }

    /// Who recorded an event, did it, or handed the goods over.
    fn party(&self, record: &Record<'_>) -> Option<String> {
        let event = record.event();
        let farm = |field: &str| event.farm(field)?.text().map(|text| crate::base::text::shown(&text));
        farm("recorded-by").or_else(|| farm("party")).or_else(|| {
            let event = self.history.event(EventId::of(record.number))?;
            let mention = event.mentions().find(|mention| mention.role.is_source())?;
            Some(self.history.name_of(mention.thing).into())
        })
    }
}
