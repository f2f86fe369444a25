//! The wasm modules: built, given their glue, made small, and held to what their hosts can do.

mod quiet;
mod unused;

use crate::{
    run::{Result, put, read, root, target},
    test::steady,
};
use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// The glue that both JavaScript builds share a module with.
pub(crate) struct Glue {
    /// `terroir.wasm`.
    pub(crate) module: Vec<u8>,
    /// An ES module that fetches it.
    pub(crate) web: String,
    /// A CommonJS module that reads it.
    pub(crate) node: String,
}

/// The build for browsers and Node, made at most once in a run.
pub(crate) fn glue() -> Result<&'static Glue> {
    static BUILT: OnceLock<Result<Glue>> = OnceLock::new();
    BUILT.get_or_init(build_glue).as_ref().map_err(String::clone)
}

fn build_glue() -> Result<Glue> {
    // Stripping symbols here would hide which features of WebAssembly the module uses.
    let module = named("terroir-wasm", "wasm32-unknown-unknown")?;
    read(steady("build").args(["--quiet", "-p", "xtask-bindgen"]))?;
    let folder = target().join("faces");
    for kind in ["web", "node"] {
        let mut bindgen = crate::run::program(target().join("debug/xtask-bindgen"));
        read(bindgen.arg(&module).arg(folder.join(kind)).arg(kind))?;
    }
    let path = |kind: &str, name: &str| folder.join(kind).join(name);
    let same = |kind: &str| std::fs::read(path(kind, "terroir_bg.wasm")).map_err(|error| error.to_string());
    if same("web")? != same("node")? {
        return Err("the modules for web and Node differ: each must be shipped".into());
    }
    let small = folder.join("terroir.wasm");
    optimise(&path("web", "terroir_bg.wasm"), &small, &[])?;
    Ok(Glue {
        module: bytes_of(&small)?,
        web: crate::run::text_of(&path("web", "terroir.js"))?,
        node: crate::run::text_of(&path("node", "terroir.js"))?,
    })
}

/// The build for mini-programs: the first version of WebAssembly, and no exported global.
pub(crate) fn mini() -> Result<Vec<u8>> {
    let module = built("terroir-mini", "wasm32v1-none", &[], &[])?;
    let folder = target().join("faces/mini");
    let bare = folder.join("bare.wasm");
    put(&bare, for_hosts(&bytes_of(&module)?)?)?;
    let small = folder.join("terroir.wasm");
    optimise(&bare, &small, &["--mvp-features"])?;
    bytes_of(&small)
}

/// Which signatures a small verifier knows.
#[derive(Clone, Copy)]
pub(crate) enum Verifier {
    /// Ed25519 alone: the smallest.
    Core,
    /// P-256 and SM2 too.
    Full,
}

impl Verifier {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Core, Self::Full];

    /// What its files are called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Core => "verify-core",
            Self::Full => "verify-full",
        }
    }

    /// The file in the npm package.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Core => "terroir_verify.wasm",
            Self::Full => "terroir_verify_full.wasm",
        }
    }

    /// The module as the compiler leaves it, with the names of its functions.
    pub(crate) fn named(self) -> Result<PathBuf> {
        let features: &[_] = match self {
            Self::Core => &[],
            Self::Full => &["--features", "p256,sm2"],
        };
        named_with("terroir-verify", "wasm32v1-none", features)
    }
}

/// A small verifier: the first version of WebAssembly, one exported function and the memory, panics without words.
pub(crate) fn verifier(verifier: Verifier) -> Result<Vec<u8>> {
    let module = verifier.named()?;
    let folder = target().join("faces").join(verifier.name());
    let bare = folder.join("bare.wasm");
    let used = unused::without_unused(&bytes_of(&module)?, "verify_passport")?;
    put(&bare, for_hosts(&quiet::without_messages(&used)?)?)?;
    let small = folder.join("terroir_verify.wasm");
    // What has one caller stays apart unless it is short: the same size, and it packs better.
    let inlining = ["--always-inline-max-function-size=6", "--one-caller-inline-max-function-size=20"];
    let options = ["--mvp-features", "--converge", "--low-memory-unused"];
    optimise(&bare, &small, &[&options[..], &inlining].concat())?;
    bytes_of(&small)
}

/// Fails if a module uses anything that the first version of WebAssembly lacks.
pub(crate) fn first_version_only(module: &Path) -> Result<()> {
    read(optimiser(&["--mvp-features", "-O0"]).arg(module).arg("-o").arg(target().join("faces/checked.wasm")))
        .map(drop)
}

/// A module as the compiler leaves it, with the names of its functions.
pub(crate) fn named(package: &str, triple: &str) -> Result<PathBuf> {
    named_with(package, triple, &[])
}

fn named_with(package: &str, triple: &str, options: &[&str]) -> Result<PathBuf> {
    built(package, triple, options, &[("CARGO_PROFILE_WASM_STRIP", "debuginfo")])
}

fn built(package: &str, triple: &str, options: &[&str], settings: &[(&str, &str)]) -> Result<PathBuf> {
    // As one module and nothing else: of a package that is a library for Rust too, cargo optimises each crate alone.
    let mut cargo = steady("rustc");
    cargo
        .args(["--quiet", "--profile", "wasm", "-p", package, "--target", triple, "--crate-type", "cdylib"])
        .args(options);
    for (name, value) in settings {
        cargo.env(name, value);
    }
    crate::run::show(&mut cargo)?;
    Ok(target().join(triple).join("wasm").join(package.replace('-', "_")).with_extension("wasm"))
}

fn optimiser(options: &[&str]) -> std::process::Command {
    let mut command = crate::run::program("node");
    command.arg(root().join("wasm/node_modules/binaryen/bin/wasm-opt")).args(options);
    command
}

fn optimise(from: &Path, to: &Path, options: &[&str]) -> Result<()> {
    let strip = ["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features"];
    read(optimiser(&strip).args(options).arg(from).arg("-o").arg(to)).map(drop)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The id of a module's section of exports.
const EXPORTS: u8 = 7;

/// The kind of an exported global.
const GLOBAL: u8 = 3;

/// What compiled code calls by name, so that a module that brings its own exports it.
const COPYING: [&[u8]; 4] = [b"memcmp", b"memcpy", b"memmove", b"memset"];

/// A module whose exports are for hosts: `__data_end`, `__heap_base` and what copies are for linkers.
fn for_hosts(module: &[u8]) -> Result<Vec<u8>> {
    let mut out = HEADER.to_vec();
    for (id, content) in sections(module)? {
        let content = if id == EXPORTS { exports(content)? } else { content.to_vec() };
        out.push(id);
        put_number(&mut out, content.len());
        out.extend(content);
    }
    Ok(out)
}

/// What every module begins with: its magic number and version 1.
const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// The sections of a module, each with its id.
fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let short = || String::from("the module ends too early");
    let mut rest = module.strip_prefix(HEADER).ok_or("not a module of version 1")?;
    let mut sections = Vec::new();
    while let Some(&id) = rest.first() {
        let (length, start) = number(rest, 1)?;
        let (section, after) = rest.split_at_checked(start + length).ok_or_else(short)?;
        sections.push((id, section.get(start..).ok_or_else(short)?));
        rest = after;
    }
    Ok(sections)
}

fn exports(content: &[u8]) -> Result<Vec<u8>> {
    let short = || String::from("the exports end too early");
    let (count, mut at) = number(content, 0)?;
    let mut kept = 0;
    let mut entries: Vec<u8> = Vec::new();
    for _ in 0..count {
        let start = at;
        let (length, name) = number(content, at)?;
        let kind = *content.get(name + length).ok_or_else(short)?;
        (_, at) = number(content, name + length + 1)?;
        let name = content.get(name..name + length).ok_or_else(short)?;
        if kind != GLOBAL && !COPYING.contains(&name) {
            kept += 1;
            entries.extend(content.get(start..at).ok_or_else(short)?);
        }
    }
    let mut out = Vec::new();
    put_number(&mut out, kept);
    out.extend(entries);
    Ok(out)
}

/// An unsigned LEB128 number, and where it ends.
fn number(bytes: &[u8], mut at: usize) -> Result<(usize, usize)> {
    let mut value = 0_usize;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(at).ok_or("a number ends too early")?;
        at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok((value, at));
        }
    }
    Err("a number is too long".into())
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_out_as_they_came_in() {
        for value in [0, 127, 128, 300, 1 << 20] {
            let mut out = Vec::new();
            put_number(&mut out, value);
            assert_eq!(number(&out, 0).unwrap(), (value, out.len()));
        }
    }

    #[test]
    fn what_is_for_linkers_is_no_longer_exported() {
        let header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
        let module = [&header[..], &[7, 9, 2, 1, b'f', 0, 0, 1, b'g', 3, 1]].concat();
        let wanted = [&header[..], &[7, 5, 1, 1, b'f', 0, 0]].concat();
        assert_eq!(for_hosts(&module).unwrap(), wanted);
    }
}
