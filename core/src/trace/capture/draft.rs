//! The way from a record to an event.

use super::{
    CaptureError, Draft, How, Missing, Need, Settings, Understood, advice, day,
    member::{self, Member},
    numeral, settings, synonym,
    text::{is_inline, normal},
    value::{When, is_silent, said},
    what::Things,
};
use crate::{
    base::{
        finding::{Finding, Severity},
        text::shown,
        time::Instant,
    },
    digest::json::{Kind, Value},
    trace::{
        EventType,
        vocabulary::{self, Act},
    },
};
use alloc::{
    borrow::Cow,
    collections::BTreeSet,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// Entries of each list of a draft at most.
pub(super) const MOST_LISTED: usize = 128;

/// Drafts an event from a record: an object of what was said.
///
/// # Errors
/// [`CaptureError`], if the record is no object or a setting cannot be. What is wrong with the record is in the draft.
pub fn draft(record: Value<'_>, settings: &Settings) -> Result<Draft, CaptureError> {
    settings::check(settings)?;
    draft_within(record, settings, true)
}

/// As [`draft`], with settings that are checked already, and without `@context` where others hold it.
pub(super) fn draft_within(
    record: Value<'_>,
    settings: &Settings,
    context: bool,
) -> Result<Draft, CaptureError> {
    if record.kind() != Kind::Object {
        return Err(CaptureError::NotARecord);
    }
    let mut drafter = Drafter::new(settings);
    drafter.collect(record);
    drafter.act();
    drafter.when();
    drafter.what();
    drafter.around();
    drafter.fields();
    drafter.carried();
    drafter.suggest();
    drafter.lacking();
    Ok(drafter.done(record, context))
}

/// The act that a word means.
pub(super) fn act_named(text: &str) -> Option<&'static str> {
    let text = normal(text);
    if let Some(act) = vocabulary::ACTS.iter().find(|act| act.name == text || act.chinese == text) {
        return Some(act.name);
    }
    synonym::ACTS.iter().find(|(word, _)| word.eq_ignore_ascii_case(&text)).map(|(_, act)| *act)
}

pub(super) struct Drafter<'v, 's> {
    pub(super) settings: &'s Settings,
    pub(super) draft: Draft,
    /// What was said, by member; each once.
    pub(super) said: Vec<(Member, String, Value<'v>)>,
    pub(super) act: Option<&'static Act>,
    pub(super) when: When,
    pub(super) time: Option<(String, &'static str)>,
    pub(super) kind: EventType,
    pub(super) here: Things,
    pub(super) from: Things,
    pub(super) into: Things,
    pub(super) parent: Option<String>,
    /// Members of the standard behind the things, as JSON.
    pub(super) standard: Vec<(&'static str, String)>,
    /// Fields of the vocabulary and extensions, as JSON.
    pub(super) farm: Vec<(Cow<'static, str>, String)>,
    pub(super) rounded: Vec<String>,
}

impl<'v, 's> Drafter<'v, 's> {
    fn new(settings: &'s Settings) -> Self {
        Self {
            settings,
            draft: Draft::default(),
            said: Vec::new(),
            act: None,
            when: When { date: None, offset: day::offset(settings) },
            time: None,
            kind: EventType::Object,
            here: Things::default(),
            from: Things::default(),
            into: Things::default(),
            parent: None,
            standard: Vec::new(),
            farm: Vec::new(),
            rounded: Vec::new(),
        }
    }

    pub(super) fn missing(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        why: &'static str,
        severity: Need,
        clause: Cow<'static, str>,
        found: String,
    ) {
        let missing =
            Missing { field: field.into(), why, severity, clause, found, suggestion: String::new() };
        if self.draft.missing.len() < MOST_LISTED {
            self.draft.missing.push(missing);
        } else if severity == Need::Needed
            && let Some(last) = self.draft.missing.last_mut()
        {
            *last = missing;
        }
    }

    /// What was said cannot be read: there is no event until it is mended or left out.
    pub(super) fn unread(
        &mut self,
        field: &'static str,
        clause: &'static str,
        (why, found): (&'static str, String),
    ) {
        let personal = vocabulary::is_personal(field);
        let suggestion = match why {
            "serial-day" => day::of_serial(&found).map(|date| date.to_string()),
            why => numeral::suggestion(why, &found),
        };
        self.missing(field, why, Need::Needed, clause.into(), if personal { String::new() } else { found });
        if let (Some(last), Some(suggestion)) =
            (self.draft.missing.last_mut(), suggestion.filter(|_| !personal))
        {
            last.suggestion = suggestion;
        }
    }

    pub(super) fn understood(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        said: &str,
        read: &str,
        how: How,
    ) {
        if self.draft.understood.len() < MOST_LISTED {
            let field = field.into();
            self.draft.understood.push(Understood {
                field,
                said: shown_long(said),
                read: shown_long(read),
                how,
            });
        }
    }

    pub(super) fn note(&mut self, severity: Severity, code: &'static str, at: &str, found: &str) {
        if self.draft.findings.len() < MOST_LISTED {
            self.draft.findings.push(Finding::new(severity, code).at(at).found(shown(found)));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Value<'v>> {
        self.said.iter().find(|(member, ..)| member.name() == Some(name)).map(|(.., value)| *value)
    }

    fn collect(&mut self, record: Value<'v>) {
        let mut seen = BTreeSet::new();
        for (name, value) in record.members().into_iter().flatten() {
            let Some(member) = member::resolve(&name, self.settings) else {
                if self.draft.not_taken.len() < MOST_LISTED {
                    self.note(Severity::Warning, "not-taken", &pointer(&name), "");
                    self.draft.not_taken.push(shown(&name));
                }
                continue;
            };
            if holds_inline(value) {
                let field = member.name().map_or_else(|| Cow::Owned(shown(&name)), Cow::Borrowed);
                self.missing(field, "inline-media", Need::Needed, advice::MEDIA.into(), String::new());
                continue;
            }
            if is_silent(value) {
                continue;
            }
            if let Some(name) = member.name()
                && !seen.insert(name)
            {
                self.missing(
                    name,
                    "said-twice",
                    Need::Needed,
                    "terroir capture: each member once".into(),
                    String::new(),
                );
                continue;
            }
            self.said.push((member, name.into_owned(), value));
        }
    }

    fn act(&mut self) {
        let clause = "terroir farm vocabulary v1: act";
        let Some(value) = self.get("act") else {
            self.missing("act", "not-said", Need::Needed, clause.into(), String::new());
            return;
        };
        let text = said(value).unwrap_or_default();
        let Some(act) = act_named(&text) else {
            self.unread("act", clause, ("unknown-act", shown(&text)));
            return;
        };
        let how = if act == text.trim() { How::AsWritten } else { How::Synonym };
        self.understood("act", &text, act, how);
        self.act = vocabulary::act(act);
    }

    fn when(&mut self) {
        let Some(value) = self.get("day") else {
            self.missing("day", "not-said", Need::Needed, advice::WHEN.into(), String::new());
            return;
        };
        let text = said(value).unwrap_or_default();
        // A moment with its own offset says all there is.
        if let Ok(instant) = text.trim().parse::<Instant>() {
            let Some(offset) = instant.offset() else {
                self.unread("day", advice::OFFSET, ("no-offset", shown(&text)));
                return;
            };
            self.when = When { date: Some(instant.date()), offset: Some(offset) };
            self.understood("day", &text, text.trim(), How::AsWritten);
            self.time = Some((text.trim().into(), "second"));
            if self.get("time").is_some() {
                self.unread("time", advice::WHEN, ("said-twice", String::new()));
            }
            return;
        }
        let read = match day::day(&text, self.settings) {
            Ok(read) => read,
            Err(code) => {
                self.unread("day", advice::WHEN, (code, shown(&text)));
                return;
            }
        };
        self.when.date = Some(read.date);
        let how = if read.told { How::Told } else { How::Calendar };
        self.understood("day", &text, &read.date.to_string(), how);
        let mut clock = read.clock;
        if clock.is_some_and(|clock| clock.seconds == 0 && clock.precision != "hour") {
            self.note(Severity::Note, "midnight-time", "/day", &text);
        }
        if let Some(value) = self.get("time") {
            let text = said(value).unwrap_or_default();
            match day::clock(&text) {
                _ if clock.is_some() => self.unread("time", advice::WHEN, ("said-twice", shown(&text))),
                Ok(read) => {
                    clock = Some(read);
                    let hours = read.seconds / 3600;
                    let minutes = read.seconds % 3600 / 60;
                    self.understood("time", &text, &format!("{hours:02}:{minutes:02}"), How::Calendar);
                }
                Err(code) => self.unread("time", advice::WHEN, (code, shown(&text))),
            }
        } else if clock.is_none() {
            self.missing("time", "not-said", Need::Advised, advice::WHEN.into(), String::new());
        }
        let Some(offset) = self.when.offset else {
            self.missing("offset", "no-offset", Need::Needed, advice::OFFSET.into(), String::new());
            return;
        };
        let precision = clock.map_or("day", |clock| clock.precision);
        match day::instant(read.date, clock, offset) {
            Some(instant) => self.time = Some((instant.to_string(), precision)),
            None => self.unread("day", advice::WHEN, ("no-such-day", shown(&text))),
        }
    }
}

pub(super) fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// At most 256 characters of what was said.
fn shown_long(text: &str) -> String {
    match text.char_indices().nth(256) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into(),
    }
}

// INVARIANT (depth): recursion ends where the reader's limit on depth ends.
fn holds_inline(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::String => value.text().is_some_and(|text| is_inline(&text)),
        Kind::Array => value.items().into_iter().flatten().any(holds_inline),
        Kind::Object => value.members().into_iter().flatten().any(|(_, value)| holds_inline(value)),
        _ => false,
    }
}
