//! Requests that are right, and as full as an operation takes them.

fn many(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

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
    vec![
        ("resolve_events", format!(r#"{{"document":{correcting}}}"#)),
        ("resolve_events", format!(r#"{{"document":[{alike}]}}"#)),
        ("resolve_events", format!(r#"{{"document":[{declarations},{EVENT},"eventID":"a:c"}}]}}"#)),
        ("resolve_events", format!(r#"{{"document":[{}]}}"#, many(500_000, |_| "{}".into()))),
        ("advance_lot", format!(r#"{{"lot":{},"moves":[]}}"#, lot(0, &found))),
        ("advance_lot", format!(r#"{{"lot":{},"moves":[{moves}]}}"#, lot(0, ""))),
        ("split_lot", format!(r#"{{"lot":{},"parts":[{parts}]}}"#, lot(0, &found))),
        ("merge_lots", format!(r#"{{"lot":"t/a/c/1","sources":[{sources}]}}"#)),
        ("transform_lot", format!(r#"{{"sources":[{sources}],"outputs":[{outputs}]}}"#)),
        ("share_out", format!(r#"{{"total":"1234567.89 CNY","parties":[{parties}]}}"#)),
    ]
}
