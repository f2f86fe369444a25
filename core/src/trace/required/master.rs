//! Master data, found by what it is about.

use crate::{
    digest::json::{Kind, Value},
    trace::history,
};
use alloc::{string::String, vec::Vec};

/// Elements of master data, by the name of what they are about.
#[derive(Debug, Default)]
pub(super) struct Masters<'d> {
    /// INVARIANT (names): sorted by name.
    elements: Vec<(String, Value<'d>)>,
}

impl<'d> Masters<'d> {
    /// Of the headers of documents, and of `{"vocabularyList": […]}` beside them; what is malformed says nothing.
    pub(super) fn of(documents: impl Iterator<Item = Value<'d>>, beside: Option<Value<'d>>) -> Self {
        let headers =
            documents.filter_map(|root| root.pointer("/epcisHeader/epcisMasterData/vocabularyList"));
        let beside = beside.and_then(|data| data.get("vocabularyList"));
        let lists = headers.chain(beside).filter_map(|list| list.items()).flatten();
        let vocabularies = lists.filter_map(|vocabulary| vocabulary.get("vocabularyElementList")?.items());
        let named = vocabularies.flatten().filter_map(|element| {
            element.get("attributes").filter(|list| list.kind() == Kind::Array)?;
            let id = element.get("id")?.text()?;
            Some((history::name(&id).into_owned(), element))
        });
        let mut elements: Vec<(String, Value<'d>)> = named.collect();
        elements.sort_by(|a, b| a.0.cmp(&b.0));
        Self { elements }
    }

    /// Do the elements of this name have attributes of all these local names? Alternatives are parted by `|`.
    pub(super) fn has(&self, name: &str, wanted: &[String]) -> bool {
        let first = self.elements.partition_point(|(own, _)| own.as_str() < name);
        let own = || self.elements.iter().skip(first).take_while(|(own, _)| own == name);
        own().next().is_some()
            && wanted.iter().all(|alternatives| own().any(|(_, element)| carries(*element, alternatives)))
    }

    /// As [`has`](Self::has), of a thing or of the class that its name says it belongs to.
    pub(super) fn thing_has(&self, name: &str, wanted: &[String]) -> bool {
        self.has(name, wanted) || class_of(name).is_some_and(|class| self.has(class, wanted))
    }
}

/// The class in the name of a lot or item: `01/GTIN` of `01/GTIN/10/LOT`, `t/ISSUER/PRODUCT` of `t/ISSUER/PRODUCT/LOT`.
fn class_of(name: &str) -> Option<&str> {
    let segments = match name.split('/').next()? {
        "01" | "8006" | "8010" => 2,
        "t" => 3,
        _ => return None,
    };
    let end = name.match_indices('/').nth(segments - 1)?.0;
    name.get(..end)
}

fn carries(element: Value<'_>, alternatives: &str) -> bool {
    let attributes = element.get("attributes").and_then(|list| list.items()).into_iter().flatten();
    attributes.into_iter().any(|attribute| {
        let said = attribute.get("attribute").is_some_and(super::place::says_something);
        let id = attribute.get("id").and_then(|id| id.text()).unwrap_or_default();
        said && alternatives.split('|').any(|name| name == local(&id))
    })
}

/// The part behind the last `#`, `:` or `/`.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(['#', ':', '/']).next().unwrap_or(name)
}
