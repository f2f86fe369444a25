//! `check_required`: which data that somebody's rules require is there, and who must supply what is missing.

use super::{given::events_request, measure::Measure, no_history, past::GivesEvents as _};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        date::Date,
        finding::{Finding, Severity},
        limits,
        time::Instant,
    },
    digest::{
        caller::{Extension, Reference},
        json::{self, Document, Raw},
    },
    id::{few::few, party::Role},
    trace::{
        Place,
        gaps::Scope,
        history::{EventId, History},
        query::Master,
        required::{
            Asked, Checked, ElementFound, Hidden, PlotGiven, RequiredFound, RequiredSet, State, Where,
            check_required, check_required_in,
        },
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_required",
    "says of each element of a set of required data where it stands, or what is missing and who must supply it",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    check,
    History
);

/// Lots whose ways are looked at together, at most.
const MOST_OF: usize = 100;
/// Kinds of one product, plots, and entries with digests, at most.
const MOST_KINDS: usize = 24;
const MOST_PLOTS: usize = 1024;
const MOST_HIDDEN: usize = 65_536;
/// Things of one plot, at most.
const MOST_NAMES: usize = 256;

events_request! {
    /// Events, and what is required of them. Asked of a history, the request has no events of its own.
    struct Request {
        /// The set of required data.
        required: RequiredSet,
        /// Lots, items or animals whose way is looked at, in any spelling; all events unless said.
        #[serde(default, deserialize_with = "few::<_, _, MOST_OF>")]
        of: Vec<String>,
        /// Kinds of the product, in the words that the set uses (`produce`, `cattle`, `wild-catch`).
        #[serde(default, deserialize_with = "few::<_, _, MOST_KINDS>")]
        kinds: Vec<String>,
        /// Of the entries that carry the events: how many digests each has, and which fields were opened. In a history an event's
        /// number is its place in the order of recording, from 0.
        #[serde(default, deserialize_with = "few::<_, _, MOST_HIDDEN>")]
        hidden: Vec<Hidden>,
        /// Plots of land.
        #[serde(default, deserialize_with = "few::<_, _, MOST_PLOTS>")]
        plots: Vec<Plot>,
        /// Master data beside that of the document's header, in the same form: `{"vocabularyList": […]}`.
        master_data: Option<Raw>,
        /// What was known at this time; all that is in the document unless said.
        as_of: Option<Instant>,
        /// The caller's own reference, returned untouched.
        #[serde(rename = "ref")]
        reference: Option<Reference>,
        /// The caller's own data, returned untouched.
        ext: Option<Extension>,
    }
}

/// A plot of land.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Plot {
    /// Places, lots or animals that it is the plot of; of all unless said.
    #[serde(default, deserialize_with = "few::<_, _, MOST_NAMES>")]
    of: Vec<String>,
    /// GeoJSON as exact text.
    text: Option<String>,
    /// The same, parsed; its decimals count only if the numbers are still as they were written.
    document: Option<Raw>,
}

/// How a set of required data stands.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The set.
    required: Measure,
    /// Names in `of` that no event mentions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown_names: Vec<String>,
    /// The way was too long to be walked to its end.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    truncated: bool,
    /// How many records were looked at.
    records: usize,
    /// How many events say neither when nor what, and were not looked at.
    mute: usize,
    /// How many of them lie outside the time in which the rules are in force.
    out_of_force: usize,
    /// How many elements are in each state; absent if the set is not sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    states: Option<States>,
    /// Every element, in order.
    elements: Vec<Line>,
    /// Up to when records must be kept; absent where the set does not say, or nothing is recorded that it applies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    keep: Option<KeepLine>,
    /// There are more events that lack something than are named (1,000).
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    more: bool,
    /// What is not known of the rules, as the set says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<String>,
    /// What is wrong with the set and the plots; places are JSON pointers into the request, for plots followed by the
    /// place in the GeoJSON.
    findings: Vec<Finding>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

/// How many elements are in each state.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct States {
    /// There.
    present: usize,
    /// Perhaps behind a digest.
    hidden: usize,
    /// Not there.
    missing: usize,
    /// Not to be said.
    unknown: usize,
    /// Not required.
    not_applicable: usize,
}

/// How one element stands.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// Its name in the set.
    id: String,
    /// By which clause.
    clause: String,
    /// How it was checked that the clause says so.
    checked: Checked,
    /// How it stands.
    state: State,
    /// Why, where that does not follow from the events: `content-unknown`, `kind-not-said`, `other-kind`, `no-event`,
    /// `stated-none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Of how many events it is required.
    of: usize,
    /// How many carry it.
    present: usize,
    /// How many may hide it.
    hidden: usize,
    /// How many lack it.
    missing: usize,
    /// Where it stands, in the first 8 events.
    evidence: Vec<Evidence>,
    /// Events that lack or may hide it.
    lacking: Vec<Lacks>,
    /// Who must supply it.
    who: Role,
}

/// Where an element stands.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Evidence {
    /// The event.
    event: Place,
    /// The place in it, as the set names it: `farm:input`, `member:/readPoint/id`, `lot:output`.
    place: String,
}

/// An event that lacks an element.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Lacks {
    /// The event.
    event: Place,
    /// May it be there, behind a digest?
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    hidden: bool,
    /// Who recorded it or handed over, where the event says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<String>,
}

/// How long records must be kept.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct KeepLine {
    /// The last day on which something was recorded to which the set applies.
    from: Date,
    /// The day up to which it must be kept.
    until: Date,
    /// By which clause.
    clause: String,
    /// How that was checked.
    checked: Checked,
}

fn check(request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    let beside = request.master_data.as_ref().map(|data| read("/master_data", data)).transpose()?;
    let masters = beside.as_ref().map(Document::root);
    if let Some(data) = masters {
        Master::default().add(data).map_err(|error| {
            Fault::new(Code::BadMasterData, format!("/master_data{}", error.pointer), error.wanted)
        })?;
    }
    let mut plots = Vec::with_capacity(request.plots.len());
    for (at, plot) in request.plots.iter().enumerate() {
        let text = match (&plot.text, &plot.document) {
            (Some(text), None) => text.as_str(),
            (None, Some(document)) => document.text(),
            _ => {
                let at = format!("/plots/{at}");
                return Err(Fault::new(Code::MalformedRequest, at, "give `text` or `document`"));
            }
        };
        plots.push(PlotGiven { of: &plot.of, text });
    }
    let asked = Asked {
        kinds: &request.kinds,
        hidden: &request.hidden,
        plots: &plots,
        masters,
        scope: Scope { of: &request.of, as_of: request.as_of },
    };
    let set = &request.required;
    let answer = match held {
        Some(history) => {
            request.held(history)?;
            let place = |number: u32| history.place(EventId::of(number)).unwrap_or_default();
            answer(check_required_in(history, set, &asked), set, &place)
        }
        None => {
            let given = request.given()?;
            let document = given.read()?;
            let events = given.events(&document)?;
            let found = check_required(&document, set, &asked).map_err(|error| no_history(&given, &error))?;
            answer(found, set, &|number| events.place(number))
        }
    };
    Ok(Answer { reference: request.reference, ext: request.ext, ..answer })
}

fn read<'q>(place: &'static str, data: &'q Raw) -> Result<Document<'q>, Fault> {
    json::read(data.text().as_bytes()).map_err(|error| Fault::in_text(place, &error))
}

fn answer(found: RequiredFound<'_>, set: &RequiredSet, place: &dyn Fn(u32) -> Place) -> Answer {
    let mut findings = found.findings;
    for finding in findings.iter_mut().filter(|finding| !finding.at.starts_with("/plots/")) {
        finding.at.insert_str(0, "/required");
    }
    let sound = !findings.iter().any(|f| f.severity == Severity::Error && f.at.starts_with("/required"));
    let mut states = States::default();
    for element in &found.elements {
        let count = match element.state {
            State::Present => &mut states.present,
            State::Hidden => &mut states.hidden,
            State::Missing => &mut states.missing,
            State::Unknown => &mut states.unknown,
            State::NotApplicable => &mut states.not_applicable,
        };
        *count = count.saturating_add(1);
    }
    let keep = set.keep.as_ref().zip(found.keep).map(|(keep, (from, until))| KeepLine {
        from,
        until,
        clause: keep.clause.clone(),
        checked: keep.checked,
    });
    Answer {
        required: Measure { id: set.id.clone(), version: set.version.clone(), status: set.status },
        unknown_names: found.names,
        truncated: !found.whole,
        records: found.records,
        mute: found.mute,
        out_of_force: found.out_of_force,
        states: sound.then_some(states),
        elements: found.elements.into_iter().map(|element| line(element, place)).collect(),
        keep,
        more: found.more,
        unknown: set.unknown.clone(),
        findings,
        reference: None,
        ext: None,
    }
}

fn line(found: ElementFound<'_>, place: &dyn Fn(u32) -> Place) -> Line {
    let element = found.element;
    let evidence = found.evidence.iter().filter_map(|(event, at)| {
        Some(Evidence { event: place(*event), place: spelled(element.places.get(*at)?) })
    });
    let lacking = found.lacking.into_iter().map(|lacking| Lacks {
        event: place(lacking.event),
        hidden: lacking.hidden,
        party: lacking.party,
    });
    Line {
        id: element.id.clone(),
        clause: element.clause.clone(),
        checked: element.checked,
        state: found.state,
        reason: found.reason,
        of: found.of,
        present: found.present,
        hidden: found.hidden,
        missing: found.missing,
        evidence: evidence.collect(),
        lacking: lacking.collect(),
        who: element.who,
    }
}

/// A place as one word.
fn spelled(place: &Where) -> String {
    match place {
        Where::Member(pointer) => format!("member:{pointer}"),
        Where::Farm(name) => format!("farm:{name}"),
        Where::Personal(name) => format!("personal:{name}"),
        Where::Ilmd(name) => format!("ilmd:{name}"),
        Where::Extension(name) => format!("extension:{name}"),
        Where::Source(kind) => format!("source:{kind}"),
        Where::Destination(kind) => format!("destination:{kind}"),
        Where::Transaction(kind) => format!("transaction:{kind}"),
        Where::Sensor(kind) => format!("sensor:{kind}"),
        Where::Things(side) => format!("things:{}", side.name()),
        Where::Lot(side) => format!("lot:{}", side.name()),
        Where::Amount(side) => format!("amount:{}", side.name()),
        Where::Master(master) => format!("master:{}", master.of.name()),
        Where::Record(other) => format!("record:{}", other.acts.join("|")),
        Where::Plot(_) => "plot".into(),
    }
}
