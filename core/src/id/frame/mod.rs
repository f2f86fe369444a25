//! The fields of an offline label (`FORMATS` §10 b): `TR1:` and Base45 of a CBOR map.
//!
//! They are what it takes to rebuild a lot's signed head, its leaf in a log and that log's checkpoint; whoever has the
//! keys' records checks the signatures (`passport::offline`). Here only bytes are read, in the one form that is printed.

mod cbor;

use super::name;
use crate::{
    base::{base45, limits},
    digest::json::MAX_SAFE_INTEGER,
};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};
use cbor::{Reader, Writer};

/// What an offline label begins with.
pub const HEADING: &str = "TR1:";
/// Bytes of the CBOR at most.
pub const FRAME_BYTES: usize = 1_300;
/// Hashes of an inclusion proof at most.
pub const PROOF_HASHES: usize = limits::PASSPORT_LOG_LEAVES.ilog2() as usize;
/// Certificates at most.
pub const CERTIFICATES: usize = limits::HEAD_CERTIFICATES;

/// Why a text is no offline label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// It does not begin with `TR1:`.
    #[error("an offline label begins with `TR1:`")]
    Heading,
    /// More bytes than a label may have.
    #[error("a label has at most {FRAME_BYTES} bytes")]
    Limit,
    /// Not Base45.
    #[error("not Base45")]
    Base45,
    /// Not the one form in which these fields are printed.
    #[error("not the printed form of a label's fields")]
    Malformed,
}

/// A head's place in a log, and the log's signature on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Leaves of the log.
    pub size: u64,
    /// Number of the head's leaf.
    pub index: u64,
    /// The inclusion proof.
    pub hashes: Vec<[u8; 32]>,
    /// First four bytes of the log's key id.
    pub key: [u8; 4],
    /// The log's signature on the checkpoint.
    pub signature: [u8; 64],
}

/// One witness's cosignature of that checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// First four bytes of the witness's key id.
    pub key: [u8; 4],
    /// When it had seen the checkpoint, in seconds since 1970.
    pub seconds: u64,
    /// Its signature.
    pub signature: [u8; 64],
}

/// All fields of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The lot's name.
    pub lot: String,
    /// The party that issued it; only of lots with GS1 keys, the names of others hold it.
    pub issuer: Option<String>,
    /// First four bytes of the keeper's key id.
    pub key: [u8; 4],
    /// Number of the head.
    pub n: u64,
    /// Object hash of the head before; none of head 0.
    pub prev: Option<[u8; 32]>,
    /// Entries.
    pub count: u64,
    /// Root over them.
    pub root: [u8; 32],
    /// The lot's state, 0 to 3: `open`, `sealed`, `recalled`, `superseded`.
    pub status: u8,
    /// The head's time, as written.
    pub time: String,
    /// The keeper's signature on the head.
    pub signature: [u8; 64],
    /// Where the head stands in a log.
    pub logged: Logged,
    /// Who had seen the log, ascending by key.
    pub witnesses: Vec<Cosigned>,
    /// Digests of certificates that the head names, ascending.
    pub certs: Vec<[u8; 32]>,
    /// The lot that stands for this one; only of state 3.
    pub by: Option<String>,
}

impl Frame {
    /// Is this text meant to be an offline label?
    #[must_use]
    pub fn begins(text: &str) -> bool {
        text.starts_with(HEADING)
    }

    /// Reads a label.
    ///
    /// # Errors
    /// [`FrameError`]: it is not exactly what would be printed.
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        let encoded = text.strip_prefix(HEADING).ok_or(FrameError::Heading)?;
        if encoded.len() > FRAME_BYTES / 2 * 3 {
            return Err(FrameError::Limit);
        }
        Self::from_cbor(&base45::decode(encoded).ok_or(FrameError::Base45)?)
    }

    /// Reads the CBOR of a label.
    ///
    /// # Errors
    /// [`FrameError`]: it is not exactly what would be printed.
    pub fn from_cbor(bytes: &[u8]) -> Result<Self, FrameError> {
        if bytes.len() > FRAME_BYTES {
            return Err(FrameError::Limit);
        }
        let frame = Self::read(bytes).filter(Self::holds_together).ok_or(FrameError::Malformed)?;
        // Order of keys and everything else that has two forms.
        if frame.cbor() == bytes { Ok(frame) } else { Err(FrameError::Malformed) }
    }

    /// The text of the label.
    ///
    /// # Errors
    /// [`FrameError`]: no label may say this.
    pub fn print(&self) -> Result<String, FrameError> {
        let cbor = self.to_cbor()?;
        Ok([HEADING, &base45::encode(&cbor)].concat())
    }

    /// The CBOR of the label.
    ///
    /// # Errors
    /// [`FrameError`]: no label may say this.
    pub fn to_cbor(&self) -> Result<Vec<u8>, FrameError> {
        let cbor = self.cbor();
        if cbor.len() > FRAME_BYTES {
            return Err(FrameError::Limit);
        }
        if self.holds_together() { Ok(cbor) } else { Err(FrameError::Malformed) }
    }

    /// Do the fields fit each other, and those of a head and a checkpoint?
    fn holds_together(&self) -> bool {
        let local = self.lot.starts_with("t/");
        name::is_lot(&self.lot)
            && self.issuer.is_none() == local
            && self.issuer.as_ref().is_none_or(|issuer| name::is_issuer(issuer.as_bytes()))
            && self.prev.is_some() == (self.n > 0)
            && self.n <= MAX_SAFE_INTEGER
            && (1..=limits::LOT_ENTRIES).contains(&self.count)
            && self.status <= 3
            && self.by.is_some() == (self.status == 3)
            && self.by.as_ref().is_none_or(|by| name::is_lot(by) && *by != self.lot)
            && (1..=limits::PASSPORT_LOG_LEAVES).contains(&self.logged.size)
            && self.logged.index < self.logged.size
            && self.logged.hashes.len() <= PROOF_HASHES
            && self.witnesses.is_sorted_by(|a, b| a.key < b.key)
            && self.witnesses.iter().all(|one| i64::try_from(one.seconds).is_ok())
            && self.certs.len() <= CERTIFICATES
            && self.certs.is_sorted_by(|a, b| a < b)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let mut pairs = reader.pairs()?;
        let mut frame = Self {
            lot: String::new(),
            issuer: None,
            key: [0; 4],
            n: 0,
            prev: None,
            count: 0,
            root: [0; 32],
            status: 0,
            time: String::new(),
            signature: [0; 64],
            logged: Logged { size: 0, index: 0, hashes: Vec::new(), key: [0; 4], signature: [0; 64] },
            witnesses: Vec::new(),
            certs: Vec::new(),
            by: None,
        };
        // A field that is missing shows when the fields are printed again.
        while pairs > 0 {
            pairs -= 1;
            match reader.unsigned()? {
                1 => frame.lot = reader.text()?.to_owned(),
                2 => frame.issuer = Some(reader.text()?.to_owned()),
                3 => frame.key = reader.exactly()?,
                4 => frame.n = reader.unsigned()?,
                5 => frame.prev = Some(reader.exactly()?),
                6 => frame.count = reader.unsigned()?,
                7 => frame.root = reader.exactly()?,
                8 => frame.status = u8::try_from(reader.unsigned()?).ok()?,
                9 => frame.time = reader.text()?.to_owned(),
                10 => frame.signature = reader.exactly()?,
                11 => frame.logged = Logged::read(&mut reader)?,
                12 => frame.witnesses = list(&mut reader, Cosigned::read)?,
                13 => frame.certs = list(&mut reader, Reader::exactly)?,
                14 => frame.by = Some(reader.text()?.to_owned()),
                _ => return None,
            }
        }
        reader.0.is_empty().then_some(frame)
    }

    fn cbor(&self) -> Vec<u8> {
        let optional = [
            self.issuer.is_some(),
            self.prev.is_some(),
            !self.witnesses.is_empty(),
            !self.certs.is_empty(),
            self.by.is_some(),
        ];
        let mut out = Writer::default();
        out.pairs(9 + optional.into_iter().map(u64::from).sum::<u64>());
        out.unsigned(1);
        out.text(&self.lot);
        if let Some(issuer) = &self.issuer {
            out.unsigned(2);
            out.text(issuer);
        }
        out.unsigned(3);
        out.bytes(&self.key);
        out.unsigned(4);
        out.unsigned(self.n);
        if let Some(prev) = &self.prev {
            out.unsigned(5);
            out.bytes(prev);
        }
        out.unsigned(6);
        out.unsigned(self.count);
        out.unsigned(7);
        out.bytes(&self.root);
        out.unsigned(8);
        out.unsigned(u64::from(self.status));
        out.unsigned(9);
        out.text(&self.time);
        out.unsigned(10);
        out.bytes(&self.signature);
        out.unsigned(11);
        self.logged.write(&mut out);
        if !self.witnesses.is_empty() {
            out.unsigned(12);
            out.items(self.witnesses.len());
            for witness in &self.witnesses {
                out.items(3);
                out.bytes(&witness.key);
                out.unsigned(witness.seconds);
                out.bytes(&witness.signature);
            }
        }
        if !self.certs.is_empty() {
            out.unsigned(13);
            out.items(self.certs.len());
            for cert in &self.certs {
                out.bytes(cert);
            }
        }
        if let Some(by) = &self.by {
            out.unsigned(14);
            out.text(by);
        }
        out.0
    }
}

/// An array of at least one item. Each item has a byte at least, so there are no more than the label has bytes.
fn list<'b, T>(reader: &mut Reader<'b>, read: impl Fn(&mut Reader<'b>) -> Option<T>) -> Option<Vec<T>> {
    let count = reader.items()?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(read(reader)?);
    }
    Some(items)
}

impl Logged {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.items()? != 4 {
            return None;
        }
        let (size, index) = (reader.unsigned()?, reader.unsigned()?);
        let (hashes, rest) = reader.bytes()?.as_chunks();
        let signed: [u8; 68] = reader.exactly()?;
        let (key, signature) = signed.split_first_chunk()?;
        let fits = rest.is_empty() && hashes.len() <= PROOF_HASHES;
        fits.then_some(Self {
            size,
            index,
            hashes: hashes.to_vec(),
            key: *key,
            signature: signature.try_into().ok()?,
        })
    }

    fn write(&self, out: &mut Writer) {
        out.items(4);
        out.unsigned(self.size);
        out.unsigned(self.index);
        out.bytes(self.hashes.as_flattened());
        out.bytes(&[&self.key[..], &self.signature].concat());
    }
}

impl Cosigned {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.items()? != 3 {
            return None;
        }
        Some(Self { key: reader.exactly()?, seconds: reader.unsigned()?, signature: reader.exactly()? })
    }
}
