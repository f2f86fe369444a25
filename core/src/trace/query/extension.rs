//! Extension members, by their qualified name and the place they stand in.

use super::{Match, QueryErrorKind};
use crate::{
    base::text::shown,
    digest::json::Value,
    trace::{Context, Event},
};
use alloc::string::String;

/// What an extension member stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Event,
    Ilmd,
    ErrorDeclaration,
    SensorElement,
    SensorMetadata,
    SensorReport,
    ReadPoint,
    BizLocation,
}

/// Extension members of one name.
#[derive(Clone, Debug)]
pub(super) struct Extension {
    pub(super) scope: Scope,
    /// Inside other extension members, at any depth, instead of at the top.
    pub(super) inner: bool,
    pub(super) field: FieldName,
}

/// A qualified name.
#[derive(Clone, Debug)]
pub(super) struct FieldName {
    /// Without the `#` that some write between namespace and name.
    namespace: String,
    local: String,
    spelled: String,
}

impl FieldName {
    /// The name of a field, as CURIE of a known prefix or as IRI.
    ///
    /// In EPCIS 1.x the full name was namespace, `#` and name; a namespace that ends in `#` is the same without it.
    pub(super) fn read(text: &str, context: &Context<'_>) -> Result<Self, QueryErrorKind> {
        let Some((prefix, _)) = text.split_once(':').filter(|(_, local)| !local.is_empty()) else {
            return Err(QueryErrorKind::Unknown);
        };
        let (namespace, local) = match context.expand(text) {
            Some((namespace, local)) => (namespace, local),
            None => match text.rsplit_once('#') {
                Some((namespace, local)) if namespace.starts_with("urn:") => (namespace, local),
                _ => return Err(QueryErrorKind::Prefix { prefix: shown(prefix) }),
            },
        };
        if local.is_empty() {
            return Err(QueryErrorKind::Unknown);
        }
        Ok(Self {
            namespace: namespace.trim_end_matches('#').into(),
            local: local.into(),
            spelled: text.into(),
        })
    }

    /// Is this member's name that name? One whose prefix is not declared is compared by its spelling.
    pub(super) fn is(&self, member: &str, context: &Context<'_>) -> bool {
        if !member.ends_with(&self.local) {
            return false;
        }
        match context.expand(member) {
            Some((namespace, local)) => {
                local == self.local && namespace.trim_end_matches('#') == self.namespace
            }
            None => member == self.spelled,
        }
    }
}

impl Extension {
    /// Visits the members of this name in what they stand in.
    pub(super) fn any<'d>(
        &self,
        base: Value<'d>,
        event: &Event<'d, '_>,
        visit: &mut dyn FnMut(Value<'d>) -> Match,
    ) -> Match {
        let members = base.members().into_iter().flatten();
        if !self.inner {
            let named = members.filter(|(name, _)| self.field.is(name, event.context()));
            return Match::any(named.map(|(_, value)| visit(value)));
        }
        // Members of the standard hold no extension of the event; those of ILMD are all extensions.
        let own = members.filter(|(name, _)| self.scope == Scope::Ilmd || is_extension(name));
        Match::any(own.map(|(_, value)| self.inside(value, event, visit)))
    }

    fn inside<'d>(
        &self,
        value: Value<'d>,
        event: &Event<'d, '_>,
        visit: &mut dyn FnMut(Value<'d>) -> Match,
    ) -> Match {
        if let Some(items) = value.items() {
            return Match::any(items.map(|item| self.inside(item, event, visit)));
        }
        Match::any(value.members().into_iter().flatten().map(|(name, value)| {
            let own = if self.field.is(&name, event.context()) { visit(value) } else { Match::No };
            if own == Match::Yes { own } else { own.max(self.inside(value, event, visit)) }
        }))
    }
}

fn is_extension(name: &str) -> bool {
    name.contains(':') && !name.starts_with('@')
}
