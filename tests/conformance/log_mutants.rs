//! Systematic mutants of a note, a checkpoint and a log proof: each is refused with the code of the place that was
//! spoiled, or is another writing of something that nobody signed, and then prints as it was read.

use std::collections::BTreeMap;
use terroir::{
    digest::Suite,
    proof::{
        checkpoint::{self, Checkpoint, CheckpointError},
        cosignature::{self, Policy},
        key::{SigningKey, Vkey},
        merkle,
        note::{self, Note, NoteError},
        tlog_proof::{TlogProof, TlogProofError},
    },
};

/// One of each class of characters that a format tells apart.
const CLASSES: &str = "\0\t\n\r 7A+=\u{7f}\u{a0}\u{2014}";

/// A spoiled text, and the line that was spoiled.
struct Mutant {
    line: usize,
    text: String,
}

/// Every character replaced by one of each class, left out, or written twice; every line left out, doubled, swapped with
/// the next, or with something around it; every beginning; and the whole with something around it.
fn mutants(text: &str) -> Vec<Mutant> {
    let mut all = Vec::new();
    let mut line = 0;
    for (at, here) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + here.len_utf8()..]);
        for class in CLASSES.chars().filter(|class| *class != here) {
            all.push(Mutant { line, text: format!("{before}{class}{after}") });
        }
        all.push(Mutant { line, text: format!("{before}{after}") });
        all.push(Mutant { line, text: format!("{before}{here}{here}{after}") });
        all.push(Mutant { line, text: before.into() });
        line += usize::from(here == '\n');
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let (before, here, after) = (lines[..at].concat(), lines[at], lines[at + 1..].concat());
        let bare = here.trim_end_matches('\n');
        let mut push = |text: String| all.push(Mutant { line: at, text });
        push(format!("{before}{after}"));
        push(format!("{before}{here}{here}{after}"));
        push(format!("{before} {here}{after}"));
        push(format!("{before}{bare} \n{after}"));
        push(format!("{before}{bare}\r\n{after}"));
        push(format!("{before}{here}\n{after}"));
        if let Some(next) = lines.get(at + 1) {
            push(format!("{before}{next}{here}{}", lines[at + 2..].concat()));
        }
    }
    let last = lines.len() - 1;
    for (line, text) in [
        (0, format!("\u{feff}{text}")),
        (0, format!(" {text}")),
        (0, format!("\n{text}")),
        (0, text.replace('\n', "\r\n")),
        (0, text.replace('\n', "\r")),
        (last, format!("{text}\n")),
        (last, format!("{text} ")),
        (last, format!("{text}\0")),
        (last, format!("{text}{text}")),
        (last, text.trim_end().into()),
    ] {
        all.push(Mutant { line, text });
    }
    all.retain(|mutant| mutant.text != text);
    all
}

/// What became of all mutants of a text: how many for each line and code; none is accepted that `unsigned` does not allow.
fn outcomes(
    text: &str,
    judge: &dyn Fn(&str) -> Result<String, &'static str>,
    unsigned: &dyn Fn(&Mutant) -> bool,
) -> BTreeMap<(usize, &'static str), usize> {
    assert_eq!(judge(text).as_deref(), Ok(text));
    let mut counts = BTreeMap::new();
    for mutant in mutants(text) {
        let code = match judge(&mutant.text) {
            Ok(printed) => {
                assert_eq!(printed, mutant.text, "read otherwise than it prints");
                assert!(unsigned(&mutant), "accepted: {:?}", mutant.text);
                "accepted"
            }
            Err(code) => code,
        };
        *counts.entry((mutant.line, code)).or_default() += 1;
    }
    counts
}

/// Sees that each line's mutants met the codes that are right for it, and each of these codes at least once.
fn check(counts: &BTreeMap<(usize, &'static str), usize>, wanted: &[(usize, &[&str])]) -> usize {
    for ((line, code), count) in counts {
        let (_, codes) = wanted.iter().rfind(|(first, _)| first <= line).unwrap();
        assert!(codes.contains(code), "line {line}: {count} mutants met `{code}`");
    }
    for (number, (first, codes)) in wanted.iter().enumerate() {
        let end = wanted.get(number + 1).map_or(usize::MAX, |(next, _)| *next);
        for code in *codes {
            assert!(
                counts.keys().any(|(line, met)| (*first..end).contains(line) && met == code),
                "line {first}: no `{code}`"
            );
        }
    }
    counts.values().sum()
}

fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(name, &[seed; 32]).unwrap()
}

/// The signature lines of two texts are the same but for their order and for repetitions.
fn same_signatures(one: &str, other: &str) -> bool {
    let set = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with('\u{2014}'))
            .map(String::from)
            .collect::<std::collections::BTreeSet<_>>()
    };
    set(one) == set(other)
}

fn signed_text(note: &str) -> &str {
    note.rsplit_once("\n\n").map_or("", |(text, _)| text)
}

#[test]
fn notes() {
    let (ours, also) = (key("coop.example/keeper", 1), key("lab.example/bench", 2));
    let text = note::sign("twelve kilograms\n\nof tea\n", &[&ours, &also]).unwrap();
    let keys: [Vkey; 2] = [ours.vkey().clone(), also.vkey().clone()];
    let judge = |text: &str| -> Result<String, &'static str> {
        let note = Note::parse(text).map_err(|error| error.code())?;
        let signers = note.verify(&keys).map_err(|error| error.code())?;
        if signers.len() == 2 { Ok(note.to_string()) } else { Err("one-signer") }
    };
    let counts = outcomes(&text, &judge, &|mutant| {
        signed_text(&mutant.text) == signed_text(&text) && same_signatures(&mutant.text, &text)
    });
    let count = check(
        &counts,
        &[
            (0, &["malformed-note", "bad-signature"]),
            (4, &["malformed-note", "bad-signature", "one-signer", "accepted"]),
        ],
    );
    println!("mutants of a note: {count}/{count}");
}

struct Logged {
    log: SigningKey,
    policy: Policy,
    leaves: Vec<[u8; 32]>,
    checkpoint: String,
}

/// A log of five leaves, seen by two witnesses who must both have signed.
fn logged() -> Logged {
    let log = key("log.example/tea", 4);
    let leaves: Vec<_> = (0..5_u8).map(|n| merkle::leaf_hash(Suite::Sha256, &[n])).collect();
    let body = checkpoint::body("log.example/tea", 5, &merkle::root(Suite::Sha256, &leaves));
    let mut checkpoint = note::sign(&body, &[&log]).unwrap();
    let mut witnesses = Vec::new();
    for seed in [5, 6] {
        let witness = SigningKey::witness_from_seed(&format!("w{seed}.example"), &[seed; 32]).unwrap();
        checkpoint = cosignature::cosign(&checkpoint, &witness, 1_700_000_000 + u64::from(seed)).unwrap();
        witnesses.push(witness.vkey().clone());
    }
    let policy = Policy::new(2, witnesses, &[log.vkey()]).unwrap();
    Logged { log, policy, leaves, checkpoint }
}

fn witnessed(policy: &Policy, checkpoint: &Checkpoint<'_>) -> Result<(), &'static str> {
    let seen = policy.witnessed(checkpoint).map_err(|error| error.code())?;
    if seen.time == Some(1_700_000_006) { Ok(()) } else { Err("quorum-short") }
}

const SIGNATURES: &[&str] =
    &["malformed-note", "bad-signature", "unknown-key", "quorum-short", "bad-checkpoint", "accepted"];

#[test]
fn checkpoints() {
    let Logged { log, policy, checkpoint, .. } = logged();
    let judge = |text: &str| -> Result<String, &'static str> {
        let checkpoint = Checkpoint::parse_bare(text).map_err(|error| error.code())?;
        checkpoint.verify(log.vkey()).map_err(|error| error.code())?;
        witnessed(&policy, &checkpoint).map(|()| checkpoint.to_string())
    };
    let counts = outcomes(&checkpoint, &judge, &|mutant| {
        signed_text(&mutant.text) == signed_text(&checkpoint) && same_signatures(&mutant.text, &checkpoint)
    });
    let count = check(
        &counts,
        &[
            (0, &["malformed-note", "bad-checkpoint", "other-origin"]),
            (1, &["malformed-note", "bad-checkpoint", "bad-signature"]),
            (2, &["malformed-note", "bad-checkpoint", "bad-signature"]),
            (3, &["malformed-note", "bad-checkpoint"]),
            (4, SIGNATURES),
        ],
    );
    println!("mutants of a checkpoint: {count}/{count}");
}

#[test]
fn log_proofs() {
    let Logged { log, policy, leaves, checkpoint } = logged();
    let hashes = merkle::inclusion_proof(Suite::Sha256, &leaves, 2).unwrap();
    let bare = terroir::proof::tlog_proof::print(2, &hashes, &checkpoint);
    let text = bare.replacen("index", "extra AQID\nindex", 1);
    let judge = |text: &str| -> Result<String, &'static str> {
        let proof = TlogProof::parse(text).map_err(|error| error.code())?;
        proof.verify(Suite::Sha256, &leaves[2], log.vkey()).map_err(|error| error.code())?;
        witnessed(&policy, proof.checkpoint()).map(|()| proof.to_string())
    };
    let without_extra = |text: &str| -> String {
        text.split_inclusive('\n').filter(|line| !line.starts_with("extra ")).collect()
    };
    let counts = outcomes(&text, &judge, &|mutant| {
        signed_text(&without_extra(&mutant.text)) == signed_text(&bare)
            && same_signatures(&mutant.text, &text)
    });
    let count = check(
        &counts,
        &[
            (0, &["malformed-proof"]),
            // Nobody signs extra data: any that is well written is as good as any other.
            (1, &["malformed-proof", "accepted"]),
            (2, &["malformed-proof", "index-beyond-size", "bad-checkpoint"]),
            (3, &["malformed-proof", "other-root", "proof-length", "bad-checkpoint"]),
            (6, &["malformed-proof", "bad-checkpoint"]),
            (7, &["malformed-note", "bad-checkpoint", "other-origin"]),
            // Another size may lead the same way: then the log has not signed it.
            (8, &["malformed-note", "bad-checkpoint", "proof-length", "bad-signature"]),
            (9, &["malformed-note", "bad-checkpoint", "other-root", "bad-signature"]),
            (10, &["malformed-note", "bad-checkpoint", "unknown-key"]),
            (11, SIGNATURES),
        ],
    );
    println!("mutants of a log proof: {count}/{count}");
    // As a passport carries it there is no extra data, and so nothing that nobody signed.
    assert_eq!(TlogProof::parse_bare(&text), Err(TlogProofError::ExtraNotAllowed));
}

/// Sixteen signatures are the most that a passport carries, 64 the most that are looked at; nothing is verified beyond.
#[test]
fn signatures_are_counted_before_any_is_verified() {
    let Logged { log, policy, checkpoint, .. } = logged();
    let line = |number: usize| format!("\u{2014} stranger{number} AAAAAAA=\n");
    let with = |more: usize| checkpoint.clone() + &(0..more).map(line).collect::<String>();
    assert!(Checkpoint::parse_bare(&with(13)).is_ok_and(|parsed| parsed.verify(log.vkey()).is_ok()));
    let many = CheckpointError::Note(NoteError::TooManySignatures { most: checkpoint::BARE_SIGNATURES });
    assert_eq!(Checkpoint::parse_bare(&with(14)), Err(many));
    let text = with(61);
    let parsed = Checkpoint::parse(&text).unwrap();
    assert!(witnessed(&policy, &parsed).is_ok());
    let many = CheckpointError::Note(NoteError::TooManySignatures { most: note::SIGNATURES });
    assert_eq!(Checkpoint::parse(&with(62)), Err(many));
}
