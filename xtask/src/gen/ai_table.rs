//! The table of application identifiers, from the text of the GS1 Barcode Syntax Dictionary.

use std::fmt::Write as _;

/// Index of a text in a list that grows by what it does not hold.
fn intern(list: &mut Vec<String>, text: &str) -> usize {
    list.iter().position(|known| known == text).unwrap_or_else(|| {
        list.push(text.to_owned());
        list.len() - 1
    })
}

/// `N13,csum,gcppos1` or `[X..17]` as a `Part`; the linters follow the component, outside of the brackets too.
fn part(component: &str) -> String {
    let optional = component.starts_with('[');
    let mut fields = component.split(',').map(|field| field.trim_matches(['[', ']']));
    let format = fields.next().unwrap_or_default();
    let (set, length) = format.split_at(1);
    let (min, max) = match length.strip_prefix("..") {
        Some(max) => ("1", max),
        None => (length, length),
    };
    let linters: Vec<String> = fields.map(|name| format!("Linter::{}", variant(name))).collect();
    format!("part(Set::{set}, {min}, {max}, {optional}, &[{}])", linters.join(", "))
}

/// The name of a linter as a Rust variant: the dictionary's name with a capital.
fn variant(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

fn is_component(word: &str) -> bool {
    let word = word.trim_start_matches('[');
    let mut chars = word.chars();
    matches!(chars.next(), Some('N' | 'X' | 'Y' | 'Z')) && matches!(chars.next(), Some('0'..='9' | '.'))
}

/// The source of `core/src/id/gs1/ai_table.rs`.
#[must_use]
pub(super) fn generate(dictionary: &str) -> String {
    let release =
        dictionary.lines().find_map(|line| line.strip_prefix("# Release:")).map_or("unknown", str::trim);
    let (mut specs, mut rules, mut keys) = (Vec::new(), vec![String::new()], vec![String::new()]);
    let (mut rows, mut titles, mut firsts) = (Vec::new(), Vec::new(), Vec::new());
    for line in dictionary.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        let (facts, title) = line.split_once('#').unwrap_or((line, ""));
        let mut words = facts.split_whitespace().peekable();
        let range = words.next().unwrap_or_default();
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let flags = words.next_if(|word| !is_component(word)).unwrap_or_default();
        let mut parts = Vec::new();
        while let Some(word) = words.next_if(|word| is_component(word)) {
            parts.push(part(word));
        }
        let (mut rule, mut key) = (Vec::new(), 0);
        for word in words {
            match word.strip_prefix("dlpkey") {
                Some(qualifiers) => key = intern(&mut keys, &format!("key{qualifiers}")),
                None => rule.push(word),
            }
        }
        let spec = intern(&mut specs, &format!("&[{}]", parts.join(", ")));
        let rule = intern(&mut rules, &rule.join(" "));
        firsts.push((
            first.get(..2).unwrap_or(first).to_owned(),
            first.len(),
            last.get(..2).unwrap_or(last).to_owned(),
        ));
        titles.push(title.trim().to_owned());
        rows.push(format!(
            "row({}, {}, {}, {}, {}, {spec}, {rule}, {key}),",
            first.trim_start_matches('0').parse().unwrap_or(0),
            last.trim_start_matches('0').parse().unwrap_or(0),
            first.len(),
            flags.contains('*'),
            flags.contains('?'),
        ));
    }

    let mut out = String::new();
    let _ = writeln!(
        out,
        "//! Application identifiers, from the GS1 Barcode Syntax Dictionary. Written by `cargo xtask gen`.\n\n\
         use super::{{\n    ai::{{Part, Row, Set, part, row}},\n    lint::Linter,\n}};\n\n\
         /// Release of the dictionary.\npub(super) const RELEASE: &str = \"{release}\";\n"
    );
    let _ = writeln!(out, "/// Formats of values.\npub(super) static SPECS: [&[Part]; {}] = [", specs.len());
    for spec in &specs {
        let _ = writeln!(out, "    {spec},");
    }
    let _ = writeln!(out, "];\n");
    for (name, about, list) in [
        ("RULES", "What an AI requires beside it (`req`) and excludes (`ex`).", &rules),
        ("KEYS", "Digital Link keys: alternatives of ordered qualifiers after `key=`.", &keys),
    ] {
        let _ = writeln!(out, "/// {about}\npub(super) static {name}: [&str; {}] = [", list.len());
        for text in list {
            let _ = writeln!(out, "    {text:?},");
        }
        let _ = writeln!(out, "];\n");
    }
    let _ = writeln!(
        out,
        "/// Row of first and last AI, digits, predefined length, Digital Link attribute, spec, rule, key.\n\
         pub(super) static ROWS: [Row; {}] = [",
        rows.len()
    );
    for row in &rows {
        let _ = writeln!(out, "    {row}");
    }
    let _ = writeln!(out, "];\n");
    let _ =
        writeln!(out, "/// The titles of the rows, one a line.\npub(super) static TITLES: &str = concat!(");
    for title in &titles {
        let _ = writeln!(out, "    {:?},", format!("{title}\n"));
    }
    let _ = writeln!(out, ");\n");
    let _ = writeln!(
        out,
        "/// By the first two digits of an AI: first row, rows, digits of the AI.\n\
         pub(super) static GROUPS: [(u8, u8, u8); 100] = ["
    );
    for prefix in 0..100 {
        let prefix = format!("{prefix:02}");
        let within = |(first, _, last): &&(String, usize, String)| *first <= prefix && prefix <= *last;
        let start = firsts.iter().position(|row| within(&row)).unwrap_or(0);
        let count = firsts.iter().filter(within).count();
        let width = firsts.iter().find(within).map_or(0, |(_, width, _)| *width);
        let _ = writeln!(out, "    ({start}, {count}, {width}),");
    }
    let _ = writeln!(out, "];");
    out
}
