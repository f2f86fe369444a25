//! Requests of `find_gaps` and `check_required` that are right, and as full as they may be.

use crate::many;

const EVENT: &str = r#"{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","action":"OBSERVE""#;

/// Operation and request.
pub(crate) fn requests() -> Vec<(&'static str, String)> {
    let step = |at: usize, acts: &str| {
        format!(
            r#"{{"id":"{at}","link":"grow","acts":[{acts}],"fields":["crop","area","count","input","amount","active","dose","reason","seed-lot","from","to","region","origin","gross","tare","net","grade","store","claim","lot","status","basis"],"supplier":"producer"}}"#
        )
    };
    let profile = |steps: &str| {
        format!(
            r#""profile":{{"schema":"terroir-profile/1","id":"a","version":"1","names":{{"en":"a"}},"status":"draft","steps":[{steps}]}}"#
        )
    };
    let full = profile(&many(4, |at| step(at, r#""weed""#)));
    let interval = r#"{"id":"i","link":"grow","acts":["weed"],"from":"0","until":"1","at_most":{"value":"1","unit":"SEC"},"supplier":"producer"}"#;
    let two = format!(r#"{},{}"#, step(0, r#""sow""#), step(1, r#""harvest""#));
    let two = profile(&two).replace(r#""steps""#, &format!(r#""intervals":[{interval}],"steps""#));
    let weeds = many(4000, |at| format!(r#"{EVENT},"eventID":"a:{at}","terroir:act":"weed"}}"#));
    let turns = many(4000, |at| {
        let (act, hour) = (["sow", "harvest"][at % 2], at % 24);
        let time = format!("2026-01-{:02}T{hour:02}:00:00Z", 1 + at / 24 % 28);
        format!(r#"{{"type":"ObjectEvent","eventTime":"{time}","eventID":"a:{at}","terroir:act":"{act}"}}"#)
    });
    let children = many(40_000, |at| format!(r#""a:{at}""#));
    let packed = format!(
        r#"{{"type":"AggregationEvent","eventTime":"2026-01-01T00:00:00Z","action":"ADD","parentID":"b:c","childEPCs":[{children}]}}"#
    );
    let shipped =
        many(4000, |at| format!(r#"{EVENT},"eventID":"a:{at}","bizStep":"shipping","epcList":["b:c"]}}"#));
    let sold = format!(
        r#"{{"type":"ObjectEvent","eventTime":"2026-01-02T00:00:00Z","action":"OBSERVE","bizStep":"receiving","epcList":[{children}]}}"#
    );
    let short = many(20_000, |at| format!(r#"{{"type":"ObjectEvent","epcList":["{at}"]}}"#));
    let element = |at: usize| {
        format!(
            r#"{{"id":"{at}","names":{{"en":"a"}},"clause":"1","checked":"memory","of":{{"types":["ObjectEvent"]}},"where":[{{"farm":"crop"}},{{"ilmd":"a"}},{{"record":{{"acts":["weed"],"when":"before"}}}},{{"personal":"phone"}}],"who":"producer"}}"#
        )
    };
    let set = |elements: &str| {
        format!(
            r#""required":{{"schema":"terroir-required/1","id":"a","version":"1","names":{{"en":"a"}},"status":"draft","sources":[{{"title":"a","checked":"memory"}}],"elements":[{elements}]}}"#
        )
    };
    let elements = set(&many(128, element));
    let hidden = many(4000, |at| format!(r#"{{"event":{at},"digests":1}}"#));
    vec![
        ("find_gaps", format!(r#"{{{full},"document":[]}}"#)),
        ("find_gaps", format!(r#"{{{full},"document":[{weeds}]}}"#)),
        ("find_gaps", format!(r#"{{{two},"document":[{turns}]}}"#)),
        ("find_gaps", format!(r#"{{"document":[{packed},{shipped},{sold}]}}"#)),
        ("find_gaps", format!(r#"{{"document":[{short}]}}"#)),
        ("check_required", format!(r#"{{{elements},"document":[]}}"#)),
        ("check_required", format!(r#"{{{elements},"document":[{weeds}]}}"#)),
        ("check_required", format!(r#"{{{elements},"document":[{weeds}],"hidden":[{hidden}]}}"#)),
        ("check_required", format!(r#"{{{elements},"document":[{packed},{short}]}}"#)),
    ]
}
