//! `terroir scan` and `terroir verify`: an operation asked for a person, its answer made readable.

use crate::{Ending, Trouble};
use serde_json::{Map, Value, json};
use std::{
    io::{Read as _, Write},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// Judge the passport of a lot, aspect by aspect.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// The passport file; `-` is standard input.
    passport: PathBuf,
    /// The trust bundle.
    #[arg(long)]
    bundle: Option<PathBuf>,
    /// The pinned roots of the bundle: a JSON file `{"k": 2, "keys": ["NAME+HEX8+BASE64", …]}`.
    #[arg(long)]
    roots: Option<PathBuf>,
    /// The text of the code on the box.
    #[arg(long)]
    scanned: Option<String>,
    /// The time to judge at (RFC 3339); this machine's clock if not given.
    #[arg(long)]
    now: Option<String>,
    /// The language of the words: `en` or `zh`.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(crate) fn run(self, out: &mut impl Write) -> Result<Ending, Trouble> {
        let mut request = Map::new();
        request.insert("passport".into(), text_of(&self.passport)?.into());
        if let Some(path) = &self.bundle {
            request.insert("bundle".into(), text_of(path)?.into());
        }
        if let Some(path) = &self.roots {
            let roots = serde_json::from_str(&text_of(path)?);
            let roots = roots.map_err(|error| Trouble::NotRoots { path: path.clone(), error })?;
            request.insert("roots".into(), roots);
        }
        if let Some(scanned) = self.scanned {
            request.insert("scanned".into(), scanned.into());
        }
        request.insert("now".into(), self.now.unwrap_or_else(now).into());
        let answer = ask("verify_passport", &Value::Object(request));
        let outcome = answer.pointer("/ok/outcome").and_then(Value::as_str).unwrap_or("");
        let ending = match outcome {
            "accepted" => Ending::Accepted,
            "refused" => Ending::Refused,
            "incomplete" => Ending::Incomplete,
            _ => Ending::NotAsked,
        };
        match answer.get("ok") {
            Some(verdict) if !self.json => report(verdict, &self.language, out)?,
            _ => show(&answer, self.json, out)?,
        }
        Ok(ending)
    }
}

/// A verdict for a person: the outcome, then every aspect with what was found.
fn report(verdict: &Value, language: &str, out: &mut impl Write) -> Result<(), Trouble> {
    let catalogue = ask("messages", &json!({ "language": language }));
    let words = |code: &str| {
        let known = catalogue.pointer("/ok/messages").and_then(|all| all.get(code)).and_then(Value::as_str);
        known.unwrap_or("").to_owned()
    };
    let of = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
    let rows = |name: &str| verdict.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    writeln!(out, "{}  {}", of(verdict, "outcome"), of(verdict, "lot"))?;
    if let Some(count) = verdict.get("count") {
        writeln!(out, "{}, {count} entries", of(verdict, "state"))?;
    }
    writeln!(out)?;
    for aspect in rows("aspects") {
        writeln!(out, "{:<14} {}", of(&aspect, "status"), of(&aspect, "aspect"))?;
        for code in aspect.get("codes").and_then(Value::as_array).into_iter().flatten() {
            let code = of(code, "code");
            writeln!(out, "{:<14}   {code}: {}", "", words(&code))?;
        }
    }
    let deciding: Vec<String> =
        rows("deciding").iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    if !deciding.is_empty() {
        writeln!(out, "\ndecided by: {}", deciding.join(", "))?;
    }
    writeln!(out, "{}", of(verdict, "claim"))?;
    Ok(())
}

/// Says what a scanned text is; a text that is nothing we know is unknown.
pub(crate) fn scan(text: &str, json: bool, out: &mut impl Write) -> Result<Ending, Trouble> {
    let answer = ask("scan", &json!({ "text": text }));
    show(&answer, json, out)?;
    let of = |name: &str| answer.pointer(name).and_then(Value::as_str);
    Ok(match (of("/ok/kind"), of("/ok/status")) {
        (Some(kind), Some("valid")) if kind != "text" => Ending::Accepted,
        (Some(_), Some("invalid")) => Ending::Refused,
        (Some(_), _) => Ending::Incomplete,
        (None, _) => Ending::NotAsked,
    })
}

fn ask(operation: &str, request: &Value) -> Value {
    serde_json::from_str(&terroir::api::call(operation, &request.to_string())).unwrap_or(Value::Null)
}

pub(crate) fn text_of(path: &Path) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes).map(drop))
    };
    read.map_err(|error| Trouble::File { path: path.to_owned(), error })?;
    String::from_utf8(bytes).map_err(|_| Trouble::NotText { path: path.to_owned() })
}

/// Prints an answer: as JSON, or indented without its punctuation.
pub(crate) fn show(answer: &Value, json: bool, out: &mut impl Write) -> Result<(), Trouble> {
    if json {
        writeln!(out, "{answer}")?;
    } else if let Some(fault) = answer.get("fault") {
        let of = |name: &str| fault.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
        writeln!(out, "could not ask: {} ({}{})", of("message"), of("code"), of("at"))?;
    } else {
        outline(answer.get("ok").unwrap_or(answer), 0, out)?;
    }
    Ok(())
}

/// A value as an indented outline.
fn outline(value: &Value, depth: usize, out: &mut impl Write) -> Result<(), Trouble> {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match plain(value) {
                    Some(text) => writeln!(out, "{indent}{name}: {text}")?,
                    None => {
                        writeln!(out, "{indent}{name}:")?;
                        outline(value, depth + 1, out)?;
                    }
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match named(item).or_else(|| plain(item)) {
                    Some(text) => writeln!(out, "{indent}- {text}")?,
                    None => {
                        writeln!(out, "{indent}-")?;
                        outline(item, depth + 1, out)?;
                    }
                }
            }
        }
        _ => writeln!(out, "{indent}{}", plain(value).unwrap_or_default())?,
    }
    Ok(())
}

/// A piece `{name, value}` on one line.
fn named(value: &Value) -> Option<String> {
    let members = value.as_object().filter(|members| members.len() == 2)?;
    let (name, value) = (members.get("name")?.as_str()?, members.get("value")?.as_str()?);
    Some(format!("{name}: {value}"))
}

/// What fits on the line of its name.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if items.is_empty() => Some("none".into()),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            Some(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        Value::Array(_) | Value::Object(_) => None,
        other => Some(other.to_string()),
    }
}

/// This machine's clock, in UTC. The library has none; a person at a terminal has.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The date of a day counted from 1970-01-01, in the Gregorian calendar, by eras of 400 years from March.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_have_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(20_781), (2026, 11, 24));
    }
}
