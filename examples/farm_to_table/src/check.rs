//! The headless run: `check.mjs` drives the page in Chromium.

use crate::options::Options;
use std::io;
use std::path::Path;
use std::process::Command;

/// Drives the page at `address`; answers whether it did what it should.
///
/// # Errors
/// Node.js cannot be started.
pub(crate) fn in_chromium(address: &str, options: &Options) -> io::Result<bool> {
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("check.mjs"))
        .arg(address)
        .arg(options.data.join("expected.json"))
        .arg(&options.modules)
        .args(&options.pictures);
    Ok(node.status()?.success())
}
