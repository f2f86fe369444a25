//! Issues as findings, with codes and places.

use super::{IssueKind, Resolution};
use crate::{
    base::finding::{Finding, Severity},
    trace::Events,
};
use alloc::{format, vec::Vec};
use core::fmt::Write as _;

/// Bytes of input that a finding shows.
const SHOWN: usize = 64;

/// What is wrong in a resolution of a document's events, with places in that document.
#[must_use]
pub fn findings(events: &Events<'_>, resolution: &Resolution) -> Vec<Finding> {
    let mut findings = Vec::with_capacity(resolution.issues().len());
    let mut issues = resolution.issues().iter().peekable();
    for (number, event) in events.iter().enumerate() {
        if issues.peek().is_none() {
            break;
        }
        while let Some(issue) = issues.next_if(|issue| issue.event as usize == number) {
            let (severity, code, member) = words(issue.kind);
            let mut at = event.pointer();
            at.push_str(member);
            if let Some(item) = issue.item {
                let listed = event.value().pointer(member).is_some_and(|list| list.items().is_some());
                if listed {
                    let _ = write!(at, "/{item}");
                }
            }
            let found = match (issue.kind, issue.other) {
                (IssueKind::CorrectiveMissing | IssueKind::SelfCorrection | IssueKind::Cycle, _) => {
                    let place = at.get(event.pointer().len()..).unwrap_or_default();
                    event.value().pointer(place).map(|value| value.raw()).unwrap_or_default().into()
                }
                (_, Some(other)) => format!("{other}"),
                _ => alloc::string::String::new(),
            };
            let mut end = found.len().min(SHOWN);
            while !found.is_char_boundary(end) {
                end = end.saturating_sub(1);
            }
            findings.push(Finding::new(severity, code).at(at).found(found.get(..end).unwrap_or_default()));
        }
    }
    if resolution.has_more_issues() {
        findings.push(Finding::new(Severity::Error, "more-findings"));
    }
    findings
}

/// How grave it is, its code, and the member it is about.
fn words(kind: IssueKind) -> (Severity, &'static str, &'static str) {
    const IDS: &str = "/errorDeclaration/correctiveEventIDs";
    match kind {
        IssueKind::WithoutTarget => (Severity::Warning, "declaration-without-target", "/errorDeclaration"),
        IssueKind::Differs => (Severity::Warning, "declaration-differs", "/eventID"),
        IssueKind::Contradicts => (Severity::Error, "contradictory-content", "/eventID"),
        IssueKind::CorrectiveMissing => (Severity::Warning, "corrective-event-missing", IDS),
        IssueKind::SelfCorrection => (Severity::Error, "self-correction", IDS),
        IssueKind::Cycle => (Severity::Error, "correction-cycle", IDS),
        IssueKind::OtherId => (Severity::Note, "same-event-other-id", "/eventID"),
        IssueKind::DeclaredElsewhere => (Severity::Warning, "declared-wrong-elsewhere", "/eventID"),
        IssueKind::Unreadable => (Severity::Error, "unreadable-event", ""),
        IssueKind::ByText => (Severity::Note, "compared-by-text", ""),
        IssueKind::Unplaced => (Severity::Warning, "unplaced-in-time", "/eventTime"),
    }
}
