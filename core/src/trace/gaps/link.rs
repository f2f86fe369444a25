//! Which part of the way an event belongs to.

use crate::{
    product::profile::Link,
    trace::{
        Action, EventType,
        vocabulary::{Act, Stage},
    },
};

/// The link a stage belongs to: growing and gathering are one, 种养.
#[must_use]
pub const fn link_of(stage: Stage) -> Link {
    match stage {
        Stage::Grow | Stage::Gather => Link::Grow,
        Stage::Process => Link::Process,
        Stage::Move => Link::Transport,
        Stage::Sell => Link::Sell,
        Stage::State => Link::State,
    }
}

/// The stage of an event: that of its farm act, else what its business step says, else its type.
pub(super) fn stage_of(
    act: Option<&Act>,
    biz_step: Option<&str>,
    kind: EventType,
    action: Option<Action>,
) -> Stage {
    if let Some(act) = act {
        return act.stage;
    }
    match biz_step.unwrap_or("") {
        "commissioning" | "creating_class_instance" if kind == EventType::Transformation => Stage::Process,
        "commissioning" | "creating_class_instance" => Stage::Gather,
        "accepting" | "arriving" | "consigning" | "departing" | "entering_exiting" | "loading"
        | "picking" | "receiving" | "sensor_reporting" | "shipping" | "staging_outbound" | "stocking"
        | "storing" | "transporting" | "unloading" | "void_shipping" => Stage::Move,
        "dispensing" | "retail_selling" => Stage::Sell,
        "assembling" | "decommissioning" | "destroying" | "disassembling" | "packing" | "repackaging"
        | "unpacking" => Stage::Process,
        _ => match (kind, action) {
            (EventType::Transformation, _) => Stage::Process,
            (EventType::Aggregation, Some(Action::Add | Action::Delete)) => Stage::Process,
            _ => Stage::State,
        },
    }
}
