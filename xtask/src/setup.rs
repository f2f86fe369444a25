//! `cargo xtask setup`: what the check needs and the machine may lack.

use crate::run::{Result, has, program, read, root, show};

/// Rust without an operating system: the browser's and the mini-program's.
const TARGETS: [&str; 2] = ["wasm32-unknown-unknown", "wasm32v1-none"];

/// Programs that come from Debian: what is run, and the packages that bring it.
const PROGRAMS: [(&str, &[&str]); 6] = [
    ("chromium", &["chromium"]),
    ("clang", &["clang"]),
    ("valgrind", &["valgrind", "libc6-dbg"]),
    ("cc", &["gcc", "libc6-dev"]),
    ("c++", &["g++"]),
    ("pkg-config", &["pkg-config"]),
];

/// Installs everything.
pub(crate) fn all() -> Result<()> {
    rust_targets()?;
    debian()?;
    npm()?;
    println!("setup: everything is there");
    Ok(())
}

/// Every target.
pub(crate) fn rust_targets() -> Result<()> {
    TARGETS.into_iter().try_for_each(rust_target)
}

/// A compilation target of rustup; there already, or added.
fn rust_target(target: &str) -> Result<()> {
    let folder = read(program("rustc").args(["--print", "target-libdir", "--target", target]))?;
    if std::path::Path::new(folder.trim()).exists() {
        return Ok(());
    }
    show(program("rustup").args(["target", "add", target]))
        .map_err(|why| format!("the Rust target {target} is missing: {why}"))
}

/// Debian packages, as root on Debian; elsewhere says what to install.
pub(crate) fn debian() -> Result<()> {
    let mut wanted: Vec<&str> = Vec::new();
    for (name, packages) in PROGRAMS {
        if !has(name) {
            wanted.extend(packages);
        }
    }
    let runtime = sanitizer();
    if runtime.is_none() {
        wanted.push("clang");
        wanted.push("libclang-rt-dev");
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let root = read(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || !has("apt-get") {
        return Err(format!("install {} first", wanted.join(", ")));
    }
    println!("setup: installing {}", wanted.join(", "));
    let apt = || {
        let mut command = program("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
        command
    };
    read(apt().arg("update"))?;
    let plain: Vec<&str> = wanted.iter().copied().filter(|name| *name != "libclang-rt-dev").collect();
    read(apt().args(["install", "-y", "--no-install-recommends"]).args(&plain))?;
    if wanted.contains(&"libclang-rt-dev") {
        // The package is named after clang's version.
        let version = read(program("clang").arg("-dumpversion"))?;
        let major = version.trim().split('.').next().unwrap_or("").to_owned();
        read(
            apt().args(["install", "-y", "--no-install-recommends"]).arg(format!("libclang-rt-{major}-dev")),
        )?;
    }
    Ok(())
}

/// clang's address sanitizer, where it is installed.
fn sanitizer() -> Option<String> {
    let name = read(program("clang").arg("-print-file-name=libclang_rt.asan-x86_64.a")).ok()?;
    let path = name.trim();
    if std::path::Path::new(path).is_file() {
        return Some(path.to_owned());
    }
    let folder = read(program("clang").arg("-print-runtime-dir")).ok()?;
    let path = std::path::Path::new(folder.trim()).join("libclang_rt.asan.a");
    path.is_file().then(|| path.display().to_string())
}

/// The packages that `wasm/package-lock.json` pins.
pub(crate) fn npm() -> Result<()> {
    let folder = root().join("wasm");
    let stamp = folder.join("node_modules/.package-lock.json");
    let lock = folder.join("package-lock.json");
    let newer = |a: &std::path::Path, b: &std::path::Path| {
        let time = |path: &std::path::Path| std::fs::metadata(path).and_then(|m| m.modified()).ok();
        time(a) >= time(b)
    };
    if stamp.exists() && newer(&stamp, &lock) {
        return Ok(());
    }
    if !has("node") || !has("npm") {
        return Err("Node.js with npm is missing".into());
    }
    read(program("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    Ok(())
}
