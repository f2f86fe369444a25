//! `cargo xtask gen`: files that a program writes; committed, and diffed in the check.

use crate::run::{Result, put, root, text_of};

/// A generated file: its path in the repository, and its content; `None` where the source is not on this machine.
type Output = (&'static str, Result<Option<String>>);

/// Every generated file.
fn outputs() -> Vec<Output> {
    Vec::new()
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
