//! The EPC schemes that carry a GS1 key, and how their parts make it (EPC Tag Data Standard 2.0 §6.3).

use core::{fmt, str::FromStr};

/// A scheme of EPC URNs that stands for a GS1 key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Scheme {
    /// Serialised GTIN, AI (01) and (21).
    Sgtin,
    /// Logistic unit, AI (00).
    Sscc,
    /// Place, AI (414) and (254).
    Sgln,
    /// Returnable asset, AI (8003).
    Grai,
    /// Individual asset, AI (8004).
    Giai,
    /// Service relation of a recipient, AI (8018).
    Gsrn,
    /// Service relation of a provider, AI (8017).
    Gsrnp,
    /// Document, AI (253).
    Gdti,
    /// Component or part, AI (8010) and (8011).
    Cpi,
    /// Coupon, AI (255).
    Sgcn,
    /// Consignment, AI (401).
    Ginc,
    /// Shipment, AI (402).
    Gsin,
    /// Piece of an item, AI (8006) and (21).
    Itip,
    /// Unit pack of tobacco, AI (01) and (235).
    Upui,
    /// Party, AI (417).
    Pgln,
    /// Lot of a GTIN, AI (01) and (10): a class, not an instance.
    Lgtin,
}

/// How a scheme's key is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) scheme: Scheme,
    pub(super) name: &'static str,
    /// The AI of the key.
    pub(super) key: &'static str,
    pub(super) body: Body,
    pub(super) tail: Tail,
    /// Whether `idpat` of it names a class (CBV 2.0 §8.3.2).
    pub(super) pattern: bool,
}

/// The key without tail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Prefix and reference make this many digits; the reference's first digit stands before the prefix.
    Indicator(usize),
    /// The same, in order.
    Digits(usize),
    /// The same, after a filler zero (GRAI).
    Zero(usize),
    /// Prefix and reference are at most 30 characters of set 82; no check digit.
    Text82,
    /// The same in set 39.
    Text39,
}

/// What comes after the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing.
    None,
    /// A value of another AI, at most so long.
    Qualifier(&'static str, usize),
    /// The same, of digits.
    Number(&'static str, usize),
    /// Part of the key itself, at most so long.
    Serial(usize),
    /// The same, of digits.
    SerialNumber(usize),
    /// An extension, where `0` stands for none.
    Extension(&'static str, usize),
    /// Two digits of piece, two of total, then a qualifier.
    Pieces(&'static str, usize),
}

const fn layout(
    scheme: Scheme,
    name: &'static str,
    key: &'static str,
    body: Body,
    tail: Tail,
    pattern: bool,
) -> Layout {
    Layout { scheme, name, key, body, tail, pattern }
}

/// Every scheme, in the order of [`Scheme`].
pub(super) const LAYOUTS: &[Layout] = &[
    layout(Scheme::Sgtin, "sgtin", "01", Body::Indicator(13), Tail::Qualifier("21", 20), true),
    layout(Scheme::Sscc, "sscc", "00", Body::Indicator(17), Tail::None, false),
    layout(Scheme::Sgln, "sgln", "414", Body::Digits(12), Tail::Extension("254", 20), false),
    layout(Scheme::Grai, "grai", "8003", Body::Zero(12), Tail::Serial(16), true),
    layout(Scheme::Giai, "giai", "8004", Body::Text82, Tail::None, false),
    layout(Scheme::Gsrn, "gsrn", "8018", Body::Digits(17), Tail::None, false),
    layout(Scheme::Gsrnp, "gsrnp", "8017", Body::Digits(17), Tail::None, false),
    layout(Scheme::Gdti, "gdti", "253", Body::Digits(12), Tail::Serial(17), true),
    layout(Scheme::Cpi, "cpi", "8010", Body::Text39, Tail::Number("8011", 12), true),
    layout(Scheme::Sgcn, "sgcn", "255", Body::Digits(12), Tail::SerialNumber(12), true),
    layout(Scheme::Ginc, "ginc", "401", Body::Text82, Tail::None, false),
    layout(Scheme::Gsin, "gsin", "402", Body::Digits(16), Tail::None, false),
    layout(Scheme::Itip, "itip", "8006", Body::Indicator(13), Tail::Pieces("21", 20), true),
    layout(Scheme::Upui, "upui", "01", Body::Indicator(13), Tail::Qualifier("235", 28), true),
    layout(Scheme::Pgln, "pgln", "417", Body::Digits(12), Tail::None, false),
    layout(Scheme::Lgtin, "lgtin", "01", Body::Indicator(13), Tail::Qualifier("10", 20), false),
];

/// EPC schemes that exist and carry no GS1 key.
pub(super) const KEYLESS: &[&str] = &["gid", "usdod", "adi", "bic", "imovn"];

impl Scheme {
    pub(super) fn layout(self) -> &'static Layout {
        // INVARIANT (order): LAYOUTS is in the order of the variants; a test holds it.
        const FIRST: &Layout =
            &layout(Scheme::Sgtin, "sgtin", "01", Body::Indicator(13), Tail::Qualifier("21", 20), true);
        LAYOUTS.get(self as usize).unwrap_or(FIRST)
    }

    /// The name in the URN.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.layout().name
    }

    /// The AI of its key.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.layout().key
    }

    /// The AI of what qualifies the key, if the scheme has such a part.
    #[must_use]
    pub fn qualifier(self) -> Option<&'static str> {
        match self.layout().tail {
            Tail::Qualifier(ai, _) | Tail::Number(ai, _) | Tail::Extension(ai, _) | Tail::Pieces(ai, _) => {
                Some(ai)
            }
            Tail::None | Tail::Serial(_) | Tail::SerialNumber(_) => None,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Scheme {
    type Err = super::EpcError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match LAYOUTS.iter().find(|layout| layout.name == name) {
            Some(layout) => Ok(layout.scheme),
            None if KEYLESS.contains(&name) => {
                Err(super::EpcError::NoKey { scheme: crate::base::text::shown(name) })
            }
            None => Err(super::EpcError::Scheme { found: crate::base::text::shown(name) }),
        }
    }
}
