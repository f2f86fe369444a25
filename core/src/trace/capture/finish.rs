//! Writing the event of a draft, and holding it against validation.

use super::{
    Draft, Need, day,
    draft::{Drafter, MOST_LISTED},
    settings::context_of,
    value::said,
    what::Things,
    write::Out,
};
use crate::{
    base::finding::{Finding, Severity},
    digest::json::{self, Value},
    trace::{EventType, validate, vocabulary},
};
use alloc::{borrow::Cow, format, string::String};

/// Bytes that an event may have beyond three times its record.
const EVENT_FLOOR: usize = 4096;

impl Drafter<'_, '_> {
    fn action(&self) -> &'static str {
        let said_action = self.get("action").and_then(said);
        if let Some(action) = said_action {
            return match action.trim() {
                "ADD" => "ADD",
                "DELETE" => "DELETE",
                _ => "OBSERVE",
            };
        }
        match (self.act.map_or("", |act| act.name), self.kind) {
            (
                "stock" | "birth" | "tag" | "harvest" | "collect" | "catch" | "pack",
                EventType::Object | EventType::Aggregation,
            ) => "ADD",
            ("die" | "lose" | "destroy", _) | ("unpack", EventType::Aggregation) => "DELETE",
            _ => "OBSERVE",
        }
    }

    /// The business step of the act. That a lot is new is not for one record to say: of a class of things more is made
    /// (CBV 2.0 §7.1: `creating_class_instance` may be repeated, `commissioning` is the first use).
    fn step(&self) -> Option<&'static str> {
        let made = if self.kind == EventType::Transformation { &self.into } else { &self.here };
        match self.act?.biz_step {
            "commissioning" if made.items.is_empty() && !made.classes.is_empty() => {
                Some("creating_class_instance")
            }
            step => Some(step),
        }
    }

    pub(super) fn done(mut self, record: Value<'_>, context: bool) -> Draft {
        let text = self.event(context);
        if text.len() > record.raw().len().saturating_mul(3).saturating_add(EVENT_FLOOR) {
            self.missing(
                "items",
                "event-too-large",
                Need::Needed,
                "terroir capture: limits".into(),
                String::new(),
            );
            self.draft.understood.clear();
            return self.draft;
        }
        self.validated(&text);
        let complete = self.draft.missing.iter().all(|missing| missing.severity == Need::Advised);
        if complete {
            self.draft.event = Some(text);
        } else {
            self.draft.partial = Some(text);
        }
        self.draft
    }

    /// What validation finds in the event: errors are missing what they ask for, the rest is worth knowing.
    fn validated(&mut self, text: &str) {
        let Ok(document) = json::read(text.as_bytes()) else { return };
        let lacking = self.draft.missing.iter().any(|missing| missing.severity == Need::Needed);
        for finding in validate(document.root()).findings {
            // Of a draft with gaps it is known already that it has them.
            let gap = matches!(
                &*finding.code,
                "missing-member" | "missing-farm-field" | "missing-what" | "act-needs-quantity"
            );
            match finding {
                Finding { severity: Severity::Error, .. } if gap && lacking => {}
                Finding { severity: Severity::Error, code: Cow::Borrowed(code), at, found } => {
                    let field = at.trim_start_matches('/').trim_start_matches("terroir:");
                    self.missing(String::from(field), code, Need::Needed, "validate_events".into(), found);
                }
                finding if matches!(&*finding.code, "no-context" | "undeclared-prefix") => {}
                finding if self.draft.findings.len() < MOST_LISTED => {
                    let at = format!("/event{}", finding.at);
                    self.draft.findings.push(Finding { at, ..finding });
                }
                _ => {}
            }
        }
    }

    fn event(&self, context: bool) -> String {
        let mut out = Out::object();
        if context {
            out.raw("@context", &context_of(self.settings));
        }
        if let Some(id) = self.get("id").and_then(said) {
            out.text("eventID", id.trim());
        }
        out.text("type", self.kind.name());
        if let Some((time, _)) = &self.time {
            out.text("eventTime", time);
        }
        if let Some(offset) = self.when.offset {
            out.text("eventTimeZoneOffset", &day::offset_text(offset));
        }
        if self.kind != EventType::Transformation {
            out.text("action", self.action());
        }
        let lists: &[(&str, &str, &Things)] = match self.kind {
            EventType::Transformation => &[
                ("inputEPCList", "inputQuantityList", &self.from),
                ("outputEPCList", "outputQuantityList", &self.into),
            ],
            EventType::Aggregation | EventType::Association => {
                &[("childEPCs", "childQuantityList", &self.here)]
            }
            _ => &[("epcList", "quantityList", &self.here)],
        };
        if let Some(parent) = &self.parent {
            out.text("parentID", parent);
        }
        for (items, classes, things) in lists {
            for (name, list) in [(items, &things.items), (classes, &things.classes)] {
                if !list.is_empty() {
                    out.raw(name, &format!("[{}]", list.join(",")));
                }
            }
        }
        let word = |name: &str| self.get(name).and_then(said).map(|text| String::from(text.trim()));
        if let Some(step) = word("step").or_else(|| self.step().map(String::from)) {
            out.text("bizStep", &step);
        }
        if let Some(disposition) = word("disposition") {
            out.text("disposition", &disposition);
        }
        for (name, json) in &self.standard {
            out.raw(name, json);
        }
        if let Some(act) = self.act {
            out.text("terroir:act", act.name);
        }
        for (name, json) in &self.farm {
            if name.contains(':') {
                out.raw(name, json);
            } else {
                out.raw(&format!("{}:{name}", vocabulary::PREFIX), json);
            }
        }
        if let Some((_, precision @ ("day" | "hour"))) = &self.time {
            out.text("terroir:time-precision", precision);
        }
        match self.rounded.as_slice() {
            [] => {}
            [one] => out.text("terroir:as-said", one),
            several => {
                let mut list = Out::array();
                for words in several {
                    list.text_item(words);
                }
                out.raw("terroir:as-said", &list.close());
            }
        }
        out.close()
    }
}
