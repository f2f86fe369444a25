//! Texts for people: in both languages, and with nothing to fill in that no reason names.

use super::{Report, part};
use crate::{
    certify::{Program, Verdict, program::Node},
    product::Language,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
};

type Texts = BTreeMap<Language, String>;

/// Languages that every text needs.
const LANGUAGES: [&str; 2] = ["zh-Hans", "en"];

pub(super) fn look(program: &Program, report: &mut Report) {
    translated(&program.book().names, "/names", report);
    for (at, (rule, compiled)) in program.book().rules.iter().zip(&program.rules).enumerate() {
        let place = format!("/rules/{at}");
        translated(&rule.title, &format!("{place}/title"), report);
        if !rule.messages.contains_key(&Verdict::Fail) {
            report.lack("message-missing", format!("{place}/messages"), "fail");
        }
        let mut known = Some(BTreeSet::new());
        named(&compiled.require, &mut known);
        for (verdict, messages) in &rule.messages {
            let place = format!("{place}/messages/{}", word(*verdict));
            translated(&messages.0, &place, report);
            if let Some(known) = &known {
                messages.0.iter().for_each(|(language, text)| {
                    filled(text, known, &format!("{place}{}", part(language.as_str())), report);
                });
            }
        }
    }
}

fn translated(texts: &Texts, place: &str, report: &mut Report) {
    for wanted in LANGUAGES {
        if !texts.iter().any(|(language, text)| language.as_str() == wanted && !text.trim().is_empty()) {
            report.lack("translation-missing", place, wanted);
        }
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not-applicable",
        Verdict::Pass => "pass",
        Verdict::Unknown => "unknown",
        Verdict::Fail => "fail",
    }
}

/// Each `{NAME}` of a message is something that a reason names.
fn filled(text: &str, known: &BTreeSet<&str>, place: &str, report: &mut Report) {
    for open in text.split('{').skip(1) {
        match open.split_once('}') {
            Some((name, _)) if known.contains(name) => {}
            Some((name, _)) => report.warning("placeholder-unfilled", place, name),
            None => report.warning("placeholder-unfilled", place, "{"),
        }
    }
}

/// What the reasons of a condition name; nothing where that is not known here.
fn named(node: &Node, known: &mut Option<BTreeSet<&'static str>>) {
    let names: &[&str] = match node {
        Node::Compare(_) => &["value", "limit"],
        Node::In(..) | Node::RegionIn(..) => &["value"],
        Node::Count(..) => &["count"],
        Node::Sum(..) => &["sum"],
        Node::Lapse(_) => &["from", "to", "due"],
        Node::IntervalState(_) => &["date", "state"],
        Node::CoveredBy(_) => &["date", "state", "value", "scope", "sum", "limit"],
        Node::IssuedBy(_) => &["issuer"],
        // A condition that does not fit together.
        Node::Any(nodes) if nodes.is_empty() => {
            *known = None;
            return;
        }
        Node::All(_)
        | Node::Any(_)
        | Node::Not(_)
        | Node::AtLeast(..)
        | Node::Exists(..)
        | Node::Stated(_)
        | Node::None(_)
        | Node::Every(..)
        | Node::Unless(..)
        | Node::Sequence(_) => &[],
        // Another rule, or a condition whose names depend on its table.
        _ => {
            *known = None;
            return;
        }
    };
    if let Some(known) = known {
        known.extend(names);
    }
    node.parts(&mut |_, part| named(part, known));
}
