//! Four views of one lot on the same graph, and who stands one step up and one step down of it.
//!
//! ```
//! use terroir::trace::{history::{History, View}, views::Views};
//!
//! let mut history = History::new();
//! history.append(r#"[{"type":"ObjectEvent","action":"OBSERVE","eventTime":"2026-05-03T08:00:00+08:00","bizStep":"shipping",
//!     "epcList":["urn:lot:tea"],"readPoint":{"id":"urn:place:factory"},
//!     "destinationList":[{"type":"possessing_party","destination":"urn:party:shop"}]}]"#)?;
//! let lot = history.thing("urn:lot:tea").ok_or("named")?;
//! let views = Views::of(&View::new(&history), lot, &Default::default(), 1000);
//! assert_eq!(views.logistics.len(), 1);
//! assert_eq!(views.neighbours.first().and_then(|one| one.party.as_deref()), Some("urn:party:shop"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The *information* chain holds what was documented, the *logistics* chain where it went under which conditions, the
//! *organisation* chain who held or owned it. The *value* chain, who earned what, is that of deals which the caller gives:
//! prices never stand in an event in clear. One step up and one down is what Regulation (EC) 178/2002 Art. 18 asks every
//! business to know: from whom it was supplied, and to whom it has supplied.

mod value;

pub use value::{Deal, Earned, ValueError, earned};

use super::{
    Event,
    cbv::Family,
    history::{Carried, Direction, EventId, EventSet, Limits, Record, Role, StepKey, Thing, Trace, View},
};
use crate::base::{quantity::Quantity, unit::Unit};
use alloc::{
    borrow::Cow,
    string::{String, ToString as _},
    vec::Vec,
};

/// What was documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The event that says so.
    pub event: EventId,
    /// Of which kind: the member of the event, or the type of the business transaction.
    pub kind: String,
    /// Number, URI or digest.
    pub id: String,
}

/// Where goods were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The event that says so.
    pub event: EventId,
    /// The place: `bizLocation`, or else `readPoint`.
    pub place: Option<String>,
    /// Who carried them (`terroir:carrier`).
    pub carrier: Option<String>,
    /// Conditions in the event's own words: `terroir:temperature`, and sensor reports as `Temperature 3.9 CEL`.
    pub conditions: Vec<String>,
}

/// A party, and what it was to the goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// The event that says so.
    pub event: EventId,
    /// The party.
    pub party: String,
    /// Source or destination, holder or owner.
    pub role: Role,
}

/// Who stands one step up or down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The event that says so.
    pub event: EventId,
    /// The goods.
    pub thing: String,
    /// It came from there; else it went there.
    pub up: bool,
    /// The party: holder, or else owner.
    pub party: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// The first business transaction.
    pub document: Option<String>,
}

/// The views of one lot, each in time.
#[derive(Clone, Debug, Default)]
pub struct Views {
    /// The goods of the graph: the lot, what it was made of and what was made of it.
    pub goods: Vec<Thing>,
    /// What was documented.
    pub information: Vec<Paper>,
    /// Where it went.
    pub logistics: Vec<Stop>,
    /// Who held or owned it.
    pub organisation: Vec<Station>,
    /// One step up and one step down, for each sending and receipt.
    pub neighbours: Vec<Neighbour>,
    /// There was no room for all events, or the walk ended at a limit.
    pub truncated: bool,
}

/// How much is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Which way from the lot; both unless said.
    pub direction: Direction,
    /// How far to walk.
    pub limits: Limits,
}

/// Members of the farm vocabulary that name a document.
const PAPERS: &[&str] =
    &["certificate", "report", "report-digest", "prescription", "input-registration", "sample"];

impl Views {
    /// The views of a lot, of at most so many events.
    #[must_use]
    pub fn of(view: &View<'_>, lot: Thing, options: &Options, most: usize) -> Self {
        let trace = Trace::walk(view, &[lot], options.direction, &options.limits);
        let goods: Vec<Thing> = trace
            .things
            .iter()
            .filter(|(_, reached)| reached.itself || reached.start)
            .map(|(thing, _)| *thing)
            .collect();
        let mut named = EventSet::new();
        for (record, _) in goods.iter().flat_map(|thing| view.mentions_of(*thing)) {
            named.insert(record.id());
        }
        for key in &trace.steps {
            if let StepKey::Event(_, event) = key {
                named.insert(*event);
            }
        }
        moves(view, &trace, &mut named);
        let mut events: Vec<EventId> = named.iter().collect();
        events.sort_by(|a, b| view.history().compare(*a, *b));
        let truncated = trace.truncated.is_some() || events.len() > most;
        events.truncate(most);
        let mut views = Self { goods, truncated, ..Self::default() };
        for event in events {
            let Some(record) = view.history().event(event) else { continue };
            views.organise(view, &record);
            views.neighbour(view, &record);
            view.history().with_event(event, |read| views.read(view, &record, read));
        }
        views
    }

    fn organise(&mut self, view: &View<'_>, record: &Record<'_>) {
        for mention in record.mentions() {
            let party = matches!(
                mention.role,
                Role::SourceOwner | Role::SourceHolder | Role::DestinationOwner | Role::DestinationHolder
            );
            if party {
                let party = view.history().name_of(mention.thing).to_string();
                self.organisation.push(Station { event: record.id(), party, role: mention.role });
            }
        }
    }

    /// Who supplied, and who was supplied, by this event.
    fn neighbour(&mut self, view: &View<'_>, record: &Record<'_>) {
        let name = |thing: Option<Thing>| thing.map(|thing| view.history().name_of(thing).to_string());
        let first = |roles: [Role; 2]| name(roles.into_iter().find_map(|role| record.one(role)));
        let up = (first([Role::SourceHolder, Role::SourceOwner]), name(record.one(Role::SourcePlace)));
        let down = (
            first([Role::DestinationHolder, Role::DestinationOwner]),
            name(record.one(Role::DestinationPlace)),
        );
        let document = name(record.one(Role::Transaction));
        for (is_up, (party, place)) in [(true, up), (false, down)] {
            if party.is_none() && place.is_none() {
                continue;
            }
            for mention in record.mentions().filter(|mention| mention.role.is_goods()) {
                if self.goods.binary_search(&mention.thing).is_err() {
                    continue;
                }
                let quantity = mention
                    .amount
                    .map(|amount| Quantity::new(amount.value.plain(), amount.unit.unwrap_or(Unit::PIECE)));
                self.neighbours.push(Neighbour {
                    event: record.id(),
                    thing: view.history().name_of(mention.thing).to_string(),
                    up: is_up,
                    party: party.clone(),
                    place: place.clone(),
                    quantity,
                    document: document.clone(),
                });
            }
        }
    }

    /// What only the event itself says.
    fn read(&mut self, view: &View<'_>, record: &Record<'_>, event: &Event<'_, '_>) {
        let mut paper = |kind: &str, id: &str| {
            let id = crate::base::text::shown(id);
            self.information.push(Paper { event: record.id(), kind: crate::base::text::shown(kind), id });
        };
        for transaction in event.biz_transactions() {
            let kind = transaction.kind.as_deref().unwrap_or("bizTransaction");
            paper(Family::BizTransactionType.word(kind, event.context()), &transaction.id);
        }
        if let Some(info) = event.get("certificationInfo") {
            let each = info.items().into_iter().flatten().chain(info.items().is_none().then_some(info));
            each.filter_map(|one| one.text()).for_each(|id| paper("certificationInfo", &id));
        }
        for field in PAPERS {
            if let Some(id) = event.farm(field).and_then(|value| value.text()) {
                paper(field, &id);
            }
        }
        if let Some(id) = event.text("eventID").filter(|id| id.starts_with("ni:")) {
            paper("eventID", &id);
        }
        let text = |field: &str| event.farm(field).and_then(|value| value.text()).map(Cow::into_owned);
        let mut conditions: Vec<String> = Vec::new();
        for field in ["temperature", "low", "high", "moisture"] {
            if let Some(value) = text(field) {
                conditions.push(alloc::format!("{field} {}", crate::base::text::shown(&value)));
            }
        }
        for report in event.sensor_reports().take(MOST_READINGS) {
            let number =
                ["value", "meanValue", "minValue", "maxValue"].iter().find_map(|name| report.number(name));
            if let (Some(kind), Some(number)) = (report.text("type"), number) {
                let kind = crate::base::text::shown(Family::MeasurementType.word(&kind, event.context()));
                let unit = report.text("uom").unwrap_or_default();
                conditions.push(
                    alloc::format!("{kind} {number} {}", crate::base::text::shown(&unit)).trim().into(),
                );
            }
        }
        let place = record.one(Role::BizLocation).or_else(|| record.one(Role::ReadPoint));
        let place = place.map(|place| view.history().name_of(place).to_string());
        let carrier = text("carrier");
        if place.is_some() || carrier.is_some() || !conditions.is_empty() {
            self.logistics.push(Stop { event: record.id(), place, carrier, conditions });
        }
    }
}

/// Sensor readings of one event that are shown.
const MOST_READINGS: usize = 16;

/// Events of containers while goods of the trace were inside, and those that put them in.
fn moves(view: &View<'_>, trace: &Trace, events: &mut EventSet) {
    let mut stays = Carried::default();
    trace.each_stay(view, |stay| {
        events.insert(stay.event);
        stays.add(stay.parent, stay.from, stay.until);
    });
    stays.events(view, |event| _ = events.insert(event));
}
