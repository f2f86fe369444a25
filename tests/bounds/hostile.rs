//! Texts and documents that cost a careless reader time, memory or its life.

/// JSON documents of about `size` bytes.
pub(crate) fn documents(size: usize) -> Vec<(&'static str, String)> {
    let fill = |unit: &str, open: &str, close: &str| {
        let body: Vec<&str> = std::iter::repeat_n(
            unit,
            (size.saturating_sub(open.len() + close.len()) / (unit.len() + 1)).max(1),
        )
        .collect();
        format!("{open}{}{close}", body.join(","))
    };
    let names: Vec<String> = (0..size / 14).map(|n| format!("\"k{n:07}\":0")).collect();
    let alike: Vec<String> = (0..size / 520).map(|n| format!("\"{}{n}\":0", "a".repeat(500))).collect();
    let events = "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"eventTimeZoneOffset\":\"+00:00\",\"action\":\"ADD\",\"epcList\":[\"urn:epc:id:sgtin:6901234.056789.1\"]}";
    let event_with_many = fill(
        "\"urn:epc:id:sgtin:6901234.056789.1\"",
        "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"eventTimeZoneOffset\":\"+00:00\",\"action\":\"ADD\",\"epcList\":[",
        "]}",
    );
    vec![
        ("many small items", fill("1", "[", "]")),
        ("many empty arrays", fill("[]", "[", "]")),
        ("many empty objects", fill("{}", "[", "]")),
        ("many names", format!("{{{}}}", names.join(","))),
        ("names that begin alike", format!("{{{}}}", alike.join(","))),
        ("brackets without end", "[".repeat(size)),
        ("objects without end", "{\"a\":".repeat(size / 5)),
        ("one long number", "9".repeat(size)),
        ("one string of escapes", format!("\"{}\"", "\\u0000".repeat(size / 6))),
        ("many events", fill(events, "[", "]")),
        (
            "many events in a document",
            fill(
                events,
                "{\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-01-01T00:00:00Z\",\"epcisBody\":{\"eventList\":[",
                "]}}",
            ),
        ),
        ("one event with many items", event_with_many),
    ]
}

/// Texts of about `size` bytes that are not JSON, or are it inside a string.
pub(crate) fn texts(size: usize) -> Vec<(&'static str, String)> {
    let fill = |unit: &str| unit.repeat((size / unit.len()).max(1));
    let event = |members: &str| {
        format!("<ObjectEvent><eventTime>2026-01-01T00:00:00Z</eventTime>{members}</ObjectEvent>")
    };
    let list = |events: &str| format!("<EventList>{events}</EventList>");
    let mut texts = vec![
        ("empty", String::new()),
        ("zeros", fill("0")),
        ("full stops", fill(".")),
        ("percent", fill("%25")),
        ("slashes", fill("/")),
        ("line feeds", fill("\n")),
        ("group separators", format!("]C1{}", fill("\u{1d}"))),
        ("element strings", format!("]C1{}", fill("10A\u{1d}21B\u{1d}"))),
        ("bracketed", fill("(10)A")),
        ("digital link", format!("https://example.com/01/09506000134352{}", fill("/21/1"))),
        ("digital link query", format!("https://example.com/01/09506000134352?{}", fill("a=1&"))),
        ("q of q of q", fill("q=https%3A%2F%2F")),
        ("epc", format!("urn:epc:id:sgtin:{}", fill("1."))),
        ("chinese", fill("湄潭")),
        ("signature lines", fill("— a AAAA\n")),
        ("passport", format!("terroir/v1 passport\n{}", fill("@lot t/a/b/c\n"))),
        ("passport of one count", "terroir/v1 passport\n@lot t/a/b/c\n@heads 99999999999999999999\n".into()),
        ("bundle", format!("terroir/v1 bundle\n{}", fill("{\"keys\":[]}\n"))),
        ("base64", fill("AAAA")),
        ("base45", format!("TR1:{}", fill("6BF"))),
        ("dates", fill("2026-01-01T00:00:00Z ")),
        ("XML of small elements", event(&fill("<a/>"))),
        ("XML of small elements in turn", event(&fill("<a/><b/>"))),
        ("XML of an element in an element", event(&fill("<a><b/><b/></a>"))),
        ("XML of texts", event(&fill("<a>x</a>"))),
        ("XML of pieces of text", event(&format!("<a>{}</a>", fill("x<!---->")))),
        ("XML of names", event(&(0..size / 8).map(|n| format!("<a{n:x}/>")).collect::<String>())),
        ("XML of attributes", event(&fill("<a b='' c='' d='' e=''/>"))),
        ("XML of bindings", event(&fill("<a xmlns:b=''/>"))),
        ("XML of references", event(&format!("<a>{}</a>", fill("&#9;")))),
        ("XML of quotes", event(&format!("<a>{}</a>", fill("\"")))),
        ("XML of EPCs", event(&format!("<epcList>{}</epcList>", fill("<epc/>")))),
        ("XML of wrappers", event(&fill("<extension/>"))),
        ("XML of events", list(&fill("<ObjectEvent/>"))),
        (
            "XML of whole events",
            list(&fill(
                "<ObjectEvent><eventTime>2026-01-01T00:00:00Z</eventTime><action>ADD</action></ObjectEvent>",
            )),
        ),
        ("XML without end", "<a>".repeat(size / 3)),
        ("XML that is cut", fill("<a b='")),
    ];
    texts.extend(documents(size));
    texts
}
