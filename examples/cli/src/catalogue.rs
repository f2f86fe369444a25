//! What can be asked, and what may be answered, for programs that generate code or pages.

use crate::{Ending, Trouble};
use serde_json::{Map, Value, json};
use std::io::Write;
use terroir::api::{Code, Operation, WORDS, operations};

/// JSON Schemas of one operation, or of all by name.
pub(crate) fn schemas(name: Option<&str>, out: &mut impl Write) -> Result<Ending, Trouble> {
    let shown = match name {
        Some(name) => {
            let known = operations().find(|operation| operation.name == name);
            schema(known.ok_or_else(|| Trouble::NoOperation { name: name.to_owned() })?)
        }
        None => {
            let all = operations().map(|operation| (operation.name.to_owned(), schema(operation)));
            Value::Object(all.collect::<Map<_, _>>())
        }
    };
    writeln!(out, "{shown:#}")?;
    Ok(Ending::Accepted)
}

fn schema(operation: &Operation) -> Value {
    json!({
        "about": operation.about,
        "limit": operation.limit,
        "request": (operation.request_schema)(),
        "answer": (operation.answer_schema)(),
    })
}

/// Every code with its words.
pub(crate) fn codes(out: &mut impl Write) -> Result<Ending, Trouble> {
    let faults: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({ "code": code.as_str(), "en": code.english(), "zh": code.chinese() }))
        .collect();
    let mut words: Vec<_> = WORDS.iter().copied().flatten().collect();
    words.sort();
    words.dedup();
    let words: Vec<Value> =
        words.iter().map(|(code, en, zh)| json!({ "code": code, "en": en, "zh": zh })).collect();
    writeln!(out, "{:#}", json!({ "faults": faults, "words": words }))?;
    Ok(Ending::Accepted)
}
