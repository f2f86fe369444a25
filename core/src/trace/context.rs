//! The `@context` of a document or event, read offline: what a prefix stands for.

use super::{cbv, vocabulary};
use crate::digest::json::{Kind, Value};
use alloc::{borrow::Cow, vec::Vec};

/// The prefixes that need no declaration: those of the EPCIS 2.0 context, and the farm vocabulary.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("cbv", cbv::CBV),
    ("cbvmda", "urn:epcglobal:cbv:mda:"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("epcis", cbv::EPCIS),
    ("gs1", cbv::GS1),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    (vocabulary::PREFIX, vocabulary::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Is this the address of the EPCIS 2.0 context, in one of the places where GS1 has published it?
#[must_use]
pub fn is_epcis_context(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.ends_with("epcis-context.jsonld")
            && (rest.starts_with("ref.gs1.org/standards/epcis/") || rest.starts_with("gs1.github.io/EPCIS/"))
    })
}

/// What the prefixes of a document stand for. Nothing is fetched: a context that is only named is reported.
#[derive(Clone, Debug, Default)]
pub struct Context<'d> {
    outer: Option<&'d Context<'d>>,
    /// INVARIANT (terms): sorted by term, each once.
    terms: Vec<(Cow<'d, str>, Cow<'d, str>)>,
    foreign: Vec<Value<'d>>,
    epcis: bool,
}

impl<'d> Context<'d> {
    /// The context that a document or event declares in its member `@context`.
    #[must_use]
    pub fn of(object: Value<'d>) -> Self {
        object.get("@context").map(Self::read).unwrap_or_default()
    }

    /// This context, with what an event inside declares on top; itself if it declares nothing.
    #[must_use]
    pub fn within(&'d self, event: Value<'d>) -> Cow<'d, Self> {
        match event.get("@context") {
            None => Cow::Borrowed(self),
            Some(declared) => Cow::Owned(Self { outer: Some(self), ..Self::read(declared) }),
        }
    }

    /// What a `@context` declares.
    pub(super) fn read(declared: Value<'d>) -> Self {
        let mut context = Self::default();
        context.add(declared);
        // Stable, so that of several declarations of a term the last stays the last.
        context.terms.sort_by(|a, b| a.0.cmp(&b.0));
        context.terms.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                core::mem::swap(later, earlier);
            }
            same
        });
        context
    }

    fn add(&mut self, declared: Value<'d>) {
        match declared.kind() {
            Kind::String => {
                if declared.text().is_some_and(|address| is_epcis_context(&address)) {
                    self.epcis = true;
                } else {
                    self.foreign.push(declared);
                }
            }
            Kind::Array => {
                for item in declared.items().into_iter().flatten() {
                    if item.kind() != Kind::Array {
                        self.add(item);
                    }
                }
            }
            Kind::Object => {
                for (term, meaning) in declared.members().into_iter().flatten() {
                    let meaning = match meaning.kind() {
                        Kind::Object => meaning.get("@id").and_then(|id| id.text()),
                        _ => meaning.text(),
                    };
                    if let Some(meaning) = meaning.filter(|_| !term.starts_with('@')) {
                        self.terms.push((term, meaning));
                    }
                }
            }
            _ => {}
        }
    }

    /// What a prefix stands for; the last declaration counts.
    #[must_use]
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        if let Ok(at) = self.terms.binary_search_by(|(term, _)| (**term).cmp(prefix)) {
            return self.terms.get(at).map(|(_, iri)| &**iri);
        }
        match self.outer {
            Some(outer) => outer.namespace(prefix),
            None => BUILT_IN.iter().find(|(name, _)| *name == prefix).map(|(_, iri)| *iri),
        }
    }

    /// Does a document or event say what a prefix stands for, and not only EPCIS itself?
    #[must_use]
    pub fn declares(&self, prefix: &str) -> bool {
        self.terms.binary_search_by(|(term, _)| (**term).cmp(prefix)).is_ok()
            || self.outer.is_some_and(|outer| outer.declares(prefix))
    }

    /// Namespace and local part of a CURIE or of a full IRI; `None` for a bare word and an unknown prefix.
    ///
    /// ```
    /// use terroir::{digest::json, trace::Context};
    ///
    /// let document = json::read(br#"{"@context":{"ex":"https://ns.example.org/"}}"#)?;
    /// let context = Context::of(document.root());
    /// assert_eq!(context.expand("ex:a"), Some(("https://ns.example.org/", "a")));
    /// assert_eq!(context.expand("https://ns.example.org/a"), Some(("https://ns.example.org/", "a")));
    /// assert_eq!((context.expand("a"), context.expand("zz:a")), (None, None));
    /// # Ok::<(), json::ReadError>(())
    /// ```
    #[must_use]
    pub fn expand<'s>(&'s self, name: &'s str) -> Option<(&'s str, &'s str)> {
        let (prefix, local) = name.split_once(':')?;
        if local.starts_with("//") {
            let cut = name.rfind(['#', '/'])?.checked_add(1)?;
            return name.split_at_checked(cut);
        }
        Some((self.namespace(prefix)?, local))
    }

    /// Contexts that are named here by address and whose content is therefore unknown here.
    #[must_use]
    pub fn foreign(&self) -> &[Value<'d>] {
        &self.foreign
    }

    /// Does it name the EPCIS 2.0 context?
    #[must_use]
    pub fn names_epcis(&self) -> bool {
        self.epcis || self.outer.is_some_and(Self::names_epcis)
    }
}
