//! Fields of the vocabulary, what concerns persons, and what is lacking.

use super::{
    Hidden, How, Need, advice,
    draft::{Drafter, pointer},
    label, media,
    member::Member,
    reading,
    value::{self, Read, said},
    write::{Out, string},
};
use crate::{
    base::finding::Severity,
    digest::json::{self, Value},
    trace::{
        EventType, personal_pattern,
        vocabulary::{self, Act, FieldKind, Visibility},
    },
};
use alloc::{borrow::Cow, format, string::String, vec::Vec};

impl<'v> Drafter<'v, '_> {
    /// Fields of the vocabulary, personal ones apart, and extensions.
    pub(super) fn fields(&mut self) {
        let said_all = core::mem::take(&mut self.said);
        let place = |member: &Member| match member {
            Member::Field(field) => vocabulary::FIELDS.iter().position(|known| known.name == field.name),
            _ => None,
        };
        let mut order: Vec<&(Member, String, Value<'v>)> = said_all.iter().collect();
        order.sort_by_key(|(member, name, _)| (place(member).unwrap_or(usize::MAX), name.as_str()));
        for (member, name, value) in order {
            match member {
                Member::Own(_) => {}
                Member::Extension => {
                    let json = said(*value).map_or_else(|| value.raw().into(), |text| string(&text));
                    self.understood(name.clone(), "", &json, How::AsWritten);
                    self.farm.push((Cow::Owned(name.clone()), json));
                }
                Member::Field(field) if field.visibility == Visibility::Personal => {
                    let text = said(*value).map_or_else(|| value.raw().into(), Cow::into_owned);
                    self.hide(field.name, text.trim());
                }
                Member::Field(field) => match value::field(field, *value, self.when, self.settings) {
                    Ok(read) => self.field(field, *value, read),
                    Err(wrong) => self.unread(field.name, "terroir farm vocabulary v1: kind of value", wrong),
                },
            }
        }
        self.said = said_all;
    }

    fn field(&mut self, field: &'static vocabulary::Field, value: Value<'_>, read: Read) {
        let text = said(value).unwrap_or_default();
        if field.kind == FieldKind::Text
            && let Some(kind) = personal_pattern(&read.shown)
        {
            self.note(Severity::Warning, "hidden-text", &pointer(field.name), kind);
            self.hide("note", &format!("{}: {}", field.name, text.trim()));
            return;
        }
        if read.how == How::Rounded {
            self.note(Severity::Note, "rounded", &pointer(field.name), &text);
            self.rounded.push(format!("{}: {}", field.name, text.trim()));
        }
        self.understood(field.name, &text, &read.shown, read.how);
        self.farm.push((Cow::Borrowed(field.name), read.json));
    }

    fn hide(&mut self, name: &'static str, text: &str) {
        if let Some(hidden) = self.draft.hidden.iter_mut().find(|hidden| hidden.name == name) {
            // One digest a name: a further word is added to the first.
            let first = json::read(hidden.value.as_bytes());
            let first =
                first.ok().and_then(|first| Some(first.root().text()?.into_owned())).unwrap_or_default();
            hidden.value = string(&format!("{first}; {text}"));
            return;
        }
        self.draft.hidden.push(Hidden { name, value: string(text) });
        self.understood(name, "", "", How::Hidden);
    }

    /// Media and readings.
    pub(super) fn carried(&mut self) {
        if let Some(value) = self.get("media") {
            match media::media(value, self.settings) {
                Ok(media) => {
                    if !media.rows.is_empty() {
                        self.farm.push((Cow::Borrowed("media"), format!("[{}]", media.rows.join(","))));
                    }
                    if !media.photos.is_empty() {
                        self.note(Severity::Note, "photo-hidden", "/media", "");
                        self.hide("photo", &media.photos.join(" "));
                    }
                }
                Err(wrong) => self.unread("media", advice::MEDIA, wrong),
            }
        }
        if let Some(value) = self.get("readings") {
            match reading::readings(value, self.when, self.settings) {
                Ok(readings) => {
                    let elements: Vec<String> =
                        readings.elements.iter().map(reading::Element::json).collect();
                    if !elements.is_empty() {
                        self.standard.push(("sensorElementList", format!("[{}]", elements.join(","))));
                    }
                    if !readings.rows.is_empty() {
                        self.farm.push((Cow::Borrowed("readings"), format!("[{}]", readings.rows.join(","))));
                    }
                    for (part, needed) in readings.missing {
                        let need = if needed { Need::Needed } else { Need::Advised };
                        self.missing(
                            format!("readings/{part}"),
                            "not-said",
                            need,
                            advice::READING.into(),
                            String::new(),
                        );
                    }
                }
                Err(wrong) => self.unread("readings", advice::READING, wrong),
            }
        }
    }

    /// What the name on a label says of the active substance.
    pub(super) fn suggest(&mut self) {
        let asks = |act: &Act| act.required.contains(&"active") || act.optional.contains(&"active");
        let Some(act) = self.act.filter(|act| asks(act)) else { return };
        if self.get("active").is_some() {
            return;
        }
        let Some(text) = self.get("input").and_then(said) else { return };
        let Some((content, substances)) = label::active(&text) else { return };
        if !self.settings.suggestions {
            let clause = format!("terroir farm vocabulary v1: act {}", act.name);
            let need = if act.required.contains(&"active") { Need::Needed } else { Need::Advised };
            self.missing("active", "not-said", need, clause.into(), String::new());
            if let Some(last) = self.draft.missing.last_mut().filter(|last| last.field == "active") {
                last.suggestion = substances.join("; ");
            }
            return;
        }
        let mut out = Out::array();
        for substance in &substances {
            out.text_item(substance);
        }
        let single = substances.first().filter(|_| substances.len() == 1);
        let json = single.map_or_else(|| out.close(), |one| string(one));
        self.understood("active", &text, &substances.join("; "), How::Suggested);
        self.farm.push((Cow::Borrowed("active"), json));
        if self.get("concentration").is_none()
            && act.optional.contains(&"concentration")
            && substances.len() == 1
        {
            let content = format!("{content} P1");
            self.understood("concentration", &text, &content, How::Suggested);
            self.farm.push((Cow::Borrowed("concentration"), string(&content)));
        }
    }

    /// What the act calls for and the rules advise.
    pub(super) fn lacking(&mut self) {
        let Some(act) = self.act else { return };
        let clause = || Cow::Owned(format!("terroir farm vocabulary v1: act {}", act.name));
        for name in act.required {
            let there = self.farm.iter().any(|(field, _)| field == name);
            if !there && !self.is_missing(name) {
                self.missing(*name, "not-said", Need::Needed, clause(), String::new());
            }
        }
        let counted = self.here.items.len() + self.from.items.len() + self.into.items.len() > 0
            || self.get("quantity").is_some()
            || self.kind == EventType::Transformation;
        if act.quantity && !counted && !self.is_missing("quantity") {
            self.missing("quantity", "not-said", Need::Needed, clause(), String::new());
        }
        for (name, clause) in advice::advised(act.name) {
            let said = self.get(name).is_some() || self.farm.iter().any(|(field, _)| field == name);
            if !said {
                self.missing(name, "not-said", Need::Advised, clause.into(), String::new());
            }
        }
        if self.get("place").is_none() {
            self.missing("place", "not-said", Need::Advised, advice::WHERE.into(), String::new());
        }
    }
}
