//! What is disclosed must belong to what was signed.

use super::mutants::{did, pinned, token};
use serde_json::{Value, json};
use terroir::{
    digest::json as tape,
    proof::{
        base64,
        credential::{
            code::{Code, Outcome},
            sd_jwt::{self, Asked, Decoy, Draft, IssueError},
        },
        key::SigningKey,
    },
};
use terroir_tests::Tally;

/// A case: its name, the payload, what is disclosed, and what comes of it.
type Case<'t> = (&'t str, Value, Vec<&'t str>, Result<Value, Code>);

/// What RFC 9901 §7.1 refuses in what is disclosed, signed by the issuer himself.
#[test]
fn what_is_disclosed_must_belong() {
    let hash = |text: &str| sd_jwt::Hasher::Sha256.digest(text);
    let disclose = |json: &str| base64::encode_url(json.as_bytes());
    let (name, item) = (disclose(r#"["salt","name","v"]"#), disclose(r#"["salt","v"]"#));
    let inner = disclose(&json!(["salt", "outer", {"_sd": [hash(&name)]}]).to_string());
    let cases: Vec<Case> = vec![
        ("member", json!({"_sd": [hash(&name)]}), vec![&name], Ok(json!({"name": "v"}))),
        ("item", json!({"a": [{"...": hash(&item)}, 1]}), vec![&item], Ok(json!({"a": ["v", 1]}))),
        ("item hidden", json!({"a": [{"...": hash(&item)}, 1]}), vec![], Ok(json!({"a": [1]}))),
        ("nested", json!({"_sd": [hash(&inner)]}), vec![&name, &inner], Ok(json!({"outer": {"name": "v"}}))),
        ("nested, inner hidden", json!({"_sd": [hash(&inner)]}), vec![&inner], Ok(json!({"outer": {}}))),
        ("decoys", json!({"_sd": [hash("x"), "short", ""], "a": {"_sd": []}}), vec![], Ok(json!({"a": {}}))),
        ("unused", json!({}), vec![&name], Err(Code::UnusedDisclosure)),
        ("nested without outer", json!({"_sd": [hash(&inner)]}), vec![&name], Err(Code::UnusedDisclosure)),
        ("twice given", json!({"_sd": [hash(&name)]}), vec![&name, &name], Err(Code::DuplicateDisclosure)),
        ("digest twice", json!({"_sd": [hash(&name), hash(&name)]}), vec![&name], Err(Code::DuplicateDigest)),
        ("decoy twice", json!({"_sd": ["x"], "a": {"_sd": ["x"]}}), vec![], Err(Code::DuplicateDigest)),
        (
            "digest twice, nested",
            json!({"_sd": [hash(&inner), hash(&name)]}),
            vec![&inner],
            Err(Code::DuplicateDigest),
        ),
        ("member as item", json!({"a": [{"...": hash(&name)}]}), vec![&name], Err(Code::MalformedDisclosure)),
        ("item as member", json!({"_sd": [hash(&item)]}), vec![&item], Err(Code::MalformedDisclosure)),
        ("claim exists", json!({"name": 1, "_sd": [hash(&name)]}), vec![&name], Err(Code::ClaimExists)),
        ("_sd no array", json!({"_sd": hash(&name)}), vec![], Err(Code::MalformedDigest)),
        ("_sd of numbers", json!({"_sd": [1]}), vec![], Err(Code::MalformedDigest)),
        ("... in an object", json!({"a": {"...": "x"}}), vec![], Err(Code::MalformedDigest)),
        ("... with company", json!({"a": [{"...": "x", "b": 1}]}), vec![], Err(Code::MalformedDigest)),
        ("... no text", json!({"a": [{"...": 1}]}), vec![], Err(Code::MalformedDigest)),
        ("_sd_alg inside", json!({"a": {"_sd_alg": "sha-256"}}), vec![], Err(Code::ForbiddenClaim)),
        ("md5", json!({"_sd_alg": "md5"}), vec![], Err(Code::UnknownHash)),
        ("no text", json!({"_sd_alg": 1}), vec![], Err(Code::UnknownHash)),
    ];
    let mut tally = Tally::new("what is disclosed");
    let mut judge = |what: &str, payload: &Value, disclosures: &[&str], wanted: &Result<Value, Code>| {
        let mut payload = payload.clone();
        payload["iss"] = json!(did(1));
        let header = json!({"alg": "EdDSA", "typ": "example+sd-jwt"});
        let text = [&token(&header, &payload.to_string(), 1), "~", &disclosures.join("~")].concat();
        let text = if disclosures.is_empty() { text } else { [&text, "~"].concat() };
        let found = sd_jwt::verify(&text, &pinned(), &Asked::default());
        let outcome = match (&found.claims, wanted) {
            (Some(claims), Ok(wanted)) => {
                let mut claims: Value = serde_json::from_str(claims).unwrap();
                claims.as_object_mut().unwrap().shift_remove("iss");
                if claims == *wanted { Ok(()) } else { Err(format!("{claims}")) }
            }
            (None, Err(code)) if found.verdict.has(*code) => Ok(()),
            _ => Err(format!("{:?}", found.verdict)),
        };
        tally.case(what, outcome);
    };
    for (what, payload, disclosures, wanted) in &cases {
        judge(what, payload, disclosures, wanted);
    }
    for (array, code) in [
        (r#"["salt","_sd",1]"#, Code::ForbiddenClaim),
        (r#"["salt","...",1]"#, Code::ForbiddenClaim),
        (r#"["salt","_sd_alg","sha-256"]"#, Code::ForbiddenClaim),
        (r#"["salt","iss","did:web:evil.example"]"#, Code::ClaimExists),
        (r#"[1,"name",1]"#, Code::MalformedDisclosure),
        (r#"["salt",1,1]"#, Code::MalformedDisclosure),
        (r#"["salt","name",1,1]"#, Code::MalformedDisclosure),
        (r#"["salt","name"]"#, Code::MalformedDisclosure),
        (r#"{"salt":"name"}"#, Code::MalformedDisclosure),
        (r#"["salt","name",{"a":1,"a":2}]"#, Code::MalformedDisclosure),
        ("[\"salt\",\"name\",1] x", Code::MalformedDisclosure),
        ("\u{feff}[\"salt\",\"name\",1]", Code::MalformedDisclosure),
    ] {
        let text = disclose(array);
        judge(array, &json!({"_sd": [hash(&text)]}), &[&text], &Err(code));
    }
    tally.finish();
}

/// A token whose name may be hidden, as its issuer makes it.
fn issued() -> String {
    let claims = json!({"iss": did(1), "name": "v"}).to_string();
    let claims = tape::read(claims.as_bytes()).unwrap();
    let draft = Draft { hide: &["/name"], salts: &["AAAAAAAAAAAAAAAAAAAAAA"], ..Draft::new(claims.root()) };
    sd_jwt::issue(&draft, &SigningKey::from_seed("k", &[1; 32]).unwrap()).unwrap().text
}

/// JWS JSON (RFC 9901 §8) has each part in its own member, and no CR.
#[test]
fn a_part_of_jws_json_is_one_part() {
    let text = issued();
    let (token, disclosure) = text.trim_end_matches('~').split_once('~').unwrap();
    let [protected, payload, signature] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let of = |signature: &str, header: Value| {
        json!({"protected": protected, "payload": payload, "signature": signature, "header": header})
            .to_string()
    };
    let judged = |text: &str| sd_jwt::verify(text, &pinned(), &Asked::default());
    let good = of(signature, json!({"disclosures": [disclosure]}));
    let found = judged(&good);
    assert_eq!(found.verdict.outcome(&[]), Outcome::Accepted, "{:?}", found.verdict);
    assert!(found.claims.unwrap().contains(r#""name":"v""#));
    assert_eq!(judged(&good.replace(',', ",\n")).verdict.outcome(&[]), Outcome::Accepted);
    for bad in [
        of(&[signature, "~", disclosure].concat(), json!({})),
        of(&[signature, "~"].concat(), json!({"disclosures": [disclosure]})),
        of("", json!({"disclosures": [disclosure]})),
        good.replace(',', ",\r\n"),
        [&good, "\n"].concat(),
    ] {
        let verdict = judged(&bad).verdict;
        assert!(verdict.has(Code::MalformedSdJwt) && verdict.fails(), "{bad}: {verdict:?}");
    }
}

/// Of a disclosure that is shown twice no verifier takes either (RFC 9901 §7.1, step 4), and many would be much output.
#[test]
fn a_disclosure_is_shown_once() {
    let text = issued();
    assert_eq!(sd_jwt::present(&text, &[0], None).as_ref(), Ok(&text));
    for show in [&[0, 0][..], &[1], &[0; 4096]] {
        assert_eq!(sd_jwt::present(&text, show, None), Err(IssueError::Presentation));
    }
}

/// What decides whether a token is anybody's, and whether it counts, is not for the holder to leave out (RFC 9901 §9.7).
#[test]
fn what_a_verifier_needs_cannot_be_hidden() {
    let claims = json!({
        "iss": did(1), "aud": "a", "exp": 1, "nbf": 1, "iat": 1, "cnf": {}, "vct": "v", "status": {},
        "credentialStatus": {}, "issuer": did(1), "validFrom": "x", "validUntil": "x", "name": "v",
    });
    let text = claims.to_string();
    let read = tape::read(text.as_bytes()).unwrap();
    for name in claims.as_object().unwrap().keys() {
        let pointer = format!("/{name}");
        let hide = [pointer.as_str()];
        let draft = Draft { hide: &hide, salts: &["AAAAAAAAAAAAAAAAAAAAAA"], ..Draft::new(read.root()) };
        let made = sd_jwt::issue(&draft, &SigningKey::from_seed("k", &[1; 32]).unwrap());
        let wanted = IssueError::Hide { pointer: pointer.clone() };
        assert_eq!(made.err(), (name != "name").then_some(wanted), "{name}");
    }
}

/// A salt that stands twice is told by its number, those of decoys counting on.
#[test]
fn a_salt_that_is_wrong_is_named() {
    let text = json!({"a": 1, "b": 2, "c": 3}).to_string();
    let read = tape::read(text.as_bytes()).unwrap();
    let salts = ["A", "B", "C"].map(|letter| letter.repeat(21) + "A");
    let [a, b, c] = [&*salts[0], &*salts[1], &*salts[2]];
    for (salts, decoy, wanted) in [
        ([a, b, c], "", 3),
        ([a, b, a], b, 2),
        ([a, a, c], c, 1),
        ([a, b, c], b, 3),
        ([a, "AAAA", c], b, 1),
        ([a, b, "!"], b, 2),
    ] {
        let decoys = [Decoy { at: "", salt: decoy }];
        let draft =
            Draft { hide: &["/a", "/b", "/c"], salts: &salts, decoys: &decoys, ..Draft::new(read.root()) };
        let made = sd_jwt::issue(&draft, &SigningKey::from_seed("k", &[1; 32]).unwrap());
        assert_eq!(made.err(), Some(IssueError::Salt { number: wanted }), "{salts:?} {decoy}");
    }
    let missing = Draft { hide: &["/a", "/b"], salts: &[a], ..Draft::new(read.root()) };
    let made = sd_jwt::issue(&missing, &SigningKey::from_seed("k", &[1; 32]).unwrap());
    assert_eq!(made.err(), Some(IssueError::Salt { number: 1 }));
}
