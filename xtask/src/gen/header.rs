//! `ffi/include/terroir.h`, from the functions and types of `ffi/src/lib.rs` and what is said of them there.

use crate::run::{Result, root, text_of};
use std::fmt::Write as _;

const HEAD: &str = "/* Written by `cargo xtask gen` from ffi/src/lib.rs. */
#ifndef TERROIR_H
#define TERROIR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern \"C\" {
#endif
";

const FOOT: &str = "
#ifdef __cplusplus
}
#endif

#endif
";

/// The header.
pub(crate) fn generate() -> Result<String> {
    let source = text_of(&root().join("ffi/src/lib.rs"))?;
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut out = String::from(HEAD);
    let mut docs: Vec<&str> = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if let Some(text) = line.strip_prefix("///") {
            docs.push(text.strip_prefix(' ').unwrap_or(text));
        } else if line.starts_with("#[") {
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            structure(&mut out, &docs, rest, &mut lines)?;
            docs.clear();
        } else if line.starts_with("pub ") && line.contains("extern \"C\" fn ") {
            let mut signature = line.to_owned();
            while !signature.ends_with('{') {
                let next = lines.next().ok_or("a signature without end in ffi/src/lib.rs")?;
                signature.push_str(next.trim());
            }
            function(&mut out, &docs, &signature)?;
            docs.clear();
        } else {
            docs.clear();
        }
    }
    out.push_str(FOOT);
    Ok(out)
}

fn comment(out: &mut String, indent: &str, docs: &[&str]) {
    let plain = |line: &&str| line.replace("# Safety", "Safety:").replace('`', "");
    let lines: Vec<String> = docs.iter().map(plain).collect();
    match lines.as_slice() {
        [] => {}
        [line] => {
            let _ = writeln!(out, "{indent}/* {line} */");
        }
        [first, rest @ ..] => {
            let _ = writeln!(out, "{indent}/* {first}");
            for line in rest {
                let _ = writeln!(out, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(out, "{indent} */");
        }
    }
}

/// A struct with named fields, or one that C only points to.
fn structure<'l>(
    out: &mut String,
    docs: &[&str],
    rest: &str,
    lines: &mut impl Iterator<Item = &'l str>,
) -> Result<()> {
    out.push('\n');
    comment(out, "", docs);
    let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let name = named(name);
    if rest.contains('(') {
        let _ = writeln!(out, "typedef struct {name} {name};");
        return Ok(());
    }
    let _ = writeln!(out, "typedef struct {name} {{");
    let mut docs: Vec<&str> = Vec::new();
    for line in lines.by_ref().map(str::trim) {
        if line == "}" {
            break;
        }
        if let Some(text) = line.strip_prefix("///") {
            docs.push(text.trim());
        } else if let Some((field, kind)) = line.strip_prefix("pub ").and_then(|line| line.split_once(": ")) {
            comment(out, "    ", &docs);
            let _ = writeln!(out, "    {};", declared(field, kind.trim_end_matches(','))?);
            docs.clear();
        }
    }
    let _ = writeln!(out, "}} {name};");
    Ok(())
}

fn function(out: &mut String, docs: &[&str], signature: &str) -> Result<()> {
    let (_, rest) = signature.split_once("fn ").ok_or("not a function")?;
    let (name, rest) = rest.split_once('(').ok_or("a function without parameters")?;
    let (parameters, rest) = rest.split_once(')').ok_or("a function without end")?;
    let answer = rest.trim().trim_end_matches('{').trim().strip_prefix("-> ").unwrap_or("");
    let mut arguments = Vec::new();
    for parameter in parameters.split(',').map(str::trim).filter(|parameter| !parameter.is_empty()) {
        let (field, kind) = parameter.split_once(": ").ok_or("a parameter without type")?;
        arguments.push(declared(field, kind)?);
    }
    let arguments = if arguments.is_empty() { "void".into() } else { arguments.join(", ") };
    let head = if answer.is_empty() { format!("void {name}") } else { declared(name, answer)? };
    out.push('\n');
    comment(out, "", docs);
    let _ = writeln!(out, "{head}({arguments});");
    Ok(())
}

/// `TerroirText` as `terroir_text`.
fn named(rust: &str) -> String {
    let mut out = String::new();
    for letter in rust.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// A name with its type, as C writes it.
fn declared(name: &str, kind: &str) -> Result<String> {
    let mut kind = kind.trim();
    let mut stars = String::new();
    let mut constant = "";
    while let Some(rest) = kind.strip_prefix('*') {
        stars.push('*');
        kind = if let Some(rest) = rest.strip_prefix("const ") {
            constant = "const ";
            rest
        } else {
            rest.strip_prefix("mut ").ok_or("a pointer is const or mut")?
        };
    }
    let base = match kind {
        "u8" => "uint8_t".into(),
        "u32" => "uint32_t".into(),
        "usize" => "size_t".into(),
        own if own.starts_with("Terroir") => named(own),
        other => return Err(format!("the header has no C type for `{other}`")),
    };
    Ok(format!("{constant}{base} {stars}{name}"))
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn types_of_c() {
        assert_eq!(declared("text", "*mut TerroirText").unwrap(), "terroir_text *text");
        assert_eq!(declared("book", "*mut *mut TerroirBook").unwrap(), "terroir_book **book");
        assert_eq!(declared("data", "*const u8").unwrap(), "const uint8_t *data");
        assert!(declared("list", "Vec<u8>").is_err());
    }
}
