//! What the record of the season answers: `data/questions.json`, each question one operation of the library.

use crate::season::{Story, Words};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fs;
use std::path::Path;
use terroir::api;
use terroir::digest::json::{self, Kind, Raw, Value};

/// A question to the record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// What is asked.
    ask: Words,
    /// The operation that answers.
    op: String,
    /// Its request, but for the events; a member that is `{"file": …}` is what that file holds.
    request: Raw,
    /// Only events that name one of these; all unless said.
    #[serde(default)]
    of: Vec<String>,
    /// What is shown of the answer.
    show: Vec<Show>,
}

/// A figure of an answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Show {
    /// What it is.
    what: Words,
    /// Where it stands in the answer, a JSON pointer; of a list the number of its items counts.
    at: String,
    /// Only items of the list that have this: member and text.
    with: Option<(String, String)>,
    /// What it should be.
    is: String,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
pub(crate) struct Answered {
    /// What was asked.
    pub(crate) ask: Words,
    /// The operation that answered.
    pub(crate) op: String,
    /// What it said.
    pub(crate) figures: Vec<Figure>,
}

/// What an answer says.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// What it is.
    pub(crate) what: Words,
    /// The figure or word.
    pub(crate) found: String,
    /// What was expected.
    #[serde(skip)]
    pub(crate) wanted: String,
}

/// Asks everything.
///
/// # Errors
/// A file cannot be read, or an operation refuses the question.
pub(crate) fn answers(story: &Story, folder: &Path) -> Result<Vec<Answered>, Box<dyn Error>> {
    let text = fs::read(folder.join("questions.json"))?;
    let questions: Vec<Question> =
        json::from_value(json::read(&text)?.root()).map_err(|error| format!("questions.json: {error}"))?;
    questions
        .into_iter()
        .map(|question| {
            let op = question.op.clone();
            answer(question, story, folder).map_err(|error| format!("{op}: {error}").into())
        })
        .collect()
}

fn answer(question: Question, story: &Story, folder: &Path) -> Result<Answered, Box<dyn Error>> {
    let request = json::read(question.request.text().as_bytes())?;
    let mut members = vec![format!("\"document\":{}", story.document(&question.of))];
    for (name, value) in request.root().members().ok_or("a request is an object")? {
        let mut key = String::new();
        json::write_string(&mut key, &name);
        let value = match value.get("file").and_then(|file| file.text()) {
            Some(file) => fs::read_to_string(folder.join(&*file))?,
            None => value.raw().to_owned(),
        };
        members.push(format!("{key}:{value}"));
    }
    let said = api::call(&question.op, &format!("{{{}}}", members.join(",")));
    let said = json::read(said.as_bytes())?;
    let answer =
        said.root().get("ok").ok_or_else(|| said.root().raw().chars().take(300).collect::<String>())?;
    let figure = |show: Show| {
        let found =
            answer.pointer(&show.at).map_or_else(|| "-".to_owned(), |value| shown(value, show.with.as_ref()));
        Figure { what: show.what, found, wanted: show.is }
    };
    let figures = question.show.into_iter().map(figure).collect();
    Ok(Answered { ask: question.ask, op: question.op, figures })
}

/// A value for people: a list by the number of its items.
fn shown(value: Value<'_>, with: Option<&(String, String)>) -> String {
    match value.kind() {
        Kind::Array => {
            let fits = |item: &Value<'_>| {
                with.is_none_or(|(member, text)| {
                    item.pointer(member).is_some_and(|value| value.is_text(text) || value.raw() == text)
                })
            };
            value.items().into_iter().flatten().filter(fits).count().to_string()
        }
        Kind::String => value.text().unwrap_or_default().into_owned(),
        _ => value.raw().to_owned(),
    }
}

/// Prints every answer; says whether all are as expected.
pub(crate) fn report(answers: &[Answered]) -> bool {
    println!("\n4  Asked of the record");
    let mut fine = true;
    for answered in answers {
        println!("   {} ({})", answered.ask.en, answered.op);
        for figure in &answered.figures {
            let mark = if figure.found == figure.wanted { "" } else { "   NOT AS EXPECTED" };
            fine &= mark.is_empty();
            println!("      {}: {}{mark}", figure.what.en, figure.found);
        }
    }
    fine
}
