//! The events in a document, whatever holds them.

use super::{Context, Event};
use crate::digest::json::{Kind, Value};
use alloc::{format, string::String};
use core::fmt::{self, Write as _};

/// What holds the events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An `EPCISDocument`.
    Document,
    /// An `EPCISQueryDocument`.
    QueryDocument,
    /// One event by itself.
    Event,
    /// An array of events.
    List,
}

/// Why no events can be found in a JSON value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// Neither an object nor an array.
    #[error("neither a document, an event nor an array of events")]
    Shape,
    /// A document without its list of events.
    #[error("member `{pointer}` is missing")]
    Missing {
        /// Where it should stand.
        pointer: &'static str,
    },
    /// What should hold the events holds something else.
    #[error("`{pointer}` is not an array of objects")]
    NotEvents {
        /// Where it stands.
        pointer: String,
    },
}

impl DocumentError {
    /// JSON pointer of the place.
    #[must_use]
    pub fn pointer(&self) -> &str {
        match self {
            Self::Shape => "",
            Self::Missing { pointer } => pointer,
            Self::NotEvents { pointer } => pointer,
        }
    }
}

/// A document, query document, event or array of events, as it lies on the tape.
///
/// ```
/// use terroir::{digest::json, trace::{EventType, Events}};
///
/// let text = br#"{"type":"EPCISDocument","epcisBody":{"eventList":[{"type":"ObjectEvent","action":"ADD"}]}}"#;
/// let document = json::read(text)?;
/// let events = Events::of(document.root()).map_err(|_| "events")?;
/// let event = events.iter().next().ok_or("one event")?;
/// assert_eq!(event.event_type(), Some(EventType::Object));
/// assert_eq!(event.pointer(), "/epcisBody/eventList/0");
/// assert_eq!(event.raw(), r#"{"type":"ObjectEvent","action":"ADD"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Events<'d> {
    root: Value<'d>,
    holder: Holder,
    context: Context<'d>,
    base: &'static str,
    held: Value<'d>,
}

impl<'d> Events<'d> {
    /// The events of a JSON value.
    ///
    /// # Errors
    /// [`DocumentError`], if the value holds none in any of the known ways.
    pub fn of(root: Value<'d>) -> Result<Self, DocumentError> {
        let (holder, base, held) = match root.kind() {
            Kind::Array => (Holder::List, "", root),
            Kind::Object => match root.get("epcisBody") {
                Some(body) => in_body(root, body)?,
                None if root.get("type").is_some_and(|t| t.is_text("EPCISDocument")) => {
                    return Err(DocumentError::Missing { pointer: "/epcisBody" });
                }
                None => (Holder::Event, "", root),
            },
            _ => return Err(DocumentError::Shape),
        };
        let other = held.items().and_then(|mut items| items.position(|item| item.kind() != Kind::Object));
        if let Some(at) = other {
            return Err(DocumentError::NotEvents { pointer: format!("{base}/{at}") });
        }
        Ok(Self { root, holder, context: Context::of(root), base, held })
    }

    /// What holds the events.
    #[must_use]
    pub fn holder(&self) -> Holder {
        self.holder
    }

    /// The value that was given.
    #[must_use]
    pub fn root(&self) -> Value<'d> {
        self.root
    }

    /// The context of the whole.
    #[must_use]
    pub fn context(&self) -> &Context<'d> {
        &self.context
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.held.items().map_or(1, Iterator::count)
    }

    /// JSON pointer of the event at a place, whether there is one or not.
    #[must_use]
    pub fn pointer(&self, index: usize) -> String {
        if self.held.items().is_some() { format!("{}/{index}", self.base) } else { self.base.into() }
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.items().is_some_and(|mut items| items.next().is_none())
    }

    /// The events, in order.
    pub fn iter(&self) -> impl Iterator<Item = Event<'d, '_>> {
        let items = self.held.items();
        let single = items.is_none().then_some(self.held);
        let one = single.into_iter().map(|value| (None, value));
        let many = items.into_iter().flatten().enumerate().map(|(index, value)| (Some(index), value));
        one.chain(many).map(|(index, value)| self.event(value, index))
    }

    /// The place of an event of this number.
    #[must_use]
    pub fn place(&self, index: u32) -> Place {
        Place { document: None, base: self.base, index: self.is_list().then_some(index) }
    }

    /// Do they stand in a list?
    pub(super) fn is_list(&self) -> bool {
        self.held.items().is_some()
    }

    /// The event that is this value, at this place of the list.
    pub(super) fn event(&self, value: Value<'d>, index: Option<usize>) -> Event<'d, '_> {
        // What a single event declares is the context of the whole already.
        let context = match self.holder {
            Holder::Event => alloc::borrow::Cow::Borrowed(&self.context),
            _ => self.context.within(value),
        };
        Event { value, context, base: self.base, index }
    }
}

/// The JSON pointer of an event in what it was read from; of a history, the number of the document before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub(super) document: Option<u32>,
    pub(super) base: &'static str,
    pub(super) index: Option<u32>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.document.map_or(Ok(()), |document| write!(f, "/{document}"))?;
        f.write_str(self.base)?;
        self.index.map_or(Ok(()), |index| write!(f, "/{index}"))
    }
}

impl serde::Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Place {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "JSON pointer of an event in the document; in a history the number of the document, then a pointer" })
    }
}

type Held<'d> = (Holder, &'static str, Value<'d>);

fn in_body<'d>(root: Value<'d>, body: Value<'d>) -> Result<Held<'d>, DocumentError> {
    let query = root.get("type").is_some_and(|t| t.is_text("EPCISQueryDocument"));
    let (holder, pointer, held) = if let Some(results) = body.get("queryResults") {
        let pointer = "/epcisBody/queryResults/resultsBody/eventList";
        (Holder::QueryDocument, pointer, results.get("resultsBody").and_then(|body| body.get("eventList")))
    } else if query {
        return Err(DocumentError::Missing { pointer: "/epcisBody/queryResults" });
    } else if let Some(list) = body.get("eventList") {
        (Holder::Document, "/epcisBody/eventList", Some(list))
    } else {
        let one = body.get("event").filter(|event| event.kind() == Kind::Object);
        let pointer = if one.is_some() { "/epcisBody/event" } else { "/epcisBody/eventList" };
        return one.map(|event| (Holder::Document, pointer, event)).ok_or(DocumentError::Missing { pointer });
    };
    let held = held.ok_or(DocumentError::Missing { pointer })?;
    if held.kind() != Kind::Array {
        return Err(DocumentError::NotEvents { pointer: pointer.into() });
    }
    Ok((holder, pointer, held))
}

/// The JSON pointer of the innermost value at a byte offset of the text.
#[must_use]
pub fn pointer_at(root: Value<'_>, offset: usize) -> String {
    let mut pointer = String::new();
    let mut here = root;
    let holds = |value: &Value<'_>| value.offset() <= offset && offset < value.end();
    loop {
        if here.offset() == offset {
            return pointer;
        }
        let next = match here.kind() {
            Kind::Object => {
                here.members().into_iter().flatten().find(|(_, value)| holds(value)).map(|(name, value)| {
                    pointer.push('/');
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                    value
                })
            }
            Kind::Array => here.items().into_iter().flatten().enumerate().find(|(_, v)| holds(v)).map(
                |(index, value)| {
                    let _ = write!(pointer, "/{index}");
                    value
                },
            ),
            _ => None,
        };
        match next {
            Some(value) => here = value,
            None => return pointer,
        }
    }
}
