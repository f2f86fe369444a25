//! Days on which a rulebook, an edition or a term says nothing, or two things.

use super::{Report, part};
use crate::{
    base::{
        date::Date,
        finding::{Finding, Severity},
    },
    certify::{DatedTerm, Program, Rulebook, Term},
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};

pub(super) fn look(book: &Rulebook, as_of: Option<Date>, report: &mut Report) {
    let effective = &book.effective;
    if reversed(effective.from, effective.to) {
        report.error("days-reversed", "/effective", "");
    }
    if as_of.is_some_and(|day| day > book.review_by) {
        report.warning("review-expired", "/review_by", book.review_by.to_string());
    }
    for (name, term) in &book.terms {
        if let Term::Dated(spans) = term {
            spans_of(book, spans, &format!("/terms{}", part(name)), report);
        }
    }
}

fn reversed(from: Option<Date>, to: Option<Date>) -> bool {
    from.zip(to).is_some_and(|(from, to)| from > to)
}

/// The values of a term, against the days on which the rulebook holds.
fn spans_of(book: &Rulebook, spans: &[DatedTerm], place: &str, report: &mut Report) {
    for (at, span) in spans.iter().enumerate() {
        if reversed(span.from, span.to) {
            report.error("days-reversed", format!("{place}/{at}"), "");
        }
    }
    let days: Vec<_> = spans.iter().map(|span| (span.from, span.to)).collect();
    let (overlaps, gaps) = seams(&days, book.effective.from, book.effective.to);
    for day in overlaps {
        report.error("values-overlap", place, day.to_string());
    }
    for day in gaps {
        report.error("value-missing", place, day.to_string());
    }
}

/// First days on which two spans hold, and first days within bounds on which none does.
fn seams(
    spans: &[(Option<Date>, Option<Date>)],
    first: Option<Date>,
    last: Option<Date>,
) -> (Vec<Date>, Vec<Date>) {
    let mut spans: Vec<_> = spans.iter().filter(|(from, to)| !reversed(*from, *to)).collect();
    spans.sort();
    let (mut overlaps, mut gaps) = (Vec::new(), Vec::new());
    let mut next = Some(first.unwrap_or(Date::MIN));
    let mut reached: Option<Option<Date>> = None;
    for (from, to) in spans {
        let start = from.unwrap_or(Date::MIN);
        if reached.is_some_and(|end| end.is_none_or(|end| start <= end)) {
            overlaps.push(start);
        }
        if next.is_some_and(|next| start > next && last.is_none_or(|last| next <= last)) {
            gaps.extend(next);
        }
        let further = reached.is_none_or(|end| end.is_some_and(|end| to.is_none_or(|to| to > end)));
        if further {
            reached = Some(*to);
            let after = to.and_then(|to| to.plus_days(1).ok());
            next = next.zip(after).map(|(next, after)| next.max(after));
        }
    }
    gaps.extend(next.filter(|next| last.is_none_or(|last| *next <= last)));
    (overlaps, gaps)
}

/// What is wrong with editions of the same rules side by side: days between the first and the last edition on which none
/// holds, days on which two do, and editions of other rules. Places are numbers in the list.
#[must_use]
pub fn lint_editions(editions: &[&Program]) -> Vec<Finding> {
    let Some(first) = editions.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut tell = |code, at: String, what: String| {
        found.push(Finding::new(Severity::Error, code).at(at).found(what));
    };
    for (at, edition) in editions.iter().enumerate() {
        if edition.book().id != first.book().id {
            tell("edition-of-other-rules", format!("/{at}/id"), edition.book().id.clone());
        }
        if edition.book().effective.anchor != first.book().effective.anchor {
            tell(
                "edition-of-other-anchor",
                format!("/{at}/effective/anchor"),
                edition.book().effective.anchor.0.clone(),
            );
        }
    }
    let days = editions.iter().map(|edition| (edition.book().effective.from, edition.book().effective.to));
    let days: Vec<_> = days.collect();
    let start = days.iter().map(|(from, _)| *from).min().flatten();
    let open = days.iter().any(|(_, to)| to.is_none());
    let end = if open { None } else { days.iter().filter_map(|(_, to)| *to).max() };
    let (overlaps, gaps) = seams(&days, start, end);
    for day in overlaps {
        tell("editions-overlap", String::new(), day.to_string());
    }
    for day in gaps {
        tell("editions-gap", String::new(), day.to_string());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::seams;
    use crate::base::date::Date;
    use alloc::vec;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn seams_of_spans() {
        let span = |from: &str, to: &str| (from.parse().ok(), to.parse().ok());
        let whole = [span("", "2026-02-28"), span("2026-03-01", "")];
        assert_eq!(seams(&whole, None, None), (vec![], vec![]));
        let gap = [span("", "2026-02-27"), span("2026-03-01", "2026-12-31")];
        assert_eq!(seams(&gap, None, None), (vec![], vec![day("2026-02-28"), day("2027-01-01")]));
        assert_eq!(seams(&gap, Some(day("2026-03-01")), Some(day("2026-12-31"))), (vec![], vec![]));
        let twice = [span("", "2026-03-01"), span("2026-03-01", "")];
        assert_eq!(seams(&twice, None, None), (vec![day("2026-03-01")], vec![]));
        let within = [span("2026-01-01", ""), span("2026-02-01", "2026-02-02"), span("2026-05-01", "")];
        let overlaps = vec![day("2026-02-01"), day("2026-05-01")];
        assert_eq!(seams(&within, Some(day("2026-01-01")), None), (overlaps, vec![]));
        assert_eq!(seams(&[], Some(day("2026-01-01")), None), (vec![], vec![day("2026-01-01")]));
    }
}
