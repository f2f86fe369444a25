//! The verdict and the question as JSON, without serde: what the small verifier that travels to a phone is made of.

use super::{
    require::{Require, RequireError},
    verdict::{CLAIM, Verdict},
    verify::{Question, Seen, verify},
};
use crate::{
    base::limits,
    digest::json::{self, Value},
    proof::{
        Moment,
        trust::{KnownHead, Quorum, Trust, TrustError},
    },
};
use alloc::{
    borrow::Cow,
    string::{String, ToString as _},
};

/// Why a question cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// Not strict JSON, or not of the shape of the question; the place is a member's name.
    #[error("`{at}` does not fit")]
    Shape {
        /// The member.
        at: &'static str,
    },
    /// A member that the question does not have.
    #[error("a member that the question does not have")]
    UnknownMember,
    /// The bundle cannot be trusted.
    #[error("{0}")]
    Trust(#[from] TrustError),
    /// The policy is none.
    #[error("{0}")]
    Require(#[from] RequireError),
}

impl QuestionError {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shape { .. } | Self::UnknownMember => "malformed-request",
            Self::Trust(error) => error.code(),
            Self::Require(_) => "bad-policy",
        }
    }
}

/// Answers a question in JSON, as the operation `verify_passport` does:
/// `{"passport","bundle","roots":{"k","keys"},"scanned","now","seen":{"version","heads"},"require"}`.
///
/// ```
/// let answer = terroir::passport::answer(r#"{"passport":"terroir/v2 passport\n"}"#);
/// assert!(answer.starts_with(r#"{"ok":{"lot":"","count":0"#));
/// ```
#[must_use]
pub fn answer(request: &str) -> String {
    match ask(request) {
        Ok(verdict) => ["{\"ok\":", &write(&verdict), "}"].concat(),
        Err(error) => {
            let at = match &error {
                QuestionError::Shape { at } => *at,
                QuestionError::UnknownMember => "",
                QuestionError::Trust(_) => "bundle",
                QuestionError::Require(_) => "require",
            };
            let slash = if at.is_empty() { "" } else { "/" };
            ["{\"fault\":{\"code\":\"", error.code(), "\",\"at\":\"", slash, at, "\"}}"].concat()
        }
    }
}

fn ask(request: &str) -> Result<Verdict, QuestionError> {
    let shape = |at| QuestionError::Shape { at };
    let document = json::read(request.as_bytes()).map_err(|_| shape(""))?;
    let root = document.root();
    let names = ["passport", "bundle", "roots", "scanned", "now", "seen", "require"];
    if root.members().ok_or(shape(""))?.any(|(name, _)| !names.contains(&&*name)) {
        return Err(QuestionError::UnknownMember);
    }
    let text = |name: &'static str| match root.get(name) {
        None => Ok(None),
        Some(value) => value.text().map(Some).ok_or(shape(name)),
    };
    let passport: Cow<'_, str> = text("passport")?.ok_or(shape("passport"))?;
    let trust = match (text("bundle")?, root.get("roots")) {
        (None, None) => None,
        (Some(bundle), Some(roots)) => {
            let roots = Quorum::read(request, roots).map_err(|_| shape("roots"))?;
            Some(Trust::open(&bundle, &roots)?)
        }
        (Some(_), None) => return Err(shape("roots")),
        (None, Some(_)) => return Err(shape("bundle")),
    };
    let now = match text("now")? {
        None => None,
        Some(now) => Some(Moment::parse(&now).ok_or(shape("now"))?),
    };
    let seen = root.get("seen").map(|value| seen(request, value).ok_or(shape("seen"))).transpose()?;
    let require = root.get("require").map(Require::read).transpose()?.unwrap_or_default();
    Ok(verify(&Question {
        passport: passport.as_bytes(),
        trust: trust.as_ref(),
        scanned: text("scanned")?.as_deref(),
        now,
        seen: seen.as_ref(),
        require: &require,
        limit: limits::PHONE_BYTES,
    }))
}

fn seen(text: &str, value: Value<'_>) -> Option<Seen> {
    let mut seen = Seen::default();
    for (name, value) in value.members()? {
        match &*name {
            "version" => seen.version = Some(value.unsigned()?),
            "heads" => {
                for head in value.items()? {
                    seen.heads.push(KnownHead::read(text, head).ok()?);
                }
            }
            _ => return None,
        }
    }
    Some(seen)
}

/// The verdict as JSON.
#[must_use]
pub fn write(verdict: &Verdict) -> String {
    let mut out = String::from("{\"lot\":");
    json::write_string(&mut out, &verdict.lot);
    member(&mut out, ",\"count\":", &verdict.count.to_string());
    member(&mut out, ",\"head\":", &verdict.head.to_string());
    quoted(&mut out, ",\"state\":", verdict.state);
    quoted(&mut out, ",\"outcome\":", verdict.outcome.name());
    out.push_str(",\"deciding\":[");
    for (at, aspect) in verdict.deciding.iter().enumerate() {
        quoted(&mut out, comma(at), aspect.name());
    }
    out.push_str("],\"aspects\":[");
    for (at, one) in verdict.aspects.iter().enumerate() {
        out.push_str(comma(at));
        quoted(&mut out, "{\"aspect\":", one.aspect.name());
        quoted(&mut out, ",\"status\":", one.status.name());
        out.push_str(",\"codes\":[");
        for (at, (code, count)) in one.codes.iter().enumerate() {
            out.push_str(comma(at));
            quoted(&mut out, "{\"code\":", code.as_str());
            member(&mut out, ",\"count\":", &count.to_string());
            out.push('}');
        }
        out.push_str("],\"keys\":[");
        for (at, key) in one.keys.iter().enumerate() {
            quoted(&mut out, comma(at), key);
        }
        out.push_str("],\"times\":[");
        for (at, (what, time)) in one.times.iter().enumerate() {
            out.push_str(comma(at));
            quoted(&mut out, "{\"what\":", what);
            quoted(&mut out, ",\"time\":", time);
            out.push('}');
        }
        out.push_str("]}");
    }
    out.push_str("],\"reasons\":[");
    for (at, reason) in verdict.reasons.iter().enumerate() {
        out.push_str(comma(at));
        quoted(&mut out, "{\"aspect\":", reason.aspect.name());
        quoted(&mut out, ",\"code\":", reason.code.as_str());
        quoted(&mut out, ",\"lot\":", &reason.lot);
        if let Some(at) = reason.at {
            member(&mut out, ",\"at\":", &at.to_string());
        }
        quoted(&mut out, ",\"found\":", &reason.found);
        out.push('}');
    }
    quoted(&mut out, "],\"claim\":", CLAIM.0);
    out.push('}');
    out
}

const fn comma(at: usize) -> &'static str {
    if at == 0 { "" } else { "," }
}

fn member(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push_str(value);
}

fn quoted(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    json::write_string(out, value);
}
