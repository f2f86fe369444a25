//! What `MATCH_` parameters name: identifiers, and sets of them (EPCIS 2.0 §8.2.7.1.1).

use crate::{
    id::{
        epc::{EpcError, EpcPattern, Scheme},
        link::{Component, unescape},
    },
    trace::history,
};
use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// Identifiers and sets of identifiers; one that holds is enough.
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns {
    /// Names of things.
    names: BTreeSet<String>,
    /// Pure identity patterns.
    patterns: Vec<EpcPattern>,
    /// Beginnings of names behind which one value follows.
    stems: Vec<String>,
    /// Patterns of schemes without a GS1 key: what the URN begins with, and how many parts follow.
    keyless: Vec<(String, usize)>,
}

impl Patterns {
    /// Adds a URI: a pattern, or the identifier itself. `false` if it says to be a pattern and is none.
    pub(super) fn add(&mut self, text: &str) -> bool {
        let wildcard = text.ends_with(".*");
        if text.starts_with("urn:epc:idpat:") || (wildcard && text.starts_with("urn:epc:class:lgtin:")) {
            return self.add_pattern(text);
        }
        match link_stem(text) {
            Some(stem) => self.stems.push(stem),
            None => {
                self.names.insert(history::name(text).into_owned());
            }
        }
        true
    }

    fn add_pattern(&mut self, text: &str) -> bool {
        match text.parse::<EpcPattern>() {
            Ok(pattern) => {
                self.patterns.push(pattern);
                true
            }
            Err(EpcError::NoKey { .. }) => {
                let Some(keyless) = keyless(text) else { return false };
                self.keyless.push(keyless);
                true
            }
            Err(_) => false,
        }
    }

    /// Is this identifier one of them?
    pub(super) fn hold(&self, text: &str) -> bool {
        let canonical = history::name(text);
        self.names.contains(&*canonical)
            || self.stems.iter().any(|stem| canonical.strip_prefix(&**stem).is_some_and(is_one_value))
            || self.keyless.iter().any(|(stem, parts)| {
                text.strip_prefix(&**stem)
                    .is_some_and(|rest| *parts == 0 || rest.split('.').count() == *parts)
            })
            || (!self.patterns.is_empty() && self.matches(&canonical))
    }

    fn matches(&self, name: &str) -> bool {
        let mut segments = name.split('/');
        let mut next = || segments.next().unwrap_or_default();
        let (ai, key, qualifier, value) = (next(), decoded(next()), next(), decoded(next()));
        self.patterns.iter().any(|pattern| {
            let scheme = pattern.scheme();
            scheme.key() == ai
                && match (scheme.qualifier(), qualifier) {
                    (_, "") => scheme != Scheme::Lgtin && pattern.matches(scheme, &key, None),
                    (Some(own), given) => own == given && pattern.matches(scheme, &key, Some(&value)),
                    (None, _) => false,
                }
        })
    }
}

fn decoded(segment: &str) -> String {
    String::from_utf8_lossy(&unescape(segment, Component::Path)).into_owned()
}

fn is_one_value(rest: &str) -> bool {
    !rest.is_empty() && !rest.contains('/')
}

/// What every name begins with that a Digital Link ending in `/*` stands for; a value that is an asterisk is written `%2A`.
fn link_stem(text: &str) -> Option<String> {
    let base = text.strip_suffix("/*")?;
    let (base, ai) = base.rsplit_once('/')?;
    if !text.get(..4)?.eq_ignore_ascii_case("http")
        || ai.is_empty()
        || !ai.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let key = history::name(base);
    if key.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(format!("{key}/{ai}/"));
    }
    // All of one kind: nothing but a host may stand before the AI.
    let (_, host) = base.split_once("://")?;
    (!host.contains('/')).then(|| format!("{ai}/"))
}

/// The beginning of the URNs that a pattern of a scheme without a GS1 key stands for, and how many parts are free.
fn keyless(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix("urn:epc:idpat:")?;
    let (scheme, body) = rest.split_once(':')?;
    let parts: Vec<&str> = body.split('.').collect();
    let given = parts.iter().take_while(|part| **part != "*").count();
    let trailing = parts.iter().skip(given).all(|part| *part == "*");
    let whole = parts.iter().take(given).all(|part| !part.is_empty() && !part.contains('*'));
    if !trailing || !whole {
        return None;
    }
    let mut stem = format!("urn:epc:id:{scheme}:");
    for (at, part) in parts.iter().take(given).enumerate() {
        if at > 0 {
            stem.push('.');
        }
        stem.push_str(part);
    }
    if given > 0 && given < parts.len() {
        stem.push('.');
    }
    let free = parts.len().saturating_sub(given);
    Some((stem.to_string(), free))
}
