//! Reading a Digital Link.

use super::{
    Component, LinkError,
    escape::{escape_into, escaped_byte, unescape},
};
use crate::id::gs1::{Ai, Element, MAX_ELEMENTS, ValueError};
use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

/// What a reader takes beyond the standard; all off in [`Options::STRICT`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The names of Digital Link 1.0 for AIs in the path, such as `gtin` and `ser`.
    pub aliases: bool,
    /// A GTIN of 8, 12 or 13 digits, which is padded with zeros.
    pub short_gtin: bool,
    /// Query parameters that could be AIs by the number of their digits and that the dictionary does not know, with
    /// any value of set 82.
    pub unknown: bool,
}

impl Options {
    /// The standard and nothing else.
    pub const STRICT: Self = Self { aliases: false, short_gtin: false, unknown: false };
    /// What older codes in the field carry: aliases and short GTINs.
    pub const TOLERANT: Self = Self { aliases: true, short_gtin: true, unknown: false };
}

/// A GS1 Digital Link, taken apart.
///
/// ```
/// use terroir::id::link::{Link, Options};
///
/// let uri = "https://example.cn/t/01/06901234567892/10/S26%2F7?17=261231&lang=zh#top";
/// let link = Link::parse(uri, Options::STRICT)?;
/// assert_eq!(link.get("10"), Some("S26/7"));
/// assert_eq!(link.stem(), "https://example.cn/t");
/// assert_eq!(link.other().collect::<Vec<_>>(), [("lang", Some("zh"))]);
/// assert_eq!(link.canonical(), "https://id.gs1.org/01/06901234567892/10/S26%2F7?17=261231");
/// # Ok::<(), terroir::id::link::LinkError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'u> {
    stem: &'u str,
    /// Key, qualifiers, then attributes as they stand in the query.
    elements: Vec<Element<'u>>,
    /// How many of the elements stand in the path.
    path: usize,
    query: &'u str,
    fragment: Option<&'u str>,
}

/// Elements in a path at most: a key with three qualifiers.
const PATH_MAX: usize = 4;

/// Whether a text begins as a Digital Link does: its scheme all small or all capital letters.
pub(crate) fn is_link(text: &str) -> bool {
    after_scheme(text).is_some()
}

fn after_scheme(text: &str) -> Option<&str> {
    ["https://", "http://", "HTTPS://", "HTTP://"].iter().find_map(|scheme| text.strip_prefix(scheme))
}

/// Characters that may stand in a URI (RFC 3986 §2).
const URI: u8 = 1;
/// Characters of a URI that may stand in a host.
const HOST: u8 = 2;
/// Characters at which a URI is taken apart.
const MARK: u8 = 4;

/// What each byte is.
static CLASSES: [u8; 256] = classes();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn classes() -> [u8; 256] {
    const IN_URI: &[u8] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%";
    const NOT_IN_HOST: &[u8] = b"_~?#@!$&'()*+,;=%";
    let (mut classes, mut at) = ([0; 256], 0);
    while at < IN_URI.len() {
        classes[IN_URI[at] as usize] = URI | HOST;
        at += 1;
    }
    at = 0;
    while at < NOT_IN_HOST.len() {
        classes[NOT_IN_HOST[at] as usize] = URI;
        at += 1;
    }
    classes[b'/' as usize] |= MARK;
    classes[b'?' as usize] |= MARK;
    classes[b'#' as usize] |= MARK;
    classes[b'%' as usize] |= MARK;
    classes
}

fn class_of(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Where the parts of a URI begin that follow the host: bytes from the start of a text without scheme.
#[derive(Default)]
struct Marks {
    path: Option<usize>,
    query: Option<usize>,
    fragment: Option<usize>,
}

/// Checks every character of a URI and finds where its parts begin.
fn find_marks(uri: &str, scheme: usize) -> Result<Marks, LinkError> {
    let bytes = uri.as_bytes();
    let mut marks = Marks::default();
    for (at, byte) in bytes.iter().enumerate().skip(scheme) {
        let class = class_of(*byte);
        if class & URI == 0 {
            return Err(bad_character(uri, at));
        }
        if class & MARK == 0 {
            continue;
        }
        let slot = match byte {
            b'/' if marks.query.is_none() => &mut marks.path,
            b'?' if marks.fragment.is_none() => &mut marks.query,
            b'#' => &mut marks.fragment,
            b'%' if bytes.get(at..).and_then(escaped_byte).is_none() => return Err(LinkError::Escape { at }),
            _ => continue,
        };
        slot.get_or_insert(at);
    }
    Ok(marks)
}

#[cold]
fn bad_character(uri: &str, at: usize) -> LinkError {
    let found = uri.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER);
    LinkError::Character { at, found }
}

/// A text before and after its last slash.
fn split_last(text: &str) -> Option<(&str, &str)> {
    let slash = text.bytes().rposition(|byte| byte == b'/')?;
    Some((text.get(..slash)?, text.get(slash + 1..)?))
}

/// The names that Digital Link 1.0 had for AIs.
const ALIASES: &[(&str, &[u8])] = &[
    ("cpid", b"8010"),
    ("cpsn", b"8011"),
    ("cpv", b"22"),
    ("gcn", b"255"),
    ("gdti", b"253"),
    ("giai", b"8004"),
    ("ginc", b"401"),
    ("gln", b"414"),
    ("glnx", b"254"),
    ("gmn", b"8013"),
    ("grai", b"8003"),
    ("gsin", b"402"),
    ("gsrn", b"8018"),
    ("gsrnp", b"8017"),
    ("gtin", b"01"),
    ("itip", b"8006"),
    ("lot", b"10"),
    ("party", b"417"),
    ("refno", b"8020"),
    ("ser", b"21"),
    ("srin", b"8019"),
    ("sscc", b"00"),
];

fn path_ai(text: &str, options: Options) -> Option<Ai> {
    if options.aliases && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let (_, ai) = ALIASES.iter().find(|(alias, _)| *alias == text)?;
        return Ai::of(ai);
    }
    Ai::of(text.as_bytes()).filter(|ai| ai.is_known())
}

/// The value of an element, unescaped and checked.
fn value_of<'u>(
    ai: Ai,
    raw: &'u str,
    component: Component,
    options: Options,
) -> Result<Cow<'u, str>, LinkError> {
    if raw.is_empty() {
        return Err(LinkError::NoValue { ai });
    }
    let mut value = match unescape(raw, component) {
        Cow::Borrowed(_) => Cow::Borrowed(raw),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).map_err(|_| LinkError::NotText { ai })?),
    };
    if options.short_gtin && ai.as_str() == "01" && matches!(value.len(), 8 | 12 | 13) {
        let zeros = "000000".get(..14 - value.len()).unwrap_or_default();
        value.to_mut().insert_str(0, zeros);
    }
    match ai.check(&value) {
        Err(ValueError::UnknownAi { .. }) if options.unknown => unknown_value(ai, value),
        Err(why) => Err(LinkError::Value(why)),
        Ok(()) => Ok(value),
    }
}

/// A value of an AI that the dictionary does not know: text of set 82, as for (91) to (99).
fn unknown_value(ai: Ai, value: Cow<'_, str>) -> Result<Cow<'_, str>, LinkError> {
    let as_internal = Ai::of(b"99").map_or(Ok(()), |internal| internal.check(&value));
    as_internal.map(|()| value).map_err(|why| {
        LinkError::Value(match why {
            ValueError::Content { fault, .. } => ValueError::Content { ai, fault },
            ValueError::TooLong { found, most, .. } => ValueError::TooLong { ai, found, most },
            _ => ValueError::UnknownAi { ai },
        })
    })
}

/// The first qualifier that no alternative of the key takes in this order.
pub(super) fn out_of_place(key: Ai, qualifiers: impl Iterator<Item = Ai> + Clone) -> Option<Ai> {
    let mut first = qualifiers.clone().next();
    for alternative in key.qualifiers() {
        let mut allowed = alternative.split(',');
        match qualifiers.clone().find(|ai| !allowed.any(|text| text == ai.as_str())) {
            None => return None,
            found => first = found,
        }
    }
    first
}

/// Whether an attribute could stand in the path as one more qualifier.
fn belongs_in_path(key: Ai, qualifiers: impl Iterator<Item = Ai> + Clone, attribute: Ai) -> bool {
    key.qualifiers().any(|alternative| {
        let takes = |ai: Ai| alternative.split(',').any(|text| text == ai.as_str());
        takes(attribute) && qualifiers.clone().all(takes)
    })
}

impl<'u> Link<'u> {
    /// Reads a Digital Link URI with any host, path stem, other query parameters and fragment.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn parse(uri: &'u str, options: Options) -> Result<Self, LinkError> {
        let rest = after_scheme(uri).ok_or(LinkError::Scheme)?;
        let scheme = uri.len() - rest.len();
        let marks = find_marks(uri, scheme)?;
        let end = marks.fragment.unwrap_or(uri.len());
        let query_start = marks.query.unwrap_or(end);
        let path_start = marks.path.filter(|at| *at < query_start).ok_or(LinkError::Host)?;
        let part = |from: usize, to: usize| uri.get(from..to).unwrap_or_default();
        let host = part(scheme, path_start);
        if host.is_empty() || !host.bytes().all(|byte| class_of(byte) & HOST != 0) {
            return Err(LinkError::Host);
        }
        let path = part(path_start, query_start);
        let query = part((query_start + 1).min(end), end);
        let fragment = marks.fragment.map(|at| part(at + 1, uri.len()));

        // From the end, pair by pair, to the first AI that is a key.
        let mut pairs: [Option<(Ai, &str)>; PATH_MAX] = [None; PATH_MAX];
        let mut left = path;
        let mut count = 0;
        loop {
            let pair = split_last(left).and_then(|(before, value)| {
                let (stem, ai) = split_last(before)?;
                Some((stem, path_ai(ai, options)?, value))
            });
            let (Some((stem, ai, value)), Some(slot)) = (pair, pairs.get_mut(count)) else {
                return Err(if is_compressed(path) { LinkError::Compressed } else { LinkError::NoKey });
            };
            *slot = Some((ai, value));
            count += 1;
            left = stem;
            if ai.is_key() {
                break;
            }
        }
        let mut elements: Vec<Element<'u>> = Vec::with_capacity(PATH_MAX);
        for (ai, raw) in pairs.iter().flatten().rev() {
            let value = value_of(*ai, raw, Component::Path, options)?;
            elements.push(Element { ai: *ai, value });
        }
        let stem = part(0, path_start + left.len());
        let mut link = Self { stem, path: elements.len(), elements, query, fragment };
        let key = link.key().ai;
        if let Some(ai) = out_of_place(key, link.qualifiers().iter().map(|element| element.ai)) {
            return Err(LinkError::Sequence { key, ai });
        }
        link.read_attributes(key, options)?;
        Ok(link)
    }

    fn read_attributes(&mut self, key: Ai, options: Options) -> Result<(), LinkError> {
        for (name, value) in parameters(self.query) {
            let Some(value) = value else { continue };
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let ai = Ai::of(name.as_bytes())
                .filter(|ai| ai.is_known() || (options.unknown && ai.has_usual_width()))
                .ok_or_else(|| LinkError::UnknownAi { found: crate::base::text::shown(name) })?;
            let value = value_of(ai, value, Component::Query, options)?;
            if self.elements.iter().any(|element| element.ai == ai) {
                return Err(LinkError::Repeated { ai });
            }
            if ai.is_known() && !ai.is_attribute() {
                return Err(LinkError::NotAnAttribute { ai });
            }
            if belongs_in_path(key, self.qualifiers().iter().map(|element| element.ai), ai) {
                return Err(LinkError::BelongsInPath { ai });
            }
            if self.elements.len() == MAX_ELEMENTS {
                return Err(LinkError::TooMany);
            }
            self.elements.push(Element { ai, value });
        }
        Ok(())
    }

    /// Scheme, host and what stands in the path before the key.
    #[must_use]
    pub fn stem(&self) -> &'u str {
        self.stem
    }

    /// Key, qualifiers, then attributes in the order of the query.
    #[must_use]
    pub fn elements(&self) -> &[Element<'u>] {
        &self.elements
    }

    /// The primary key.
    #[must_use]
    pub fn key(&self) -> &Element<'u> {
        // INVARIANT (key): parsing ends with at least one element.
        static NONE: Element<'static> = Element { ai: Ai::ZERO, value: Cow::Borrowed("") };
        self.elements.first().unwrap_or(&NONE)
    }

    /// The qualifiers of the key, in order.
    #[must_use]
    pub fn qualifiers(&self) -> &[Element<'u>] {
        self.elements.get(1..self.path).unwrap_or_default()
    }

    /// The attributes, in the order of the query.
    #[must_use]
    pub fn attributes(&self) -> &[Element<'u>] {
        self.elements.get(self.path..).unwrap_or_default()
    }

    /// The value of an AI.
    #[must_use]
    pub fn get(&self, ai: &str) -> Option<&str> {
        self.elements.iter().find(|element| element.ai.as_str() == ai).map(|element| &*element.value)
    }

    /// The other parameters of the query as written: names and values, or a name alone.
    pub fn other(&self) -> impl Iterator<Item = (&'u str, Option<&'u str>)> {
        let is_ai = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        parameters(self.query).filter(move |(name, value)| value.is_none() || !is_ai(name))
    }

    /// The fragment, without `#`.
    #[must_use]
    pub fn fragment(&self) -> Option<&'u str> {
        self.fragment
    }

    /// The canonical URI: `https://id.gs1.org`, key and qualifiers, attributes by AI, nothing else.
    ///
    /// Links with the same elements have the same canonical URI.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = self.canonical_key();
        super::build::write_attributes(&mut out, self.attributes());
        out
    }

    /// The canonical URI without attributes: what the link identifies.
    #[must_use]
    pub fn canonical_key(&self) -> String {
        let mut out = String::with_capacity(96);
        out.push_str(super::CANONICAL_STEM);
        for element in self.elements.get(..self.path).unwrap_or_default() {
            write_pair(&mut out, element);
        }
        out
    }
}

impl fmt::Display for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical())
    }
}

pub(super) fn write_pair(out: &mut String, Element { ai, value }: &Element<'_>) {
    out.push('/');
    out.push_str(ai.as_str());
    out.push('/');
    escape_into(out, value.as_bytes(), Component::Path);
}

/// Names and values of a query, empty ones left out.
fn parameters(query: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| match pair.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (pair, None),
    })
}

/// Whether the last segment of a path begins as a compressed Digital Link does: the AI of a key, four bits a digit.
fn is_compressed(path: &str) -> bool {
    let segment = path.rsplit('/').next().unwrap_or_default().as_bytes();
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    };
    if segment.len() < 10 || !segment.iter().all(|byte| value(byte).is_some()) {
        return false;
    }
    let start = segment.iter().take(4).filter_map(value).fold(0_u32, |bits, six| bits << 6 | six);
    let digits: [u8; 4] = [20, 16, 12, 8].map(|shift| b'0' + u8::try_from(start >> shift & 15).unwrap_or(0));
    (2..=4).any(|width| digits.get(..width).and_then(Ai::of).is_some_and(Ai::is_key))
}
