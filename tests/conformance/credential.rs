//! SD-JWT, Data Integrity, status lists and UNTP credentials against the published vectors.

use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use terroir::{
    digest::json,
    proof::{
        Moment, base64,
        credential::{
            code::{Aspect, Code, Outcome, Status},
            data_integrity, issue, jwk, multikey,
            pinned::{Issuer, IssuerKey, Pinned},
            sd_jwt::{self, Asked, BindingAsked, Hasher, SdJwt},
            status, vc,
        },
        key::{Algorithm, SigningKey},
    },
};
use terroir_tests::{Tally, read, read_json, vectors};

/// The folders of a set.
fn folders(set: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> =
        fs::read_dir(set).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// A text that was broken into lines.
fn joined(path: &Path) -> Option<String> {
    path.exists().then(|| read(path).lines().map(str::trim).collect())
}

/// The value of a name in a file of YAML, in the section that begins so: enough for these files.
fn setting(yaml: &str, section: &str, name: &str) -> Option<String> {
    let (_, rest) = yaml.split_once(&format!("{section}:"))?;
    let line = rest.lines().find_map(|line| line.trim().strip_prefix(&format!("{name}:")))?;
    Some(line.split(" #").next()?.trim().trim_matches('"').to_owned())
}

/// What the examples of RFC 9901 were made with.
struct Settings {
    issuer: IssuerKey,
    holder: String,
    nonce: String,
    audience: String,
}

impl Settings {
    fn read(set: &Path) -> Self {
        let yaml = read(&set.join("settings.yml"));
        let jwk = |section| {
            let of = |name| setting(&yaml, section, name).unwrap();
            format!(r#"{{"kty":"{}","crv":"{}","x":"{}","y":"{}"}}"#, of("kty"), of("crv"), of("x"), of("y"))
        };
        let issuer = jwk("issuer_key");
        let issuer = jwk::key(json::read(issuer.as_bytes()).unwrap().root()).unwrap();
        Self {
            issuer: IssuerKey::new(None, issuer),
            holder: jwk("holder_key"),
            nonce: setting(&yaml, "", "key_binding_nonce").unwrap(),
            audience: setting(&yaml, "identifiers", "verifier").unwrap(),
        }
    }

    fn pinned(&self, token: &str, now: i64) -> Pinned {
        let payload = payload(token);
        let issuer = payload.get("iss").or_else(|| payload.get("issuer")).unwrap();
        let id = issuer.as_str().unwrap_or_else(|| issuer["id"].as_str().unwrap()).to_owned();
        Pinned {
            issuers: vec![Issuer { id, keys: vec![self.issuer.clone()] }],
            now: Some(Moment::from_seconds(now)),
            ..Pinned::default()
        }
    }
}

/// The payload of a compact token.
fn payload(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::decode_url(payload).unwrap()).unwrap()
}

fn same(what: &str, found: &Value, wanted: &Value) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found} is not {wanted}")) }
}

/// Every file of an example: what was issued, shown, bound and verified.
fn example(folder: &Path, settings: &Settings) -> Result<(), String> {
    let file = |name: &str| folder.join(name);
    let json = |name: &str| file(name).exists().then(|| read_json(&file(name)));
    if let Some(issued) = joined(&file("sd_jwt_issuance.txt")) {
        let token = SdJwt::parse(&issued).map_err(|flaw| format!("{flaw:?}"))?;
        if let Some(jws) = joined(&file("sd_jwt_jws_part.txt")) {
            same("jws part", &issued.split('~').next().into(), &jws.into())?;
        }
        if let Some(wanted) = json("sd_jwt_payload.json") {
            same("payload", &payload(&issued), &wanted)?;
        }
        let claims = accepted(&issued, settings, None)?;
        for (name, value) in json("user_claims.json").iter().flat_map(|claims| claims.as_object().unwrap()) {
            same(name, &claims[name], value)?;
        }
        disclosures(&read(&file("disclosures.md")), &token)?;
    }
    if let Some(shown) = joined(&file("sd_jwt_presentation.txt")) {
        let bound = joined(&file("kb_jwt_serialized.txt"));
        let at = json("kb_jwt_payload.json").map(|payload| payload["iat"].as_i64().unwrap());
        let claims = accepted(&shown, settings, at)?;
        if let Some(wanted) = json("verified_contents.json") {
            same("verified contents", &claims, &wanted)?;
        }
        let token = SdJwt::parse(&shown).unwrap();
        same("key binding", &token.binding.into(), &bound.clone().into())?;
        if let (Some(bound), Some(wanted)) = (&bound, json("kb_jwt_payload.json")) {
            same("binding's payload", &payload(bound), &wanted)?;
            same("sd_hash", &Hasher::Sha256.digest(token.presented).into(), &wanted["sd_hash"])?;
            same("holder", &claims["cnf"]["jwk"], &serde_json::from_str(&settings.holder).unwrap())?;
            refused_otherwise(&shown, settings, at.unwrap())?;
        }
    }
    for name in ["sd_jwt_issuance.json", "sd_jwt_presentation.json"] {
        if file(name).exists() {
            accepted(read(&file(name)).trim_end(), settings, None)?;
        }
    }
    Ok(())
}

/// The claims of a token that is accepted.
fn accepted(text: &str, settings: &Settings, bound_at: Option<i64>) -> Result<Value, String> {
    let compact = if text.starts_with('{') {
        format!(".{}", serde_json::from_str::<Value>(text).unwrap()["payload"].as_str().unwrap())
    } else {
        text.to_owned()
    };
    let pinned = settings.pinned(&compact, bound_at.unwrap_or(1_800_000_000));
    let binding =
        bound_at.map(|_| BindingAsked { nonce: &settings.nonce, audience: &settings.audience, seconds: 60 });
    let judged = sd_jwt::verify(text, &pinned, &Asked { binding, ..Asked::default() });
    let may_be_open: &[Aspect] = if text.starts_with('{') { &[Aspect::Binding] } else { &[] };
    match judged.verdict.outcome(may_be_open) {
        Outcome::Accepted => Ok(serde_json::from_str(&judged.claims.unwrap()).unwrap()),
        outcome => Err(format!("{outcome:?}: {:?}", judged.verdict.reasons())),
    }
}

/// The same presentation, asked for by another verifier, with another nonce, later, or cut.
fn refused_otherwise(shown: &str, settings: &Settings, at: i64) -> Result<(), String> {
    let asked = BindingAsked { nonce: &settings.nonce, audience: &settings.audience, seconds: 60 };
    let without_one = {
        let mut parts: Vec<&str> = shown.split('~').collect();
        parts.remove(1);
        parts.join("~")
    };
    let unbound = &shown[..=shown.rfind('~').unwrap()];
    for (text, asked, at, wanted) in [
        (shown, BindingAsked { nonce: "0", ..asked }, at, Code::OtherNonce),
        (shown, BindingAsked { audience: "https://other.example", ..asked }, at, Code::OtherAudience),
        (shown, asked, at + 61, Code::BindingStale),
        (shown, asked, at - 1, Code::BindingStale),
        (&without_one, asked, at, Code::OtherPresentation),
        (unbound, asked, at, Code::NoBinding),
    ] {
        let pinned = settings.pinned(shown, at);
        let judged = sd_jwt::verify(text, &pinned, &Asked { binding: Some(asked), ..Asked::default() });
        if !judged.verdict.has(wanted) || judged.verdict.outcome(&[]) != Outcome::Refused {
            return Err(format!("not {wanted:?}: {:?}", judged.verdict));
        }
    }
    Ok(())
}

/// Each disclosure and its hash stand in the token as in the text about them.
fn disclosures(about: &str, token: &SdJwt<'_>) -> Result<(), String> {
    let plain: String = about.replace("\\\n", "").replace("``", "");
    let ticked = |line: &str| line.split('`').nth(1).unwrap_or_default().to_owned();
    let (mut hashes, mut texts) = (Vec::new(), Vec::new());
    let mut lines = plain.lines();
    while let Some(line) = lines.next() {
        if line.contains("SHA-256 Hash") {
            hashes.push(ticked(line));
        } else if let Some(rest) = line.trim().strip_prefix("* Disclosure:") {
            texts.push(ticked(if rest.is_empty() { lines.next().unwrap_or_default() } else { rest }));
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    if texts.is_empty() && hashes.is_empty() && !token.disclosures.is_empty() {
        return Err("no disclosures were read".into());
    }
    same("disclosures", &token.disclosures.clone().into(), &texts.clone().into())?;
    let found: Vec<String> = texts.iter().map(|text| Hasher::Sha256.digest(text)).collect();
    same("hashes", &found.into(), &hashes.into())
}

#[test]
fn sd_jwt_examples() {
    let Some(set) = vectors("proofs/sd-jwt") else { return };
    let settings = Settings::read(&set);
    let mut tally = Tally::new("proofs/sd-jwt");
    for folder in folders(&set) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        tally.case(&name, example(&folder, &settings));
    }
    tally.finish();
}

/// A document, its proof and all that stands between them, for one suite.
fn data_integrity_case(set: &Path, folder: &Path) -> Result<(), String> {
    let find = |part: &str| {
        let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(part))
    };
    let text = |part: &str| find(part).map(|path| read(&path).trim_end().to_owned());
    let signed = text("signed").ok_or("no signed document")?;
    let document: Value = serde_json::from_str(&signed).unwrap();
    if let Some(config) = text("proofConfig") {
        let config = json::read(config.as_bytes()).unwrap().root().raw().to_owned();
        let (config, unsigned) = (json::read(config.as_bytes()).unwrap(), read(&set.join("unsigned.json")));
        let unsigned = json::read(unsigned.as_bytes()).unwrap();
        let canonical = |value| json::canonical(value, json::Numbers::Ecma).unwrap();
        same("canonical document", &canonical(unsigned.root()).into(), &text("canonDoc").into())?;
        same("canonical proof", &canonical(config.root()).into(), &text("proofCanon").into())?;
        let hashes = data_integrity::hashes(unsigned.root(), config.root(), &[]).unwrap();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        same("combined hash", &hex(&hashes).into(), &text("combinedHash").into())?;
        same("proof hash", &hex(&hashes[..32]).into(), &text("proofHash").into())?;
        same("document hash", &hex(&hashes[32..]).into(), &text("docHash").into())?;
        reissued(set, &document, unsigned.root())?;
    }
    let method = document["proof"]["verificationMethod"].as_str().unwrap();
    let key = multikey::method(method).ok_or("no key in the verification method")?;
    let issuer = document["issuer"].as_str().unwrap_or_else(|| document["issuer"]["id"].as_str().unwrap());
    let keys = vec![IssuerKey::new(Some(method.to_owned()), key)];
    let pinned = Pinned {
        issuers: vec![Issuer { id: issuer.to_owned(), keys }],
        now: Moment::parse("2024-01-01T00:00:00Z"),
        ..Pinned::default()
    };
    let found = vc::verify(&signed, &pinned, &Asked::default(), &[]).judged;
    if found.verdict.outcome(&[Aspect::Contexts]) != Outcome::Accepted {
        return Err(format!("{:?}", found.verdict));
    }
    Ok(())
}

/// The key that made the proof makes it again, to the byte.
fn reissued(set: &Path, signed: &Value, unsigned: json::Value<'_>) -> Result<(), String> {
    let pair = read_json(&set.join("keyPair.json"));
    let secret = multikey::decode(pair["privateKeyMultibase"].as_str().unwrap()).unwrap();
    let [0x80, 0x26, seed @ ..] = &*secret else { return Err("not an Ed25519 private key".into()) };
    let key = SigningKey::from_seed("k", seed.try_into().unwrap()).unwrap();
    let public = multikey::text(key.vkey().public_key());
    same("public key", &public.into(), &pair["publicKeyMultibase"])?;
    let terms = issue::Terms {
        method: signed["proof"]["verificationMethod"].as_str(),
        created: signed["proof"]["created"].as_str(),
        expires: None,
    };
    let again = issue::with_proof(unsigned, &terms, &key).map_err(|error| error.to_string())?;
    same("issued again", &serde_json::from_str(&again).unwrap(), signed)
}

#[test]
fn vc_di_eddsa() {
    let Some(set) = vectors("proofs/vc-di-eddsa") else { return };
    let mut tally = Tally::new("proofs/vc-di-eddsa");
    for folder in folders(&set) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if name.contains("jcs") {
            tally.case(&name, data_integrity_case(&set, &folder));
        } else {
            println!("{name}: left out, only suites that canonicalize with RFC 8785 are read");
        }
    }
    tally.finish();
}

/// The list inflates to what the case says, bit by bit; or is refused.
fn status_list(case: &Value) -> Result<(), String> {
    let encoded = case["encodedList"].as_str().unwrap();
    let mut bits = Vec::new();
    let found = status::gunzip(encoded, &mut |bytes| {
        for byte in bytes {
            bits.extend((0..8).map(|bit| byte >> (7 - bit) & 1));
        }
    });
    let value = |index| status::value_at(encoded, index, 1);
    let Some(length) = case["length_bits"].as_u64() else {
        return match value(0) {
            Ok(_) => Err("accepted".into()),
            Err(_) => Ok(()),
        };
    };
    same("length", &(found.map_err(|code| format!("{code:?}"))? * 8).into(), &length.into())?;
    let set: Vec<u64> = (0..).zip(&bits).filter(|(_, bit)| **bit == 1).map(|(index, _)| index).collect();
    same("set", &set.clone().into(), &case["set"])?;
    for index in set.iter().flat_map(|index| [*index, index.saturating_sub(1), (index + 1).min(length - 1)]) {
        let wanted = u32::from(bits[index as usize]);
        same(&format!("bit {index}"), &value(index).unwrap_or(9).into(), &wanted.into())?;
    }
    match value(length) {
        Err(Code::StatusIndex) => Ok(()),
        found => Err(format!("behind the end: {found:?}")),
    }
}

#[test]
fn bitstring_status_lists() {
    let Some(set) = vectors("proofs/bitstring-status") else { return };
    let mut tally = Tally::new("proofs/bitstring-status");
    for case in read_json(&set.join("vectors.json"))["vectors"].as_array().unwrap() {
        tally.case(case["name"].as_str().unwrap(), status_list(case));
    }
    tally.finish();
}

/// A sample credential, signed by us in every form, is accepted but for its contexts, which nobody pinned; and its issuer's
/// `did:web` document gives the key.
fn untp_sample(credential: &Value, algorithm: Algorithm) -> Result<(), String> {
    let key = SigningKey::new(algorithm, "k", &[7; 32]).unwrap();
    let did = credential["issuer"]["id"].as_str().unwrap();
    let document = serde_json::json!({
        "id": did,
        "verificationMethod": [{
            "id": format!("{did}#key-1"), "type": "Multikey", "controller": did,
            "publicKeyMultibase": multikey::text(key.vkey().public_key()),
        }],
        "assertionMethod": [format!("{did}#key-1")],
    });
    let document = document.to_string();
    let issuer = Issuer::of_document(json::read(document.as_bytes()).unwrap().root()).unwrap();
    let now = Moment::parse("2026-11-24T12:00:00Z");
    let pinned = Pinned { issuers: vec![issuer], now, ..Pinned::default() };
    let text = credential.to_string();
    let read = json::read(text.as_bytes()).unwrap();
    let method = format!("{did}#key-1");
    let terms = issue::Terms { method: Some(&method), ..issue::Terms::default() };
    for signed in [issue::as_jwt(read.root(), &terms, &key), issue::with_proof(read.root(), &terms, &key)] {
        let signed = signed.map_err(|error| error.to_string())?;
        let found = vc::verify(&signed, &pinned, &Asked::default(), &[]).judged;
        if found.verdict.status(Aspect::Contexts) != Some(Status::NotEvaluated) {
            return Err("a context that nobody pinned was taken".into());
        }
        if found.verdict.outcome(&[Aspect::Contexts]) != Outcome::Accepted {
            return Err(format!("{:?}", found.verdict));
        }
        let mut given: Value = serde_json::from_str(&found.claims.unwrap()).unwrap();
        given.as_object_mut().unwrap().shift_remove("proof");
        same("credential", &given, credential)?;
    }
    Ok(())
}

#[test]
fn untp_samples() {
    let Some(set) = vectors("proofs/untp-0.6") else { return };
    let mut tally = Tally::new("proofs/untp-0.6 credentials");
    let mut samples = BTreeMap::new();
    for folder in folders(&set) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.ends_with("-instance.json") {
                samples.insert(name, read_json(&path));
            }
        }
    }
    let is_credential = |sample: &Value| {
        sample["type"].as_array().is_some_and(|types| types.iter().any(|name| name == "VerifiableCredential"))
    };
    for (name, sample) in samples.iter().filter(|(_, sample)| is_credential(sample)) {
        for algorithm in [Algorithm::Ed25519, Algorithm::P256] {
            tally.case(&format!("{name} {algorithm}"), untp_sample(sample, algorithm));
        }
    }
    tally.finish();
}
