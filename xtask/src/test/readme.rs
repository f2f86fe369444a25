//! The blocks of the two readmes: the same in both languages, and each of them run.
//!
//! Rust blocks are doctests of `terroir-tests`. JavaScript blocks run in a project that installed the npm package, C
//! blocks are built with the C archive, and shell blocks run with `terroir` on the path; lines that would fetch the
//! project or call the check itself are only held to be commands that there are.

use super::{Done, faces, steady};
use crate::{
    dist,
    run::{Result, fresh, program, put, read, root, target, text_of},
};
use std::{path::Path, process::Command};

/// A fenced block: its language, and its lines.
struct Block {
    language: String,
    text: String,
}

/// Runs every block.
pub(super) fn blocks() -> Result<Done> {
    let english = fenced(&text_of(&root().join("README.md"))?);
    let chinese = fenced(&text_of(&root().join("README.zh-CN.md"))?);
    let form = |blocks: &[Block]| -> Vec<(String, String)> {
        blocks.iter().map(|block| (block.language.clone(), bare(&block.language, &block.text))).collect()
    };
    if form(&english) != form(&chinese) {
        return Err("README.md and README.zh-CN.md differ in their blocks of code".into());
    }
    let folder = fresh("faces/readme")?;
    faces::installed(&folder)?;
    frozen(&folder)?;
    let mut done = Done::passed(1);
    for (number, block) in english.iter().enumerate() {
        let outcome = match block.language.as_str() {
            "js" | "javascript" | "mjs" => javascript(&folder, number, &block.text),
            "c" => c(&folder, number, &block.text),
            "sh" | "shell" | "bash" => shell(&folder, &block.text),
            _ => continue,
        };
        match outcome {
            Ok(()) => done.passed += 1,
            Err(why) => done.failed.push(format!("   README.md, block {}: {why}", number + 1)),
        }
    }
    Ok(done.note("the same blocks in both languages; Rust blocks are among the doctests"))
}

/// The passports that the blocks read, where they look for them.
fn frozen(folder: &Path) -> Result<()> {
    for name in ["worked-example", "accepted"] {
        let source = root().join("tests/frozen").join(name);
        let entries = std::fs::read_dir(&source).map_err(|error| format!("{}: {error}", source.display()))?;
        for entry in entries.flatten() {
            let content = std::fs::read(entry.path()).map_err(|error| error.to_string())?;
            put(&folder.join("frozen").join(name).join(entry.file_name()), content)?;
        }
    }
    Ok(())
}

fn fenced(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        match (line.trim_start().strip_prefix("```"), open.take()) {
            (Some(_), Some(block)) => blocks.push(block),
            (Some(info), None) => {
                let language = info.split([',', ' ']).next().unwrap_or("").to_owned();
                open = Some(Block { language, text: String::new() });
            }
            (None, Some(mut block)) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    blocks
}

/// A block without its comments, which each language may word for itself.
fn bare(language: &str, text: &str) -> String {
    let mark = match language {
        "sh" | "shell" | "bash" | "toml" => "#",
        "text" | "" => return String::new(),
        _ => "//",
    };
    let code = |line: &str| {
        let line = line.trim_end();
        let cut = if line.starts_with(mark) { Some(0) } else { line.find(&format!(" {mark} ")) };
        line.get(..cut.unwrap_or(line.len())).unwrap_or("").trim_end().to_owned()
    };
    text.lines().map(code).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn javascript(folder: &Path, number: usize, text: &str) -> Result<()> {
    let name = format!("block{number}.mjs");
    put(&folder.join(&name), text)?;
    read(program("node").arg(name).current_dir(folder)).map(drop)
}

fn c(folder: &Path, number: usize, text: &str) -> Result<()> {
    let source = folder.join(format!("block{number}.c"));
    put(&source, text)?;
    dist::c()?;
    let home = target().join("dist").join(dist::c_name()?);
    let out = folder.join(format!("block{number}"));
    let mut cc = program("cc");
    cc.args(["-std=c99", "-Wall", "-Wextra", "-Werror"]).arg(format!("-I{}", home.join("include").display()));
    cc.arg("-o").arg(&out).arg(&source).arg(home.join("lib/libterroir.a"));
    read(cc.args(["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"]))?;
    read(Command::new(out).current_dir(folder)).map(drop)
}

/// What would fetch the project, install it, or call the check from within itself.
const ONLY_KNOWN: &[&str] =
    &["git clone ", "cd ", "cargo add terroir", "npm install terroir", "cargo install "];

const XTASK: &[&str] = &["setup", "test", "demo", "dist", "gen", "bench", "fuzz"];

fn shell(folder: &Path, text: &str) -> Result<()> {
    read(steady("build").args(["--quiet", "-p", "terroir-cli"]))?;
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", target().join("debug").display());
    let mut script = String::new();
    for line in text.lines().map(str::trim) {
        if let Some(command) = line.strip_prefix("cargo xtask ") {
            let name = command.split_whitespace().next().unwrap_or("");
            if !XTASK.contains(&name) {
                return Err(format!("there is no `{line}`"));
            }
        } else if !ONLY_KNOWN.iter().any(|known| line.starts_with(known)) {
            script.push_str(line);
            script.push('\n');
        }
    }
    read(program("bash").args(["-euc", &script]).current_dir(folder).env("PATH", path)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::{bare, fenced};

    #[test]
    fn blocks_are_found() {
        let blocks = fenced("a\n```rust,no_run\nlet x = 1;\n```\nb\n```sh\nls\n```\n");
        let found: Vec<_> = blocks.iter().map(|block| (&*block.language, &*block.text)).collect();
        assert_eq!(found, [("rust", "let x = 1;\n"), ("sh", "ls\n")]);
    }

    #[test]
    fn comments_do_not_count() {
        assert_eq!(bare("js", "f(); // say\n// more\ng(\"http://x\");\n"), "f();\ng(\"http://x\");");
        assert_eq!(bare("sh", "ls # list\n"), "ls");
    }
}
