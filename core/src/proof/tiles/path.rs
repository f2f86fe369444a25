//! Where a tile stands: `tile/L/N`, `tile/entries/N`, and with `.p/W` behind it if it is partial.

use super::{HEIGHT, WIDTH};
use crate::base::{
    text::{self, cut},
    whole,
};
use core::{fmt, ops::Range, str::FromStr};

/// Rows that a path can name.
const MOST_ROW: u8 = 63;

/// Bytes of the longest path: a row of two digits, an index of eighteen, a width of three.
const PATH_BYTES: usize = 64;

/// A row of tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// Bundles of entries.
    Entries,
    /// Hashes: of leaves in row 0, of the full tiles of the row below in others.
    Hashes(u8),
}

impl Row {
    /// How many entries or hashes the row has in a tree of this size.
    #[must_use]
    pub fn count(self, size: u64) -> u64 {
        match self {
            Self::Entries => size,
            Self::Hashes(row) => size.checked_shr(u32::from(row) * HEIGHT).unwrap_or(0),
        }
    }

    /// How many leaves one full tile of the row spans; `None` if more than 64 bits count.
    fn span(self) -> Option<u64> {
        match self {
            Self::Entries => Some(u64::from(WIDTH)),
            Self::Hashes(row) => 1_u64.checked_shl((u32::from(row) + 1) * HEIGHT),
        }
    }
}

/// Why a text is not where a tile stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// Not `tile/L/N`, `tile/entries/N` or one of these with `.p/W`.
    #[error("not of the form `tile/L/N`, `tile/entries/N` or one of these with `.p/W`")]
    Form,
    /// No row from 0 to 63 in plain decimal.
    #[error("the row is not `entries` or a number from 0 to 63")]
    Row,
    /// Not three digits an element, all but the last after an `x`, the first of several not `x000`.
    #[error("the index is not in elements of three digits, all but the last after an `x`")]
    Index,
    /// No width from 1 to 255 in plain decimal.
    #[error("the width of a partial tile is not a number from 1 to 255")]
    Width,
    /// Beyond what a tree can hold whose size fits 64 bits.
    #[error("no tree of less than 2^64 leaves has such a tile")]
    Beyond,
}

/// One tile of hashes, or one bundle of entries, full or partial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    row: Row,
    index: u64,
    // INVARIANT (width): 1 to 256.
    width: u16,
}

impl Tile {
    /// The tile at this place of its row; `None` if the width is not 1 to 256, or no tree of less than 2^64 leaves has it.
    #[must_use]
    pub fn new(row: Row, index: u64, width: u16) -> Option<Self> {
        let fits = (1..=WIDTH).contains(&width) && row <= Row::Hashes(MOST_ROW);
        let tile = Self { row, index, width };
        (fits && tile.end().is_some()).then_some(tile)
    }

    /// The partial tile at the right edge of a row in a tree of this size, if there is one.
    #[must_use]
    pub fn partial(row: Row, size: u64) -> Option<Self> {
        let count = row.count(size);
        Self::new(row, count / u64::from(WIDTH), (count % u64::from(WIDTH)) as u16)
    }

    /// The tile at this place as a tree of this size has it: full, partial, or not at all.
    #[must_use]
    pub fn in_tree(row: Row, index: u64, size: u64) -> Option<Self> {
        let before = index.checked_mul(u64::from(WIDTH))?;
        let width = row.count(size).checked_sub(before)?.min(u64::from(WIDTH));
        Self::new(row, index, width as u16)
    }

    /// Its row.
    #[must_use]
    pub const fn row(&self) -> Row {
        self.row
    }

    /// Its place in the row, from 0.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it has; 256 if it is full.
    #[must_use]
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Places of its hashes or entries within their row.
    #[must_use]
    pub fn places(&self) -> Range<u64> {
        // INVARIANT (width): as every tile's end fits 64 bits, this does.
        let start = self.index.saturating_mul(u64::from(WIDTH));
        start..start.saturating_add(u64::from(self.width))
    }

    /// The same place with all that can stand there.
    #[must_use]
    pub const fn full(&self) -> Self {
        Self { row: self.row, index: self.index, width: WIDTH }
    }

    /// The end of the leaves that the full tile spans.
    fn end(&self) -> Option<u64> {
        match self.row.span() {
            Some(span) => self.index.checked_add(1)?.checked_mul(span).or_else(|| self.is_last(span)),
            // Only the first tile of such a row can have anything in it.
            None => (self.index == 0).then_some(u64::MAX),
        }
    }

    /// The very last tile of a row would end at 2^64.
    fn is_last(&self, span: u64) -> Option<u64> {
        (self.index == u64::MAX / span).then_some(u64::MAX)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Row::Entries => f.write_str("tile/entries/")?,
            Row::Hashes(row) => write!(f, "tile/{row}/")?,
        }
        let digits = 1 + self.index.checked_ilog10().unwrap_or(0) / 3;
        for element in (0..digits).rev() {
            let part = self.index / 1000_u64.pow(element) % 1000;
            if element == 0 { write!(f, "{part:03}")? } else { write!(f, "x{part:03}/")? }
        }
        if self.width < WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

impl FromStr for Tile {
    type Err = PathError;

    fn from_str(path: &str) -> Result<Self, PathError> {
        if path.len() > PATH_BYTES {
            return Err(PathError::Form);
        }
        let rest = path.strip_prefix("tile/").ok_or(PathError::Form)?;
        let (row, rest) = cut(rest, b'/').ok_or(PathError::Form)?;
        let row = match row {
            "entries" => Row::Entries,
            number => Row::Hashes(small(number, MOST_ROW.into()).ok_or(PathError::Row)? as u8),
        };
        let (index, width) = match cut(rest, b'.') {
            Some((index, rest)) => {
                let width = rest.strip_prefix("p/").ok_or(PathError::Form)?;
                let width = small(width, WIDTH - 1).filter(|width| *width > 0);
                (index, width.ok_or(PathError::Width)?)
            }
            None => (rest, WIDTH),
        };
        Self::new(row, index_of(index).ok_or(PathError::Index)?, width).ok_or(PathError::Beyond)
    }
}

/// A number in plain decimal, at most `most`.
fn small(text: &str, most: u16) -> Option<u16> {
    whole::decimal(text).and_then(|number| u16::try_from(number).ok()).filter(|number| *number <= most)
}

/// The number that elements like `x001/x234/067` write.
fn index_of(elements: &str) -> Option<u64> {
    let several = elements.starts_with('x');
    if elements.starts_with("x000") {
        return None;
    }
    let mut index = 0_u64;
    let mut last = false;
    for element in text::pieces(elements, b'/') {
        if last {
            return None;
        }
        let digits = element.strip_prefix('x').unwrap_or_else(|| {
            last = true;
            element
        });
        if digits.len() != 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let part = digits.bytes().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        index = index.checked_mul(1000)?.checked_add(part)?;
    }
    (last && (several == (index >= 1000))).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn the_standards_examples() {
        for path in [
            "tile/0/x001/x234/067",
            "tile/63/000",
            "tile/0/000.p/255",
            "tile/entries/x001/000.p/1",
            "tile/7/000.p/255",
            "tile/0/x072/x057/x594/x037/x927/935",
        ] {
            assert_eq!(path.parse::<Tile>().unwrap().to_string(), path);
        }
    }

    #[test]
    fn one_path_a_tile() {
        use PathError::{Beyond, Form, Index, Row, Width};
        for (path, error) in [
            ("", Form),
            ("/tile/0/000", Form),
            ("tile/0", Form),
            ("tiles/0/000", Form),
            ("tile/0/000.q/1", Form),
            ("tile/0/000.p1", Form),
            ("tile/00/000", Row),
            ("tile/64/000", Row),
            ("tile/-1/000", Row),
            ("tile//000", Row),
            ("tile/Entries/000", Row),
            ("tile/0/", Index),
            ("tile/0/0", Index),
            ("tile/0/00a", Index),
            ("tile/0/0000", Index),
            ("tile/0/x000/001", Index),
            ("tile/0/001/067", Index),
            ("tile/0/x001", Index),
            ("tile/0/x001/x067", Index),
            ("tile/0/X001/067", Index),
            ("tile/0/000/", Index),
            ("tile/0/000 ", Index),
            ("tile/0/000\n", Index),
            ("tile/0/000.p/0", Width),
            ("tile/0/000.p/256", Width),
            ("tile/0/000.p/01", Width),
            ("tile/0/000.p/", Width),
            ("tile/0/000.p/1/", Width),
            ("tile/0/x072/x057/x594/x037/x927/936", Beyond),
            ("tile/7/001", Beyond),
            ("tile/8/001", Beyond),
            ("tile/0/x999/x999/x999/x999/x999/x999/x999/999", Index),
        ] {
            assert_eq!(path.parse::<Tile>(), Err(error), "{path}");
        }
    }

    #[test]
    fn every_index_has_its_path() {
        for index in [0, 1, 255, 999, 1000, 999_999, 1_000_000, (1 << 56) - 1] {
            let tile = Tile::new(Row::Hashes(0), index, 9).unwrap();
            assert_eq!(tile.to_string().parse(), Ok(tile));
        }
        assert_eq!(Tile::new(Row::Hashes(0), 1 << 56, 9), None);
        assert_eq!(Tile::new(Row::Entries, 1 << 56, 9), None);
        assert_eq!(Tile::new(Row::Hashes(0), 0, 0), None);
        assert_eq!(Tile::new(Row::Hashes(0), 0, 257), None);
        assert_eq!(Tile::new(Row::Hashes(64), 0, 1), None);
    }
}
