//! Laws of conditions, and their slow twin.

use proptest::prelude::*;
use serde_json::{Value, json};
use terroir::api;
use terroir_tests::model::condition::{Reading, Seconds, seconds};

fn readings() -> impl Strategy<Value = Vec<Reading>> {
    let reading = (0u8..3, 0u32..90, -3i32..8).prop_map(|(device, at, value)| Reading { device, at, value });
    prop::collection::vec(reading, 1..24).prop_map(|mut readings| {
        // A device tells one value at one second.
        readings.sort_by_key(|reading| (reading.device, reading.at));
        readings.dedup_by_key(|reading| (reading.device, reading.at));
        readings
    })
}

fn event(reading: &Reading) -> Value {
    let at = format!("2026-07-01T00:{:02}:{:02}Z", reading.at / 60, reading.at % 60);
    json!({"type": "ObjectEvent", "eventTime": at, "sensorElementList": [{
        "sensorMetadata": {"deviceID": format!("urn:x:{}", reading.device)},
        "sensorReport": [{"type": "Temperature", "value": reading.value, "uom": "CEL", "time": at}]}]})
}

fn checked(readings: &[Reading], limit: &Value, between: &str) -> Value {
    let document: Vec<Value> = readings.iter().map(event).collect();
    let request = json!({"document": document, "limits": [limit], "between": between});
    let answer: Value = serde_json::from_str(&api::call("check_conditions", &request.to_string())).unwrap();
    answer["ok"]["limits"][0].clone()
}

fn number(line: &Value, name: &str) -> f64 {
    line[name].as_str().unwrap_or_else(|| panic!("{line}")).parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Time outside and unknown time are those of the model that asks every second by itself.
    #[test]
    fn seconds_are_those_of_the_slow_model(readings in readings(), gap in prop::option::of(1u32..40)) {
        let high = json!({"uom": "CEL", "high": "4", "most_gap_seconds": gap});
        let low = json!({"uom": "CEL", "low": "0", "most_gap_seconds": gap});
        let (above, below) = (checked(&readings, &high, "hold"), checked(&readings, &low, "hold"));
        let found = Seconds {
            above: number(&above, "least_outside_seconds") as u32,
            below: number(&below, "least_outside_seconds") as u32,
            unknown: number(&above, "unknown_seconds") as u32,
        };
        prop_assert_eq!(found, seconds(&readings, 0, 4, gap));
        prop_assert_eq!(&above["least_outside_seconds"], &above["most_outside_seconds"]);
    }

    /// The order in which readings arrive does not matter.
    #[test]
    fn order_of_arrival_does_not_matter(readings in readings().prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle()))) {
        let limit = json!({"uom": "CEL", "low": "0", "high": "4", "most_gap_seconds": 20});
        let strip = |mut line: Value| {
            // Places in the document are those of the order given, and so is whose reading of equal ones is named.
            line.as_object_mut().unwrap().retain(|name, _| name != "lowest" && name != "highest");
            for excursion in line["excursions"].as_array_mut().unwrap() {
                excursion["extreme"]["at"].take();
            }
            line
        };
        for between in ["hold", "linear"] {
            prop_assert_eq!(strip(checked(&readings.0, &limit, between)), strip(checked(&readings.1, &limit, between)));
        }
    }

    /// A verdict in kelvins or degrees Fahrenheit is that in degrees Celsius.
    #[test]
    fn units_do_not_matter(readings in readings()) {
        let lines = [("CEL", "0", "4"), ("KEL", "273.15", "277.15"), ("FAH", "32", "39.2")].map(|(uom, low, high)| {
            checked(&readings, &json!({"uom": uom, "low": low, "high": high, "most_gap_seconds": 20}), "linear")
        });
        for line in &lines[1..] {
            for same in ["verdict", "least_outside_seconds", "unknown_seconds", "gaps"] {
                prop_assert_eq!(&line[same], &lines[0][same]);
            }
        }
    }
}
