//! Which rulebook of a request is asked, and which are known to the caller.

use crate::{
    api::{Code, Fault},
    base::date::Date,
    certify::{self, Case, NoEdition, Program},
    digest::Hash,
    id::few::few,
    proof::base64,
};
use alloc::{format, string::String, vec::Vec};
use serde::Deserialize;

/// Editions of a rulebook in one request, at most: each is read with the whole evidence.
pub(super) const MOST_EDITIONS: usize = 8;
/// Pinned rulebooks of one request, at most.
const MOST_PINS: usize = 1_024;

/// Hashes of rulebooks.
#[derive(Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Pins(#[serde(deserialize_with = "few::<_, _, MOST_PINS>")] Vec<String>);

impl Pins {
    pub(super) fn hashes(self) -> Result<Vec<Hash>, Fault> {
        let hash = |(at, text): (usize, &String)| {
            base64::decode_array::<32>(text).ok_or_else(|| {
                Fault::new(Code::MalformedRequest, format!("/pinned/{at}"), "no SHA-256 hash in base64")
            })
        };
        self.0.iter().enumerate().map(hash).collect()
    }
}

/// The rulebook to ask, or the edition that holds, with what is known read against it.
pub(super) fn chosen(
    one: Option<&str>,
    editions: &[String],
    as_of: Date,
    read: impl Fn(&Program) -> Result<Case, Fault>,
) -> Result<Result<(Program, Case), NoEdition>, Fault> {
    if one.is_some() != editions.is_empty() {
        return Err(Fault::new(Code::MalformedRequest, "/rulebook", "either `rulebook` or `rulebooks`"));
    }
    if let Some(text) = one {
        let program = super::rulebook(text, "/rulebook")?;
        let case = read(&program)?;
        return Ok(Ok((program, case)));
    }
    let mut books = Vec::with_capacity(editions.len());
    for (at, text) in editions.iter().enumerate() {
        let program = super::rulebook(text, &format!("/rulebooks/{at}"))?;
        let case = read(&program)?;
        books.push((program, case));
    }
    Ok(certify::edition_of(&books, as_of).map(|at| books.swap_remove(at)))
}
