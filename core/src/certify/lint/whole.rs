//! What a rulebook lacks, and what in it is of no use.

use super::{Report, part};
use crate::{
    certify::{
        Case, Program, Rule, Rulebook, Scope, Verdict,
        program::{Draft, Kind, Node, Used},
    },
    digest::json::{self, Value},
    product::profile::Standing,
};
use alloc::{format, string::ToString as _};

const SCOPES: [(Scope, &str); 5] = [
    (Scope::Equipment, "equipment"),
    (Scope::Material, "material"),
    (Scope::Method, "method"),
    (Scope::Process, "process"),
    (Scope::Environment, "environment"),
];

/// The test cases that every rule needs.
const NEEDED: [(Verdict, &str); 3] =
    [(Verdict::Pass, "pass"), (Verdict::Fail, "fail"), (Verdict::Unknown, "unknown")];

pub(super) fn look(draft: &Draft, root: Value<'_>, report: &mut Report) {
    let program = &draft.program;
    complete(program, report);
    unused(program, &draft.used, report);
    standing(program.book(), report);
    if root.pointer("/rounding/compare").is_none() && program.rules.iter().any(|rule| compares(&rule.require))
    {
        report.warning("rounding-not-declared", "/rounding", "compare");
    }
    for (scope, name) in SCOPES {
        if !program.book().rules.iter().any(|rule| rule.scope == scope) {
            report.note("scope-without-rule", "/rules", name);
        }
    }
}

/// Rules and their test cases.
pub(super) fn complete(program: &Program, report: &mut Report) {
    if program.book().rules.is_empty() {
        report.error("no-rules", "/rules", "");
    }
    if program.book().status == Standing::Released && program.book().checked.is_none() {
        report.error("checked-missing", "", "");
    }
    for (at, rule) in program.book().rules.iter().enumerate() {
        fixtures(program, rule, &format!("/rules/{at}"), report);
    }
}

fn fixtures(program: &Program, rule: &Rule, place: &str, report: &mut Report) {
    for (verdict, name) in NEEDED {
        if !rule.fixtures.iter().any(|fixture| fixture.expect == verdict) {
            report.lack("fixture-missing", place, name);
        }
    }
    for (at, fixture) in rule.fixtures.iter().enumerate() {
        let read = json::read(fixture.evidence.text().as_bytes());
        let case = read.ok().map(|document| Case::read(document.root(), program));
        if let Some(Err(error)) = case {
            report.error("fixture-unreadable", format!("{place}/fixtures/{at}/evidence"), error.to_string());
        }
    }
}

fn standing(book: &Rulebook, report: &mut Report) {
    match book.status {
        Standing::Sample => report.note("sample", "/status", ""),
        Standing::Draft => report.note("draft", "/status", ""),
        Standing::Released => {}
    }
}

/// Facts and terms that no rule asks for.
fn unused(program: &Program, used: &Used, report: &mut Report) {
    for (number, kind) in program.kinds.iter().enumerate() {
        let Ok(number) = u16::try_from(number) else { continue };
        let gathered = used.kinds.contains(&number) || kind.name == program.book().effective.anchor.0;
        // The one fact of a kind that is asked for tells that there is such a kind.
        if !(gathered && kind.fields.len() == 1) {
            unused_of(kind, number, used, report);
        }
    }
    for name in program.book().terms.keys().filter(|name| !used.terms.contains(*name)) {
        report.warning("unused-term", format!("/terms{}", part(name)), name.clone());
    }
}

fn unused_of(kind: &Kind, number: u16, used: &Used, report: &mut Report) {
    for (at, field) in kind.fields.iter().enumerate() {
        if !u16::try_from(at).is_ok_and(|at| used.fields.contains(&(number, at))) {
            let name = format!("{}.{}", kind.name, field.name);
            report.warning("unused-fact", format!("/facts{}", part(&name)), name);
        }
    }
}

/// Does a condition depend on how values are compared?
fn compares(node: &Node) -> bool {
    let mut found = matches!(node, Node::Compare(_));
    node.parts(&mut |_, part| found |= compares(part));
    found
}
