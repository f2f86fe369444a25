//! Recording: from what a writer says to the line that he signs.
//!
//! ```
//! use terroir::digest::Suite;
//! use terroir::proof::{disclosure::Disclosure, key::SigningKey, record::Draft};
//!
//! let key = SigningKey::from_seed("farm.example/li", &[7; 32])?;
//! let grower = Disclosure::new(&[0x11; 16], "grower", r#""Li""#)?;
//! let draft = Draft {
//!     entry: r#"{"kind":"made","subject":"t/coop.example/TEA-01/S26","act":"2026-04-03T06:30:00+08:00",
//!                "amount":[["12.50","KGM"]]}"#,
//!     key: key.vkey().id().as_str(),
//!     suite: Suite::Sha256,
//!     previous: None,
//!     hidden: &[grower],
//!     public: &[],
//! };
//! let recorded = draft.prepare()?.sign(&key);
//! assert!(recorded.line.starts_with(r#"{"_sd":["#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    disclosure::Disclosure,
    entry::{Entry, PLACES},
    key::SigningKey,
    line::{self, Context},
    own::{self, Refusal},
};
use crate::{
    base::finding::{Finding, Severity},
    digest::{
        Hash, Suite,
        json::{self, Value},
    },
    trace::{self, vocabulary},
};
use alloc::{
    borrow::ToOwned as _,
    string::{String, ToString as _},
    vec::Vec,
};

/// What a writer wants to record.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'d> {
    /// The entry as JSON, members in any order: all of `FORMATS` §2 but `key`, `n`, `prev` and `_sd`.
    pub entry: &'d str,
    /// The writer's key id.
    pub key: &'d str,
    /// The suite of the writer's key record.
    pub suite: Suite,
    /// Number and object hash of the writer's last entry on this subject.
    pub previous: Option<(u64, Hash)>,
    /// Members that are hidden; their salts are the caller's and must be random.
    pub hidden: &'d [Disclosure],
    /// Names of extension members in the event that the writer declares public.
    pub public: &'d [&'d str],
}

/// Why an entry is not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// It would not be an entry.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The entry states what recording itself adds.
    #[error("`{name}` is added by recording")]
    Added {
        /// The member.
        name: &'static str,
    },
    /// Personal data in clear, an extension that is not declared public, or an event that EPCIS does not allow.
    #[error("{} findings stand against it", findings.len())]
    Findings {
        /// What was found; places are in the entry.
        findings: Vec<Finding>,
    },
    /// Something is hidden that must be shown.
    #[error("`{name}` must be shown")]
    MustShow {
        /// The name of the hidden member.
        name: String,
    },
    /// Two hidden members share a salt.
    #[error("two hidden members share a salt")]
    SaltReused,
}

/// An entry that is ready to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsigned {
    /// The JSON.
    pub json: String,
    /// The bytes to sign: context line and JSON.
    pub message: Vec<u8>,
    /// Its number in the writer's chain.
    pub n: u64,
    /// Its object hash.
    pub hash: Hash,
    /// What is worth knowing and did not stop it.
    pub findings: Vec<Finding>,
}

/// An entry that has been signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The ledger line.
    pub line: String,
    /// Its number in the writer's chain.
    pub n: u64,
    /// Its object hash, for the next entry's [`Draft::previous`].
    pub hash: Hash,
}

impl Draft<'_> {
    /// Checks the entry and prints what is to be signed. The event's members are sorted here, once and for ever.
    ///
    /// # Errors
    /// [`RecordError`]: it must not be recorded so.
    pub fn prepare(&self) -> Result<Unsigned, RecordError> {
        let n = match self.previous {
            None => 0,
            Some((n, _)) => n.saturating_add(1),
        };
        let document = json::read(self.entry.as_bytes())
            .map_err(|error| own::malformed(error.offset, "not strict JSON"))?;
        let findings = self.findings(document.root())?;
        let mut text = String::from("{");
        let mut digests: Vec<String> = Vec::new();
        let mut salts = Vec::new();
        for disclosure in self.hidden {
            if disclosure.hides_what_must_show() {
                return Err(RecordError::MustShow { name: disclosure.name().to_owned() });
            }
            if salts.contains(disclosure.salt()) {
                return Err(RecordError::SaltReused);
            }
            salts.push(*disclosure.salt());
            digests.push(disclosure.digest(self.suite));
        }
        digests.sort_unstable();
        if !digests.is_empty() {
            text.push_str("\"_sd\":[\"");
            text.push_str(&digests.join("\",\""));
            text.push_str("\"],");
        }
        let members = document.root().members().ok_or_else(|| own::malformed(0, "not an object"))?;
        for (name, value) in members {
            if let Some(name) = ["_sd", "key", "n", "prev"].into_iter().find(|added| *added == name) {
                return Err(RecordError::Added { name });
            }
            json::write_string(&mut text, &name);
            text.push(':');
            text.push_str(value.raw());
            text.push(',');
        }
        text.push_str("\"key\":");
        json::write_string(&mut text, self.key);
        text.push_str(",\"n\":");
        crate::base::whole::push_decimal(&mut text, n);
        if let Some((_, hash)) = &self.previous {
            text.push_str(",\"prev\":\"");
            text.push_str(&super::base64::encode(hash));
            text.push('"');
        }
        text.push('}');
        let json = own::print(&text, PLACES)?;
        let hash = Entry::parse_unsigned(&json)?.hash(self.suite);
        let message = Context::Entry.message(self.suite, &json);
        Ok(Unsigned { json, message, n, hash, findings })
    }

    /// Looks at event and extensions; what stops the entry is an error, the rest is returned.
    fn findings(&self, entry: Value<'_>) -> Result<Vec<Finding>, RecordError> {
        let mut findings = Vec::new();
        for name in ["event", "ext"] {
            let Some(value) = entry.get(name) else { continue };
            let place = ["/", name].concat();
            let mut found = trace::personal_in_clear(value);
            // A pattern is only a hint in a foreign document; what we record ourselves never holds one.
            found.iter_mut().for_each(|finding| finding.severity = Severity::Error);
            if name == "event" {
                let known: Vec<String> = found.iter().map(|finding| finding.at.clone()).collect();
                let report = trace::validate(value).findings.into_iter();
                found.extend(report.filter(|finding| !known.contains(&finding.at)));
                self.undeclared(value, &mut found);
            }
            for mut finding in found {
                finding.at.insert_str(0, &place);
                findings.push(finding);
            }
        }
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(RecordError::Findings { findings });
        }
        Ok(findings)
    }

    /// Extensions of an event that the writer did not declare public.
    fn undeclared(&self, event: Value<'_>, found: &mut Vec<Finding>) {
        const KNOWN: [&str; 5] = ["terroir:", "gs1:", "cbv:", "cbvmda:", "epcis:"];
        let ours = |name: &str| {
            KNOWN.iter().any(|prefix| name.starts_with(prefix))
                || name.starts_with(vocabulary::NAMESPACE)
                || name.starts_with("https://ref.gs1.org/")
                || self.public.contains(&name)
        };
        let mut open: Vec<(Value<'_>, String)> = alloc::vec![(event, String::new())];
        while let Some((value, place)) = open.pop() {
            if found.len() >= trace::MOST_FINDINGS {
                return;
            }
            for (at, item) in value.items().into_iter().flatten().enumerate() {
                open.push((item, [&*place, "/", &at.to_string()].concat()));
            }
            for (name, member) in value.members().into_iter().flatten() {
                if name == "@context" {
                    continue;
                }
                let here = [&*place, "/", &name.replace('~', "~0").replace('/', "~1")].concat();
                if name.contains(':') && !ours(&name) {
                    let shown: String = name.chars().take(32).collect();
                    found.push(
                        Finding::new(Severity::Error, "extension-not-declared").at(here.clone()).found(shown),
                    );
                }
                open.push((member, here));
            }
        }
    }
}

impl Unsigned {
    /// Signs it here.
    #[must_use]
    pub fn sign(self, key: &SigningKey) -> Recorded {
        let signature = key.sign(&self.message);
        self.signed(&signature)
    }

    /// Joins it with a signature that was made elsewhere.
    #[must_use]
    pub fn signed(self, signature: &[u8; 64]) -> Recorded {
        Recorded { line: line::join(&self.json, signature), n: self.n, hash: self.hash }
    }
}
