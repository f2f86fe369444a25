//! What an event names: lots and items, places and parties, and so its type.

use super::{
    How, Need, advice,
    draft::Drafter,
    value::said,
    what::{self, Things},
    write::{Out, string},
};
use crate::{
    base::text::shown,
    trace::{Action, EventType, cbv::Family},
};
use alloc::{format, string::String};

impl Drafter<'_, '_> {
    pub(super) fn what(&mut self) {
        let settings = self.settings;
        let quantity = self.get("quantity");
        if let Some(value) = self.get("lot") {
            match (value.items(), said(value)) {
                (Some(lots), _) => {
                    for lot in lots {
                        let text = said(lot).unwrap_or_default();
                        match what::class(&text, None, settings) {
                            Ok((json, _)) => self.here.classes.push(json),
                            Err(wrong) => return self.unread("lot", advice::WHAT, wrong),
                        }
                    }
                    if quantity.is_some() {
                        self.unread("quantity", advice::WHAT, ("wrong-shape", String::new()));
                    }
                }
                (None, Some(text)) => {
                    let amount = quantity.map(|quantity| said(quantity).unwrap_or_default());
                    match what::identifier(&text, settings) {
                        Ok((id, named)) => {
                            self.understood(
                                "lot",
                                &text,
                                &id,
                                if named { How::Named } else { How::AsWritten },
                            );
                        }
                        Err(wrong) => self.unread("lot", advice::WHAT, wrong),
                    }
                    match what::class(&text, amount.as_deref(), settings) {
                        Ok((json, read)) => {
                            self.here.classes.push(json);
                            if let Some(amount) = &amount {
                                self.understood("quantity", amount, &read, How::Converted);
                            }
                        }
                        Err(("unresolved-name", _)) => {}
                        Err(wrong) => self.unread("quantity", advice::WHAT, wrong),
                    }
                }
                (None, None) => self.unread("lot", advice::WHAT, ("wrong-shape", shown(value.raw()))),
            }
        } else if quantity.is_some() {
            self.missing("lot", "not-said", Need::Needed, advice::WHAT.into(), String::new());
        }
        if let Some(value) = self.get("items") {
            match what::identifiers(value, settings) {
                Ok(items) => {
                    self.understood("items", "", &format!("{}", items.len()), How::AsWritten);
                    self.here.items = items;
                }
                Err(wrong) => self.unread("items", advice::WHAT, wrong),
            }
        }
        for name in ["made-from", "made-into"] {
            let Some(value) = self.get(name) else { continue };
            let things = if name == "made-from" { &mut self.from } else { &mut self.into };
            if let Err(wrong) = what::parts(value, settings, things) {
                self.unread(name, advice::WHAT, wrong);
            }
        }
        if let Some(value) = self.get("container") {
            match what::identifier(&said(value).unwrap_or_default(), settings) {
                Ok((id, _)) => self.parent = Some(id),
                Err(wrong) => self.unread("container", advice::WHAT, wrong),
            }
        }
        self.choose_type();
    }

    fn choose_type(&mut self) {
        let Some(act) = self.act else { return };
        let made = self.get("made-from").is_some() || self.get("made-into").is_some();
        let wanted = if made {
            EventType::Transformation
        } else if self.get("container").is_some() {
            EventType::Aggregation
        } else {
            EventType::Object
        };
        let first = act.events.first().copied().unwrap_or(EventType::Object);
        self.kind = if act.events.contains(&wanted) { wanted } else { first };
        let lacks = |things: &Things| things.items.is_empty() && things.classes.is_empty();
        let named = !lacks(&self.here);
        match self.kind {
            EventType::Transformation => {
                // The lot of the record is what is made of the rest, or what the rest is made of.
                if named && lacks(&self.into) && !lacks(&self.from) {
                    self.into = core::mem::take(&mut self.here);
                } else if named && lacks(&self.from) {
                    self.from = core::mem::take(&mut self.here);
                }
                for (name, things) in [("made-from", lacks(&self.from)), ("made-into", lacks(&self.into))] {
                    if things && !self.is_missing(name) {
                        self.missing(name, "not-said", Need::Needed, advice::WHAT.into(), String::new());
                    }
                }
                if !lacks(&self.here) {
                    self.unread("lot", advice::WHAT, ("said-twice", String::new()));
                }
            }
            // A lot with an amount that cannot be read was said nevertheless.
            _ if !named
                && self.get("lot").is_none()
                && !self.is_missing("lot")
                && !self.is_missing("items") =>
            {
                self.missing("lot", "not-said", Need::Needed, advice::WHAT.into(), String::new());
            }
            _ => {}
        }
        if made && self.kind != EventType::Transformation {
            let name = if self.get("made-from").is_some() { "made-from" } else { "made-into" };
            self.unread(name, advice::WHAT, ("act-in-other-type", act.name.into()));
        }
        if self.parent.is_some() && self.kind != EventType::Aggregation && self.kind != EventType::Association
        {
            self.unread("container", advice::WHAT, ("act-in-other-type", act.name.into()));
        }
    }

    pub(super) fn is_missing(&self, name: &str) -> bool {
        self.draft.missing.iter().any(|missing| missing.field == name && missing.severity == Need::Needed)
    }

    /// Places, parties, documents, and the words of the standard.
    pub(super) fn around(&mut self) {
        let settings = self.settings;
        for (name, member) in [("place", "readPoint"), ("site", "bizLocation")] {
            let Some(value) = self.get(name) else { continue };
            let text = said(value).unwrap_or_default();
            match what::identifier(&text, settings) {
                Ok((id, named)) => {
                    self.understood(name, &text, &id, if named { How::Named } else { How::AsWritten });
                    self.standard.push((member, format!(r#"{{"id":{}}}"#, string(&id))));
                }
                Err(wrong) => self.unread(name, advice::WHERE, wrong),
            }
        }
        for (list, end, names) in [
            ("sourceList", "source", ["from-owner", "from-keeper", "from-place"]),
            ("destinationList", "destination", ["to-owner", "to-keeper", "to-place"]),
        ] {
            let mut out = Out::array();
            for (name, kind) in names.into_iter().zip(["owning_party", "possessing_party", "location"]) {
                let Some(value) = self.get(name) else { continue };
                let text = said(value).unwrap_or_default();
                match what::identifier(&text, settings) {
                    Ok((id, named)) => {
                        self.understood(name, &text, &id, if named { How::Named } else { How::AsWritten });
                        let mut one = Out::object();
                        one.text("type", kind);
                        one.text(end, &id);
                        out.item(&one.close());
                    }
                    Err(wrong) => self.unread(name, advice::WHERE, wrong),
                }
            }
            if !out.is_empty() {
                self.standard.push((list, out.close()));
            }
        }
        if let Some(value) = self.get("documents") {
            match what::documents(value, settings) {
                Ok(json) => self.standard.push(("bizTransactionList", json)),
                Err(wrong) => self.unread("documents", "EPCIS 2.0 §7.3.6: bizTransactionList", wrong),
            }
        }
        for (name, family) in [("disposition", Family::Disposition), ("step", Family::BizStep)] {
            let Some(value) = self.get(name) else { continue };
            let text = said(value).unwrap_or_default();
            if family.knows(text.trim()) {
                self.understood(name, &text, text.trim(), How::AsWritten);
            } else {
                self.unread(name, "CBV 2.0 §7", ("not-a-word", shown(&text)));
            }
        }
        if let Some(value) = self.get("action") {
            let text = said(value).unwrap_or_default();
            if Action::from_name(text.trim()).is_none() {
                self.unread("action", "EPCIS 2.0 §7.3.2", ("not-a-word", shown(&text)));
            }
        }
    }
}
