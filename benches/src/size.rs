//! What is in a wasm file: bytes raw, gzipped and by brotli, by section, and by crate where names are left in.

use std::{collections::BTreeMap, io::Write as _, path::Path};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// The limits that were promised, by file name.
const GOALS: &[(&str, usize, usize)] =
    &[("verify-core.wasm", 80 * 1024, 36 * 1024), ("verify-full.wasm", 160 * 1024, 70 * 1024)];

/// Prints the table of a file; false if it is larger than promised.
pub fn report(path: &Path) -> Result<bool, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let gzip = gzip(&bytes);
    println!("{name}: {} bytes raw, {gzip} gzip, {} brotli", bytes.len(), brotli(&bytes));
    let parts = parts(&bytes).map_err(|error| format!("{name}: {error}"))?;
    for (section, size) in &parts.sections {
        println!("  {section:28} {size:>9}");
    }
    for (krate, size) in parts.largest_crates(14) {
        println!("    {krate:26} {size:>9}");
    }
    let met = GOALS.iter().filter(|(goal, _, _)| *goal == name).all(|&(_, most_raw, most_gzip)| {
        let met = bytes.len() <= most_raw && gzip <= most_gzip;
        println!(
            "  goal: at most {most_raw} raw and {most_gzip} gzip: {}",
            if met { "met" } else { "MISSED" }
        );
        met
    });
    Ok(met)
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_or(0, |packed| packed.len())
}

fn brotli(bytes: &[u8]) -> usize {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters).map_or(0, |_| packed.len())
}

#[derive(Default)]
struct Parts {
    sections: BTreeMap<String, usize>,
    /// Bytes of code by crate, or by module of ours.
    crates: BTreeMap<String, usize>,
}

impl Parts {
    fn largest_crates(&self, most: usize) -> Vec<(&str, usize)> {
        let mut crates: Vec<_> = self.crates.iter().map(|(name, &size)| (name.as_str(), size)).collect();
        crates.sort_by_key(|&(_, size)| std::cmp::Reverse(size));
        crates.truncate(most);
        crates
    }
}

fn parts(bytes: &[u8]) -> Result<Parts, wasmparser::BinaryReaderError> {
    let mut parts = Parts::default();
    let (mut imported, mut bodies, mut names) = (0_u32, Vec::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(section) => imported = section.count(),
            Payload::CodeSectionStart { range, .. } => {
                parts.sections.insert("code".into(), range.len());
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::DataSection(section) => {
                parts.sections.insert("data".into(), section.range().len());
            }
            Payload::CustomSection(section) => {
                parts.sections.insert(format!("custom {}", section.name()), section.data().len());
                if let KnownCustom::Name(subsections) = section.as_known() {
                    for subsection in subsections {
                        if let Name::Function(map) = subsection? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name.to_owned());
                            }
                        }
                    }
                }
            }
            other => {
                if let Some((_, range)) = other.as_section() {
                    *parts.sections.entry("types, tables, exports …".into()).or_default() += range.len();
                }
            }
        }
    }
    for (index, size) in bodies.into_iter().enumerate() {
        if let Some(name) = names.get(&(imported + index as u32)) {
            *parts.crates.entry(home(name)).or_default() += size;
        }
    }
    Ok(parts)
}

/// The crate of a function, and for ours the module: `terroir::digest`, `curve25519_dalek`, `core`.
fn home(mangled: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    let path: String = name.trim_start_matches(['<', '&', '(', '[']).trim_start_matches("dyn ").into();
    let mut words = path.split("::");
    let first = words.next().unwrap_or("").split([' ', '<', '>']).next().unwrap_or("").to_owned();
    match words.next() {
        Some(module) if first == "terroir" => {
            format!("terroir::{}", module.split([' ', '<', '>', ',']).next().unwrap_or(""))
        }
        _ => first,
    }
}
