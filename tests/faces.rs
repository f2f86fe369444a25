//! Our own vectors, one format for every face: `tests/vectors/*.json`.
//!
//! A file is an array of cases. A face is given each case's operation and request as one line, and what it answers is
//! held against `expect`: every member named there must be equal, others may stand beside it.

use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// One question and what is wanted of the answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows; one of a kind in its file.
    pub name: String,
    /// The clause of a standard, or `ours`.
    pub source: String,
    /// The operation.
    pub op: String,
    /// The request.
    #[serde(default)]
    pub request: Value,
    /// The request as text, where its spelling is the point.
    pub request_text: Option<String>,
    /// `{"ok": …}`, or `{"fault": {"code", "at"}}`.
    pub expect: Value,
}

impl Case {
    /// The request as one line of text.
    #[must_use]
    pub fn text(&self) -> String {
        self.request_text.clone().unwrap_or_else(|| self.request.to_string())
    }

    /// Holds an answer against what is wanted.
    ///
    /// # Errors
    /// What differs, and where.
    pub fn check(&self, answer: &str) -> Result<(), String> {
        let found: Value = serde_json::from_str(answer).map_err(|error| format!("{error}: {answer}"))?;
        contains(&found, &self.expect, "")
    }
}

/// Every case of every file, named `file/case`.
///
/// # Panics
/// If a file is no array of cases, or a name stands twice in it.
#[must_use]
pub fn cases() -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let cases: Vec<Case> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut names = BTreeSet::new();
        for mut case in cases {
            assert!(names.insert(case.name.clone()), "{stem}: `{}` stands twice", case.name);
            assert!(!case.source.is_empty(), "{stem}: `{}` names no source", case.name);
            assert!(!case.text().contains('\n'), "{stem}: `{}` is more than one line", case.name);
            case.name = format!("{stem}/{}", case.name);
            all.push(case);
        }
    }
    all
}

/// Whether all that is wanted stands in what was found.
fn contains(found: &Value, wanted: &Value, at: &str) -> Result<(), String> {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => wanted.iter().try_for_each(|(name, wanted)| {
            let at = format!("{at}/{name}");
            let found = found.get(name).ok_or_else(|| format!("{at} is missing, wanted {wanted}"))?;
            contains(found, wanted, &at)
        }),
        (Value::Array(found), Value::Array(wanted)) if found.len() == wanted.len() => {
            let mut pairs = found.iter().zip(wanted).enumerate();
            pairs.try_for_each(|(index, (found, wanted))| contains(found, wanted, &format!("{at}/{index}")))
        }
        _ if found == wanted => Ok(()),
        _ => Err(format!("{at} is {found}, wanted {wanted}")),
    }
}

#[cfg(test)]
mod tests {
    use super::contains;
    use serde_json::json;

    #[test]
    fn an_answer_may_say_more_but_not_less() {
        let found = json!({"ok": {"a": 1, "b": [{"c": "d", "e": null}]}});
        assert!(contains(&found, &json!({"ok": {"b": [{"c": "d"}]}}), "").is_ok());
        for wrong in [json!({"ok": {"x": 1}}), json!({"ok": {"b": []}}), json!({"ok": {"a": "1"}})] {
            assert!(contains(&found, &wrong, "").is_err());
        }
    }
}
