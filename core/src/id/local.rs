//! Names of lots and journeys: the path of their own label's URL.
//!
//! ```
//! use terroir::id::local::{LotForm, LotName, Part};
//!
//! let name: LotName = "t/coop.example/TEA-01/S%2F26".parse()?;
//! let LotForm::Local(id) = name.form() else { unreachable!() };
//! assert_eq!((id.issuer.as_str(), id.lot.text()), ("coop.example", "S/26"));
//! assert_eq!(LotName::from(id), name);
//!
//! assert!("t/coop.example/TEA-01/S%2f26".parse::<LotName>().is_err(), "one spelling only");
//! # Ok::<(), terroir::id::local::NameError>(())
//! ```
//!
//! A farmer without a GS1 prefix is the normal case: `t/ISSUER/PRODUCT/LOT` works wherever
//! `01/GTIN/10/LOT` does. Names are compared, sorted and hashed as the bytes they are printed in, so there is
//! exactly one spelling of each: what parses is what prints.

use super::gs1::check_digit;
use crate::base::text::{shown, text_serde};
use alloc::{format, string::String};
use core::{fmt, str::FromStr};

/// Bytes of the longest name.
pub const NAME_BYTES: usize = 160;
/// Bytes of the longest issuer.
pub const ISSUER_BYTES: usize = 32;
/// Characters of the longest part, unescaped.
pub const PART_CHARACTERS: usize = 20;

/// Why a text is not a name, an issuer or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// Longer than any name.
    #[error("a name has at most {NAME_BYTES} bytes, this has {length}")]
    TooLong {
        /// Bytes given.
        length: usize,
    },
    /// Not one of the forms `01/GTIN/10/LOT`, `t/ISSUER/PRODUCT/LOT`, `j/ISSUER/DEVICE/JOURNEY`.
    #[error(
        "`{found}` has none of the forms `01/GTIN/10/LOT`, `t/ISSUER/PRODUCT/LOT`, `j/ISSUER/DEVICE/JOURNEY`"
    )]
    Form {
        /// Its beginning.
        found: String,
    },
    /// The GTIN is not 14 digits.
    #[error("a name has a GTIN of 14 digits, not `{found}`")]
    Gtin {
        /// Its beginning.
        found: String,
    },
    /// The GTIN's last digit does not fit the others.
    #[error("check digit of the GTIN is {found}, should be {expected}")]
    CheckDigit {
        /// The digit given.
        found: u8,
        /// The digit the others call for.
        expected: u8,
    },
    /// Not an issuer: 1 to 32 letters, digits, dots and hyphens, and not `.` or `..`.
    #[error("an issuer has 1 to {ISSUER_BYTES} letters, digits, dots and hyphens, not `{found}`")]
    Issuer {
        /// Its beginning.
        found: String,
    },
    /// A part is empty or longer than 20 characters.
    #[error("a part has 1 to {PART_CHARACTERS} characters, this has {length}")]
    PartLength {
        /// Characters given.
        length: usize,
    },
    /// A character that is not in GS1 character set 82.
    #[error("`{found}` is not in GS1 character set 82")]
    Character {
        /// The character.
        found: char,
    },
    /// A percent escape that is not canonical: `%XX`, upper case, and only where one is needed.
    #[error("`{found}` is not the canonical escape of a character")]
    Escape {
        /// The escape, or the character that needs one.
        found: String,
    },
    /// A part that is `.` or `..`, which a URL path would swallow.
    #[error("a part may not be `.` or `..`")]
    Dots,
}

/// Who gives out local names: the id of a party, 1 to 32 letters, digits, dots and hyphens.
///
/// `.` and `..` are refused, because a URL path would swallow them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IssuerId(String);

impl IssuerId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IssuerId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fits = (1..=ISSUER_BYTES).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
            && !matches!(text, "." | "..");
        if fits { Ok(Self(text.into())) } else { Err(NameError::Issuer { found: shown(text) }) }
    }
}

impl fmt::Display for IssuerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_serde!(IssuerId, "IssuerId", "Id of a party: 1 to 32 letters, digits, dots and hyphens");

/// One part of a name, unescaped: 1 to 20 characters of GS1 character set 82, not `.` or `..`.
///
/// `FromStr` and `Display` are the plain text; [`Part::escaped`] is how it stands in a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part(String);

impl Part {
    /// The plain text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// As it stands in a name: all but letters, digits, `-`, `.` and `_` as `%XX`.
    #[must_use]
    pub fn escaped(&self) -> String {
        super::name::escaped(&self.0)
    }

    /// The part that is written so in a name.
    ///
    /// # Errors
    /// [`NameError`]: an escape that is not canonical, a character outside set 82, or a length.
    pub fn from_escaped(escaped: &str) -> Result<Self, NameError> {
        let mut plain = String::with_capacity(escaped.len().min(PART_CHARACTERS));
        let mut rest = escaped;
        while let Some(c) = rest.chars().next() {
            if c != '%' {
                let needs_escape = c.is_ascii() && in_set_82(c) && !literal(c as u8);
                if needs_escape {
                    return Err(NameError::Escape { found: String::from(c) });
                }
                plain.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or("");
                continue;
            }
            let escape = rest.get(..3).unwrap_or(rest);
            let byte = escape
                .get(1..)
                .filter(|hex| hex.len() == 2 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')))
                .and_then(|hex| u8::from_str_radix(hex, 16).ok())
                .filter(|&byte| byte.is_ascii() && in_set_82(char::from(byte)) && !literal(byte));
            let Some(byte) = byte else {
                return Err(NameError::Escape { found: shown(escape) });
            };
            plain.push(char::from(byte));
            rest = rest.get(3..).unwrap_or("");
        }
        plain.parse()
    }
}

impl FromStr for Part {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if let Some(found) = text.chars().find(|&c| !in_set_82(c)) {
            return Err(NameError::Character { found });
        }
        if !(1..=PART_CHARACTERS).contains(&text.len()) {
            return Err(NameError::PartLength { length: text.len() });
        }
        if matches!(text, "." | "..") {
            return Err(NameError::Dots);
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_serde!(Part, "Part", "1 to 20 characters of GS1 character set 82");

/// GS1 AI encodable character set 82 (General Specifications, figure 7.11-1).
pub(super) const fn in_set_82(c: char) -> bool {
    matches!(c, '!' | '"' | '%'..='?' | 'A'..='Z' | '_' | 'a'..='z')
}

/// Does this character of set 82 stand for itself in a name?
pub(super) const fn literal(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')
}

/// A name that an issuer without GS1 keys gives: issuer, product and lot.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalId {
    /// Who gave the name.
    pub issuer: IssuerId,
    /// Which product, or for a journey which device.
    pub product: Part,
    /// Which lot of it, or for a journey which journey.
    pub lot: Part,
}

impl LocalId {
    fn parse(path: &str) -> Result<Self, NameError> {
        let mut parts = path.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(issuer), Some(product), Some(lot), None) => Ok(Self {
                issuer: issuer.parse()?,
                product: Part::from_escaped(product)?,
                lot: Part::from_escaped(lot)?,
            }),
            _ => Err(NameError::Form { found: shown(path) }),
        }
    }

    fn path(&self) -> String {
        format!("{}/{}/{}", self.issuer, self.product.escaped(), self.lot.escaped())
    }
}

impl FromStr for LocalId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        checked_length(text)?;
        Self::parse(text.strip_prefix("t/").ok_or_else(|| NameError::Form { found: shown(text) })?)
    }
}

/// `t/ISSUER/PRODUCT/LOT`
impl fmt::Display for LocalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t/{}", self.path())
    }
}

text_serde!(LocalId, "LocalId", "t/ISSUER/PRODUCT/LOT");

/// What a lot name is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LotForm {
    /// `01/GTIN/10/LOT`
    Gs1 {
        /// 14 digits, the last of which is right.
        gtin: String,
        /// The batch or lot number, AI (10).
        lot: Part,
    },
    /// `t/ISSUER/PRODUCT/LOT`
    Local(LocalId),
}

/// The name of a lot: `01/GTIN/10/LOT` or `t/ISSUER/PRODUCT/LOT`.
///
/// Ordered and compared by the bytes it prints as.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LotName(String);

impl LotName {
    /// The name of a lot of a trade item.
    ///
    /// # Errors
    /// [`NameError::Gtin`] or [`NameError::CheckDigit`]: `gtin` must be 14 digits, the last of which is right.
    pub fn gs1(gtin: &str, lot: &Part) -> Result<Self, NameError> {
        checked_gtin(gtin)?;
        Ok(Self(["01/", gtin, "/10/", &lot.escaped()].concat()))
    }

    /// The name as it is printed, hashed and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it is made of.
    #[must_use]
    pub fn form(&self) -> LotForm {
        // INVARIANT (name): the text was parsed once, so each piece is there and unescapes.
        let mut pieces = self.0.split('/');
        let mut piece = || pieces.next().unwrap_or("");
        let part = |escaped: &str| Part::from_escaped(escaped).unwrap_or_else(|_| Part(escaped.into()));
        if piece() == "01" {
            let gtin = piece().into();
            piece();
            return LotForm::Gs1 { gtin, lot: part(piece()) };
        }
        LotForm::Local(LocalId {
            issuer: IssuerId(piece().into()),
            product: part(piece()),
            lot: part(piece()),
        })
    }

    /// Who gave the name; `None` for a name made of GS1 keys, where the GTIN says so.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.0.strip_prefix("t/").and_then(|path| path.split('/').next())
    }

    /// The GTIN of 14 digits, if the name is made of GS1 keys.
    #[must_use]
    pub fn gtin(&self) -> Option<&str> {
        self.0.strip_prefix("01/").and_then(|path| path.split('/').next())
    }
}

impl From<LocalId> for LotName {
    fn from(id: LocalId) -> Self {
        Self(format!("t/{}", id.path()))
    }
}

impl FromStr for LotName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        parse_lot(text).map(|_| Self(text.into()))
    }
}

impl fmt::Display for LotName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_serde!(LotName, "LotName", "01/GTIN/10/LOT or t/ISSUER/PRODUCT/LOT");

/// The name of a journey of a device or a vehicle: `j/ISSUER/DEVICE/JOURNEY`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JourneyName(String);

impl JourneyName {
    /// The name of a device's journey.
    #[must_use]
    pub fn new(issuer: &IssuerId, device: &Part, journey: &Part) -> Self {
        Self(format!("j/{issuer}/{}/{}", device.escaped(), journey.escaped()))
    }

    /// The name as it is printed, hashed and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whose device it is.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.0.split('/').nth(1).unwrap_or("")
    }
}

impl FromStr for JourneyName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        checked_length(text)?;
        let path = text.strip_prefix("j/").ok_or_else(|| NameError::Form { found: shown(text) })?;
        LocalId::parse(path).map(|_| Self(text.into()))
    }
}

impl fmt::Display for JourneyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_serde!(JourneyName, "JourneyName", "j/ISSUER/DEVICE/JOURNEY");

/// What an entry is about: a lot or a journey.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubjectName {
    /// A lot.
    Lot(LotName),
    /// A journey.
    Journey(JourneyName),
}

impl SubjectName {
    /// The name as it is printed, hashed and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Lot(name) => name.as_str(),
            Self::Journey(name) => name.as_str(),
        }
    }

    /// The lot, if it is one.
    #[must_use]
    pub const fn lot(&self) -> Option<&LotName> {
        match self {
            Self::Lot(name) => Some(name),
            Self::Journey(_) => None,
        }
    }

    /// The journey, if it is one.
    #[must_use]
    pub const fn journey(&self) -> Option<&JourneyName> {
        match self {
            Self::Lot(_) => None,
            Self::Journey(name) => Some(name),
        }
    }
}

impl FromStr for SubjectName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text.starts_with("j/") { text.parse().map(Self::Journey) } else { text.parse().map(Self::Lot) }
    }
}

impl fmt::Display for SubjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

text_serde!(SubjectName, "SubjectName", "Name of a lot or a journey");

fn parse_lot(text: &str) -> Result<LotForm, NameError> {
    checked_length(text)?;
    let form = || NameError::Form { found: shown(text) };
    if let Some(path) = text.strip_prefix("t/") {
        return LocalId::parse(path).map(LotForm::Local);
    }
    let (gtin, rest) = text.strip_prefix("01/").and_then(|path| path.split_once('/')).ok_or_else(form)?;
    let lot = rest.strip_prefix("10/").ok_or_else(form)?;
    checked_gtin(gtin)?;
    Ok(LotForm::Gs1 { gtin: gtin.into(), lot: Part::from_escaped(lot)? })
}

const fn checked_length(text: &str) -> Result<(), NameError> {
    if text.len() > NAME_BYTES { Err(NameError::TooLong { length: text.len() }) } else { Ok(()) }
}

fn checked_gtin(gtin: &str) -> Result<(), NameError> {
    let wrong = || NameError::Gtin { found: shown(gtin) };
    if gtin.len() != 14 || !gtin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let (last, body) = gtin.as_bytes().split_last().ok_or_else(wrong)?;
    let (found, expected) = (last.wrapping_sub(b'0'), check_digit(body).wrapping_sub(b'0'));
    if found == expected { Ok(()) } else { Err(NameError::CheckDigit { found, expected }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn one_spelling_only() {
        for good in [
            "t/coop.example/TEA-01/S26",
            "01/06901234567892/10/A%2FB",
            "t/a/%25/%21%22%26%27%28%29%2A%2B%2C%3A%3B%3C%3D%3E%3F._-",
        ] {
            let name: LotName = good.parse().unwrap();
            assert_eq!(name.to_string(), good);
            assert_eq!(
                match name.form() {
                    LotForm::Gs1 { gtin, lot } => LotName::gs1(&gtin, &lot).unwrap(),
                    LotForm::Local(id) => LotName::from(id),
                },
                name
            );
        }
        for bad in [
            "",
            "t/",
            "t/a/b",
            "t/a/b/c/d",
            "t/a//c",
            "t/a/b/",
            "t/../b/c",
            "t/a/../c",
            "t/a/b/.",
            "t/a/%2e/c",
            "t/a/%41/c",
            "t/a/%2f/c",
            "t/a/a~b/c",
            "t/a/%7E/c",
            "t/a/a b/c",
            "t/a/é/c",
            "t/a/%",
            "t/a/%2",
            "t/a/%2Fé/c",
            "t/a_b/c/d",
            "/t/a/b/c",
            "T/a/b/c",
            "j/a/b/c",
            "01/06901234567893/10/A",
            "01/6901234567892/10/A",
            "01/06901234567892/21/A",
            "01/06901234567892",
            "01/06901234567892/10/",
            "01/06901234567892/10/A/21/B",
            "t/a/b/123456789012345678901",
        ] {
            assert!(bad.parse::<LotName>().is_err(), "{bad}");
        }
        assert!("j/a/b/c".parse::<SubjectName>().unwrap().journey().is_some());
        assert!("t/a/b/c".parse::<JourneyName>().is_err());
    }

    #[test]
    fn the_longest_name_fits() {
        let part = "%2F".repeat(20);
        let name = format!("t/{}/{part}/{part}", "a".repeat(32));
        assert!(name.len() <= NAME_BYTES);
        assert!(name.parse::<LotName>().is_ok());
    }
}
