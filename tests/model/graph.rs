//! Tracing by scanning all events again and again until nothing new is found.

use serde_json::Value;
use std::collections::BTreeSet;

/// Before and after all moments.
const FIRST: i64 = i64::MIN;
const LAST: i64 = i64::MAX;

/// What a trace comes to: names of things, steps by their events, stays by parent, child and event. Events are numbers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Traced {
    pub things: BTreeSet<String>,
    pub steps: BTreeSet<(&'static str, Vec<usize>)>,
    pub stays: BTreeSet<(String, String, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// From a moment on (forward), or at some moments (back).
    Goods(String, i64, i64),
    /// Just made.
    Fresh(String, i64),
    /// Carries the goods at some moments (forward), or carried them up to a moment (back).
    Carrier(String, i64, i64),
}

struct Stay {
    parent: String,
    child: String,
    event: usize,
    from: i64,
    until: i64,
}

type Step = (&'static str, Vec<usize>);

/// The bare name of a lot, or any other text.
fn name(text: &str) -> String {
    text.strip_prefix("https://x.example/").unwrap_or(text).into()
}

fn texts<'e>(event: &'e Value, list: &str) -> impl Iterator<Item = (String, Option<i64>)> + use<'e> {
    event[list].as_array().into_iter().flatten().map(|item| match item.as_str() {
        Some(text) => (name(text), None),
        None => (name(item["epcClass"].as_str().unwrap()), item["quantity"].as_i64()),
    })
}

fn all(event: &Value, lists: &[&str]) -> Vec<(String, Option<i64>)> {
    lists.iter().flat_map(|list| texts(event, list).collect::<Vec<_>>()).collect()
}

fn kind(event: &Value) -> &str {
    event["type"].as_str().unwrap()
}

/// Minutes; `None` where the time cannot be read.
fn time(event: &Value) -> Option<i64> {
    let text = event["eventTime"].as_str()?;
    let part = |from: usize| text.get(from..from + 2)?.parse::<i64>().ok();
    Some(part(11)? * 60 + part(14)?)
}

fn when(event: &Value) -> (i64, i64) {
    time(event).map_or((FIRST, LAST), |time| (time, time))
}

fn ingredients(event: &Value) -> Vec<String> {
    let rows = event["terroir:inputs"].as_array().into_iter().flatten();
    rows.map(|row| name(row["terroir:lot"].as_str().unwrap())).collect()
}

/// What went into an event, of what kind, and what came out.
fn sides(event: &Value) -> (Vec<String>, Vec<String>) {
    let plain = |lists: &[&str]| all(event, lists).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    if kind(event) == "TransformationEvent" {
        (plain(&["inputEPCList", "inputQuantityList"]), plain(&["outputEPCList", "outputQuantityList"]))
    } else if ingredients(event).is_empty() {
        (Vec::new(), Vec::new())
    } else {
        (ingredients(event), plain(&["epcList", "quantityList"]))
    }
}

/// The history as a list of events.
pub struct Graph<'e> {
    pub events: &'e [Value],
}

impl Graph<'_> {
    /// The numbers of the events in time.
    pub fn numbers(&self) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..self.events.len()).collect();
        numbers.sort_by_key(|at| {
            let event = &self.events[*at];
            (time(event).is_none(), time(event), event.to_string(), *at)
        });
        numbers
    }

    /// The step that an event is part of.
    fn step(&self, at: usize) -> Step {
        let event = &self.events[at];
        match event["transformationID"].as_str() {
            Some(id) if kind(event) == "TransformationEvent" => {
                let of = |other: &usize| {
                    let other = &self.events[*other];
                    kind(other) == "TransformationEvent" && other["transformationID"] == id
                };
                ("made", self.numbers().into_iter().filter(of).collect())
            }
            _ => ("made", vec![at]),
        }
    }

    /// Events in which a thing goes in, or comes out.
    fn ways(&self, thing: &str, input: bool) -> Vec<usize> {
        let on_side = |at: &usize| {
            let (inputs, outputs) = sides(&self.events[*at]);
            if input { inputs } else { outputs }.iter().any(|name| name == thing)
        };
        (0..self.events.len()).filter(on_side).collect()
    }

    fn first_made(&self, thing: &str) -> Option<i64> {
        let begins = |event: &Value| {
            kind(event) == "ObjectEvent"
                && event["action"] == "ADD"
                && all(event, &["epcList", "quantityList"]).iter().any(|(name, _)| name == thing)
        };
        let makes = |event: &Value| sides(event).1.iter().any(|name| name == thing);
        self.events.iter().filter(|event| begins(event) || makes(event)).map(|event| when(event).0).min()
    }

    fn stays(&self) -> Vec<Stay> {
        let mut stays = Vec::new();
        for tie in ["AggregationEvent", "AssociationEvent"] {
            let mut pairs = BTreeSet::new();
            for event in self.events.iter().filter(|event| kind(event) == tie) {
                let Some(parent) = event["parentID"].as_str() else { continue };
                for (child, _) in all(event, &["childEPCs", "childQuantityList"]) {
                    pairs.insert((name(parent), child));
                }
            }
            for (parent, child) in pairs.into_iter().filter(|(parent, child)| parent != child) {
                self.between(tie, &parent, &child, &mut stays);
            }
        }
        stays
    }

    fn between(&self, tie: &str, parent: &str, child: &str, stays: &mut Vec<Stay>) {
        let first = stays.len();
        let of = |at: &usize| {
            let event = &self.events[*at];
            kind(event) == tie && event["parentID"].as_str().is_some_and(|id| name(id) == parent)
        };
        let amount = |at: usize| {
            let children = all(&self.events[at], &["childEPCs", "childQuantityList"]);
            children.into_iter().find(|(name, _)| name == child).map(|(_, amount)| amount)
        };
        let empties = |at: usize| {
            self.events[at]["action"] == "DELETE"
                && all(&self.events[at], &["childEPCs", "childQuantityList"]).is_empty()
        };
        let numbers: Vec<usize> = self
            .numbers()
            .into_iter()
            .filter(of)
            .filter(|at| amount(*at).is_some() || empties(*at))
            .collect();
        let (timed, untimed): (Vec<usize>, Vec<usize>) =
            numbers.into_iter().partition(|at| time(&self.events[*at]).is_some());
        let mut push = |from, until, event| {
            stays.push(Stay { parent: parent.into(), child: child.into(), event, from, until });
        };
        // Since when, by which event, how much is left.
        let mut open: Option<(i64, usize, Option<i64>)> =
            untimed.iter().find(|at| self.events[**at]["action"] == "ADD").map(|event| (FIRST, *event, None));
        let (mut outside, mut ended) = (FIRST, None);
        let times: BTreeSet<i64> = timed.iter().map(|at| time(&self.events[*at]).unwrap()).collect();
        for now in times {
            let at_once = |action: &str| {
                let of = |at: &usize| {
                    time(&self.events[*at]) == Some(now)
                        && self.events[*at]["action"] == action
                        && amount(*at).is_some()
                };
                timed.iter().copied().filter(of).collect::<Vec<_>>()
            };
            let inside = open.is_some();
            for turn in ["first adds", "removals", "then adds"] {
                match turn {
                    "first adds" if inside => {}
                    "then adds" if !inside => {}
                    "removals" => {
                        for event in at_once("DELETE") {
                            match (open, amount(event).flatten()) {
                                (Some((since, by, Some(left))), Some(taken)) if left > taken => {
                                    open = Some((since, by, Some(left - taken)));
                                }
                                (Some((since, by, None)), Some(_)) => open = Some((since, by, None)),
                                (Some((since, by, _)), _) => {
                                    push(since, now, by);
                                    (open, outside, ended) = (None, now, Some(now));
                                }
                                (None, _) if ended == Some(now) => {}
                                (None, _) => {
                                    push(outside, now, event);
                                    (outside, ended) = (now, Some(now));
                                }
                            }
                        }
                        if timed.iter().any(|at| time(&self.events[*at]) == Some(now) && empties(*at)) {
                            if let Some((since, by, _)) = open.take() {
                                push(since, now, by);
                                ended = Some(now);
                            }
                            outside = now;
                        }
                    }
                    _ => {
                        for event in at_once("ADD") {
                            let more = amount(event).flatten();
                            open = Some(match open {
                                None => (now, event, more),
                                Some((since, by, left)) => (since, by, left.zip(more).map(|(a, b)| a + b)),
                            });
                        }
                    }
                }
            }
            if let Some(event) = at_once("OBSERVE").first()
                && open.is_none()
                && ended != Some(now)
            {
                push(now, now, *event);
                ended = Some(now);
            }
        }
        if let Some((since, by, _)) = open {
            push(since, LAST, by);
        }
        let named = untimed.iter().find(|at| amount(**at).is_some());
        if stays.len() == first
            && let Some(event) = named
        {
            let (parent, child) = (parent.into(), child.into());
            stays.push(Stay { parent, child, event: *event, from: FIRST, until: LAST });
        }
    }

    /// All that is reached from a thing.
    pub fn trace(&self, from: &str, forward: bool) -> Traced {
        let mut traced = Traced::default();
        let mut states = BTreeSet::from([State::Goods(from.into(), FIRST, LAST)]);
        loop {
            let mut more = BTreeSet::new();
            for state in &states {
                let (State::Goods(thing, ..) | State::Fresh(thing, _) | State::Carrier(thing, ..)) = state;
                traced.things.insert(thing.clone());
                if forward {
                    self.forward(state, &mut more, &mut traced)
                } else {
                    self.back(state, &mut more, &mut traced)
                }
            }
            let before = states.len();
            states.extend(more);
            if states.len() == before {
                return traced;
            }
        }
    }

    fn forward(&self, state: &State, more: &mut BTreeSet<State>, traced: &mut Traced) {
        // A use counts at these moments; the second span is that of uses before anything was made.
        let (thing, spans) = match state {
            State::Goods(thing, since, _) => (thing, vec![(*since, LAST)]),
            State::Fresh(thing, since) => {
                let first = self.first_made(thing).unwrap_or(FIRST);
                let early = (first > FIRST).then(|| (FIRST, first - 1));
                (thing, [Some((*since, LAST)), early].into_iter().flatten().collect())
            }
            State::Carrier(thing, from, until) => (thing, vec![(*from, *until)]),
        };
        for (from, until) in &spans {
            for at in self.ways(thing, true) {
                let (earliest, latest) = when(&self.events[at]);
                if earliest.max(*from) <= latest.min(*until) {
                    let step = self.step(at);
                    for event in step.1.iter().map(|at| &self.events[*at]) {
                        more.extend(sides(event).1.into_iter().map(|out| State::Fresh(out, when(event).0)));
                    }
                    traced.steps.insert(step);
                }
            }
            for stay in self.stays().iter().filter(|stay| stay.child == *thing) {
                let (from, until) = (stay.from.max(*from), stay.until.min(*until));
                if from <= until {
                    traced.stays.insert((stay.parent.clone(), stay.child.clone(), stay.event));
                    more.insert(State::Carrier(stay.parent.clone(), from, until));
                }
            }
        }
        if let State::Goods(thing, since, _) | State::Fresh(thing, since) = state {
            for stay in self.stays().iter().filter(|stay| stay.parent == *thing && stay.until >= *since) {
                traced.stays.insert((stay.parent.clone(), stay.child.clone(), stay.event));
                more.insert(State::Goods(stay.child.clone(), stay.from.max(*since), LAST));
            }
        }
    }

    fn back(&self, state: &State, more: &mut BTreeSet<State>, traced: &mut Traced) {
        let (State::Goods(thing, from, until) | State::Carrier(thing, from, until)) = state else { return };
        let goods = matches!(state, State::Goods(..));
        let early = goods && self.first_made(thing).is_some_and(|first| *from < first);
        for at in self.ways(thing, false) {
            if early || when(&self.events[at]).0 <= *until {
                let step = self.step(at);
                for event in step.1.iter().map(|at| &self.events[*at]) {
                    let (from, until) = when(event);
                    more.extend(sides(event).0.into_iter().map(|input| State::Goods(input, from, until)));
                }
                traced.steps.insert(step);
            }
        }
        for stay in &self.stays() {
            let entry = (stay.parent.clone(), stay.child.clone(), stay.event);
            if stay.child == *thing && stay.from <= *until {
                traced.stays.insert(entry.clone());
                more.insert(State::Carrier(stay.parent.clone(), FIRST, stay.until.min(*until)));
            }
            let (from, until) = (stay.from.max(*from), stay.until.min(*until));
            if goods && stay.parent == *thing && from <= until {
                traced.stays.insert(entry);
                more.insert(State::Goods(stay.child.clone(), from, until));
            }
        }
    }
}
