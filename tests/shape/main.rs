//! The shape of the sources: direction of modules, size of files, no floats, no loose ends.

use std::path::{Path, PathBuf};

const LAYERS: &[&str] = &[
    "base", "digest", "id", "product", "lot", "trace", "proof", "certify", "passport", "standing", "market",
    "settle", "charter", "api",
];

/// Files that may compute with floats, each with its reason.
const FLOATS: &[(&str, &str)] = &[
    ("core/src/id/plot/area.rs", "the area of a plot on the ellipsoid is physics, rounded to square metres"),
    (
        "core/src/trace/condition/kinetic.rs",
        "mean kinetic temperature and Q10 are physics, rounded to stated digits",
    ),
    ("core/src/trace/hash/double.rs", "the hash profile `reference` imitates doubles"),
    ("core/src/digest/json/ecma.rs", "RFC 8785 prints doubles; feature `credentials`"),
    ("core/src/digest/json/raw.rs", "a JavaScript number arrives as a double and leaves as its text"),
];

/// No room is larger than this; generated tables (`*_table.rs`) are no rooms.
const MOST_LINES: usize = 600;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The repository's source files with one of these endings, by path from the root.
fn sources(endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root(), &root(), endings, &mut found);
    assert!(found.len() > 10, "the sources are not where they should be");
    found.sort();
    found
}

fn walk(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !matches!(name, "target" | "node_modules" | ".git" | "dist" | "corpus" | "artifacts") {
                walk(root, &path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let shown = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            found.push((shown, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The code of a line, without its comment. (A string that holds `//` is cut short: good enough for these rules.)
fn code(line: &str) -> &str {
    line.find("//").map_or(line, |at| &line[..at])
}

#[test]
fn a_module_uses_only_those_before_it() {
    let mut wrong = Vec::new();
    for (path, text) in sources(&[".rs"]) {
        let Some(inner) = path.strip_prefix("core/src/") else { continue };
        let own = inner.split(['/', '.']).next().unwrap();
        let Some(layer) = LAYERS.iter().position(|&l| l == own) else {
            assert_eq!(own, "lib", "{path}: a module that DESIGN §1 does not know");
            continue;
        };
        let text: String = text.lines().map(|line| format!("{}\n", code(line))).collect();
        for (index, &later) in LAYERS.iter().enumerate().skip(layer + 1) {
            let direct = text.contains(&format!("crate::{later}::"));
            let grouped = text.split("use crate::{").skip(1).any(|rest| {
                let group = rest.split(';').next().unwrap_or(rest);
                top_names(group).any(|name| name == later)
            });
            if direct || grouped {
                wrong.push(format!("{path}: `{own}` (layer {layer}) uses `{later}` (layer {index})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first names of a `use` group: `a::{b, c}, d` gives `a`, `d`.
fn top_names(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    group
        .split_inclusive(['{', '}', ','])
        .filter_map(move |piece| {
            let at_top = depth == 0;
            depth += match piece.chars().last() {
                Some('{') => 1,
                Some('}') => -1,
                _ => 0,
            };
            at_top.then(|| piece.trim().split([':', ',', '}', ' ']).next().unwrap_or(""))
        })
        .filter(|name| !name.is_empty())
}

#[test]
fn the_reader_of_use_groups_reads_them() {
    let names: Vec<_> = top_names("a::{b, c::{d}}, e, f::g}").collect();
    assert_eq!(names, ["a", "e", "f"]);
}

#[test]
fn no_file_is_more_than_one_thing() {
    let mut long = Vec::new();
    for (path, text) in sources(&[".rs", ".js", ".mjs", ".cjs", ".ts", ".c", ".css", ".html"]) {
        let first = text.lines().next().unwrap_or("");
        let generated = path.ends_with("_table.rs") || first.contains("Written by `cargo xtask gen`");
        let lines = text.lines().count();
        if !generated && lines > MOST_LINES {
            long.push(format!("{path}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_float_is_in_anything_that_is_hashed_compared_or_paid() {
    let mut wrong = Vec::new();
    for (path, text) in sources(&[".rs"]) {
        if !path.starts_with("core/src/") || FLOATS.iter().any(|(file, _)| *file == path) {
            continue;
        }
        let mut before = "";
        for (number, line) in text.lines().enumerate() {
            let forwards = "forward_to_deserialize_any";
            let refuses =
                line.contains("fn serialize_f") || line.contains(forwards) || before.contains(forwards);
            before = line;
            let mut words = code(line).split(|c: char| !c.is_alphanumeric() && c != '_');
            if !refuses && words.any(|w| matches!(w, "f32" | "f64" | "visit_f64")) {
                wrong.push(format!("{path}:{}: {line}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_float_file_is_there_and_uses_one() {
    for (file, reason) in FLOATS {
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert!(text.contains("f64"), "{file} is listed ({reason}) and has no float");
    }
}

#[test]
fn unsafe_code_stands_behind_the_c_abi_only() {
    // An allocator that counts, and only while asked, cannot be written without.
    const COUNTS: &str = "benches/src/heap.rs";
    for (path, text) in sources(&[".rs"]) {
        if path.starts_with("ffi/") || path.starts_with("tests/shape/") || path == COUNTS {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let words = code(line).split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
            let unsafe_here = words.into_iter().any(|w| w == "unsafe");
            assert!(!unsafe_here, "{path}:{}: {line}", number + 1);
        }
    }
}

#[test]
fn no_loose_ends() {
    let loose = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore", "FIXME", "TODO", "#[allow(", "#![allow("];
    for (path, text) in sources(&[".rs", ".js", ".mjs", ".cjs", ".ts", ".c", ".h"]) {
        if path.starts_with("tests/shape/") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            for word in loose {
                let generated_allow = word.contains("allow") && path.ends_with("_table.rs");
                assert!(generated_allow || !line.contains(word), "{path}:{}: {line}", number + 1);
            }
        }
    }
}

#[test]
fn every_table_of_words_is_in_the_catalogue() {
    let sources = sources(&[".rs"]);
    let tables =
        sources.iter().filter(|(path, _)| path.starts_with("core/src/") && path != "core/src/api/mod.rs");
    let count: usize = tables.map(|(_, text)| text.matches("WORDS: &[(&str, &str, &str)] =").count()).sum();
    assert_eq!(count, terroir::api::WORDS.len(), "a table of words is not listed in core/src/api/mod.rs");
}
