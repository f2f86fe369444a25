//! A log that grows, and an inclusion proof beside `ct-merkle`.

use crate::{
    merkle,
    pair::{self, Case},
};
use std::hint::black_box;
use terroir::{
    digest::Suite,
    proof::{
        log::{Keep, Log},
        merkle::leaf_hash,
    },
};

/// Million leaves a second that were promised.
const APPENDED: f64 = 5.0;

/// Leaves of one run.
const LEAVES: u32 = 1 << 18;

pub fn cases() -> Vec<Case> {
    vec![merkle::inclusion_beside_ct_merkle()]
}

/// How fast leaves are appended; false if slower than promised.
pub fn report() -> bool {
    let hashes: Vec<_> = (0..LEAVES).map(|n| leaf_hash(Suite::Sha256, &n.to_be_bytes())).collect();
    let by_hash = rate("leaf hashes into tiles", Some(APPENDED), || {
        let mut log = new(Keep::Hashes);
        hashes.iter().for_each(|hash| drop(black_box(log.append_hash(*hash))));
        black_box(log.root());
    });
    let by_entry = rate("entries of 32 bytes into tiles and bundles", None, || {
        let mut log = new(Keep::Entries);
        hashes.iter().for_each(|entry| drop(black_box(log.append(entry))));
        black_box(log.root());
    });
    by_hash & by_entry
}

fn new(keep: Keep) -> Log {
    Log::new(Suite::Sha256, "log.example/bench", keep).expect("a name")
}

fn rate(what: &str, goal: Option<f64>, run: impl FnMut()) -> bool {
    let millions = f64::from(LEAVES) * 1e3 / pair::difference(run, || {});
    let (verdict, met) = pair::at_least(millions, goal);
    println!("append, {what}: {millions:.1} million a second  {verdict}");
    met
}
