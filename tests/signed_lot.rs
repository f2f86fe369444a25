//! A lot of twenty events and its twenty-four signatures, in any algorithm: for tests, and for the benches beside them.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use terroir::{
    digest::{Hash, Suite},
    passport::{self, Question, Require, Verdict, file::Lot},
    proof::{
        Moment, checkpoint, cosignature,
        head::Status,
        key::{Algorithm, PublicKey, SignatureBytes, SigningKey},
        keyring::Keyring,
        line, merkle, note,
        record::Draft,
        seal::Seal,
        tlog_proof,
        trust::{self, Quorum, Trust},
    },
};

const LOT: &str = "t/coop.example/TEA-01/S26";
const LOG: &str = "log.example/tea";
const DAY: &str = "2026-04-06";
/// A time on which the lot is good.
pub const NOW: &str = "2026-04-10T12:00:00+08:00";
/// Events of the lot.
pub const EVENTS: u8 = 20;

/// One of the signatures that a verifier has to check.
#[derive(Clone, Debug)]
pub struct Made {
    /// By this key.
    pub key: PublicKey,
    /// Over these bytes.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: SignatureBytes,
}

/// A passport, what it is verified with, and the signatures in all of that.
#[derive(Clone, Debug)]
pub struct SignedLot {
    /// The passport's text.
    pub passport: String,
    /// The trust bundle's text.
    pub bundle: String,
    /// The pinned roots.
    pub roots: Quorum,
    /// Bundle, entries, head, log and witness, in this order.
    pub signatures: Vec<Made>,
}

impl SignedLot {
    /// A lot whose keys are all of one algorithm, but for the witness: a cosignature is Ed25519 always.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Self {
        let suite = if algorithm == Algorithm::Sm2 { Suite::Sm3 } else { Suite::Sha256 };
        Maker { algorithm, suite, signatures: Vec::new() }.lot()
    }

    /// The request of `verify_passport`.
    #[must_use]
    pub fn request(&self) -> Value {
        let roots: Vec<String> = self.roots.keys().iter().map(ToString::to_string).collect();
        json!({
            "passport": self.passport, "bundle": self.bundle, "roots": {"k": 1, "keys": roots},
            "scanned": LOT, "now": NOW,
        })
    }

    /// The trust bundle, opened.
    #[must_use]
    pub fn trust(&self) -> Trust {
        Trust::open(&self.bundle, &self.roots).unwrap()
    }

    /// The verdict, from the texts of bundle and passport on.
    #[must_use]
    pub fn verify(&self) -> Verdict {
        self.verify_with(&self.trust())
    }

    /// The verdict with a bundle that is open already.
    #[must_use]
    pub fn verify_with(&self, trust: &Trust) -> Verdict {
        passport::verify(&Question {
            passport: self.passport.as_bytes(),
            trust: Some(trust),
            scanned: Some(LOT),
            now: Moment::parse(NOW),
            seen: None,
            require: &Require::default(),
            limit: 1 << 20,
        })
    }
}

struct Maker {
    algorithm: Algorithm,
    suite: Suite,
    signatures: Vec<Made>,
}

impl Maker {
    fn lot(mut self) -> SignedLot {
        let (root, log) = (self.key("roots.example/1", 7), self.key(LOG, 8));
        let witness = SigningKey::witness_from_seed("witness.example", &[9; 32]).unwrap();
        let writers = [
            ("coop.example", self.key("coop.example/keeper", 1)),
            ("lab.example", self.key("lab.example/bench-1", 2)),
            ("cold.example", self.key("cold.example/truck-7", 3)),
        ];
        let bundle = self.bundle(&writers, &root, &log, &witness);
        let roots = Quorum::new(1, vec![root.vkey().clone()]).unwrap();
        let lines = self.lines(&writers);
        let head = self.head(&lines, &writers[0].1, &Trust::open(&bundle, &roots).unwrap());
        let proof = self.logged(&head, &log, &witness);
        let lot = Lot {
            name: LOT,
            heads: vec![&head],
            proofs: vec![(0, &proof)],
            lines: lines.iter().map(String::as_str).collect(),
            disclosures: Vec::new(),
        };
        let parts = passport::Parts {
            lot: &lot,
            parents: &[],
            bounded: &[],
            rotations: &[],
            aliases: &[],
            certificates: &[],
            attested: &[],
            lists: &[],
            limit: 1 << 20,
        };
        let passport = passport::build(&parts).unwrap();
        SignedLot { passport, bundle, roots, signatures: self.signatures }
    }

    fn key(&self, name: &str, secret: u8) -> SigningKey {
        SigningKey::new(self.algorithm, name, &[secret; 32]).unwrap()
    }

    fn sign(&mut self, key: &SigningKey, message: &[u8]) -> SignatureBytes {
        let signature = key.sign(message);
        let key = key.vkey().public_key();
        let key = match key.algorithm() {
            Algorithm::Cosignature => PublicKey::new(Algorithm::Ed25519, key.bytes()).unwrap(),
            _ => key.clone(),
        };
        self.signatures.push(Made { key, message: message.to_vec(), signature });
        signature
    }

    fn bundle(
        &mut self,
        writers: &[(&str, SigningKey)],
        root: &SigningKey,
        log: &SigningKey,
        witness: &SigningKey,
    ) -> String {
        let may = ["keep", "write:made", "write:event"].map(|verb| json!([verb, LOT]));
        let mut keys: Vec<Value> = writers
            .iter()
            .map(|(party, key)| {
                json!({
                    "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z", "may": may, "party": party,
                    "suite": self.suite.name(), "vkey": key.vkey().to_string(),
                })
            })
            .collect();
        keys.sort_by_key(|key| key["vkey"].as_str().map(str::to_owned));
        let json = json!({
            "version": 1, "issued": "2026-04-01T00:00:00Z", "expires": "2026-12-31T00:00:00Z",
            "roots": {"k": 1, "keys": [root.vkey().to_string()]},
            "keys": keys, "logs": [log.vkey().to_string()],
            "witnesses": {"k": 1, "keys": [witness.vkey().to_string()]},
            "parties": [{"id": "cold.example"}, {"id": "coop.example"}, {"id": "lab.example"}],
            "snapshot": {"at": "2026-04-09T00:00:00Z"},
        });
        let (text, message) = trust::prepare(&json.to_string()).unwrap();
        let signature = self.sign(root, &message);
        trust::assemble(&text, &BTreeMap::from([(root.vkey().id().as_str().to_owned(), signature)]))
    }

    /// The writers take turns; the last entry of all but the keeper says that it is the last.
    fn lines(&mut self, writers: &[(&str, SigningKey)]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut chains: Vec<Option<(u64, Hash)>> = vec![None; writers.len()];
        for n in 0..EVENTS {
            let turn = usize::from(n) % writers.len();
            let act = format!("{DAY}T{n:02}:30:00+08:00");
            let mut entry = json!({"kind": "event", "subject": LOT, "act": act, "event": event(n, &act)});
            if n == 0 {
                entry["kind"] = json!("made");
                entry["amount"] = json!([["12.50", "KGM"]]);
            } else if turn > 0 && usize::from(n) + writers.len() >= usize::from(EVENTS) {
                entry["end"] = json!(true);
            }
            let key = &writers[turn].1;
            let draft = Draft {
                entry: &entry.to_string(),
                key: key.vkey().id().as_str(),
                suite: self.suite,
                previous: chains[turn],
                hidden: &[],
                public: &[],
            };
            let unsigned = draft.prepare().unwrap();
            let signature = self.sign(key, &unsigned.message);
            let recorded = unsigned.signed(&signature);
            chains[turn] = Some((recorded.n, recorded.hash));
            lines.push(recorded.line);
        }
        lines
    }

    fn head(&mut self, lines: &[String], keeper: &SigningKey, trust: &Trust) -> String {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let seal = Seal {
            lot: LOT,
            issuer: "coop.example",
            key: keeper.vkey().id().as_str(),
            suite: self.suite,
            status: Status::Sealed,
            by: None,
            certs: &[],
            time: &format!("{DAY}T22:00:00+08:00"),
            lines: &lines,
            heads: &[],
        };
        let unsigned = seal.prepare(&Keyring::new(Some(trust))).unwrap();
        line::join(&unsigned.json, &self.sign(keeper, &unsigned.message))
    }

    /// A log of four leaves, of which the head is the last; witnessed once.
    fn logged(&mut self, head: &str, log: &SigningKey, witness: &SigningKey) -> String {
        let mut leaves: Vec<Hash> = (0..3_u8).map(|n| merkle::leaf_hash(self.suite, &[n])).collect();
        leaves.push(line::logged_head_leaf(self.suite, head));
        let body = checkpoint::body(LOG, 4, &merkle::root(self.suite, &leaves));
        let time = 1_775_500_000;
        self.sign(log, body.as_bytes());
        self.sign(witness, format!("cosignature/v1\ntime {time}\n{body}").as_bytes());
        let signed = cosignature::cosign(&note::sign(&body, &[log]).unwrap(), witness, time).unwrap();
        tlog_proof::print(3, &merkle::inclusion_proof(self.suite, &leaves, 3).unwrap(), &signed)
    }
}

/// An act on the lot; what the truck writes holds a reading of its device.
fn event(n: u8, act: &str) -> Value {
    let mut event = json!({
        "type": "ObjectEvent", "eventTime": act, "eventTimeZoneOffset": "+08:00",
        "action": if n == 0 { "ADD" } else { "OBSERVE" },
        "bizStep": if n == 0 { "commissioning" } else { "storing" },
        "quantityList": [{"epcClass": format!("https://coop.example/{LOT}")}],
    });
    if n % 3 == 2 {
        let reading = json!({"type": "gs1:Temperature", "value": 4, "uom": "CEL"});
        event["sensorElementList"] = json!([{"sensorReport": [reading]}]);
    }
    event
}
