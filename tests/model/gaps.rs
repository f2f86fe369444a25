//! Expectations of a profile, judged by trying every pair of records and every day.

use serde_json::Value;
use std::collections::BTreeSet;
use terroir::base::time::Instant;

/// A record as the model sees it.
struct Seen<'v> {
    event: &'v Value,
    seconds: i64,
    day: i64,
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or("")
}

fn list<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    value[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn day(date: &str) -> i64 {
    let date: terroir::base::date::Date = date.parse().unwrap();
    i64::from(date.days_from_epoch())
}

fn seconds(span: &Value) -> i64 {
    let each = match text(span, "unit") {
        "MIN" => 60,
        "HUR" => 3600,
        "DAY" => 86_400,
        _ => 1,
    };
    each * text(span, "value").parse::<i64>().unwrap()
}

fn seen(events: &[Value]) -> Vec<Seen<'_>> {
    let one = |event| {
        let time: Instant = text(event, "eventTime").parse().unwrap();
        Seen { event, seconds: time.unix_seconds(), day: i64::from(time.date().days_from_epoch()) }
    };
    events.iter().map(one).collect()
}

/// Do statements that the record of an act is complete cover every day from one to another?
fn covered(seen: &[Seen<'_>], act: &str, from: i64, until: i64) -> bool {
    let mut stated = BTreeSet::new();
    for seen in seen.iter().filter(|seen| text(seen.event, "terroir:act") == "input-log-complete") {
        if list(seen.event, "terroir:covers").contains(&act) {
            let last = day(text(seen.event, "terroir:last-date")).min(seen.day);
            stated.extend(day(text(seen.event, "terroir:first-date"))..=last);
        }
    }
    (from..=until).all(|day| stated.contains(&day))
}

/// The same of events, with days as dates.
#[must_use]
pub fn is_covered(events: &[Value], act: &str, from: &str, until: &str) -> bool {
    covered(&seen(events), act, day(from), day(until))
}

fn is_of(event: &Value, step: &Value) -> bool {
    let act = text(event, "terroir:act");
    if act.is_empty() {
        list(step, "biz_steps").contains(&text(event, "bizStep"))
    } else {
        list(step, "acts").contains(&act)
    }
}

/// For each expectation, in the order of the profile, whether it is met. Events must all be different and have a time.
#[must_use]
pub fn met(profile: &Value, events: &[Value]) -> Vec<bool> {
    let seen = seen(events);
    let steps = profile["steps"].as_array().unwrap();
    let of = |id: &str| -> Vec<&Seen<'_>> {
        let step = steps.iter().find(|step| step["id"] == id).unwrap();
        seen.iter().filter(|seen| is_of(seen.event, step)).collect()
    };
    let pairs = |from: &str, until: &str| -> Vec<(&Seen<'_>, &Seen<'_>)> {
        let (from, until) = (of(from), of(until));
        let pairs = from.into_iter().flat_map(|a| until.clone().into_iter().map(move |b| (a, b)));
        pairs.filter(|(a, b)| a.seconds <= b.seconds).collect()
    };
    let mut met = Vec::new();
    for step in steps {
        let least = step["least"].as_u64().unwrap_or(1);
        if least == 0 {
            continue;
        }
        let own = of(text(step, "id"));
        let enough = |count: usize| count as u64 >= least;
        met.push(enough(own.len()));
        for field in list(step, "fields") {
            let name = format!("terroir:{field}");
            met.push(enough(own.iter().filter(|seen| !text(seen.event, &name).is_empty()).count()));
        }
        for earlier in list(step, "after") {
            met.push(!pairs(earlier, text(step, "id")).is_empty());
        }
    }
    for interval in profile["intervals"].as_array().into_iter().flatten() {
        if interval["at_most"].is_null() {
            continue;
        }
        let most = seconds(&interval["at_most"]);
        let acts = list(interval, "acts");
        let kept = pairs(text(interval, "from"), text(interval, "until")).into_iter().any(|(a, b)| {
            let mut marks = vec![a.seconds, b.seconds];
            for seen in &seen {
                let reading = interval["reading"].as_str();
                let counts = match reading {
                    Some(kind) => seen.event["sensorElementList"][0]["sensorReport"][0]["type"] == kind,
                    None => acts.contains(&text(seen.event, "terroir:act")),
                };
                if counts && a.seconds <= seen.seconds && seen.seconds <= b.seconds {
                    marks.push(seen.seconds);
                }
            }
            marks.sort_unstable();
            marks.windows(2).all(|two| two[1] - two[0] <= most)
        });
        met.push(kept);
    }
    for claim in profile["claims"].as_array().into_iter().flatten() {
        for act in list(claim, "covers") {
            let whole = |a: &Seen<'_>, b: &Seen<'_>| covered(&seen, act, a.day, b.day);
            met.push(pairs(text(claim, "from"), text(claim, "until")).iter().any(|(a, b)| whole(a, b)));
        }
    }
    met
}
