//! The vocabulary page and the vocabulary in code are the same.

use std::fmt::Write as _;
use terroir::trace::vocabulary::{ACTS, FIELDS, FieldKind, NAMESPACE, Visibility};

const BEGIN: &str = "<!-- tables: `TERROIR_BLESS=1 cargo test -p terroir-tests vocabulary` writes them -->";

fn code(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ")
}

fn kind(kind: FieldKind) -> String {
    let names = |dimensions: &[terroir::trace::vocabulary::Dimension]| {
        dimensions.iter().map(|d| d.name()).collect::<Vec<_>>().join(", ")
    };
    match kind {
        FieldKind::Text => "text".into(),
        FieldKind::Word(words) => format!("one of {}", code(words)),
        FieldKind::Id => "id".into(),
        FieldKind::Date => "date".into(),
        FieldKind::Time => "time".into(),
        FieldKind::Count => "count".into(),
        FieldKind::Decimal => "decimal".into(),
        FieldKind::Share => "share".into(),
        FieldKind::Amount(dimensions) => format!("amount ({})", names(dimensions)),
        FieldKind::Rate(dimensions, per) => format!("rate ({} per {})", names(dimensions), per.name()),
        FieldKind::Region => "region".into(),
        FieldKind::Flag => "flag".into(),
        FieldKind::Rows(required, optional) => {
            format!("rows of {}, optional {}", code(required), code(optional))
        }
        _ => "?".into(),
    }
}

fn tables() -> String {
    let mut out = String::from(
        "\n## Acts\n\n| act | 中文 | meaning | stage | events | bizStep | how much | required | optional |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for act in ACTS {
        let events: Vec<_> = act.events.iter().map(|e| e.name().trim_end_matches("Event")).collect();
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | `{}` | {} | {} | {} |",
            act.name,
            act.chinese,
            act.english,
            act.stage.name(),
            events.join(", "),
            act.biz_step,
            if act.quantity { "required" } else { "" },
            code(act.required),
            code(act.optional),
        );
    }
    for (title, visibility) in [
        ("Fields that must be shown", Visibility::Shown),
        ("Fields that may be shown or hidden", Visibility::Open),
        ("Personal fields: never in clear", Visibility::Personal),
    ] {
        let _ = write!(out, "\n## {title}\n\n| field | 中文 | meaning | value |\n|---|---|---|---|\n");
        for field in FIELDS.iter().filter(|field| field.visibility == visibility) {
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} |",
                field.name,
                field.chinese,
                field.english,
                kind(field.kind)
            );
        }
    }
    out
}

#[test]
fn the_page_holds_the_tables_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/VOCABULARY.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (head, _) = page.split_once(BEGIN).unwrap();
    assert!(head.contains(NAMESPACE));
    let wanted = format!("{head}{BEGIN}\n{}", tables());
    if std::env::var_os("TERROIR_BLESS").is_some() {
        std::fs::write(path, &wanted).unwrap();
    } else {
        assert!(page == wanted, "docs/VOCABULARY.md is stale: run with TERROIR_BLESS=1");
    }
}

/// The example on the page is valid, without a single finding.
#[test]
fn the_example_of_the_page_is_valid() {
    let page = include_str!("../../docs/VOCABULARY.md");
    let example = page.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let document = terroir::digest::json::read(example.trim().as_bytes()).unwrap();
    let report = terroir::trace::validate(document.root());
    assert_eq!((report.events, report.findings), (1, Vec::new()));
}
