//! Are events what the standard and the farm vocabulary say they should be? Findings with code and place.
//!
//! ```
//! use terroir::{digest::json, trace::validate};
//!
//! let document = json::read(br#"{"type":"ObjectEvent","eventTime":"2026-05-12T07:30:00","epcList":[]}"#)?;
//! let report = validate(document.root());
//! let found: Vec<_> = report.findings.iter().map(|f| (&*f.code, f.at.as_str())).collect();
//! assert!(found.contains(&("malformed-time", "/eventTime")));
//! assert!(found.contains(&("missing-member", "/action")));
//! assert!(!report.is_valid());
//! # Ok::<(), json::ReadError>(())
//! ```
//!
//! Error: the standard forbids it. Warning: it is probably not what was meant, or not what others can read; or it breaks
//! a rule of the standard's text that GS1's own schema does not hold and its own examples break. Note: worth knowing.

mod between;
mod clauses;
mod document;
mod event;
mod farm;
mod identifier;
mod personal;
mod sensor;
mod uri;
mod what;
mod words;

pub use clauses::{CLAUSES, clause};
pub(super) use personal::pattern as personal_pattern;
pub use personal::personal_in_clear;
pub use words::WORDS;

use super::{Context, Event, Events};
use crate::{
    base::{
        finding::{Finding, Severity},
        time::Instant,
    },
    digest::json::{self, Value},
};
use alloc::{string::String, vec::Vec};
use core::fmt::Write as _;
use uri::is_uri;

/// Findings that a report holds at most; the last of a longer list is `more-findings`, as grave as the gravest left out.
pub const MOST_FINDINGS: usize = 1000;

/// What validation found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many events were looked at.
    pub events: usize,
    /// What was found: by event, in the order of the document, then between events.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Is there no error among the findings?
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity < Severity::Error)
    }
}

/// Looks at a document, a query document, an event or an array of events.
#[must_use]
pub fn validate(root: Value<'_>) -> Report {
    report(root, Checker::default())
}

/// The same for what was read from EPCIS XML, where the words of the CBV stand as URNs (CBV 2.0 §7).
#[must_use]
pub fn validate_xml(root: Value<'_>) -> Report {
    report(root, Checker { urns: true, ..Checker::default() })
}

fn report(root: Value<'_>, mut checker: Checker) -> Report {
    let events = match Events::of(root) {
        Ok(events) => {
            document::check(&mut checker, &events);
            for event in events.iter() {
                let length = checker.enter_event(&event);
                event::check(&mut checker, &event);
                checker.leave(length);
            }
            between::check(&mut checker, &events);
            events.len()
        }
        Err(error) => {
            checker.path.push_str(error.pointer());
            checker.error("no-events", "");
            0
        }
    };
    Report { events, findings: checker.done() }
}

/// Collects findings and knows where it stands.
#[derive(Debug, Default)]
struct Checker {
    path: String,
    findings: Vec<Finding>,
    /// May words stand as URNs?
    urns: bool,
    /// When the event happened that is looked at.
    event_time: Option<Instant>,
    /// How grave the gravest finding is that had no room.
    more: Option<Severity>,
}

/// Bytes of input that a finding shows.
const SHOWN: usize = 64;

impl Checker {
    fn enter_event(&mut self, event: &Event<'_, '_>) -> usize {
        let length = self.path.len();
        self.path.push_str(&event.pointer());
        length
    }

    /// Goes to a member; the length to come back to with [`Checker::leave`].
    fn enter(&mut self, name: &str) -> usize {
        let length = self.path.len();
        self.path.push('/');
        if name.contains(['~', '/']) {
            self.path.push_str(&name.replace('~', "~0").replace('/', "~1"));
        } else {
            self.path.push_str(name);
        }
        length
    }

    fn enter_item(&mut self, index: usize) -> usize {
        let length = self.path.len();
        let _ = write!(self.path, "/{index}");
        length
    }

    fn leave(&mut self, length: usize) {
        self.path.truncate(length);
    }

    fn find(&mut self, severity: Severity, code: &'static str, found: &str) {
        if self.findings.len() >= MOST_FINDINGS {
            self.more = self.more.max(Some(severity));
            return;
        }
        let mut end = found.len().min(SHOWN);
        while !found.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let found = found.get(..end).unwrap_or_default();
        self.findings.push(Finding::new(severity, code).at(self.path.as_str()).found(found));
    }

    /// A finding that was made elsewhere, with its place.
    fn keep(&mut self, finding: Finding) {
        if self.findings.len() >= MOST_FINDINGS {
            self.more = self.more.max(Some(finding.severity));
        } else {
            self.findings.push(finding);
        }
    }

    fn error(&mut self, code: &'static str, found: &str) {
        self.find(Severity::Error, code, found);
    }

    fn warning(&mut self, code: &'static str, found: &str) {
        self.find(Severity::Warning, code, found);
    }

    fn note(&mut self, code: &'static str, found: &str) {
        self.find(Severity::Note, code, found);
    }

    /// A finding at a member of where it stands.
    fn find_at(&mut self, name: &str, severity: Severity, code: &'static str, found: &str) {
        let length = self.enter(name);
        self.find(severity, code, found);
        self.leave(length);
    }

    fn missing(&mut self, name: &str) {
        self.find_at(name, Severity::Error, "missing-member", "");
    }

    /// Is it of this kind? If not, that is a finding.
    fn is(&mut self, value: Value<'_>, kind: json::Kind) -> bool {
        let right = value.kind() == kind;
        if !right {
            self.error("wrong-type", value.raw());
        }
        right
    }

    fn done(mut self) -> Vec<Finding> {
        if let Some(gravest) = self.more {
            let last = self.findings.pop().map(|finding| finding.severity);
            let severity = last.map_or(gravest, |last| last.max(gravest));
            self.findings.push(Finding::new(severity, "more-findings"));
        }
        self.findings
    }
}

/// What a member of an object that the standard does not know turns out to be: its name is a URI or a CURIE.
fn extension(checker: &mut Checker, name: &str, context: &Context<'_>) {
    if name.starts_with('@') || !name.contains(':') {
        checker.find_at(name, Severity::Error, "unknown-member", "");
    } else if !is_uri(name) {
        checker.find_at(name, Severity::Error, "malformed-uri", name);
    } else if context.expand(name).is_none() && !name.starts_with("urn:") {
        let prefix = name.split(':').next().unwrap_or_default();
        checker.find_at(name, Severity::Warning, "undeclared-prefix", prefix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, vec};

    fn codes(text: &str) -> Vec<(String, String)> {
        let document = json::read(text.as_bytes()).unwrap();
        let report = validate(document.root());
        for finding in &report.findings {
            assert!(WORDS.iter().any(|(code, ..)| *code == finding.code), "no words for {}", finding.code);
        }
        report.findings.into_iter().map(|f| (f.code.into_owned(), f.at)).collect()
    }

    fn event(members: &str) -> String {
        format!(
            r#"{{"type":"ObjectEvent","eventTime":"2026-05-12T07:30:00+08:00","eventTimeZoneOffset":"+08:00",{members}}}"#
        )
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (members, code, at) in [
            (r#""action":"SEE","epcList":[]"#, "unknown-action", "/action"),
            (r#""action":"OBSERVE""#, "missing-what", ""),
            (r#""action":"OBSERVE","epcList":["x y"]"#, "malformed-uri", "/epcList/0"),
            (
                r#""action":"OBSERVE","epcList":["urn:epc:id:sgtin:1.2.3"]"#,
                "malformed-identifier",
                "/epcList/0",
            ),
            (r#""action":"OBSERVE","epcList":[7]"#, "wrong-type", "/epcList/0"),
            (r#""action":"OBSERVE","epcList":["urn:a:1","urn:a:1"]"#, "repeated-identifier", "/epcList/1"),
            (r#""action":"OBSERVE","epcList":["urn:a:1"],"bizStep":"shiping""#, "unknown-word", "/bizStep"),
            (
                r#""action":"OBSERVE","epcList":["urn:a:1"],"parentID":"urn:a:2""#,
                "not-of-this-type",
                "/parentID",
            ),
            (r#""action":"OBSERVE","epcList":["urn:a:1"],"lot":"7""#, "unknown-member", "/lot"),
            (r#""action":"OBSERVE","epcList":["urn:a:1"],"zz:lot":"7""#, "undeclared-prefix", "/zz:lot"),
            (r#""action":"OBSERVE","epcList":["urn:a:1"],"ilmd":{}"#, "ilmd-without-add", "/ilmd"),
            (
                r#""action":"OBSERVE","quantityList":[{"epcClass":"urn:a:1","quantity":"5"}]"#,
                "wrong-type",
                "/quantityList/0/quantity",
            ),
            (
                r#""action":"OBSERVE","quantityList":[{"epcClass":"urn:a:1","quantity":1.5}]"#,
                "fraction-of-pieces",
                "/quantityList/0/quantity",
            ),
            (
                r#""action":"OBSERVE","quantityList":[{"epcClass":"urn:a:1","quantity":-1,"uom":"KGM"}]"#,
                "negative-quantity",
                "/quantityList/0/quantity",
            ),
            (
                r#""action":"OBSERVE","quantityList":[{"epcClass":"urn:a:1","quantity":1,"uom":"kg"}]"#,
                "malformed-unit",
                "/quantityList/0/uom",
            ),
            (
                r#""action":"OBSERVE","epcList":["urn:a:1"],"sensorElementList":[{"sensorReport":[{"value":1}]}]"#,
                "missing-member",
                "/sensorElementList/0/sensorReport/0/type",
            ),
            (r#""action":"OBSERVE","epcList":["urn:a:1"],"ex:phone":"x""#, "personal-in-clear", "/ex:phone"),
            (
                r#""action":"OBSERVE","epcList":["urn:a:1"],"readPoint":{"id":"geo:27.7,107.4"}"#,
                "personal-pattern",
                "/readPoint/id",
            ),
            (
                r#""action":"OBSERVE","epcList":["urn:a:1"],"terroir:act":"dance""#,
                "unknown-act",
                "/terroir:act",
            ),
            (
                r#""action":"OBSERVE","epcList":["urn:a:1"],"terroir:act":"spray","terroir:input":"a","terroir:active":"b""#,
                "missing-farm-field",
                "/terroir:amount",
            ),
            (
                r#""action":"OBSERVE","epcList":["urn:a:1"],"terroir:act":"weed","terroir:method":"hand","terroir:area":"2 KGM""#,
                "unit-of-other-dimension",
                "/terroir:area",
            ),
        ] {
            let found = codes(&event(members));
            assert!(found.contains(&(code.into(), at.into())), "{members}: {found:?}");
        }
    }

    #[test]
    fn a_good_farm_event_has_nothing_but_notes() {
        let text = event(
            r#""action":"OBSERVE","bizStep":"other","quantityList":[{"epcClass":"https://coop.example/t/c/T/S26"}],
            "terroir:act":"spray","terroir:input":"1.8% abamectin EC","terroir:active":"abamectin",
            "terroir:amount":"0.30 LTR","terroir:dose":"0.60 LTR/HAR","terroir:interval-days":7"#,
        );
        assert_eq!(codes(&text), vec![("no-context".into(), "".into())]);
    }

    #[test]
    fn findings_are_bounded() {
        let many = format!("[{}]", vec!["{}"; 2000].join(","));
        assert_eq!(codes(&many).len(), MOST_FINDINGS);
        // Notes that find no room do not make a document wrong.
        let one =
            event(r#""action":"OBSERVE","quantityList":[{"epcClass":"urn:a:1","quantity":1,"uom":"ZZ9"}]"#);
        let many = format!("[{}]", vec![one.as_str(); 2000].join(","));
        let document = json::read(many.as_bytes()).unwrap();
        let report = validate(document.root());
        assert!(report.is_valid() && report.events == 2000 && report.findings.len() == MOST_FINDINGS);
    }
}
