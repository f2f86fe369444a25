//! Namespaces as prefixes of a JSON `@context`: one name for each, whatever the elements bind.

use super::tree::{HEADER, INSTANCE, STANDARD, Space, Tree};
use crate::{
    digest::json::write_string,
    trace::{BUILT_IN, vocabulary},
};
use alloc::{format, string::String, vec::Vec};

/// Prefixes whose meaning in *values* is that of EPCIS 2.0, whatever an XML document binds them to.
const FIXED: [&str; 4] = ["cbv", "gs1", "epcis", vocabulary::PREFIX];

/// The prefixes of a document.
#[derive(Debug)]
pub(super) struct Names<'t> {
    /// The prefix under which names of a namespace are written; empty for those without.
    aliases: Vec<String>,
    /// What the document's context declares.
    declared: Vec<(String, Space)>,
    /// Prefixes that mean different things in different places: an event declares what it means by them.
    pub(super) disputed: Vec<&'t str>,
}

impl<'t> Names<'t> {
    pub(super) fn of(tree: &Tree<'t>) -> Self {
        let mut names = Self {
            aliases: alloc::vec![String::new(); tree.spaces.len()],
            declared: Vec::new(),
            disputed: Vec::new(),
        };
        for (prefix, spaces) in &tree.prefixes {
            let built_in = BUILT_IN.iter().find(|(name, _)| name == prefix).map(|(_, uri)| *uri);
            match spaces.as_slice() {
                [INSTANCE | HEADER | STANDARD] => {}
                [space] => {
                    let fixed = FIXED.contains(prefix);
                    if !fixed || uri(tree, *space) == built_in {
                        names.alias(*space, prefix);
                    }
                    if !fixed {
                        names.declared.push((String::from(*prefix), *space));
                    }
                }
                _ if FIXED.contains(prefix) => {}
                _ => names.disputed.push(prefix),
            }
        }
        for (space, (_, used)) in (0..).zip(&tree.spaces) {
            if *used && !matches!(space, STANDARD | INSTANCE) && names.prefix(space).is_empty() {
                let made = names.make(tree, space);
                names.alias(space, &made);
                names.declared.push((made, space));
            }
        }
        names
    }

    fn alias(&mut self, space: Space, prefix: &str) {
        if let Some(alias) = self.aliases.get_mut(usize::from(space))
            && alias.is_empty()
        {
            alias.push_str(prefix);
        }
    }

    /// A prefix that nobody uses, like the one that the document uses.
    fn make(&self, tree: &Tree<'_>, space: Space) -> String {
        let own = tree.prefixes.iter().find(|(_, spaces)| spaces.contains(&space)).map(|(prefix, _)| *prefix);
        let own = own.unwrap_or(if space == super::tree::XML { "xml" } else { "ns" });
        let taken = |name: &str| {
            tree.prefixes.iter().any(|(prefix, _)| *prefix == name)
                || BUILT_IN.iter().any(|(prefix, _)| *prefix == name)
                || self.declared.iter().any(|(prefix, _)| prefix == name)
        };
        let first = String::from(own);
        let mut rest = (2_u32..).map(|number| format!("{own}-{number}"));
        if taken(&first) { rest.find(|name| !taken(name)).unwrap_or(first) } else { first }
    }

    /// The prefix of a namespace; empty for names without.
    pub(super) fn prefix(&self, space: Space) -> &str {
        self.aliases.get(usize::from(space)).map_or("", String::as_str)
    }

    /// Writes what the document's context declares beside that of EPCIS.
    pub(super) fn write_context(&self, out: &mut String, tree: &Tree<'_>) {
        out.push_str(r#""@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld""#);
        let mut before = ",{";
        for (prefix, space) in &self.declared {
            out.push_str(before);
            before = ",";
            write_string(out, prefix);
            out.push(':');
            write_string(out, uri(tree, *space).unwrap_or_default());
        }
        out.push_str(if before == "," { "}]" } else { "]" });
    }
}

/// The address of a namespace.
pub(super) fn uri<'s>(tree: &'s Tree<'_>, space: Space) -> Option<&'s str> {
    tree.spaces.get(usize::from(space)).map(|(uri, _)| &**uri)
}
