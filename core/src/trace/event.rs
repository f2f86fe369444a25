//! One event, seen through the standard and kept as it was written.

use super::{Context, EventType, cbv, vocabulary};
use crate::digest::json::{Raw, Value};
use alloc::{borrow::Cow, string::String};
use core::fmt::Write as _;

/// What an event does to what it names (EPCIS 2.0 §7.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Something began, or was added.
    Add,
    /// Something was seen.
    Observe,
    /// Something ended, or was removed.
    Delete,
}

impl Action {
    /// The action of a word, exactly `ADD`, `OBSERVE` or `DELETE`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ADD" => Some(Self::Add),
            "OBSERVE" => Some(Self::Observe),
            "DELETE" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// An event on the tape: a cheap view. Nothing is copied, and [`Event::raw`] gives back the bytes that were read,
/// number text, unknown members and order included.
#[derive(Clone, Debug)]
pub struct Event<'d, 'c> {
    pub(super) value: Value<'d>,
    pub(super) context: Cow<'c, Context<'c>>,
    pub(super) base: &'static str,
    pub(super) index: Option<usize>,
}

/// A class of things and how much of it (`quantityElement`).
#[derive(Clone, Copy, Debug)]
pub struct QuantityElement<'d> {
    /// The whole element.
    pub value: Value<'d>,
}

impl<'d> QuantityElement<'d> {
    /// Which class.
    #[must_use]
    pub fn epc_class(&self) -> Option<Cow<'d, str>> {
        self.value.get("epcClass")?.text()
    }

    /// How much, as it was written; `None` where the event does not say.
    #[must_use]
    pub fn quantity(&self) -> Option<&'d str> {
        self.value.get("quantity")?.number()
    }

    /// In which Rec 20 unit; `None` for pieces.
    #[must_use]
    pub fn uom(&self) -> Option<Cow<'d, str>> {
        self.value.get("uom")?.text()
    }
}

impl<'d> Event<'d, '_> {
    /// The event as JSON.
    #[must_use]
    pub fn value(&self) -> Value<'d> {
        self.value
    }

    /// The text it was read from, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &'d str {
        self.value.raw()
    }

    /// The event as text of its own, to be put into another document unchanged.
    #[must_use]
    pub fn to_raw(&self) -> Raw {
        Raw::from(self.value)
    }

    /// What its prefixes stand for.
    #[must_use]
    pub fn context(&self) -> &Context<'_> {
        &self.context
    }

    /// JSON pointer of the event in what it was read from.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::from(self.base);
        if let Some(index) = self.index {
            let _ = write!(pointer, "/{index}");
        }
        pointer
    }

    /// A member of it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Value<'d>> {
        self.value.get(name)
    }

    /// A member that is a string.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<Cow<'d, str>> {
        self.value.get(name)?.text()
    }

    /// Its type, if it is one of the five.
    #[must_use]
    pub fn event_type(&self) -> Option<EventType> {
        let name = self.text("type")?;
        let bare = name.strip_prefix("epcis:").or_else(|| name.strip_prefix(cbv::EPCIS)).unwrap_or(&name);
        EventType::from_name(bare)
    }

    /// When it happened, as it was written.
    #[must_use]
    pub fn event_time(&self) -> Option<Cow<'d, str>> {
        self.text("eventTime")
    }

    /// What it does to what it names.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Action::from_name(&self.text("action")?)
    }

    /// The identifiers in `epcList`, `childEPCs`, `inputEPCList` or `outputEPCList`.
    pub fn epcs(&self, list: &str) -> impl Iterator<Item = Cow<'d, str>> {
        self.get(list).and_then(|l| l.items()).into_iter().flatten().filter_map(|epc| epc.text())
    }

    /// The classes in `quantityList`, `childQuantityList`, `inputQuantityList` or `outputQuantityList`.
    pub fn quantities(&self, list: &str) -> impl Iterator<Item = QuantityElement<'d>> {
        let items = self.get(list).and_then(|l| l.items()).into_iter().flatten();
        items.map(|value| QuantityElement { value })
    }

    /// The identifier of `readPoint` or `bizLocation`.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<Cow<'d, str>> {
        self.get(name)?.get("id")?.text()
    }

    /// Is it declared wrong by an error declaration?
    #[must_use]
    pub fn is_declared_wrong(&self) -> bool {
        self.get("errorDeclaration").is_some()
    }

    /// A field of the farm vocabulary by its bare name, under whatever prefix the document uses for it.
    #[must_use]
    pub fn farm(&self, field: &str) -> Option<Value<'d>> {
        let mut members = self.value.members()?;
        members.find_map(|(name, value)| {
            let (namespace, local) = self.context.expand(&name)?;
            (namespace == vocabulary::NAMESPACE && local == field).then_some(value)
        })
    }

    /// The farm act it records.
    #[must_use]
    pub fn act(&self) -> Option<&'static vocabulary::Act> {
        vocabulary::act(&self.farm("act")?.text()?)
    }
}
