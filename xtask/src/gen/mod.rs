//! `cargo xtask gen`: files that a program writes; committed, and diffed in the check.

mod ai_table;
mod region_table;

use crate::run::{Result, put, root, text_of};

/// A generated file: its path in the repository, and its content; `None` where the source is not on this machine.
type Output = (&'static str, Result<Option<String>>);

/// Every generated file.
fn outputs() -> Vec<Output> {
    vec![
        (
            "core/src/id/gs1/ai_table.rs",
            conformance("gs1/gs1-syntax-dictionary.txt").map(|text| text.as_deref().map(ai_table::generate)),
        ),
        ("core/src/id/region/codes_table.rs", regions()),
        (
            "core/src/id/region/names_table.rs",
            conformance(region_table::CURRENT)
                .map(|current| current.as_deref().map(region_table::generate_names)),
        ),
    ]
}

fn regions() -> Result<Option<String>> {
    let current = conformance(region_table::CURRENT)?;
    let history = conformance(region_table::HISTORY)?;
    Ok(current.zip(history).map(|(current, history)| region_table::generate(&current, &history)))
}

/// A text of the conformance data (`TERROIR_VECTORS`, else beside the repository); `None` where it is absent.
fn conformance(path: &str) -> Result<Option<String>> {
    let folder =
        std::env::var_os("TERROIR_VECTORS").map_or_else(|| root().join("../shared/vectors"), Into::into);
    let file = folder.join(path);
    if file.exists() { text_of(&file).map(Some) } else { Ok(None) }
}

/// Writes every file.
pub(crate) fn write() -> Result<()> {
    for (path, content) in outputs() {
        match content? {
            Some(content) => {
                put(&root().join(path), content)?;
                println!("{path}");
            }
            None => println!("{path}: left as it is, its source is not here"),
        }
    }
    Ok(())
}

/// How many files are as generated, and which could not be compared; fails where one differs.
pub(crate) fn check() -> Result<(usize, Vec<String>)> {
    let (mut same, mut absent, mut stale) = (0, Vec::new(), Vec::new());
    for (path, content) in outputs() {
        match content? {
            Some(content) if text_of(&root().join(path)).is_ok_and(|text| text == content) => same += 1,
            Some(_) => stale.push(path),
            None => absent.push(format!("{path}: its source is not here")),
        }
    }
    if stale.is_empty() {
        return Ok((same, absent));
    }
    Err(format!("run `cargo xtask gen`: {} differ from what is generated", stale.join(", ")))
}
