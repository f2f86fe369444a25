//! Entries (`FORMATS` §2): what writers sign, and what a ledger is made of.

use super::{
    amount::Amount,
    line::{Context, LINE_BYTES, Signed},
    members::{DIGEST, JOURNEY, KEY_ID, LOT, Members, PARTY, SUBJECT, WORD},
    moment::Moment,
    own::{self, Place, Refusal, RefusalKind, limit, malformed},
};
use crate::{
    base::{limits, text::holds},
    digest::{
        Hash, Suite,
        json::{self, Value},
    },
};
use alloc::vec::Vec;

/// Digests that one entry carries at most.
pub const DIGESTS: usize = 256;
/// Keys that one entry expects at most.
pub const EXPECTS: usize = 16;
/// Lines that one lot has at most.
pub const LINES: u64 = limits::LOT_ENTRIES;

/// What an entry does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// The keeper adds to what the lot holds.
    Made,
    /// Something happened.
    Event,
    /// An earlier entry of the same party is replaced or withdrawn.
    Correct,
    /// Another chain is held up to a number.
    Receipt,
    /// A piece of a journey follows.
    Span,
    /// A part goes into another lot.
    Output,
    /// A part came from another lot.
    Input,
    /// Another key keeps the lot from here on.
    Handover,
    /// Nothing more to say.
    End,
}

impl Kind {
    /// Every kind, by name.
    pub const ALL: &[Self] = &[
        Self::Correct,
        Self::End,
        Self::Event,
        Self::Handover,
        Self::Input,
        Self::Made,
        Self::Output,
        Self::Receipt,
        Self::Span,
    ];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Event => "event",
            Self::Correct => "correct",
            Self::Receipt => "receipt",
            Self::Span => "span",
            Self::Output => "output",
            Self::Input => "input",
            Self::Handover => "handover",
            Self::End => "end",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// May only the lot's keeper write it?
    #[must_use]
    pub const fn keepers_only(self) -> bool {
        matches!(self, Self::Made | Self::Output | Self::Input | Self::Handover)
    }

    /// May it stand in a journey?
    #[must_use]
    pub const fn on_journeys(self) -> bool {
        matches!(self, Self::Event | Self::Correct | Self::Receipt | Self::End)
    }
}

/// Another chain, as a receipt names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held<'t> {
    /// Object hash of the entry of that number.
    pub hash: Hash,
    /// Its writer.
    pub key: &'t str,
    /// Its number.
    pub n: u64,
    /// Its subject.
    pub subject: &'t str,
}

/// What only entries of one kind say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body<'t> {
    /// [`Kind::Made`]
    Made {
        /// How much.
        amount: Amount<'t>,
    },
    /// [`Kind::Event`]
    Event,
    /// [`Kind::Correct`]
    Correct {
        /// Object hash of the entry that is replaced, or withdrawn where there is no `event`.
        corrects: Hash,
        /// Why, as a word.
        reason: &'t str,
    },
    /// [`Kind::Receipt`]
    Receipt {
        /// The chain held.
        chain: Held<'t>,
        /// Is its writer done here?
        is_final: bool,
    },
    /// [`Kind::Span`]
    Span {
        /// The journey's writer.
        key: &'t str,
        /// The journey.
        subject: &'t str,
        /// Number of the first entry that follows.
        first: u64,
        /// Number of the last one.
        last: u64,
        /// Object hash of the last one.
        hash: Hash,
    },
    /// [`Kind::Output`]
    Output {
        /// The lot it goes into.
        child: &'t str,
        /// How much.
        amount: Amount<'t>,
    },
    /// [`Kind::Input`]
    Input {
        /// The lot it came from.
        parent: &'t str,
        /// Leaves of the parent's tree that were seen.
        count: u64,
        /// Which of them is the output.
        line: u64,
        /// Their root.
        root: Hash,
        /// The suite of the parent's keeper.
        suite: Suite,
        /// How much.
        amount: Amount<'t>,
    },
    /// [`Kind::Handover`]
    Handover {
        /// The next keeper's key.
        to: &'t str,
    },
    /// [`Kind::End`]
    End,
}

impl Body<'_> {
    /// Which kind it belongs to.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Made { .. } => Kind::Made,
            Self::Event => Kind::Event,
            Self::Correct { .. } => Kind::Correct,
            Self::Receipt { .. } => Kind::Receipt,
            Self::Span { .. } => Kind::Span,
            Self::Output { .. } => Kind::Output,
            Self::Input { .. } => Kind::Input,
            Self::Handover { .. } => Kind::Handover,
            Self::End => Kind::End,
        }
    }
}

/// One ledger line, read: an entry with its signature, which has not been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The line and its two parts.
    pub signed: Signed<'t>,
    /// Claimed time of the act, as written.
    pub act: &'t str,
    /// The same as an instant.
    pub act_at: Moment,
    /// The writer's key id.
    pub key: &'t str,
    /// Number in the chain (`key`, `subject`), from 0.
    pub n: u64,
    /// The lot or journey it is about.
    pub subject: &'t str,
    /// Object hash of the entry before, where there is one.
    pub prev: Option<Hash>,
    /// The party on whose behalf it was written.
    pub on_behalf: Option<&'t str>,
    /// The event, as written.
    pub event: Option<&'t str>,
    /// Its member `ilmd`, as written: what holds for the goods.
    pub(crate) ilmd: Option<&'t str>,
    /// Extensions, as written.
    pub ext: Option<&'t str>,
    /// Digests of hidden members, ascending.
    pub digests: Vec<&'t str>,
    /// Has its writer nothing more to say here?
    pub end: bool,
    /// Keys whose chains must stand in this ledger, ascending.
    pub expects: Vec<&'t str>,
    /// Byte offset in the line of a member that the vocabulary marks personal and that stands in clear.
    pub personal: Option<usize>,
    /// What its kind says.
    pub body: Body<'t>,
}

const fn rules() -> fn(&str) -> Place {
    |name| match name.as_bytes() {
        b"event" => Place::Event,
        b"ext" => Place::Extension,
        _ => Place::Own,
    }
}

/// Which rules hold for the members of an entry.
pub(crate) const PLACES: fn(&str) -> Place = rules();

impl<'t> Entry<'t> {
    /// Reads a ledger line.
    ///
    /// # Errors
    /// [`Refusal`]: it is not exactly what would be printed.
    pub fn parse(line: &'t str) -> Result<Self, Refusal> {
        let signed = Signed::split(line, LINE_BYTES)?;
        Self::of(signed)
    }

    /// Reads an entry that has not been signed.
    ///
    /// # Errors
    /// [`Refusal`]: it is not exactly what would be printed.
    pub fn parse_unsigned(json: &'t str) -> Result<Self, Refusal> {
        if json.len() + 89 > LINE_BYTES {
            return Err(limit(LINE_BYTES, "line too long"));
        }
        Self::of(Signed { line: json, json, signature: None })
    }

    fn of(signed: Signed<'t>) -> Result<Self, Refusal> {
        let text = signed.json;
        let document = own::read(text, PLACES)?;
        let mut members = Members::of(text, document.root());
        let kind = kind(&mut members)?;
        let (act, act_at) = members.need_time("act");
        let key = members.need_fitting("key", KEY_ID);
        let n = members.need_integer("n");
        let subject = members.need_fitting("subject", SUBJECT);
        let prev = members.take_hash("prev");
        members.check(prev.is_some() == (n > 0), 0, "`prev` goes with `n` above 0");
        let on_behalf = members.take_fitting("for", PARTY);
        let digests = members.take_ascending("_sd", DIGESTS, DIGEST);
        let end = members.take_flag("end");
        let expects = members.take_ascending("expects", EXPECTS, KEY_ID);
        let event = members.take("event");
        let ext = members.take("ext");
        check_event(&mut members, kind, event);
        check_ext(&mut members, ext);
        let body = body(&mut members, kind, end);
        let fits = kind.on_journeys() || !subject.starts_with("j/");
        members.check(fits, 0, "this kind is about lots only");
        members.finish()?;
        let personal = [event, ext].into_iter().flatten().find_map(super::disclosure::personal_member);
        Ok(Self {
            signed,
            act,
            act_at,
            key,
            n,
            subject,
            prev,
            on_behalf,
            event: raw(text, event),
            ilmd: raw(text, event.and_then(|event| event.get("ilmd"))),
            ext: raw(text, ext),
            digests,
            end,
            expects,
            personal,
            body,
        })
    }

    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.body.kind()
    }

    /// Its object hash, in the suite of its writer.
    #[must_use]
    pub fn hash(&self, suite: Suite) -> Hash {
        Context::Entry.hash(suite, self.signed.json)
    }
}

fn raw<'t>(text: &'t str, value: Option<Value<'_>>) -> Option<&'t str> {
    value.and_then(|value| text.get(value.offset()..value.end()))
}

/// The kind; without one there is nothing to go on with.
fn kind(members: &mut Members<'_, '_>) -> Result<Kind, Refusal> {
    let at = members.place("kind");
    let name = members.need_text("kind");
    members.so_far()?;
    match Kind::from_name(name) {
        Some(kind) => Ok(kind),
        None if matches!(name, "sample" | "price" | "map") => {
            Err(Refusal::new(RefusalKind::Reserved, at, "reserved kind"))
        }
        None => Err(malformed(at, "not a kind")),
    }
}

fn check_event(members: &mut Members<'_, '_>, kind: Kind, event: Option<Value<'_>>) {
    let fits = match kind {
        Kind::Event => event.is_some(),
        Kind::Made | Kind::Correct | Kind::Output | Kind::Input => true,
        Kind::Receipt | Kind::Span | Kind::Handover | Kind::End => event.is_none(),
    };
    let at = event.map_or(0, |event| event.offset());
    members.check(fits, at, "`event` does not go with this kind");
    members.check(event.is_none_or(|event| event.kind() == json::Kind::Object), at, "not an object");
}

fn check_ext(members: &mut Members<'_, '_>, ext: Option<Value<'_>>) {
    let Some(ext) = ext else { return };
    let Some(inner) = ext.members() else {
        return members.refuse(malformed(ext.offset(), "not an object"));
    };
    for (name, member) in inner {
        members.check(holds(&name, ":"), member.offset(), "a name in `ext` has a colon");
    }
}

fn body<'t>(members: &mut Members<'t, '_>, kind: Kind, end: bool) -> Body<'t> {
    match kind {
        Kind::Made => Body::Made { amount: Amount::member(members) },
        Kind::Event => Body::Event,
        Kind::Correct => Body::Correct {
            corrects: members.need_hash("corrects"),
            reason: members.need_fitting("reason", WORD),
        },
        Kind::Receipt => {
            let chain = held(members, true);
            Body::Receipt { chain, is_final: members.take_flag("final") }
        }
        Kind::Span => span(members),
        Kind::Output => {
            Body::Output { child: members.need_fitting("child", LOT), amount: Amount::member(members) }
        }
        Kind::Input => input(members),
        Kind::Handover => Body::Handover { to: members.need_fitting("to", KEY_ID) },
        Kind::End => {
            members.check(end, 0, "end");
            Body::End
        }
    }
}

/// The chain that a receipt names, or a span: without number and hash.
fn held<'t>(members: &mut Members<'t, '_>, receipt: bool) -> Held<'t> {
    let mut held = Held { hash: [0; 32], key: "", n: 0, subject: "" };
    let Some(chain) = members.need("chain") else { return held };
    let mut inner = Members::of(members.source(), chain);
    if receipt {
        held.hash = inner.need_hash("hash");
    }
    held.key = inner.need_fitting("key", KEY_ID);
    if receipt {
        held.n = inner.need_integer("n");
    }
    held.subject = inner.need_fitting("subject", if receipt { SUBJECT } else { JOURNEY });
    members.note(inner.finish());
    held
}

fn span<'t>(members: &mut Members<'t, '_>) -> Body<'t> {
    let at = members.place("chain");
    let Held { key, subject, .. } = held(members, false);
    let (first, last) = (members.need_integer("first"), members.need_integer("last"));
    members.check(subject.starts_with("j/"), at, "not a journey");
    // The number of lines that follow must fit into a lot.
    let fits = last.checked_sub(first).is_some_and(|more| more < LINES);
    members.check(fits, at, "`last` before `first`, or too far behind it");
    Body::Span { key, subject, first, last, hash: members.need_hash("hash") }
}

fn input<'t>(members: &mut Members<'t, '_>) -> Body<'t> {
    let (count, line) = (members.need_integer("count"), members.need_integer("line"));
    let fits = (1..=LINES).contains(&count) && line < count;
    members.check(fits, 0, "`line` is not below `count`, or `count` is not 1 to 65536");
    Body::Input {
        parent: members.need_fitting("parent", LOT),
        count,
        line,
        root: members.need_hash("root"),
        suite: members.need_suite("suite"),
        amount: Amount::member(members),
    }
}
