//! One reading of words and times: whatever spelling a document uses, every operation of `trace` answers the same.

use serde_json::{Value, json};
use std::path::Path;

/// Spellings of one word of a family: bare, as CURIE, as URN of CBV 1.x, under every address of GS1, and under the document's own
/// prefix.
fn spellings(start: &str, urn: Option<&str>, word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    let (vocabulary, prefix, own, hosts) = if urn.is_some() {
        ("cbv", "cbv", "v", &["ref.gs1.org", "ns.gs1.org"][..])
    } else {
        ("voc", "gs1", "g", &["gs1.org", "www.gs1.org", "ref.gs1.org"][..])
    };
    all.extend(urn.map(|urn| format!("urn:epcglobal:cbv:{urn}:{word}")));
    all.extend([prefix, own].map(|prefix| format!("{prefix}:{start}{word}")));
    for (scheme, host) in
        ["https", "http"].iter().flat_map(|scheme| hosts.iter().map(move |host| (scheme, host)))
    {
        all.push(format!("{scheme}://{host}/{vocabulary}/{start}{word}"));
    }
    all
}

/// What a document says: the words that have several spellings, and the time of its first reading.
#[derive(Clone)]
struct Said {
    shipping: String,
    receiving: String,
    commissioning: String,
    transit: String,
    possessing: String,
    order: String,
    measured: String,
    reading: String,
}

impl Said {
    fn bare() -> Self {
        let word = str::to_owned;
        Self {
            shipping: word("shipping"),
            receiving: word("receiving"),
            commissioning: word("commissioning"),
            transit: word("in_transit"),
            possessing: word("possessing_party"),
            order: word("po"),
            measured: word("Temperature"),
            reading: word("2016-12-31T23:30:00Z"),
        }
    }

    fn document(&self) -> Value {
        let lot = "urn:epc:class:lgtin:4012345.012345.A1";
        let event = |time: &str, action: &str, step: &str| {
            json!({
                "type": "ObjectEvent", "eventTime": time, "eventTimeZoneOffset": "+00:00", "action": action, "bizStep": step,
                "quantityList": [{"epcClass": lot, "quantity": 10, "uom": "KGM"}]
            })
        };
        let mut made = event("2016-12-30T08:00:00Z", "ADD", &self.commissioning);
        made["readPoint"] = json!({"id": "urn:epc:id:sgln:4012345.00001.0"});
        let mut shipped = event("2016-12-31T20:00:00Z", "OBSERVE", &self.shipping);
        shipped["disposition"] = json!(self.transit);
        shipped["sourceList"] = json!([{"type": self.possessing, "source": "urn:epc:id:pgln:4012345.00001"}]);
        shipped["bizTransactionList"] = json!([{"type": self.order, "bizTransaction": "urn:x:po:1"}]);
        let mut read = event("2017-01-01T02:00:00Z", "OBSERVE", "sensor_reporting");
        read["sensorElementList"] = json!([{"sensorReport": [
            {"type": self.measured, "value": 3, "uom": "CEL", "time": "2016-12-31T23:00:00Z"},
            {"type": self.measured, "value": 9, "uom": "CEL", "time": self.reading},
            {"type": self.measured, "value": 3, "uom": "CEL", "time": "2017-01-01T01:00:00Z"},
        ]}]);
        let mut received = event("2017-01-01T03:00:00Z", "OBSERVE", &self.receiving);
        received["destinationList"] =
            json!([{"type": self.possessing, "destination": "urn:epc:id:pgln:4012345.00002"}]);
        received["bizTransactionList"] = json!([{"type": self.order, "bizTransaction": "urn:x:po:1"}]);
        json!({
            "@context": [
                "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                {"v": "https://ref.gs1.org/cbv/", "g": "https://www.gs1.org/voc/"}
            ],
            "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2017-01-02T00:00:00Z",
            "epcisBody": {"eventList": [made, shipped, read, received]}
        })
    }

    /// What every operation that reads words or times answers.
    fn answers(&self) -> Vec<(&'static str, Value)> {
        let lot = "https://id.gs1.org/01/04012345123456/10/A1";
        let required = terroir_tests::read_json(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/required/us-fsma-204.json"),
        );
        let asked = [
            ("trace", json!({"from": [lot], "direction": "both"})),
            ("find_gaps", json!({})),
            ("recall", json!({"suspects": [{"id": lot}], "class": 1, "table": "en"})),
            ("chain_views", json!({"lot": lot})),
            ("check_balance", json!({})),
            ("check_required", json!({"required": required})),
            ("check_conditions", json!({"limits": [{"uom": "CEL", "high": "4", "most_gap_seconds": 7200}]})),
            (
                "query_events",
                json!({"query": {"EQ_bizStep": ["shipping"], "EQ_disposition": ["in_transit"],
                "EQ_bizTransaction_po": ["urn:x:po:1"], "EQ_source_possessing_party": ["urn:epc:id:pgln:4012345.00001"]}}),
            ),
        ];
        let mut answers = Vec::new();
        for (op, mut request) in asked {
            request["document"] = self.document();
            let answer: Value =
                serde_json::from_str(&terroir::api::call(op, &request.to_string())).expect("JSON");
            assert!(answer.get("ok").is_some(), "{op}: {answer}");
            answers.push((op, if op == "query_events" { answer["ok"]["matched"].clone() } else { answer }));
        }
        answers
    }
}

fn same(said: &Said, wanted: &[(&str, Value)], spelling: &str) {
    for ((op, found), (_, wanted)) in said.answers().iter().zip(wanted) {
        assert_eq!(found, wanted, "{op} reads `{spelling}` in another way");
    }
}

#[test]
fn a_word_means_the_same_in_every_spelling_and_operation() {
    let wanted = Said::bare().answers();
    let set = |said: &mut Said, family: &str, text: String| match family {
        "shipping" => said.shipping = text,
        "receiving" => said.receiving = text,
        "commissioning" => said.commissioning = text,
        "in_transit" => said.transit = text,
        "possessing_party" => said.possessing = text,
        "po" => said.order = text,
        _ => said.measured = text,
    };
    for (start, urn, word) in [
        ("BizStep-", Some("bizstep"), "shipping"),
        ("BizStep-", Some("bizstep"), "receiving"),
        ("BizStep-", Some("bizstep"), "commissioning"),
        ("Disp-", Some("disp"), "in_transit"),
        ("SDT-", Some("sdt"), "possessing_party"),
        ("BTT-", Some("btt"), "po"),
        ("", None, "Temperature"),
        ("MT-", None, "Temperature"),
    ] {
        for spelling in spellings(start, urn, word) {
            let mut said = Said::bare();
            set(&mut said, word, spelling.clone());
            same(&said, &wanted, &spelling);
        }
    }
}

#[test]
fn a_leap_second_is_a_time_for_every_operation() {
    let leap = Said { reading: "2017-01-01T07:59:60+08:00".into(), ..Said::bare() };
    let conditions = leap.answers().into_iter().find(|(op, _)| *op == "check_conditions").expect("asked").1;
    let line = &conditions["ok"]["limits"][0];
    assert_eq!(
        (&line["readings"], &line["findings"][0]["code"]),
        (&json!(3), &json!("outside-too-long")),
        "{line}"
    );
    assert_eq!(line["excursions"][0]["from"], "2016-12-31T23:59:59.999999999999999999Z");
    let never = Said { reading: "2016-12-31T23:30:60Z".into(), ..Said::bare() };
    let conditions = never.answers().into_iter().find(|(op, _)| *op == "check_conditions").expect("asked").1;
    assert_eq!(conditions["ok"]["limits"][0]["findings"][0]["code"], "reading-without-time");
}
