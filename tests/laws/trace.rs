//! Laws of events: one hash id for one event, another for another, and nothing lost.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use terroir::{
    digest::json as tape,
    trace::{
        Events,
        hash::{Hasher, ProfileName},
        validate,
    },
};
use terroir_tests::model::prehash::{Prefixes, prehash, prehash_cbv_2_1, prehash_table};

fn prefixes() -> Prefixes {
    Prefixes::from([
        ("ex".into(), "https://ns.example.org/".into()),
        ("terroir".into(), "https://terroir-rs.github.io/ns/farm/v1#".into()),
    ])
}

/// Pre-hash texts of the events of a document.
pub(crate) fn texts(document: &Value, profile: ProfileName) -> Vec<String> {
    let text = document.to_string();
    let read = tape::read(text.as_bytes()).unwrap();
    let events = Events::of(read.root()).unwrap();
    let mut hasher = Hasher::new(profile);
    events.iter().map(|event| hasher.hash(&event).map(|_| hasher.prehash().to_owned()).unwrap()).collect()
}

fn exact(event: &Value) -> String {
    in_profile(event, ProfileName::Exact)
}

fn in_profile(event: &Value, profile: ProfileName) -> String {
    let document = json!({"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        {"ex": "https://ns.example.org/"}], "type": "EPCISDocument", "schemaVersion": "2.0",
        "creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [event]}});
    texts(&document, profile).remove(0)
}

fn urn() -> impl Strategy<Value = Value> {
    prop_oneof![
        (0u32..999_999, "[A-Za-z0-9]{1,9}")
            .prop_map(|(item, serial)| format!("urn:epc:id:sgtin:4012345.{item:06}.{serial}")),
        "[a-z]{1,8}".prop_map(|word| format!("https://coop.example/t/coop.example/{word}")),
    ]
    .prop_map(Value::from)
}

fn class() -> impl Strategy<Value = Value> {
    (0u32..999_999, "[A-Z0-9]{1,9}")
        .prop_map(|(item, lot)| format!("urn:epc:class:lgtin:4012345.{item:06}.{lot}").into())
}

fn time() -> impl Strategy<Value = Value> {
    (0u8..28, 0u8..24, 0u8..60, 0u8..60, "(\\.[0-9]{1,7})?", -14i8..=14).prop_map(|(d, h, m, s, f, o)| {
        let sign = if o < 0 { '-' } else { '+' };
        let day = d + 1;
        format!("2026-05-{day:02}T{h:02}:{m:02}:{s:02}{f}{sign}{:02}:00", o.abs()).into()
    })
}

fn number() -> impl Strategy<Value = Value> {
    ("(0|[1-9][0-9]{0,20})(\\.[0-9]{1,9})?").prop_map(|text| serde_json::from_str(&text).unwrap())
}

fn extension() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[a-z0-9]{1,8}( [a-z0-9]{1,3})?".prop_map(Value::from),
        "0{0,3}[0-9]{1,20}".prop_map(Value::from),
        "茶[一二三]{1,3}".prop_map(Value::from),
        number(),
        any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::btree_map("ex:[a-d]", inner.clone(), 1..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            prop::collection::vec(inner.prop_filter("arrays hold no arrays", |v| !v.is_array()), 1..4)
                .prop_map(Value::from),
        ]
    })
}

fn extensions(event: &mut Map<String, Value>, members: std::collections::BTreeMap<String, Value>) {
    event.extend(members);
}

/// Events of the standard's shape, with most of what may stand in them.
pub(crate) fn event() -> impl Strategy<Value = Value> {
    let what = (prop::collection::vec(urn(), 0..4), prop::collection::vec((class(), number()), 0..3));
    let how = (
        prop::option::of(prop::sample::select(vec!["shipping", "packing", "other"])),
        prop::collection::vec((urn(), prop::sample::select(vec!["po", "inv"])), 0..3),
        prop::option::of((time(), prop::collection::vec(number(), 1..4))),
    );
    let more = (
        prop::collection::btree_map("ex:[a-f]", extension(), 0..4),
        prop::option::of(prop::collection::btree_map("ex:[a-f]", extension(), 1..3)),
        prop::option::of(urn()),
    );
    (time(), what, how, more).prop_map(
        |(time, (epcs, quantities), (step, transactions, sensor), (ext, ilmd, place))| {
            let mut event = json!({"type": "ObjectEvent", "eventTime": time, "eventTimeZoneOffset": "+08:00",
            "action": "ADD", "epcList": epcs});
            let members = event.as_object_mut().unwrap();
            let quantity = |(class, quantity)| json!({"epcClass": class, "quantity": quantity, "uom": "KGM"});
            members.insert("quantityList".into(), quantities.into_iter().map(quantity).collect());
            if let Some(step) = step {
                members.insert("bizStep".into(), step.into());
            }
            let transaction = |(id, kind)| json!({"type": kind, "bizTransaction": id});
            members.insert("bizTransactionList".into(), transactions.into_iter().map(transaction).collect());
            if let Some((time, values)) = sensor {
                let report = |value| json!({"type": "Temperature", "value": value, "uom": "CEL"});
                let reports: Vec<_> = values.into_iter().map(report).collect();
                let element = json!({"sensorMetadata": {"time": time}, "sensorReport": reports});
                members.insert("sensorElementList".into(), json!([element]));
            }
            if let Some(place) = place {
                members.insert("readPoint".into(), json!({"id": place, "ex:gate": "7"}));
            }
            if let Some(ilmd) = ilmd {
                members.insert("ilmd".into(), Value::Object(ilmd.into_iter().collect()));
            }
            extensions(members, ext);
            event
        },
    )
}

/// Where standard members of an event may hold extensions.
const HOLDERS: &[&str] = &[
    "/readPoint",
    "/quantityList/0",
    "/quantityList/1",
    "/sensorElementList/0",
    "/sensorElementList/0/sensorMetadata",
    "/sensorElementList/0/sensorReport/0",
    "/sensorElementList/0/sensorReport/2",
];

/// Events with a certification, and with extensions deep in standard members.
fn extended() -> impl Strategy<Value = Value> {
    let more = prop::collection::vec(prop::option::of(extension()), HOLDERS.len());
    (event(), more, any::<bool>()).prop_map(|(mut event, more, certified)| {
        for (place, extension) in HOLDERS.iter().zip(more) {
            if let (Some(holder), Some(extension)) = (event.pointer_mut(place), extension) {
                holder["ex:more"] = extension;
            }
        }
        if certified {
            event["certificationInfo"] = "https://certs.example.org/1".into();
        }
        event
    })
}

/// The same value with the members of every object, and the items of every array, turned round.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            Value::Object(object.iter().rev().map(|(k, v)| (k.clone(), reversed(v))).collect())
        }
        Value::Array(items) => items.iter().rev().map(reversed).collect(),
        other => other.clone(),
    }
}

/// Pointers of all strings that are not the type of something, and of all numbers.
fn leaves(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                if name != "type" && !name.ends_with("Time") && name != "time" {
                    leaves(value, format!("{at}/{name}"), out);
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, format!("{at}/{index}"), out);
            }
        }
        Value::String(_) | Value::Number(_) => out.push(at),
        _ => {}
    }
}

proptest! {
    /// The fast writer and the obvious one write the same text.
    #[test]
    fn agrees_with_the_model(event in event()) {
        prop_assert_eq!(exact(&event), prehash(&event, &prefixes()));
    }

    /// By the order of the published table, and by what is known of CBV 2.1, the obvious writer writes the same text, too.
    #[test]
    fn other_profiles_agree_with_their_models(event in extended()) {
        prop_assert_eq!(exact(&event), prehash(&event, &prefixes()));
        prop_assert_eq!(in_profile(&event, ProfileName::Table), prehash_table(&event, &prefixes()));
        prop_assert_eq!(in_profile(&event, ProfileName::Cbv21), prehash_cbv_2_1(&event, &prefixes()));
    }

    /// The order of members, and of the items of lists, does not matter, in any profile.
    #[test]
    fn order_does_not_matter(event in event()) {
        for profile in ProfileName::ALL {
            let list = json!([event, reversed(&event)]);
            let both = texts(&list, profile);
            prop_assert_eq!(&both[0], &both[1]);
        }
    }

    /// Any value that changes, be it by a leading zero, changes the text that is hashed.
    #[test]
    fn a_changed_value_changes_the_text(event in event(), pick in any::<prop::sample::Index>()) {
        let mut places = Vec::new();
        leaves(&event, String::new(), &mut places);
        let place = &places[pick.index(places.len())];
        let mut other = event.clone();
        let value = other.pointer_mut(place).unwrap();
        *value = match &*value {
            Value::String(text) if text.starts_with("urn:epc:id:sgtin:") => format!("{text}0").into(),
            Value::String(text) if text.starts_with("urn:epc:class:") => format!("{text}0").into(),
            Value::String(text) => format!("0{text}").into(),
            Value::Number(number) => {
                let text = number.to_string();
                let longer = if text.contains('.') { format!("{text}1") } else { format!("{text}.000000000000000000001") };
                serde_json::from_str(&longer).unwrap()
            }
            other => other.clone(),
        };
        prop_assert_ne!(exact(&event), exact(&other), "{}", place);
    }

    /// What says about the record does not matter: its id, when it was recorded, and that it was declared wrong.
    #[test]
    fn the_record_is_not_the_event(event in event()) {
        let mut other = event.clone();
        other["eventID"] = "urn:uuid:5e8b".into();
        other["recordTime"] = "2026-06-01T00:00:00Z".into();
        other["errorDeclaration"] = json!({"declarationTime": "2026-06-02T00:00:00Z"});
        other["rdfs:comment"] = "a remark".into();
        prop_assert_eq!(exact(&event), exact(&other));
    }

    /// An event comes back byte for byte, and an event of the standard's shape is valid.
    #[test]
    fn nothing_is_lost(event in event()) {
        let text = event.to_string();
        let read = tape::read(text.as_bytes()).unwrap();
        let events = Events::of(read.root()).unwrap();
        prop_assert_eq!(events.iter().next().unwrap().raw(), &text);
        let report = validate(read.root());
        let repeated = report.findings.iter().all(|finding| {
            matches!(&*finding.code, "repeated-identifier" | "no-context" | "undeclared-prefix" | "offset-differs" | "personal-pattern" | "recorded-before" | "sensor-after-event")
        });
        prop_assert!(repeated, "{:?}", report.findings);
    }

    /// Take away a member that the standard requires, and the finding names it.
    #[test]
    fn what_is_missing_is_named(event in event(), name in prop::sample::select(vec!["type", "eventTime", "eventTimeZoneOffset", "action"])) {
        let mut other = event.clone();
        other.as_object_mut().unwrap().shift_remove(name);
        let text = other.to_string();
        let read = tape::read(text.as_bytes()).unwrap();
        let found = validate(read.root());
        let at = format!("/{name}");
        prop_assert!(found.findings.iter().any(|f| f.code == "missing-member" && f.at == at));
        prop_assert!(!found.is_valid());
    }

    /// No JSON, whatever it is, makes validation or hashing panic, and every place that a finding names exists or is
    /// the member that is missing there.
    #[test]
    fn any_json_is_answered(value in extension(), name in "type|eventTime|epcList|sensorElementList|readPoint|terroir:act|terroir:results") {
        let event = json!({"type": "ObjectEvent", "eventTime": "2026-01-01T00:00:00Z", name: value});
        let text = event.to_string();
        let read = tape::read(text.as_bytes()).unwrap();
        for finding in validate(read.root()).findings {
            let parent = finding.at.rsplit_once('/').map_or("", |(parent, _)| parent);
            prop_assert!(read.root().pointer(&finding.at).or(read.root().pointer(parent)).is_some(), "{}", finding.at);
        }
        let events = Events::of(read.root()).unwrap();
        for profile in ProfileName::ALL {
            for event in events.iter() {
                if let Err(error) = Hasher::new(profile).hash(&event) {
                    prop_assert!(event.value().pointer(&error.pointer).is_some());
                }
            }
        }
    }
}
