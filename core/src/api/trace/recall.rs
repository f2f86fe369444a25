//! `recall`: what is affected by a suspicion, how much of it, and who has it.

use super::{
    given::events_request,
    past::{GivesEvents as _, Past},
};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        finding::{Finding, Severity},
        limits,
        quantity::Quantity,
        time::Instant,
    },
    id::few::few,
    trace::{
        MOST_FINDINGS,
        history::{History, Kind, Limit, Limits, Thing, View, kind_of},
        recall::{
            COLUMNS, Class, Custody, Description, Descriptions, Follower, HolderState, Lot, Options, Part,
            Recall, Suspect, Writer,
        },
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "recall",
    "finds all that a suspicion reaches, with lower and upper bounds, who has it now, and a table for the authority",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    recall,
    History
);

/// Suspicions that are taken at most.
const MOST_SUSPECTS: usize = 100;
/// Descriptions that a request may give, at most.
const MOST_DESCRIPTIONS: usize = 10_000;
/// Lots an answer has unless asked otherwise.
const LOTS: usize = 10_000;

/// Steps that following containers may take, and for each mention of something in events some more.
const FOLLOWED: usize = 250_000;
const FOLLOWED_EACH: usize = 8;

events_request! {
    /// Events, and what is suspect. Asked of a history, the request has no events of its own.
    struct Request {
        /// What is suspect, 1 to 100; what one or another of them reaches is affected.
        #[serde(deserialize_with = "few::<_, _, MOST_SUSPECTS>")]
        suspects: Vec<Suspicion>,
        /// Name the sources of what is suspect, too: what it was made of, back to the beginning.
        #[serde(default)]
        sources: bool,
        /// Only events in force: none that is declared wrong, an error declaration, or recorded twice. All events unless said.
        #[serde(default)]
        effective: bool,
        /// With `effective`: as it was known at this time.
        as_of: Option<Instant>,
        /// Class of the recall, 1 to 3, under China's 食品召回管理办法; the answer has its terms.
        class: Option<u8>,
        /// When the risk became known: the answer says by when the recall must be started. Needs `class`.
        known_at: Option<Instant>,
        /// Write a table in CSV, with headings in this language.
        table: Option<Language>,
        /// What products, places and parties are called in the table, at most 10,000.
        #[serde(default, deserialize_with = "few::<_, _, MOST_DESCRIPTIONS>")]
        descriptions: Vec<Described>,
        /// How far to go.
        limits: Option<Bounds>,
    }
}

/// What is suspect. Of what is given, all must hold; one member at least.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Suspicion {
    /// A lot, item, animal or container; the lot of an input that was applied or fed; a place, party or document, which
    /// stands for the goods of the events that name it.
    id: Option<String>,
    /// Registration of an input, as in `terroir:input-registration`: the goods of the events that applied it.
    registration: Option<String>,
    /// Only events from this moment on; of goods named by `id`, what became of them since.
    from: Option<Instant>,
    /// Only events before this moment.
    until: Option<Instant>,
}

/// A language of headings.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum Language {
    /// English.
    En,
    /// Chinese.
    Zh,
}

/// What a thing is called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Described {
    /// A lot, a class of products (`01/…`), a place or a party.
    id: String,
    /// Its name; of a place, with its address.
    name: Option<String>,
    /// Brand of a product.
    brand: Option<String>,
    /// Specification of a product: pack and net content.
    specification: Option<String>,
}

/// How far a walk may go.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Bounds {
    /// Lots at most; 10,000 unless said. Fewer where the answer would be out of proportion to the events given.
    lots: Option<usize>,
    /// Mentions of things in events that are looked at, at most; 50,000,000 unless said. Finding who has what lies in containers
    /// takes at most so many again, and at most 250,000 and eight for each mention.
    work: Option<usize>,
}

/// What is affected.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Lots, items and containers, suspect ones first, then by name. Of goods that cannot be taken apart again all must be
    /// called back, whatever the bounds are.
    lots: Vec<Line>,
    /// What the suspect goods were made of, if asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    /// Terms of the class of recall.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<Terms>,
    /// The table, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<Sheet>,
    /// What cannot be told, and what the records contradict each other in. At most 1,000.
    findings: Vec<Finding>,
    /// The limit at which the walk ended: more may be affected. With lines that are `truncated`, that at which following
    /// containers ended. Absent where everything was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    truncated: Option<Limit>,
}

/// Something that is affected.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// Its name: the path of the canonical Digital Link of a GS1 key, the name of a lot, or another URI.
    name: String,
    /// What it is.
    kind: Kind,
    /// Why it is on the list.
    part: Part,
    /// All of it is suspect, however much that is.
    whole: bool,
    /// How much of it there was; absent where the records do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Quantity>,
    /// How much of it must be of suspect goods, given the quantities of the records; absent where none can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    lower: Option<Quantity>,
    /// How much of it can be of suspect goods; absent where none can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<Quantity>,
    /// Who has some of it, as far as the records say, in the order of their last events.
    holders: Vec<Holder>,
    /// How much was used up in making something else; absent where nothing says.
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<Quantity>,
    /// How much was sold or handed to consumers.
    #[serde(skip_serializing_if = "Option::is_none")]
    sold: Option<Quantity>,
    /// How much was destroyed or lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    destroyed: Option<Quantity>,
    /// What its containers went through was more than could be looked at: holders and amounts may be others.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    truncated: bool,
}

/// A party or place that has some of it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Holder {
    /// Who: the possessing party, or else the owning one.
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// How it came there.
    state: HolderState,
    /// How much is left there; absent where that cannot be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<Quantity>,
    /// The last event that says so: JSON pointer into the request; in a history the number of the document, then a pointer.
    at: String,
}

/// Terms of a class of recall. Compared with notices of local authorities, not with the gazette.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Terms {
    /// The class: when it applies, and its terms.
    #[serde(flatten)]
    class: Class,
    /// The moment by which the recall must be started and its plan reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    start_by: Option<Instant>,
}

/// A table.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Sheet {
    /// CSV (RFC 4180) in UTF-8: a heading, then a row for each sending and each holder of each lot. What would be read as a
    /// formula stands behind an apostrophe.
    csv: String,
    /// How many rows there are beside the heading.
    rows: usize,
    /// Columns that a rule asks for and the records leave empty.
    empty: Vec<Empty>,
    /// There was no room for all rows.
    truncated: bool,
}

/// A column with empty cells.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Empty {
    /// Its English heading.
    column: &'static str,
    /// How many rows lack it.
    rows: usize,
    /// The rule that asks for it.
    asked_by: &'static str,
}

fn recall(mut request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    if !(1..=MOST_SUSPECTS).contains(&request.suspects.len()) {
        let found = format!("{} given", request.suspects.len());
        return Err(Fault::new(Code::NothingToTrace, "/suspects", found));
    }
    let terms = terms(request.class, request.known_at)?;
    let suspicions = core::mem::take(&mut request.suspects);
    let suspects = suspects(&suspicions)?;
    if request.descriptions.len() > LOTS {
        return Err(Fault::new(Code::MalformedRequest, "/descriptions", "at most 10,000"));
    }
    let past = request.past(held)?;
    let bounds = request.limits.unwrap_or_default();
    let most = Limits::default();
    let limits = Limits {
        // A small document may be densely woven.
        things: bounds.lots.unwrap_or(LOTS).min(past.proportion() / 8 + 40),
        work: bounds.work.unwrap_or(most.work).min(most.work),
    };
    let excluded = past.excluded(request.effective, request.as_of);
    let view = View::new(&past).without(&excluded);
    let recall = Recall::of(&view, &suspects, &Options { sources: request.sources, limits });
    let descriptions = descriptions(&past, request.descriptions);
    let at = |record: &crate::trace::history::Record<'_>| past.at(record);
    let chinese = matches!(request.table, Some(Language::Zh));
    let room = past.proportion().saturating_mul(32).min(limits::SERVER_BYTES);
    let mut writer = request.table.map(|_| Writer::new(&view, &descriptions, &at, chinese, room));
    let mut findings = findings(&past, &recall);
    let mut lots: Vec<&Lot> = recall.lots.iter().collect();
    lots.sort_by_key(|lot| (lot.part, past.name_of(lot.thing)));
    let mut lines = Vec::with_capacity(lots.len());
    let following = FOLLOWED.saturating_add(past.mentions().saturating_mul(FOLLOWED_EACH));
    let mut follower = Follower::new(view, limits.work.min(following));
    let mut truncated = recall.truncated;
    for lot in lots {
        let custody = follower.custody(lot.thing);
        if let Some(writer) = &mut writer {
            writer.lot(lot, &custody);
        }
        doubts(&mut findings, lines.len(), lot, &custody);
        truncated = truncated.or(custody.truncated.then_some(Limit::Work));
        lines.push(line(&past, lot, custody));
    }
    let mut sources: Vec<String> = recall.sources.iter().map(|thing| name(&past, *thing)).collect();
    sources.sort();
    let table = writer.map(|writer| {
        let table = writer.done();
        let empty = COLUMNS.iter().filter(|column| !column.asked_by.is_empty());
        let empty = empty.filter_map(|column| {
            let rows = table.empty.get(column.name).copied()?;
            Some(Empty { column: column.name, rows, asked_by: column.asked_by })
        });
        Sheet { empty: empty.collect(), csv: table.csv, rows: table.rows, truncated: table.truncated }
    });
    Ok(Answer { lots: lines, sources, terms, table, findings, truncated })
}

fn terms(class: Option<u8>, known_at: Option<Instant>) -> Result<Option<Terms>, Fault> {
    let Some(number) = class else {
        return match known_at {
            Some(_) => Err(Fault::new(Code::MalformedRequest, "/known_at", "needs `class`")),
            None => Ok(None),
        };
    };
    let class =
        Class::of(number).map_err(|error| Fault::new(Code::BadClass, "/class", format!("{error}")))?;
    let seconds = i64::from(class.start_hours).saturating_mul(3600);
    let start_by = known_at.map(|known| {
        known.plus_seconds(seconds).ok_or_else(|| Fault::new(Code::DateOutOfRange, "/known_at", ""))
    });
    Ok(Some(Terms { class: *class, start_by: start_by.transpose()? }))
}

fn suspects(given: &[Suspicion]) -> Result<Vec<Suspect<'_>>, Fault> {
    let mut suspects = Vec::with_capacity(given.len());
    for (at, suspicion) in given.iter().enumerate() {
        let Suspicion { id, registration, from, until } = suspicion;
        if id.is_none() && registration.is_none() && from.is_none() && until.is_none() {
            return Err(Fault::new(Code::NothingToTrace, format!("/suspects/{at}"), "no member given"));
        }
        if from.zip(*until).is_some_and(|(from, until)| until <= from) {
            return Err(Fault::new(Code::EmptyPeriod, format!("/suspects/{at}/until"), ""));
        }
        let registration = registration.as_deref().map(str::trim);
        suspects.push(Suspect { id: id.as_deref(), registration, from: *from, until: *until });
    }
    Ok(suspects)
}

fn descriptions(past: &Past<'_>, given: Vec<Described>) -> Descriptions {
    let mut descriptions = Descriptions::new();
    for described in given {
        if let Some(thing) = past.thing(&described.id) {
            let Described { name, brand, specification, .. } = described;
            descriptions.insert(thing, Description { name, brand, specification });
        }
    }
    descriptions
}

fn findings(past: &Past<'_>, recall: &Recall) -> Vec<Finding> {
    let unknown = recall
        .unknown
        .iter()
        .map(|number| Finding::new(Severity::Warning, "suspect-unknown").at(format!("/suspects/{number}")));
    let contradicted = recall.found.iter().map(|(event, code)| past.finding(Severity::Warning, code, *event));
    unknown.chain(contradicted).take(MOST_FINDINGS).collect()
}

/// What cannot be told of a lot; places point into the answer.
fn doubts(findings: &mut Vec<Finding>, number: usize, lot: &Lot, custody: &Custody) {
    let codes = [
        ("amount-unknown", lot.upper.is_none()),
        ("made-of-itself", lot.in_cycle),
        ("more-used-than-made", lot.more_used_than_made),
        (
            "no-holder",
            custody.holders.is_empty() && custody.used.or(custody.sold).or(custody.destroyed).is_none(),
        ),
    ];
    for (code, _) in codes.into_iter().filter(|(_, holds)| *holds) {
        if findings.len() < MOST_FINDINGS {
            findings.push(Finding::new(Severity::Note, code).at(format!("/lots/{number}")));
        }
    }
}

fn name(past: &Past<'_>, thing: Thing) -> String {
    past.name_of(thing).into()
}

fn line(past: &Past<'_>, lot: &Lot, custody: Custody) -> Line {
    let name = name(past, lot.thing);
    let holders = custody.holders.iter().map(|holder| Holder {
        party: holder.party.map(|party| past.name_of(party).into()),
        place: holder.place.map(|place| past.name_of(place).into()),
        state: holder.state,
        quantity: holder.quantity.map(plain),
        at: past.at_event(holder.event),
    });
    Line {
        kind: kind_of(&name),
        name,
        part: lot.part,
        whole: lot.whole,
        total: lot.total.map(plain),
        lower: lot.lower.map(plain),
        upper: lot.upper.map(plain),
        holders: holders.collect(),
        used: custody.used.map(plain),
        sold: custody.sold.map(plain),
        destroyed: custody.destroyed.map(plain),
        truncated: custody.truncated,
    }
}

fn plain(quantity: Quantity) -> Quantity {
    Quantity::new(quantity.value.plain(), quantity.unit)
}
