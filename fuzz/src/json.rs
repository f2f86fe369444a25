//! Laws of the JSON reader and writers.

use serde_json::Value;
use terroir::digest::json::{self, Kind, Numbers, ReadErrorKind};

/// The reader accepts exactly what `serde_json` does, duplicates, depth and byte order marks apart, and the tape holds
/// the same value; a refusal has its place inside the text.
pub fn json(data: &[u8]) {
    let ours = json::read(data);
    let theirs: Result<Value, _> = serde_json::from_slice(data);
    match (&ours, &theirs) {
        (Ok(document), Ok(value)) => same(document.root(), value),
        (Err(error), Ok(_)) => {
            let stricter = [ReadErrorKind::DuplicateMember, ReadErrorKind::TooDeep];
            assert!(stricter.contains(&error.kind), "{error}");
        }
        (Ok(document), Err(error)) => {
            // Numbers past the range of a double are text to us.
            assert!(error.to_string().contains("number out of range"), "{error}: {document:?}");
        }
        (Err(_), Err(_)) => {}
    }
    if let Err(error) = ours {
        assert!(error.offset <= data.len());
    }
}

fn same(ours: json::Value<'_>, theirs: &Value) {
    match ours.kind() {
        Kind::Null => assert!(theirs.is_null()),
        Kind::Bool => assert_eq!(ours.boolean(), theirs.as_bool()),
        Kind::Number => assert!(theirs.is_number()),
        Kind::String => assert_eq!(ours.text().as_deref(), theirs.as_str()),
        Kind::Array => {
            let items: Vec<_> = ours.items().into_iter().flatten().collect();
            assert_eq!(items.len(), theirs.as_array().map_or(0, Vec::len));
            items.into_iter().zip(theirs.as_array().into_iter().flatten()).for_each(|(a, b)| same(a, b));
        }
        Kind::Object => {
            let members: Vec<_> = ours.members().into_iter().flatten().collect();
            assert_eq!(members.len(), theirs.as_object().map_or(0, serde_json::Map::len));
            for (name, value) in members {
                same(value, &theirs[&*name]);
            }
        }
    }
}

/// The canonical form is a fixed point, and reading it gives the same value.
pub fn canonical(data: &[u8]) {
    let Ok(document) = json::read(data) else { return };
    for numbers in [Numbers::Integers, Numbers::Ecma] {
        let Ok(once) = json::canonical(document.root(), numbers) else { continue };
        let Ok(again) = json::read(once.as_bytes()) else { panic!("not JSON: {once}") };
        match json::canonical(again.root(), numbers) {
            Ok(twice) => assert_eq!(once, twice),
            // 1e20 prints as an integer that is past 2^53, which is refused when read as one.
            Err(_) => assert_eq!(numbers, Numbers::Ecma),
        }
    }
}
