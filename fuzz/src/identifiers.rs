//! Laws of what a scanner yields.

use serde_json::{Value, json};
use terroir::{
    api,
    id::{
        gs1::{Element, parse_bracketed, parse_element_string, write_bracketed, write_element_string},
        link::{Link, Options, build, normalise_lenient},
    },
};

fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// What parses as an element string prints to one that parses to the same elements, and so does the bracketed form.
pub fn elements(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let texts = [parse_element_string(text), parse_bracketed(text)];
    for elements in texts.into_iter().flatten() {
        let same = |other: &[Element<'_>]| assert_eq!(other, elements.as_slice());
        same(
            &parse_element_string(&write_element_string(&elements, '\u{1d}'))
                .expect("its own element string"),
        );
        same(&parse_bracketed(&write_bracketed(&elements)).expect("its own bracketed form"));
    }
}

/// A link's canonical form parses, is its own canonical form, and is what its elements build.
pub fn digital_link(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let _ = normalise_lenient(text);
    let Ok(link) = Link::parse(text, Options::STRICT) else { return };
    let canonical = link.canonical();
    let again = Link::parse(&canonical, Options::STRICT).expect("a canonical form parses");
    assert_eq!(again.canonical(), canonical);
    assert_eq!(again.key(), link.key());
    assert_eq!(again.qualifiers(), link.qualifiers());
    let built = build(link.elements(), link.stem()).expect("its elements build a link");
    let rebuilt = Link::parse(&built, Options::STRICT).expect("a built link parses");
    assert_eq!(rebuilt.canonical(), canonical);
}

/// Whatever is scanned, the answer is one of ours, and scanning the canonical form again gives the same canonical form,
/// unless a person's number was masked in it.
pub fn scan(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let Some(first) = scanned(text) else { return };
    let Some(canonical) = first["ok"]["canonical"].as_str() else { return };
    if canonical.contains("***") && !text.contains("***") {
        return;
    }
    let again = scanned(canonical).unwrap_or_default();
    assert_eq!(again["ok"]["canonical"].as_str(), Some(canonical), "{text:?}");
}

fn scanned(text: &str) -> Option<Value> {
    let answer = api::call("scan", &json!({ "text": text }).to_string());
    let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
    assert!(answer["ok"].is_object() || answer["fault"]["code"].is_string(), "{answer}");
    answer["ok"].is_object().then_some(answer)
}
