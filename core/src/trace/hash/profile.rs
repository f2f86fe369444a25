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
    /// What the reference implementation does, numbers through a double included.
    Reference,
    /// The same order, and no value is rewritten beyond what CBV 2.0 §8.9 asks for.
    Exact,
}

impl ProfileName {
    /// Every profile, the one to prefer last.
    pub const ALL: [Self; 2] = [Self::Reference, Self::Exact];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Exact => "exact",
        }
    }

    /// Its rules.
    #[must_use]
    pub const fn profile(self) -> &'static Profile {
        match self {
            Self::Reference => &REFERENCE,
            Self::Exact => &EXACT,
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
}

/// What is done to identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifiers {
    /// What has the shape of a GS1 key is normalised, anything else is kept.
    Lenient,
    /// What claims to be a GS1 key must be one.
    Strict,
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
    /// What is done to numbers.
    pub numbers: Numbers,
    /// What is done to identifiers.
    pub identifiers: Identifiers,
    /// Where extensions in standard members stand.
    pub nested: Nested,
    /// Is `sensorElementList` named?
    pub sensor_keyword: bool,
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

static REFERENCE: Profile = Profile {
    order: REFERENCE_ORDER,
    among_extensions: REFERENCE_AMONG,
    numbers: Numbers::Double,
    identifiers: Identifiers::Lenient,
    nested: Nested::BareAtEnd,
    sensor_keyword: true,
    own_prefixes: false,
    ignore_fields: true,
    version: "CBV2.0",
};

static EXACT: Profile = Profile {
    order: REFERENCE_ORDER,
    among_extensions: REFERENCE_AMONG,
    numbers: Numbers::Exact,
    identifiers: Identifiers::Strict,
    nested: Nested::InPlace,
    sensor_keyword: true,
    own_prefixes: true,
    ignore_fields: false,
    version: "CBV2.0",
};
