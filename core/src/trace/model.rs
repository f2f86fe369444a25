//! The members of EPCIS 2.0, each with the place it stands in and what its value is.

use super::{EventType, cbv::Family};

/// What the value of a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text that stays as it is.
    Text,
    /// `ADD`, `OBSERVE` or `DELETE`.
    Action,
    /// Hours and minutes from UTC, `+08:00`.
    Offset,
    /// A Rec 20 code.
    Unit,
    /// `true` or `false`.
    Flag,
    /// An even number of hexadecimal digits.
    Hex,
    /// A time, printed in UTC with milliseconds.
    Time,
    /// A number.
    Number,
    /// A URI, often a GS1 key.
    Uri,
    /// One URI, or an array of them.
    Uris,
    /// The URI of a class of things.
    Class,
    /// A vocabulary word.
    Word(Family),
    /// An array of vocabulary words.
    Words(Family),
    /// Identifiers, each printed under the name `epc`.
    Epcs,
    /// Elements, each printed under the name given, with these members.
    Elements(&'static str, &'static [Field]),
    /// An object with these members; a string stands for the first of them.
    Object(&'static [Field]),
    /// Anything: members in lexical order.
    Any,
}

/// A member of a standard object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

/// Members of an event, as an index into [`EVENT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Slot {
    EventTime,
    EventTimeZoneOffset,
    CertificationInfo,
    ParentId,
    EpcList,
    InputEpcList,
    ChildEpcs,
    QuantityList,
    ChildQuantityList,
    InputQuantityList,
    OutputEpcList,
    OutputQuantityList,
    Action,
    TransformationId,
    BizStep,
    Disposition,
    PersistentDisposition,
    ReadPoint,
    BizLocation,
    SensorElementList,
    BizTransactionList,
    SourceList,
    DestinationList,
    Ilmd,
}

/// How many members an event has.
pub(super) const SLOTS: usize = 24;

/// The members of an event, in the order of [`Slot`].
pub(super) const EVENT: &[Field; SLOTS] = &[
    field("eventTime", Kind::Time),
    field("eventTimeZoneOffset", Kind::Offset),
    field("certificationInfo", Kind::Uris),
    field("parentID", Kind::Uri),
    field("epcList", Kind::Epcs),
    field("inputEPCList", Kind::Epcs),
    field("childEPCs", Kind::Epcs),
    field("quantityList", Kind::Elements("quantityElement", QUANTITY)),
    field("childQuantityList", Kind::Elements("quantityElement", QUANTITY)),
    field("inputQuantityList", Kind::Elements("quantityElement", QUANTITY)),
    field("outputEPCList", Kind::Epcs),
    field("outputQuantityList", Kind::Elements("quantityElement", QUANTITY)),
    field("action", Kind::Action),
    field("transformationID", Kind::Uri),
    field("bizStep", Kind::Word(Family::BizStep)),
    field("disposition", Kind::Word(Family::Disposition)),
    field("persistentDisposition", Kind::Object(PERSISTENT)),
    field("readPoint", Kind::Object(PLACE)),
    field("bizLocation", Kind::Object(PLACE)),
    field("sensorElementList", Kind::Elements("sensorElement", SENSOR_ELEMENT)),
    field("bizTransactionList", Kind::Elements("", BIZ_TRANSACTION)),
    field("sourceList", Kind::Elements("", SOURCE)),
    field("destinationList", Kind::Elements("", DESTINATION)),
    field("ilmd", Kind::Any),
];

/// Does a member belong to events of this type?
pub(super) fn belongs(slot: Slot, to: EventType) -> bool {
    use EventType::{Aggregation, Association, Object, Transaction, Transformation};
    match slot {
        Slot::Action => to != Transformation,
        Slot::ParentId => matches!(to, Aggregation | Transaction | Association),
        Slot::EpcList | Slot::QuantityList => matches!(to, Object | Transaction),
        Slot::ChildEpcs | Slot::ChildQuantityList => matches!(to, Aggregation | Association),
        Slot::InputEpcList
        | Slot::InputQuantityList
        | Slot::OutputEpcList
        | Slot::OutputQuantityList
        | Slot::TransformationId => to == Transformation,
        Slot::Ilmd => matches!(to, Object | Transformation),
        Slot::EventTime
        | Slot::EventTimeZoneOffset
        | Slot::CertificationInfo
        | Slot::BizStep
        | Slot::Disposition
        | Slot::PersistentDisposition
        | Slot::ReadPoint
        | Slot::BizLocation
        | Slot::SensorElementList
        | Slot::BizTransactionList
        | Slot::SourceList
        | Slot::DestinationList => true,
    }
}

/// The slots, in order.
pub(super) const ALL: [Slot; SLOTS] = [
    Slot::EventTime,
    Slot::EventTimeZoneOffset,
    Slot::CertificationInfo,
    Slot::ParentId,
    Slot::EpcList,
    Slot::InputEpcList,
    Slot::ChildEpcs,
    Slot::QuantityList,
    Slot::ChildQuantityList,
    Slot::InputQuantityList,
    Slot::OutputEpcList,
    Slot::OutputQuantityList,
    Slot::Action,
    Slot::TransformationId,
    Slot::BizStep,
    Slot::Disposition,
    Slot::PersistentDisposition,
    Slot::ReadPoint,
    Slot::BizLocation,
    Slot::SensorElementList,
    Slot::BizTransactionList,
    Slot::SourceList,
    Slot::DestinationList,
    Slot::Ilmd,
];

/// Members of an event that say about the record: not hashed.
pub(super) const RECORD: &[Field] = &[
    field("eventID", Kind::Uri),
    field("recordTime", Kind::Time),
    field("errorDeclaration", Kind::Object(ERROR_DECLARATION)),
];

pub(super) const ERROR_DECLARATION: &[Field] = &[
    field("declarationTime", Kind::Time),
    field("reason", Kind::Word(Family::ErrorReason)),
    field("correctiveEventIDs", Kind::Uris),
];

/// The slot of a member's name.
#[inline]
pub(super) fn slot(name: &str) -> Option<usize> {
    EVENT.iter().position(|field| field.name == name)
}

/// Members of an event that say about the record, not about what happened: they are not hashed.
pub(super) fn is_about_the_record(name: &str) -> bool {
    matches!(name, "type" | "@context" | "eventID" | "id" | "recordTime" | "errorDeclaration")
}

/// Members anywhere that are remarks.
pub(super) fn is_remark(name: &str) -> bool {
    matches!(name, "comment" | "rdfs:comment")
}

/// The member of an extension that holds the text of an XML element with attributes.
pub(super) const OWN_TEXT: &str = "#text";

pub(super) const QUANTITY: &[Field] =
    &[field("epcClass", Kind::Class), field("quantity", Kind::Number), field("uom", Kind::Unit)];

pub(super) const PERSISTENT: &[Field] =
    &[field("set", Kind::Words(Family::Disposition)), field("unset", Kind::Words(Family::Disposition))];

pub(super) const PLACE: &[Field] = &[field("id", Kind::Uri)];

pub(super) const BIZ_TRANSACTION: &[Field] =
    &[field("type", Kind::Word(Family::BizTransactionType)), field("bizTransaction", Kind::Uri)];

pub(super) const SOURCE: &[Field] =
    &[field("type", Kind::Word(Family::SourceDestinationType)), field("source", Kind::Uri)];

pub(super) const DESTINATION: &[Field] =
    &[field("type", Kind::Word(Family::SourceDestinationType)), field("destination", Kind::Uri)];

pub(super) const SENSOR_ELEMENT: &[Field] = &[
    field("sensorMetadata", Kind::Object(SENSOR_METADATA)),
    field("sensorReport", Kind::Elements("sensorReport", SENSOR_REPORT)),
];

pub(super) const SENSOR_METADATA: &[Field] = &[
    field("time", Kind::Time),
    field("startTime", Kind::Time),
    field("endTime", Kind::Time),
    field("deviceID", Kind::Uri),
    field("deviceMetadata", Kind::Uri),
    field("rawData", Kind::Uri),
    field("dataProcessingMethod", Kind::Uri),
    field("bizRules", Kind::Uri),
];

pub(super) const SENSOR_REPORT: &[Field] = &[
    field("type", Kind::Word(Family::MeasurementType)),
    field("exception", Kind::Word(Family::SensorAlert)),
    field("deviceID", Kind::Uri),
    field("deviceMetadata", Kind::Uri),
    field("rawData", Kind::Uri),
    field("dataProcessingMethod", Kind::Uri),
    field("time", Kind::Time),
    field("microorganism", Kind::Uri),
    field("chemicalSubstance", Kind::Uri),
    field("value", Kind::Number),
    field("component", Kind::Word(Family::Component)),
    field("stringValue", Kind::Text),
    field("booleanValue", Kind::Flag),
    field("hexBinaryValue", Kind::Hex),
    field("uriValue", Kind::Uri),
    field("minValue", Kind::Number),
    field("maxValue", Kind::Number),
    field("meanValue", Kind::Number),
    field("sDev", Kind::Number),
    field("percRank", Kind::Number),
    field("percValue", Kind::Number),
    field("uom", Kind::Unit),
    field("coordinateReferenceSystem", Kind::Uri),
];

/// A member of a sensor report that the property order of the hash does not know.
pub(super) const REPORT_RULES: Field = field("bizRules", Kind::Uri);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_in_order() {
        assert_eq!(EVENT[Slot::SensorElementList as usize].name, "sensorElementList");
        assert_eq!(EVENT[Slot::Ilmd as usize].name, "ilmd");
        assert_eq!(slot("readPoint"), Some(Slot::ReadPoint as usize));
        assert!(ALL.iter().enumerate().all(|(at, slot)| *slot as usize == at));
    }
}
