//! Master data: what lies within a place, and which attributes a thing has (EPCIS 2.0 §6.5, §9.4).

use super::name;
use crate::{
    digest::json::{Kind, Value},
    trace::{Context, history},
};
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

/// Why a JSON value is no master data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{pointer}` should be {wanted}")]
pub struct MasterError {
    /// Where.
    pub pointer: String,
    /// What should stand there.
    pub wanted: &'static str,
}

/// Vocabularies as they stand in the header of an EPCIS document: elements with attributes and children.
///
/// An element counts in whichever vocabulary it is listed. Children are named by the parent; a cycle is walked once.
#[derive(Clone, Debug, Default)]
pub struct Master<'d> {
    lists: Vec<Value<'d>>,
}

impl<'d> Master<'d> {
    /// Adds the master data of a document's header, if it has any that is well formed.
    pub fn add_header(&mut self, document: Value<'d>) {
        let header = document.pointer("/epcisHeader/epcisMasterData/vocabularyList");
        self.lists.extend(header.filter(|list| list.kind() == Kind::Array));
    }

    /// Adds `{"vocabularyList": [{"type", "vocabularyElementList": [{"id", "attributes", "children"}]}]}`.
    ///
    /// # Errors
    /// [`MasterError`].
    pub fn add(&mut self, data: Value<'d>) -> Result<(), MasterError> {
        let list = array(data.get("vocabularyList"), "/vocabularyList")?;
        for (at, vocabulary) in list.items().into_iter().flatten().enumerate() {
            let place = format!("/vocabularyList/{at}/vocabularyElementList");
            let elements = array(vocabulary.get("vocabularyElementList"), &place)?;
            for (at, element) in elements.items().into_iter().flatten().enumerate() {
                if element.get("id").is_none_or(|id| id.kind() != Kind::String) {
                    return Err(MasterError { pointer: format!("{place}/{at}/id"), wanted: "an identifier" });
                }
                for member in ["attributes", "children"] {
                    if let Some(value) = element.get(member) {
                        array(Some(value), &format!("{place}/{at}/{member}"))?;
                    }
                }
            }
        }
        self.lists.push(list);
        Ok(())
    }

    fn elements(&self) -> impl Iterator<Item = Value<'d>> {
        let vocabularies = self.lists.iter().flat_map(|list| list.items().into_iter().flatten());
        vocabularies.filter_map(|vocabulary| vocabulary.get("vocabularyElementList")?.items()).flatten()
    }

    /// These identifiers and all that lies within them, in canonical form.
    pub(super) fn within(&self, ids: BTreeSet<String>) -> BTreeSet<String> {
        let children = |element: Value<'d>| element.get("children").and_then(|list| list.items());
        let count = self.elements().filter_map(children).map(Iterator::count).fold(0, usize::saturating_add);
        let mut edges: Vec<(u64, Value<'d>, Value<'d>)> = Vec::with_capacity(count);
        for element in self.elements() {
            let Some(id) = element.get("id").filter(|id| id.kind() == Kind::String) else { continue };
            let key = fingerprint(&history::name(&id.text().unwrap_or_default()));
            edges.extend(children(element).into_iter().flatten().map(|child| (key, id, child)));
        }
        edges.sort_unstable_by_key(|edge| edge.0);
        let mut found = ids.clone();
        let mut open: Vec<String> = ids.into_iter().collect();
        while let Some(id) = open.pop() {
            let key = fingerprint(&id);
            let first = edges.partition_point(|edge| edge.0 < key);
            for (_, parent, child) in edges.iter().skip(first).take_while(|edge| edge.0 == key) {
                // Two identifiers may share a fingerprint.
                let same = parent.text().is_some_and(|parent| history::name(&parent) == id);
                let Some(child) = child.text().filter(|_| same) else { continue };
                let child = history::name(&child);
                if !found.contains(&*child) {
                    found.insert(child.clone().into_owned());
                    open.push(child.into_owned());
                }
            }
        }
        found
    }

    /// The identifiers that have an attribute of which a name and value are wanted.
    pub(super) fn having(
        &self,
        context: &Context<'_>,
        wanted: &dyn Fn(&str, Value<'d>) -> bool,
    ) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for element in self.elements() {
            let attributes = element.get("attributes").and_then(|list| list.items()).into_iter().flatten();
            let has = attributes.into_iter().any(|attribute| {
                let id = attribute.get("id").and_then(|id| id.text());
                let value = attribute.get("attribute").filter(|value| !value.is_null());
                match (id, value) {
                    (Some(id), Some(value)) => wanted(&name::attribute(&id, context), value),
                    _ => false,
                }
            });
            if let Some(id) = element.get("id").and_then(|id| id.text()).filter(|_| has) {
                found.insert(history::name(&id).into_owned());
            }
        }
        found
    }
}

/// Groups equal texts; unequal ones may share it (FNV-1a).
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn array<'d>(value: Option<Value<'d>>, pointer: &str) -> Result<Value<'d>, MasterError> {
    value
        .filter(|value| value.kind() == Kind::Array)
        .ok_or_else(|| MasterError { pointer: pointer.into(), wanted: "an array" })
}
