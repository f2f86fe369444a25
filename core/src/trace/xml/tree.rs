//! The elements of a document in one row: sixteen bytes an element, attribute or piece of text.

use super::{
    error::{Stop, XmlError, XmlErrorKind},
    text::{self, Place},
};
use crate::base::limits;
use alloc::{borrow::Cow, collections::BTreeMap, vec::Vec};
use xmlparser::{ElementEnd, StrSpan, Token, Tokenizer};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Element,
    Attribute,
    Text,
    Data,
}

/// Number of a namespace in [`Tree::spaces`].
pub(super) type Space = u16;

/// No namespace, or one of EPCIS itself: its elements are known by their local names.
pub(super) const STANDARD: Space = 0;
/// `xsi:type` and the like.
pub(super) const INSTANCE: Space = 1;
/// `xml:lang` and the like.
pub(super) const XML: Space = 2;
/// The business document header.
pub(super) const HEADER: Space = 3;

const KNOWN: [&str; 4] = [
    "",
    "http://www.w3.org/2001/XMLSchema-instance",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader",
];

/// The namespaces of EPCIS, whatever the version behind the last colon.
const EPCIS: [&str; 3] =
    ["urn:epcglobal:epcis:xsd:", "urn:epcglobal:epcis-query:xsd:", "urn:epcglobal:epcis-masterdata:xsd:"];

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Offset of the local name, or of the text.
    start: u32,
    /// Of an element: the index behind its last node. Of an attribute: offset of its value.
    end: u32,
    /// Bytes of value or text.
    length: u32,
    space: Space,
    /// Bytes of the local name.
    name: u8,
    kind: Kind,
}

/// A prefix that an element binds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding<'t> {
    /// The element.
    node: u32,
    pub(super) space: Space,
    pub(super) prefix: &'t str,
}

/// A document that has been read.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    /// INVARIANT (bindings): ascending by node.
    bindings: Vec<Binding<'t>>,
    /// The namespaces, and whether a name stands in them.
    pub(super) spaces: Vec<(Cow<'t, str>, bool)>,
    /// What each prefix is bound to anywhere, in the order of appearance.
    pub(super) prefixes: Vec<(&'t str, Vec<Space>)>,
}

impl<'t> Tree<'t> {
    /// Reads a document.
    pub(super) fn read(text: &'t str) -> Result<Self, XmlError> {
        if text.len() > limits::DOCUMENT_BYTES {
            return Err(Stop::at(XmlErrorKind::Size, text.len()).locate(text));
        }
        let mut reader = Reader::new(text);
        for token in Tokenizer::from(text) {
            match token {
                Ok(token) => reader.token(token).map_err(|stop| stop.locate(text))?,
                Err(error) => {
                    let at = error.pos();
                    return Err(XmlError {
                        kind: XmlErrorKind::Syntax,
                        line: at.row as usize,
                        column: at.col as usize,
                        found: Default::default(),
                    });
                }
            }
        }
        match reader.open.last() {
            Some(open) => Err(Stop::at(XmlErrorKind::Tags, open.offset).locate(text)),
            None if reader.tree.nodes.is_empty() => {
                Err(Stop::at(XmlErrorKind::Syntax, text.len()).locate(text))
            }
            None => {
                reader.tree.nodes.shrink_to_fit();
                Ok(reader.tree)
            }
        }
    }

    fn node(&self, at: u32) -> Option<Node> {
        self.nodes.get(at as usize).copied()
    }

    pub(super) fn kind(&self, at: u32) -> Kind {
        self.node(at).map_or(Kind::Text, |node| node.kind)
    }

    /// Namespace and local name of an element or attribute.
    pub(super) fn name(&self, at: u32) -> (Space, &'t str) {
        let Some(node) = self.node(at) else { return (STANDARD, "") };
        (node.space, self.slice(node.start, u32::from(node.name)))
    }

    /// Is it an element or attribute of this name, of no namespace or of EPCIS?
    pub(super) fn is(&self, at: u32, name: &str) -> bool {
        self.name(at) == (STANDARD, name)
    }

    /// Where it stands in the text.
    pub(super) fn offset(&self, at: u32) -> usize {
        self.node(at).map_or(self.text.len(), |node| node.start as usize)
    }

    /// The nodes directly in an element: attributes first, then text and elements.
    pub(super) fn within(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.node(at).filter(|node| node.kind == Kind::Element).map_or(0, |node| node.end);
        let mut next = at.saturating_add(1);
        core::iter::from_fn(move || {
            let here = (next < end).then_some(next)?;
            let node = self.node(here)?;
            next = if node.kind == Kind::Element { node.end } else { here.saturating_add(1) };
            Some(here)
        })
    }

    /// The elements directly in an element.
    pub(super) fn elements(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        self.within(at).filter(|inner| self.kind(*inner) == Kind::Element)
    }

    /// The attributes of an element, those of XML Schema left out.
    pub(super) fn attributes(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        self.within(at)
            .filter(|inner| self.kind(*inner) == Kind::Attribute && self.name(*inner).0 != INSTANCE)
    }

    /// An attribute of XML Schema: `type`, `nil`.
    pub(super) fn instance(&self, at: u32, name: &str) -> Option<Cow<'t, str>> {
        let mut attributes = self.within(at).filter(|inner| self.kind(*inner) == Kind::Attribute);
        attributes.find(|inner| self.name(*inner) == (INSTANCE, name)).map(|inner| self.value(inner))
    }

    /// An element's own text, or an attribute's value, without white space at either end.
    pub(super) fn value(&self, at: u32) -> Cow<'t, str> {
        let Some(node) = self.node(at) else { return Cow::Borrowed("") };
        let whole = match node.kind {
            Kind::Attribute => text::decode(self.slice(node.end, node.length), Place::Attribute),
            Kind::Text => text::decode(self.slice(node.start, node.length), Place::Element),
            Kind::Data => text::decode(self.slice(node.start, node.length), Place::Data),
            Kind::Element => {
                let mut pieces =
                    self.within(at).filter(|inner| matches!(self.kind(*inner), Kind::Text | Kind::Data));
                let first = pieces.next().map(|piece| self.piece(piece)).unwrap_or_default();
                pieces.fold(first, |all, piece| Cow::Owned(all.into_owned() + &self.piece(piece)))
            }
        };
        trimmed(whole)
    }

    fn piece(&self, at: u32) -> Cow<'t, str> {
        let Some(node) = self.node(at) else { return Cow::Borrowed("") };
        let place = if node.kind == Kind::Data { Place::Data } else { Place::Element };
        text::decode(self.slice(node.start, node.length), place)
    }

    /// The text directly in an element that is more than white space, if there is any.
    pub(super) fn stray_text(&self, at: u32) -> Option<u32> {
        self.within(at).find(|inner| matches!(self.kind(*inner), Kind::Text | Kind::Data))
    }

    /// The prefixes that an element itself binds.
    pub(super) fn bound_by(&self, at: u32) -> &[Binding<'t>] {
        let from = self.bindings.partition_point(|binding| binding.node < at);
        let rest = self.bindings.get(from..).unwrap_or_default();
        let to = rest.partition_point(|binding| binding.node <= at);
        rest.get(..to).unwrap_or_default()
    }

    fn slice(&self, start: u32, length: u32) -> &'t str {
        self.text.get(start as usize..(start as usize).saturating_add(length as usize)).unwrap_or("")
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text::trim(text)),
        Cow::Owned(text) if text::trim(&text).len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text::trim(&text).into()),
    }
}

/// An element whose end tag has not come.
struct Open<'t> {
    node: u32,
    /// How many bindings were in force outside it.
    scope: usize,
    offset: usize,
    prefix: &'t str,
    local: &'t str,
}

struct Reader<'t> {
    tree: Tree<'t>,
    open: Vec<Open<'t>>,
    /// The bindings in force, innermost last.
    scope: Vec<(&'t str, Space)>,
    /// Attributes of the start tag that is being read: node and prefix.
    attributes: Vec<(u32, &'t str)>,
    by_uri: BTreeMap<Cow<'t, str>, Space>,
    /// Is the last node a text that the next piece goes on?
    in_text: bool,
}

type Done = Result<(), Stop>;

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let spaces = KNOWN.iter().map(|uri| (Cow::Borrowed(*uri), false)).collect();
        let by_uri = (0..).zip(KNOWN).map(|(space, uri)| (Cow::Borrowed(uri), space)).collect();
        Self {
            tree: Tree { text, nodes: Vec::new(), bindings: Vec::new(), spaces, prefixes: Vec::new() },
            open: Vec::new(),
            scope: Vec::new(),
            attributes: Vec::new(),
            by_uri,
            in_text: false,
        }
    }

    fn token(&mut self, token: Token<'t>) -> Done {
        match token {
            Token::ElementStart { prefix, local, span } => self.start(prefix, local, span),
            Token::Attribute { prefix, local, value, span } => self.attribute(prefix, local, value, span),
            Token::ElementEnd { end: ElementEnd::Open, .. } => self.resolve(),
            Token::ElementEnd { end: ElementEnd::Empty, .. } => {
                self.resolve()?;
                self.close()
            }
            Token::ElementEnd { end: ElementEnd::Close(prefix, local), span } => {
                let name = (prefix.as_str(), local.as_str());
                if self.open.last().is_none_or(|open| (open.prefix, open.local) != name) {
                    return Err(Stop::at(XmlErrorKind::Tags, span.start()));
                }
                self.close()
            }
            Token::Text { text } => self.text(text, Kind::Text),
            Token::Cdata { text, .. } => self.text(text, Kind::Data),
            Token::DtdStart { span, .. }
            | Token::EmptyDtd { external_id: Some(_), span, .. }
            | Token::EntityDeclaration { span, .. }
            | Token::DtdEnd { span } => Err(Stop::at(XmlErrorKind::Doctype, span.start())),
            // GS1's own examples have one that only says a name.
            Token::EmptyDtd { external_id: None, .. }
            | Token::Declaration { .. }
            | Token::ProcessingInstruction { .. }
            | Token::Comment { .. } => Ok(()),
        }
    }

    fn push(&mut self, node: Node) -> u32 {
        self.tree.nodes.push(node);
        self.tree.nodes.len().saturating_sub(1) as u32
    }

    fn start(&mut self, prefix: StrSpan<'t>, local: StrSpan<'t>, span: StrSpan<'t>) -> Done {
        self.in_text = false;
        if self.open.len() >= limits::XML_DEPTH {
            return Err(Stop::at(XmlErrorKind::Depth, span.start()));
        }
        let node = self.push(Node {
            start: local.start() as u32,
            end: 0,
            length: 0,
            space: STANDARD,
            name: name_length(local)?,
            kind: Kind::Element,
        });
        self.open.push(Open {
            node,
            scope: self.scope.len(),
            offset: span.start(),
            prefix: prefix.as_str(),
            local: local.as_str(),
        });
        Ok(())
    }

    fn attribute(
        &mut self,
        prefix: StrSpan<'t>,
        local: StrSpan<'t>,
        value: StrSpan<'t>,
        span: StrSpan<'t>,
    ) -> Done {
        if let Some(at) = text::refused_reference(value.as_str()) {
            return Err(Stop::at(XmlErrorKind::Entity, value.start().saturating_add(at)));
        }
        match (prefix.as_str(), local.as_str()) {
            ("", "xmlns") => return self.bind("", value, span),
            ("xmlns", name) => return self.bind(name, value, span),
            _ => {}
        }
        if self.attributes.len() >= limits::XML_ATTRIBUTES {
            return Err(Stop::at(XmlErrorKind::Size, span.start()));
        }
        let node = self.push(Node {
            start: local.start() as u32,
            end: value.start() as u32,
            length: value.as_str().len() as u32,
            space: STANDARD,
            name: name_length(local)?,
            kind: Kind::Attribute,
        });
        self.attributes.push((node, prefix.as_str()));
        Ok(())
    }

    fn bind(&mut self, prefix: &'t str, value: StrSpan<'t>, span: StrSpan<'t>) -> Done {
        let Some(open) = self.open.last() else { return Ok(()) };
        if self.scope.iter().skip(open.scope).any(|(bound, _)| *bound == prefix) {
            return Err(Stop::at(XmlErrorKind::DuplicateAttribute, span.start()));
        }
        let node = open.node;
        let uri = trimmed(text::decode(value.as_str(), Place::Attribute));
        let too_many = Stop::at(XmlErrorKind::Size, span.start());
        let space = if EPCIS.iter().any(|stem| uri.starts_with(stem)) {
            STANDARD
        } else if let Some(space) = self.by_uri.get(&uri) {
            *space
        } else {
            let count = self.tree.spaces.len();
            let space =
                Space::try_from(count).ok().filter(|_| count < limits::XML_NAMESPACES).ok_or(too_many)?;
            self.tree.spaces.push((uri.clone(), false));
            self.by_uri.insert(uri, space);
            space
        };
        if self.scope.len() >= limits::XML_NAMESPACES {
            return Err(too_many);
        }
        self.scope.push((prefix, space));
        if prefix.is_empty() || space == STANDARD {
            return Ok(());
        }
        self.tree.bindings.push(Binding { node, space, prefix });
        let prefixes = self.tree.prefixes.len();
        match self.tree.prefixes.iter_mut().find(|(known, _)| *known == prefix) {
            Some((_, bound)) if bound.contains(&space) => {}
            Some((_, bound)) if bound.len() < limits::XML_NAMESPACES => bound.push(space),
            None if prefixes < limits::XML_NAMESPACES => {
                self.tree.prefixes.push((prefix, alloc::vec![space]));
            }
            _ => return Err(too_many),
        }
        Ok(())
    }

    /// Gives the names of a start tag their namespaces, once all its bindings are known.
    fn resolve(&mut self) -> Done {
        let Some(open) = self.open.last() else { return Ok(()) };
        let (node, offset) = (open.node, open.offset);
        let space = self.space(open.prefix, true).ok_or(Stop::at(XmlErrorKind::Prefix, offset))?;
        self.set_space(node, space);
        for at in 0..self.attributes.len() {
            let Some((node, prefix)) = self.attributes.get(at).copied() else { break };
            let offset = self.tree.offset(node);
            // An attribute without prefix stands in no namespace, whatever the default is.
            let space = self.space(prefix, false).ok_or(Stop::at(XmlErrorKind::Prefix, offset))?;
            self.set_space(node, space);
            let name = self.tree.name(node);
            if self.attributes.iter().take(at).any(|(other, _)| self.tree.name(*other) == name) {
                return Err(Stop::at(XmlErrorKind::DuplicateAttribute, offset));
            }
        }
        self.attributes.clear();
        Ok(())
    }

    fn space(&self, prefix: &str, default: bool) -> Option<Space> {
        match prefix {
            "" if !default => return Some(STANDARD),
            "xml" => return Some(XML),
            _ => {}
        }
        let bound = self.scope.iter().rev().find(|(bound, _)| *bound == prefix);
        bound.map(|(_, space)| *space).or(prefix.is_empty().then_some(STANDARD))
    }

    fn set_space(&mut self, node: u32, space: Space) {
        if let Some(node) = self.tree.nodes.get_mut(node as usize) {
            node.space = space;
        }
        if let Some((_, used)) = self.tree.spaces.get_mut(usize::from(space)) {
            *used = true;
        }
    }

    fn close(&mut self) -> Done {
        self.in_text = false;
        let end = self.tree.nodes.len() as u32;
        if let Some(open) = self.open.pop() {
            self.scope.truncate(open.scope);
            if let Some(node) = self.tree.nodes.get_mut(open.node as usize) {
                node.end = end;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: StrSpan<'t>, kind: Kind) -> Done {
        if kind == Kind::Text
            && let Some(at) = text::refused_reference(text.as_str())
        {
            return Err(Stop::at(XmlErrorKind::Entity, text.start().saturating_add(at)));
        }
        // White space alone counts only between two pieces of one text.
        if self.open.is_empty() || (!self.in_text && text.as_str().chars().all(text::is_space)) {
            return Ok(());
        }
        self.in_text = true;
        self.push(Node {
            start: text.start() as u32,
            end: 0,
            length: text.as_str().len() as u32,
            space: STANDARD,
            name: 0,
            kind,
        });
        Ok(())
    }
}

fn name_length(name: StrSpan<'_>) -> Result<u8, Stop> {
    u8::try_from(name.as_str().len()).map_err(|_| Stop::at(XmlErrorKind::Size, name.start()))
}
