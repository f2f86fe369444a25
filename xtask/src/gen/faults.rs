//! `docs/FAULTS.md`: every code, in English and Chinese.

use super::schema::terroir;
use crate::run::Result;
use serde_json::Value;
use std::fmt::Write as _;

/// The page.
pub(crate) fn page() -> Result<String> {
    let codes = terroir("codes")?;
    let mut page = String::from(
        "# Codes\n\nWritten by `cargo xtask gen` from the tables beside the code. A code is appended, never renamed, never reused;\nprograms match on the code, never on the words.\n",
    );
    for (name, title) in [
        (
            "faults",
            "## Faults\n\nThe question could not be asked: `{\"fault\": {\"code\", \"at\", \"message\"}}`.",
        ),
        ("words", "## Findings and reasons\n\nWhat an answer may say of what was asked about."),
    ] {
        let rows = codes.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(page, "\n{title}\n\n| code | English | 中文 |\n|---|---|---|\n");
        for row in rows {
            let of = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or("").replace('|', "\\|");
            let _ = writeln!(page, "| `{}` | {} | {} |", of("code"), of("en"), of("zh"));
        }
    }
    Ok(page)
}
