//! Pure identity patterns: sets of EPCs that agree in their first parts (EPC Tag Data Standard 2.0 §8).

use super::{Epc, EpcError, PREFIX_LENGTHS, Scheme, parts, scheme::Tail};
use crate::id::gs1::{in_set_39, in_set_82};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use core::{fmt, str::FromStr};

/// A pure identity pattern, `urn:epc:idpat:sgtin:4012345.*.*`: all EPCs of a scheme whose first parts are these.
///
/// A key that was not written as a URN matches by its digits, whatever the length of its company prefix is: a pattern
/// says where the prefix ends.
///
/// ```
/// use terroir::id::epc::{EpcPattern, Scheme};
///
/// let pattern: EpcPattern = "urn:epc:idpat:sgtin:4012345.*.*".parse()?;
/// assert!(pattern.matches(Scheme::Sgtin, "04012345111118", Some("9876")));
/// assert!(!pattern.matches(Scheme::Sgtin, "09506000134352", Some("9876")));
/// assert!("urn:epc:idpat:sgtin:*.011111.*".parse::<EpcPattern>().is_err());
/// # Ok::<(), terroir::id::epc::EpcError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EpcPattern {
    scheme: Scheme,
    /// INVARIANT (trailing): behind a `None`, which is `*`, there is no `Some`; as many as the scheme has parts.
    parts: Vec<Option<String>>,
}

impl EpcPattern {
    /// Its scheme.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Is this key, with the value of what qualifies it, in the set?
    ///
    /// A class of things is in the set if all its things are.
    #[must_use]
    pub fn matches(&self, scheme: Scheme, key: &str, qualifier: Option<&str>) -> bool {
        let first = self.parts.first().and_then(Option::as_deref);
        let length = first.map_or(*PREFIX_LENGTHS.start(), str::len);
        if scheme != self.scheme {
            return false;
        }
        let Ok(epc) = Epc::new(scheme, key, qualifier, length) else { return false };
        if first.is_none() {
            return true;
        }
        let text = format!("{epc}");
        let Some(body) = text.splitn(5, ':').nth(4) else { return false };
        let found = body.splitn(self.parts.len(), '.');
        self.parts.iter().zip(found).all(|(wanted, found)| wanted.as_ref().is_none_or(|part| part == found))
    }
}

impl FromStr for EpcPattern {
    type Err = EpcError;

    /// Reads a URN of the form `idpat`; of lots, which have none, `urn:epc:class:lgtin:…` with `*`.
    fn from_str(text: &str) -> Result<Self, EpcError> {
        let lot = text.strip_prefix("urn:epc:class:").filter(|rest| rest.starts_with("lgtin:"));
        let rest = lot.or_else(|| text.strip_prefix("urn:epc:idpat:")).ok_or(EpcError::NotAnEpc)?;
        let (name, body) = rest.split_once(':').ok_or(EpcError::Missing { missing: "scheme" })?;
        let scheme: Scheme = name.parse()?;
        if lot.is_none() && scheme == Scheme::Lgtin {
            return Err(EpcError::Scheme { found: name.into() });
        }
        let layout = scheme.layout();
        let count = match layout.tail {
            Tail::None => 2,
            Tail::Pieces(..) => 5,
            _ => 3,
        };
        let parts: Vec<Option<String>> =
            body.splitn(count, '.').map(|part| (part != "*").then(|| part.into())).collect();
        if parts.len() != count {
            return Err(EpcError::Missing { missing: "reference or serial, or `*` for it" });
        }
        let given = parts.iter().take_while(|part| part.is_some()).count();
        if parts.iter().skip(given).any(Option::is_some) {
            return Err(EpcError::Character { found: '*', part: "middle" });
        }
        let pattern = Self { scheme, parts };
        pattern.checked(given)
    }
}

impl EpcPattern {
    /// The same with its parts judged and in their canonical spelling.
    fn checked(mut self, given: usize) -> Result<Self, EpcError> {
        let part = |at: usize| self.parts.get(at).and_then(Option::as_deref).unwrap_or_default();
        if given == self.parts.len() {
            let form = if self.scheme == Scheme::Lgtin { "class" } else { "id" };
            let mut text = format!("urn:epc:{form}:{}:", self.scheme.name());
            for at in 0..given {
                if at > 0 {
                    text.push('.');
                }
                text.push_str(part(at));
            }
            let canonical = format!("{}", text.parse::<Epc>()?);
            let body = canonical.splitn(5, ':').nth(4).unwrap_or_default();
            self.parts = body.splitn(given, '.').map(|part| Some(part.into())).collect();
            return Ok(self);
        }
        if given >= 1 {
            let prefix = part(0);
            if !PREFIX_LENGTHS.contains(&prefix.len()) || !prefix.bytes().all(|b| b.is_ascii_digit()) {
                return Err(EpcError::Prefix { found: prefix.chars().count() });
            }
        }
        if given >= 2 {
            let body = self.scheme.layout().body;
            parts::check_reference(body, part(0), part(1))?;
            let in_set = match body {
                super::scheme::Body::Text82 => in_set_82,
                super::scheme::Body::Text39 => in_set_39,
                _ => |byte: u8| byte.is_ascii_digit(),
            };
            let reference = parts::Escaped(&parts::decode(part(1), "reference", in_set)?).to_string();
            if let Some(slot) = self.parts.get_mut(1) {
                *slot = Some(reference);
            }
        }
        let two_digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        for at in 2..given {
            let text = self.parts.get(at).and_then(Option::as_deref).unwrap_or_default();
            if !two_digits(text) {
                return Err(EpcError::Pieces { found: crate::base::text::shown(text) });
            }
        }
        Ok(self)
    }
}

impl fmt::Display for EpcPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = if self.scheme == Scheme::Lgtin { "class" } else { "idpat" };
        write!(f, "urn:epc:{form}:{}:", self.scheme.name())?;
        for (at, part) in self.parts.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            f.write_str(part.as_deref().unwrap_or("*"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> EpcPattern {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_in_the_set() {
        for (text, scheme, key, qualifier, wanted) in [
            ("sgtin:4012345.011111.*", Scheme::Sgtin, "04012345111118", Some("1"), true),
            ("sgtin:4012345.011111.*", Scheme::Sgtin, "04012345111118", None, true),
            ("sgtin:4012345.011111.7", Scheme::Sgtin, "04012345111118", None, false),
            ("sgtin:4012345.011111.7", Scheme::Sgtin, "04012345111118", Some("7"), true),
            ("sgtin:4012345.011112.*", Scheme::Sgtin, "04012345111118", Some("1"), false),
            ("sgtin:*.*.*", Scheme::Sgtin, "04012345111118", Some("1"), true),
            ("sgtin:*.*.*", Scheme::Lgtin, "04012345111118", Some("1"), false),
            ("sscc:4012345.*", Scheme::Sscc, "340123451111111111", None, true),
            ("sgln:4012345.*.*", Scheme::Sgln, "4012345000054", None, true),
            ("sgln:4012345.00005.*", Scheme::Sgln, "4012345000054", Some("7"), true),
            ("sgln:4012345.00005.0", Scheme::Sgln, "4012345000054", Some("7"), false),
        ] {
            let found = pattern(&format!("urn:epc:idpat:{text}")).matches(scheme, key, qualifier);
            assert_eq!(found, wanted, "{text} {key}");
        }
        let lots = pattern("urn:epc:class:lgtin:4012345.011111.*");
        assert!(lots.matches(Scheme::Lgtin, "04012345111118", Some("L7")));
    }

    #[test]
    fn what_is_no_pattern() {
        for text in [
            "urn:epc:id:sgtin:4012345.011111.*",
            "urn:epc:idpat:sgtin:4012345.*",
            "urn:epc:idpat:sgtin:4012345.*.7",
            "urn:epc:idpat:sgtin:40123.*.*",
            "urn:epc:idpat:sgtin:4012345.0111.*",
            "urn:epc:idpat:lgtin:4012345.011111.*",
            "urn:epc:idpat:gid:1.2.*",
            "urn:epc:idpat:sgtin:4012345.011111.[1-9]",
            "urn:epc:idpat:nonesuch:1.2.*",
        ] {
            assert!(text.parse::<EpcPattern>().is_err(), "{text}");
        }
        let text = "urn:epc:idpat:sgtin:4012345.*.*";
        assert_eq!(format!("{}", pattern(text)), text);
    }
}
