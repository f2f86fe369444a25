//! What stands around the events: document, query results, header and master data (EPCIS 2.0 §9.3, §10.1).

use super::{
    tree::{HEADER, STANDARD},
    write::{Done, Writer},
};
use crate::{digest::json::write_string, trace::model::Kind};
use alloc::vec::Vec;

impl Writer<'_> {
    pub(super) fn document(&mut self, root: u32, query: bool) -> Done {
        let mut open = alloc::vec![root];
        self.begin('{', root)?;
        self.names.write_context(&mut self.out, self.tree);
        self.out.push_str(if query {
            r#","type":"EPCISQueryDocument""#
        } else {
            r#","type":"EPCISDocument""#
        });
        for attribute in self.tree.attributes(root) {
            if self.tree.is(attribute, "schemaVersion") {
                // What is written is of EPCIS 2.0, whatever was read.
                let version = self.tree.value(attribute);
                self.key("schemaVersion");
                self.note(attribute);
                write_string(&mut self.out, if version.starts_with("1.") { "2.0" } else { &version });
            } else {
                self.name(attribute);
                write_string(&mut self.out, &self.tree.value(attribute));
            }
        }
        let children = self.children(root)?;
        let body = children.iter().copied().find(|child| self.tree.is(*child, "EPCISBody"));
        let mut results = Vec::new();
        for child in children {
            match self.tree.name(child) {
                (STANDARD, "EPCISHeader") => self.header(child)?,
                (STANDARD, "EPCISBody") if body == Some(child) => {}
                (_, "ignoreFields") => self.ignored(child)?,
                (STANDARD, _) if query && body.is_none() => results.push(child),
                (STANDARD, _) => return Err(self.misplaced(child)),
                _ => self.member(None, &[child])?,
            }
        }
        self.key("epcisBody");
        self.begin('{', root)?;
        if let Some(body) = body {
            open.push(body);
            for child in self.children(body)? {
                match self.tree.name(child) {
                    (STANDARD, "EventList") if !query => {
                        self.key("eventList");
                        open.push(child);
                        self.event_list(child, &mut open)?;
                        open.pop();
                    }
                    (STANDARD, "QueryResults") if query => {
                        open.push(child);
                        let inside = self.children(child)?;
                        self.results(&inside, &mut open)?;
                    }
                    _ => return Err(self.misplaced(child)),
                }
            }
        } else if query {
            self.results(&results, &mut open)?;
        }
        self.end('}');
        self.end('}');
        Ok(())
    }

    fn results(&mut self, members: &[u32], open: &mut Vec<u32>) -> Done {
        self.key("queryResults");
        self.begin('{', open.last().copied().unwrap_or(0))?;
        for member in members {
            match self.tree.name(*member) {
                (STANDARD, "resultsBody") => {
                    self.key("resultsBody");
                    self.begin('{', *member)?;
                    open.push(*member);
                    for list in self.children(*member)? {
                        if !self.tree.is(list, "EventList") {
                            return Err(self.misplaced(list));
                        }
                        self.key("eventList");
                        open.push(list);
                        self.event_list(list, open)?;
                        open.pop();
                    }
                    open.pop();
                    self.end('}');
                }
                (STANDARD, name @ ("queryName" | "subscriptionID")) => {
                    self.key(name);
                    self.leaf(*member, Kind::Text)?;
                }
                (_, "ignoreFields") => self.ignored(*member)?,
                (STANDARD, _) => return Err(self.misplaced(*member)),
                _ => self.member(None, &[*member])?,
            }
        }
        self.end('}');
        Ok(())
    }

    /// `ignoreFields`: the names of its elements.
    fn ignored(&mut self, at: u32) -> Done {
        self.name(at);
        self.begin('[', at)?;
        for field in self.children(at)? {
            self.separate();
            let name = self.name_of(field);
            write_string(&mut self.out, &name);
        }
        self.end(']');
        Ok(())
    }

    fn header(&mut self, at: u32) -> Done {
        let children = self.children(at)?;
        for part in &children {
            if self.tree.name(*part) == (HEADER, "StandardBusinessDocumentHeader") {
                self.business_header(*part);
            }
        }
        let rest = || children.iter().copied().filter(|part| self.tree.name(*part).0 != HEADER);
        if rest().next().is_none() {
            return Ok(());
        }
        let rest: Vec<u32> = rest().collect();
        self.key("epcisHeader");
        self.begin('{', at)?;
        for part in rest {
            match self.tree.name(part) {
                (STANDARD, "EPCISMasterData") => {
                    self.key("epcisMasterData");
                    self.begin('{', part)?;
                    for list in self.children(part)? {
                        if !self.tree.is(list, "VocabularyList") {
                            return Err(self.misplaced(list));
                        }
                        self.key("vocabularyList");
                        self.list(list, "Vocabulary", Self::vocabulary)?;
                    }
                    self.end('}');
                }
                (STANDARD, _) => return Err(self.misplaced(part)),
                _ => self.member(None, &[part])?,
            }
        }
        self.end('}');
        Ok(())
    }

    /// What EPCIS 2.0 keeps of a business document header, as members of the document (§10.1).
    fn business_header(&mut self, at: u32) {
        for (part, inner, member) in [
            ("Sender", "Identifier", "sender"),
            ("Receiver", "Identifier", "receiver"),
            ("DocumentIdentification", "InstanceIdentifier", "instanceIdentifier"),
        ] {
            let found = |within: u32, name: &str| {
                self.tree.elements(within).find(|element| self.tree.name(*element) == (HEADER, name))
            };
            if let Some(element) = found(at, part).and_then(|part| found(part, inner)) {
                self.key(member);
                self.note(element);
                write_string(&mut self.out, &self.tree.value(element));
            }
        }
    }

    fn vocabulary(&mut self, at: u32) -> Done {
        self.begin('{', at)?;
        self.text_attributes(at, "type")?;
        for list in self.children(at)? {
            if !self.tree.is(list, "VocabularyElementList") {
                return Err(self.misplaced(list));
            }
            self.key("vocabularyElementList");
            self.list(list, "VocabularyElement", Self::vocabulary_element)?;
        }
        self.end('}');
        Ok(())
    }

    fn vocabulary_element(&mut self, at: u32) -> Done {
        self.begin('{', at)?;
        self.text_attributes(at, "id")?;
        let children = self.children(at)?;
        let attributes = || children.iter().copied().filter(|child| self.tree.is(*child, "attribute"));
        if attributes().next().is_some() {
            let attributes: Vec<u32> = attributes().collect();
            self.key("attributes");
            self.begin('[', at)?;
            for attribute in attributes {
                self.separate();
                self.begin('{', attribute)?;
                self.text_attributes(attribute, "id")?;
                self.key("attribute");
                self.note(attribute);
                if self.tree.elements(attribute).next().is_some() {
                    self.extension_object(attribute, false)?;
                } else {
                    write_string(&mut self.out, &self.tree.value(attribute));
                }
                self.end('}');
            }
            self.end(']');
        }
        for child in children {
            match self.tree.name(child) {
                (STANDARD, "attribute") => {}
                (STANDARD, "children") => {
                    self.key("children");
                    self.list(child, "id", |writer, id| writer.leaf(id, Kind::Uri))?;
                }
                (STANDARD, _) => return Err(self.misplaced(child)),
                _ => self.member(None, &[child])?,
            }
        }
        self.end('}');
        Ok(())
    }

    /// The attributes of an element of master data, of which one is of the standard.
    fn text_attributes(&mut self, at: u32, known: &str) -> Done {
        for attribute in self.tree.attributes(at) {
            if self.tree.name(attribute).0 == STANDARD && !self.tree.is(attribute, known) {
                return Err(self.misplaced(attribute));
            }
            self.name(attribute);
            write_string(&mut self.out, &self.tree.value(attribute));
        }
        Ok(())
    }
}
