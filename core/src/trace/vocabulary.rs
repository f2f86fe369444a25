//! The farm vocabulary v1: acts and fields, each an ordinary EPCIS 2.0 event with extension members.
//!
//! ```
//! use terroir::trace::vocabulary::{self, Visibility};
//!
//! let spray = vocabulary::act("spray").ok_or("an act")?;
//! assert!(spray.required.contains(&"active"));
//! assert_eq!(vocabulary::field("terroir:dose").map(|f| f.visibility), Some(Visibility::Shown));
//! assert!(vocabulary::is_personal("ex:phone") && !vocabulary::is_personal("amount"));
//! # Ok::<(), &str>(())
//! ```
//!
//! The page `docs/VOCABULARY.md` is the same data, for people; a test keeps them equal.

use super::EventType;
use crate::base::unit::{self, Unit};

pub use super::vocabulary_table::{ACTS, FIELDS};

/// The namespace of all members below.
pub const NAMESPACE: &str = "https://terroir-rs.github.io/ns/farm/v1#";

/// The prefix that documents use for [`NAMESPACE`]; known without an `@context`.
pub const PREFIX: &str = "terroir";

/// One thing that is done on the way from field to table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The word in `terroir:act`.
    pub name: &'static str,
    /// What is done, in English.
    pub english: &'static str,
    /// What is done, in Chinese.
    pub chinese: &'static str,
    /// Where on the way it belongs.
    pub stage: Stage,
    /// Types of EPCIS event that may carry it.
    pub events: &'static [EventType],
    /// The CBV business step that fits it; a writer may choose another.
    pub biz_step: &'static str,
    /// Must the event say how much (a quantity of some item, or item identifiers)?
    pub quantity: bool,
    /// Fields that must stand in the event.
    pub required: &'static [&'static str],
    /// Further fields that belong to it.
    pub optional: &'static [&'static str],
}

/// Acts on animals, which have a name of their own from birth.
const ON_ANIMALS: &[&str] =
    &["birth", "tag", "graze", "feed", "treat", "vaccinate", "isolate", "quarantine", "die"];

impl Act {
    /// Is it done where something is still to be gathered, so that it may name a lot before there is any of it?
    ///
    /// Land is prepared and a crop is tended under the name of the lot that will be harvested; of animals there is none to be fed
    /// before they are born or bought.
    #[must_use]
    pub fn tends(&self) -> bool {
        matches!(self.stage, Stage::Grow | Stage::State) && !ON_ANIMALS.contains(&self.name)
    }
}

/// A part of the way from field to table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Growing and breeding.
    Grow,
    /// Picking, catching, slaughtering.
    Gather,
    /// Sorting, packing, turning into something else.
    Process,
    /// Moving and keeping.
    Move,
    /// Selling and handing over.
    Sell,
    /// Statements about the record or the goods.
    State,
}

impl Stage {
    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grow => "grow",
            Self::Gather => "gather",
            Self::Process => "process",
            Self::Move => "move",
            Self::Sell => "sell",
            Self::State => "state",
        }
    }
}

/// One member that an act may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name without prefix; in an event `terroir:NAME`.
    pub name: &'static str,
    /// What it means, in English.
    pub english: &'static str,
    /// What it means, in Chinese.
    pub chinese: &'static str,
    /// What its value looks like.
    pub kind: FieldKind,
    /// Who may see it.
    pub visibility: Visibility,
}

/// What the value of a field looks like in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldKind {
    /// A string of at most 1,000 characters.
    Text,
    /// One of the words listed.
    Word(&'static [&'static str]),
    /// A URI, EPC, lot name or registered number: no white space, at most 160 bytes.
    Id,
    /// A calendar date `YYYY-MM-DD`.
    Date,
    /// A time with offset (RFC 3339).
    Time,
    /// A whole number that is not negative.
    Count,
    /// A decimal in a string, `"12.50"`.
    Decimal,
    /// A decimal from 0 to 1 in a string, `"0.93"`.
    Share,
    /// `"12.50 KGM"`: a decimal, one space, a Rec 20 code of one of these dimensions.
    Amount(&'static [Dimension]),
    /// `"0.45 KGM/HAR"`: an amount, a slash and the Rec 20 code of what it is for.
    Rate(&'static [Dimension], Dimension),
    /// A GB/T 2260 code of 6 digits, or GB/T 10114 of 9 or 12.
    Region,
    /// `true` or `false`.
    Flag,
    /// An array of objects whose members are the fields named.
    Rows(&'static [&'static str], &'static [&'static str]),
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Kilogram, gram, tonne.
    Mass,
    /// Litre, cubic metre.
    Volume,
    /// Square metre, hectare.
    Area,
    /// Metre.
    Length,
    /// Pieces, heads.
    Pieces,
    /// Degree Celsius, kelvin.
    Temperature,
    /// Second, hour, day.
    Duration,
    /// Mass in mass or volume: mg/kg, µg/kg, mg/L, percent.
    Content,
    /// Whatever the analyte calls for.
    Any,
}

impl Dimension {
    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mass => "mass",
            Self::Volume => "volume",
            Self::Area => "area",
            Self::Length => "length",
            Self::Pieces => "pieces",
            Self::Temperature => "temperature",
            Self::Duration => "duration",
            Self::Content => "content",
            Self::Any => "any",
        }
    }
}

impl Dimension {
    /// Does the unit measure this? A unit that the table does not know measures nothing.
    #[must_use]
    pub fn holds(self, unit: Unit) -> bool {
        use unit::Dimension as Base;
        let Some(known) = unit.known() else { return self == Self::Any };
        match self {
            Self::Mass => known.dimension == Base::Mass,
            Self::Volume => known.dimension == Base::Volume,
            Self::Area => known.dimension == Base::Area,
            Self::Length => known.dimension == Base::Length,
            Self::Pieces => known.dimension == Base::Count,
            Self::Temperature => known.dimension == Base::Temperature,
            Self::Duration => matches!(known.dimension, Base::Time | Base::Months),
            Self::Content => {
                matches!(known.dimension, Base::Fraction | Base::MassFraction | Base::MassConcentration)
            }
            Self::Any => true,
        }
    }
}

/// Who may see a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// Never in clear: only as a salted digest in the entry's envelope.
    Personal,
    /// Always in clear: it cannot be hidden, because rules read it.
    Shown,
    /// In clear or as a digest, as the writer likes.
    Open,
}

/// The act of this name.
#[must_use]
pub fn act(name: &str) -> Option<&'static Act> {
    let name = own(name)?;
    ACTS.iter().find(|act| act.name == name)
}

/// The field of this name, bare, as CURIE or as IRI.
#[must_use]
pub fn field(name: &str) -> Option<&'static Field> {
    let name = own(name)?;
    FIELDS.iter().find(|field| field.name == name)
}

/// Is this a member that must never stand in clear?
///
/// Only the local part counts, and neither case, dashes nor underscores do: `phone`, `terroir:phone`, `ex:Phone` and
/// an IRI ending in `#phone` or `/phone` are all personal, as are `ex:residentId` and `ex:resident_id`. Another
/// spelling does not make a telephone number less personal.
#[must_use]
pub fn is_personal(name: &str) -> bool {
    let name = local(name);
    FIELDS.iter().any(|field| field.visibility == Visibility::Personal && same_letters(field.name, name))
}

/// Is this a member of the vocabulary that must not be hidden? Bare, as CURIE or as IRI.
#[must_use]
pub fn is_shown(name: &str) -> bool {
    field(name).is_some_and(|field| field.visibility == Visibility::Shown)
}

/// Are these the same letters and digits, whatever their case and the dashes and underscores between them?
fn same_letters(a: &str, b: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().filter(|b| !matches!(b, b'-' | b'_')).map(|b| b.to_ascii_lowercase())
    }
    letters(a).eq(letters(b))
}

/// The part behind the last `:`, `/` or `#`.
fn local(name: &str) -> &str {
    name.rsplit([':', '/', '#']).next().unwrap_or(name)
}

/// The name in this vocabulary, if it is one of its spellings.
fn own(name: &str) -> Option<&str> {
    if let Some(rest) = name.strip_prefix(NAMESPACE) {
        return Some(rest);
    }
    match name.split_once(':') {
        Some((PREFIX, rest)) => Some(rest),
        Some(_) => None,
        None => Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_fields_exist() {
        for (at, act) in ACTS.iter().enumerate() {
            assert!(ACTS[..at].iter().all(|other| other.name != act.name), "{} twice", act.name);
            for name in act.required.iter().chain(act.optional) {
                assert!(field(name).is_some(), "act {}: no field `{name}`", act.name);
            }
            assert!(act.required.iter().all(|name| !is_personal(name)), "{}: personal is required", act.name);
        }
        for (at, this) in FIELDS.iter().enumerate() {
            assert!(FIELDS[..at].iter().all(|other| other.name != this.name), "{} twice", this.name);
            if let FieldKind::Rows(required, optional) = this.kind {
                for name in required.iter().chain(optional) {
                    assert!(field(name).is_some(), "rows {}: no field `{name}`", this.name);
                }
            }
        }
    }

    #[test]
    fn personal_and_shown() {
        for name in [
            "grower",
            "phone",
            "resident-id",
            "bank",
            "position",
            "plot",
            "hardship",
            "price",
            "on-behalf-of",
            "note",
        ] {
            assert!(is_personal(name), "{name}");
            assert!(!is_shown(name), "{name}");
        }
        assert!(is_personal("https://x.example/ns#phone"));
        assert!(is_personal("ex:residentId") && is_personal("ex:Resident_ID") && !is_personal("ex:phones"));
        assert!(is_shown("terroir:amount") && !is_shown("ex:amount") && is_shown("active"));
    }
}
