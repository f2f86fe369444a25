//! Laws of capture: what is drafted is valid, and a table says what its rows say.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use terroir::{
    api,
    digest::json as tape,
    trace::{
        Events,
        capture::{Settings, draft},
        hash::{Hasher, ProfileName},
        validate,
    },
};

/// Columns of the printed table, in order.
const COLUMNS: &[&str] = &[
    "act",
    "day",
    "time",
    "lot",
    "quantity",
    "crop",
    "input",
    "input-kind",
    "active",
    "amount",
    "dose",
    "area",
    "method",
    "interval-days",
    "who",
];

fn settings() -> Settings {
    Settings {
        offset: Some("+08:00".into()),
        year: Some(2026),
        base: Some("https://id.coop.example/".into()),
        ..Settings::default()
    }
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    proptest::option::weighted(0.8, proptest::sample::select(words).prop_map(String::from))
}

prop_compose! {
    /// A record as people write them, often with something missing or unreadable.
    fn record()(
        act in proptest::sample::select(vec!["打药", "spray", "采收", "harvest", "除草", "weed", "施肥", "fertilise", "跳舞"]),
        month in 1..=12_u8, day in 1..=31_u8, form in 0..4_u8,
        time in one_of(&["07:30", "7点半", "下午3点", "later"]),
        lot in one_of(&["t/coop.example/TEA/S26", "t/coop.example/TOM/A26", "S26"]),
        number in 0..10_000_u32,
        unit in proptest::sample::select(vec!["斤", "kg", "毫升", "L", "两", "瓶", "", "亩"]),
        crop in one_of(&["茶", "tomato, red", "a \"b\"\nc"]),
        input in one_of(&["1.8% 阿维菌素乳油", "复合肥 15-15-15", "=1+1"]),
        kind in one_of(&["化肥", "pesticide", "?"]),
        active in one_of(&["阿维菌素", "abamectin"]),
        dose in one_of(&["20毫升/亩", "0.6 L/ha", "many"]),
        area in one_of(&["0.6亩", "1亩", "2 ha", "3分"]),
        method in one_of(&["人工", "call 13800138000"]),
        interval in one_of(&["7", "7天", "soon"]),
        who in one_of(&["王某"]),
    ) -> Map<String, Value> {
        let mut record = Map::new();
        let day = match form {
            0 => format!("2026-{month:02}-{day:02}"),
            1 => format!("2026/{month}/{day}"),
            2 => format!("{month}月{day}日"),
            _ => format!("2026年{month}月{day}日"),
        };
        record.insert("act".into(), act.into());
        record.insert("day".into(), day.into());
        let amount = format!("{}.{} {unit}", number / 10, number % 10);
        let harvest = act == "采收" || act == "harvest";
        for (name, value) in [
            ("time", time), ("lot", lot), ("crop", crop), ("input", input), ("input-kind", kind), ("active", active),
            ("dose", dose), ("area", area), ("method", method), ("interval-days", interval), ("who", who),
            ("quantity", harvest.then(|| amount.clone())), ("amount", (!harvest).then_some(amount)),
        ] {
            if let Some(value) = value {
                record.insert(name.into(), value.trim().into());
            }
        }
        record
    }
}

fn drafted(record: &Map<String, Value>) -> terroir::trace::capture::Draft {
    let text = serde_json::to_string(record).unwrap();
    let document = tape::read(text.as_bytes()).unwrap();
    draft(document.root(), &settings()).unwrap()
}

fn hash(event: &str) -> String {
    let document = tape::read(event.as_bytes()).unwrap();
    let events = Events::of(document.root()).unwrap();
    Hasher::new(ProfileName::Exact).hash(&events.iter().next().unwrap()).unwrap()
}

fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

fn printed<'r>(records: impl Iterator<Item = &'r Map<String, Value>>) -> String {
    let mut text = COLUMNS.join(",") + "\n";
    for record in records {
        let cells: Vec<String> = COLUMNS
            .iter()
            .map(|name| record.get(*name).and_then(Value::as_str).map_or_else(String::new, cell))
            .collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

fn imported(text: &str) -> Value {
    let columns: Vec<Value> = COLUMNS.iter().map(|name| json!({"header": name, "member": name})).collect();
    let request =
        json!({"text": text, "partial": true, "mapping": {"columns": columns, "settings": settings()}});
    let answer: Value = serde_json::from_str(&api::call("import_table", &request.to_string())).unwrap();
    answer["ok"].clone()
}

fn hashes(answer: &Value) -> BTreeSet<String> {
    answer["items"].as_array().unwrap().iter().map(|item| item["hash"].as_str().unwrap().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A draft has an event exactly if nothing needed is missing; the event is valid, says nothing of a person, and is the same
    /// whenever it is drafted.
    #[test]
    fn what_is_drafted_is_valid(record in record()) {
        let draft = drafted(&record);
        let needed = draft.missing.iter().any(|missing| missing.severity == terroir::trace::capture::Need::Needed);
        prop_assert_eq!(draft.event.is_none(), needed);
        prop_assert_eq!(draft.partial.is_some(), needed);
        prop_assert_eq!(&drafted(&record), &draft);
        if let Some(event) = &draft.event {
            let document = tape::read(event.as_bytes()).unwrap();
            let report = validate(document.root());
            prop_assert!(report.is_valid(), "{:?} in {}", report.findings, event);
        }
        for text in draft.event.iter().chain(&draft.partial) {
            prop_assert!(!text.contains("王某") && !text.contains("13800138000"), "{}", text);
        }
        for missing in &draft.missing {
            prop_assert!(!missing.clause.is_empty());
        }
    }

    /// The order of members does not matter for what a record says.
    #[test]
    fn order_of_members_does_not_matter(record in record()) {
        let turned: Map<String, Value> = record.clone().into_iter().rev().collect();
        let (one, other) = (drafted(&record), drafted(&turned));
        prop_assert_eq!(&one.event, &other.event);
        prop_assert_eq!(&one.hidden, &other.hidden);
    }

    /// Importing the printed table of records gives the events that drafting gives, each once.
    #[test]
    fn a_table_says_what_its_rows_say(records in proptest::collection::vec(record(), 1..12)) {
        let answer = imported(&printed(records.iter()));
        let wanted: BTreeSet<String> = records.iter().filter_map(|record| drafted(record).event).map(|event| hash(&event)).collect();
        prop_assert_eq!(hashes(&answer), wanted);
        let count = |name: &str| answer[name].as_u64().unwrap();
        prop_assert_eq!(count("events") + count("repeated") + count("errors"), records.len() as u64);
    }

    /// The order of rows does not matter for the set of events, nor does a row that stands there twice.
    #[test]
    fn order_of_rows_does_not_matter(records in proptest::collection::vec(record(), 1..8)) {
        let one = imported(&printed(records.iter()));
        let other = imported(&printed(records.iter().rev().chain(&records)));
        prop_assert_eq!(hashes(&one), hashes(&other));
    }
}

/// Pages of a table are its events, each once, in the order of their rows.
#[test]
fn pages_make_the_whole() {
    let mut text = String::from("日期,批次,方式\n");
    for row in 0..4000 {
        text.push_str(&format!("2026-05-12,u:{row},人工\n"));
    }
    let mapping = json!({"constants": {"act": "weed"}, "settings": {"offset": "Z"}, "columns": [
        {"header": "日期", "member": "day"}, {"header": "批次", "member": "lot"}, {"header": "方式", "member": "method"}]});
    let (mut rows, mut first, mut pages) = (Vec::new(), 0, 0);
    loop {
        let request = json!({"text": text, "mapping": mapping, "first": first});
        let answer: Value = serde_json::from_str(&api::call("import_table", &request.to_string())).unwrap();
        let answer = &answer["ok"];
        assert_eq!((&answer["complete"], &answer["events"]), (&json!(true), &json!(4000)));
        rows.extend(answer["items"].as_array().unwrap().iter().map(|item| item["row"].as_u64().unwrap()));
        pages += 1;
        match answer["next"].as_u64() {
            Some(next) => first = next,
            None => break,
        }
    }
    assert_eq!(rows, (2..4002).collect::<Vec<u64>>());
    assert!(pages > 1, "{pages}");
}

/// A table in GB 18030 is the table in UTF-8.
#[test]
fn gb18030_is_read_as_it_is_meant() {
    let mapping = json!({"constants": {"act": "weed", "lot": "u:1"}, "settings": {"offset": "Z"}, "columns": [
        {"header": "日期", "member": "day"}, {"header": "方式", "member": "method"}]});
    // 日期,方式 / 2026-05-12,人工
    let bytes = b"\xc8\xd5\xc6\xda,\xb7\xbd\xca\xbd\r\n2026-05-12,\xc8\xcb\xb9\xa4\r\n";
    let request = json!({"bytes": terroir::proof::base64::encode(bytes), "mapping": mapping});
    let answer: Value = serde_json::from_str(&api::call("import_table", &request.to_string())).unwrap();
    assert_eq!(answer["ok"]["encoding"], "gb18030", "{answer}");
    assert_eq!(answer["ok"]["items"][0]["event"]["terroir:method"], "人工");
}
