//! Language tags.

use crate::base::text::{shown, text_serde};
use alloc::{collections::BTreeMap, string::String};
use core::{fmt, str::FromStr};
use serde::{Deserializer, de};

/// A language tag, well-formed by BCP 47 (RFC 5646 §2.1) in its usual case: `zh-Hans`, `en`, `mn-Mong-CN`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

/// Why a text is not a [`Language`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a language tag as zh-Hans")]
pub struct LanguageError {
    /// The text, cut where it is long.
    pub text: String,
}

/// Bytes of a tag at most (RFC 5646 §4.4.1 wants at least 35).
const TAG_BYTES: usize = 64;

impl Language {
    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let wrong = || LanguageError { text: shown(text) };
        if text.len() > TAG_BYTES {
            return Err(wrong());
        }
        let mut tag = String::with_capacity(text.len());
        let mut private = false;
        for (at, part) in text.split('-').enumerate() {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            let plain = part.bytes().all(|b| b.is_ascii_alphanumeric()) && (1..=8).contains(&part.len());
            if !plain || at == 0 && !(letters && (2..=8).contains(&part.len())) {
                return Err(wrong());
            }
            if at > 0 {
                tag.push('-');
            }
            // RFC 5646 §2.1.1: script in title case, region in upper case, all else in lower case.
            match (at, part.len()) {
                (0, _) => tag.push_str(&part.to_ascii_lowercase()),
                (_, 4) if letters && !private => {
                    let (first, rest) = part.split_at(1);
                    tag.push_str(&first.to_ascii_uppercase());
                    tag.push_str(&rest.to_ascii_lowercase());
                }
                (_, 2) if letters && !private => tag.push_str(&part.to_ascii_uppercase()),
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
            private |= part.len() == 1;
        }
        Ok(Self(tag))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_serde!(Language, "Language", "a language tag of BCP 47, as `zh-Hans`");

/// Texts by language, of which no language stands twice, in whatever case its tag is written.
pub(crate) fn each_once<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Language, String>, D::Error> {
    struct Texts;
    impl<'de> de::Visitor<'de> for Texts {
        type Value = BTreeMap<Language, String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("texts by language")
        }

        fn visit_map<A: de::MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
            let mut texts = BTreeMap::new();
            while let Some((language, text)) = members.next_entry::<Language, String>()? {
                let taken = alloc::format!("language `{language}` stands twice");
                if texts.insert(language, text).is_some() {
                    return Err(de::Error::custom(taken));
                }
            }
            Ok(texts)
        }
    }
    deserializer.deserialize_map(Texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn tags_take_their_usual_case() {
        for (text, tag) in [
            ("zh-hans", "zh-Hans"),
            ("EN", "en"),
            ("mn-MONG-cn", "mn-Mong-CN"),
            ("en-x-TWAIN-ab", "en-x-twain-ab"),
        ] {
            assert_eq!(text.parse::<Language>().unwrap().to_string(), tag);
        }
        for text in
            ["", "z", "zh_Hans", "zh-", "-zh", "zh--Hans", "中文", "123", "toolongtag9", "en-123456789"]
        {
            assert!(text.parse::<Language>().is_err(), "{text}");
        }
    }
}
