//! A passport in which every section stands, and what a mutant of it is judged to be.

use super::super::attested;
use serde_json::json;
use std::collections::BTreeSet;
use terroir::{
    digest::Suite,
    passport::{self, Parts, Question, Require, Verdict, file::Lot},
    proof::{
        Moment, base64,
        code::Class,
        disclosure::Disclosure,
        head::Status,
        key::SigningKey,
        line::{self, Context},
        merkle,
        trust::Trust,
    },
};
use terroir_tests::kit::{self, Ledger, act, event, keeper, lab, truck};

pub(super) const SECONDS: u64 = 1_775_440_800;
const BRAND: &str = "01/06901234567892/10/S26";
const JOURNEY: &str = "j/cold.example/truck-7/2026-04";
const LIST: &str = "{\"type\":\"BitstringStatusListCredential\"}";

/// A passport with everything that it is judged by.
pub(super) struct Whole {
    pub(super) text: String,
    pub(super) trust: Trust,
    /// The other name, by which it was scanned.
    pub(super) scanned: String,
    /// Codes of the passport as it is.
    open: BTreeSet<String>,
}

/// The laboratory's next key.
pub(super) fn next_lab() -> SigningKey {
    kit::key("lab.example/bench-1", 77)
}

/// A box that keeps what `number` says apart from its likes: made of two lots, one of them bounded.
pub(super) fn ledger(number: u8) -> (Ledger, [Ledger; 2]) {
    let (tea, oil) = (parent("TEA-01", number), parent("TEA-02", number));
    let mut boxed = Ledger::new(&lot_name("BOX-100", number));
    let grower = Disclosure::new(&[number; 16], "grower", "\"Test Person\"").unwrap();
    let phone = Disclosure::new(&[number + 100; 16], "phone", "\"1\"").unwrap();
    boxed.write(&keeper(), input(&tea, 2));
    boxed.write(&keeper(), input(&oil, 2));
    let made = json!({"kind": "made", "act": act(4), "amount": [["10.00", "KGM"]]});
    boxed.write_hidden(&keeper(), made, std::slice::from_ref(&grower));
    boxed.seal(&keeper(), Status::Open);
    boxed.logged(SECONDS);
    let tested = json!({"kind": "event", "act": act(4), "end": true, "event": event("inspecting")});
    boxed.write_hidden(&next_lab(), tested, std::slice::from_ref(&phone));
    travelled(&mut boxed);
    boxed.seal_unchecked(&keeper(), Status::Sealed);
    boxed.logged(SECONDS + 60);
    boxed.disclosures = vec![grower.text().into(), phone.text().into()];
    (boxed, [tea, oil])
}

fn lot_name(product: &str, number: u8) -> String {
    match number {
        0 => format!("t/coop.example/{product}/S26-A"),
        _ => format!("t/coop.example/{product}/S26-B"),
    }
}

/// A lot that gives five kilograms to the box; its record goes on afterwards.
fn parent(product: &str, number: u8) -> Ledger {
    let mut lot = Ledger::new(&lot_name(product, number));
    lot.write(&keeper(), json!({"kind": "made", "act": act(0), "amount": [["12.50", "KGM"]]}));
    lot.write(&lab(), json!({"kind": "event", "act": act(1), "end": true, "event": event("inspecting")}));
    let given = json!({"kind": "output", "act": act(2), "amount": [["5.00", "KGM"]], "child": lot_name("BOX-100", number)});
    lot.write(&keeper(), given);
    lot.seal(&keeper(), Status::Sealed);
    lot.logged(SECONDS);
    lot
}

fn input(parent: &Ledger, at: usize) -> serde_json::Value {
    let leaves: Vec<_> = parent.lines.iter().map(|text| line::leaf(Suite::Sha256, text)).collect();
    json!({"kind": "input", "act": act(3), "amount": [["5.00", "KGM"]], "count": leaves.len(), "line": at,
        "parent": parent.lot, "root": base64::encode(&merkle::root(Suite::Sha256, &leaves)), "suite": "sha256"})
}

/// The truck's journey, spanned by the truck.
fn travelled(lot: &mut Ledger) {
    let reading =
        |n: u8| json!({"kind": "event", "act": act(n), "event": event("transporting"), "subject": JOURNEY});
    let lines = [1, 2].map(|n| lot.line(&truck(), &reading(n), &[]));
    let (last, hash) = lot.last(&truck(), JOURNEY);
    let chain = json!({"key": truck().vkey().id().as_str(), "subject": JOURNEY});
    let span = json!({"kind": "span", "act": act(3), "end": true, "first": 0, "last": last, "hash": hash, "chain": chain});
    lot.write(&truck(), span);
    lot.lines.extend(lines);
}

/// The passport of the box numbered so.
pub(super) fn text(number: u8) -> String {
    let (boxed, [tea, mut oil]) = ledger(number);
    // The bounded parent went on after it had given; the input names the root before.
    oil.write(&keeper(), json!({"kind": "event", "act": act(3), "event": event("storing")}));
    oil.seal(&keeper(), Status::Sealed);
    oil.logged(SECONDS);
    let lot: Lot<'_> = boxed.as_lot();
    let parts = Parts {
        lot: &lot,
        parents: &[&tea.passport(), &oil.passport()],
        bounded: &[&oil.lot],
        rotations: &[&kit::rotation(&lab(), &next_lab(), &act(0))],
        aliases: &[&kit::alias(&keeper(), [&brand(number), &boxed.lot], &act(3))],
        certificates: &[],
        attested: &[&kit::signed_statement(
            &kit::inspector(),
            Context::Verdict,
            &attested::statement(&boxed, &kit::inspector()),
        )],
        lists: &[LIST],
        limit: 1 << 20,
    };
    passport::build(&parts).unwrap()
}

fn brand(number: u8) -> String {
    format!("{BRAND}{}", ["", "-B"][usize::from(number)])
}

impl Whole {
    pub(super) fn new() -> Self {
        let pinned = base64::encode(&Suite::Sha256.hash(&[LIST.as_bytes()]));
        let trust = attested::bundle(|bundle| {
            bundle["snapshot"]["lists"] = json!([{"hash": pinned, "uri": "https://office.example/status/1"}]);
        });
        let mut whole = Self {
            text: text(0),
            trust,
            scanned: format!("https://brand.example/{BRAND}"),
            open: BTreeSet::new(),
        };
        whole.open = told(&whole.judge(&whole.text));
        whole
    }

    pub(super) fn judge(&self, text: &str) -> Verdict {
        passport::verify(&Question {
            passport: text.as_bytes(),
            trust: Some(&self.trust),
            scanned: Some(&self.scanned),
            now: Moment::parse(kit::NOW),
            seen: None,
            require: &require(),
            limit: 1 << 20,
        })
    }

    /// The codes by which a mutant fails or stays open where the passport itself does not; `unreadable` goes without saying.
    pub(super) fn codes(&self, verdict: &Verdict) -> Vec<String> {
        told(verdict).difference(&self.open).filter(|code| !code.ends_with("/unreadable")).cloned().collect()
    }
}

/// Everything is asked for but what only `seen` can show.
fn require() -> Require {
    Require::parse(
        r#"{"aspects":["bytes","signatures","chains","completeness","genealogy","log-inclusion","witnesses","recall","certification","freshness","redaction","identity"]}"#,
    )
    .unwrap()
}

/// `aspect/code` of all that fails or is open.
pub(super) fn told(verdict: &Verdict) -> BTreeSet<String> {
    let codes =
        verdict.aspects.iter().flat_map(|one| one.codes.iter().map(move |(code, _)| (one.aspect, *code)));
    codes
        .filter(|(_, code)| code.class() != Class::Note)
        .map(|(aspect, code)| format!("{}/{}", aspect.name(), code.as_str()))
        .collect()
}

#[test]
fn the_passport_itself_is_accepted() {
    let whole = Whole::new();
    let verdict = whole.judge(&whole.text);
    assert_eq!(verdict.outcome, passport::verdict::Outcome::Accepted, "{:#?}", verdict.reasons);
    for section in [
        "@heads 2",
        "@proof 1",
        "@disclosures 2",
        "@bounded",
        "@prefix",
        "@rotations",
        "@aliases",
        "@attested",
        "@lists",
    ] {
        assert!(whole.text.contains(&format!("\n{section}")), "{section}");
    }
    let other = whole.judge(&text(1));
    println!("{:?}", whole.codes(&other));
}
