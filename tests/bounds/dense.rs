//! Requests that are right, and as full as an operation takes them.

use crate::many;

fn lot(number: usize, moves: &str) -> String {
    format!(
        r#"{{"lot":"t/a/b/{number}","state":"open","moves":[{{"kind":"made","amount":[["9","KGM"]]}}{moves}]}}"#
    )
}

/// The start of an event.
const EVENT: &str = r#"{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z""#;

/// Operation and request.
pub(crate) fn requests() -> Vec<(&'static str, String)> {
    let found = many(16_000, |_| r#",{"kind":"found","amount":[["1","KGM"]]}"#.into()).replace(",,", ",");
    let moves = many(16_000, |_| r#"{"kind":"found","amount":[["1","KGM"]]}"#.into());
    let parts = many(1024, |at| format!(r#"{{"lot":"t/a/c/{at}","amount":[["1","GRM"]]}}"#));
    let sources = many(1024, |at| format!(r#"{{"lot":{}}}"#, lot(at, "")));
    let outputs = many(1024, |at| format!(r#"{{"lot":"t/a/c/{at}","amount":[["9","KGM"]]}}"#));
    let parties = many(20_000, |at| format!(r#"{{"name":"p{at}","weight":"1"}}"#));
    let declared = many(200_000, |at| format!(r#""a:{at:x}""#));
    let correcting = format!(
        r#"[{EVENT},"eventID":"a:b","errorDeclaration":{{"correctiveEventIDs":[{declared}]}}}},{EVENT},"eventID":"a:0"}}]"#
    );
    let alike = many(20_000, |_| format!(r#"{EVENT},"eventID":"a:b"}}"#));
    let declarations = many(20_000, |_| {
        format!(r#"{EVENT},"eventID":"a:b","errorDeclaration":{{"correctiveEventIDs":["a:c"]}}}}"#)
    });
    let readings = many(40_000, |_| r#"{"type":"Temperature","value":1,"uom":"CEL"}"#.into());
    let timed = many(20_000, |at| {
        let time = format!("2026-01-01T{:02}:{:02}:{:02}Z", at / 3600, at / 60 % 60, at % 60);
        format!(r#"{{"type":"Temperature","value":{},"uom":"FAH","time":"{time}"}}"#, at % 7)
    });
    let sensors =
        |reports: &str| format!(r#"[{EVENT},"sensorElementList":[{{"sensorReport":[{reports}]}}]}}]"#);
    let limits = r#""limits":[{"uom":"CEL","low":"-16","high":"-14"}],"between":"linear""#;
    let classes = many(60_000, |at| format!(r#"{{"epcClass":"t/a/b/{at}","quantity":1,"uom":"KGM"}}"#));
    let turned = r#"{"type":"TransformationEvent","eventTime":"2026-01-01T00:00:00Z""#;
    let custody = r#""custody":{"model":"mass-balance","claim":"organic"}"#;
    let small = many(20_000, |_| format!(r#"{turned},"inputEPCList":["a:b"]}}"#));
    let items = many(20_000, |at| format!(r#""https://a.example/{at:05}""#));
    let outputs_of_one = format!(
        r#"[{{"type":"TransformationEvent","eventTime":"2026-01-01T00:00:00Z","inputEPCList":["a:x"],"outputEPCList":[{items}]}}]"#
    );
    let seen = format!(
        r#"[{EVENT},"action":"OBSERVE","bizStep":"shipping","readPoint":{{"id":"a:p"}},"epcList":[{items}]}}]"#
    );
    let packed = many(20_000, |at| {
        format!(
            r#"{{"type":"AggregationEvent","action":"ADD","eventTime":"2026-01-01T00:00:00Z","parentID":"a:q{at:x}","childEPCs":["a:{at:x}"],"readPoint":{{"id":"a:p"}}}}"#
        )
    });
    let table = r#""suspects":[{"id":"a:x"},{"from":"2025-01-01T00:00:00Z"}],"sources":true,"table":"zh""#;
    vec![
        ("check_conditions", format!(r#"{{{limits},"document":{}}}"#, sensors(&readings))),
        ("check_conditions", format!(r#"{{{limits},"document":{}}}"#, sensors(&timed))),
        ("check_conditions", format!(r#"{{{limits},"document":[{}]}}"#, many(500_000, |_| "{}".into()))),
        (
            "check_balance",
            format!(r#"{{{custody},"document":[{turned},"inputQuantityList":[{classes}]}}]}}"#),
        ),
        ("check_balance", format!(r#"{{{custody},"document":[{small}]}}"#)),
        ("recall", format!(r#"{{"document":{outputs_of_one},{table}}}"#)),
        ("recall", format!(r#"{{"document":{seen},{table}}}"#)),
        ("recall", format!(r#"{{"document":[{packed}],{table}}}"#)),
        ("resolve_events", format!(r#"{{"document":{correcting}}}"#)),
        ("resolve_events", format!(r#"{{"document":[{alike}]}}"#)),
        ("resolve_events", format!(r#"{{"document":[{declarations},{EVENT},"eventID":"a:c"}}]}}"#)),
        ("resolve_events", format!(r#"{{"document":[{}]}}"#, many(500_000, |_| "{}".into()))),
        (
            "query_events",
            format!(
                r#"{{"query":{{"orderBy":"eventTime"}},"places_only":true,"document":[{}]}}"#,
                many(500_000, |_| "{}".into())
            ),
        ),
        (
            "query_events",
            format!(
                r#"{{"query":{{"@context":{{"a":"urn:a:"}},"orderBy":"a:b"}},"places_only":true,"document":[{}]}}"#,
                many(200_000, |_| r#"{"a:b":1}"#.into())
            ),
        ),
        ("validate_events", format!(r#"{{"document":{correcting}}}"#)),
        ("validate_events", format!(r#"{{"document":[{alike}]}}"#)),
        (
            "validate_events",
            format!(
                r#"{{"document":[{{"type":"AggregationEvent","action":"ADD","eventTime":"2026-01-01T00:00:00Z","eventTimeZoneOffset":"+00:00","parentID":"a:p","childEPCs":[{}]}}]}}"#,
                many(1_000_000, |at| format!(r#""a:{at:x}""#))
            ),
        ),
        (
            "validate_events",
            format!(
                r#"{{"document":[{}]}}"#,
                many(10_000, |at| format!(
                    r#"{EVENT},"action":"OBSERVE","bizStep":"{}","bizTransactionList":[{{"bizTransaction":"a:t"}}],"epcList":["a:{:x}","a:{:x}"]}}"#,
                    if at % 2 == 0 { "shipping" } else { "receiving" },
                    at % 7,
                    at
                ))
            ),
        ),
        (
            "validate_events",
            format!(
                r#"{{"document":{{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["a:b"],"a:x":[{}]}}}}"#,
                many(60_000, |_| format!("{}1{}", "[".repeat(50), "]".repeat(50)))
            ),
        ),
        ("advance_lot", format!(r#"{{"lot":{},"moves":[]}}"#, lot(0, &found))),
        ("advance_lot", format!(r#"{{"lot":{},"moves":[{moves}]}}"#, lot(0, ""))),
        ("split_lot", format!(r#"{{"lot":{},"parts":[{parts}]}}"#, lot(0, &found))),
        ("merge_lots", format!(r#"{{"lot":"t/a/c/1","sources":[{sources}]}}"#)),
        ("transform_lot", format!(r#"{{"sources":[{sources}],"outputs":[{outputs}]}}"#)),
        ("share_out", format!(r#"{{"total":"1234567.89 CNY","parties":[{parties}]}}"#)),
    ]
}
