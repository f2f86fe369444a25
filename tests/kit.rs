//! A small world to make passports in: parties, keys, a trust bundle, ledgers, a log with witnesses.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use terroir::digest::{Hash, Suite};
use terroir::passport::{self, Question, Require, Seen, Verdict, file::Lot};
use terroir::proof::{
    Moment, base64, checkpoint, cosignature,
    disclosure::Disclosure,
    head::{Head, Status},
    key::SigningKey,
    keyring::Keyring,
    line, merkle, note, own,
    record::Draft,
    seal::Seal,
    tlog_proof, trust,
    trust::{Quorum, Trust},
};

/// The lot of most tests.
pub const LOT: &str = "t/coop.example/TEA-01/S26";
/// A time on which all that the kit makes is good.
pub const NOW: &str = "2026-04-10T12:00:00+08:00";

/// A signing key by name and number.
#[must_use]
pub fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(name, &[seed; 32]).unwrap()
}

/// Keeper of the co-op.
#[must_use]
pub fn keeper() -> SigningKey {
    key("coop.example/keeper", 1)
}

/// A laboratory's bench.
#[must_use]
pub fn lab() -> SigningKey {
    key("lab.example/bench-1", 2)
}

/// A carrier's truck.
#[must_use]
pub fn truck() -> SigningKey {
    key("cold.example/truck-7", 3)
}

/// An inspector, who may close chains.
#[must_use]
pub fn inspector() -> SigningKey {
    key("office.example/desk", 4)
}

/// The next keeper.
#[must_use]
pub fn packer() -> SigningKey {
    key("pack.example/keeper", 5)
}

/// A second key of the co-op's party.
#[must_use]
pub fn coop_truck() -> SigningKey {
    key("coop.example/truck", 6)
}

/// The root.
#[must_use]
pub fn root() -> SigningKey {
    key("roots.example/1", 7)
}

/// The log.
#[must_use]
pub fn log() -> SigningKey {
    key("log.example/tea", 8)
}

/// A witness of the log.
#[must_use]
pub fn witness(number: u8) -> SigningKey {
    SigningKey::witness_from_seed(&format!("witness{number}.example"), &[20 + number; 32]).unwrap()
}

fn record(key: &SigningKey, party: &str, may: &[&str]) -> Value {
    let may: Vec<Value> =
        may.iter().flat_map(|verb| ["01/", "t/", "j/"].map(|prefix| json!([verb, prefix]))).collect();
    json!({
        "from": "2026-01-01T00:00:00Z", "may": may, "party": party, "suite": "sha256",
        "until": "2027-01-01T00:00:00Z", "vkey": key.vkey().to_string(),
    })
}

const KEEPER: &[&str] = &[
    "keep",
    "write:made",
    "write:event",
    "write:correct",
    "write:output",
    "write:input",
    "write:handover",
    "write:span",
    "write:receipt",
    "write:end",
    "alias",
    "for",
];
const WRITER: &[&str] = &["write:event", "write:correct", "write:receipt", "write:span", "write:end"];

/// The trust bundle as JSON; tests change it before it is signed.
#[must_use]
pub fn bundle_json() -> Value {
    let mut inspecting = WRITER.to_vec();
    inspecting.push("close");
    let mut keys = [
        record(&keeper(), "coop.example", KEEPER),
        record(&coop_truck(), "coop.example", KEEPER),
        record(&packer(), "pack.example", KEEPER),
        record(&lab(), "lab.example", WRITER),
        record(&truck(), "cold.example", WRITER),
        record(&inspector(), "office.example", &inspecting),
    ];
    let witnesses = [1, 2, 3].map(|n| witness(n).vkey().to_string());
    keys.sort_by_key(|key| key["vkey"].as_str().map(str::to_owned));
    json!({
        "version": 3,
        "issued": "2026-04-01T00:00:00Z",
        "expires": "2026-12-31T00:00:00Z",
        "roots": {"k": 1, "keys": [root().vkey().to_string()]},
        "keys": keys,
        "logs": [log().vkey().to_string()],
        "witnesses": {"k": 2, "keys": witnesses},
        "parties": [
            {"id": "cold.example"}, {"id": "coop.example", "gtins": ["690123456"]}, {"id": "lab.example"},
            {"id": "office.example"}, {"id": "pack.example", "gtins": ["690999999"]},
        ],
        "snapshot": {"at": "2026-04-09T00:00:00Z"},
    })
}

/// A bundle, signed by the root.
#[must_use]
pub fn signed_bundle(json: &Value) -> String {
    let (text, message) = trust::prepare(&json.to_string()).unwrap();
    let id = root().vkey().id().as_str().to_owned();
    trust::assemble(&text, &BTreeMap::from([(id, root().sign(&message))]))
}

/// The pinned root.
#[must_use]
pub fn roots() -> Quorum {
    Quorum::new(1, vec![root().vkey().clone()]).unwrap()
}

/// The bundle, opened.
#[must_use]
pub fn opened(json: &Value) -> Trust {
    Trust::open(&signed_bundle(json), &roots()).unwrap()
}

/// The ordinary bundle, opened.
#[must_use]
pub fn trusted() -> Trust {
    opened(&bundle_json())
}

/// A lot's ledger while it grows.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The lot.
    pub lot: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// Its heads.
    pub heads: Vec<String>,
    /// Log proofs by head number.
    pub proofs: Vec<(u64, String)>,
    /// What is disclosed.
    pub disclosures: Vec<String>,
    chains: BTreeMap<(String, String), (u64, Hash)>,
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new(lot: &str) -> Self {
        Self { lot: lot.into(), ..Self::default() }
    }

    /// The ledger of the worked example, sealed.
    #[must_use]
    pub fn tea() -> Self {
        let mut ledger = Self::new(LOT);
        ledger.tea_lines();
        ledger.seal(&keeper(), Status::Sealed);
        ledger
    }

    /// The lines of the worked example, without the head.
    pub fn tea_lines(&mut self) {
        let grower = Disclosure::new(&[0x11; 16], "grower", "\"Test Person\"").unwrap();
        self.disclosures.push(grower.text().into());
        let amount = json!([["12.50", "KGM"]]);
        self.write_hidden(&keeper(), json!({"kind": "made", "act": act(0), "amount": amount}), &[grower]);
        self.write(
            &lab(),
            json!({"kind": "event", "act": act(1), "end": true, "event": event("inspecting")}),
        );
        self.write(
            &keeper(),
            json!({"kind": "output", "act": act(2), "amount": [["5.00", "KGM"]],
                   "child": "t/coop.example/BOX-100/S26-A"}),
        );
    }

    /// Writes an entry on the lot.
    pub fn write(&mut self, key: &SigningKey, entry: Value) -> &str {
        self.write_hidden(key, entry, &[])
    }

    /// Writes an entry with hidden members.
    pub fn write_hidden(&mut self, key: &SigningKey, mut entry: Value, hidden: &[Disclosure]) -> &str {
        if entry.get("subject").is_none() {
            entry["subject"] = json!(self.lot);
        }
        let line = self.line(key, &entry, hidden);
        self.lines.push(line);
        self.lines.last().unwrap()
    }

    /// Makes a line that continues its chain, without taking it in.
    pub fn line(&mut self, key: &SigningKey, entry: &Value, hidden: &[Disclosure]) -> String {
        let id = key.vkey().id().as_str();
        let chain = (id.to_owned(), entry["subject"].as_str().unwrap().to_owned());
        let draft = Draft {
            entry: &entry.to_string(),
            key: id,
            suite: Suite::Sha256,
            previous: self.chains.get(&chain).copied(),
            hidden,
            public: &[],
        };
        let recorded = draft.prepare().unwrap_or_else(|error| panic!("{error:?}: {entry}")).sign(key);
        self.chains.insert(chain, (recorded.n, recorded.hash));
        recorded.line
    }

    /// Number and hash of the last entry of a chain.
    #[must_use]
    pub fn last(&self, key: &SigningKey, subject: &str) -> (u64, String) {
        let (n, hash) = self.chains[&(key.vkey().id().as_str().to_owned(), subject.to_owned())];
        (n, base64::encode(&hash))
    }

    /// Forgets the last entry of a chain, as if a number before it were the last.
    pub fn rewind(&mut self, key: &SigningKey, subject: &str, last: Option<(u64, Hash)>) {
        let chain = (key.vkey().id().as_str().to_owned(), subject.to_owned());
        match last {
            Some(last) => self.chains.insert(chain, last),
            None => self.chains.remove(&chain),
        };
    }

    /// The keeper signs a head over all lines, whatever they are.
    pub fn seal(&mut self, key: &SigningKey, status: Status) {
        let heads: Vec<&str> = self.heads.iter().map(String::as_str).collect();
        let lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        let seal = Seal {
            lot: &self.lot,
            issuer: self.issuer(),
            key: key.vkey().id().as_str(),
            suite: Suite::Sha256,
            status,
            by: (status == Status::Superseded).then_some("t/coop.example/TEA-01/S26-B"),
            certs: &[],
            time: &format!("2026-04-06T08:{:02}:00+08:00", 5 + self.heads.len()),
            lines: &lines,
            heads: &heads,
        };
        let trust = trusted();
        let head = seal.prepare(&Keyring::new(Some(&trust))).unwrap();
        self.heads.push(head.sign(key));
    }

    /// As [`Ledger::seal`], but without any check: what a liar signs.
    pub fn seal_unchecked(&mut self, key: &SigningKey, status: Status) {
        let suite = Suite::Sha256;
        let leaves: Vec<Hash> = self.lines.iter().map(|text| line::leaf(suite, text)).collect();
        let draft = terroir::proof::head::HeadDraft {
            by: None,
            certs: &[],
            count: leaves.len() as u64,
            issuer: self.issuer(),
            key: key.vkey().id().as_str(),
            lot: &self.lot,
            n: self.heads.len() as u64,
            prev: self.heads.last().map(|head| Head::parse(head).unwrap().hash()),
            root: merkle::root(suite, &leaves),
            status,
            suite,
            time: &format!("2026-04-06T08:{:02}:00+08:00", 5 + self.heads.len()),
        };
        let json = draft.print().unwrap();
        self.heads.push(line::join(&json, &key.sign(&line::Context::Head.message(suite, &json))));
    }

    fn issuer(&self) -> &str {
        self.lot.strip_prefix("t/").map_or("coop.example", |path| path.split('/').next().unwrap())
    }

    /// Logs the newest head and has it witnessed at a second.
    pub fn logged(&mut self, seconds: u64) {
        let text = log_proof(self.heads.last().unwrap(), &[(1, seconds), (2, seconds + 5)]);
        self.proofs.push((self.heads.len() as u64 - 1, text));
    }

    /// The passport with parents.
    #[must_use]
    pub fn passport_of(&self, parents: &[&str], bounded: &[&str]) -> String {
        let lot = self.as_lot();
        let parts = passport::Parts {
            lot: &lot,
            parents,
            bounded,
            rotations: &[],
            aliases: &[],
            certificates: &[],
            attested: &[],
            lists: &[],
            limit: 1 << 20,
        };
        passport::build(&parts).unwrap()
    }

    /// The parts of a passport.
    #[must_use]
    pub fn as_lot(&self) -> Lot<'_> {
        Lot {
            name: &self.lot,
            heads: self.heads.iter().map(String::as_str).collect(),
            proofs: self.proofs.iter().map(|(head, text)| (*head, text.as_str())).collect(),
            lines: self.lines.iter().map(String::as_str).collect(),
            disclosures: self.disclosures.iter().map(String::as_str).collect(),
        }
    }

    /// The passport of a lot without parents.
    #[must_use]
    pub fn passport(&self) -> String {
        self.passport_of(&[], &[])
    }

    /// Label (a) of the lot as it stands.
    #[must_use]
    pub fn label(&self) -> String {
        let head = Head::parse(self.heads.last().unwrap()).unwrap();
        passport::label::Label::print("coop.example", &self.lot.parse().unwrap(), head.count, &head.root)
            .unwrap()
    }
}

/// A log that holds three other leaves and this head; its proof, witnessed by some.
#[must_use]
pub fn log_proof(head: &str, witnesses: &[(u8, u64)]) -> String {
    let suite = Suite::Sha256;
    let mut leaves: Vec<Hash> = (0..3_u8).map(|n| merkle::leaf_hash(suite, &[n])).collect();
    leaves.push(line::logged_head_leaf(suite, head));
    let body = checkpoint::body("log.example/tea", 4, &merkle::root(suite, &leaves));
    let mut signed = note::sign(&body, &[&log()]).unwrap();
    for (number, seconds) in witnesses {
        signed = cosignature::cosign(&signed, &witness(*number), *seconds).unwrap();
    }
    tlog_proof::print(3, &merkle::inclusion_proof(suite, &leaves, 3).unwrap(), &signed)
}

/// A rotation: the first key goes over to the second, and both sign.
#[must_use]
pub fn rotation(from: &SigningKey, to: &SigningKey, time: &str) -> String {
    let json =
        own_json(&json!({"from": from.vkey().id().as_str(), "time": time, "to": to.vkey().to_string()}));
    let message = line::Context::Rotation.message(Suite::Sha256, &json);
    let [old, new] = [from, to].map(|key| base64::encode(&key.sign(&message)));
    format!("{json} {old} {new}")
}

/// An alias: a key says that two names mean one lot.
#[must_use]
pub fn alias(key: &SigningKey, names: [&str; 2], time: &str) -> String {
    signed_statement(
        key,
        line::Context::Alias,
        &json!({"key": key.vkey().id().as_str(), "names": names, "time": time}),
    )
}

/// A statement in its one form, signed.
#[must_use]
pub fn signed_statement(key: &SigningKey, context: line::Context, statement: &Value) -> String {
    let json = own_json(statement);
    line::join(&json, &key.sign(&context.message(Suite::Sha256, &json)))
}

/// The one form of our own JSON.
#[must_use]
pub fn own_json(value: &Value) -> String {
    own::print(&value.to_string(), |_| own::Place::Own).unwrap()
}

/// A time of an act, so many days after the first.
#[must_use]
pub fn act(day: u8) -> String {
    format!("2026-04-{:02}T06:30:00+08:00", 3 + day)
}

/// An EPCIS event on some lot.
#[must_use]
pub fn event(step: &str) -> Value {
    json!({
        "type": "ObjectEvent", "eventTime": "2026-04-05T10:00:00+08:00", "eventTimeZoneOffset": "+08:00",
        "action": "OBSERVE", "bizStep": step,
        "quantityList": [{"epcClass": "https://coop.example/t/coop.example/TEA-01/S26"}],
    })
}

/// A verdict with the ordinary bundle, time and policy.
#[must_use]
pub fn judge(passport: &str, scanned: Option<&str>) -> Verdict {
    judge_with(passport, scanned, Some(&trusted()), None)
}

/// A verdict with another bundle, and with what was seen.
#[must_use]
pub fn judge_with(
    passport: &str,
    scanned: Option<&str>,
    trust: Option<&Trust>,
    seen: Option<&Seen>,
) -> Verdict {
    passport::verify(&Question {
        passport: passport.as_bytes(),
        trust,
        scanned,
        now: Moment::parse(NOW),
        seen,
        require: &Require::default(),
        limit: 1 << 20,
    })
}
