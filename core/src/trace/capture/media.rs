//! Pictures, films, sounds and files: by the hash of their bytes, never inside.

use super::{
    Settings,
    value::{is_id, is_silent, said},
    what::Wrong,
    write::Out,
};
use crate::{base::text::shown, digest::json::Value};
use alloc::{format, string::String, vec::Vec};
use base64ct::{Base64, Encoding as _};

/// What the media of a record come to.
#[derive(Debug, Default)]
pub(super) struct Media {
    /// Rows of the field `media`.
    pub(super) rows: Vec<String>,
    /// Digests of what may show a person.
    pub(super) photos: Vec<String>,
}

/// A digest in its one writing: `sha256:` or `sm3:` and base64 of 32 bytes, given in base64 or hexadecimal.
pub(super) fn digest(suite: &str, text: &str) -> Option<String> {
    let mut bytes = [0_u8; 32];
    let text = text.trim();
    if text.len() == 64 && text.is_ascii() {
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair =
                text.get(at * 2..at * 2 + 2).filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()))?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
    } else if Base64::decode(text, &mut bytes).ok()?.len() != 32 {
        return None;
    }
    Some(format!("{suite}:{}", Base64::encode_string(&bytes)))
}

/// A digest with its suite before it.
pub(super) fn named_digest(text: &str) -> Option<String> {
    let (suite, rest) = text.split_once(':')?;
    if matches!(suite, "sha256" | "sm3") { digest(suite, rest) } else { None }
}

/// Reads the media of a record. What may show a person is kept apart: pictures, films and sounds that are not said to show
/// none.
pub(super) fn media(value: Value<'_>, _settings: &Settings) -> Result<Media, Wrong> {
    let mut media = Media::default();
    let single = value.items().is_none().then_some(value);
    for item in single.into_iter().chain(value.items().into_iter().flatten()) {
        one(item, &mut media)?;
    }
    Ok(media)
}

fn one(item: Value<'_>, media: &mut Media) -> Result<(), Wrong> {
    let members = item.members().ok_or_else(|| ("wrong-shape", shown(item.raw())))?;
    let (mut hash, mut kind, mut size, mut uri, mut person) = (None, None, None, None, None);
    for (name, value) in members {
        if is_silent(value) {
            continue;
        }
        let text = said(value).ok_or_else(|| ("wrong-shape", shown(value.raw())))?;
        let wrong = |code| (code, shown(&text));
        match &*name {
            suite @ ("sha256" | "sm3") => {
                hash = Some(digest(suite, &text).ok_or_else(|| wrong("bad-digest"))?)
            }
            "type" => {
                let sound = text.len() <= 127 && is_id(&text) && text.split('/').count() == 2;
                kind = Some(text.clone()).filter(|_| sound);
                if !sound {
                    return Err(wrong("not-a-word"));
                }
            }
            "size" => size = Some(text.parse::<u64>().map_err(|_| wrong("not-a-count"))?),
            "uri" => uri = Some(text.clone()).filter(|text| is_id(text) && text.contains(':')),
            "shows-person" => {
                person = Some(match &*text {
                    "true" | "是" | "yes" => true,
                    "false" | "否" | "no" => false,
                    _ => return Err(wrong("not-a-flag")),
                });
            }
            _ => return Err(("wrong-shape", shown(&name))),
        }
    }
    let hash = hash.ok_or_else(|| ("bad-digest", String::new()))?;
    let kind = kind.ok_or_else(|| ("not-said", String::from("type")))?;
    let size = size.ok_or_else(|| ("not-said", String::from("size")))?;
    let seen = ["image/", "video/", "audio/"].iter().any(|start| kind.starts_with(start));
    if person.unwrap_or(seen) {
        media.photos.push(hash);
        return Ok(());
    }
    let mut out = Out::object();
    out.text("terroir:media-digest", &hash);
    out.text("terroir:media-type", &kind);
    out.raw("terroir:media-size", &format!("{size}"));
    if let Some(uri) = uri {
        out.text("terroir:media-uri", &uri);
    }
    media.rows.push(out.close());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_have_one_writing() {
        let hex = "00".repeat(31) + "ff";
        let wanted = Some("sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8=".into());
        assert_eq!(digest("sha256", &hex), wanted);
        assert_eq!(digest("sha256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8="), wanted);
        for text in ["", "AA", "zz", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8", &"zz".repeat(32)] {
            assert_eq!(digest("sm3", text), None, "{text}");
        }
    }
}
