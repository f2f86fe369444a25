//! Application identifiers: what they are called, how their values look, what goes with them.

use super::{
    ai_table::{GROUPS, KEYS, ROWS, RULES, SPECS, TITLES},
    lint::{LintFault, Linter},
};
use alloc::string::String;
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// Digits of an application identifier at most.
const WIDTH: usize = 4;

/// A GS1 application identifier: two to four digits, known to the dictionary or not.
///
/// ```
/// use terroir::id::gs1::Ai;
///
/// let ai: Ai = "3103".parse()?;
/// assert_eq!(ai.title(), Some("NET WEIGHT (kg)"));
/// assert!(ai.is_predefined_length());
/// assert!(ai.check("000195").is_ok());
/// # Ok::<(), terroir::id::gs1::AiError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct Ai {
    /// ASCII digits, then zero bytes.
    text: [u8; WIDTH],
    /// Its row in the dictionary; past the end where it has none.
    row: u8,
}

/// The row of an AI that has none. The table is shorter than this, which a test holds.
const NO_ROW: u8 = u8::MAX;

/// Why a text is not an [`Ai`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AiError {
    /// It is not two to four ASCII digits.
    #[error("`{found}` is not two to four digits")]
    NotDigits {
        /// What was given, shortened.
        found: String,
    },
}

/// Why a value does not fit its AI.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// The dictionary does not know the AI.
    #[error("AI ({ai}) is not known")]
    UnknownAi {
        /// The AI.
        ai: Ai,
    },
    /// The value ends before a component is complete.
    #[error("value of ({ai}) has {found} characters and ends inside a component")]
    TooShort {
        /// The AI.
        ai: Ai,
        /// Its characters.
        found: usize,
    },
    /// The value is longer than its components.
    #[error("value of ({ai}) has {found} characters, at most {most} belong to it")]
    TooLong {
        /// The AI.
        ai: Ai,
        /// Its characters.
        found: usize,
        /// Characters that the format takes.
        most: usize,
    },
    /// A component is not what the General Specifications say.
    #[error("value of ({ai}): {fault}")]
    Content {
        /// The AI.
        ai: Ai,
        /// What is wrong, and where in the value.
        fault: LintFault,
    },
}

/// The value of an AI ends too early.
const TOO_SHORT: &str = "value-too-short";
/// The value of an AI is too long.
const TOO_LONG: &str = "value-too-long";

/// Code, English and Chinese of what may be wrong with a value as a whole.
#[cfg(feature = "words")]
pub const VALUE_WORDS: &[(&str, &str, &str)] =
    &[(TOO_SHORT, "the value ends too early", "数值过短"), (TOO_LONG, "the value is too long", "数值过长")];

impl ValueError {
    /// The stable code of what is wrong with the value; `None` if it is the AI.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::UnknownAi { .. } => None,
            Self::TooShort { .. } => Some(TOO_SHORT),
            Self::TooLong { .. } => Some(TOO_LONG),
            Self::Content { fault, .. } => Some(fault.error.code()),
        }
    }
}

/// Character set of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// Digits.
    N,
    /// Set 82.
    X,
    /// Set 39.
    Y,
    /// Set 64, base64url.
    Z,
}

/// A component of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    set: Set,
    min: u8,
    max: u8,
    optional: bool,
    linters: &'static [Linter],
}

pub(super) const fn part(set: Set, min: u8, max: u8, optional: bool, linters: &'static [Linter]) -> Part {
    Part { set, min, max, optional, linters }
}

/// A row of the dictionary: one AI, or a range with the same facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    first: u16,
    last: u16,
    width: u8,
    /// Whether its length is predefined: no FNC1 follows.
    predefined: bool,
    /// Whether it may be a Digital Link data attribute.
    attribute: bool,
    spec: u8,
    rule: u8,
    key: u8,
}

#[expect(clippy::too_many_arguments, reason = "one line of a table")]
pub(super) const fn row(
    first: u16,
    last: u16,
    width: u8,
    predefined: bool,
    attribute: bool,
    spec: u8,
    rule: u8,
    key: u8,
) -> Row {
    Row { first, last, width, predefined, attribute, spec, rule, key }
}

impl Row {
    fn parts(&self) -> &'static [Part] {
        SPECS.get(usize::from(self.spec)).copied().unwrap_or_default()
    }
}

/// Value of a row of at most four ASCII digits.
fn number(digits: &[u8]) -> Option<u16> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    digits.iter().try_fold(0_u16, |number, byte| number.checked_mul(10)?.checked_add(digit(byte)?))
}

impl Ai {
    pub(crate) const ZERO: Self = Self { text: *b"00\0\0", row: 0 };

    /// The AI of a text of two to four ASCII digits.
    #[must_use]
    pub fn of(digits: &[u8]) -> Option<Self> {
        let text = match *digits {
            [a, b] => [a, b, 0, 0],
            [a, b, c] => [a, b, c, 0],
            [a, b, c, d] => [a, b, c, d],
            _ => return None,
        };
        let number = number(digits)?;
        let group = usize::from(number / [1, 10, 100].get(digits.len() - 2)?);
        let (start, count, width) = *GROUPS.get(group)?;
        let row = if usize::from(width) == digits.len() {
            let rows = ROWS.get(usize::from(start)..usize::from(start) + usize::from(count))?;
            let at = rows.iter().position(|row| row.first <= number && number <= row.last);
            at.and_then(|at| start.checked_add(u8::try_from(at).ok()?)).unwrap_or(NO_ROW)
        } else {
            NO_ROW
        };
        Some(Self { text, row })
    }

    /// The AI at the start of an element string, if the dictionary knows one.
    pub(super) fn at_start_of(text: &[u8]) -> Option<Self> {
        let (_, _, width) = *GROUPS.get(usize::from(number(text.get(..2)?)?))?;
        let ai = Self::of(text.get(..usize::from(width))?)?;
        ai.is_known().then_some(ai)
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // INVARIANT (digits): ASCII, so this never falls back.
        core::str::from_utf8(self.digits()).unwrap_or_default()
    }

    fn digits(&self) -> &[u8] {
        let width = self.text.iter().position(|byte| *byte == 0).unwrap_or(WIDTH);
        self.text.get(..width).unwrap_or_default()
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.get(usize::from(self.row))
    }

    /// Whether its first two digits call for as many digits as it has (General Specifications §3.2): (2367) is no
    /// AI, because those that begin with 23 have three digits. True where no AI begins like it yet.
    #[must_use]
    pub(crate) fn has_usual_width(self) -> bool {
        let digits = self.digits();
        let group = digits.get(..2).and_then(number).and_then(|group| GROUPS.get(usize::from(group)));
        group.is_some_and(|(_, _, width)| *width == 0 || usize::from(*width) == digits.len())
    }

    /// Whether the dictionary knows it.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.row().is_some()
    }

    /// Its data title; `None` if the dictionary does not know it or gives it none.
    #[must_use]
    pub fn title(self) -> Option<&'static str> {
        TITLES.lines().nth(usize::from(self.row)).filter(|title| !title.is_empty())
    }

    /// Whether its value has a predefined length, so that no FNC1 need follow it (General Specifications §7.8.5).
    #[must_use]
    pub fn is_predefined_length(self) -> bool {
        self.row().is_some_and(|row| row.predefined)
    }

    /// Whether it may stand in the query of a Digital Link.
    #[must_use]
    pub fn is_attribute(self) -> bool {
        self.row().is_some_and(|row| row.attribute)
    }

    /// Whether it may be the primary key of a Digital Link.
    #[must_use]
    pub fn is_key(self) -> bool {
        self.row().is_some_and(|row| row.key != 0)
    }

    /// The alternatives of ordered qualifiers that may follow it as a Digital Link key; empty if it is no key.
    pub(crate) fn qualifiers(self) -> impl Iterator<Item = &'static str> {
        let text = self.row().and_then(|row| KEYS.get(usize::from(row.key)).copied()).unwrap_or_default();
        text.strip_prefix("key")
            .map(|rest| rest.strip_prefix('=').unwrap_or(rest))
            .into_iter()
            .flat_map(|t| t.split('|'))
    }

    /// What it requires and excludes, as the dictionary writes it.
    pub(super) fn rules(self) -> &'static str {
        self.row().and_then(|row| RULES.get(usize::from(row.rule)).copied()).unwrap_or_default()
    }

    /// Characters of its value at most; 0 if the dictionary does not know it.
    #[must_use]
    pub fn max_length(self) -> usize {
        self.row().map_or(0, |row| row.parts().iter().map(|part| usize::from(part.max)).sum())
    }

    /// Whether a value is what the General Specifications say of this AI.
    ///
    /// # Errors
    /// [`ValueError`], with the place in the value.
    pub fn check(self, value: &str) -> Result<(), ValueError> {
        let row = self.row().ok_or(ValueError::UnknownAi { ai: self })?;
        let bytes = value.as_bytes();
        let mut at = 0;
        for part in row.parts() {
            let rest = bytes.get(at..).unwrap_or_default();
            if part.optional && rest.is_empty() {
                break;
            }
            let length = rest.len().min(usize::from(part.max));
            let (component, _) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let short = length < usize::from(part.min);
            let within = |fault: LintFault| ValueError::Content { ai: self, fault: fault.later(at) };
            let set = match part.set {
                Set::N => Linter::Csetnumeric,
                Set::X => Linter::Cset82,
                Set::Y => Linter::Cset39,
                Set::Z => Linter::Cset64,
            };
            if short {
                return Err(ValueError::TooShort { ai: self, found: bytes.len() });
            }
            set.check(component).map_err(within)?;
            for linter in part.linters {
                linter.check(component).map_err(within)?;
            }
            at += length;
        }
        if at < bytes.len() {
            return Err(ValueError::TooLong { ai: self, found: bytes.len(), most: at });
        }
        Ok(())
    }

    /// Every row of the dictionary as first and last AI of its range.
    pub fn ranges() -> impl Iterator<Item = (Self, Self)> {
        ROWS.iter().filter_map(|row| {
            let text = |number: u16| alloc::format!("{number:0width$}", width = usize::from(row.width));
            Some((Self::of(text(row.first).as_bytes())?, Self::of(text(row.last).as_bytes())?))
        })
    }
}

impl FromStr for Ai {
    type Err = AiError;

    fn from_str(text: &str) -> Result<Self, AiError> {
        Self::of(text.as_bytes()).ok_or_else(|| AiError::NotDigits { found: crate::base::text::shown(text) })
    }
}

impl fmt::Display for Ai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Ai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ai({})", self.as_str())
    }
}

impl TryFrom<String> for Ai {
    type Error = AiError;

    fn try_from(text: String) -> Result<Self, AiError> {
        text.parse()
    }
}

impl From<Ai> for String {
    fn from(ai: Ai) -> Self {
        ai.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fit_their_number() {
        assert!(ROWS.len() < usize::from(NO_ROW));
        assert_eq!(Ai::of(b"00"), Some(Ai::ZERO));
        assert!(Ai::ZERO.is_known());
        assert_eq!(TITLES.lines().count(), ROWS.len());
    }
}
