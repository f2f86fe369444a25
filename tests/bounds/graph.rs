//! Requests about goods that are right, and as dense as they may be: very short names, many to an event, or many events.

use crate::many;

const WHEN: &str = r#""eventTime":"2026-01-01T00:00:00Z""#;

/// What is asked, and documents to ask it of.
pub(crate) fn documents() -> Vec<(&'static str, String, &'static str)> {
    let turned = |from: String, to: String| {
        format!(r#"{{"type":"TransformationEvent","inputEPCList":[{from}],"outputEPCList":[{to}]}}"#)
    };
    let packed = |parent: &str, children: &str| {
        format!(
            r#"{{"type":"AggregationEvent",{WHEN},"action":"ADD","parentID":"{parent}","childEPCs":[{children}]}}"#
        )
    };
    let seen = |goods: &str| format!(r#"{{"type":"ObjectEvent","readPoint":"p","epcList":[{goods}]}}"#);
    vec![
        ("one thing over and over, from its place", seen(&many(40_000, |_| r#""x""#.into())), "p"),
        ("one thing over and over", seen(&many(40_000, |_| r#""x""#.into())), "x"),
        ("many things at a place", seen(&many(40_000, |at| format!(r#""{at}""#))), "p"),
        ("events at a place", many(20_000, |_| seen(r#""x""#)), "p"),
        ("other things at a place", many(20_000, |at| seen(&format!(r#""{at:x}""#))), "p"),
        ("many children", packed("c", &many(40_000, |at| format!(r#""a:{at:07}""#))), "c"),
        ("many short children", packed("c", &many(40_000, |at| format!(r#""{at:x}""#))), "c"),
        ("one of many children", packed("c", &many(40_000, |at| format!(r#""a:{at:07}""#))), "a:0000001"),
        ("a container filled one by one", many(20_000, |at| packed("c", &format!(r#""{at:x}""#))), "c"),
        (
            "one in a container filled one by one",
            many(20_000, |at| packed("c", &format!(r#""{at:x}""#))),
            "7",
        ),
        ("one thing in many containers", many(20_000, |at| packed(&format!("{at:x}"), r#""x""#)), "x"),
        (
            "tiny steps in a chain",
            many(3000, |at| turned(format!(r#""{at}""#), format!(r#""{}""#, at + 1))),
            "0",
        ),
        (
            "tiny steps in a chain, from its middle",
            many(3000, |at| turned(format!(r#""{at}""#), format!(r#""{}""#, at + 1))),
            "1500",
        ),
        ("many outputs", turned(r#""x""#.into(), many(50_000, |at| format!(r#""a:{at:07}""#))), "x"),
        ("many inputs", turned(many(50_000, |at| format!(r#""a:{at:07}""#)), r#""x""#.into()), "x"),
        (
            "all into all",
            many(300, |_| turned(many(50, |n| format!("\"{n}\"")), many(50, |n| format!("\"{n}\"")))),
            "0",
        ),
        (
            "containers in containers, with many stays in the first",
            format!(
                "{},{}",
                many(2000, |at| {
                    let (hour, minute, second) = (at / 1800, at / 30 % 60, at % 30 * 2);
                    let time =
                        |second| format!(r#""eventTime":"2026-01-01T{hour:02}:{minute:02}:{second:02}Z""#);
                    format!(
                        r#"{{"type":"AggregationEvent",{},"action":"ADD","parentID":"0","childEPCs":["x"]}},{{"type":"AggregationEvent",{},"action":"DELETE","parentID":"0","childEPCs":["x"]}}"#,
                        time(second),
                        time(second + 1)
                    )
                }),
                many(2000, |at| format!(
                    r#"{{"type":"AggregationEvent","action":"ADD","parentID":"{}","childEPCs":["{at}"]}}"#,
                    at + 1
                ))
            ),
            "x",
        ),
        ("each in itself", many(20_000, |at| packed(&format!("{at:x}"), &format!(r#""{at:x}""#))), "7"),
        (
            "a ring of containers",
            many(4000, |at| packed(&format!("{at}"), &format!(r#""{}""#, (at + 1) % 4000))),
            "7",
        ),
        (
            "a ring of steps",
            many(4000, |at| turned(format!(r#""{at}""#), format!(r#""{}""#, (at + 1) % 4000))),
            "7",
        ),
        (
            "all in all, at clocks that differ",
            many(120, |at| {
                let packed = packed(&format!("{at}"), &many(120, |child| format!(r#""{child}""#)));
                let (hour, east) = (at % 24, at % 14);
                let action = if at % 3 == 0 { "DELETE" } else { "ADD" };
                let when = format!(r#""eventTime":"2026-01-0{}T{hour:02}:00:00+{east:02}:00""#, 1 + at % 3);
                packed.replace(WHEN, &when).replace("ADD", action)
            }),
            "7",
        ),
        (
            "filled and emptied over and over",
            format!(
                "{},{}",
                packed("c", &many(10_000, |at| format!(r#""{at:x}""#))),
                many(10_000, |_| format!(
                    r#"{{"type":"AggregationEvent",{WHEN},"action":"DELETE","parentID":"c"}}"#
                ))
            ),
            "7",
        ),
        (
            "a container used at many times",
            format!(
                "{},{}",
                packed("c", &many(4000, |at| format!(r#""a{at}""#))),
                many(4000, |at| format!(
                    r#"{{"type":"TransformationEvent","eventTime":"2026-01-02T{:02}:{:02}:{:02}Z","inputEPCList":["c"],"outputEPCList":["y"]}}"#,
                    at / 3600,
                    at / 60 % 60,
                    at % 60
                ))
            ),
            "y",
        ),
    ]
}

/// What is asked of goods: operation, and the members of its request beside the events.
pub(crate) fn asked(of: &str) -> Vec<(&'static str, String)> {
    let required = r#""required":{"schema":"terroir-required/1","id":"a","version":"1","names":{"en":"a"},"status":"draft","sources":[{"title":"a","checked":"memory"}],"elements":[{"id":"0","names":{"en":"a"},"clause":"1","checked":"memory","of":{"types":["TransformationEvent"]},"where":[{"lot":"input"},{"record":{"acts":["weed"],"when":"before"}}],"who":"producer"}]}"#;
    vec![
        ("trace", format!(r#""from":["{of}"]"#)),
        ("trace", format!(r#""from":["{of}"],"limits":{{"nodes":100000}}"#)),
        ("trace", r#""from":["nothing"]"#.to_owned()),
        ("recall", format!(r#""suspects":[{{"id":"{of}"}}],"sources":true,"table":"zh""#)),
        ("recall", r#""suspects":[{"from":"2025-01-01T00:00:00Z"}]"#.to_owned()),
        ("find_gaps", format!(r#""of":["{of}"]"#)),
        ("find_gaps", String::new()),
        ("check_required", format!(r#"{required},"of":["{of}"]"#)),
        ("chain_views", format!(r#""lot":"{of}""#)),
        ("check_conditions", format!(r#""limits":[{{"uom":"CEL","high":"4"}}],"of":["{of}"]"#)),
        ("query_events", format!(r#""query":{{"MATCH_anyEPC":["{of}"]}}"#)),
        ("check_balance", r#""custody":{"model":"mass-balance","claim":"organic"}"#.to_owned()),
        (
            "check_balance",
            format!(
                r#""dimension":"count","custody":{{"model":"segregated","lots":[{{"lot":"{of}","carries":true}}]}}"#
            ),
        ),
    ]
}

/// Operation, what it is asked of, request.
pub(crate) fn requests() -> Vec<(&'static str, &'static str, String)> {
    let mut requests = Vec::new();
    for (what, events, of) in documents() {
        for (operation, asked) in asked(of).into_iter().chain([("resolve_events", String::new())]) {
            let comma = if asked.is_empty() { "" } else { "," };
            requests.push((operation, what, format!(r#"{{"document":[{events}]{comma}{asked}}}"#)));
        }
    }
    requests
}
