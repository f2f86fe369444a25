//! The JavaScript glue of a wasm module: `xtask-bindgen MODULE.wasm FOLDER web|node`.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder, kind] = words.as_slice() else {
        eprintln!("usage: xtask-bindgen MODULE.wasm FOLDER web|node");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("terroir").typescript(false).remove_producers_section(true);
    let shaped = if kind == "node" { bindgen.nodejs(true) } else { bindgen.web(true) };
    match shaped.and_then(|bindgen| bindgen.generate(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
