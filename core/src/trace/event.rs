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
///
/// ```
/// use terroir::{digest::json, trace::Events};
///
/// let text = r#"{"type":"ObjectEvent","sensorElementList":[{"sensorMetadata":{"time":"2026-05-12T07:30:00Z"},
///     "sensorReport":[{"type":"Temperature","value":3.90,"uom":"CEL"}]}]}"#;
/// let document = json::read(text.as_bytes())?;
/// let events = Events::of(document.root()).map_err(|_| "events")?;
/// let event = events.iter().next().ok_or("one event")?;
/// let report = event.sensor_reports().next().ok_or("one report")?;
/// assert_eq!(report.number("value"), Some("3.90"));
/// assert_eq!(report.text("time").as_deref(), Some("2026-05-12T07:30:00Z"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// An identifier with a type: a business transaction, a source or a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'d> {
    /// What or who.
    pub id: Cow<'d, str>,
    /// Of which type, as it was written.
    pub kind: Option<Cow<'d, str>>,
}

/// One reading or summary of readings of a sensor.
#[derive(Clone, Copy, Debug)]
pub struct SensorReport<'d> {
    /// What holds for all reports of the element.
    pub metadata: Option<Value<'d>>,
    /// The report.
    pub report: Value<'d>,
}

impl<'d> SensorReport<'d> {
    /// A number of the report (`value`, `minValue`, …), as it was written.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<&'d str> {
        self.report.get(name)?.number()
    }

    /// A text of the report, or else of the metadata (`time`, `deviceID`, …).
    #[must_use]
    pub fn text(&self, name: &str) -> Option<Cow<'d, str>> {
        let own = self.report.get(name);
        own.or_else(|| self.metadata?.get(name))?.text()
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

    /// The business transactions: identifier, and type where it is given.
    pub fn biz_transactions(&self) -> impl Iterator<Item = Typed<'d>> {
        self.typed("bizTransactionList", "bizTransaction")
    }

    /// Where the things come from.
    pub fn sources(&self) -> impl Iterator<Item = Typed<'d>> {
        self.typed("sourceList", "source")
    }

    /// Where the things go.
    pub fn destinations(&self) -> impl Iterator<Item = Typed<'d>> {
        self.typed("destinationList", "destination")
    }

    fn typed(&self, list: &str, member: &'static str) -> impl Iterator<Item = Typed<'d>> {
        let items = self.get(list).and_then(|list| list.items()).into_iter().flatten();
        items.filter_map(move |item| {
            Some(Typed { id: item.get(member)?.text()?, kind: item.get("type").and_then(|kind| kind.text()) })
        })
    }

    /// The sensor reports, each with the metadata of its element.
    pub fn sensor_reports(&self) -> impl Iterator<Item = SensorReport<'d>> {
        let elements = self.get("sensorElementList").and_then(|list| list.items()).into_iter().flatten();
        elements.flat_map(|element| {
            let metadata = element.get("sensorMetadata");
            let reports = element.get("sensorReport").and_then(|list| list.items()).into_iter().flatten();
            reports.map(move |report| SensorReport { metadata, report })
        })
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
