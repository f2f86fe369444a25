//! `lint_element`: whether a value fits its application identifier.

use super::gs1::known_ai;
use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    id::gs1::{LintFault, Linter, ValueError},
};
use alloc::string::{String, ToString as _};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "lint_element",
    "judges the value of an application identifier, or a component by one linter",
    limits::PHONE_BYTES,
    Request,
    Answer,
    lint
);

/// A value, with the application identifier or the linter that judges it: one of the two.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The application identifier.
    ai: Option<String>,
    /// A linter of the GS1 Barcode Syntax Dictionary, such as `csum`.
    linter: Option<String>,
    /// The value.
    value: String,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Whether the value fits.
    valid: bool,
    /// The data title of the application identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'static str>,
    /// Why it does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// First byte of the value that is wrong, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    /// How many bytes are wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<usize>,
    /// The same for a person, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

fn lint(request: Request) -> Result<Answer, Fault> {
    let value = request.value.as_str();
    match (&request.ai, &request.linter) {
        (Some(ai), None) => {
            let ai = known_ai(ai, "/ai")?;
            Ok(Answer { title: ai.title(), ..answer(ai.check(value).err().as_ref(), value) })
        }
        (None, Some(name)) => {
            let linter: Linter = name.parse().map_err(|error: crate::id::gs1::LinterError| {
                Fault::new(Code::UnknownLinter, "/linter", error.to_string())
            })?;
            Ok(match linter.check(value.as_bytes()) {
                Ok(()) => answer(None, value),
                Err(fault) => found(&fault, fault.to_string()),
            })
        }
        _ => Err(Fault::new(Code::MalformedRequest, "", "either `ai` or `linter` is needed")),
    }
}

fn answer(error: Option<&ValueError>, value: &str) -> Answer {
    let Some(why) = error else {
        return Answer { valid: true, title: None, reason: None, start: None, length: None, message: None };
    };
    let message = why.to_string();
    match why {
        ValueError::Content { fault, .. } => found(fault, message),
        ValueError::UnknownAi { .. } | ValueError::TooShort { .. } => Answer {
            valid: false,
            title: None,
            reason: why.code(),
            start: Some(value.len()),
            length: Some(0),
            message: Some(message),
        },
        ValueError::TooLong { most, .. } => Answer {
            valid: false,
            title: None,
            reason: why.code(),
            start: Some(*most),
            length: Some(value.len().saturating_sub(*most)),
            message: Some(message),
        },
    }
}

fn found(fault: &LintFault, message: String) -> Answer {
    Answer {
        valid: false,
        title: None,
        reason: Some(fault.error.code()),
        start: Some(fault.start),
        length: Some(fault.length),
        message: Some(message),
    }
}
