//! Requests that are right, and as full as an operation takes them.

fn many(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

fn lot(number: usize, moves: &str) -> String {
    format!(
        r#"{{"lot":"t/a/b/{number}","state":"open","moves":[{{"kind":"made","amount":[["9","KGM"]]}}{moves}]}}"#
    )
}

/// Operation and request.
pub(crate) fn requests() -> Vec<(&'static str, String)> {
    let found = many(16_000, |_| r#",{"kind":"found","amount":[["1","KGM"]]}"#.into()).replace(",,", ",");
    let moves = many(16_000, |_| r#"{"kind":"found","amount":[["1","KGM"]]}"#.into());
    let parts = many(1024, |at| format!(r#"{{"lot":"t/a/c/{at}","amount":[["1","GRM"]]}}"#));
    let sources = many(1024, |at| format!(r#"{{"lot":{}}}"#, lot(at, "")));
    let outputs = many(1024, |at| format!(r#"{{"lot":"t/a/c/{at}","amount":[["9","KGM"]]}}"#));
    let parties = many(20_000, |at| format!(r#"{{"name":"p{at}","weight":"1"}}"#));
    vec![
        ("advance_lot", format!(r#"{{"lot":{},"moves":[]}}"#, lot(0, &found))),
        ("advance_lot", format!(r#"{{"lot":{},"moves":[{moves}]}}"#, lot(0, ""))),
        ("split_lot", format!(r#"{{"lot":{},"parts":[{parts}]}}"#, lot(0, &found))),
        ("merge_lots", format!(r#"{{"lot":"t/a/c/1","sources":[{sources}]}}"#)),
        ("transform_lot", format!(r#"{{"sources":[{sources}],"outputs":[{outputs}]}}"#)),
        ("share_out", format!(r#"{{"total":"1234567.89 CNY","parties":[{parties}]}}"#)),
    ]
}
