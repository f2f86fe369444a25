//! The keys that count for one passport: those of the bundle, and those they were rotated to.

use super::{
    base64,
    key::{SignatureError, Vkey},
    line::Context,
    members::{KEY_ID, LOT, Members},
    own::{self, Place, Refusal, malformed},
    trust::{KeyRecord, Trust},
};
use crate::base::text::cut_last;
use crate::digest::Suite;
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// Rotations that a passport holds at most.
pub const ROTATIONS: usize = 256;

/// A writer's key follows another: signed by the old key and by the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation<'t> {
    json: &'t str,
    /// Key id of the old key.
    pub from: &'t str,
    /// The new key.
    pub to: Vkey,
    old_signature: [u8; 64],
    new_signature: [u8; 64],
}

impl<'t> Rotation<'t> {
    /// Reads a rotation line: `JSON SP SIGNATURE SP SIGNATURE`.
    ///
    /// # Errors
    /// [`Refusal`]: it is not exactly what would be printed.
    pub fn parse(line: &'t str) -> Result<Self, Refusal> {
        let wrong = malformed(0, "not JSON and two signatures");
        if line.len() > super::line::HEAD_BYTES {
            return Err(own::limit(0, "line too long"));
        }
        let (rest, new_signature) = signed(line).ok_or(wrong)?;
        let (json, old_signature) = signed(rest).ok_or(wrong)?;
        let document = own::read(json, |_| Place::Own)?;
        let mut members = Members::of(json, document.root());
        let from = members.need_fitting("from", KEY_ID);
        members.need_time("time");
        let to = members.need_vkey("to");
        members.finish()?;
        let to = to.ok_or(wrong)?;
        Ok(Self { json, from, to, old_signature, new_signature })
    }

    /// Do both keys sign it? Both speak in the old key's suite.
    fn verify(&self, old: &Vkey, suite: Suite) -> Result<(), SignatureError> {
        let message = Context::Rotation.message(suite, self.json);
        old.verify(&message, &self.old_signature)?;
        self.to.verify(&message, &self.new_signature)
    }
}

/// What is signed, and the signature behind its last space.
fn signed(line: &str) -> Option<(&str, [u8; 64])> {
    let (signed, signature) = cut_last(line, b' ')?;
    Some((signed, base64::decode_array(signature)?))
}

/// Why a rotation does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RotationProblem {
    UnknownKey,
    NotBuilt,
    BadSignature,
    Compromised,
    NotPermitted,
}

/// A key, and the record that it speaks under.
#[derive(Clone, Copy, Debug)]
pub struct Key<'k> {
    /// The key.
    pub vkey: &'k Vkey,
    /// Its record; of a key that was rotated to, that of the key it follows.
    pub record: &'k KeyRecord,
}

/// Looks keys up.
#[derive(Clone, Debug)]
pub struct Keyring<'b> {
    trust: Option<&'b Trust>,
    /// New keys, at most [`ROTATIONS`], with the records that they speak under.
    rotated: Vec<(Vkey, &'b KeyRecord)>,
    /// Old key and new key.
    successors: Vec<(String, String)>,
}

impl<'b> Keyring<'b> {
    /// The keys of a bundle, if there is one.
    #[must_use]
    pub const fn new(trust: Option<&'b Trust>) -> Self {
        Self { trust, rotated: Vec::new(), successors: Vec::new() }
    }

    /// The bundle.
    #[must_use]
    pub const fn trust(&self) -> Option<&'b Trust> {
        self.trust
    }

    fn find(&self, id: &str) -> Option<(&Vkey, &'b KeyRecord)> {
        if let Some(record) = self.trust.and_then(|trust| trust.key(id)) {
            return Some((&record.vkey, record));
        }
        self.rotated.iter().find(|(vkey, _)| vkey.id().as_str() == id).map(|(vkey, record)| (vkey, *record))
    }

    /// The key of an id.
    #[must_use]
    pub fn key(&self, id: &str) -> Option<Key<'_>> {
        self.find(id).map(|(vkey, record)| Key { vkey, record })
    }

    /// The record that a key speaks under.
    #[must_use]
    pub fn record(&self, id: &str) -> Option<&'b KeyRecord> {
        self.find(id).map(|(_, record)| record)
    }

    /// The suite of a key.
    #[must_use]
    pub fn suite(&self, id: &str) -> Option<Suite> {
        self.record(id).map(|record| record.suite)
    }

    /// The party of a key.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&str> {
        self.record(id).map(|record| record.party.as_str())
    }

    /// The key that followed this one, if a rotation says so.
    #[must_use]
    pub fn successor(&self, id: &str) -> Option<&str> {
        self.successors.iter().find(|(old, _)| old == id).map(|(_, new)| new.as_str())
    }

    /// Takes a rotation in. The new key gets the whole record of the old one, its end and revocation included: who
    /// steals a key must not outlive it by rotating. A key that the bundle knows keeps the bundle's record.
    pub(crate) fn rotate(&mut self, rotation: &Rotation<'_>) -> Result<(), RotationProblem> {
        let (old, record) = self.find(rotation.from).ok_or(RotationProblem::UnknownKey)?;
        match rotation.verify(old, record.suite) {
            Ok(()) => {}
            Err(SignatureError::NotBuilt { .. }) => return Err(RotationProblem::NotBuilt),
            Err(_) => return Err(RotationProblem::BadSignature),
        }
        if record.compromised.is_some() {
            return Err(RotationProblem::Compromised);
        }
        let id = rotation.to.id().as_str();
        if self.successor(rotation.from).is_some() || id == rotation.from {
            return Err(RotationProblem::NotPermitted);
        }
        if self.record(id).is_none() {
            let material = rotation.to.public_key();
            let pinned = self.trust.map_or(&[][..], Trust::keys).iter().map(|record| &record.vkey);
            let rotated = self.rotated.iter().map(|(vkey, _)| vkey);
            if pinned.chain(rotated).any(|vkey| vkey.public_key() == material) {
                return Err(RotationProblem::NotPermitted);
            }
            self.rotated.push((rotation.to.clone(), record));
        }
        self.successors.push((rotation.from.to_owned(), id.to_owned()));
        Ok(())
    }
}

/// Two names for one lot, in a line signed by a key that may say so for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias<'t> {
    /// The line.
    pub signed: super::line::Signed<'t>,
    /// The key id.
    pub key: &'t str,
    /// The two names, ascending.
    pub names: [&'t str; 2],
}

impl<'t> Alias<'t> {
    /// Reads an alias line.
    ///
    /// # Errors
    /// [`Refusal`]: it is not exactly what would be printed.
    pub fn parse(line: &'t str) -> Result<Self, Refusal> {
        let signed = super::line::Signed::split(line, super::line::HEAD_BYTES)?;
        let document = own::read(signed.json, |_| Place::Own)?;
        let mut members = Members::of(signed.json, document.root());
        let key = members.need_fitting("key", KEY_ID);
        let names = members.take_ascending("names", 2, LOT);
        members.need_time("time");
        members.finish()?;
        let names = names.try_into().map_err(|_| malformed(0, "not two names"))?;
        Ok(Self { signed, key, names })
    }
}
