//! Event hash ids beside `epcis-hash` 0.2, beside the least that any hasher does, and beside the Python reference and
//! `epcis2.js`, all on the same documents.

use crate::{
    documents,
    pair::{self, Case},
};
use sha2::{Digest as _, Sha256};
use std::{fmt::Write as _, hint::black_box, path::Path, process::Command};
use terroir::{
    digest::json,
    trace::{
        Events,
        hash::{Hasher, ProfileName},
    },
};

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (count, goal) in [(1, 1.0 / 4.0), (1_000, 1.0 / 6.0)] {
        let text = documents::epcis(count);
        let wanted = peer(&text).replace(['\n', ' '], "");
        assert_eq!(ours(&text, ProfileName::Reference), wanted, "both give the same hash ids");
        cases.push(beside_epcis_hash(count, goal, &text));
        for profile in ProfileName::ALL {
            cases.push(beside_the_least(count, profile, &text));
        }
    }
    cases
}

/// Text in, hash ids out, joined.
fn ours(text: &str, profile: ProfileName) -> String {
    let document = json::read(text.as_bytes()).expect("our own document");
    let events = Events::of(document.root()).unwrap_or_else(|_| unreachable!("our own document"));
    let mut hasher = Hasher::new(profile);
    hasher.ignore(&events);
    events.iter().map(|event| hasher.hash(&event).expect("our own event")).collect()
}

fn peer(text: &str) -> String {
    let value = serde_json::from_str(text).expect("our own document");
    let mut ids = String::new();
    for line in epcis_hash::canonicalize_json(&value, true).expect("our own document").lines() {
        ids.push_str(&epcis_hash::compute_hash_from_prehash(line));
        ids.push('\n');
    }
    ids
}

fn beside_epcis_hash(count: usize, goal: f64, text: &str) -> Case {
    let (a, b) = (text.to_owned(), text.to_owned());
    Case::new(
        format!("{count} events, peer: epcis-hash 0.2"),
        goal,
        move || {
            black_box(ours(black_box(&a), ProfileName::Reference));
        },
        move || {
            black_box(peer(black_box(&b)));
        },
    )
}

/// The least work: `serde_json` into `Value`, and SHA-256 over the pre-hash texts as we make them.
fn beside_the_least(count: usize, profile: ProfileName, text: &str) -> Case {
    let (a, b) = (text.to_owned(), text.to_owned());
    let prehashes = prehashes(text, profile);
    Case::new(
        format!("{count} events, {profile:?}, peer: serde_json + SHA-256").to_lowercase(),
        2.0,
        move || {
            black_box(ours(black_box(&a), profile));
        },
        move || {
            black_box(serde_json::from_str::<serde_json::Value>(black_box(&b)).is_ok());
            for prehash in &prehashes {
                let mut id = String::new();
                for byte in Sha256::digest(prehash.as_bytes()) {
                    let _ = write!(id, "{byte:02x}");
                }
                black_box(id);
            }
        },
    )
}

fn prehashes(text: &str, profile: ProfileName) -> Vec<String> {
    let document = json::read(text.as_bytes()).expect("our own document");
    let events = Events::of(document.root()).unwrap_or_else(|_| unreachable!("our own document"));
    let mut hasher = Hasher::new(profile);
    events
        .iter()
        .map(|event| {
            hasher.hash(&event).expect("our own event");
            hasher.prehash().to_owned()
        })
        .collect()
}

/// A peer in another language: what it is called, its interpreter, its script, and the variable that says it is there.
struct Peer {
    name: &'static str,
    program: Option<std::ffi::OsString>,
    script: &'static str,
    variable: &'static str,
}

/// Runs the peers in other languages that the environment names, on the same documents, and prints their lines beside ours.
pub fn beside_scripts() {
    let python = std::env::var_os("TERROIR_PYTHON");
    let node = std::env::var_os("TERROIR_EPCIS2JS").map(|_| "node".into());
    for peer in [
        Peer {
            name: "Python reference",
            program: python,
            script: "python/hash.py",
            variable: "TERROIR_PYTHON",
        },
        Peer { name: "epcis2.js", program: node, script: "js/hash.cjs", variable: "TERROIR_EPCIS2JS" },
    ] {
        beside(&peer);
    }
}

fn beside(peer: &Peer) {
    let Some(program) = &peer.program else {
        println!("{}: not run ({} does not name it)", peer.name, peer.variable);
        return;
    };
    let folder = std::env::temp_dir().join("terroir-bench-hash");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(peer.script);
    for count in [1, 100, 1_000] {
        let text = documents::epcis(count);
        let path = folder.join(format!("{count}.json"));
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, &text));
        let output = written.and_then(|()| Command::new(program).arg(&script).arg(&path).output());
        let line = output.ok().map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
        let Some(seconds) = line.split_whitespace().last().and_then(|s| s.parse::<f64>().ok()) else {
            println!("{}: did not run on {count} events", peer.name);
            continue;
        };
        let nanoseconds = seconds * 1e9;
        let mut case =
            Case::new("ours", 1.0, move || drop(black_box(ours(&text, ProfileName::Reference))), || {});
        let timed = case.time().ours;
        println!(
            "{count} events: {} {}, ours {}: ratio {:.4}",
            peer.name,
            pair::nanoseconds(nanoseconds),
            pair::nanoseconds(timed),
            timed / nanoseconds
        );
    }
}
