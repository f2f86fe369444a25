//! What is compared: a word in the rulebook, a field of a record, a day.

use alloc::{boxed::Box, string::String};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A value, or where it stands.
///
/// | text | what it is |
/// |---|---|
/// | `$.FIELD` | the field of the record at hand; also `date`, `time`, `site`, `region`, `by`, `for`, `lot`, `sample`, `grade` |
/// | `$NAME.FIELD` | of the record that an outer pick calls `NAME` |
/// | `#NAME` | a term of the rulebook |
/// | `@anchor`, `@as-of`, `@lot` | the anchor's day, the day of the evaluation, the lot |
/// | anything else | itself; its type is that of what it is held against |
///
/// An object is a day reckoned from another, or `{"word": TEXT}` for a text that begins with one of these signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A value itself.
    Word(String),
    /// A field of the record at hand, or of that which an outer pick calls so.
    Field {
        /// The name of the pick; the record at hand if empty.
        of: String,
        /// The field.
        name: String,
    },
    /// A term of the rulebook.
    Term(String),
    /// The anchor's day.
    Anchor,
    /// The day of the evaluation.
    AsOf,
    /// The lot.
    Lot,
    /// A day reckoned from another.
    Shift(Box<Shift>),
}

/// A day reckoned from another: first to the start of its year, if so, then forward, then back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shift {
    /// The other day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Operand>,
    /// A text that is no reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Go to the first day of its year.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub start_of_year: bool,
    /// So much later: a period as `P24M`, or a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plus: Option<Operand>,
    /// So much earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minus: Option<Operand>,
}

impl Operand {
    fn of_text(text: &str) -> Result<Self, &'static str> {
        match text.as_bytes().first() {
            Some(b'$') => {
                let (of, name) =
                    text.get(1..).and_then(|rest| rest.split_once('.')).ok_or("`$` needs a field")?;
                if name.is_empty() {
                    return Err("`$` needs a field");
                }
                Ok(Self::Field { of: of.into(), name: name.into() })
            }
            Some(b'#') => Ok(Self::Term(text.get(1..).unwrap_or_default().into())),
            Some(b'@') => match text {
                "@anchor" => Ok(Self::Anchor),
                "@as-of" => Ok(Self::AsOf),
                "@lot" => Ok(Self::Lot),
                _ => Err("`@` stands before anchor, as-of or lot"),
            },
            _ => Ok(Self::Word(text.into())),
        }
    }
}

impl<'de> Deserialize<'de> for Operand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> de::Visitor<'de> for Either {
            type Value = Operand;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a day reckoned from another")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Operand, E> {
                Operand::of_text(text).map_err(E::custom)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Operand, A::Error> {
                let shift = Shift::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let moves = shift.start_of_year || shift.plus.is_some() || shift.minus.is_some();
                match (shift.word, &shift.date) {
                    (Some(word), None) if !moves => Ok(Operand::Word(word)),
                    (None, Some(_)) => Ok(Operand::Shift(Box::new(Shift { word: None, ..shift }))),
                    _ => Err(de::Error::custom("either `date` with what is added to it, or `word` alone")),
                }
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl Serialize for Operand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(word) if word.starts_with(['$', '#', '@']) => {
                Shift { word: Some(word.clone()), ..Shift::default() }.serialize(serializer)
            }
            Self::Word(word) => serializer.serialize_str(word),
            Self::Field { of, name } => serializer.collect_str(&format_args!("${of}.{name}")),
            Self::Term(name) => serializer.collect_str(&format_args!("#{name}")),
            Self::Anchor => serializer.serialize_str("@anchor"),
            Self::AsOf => serializer.serialize_str("@as-of"),
            Self::Lot => serializer.serialize_str("@lot"),
            Self::Shift(shift) => shift.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Operand {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Operand".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let shift = generator.subschema_for::<Shift>();
        schemars::json_schema!({
            "description": "A value, or where it stands: `$.FIELD`, `$NAME.FIELD`, `#TERM`, `@anchor`, `@as-of`, `@lot`, a day reckoned from another, or the text itself.",
            "anyOf": [{"type": "string"}, shift]
        })
    }
}
