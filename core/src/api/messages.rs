//! `messages`: what a person reads for each code, by language.

use super::{Code, Fault, Operation, operation::operation};
use crate::base::limits;
use alloc::{collections::BTreeMap, format, string::String};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "messages",
    "gives the words for all codes of faults, findings and verdicts in one language",
    limits::PHONE_BYTES,
    Request,
    Answer,
    messages
);

/// Which catalogue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// BCP 47 tag: `en`, `zh-Hans` or one that begins so (`zh-CN`); other languages are the caller's own.
    language: String,
}

/// A catalogue.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The tag of the catalogue that was found: `en` or `zh-Hans`.
    language: &'static str,
    /// Words by code.
    messages: BTreeMap<&'static str, &'static str>,
}

fn messages(request: Request) -> Result<Answer, Fault> {
    let primary = request.language.split('-').next().unwrap_or("").to_ascii_lowercase();
    let language = match primary.as_str() {
        "en" => "en",
        "zh" => "zh-Hans",
        _ => {
            return Err(Fault::new(
                Code::UnknownLanguage,
                "/language",
                format!("`{}`", super::fault::brief(&primary)),
            ));
        }
    };
    let mut messages = BTreeMap::new();
    for &(code, english, chinese) in super::WORDS.iter().copied().flatten() {
        messages.insert(code, if language == "en" { english } else { chinese });
    }
    for code in Code::ALL {
        messages.insert(code.as_str(), if language == "en" { code.english() } else { code.chinese() });
    }
    Ok(Answer { language, messages })
}

#[cfg(test)]
mod tests {
    use crate::api::{Code, WORDS};
    use std::{collections::BTreeMap, vec::Vec};

    #[test]
    fn one_code_has_one_meaning() {
        let mut known: BTreeMap<&str, (&str, &str)> =
            Code::ALL.iter().map(|code| (code.as_str(), (code.english(), code.chinese()))).collect();
        let mut torn = Vec::new();
        for &(code, english, chinese) in WORDS.iter().copied().flatten() {
            if *known.entry(code).or_insert((english, chinese)) != (english, chinese) {
                torn.push((code, known[code], (english, chinese)));
            }
        }
        assert!(torn.is_empty(), "{torn:#?}");
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        for &(code, english, chinese) in WORDS.iter().copied().flatten() {
            assert!(
                !code.is_empty()
                    && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{code}"
            );
            assert!(
                !english.is_empty() && english.is_ascii() || english.contains('’') || english.contains('…'),
                "{code}: {english}"
            );
            assert!(chinese.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{code}: {chinese}");
        }
    }
}
