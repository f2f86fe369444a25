//! Administrative divisions (GB/T 2260): which codes are in use, and which were.
//!
//! ```
//! use terroir::id::region::{Region, Standing};
//!
//! let linwei: Region = "610502".parse()?;
//! assert_eq!(linwei.standing(), Standing::Current);
//! assert!(linwei.within(&"610500".parse()?));
//!
//! // Development zones are in real licences and in no table.
//! assert_eq!("113101".parse::<Region>()?.standing(), Standing::Unknown);
//! # Ok::<(), terroir::id::region::RegionError>(())
//! ```
//!
//! The table holds the codes in use in 2026-06 and all that were in use at some time from 1980 to 2019. It does
//! not say from when to when a former code held, and it has no towns.

mod codes_table;
#[cfg(feature = "regions")]
mod names_table;

use super::{
    report::{Examination, Report},
    scheme::Scheme,
};
use crate::base::text::{shown, text_serde};
use alloc::string::String;
use codes_table::{CODES, PROVINCES};
use core::{fmt, str::FromStr};
use serde::Serialize;

/// What the dated table says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Standing {
    /// In use in 2026-06.
    Current,
    /// In use at some time from 1980 to 2019, and no more.
    Former,
    /// In no table: a development zone, a newer code, or an error.
    Unknown,
}

/// How large a division is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// `PP0000`
    Province,
    /// `PPCC00`
    Prefecture,
    /// `PPCCXX`
    County,
}

/// Why a text is not a [`Region`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegionError {
    /// Not six digits.
    #[error("a region has six digits, not `{found}`")]
    Digits {
        /// Its beginning.
        found: String,
    },
}

/// Six digits of a region, whether or not a table knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(u32);

impl Region {
    /// What the dated table says of it.
    #[must_use]
    pub fn standing(self) -> Standing {
        match look_up(self.0) {
            Some(flags) if flags & 1 != 0 => Standing::Current,
            Some(_) => Standing::Former,
            None => Standing::Unknown,
        }
    }

    /// Was it in use at some time from 1980 to 2019?
    #[must_use]
    pub fn was_in_use_by_2019(self) -> bool {
        look_up(self.0).is_some_and(|flags| flags & 2 != 0)
    }

    /// How large it is, by its form.
    #[must_use]
    pub const fn level(self) -> Level {
        if self.0.is_multiple_of(10_000) {
            Level::Province
        } else if self.0.is_multiple_of(100) {
            Level::Prefecture
        } else {
            Level::County
        }
    }

    /// Is it this region, or inside it?
    #[must_use]
    pub const fn within(self, outer: &Self) -> bool {
        match outer.level() {
            Level::Province => self.0 / 10_000 == outer.0 / 10_000,
            Level::Prefecture => self.0 / 100 == outer.0 / 100,
            Level::County => self.0 == outer.0,
        }
    }

    /// Its own name, without those of the regions around it, if it is in use.
    #[cfg(feature = "regions")]
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        let (_, names) = names_table::NAMES.iter().find(|(province, _)| *province == self.0 / 10_000)?;
        names.lines().find_map(|line| {
            let (digits, name) = line.split_at_checked(4)?;
            (digits.parse() == Ok(self.0 % 10_000)).then_some(name)
        })
    }
}

impl FromStr for Region {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, RegionError> {
        let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|_| digits)
            .map(Self)
            .ok_or_else(|| RegionError::Digits { found: shown(text) })
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

text_serde!(Region, "Region", "Six digits of a region (GB/T 2260)");

/// What the dated table says of six digits; other texts are unknown.
#[must_use]
pub fn standing(digits: &str) -> Standing {
    digits.parse().map_or(Standing::Unknown, Region::standing)
}

/// Every code of the table, ascending, with its flags: 1 in use, 2 in use by 2019.
fn entries(province: usize) -> impl Iterator<Item = (u32, u32)> {
    let start = PROVINCES.get(province).copied();
    let end = PROVINCES.get(province + 1).map_or(CODES.len(), |&(_, offset)| offset);
    let (mut code, bytes) = match start {
        Some((digits, offset)) => (digits * 10_000, CODES.get(offset..end).unwrap_or(&[])),
        None => (0, &[][..]),
    };
    let mut bytes = bytes.iter();
    core::iter::from_fn(move || {
        let (mut value, mut shift) = (0_u32, 0);
        loop {
            let byte = u32::from(*bytes.next()?);
            value |= (byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        code += value >> 2;
        Some((code, value & 3))
    })
}

fn look_up(code: u32) -> Option<u32> {
    let province = PROVINCES.binary_search_by_key(&(code / 10_000), |&(digits, _)| digits).ok()?;
    entries(province)
        .take_while(|&(known, _)| known <= code)
        .find(|&(known, _)| known == code)
        .map(|(_, flags)| flags)
}

/// Examines a text as a region code: 6 digits (GB/T 2260), or 9 or 12 with town and village (GB/T 10114), of
/// which only the first six are known here.
///
/// Errors: `length`, `character`; notes: `region-unknown`, `region-former`, `town-not-checked`.
#[must_use]
pub fn region(text: &str) -> Report {
    let mut examination = Examination::new(Scheme::Region, text);
    let length = match examination.code.len() {
        length @ (9 | 12) => length,
        _ => 6,
    };
    if !examination.shape(length, |byte| byte.is_ascii_digit()) {
        return examination.done();
    }
    let canonical = examination.code.clone();
    let county = canonical.get(..6).unwrap_or("");
    let standing = standing(county);
    match standing {
        Standing::Current => {}
        Standing::Former => examination.note("region-former", county),
        Standing::Unknown => examination.note("region-unknown", county),
    }
    examination.key("region", county);
    #[cfg(feature = "regions")]
    if let Some(name) = county.parse().ok().and_then(Region::name) {
        examination.key("name", name);
    }
    if length > 6 {
        examination.note("town-not-checked", "");
        examination.key("town", canonical.get(6..9).unwrap_or(""));
    }
    if length == 12 {
        examination.key("village", canonical.get(9..).unwrap_or(""));
    }
    examination.spelled(&canonical, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn the_table_is_whole_and_ascends() {
        let all: alloc::vec::Vec<(u32, u32)> = (0..PROVINCES.len()).flat_map(entries).collect();
        assert!(all.is_sorted_by_key(|(code, _)| *code) && all.len() > 7000);
        assert!(all.iter().all(|&(code, flags)| look_up(code) == Some(flags) && flags != 0));
        assert!(CODES.len() < 8192);
    }

    #[test]
    fn groups_of_counties_and_zones() {
        for (code, standing) in [
            ("110000", Standing::Current),
            ("110100", Standing::Current),
            ("110103", Standing::Former),
            ("653228", Standing::Current),
            ("999999", Standing::Unknown),
            ("113101", Standing::Unknown),
        ] {
            let region: Region = code.parse().unwrap();
            assert_eq!(region.standing(), standing, "{code}");
            assert_eq!(region.to_string(), code);
        }
        assert!("+11000".parse::<Region>().is_err() && "1１000".parse::<Region>().is_err());
    }

    #[cfg(feature = "regions")]
    #[test]
    fn names() {
        assert_eq!("110101".parse::<Region>().unwrap().name(), Some("东城区"));
        assert_eq!("110103".parse::<Region>().unwrap().name(), None);
    }
}
