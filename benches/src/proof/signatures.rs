//! A lot of twenty events and twenty-four signatures: natively beside its bare signatures, and in Node as WebAssembly
//! beside the same signatures bare, beside `@noble/curves` and beside `sm-crypto`.

use crate::{
    pair::{self, Case},
    signed_lot::{Made, SignedLot},
};
use serde_json::{Value, json};
use std::{hint::black_box, path::Path, process::Command};
use terroir::{
    passport::verdict::Outcome,
    proof::{base64, key::Algorithm},
};

const ALGORITHMS: [Algorithm; 3] = [Algorithm::Ed25519, Algorithm::P256, Algorithm::Sm2];

/// Lots a second on one core, all but the signatures, that were promised.
const LOTS: f64 = 15_000.0;

pub fn cases() -> Vec<Case> {
    ALGORITHMS.into_iter().map(beside_its_signatures).collect()
}

fn beside_its_signatures(algorithm: Algorithm) -> Case {
    let lot = SignedLot::new(algorithm);
    let signatures = lot.signatures.clone();
    assert_eq!(lot.verify().outcome, Outcome::Accepted);
    Case::new(
        format!("20 events, {algorithm}, peer: {} bare signatures", signatures.len()),
        1.3,
        move || {
            black_box(lot.verify());
        },
        move || bare(&signatures),
    )
}

fn bare(signatures: &[Made]) {
    for made in signatures {
        assert!(made.key.verify(black_box(&made.message), &made.signature).is_ok());
    }
}

/// Rates on this machine, then the same in Node.
pub fn report() -> bool {
    let natively = ALGORITHMS.map(rate);
    natively.iter().all(|met| *met) & in_node()
}

/// Passports of one issuer, as a server judges them: the bundle is opened once.
fn rate(algorithm: Algorithm) -> bool {
    let lot = SignedLot::new(algorithm);
    let trust = lot.trust();
    let [_, signatures @ ..] = lot.signatures.as_slice() else { return false };
    let rest = pair::difference(|| drop(black_box(lot.verify_with(&trust))), || bare(signatures));
    let bare = pair::difference(|| bare(signatures), || {});
    let (all, rest) = (1e9 / (bare + rest), 1e9 / rest);
    let (verdict, met) = pair::at_least(rest, (algorithm == Algorithm::Ed25519).then_some(LOTS));
    println!(
        "{algorithm}: {all:.0} lots a second a core, bundle opened once; without signatures {rest:.0}  {verdict}"
    );
    met
}

/// Runs the script beside this file where the environment names what it needs.
fn in_node() -> bool {
    let (Some(package), Some(peers)) =
        (std::env::var_os("TERROIR_PACKAGE"), std::env::var_os("TERROIR_PROOF_PEERS"))
    else {
        println!("in Node: not run (TERROIR_PACKAGE and TERROIR_PROOF_PEERS name the package and its peers)");
        return true;
    };
    let path = std::env::temp_dir().join("terroir-bench-proof.json");
    let lots: Vec<Value> = ALGORITHMS.into_iter().map(described).collect();
    if let Err(error) = std::fs::write(&path, json!(lots).to_string()) {
        println!("{}: {error}", path.display());
        return false;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("js/proof.mjs");
    let status = Command::new("node").arg(script).arg(&path).arg(package).arg(peers).status();
    status.is_ok_and(|status| status.success())
}

/// A lot as the script reads it: the request, and each signature as a request of its own.
fn described(algorithm: Algorithm) -> Value {
    let lot = SignedLot::new(algorithm);
    let signatures: Vec<Value> = lot
        .signatures
        .iter()
        .map(|made| {
            json!({
                "public_key": base64::encode(made.key.bytes()), "algorithm": made.key.algorithm().name(),
                "message": base64::encode(&made.message), "signature": base64::encode(&made.signature),
            })
        })
        .collect();
    json!({"algorithm": algorithm.name(), "request": lot.request(), "signatures": signatures})
}
