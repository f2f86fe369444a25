//! Where in the XML stands what a JSON pointer names in the JSON form.

use super::{names::Names, tree::Tree, write::Writer};
use crate::digest::json::Value;
use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct XmlPlace {
    /// The line, from 1.
    pub line: usize,
    /// The character in it, from 1.
    pub column: usize,
}

/// JSON pointers into the JSON form of a document, as [`to_json`](super::to_json) gives it, whose places in the XML are
/// sought. Once they are known the JSON form may go, so that it and the XML's tree need not be held at one time.
///
/// ```
/// use terroir::{digest::json, trace::xml::{Sought, XmlPlace, to_json}};
///
/// let text = "<ObjectEvent>\n  <eventTime>today</eventTime>\n  <action>ADD</action>\n</ObjectEvent>";
/// let json = to_json(text)?;
/// let document = json::read(json.as_bytes())?;
/// let found = Sought::of(document.root(), ["/action", "/eventTimeZoneOffset"]).places(text);
/// assert_eq!(found["/action"], XmlPlace { line: 3, column: 4 });
/// assert_eq!(found["/eventTimeZoneOffset"], XmlPlace { line: 1, column: 2 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sought<'p> {
    /// Offsets in the JSON form, ascending, with the pointers that lead there.
    wanted: Vec<(usize, &'p str)>,
}

impl<'p> Sought<'p> {
    /// What these pointers name in the JSON form, or else what should hold it.
    #[must_use]
    pub fn of(root: Value<'_>, pointers: impl IntoIterator<Item = &'p str>) -> Self {
        let mut wanted: Vec<_> =
            pointers.into_iter().map(|pointer| (offset(root, pointer), pointer)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        Self { wanted }
    }

    /// The places in the XML that the JSON form was made of: those of the element's or attribute's name. Of what is missing
    /// it is the place of what should hold it.
    #[must_use]
    pub fn places(self, text: &str) -> BTreeMap<String, XmlPlace> {
        if self.wanted.is_empty() {
            return BTreeMap::new();
        }
        let marks =
            Marks { wanted: self.wanted.iter().map(|(offset, _)| *offset).collect(), ..Marks::default() };
        let Ok(tree) = Tree::read(text) else { return BTreeMap::new() };
        let names = Names::of(&tree);
        let Ok(offsets) = Writer::new(&tree, &names).mark(marks) else { return BTreeMap::new() };
        let mut found: Vec<(usize, &str)> =
            offsets.into_iter().zip(self.wanted).map(|(offset, (_, pointer))| (offset, pointer)).collect();
        found.sort_unstable();
        let mut lines = Lines::of(text);
        found.into_iter().map(|(offset, pointer)| (pointer.into(), lines.go_to(offset))).collect()
    }
}

/// Where in the JSON stands what a pointer names, or else what should hold it.
fn offset(root: Value<'_>, pointer: &str) -> usize {
    let mut here = pointer;
    loop {
        if let Some(value) = root.pointer(here) {
            return value.offset();
        }
        let Some((holder, _)) = here.rsplit_once('/') else { return root.offset() };
        here = holder;
    }
}

/// Takes down from which node of the XML comes what is written at some offsets of the JSON.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Ascending.
    wanted: Vec<usize>,
    /// Offsets in the XML, for the first of these.
    found: Vec<usize>,
    last: usize,
}

impl Marks {
    /// What is written from here on comes from a node at this offset.
    pub(super) fn note(&mut self, written: usize, offset: usize) {
        while self.wanted.get(self.found.len()).is_some_and(|wanted| *wanted < written) {
            self.found.push(self.last);
        }
        self.last = offset;
    }

    pub(super) fn done(mut self) -> Vec<usize> {
        self.found.resize(self.wanted.len(), self.last);
        self.found
    }
}

/// Counts lines and characters on the way through a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    offset: usize,
    place: XmlPlace,
}

impl<'t> Lines<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { text, offset: 0, place: XmlPlace { line: 1, column: 1 } }
    }

    /// The place at an offset that is not before the last one.
    pub(super) fn go_to(&mut self, offset: usize) -> XmlPlace {
        let between = self.text.get(self.offset..offset).or_else(|| self.text.get(self.offset..));
        for character in between.unwrap_or_default().chars() {
            if character == '\n' {
                self.place = XmlPlace { line: self.place.line.saturating_add(1), column: 1 };
            } else {
                self.place.column = self.place.column.saturating_add(1);
            }
        }
        self.offset = offset;
        self.place
    }
}
