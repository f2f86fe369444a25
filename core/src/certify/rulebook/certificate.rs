//! Conditions on certificates.

use super::{Condition, MOST_ITEMS, Operand, Pick};
use crate::{certify::certificate::CertificateState, id::few::few};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Where the days of a certificate and the changes of its status stand.
///
/// Changes are open: that a certificate is in force is known only where a statement says that none of these records was left
/// out, or where somebody looked it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateLife {
    /// Its first day.
    pub from: Operand,
    /// Its last day.
    pub to: Operand,
    /// Records of changes.
    #[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")]
    pub changes: Vec<StatusChange>,
    /// Records of looks at its status, as in a registry or a list of revocations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looks: Option<StatusLook>,
    /// How long before the day of the evaluation its status may have been known last: a period as `P7D`, or a term. Unless said,
    /// it has to be known on the day that is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<Operand>,
    /// What is missing where its status is not known, in a word; `certificate-status` unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
}

/// Records of one kind of change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusChange {
    /// Which records.
    pub of: Pick,
    /// What the certificate is from then on: `valid` or `restored`, `suspended`, `revoked`, `withdrawn`, `expired`; or where it
    /// stands.
    pub state: Operand,
}

/// Looks at the status of a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusLook {
    /// Which records; their day is that of the look.
    pub of: Pick,
    /// What the certificate was found to be.
    pub state: Operand,
    /// From which day on it was said to be so; a look says nothing of days before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Operand>,
}

/// Every such certificate, at least one, is in one of some states on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IntervalState {
    /// Which certificates.
    pub certificate: Pick,
    /// Their days and their changes.
    pub life: CertificateLife,
    /// On which day.
    pub at: Operand,
    /// In one of these.
    #[serde(deserialize_with = "few::<_, _, 6>")]
    pub state: Vec<CertificateState>,
}

/// Every such certificate, at least one, covers the goods: it is in force on their day, its scope has them, and what is sold
/// under it does not exceed what it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoveredBy {
    /// Which certificates: those that are claimed for the goods.
    pub certificate: Pick,
    /// Their days and their changes.
    pub life: CertificateLife,
    /// The goods: records of what has to be covered, at least one.
    pub goods: Pick,
    /// The day on which the certificate has to be in force; that of the goods unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Operand>,
    /// The site has to be one of the certificate's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<InScope>,
    /// The product has to be one of the certificate's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<InScope>,
    /// What else has to hold of certificate and goods: that it is not one of conversion, that it names the holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requires: Option<Condition>,
    /// How much it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<CoveredQuantity>,
}

/// Each of the goods' words has to be one of the certificate's. The list of a certificate is open unless its members are known
/// to be all there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InScope {
    /// What the goods say.
    pub value: Operand,
    /// What the certificate lists.
    pub among: Operand,
}

/// How much a certificate covers, and how much is sold under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CoveredQuantity {
    /// How much the goods are.
    pub value: Operand,
    /// How much the certificate covers.
    pub limit: Operand,
    /// What else is sold under the certificate: records of the one place where goods leave the holder, so that lots which are
    /// split or merged afterwards count once. Records that are also goods count once, too. They have to be complete.
    #[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")]
    pub sold: Vec<SoldUnder>,
    /// Statements of the certifier: all that was sold under the certificate to their day. With one that is not before the day
    /// of the goods, the records need not be complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<SoldUnder>,
    /// What is missing where neither is given, in a word; `certificate-quantities` unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
}

/// Records of quantities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SoldUnder {
    /// Which records.
    pub of: Pick,
    /// The quantity of each.
    pub value: Operand,
}

/// Every such issuer leads back, accreditation by accreditation, to somebody who is trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssuedBy {
    /// Which certificates: every one of them, at least one.
    pub certificate: Pick,
    /// Its issuer.
    pub issuer: Operand,
    /// Who is trusted.
    #[serde(deserialize_with = "few::<_, _, MOST_ITEMS>")]
    pub trusted: Vec<Operand>,
    /// Accreditations: every record that may be a link.
    pub accreditation: Pick,
    /// Of an accreditation: who is accredited.
    pub body: Operand,
    /// Of an accreditation: by whom.
    pub by: Operand,
    /// What has to hold of a link for the certificate: its scope, its days.
    pub link: Condition,
}
