//! The signed lot head (`FORMATS` §4): how many entries a lot has, their root, and what state it is in.

use super::{
    base64,
    line::{Context, HEAD_BYTES, Signed},
    members::{HASH, KEY_ID, LOT, Members, PARTY},
    moment::Moment,
    own::{self, Place, Refusal, limit},
};
use crate::base::{limits, whole};
use crate::digest::{Hash, Suite, json};
use alloc::{string::String, vec::Vec};

/// Heads that one lot has at most in a passport.
pub const HEADS: usize = 1_024;
/// Certificates that a head names at most.
pub const CERTIFICATES: usize = limits::HEAD_CERTIFICATES;

/// The state of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// Entries may follow.
    Open,
    /// All that the keeper had to say is said.
    Sealed,
    /// Nobody should eat it; final.
    Recalled,
    /// Another lot name stands for it.
    Superseded,
}

impl Status {
    /// Every state, in the order of their numbers in a label.
    pub const ALL: [Self; 4] = [Self::Open, Self::Sealed, Self::Recalled, Self::Superseded];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Sealed => "sealed",
            Self::Recalled => "recalled",
            Self::Superseded => "superseded",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// One head line, read; its signature has not been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head<'t> {
    /// The line and its two parts.
    pub signed: Signed<'t>,
    /// The lot that stands for this one.
    pub by: Option<&'t str>,
    /// Hashes of certificates' exact bytes, ascending, as written.
    pub certs: Vec<&'t str>,
    /// Entries.
    pub count: u64,
    /// Party that issued the lot's name.
    pub issuer: &'t str,
    /// The keeper's key id.
    pub key: &'t str,
    /// The lot.
    pub lot: &'t str,
    /// Number of the head, from 0.
    pub n: u64,
    /// Object hash of the head before.
    pub prev: Option<Hash>,
    /// Root over the first `count` lines.
    pub root: Hash,
    /// The lot's state.
    pub status: Status,
    /// The keeper's suite.
    pub suite: Suite,
    /// Claimed time, as written.
    pub time: &'t str,
    /// The same as an instant.
    pub time_at: Moment,
}

impl<'t> Head<'t> {
    /// Reads a head line.
    ///
    /// # Errors
    /// [`Refusal`]: it is not exactly what would be printed.
    pub fn parse(line: &'t str) -> Result<Self, Refusal> {
        Self::of(Signed::split(line, HEAD_BYTES)?)
    }

    /// Reads a head that has not been signed.
    ///
    /// # Errors
    /// [`Refusal`]: it is not exactly what would be printed.
    pub fn parse_unsigned(json: &'t str) -> Result<Self, Refusal> {
        if json.len() + 89 > HEAD_BYTES {
            return Err(limit(HEAD_BYTES, "line too long"));
        }
        Self::of(Signed { line: json, json, signature: None })
    }

    fn of(signed: Signed<'t>) -> Result<Self, Refusal> {
        let text = signed.json;
        let document = own::read(text, |_| Place::Own)?;
        let mut members = Members::of(text, document.root());
        let by = members.take_fitting("by", LOT);
        let certs = members.take_ascending("certs", CERTIFICATES, HASH);
        let count = members.need_integer("count");
        if !(1..=super::entry::LINES).contains(&count) {
            members.refuse(limit(0, "`count` is not 1 to 65536"));
        }
        let issuer = members.need_fitting("issuer", PARTY);
        let key = members.need_fitting("key", KEY_ID);
        let lot = members.need_fitting("lot", LOT);
        let fits = local_issuer(lot).is_none_or(|named| named == issuer);
        members.check(fits, 0, "`issuer` is not the one in the lot's name");
        let n = members.need_integer("n");
        let prev = members.take_hash("prev");
        members.check(prev.is_some() == (n > 0), 0, "`prev` goes with `n` above 0");
        let root = members.need_hash("root");
        let status_at = members.place("status");
        let status = Status::from_name(members.need_text("status"));
        members.check(status.is_some(), status_at, "not a status");
        let status = status.unwrap_or(Status::Open);
        let fits = by.is_some() == (status == Status::Superseded) && by != Some(lot);
        members.check(fits, 0, "`by` goes with status `superseded` and names another lot");
        let suite = members.need_suite("suite");
        let (time, time_at) = members.need_time("time");
        members.finish()?;
        Ok(Self { signed, by, certs, count, issuer, key, lot, n, prev, root, status, suite, time, time_at })
    }

    /// Its object hash.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Context::Head.hash(self.suite, self.signed.json)
    }
}

/// What a head to be signed says; [`HeadDraft::print`] makes the bytes.
#[derive(Clone, Debug)]
pub struct HeadDraft<'t> {
    /// The lot that stands for this one.
    pub by: Option<&'t str>,
    /// Hashes of certificates.
    pub certs: &'t [Hash],
    /// Entries.
    pub count: u64,
    /// Party that issued the lot's name.
    pub issuer: &'t str,
    /// The keeper's key id.
    pub key: &'t str,
    /// The lot.
    pub lot: &'t str,
    /// Number of the head.
    pub n: u64,
    /// Object hash of the head before.
    pub prev: Option<Hash>,
    /// Root over the first `count` lines.
    pub root: Hash,
    /// The lot's state.
    pub status: Status,
    /// The keeper's suite.
    pub suite: Suite,
    /// Claimed time.
    pub time: &'t str,
}

impl HeadDraft<'_> {
    /// The JSON of the head; certificates are sorted.
    ///
    /// # Errors
    /// [`Refusal`]: no head may say this.
    pub fn print(&self) -> Result<String, Refusal> {
        let mut out = String::from("{");
        let mut text = |name: &str, value: &str| {
            out.push_str(name);
            json::write_string(&mut out, value);
            out.push(',');
        };
        if let Some(by) = self.by {
            text("\"by\":", by);
        }
        if !self.certs.is_empty() {
            let mut certs: Vec<String> = self.certs.iter().map(|hash| base64::encode(hash)).collect();
            certs.sort_unstable();
            certs.dedup();
            out.push_str("\"certs\":[\"");
            out.push_str(&certs.join("\",\""));
            out.push_str("\"],");
        }
        out.push_str("\"count\":");
        whole::push_decimal(&mut out, self.count);
        out.push(',');
        let mut text = |name: &str, value: &str| {
            out.push_str(name);
            json::write_string(&mut out, value);
            out.push(',');
        };
        text("\"issuer\":", self.issuer);
        text("\"key\":", self.key);
        text("\"lot\":", self.lot);
        out.push_str("\"n\":");
        whole::push_decimal(&mut out, self.n);
        out.push(',');
        let mut text = |name: &str, value: &str| {
            out.push_str(name);
            json::write_string(&mut out, value);
            out.push(',');
        };
        if let Some(prev) = &self.prev {
            text("\"prev\":", &base64::encode(prev));
        }
        text("\"root\":", &base64::encode(&self.root));
        text("\"status\":", self.status.name());
        text("\"suite\":", self.suite.name());
        text("\"time\":", self.time);
        out.pop();
        out.push('}');
        Head::parse_unsigned(&out)?;
        Ok(out)
    }
}

/// The issuer that stands in a lot's name, if it is not a GS1 one.
pub(crate) fn local_issuer(lot: &str) -> Option<&str> {
    let path = lot.strip_prefix("t/")?;
    path.get(..path.bytes().position(|byte| byte == b'/').unwrap_or(path.len()))
}
