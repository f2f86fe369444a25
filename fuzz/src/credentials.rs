//! Laws of credentials.

use terroir::{
    digest::json::{self, Kind},
    proof::{
        Moment, base64,
        credential::{
            code::{Aspect, Outcome, Status},
            issue::{self, Terms},
            multikey,
            pinned::{Issuer, Pinned},
            sd_jwt::{self, Asked, Hasher, SdJwt},
            status, vc,
        },
        key::SigningKey,
    },
};

/// A key that is trusted, as the `did:key` it is.
fn trusted() -> Option<(SigningKey, Pinned)> {
    let key = SigningKey::from_seed("k", &[1; 32]).ok()?;
    let did = multikey::did_of(key.vkey().public_key())?;
    let issuers = Issuer::of_did_key(&did).into_iter().collect();
    let now = Moment::parse("2026-11-24T12:00:00+08:00");
    Some((key, Pinned { issuers, now, ..Pinned::default() }))
}

/// Nothing is accepted that nobody signed; what can be signed is signed so that it verifies, in each form, and comes back
/// as the same value; a status list never inflates to more than its limit.
pub fn credential(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((key, pinned)) = trusted() else { return };
    let found = vc::verify(text, &pinned, &Asked::default(), &[text]);
    assert_ne!(found.judged.verdict.outcome(&Aspect::MAY_BE_OPEN), Outcome::Accepted);
    assert!(found.judged.claims.is_none());
    let mut length = 0;
    let whole = status::gunzip(text, &mut |bytes| length += bytes.len() as u64);
    assert!(length <= status::MOST_BYTES + (32 << 10) && whole.is_ok_and(|whole| whole == length) | whole.is_err());
    let Ok(document) = json::read(data) else { return };
    let terms = Terms { method: Some("#k"), ..Terms::default() };
    let canonical = |text: &str| {
        let read = json::read(text.as_bytes()).ok()?;
        let instead = [("proof", json::Instead::Nothing)];
        json::canonical_with(read.root(), json::Numbers::Ecma, &instead).ok()
    };
    let root = document.root();
    for signed in [issue::as_jwt(root, &terms, &key), issue::with_proof(root, &terms, &key)] {
        let Ok(signed) = signed else { continue };
        let mut pinned = pinned.clone();
        for issuer in &mut pinned.issuers {
            issuer.id = terroir::proof::credential::model::issuer(root).unwrap_or_default();
            issuer.keys.iter_mut().for_each(|key| key.id = Some("#k".into()));
        }
        let judged = vc::verify(&signed, &pinned, &Asked::default(), &[]).judged;
        assert_eq!(judged.verdict.status(Aspect::Signature), Some(Status::Pass), "{:?}", judged.verdict);
        if let Some(claims) = judged.claims {
            assert_eq!(canonical(&claims), canonical(text));
        }
    }
}

/// A token that is read prints as it was read. Whatever an issuer signs, and whatever is disclosed of it, is refused or
/// comes out without a digest in it. The lines of the input are disclosures, the first the payload; `%` and a digit in
/// the payload is the digest of that disclosure.
pub fn sd_jwt(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((key, pinned)) = trusted() else { return };
    if let Ok(token) = SdJwt::parse(text) {
        assert_eq!([token.presented, token.binding.unwrap_or_default()].concat(), text);
    }
    assert!(sd_jwt::verify(text, &pinned, &Asked::default()).claims.is_none());
    let mut lines = text.lines();
    let mut payload = lines.next().unwrap_or_default().to_owned();
    let mut token = String::new();
    for (number, line) in lines.take(10).enumerate() {
        let disclosure = base64::encode_url(line.as_bytes());
        payload = payload.replace(&format!("%{number}"), &Hasher::Sha256.digest(&disclosure));
        token.push_str(&disclosure);
        token.push('~');
    }
    let header = base64::encode_url(br#"{"alg":"EdDSA"}"#);
    let signed = [header, base64::encode_url(payload.as_bytes())].join(".");
    let signature = base64::encode_url(&key.sign(signed.as_bytes()));
    let token = [&signed, ".", &signature, "~", &token].concat();
    let judged = sd_jwt::verify(&token, &pinned, &Asked::default());
    let Some(claims) = judged.claims else { return };
    match json::read(claims.as_bytes()) {
        Ok(read) => assert!(!holds_digest(read.root()), "{claims}"),
        Err(error) => panic!("{error}: {claims}"),
    }
}

fn holds_digest(value: json::Value<'_>) -> bool {
    match value.kind() {
        Kind::Array => value.items().into_iter().flatten().any(holds_digest),
        Kind::Object => value.members().into_iter().flatten().any(|(name, value)| {
            matches!(&*name, "_sd" | "..." | "_sd_alg") || holds_digest(value)
        }),
        _ => false,
    }
}
