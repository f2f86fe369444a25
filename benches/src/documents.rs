//! EPCIS documents of any length, the same on every machine.

use std::fmt::Write as _;

/// A document of `count` events as platforms exchange them: lists, quantities, sensors, extensions, Chinese text.
pub fn epcis(count: usize) -> String {
    let events: Vec<String> = (0..count).map(event).collect();
    format!(
        "{{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",{{\"example\":\"https://ns.example.com/epcis/\"}}],\
         \"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-11-02T08:00:00.000+08:00\",\
         \"epcisBody\":{{\"eventList\":[{}]}}}}",
        events.join(",")
    )
}

fn event(n: usize) -> String {
    let mut epcs = String::new();
    for serial in 0..4 {
        let comma = if serial == 0 { "" } else { "," };
        let _ = write!(epcs, "{comma}\"urn:epc:id:sgtin:6901234.056789.{}\"", n * 10 + 7 - serial);
    }
    format!(
        "{{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-10-{:02}T0{}:15:30.125+08:00\",\"eventTimeZoneOffset\":\"+08:00\",\
         \"epcList\":[{epcs}],\"action\":\"OBSERVE\",\"bizStep\":\"shipping\",\"disposition\":\"in_transit\",\
         \"readPoint\":{{\"id\":\"urn:epc:id:sgln:6901234.00005.{n}\"}},\"bizLocation\":{{\"id\":\"urn:epc:id:sgln:6901234.00005.0\"}},\
         \"bizTransactionList\":[{{\"type\":\"po\",\"bizTransaction\":\"urn:epc:id:gdti:6901234.00001.{n}\"}}],\
         \"quantityList\":[{{\"epcClass\":\"urn:epc:class:lgtin:6901234.056789.L{n}\",\"quantity\":{}.50,\"uom\":\"KGM\"}}],\
         \"sensorElementList\":[{{\"sensorMetadata\":{{\"time\":\"2026-10-02T01:00:00Z\"}},\
         \"sensorReport\":[{{\"type\":\"Temperature\",\"value\":{}.{},\"uom\":\"CEL\"}},{{\"type\":\"RelativeHumidity\",\"value\":61.2,\"uom\":\"A93\"}}]}}],\
         \"example:remark\":\"湄潭翠芽 \\u2014 头采\",\"example:grade\":{{\"example:code\":\"A\",\"example:points\":{}}}}}",
        n % 28 + 1,
        n % 10,
        n % 90 + 1,
        n % 7,
        n % 10,
        n % 100,
    )
}

/// A document of plain members and numbers, as tables and prices come.
pub fn rows(count: usize) -> String {
    let rows: Vec<String> = (0..count)
        .map(|n| format!("{{\"id\":{n},\"name\":\"row {n}\",\"price\":\"{}.{:02}\",\"tags\":[\"a\",\"b\"],\"stock\":{},\"open\":true,\"note\":null}}", n % 50, n % 100, n * 3))
        .collect();
    format!("[{}]", rows.join(","))
}
