//! Laws of EPCIS XML: one event, one hash id, whichever way it is written; and any text is answered.

use super::trace::{event, texts};
use proptest::prelude::*;
use serde_json::{Value, json};
use terroir::{
    digest::json as tape,
    trace::{
        Events,
        hash::{DEVIATIONS, ProfileName},
        xml,
    },
};

/// An event of the standard's shape in XML, by the rules of the XML binding (EPCIS 2.0 §9.5), slowly and obviously.
fn to_xml(event: &Value, wrapped: bool) -> String {
    let mut out = String::new();
    for (name, value) in event.as_object().unwrap() {
        let element = match name.as_str() {
            "type" => continue,
            "epcList" => list(name, value, |epc| format!("<epc>{}</epc>", text(epc))),
            "quantityList" => list(name, value, |element| {
                let members = element.as_object().unwrap().iter();
                let members: String =
                    members.map(|(name, value)| format!("<{name}>{}</{name}>", text(value))).collect();
                format!("<quantityElement>{members}</quantityElement>")
            }),
            "bizTransactionList" => list(name, value, |one| {
                let kind = format!("urn:epcglobal:cbv:btt:{}", one["type"].as_str().unwrap());
                format!(r#"<bizTransaction type="{kind}">{}</bizTransaction>"#, text(&one["bizTransaction"]))
            }),
            "sensorElementList" => list(name, value, |element| {
                let reports = element["sensorReport"].as_array().unwrap().iter();
                let reports: String = reports
                    .map(|report| {
                        format!(
                            r#"<sensorReport type="gs1:Temperature" value="{}" uom='CEL'/>"#,
                            report["value"]
                        )
                    })
                    .collect();
                let time = text(&element["sensorMetadata"]["time"]);
                format!(r#"<sensorElement><sensorMetadata time="{time}"/>{reports}</sensorElement>"#)
            }),
            "readPoint" => {
                let gate = text(&value["ex:gate"]);
                format!("<readPoint>\n<ex:gate>{gate}</ex:gate><id>{}</id></readPoint>", text(&value["id"]))
            }
            "bizStep" => {
                format!("<bizStep>https://ref.gs1.org/cbv/BizStep-{}</bizStep>", value.as_str().unwrap())
            }
            "ilmd" => {
                let members = value.as_object().unwrap().iter();
                let members: String = members.map(|(name, value)| extension(name, value)).collect();
                format!("<ilmd>{members}</ilmd>")
            }
            name if name.starts_with("ex:") => extension(name, value),
            name => format!("<{name}>{}</{name}>", text(value)),
        };
        let standard = !name.starts_with("ex:") && !name.starts_with("event");
        out += &if wrapped && standard { format!("<extension>{element}</extension>") } else { element };
    }
    format!(r#"<ObjectEvent xmlns:ex="https://ns.example.org/">{out}</ObjectEvent>"#)
}

fn list(name: &str, value: &Value, item: impl Fn(&Value) -> String) -> String {
    let items: String = value.as_array().unwrap().iter().map(item).collect();
    format!("<{name}>{items}</{name}>")
}

fn extension(name: &str, value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(|item| extension(name, item)).collect(),
        Value::Object(members) => {
            let members: String = members.iter().map(|(name, value)| extension(name, value)).collect();
            format!("<{name}>{members}</{name}>")
        }
        value => format!("<{name}>{}</{name}>", text(value)),
    }
}

/// Text of a value; of a number without trailing zeros, which XML would keep.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('&', "&amp;").replace('<', "&lt;"),
        Value::Number(number) => {
            let text = number.to_string();
            if !text.contains('.') {
                return text;
            }
            text.trim_end_matches('0').trim_end_matches('.').into()
        }
        other => other.to_string(),
    }
}

fn of_xml(text: &str, profile: ProfileName) -> Vec<String> {
    let json = xml::to_json(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    texts(&serde_json::from_str(&json).unwrap(), profile)
}

fn document(events: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-01-01T00:00:00Z"><EPCISBody><EventList>{events}</EventList></EPCISBody></epcis:EPCISDocument>"#
    )
}

proptest! {
    /// An event written in XML hashes as its JSON does, in every profile, wrapped as EPCIS 1.2 wraps or not.
    #[test]
    fn xml_and_json_hash_alike(event in event(), wrapped in any::<bool>()) {
        let json = json!({"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
            {"ex": "https://ns.example.org/"}], "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [event]}});
        let xml = document(&to_xml(&event, wrapped));
        for profile in ProfileName::ALL {
            prop_assert_eq!(of_xml(&xml, profile), texts(&json, profile), "{}", profile);
        }
    }

    /// What a prefix is called does not matter, nor where it is bound.
    #[test]
    fn prefixes_do_not_matter(event in event()) {
        let one = to_xml(&event, false);
        let other = one.replace("xmlns:ex", "xmlns:a='urn:a' xmlns:gs1").replace("ex:", "gs1:");
        // A value `gs1:…` means GS1's vocabulary, whatever the prefix is bound to.
        for profile in ProfileName::ALL {
            prop_assert_eq!(of_xml(&document(&one), profile), of_xml(&document(&other), profile));
        }
    }

    /// Two events that bind one prefix to different namespaces do not disturb each other.
    #[test]
    fn bindings_do_not_leak(first in event(), second in event()) {
        let a = to_xml(&first, false);
        let b = to_xml(&second, false).replace("https://ns.example.org/", "https://ns.example.com/");
        let both = document(&format!("{a}{b}"));
        let apart = [document(&a), document(&b)];
        for profile in ProfileName::ALL {
            let apart: Vec<_> = apart.iter().flat_map(|text| of_xml(text, profile)).collect();
            prop_assert_eq!(of_xml(&both, profile), apart);
        }
    }

    /// Any text is answered, and what is read is strict JSON.
    #[test]
    fn any_text_is_answered(event in event(), edits in prop::collection::vec((any::<prop::sample::Index>(), 0..8_usize, prop::sample::select(vec!["<", ">", "/", "&", "\"", "'", "=", " ", "<a>", "</a>", "<a/>", "xmlns=''", "x:y", "]]>", "<![CDATA[", "<!--", "&#0;", "<extension>", "<!DOCTYPE a>", "\u{fffe}", "茶"])), 0..4)) {
        let mut text = document(&to_xml(&event, false));
        for (place, length, piece) in edits {
            let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let from = place.index(bounds.len());
            let to = (from + length).min(bounds.len() - 1);
            text.replace_range(bounds[from]..bounds[to], piece);
        }
        match xml::to_json(&text) {
            Ok(json) => {
                let read = tape::read(json.as_bytes());
                prop_assert!(read.is_ok(), "{:?}: {}", read, json);
                let _ = Events::of(read.unwrap().root());
            }
            Err(error) => {
                let line = text.lines().nth(error.line - 1).unwrap_or("");
                prop_assert!(error.column <= line.chars().count() + 1, "{}: {}", error, text);
            }
        }
    }

    /// A hash id made with one known deviation is explained, by that one or by another that does the same here.
    #[test]
    fn deviations_are_explained(event in event(), at in 0..DEVIATIONS.len(), name in prop::sample::select(ProfileName::ALL.to_vec())) {
        let mut profile = name.profile();
        prop_assume!(DEVIATIONS[at].apply(&mut profile));
        let text = event.to_string();
        let read = tape::read(text.as_bytes()).unwrap();
        let events = Events::of(read.root()).unwrap();
        let mut hasher = terroir::trace::hash::Hasher::with(profile);
        hasher.ignore(&events);
        let hash = hasher.hash(&events.iter().next().unwrap()).unwrap();
        let answer = terroir::api::call("verify_event_hash", &json!({"text": text, "hash": hash}).to_string());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let explained = answer["ok"]["explained"]["deviations"].as_array().map_or(0, Vec::len);
        prop_assert!(answer["ok"]["valid"] == true || explained == 1, "{}: {}", DEVIATIONS[at].code, answer);
    }
}
