//! Laws that hold for any bytes. cargo-fuzz looks for bytes that break one; what it found is replayed in every check.

mod choices;
mod credentials;
mod documents;
mod events;
mod identifiers;
mod json;
mod logs;

pub use credentials::{credential, sd_jwt};
pub use documents::{call, epcis, history, passport, table, xml};
pub use events::{query, resolve};
pub use identifiers::{digital_link, elements, scan};
pub use json::{canonical, json};
pub use logs::{checkpoint, cosignature, note, tile, tlog_proof};

/// A law by its name.
pub type Law = fn(&[u8]);

/// Every law, in the order of the way of the data.
pub const LAWS: &[(&str, Law)] = &[
    ("json", json),
    ("canonical", canonical),
    ("elements", elements),
    ("digital_link", digital_link),
    ("scan", scan),
    ("epcis", epcis),
    ("resolve", resolve),
    ("query", query),
    ("history", history),
    ("table", table),
    ("xml", xml),
    ("credential", credential),
    ("sd_jwt", sd_jwt),
    ("note", note),
    ("checkpoint", checkpoint),
    ("cosignature", cosignature),
    ("tlog_proof", tlog_proof),
    ("tile", tile),
    ("passport", passport),
    ("call", call),
];
