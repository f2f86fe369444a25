//! Every mutation of a valid SD-JWT, `vc+jwt`, Data Integrity credential and status list is refused, or cannot be judged;
//! none is accepted.

use super::passport_mutants::Met;
use serde_json::{Value, json};
use terroir::{
    digest::json as tape,
    proof::{
        Moment, base64,
        credential::{
            code::{Code, Outcome, Verdict},
            issue::{self, Terms},
            multikey,
            pinned::{Issuer, Pinned},
            sd_jwt::{self, Asked, Binding, BindingAsked, Draft},
            vc,
        },
        key::SigningKey,
    },
};
use terroir_tests::Tally;

const NOW: &str = "2026-11-24T12:00:00+08:00";
const LIST: &str = "https://lab.example/status/1";
/// 131,072 bits, none of them set; and with the bits 0, 7, 8, 94567 and 131071 set (Bitstring Status List, example 4).
const NONE_SET: &str = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
const FIVE_SET: &str = "uH4sIAAAAAAACA-3QAREAAAQEMN-c5nJwW4RNFwAAAAAAAAAAAAAAz0QBAAAAwDVZrxDDXQBAAAA";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed("k", &[seed; 32]).unwrap()
}

pub(super) fn did(seed: u8) -> String {
    multikey::did_of(key(seed).vkey().public_key()).unwrap()
}

/// The lab and the keeper of its status list are trusted.
pub(super) fn pinned() -> Pinned {
    let issuers = [1, 3].map(|seed| Issuer::of_did_key(&did(seed)).unwrap());
    Pinned { issuers: issuers.into(), now: Moment::parse(NOW), ..Pinned::default() }
}

fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "LabReport"],
        "issuer": did(1),
        "validFrom": "2026-11-01T00:00:00Z",
        "validUntil": "2027-11-01T00:00:00Z",
        "credentialStatus": {
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "94567", "statusListCredential": LIST,
        },
        "credentialSubject": {"id": "urn:lot:S26", "residue": ["none", 0.01, null, true]},
    })
}

fn list_credential(encoded: &str) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(3),
        "validFrom": "2026-11-24T00:00:00Z",
        "validUntil": "2026-11-25T00:00:00Z",
        "credentialSubject": {
            "id": format!("{LIST}#list"), "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Jwt,
    Proof,
}

fn sign(credential: &Value, form: Form, seed: u8) -> String {
    let text = credential.to_string();
    let document = tape::read(text.as_bytes()).unwrap();
    let signed = match form {
        Form::Jwt => issue::as_jwt(document.root(), &Terms::default(), &key(seed)),
        Form::Proof => {
            let terms = Terms {
                created: Some("2026-11-24T00:00:00Z"),
                expires: Some("2027-01-01T00:00:00Z"),
                ..Terms::default()
            };
            issue::with_proof(document.root(), &terms, &key(seed))
        }
    };
    signed.unwrap()
}

/// Signs whatever it is, as a dishonest or careless issuer might.
fn sign_anyhow(credential: &Value, seed: u8) -> String {
    let fragment = did(seed)[8..].to_owned();
    token(
        &json!({"alg": "EdDSA", "cty": "vc", "kid": fragment, "typ": "vc+jwt"}),
        &credential.to_string(),
        seed,
    )
}

pub(super) fn token(header: &Value, payload: &str, seed: u8) -> String {
    let signed =
        [header.to_string().as_str(), payload].map(|part| base64::encode_url(part.as_bytes())).join(".");
    format!("{signed}.{}", base64::encode_url(&key(seed).sign(signed.as_bytes())))
}

fn judged(text: &str, lists: &[&str]) -> Verdict {
    let found = vc::verify(text, &pinned(), &Asked::default(), lists);
    let outcome = found.judged.verdict.outcome(&[]);
    assert!(outcome == Outcome::Accepted || found.judged.claims.is_none() || !found.judged.verdict.fails());
    found.judged.verdict
}

/// Byte by byte: changed into each class of bytes, left out, doubled, swapped; and the whole with something around it.
fn mutants(text: &str, step: usize) -> Vec<String> {
    let mut made = Vec::new();
    for (at, byte) in text.bytes().enumerate().step_by(step) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        made.push(format!("{before}{after}"));
        made.push(format!("{before}{0}{0}{after}", char::from(byte)));
        let flipped = char::from(byte ^ 1);
        for other in [flipped, 'A', '_', '.', '~', '=', ' ', '\n', '"', '0', '\u{e9}'] {
            made.push(format!("{before}{other}{after}"));
        }
        if let Some(next) = after.chars().next() {
            made.push(format!("{before}{next}{}{}", char::from(byte), &after[1..]));
        }
    }
    for around in [" {}", "{} ", "{}\n", "{}\r\n", "\u{feff}{}", "{}\0", "{}{}", "{}~", "~{}", "{}."] {
        made.push(around.replace("{}", text));
    }
    made.push(text.replace('\n', "\r\n"));
    made.push(String::new());
    made.retain(|mutant| mutant != text);
    made
}

/// The part of a text in which a mutant begins to differ from it, by its number; a part ends at one of `marks`.
fn part(text: &str, mutant: &str, marks: &[char]) -> usize {
    let same = text.chars().zip(mutant.chars()).take_while(|(one, other)| one == other);
    same.filter(|(one, _)| marks.contains(one)).count()
}

/// Holds the codes that refused the mutants of each part against the page of that name.
fn tell(page: &str, text: &str, marks: &[char], found: Vec<(String, Verdict)>, same: impl Fn(&str) -> bool) {
    let mut tally = Tally::new(page);
    let mut met = Met::default();
    for (mutant, verdict) in found {
        let codes = verdict.reasons().iter().map(|flaw| flaw.code.as_str().to_owned());
        let accepted = verdict.outcome(&[]) == Outcome::Accepted;
        met.add(&format!("part {}", part(text, &mutant, marks)), codes);
        let outcome = if accepted && !same(&mutant) { Err("accepted".into()) } else { Ok(()) };
        tally.case(&mutant, outcome);
    }
    met.held_against_page(&format!("credential_mutants/{page}"));
    tally.finish();
}

#[test]
fn no_mutant_of_a_jwt_is_accepted() {
    let (text, list) = (sign(&credential(), Form::Jwt, 1), sign(&list_credential(NONE_SET), Form::Jwt, 3));
    assert_eq!(judged(&text, &[&list]).outcome(&[]), Outcome::Accepted);
    let found = mutants(&text, 3).into_iter().map(|mutant| (mutant.clone(), judged(&mutant, &[&list])));
    tell("vc_jwt", &text, &['.'], found.collect(), |_| false);
}

#[test]
fn a_mutant_of_a_credential_with_proof_is_accepted_only_if_it_says_the_same() {
    let (text, list) =
        (sign(&credential(), Form::Proof, 1), sign(&list_credential(NONE_SET), Form::Proof, 3));
    assert_eq!(judged(&text, &[&list]).outcome(&[]), Outcome::Accepted);
    let value: Value = serde_json::from_str(&text).unwrap();
    let found = mutants(&text, 3).into_iter().map(|mutant| (mutant.clone(), judged(&mutant, &[&list])));
    tell("proof", &text, &[], found.collect(), |mutant| {
        serde_json::from_str::<Value>(mutant).is_ok_and(|other| other == value)
    });
}

#[test]
fn no_mutant_of_a_status_list_says_that_a_credential_stands() {
    let text = sign(&credential(), Form::Jwt, 1);
    for (form, page) in [(Form::Jwt, "list_as_jwt"), (Form::Proof, "list_with_proof")] {
        let list = sign(&list_credential(NONE_SET), form, 3);
        let value: Option<Value> = serde_json::from_str(&list).ok();
        let found = mutants(&list, 11).into_iter().map(|mutant| (mutant.clone(), judged(&text, &[&mutant])));
        tell(page, &list, &['.'][usize::from(form == Form::Proof)..], found.collect(), |mutant| {
            value.is_some() && serde_json::from_str::<Value>(mutant).ok() == value
        });
    }
}

fn salts() -> [String; 4] {
    [1, 2, 3, 4].map(|byte| base64::encode_url(&[byte * 17; 16]))
}

fn bound() -> String {
    let holder = terroir::proof::credential::jwk::text(key(2).vkey().public_key()).unwrap();
    let claims = json!({
        "iss": did(1), "exp": 1_900_000_000, "grower": "Test Person",
        "plots": ["P1", "P2"], "address": {"village": "V", "county": "C"},
    });
    let (claims, salts) = (claims.to_string(), salts());
    let (claims, holder) = (tape::read(claims.as_bytes()).unwrap(), tape::read(holder.as_bytes()).unwrap());
    let salts: Vec<&str> = salts.iter().map(String::as_str).collect();
    let draft = Draft {
        hide: &["/grower", "/plots/1", "/address", "/address/village"],
        salts: &salts,
        holder: Some(holder.root()),
        typ: Some("example+sd-jwt"),
        ..Draft::new(claims.root())
    };
    let issued = sd_jwt::issue(&draft, &key(1)).unwrap();
    let binding = Binding { key: &key(2), nonce: "n-0", audience: "https://buyer.example", at: at_now() };
    sd_jwt::present(&issued.text, &[0, 1, 2, 3], Some(binding)).unwrap()
}

fn at_now() -> Moment {
    Moment::parse(NOW).unwrap()
}

fn judged_bound(text: &str) -> Verdict {
    let binding = BindingAsked { nonce: "n-0", audience: "https://buyer.example", seconds: 60 };
    sd_jwt::verify(text, &pinned(), &Asked { binding: Some(binding), ..Asked::default() }).verdict
}

#[test]
fn no_mutant_of_a_bound_sd_jwt_is_accepted() {
    let text = bound();
    assert_eq!(judged_bound(&text).outcome(&[]), Outcome::Accepted, "{:?}", judged_bound(&text));
    let mut made = mutants(&text, 3);
    let parts: Vec<&str> = text.split('~').collect();
    for at in 0..parts.len() {
        let mut longer = parts.clone();
        longer.insert(at, parts[at]);
        let mut shorter = parts.clone();
        shorter.remove(at);
        let mut swapped = parts.clone();
        swapped.swap(at, (at + 1) % parts.len());
        made.extend([longer, shorter, swapped].map(|parts| parts.join("~")));
    }
    let found = made.into_iter().map(|mutant| (mutant.clone(), judged_bound(&mutant)));
    tell("sd_jwt", &text, &['.', '~'], found.collect(), |_| false);
}

/// A credential changed by its own issuer: the signature is right, and the rest must be seen.
#[test]
fn what_an_issuer_may_not_say_is_refused_with_its_code() {
    type Edit = (&'static str, Value, Code);
    let edits: Vec<Edit> = vec![
        ("/@context", json!("https://www.w3.org/ns/credentials/v2"), Code::NotVc2),
        ("/@context", json!(["https://www.w3.org/2018/credentials/v1"]), Code::NotVc2),
        ("/@context", json!([{"a": "b"}, "https://www.w3.org/ns/credentials/v2"]), Code::NotVc2),
        (
            "/@context",
            json!(["https://www.w3.org/ns/credentials/v2", "https://x.example"]),
            Code::UnknownContext,
        ),
        ("/@context", json!(["https://www.w3.org/ns/credentials/v2", {"x": "y"}]), Code::InlineContext),
        ("/type", json!("LabReport"), Code::NotVc2),
        ("/type", json!(["VerifiableCredential", 1]), Code::BadMember),
        ("/id", json!("no url"), Code::BadMember),
        ("/id", json!(7), Code::BadMember),
        ("/issuer", json!("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"), Code::UnknownIssuer),
        ("/credentialSubject", json!([]), Code::BadMember),
        ("/credentialSubject", json!({}), Code::BadMember),
        ("/credentialSubject", json!("urn:lot"), Code::BadMember),
        ("/validFrom", json!("2027-01-01T00:00:00Z"), Code::NotYetValid),
        ("/validFrom", json!("2026-11-01"), Code::BadTime),
        ("/validFrom", json!(1_700_000_000), Code::BadTime),
        ("/validUntil", json!("2026-11-02T00:00:00Z"), Code::NoLongerValid),
        ("/validUntil", json!("2026-10-02T00:00:00Z"), Code::BadTime),
        ("/evidence", json!([{"id": "urn:x"}]), Code::BadMember),
        ("/vc", json!({}), Code::ForeignClaim),
        ("/vp", json!({}), Code::ForeignClaim),
        ("/iss", json!("did:web:other.example"), Code::OtherIssuer),
        ("/sub", json!("urn:lot:other"), Code::BadMember),
        ("/jti", json!("urn:uuid:0"), Code::BadMember),
        ("/exp", json!(1_000_000_000), Code::NoLongerValid),
        ("/nbf", json!(2_000_000_000), Code::NotYetValid),
        ("/iat", json!(2_000_000_000), Code::FromTheFuture),
        ("/exp", json!("2027"), Code::BadTime),
        ("/exp", json!(1e300), Code::BadTime),
        (
            "/relatedResource",
            json!([{"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": format!("sha256-{}", "A".repeat(43) + "=")}]),
            Code::ContextDiffers,
        ),
        ("/credentialStatus/type", json!("StatusList2021Entry"), Code::UnknownStatus),
        ("/credentialStatus/statusListIndex", json!(94567), Code::BadStatusEntry),
        ("/credentialStatus/statusListIndex", json!("-1"), Code::BadStatusEntry),
        ("/credentialStatus/statusListIndex", json!("0x1"), Code::BadStatusEntry),
        ("/credentialStatus/statusListIndex", json!("01"), Code::BadStatusEntry),
        ("/credentialStatus/statusListIndex", json!("131072"), Code::StatusIndex),
        ("/credentialStatus/statusListIndex", json!("18446744073709551615"), Code::StatusIndex),
        ("/credentialStatus/statusPurpose", json!("suspension"), Code::OtherPurpose),
        ("/credentialStatus/statusPurpose", json!(""), Code::BadStatusEntry),
        ("/credentialStatus/statusListCredential", json!("https://lab.example/status/2"), Code::NoStatusList),
        ("/credentialStatus/statusSize", json!(0), Code::BadStatusEntry),
        ("/credentialStatus/statusSize", json!(2), Code::BadStatusEntry),
        ("/credentialStatus/statusSize", json!("1"), Code::BadStatusEntry),
        ("/credentialStatus/statusMessage", json!([{"status": "0x0"}]), Code::BadStatusEntry),
        ("/credentialStatus/id", json!(LIST), Code::BadStatusEntry),
    ];
    let list = sign(&list_credential(NONE_SET), Form::Jwt, 3);
    let mut tally = Tally::new("credentials that an issuer may not make");
    for (pointer, value, wanted) in edits {
        let mut other = credential();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        other.pointer_mut(parent).unwrap()[name] = value.clone();
        let verdict = judged(&sign_anyhow(&other, 1), &[&list]);
        let seen = verdict.has(wanted) && verdict.outcome(&[]) != Outcome::Accepted;
        tally.case(&format!("{pointer} {value}"), if seen { Ok(()) } else { Err(format!("{verdict:?}")) });
    }
    for name in ["@context", "type", "issuer", "credentialSubject"] {
        let mut other = credential();
        other.as_object_mut().unwrap().shift_remove(name);
        let verdict = judged(&sign_anyhow(&other, 1), &[&list]);
        let refused = verdict.outcome(&[]) != Outcome::Accepted;
        tally.case(&format!("without {name}"), if refused { Ok(()) } else { Err("accepted".into()) });
    }
    tally.finish();
}

/// Headers that would choose another algorithm, another key or another meaning.
#[test]
fn a_header_decides_nothing() {
    let list = sign(&list_credential(NONE_SET), Form::Jwt, 3);
    let good = json!({"alg": "EdDSA", "cty": "vc", "kid": did(1)[8..], "typ": "vc+jwt"});
    let mut tally = Tally::new("headers");
    for (name, value, wanted) in [
        ("alg", json!("none"), Some(Code::AlgNone)),
        ("alg", json!("NoNe"), Some(Code::AlgNone)),
        ("alg", json!("HS256"), Some(Code::AlgMismatch)),
        ("alg", json!("ES256"), Some(Code::AlgMismatch)),
        ("alg", json!(1), Some(Code::MalformedJwt)),
        ("alg", Value::Null, Some(Code::MalformedJwt)),
        ("alg", json!("Ed25519"), None),
        ("crit", json!(["exp"]), Some(Code::CriticalHeader)),
        ("crit", json!([]), Some(Code::CriticalHeader)),
        ("b64", json!(true), Some(Code::CriticalHeader)),
        ("typ", json!("JWT"), Some(Code::WrongTyp)),
        ("typ", json!("application/vc+jwt"), None),
        ("typ", json!("VC+JWT"), None),
        ("typ", json!("kb+jwt"), Some(Code::WrongTyp)),
        ("cty", json!("vp"), Some(Code::WrongTyp)),
        ("kid", json!("#other"), Some(Code::UnknownIssuerKey)),
        ("kid", json!(7), Some(Code::MalformedJwt)),
        ("jwk", json!({"kty": "OKP", "crv": "Ed25519", "x": "A"}), None),
        ("jku", json!("https://evil.example"), None),
    ] {
        let mut header = good.clone();
        header[name] = value.clone();
        let verdict = judged(&token(&header, &credential().to_string(), 1), &[&list]);
        let seen = match wanted {
            Some(code) => verdict.has(code) && verdict.outcome(&[]) != Outcome::Accepted,
            None => verdict.outcome(&[]) == Outcome::Accepted,
        };
        tally.case(&format!("{name} {value}"), if seen { Ok(()) } else { Err(format!("{verdict:?}")) });
    }
    for payload in
        ["", "{}", "[]", "null", "\u{feff}{}", r#"{"a":1,"a":2}"#, r#"{"a":1,"\u0061":2}"#, "{\"a\":1} x"]
    {
        let verdict = judged(&token(&good, payload, 1), &[]);
        let refused = verdict.outcome(&[]) != Outcome::Accepted;
        tally.case(&format!("payload {payload}"), if refused { Ok(()) } else { Err("accepted".into()) });
    }
    tally.finish();
}

/// What a status list says of a credential, and what is wrong with lists.
#[test]
fn a_status_list_says_what_became_of_a_credential() {
    let with = |entry: &[(&str, Value)]| {
        let mut made = credential();
        for (name, value) in entry {
            made["credentialStatus"][*name] = value.clone();
        }
        sign(&made, Form::Jwt, 1)
    };
    let list = |edit: &dyn Fn(&mut Value), seed| {
        let mut made = list_credential(FIVE_SET);
        edit(&mut made);
        sign_anyhow(&made, seed)
    };
    let plain = list(&|_| {}, 3);
    let purpose =
        |name: &'static str| list(&move |list| list["credentialSubject"]["statusPurpose"] = json!(name), 3);
    let messages = json!([
        {"status": "0x0", "message": "a"}, {"status": "0x1", "message": "b"},
        {"status": "0x2", "message": "c"}, {"status": "0x3", "message": "d"},
    ]);
    let two_bits =
        [("statusPurpose", json!("message")), ("statusSize", json!(2)), ("statusMessage", messages)];
    let mut tally = Tally::new("status lists");
    let mut case = |name: &str, text: &str, lists: &[&str], wanted: Option<Code>, outcome: Outcome| {
        let verdict = judged(text, lists);
        let seen = wanted.is_none_or(|code| verdict.has(code)) && verdict.outcome(&[]) == outcome;
        tally.case(name, if seen { Ok(()) } else { Err(format!("{verdict:?}")) });
    };
    use Outcome::{Accepted, Incomplete, Refused};
    case("set", &with(&[]), &[&plain], Some(Code::Revoked), Refused);
    case("not set", &with(&[("statusListIndex", json!("94566"))]), &[&plain], None, Accepted);
    case("no list", &with(&[]), &[], Some(Code::NoStatusList), Incomplete);
    for (name, code, outcome) in [
        ("suspension", Code::Suspended, Refused),
        ("refresh", Code::RefreshAvailable, Accepted),
        ("message", Code::StatusMessage, Accepted),
        ("other", Code::StatusSet, Refused),
    ] {
        case(name, &with(&[("statusPurpose", json!(name))]), &[&purpose(name)], Some(code), outcome);
    }
    let several =
        list(&|list| list["credentialSubject"]["statusPurpose"] = json!(["suspension", "revocation"]), 3);
    case("several purposes", &with(&[]), &[&several], Some(Code::Revoked), Refused);
    case(
        "two bits of too few",
        &with(&two_bits),
        &[&purpose("message")],
        Some(Code::StatusListLength),
        Refused,
    );
    let foreign = list(&|list| list["issuer"] = json!(did(5)), 5);
    case("of a stranger", &with(&[]), &[&foreign], Some(Code::StatusListUnproven), Incomplete);
    let header = json!({"alg": "EdDSA", "kid": did(3)[8..], "typ": "vc+jwt"});
    let forged = token(&header, &list_credential(NONE_SET).to_string(), 5);
    case("forged", &with(&[]), &[&forged], Some(Code::StatusListRefused), Refused);
    case("not a list", &with(&[]), &["x"], Some(Code::StatusListRefused), Refused);
    let stale = list(&|list| list["validUntil"] = json!("2026-11-24T01:00:00Z"), 3);
    case("stale", &with(&[]), &[&stale], Some(Code::StatusListStale), Incomplete);
    let kind = list(&|list| list["type"] = json!(["VerifiableCredential"]), 3);
    case("another credential", &with(&[]), &[&kind], Some(Code::BadStatusList), Refused);
    for (name, encoded, code) in [
        ("no multibase", &FIVE_SET[1..], Code::BadStatusList),
        ("cut", &FIVE_SET[..60], Code::BadStatusList),
        ("padded", &[FIVE_SET, "="].concat(), Code::BadStatusList),
        ("empty", "", Code::BadStatusList),
    ] {
        let encoded = encoded.to_owned();
        let list = list(&move |list| list["credentialSubject"]["encodedList"] = json!(encoded), 3);
        case(name, &with(&[]), &[&list], Some(code), Refused);
    }
    tally.finish();
}

/// A credential as an SD-JWT is judged as both: what is disclosed, and what a credential must be.
#[test]
fn a_credential_may_be_an_sd_jwt() {
    let list = sign(&list_credential(NONE_SET), Form::Jwt, 3);
    let issued = |typ, hide: &[&str]| {
        let (text, salts) = (credential().to_string(), salts());
        let claims = tape::read(text.as_bytes()).unwrap();
        let salts: Vec<&str> = salts.iter().take(hide.len()).map(String::as_str).collect();
        let draft = Draft { hide, salts: &salts, typ: Some(typ), ..Draft::new(claims.root()) };
        sd_jwt::issue(&draft, &key(1)).unwrap().text
    };
    let text = issued("vc+sd-jwt", &["/credentialSubject/residue", "/type"]);
    let found = vc::verify(&text, &pinned(), &Asked::default(), &[&list]);
    assert_eq!(found.judged.verdict.outcome(&[]), Outcome::Accepted, "{:?}", found.judged.verdict);
    assert_eq!((found.format.name(), found.status.len()), ("vc+sd-jwt", 1));
    assert_eq!(serde_json::from_str::<Value>(&found.judged.claims.unwrap()).unwrap(), credential());
    let bare = sd_jwt::present(&text, &[0], None).unwrap();
    assert!(judged(&bare, &[&list]).has(Code::NotVc2), "its type is hidden");
    assert!(judged(&text, &[]).has(Code::NoStatusList));
    assert!(judged(&issued("example+sd-jwt", &[]), &[&list]).has(Code::WrongTyp));
}

/// A proof in a set or a chain.
#[test]
fn proofs_stand_in_sets_and_chains() {
    let text = sign(&credential(), Form::Proof, 1);
    let list = sign(&list_credential(NONE_SET), Form::Proof, 3);
    let signed: Value = serde_json::from_str(&text).unwrap();
    let with = |proof: Value| {
        let mut made = signed.clone();
        made["proof"] = proof;
        judged(&made.to_string(), &[&list])
    };
    let proof = &signed["proof"];
    let edited = |name: &str, value: Value| {
        let mut made = proof.clone();
        made[name] = value;
        made
    };
    assert_eq!(with(json!([proof])).outcome(&[]), Outcome::Accepted);
    let foreign = edited("cryptosuite", json!("ecdsa-rdfc-2019"));
    let set = with(json!([foreign, proof]));
    assert!(set.has(Code::OtherProof) && set.outcome(&[]) == Outcome::Accepted, "{set:?}");
    for (proof, code) in [
        (json!([]), Code::NoSignature),
        (json!(foreign), Code::UnknownCryptosuite),
        (json!([proof, edited("created", json!("2026-11-23T00:00:00Z"))]), Code::BadSignature),
        (edited("type", json!("Ed25519Signature2020")), Code::UnknownCryptosuite),
        (edited("cryptosuite", json!("ecdsa-jcs-2019")), Code::AlgMismatch),
        (edited("proofPurpose", json!("authentication")), Code::WrongPurpose),
        (edited("verificationMethod", json!("did:key:z6Mk#z6Mk")), Code::UnknownIssuerKey),
        (edited("@context", json!(["https://www.w3.org/ns/credentials/v2", "x"])), Code::OtherContext),
        (edited("@context", json!([])), Code::BadSignature),
        (edited("created", json!("2027-11-23T00:00:00Z")), Code::FromTheFuture),
        (edited("created", json!("yesterday")), Code::BadTime),
        (edited("expires", json!("2026-11-23T00:00:00Z")), Code::ProofExpired),
        (edited("previousProof", json!("urn:uuid:1")), Code::NoPreviousProof),
        (edited("proofValue", json!("z1")), Code::MalformedProof),
        (edited("proofValue", json!("u1")), Code::MalformedProof),
        (edited("proofValue", Value::Null), Code::MalformedProof),
        (json!(7), Code::MalformedProof),
    ] {
        let verdict = with(proof.clone());
        assert!(
            verdict.has(code) && verdict.outcome(&[]) != Outcome::Accepted,
            "{proof} {code:?}: {verdict:?}"
        );
    }
    let mut unsigned = signed.clone();
    unsigned.as_object_mut().unwrap().shift_remove("proof");
    assert!(judged(&unsigned.to_string(), &[]).has(Code::NoSignature));
    // Contexts that are added behind those of the proof are not what was signed, and are not handed out as if they were.
    let mut injected = signed.clone();
    injected["@context"] = json!(["https://www.w3.org/ns/credentials/v2", "https://evil.example/context"]);
    let injected = injected.to_string();
    let found = vc::verify(&injected, &pinned(), &Asked::default(), &[&list]).judged;
    assert!(found.verdict.has(Code::AddedContext) && found.verdict.outcome(&[]) == Outcome::Incomplete);
    assert_eq!(serde_json::from_str::<Value>(&found.claims.unwrap()).unwrap(), signed);
}
