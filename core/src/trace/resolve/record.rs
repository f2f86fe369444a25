//! What resolution keeps of an event: its names, its times, and what it declares.

use crate::{
    base::time::Instant,
    digest::{Hash, Suite, json::Value},
    trace::{
        Event, cbv,
        hash::{Hasher, is_hash_id},
        model, moment,
    },
};
use alloc::{boxed::Box, string::String, vec::Vec};

/// An `eventID` in one writing, as 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// An event hash id is the hash it holds, whatever its case and version.
    Content(Hash),
    /// Any other URI.
    Text(Hash),
}

impl Name {
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        if let Some(content) = hash_of(text) {
            return Some(Self::Content(content));
        }
        // RFC 9562 §4: the digits of a UUID are read without regard to case.
        let uuid = text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("urn:uuid:"));
        Some(Self::Text(if uuid {
            Suite::Sha256.hash(&[text.to_ascii_lowercase().as_bytes()])
        } else {
            Suite::Sha256.hash(&[text.as_bytes()])
        }))
    }
}

/// The hash in an event hash id.
fn hash_of(text: &str) -> Option<Hash> {
    let digits = text.strip_prefix("ni:///sha-256;").filter(|_| is_hash_id(text))?.as_bytes();
    let mut hash = Hash::default();
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = core::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())?;
    }
    Some(hash)
}

/// One of `correctiveEventIDs`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corrective {
    pub(super) name: Name,
    /// Its place in the list.
    pub(super) item: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Declaration {
    /// Sorted by name, each once.
    pub(super) correctives: Box<[Corrective]>,
    /// Place of the first corrective id that is no URI.
    pub(super) unfit: Option<u32>,
}

/// What tells whether two events say the same, read only where the question comes up.
#[derive(Clone, Debug)]
pub(super) struct Content {
    /// Hash id of profile `exact`, or of its text where that has none.
    pub(super) hash: Hash,
    /// Is it compared by its text?
    pub(super) by_text: bool,
    /// Hash of the whole text: what orders events that say the same.
    pub(super) text: Hash,
}

#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) name: Option<Name>,
    /// Events that say the same have the same outline.
    pub(super) outline: u64,
    pub(super) recorded: Option<Instant>,
    /// From when on it can have been known.
    pub(super) known: Option<Instant>,
    pub(super) declaration: Option<Box<Declaration>>,
    pub(super) content: Option<Box<Content>>,
}

impl Record {
    /// `None` for what has no type or no time: it cannot be told from others.
    pub(super) fn of(event: &Event<'_, '_>) -> Option<Self> {
        let kind = event.text("type")?;
        let time = event.event_time()?;
        let recorded = event.text("recordTime").and_then(|text| moment(&text));
        let declared = event.get("errorDeclaration");
        let declared_at = declared.and_then(|d| d.get("declarationTime")?.text()).and_then(|t| moment(&t));
        let happened = moment(&time);
        Some(Self {
            name: event.text("eventID").and_then(|text| Name::of(&text)),
            outline: outline(event, &kind, happened),
            recorded,
            known: recorded.max(declared_at).or(happened),
            declaration: declared.map(|declared| Box::new(declaration(declared))),
            content: None,
        })
    }
}

impl Content {
    pub(super) fn of(event: &Event<'_, '_>, hasher: &mut Hasher) -> Self {
        let text = Suite::Sha256.hash(&[event.raw().as_bytes()]);
        match hasher.hash(event).ok().as_deref().and_then(hash_of) {
            Some(hash) => Self { hash, by_text: false, text },
            None => Self { hash: by_text(event), by_text: true, text },
        }
    }
}

/// Members in the order of their names, as they were written, without those about the record.
fn by_text(event: &Event<'_, '_>) -> Hash {
    let members = event.value().members().into_iter().flatten();
    let mut members: Vec<_> =
        members.filter(|(name, _)| name == "type" || !model::is_about_the_record(name)).collect();
    members.sort_by(|a, b| a.0.cmp(&b.0));
    let mut all = String::from("text\n");
    for (name, value) in &members {
        all.push_str(name);
        all.push('\n');
        all.push_str(value.raw());
        all.push('\n');
    }
    Suite::Sha256.hash(&[all.as_bytes()])
}

fn declaration(value: Value<'_>) -> Declaration {
    let listed = value.get("correctiveEventIDs");
    let single = listed.filter(|listed| listed.items().is_none());
    let items = || listed.and_then(|listed| listed.items()).into_iter().flatten().chain(single);
    // A name takes more room than the shortest text it can have, so texts that are no URI get none.
    let name = |item: Value<'_>| item.text().filter(|text| text.contains(':')).and_then(|t| Name::of(&t));
    let mut correctives = Vec::with_capacity(items().filter(|item| item.raw().len() > 4).count());
    let mut unfit = None;
    for (item, value) in (0_u32..).zip(items()) {
        match name(value) {
            Some(name) => correctives.push(Corrective { name, item }),
            None => unfit = unfit.or(Some(item)),
        }
    }
    correctives.sort_by_key(|corrective| (corrective.name, corrective.item));
    correctives.dedup_by_key(|corrective| corrective.name);
    Declaration { correctives: correctives.into_boxed_slice(), unfit }
}

/// Type, moment in milliseconds and action, mixed to one number.
fn outline(event: &Event<'_, '_>, kind: &str, happened: Option<Instant>) -> u64 {
    let kind = kind.trim();
    // Extension types may be written in several ways; they are told apart by content alone.
    let bare = match event.context().expand(kind) {
        Some((cbv::EPCIS, local)) => local,
        Some(_) => "",
        None => kind,
    };
    let milliseconds = happened.map_or(0, |moment| {
        // As the hash does it (CBV 2.0 §8.9): half up, by the fourth digit.
        let rounded = (moment.attoseconds() / 100_000_000_000_000 + 5) / 10;
        moment.unix_seconds().wrapping_mul(1000).wrapping_add(i64::try_from(rounded).unwrap_or(0))
    });
    let action = event.text("action").unwrap_or_default();
    let bytes = bare.bytes().chain([0]).chain(action.trim().bytes()).chain([0]);
    bytes
        .chain(milliseconds.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
