//! Recall by trying everything: which kilogram of which lot may have gone where.
//!
//! Lots hold whole kilograms, some suspect and the others not. Taking a part of a lot takes any of its kilograms; what is
//! made at a step takes any of those that went in; the rest is lost. All ways are gone through.

use std::collections::BTreeSet;

/// A step: parts of lots that go in, and how much of each new lot comes out.
#[derive(Clone, Debug)]
pub struct Step {
    /// Number of the lot, and how much of it.
    pub inputs: Vec<(usize, u8)>,
    /// How much of each new lot; the lots are numbered on.
    pub outputs: Vec<u8>,
}

/// A network: lots there were at first, and steps in order. No step gives more than went in, or takes more than is left.
#[derive(Clone, Debug)]
pub struct Network {
    /// How much of each lot there was at first, and whether it is suspect.
    pub first: Vec<(u8, bool)>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// One lot in one of all possible worlds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Lot {
    /// Suspect kilograms of which it was made.
    made: u8,
    /// Suspect ones that are left of it.
    suspect: u8,
    /// Others that are left.
    clean: u8,
}

impl Network {
    /// Least and most suspect kilograms of which each lot can be made.
    ///
    /// # Panics
    /// If the network is none.
    #[must_use]
    pub fn bounds(&self) -> Vec<(u8, u8)> {
        let first = self.first.iter().map(|(amount, suspect)| {
            let suspect = if *suspect { *amount } else { 0 };
            Lot { made: suspect, suspect, clean: amount - suspect }
        });
        let mut worlds: BTreeSet<Vec<Lot>> = BTreeSet::from([first.collect()]);
        for step in &self.steps {
            worlds = worlds.iter().flat_map(|world| after(world, step)).collect();
        }
        let lots = worlds.iter().next().unwrap().len();
        let made = |lot: usize| worlds.iter().map(move |world| world[lot].made);
        (0..lots).map(|lot| (made(lot).min().unwrap(), made(lot).max().unwrap())).collect()
    }

    /// Is no lot split and its parts joined again?
    #[must_use]
    pub fn is_tree(&self) -> bool {
        let mut groups: Vec<usize> = (0..64).collect();
        let find = |groups: &[usize], mut at: usize| {
            while groups[at] != at {
                at = groups[at];
            }
            at
        };
        let mut lots = self.first.len();
        for (number, step) in self.steps.iter().enumerate() {
            let vertex = 40 + number;
            let outputs = lots..lots + step.outputs.len();
            lots = outputs.end;
            for lot in step.inputs.iter().map(|(lot, _)| *lot).chain(outputs) {
                let (one, two) = (find(&groups, vertex), find(&groups, lot));
                if one == two {
                    return false;
                }
                groups[one] = two;
            }
        }
        true
    }
}

fn after(world: &[Lot], step: &Step) -> Vec<Vec<Lot>> {
    // What went in so far: world, suspect, clean.
    let mut open = vec![(world.to_vec(), 0, 0)];
    for (lot, amount) in &step.inputs {
        let each = open.into_iter().flat_map(|(world, suspect, clean)| {
            (0..=*amount).filter_map(move |taken| {
                let mut world = world.clone();
                let own = &mut world[*lot];
                own.suspect = own.suspect.checked_sub(taken)?;
                own.clean = own.clean.checked_sub(amount - taken)?;
                Some((world, suspect + taken, clean + amount - taken))
            })
        });
        open = each.collect();
    }
    for amount in &step.outputs {
        let each = open.into_iter().flat_map(|(world, suspect, clean)| {
            (0..=*amount).filter_map(move |taken: u8| {
                let mut world = world.clone();
                let (suspect, clean) = (suspect.checked_sub(taken)?, clean.checked_sub(amount - taken)?);
                world.push(Lot { made: taken, suspect: taken, clean: amount - taken });
                Some((world, suspect, clean))
            })
        });
        open = each.collect();
    }
    open.into_iter().map(|(world, ..)| world).collect()
}
