//! Writing the pre-hash text: from the tape into one buffer, sorting ranges of it.

use super::{
    HashErrorKind, Stop,
    profile::{Nested, Profile},
    value,
};
use crate::{
    digest::json::{self, Value},
    trace::{
        Context,
        model::{self, EVENT, Field, Kind, SLOTS, Slot},
    },
};
use alloc::{string::String, vec::Vec};

/// How many times longer than the event its text may be, beyond [`FLOOR`].
const MOST_GROWTH: usize = 4;
/// Bytes of text that any event may have.
const FLOOR: usize = 4 << 10;

/// The list that not every profile names.
const SENSORS: &str = "sensorElementList";

/// The buffers, and the members to leave out.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) out: String,
    /// Namespace and local part, sorted.
    pub(super) ignored: Vec<(String, String)>,
    /// Bytes of text at most: expanding prefixes must not turn a small event into a huge text.
    limit: usize,
    /// Ends of the items that are being written, innermost list last.
    ends: Vec<usize>,
    scratch: String,
    ranges: Vec<(usize, usize)>,
    /// Did a standard object hold extensions that the profile puts elsewhere?
    set_aside: bool,
    /// Are lists left as they are?
    unsorted: bool,
    /// Where each member that has a place begins.
    pub(super) marks: Vec<(usize, &'static str)>,
    /// Where the extensions of the event begin.
    pub(super) rest: usize,
}

/// What does not change within one event.
#[derive(Clone, Copy)]
struct Scope<'s, 'd> {
    profile: &'s Profile,
    context: &'s Context<'d>,
}

type Done = Result<(), Stop>;

/// Is it a name in no namespace?
fn is_bare(name: &str, scope: Scope<'_, '_>) -> bool {
    scope.context.expand(name).is_none() && !name.contains(':')
}

/// A list that is being written: where its text and its ends begin.
#[derive(Clone, Copy)]
struct List {
    text: usize,
    ends: usize,
}

impl Writer {
    /// Replaces the buffer's content with the pre-hash text of an event.
    pub(super) fn event(&mut self, event: Value<'_>, context: &Context<'_>, profile: &Profile) -> Done {
        self.out.clear();
        self.ends.clear();
        self.set_aside = false;
        self.unsorted = !profile.sorted;
        self.marks.clear();
        self.limit = event.raw().len().saturating_mul(MOST_GROWTH).saturating_add(FLOOR);
        let scope = Scope { profile, context };
        let kind = event.get("type").and_then(|kind| kind.text());
        let kind = kind.filter(|_| event.get("eventTime").is_some());
        let kind = kind.ok_or(Stop::at(HashErrorKind::Type, event))?;
        self.out.push_str("eventType=");
        match context.expand(kind.trim()) {
            Some((crate::trace::cbv::EPCIS, local)) => self.out.push_str(local),
            _ => self.out.push_str(kind.trim()),
        }

        let mut slots: [Option<Value<'_>>; SLOTS] = [None; SLOTS];
        let mut extended = false;
        for (name, value) in event.members().into_iter().flatten() {
            match model::slot(&name).and_then(|slot| slots.get_mut(slot)) {
                Some(place) => *place = Some(value),
                None => extended |= !model::is_about_the_record(&name),
            }
        }
        let held = |slot: Slot| EVENT.get(slot as usize).zip(slots.get(slot as usize).copied().flatten());
        let left_out = |slot: &&Slot| profile.certification || **slot != Slot::CertificationInfo;
        for (field, value) in profile.order.iter().filter(left_out).filter_map(|slot| held(*slot)) {
            self.marks.push((self.out.len(), field.name));
            self.field(field, value, scope)?;
        }
        if profile.nested == Nested::AtEnd && self.set_aside {
            for (field, value) in profile.order.iter().filter_map(|slot| held(*slot)) {
                self.extensions_of(field, value, scope)?;
            }
        }
        self.rest = self.out.len();
        let list = self.begin();
        for (field, value) in profile.among_extensions.iter().filter_map(|slot| held(*slot)) {
            self.field(field, value, scope)?;
            self.item();
        }
        if extended {
            for (name, value) in event.members().into_iter().flatten() {
                if model::slot(&name).is_none() && !model::is_about_the_record(&name) {
                    self.extension(&name, value, scope)?;
                }
            }
        }
        if profile.nested == Nested::BareAtEnd && self.set_aside {
            let mut path = String::new();
            for (field, value) in profile.order.iter().filter_map(|slot| held(*slot)) {
                self.bare_in(field, value, &mut path, scope)?;
            }
        }
        // From here on, the ranges are those of this list, or none.
        self.ranges.clear();
        self.sort(list);
        Ok(())
    }

    /// A name and what stands under it; nothing where that is empty.
    fn headed(&mut self, name: &str, body: impl FnOnce(&mut Self) -> Done) -> Done {
        let start = self.out.len();
        self.out.push_str(name);
        let inside = self.out.len();
        body(self)?;
        if self.out.len() == inside {
            self.out.truncate(start);
        }
        Ok(())
    }

    /// A member of the standard.
    fn field(&mut self, field: &Field, value: Value<'_>, scope: Scope<'_, '_>) -> Done {
        match field.kind {
            Kind::Epcs => self.headed(field.name, |w| w.leaf("epc", Kind::Uri, value, scope)),
            Kind::Elements(element, members) => self.elements(field.name, element, members, value, scope),
            Kind::Object(members) => self.headed(field.name, |w| w.object(members, value, scope)),
            Kind::Any => self.headed(field.name, |w| w.content(value, scope)),
            kind => self.leaf(field.name, kind, value, scope),
        }
    }

    /// `name=value`, for each of an array, in lexical order; nothing where the value is empty.
    fn leaf(&mut self, name: &str, kind: Kind, value: Value<'_>, scope: Scope<'_, '_>) -> Done {
        match value.kind() {
            json::Kind::Array => {
                let list = self.begin();
                for item in value.items().into_iter().flatten() {
                    self.leaf(name, kind, item, scope)?;
                    self.item();
                }
                self.sort(list);
            }
            json::Kind::Object => {
                self.out.push_str(name);
                self.content(value, scope)?;
            }
            _ => {
                let start = self.out.len();
                self.out.push_str(name);
                self.out.push('=');
                let inside = self.out.len();
                value::write(&mut self.out, value, kind, scope.profile, scope.context)
                    .map_err(|kind| Stop::at(kind, value))?;
                if self.out.len() == inside {
                    self.out.truncate(start);
                }
            }
        }
        self.within_limit(value)
    }

    /// The list's name, then its elements, each under the element's name, in lexical order.
    fn elements(
        &mut self,
        name: &str,
        element: &str,
        members: &'static [Field],
        value: Value<'_>,
        scope: Scope<'_, '_>,
    ) -> Done {
        let keyword = scope.profile.sensor_keyword || name != SENSORS;
        let head = if name == element || !keyword { "" } else { name };
        let one = |w: &mut Self, item: Value<'_>| {
            w.headed(element, |w| w.object(members, item, scope))?;
            w.item();
            Ok(())
        };
        self.headed(head, |w| {
            let list = w.begin();
            match value.items() {
                Some(mut items) => items.try_for_each(|item| one(w, item))?,
                None => one(w, value)?,
            }
            w.sort(list);
            Ok(())
        })
    }

    /// The members of a standard object in their order, then its extensions in lexical order.
    fn object(&mut self, members: &'static [Field], value: Value<'_>, scope: Scope<'_, '_>) -> Done {
        if value.kind() != json::Kind::Object {
            return match (value.kind(), members.first()) {
                (json::Kind::Null, _) => Ok(()),
                (json::Kind::String, Some(first)) if members.len() == 1 => {
                    self.leaf(first.name, first.kind, value, scope)
                }
                _ => Err(Stop::at(HashErrorKind::Shape, value)),
            };
        }
        let mut slots: [Option<Value<'_>>; SLOTS] = [None; SLOTS];
        let mut extended = false;
        for (name, value) in value.members().into_iter().flatten() {
            match members.iter().position(|field| field.name == name).and_then(|at| slots.get_mut(at)) {
                Some(slot) => *slot = Some(value),
                None => extended = true,
            }
        }
        let typed = members.len() == 2 && members.first().is_some_and(|field| field.name == "type");
        for at in 0..members.len() {
            let at = if typed && scope.profile.type_behind { 1_usize.saturating_sub(at) } else { at };
            if let (Some(field), Some(value)) = (members.get(at), slots.get(at).copied().flatten()) {
                self.field(field, value, scope)?;
            }
        }
        if !extended {
            return Ok(());
        }
        match scope.profile.nested {
            Nested::InPlace => self.extensions(members, value, scope, |_| true),
            Nested::BareAtEnd => {
                self.set_aside = true;
                self.extensions(members, value, scope, |name| !is_bare(name, scope))
            }
            Nested::AtEnd => {
                self.set_aside = true;
                Ok(())
            }
        }
    }

    /// The members of a standard object that are not of the standard, in lexical order.
    fn extensions(
        &mut self,
        members: &'static [Field],
        value: Value<'_>,
        scope: Scope<'_, '_>,
        takes: impl Fn(&str) -> bool,
    ) -> Done {
        let list = self.begin();
        for (name, value) in value.members().into_iter().flatten() {
            if takes(&name) && !members.iter().any(|field| field.name == name) {
                self.extension(&name, value, scope)?;
            }
        }
        self.sort(list);
        Ok(())
    }

    /// The extensions in a member of the standard, under the names of what holds them.
    fn extensions_of(&mut self, field: &Field, value: Value<'_>, scope: Scope<'_, '_>) -> Done {
        match field.kind {
            Kind::Object(members) => self.headed(field.name, |w| w.extensions_within(members, value, scope)),
            Kind::Elements(element, members) => {
                let named = !matches!(element, "") && field.name != element && field.name != SENSORS;
                self.headed(if named { field.name } else { "" }, |w| {
                    let list = w.begin();
                    for item in value.items().into_iter().flatten() {
                        w.headed(element, |w| w.extensions_within(members, item, scope))?;
                        w.item();
                    }
                    w.sort(list);
                    Ok(())
                })
            }
            _ => Ok(()),
        }
    }

    fn extensions_within(
        &mut self,
        members: &'static [Field],
        value: Value<'_>,
        scope: Scope<'_, '_>,
    ) -> Done {
        for field in members.iter().filter(|field| matches!(field.kind, Kind::Object(_) | Kind::Elements(..)))
        {
            if let Some(value) = value.get(field.name) {
                self.extensions_of(field, value, scope)?;
            }
        }
        self.extensions(members, value, scope, |_| true)
    }

    /// Members without namespace in a member of the standard, each as an item that begins with all names on the way.
    fn bare_in(&mut self, field: &Field, value: Value<'_>, path: &mut String, scope: Scope<'_, '_>) -> Done {
        let length = path.len();
        path.push_str(field.name);
        match field.kind {
            Kind::Object(members) => self.bare_within(members, value, path, scope)?,
            Kind::Elements(element, members) => {
                if field.name != element {
                    path.push_str(element);
                }
                for item in value.items().into_iter().flatten() {
                    self.bare_within(members, item, path, scope)?;
                }
            }
            _ => {}
        }
        path.truncate(length);
        Ok(())
    }

    fn bare_within(
        &mut self,
        members: &'static [Field],
        value: Value<'_>,
        path: &mut String,
        scope: Scope<'_, '_>,
    ) -> Done {
        for (name, value) in value.members().into_iter().flatten() {
            if let Some(field) = members.iter().find(|field| field.name == name) {
                self.bare_in(field, value, path, scope)?;
            } else if is_bare(&name, scope) && !self.is_left_out(&name, value, scope) {
                let single = value.items().is_none().then_some(value);
                for value in single.into_iter().chain(value.items().into_iter().flatten()) {
                    self.out.push_str(path);
                    self.named(&name, value, scope)?;
                }
            }
        }
        Ok(())
    }

    /// Is a member that is not of the standard none of the event?
    fn is_left_out(&self, name: &str, value: Value<'_>, scope: Scope<'_, '_>) -> bool {
        model::is_remark(name) || name == "@context" || value.is_null() || self.is_ignored(name, scope)
    }

    /// A member that is not of the standard, as one item of the list being written, or several if it is an array.
    fn extension(&mut self, name: &str, value: Value<'_>, scope: Scope<'_, '_>) -> Done {
        if self.is_left_out(name, value, scope) {
            return Ok(());
        }
        if let Some(items) = value.items() {
            for item in items.filter(|item| !item.is_null()) {
                self.named(name, item, scope)?;
            }
            return Ok(());
        }
        self.named(name, value, scope)
    }

    fn named(&mut self, name: &str, value: Value<'_>, scope: Scope<'_, '_>) -> Done {
        match scope.context.expand(name) {
            // The text of an XML element that has attributes, too: it stands behind the element's name.
            None if name == model::OWN_TEXT => {}
            Some((namespace, local)) => {
                self.out.push('{');
                self.out.push_str(scope.profile.namespace(namespace, name, scope.context));
                self.out.push('}');
                self.out.push_str(local);
            }
            None => self.out.push_str(name),
        }
        self.content(value, scope)?;
        self.item();
        self.within_limit(value)
    }

    fn within_limit(&self, value: Value<'_>) -> Done {
        if self.out.len() > self.limit { Err(Stop::at(HashErrorKind::Size, value)) } else { Ok(()) }
    }

    /// What stands behind the name of an extension: `=value`, or its members in lexical order.
    fn content(&mut self, value: Value<'_>, scope: Scope<'_, '_>) -> Done {
        match value.kind() {
            json::Kind::Object => {
                let list = self.begin();
                for (name, value) in value.members().into_iter().flatten() {
                    self.extension(&name, value, scope)?;
                }
                self.sort(list);
            }
            json::Kind::Array => {
                let list = self.begin();
                for item in value.items().into_iter().flatten() {
                    self.content(item, scope)?;
                    self.item();
                }
                self.sort(list);
            }
            _ => {
                let start = self.out.len();
                self.out.push('=');
                let inside = self.out.len();
                value::write(&mut self.out, value, Kind::Any, scope.profile, scope.context)
                    .map_err(|kind| Stop::at(kind, value))?;
                if self.out.len() == inside {
                    self.out.truncate(start);
                }
            }
        }
        Ok(())
    }

    fn is_ignored(&self, name: &str, scope: Scope<'_, '_>) -> bool {
        !self.ignored.is_empty() && {
            let wanted = scope.context.expand(name).unwrap_or(("", name));
            self.ignored.binary_search_by(|(ns, field)| (&**ns, &**field).cmp(&wanted)).is_ok()
        }
    }

    /// Where the items of the list begin that was sorted last, if it had more than one.
    pub(super) fn starts(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let first = self.rest;
        self.ranges
            .iter()
            .scan(first, |at, (from, to)| {
                let here = *at;
                *at = at.saturating_add(to.saturating_sub(*from));
                Some(here)
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    fn begin(&self) -> List {
        List { text: self.out.len(), ends: self.ends.len() }
    }

    /// Ends an item of the innermost list.
    fn item(&mut self) {
        self.ends.push(self.out.len());
    }

    /// Ends the innermost list: puts its items into the order of their bytes.
    // INVARIANT (ends): the ends of a list ascend from its text's start to the end of the buffer, and all of them
    // lie on character boundaries, because each is the buffer's length at some time.
    fn sort(&mut self, list: List) {
        let Some(ends) = self.ends.get(list.ends..) else { return };
        if ends.len() > 1 && !self.unsorted {
            self.ranges.clear();
            let mut from = list.text;
            for end in ends {
                self.ranges.push((from, *end));
                from = *end;
            }
            let out = &self.out;
            let text = |range: &(usize, usize)| out.as_bytes().get(range.0..range.1).unwrap_or_default();
            if !self.ranges.is_sorted_by(|a, b| text(a) <= text(b)) {
                self.ranges.sort_unstable_by(|a, b| text(a).cmp(text(b)));
                self.scratch.clear();
                for range in &self.ranges {
                    self.scratch.push_str(out.get(range.0..range.1).unwrap_or_default());
                }
                self.out.truncate(list.text);
                self.out.push_str(&self.scratch);
            }
        }
        self.ends.truncate(list.ends);
    }
}
