//! The command line.

use std::path::{Path, PathBuf};

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
farm-to-table [--site FOLDER] [--port N] [--check [--modules FOLDER] [--pictures FOLDER]]

  --site FOLDER      the library's web build (`index.mjs` and its wasm); without it, only the report
  --port N           port of the page; 8200 or, where that is taken, a free one unless said
  --check            drive the page in a headless Chromium, and exit 0 if it does what it should, else 1
  --modules FOLDER   a folder whose `node_modules` hold playwright-core (for --check)
  --pictures FOLDER  where --check puts screenshots
  --data FOLDER      another season";

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Options {
    /// Folder of the library's web build.
    pub(crate) site: Option<PathBuf>,
    /// Ports to try, in this order; 0 takes a free one.
    pub(crate) ports: Vec<u16>,
    /// Drive the page in Chromium?
    pub(crate) check: bool,
    /// Folder with `node_modules`.
    pub(crate) modules: PathBuf,
    /// Folder for screenshots.
    pub(crate) pictures: Option<PathBuf>,
    /// Folder of the season.
    pub(crate) data: PathBuf,
}

impl Options {
    /// Reads the words of the command line; `None` if help was asked for.
    ///
    /// # Errors
    /// A word that has no meaning here, or lacks its value.
    pub(crate) fn read(words: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut options = Self {
            site: None,
            ports: vec![8200, 0],
            check: false,
            modules: here.join("../../wasm"),
            pictures: None,
            data: here.join("data"),
        };
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("`{word}` wants a value"));
            match word.as_str() {
                "--help" | "-h" => return Ok(None),
                "--check" => options.check = true,
                "--site" => options.site = Some(value()?.into()),
                "--modules" => options.modules = value()?.into(),
                "--pictures" => options.pictures = Some(value()?.into()),
                "--data" => options.data = value()?.into(),
                "--port" => {
                    let text = value()?;
                    options.ports = vec![text.parse().map_err(|_| format!("`{text}` is not a port"))?];
                }
                _ => return Err(format!("`{word}` has no meaning here; try --help")),
            }
        }
        Ok(Some(options))
    }
}
