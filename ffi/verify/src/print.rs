//! Answers as JSON text, written by hand: serde's machinery would be larger than all of this.

use crate::Fault;
use alloc::string::String;
use terroir::{digest::json, passport::Verdict};

/// Writes what stands before a text, and the text.
fn text(out: &mut String, before: &str, content: &str) {
    out.push_str(before);
    json::write_string(out, content);
}

/// Writes what stands before a number, and the number.
fn number(out: &mut String, before: &str, number: u64) {
    out.push_str(before);
    digits(out, number);
}

fn digits(out: &mut String, number: u64) {
    if number >= 10 {
        digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Writes what stands between two items of a list; before the first one there is nothing.
fn between(out: &mut String, first: &mut bool) {
    if !*first {
        out.push(',');
    }
    *first = false;
}

/// `{"fault":{"code","at"}}`.
pub(crate) fn fault(Fault(code, at): &Fault) -> String {
    let mut out = String::new();
    text(&mut out, "{\"fault\":{\"code\":", code);
    text(&mut out, ",\"at\":", at);
    out.push_str("}}");
    out
}

/// `{"ok":{…}}` with every member of the operation's answer but `claim`.
pub(crate) fn verdict(verdict: &Verdict) -> String {
    let mut text = String::new();
    write(&mut text, verdict);
    text
}

fn write(out: &mut String, verdict: &Verdict) {
    text(out, "{\"ok\":{\"lot\":", &verdict.lot);
    number(out, ",\"count\":", verdict.count);
    number(out, ",\"head\":", verdict.head);
    text(out, ",\"state\":", verdict.state);
    text(out, ",\"outcome\":", verdict.outcome.name());
    out.push_str(",\"deciding\":[");
    let mut first = true;
    for aspect in &verdict.deciding {
        between(out, &mut first);
        text(out, "", aspect.name());
    }
    out.push_str("],\"aspects\":[");
    first = true;
    for judgement in &verdict.aspects {
        between(out, &mut first);
        text(out, "{\"aspect\":", judgement.aspect.name());
        text(out, ",\"status\":", judgement.status.name());
        out.push_str(",\"codes\":[");
        let mut first = true;
        for (code, count) in &judgement.codes {
            between(out, &mut first);
            text(out, "{\"code\":", code.as_str());
            number(out, ",\"count\":", u64::from(*count));
            out.push('}');
        }
        out.push_str("],\"keys\":[");
        first = true;
        for key in &judgement.keys {
            between(out, &mut first);
            text(out, "", key);
        }
        out.push_str("],\"times\":[");
        first = true;
        for (what, time) in &judgement.times {
            between(out, &mut first);
            text(out, "{\"what\":", what);
            text(out, ",\"time\":", time);
            out.push('}');
        }
        out.push_str("]}");
    }
    out.push_str("],\"reasons\":[");
    first = true;
    for reason in &verdict.reasons {
        between(out, &mut first);
        text(out, "{\"aspect\":", reason.aspect.name());
        text(out, ",\"code\":", reason.code.as_str());
        text(out, ",\"lot\":", &reason.lot);
        if let Some(at) = reason.at {
            number(out, ",\"at\":", at);
        }
        text(out, ",\"found\":", &reason.found);
        out.push('}');
    }
    out.push_str("]}}");
}
