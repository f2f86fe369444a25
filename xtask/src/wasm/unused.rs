//! Data that nothing refers to: messages of panics, tables of `core::fmt`. The linker keeps them, because code refers to
//! them that is only known to be unused once panics trap at once. `--emit-relocs` tells what refers to what.

use super::{number, put_number, quiet, sections};
use crate::run::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

const CUSTOM: u8 = 0;
const CODE: u8 = 10;
const DATA: u8 = 11;
/// The subsection of symbols in what the linker tells.
const SYMBOLS: u8 = 8;
/// Kinds of symbols; a symbol of any other kind holds neither code nor data.
const FUNCTION: u8 = 0;
const DATUM: u8 = 1;
const SECTION: u8 = 3;
/// Flags of symbols.
const UNDEFINED: usize = 0x10;
const EXPLICIT_NAME: usize = 0x40;
/// A reference to a type, which is no symbol.
const TYPE_INDEX: u8 = 6;
/// References that carry a number to add.
const WITH_ADDEND: &[u8] = &[3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23];

const SHORT: &str = "what the linker tells ends too early";

/// A function by its number, or a range of bytes in the section of data.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Function(usize),
    Data(usize, usize),
}

/// A module without what the linker tells, and with zeros, which need no room, where its data are not used.
///
/// Used is what `root` or something used refers to, if its body will stay.
pub(super) fn without_unused(module: &[u8], root: &str) -> Result<Vec<u8>> {
    let names = quiet::names(module)?;
    let sections = sections(module)?;
    let content = |id: u8| sections.iter().find(|(known, _)| *known == id).map(|(_, content)| *content);
    let (code, data) = (content(CODE).ok_or(SHORT)?, content(DATA).ok_or(SHORT)?);
    let functions = functions(code)?;
    let symbols = symbols(custom(module, "linking")?, &segments(data)?)?;
    let from_code = references(custom(module, "reloc.CODE")?)?;
    let from_data = references(custom(module, "reloc.DATA")?)?;
    let mut open: Vec<Item> = names
        .iter()
        .filter(|(_, name)| **name == root)
        .map(|(function, _)| Item::Function(*function))
        .collect();
    let mut used: BTreeSet<Item> = open.iter().cloned().collect();
    while let Some(item) = open.pop() {
        let (references, range) = match item {
            Item::Function(at) if names.get(&at).is_some_and(|name| quiet::goes(name)) => continue,
            Item::Function(at) => (&from_code, functions.get(at).ok_or(SHORT)?.clone()),
            Item::Data(start, end) => (&from_data, start..end),
        };
        for (_, symbol) in references.range(range) {
            if let Some(item) = symbols.get(*symbol).ok_or(SHORT)?
                && used.insert(item.clone())
            {
                open.push(item.clone());
            }
        }
    }
    let mut kept = vec![false; data.len()];
    for item in &used {
        if let Item::Data(start, end) = item {
            kept.get_mut(*start..*end).ok_or(SHORT)?.fill(true);
        }
    }
    let mut emptied = data.to_vec();
    for segment in segments(data)? {
        for at in segment {
            if let (Some(byte), Some(false)) = (emptied.get_mut(at), kept.get(at)) {
                *byte = 0;
            }
        }
    }
    let mut out = super::HEADER.to_vec();
    for (id, content) in sections {
        let content = match id {
            CUSTOM if name(content)?.0 != "name" => continue,
            DATA => &emptied,
            _ => content,
        };
        out.push(id);
        put_number(&mut out, content.len());
        out.extend(content);
    }
    Ok(out)
}

/// A text with its length before it, and what follows.
fn name(content: &[u8]) -> Result<(&str, &[u8])> {
    let (length, start) = number(content, 0)?;
    let (name, rest) = content.get(start..).and_then(|rest| rest.split_at_checked(length)).ok_or(SHORT)?;
    Ok((std::str::from_utf8(name).map_err(|_| "a name is not UTF-8")?, rest))
}

/// The custom section of this name.
fn custom<'m>(module: &'m [u8], wanted: &str) -> Result<&'m [u8]> {
    for (id, content) in sections(module)? {
        if id == CUSTOM {
            let (name, rest) = name(content)?;
            if name == wanted {
                return Ok(rest);
            }
        }
    }
    Err(format!("the linker does not tell `{wanted}`"))
}

/// Where each function stands in the section of code.
fn functions(code: &[u8]) -> Result<Vec<Range<usize>>> {
    let (count, mut at) = number(code, 0)?;
    let mut functions = Vec::new();
    for _ in 0..count {
        let (length, start) = number(code, at)?;
        functions.push(at..start + length);
        at = start + length;
    }
    Ok(functions)
}

/// Where the bytes of each segment stand in the section of data.
fn segments(data: &[u8]) -> Result<Vec<Range<usize>>> {
    let (count, mut at) = number(data, 0)?;
    let mut segments = Vec::new();
    for _ in 0..count {
        // An active segment of memory 0: `i32.const` and `end` say where it goes.
        let (_, end) = number(data, at + 2)?;
        let (length, start) = number(data, end + 1)?;
        at = start + length;
        segments.push(start..at);
    }
    Ok(segments)
}

/// What the linker tells, read piece by piece.
struct Told<'m> {
    bytes: &'m [u8],
    at: usize,
}

impl Told<'_> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).ok_or(SHORT)?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<usize> {
        let value;
        (value, self.at) = number(self.bytes, self.at)?;
        Ok(value)
    }

    fn skip_text(&mut self) -> Result<()> {
        let length = self.number()?;
        self.at += length;
        Ok(())
    }
}

/// What each symbol stands for, if that is code or data of this module.
fn symbols(linking: &[u8], segments: &[Range<usize>]) -> Result<Vec<Option<Item>>> {
    let mut told = Told { bytes: linking, at: 0 };
    told.number()?;
    while told.byte()? != SYMBOLS {
        told.skip_text()?;
    }
    told.number()?;
    let count = told.number()?;
    (0..count).map(|_| symbol(&mut told, segments)).collect()
}

fn symbol(told: &mut Told<'_>, segments: &[Range<usize>]) -> Result<Option<Item>> {
    let (kind, flags) = (told.byte()?, told.number()?);
    if kind == DATUM {
        told.skip_text()?;
        if flags & UNDEFINED != 0 {
            return Ok(None);
        }
        let (segment, offset, size) = (told.number()?, told.number()?, told.number()?);
        let start = segments.get(segment).ok_or(SHORT)?.start + offset;
        return Ok(Some(Item::Data(start, start + size)));
    }
    let index = told.number()?;
    if kind != SECTION && (flags & UNDEFINED == 0 || flags & EXPLICIT_NAME != 0) {
        told.skip_text()?;
    }
    Ok((kind == FUNCTION).then_some(Item::Function(index)))
}

/// Which symbol is referred to at which place of a section.
fn references(bytes: &[u8]) -> Result<BTreeMap<usize, usize>> {
    let mut told = Told { bytes, at: 0 };
    told.number()?;
    let mut references = BTreeMap::new();
    for _ in 0..told.number()? {
        let (kind, place, symbol) = (told.byte()?, told.number()?, told.number()?);
        if WITH_ADDEND.contains(&kind) {
            // Signed, and as long as if it were not.
            while told.byte()? >= 0x80 {}
        }
        if kind != TYPE_INDEX {
            references.insert(place, symbol);
        }
    }
    Ok(references)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        [&[id, u8::try_from(content.len()).unwrap()], content].concat()
    }

    #[test]
    fn only_what_is_referred_to_stays() {
        let names = [&[4][..], b"name", &[1, 4, 1, 0, 1, b'f']].concat();
        // One function with a reference, at byte 3 of the section, to the first of two symbols.
        let code = [1, 4, 0, 0x41, 0, 0x0b];
        let data = [1, 0, 0x41, 0, 0x0b, 4, b'u', b's', b'n', b'o'];
        let linking =
            [&[7][..], b"linking", &[2, 8, 15, 2, 1, 0, 1, b'a', 0, 0, 2, 1, 0, 1, b'b', 0, 2, 2]].concat();
        let from_code = [&[10][..], b"reloc.CODE", &[0, 1, 4, 4, 0, 0]].concat();
        let from_data = [&[10][..], b"reloc.DATA", &[1, 0]].concat();
        let mut module = crate::wasm::HEADER.to_vec();
        for (id, content) in [
            (CODE, &code[..]),
            (DATA, &data),
            (CUSTOM, &linking),
            (CUSTOM, &from_code),
            (CUSTOM, &from_data),
            (CUSTOM, &names),
        ] {
            module.extend(section(id, content));
        }
        let mut left = data;
        left[8..].fill(0);
        let wanted =
            [crate::wasm::HEADER, &section(CODE, &code), &section(DATA, &left), &section(CUSTOM, &names)]
                .concat();
        assert_eq!(without_unused(&module, "f").unwrap(), wanted);
        assert!(without_unused(&module, "f").unwrap().len() < module.len());
    }
}
