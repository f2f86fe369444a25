//! The generated JavaScript: the list of operations, and ES modules with a named export for each.

use super::{Output, schema::Operations};
use std::fmt::Write as _;

const BANNER: &str = "// Written by `cargo xtask gen`.\n";

/// `verify_passport` as `verifyPassport`.
pub(crate) fn camel(name: &str) -> String {
    let mut out = String::new();
    let mut upper = false;
    for letter in name.chars() {
        if letter == '_' {
            upper = true;
        } else if upper {
            out.extend(letter.to_uppercase());
            upper = false;
        } else {
            out.push(letter);
        }
    }
    out
}

/// `names.js`, `web.mjs` and `node.mjs`.
pub(crate) fn modules(operations: &Operations) -> Vec<Output> {
    let mut names = format!("\"use strict\";\n{BANNER}module.exports = [\n");
    let mut exports = String::from("export const callJson = api.callJson;\nexport const call = api.call;\n");
    exports.push_str("export const callValue = api.callValue;\nexport const openBook = api.openBook;\n");
    exports.push_str("export const openHistory = api.openHistory;\nexport const openLog = api.openLog;\n");
    for operation in operations.keys() {
        let name = camel(operation);
        let _ = writeln!(names, "  [\"{name}\", \"{operation}\"],");
        let _ =
            writeln!(exports, "export const {name} = api.{name};\nexport const {name}Json = api.{name}Json;");
    }
    names.push_str("];\n");
    let web = format!("{BANNER}import {{ api, init }} from \"./load.mjs\";\n\nexport {{ init }};\n{exports}");
    let node =
        format!("{BANNER}import api from \"./index.cjs\";\n\nexport const init = api.init;\n{exports}");
    vec![
        Output::new("wasm/js/names.js", names),
        Output::new("wasm/js/web.mjs", web),
        Output::new("wasm/js/node.mjs", node),
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_become_those_of_javascript() {
        assert_eq!(super::camel("verify_passport"), "verifyPassport");
        assert_eq!(super::camel("scan"), "scan");
    }
}
