//! `check_conditions`: were the goods kept as they should be, for how long not, and who held them then?

use super::{given::events_request, past::on_events};
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{decimal::Decimal, finding::Finding, limits, ratio::Ratio, round::Rounding, time::Instant},
    id::few::few,
    trace::{
        Selection,
        condition::{
            self, Attoseconds, Between, Custody, Excursion, Extreme, Holder, Judged, Life, Limit, Period,
            Remaining, Side, Span, Verdict, instant, judge, moment, seconds,
        },
        history::History,
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_conditions",
    "holds sensor readings against limits: time outside, gaps, who held the goods, mean kinetic temperature, shelf life left",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    check_conditions,
    History
);

/// Limits that one request may state.
const LIMITS: usize = 16;

/// Things that one request may name.
const THINGS: usize = 1024;

events_request! {
    /// Events with sensor readings, and what they must keep to.
    struct Request {
        /// What each kind of measurement must keep to, 1 to 16.
        #[serde(deserialize_with = "few::<_, _, LIMITS>")]
        limits: Vec<Limit>,
        /// Only events that name one of these: lots, items, and the containers and vehicles they were in; at most 1,024.
        #[serde(default, deserialize_with = "few::<_, _, THINGS>")]
        of: Vec<String>,
        /// Only events in force: without those declared wrong, and each once.
        #[serde(default)]
        resolve: bool,
        /// What is taken to be so between two readings of a device: it holds unless stated.
        #[serde(default)]
        between: Between,
        /// Where the period begins that ought to be covered; with the first reading if not stated.
        from: Option<Instant>,
        /// Where it ends; with the last reading if not stated.
        until: Option<Instant>,
        /// How the product's shelf life is used up by the values of the first limit.
        life: Option<Asked>,
    }
}

/// What is asked of a shelf life.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Asked {
    /// The model.
    model: Life,
    /// When the product was fresh; with the period if not stated.
    from: Option<Instant>,
    /// When it is asked; at the end of the period if not stated.
    at: Option<Instant>,
}

/// What the readings say.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The worst of all limits: `fail` before `unknown` before `pass`.
    verdict: Verdict,
    /// One line a limit, in the order asked.
    limits: Vec<Line>,
    /// Days that are left, if asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    life: Option<Left>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Line {
    /// The measurement type.
    measure: String,
    /// The unit of all values.
    uom: String,
    /// In a word.
    verdict: Verdict,
    /// How many readings there were.
    readings: usize,
    /// Where the period begins; absent without readings.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// Seconds outside the limit, at least.
    least_outside_seconds: String,
    /// Seconds outside the limit, at most: more than the least where readings only tell a range.
    most_outside_seconds: String,
    /// Times outside, by time.
    excursions: Vec<Outside>,
    /// Seconds of which nothing is known.
    unknown_seconds: String,
    /// Times of which nothing is known.
    gaps: Vec<Gap>,
    /// The lowest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    lowest: Option<Seen>,
    /// The highest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    highest: Option<Seen>,
    /// Mean kinetic temperature (USP 1079.2) weighted by time, to two digits, with 83.14472 kJ/mol; of temperatures only.
    #[serde(skip_serializing_if = "Option::is_none")]
    mean_kinetic: Option<String>,
    /// Why it does not pass, and how many readings were left out and why.
    findings: Vec<Finding>,
}

/// A value and the event that tells it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Seen {
    /// The value; exact, or rounded to nine digits where no decimal is.
    value: String,
    /// JSON pointer of the event in the document.
    at: String,
}

/// A time outside a limit without a break.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Outside {
    /// On which side.
    side: Side,
    /// From when, in UTC.
    from: String,
    /// Until when, in UTC.
    until: String,
    /// Was a value outside for sure? Else a summary only allows it.
    sure: bool,
    /// Seconds outside, at least.
    least_seconds: String,
    /// Seconds outside, at most.
    most_seconds: String,
    /// The value furthest outside.
    extreme: Seen,
    /// Who held the goods when it began, as far as the events say.
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<Held>,
}

/// A time without readings.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Gap {
    /// From when, in UTC.
    from: String,
    /// Until when, in UTC.
    until: String,
    /// How long.
    seconds: String,
    /// Who held the goods when it began, as far as the events say.
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<Held>,
}

/// Who held the goods.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Held {
    /// The party: the carrier on the road, else who possesses the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<String>,
    /// The place, or the one they left.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// Were they on the road?
    on_the_road: bool,
    /// JSON pointer of the event that says so.
    at: String,
}

/// Days of shelf life that are left at the first temperature of the model.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Left {
    /// At least, rounded down to two digits; absent where a part of the time is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    least_days: Option<String>,
    /// At most, rounded up to two digits; absent where a number does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    most_days: Option<String>,
}

fn check_conditions(request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    check(&request)?;
    on_events(&request, held, request.resolve, |events, at| {
        answer(&request, &events.naming(request.of.iter().map(String::as_str)), at)
    })?
}

fn answer(
    request: &Request,
    events: &Selection<'_, '_>,
    at: &dyn Fn(usize) -> String,
) -> Result<Answer, Fault> {
    let custody = Custody::of(events);
    let period =
        Period { from: request.from.as_ref().map(moment), until: request.until.as_ref().map(moment) };
    let asked = request.life.as_ref().map(|life| condition::Asked {
        model: life.model.clone(),
        from: life.from.as_ref().map(moment),
        at: life.at.as_ref().map(moment),
    });
    let mut answer = Answer { verdict: Verdict::Pass, limits: Vec::new(), life: None };
    for (index, limit) in request.limits.iter().enumerate() {
        let judged = judge(events, limit, request.between, period, asked.as_ref().filter(|_| index == 0))
            .ok_or_else(|| Fault::new(Code::NumberTooLarge, format!("/limits/{index}"), "a value"))?;
        answer.verdict = worse(answer.verdict, judged.verdict);
        if index == 0 && asked.is_some() {
            answer.life = Some(left(judged.remaining));
        }
        answer.limits.push(Lines { at, custody: &custody }.line(limit, judged));
    }
    Ok(answer)
}

fn check(request: &Request) -> Result<(), Fault> {
    let wrong = |at: String, what| Err(Fault::new(Code::BadLimit, at, what));
    if !(1..=LIMITS).contains(&request.limits.len()) {
        return wrong("/limits".into(), "1 to 16 limits");
    }
    for (index, limit) in request.limits.iter().enumerate() {
        if limit.uom.known().is_none() {
            return Err(Fault::new(Code::UnknownUnit, format!("/limits/{index}/uom"), limit.uom.to_string()));
        }
        if limit.low.zip(limit.high).is_some_and(|(low, high)| low > high) {
            return wrong(format!("/limits/{index}/low"), "the lowest is above the highest");
        }
        if limit.low.is_none() && limit.high.is_none() {
            return wrong(format!("/limits/{index}"), "neither `low` nor `high`");
        }
    }
    if request.life.as_ref().is_some_and(|life| !life.model.is_sound()) {
        return wrong("/life/model".into(), "days above zero, values ascending, a factor of 1 to 20");
    }
    Ok(())
}

fn worse(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::Fail, _) | (_, Verdict::Fail) => Verdict::Fail,
        (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
        (Verdict::Pass, Verdict::Pass) => Verdict::Pass,
    }
}

fn left(remaining: Option<Remaining>) -> Left {
    let text = |days: Option<Decimal>| days.map(|days| days.to_string());
    Left {
        least_days: text(remaining.and_then(|remaining| remaining.least)),
        most_days: text(remaining.and_then(|remaining| remaining.most)),
    }
}

fn time(moment: Attoseconds) -> String {
    instant(moment).map(|instant| instant.to_string()).unwrap_or_default()
}

/// A value as text: exact where it is a decimal.
fn shown(value: Ratio) -> String {
    let decimal = value.to_decimal().or_else(|| value.round(9, Rounding::HalfEven));
    decimal.map_or_else(|| value.to_string(), |decimal| decimal.normalized().to_string())
}

/// What turns places in the list of events into places in the document.
struct Lines<'e> {
    at: &'e dyn Fn(usize) -> String,
    custody: &'e Custody,
}

impl Lines<'_> {
    fn line(&self, limit: &Limit, judged: Judged) -> Line {
        Line {
            measure: limit.measure.clone(),
            uom: limit.uom.to_string(),
            verdict: judged.verdict,
            readings: judged.readings,
            from: judged.period.map(|span| time(span.from)),
            until: judged.period.map(|span| time(span.until)),
            least_outside_seconds: seconds(judged.outside.least).to_string(),
            most_outside_seconds: seconds(judged.outside.most).to_string(),
            excursions: judged.excursions.iter().map(|excursion| self.outside(excursion)).collect(),
            unknown_seconds: seconds(judged.unknown).to_string(),
            gaps: judged.gaps.iter().map(|gap| self.gap(gap)).collect(),
            lowest: judged.lowest.map(|extreme| self.seen(extreme)),
            highest: judged.highest.map(|extreme| self.seen(extreme)),
            mean_kinetic: judged.mean_kinetic.map(|mean| mean.to_string()),
            findings: judged.findings,
        }
    }

    fn at(&self, event: usize) -> String {
        (self.at)(event)
    }

    fn seen(&self, extreme: Extreme) -> Seen {
        Seen { value: shown(extreme.value), at: self.at(extreme.event) }
    }

    fn outside(&self, excursion: &Excursion) -> Outside {
        Outside {
            side: excursion.side,
            from: time(excursion.span.from),
            until: time(excursion.span.until),
            sure: excursion.sure,
            least_seconds: seconds(excursion.outside.least).to_string(),
            most_seconds: seconds(excursion.outside.most).to_string(),
            extreme: self.seen(excursion.extreme),
            holder: self.held(excursion.span.from),
        }
    }

    fn gap(&self, gap: &Span) -> Gap {
        Gap {
            from: time(gap.from),
            until: time(gap.until),
            seconds: seconds(gap.length()).to_string(),
            holder: self.held(gap.from),
        }
    }

    fn held(&self, moment: Attoseconds) -> Option<Held> {
        let Holder { party, place, on_the_road, event, .. } = self.custody.at(moment)?.clone();
        Some(Held { party, place, on_the_road, at: self.at(event) })
    }
}
