//! Writing a Digital Link.

use super::{
    Component, LinkError, Options,
    escape::escape_into,
    parse::{Link, write_pair},
};
use crate::id::gs1::Element;
use alloc::{string::String, vec::Vec};
use core::{cmp::Reverse, iter};

/// The Digital Link URI of elements: the first key among them, its qualifiers in order, the rest as attributes by AI.
///
/// ```
/// use terroir::id::{gs1::parse_bracketed, link::{CANONICAL_STEM, build}};
///
/// let elements = parse_bracketed("(17)261231(10)S26(01)06901234567892")?;
/// let uri = build(&elements, CANONICAL_STEM)?;
/// assert_eq!(uri, "https://id.gs1.org/01/06901234567892/10/S26?17=261231");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`LinkError`], if the stem is none, no key is there, or an element may not stand in a Digital Link of this key.
pub fn build(elements: &[Element<'_>], stem: &str) -> Result<String, LinkError> {
    let key = elements.iter().find(|element| element.ai.is_key()).ok_or(LinkError::NoKey)?;
    let find = |ai: &str| elements.iter().find(|element| element.ai.as_str() == ai);
    for Element { ai, value } in elements {
        if find(ai.as_str()).is_some_and(|first| first.value != *value) {
            return Err(LinkError::Repeated { ai: *ai });
        }
    }
    // The alternative with most of its qualifiers here, unless what it leaves over may not stand in the query.
    let alternatives = key.ai.qualifiers().map(|alternative| alternative.split(',').filter_map(find));
    let mut paths: Vec<Vec<&Element<'_>>> =
        alternatives.map(|found| iter::once(key).chain(found).collect()).collect();
    paths.sort_by_key(|path| Reverse(path.len()));
    let mut first = None;
    for path in &paths {
        match write(elements, path, stem.trim_end_matches('/')) {
            Ok(uri) => return Ok(uri),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or(LinkError::NoKey))
}

fn write(elements: &[Element<'_>], path: &[&Element<'_>], stem: &str) -> Result<String, LinkError> {
    let mut out = String::from(stem);
    for element in path {
        write_pair(&mut out, element);
    }
    let mut attributes: Vec<&Element<'_>> = Vec::new();
    for element in elements {
        if !path.iter().chain(&attributes).any(|other| other.ai == element.ai) {
            attributes.push(element);
        }
    }
    write_attributes(&mut out, attributes);
    // What is written must be read back alike: this checks stem, values and places in one go.
    let link = Link::parse(&out, Options::STRICT)?;
    if link.stem() != stem || link.other().next().is_some() || link.fragment().is_some() {
        return Err(LinkError::Host);
    }
    Ok(out)
}

/// The query of some attributes, sorted by AI.
pub(super) fn write_attributes<'e>(out: &mut String, attributes: impl IntoIterator<Item = &'e Element<'e>>) {
    let mut sorted: Vec<&Element<'_>> = attributes.into_iter().collect();
    sorted.sort_by_key(|element| element.ai);
    for (at, Element { ai, value }) in sorted.into_iter().enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(ai.as_str());
        out.push('=');
        escape_into(out, value.as_bytes(), Component::Query);
    }
}
