//! What the index keeps of an event, and what of it can be asked.

use super::{History, chunk::Chunks};
use crate::{
    base::{decimal::Decimal, time::Instant, unit::Unit},
    trace::{Action, EventType, vocabulary},
};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// An event of a [`History`]: its place in the order of recording, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub(super) u32);

impl EventId {
    /// The event at this place in the order of recording; what has none has no event there.
    #[must_use]
    pub const fn of(place: u32) -> Self {
        Self(place)
    }

    /// Its place in the order of recording, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an identifier names, as a number of a [`History`]: goods, places, parties, documents alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thing(pub(super) u32);

impl Thing {
    /// Its number, from 0 in the order of first mention.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a thing is to an event that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[repr(u8)]
pub enum Role {
    /// Used up in a transformation (`inputEPCList`, `inputQuantityList`).
    Input,
    /// Made by a transformation (`outputEPCList`, `outputQuantityList`).
    Output,
    /// What an object or transaction event is about (`epcList`, `quantityList`).
    Observed,
    /// Put into, taken out of or tied to the parent (`childEPCs`, `childQuantityList`).
    Child,
    /// What the children are put into or tied to; the parent of a transaction (`parentID`).
    Parent,
    /// A lot that went into what the event is about (`terroir:inputs`).
    Ingredient,
    /// The lot of a product that was applied or fed (`terroir:input-lot`).
    Applied,
    /// The lot of seed, seedlings or young animals (`terroir:seed-lot`).
    Seed,
    /// Dam or sire (`terroir:parent-animal`).
    ParentAnimal,
    /// A sample drawn or tested (`terroir:sample`).
    Sample,
    /// Where it was read (`readPoint`).
    ReadPoint,
    /// Where the things are afterwards (`bizLocation`).
    BizLocation,
    /// Whoever owned the things before.
    SourceOwner,
    /// Whoever held the things before.
    SourceHolder,
    /// Where the things come from.
    SourcePlace,
    /// A source of another type.
    SourceOther,
    /// Whoever owns the things afterwards.
    DestinationOwner,
    /// Whoever holds the things afterwards.
    DestinationHolder,
    /// Where the things go.
    DestinationPlace,
    /// A destination of another type.
    DestinationOther,
    /// A business transaction.
    Transaction,
    /// The id that several events of one transformation share.
    Transformation,
}

impl Role {
    /// Every role, in order.
    pub const ALL: [Self; 22] = [
        Self::Input,
        Self::Output,
        Self::Observed,
        Self::Child,
        Self::Parent,
        Self::Ingredient,
        Self::Applied,
        Self::Seed,
        Self::ParentAnimal,
        Self::Sample,
        Self::ReadPoint,
        Self::BizLocation,
        Self::SourceOwner,
        Self::SourceHolder,
        Self::SourcePlace,
        Self::SourceOther,
        Self::DestinationOwner,
        Self::DestinationHolder,
        Self::DestinationPlace,
        Self::DestinationOther,
        Self::Transaction,
        Self::Transformation,
    ];

    /// Is it goods, living or not, that the event is about: no place, party, document or mere reference?
    #[must_use]
    pub const fn is_goods(self) -> bool {
        matches!(self, Self::Input | Self::Output | Self::Observed | Self::Child | Self::Parent)
    }

    /// Did it go into what the event is about, by a member of the farm vocabulary?
    #[must_use]
    pub const fn is_farm_input(self) -> bool {
        matches!(self, Self::Ingredient | Self::Applied | Self::Seed | Self::ParentAnimal)
    }

    /// Is it a role in which a thing is used, made, moved or found; or one that only says where, whose, by which paper?
    pub(crate) const fn takes_part(self) -> bool {
        self.is_goods() || self.is_farm_input() || matches!(self, Self::Sample)
    }

    /// Does it put the event at a place?
    #[must_use]
    pub const fn is_place(self) -> bool {
        matches!(self, Self::ReadPoint | Self::BizLocation)
    }

    /// Whoever or whatever the things come from.
    #[must_use]
    pub const fn is_source(self) -> bool {
        matches!(self, Self::SourceOwner | Self::SourceHolder | Self::SourcePlace | Self::SourceOther)
    }

    /// Whoever or whatever the things go to.
    #[must_use]
    pub const fn is_destination(self) -> bool {
        matches!(
            self,
            Self::DestinationOwner
                | Self::DestinationHolder
                | Self::DestinationPlace
                | Self::DestinationOther
        )
    }

    fn of(code: u32) -> Self {
        Self::ALL.get(code as usize).copied().unwrap_or(Self::Observed)
    }
}

/// How much, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number.
    pub value: Decimal,
    /// Its Rec 20 unit; `None` where the event says none, which means pieces.
    pub unit: Option<Unit>,
}

/// A thing in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The event.
    pub event: EventId,
    /// The thing.
    pub thing: Thing,
    /// What it is there.
    pub role: Role,
    /// How much of it, where the event says so.
    pub amount: Option<Amount>,
    /// The event speaks of an amount of it, whether or not it can be read; if not, of one piece or of all of it.
    pub counted: bool,
}

/// A set of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventSet {
    words: Vec<u64>,
}

impl EventSet {
    /// No event.
    #[must_use]
    pub const fn new() -> Self {
        Self { words: Vec::new() }
    }

    /// Puts an event in; was it new?
    pub fn insert(&mut self, event: EventId) -> bool {
        let (word, bit) = (event.index() / 64, 1 << (event.index() % 64));
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        let Some(word) = self.words.get_mut(word) else { return false };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Is the event in it?
    #[must_use]
    pub fn contains(&self, event: EventId) -> bool {
        self.words.get(event.index() / 64).is_some_and(|word| word & 1 << (event.index() % 64) != 0)
    }

    /// Its events, in the order of recording.
    pub fn iter(&self) -> impl Iterator<Item = EventId> {
        let bits = |word: u64| (0..64).filter(move |bit| word & 1 << bit != 0);
        let words = self.words.iter().enumerate();
        words.flat_map(move |(at, word)| bits(*word).map(move |bit| EventId(at as u32 * 64 + bit)))
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }
}

impl FromIterator<EventId> for EventSet {
    fn from_iter<I: IntoIterator<Item = EventId>>(events: I) -> Self {
        let mut set = Self::new();
        for event in events {
            set.insert(event);
        }
        set
    }
}

/// One event, compact.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) time: Option<Instant>,
    /// Minutes east of UTC, [`NO_OFFSET`] where nothing says so.
    pub(super) offset: i16,
    pub(super) kind: EventType,
    pub(super) action: Option<Action>,
    /// Index into the acts, [`NO_ACT`] for none.
    pub(super) act: u8,
    pub(super) flags: u8,
    /// Word number plus one, zero for none.
    pub(super) biz_step: u32,
    pub(super) disposition: u32,
    pub(super) document: u32,
    /// Number in its document.
    pub(super) index: u32,
    pub(super) start: u32,
    pub(super) length: u32,
    /// Where its parts begin; they end where those of the next event begin.
    pub(super) parts: u32,
}

pub(super) const NO_OFFSET: i16 = i16::MIN;
pub(super) const NO_ACT: u8 = u8::MAX;

/// It carries an error declaration.
pub(super) const DECLARED_WRONG: u8 = 1;
/// Its time is a leap second.
pub(super) const LEAP_SECOND: u8 = 2;
/// An amount in it is no decimal or its unit no code.
pub(super) const AMOUNT_UNREADABLE: u8 = 4;
/// Its lists of children are empty or absent.
pub(super) const NO_CHILDREN: u8 = 8;
/// It names what went in by members of the farm vocabulary.
pub(super) const FARM_INPUTS: u8 = 16;
/// It names a sample.
pub(super) const SAMPLED: u8 = 32;

/// A mention, compact: 16 bytes, and a link in the list of the thing's mentions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) thing: u32,
    pub(super) event: u32,
    /// Number plus one of the thing's next part, zero at the end.
    pub(super) next: u32,
    /// Role in the upper five bits; below, number plus one of the amount.
    pub(super) word: u32,
}

const AMOUNT_BITS: u32 = 27;

/// Amounts that a history holds at most.
pub(super) const MOST_AMOUNTS: usize = (1 << AMOUNT_BITS) - 2;

/// Number plus one of an amount that is not said or cannot be read: of none that is held.
pub(super) const UNSAID: u32 = (1 << AMOUNT_BITS) - 1;

impl Part {
    /// INVARIANT (amounts): at most [`MOST_AMOUNTS`].
    pub(super) const fn new(thing: u32, event: u32, role: Role, amount: u32) -> Self {
        Self { thing, event, next: 0, word: (role as u32) << AMOUNT_BITS | amount }
    }

    pub(super) fn role(self) -> Role {
        Role::of(self.word >> AMOUNT_BITS)
    }

    pub(super) const fn counted(self) -> bool {
        self.word & UNSAID != 0
    }

    fn amount(self) -> Option<usize> {
        ((self.word & UNSAID) as usize).checked_sub(1)
    }
}

/// Amounts in 16 bytes each; those with more digits aside.
#[derive(Clone, Debug)]
pub(super) struct Amounts {
    narrow: Chunks<Narrow>,
    wide: Vec<Decimal>,
}

#[derive(Clone, Copy, Debug)]
struct Narrow {
    /// The coefficient, or for scale [`WIDE`] an index.
    coefficient: i64,
    scale: u8,
    unit: Option<Unit>,
}

const WIDE: u8 = u8::MAX;

impl Amounts {
    pub(super) const fn new() -> Self {
        Self { narrow: Chunks::new(), wide: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.narrow.len()
    }

    /// Keeps an amount; its number plus one.
    pub(super) fn push(&mut self, amount: Amount) -> u32 {
        let Amount { value, unit } = amount;
        let (coefficient, scale) = match i64::try_from(value.coefficient()) {
            Ok(coefficient) => (coefficient, value.scale()),
            Err(_) => {
                self.wide.push(value.plain());
                (self.wide.len() as i64 - 1, WIDE)
            }
        };
        self.narrow.push(Narrow { coefficient, scale, unit });
        self.narrow.len() as u32
    }

    pub(super) fn of(&self, part: Part) -> Option<Amount> {
        let narrow = self.narrow.get(part.amount()?)?;
        let value = match narrow.scale {
            WIDE => *self.wide.get(narrow.coefficient as usize)?,
            scale => Decimal::new(i128::from(narrow.coefficient), scale)?,
        };
        Some(Amount { value, unit: narrow.unit })
    }
}

/// An event of a [`History`], as the index has it.
#[derive(Clone, Copy, Debug)]
pub struct Record<'h> {
    pub(super) history: &'h History,
    pub(super) id: EventId,
    pub(super) row: &'h Row,
}

impl<'h> Record<'h> {
    /// Which event.
    #[must_use]
    pub const fn id(&self) -> EventId {
        self.id
    }

    /// Its type.
    #[must_use]
    pub const fn event_type(&self) -> EventType {
        self.row.kind
    }

    /// What it does to what it names; `None` where it does not say, or cannot.
    #[must_use]
    pub const fn action(&self) -> Option<Action> {
        self.row.action
    }

    /// When it happened; `None` where that cannot be read. A leap second is the last instant before the second after it.
    #[must_use]
    pub const fn time(&self) -> Option<Instant> {
        self.row.time
    }

    /// Minutes that local time is ahead of UTC: what `eventTimeZoneOffset` says, or else `eventTime`.
    #[must_use]
    pub const fn offset(&self) -> Option<i16> {
        match self.row.offset {
            NO_OFFSET => None,
            offset => Some(offset),
        }
    }

    /// Its time is a leap second.
    #[must_use]
    pub const fn is_leap_second(&self) -> bool {
        self.row.flags & LEAP_SECOND != 0
    }

    /// It carries an error declaration.
    #[must_use]
    pub const fn is_declared_wrong(&self) -> bool {
        self.row.flags & DECLARED_WRONG != 0
    }

    /// An amount in it is no decimal that fits, or its unit is no code; [`Mention::amount`] is `None` there.
    #[must_use]
    pub const fn has_unreadable_amount(&self) -> bool {
        self.row.flags & AMOUNT_UNREADABLE != 0
    }

    /// It names lots that went in by members of the farm vocabulary ([`Role::is_farm_input`]).
    #[must_use]
    pub const fn has_farm_inputs(&self) -> bool {
        self.row.flags & FARM_INPUTS != 0
    }

    /// It names a sample ([`Role::Sample`]).
    #[must_use]
    pub const fn has_sample(&self) -> bool {
        self.row.flags & SAMPLED != 0
    }

    /// It names no children, which on `DELETE` means all of them.
    #[must_use]
    pub const fn has_no_children(&self) -> bool {
        self.row.flags & NO_CHILDREN != 0
    }

    /// Its business step: the bare word of the CBV, or what else was written.
    #[must_use]
    pub fn biz_step(&self) -> Option<&'h str> {
        self.history.word(self.row.biz_step)
    }

    /// Its disposition: the bare word of the CBV, or what else was written.
    #[must_use]
    pub fn disposition(&self) -> Option<&'h str> {
        self.history.word(self.row.disposition)
    }

    /// The farm act it records.
    #[must_use]
    pub fn act(&self) -> Option<&'static vocabulary::Act> {
        vocabulary::ACTS.get(usize::from(self.row.act)).filter(|_| self.row.act != NO_ACT)
    }

    /// The things it names, by role, within a role in the order written.
    pub fn mentions(&self) -> impl Iterator<Item = Mention> + use<'h> {
        let history = self.history;
        history.parts_of(self.id).filter_map(move |at| history.mention(at))
    }

    /// The things it names in one role, with their amounts.
    pub fn mentions_as(&self, role: Role) -> impl Iterator<Item = Mention> + use<'h> {
        let history = self.history;
        history.parts_as(self.id, role).filter_map(move |at| history.mention(at))
    }

    /// The things it names in one role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = Thing> + use<'h> {
        self.mentions_as(role).map(|mention| mention.thing)
    }

    /// The first thing it names in one role: parent, read point, business location, transformation id.
    #[must_use]
    pub fn one(&self, role: Role) -> Option<Thing> {
        self.of_role(role).next()
    }

    /// The event's JSON, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &'h str {
        self.history.raw(self.id)
    }

    /// Number of its document in the order of appending, from 0.
    #[must_use]
    pub const fn document(&self) -> usize {
        self.row.document as usize
    }

    /// JSON pointer of the event in its document.
    #[must_use]
    pub fn pointer(&self) -> alloc::string::String {
        self.history.pointer(self.row)
    }
}
