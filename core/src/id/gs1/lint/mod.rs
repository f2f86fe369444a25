//! The linters of the GS1 Barcode Syntax Dictionary: each judges one component of a value.

mod coupon;
mod fault;
mod list;
mod number;
mod text;
mod time;

#[cfg(feature = "words")]
pub use fault::WORDS;
pub use fault::{LintError, LintFault};

use core::{fmt, str::FromStr};

/// What is known of a company prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// It is allocated, or treated as such.
    Allocated,
    /// It is not allocated.
    NotAllocated,
    /// The list cannot be asked now, and the check must fail.
    Unreachable,
}

/// A caller's list of GS1 company prefixes. Where none is given, every prefix of digits passes.
pub trait Prefixes {
    /// What is known of the company prefix that a key begins with.
    fn look_up(&self, key: &[u8]) -> Prefix;
}

/// No list: every prefix passes.
struct AnyPrefix;

impl Prefixes for AnyPrefix {
    fn look_up(&self, _: &[u8]) -> Prefix {
        Prefix::Allocated
    }
}

macro_rules! linters {
    ($($(#[doc = $about:literal])* $name:ident $text:literal;)*) => {
        /// A linter, by its name in the dictionary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Linter {
            $($(#[doc = $about])* $name,)*
        }

        impl Linter {
            /// Every linter, by name.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in the dictionary.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

linters! {
    /// Coupon of North America (8110).
    Couponcode "couponcode";
    /// Positive-offer coupon of North America (8112).
    Couponposoffer "couponposoffer";
    /// Set 39.
    Cset39 "cset39";
    /// Set 64 (base64url).
    Cset64 "cset64";
    /// Set 82.
    Cset82 "cset82";
    /// Digits.
    Csetnumeric "csetnumeric";
    /// Check digit.
    Csum "csum";
    /// Pair of check characters.
    Csumalpha "csumalpha";
    /// Company prefix at the start.
    Gcppos1 "gcppos1";
    /// Company prefix after one character.
    Gcppos2 "gcppos2";
    /// At least one character that is no digit.
    Hasnondigit "hasnondigit";
    /// Hour.
    Hh "hh";
    /// Hour and minute.
    Hhmi "hhmi";
    /// A hyphen.
    Hyphen "hyphen";
    /// International bank account number (ISO 13616).
    Iban "iban";
    /// Importer index.
    Importeridx "importeridx";
    /// Country, three digits (ISO 3166-1).
    Iso3166 "iso3166";
    /// The same, or 999.
    Iso3166999 "iso3166999";
    /// Country, two letters (ISO 3166-1).
    Iso3166alpha2 "iso3166alpha2";
    /// Currency, three digits (ISO 4217).
    Iso4217 "iso4217";
    /// Biological sex (ISO/IEC 5218).
    Iso5218 "iso5218";
    /// Latitude, ten digits.
    Latitude "latitude";
    /// Longitude, ten digits.
    Longitude "longitude";
    /// Kind of data carrier.
    Mediatype "mediatype";
    /// Minute.
    Mi "mi";
    /// A number other than zero.
    Nonzero "nonzero";
    /// A number without leading zero.
    Nozeroprefix "nozeroprefix";
    /// Package type (UN/ECE Recommendation 21 and GS1).
    Packagetype "packagetype";
    /// Percent-encoded text.
    Pcenc "pcenc";
    /// Piece and total.
    Pieceoftotal "pieceoftotal";
    /// Position and end, with a slash.
    Posinseqslash "posinseqslash";
    /// Second.
    Ss "ss";
    /// Winding direction.
    Winding "winding";
    /// 0 or 1.
    Yesno "yesno";
    /// Date YYMMDD, day 00 allowed.
    Yymmd0 "yymmd0";
    /// Date YYMMDD.
    Yymmdd "yymmdd";
    /// Date YYYYMMDD, day 00 allowed.
    Yyyymmd0 "yyyymmd0";
    /// Date YYYYMMDD.
    Yyyymmdd "yyyymmdd";
    /// Zeros.
    Zero "zero";
}

impl Linter {
    /// Judges a component; every company prefix passes.
    ///
    /// # Errors
    /// [`LintFault`]: what is wrong, and which bytes.
    pub fn check(self, data: &[u8]) -> Result<(), LintFault> {
        self.check_with(data, &AnyPrefix)
    }

    /// Judges a component by a list of company prefixes.
    ///
    /// # Errors
    /// [`LintFault`]: what is wrong, and which bytes.
    pub fn check_with(self, data: &[u8], prefixes: &dyn Prefixes) -> Result<(), LintFault> {
        match self {
            Self::Couponcode => coupon::code(data, prefixes),
            Self::Couponposoffer => coupon::positive_offer(data),
            Self::Cset39 => text::set_39(data),
            Self::Cset64 => text::set_64(data),
            Self::Cset82 => text::set_82(data),
            Self::Csetnumeric => number::digits(data),
            Self::Csum => number::check_digit(data),
            Self::Csumalpha => text::check_pair(data),
            Self::Gcppos1 => number::company_prefix(data, 0, prefixes),
            Self::Gcppos2 => number::company_prefix(data, 1, prefixes),
            Self::Hasnondigit => text::has_non_digit(data),
            Self::Hh => time::hour(data),
            Self::Hhmi => time::hour_minute(data),
            Self::Hyphen => text::hyphen(data),
            Self::Iban => text::iban(data),
            Self::Importeridx => text::importer_index(data),
            Self::Iso3166 => list::country(data),
            Self::Iso3166999 => list::country_or_999(data),
            Self::Iso3166alpha2 => list::country_letters(data),
            Self::Iso4217 => list::currency(data),
            Self::Iso5218 => number::sex(data),
            Self::Latitude => number::latitude(data),
            Self::Longitude => number::longitude(data),
            Self::Mediatype => number::media_type(data),
            Self::Mi => time::minute(data),
            Self::Nonzero => number::non_zero(data),
            Self::Nozeroprefix => number::no_zero_prefix(data),
            Self::Packagetype => list::package_type(data),
            Self::Pcenc => text::percent_encoded(data),
            Self::Pieceoftotal => number::piece_of_total(data),
            Self::Posinseqslash => number::position_in_sequence(data),
            Self::Ss => time::second(data),
            Self::Winding => number::winding(data),
            Self::Yesno => number::yes_no(data),
            Self::Yymmd0 => time::date(data, 6, true),
            Self::Yymmdd => time::date(data, 6, false),
            Self::Yyyymmd0 => time::date(data, 8, true),
            Self::Yyyymmdd => time::date(data, 8, false),
            Self::Zero => number::zero(data),
        }
    }
}

impl fmt::Display for Linter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Why a text does not name a [`Linter`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a linter")]
pub struct LinterError {
    /// What was given, shortened.
    pub found: alloc::string::String,
}

impl FromStr for Linter {
    type Err = LinterError;

    fn from_str(name: &str) -> Result<Self, LinterError> {
        Self::ALL
            .iter()
            .find(|linter| linter.name() == name)
            .copied()
            .ok_or_else(|| LinterError { found: crate::base::text::shown(name) })
    }
}
