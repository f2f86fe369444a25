//! The rules of an event hash, as data: which order, and what is done to values.

use crate::trace::{
    Context,
    model::Slot::{self, *},
};
use core::fmt;
use serde::{Deserialize, Serialize};

/// Which rules an event hash id follows; incompatible ones circulate under one label (`?ver=CBV2.0`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum ProfileName {
    /// What the reference implementation does, numbers through a double included; all its published expectations hold.
    Reference,
    /// The same order, and no value is rewritten beyond what CBV 2.0 §8.9 asks for.
    Exact,
    /// The order of the published table of elements, which is not that of the reference implementation: `epcList` before
    /// `parentID`, the lists of transactions, sources and destinations before the sensors, `ilmd` before extensions, no
    /// `certificationInfo`; `sensorElementList` is not named, and extensions in standard members stand at the end. Values
    /// as in `exact`. Unverified: made from the table and from reading OpenEPCIS; there are no published expectations.
    Table,
    /// As `table`, with `sensorElementList` named, extensions in their places, and `?ver=CBV2.1` in the id. Unverified:
    /// the text of CBV 2.1 was not at hand; made from reading OpenEPCIS, the only one that writes this label.
    #[serde(rename = "cbv-2.1")]
    Cbv21,
}

impl ProfileName {
    /// Every profile.
    pub const ALL: [Self; 4] = [Self::Reference, Self::Exact, Self::Table, Self::Cbv21];

    /// Every profile, from the one to name first where several yield the same.
    pub const PREFERRED: [Self; 4] = [Self::Exact, Self::Reference, Self::Table, Self::Cbv21];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Exact => "exact",
            Self::Table => "table",
            Self::Cbv21 => "cbv-2.1",
        }
    }

    /// Its rules.
    #[must_use]
    pub const fn profile(self) -> Profile {
        match self {
            Self::Reference => REFERENCE,
            Self::Exact => EXACT,
            Self::Table => TABLE,
            Self::Cbv21 => CBV_2_1,
        }
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is done to numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Numbers, and texts that look like one, are printed as the double that is nearest.
    Double,
    /// JSON numbers and quantities lose trailing zeros and exponents; texts stay as they are.
    Exact,
    /// Numbers stay as they are written.
    Kept,
}

/// What is done to identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifiers {
    /// What has the shape of a GS1 key is normalised, anything else is kept.
    Lenient,
    /// What claims to be a GS1 key must be one.
    Strict,
    /// Identifiers stay as they are written.
    Kept,
}

/// What is done to the part of a second beyond milliseconds, and to the offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Rounded to the nearest millisecond, half up (CBV 2.0 §8.9, rule 9).
    HalfUp,
    /// Rounded to the nearest millisecond, half to even.
    HalfEven,
    /// Cut off.
    Cut,
    /// Times stay as they are written.
    Kept,
}

/// Where the extensions in standard members of an event stand: in `readPoint`, `sensorReport` and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nested {
    /// Behind the standard members of what holds them (CBV 2.0 §8.9, rule 21).
    InPlace,
    /// So, too; but those without namespace each by itself among the extensions of the event, behind the names of all that
    /// holds it. The reference implementation has them left over.
    BareAtEnd,
    /// Behind all standard members of the event, under the names of what holds them.
    AtEnd,
}

/// The rules of an event hash.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Members of an event that have a place of their own, in order.
    pub(super) order: &'static [Slot],
    /// Members of an event that stand among its extensions, in lexical order.
    pub(super) among_extensions: &'static [Slot],
    /// Is `certificationInfo` hashed, behind the offset?
    pub(super) certification: bool,
    /// What is done to numbers.
    pub numbers: Numbers,
    /// What is done to identifiers.
    pub identifiers: Identifiers,
    /// What is done to times.
    pub times: Times,
    /// Where extensions in standard members stand.
    pub nested: Nested,
    /// Is `sensorElementList` named?
    pub sensor_keyword: bool,
    /// Does the type of a transaction, source or destination stand behind the identifier?
    pub type_behind: bool,
    /// Are elements of a list and extensions put into lexical order?
    pub sorted: bool,
    /// Are bare words and URNs of the vocabulary written in full?
    pub words_in_full: bool,
    /// Are CURIEs in values written in full whatever their prefix, and not only those of GS1?
    ///
    /// The reference implementation does so in JSON and not in XML, which gives one event two hash ids.
    pub own_prefixes: bool,
    /// Are members that the document lists as `ignoreFields` left out?
    pub ignore_fields: bool,
    /// The version in the hash id.
    pub version: &'static str,
}

/// The namespace of master data attributes as EPCIS 2.0 JSON has it, and as XML documents mostly write it.
const MASTER_DATA: (&str, &str) = ("urn:epcglobal:cbv:mda:", "urn:epcglobal:cbv:mda");

impl Profile {
    /// A namespace as it is hashed, of a name as it was written.
    ///
    /// There are two spellings of the one of master data. The reference implementation hashes what a document declares;
    /// where it declares nothing, the spelling of XML makes both forms of a document alike.
    pub(super) fn namespace<'n>(&self, namespace: &'n str, name: &str, context: &Context<'_>) -> &'n str {
        let (json, xml) = MASTER_DATA;
        match self.identifiers {
            Identifiers::Strict if namespace == xml => json,
            Identifiers::Lenient if namespace == json && is_undeclared(name, context) => xml,
            _ => namespace,
        }
    }
}

fn is_undeclared(name: &str, context: &Context<'_>) -> bool {
    name.split_once(':').is_some_and(|(prefix, _)| prefix == "cbvmda" && !context.declares(prefix))
}

const REFERENCE_ORDER: &[Slot] = &[
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
];

/// The published table gives the three lists a place before the sensors; the reference implementation does not.
const REFERENCE_AMONG: &[Slot] = &[BizTransactionList, SourceList, DestinationList, Ilmd];

const TABLE_ORDER: &[Slot] = &[
    EventTime,
    EventTimeZoneOffset,
    CertificationInfo,
    EpcList,
    ParentId,
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
    BizTransactionList,
    SourceList,
    DestinationList,
    SensorElementList,
    Ilmd,
];

const EXACT: Profile = Profile {
    order: REFERENCE_ORDER,
    among_extensions: REFERENCE_AMONG,
    certification: true,
    numbers: Numbers::Exact,
    identifiers: Identifiers::Strict,
    times: Times::HalfUp,
    nested: Nested::InPlace,
    sensor_keyword: true,
    type_behind: false,
    sorted: true,
    words_in_full: true,
    own_prefixes: true,
    ignore_fields: false,
    version: "CBV2.0",
};

const REFERENCE: Profile = Profile {
    numbers: Numbers::Double,
    identifiers: Identifiers::Lenient,
    nested: Nested::BareAtEnd,
    own_prefixes: false,
    ignore_fields: true,
    ..EXACT
};

const TABLE: Profile = Profile {
    order: TABLE_ORDER,
    among_extensions: &[],
    // The table does not have it.
    certification: false,
    nested: Nested::AtEnd,
    sensor_keyword: false,
    ..EXACT
};

const CBV_2_1: Profile =
    Profile { nested: Nested::InPlace, sensor_keyword: true, version: "CBV2.1", ..TABLE };
