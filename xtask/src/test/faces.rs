//! The parts that ask our vectors through each face, and install what `dist` makes.

use super::{Done, steady};
use crate::{
    dist,
    run::{Result, fresh, program, put, read, root, target},
    wasm::{self, Verifier},
};
use serde_json::json;
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Node and the mini-program: their own tests, then the vectors.
pub(super) fn javascript() -> Result<Done> {
    dist::npm()?;
    let package = dist::package();
    let mut done = node_tests("node.test.mjs")?;
    for kind in ["esm", "cjs"] {
        through(&mut done, kind, node("lines.mjs").arg(kind).arg(&package))?;
    }
    Ok(done)
}

pub(super) fn mini() -> Result<Done> {
    dist::npm()?;
    let package = dist::package();
    let mut done = node_tests("mini.test.mjs")?;
    wasm::first_version_only(&package.join("mini/terroir.wasm"))?;
    if wasm::first_version_only(&package.join("web/terroir.wasm")).is_ok() {
        return Err("the check for WebAssembly's first version let the web module pass".into());
    }
    plain_javascript(&package.join("mini/terroir.js"))?;
    done.passed += 3;
    through(&mut done, "mini", node("lines.mjs").arg("mini").arg(&package))?;
    let size = std::fs::metadata(package.join("mini/terroir.wasm")).map_or(0, |file| file.len());
    Ok(done.note(format!("module of {} KB", size.div_ceil(1024))))
}

/// The small verifiers beside the whole library.
pub(super) fn verify_core() -> Result<Done> {
    dist::npm()?;
    let mut done = node_tests("verify.test.mjs")?;
    let mut sizes = Vec::new();
    for verifier in Verifier::ALL {
        let module = dist::package().join("verify").join(verifier.file());
        wasm::first_version_only(&module)?;
        done.passed += 1;
        let size = std::fs::metadata(module).map_or(0, |file| file.len());
        sizes.push(format!("{} of {} KB", verifier.name(), size.div_ceil(1024)));
    }
    Ok(done.note(sizes.join(", ")))
}

/// Fails if a module names what the library of ES2015 does not have.
fn plain_javascript(module: &Path) -> Result<()> {
    let folder = fresh("faces/es2015")?;
    let settings = json!({
        "compilerOptions": {
            "noEmit": true, "allowJs": true, "checkJs": true, "strict": false, "types": [],
            "lib": ["es2015"], "target": "es2015", "module": "commonjs",
        },
        "files": [module],
    });
    put(&folder.join("tsconfig.json"), settings.to_string())?;
    read(node_tool("typescript/bin/tsc").arg("-p").arg(&folder)).map(drop)
}

/// C: the vectors, then every function of the header, with checkers that are proved on.
pub(super) fn c() -> Result<Done> {
    let mut done = Done::passed(0);
    let (cc, cxx) = (["-std=c99", "-pedantic"], ["-x", "c++", "-std=c++17"]);
    let header = root().join("ffi/include/terroir.h");
    let strict = ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"];
    read(program("cc").args(cc).args(strict).args(["-x", "c"]).arg(&header))?;
    read(program("c++").args(cxx).args(strict).arg(&header))?;
    done.passed += 2;
    let faces = compiled("faces", "cc", "faces.c", &[])?;
    through(&mut done, "c", &mut Command::new(faces))?;
    Ok(done)
}

pub(super) fn memory() -> Result<Done> {
    let mut done = Done::passed(0);
    let sanitized = ["-fsanitize=address", "-fno-omit-frame-pointer", "-g"];
    let smoke = compiled("smoke-asan", "clang", "smoke.c", &sanitized)?;
    count(&mut done, &read(&mut Command::new(smoke))?);
    let control = compiled("control-asan", "clang", "control.c", &sanitized)?;
    must_be_seen(&mut Command::new(control), "heap-use-after-free")?;
    let smoke = compiled("smoke", "cc", "smoke.c", &["-g"])?;
    count(&mut done, &read(valgrind().arg("--leak-check=full").arg(smoke))?);
    let control = compiled("control", "cc", "control.c", &["-g"])?;
    must_be_seen(valgrind().arg(control), "Invalid read")?;
    done.passed += 2;
    Ok(done.note("AddressSanitizer and Valgrind, each proved on by a control"))
}

fn valgrind() -> Command {
    let mut command = program("valgrind");
    command.args(["--error-exitcode=9", "--errors-for-leak-kinds=definite,possible"]);
    command
}

/// A checker that lets a read after free pass checks nothing.
fn must_be_seen(command: &mut Command, what: &str) -> Result<()> {
    let output = command.output().map_err(|error| format!("control: {error}"))?;
    if !output.status.success() && String::from_utf8_lossy(&output.stderr).contains(what) {
        return Ok(());
    }
    Err(format!("the control was not caught: no `{what}`"))
}

/// A program of `ffi/tests`, linked with the static library of the C archive.
fn compiled(name: &str, compiler: &str, source: &str, options: &[&str]) -> Result<PathBuf> {
    dist::c()?;
    let archive = target().join("dist").join(dist::c_name()?);
    let program_file = target().join("faces").join(name);
    let mut command = program(compiler);
    command.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-D_POSIX_C_SOURCE=200809L"]).args(options);
    command.arg(format!("-I{}", archive.join("include").display())).arg("-o").arg(&program_file);
    command.arg(root().join("ffi/tests").join(source)).arg(archive.join("lib/libterroir.a"));
    read(command.args(["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"]))?;
    Ok(program_file)
}

/// Installs both packages in empty projects and uses them.
pub(super) fn packages() -> Result<Done> {
    let mut done = Done::passed(0);
    npm_project(&mut done)?;
    c_project(&mut done)?;
    Ok(done)
}

/// Makes a folder an npm project with the package installed.
pub(super) fn installed(folder: &Path) -> Result<()> {
    put(&folder.join("package.json"), "{\"name\":\"user\",\"private\":true}")?;
    let install = ["install", "--offline", "--no-audit", "--no-fund", "--no-save"];
    read(program("npm").args(install).arg(dist::npm()?).current_dir(folder)).map(drop)
}

/// An empty npm project: both module systems, and types under each resolution.
fn npm_project(done: &mut Done) -> Result<()> {
    let folder = fresh("faces/npm-project")?;
    installed(&folder)?;
    let used = "const answer = callJson(\"operations\", \"{}\");\nif (!operations({}).ok || !answer.startsWith('{\"ok\"')) throw new Error(answer);\nconsole.log(\"used\");\n";
    put(&folder.join("use.mjs"), format!("import {{ callJson, operations }} from \"terroir\";\n{used}"))?;
    put(
        &folder.join("use.cjs"),
        format!("const {{ callJson, operations }} = require(\"terroir\");\n{used}"),
    )?;
    for name in ["use.mjs", "use.cjs"] {
        read(program("node").arg(name).current_dir(&folder))?;
        done.passed += 1;
    }
    let typed = "import { operations, type Answer, type OperationsAnswer } from \"terroir\";\nimport type { Terroir } from \"terroir\";\nimport { load } from \"terroir/mini\";\n\nconst answer: Answer<OperationsAnswer> = operations({});\nif (answer.ok) answer.ok.operations.map((line) => line.name.length);\nexport const mini: Promise<Terroir> = load({ path: \"x\", instantiate: async () => ({}) });\n// @ts-expect-error: no such member\noperations({ lot: 1 });\n";
    for (name, module, resolution) in [
        ("typed.mts", "node16", "node16"),
        ("typed.cts", "node16", "node16"),
        ("typed.ts", "esnext", "bundler"),
    ] {
        put(&folder.join(name), typed)?;
        let settings = json!({
            "compilerOptions": {
                "noEmit": true, "strict": true, "types": [], "lib": ["es2022"],
                "module": module, "moduleResolution": resolution,
            },
            "files": [name],
        });
        put(&folder.join("tsconfig.json"), settings.to_string())?;
        read(node_tool("typescript/bin/tsc").arg("-p").arg(&folder))?;
        done.passed += 1;
    }
    Ok(())
}

/// An empty C project: unpacked, found by pkg-config where it is there, linked both ways.
fn c_project(done: &mut Done) -> Result<()> {
    let folder = fresh("faces/c-project")?;
    read(program("tar").arg("-xzf").arg(dist::c()?).current_dir(&folder))?;
    let home = folder.join(dist::c_name()?);
    put(
        &folder.join("use.c"),
        std::fs::read(root().join("ffi/tests/smoke.c")).map_err(|error| error.to_string())?,
    )?;
    let flags = |kind: &[&str]| -> Result<Vec<String>> {
        let mut command = program("pkg-config");
        command
            .env("PKG_CONFIG_PATH", home.join("lib/pkgconfig"))
            .args(kind)
            .args(["--cflags", "--libs", "terroir"]);
        Ok(read(&mut command)?.split_whitespace().map(str::to_owned).collect())
    };
    let shared = flags(&[])?;
    read(program("cc").current_dir(&folder).args(["-o", "shared", "use.c"]).args(&shared).arg("-lpthread"))?;
    let library = home.join("lib");
    count(done, &read(Command::new(folder.join("shared")).env("LD_LIBRARY_PATH", &library))?);
    std::fs::remove_file(library.join("libterroir.so")).map_err(|error| error.to_string())?;
    let fixed = flags(&["--static"])?;
    read(program("cc").current_dir(&folder).args(["-o", "static", "use.c"]).args(&fixed))?;
    count(done, &read(&mut Command::new(folder.join("static")))?);
    Ok(())
}

/// A script of `wasm/tests`.
fn node(script: &str) -> Command {
    let mut command = program("node");
    command.arg("--no-warnings").arg(root().join("wasm/tests").join(script));
    command
}

fn node_tool(path: &str) -> Command {
    let mut command = program("node");
    command.arg(root().join("wasm/node_modules").join(path));
    command
}

/// Runs a file of Node's test runner and counts.
fn node_tests(file: &str) -> Result<Done> {
    let mut command = program("node");
    command
        .args(["--no-warnings", "--test", "--test-reporter=tap"])
        .arg(root().join("wasm/tests").join(file));
    let text = read(command.env("TERROIR_PACKAGE", dist::package()))?;
    let passed =
        text.lines().find_map(|line| line.strip_prefix("# pass ")).and_then(|count| count.parse().ok());
    Ok(Done::passed(passed.unwrap_or(0)))
}

/// Asks every vector through a program that reads lines, and holds the answers against what is wanted.
fn through(done: &mut Done, face: &str, program: &mut Command) -> Result<()> {
    let questions = read(steady("run").args(["--quiet", "-p", "terroir-tests", "--bin", "faces", "lines"]))?;
    let (answered, answers) = fed(program, &questions)?;
    if !answered {
        let last = answers.lines().last().unwrap_or("");
        return Err(format!(
            "{face}: ended early, after {} answers, the last: {last}",
            answers.lines().count()
        ));
    }
    let mut check = steady("run");
    check.args(["--quiet", "-p", "terroir-tests", "--bin", "faces", "check", face]);
    count(done, &fed(&mut check, &answers)?.1);
    Ok(())
}

/// Counts the line `set: passed/total` of a report, and shows what went wrong.
fn count(done: &mut Done, report: &str) {
    let mut found = false;
    for line in report.lines() {
        match super::rust::set(line) {
            Some((passed, total)) => {
                println!("   {line}");
                found = true;
                done.passed += passed;
                done.failed.extend((passed..total).map(|_| format!("   wrong: {line}")));
            }
            None => println!("   {line}"),
        }
    }
    if !found {
        done.failed.push(format!("   no count in: {report}"));
    }
}

/// Runs a program on a text; whether it ended well, and what it prints.
fn fed(command: &mut Command, text: &str) -> Result<(bool, String)> {
    let mut child = command
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run {}: {error}", shown(command.get_program())))?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let _ = writer.join();
    let answers = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((output.status.success(), answers))
}

fn shown(name: impl AsRef<Path>) -> String {
    name.as_ref().display().to_string()
}
