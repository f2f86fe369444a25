//! `find_gaps`: what is missing in a history, measured against the profile of a product.

use super::{given::events_request, measure::Measure, no_history, past::GivesEvents as _};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{
        finding::{Finding, Severity},
        limits,
        quantity::Quantity,
        time::Instant,
    },
    digest::caller::{Extension, Reference},
    id::{few::few, party::Role},
    product::profile::{Link, Profile},
    trace::{
        Place,
        gaps::{
            Coverage, Expectation, ExpectationKind, Gap, GapCode, Gaps, Lack, LinkCoverage, Scope, find_gaps,
            find_gaps_in,
        },
        history::{EventId, History},
    },
};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};
use serde::Serialize;

pub(super) const OPERATION: Operation = operation!(
    "find_gaps",
    "says what is missing in a history: expectation by expectation of a product's profile, and gap by gap",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    find,
    History
);

/// Lots whose ways are looked at together, at most.
const MOST_OF: usize = 100;

events_request! {
    /// Events, and what is expected of them. Asked of a history, the request has no events of its own.
    struct Request {
        /// The profile of the product; without one there is no figure.
        profile: Option<Profile>,
        /// Lots, items or animals whose way is looked at, in any spelling (EPC URN, Digital Link, lot name): what they were
        /// made of up to then, and what carried them. All events unless said.
        #[serde(default, deserialize_with = "few::<_, _, MOST_OF>")]
        of: Vec<String>,
        /// What was known at this time; all that is in the document unless said.
        as_of: Option<Instant>,
        /// The caller's own reference, returned untouched.
        #[serde(rename = "ref")]
        reference: Option<Reference>,
        /// The caller's own data, returned untouched.
        ext: Option<Extension>,
    }
}

/// What is missing.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The profile it was measured against.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Measure>,
    /// Expectations met, of how many; `null` where nothing could be measured.
    coverage: Option<Coverage>,
    /// Why there is no figure: `no-profile` or `profile-unsound`.
    #[serde(skip_serializing_if = "Option::is_none")]
    no_coverage: Option<&'static str>,
    /// Names in `of` that no event mentions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<String>,
    /// The way was too long to be walked to its end.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    truncated: bool,
    /// How many records were looked at, each once, without those declared wrong.
    records: usize,
    /// How many stood there more than once.
    repeated: usize,
    /// How many are declared wrong.
    wrong: usize,
    /// How many say neither when nor what: no time that can be read, no act, no business step.
    mute: usize,
    /// The four links: 种养, 加工, 运输, 销售.
    links: Vec<LinkCoverage>,
    /// Every expectation of the profile, in its order.
    expectations: Vec<Line>,
    /// What is missing or does not fit and lowers no figure; at most 500.
    gaps: Vec<GapLine>,
    /// What is wrong with the profile; places are JSON pointers into the request.
    findings: Vec<Finding>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

/// One expectation, and how it stands.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// What kind it is.
    kind: ExpectationKind,
    /// The step, interval or statement of the profile.
    of: String,
    /// The field, the earlier step or the act that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The link it belongs to.
    link: Link,
    /// The stage of the act it is about: `grow`, `gather`, `process`, `move`, `sell`, `state`.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    /// Is it met?
    satisfied: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    lack: Option<Lack>,
    /// How many records satisfy it.
    have: usize,
    /// How many are expected.
    want: usize,
    /// Events that satisfy it, or that lack what is missing; the first 8.
    events: Vec<Place>,
    /// The longest time between two records, in seconds, of an interval that is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<i64>,
    /// Who can supply what is missing.
    supplier: Role,
}

/// Something missing, or that does not fit.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct GapLine {
    /// What it is.
    code: GapCode,
    /// How grave it is.
    severity: Severity,
    /// The link, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<Link>,
    /// The lot or thing, where it is about one, by its canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    thing: Option<String>,
    /// The step, interval, act or field that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Its events.
    events: Vec<Place>,
    /// How much is unexplained, exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Quantity>,
    /// How many seconds lie between.
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<i64>,
    /// Who could supply what is missing, where an event names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<String>,
}

fn find(request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    let profile = request.profile.as_ref();
    let scope = Scope { of: &request.of, as_of: request.as_of };
    let answer = match held {
        Some(history) => {
            request.held(history)?;
            let place = |number: u32| history.place(EventId::of(number)).unwrap_or_default();
            answer(find_gaps_in(history, profile, scope), profile, &place)
        }
        None => {
            let given = request.given()?;
            let document = given.read()?;
            let events = given.events(&document)?;
            let found = find_gaps(&document, profile, scope).map_err(|error| no_history(&given, &error))?;
            answer(found, profile, &|number| events.place(number))
        }
    };
    Ok(Answer { reference: request.reference, ext: request.ext, ..answer })
}

fn answer(found: Gaps<'_>, profile: Option<&Profile>, place: &dyn Fn(u32) -> Place) -> Answer {
    let mut findings = found.findings;
    for finding in &mut findings {
        finding.at.insert_str(0, "/profile");
    }
    let measure = profile.map(|profile| Measure {
        id: profile.id.clone(),
        version: profile.version.clone(),
        status: profile.status,
    });
    let no_coverage = match (found.coverage, profile) {
        (Some(_), _) => None,
        (None, None) => Some("no-profile"),
        (None, Some(_)) => Some("profile-unsound"),
    };
    Answer {
        profile: measure,
        coverage: found.coverage,
        no_coverage,
        unknown: found.unknown,
        truncated: !found.whole,
        records: found.records,
        repeated: found.repeated,
        wrong: found.wrong,
        mute: found.mute,
        links: found.links,
        expectations: found.expectations.iter().map(|expectation| line(expectation, place)).collect(),
        gaps: found.gaps.into_iter().map(|gap| gap_line(gap, place)).collect(),
        findings,
        reference: None,
        ext: None,
    }
}

fn places(numbers: &[u32], place: &dyn Fn(u32) -> Place) -> Vec<Place> {
    numbers.iter().map(|number| place(*number)).collect()
}

fn line(expectation: &Expectation<'_>, place: &dyn Fn(u32) -> Place) -> Line {
    Line {
        kind: expectation.kind,
        of: expectation.of.to_owned(),
        name: expectation.name.map(str::to_owned),
        link: expectation.link,
        stage: expectation.stage.map(|stage| stage.name()),
        satisfied: expectation.is_satisfied(),
        lack: expectation.lack,
        have: expectation.have,
        want: expectation.want,
        events: places(&expectation.events, place),
        seconds: expectation.seconds,
        supplier: expectation.supplier,
    }
}

fn gap_line(gap: Gap, place: &dyn Fn(u32) -> Place) -> GapLine {
    GapLine {
        code: gap.code,
        severity: gap.code.severity(),
        link: gap.link,
        thing: gap.thing,
        name: gap.name,
        events: places(&gap.events, place),
        amount: gap.amount,
        seconds: gap.seconds,
        party: gap.party,
    }
}
