//! Laws of the JSON reader and writers.

use proptest::prelude::*;
use serde_json::Value;
use terroir::digest::json::{self, Kind, Numbers};

fn arbitrary_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-(1_i64 << 53) + 1..1_i64 << 53).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~\"\\\\\u{0}-\u{1f}\u{e000}\u{10000}]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 14, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..20)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// The same value from the tape.
fn from_tape(value: json::Value<'_>) -> Value {
    match value.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => value.boolean().into(),
        Kind::Number => serde_json::from_str(value.number().unwrap()).unwrap(),
        Kind::String => value.text().unwrap().into_owned().into(),
        Kind::Array => value.items().unwrap().map(from_tape).collect::<Vec<_>>().into(),
        Kind::Object => {
            Value::Object(value.members().unwrap().map(|(k, v)| (k.into_owned(), from_tape(v))).collect())
        }
    }
}

proptest! {
    /// What serde_json writes, compactly or with white space, the tape holds.
    #[test]
    fn the_tape_holds_what_was_written(value in arbitrary_json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let document = json::read(text.as_bytes()).unwrap();
            prop_assert_eq!(&from_tape(document.root()), &value);
            prop_assert_eq!(document.root().raw(), &text);
        }
    }

    /// The reader accepts a text of ASCII structure exactly if serde_json does, duplicates, depth and surrogates apart.
    #[test]
    fn accepts_what_the_grammar_allows(text in "[\\[\\]{}:,\"\\\\ aetrufalsn0-9.+-]{0,24}") {
        let ours = json::read(text.as_bytes());
        let theirs = serde_json::from_str::<Value>(&text);
        match ours {
            Ok(_) => prop_assert!(theirs.is_ok(), "{text}"),
            Err(error) if error.kind == json::ReadErrorKind::DuplicateMember => {}
            Err(_) => prop_assert!(theirs.is_err(), "{text}"),
        }
    }

    /// Any bytes are read or refused at a place inside them.
    #[test]
    fn any_bytes_are_read_or_refused_at_a_place(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = json::read(&bytes) {
            prop_assert!(error.offset <= bytes.len());
        }
    }

    /// The canonical form is a fixed point, and does not depend on the order of members.
    #[test]
    fn the_canonical_form_does_not_depend_on_order(value in arbitrary_json()) {
        let write = |value: &Value| {
            let text = value.to_string();
            json::canonical(json::read(text.as_bytes()).unwrap().root(), Numbers::Integers).unwrap()
        };
        let once = write(&value);
        prop_assert_eq!(&write(&serde_json::from_str(&once).unwrap()), &once);
        prop_assert_eq!(&write(&reversed(value)), &once);
    }

    /// A member written twice, in whatever spelling, is refused at the second.
    #[test]
    fn a_member_written_twice_is_refused(names in prop::collection::btree_set("[a-z\u{e9}]{1,6}", 1..40), pick: prop::sample::Index) {
        let names: Vec<_> = names.into_iter().collect();
        let twice = &names[pick.index(names.len())];
        let escaped: String = twice.encode_utf16().map(|u| format!("\\u{u:04X}")).collect();
        let mut text = String::from("{\"\":[{");
        for name in &names {
            text.push_str(&format!("\"{name}\":0,"));
        }
        let place = text.len();
        text.push_str(&format!("\"{escaped}\":1}}]}}"));
        let error = json::read(text.as_bytes()).unwrap_err();
        prop_assert_eq!(error.kind, json::ReadErrorKind::DuplicateMember);
        prop_assert_eq!((error.offset, error.pointer), (place, format!("//0/{twice}")));
    }

    /// What serde reads from the tape is what it reads from serde_json.
    #[test]
    fn serde_reads_the_same_from_the_tape(value in arbitrary_json()) {
        let text = value.to_string();
        let document = json::read(text.as_bytes()).unwrap();
        prop_assert_eq!(json::from_value::<Value>(document.root()).unwrap(), value.clone());
        prop_assert_eq!(json::transcode(&value).unwrap(), text.clone());
        prop_assert_eq!(json::to_string(&document.root()).unwrap(), text);
    }
}

fn reversed(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(reversed).collect::<Vec<_>>().into(),
        Value::Object(members) => {
            Value::Object(members.into_iter().rev().map(|(k, v)| (k, reversed(v))).collect())
        }
        other => other,
    }
}
