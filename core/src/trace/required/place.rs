//! Whether an element stands where it may.

use super::{About, Geometry, MasterOf, OtherRecord, Side, State, When, Where, judge::Judge, master::local};
use crate::{
    digest::json::{Kind, Value},
    trace::{
        Context, Typed,
        cbv::Family,
        gaps::record::{Fields, Record, act_bits},
        history::{self, EventId, Mention, Role, Thing, kind_of},
        vocabulary::{self, Visibility},
    },
};
use alloc::vec::Vec;

/// Is there something in a value: text that is not blank, items, members, a number, a flag?
pub(super) fn says_something(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Null => false,
        Kind::String => value.text().is_some_and(|text| !text.trim().is_empty()),
        Kind::Array => value.items().is_some_and(|mut items| items.next().is_some()),
        Kind::Object => value.members().is_some_and(|mut members| members.next().is_some()),
        Kind::Bool | Kind::Number => true,
    }
}

/// Is there, anywhere within, a member of this local name that says something? Containers lie at most 64 deep.
fn holds(value: Value<'_>, name: &str) -> bool {
    let mut members = value.members().into_iter().flatten();
    let own =
        members.any(|(key, value)| (local(&key) == name && says_something(value)) || holds(value, name));
    own || value.items().into_iter().flatten().any(|item| holds(item, name))
}

/// Is one of them of the type asked for, and named?
fn names_one<'d>(
    mut all: impl Iterator<Item = Typed<'d>>,
    family: Family,
    wanted: &str,
    context: &Context<'_>,
) -> State {
    known(all.any(|typed| {
        let kind = typed.kind.as_deref().unwrap_or_default();
        !typed.id.trim().is_empty() && (wanted == "any" || family.word(kind, context) == wanted)
    }))
}

fn is_of(side: Side, role: Role) -> bool {
    match side {
        Side::Any => role.is_goods(),
        Side::Input => matches!(role, Role::Input | Role::Ingredient),
        Side::Output => role == Role::Output,
    }
}

const fn known(present: bool) -> State {
    if present { State::Present } else { State::Missing }
}

impl Judge<'_, '_> {
    /// How an element stands in one place of one event.
    pub(super) fn stands(&self, place: &Where, record: &Record<'_>) -> State {
        let event = || record.event();
        let mentions = |side: Side| {
            let event = self.history.event(EventId::of(record.number));
            let all = event.into_iter().flat_map(|event| event.mentions());
            all.filter(move |mention| is_of(side, mention.role))
        };
        match place {
            Where::Member(pointer) => known(record.value.pointer(pointer).is_some_and(says_something)),
            Where::Farm(name) => {
                if record.carries(Fields::of(name)) {
                    return State::Present;
                }
                let open = vocabulary::field(name).is_some_and(|field| field.visibility == Visibility::Open);
                if open { self.behind_digest(record, name) } else { State::Missing }
            }
            Where::Personal(name) => self.behind_digest(record, name),
            Where::Ilmd(name) => known(record.value.get("ilmd").is_some_and(|ilmd| holds(ilmd, name))),
            Where::Extension(name) => {
                let mut members = record.value.members().into_iter().flatten();
                known(
                    members.any(|(key, value)| {
                        key.contains(':') && local(&key) == name && says_something(value)
                    }),
                )
            }
            Where::Source(kind) => {
                let event = event();
                names_one(event.sources(), Family::SourceDestinationType, kind, event.context())
            }
            Where::Destination(kind) => {
                let event = event();
                names_one(event.destinations(), Family::SourceDestinationType, kind, event.context())
            }
            Where::Transaction(kind) => {
                let event = event();
                names_one(event.biz_transactions(), Family::BizTransactionType, kind, event.context())
            }
            Where::Sensor(kind) => {
                let event = event();
                known(event.sensor_reports().any(|report| {
                    let own = report.report.get("type").and_then(|own| own.text()).unwrap_or_default();
                    Family::MeasurementType.word(&own, event.context()) == kind
                }))
            }
            Where::Things(side) => known(mentions(*side).next().is_some()),
            Where::Lot(side) => known(mentions(*side).any(|mention| self.is_lot(mention))),
            Where::Amount(side) => {
                let said = |mention: Mention| mention.amount.is_some() || self.is_item(mention);
                let field = *side == Side::Any && record.carries(Fields::of("amount"));
                known(field || mentions(*side).any(said))
            }
            Where::Master(master) => {
                let role = |role: Role| match master.of {
                    MasterOf::ReadPoint => role == Role::ReadPoint,
                    MasterOf::BizLocation => role == Role::BizLocation,
                    MasterOf::Source => role.is_source(),
                    MasterOf::Destination => role.is_destination(),
                    MasterOf::Thing => role.is_goods(),
                };
                let event = self.history.event(EventId::of(record.number));
                let mut own = event.into_iter().flat_map(|event| event.mentions()).filter(|m| role(m.role));
                known(own.any(|mention| {
                    let name = self.history.name_of(mention.thing);
                    match master.of {
                        MasterOf::Thing => self.masters.thing_has(name, &master.has),
                        _ => self.masters.has(name, &master.has),
                    }
                }))
            }
            Where::Record(other) => known(self.is_recorded(other, record)),
            Where::Plot(Geometry::Eudr) => known(self.has_plot(record)),
        }
    }

    fn is_lot(&self, mention: Mention) -> bool {
        use history::Kind::{Container, Item, Lot};
        matches!(kind_of(self.history.name_of(mention.thing)), Lot | Item | Container)
    }

    fn is_item(&self, mention: Mention) -> bool {
        kind_of(self.history.name_of(mention.thing)) == history::Kind::Item
    }

    /// What is known of a field that does not stand in the event: it was opened, it may lie behind a digest that was not,
    /// or there is none left.
    fn behind_digest(&self, record: &Record<'_>, name: &str) -> State {
        let own = self.asked.hidden.iter().filter(|hidden| hidden.event == record.index);
        let mut closed = false;
        for hidden in own {
            if hidden.opened.iter().any(|opened| opened == name) {
                return State::Present;
            }
            closed |= hidden.digests as usize > hidden.opened.len();
        }
        if closed { State::Hidden } else { State::Missing }
    }

    /// Is there a record of these acts about each of the things?
    fn is_recorded(&self, other: &OtherRecord, record: &Record<'_>) -> bool {
        let acts = act_bits(&other.acts);
        let in_time = |(first, last): (u32, u32)| match other.when {
            When::Any => first != NEVER,
            When::Before => self.not_after(first, record),
            When::After => self.not_before(last, record),
        };
        let Some(others) = self.others.iter().find(|others| others.acts == acts) else { return false };
        if other.about == About::Anything {
            return in_time(others.any);
        }
        let event = self.history.event(EventId::of(record.number));
        let about = |wanted: fn(Role) -> bool| -> Vec<Thing> {
            let all = event.into_iter().flat_map(|event| event.mentions());
            all.filter(|mention| wanted(mention.role)).map(|mention| mention.thing).collect()
        };
        let mut things = about(|role| role == Role::Output);
        if things.is_empty() {
            things = about(|role| role.is_goods() && role != Role::Input);
        }
        !things.is_empty()
            && things.iter().all(|thing| others.of.get(thing.index()).is_some_and(|ends| in_time(*ends)))
    }

    fn not_after(&self, at: u32, record: &Record<'_>) -> bool {
        let time = self.records.list.get(at as usize).and_then(|other| other.time);
        time.zip(record.time).is_some_and(|(other, own)| other <= own)
    }

    fn not_before(&self, at: u32, record: &Record<'_>) -> bool {
        let time = self.records.list.get(at as usize).and_then(|other| other.time);
        time.zip(record.time).is_some_and(|(other, own)| other >= own)
    }

    /// Is there a sound plot for something that the event names?
    fn has_plot(&self, record: &Record<'_>) -> bool {
        let Some(event) = self.history.event(EventId::of(record.number)) else { return false };
        let named = |of: &[alloc::string::String]| {
            of.is_empty()
                || event.mentions().any(|mention| {
                    let name = self.history.name_of(mention.thing);
                    of.iter().any(|wanted| wanted == name)
                })
        };
        self.plots.iter().any(|plot| plot.sound && named(&plot.of))
    }
}

/// No place among the records.
pub(super) const NEVER: u32 = u32::MAX;
