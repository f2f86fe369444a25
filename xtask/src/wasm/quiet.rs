//! Panics without words: functions that only lead to one trap at once, and with them goes the machinery of messages.
//! And no freeing: the verifier's arena takes nothing back, so functions that only free do nothing.
//!
//! A stable compiler always links that machinery, though the panic handler of the smallest verifier never looks at a
//! message. What calls these functions never returns from them, so nothing else changes. With the messages goes all of
//! `core::fmt`, which a table still names, and the places in source files that panics tell.

use super::{number, put_number};
use crate::run::Result;
use std::{collections::BTreeMap, ops::Range};

const CUSTOM: u8 = 0;
const CODE: u8 = 10;
const DATA: u8 = 11;
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

/// Parts of names of functions that write for people. Only a panic reaches them here: a call from elsewhere is refused.
const FORMATS: &[&str] = &["3fmt", "core..fmt.."];

/// No locals, `end`.
const NOTHING: &[u8] = &[0, 0x0b];

/// Parts of names of functions that only free, or walk to what is freed. None of ours does more when it is dropped.
const FREE: &[&str] = &["drop_in_place", "..ops..drop..Drop$GT$4drop", "10deallocate", "___rust_dealloc"];

/// The end of every path of a source file, as panics tell it.
const SOURCE: &[u8] = b".rs";

/// A module, with names, whose panics trap at once.
pub(super) fn without_messages(module: &[u8]) -> Result<Vec<u8>> {
    let names = names(module)?;
    // Imported functions are numbered first; this module has none.
    let mut out = super::HEADER.to_vec();
    for (id, content) in super::sections(module)? {
        let content = match id {
            CODE => trapping(content, &names)?,
            DATA => without_places(content)?,
            _ => content.to_vec(),
        };
        out.push(id);
        put_number(&mut out, content.len());
        out.extend(content);
    }
    Ok(out)
}

/// The names of a module's functions.
pub(super) fn names(module: &[u8]) -> Result<BTreeMap<usize, &str>> {
    super::sections(module)?
        .iter()
        .filter(|(id, _)| *id == CUSTOM)
        .find_map(|(_, content)| function_names(content).transpose())
        .ok_or("the module has no names")?
}

fn named(name: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| name.contains(part))
}

/// Will nothing be left of what this function does?
pub(super) fn goes(name: &str) -> bool {
    named(name, NEVER_RETURN) || named(name, FORMATS) || named(name, FREE)
}

fn trapping(content: &[u8], names: &BTreeMap<usize, &str>) -> Result<Vec<u8>> {
    let (count, mut at) = number(content, 0)?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for function in 0..count {
        let (length, start) = number(content, at)?;
        at = start + length;
        let mut body = content.get(start..at).ok_or("a function ends too early")?;
        let name = names.get(&function).copied().unwrap_or("");
        if named(name, NEVER_RETURN) || named(name, FORMATS) {
            body = TRAP;
        } else if named(name, FREE) {
            body = NOTHING;
        } else if let Some(callee) =
            calls(body).find_map(|callee| names.get(&callee).filter(|name| named(name, FORMATS)))
        {
            return Err(format!("`{name}` calls `{callee}`: the smallest verifier does without `core::fmt`"));
        }
        put_number(&mut out, body.len());
        out.extend(body);
    }
    Ok(out)
}

/// The functions that a body calls, as the linker writes calls: the opcode, and a number stretched to five bytes.
fn calls(body: &[u8]) -> impl Iterator<Item = usize> {
    body.windows(6).filter_map(|code| match code {
        [0x10, rest @ ..] if rest.iter().take(4).all(|byte| *byte >= 0x80) => {
            number(rest, 0).ok().filter(|(_, end)| *end == 5).map(|(function, _)| function)
        }
        _ => None,
    })
}

/// The data without the places that panics tell: zeros stand there instead, which need no room in a module.
fn without_places(content: &[u8]) -> Result<Vec<u8>> {
    const SHORT: &str = "the data ends too early";
    let mut out = content.to_vec();
    let (segments, mut at) = number(content, 0)?;
    for _ in 0..segments {
        // An active segment of memory 0: `i32.const` and `end` say where it goes.
        let [0, 0x41, rest @ ..] = content.get(at..).ok_or(SHORT)? else {
            return Err("a segment of data is not as the linker writes it".into());
        };
        let (base, end) = number(rest, 0)?;
        let (length, start) = number(content, at + 2 + end + 1)?;
        at = start + length;
        let data = content.get(start..at).ok_or(SHORT)?;
        for (place, path) in places(data, base) {
            for range in [place..place + PLACE, path] {
                out.get_mut(start + range.start..start + range.end).ok_or(SHORT)?.fill(0);
            }
        }
    }
    Ok(out)
}

/// Bytes of a `core::panic::Location`: where its path stands, the path's length, line and column.
const PLACE: usize = 16;

/// Where in the data, which goes to `base`, each location stands, and its path.
fn places(data: &[u8], base: usize) -> impl Iterator<Item = (usize, Range<usize>)> {
    let path = move |at: usize| {
        let words: Vec<usize> = data
            .get(at..at + PLACE)?
            .chunks_exact(4)
            .filter_map(|word| Some(u32::from_le_bytes(word.try_into().ok()?) as usize))
            .collect();
        let [address, length, 1..20_000, 1..400] = *words else { return None };
        let start = address.checked_sub(base)?;
        let range = start..start.checked_add(length)?;
        let text = data.get(range.clone())?;
        (text.ends_with(SOURCE) && text.contains(&b'/')).then_some((at, range))
    };
    (0..data.len()).step_by(4).filter_map(path)
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

    #[test]
    fn a_call_of_what_formats_is_refused() {
        let callee = [&[0][..], b"_ZN4core3fmt5write"].concat();
        assert_eq!(calls(&[0, 0x10, 0x85, 0x80, 0x80, 0x80, 0, 0x0b]).collect::<Vec<_>>(), [5]);
        let names = BTreeMap::from([(0, std::str::from_utf8(&callee[1..]).unwrap()), (1, "f")]);
        let code = [2, 3, 0, 0, 0x0b, 8, 0, 0x10, 0x80, 0x80, 0x80, 0x80, 0, 0x0b];
        assert!(trapping(&code, &names).unwrap_err().contains("`f` calls"));
    }

    #[test]
    fn places_in_source_files_are_zeros() {
        let path = b"core/src/x.rs...";
        let place: Vec<u8> = [1024_u32, 13, 7, 9].iter().flat_map(|word| word.to_le_bytes()).collect();
        let data = [&path[..], &place, b"kept"].concat();
        let section = [&[1, 0, 0x41, 0x80, 8, 0x0b, 36][..], &data].concat();
        let wanted = [&section[..7], &[0; 13], b"...", &[0; 16], b"kept"].concat();
        assert_eq!(without_places(&section).unwrap(), wanted);
    }
}
