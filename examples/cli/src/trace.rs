//! `terroir trace`: where something comes from and what became of it, out of the files of events that are at hand.

use crate::{
    Ending, Trouble,
    verdict::{show, text_of},
};
use serde_json::{Value, json};
use std::{io::Write, path::PathBuf};
use terroir::{api::History, trace::xml};

/// Say where something comes from and what became of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Trace {
    /// A lot, item, animal, container or place, in any spelling.
    thing: String,
    /// Files of events: EPCIS JSON or XML; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Which way.
    #[arg(long, default_value = "both", value_parser = ["back", "forward", "both"])]
    direction: String,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

impl Trace {
    pub(crate) fn run(self, out: &mut impl Write) -> Result<Ending, Trouble> {
        let mut history = History::new();
        for path in &self.files {
            let text = text_of(path)?;
            let text = if text.trim_start().starts_with('<') {
                xml::to_json(&text)
                    .map_err(|error| Trouble::Events { path: path.clone(), found: error.to_string() })?
            } else {
                text
            };
            let answer: Value = serde_json::from_str(&history.append(&text)).unwrap_or_default();
            if let Some(fault) = answer.get("fault") {
                let found = format!("{} at `{}`", text_in(fault, "message"), text_in(fault, "at"));
                return Err(Trouble::Events { path: path.clone(), found });
            }
        }
        let request = json!({ "from": [self.thing], "direction": self.direction });
        let answer: Value =
            serde_json::from_str(&history.call("trace", &request.to_string())).unwrap_or_default();
        match answer.get("ok") {
            Some(trace) if !self.json => report(trace, out)?,
            _ => show(&answer, self.json, out)?,
        }
        let list = |name: &str| answer.pointer(name).and_then(Value::as_array);
        Ok(match (list("/ok/nodes"), list("/ok/unknown")) {
            (Some(_), Some(unknown)) if !unknown.is_empty() => Ending::Incomplete,
            (Some(_), _) if answer.pointer("/ok/truncated").is_some() => Ending::Incomplete,
            (Some(_), _) => Ending::Accepted,
            (None, _) => Ending::NotAsked,
        })
    }
}

/// A trace for a person: the things, then what leads from one to another, by time.
fn report(trace: &Value, out: &mut impl Write) -> Result<(), Trouble> {
    let rows = |name: &str| trace.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let (nodes, events) = (rows("nodes"), rows("events"));
    let event =
        |number: Option<&Value>| number.and_then(Value::as_u64).and_then(|at| events.get(at as usize));
    let time = |number: Option<&Value>| event(number).map(|event| text_in(event, "time")).unwrap_or_default();
    for unknown in rows("unknown") {
        writeln!(out, "no event names {}", unknown.as_str().unwrap_or_default())?;
    }
    for node in &nodes {
        let (first, last) = (time(node.get("first")), time(node.get("last")));
        let reached = text_in(node, "reached");
        writeln!(
            out,
            "{reached:<8} {:<10} {}  {first} – {last}",
            text_in(node, "kind"),
            text_in(node, "name")
        )?;
    }
    let ends = |edge: &Value, side: &str| {
        let ends = edge.get(side).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut ends: Vec<String> = ends.iter().map(|end| shown(end, &nodes)).collect();
        // The same amount of the same thing may be named in two members of an event.
        ends.dedup();
        ends.join(" + ")
    };
    for edge in rows("edges") {
        let first = edge.pointer("/events/0");
        let act = event(first).map(|event| text_in(event, "act")).unwrap_or_default();
        let act = if act.is_empty() { text_in(&edge, "kind") } else { act };
        let others = edge.get("others").and_then(Value::as_u64).filter(|others| *others > 0);
        let others = others.map(|others| format!("  (and {others} more)")).unwrap_or_default();
        writeln!(out, "{}  {act}: {} → {}{others}", time(first), ends(&edge, "from"), ends(&edge, "to"))?;
    }
    for finding in rows("findings") {
        writeln!(
            out,
            "{} {}: {}",
            text_in(&finding, "severity"),
            text_in(&finding, "code"),
            text_in(&finding, "at")
        )?;
    }
    if let Some(limit) = trace.get("truncated") {
        writeln!(out, "there is more: {}", limit.as_str().unwrap_or_default())?;
    }
    Ok(())
}

/// One end of an edge, with how much of it.
fn shown(end: &Value, nodes: &[Value]) -> String {
    let node = end.get("node").and_then(Value::as_u64).and_then(|at| nodes.get(at as usize));
    let name = node.map(|node| text_in(node, "name")).unwrap_or_default();
    match (text_in(end, "quantity"), text_in(end, "unit")) {
        (quantity, _) if quantity.is_empty() => name,
        (quantity, unit) => format!("{name} ({quantity} {unit})").replace(" )", ")"),
    }
}

fn text_in(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
