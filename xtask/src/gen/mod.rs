//! `cargo xtask gen`: files that a program writes; committed, and diffed in the check.

mod ai_table;
mod faults;
mod header;
mod javascript;
mod region_table;
mod schema;
mod typescript;

use crate::run::{Result, put, root, text_of};
use std::{collections::BTreeSet, path::PathBuf};

/// A generated file: its path in the repository, and its content; `None` where the source is not on this machine.
pub(crate) struct Output {
    path: String,
    content: Option<String>,
}

impl Output {
    fn new(path: impl Into<String>, content: String) -> Self {
        Self { path: path.into(), content: Some(content) }
    }
}

/// Folders in which every file is generated.
const FOLDERS: &[&str] = &["docs/schema"];

/// What stands in core before core can be built, from the conformance data.
fn tables() -> Result<Vec<Output>> {
    let dictionary = conformance("gs1/gs1-syntax-dictionary.txt")?;
    let current = conformance(region_table::CURRENT)?;
    let history = conformance(region_table::HISTORY)?;
    let table = |path: &str, content| Output { path: path.into(), content };
    Ok(vec![
        table("core/src/id/gs1/ai_table.rs", dictionary.as_deref().map(ai_table::generate)),
        table(
            "core/src/id/region/codes_table.rs",
            current.as_deref().zip(history.as_deref()).map(|(now, then)| region_table::generate(now, then)),
        ),
        table("core/src/id/region/names_table.rs", current.as_deref().map(region_table::generate_names)),
    ])
}

/// A text of the conformance data (`TERROIR_VECTORS`, else beside the repository); `None` where it is absent.
fn conformance(path: &str) -> Result<Option<String>> {
    let folder =
        std::env::var_os("TERROIR_VECTORS").map_or_else(|| root().join("../shared/vectors"), PathBuf::from);
    let file = folder.join(path);
    if file.exists() { text_of(&file).map(Some) } else { Ok(None) }
}

/// What follows from the operations and the sources.
fn faces() -> Result<Vec<Output>> {
    let operations = schema::operations()?;
    let mut outputs = schema::files(&operations)?;
    outputs.push(Output::new("docs/FAULTS.md", faults::page()?));
    outputs.push(Output::new("ffi/include/terroir.h", header::generate()?));
    outputs.push(Output::new("wasm/js/terroir.d.ts", typescript::declarations(&operations)?));
    outputs.extend(javascript::modules(&operations));
    Ok(outputs)
}

/// Writes every file.
pub(crate) fn write() -> Result<()> {
    store(&tables()?)?;
    let faces = faces()?;
    store(&faces)?;
    for path in strays(&faces)? {
        std::fs::remove_file(root().join(&path)).map_err(|error| format!("{path}: {error}"))?;
        println!("{path}: removed");
    }
    Ok(())
}

fn store(outputs: &[Output]) -> Result<()> {
    for Output { path, content } in outputs {
        match content {
            Some(content) if text_of(&root().join(path)).is_ok_and(|text| text == *content) => {}
            Some(content) => {
                put(&root().join(path), content)?;
                println!("{path}: written");
            }
            None => println!("{path}: left as it is, its source is not here"),
        }
    }
    Ok(())
}

/// How many files are as generated, and which could not be compared; fails where one differs.
pub(crate) fn check() -> Result<(usize, Vec<String>)> {
    let (mut same, mut absent) = (0, Vec::new());
    let faces = faces()?;
    let mut stale = strays(&faces)?;
    for Output { path, content } in tables()?.into_iter().chain(faces) {
        match content {
            Some(content) if text_of(&root().join(&path)).is_ok_and(|text| text == content) => same += 1,
            Some(_) => stale.push(path),
            None => absent.push(format!("{path}: its source is not here")),
        }
    }
    if stale.is_empty() {
        return Ok((same, absent));
    }
    Err(format!("run `cargo xtask gen`: {} differ from what is generated", stale.join(", ")))
}

/// The committed schemas.
pub(crate) fn schema_files() -> Result<Vec<PathBuf>> {
    let folder = root().join("docs/schema");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.sort();
    Ok(files)
}

/// Files in generated folders that nothing generates any more.
fn strays(outputs: &[Output]) -> Result<Vec<String>> {
    let known: BTreeSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    let mut strays = Vec::new();
    for folder in FOLDERS {
        let Ok(entries) = std::fs::read_dir(root().join(folder)) else { continue };
        for entry in entries {
            let entry = entry.map_err(|error| format!("{folder}: {error}"))?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if !known.contains(path.as_str()) {
                strays.push(path);
            }
        }
    }
    strays.sort();
    Ok(strays)
}
