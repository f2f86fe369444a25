//! Laws of credentials, and canonical JSON beside another implementation.

use proptest::prelude::*;
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use terroir::{
    digest::json::{self, Numbers},
    proof::{
        Moment, base64,
        credential::{
            code::Outcome,
            multikey,
            pinned::{Issuer, Pinned},
            sd_jwt::{self, Asked, Draft},
            status,
        },
        key::SigningKey,
    },
};

/// A JSON value whose numbers are doubles.
#[derive(Clone, Debug)]
enum Plain {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Plain>),
    Object(BTreeMap<String, Plain>),
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

fn plain() -> impl Strategy<Value = Plain> {
    let leaf = prop_oneof![
        Just(Plain::Null),
        any::<bool>().prop_map(Plain::Bool),
        prop::num::f64::NORMAL.prop_map(Plain::Number),
        prop::num::f64::SUBNORMAL.prop_map(Plain::Number),
        (-1e6..1e6).prop_map(Plain::Number),
        any::<String>().prop_map(Plain::Text),
    ];
    leaf.prop_recursive(4, 48, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Plain::List),
            prop::collection::btree_map(any::<String>(), inner, 0..8).prop_map(Plain::Object),
        ]
    })
}

fn key() -> SigningKey {
    SigningKey::from_seed("k", &[1; 32]).unwrap()
}

/// Claims and pointers to some of their members and items.
fn claims() -> impl Strategy<Value = (Value, Vec<String>)> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "[a-z]{0,4}".prop_map(Value::from)
    ];
    let value = leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z/~]{1,3}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    let claims = prop::collection::btree_map("[a-z/~]{1,2}", value, 0..5)
        .prop_map(|members| Value::Object(members.into_iter().collect()));
    (claims, any::<u64>()).prop_map(|(claims, chosen)| {
        let mut all = Vec::new();
        pointers("", &claims, &mut all);
        let hide = all.into_iter().enumerate().filter(|(at, _)| chosen >> (at % 64) & 1 == 1);
        let hide = hide.map(|(_, pointer)| pointer).collect();
        (claims, hide)
    })
}

fn pointers(at: &str, value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let inner = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                pointers(&inner, member, all);
                all.push(inner);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                pointers(&format!("{at}/{number}"), item, all);
                all.push(format!("{at}/{number}"));
            }
        }
        _ => {}
    }
}

/// Claims without what is hidden: the obvious way.
fn without(at: &str, value: &Value, hidden: &[String]) -> Value {
    let stays = |inner: &String| !hidden.contains(inner);
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                (name, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), member)
            })
            .filter(|(_, inner, _)| stays(inner))
            .map(|(name, inner, member)| (name.clone(), without(&inner, member, hidden)))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(number, item)| (format!("{at}/{number}"), item))
            .filter(|(inner, _)| stays(inner))
            .map(|(inner, item)| without(&inner, item, hidden))
            .collect(),
        other => other.clone(),
    }
}

fn verified(text: &str) -> (Outcome, Option<Value>) {
    let did = multikey::did_of(key().vkey().public_key()).unwrap();
    let issuers = Issuer::of_did_key(&did).into_iter().collect();
    let pinned = Pinned { issuers, now: Moment::parse("2026-11-24T12:00:00Z"), ..Pinned::default() };
    let judged = sd_jwt::verify(text, &pinned, &Asked::default());
    (judged.verdict.outcome(&[]), judged.claims.map(|claims| serde_json::from_str(&claims).unwrap()))
}

proptest! {
    /// Canonical JSON is what `serde_json_canonicalizer` writes, for any doubles, texts and names.
    #[test]
    fn canonical_json_is_what_others_write(value in plain()) {
        let text = serde_json::to_string(&value).unwrap();
        let document = json::read(text.as_bytes()).unwrap();
        let ours = json::canonical(document.root(), Numbers::Ecma).unwrap();
        let theirs = serde_json_canonicalizer::to_string(&value).unwrap();
        prop_assert_eq!(ours, theirs);
    }

    /// All disclosures give back all claims; none give the claims without what is hidden; and what is hidden stands
    /// nowhere in what is shown.
    #[test]
    fn what_is_hidden_comes_back_only_if_it_is_disclosed((claims, hide) in claims()) {
        let text = claims.to_string();
        let document = json::read(text.as_bytes()).unwrap();
        let salts: Vec<String> = (0..hide.len()).map(|number| {
            let mut salt = [0; 16];
            salt[..8].copy_from_slice(&(number as u64).to_be_bytes());
            base64::encode_url(&salt)
        }).collect();
        let hide_texts: Vec<&str> = hide.iter().map(String::as_str).collect();
        let salt_texts: Vec<&str> = salts.iter().map(String::as_str).collect();
        let draft = Draft { hide: &hide_texts, salts: &salt_texts, ..Draft::new(document.root()) };
        let issued = sd_jwt::issue(&draft, &key()).unwrap();
        prop_assert_eq!(verified(&issued.text), (Outcome::Accepted, Some(claims.clone())));
        let bare = sd_jwt::present(&issued.text, &[], None).unwrap();
        prop_assert_eq!(verified(&bare), (Outcome::Accepted, Some(without("", &claims, &hide))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The value at a place is what the bits there are, most significant first, for any size.
    #[test]
    fn a_status_is_its_bits(bits in prop::collection::vec(any::<u8>(), 64), size in 1_u32..=16, index in 0_u64..32) {
        // A list long enough: the bytes, then zeros up to 131,072 entries of 16 bits, in stored blocks.
        let mut list = bits.clone();
        list.resize(262_144, 0);
        let encoded = gzip_stored(&list);
        let first = index * u64::from(size);
        let wanted = (first..first + u64::from(size)).fold(0_u32, |value, bit| {
            value << 1 | u32::from(list[(bit / 8) as usize] >> (7 - bit % 8) & 1)
        });
        prop_assert_eq!(status::value_at(&encoded, index, size), Ok(wanted));
    }
}

/// A status has 1 to 16 bits; of any other number there is none, whatever the list.
#[test]
fn a_status_of_no_bits_or_too_many_is_none() {
    use terroir::proof::credential::code::Code;
    let encoded = gzip_stored(&[0; 262_144]);
    for size in [0, 17, 32, 33, u32::MAX] {
        assert_eq!(status::value_at(&encoded, 0, size), Err(Code::BadStatusEntry), "{size}");
    }
}

/// One gzip member of stored blocks, as a status list is written.
fn gzip_stored(bytes: &[u8]) -> String {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let mut blocks = bytes.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        out.push(u8::from(blocks.peek().is_none()));
        out.extend((block.len() as u16).to_le_bytes());
        out.extend((!(block.len() as u16)).to_le_bytes());
        out.extend(block);
    }
    let mut sum = !0_u32;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
        }
    }
    out.extend((!sum).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    format!("u{}", base64::encode_url(&out))
}

/// The aspects and codes of `docs/FORMATS.md` §16 are those of the code, each in its place.
#[test]
fn the_table_of_codes_is_the_code() {
    use terroir::proof::{
        code::Class,
        credential::code::{Aspect, Code},
    };
    let formats =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/FORMATS.md")).unwrap();
    let (_, section) = formats.split_once(". Credentials of others").unwrap();
    for aspect in Aspect::ALL {
        let row = section.lines().find(|line| line.starts_with(&format!("| `{}` |", aspect.name()))).unwrap();
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        for (cell, class) in [(cells[2], Class::Fail), (cells[3], Class::Open)] {
            let written: Vec<&str> = cell.split(", ").filter(|code| !code.is_empty()).collect();
            let of_class = |code: &&Code| code.aspect() == aspect && code.class() == class;
            let known: Vec<&str> = Code::ALL.iter().filter(of_class).map(|code| code.as_str()).collect();
            let sorted = |mut codes: Vec<&str>| {
                codes.sort_unstable();
                json!(codes)
            };
            assert_eq!(sorted(written), sorted(known), "{}", aspect.name());
        }
    }
}
