//! Credentials by a pinned issuer who means harm: what he signs is read to the end.

use serde_json::{Value, json};
use terroir::proof::{
    base64,
    credential::{multikey, sd_jwt::Hasher},
    key::SigningKey,
};
use terroir_tests::{read_json, vectors};

fn key() -> SigningKey {
    SigningKey::from_seed("k", &[1; 32]).unwrap()
}

fn token(typ: &str, payload: &str) -> String {
    let header = json!({"alg": "EdDSA", "typ": typ}).to_string();
    let signed = [header.as_str(), payload].map(|part| base64::encode_url(part.as_bytes())).join(".");
    [&signed, ".", &base64::encode_url(&key().sign(signed.as_bytes()))].concat()
}

fn asked(what: &str, text: &str) -> Value {
    let did = multikey::did_of(key().vkey().public_key()).unwrap();
    json!({what: text, "issuers": [{"id": did}], "now": "2026-11-24T12:00:00Z"})
}

/// Small disclosures, as many as are taken, in one object; and digests of nothing beside them.
fn many_disclosures() -> String {
    let disclosures: Vec<String> =
        (0..4096).map(|number| base64::encode_url(format!(r#"["","{number:x}",1]"#).as_bytes())).collect();
    let digests: Vec<String> = disclosures.iter().map(|text| Hasher::Sha256.digest(text)).collect();
    let short: Vec<String> = (0..4096).map(|number| format!("{number:x}")).collect();
    let payload = json!({"_sd": digests, "a": {"_sd": short}}).to_string();
    format!("{}~{}~", token("example+sd-jwt", &payload), disclosures.join("~"))
}

/// A credential whose subject is `[1,1,…]`.
fn dense() -> String {
    let did = multikey::did_of(key().vkey().public_key()).unwrap();
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential","issuer":"{did}","credentialSubject":{{"a":[{}1]}}}}"#,
        "1,".repeat(200_000)
    )
}

/// A status list that inflates from 87 KB to 64 MiB, signed and asked for.
fn bomb(encoded: &str) -> Value {
    let did = multikey::did_of(key().vkey().public_key()).unwrap();
    let of = |kind: &str, more: Value| {
        let mut made = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"], "issuer": did,
            "type": ["VerifiableCredential", kind], "credentialSubject": {"id": "urn:x"},
        });
        made.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        token("vc+jwt", &made.to_string())
    };
    let entry = |index: u64| {
        json!({
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": index.to_string(), "statusListCredential": "urn:list",
        })
    };
    let entries: Vec<Value> = (0..4).map(entry).collect();
    let list = json!({
        "id": "urn:list",
        "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded},
    });
    let mut asked = asked("text", &of("X", json!({ "credentialStatus": entries })));
    asked["status_lists"] = json!([of("BitstringStatusListCredential", list)]);
    asked
}

/// Operation and request.
pub(crate) fn requests() -> Vec<(&'static str, String)> {
    let mut made = vec![
        ("verify_disclosure", asked("sd_jwt", &many_disclosures()).to_string()),
        ("verify_credential", asked("text", &token("vc+jwt", &dense())).to_string()),
    ];
    let credential =
        json!({"format": "data-integrity", "key": {"seed": base64::encode(&[1; 32])}}).to_string();
    let issue = format!(r#"{},"credential":{}}}"#, &credential[..credential.len() - 1], dense());
    let signed: Value = serde_json::from_str(&terroir::api::call("issue_credential", &issue)).unwrap();
    made.push(("verify_credential", asked("text", signed["ok"]["text"].as_str().unwrap()).to_string()));
    made.push(("issue_credential", issue));
    if let Some(set) = vectors("proofs/bitstring-status") {
        for case in read_json(&set.join("vectors.json"))["vectors"].as_array().unwrap() {
            made.push(("verify_credential", bomb(case["encodedList"].as_str().unwrap()).to_string()));
        }
    }
    made
}
