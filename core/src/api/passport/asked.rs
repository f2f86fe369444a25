//! What a caller knows and asks for, beside a passport or a label.

use super::Roots;
use crate::{
    api::{Code, Fault},
    base::limits,
    digest::json::{self, Raw},
    passport::{Question, Require, Seen},
    proof::{
        Moment, base64,
        trust::{KnownHead, Trust},
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::Deserialize;

/// What the caller has seen before, so that forks and rollbacks show.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct SeenRequest {
    /// The newest version of a bundle.
    version: Option<u64>,
    /// Newest heads of lots.
    #[serde(default)]
    heads: Vec<SeenHead>,
}

/// A head that was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SeenHead {
    /// Its object hash, base64.
    hash: String,
    /// The lot.
    lot: String,
    /// Its number.
    n: u64,
}

/// The same, read.
pub(super) struct Asked {
    pub(super) trust: Option<Trust>,
    pub(super) seen: Option<Seen>,
    now: Option<Moment>,
    require: Require,
}

impl Asked {
    pub(super) fn read(
        bundle: Option<&str>,
        roots: Option<&Roots>,
        now: Option<&str>,
        seen: Option<SeenRequest>,
        require: Option<&Raw>,
    ) -> Result<Self, Fault> {
        Ok(Self {
            trust: super::trust(bundle, roots)?,
            seen: seen.map(read_seen).transpose()?,
            now: now.map(|now| super::moment("/now", now)).transpose()?,
            require: match require {
                None => Require::default(),
                Some(raw) => {
                    let document = json::read(raw.text().as_bytes())?;
                    Require::read(document.root()).map_err(|error| super::bad_policy(&error))?
                }
            },
        })
    }

    /// The question about a text, with the code that was scanned.
    pub(super) const fn question<'q>(&'q self, text: &'q str, scanned: Option<&'q str>) -> Question<'q> {
        Question {
            passport: text.as_bytes(),
            trust: self.trust.as_ref(),
            scanned,
            now: self.now,
            seen: self.seen.as_ref(),
            require: &self.require,
            limit: limits::PHONE_BYTES,
        }
    }
}

fn read_seen(request: SeenRequest) -> Result<Seen, Fault> {
    let mut heads = Vec::new();
    for (at, head) in request.heads.into_iter().enumerate() {
        let hash = base64::decode_array(&head.hash).ok_or_else(|| {
            Fault::new(Code::MalformedRequest, format!("/seen/heads/{at}/hash"), "not 32 bytes in base64")
        })?;
        heads.push(KnownHead { hash, lot: head.lot, n: head.n });
    }
    Ok(Seen { version: request.version, heads })
}
