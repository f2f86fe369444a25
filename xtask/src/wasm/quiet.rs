//! Panics without words: functions that only lead to one trap at once, and with them goes the machinery of messages.
//!
//! A stable compiler always links that machinery, though the panic handler of the smallest verifier never looks at a
//! message. What calls these functions never returns from them, so nothing else changes.

use super::{number, put_number};
use crate::run::Result;
use std::collections::BTreeMap;

const CUSTOM: u8 = 0;
const CODE: u8 = 10;
/// The subsection of names of functions.
const FUNCTION_NAMES: u8 = 1;
/// No locals, `unreachable`, `end`.
const TRAP: &[u8] = &[0, 0, 0x0b];

/// Parts of names of functions that never return; all of them lead to `core::panicking::panic_fmt` or are it.
const NEVER_RETURN: &[&str] = &[
    "9panicking",
    "slice_error_fail",
    "slice_index_fail",
    "len_mismatch_fail",
    "13unwrap_failed",
    "13expect_failed",
    "7raw_vec12handle_error",
    "handle_alloc_error",
];

/// A module, with names, whose panics trap at once.
pub(super) fn without_messages(module: &[u8]) -> Result<Vec<u8>> {
    let sections = super::sections(module)?;
    let names = sections
        .iter()
        .filter(|(id, _)| *id == CUSTOM)
        .find_map(|(_, content)| function_names(content).transpose())
        .ok_or("the module has no names")??;
    // Imported functions are numbered first; this module has none.
    let mut out = super::HEADER.to_vec();
    for (id, content) in sections {
        let content = if id == CODE { trapping(content, &names)? } else { content.to_vec() };
        out.push(id);
        put_number(&mut out, content.len());
        out.extend(content);
    }
    Ok(out)
}

fn trapping(content: &[u8], names: &BTreeMap<usize, &str>) -> Result<Vec<u8>> {
    let (count, mut at) = number(content, 0)?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for function in 0..count {
        let (length, start) = number(content, at)?;
        at = start + length;
        let body = content.get(start..at).ok_or("a function ends too early")?;
        let name = names.get(&function).copied().unwrap_or("");
        let body = if NEVER_RETURN.iter().any(|part| name.contains(part)) { TRAP } else { body };
        put_number(&mut out, body.len());
        out.extend(body);
    }
    Ok(out)
}

/// The names of functions, if this is the section that has them.
fn function_names(content: &[u8]) -> Result<Option<BTreeMap<usize, &str>>> {
    let text = |at: usize| -> Result<(&str, usize)> {
        let (length, start) = number(content, at)?;
        let bytes = content.get(start..start + length).ok_or("a name ends too early")?;
        Ok((std::str::from_utf8(bytes).map_err(|_| "a name is not UTF-8")?, start + length))
    };
    let (name, mut at) = text(0)?;
    if name != "name" {
        return Ok(None);
    }
    while let Some(&kind) = content.get(at) {
        let (length, start) = number(content, at + 1)?;
        at = start + length;
        if kind == FUNCTION_NAMES {
            let (count, mut at) = number(content, start)?;
            let mut names = BTreeMap::new();
            for _ in 0..count {
                let (function, after) = number(content, at)?;
                let (name, after) = text(after)?;
                names.insert(function, name);
                at = after;
            }
            return Ok(Some(names));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_panics_traps() {
        let names = [&[4][..], b"name", &[1, 29, 2, 0, 1, b'f', 1, 23], b"_ZN4core9panicking5panic"].concat();
        let mut names = names;
        names[6] = u8::try_from(names.len() - 7).unwrap();
        names[12] = 24;
        let body = [0, 1, 1, 0x0b];
        let code = [&[2, 4][..], &body, &[4], &body].concat();
        let mut module = super::super::HEADER.to_vec();
        for (id, content) in [(CODE, &code), (CUSTOM, &names)] {
            module.push(id);
            put_number(&mut module, content.len());
            module.extend(content);
        }
        let quiet = without_messages(&module).unwrap();
        let wanted = [&[CODE, 10, 2, 4][..], &body, &[3], TRAP].concat();
        assert_eq!(quiet[8..8 + wanted.len()], wanted);
    }
}
