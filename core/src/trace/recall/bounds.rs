//! How much of each affected lot is of suspect goods: at least, and at most.
//!
//! One pass over the network in the order of making. At a step, what is not suspect fills an output first (lower bound), or
//! what is suspect does (upper bound); a loss may have been of either, and so may be what came out beyond what went in.
//! Bounds are sound everywhere, and exact where no lot is split and its parts joined again. A lot that is made of itself by
//! way of others has the bounds of its total.

use super::{
    Lot, Part, Seed,
    graph::{Places, Sum, greatest, is_one, least, left, makes, one, put_in, quantity, zero},
};
use crate::{
    base::quantity::Quantity,
    trace::history::{Mention, Role, Stamp, StepKey, Thing, Trace, View},
};
use alloc::{collections::BTreeMap, vec::Vec};

/// What is known of a node.
#[derive(Clone, Copy, Debug)]
struct State {
    total: Option<Quantity>,
    whole: bool,
    lower: Option<Quantity>,
    upper: Option<Quantity>,
    since: Stamp,
}

/// What came into a node so far.
#[derive(Clone, Copy, Debug, Default)]
struct Inflow {
    lower: Sum,
    upper: Sum,
    /// Makings of which all is suspect.
    whole: usize,
    /// It was treated with what is all suspect, or is a sample of it.
    tainted: bool,
    /// Something of it may be suspect, nobody knows how much.
    open: bool,
}

/// A part of a lot that goes into something.
#[derive(Clone, Copy, Debug)]
struct Portion {
    amount: Option<Quantity>,
    lower: Option<Quantity>,
    upper: Option<Quantity>,
    whole: bool,
    suspect: bool,
}

/// What an output of a step is.
#[derive(Clone, Copy, Debug)]
struct Share {
    lower: Option<Quantity>,
    upper: Option<Quantity>,
    whole: bool,
}

/// What the records say of a lot by itself.
#[derive(Clone, Copy, Debug)]
struct Record {
    total: Option<Quantity>,
    /// The most that one event names of it.
    seen: Option<Quantity>,
    makings: usize,
    more_used_than_made: bool,
}

struct Network<'w, 'h> {
    view: &'w View<'h>,
    trace: &'w Trace,
    seeds: &'w BTreeMap<Thing, Seed>,
    nodes: Places,
    steps: Vec<StepKey>,
    /// INVARIANT (sorted): by source. Nodes first, then steps.
    edges: Vec<(u32, u32)>,
    open_edges: Vec<u32>,
    records: Vec<Record>,
    inflows: Vec<Inflow>,
    states: Vec<Option<State>>,
    /// Something came out beyond what went in, or nobody knows: then no lot is bounded by what was suspect at first.
    gained: bool,
}

/// The affected lots, by thing.
pub(super) fn lots(view: &View<'_>, trace: &Trace, seeds: &BTreeMap<Thing, Seed>) -> Vec<Lot> {
    let mut network = Network::new(view, trace, seeds);
    network.run();
    network.done()
}

impl<'w, 'h> Network<'w, 'h> {
    fn new(view: &'w View<'h>, trace: &'w Trace, seeds: &'w BTreeMap<Thing, Seed>) -> Self {
        let nodes: Vec<Thing> =
            trace.things.iter().filter(|(_, reached)| reached.forward).map(|(thing, _)| *thing).collect();
        let steps: Vec<StepKey> = trace.steps.iter().copied().collect();
        let mut this = Self {
            view,
            trace,
            seeds,
            records: Vec::with_capacity(nodes.len()),
            inflows: alloc::vec![Inflow::default(); nodes.len()],
            states: alloc::vec![None; nodes.len()],
            open_edges: alloc::vec![0; nodes.len().saturating_add(steps.len())],
            nodes: Places::of(view.history(), nodes),
            steps,
            edges: Vec::new(),
            gained: false,
        };
        for thing in &this.nodes.things {
            this.records.push(record(view, *thing));
        }
        let mut edges = Vec::new();
        for (number, key) in this.steps.iter().enumerate() {
            let vertex = this.nodes.things.len().saturating_add(number);
            view.each_side(*key, &view.events_of(*key), |mention, input, output| {
                let Some(node) = this.node(mention.thing) else { return };
                edges.extend(input.then_some((node as u32, vertex as u32)));
                edges.extend(output.then_some((vertex as u32, node as u32)));
            });
        }
        trace.each_stay(view, |stay| {
            if let (Some(parent), Some(child)) = (this.node(stay.parent), this.node(stay.child)) {
                let (parent, child) = (parent as u32, child as u32);
                edges.push(if this.is_itself(stay.parent) { (parent, child) } else { (child, parent) });
            }
        });
        this.edges = edges;
        this.edges.sort_unstable();
        this.edges.dedup();
        for (_, to) in &this.edges {
            if let Some(count) = this.open_edges.get_mut(*to as usize) {
                *count = count.saturating_add(1);
            }
        }
        this
    }

    fn node(&self, thing: Thing) -> Option<usize> {
        self.nodes.find(thing)
    }

    /// The goods themselves are affected, not only something inside.
    fn is_itself(&self, thing: Thing) -> bool {
        self.trace.things.get(&thing).is_some_and(|reached| reached.itself || reached.start)
    }

    fn run(&mut self) {
        let vertices = self.open_edges.len();
        let mut ready: Vec<usize> =
            (0..vertices).rev().filter(|at| self.open_edges.get(*at) == Some(&0)).collect();
        while let Some(vertex) = ready.pop() {
            match vertex.checked_sub(self.nodes.things.len()) {
                None => self.settle(vertex),
                Some(step) => self.cross(step),
            }
            let first = self.edges.partition_point(|edge| (edge.0 as usize) < vertex);
            let mut at = first;
            while let Some((from, to)) = self.edges.get(at).copied().filter(|edge| edge.0 as usize == vertex)
            {
                at = at.saturating_add(1);
                debug_assert_eq!(from as usize, vertex);
                if let Some(count) = self.open_edges.get_mut(to as usize) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        ready.push(to as usize);
                    }
                }
            }
        }
    }

    /// Fixes what is known of a node once all that comes into it is known.
    fn settle(&mut self, node: usize) {
        let state = self.state(node, false);
        if let Some(slot) = self.states.get_mut(node) {
            *slot = state;
        }
    }

    /// What is known of a node.
    fn state(&mut self, node: usize, in_cycle: bool) -> Option<State> {
        let (thing, own) = (self.nodes.things.get(node).copied()?, self.records.get(node).copied()?);
        if self.is_itself(thing) {
            let inflow = self.inflows.get(node).copied().unwrap_or_default();
            Some(self.lot(thing, own, inflow, in_cycle))
        } else {
            Some(self.container(thing, in_cycle))
        }
    }

    fn lot(&mut self, thing: Thing, own: Record, mut inflow: Inflow, in_cycle: bool) -> State {
        if !in_cycle {
            self.unpack(thing, own, &mut inflow);
        }
        let seed = self.seeds.get(&thing);
        let all_made = own.makings > 0 && inflow.whole == own.makings;
        let whole = seed.is_some_and(|seed| seed.whole) || (!in_cycle && (inflow.tainted || all_made));
        let since =
            seed.filter(|_| whole && !inflow.tainted && !all_made).map_or(Stamp::FIRST, |seed| seed.since);
        if whole {
            let known = own.total.or(seed.and_then(|seed| seed.least)).or(own.seen);
            return State { total: own.total, whole, lower: known, upper: own.total, since };
        }
        let mut lower = if in_cycle { None } else { inflow.lower.value };
        if let Some(seed) = seed.and_then(|seed| seed.least) {
            lower = Some(lower.map_or(seed, |lower| {
                if lower.compare(&seed).is_ok_and(|o| o.is_gt()) { lower } else { seed }
            }));
        }
        if let (Some(value), Some(total)) = (lower, own.total) {
            lower = Some(least(total, value));
        }
        let open = in_cycle || inflow.open || inflow.upper.unknown || seed.is_some();
        self.gained |= open && seed.is_none();
        let upper = if open { own.total } else { inflow.upper.value };
        let upper = match (upper, own.total) {
            (Some(upper), Some(total)) => Some(least(total, upper)),
            (upper, _) => upper,
        };
        let lower = lower.or_else(|| own.total.or(upper).map(|quantity| zero(quantity.unit)));
        State { total: own.total, whole, lower, upper, since: Stamp::FIRST }
    }

    /// What a thing has of the affected containers it was in.
    fn unpack(&self, thing: Thing, own: Record, inflow: &mut Inflow) {
        for stay in self.view.stays_of(thing).into_iter().filter(|stay| self.trace.has(stay)) {
            if !self.is_itself(stay.parent) {
                continue;
            }
            let parent = self.node(stay.parent).and_then(|node| self.states.get(node).copied().flatten());
            let Some(parent) = parent else { continue };
            let amount = put_in(&stay).or_else(|| one(self.view, thing));
            let all = amount.is_some() && amount == own.total.or_else(|| one(self.view, thing));
            if parent.whole && all {
                inflow.tainted = true;
            } else {
                inflow.open = true;
                if parent.whole && amount.is_some() {
                    inflow.lower.add(amount);
                }
            }
        }
    }

    /// What is affected of what is in a container.
    fn container(&mut self, thing: Thing, in_cycle: bool) -> State {
        let (mut total, mut lower, mut upper) = (Sum::default(), Sum::default(), Sum::default());
        let mut whole = !in_cycle;
        let (mut last_in, mut first_out) = (Stamp::FIRST, Stamp::LAST);
        self.view.each_inside(thing, |stay| {
            (last_in, first_out) = (last_in.max(stay.from), first_out.min(stay.until));
            let amount = put_in(stay).or_else(|| one(self.view, stay.child));
            let portion = self.portion(stay.child, amount, None);
            total.add(portion.amount);
            upper.add(if portion.suspect { portion.upper } else { portion.amount.map(|a| zero(a.unit)) });
            whole &= portion.suspect && portion.whole;
            if let Some(amount) = portion.lower.filter(|_| portion.suspect) {
                lower.add(Some(amount));
            }
        });
        let one_load = last_in <= first_out;
        if in_cycle {
            return State {
                total: total.known(),
                whole: false,
                lower: None,
                upper: total.known(),
                since: Stamp::FIRST,
            };
        }
        let total = total.known();
        let lower = if one_load { lower.value } else { None };
        let lower = lower.or_else(|| total.map(|total| zero(total.unit)));
        State { total, whole: whole && one_load, lower, upper: upper.known(), since: Stamp::FIRST }
    }

    /// What is suspect of so much of a thing, at an event.
    fn portion(&self, thing: Thing, amount: Option<Quantity>, at: Option<Stamp>) -> Portion {
        let state = self.node(thing).and_then(|node| self.states.get(node).copied().flatten());
        let Some(state) = state else {
            // Not reached, or not yet: then it is a cycle, and may be suspect.
            let suspect = self.node(thing).is_some();
            return Portion { amount, lower: None, upper: amount.filter(|_| suspect), whole: false, suspect };
        };
        let inside = !self.is_itself(thing);
        let amount = if inside { state.total } else { amount };
        if at.is_some_and(|at| at < state.since) {
            return Portion { amount, lower: None, upper: amount, whole: false, suspect: true };
        }
        if state.whole {
            return Portion { amount, lower: amount, upper: amount, whole: true, suspect: true };
        }
        if inside {
            return Portion {
                amount,
                lower: state.lower,
                upper: state.upper.or(amount),
                whole: false,
                suspect: true,
            };
        }
        let Some(amount) = amount else {
            return Portion { amount, lower: None, upper: state.upper, whole: false, suspect: true };
        };
        // What is not suspect of the lot may all be in this part of it.
        let clean = state.total.zip(state.lower).and_then(|(total, lower)| left(total, lower));
        let lower = clean.and_then(|clean| left(amount, clean));
        let upper = state.upper.map_or(amount, |upper| least(amount, upper));
        Portion { amount: Some(amount), lower, upper: Some(upper), whole: false, suspect: true }
    }

    /// Leads suspicion through a step.
    fn cross(&mut self, number: usize) {
        let Some(key) = self.steps.get(number).copied() else { return };
        let step = self.view.step(key);
        let (applied, goods): (Vec<Mention>, Vec<Mention>) = step
            .inputs
            .iter()
            .copied()
            .partition(|mention| mention.role.is_farm_input() && mention.role != Role::Ingredient);
        let portion = |mention: &Mention| {
            let time = self.view.history().event(mention.event).and_then(|record| record.time());
            self.portion(mention.thing, quantity(self.view, mention), time.map(Stamp::from))
        };
        let applied: Vec<Portion> = applied.iter().map(portion).filter(|portion| portion.suspect).collect();
        let goods: Vec<Portion> = goods.iter().map(portion).collect();
        let treated = applied.iter().any(|portion| portion.whole);
        let all = treated || (!goods.is_empty() && goods.iter().all(|portion| portion.whole));
        let balance = if applied.is_empty() { Balance::of(self.view, &goods, &step.outputs) } else { None };
        self.gained |= !all && balance.is_none_or(|balance| !balance.gain.value.is_zero());
        for output in &step.outputs {
            let Some(node) = self.node(output.thing) else { continue };
            let amount = quantity(self.view, output);
            let share = if all {
                Share { lower: amount, upper: amount, whole: true }
            } else {
                match (balance, amount) {
                    (Some(balance), Some(amount)) => balance.share(amount),
                    _ => Share { lower: None, upper: amount, whole: false },
                }
            };
            let making = self.view.history().event(output.event).is_some_and(|record| makes(&record, output));
            let Some(inflow) = self.inflows.get_mut(node) else { continue };
            if !making {
                inflow.tainted |= share.whole;
                inflow.open |= !share.whole;
                continue;
            }
            inflow.whole = inflow.whole.saturating_add(usize::from(share.whole));
            inflow.upper.add(share.upper);
            if share.lower.is_some() {
                inflow.lower.add(share.lower);
            }
        }
    }

    fn done(mut self) -> Vec<Lot> {
        let cycles: Vec<bool> = self.states.iter().map(Option::is_none).collect();
        let open = (0..cycles.len()).filter(|node| cycles.get(*node) == Some(&true));
        // None of them is known before the others are: they must not depend on which comes first.
        let states: Vec<_> = open.map(|node| (node, self.state(node, true))).collect();
        for (node, state) in states {
            if let Some(slot) = self.states.get_mut(node) {
                *slot = state;
            }
        }
        let cap = self.cap();
        let mut lots = Vec::with_capacity(self.nodes.things.len());
        for (((thing, record), state), in_cycle) in
            self.nodes.things.iter().zip(&self.records).zip(&self.states).zip(&cycles)
        {
            let Some(state) = state else { continue };
            let part = match (self.seeds.contains_key(thing), self.is_itself(*thing)) {
                (true, _) => Part::Suspect,
                (false, true) => Part::Affected,
                (false, false) => Part::Container,
            };
            let capped = cap.filter(|_| part != Part::Suspect && !state.whole);
            let upper = match (state.upper, capped) {
                (Some(upper), Some(cap)) => Some(least(upper, cap)),
                (upper, _) => upper,
            };
            lots.push(Lot {
                thing: *thing,
                part,
                total: state.total,
                whole: state.whole,
                lower: state.lower,
                upper,
                in_cycle: *in_cycle,
                more_used_than_made: record.more_used_than_made,
            });
        }
        lots
    }

    /// No lot has more of suspect goods than there were, if nothing was gained on the way.
    fn cap(&self) -> Option<Quantity> {
        let mut sum = Sum::default();
        for thing in self.seeds.keys() {
            let state = self.node(*thing).and_then(|node| self.states.get(node).copied().flatten())?;
            sum.add(state.upper);
        }
        if self.gained { None } else { sum.known() }
    }
}

/// What went into a step and came out, in one unit.
#[derive(Clone, Copy, Debug)]
struct Balance {
    /// What came out beyond what went in.
    gain: Quantity,
    /// All that came out and is not suspect, at most.
    clean: Quantity,
    /// All that went in and is suspect, at most, and the gain.
    suspect: Quantity,
}

impl Balance {
    /// `None`, where an amount is unknown or in another dimension.
    fn of(view: &View<'_>, inputs: &[Portion], outputs: &[Mention]) -> Option<Self> {
        let (mut into, mut out) = (Sum::default(), Sum::default());
        outputs.iter().for_each(|output| out.add(quantity(view, output)));
        inputs.iter().for_each(|portion| into.add(portion.amount));
        let (into, out) = (into.known()?, out.known()?);
        let gain = left(out, into)?;
        let (mut lower, mut upper) = (gain_unit(gain), gain);
        for portion in inputs.iter().filter(|portion| portion.suspect) {
            upper = upper.plus(&portion.upper.or(portion.amount)?).ok()?;
            if let Some(amount) = portion.lower {
                lower = lower.plus(&amount).ok()?;
            }
        }
        let clean = left(into, lower)?.plus(&gain).ok()?;
        Some(Self { gain, clean, suspect: upper })
    }

    fn share(&self, amount: Quantity) -> Share {
        Share { lower: left(amount, self.clean), upper: Some(least(amount, self.suspect)), whole: false }
    }
}

fn gain_unit(gain: Quantity) -> Quantity {
    zero(gain.unit)
}

/// What the records say of a lot by itself.
fn record(view: &View<'_>, thing: Thing) -> Record {
    let (mut made, mut used, mut makings, mut seen) = (Sum::default(), Sum::default(), 0_usize, None);
    for (record, mention) in view.mentions_of(thing) {
        let amount = quantity(view, &mention);
        if makes(&record, &mention) {
            makings = makings.saturating_add(1);
            made.add(amount);
        }
        if matches!(mention.role, Role::Input | Role::Ingredient) && amount.is_some() {
            used.add(amount);
        }
        seen = match (seen, amount) {
            (Some(seen), Some(amount)) => Some(greatest(seen, amount)),
            (seen, amount) => seen.or(amount),
        };
    }
    if is_one(view.history().name_of(thing)) {
        return Record { total: one(view, thing), seen, makings, more_used_than_made: false };
    }
    let total = made.known();
    let more = match (total, used.value) {
        (Some(total), Some(used)) => total.compare(&used).is_ok_and(|order| order.is_lt()).then_some(used),
        _ => None,
    };
    Record { total: more.or(total), seen, makings, more_used_than_made: more.is_some() }
}
