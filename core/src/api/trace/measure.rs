//! What something was measured against.

use crate::product::profile::Standing;
use alloc::string::String;
use serde::Serialize;

/// A profile of a product, or a set of required data, by name.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Measure {
    /// Its name.
    pub(super) id: String,
    /// Its version.
    pub(super) version: String,
    /// How far it may be relied on.
    pub(super) status: Standing,
}
