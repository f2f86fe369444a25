//! `cargo xtask dist`: what others install, in `target/dist`: an npm tarball and a C archive.

use crate::{
    r#gen,
    run::{Result, fresh, program, put, read, root, target, text_of},
    test::steady,
    wasm::{self, Verifier},
};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Both, newly built.
pub(crate) fn all() -> Result<()> {
    println!("{}", npm()?.display());
    println!("{}", c()?.display());
    Ok(())
}

/// The npm tarball, built at most once in a run.
pub(crate) fn npm() -> Result<PathBuf> {
    static BUILT: OnceLock<Result<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(build_npm).clone()
}

/// The C archive, built at most once in a run.
pub(crate) fn c() -> Result<PathBuf> {
    static BUILT: OnceLock<Result<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(build_c).clone()
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The folder of the npm package.
pub(crate) fn package() -> PathBuf {
    target().join("dist/npm")
}

/// Puts the npm package together, and packs it.
fn build_npm() -> Result<PathBuf> {
    let folder = fresh("dist/npm")?;
    let sources = root().join("wasm");
    let copy = |from: &str, to: &str| copied(&sources.join(from), &folder.join(to));
    let glue = wasm::glue()?;

    put_web(&folder.join("web"), glue)?;
    let local = "`${__dirname}/terroir_bg.wasm`";
    put(&folder.join("node/glue.cjs"), exchanged(&glue.node, local, "`${__dirname}/../web/terroir.wasm`")?)?;
    copy("js/node.cjs", "node/index.cjs")?;
    copy("js/node.mjs", "node/index.mjs")?;

    put(&folder.join("mini/terroir.wasm"), wasm::mini()?)?;
    for verifier in Verifier::ALL {
        put(&folder.join("verify").join(verifier.file()), wasm::verifier(verifier)?)?;
    }
    copy("mini/terroir.js", "mini/terroir.js")?;
    for name in ["face.js", "names.js"] {
        copy(&format!("js/{name}"), &format!("node/{name}"))?;
        copy(&format!("js/{name}"), &format!("mini/{name}"))?;
    }

    copy("js/terroir.d.ts", "types/index.d.mts")?;
    copy("js/terroir.d.ts", "types/index.d.cts")?;
    copy("mini/terroir.d.ts", "types/mini.d.ts")?;
    for schema in r#gen::schema_files()? {
        let name = schema.file_name().unwrap_or_default().to_owned();
        copied(&schema, &folder.join("schema").join(name))?;
    }
    documents(&folder)?;
    put(&folder.join("package.json"), format!("{:#}\n", manifest()))?;

    read(program("npm").args(["pack", "--silent", "--pack-destination", ".."]).current_dir(&folder))?;
    Ok(target().join("dist").join(format!("terroir-{}.tgz", version())))
}

/// The browser's files alone, in `target/dist/web`: what the demonstration serves.
pub(crate) fn web() -> Result<PathBuf> {
    let folder = fresh("dist/web")?;
    put_web(&folder, wasm::glue()?)?;
    Ok(folder)
}

fn put_web(folder: &Path, glue: &wasm::Glue) -> Result<()> {
    let sources = root().join("wasm/js");
    put(&folder.join("terroir.wasm"), &glue.module)?;
    put(&folder.join("glue.mjs"), &glue.web)?;
    copied(&sources.join("web.mjs"), &folder.join("index.mjs"))?;
    copied(&sources.join("load.mjs"), &folder.join("load.mjs"))?;
    put(&folder.join("face.mjs"), esm(&text_of(&sources.join("face.js"))?)?)?;
    put(&folder.join("names.mjs"), esm(&text_of(&sources.join("names.js"))?)?)
}

/// What npm and bundlers read.
fn manifest() -> Value {
    let web = json!({ "types": "./types/index.d.mts", "default": "./web/index.mjs" });
    let node = json!({
        "import": { "types": "./types/index.d.mts", "default": "./node/index.mjs" },
        "require": { "types": "./types/index.d.cts", "default": "./node/index.cjs" },
    });
    json!({
        "name": "terroir",
        "version": version(),
        "description": "Carries farm produce from field to table: scan a code, verify a lot.",
        "license": "MIT OR Apache-2.0",
        "keywords": ["gs1", "epcis", "traceability", "food", "wasm"],
        "sideEffects": false,
        "main": "./node/index.cjs",
        "types": "./types/index.d.cts",
        "exports": {
            ".": { "node": node, "default": web },
            "./web": web,
            "./node": node,
            "./mini": { "types": "./types/mini.d.ts", "default": "./mini/terroir.js" },
            "./mini/*": "./mini/*",
            "./terroir.wasm": "./web/terroir.wasm",
            "./verify/*": "./verify/*",
            "./schema/*": "./schema/*",
            "./package.json": "./package.json",
        },
    })
}

/// A CommonJS module of ours as an ES module.
fn esm(source: &str) -> Result<String> {
    let source = exchanged(source, "\"use strict\";\n", "")?;
    let source =
        source.replace("const names = require(\"./names.js\");", "import names from \"./names.mjs\";");
    let source = source.replace("exports.face = face;", "export { face };");
    let source = source.replace("module.exports = [", "export default [");
    if source.contains("require(") || source.contains("exports.") {
        return Err("a module of wasm/js has grown beyond what becomes an ES module".into());
    }
    Ok(source)
}

fn exchanged(source: &str, from: &str, to: &str) -> Result<String> {
    if source.matches(from).count() == 1 {
        Ok(source.replacen(from, to, 1))
    } else {
        Err(format!("`{from}` does not stand once where it should"))
    }
}

/// The name of the C archive's folder.
pub(crate) fn c_name() -> Result<String> {
    let rustc = read(program("rustc").arg("-vV"))?;
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("unknown");
    Ok(format!("terroir-c-{}-{host}", version()))
}

/// Puts the C archive together.
fn build_c() -> Result<PathBuf> {
    let name = c_name()?;
    let folder = fresh(&format!("dist/{name}"))?;
    crate::run::show(steady("build").args(["--quiet", "--release", "-p", "terroir-ffi"]))?;
    let built = target().join("release");
    copied(&built.join("libterroir_ffi.a"), &folder.join("lib/libterroir.a"))?;
    copied(&built.join("libterroir_ffi.so"), &folder.join("lib/libterroir.so"))?;
    copied(&root().join("ffi/include/terroir.h"), &folder.join("include/terroir.h"))?;
    let config = format!(
        "prefix=${{pcfiledir}}/../..\nincludedir=${{prefix}}/include\nlibdir=${{prefix}}/lib\n\nName: terroir\n\
         Description: farm produce from field to table\nVersion: {}\nCflags: -I${{includedir}}\n\
         Libs: -L${{libdir}} -lterroir\nLibs.private: -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc\n",
        version()
    );
    put(&folder.join("lib/pkgconfig/terroir.pc"), config)?;
    documents(&folder)?;
    let archive = target().join("dist").join(format!("{name}.tar.gz"));
    read(program("tar").arg("-czf").arg(&archive).arg("-C").arg(target().join("dist")).arg(&name))?;
    Ok(archive)
}

/// Licences, and what the thing is.
fn documents(folder: &Path) -> Result<()> {
    for name in ["README.md", "README.zh-CN.md", "LICENSE-MIT", "LICENSE-APACHE", "NOTICE"] {
        let from = root().join(name);
        if from.exists() {
            copied(&from, &folder.join(name))?;
        }
    }
    Ok(())
}

fn copied(from: &Path, to: &Path) -> Result<()> {
    let bytes = std::fs::read(from).map_err(|error| format!("{}: {error}", from.display()))?;
    put(to, bytes)
}
