//! From elements to the JSON form of EPCIS 2.0 (§9.3, §10), by the same list of members that the JSON side knows.

use super::{
    error::{Stop, XmlErrorKind},
    names::{Names, uri},
    place::Marks,
    text::{is_number, is_shortest},
    tree::{Kind as Node, STANDARD, Tree},
};
use crate::{
    base::limits,
    digest::json::write_string,
    trace::{
        EventType,
        model::{self, EVENT, Field, Kind, RECORD},
    },
};
use alloc::{string::String, vec::Vec};

pub(super) type Done = Result<(), Stop>;

/// How the members of an object are known: by the event's list, or by one of their own.
#[derive(Clone, Copy)]
enum Members {
    Event,
    Of(&'static [Field]),
    /// Nothing is known: an extension, or `ilmd`.
    None,
}

impl Members {
    fn find(self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Event => match model::slot(name) {
                Some(slot) => EVENT.get(slot),
                None => RECORD.iter().find(|field| field.name == name),
            },
            Self::Of(fields) => fields.iter().find(|field| field.name == name),
            Self::None => None,
        }
    }
}

/// The text of the JSON form, as it grows.
pub(super) struct Writer<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) names: &'t Names<'t>,
    pub(super) out: String,
    depth: usize,
    marks: Marks,
}

impl<'t> Writer<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, names: &'t Names<'t>) -> Self {
        Self { tree, names, out: String::new(), depth: 0, marks: Marks::default() }
    }

    /// The whole document.
    pub(super) fn write(mut self) -> Result<String, Stop> {
        self.whole()?;
        Ok(self.out)
    }

    /// The offsets in the XML of what would be written where the marks want it.
    pub(super) fn mark(mut self, marks: Marks) -> Result<Vec<usize>, Stop> {
        self.marks = marks;
        self.whole()?;
        Ok(self.marks.done())
    }

    fn whole(&mut self) -> Done {
        let root = 0;
        match self.tree.name(root) {
            (STANDARD, "EPCISDocument") => self.document(root, false)?,
            (STANDARD, "EPCISQueryDocument") => self.document(root, true)?,
            (STANDARD, "EventList") => self.event_list(root, &mut Vec::new())?,
            (STANDARD, name) if EventType::from_name(name).is_some() => {
                self.event(root, true, &mut Vec::new())?;
            }
            _ => return Err(Stop::at(XmlErrorKind::Root, self.tree.offset(root))),
        }
        Ok(())
    }

    // Events.

    pub(super) fn event_list(&mut self, at: u32, open: &mut Vec<u32>) -> Done {
        self.begin('[', at)?;
        for event in self.children(at)? {
            self.separate();
            self.event(event, false, open)?;
        }
        self.end(']');
        Ok(())
    }

    /// An event; `open` are the elements around it.
    fn event(&mut self, at: u32, alone: bool, open: &mut Vec<u32>) -> Done {
        self.begin('{', at)?;
        if alone {
            self.names.write_context(&mut self.out, self.tree);
        } else if !self.names.disputed.is_empty() {
            open.push(at);
            self.own_context(open)?;
            open.pop();
        }
        self.key("type");
        let name = self.name_of(at);
        write_string(&mut self.out, &name);
        // An event by itself may carry what a document says about its text.
        let about_the_text: &[&str] = if alone { &["schemaVersion", "creationDate"] } else { &[] };
        self.members(at, Members::Event, about_the_text)?;
        self.end('}');
        Ok(())
    }

    /// What an event means by prefixes that mean something else elsewhere in the document.
    fn own_context(&mut self, open: &[u32]) -> Done {
        let mut before = r#""@context":{"#;
        for prefix in &self.names.disputed {
            let bound = open.iter().rev().find_map(|element| {
                self.tree.bound_by(*element).iter().find(|binding| binding.prefix == *prefix)
            });
            if let Some(address) = bound.and_then(|binding| uri(self.tree, binding.space)) {
                self.out.push_str(before);
                before = ",";
                write_string(&mut self.out, prefix);
                self.out.push(':');
                write_string(&mut self.out, address);
            }
        }
        if before == "," {
            self.out.push('}');
        }
        Ok(())
    }

    // Objects.

    /// The attributes and elements of an element as members, what repeats together, `but` some attributes.
    fn members(&mut self, at: u32, members: Members, but: &[&str]) -> Done {
        if let Some(text) = self.tree.stray_text(at)
            && !matches!(members, Members::None)
        {
            return Err(self.misplaced(text));
        }
        let tree = self.tree;
        let left_out = |entry: &u32| but.iter().any(|name| tree.is(*entry, name));
        let mut entries: Vec<u32> = tree.attributes(at).filter(|entry| !left_out(entry)).collect();
        self.gather(at, &mut entries);
        // INVARIANT (groups): equal names stand together, in the order of the document.
        entries.sort_unstable_by(|a, b| tree.name(*a).cmp(&tree.name(*b)).then(a.cmp(b)));
        let mut groups: Vec<u32> = Vec::new();
        let mut last = None;
        for (place, entry) in (0..).zip(&entries) {
            let name = tree.name(*entry);
            if last != Some(name) {
                groups.push(place);
            }
            last = Some(name);
        }
        groups.sort_unstable_by_key(|place| entries.get(*place as usize).copied());
        for place in groups {
            let Some(rest) = entries.get(place as usize..) else { continue };
            let Some(name) = rest.first().map(|entry| tree.name(*entry)) else { continue };
            let count = rest.iter().take_while(|entry| tree.name(**entry) == name).count();
            let known = if name.0 == STANDARD { members.find(name.1) } else { None };
            self.member(known, rest.get(..count).unwrap_or(rest))?;
        }
        Ok(())
    }

    /// The elements in an element, without the wrappers of EPCIS 1.2.
    pub(super) fn children(&self, at: u32) -> Result<Vec<u32>, Stop> {
        if let Some(text) = self.tree.stray_text(at) {
            return Err(self.misplaced(text));
        }
        let mut children = Vec::new();
        self.gather(at, &mut children);
        Ok(children)
    }

    // Goes as deep as wrappers stand in each other, which the reader bounds.
    fn gather(&self, at: u32, into: &mut Vec<u32>) {
        for child in self.tree.elements(at) {
            if self.tree.is(child, "extension") || self.tree.is(child, "baseExtension") {
                self.gather(child, into);
            } else {
                into.push(child);
            }
        }
    }

    /// One member, from all elements and attributes of its name.
    pub(super) fn member(&mut self, known: Option<&'static Field>, nodes: &[u32]) -> Done {
        let [first, more @ ..] = nodes else { return Ok(()) };
        let Some(field) = known else {
            self.name(*first);
            return match more {
                [] => self.extension(*first),
                _ => self.array(*first, nodes, Self::extension),
            };
        };
        let repeats = match field.kind {
            Kind::Words(_) => true,
            Kind::Uris => field.name != "correctiveEventIDs",
            Kind::Elements(element, _) => element == field.name,
            _ => false,
        };
        if let (false, Some(second)) = (repeats, more.first()) {
            return Err(Stop::at(XmlErrorKind::Repeated, self.tree.offset(*second)));
        }
        if more.is_empty() && self.is_nil(*first) {
            return Ok(());
        }
        self.key(field.name);
        match field.kind {
            Kind::Words(_) => self.array(*first, nodes, |w, at| w.leaf(at, Kind::Text)),
            Kind::Uris if !repeats => self.list(*first, "correctiveEventID", |w, at| w.leaf(at, Kind::Uri)),
            Kind::Uris if !more.is_empty() => self.array(*first, nodes, |w, at| w.leaf(at, Kind::Uri)),
            Kind::Epcs => self.list(*first, "epc", |w, at| w.leaf(at, Kind::Uri)),
            Kind::Elements("", [_, id]) => self.list(*first, id.name, |w, at| w.typed(at, id)),
            Kind::Elements(_, members) if repeats => {
                self.array(*first, nodes, |w, at| w.object(at, Members::Of(members)))
            }
            Kind::Elements(element, members) => {
                self.list(*first, element, |w, at| w.object(at, Members::Of(members)))
            }
            Kind::Object(members) => self.object(*first, Members::Of(members)),
            Kind::Any => self.extension_object(*first, true),
            kind => self.leaf(*first, kind),
        }
    }

    fn object(&mut self, at: u32, members: Members) -> Done {
        self.begin('{', at)?;
        self.members(at, members, &[])?;
        self.end('}');
        Ok(())
    }

    /// A business transaction, source or destination: its type is an attribute, its identifier the text.
    fn typed(&mut self, at: u32, id: &'static Field) -> Done {
        if let Some(inner) = self.tree.elements(at).next() {
            return Err(self.misplaced(inner));
        }
        self.begin('{', at)?;
        for attribute in self.tree.attributes(at) {
            if self.tree.is(attribute, id.name) {
                return Err(self.misplaced(attribute));
            }
            self.name(attribute);
            write_string(&mut self.out, &self.tree.value(attribute));
        }
        self.key(id.name);
        self.note(at);
        write_string(&mut self.out, &self.tree.value(at));
        self.end('}');
        Ok(())
    }

    /// The elements in a list, all of one name.
    pub(super) fn list(&mut self, at: u32, name: &str, mut item: impl FnMut(&mut Self, u32) -> Done) -> Done {
        if let Some(attribute) = self.tree.attributes(at).next() {
            return Err(self.misplaced(attribute));
        }
        self.begin('[', at)?;
        for child in self.children(at)? {
            if !self.tree.is(child, name) {
                return Err(self.misplaced(child));
            }
            self.separate();
            item(self, child)?;
        }
        self.end(']');
        Ok(())
    }

    fn array(&mut self, at: u32, nodes: &[u32], mut item: impl FnMut(&mut Self, u32) -> Done) -> Done {
        self.begin('[', at)?;
        for node in nodes {
            self.separate();
            item(self, *node)?;
        }
        self.end(']');
        Ok(())
    }

    // Values.

    /// A value of the standard.
    pub(super) fn leaf(&mut self, at: u32, kind: Kind) -> Done {
        let inner = self.tree.attributes(at).chain(self.tree.elements(at)).next();
        if let Some(inner) = inner {
            return Err(self.misplaced(inner));
        }
        let text = self.tree.value(at);
        self.note(at);
        match kind {
            Kind::Number if is_number(&text) => self.out.push_str(&text),
            Kind::Flag if flag(&text).is_some() => self.out.push_str(flag(&text).unwrap_or_default()),
            _ => write_string(&mut self.out, &text),
        }
        Ok(())
    }

    /// A value that is not of the standard.
    fn extension(&mut self, at: u32) -> Done {
        if !self.is_nil(at) && self.tree.attributes(at).chain(self.tree.elements(at)).next().is_some() {
            return self.extension_object(at, false);
        }
        self.scalar(at);
        Ok(())
    }

    /// An object of members that are not of the standard; `list` are those that have no text of their own.
    pub(super) fn extension_object(&mut self, at: u32, list: bool) -> Done {
        self.begin('{', at)?;
        if let Some(text) = self.tree.stray_text(at) {
            if list {
                return Err(self.misplaced(text));
            }
            self.key(model::OWN_TEXT);
            self.scalar(at);
        }
        self.members(at, Members::None, &[])?;
        self.end('}');
        Ok(())
    }

    /// The text of an element or attribute, by its `xsi:type`; of an empty element, nothing.
    fn scalar(&mut self, at: u32) {
        self.note(at);
        let text = self.tree.value(at);
        if self.is_nil(at) || (text.is_empty() && self.tree.kind(at) == Node::Element) {
            return self.out.push_str("null");
        }
        let kind = self.tree.instance(at, "type");
        let local = kind.as_deref().map(|kind| kind.rsplit(':').next().unwrap_or(kind));
        match local {
            Some("boolean") if flag(&text).is_some() => self.out.push_str(flag(&text).unwrap_or_default()),
            Some(kind) if NUMERIC.contains(&kind) && is_shortest(&text) => self.out.push_str(&text),
            _ => write_string(&mut self.out, &text),
        }
    }

    fn is_nil(&self, at: u32) -> bool {
        self.tree.kind(at) == Node::Element
            && self.tree.instance(at, "nil").is_some_and(|nil| flag(&nil) == Some("true"))
    }

    // The text.

    pub(super) fn misplaced(&self, at: u32) -> Stop {
        Stop::at(XmlErrorKind::Misplaced, self.tree.offset(at))
    }

    pub(super) fn name_of(&self, at: u32) -> String {
        let (space, local) = self.tree.name(at);
        let mut name = String::from(self.names.prefix(space));
        if !name.is_empty() {
            name.push(':');
        }
        name.push_str(local);
        name
    }

    pub(super) fn name(&mut self, at: u32) {
        let name = self.name_of(at);
        self.key(&name);
        self.note(at);
    }

    /// What is written from here on comes from this node.
    pub(super) fn note(&mut self, at: u32) {
        self.marks.note(self.out.len(), self.tree.offset(at));
    }

    pub(super) fn key(&mut self, name: &str) {
        self.separate();
        write_string(&mut self.out, name);
        self.out.push(':');
    }

    /// A comma, unless something has just begun.
    pub(super) fn separate(&mut self) {
        if !self.out.ends_with(['{', '[']) {
            self.out.push(',');
        }
    }

    pub(super) fn begin(&mut self, bracket: char, at: u32) -> Done {
        self.depth = self.depth.saturating_add(1);
        if self.depth > limits::JSON_DEPTH {
            return Err(Stop::at(XmlErrorKind::Depth, self.tree.offset(at)));
        }
        self.note(at);
        self.out.push(bracket);
        Ok(())
    }

    pub(super) fn end(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        self.out.push(bracket);
    }
}

/// The numeric types of XML Schema (part 2, §3).
const NUMERIC: &[&str] = &[
    "decimal",
    "integer",
    "double",
    "float",
    "int",
    "long",
    "short",
    "byte",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "positiveInteger",
    "negativeInteger",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
];

/// A truth value of XML Schema as JSON writes it.
fn flag(text: &str) -> Option<&'static str> {
    match text {
        "true" | "1" => Some("true"),
        "false" | "0" => Some("false"),
        _ => None,
    }
}
