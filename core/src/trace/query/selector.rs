//! Where in an event the values stand that a parameter is about.

use super::{
    Match, each,
    extension::{Extension, Scope},
    name,
};
use crate::{
    digest::json::Value,
    trace::{Event, cbv::Family},
};
use alloc::string::String;

/// Members from the event inwards; arrays on the way are gone through.
pub(super) type Path = &'static [&'static str];

/// Which values of an event a condition looks at: one that meets it is enough.
#[derive(Clone, Debug)]
pub(super) enum Selector {
    /// Those at the end of these paths.
    Paths(&'static [Path]),
    /// Identifiers of this type in a list of business transactions, sources or destinations.
    Typed { list: &'static str, member: &'static str, family: Family, kind: String },
    /// Extension members.
    Extension(Extension),
}

impl Selector {
    pub(super) fn any<'d>(&self, event: &Event<'d, '_>, visit: &mut dyn FnMut(Value<'d>) -> Match) -> Match {
        match self {
            Self::Paths(paths) => Match::any(paths.iter().map(|path| walk(event.value(), path, visit))),
            Self::Typed { list, member, family, kind } => walk(event.value(), &[list], &mut |item| {
                let Some(id) = item.get(member) else { return Match::No };
                let own = item.get("type").and_then(|kind| kind.text());
                let same = own.is_some_and(|own| name::word(&own, *family, event.context()) == *kind);
                if same { each(id, visit) } else { Match::No }
            }),
            Self::Extension(extension) => {
                walk(event.value(), extension.scope.path(), &mut |base| extension.any(base, event, visit))
            }
        }
    }
}

/// Goes along a path and through every array on it.
pub(super) fn walk<'d>(value: Value<'d>, path: &[&str], visit: &mut dyn FnMut(Value<'d>) -> Match) -> Match {
    each(value, &mut |value| match path.split_first() {
        None => visit(value),
        Some((first, rest)) => value.get(first).map_or(Match::No, |inner| walk(inner, rest, visit)),
    })
}

impl Scope {
    pub(super) fn path(self) -> Path {
        match self {
            Self::Event => &[],
            Self::Ilmd => &["ilmd"],
            Self::ErrorDeclaration => &["errorDeclaration"],
            Self::SensorElement => &["sensorElementList"],
            Self::SensorMetadata => &["sensorElementList", "sensorMetadata"],
            Self::SensorReport => &["sensorElementList", "sensorReport"],
            Self::ReadPoint => &["readPoint"],
            Self::BizLocation => &["bizLocation"],
        }
    }
}
