//! The rules of an event hash, as data: which order, and what is done to values.

use crate::trace::model::Slot::{self, *};
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
    /// Are members that the document lists as `ignoreFields` left out?
    pub ignore_fields: bool,
    /// The version in the hash id.
    pub version: &'static str,
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
    ignore_fields: true,
    version: "CBV2.0",
};

static EXACT: Profile = Profile {
    order: REFERENCE_ORDER,
    among_extensions: REFERENCE_AMONG,
    numbers: Numbers::Exact,
    identifiers: Identifiers::Strict,
    ignore_fields: false,
    version: "CBV2.0",
};
