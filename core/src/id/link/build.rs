//! Writing a Digital Link.

use super::{
    Component, LinkError, Options,
    escape::escape_into,
    parse::{Link, write_pair},
};
use crate::id::gs1::{Ai, Element};
use alloc::{string::String, vec::Vec};

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
    let mut path: Vec<&Element<'_>> = Vec::new();
    for alternative in key.ai.qualifiers() {
        let found: Vec<_> = alternative.split(',').filter_map(find).collect();
        if found.len() > path.len() {
            path = found;
        }
    }
    path.insert(0, key);
    let stem = stem.trim_end_matches('/');
    let mut out = String::from(stem);
    for element in &path {
        write_pair(&mut out, element);
    }
    let in_path = |ai: Ai| path.iter().any(|element| element.ai == ai);
    let mut attributes: Vec<Element<'_>> = Vec::new();
    for element in elements {
        let first = elements.iter().find(|other| other.ai == element.ai);
        if first.is_some_and(|first| first.value != element.value) {
            return Err(LinkError::Repeated { ai: element.ai });
        }
        if !in_path(element.ai) && !attributes.iter().any(|other| other.ai == element.ai) {
            attributes.push(element.clone());
        }
    }
    write_attributes(&mut out, &attributes);
    // What is written must be read back alike: this checks stem, values and places in one go.
    let link = Link::parse(&out, Options::STRICT)?;
    if link.stem() != stem || link.other().next().is_some() || link.fragment().is_some() {
        return Err(LinkError::Host);
    }
    Ok(out)
}

/// The query of some attributes, sorted by AI.
pub(super) fn write_attributes(out: &mut String, attributes: &[Element<'_>]) {
    let mut sorted: Vec<&Element<'_>> = attributes.iter().collect();
    sorted.sort_by_key(|element| element.ai);
    for (at, Element { ai, value }) in sorted.into_iter().enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(ai.as_str());
        out.push('=');
        escape_into(out, value.as_bytes(), Component::Query);
    }
}
