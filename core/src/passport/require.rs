//! What a caller asks for (`FORMATS` §11): the policy that reduces a verdict.

use crate::{
    certify::Grade,
    digest::json::{self, Value},
    proof::code::{Aspect, Class, Code},
};
use alloc::{string::String, vec::Vec};

/// A policy.
///
/// ```
/// use terroir::passport::Require;
///
/// let strict = Require::parse(r#"{"allow":["bundle-expired"],"headDays":30}"#)?;
/// assert_eq!(strict.head_days, 30);
/// assert!(Require::parse(r#"{"allow":["recalled"]}"#).is_err(), "nobody may allow that");
/// # Ok::<(), terroir::passport::RequireError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Require {
    aspects: Vec<Aspect>,
    allow: Vec<Code>,
    /// The least grade of evidence.
    pub grade: Grade,
    /// Days after which a head is old.
    pub head_days: u32,
    /// Days after which a snapshot is stale.
    pub snapshot_days: u32,
    /// Seconds by which clocks may differ.
    pub tolerance_seconds: u32,
}

/// Of the codes that fail an aspect, those that a policy may allow.
const MAY_STAND: &[Code] = &[Code::BundleExpired, Code::NotYet, Code::ShelfLifeOver, Code::RuleFailed];

impl Default for Require {
    /// The published default: all aspects but `certification` and `newest-head` (which nobody can judge offline
    /// without `seen` or a snapshot), ancestors may be bounded or open.
    fn default() -> Self {
        let mut aspects = Vec::new();
        for aspect in Aspect::ALL {
            if !matches!(aspect, Aspect::Certification | Aspect::NewestHead) {
                aspects.push(aspect);
            }
        }
        Self {
            aspects,
            allow: alloc::vec![Code::AncestorBounded, Code::AncestorOpen],
            grade: Grade::SelfDeclared,
            head_days: 365,
            snapshot_days: 7,
            tolerance_seconds: 300,
        }
    }
}

/// Why a text is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequireError {
    /// Not a JSON object.
    #[error("not a JSON object")]
    Json,
    /// A member that has no meaning here.
    #[error("`{name}` has no meaning in a policy")]
    Member {
        /// Its name, at most 64 bytes.
        name: String,
    },
    /// A value that does not fit.
    #[error("`{name}` has a value that does not fit")]
    Value {
        /// The member.
        name: &'static str,
    },
    /// A code that no policy may allow.
    #[error("`{code}` may not be allowed")]
    NotAllowed {
        /// The code.
        code: &'static str,
    },
}

impl Require {
    /// Does it ask for this aspect?
    #[must_use]
    pub fn asks_for(&self, aspect: Aspect) -> bool {
        self.aspects.contains(&aspect)
    }

    /// Does it let this code stand?
    #[must_use]
    pub fn allows(&self, code: Code) -> bool {
        self.allow.contains(&code)
    }

    /// Reads `{"aspects","allow","grade","headDays","snapshotDays","toleranceSeconds"}`; what is absent is as in the
    /// published default.
    ///
    /// # Errors
    /// [`RequireError`]: something unknown, or a code that may not be allowed.
    pub fn parse(text: &str) -> Result<Self, RequireError> {
        let document = json::read(text.as_bytes()).map_err(|_| RequireError::Json)?;
        Self::read(document.root())
    }

    /// As [`parse`](Self::parse), for a policy that has been read.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse) but for [`RequireError::Json`] of what is no JSON at all.
    pub fn read(value: Value<'_>) -> Result<Self, RequireError> {
        let mut require = Self::default();
        for (name, value) in value.members().ok_or(RequireError::Json)? {
            let (name, fits) = match &*name {
                "aspects" => {
                    require.aspects.clear();
                    let known = |text: &str| Aspect::from_name(text).map(|known| require.aspects.push(known));
                    ("aspects", list(value, known))
                }
                "allow" => {
                    require.allow.clear();
                    let known = |text: &str| Code::from_name(text).map(|known| require.allow.push(known));
                    ("allow", list(value, known))
                }
                "grade" => {
                    let known = value.text().and_then(|text| Grade::from_name(&text));
                    ("grade", known.map(|known| require.grade = known).is_some())
                }
                "headDays" => ("headDays", number(value, 36_525, &mut require.head_days)),
                "snapshotDays" => ("snapshotDays", number(value, 36_525, &mut require.snapshot_days)),
                "toleranceSeconds" => {
                    ("toleranceSeconds", number(value, 86_400, &mut require.tolerance_seconds))
                }
                other => return Err(RequireError::Member { name: beginning(other).into() }),
            };
            if !fits {
                return Err(RequireError::Value { name });
            }
        }
        require.checked()
    }

    /// A policy of these parts.
    ///
    /// # Errors
    /// [`RequireError::NotAllowed`]: a code that fails an aspect and may not stand.
    pub fn with(mut self, aspects: Vec<Aspect>, allow: Vec<Code>) -> Result<Self, RequireError> {
        (self.aspects, self.allow) = (aspects, allow);
        self.checked()
    }

    fn checked(self) -> Result<Self, RequireError> {
        for code in &self.allow {
            if code.class() == Class::Fail && !MAY_STAND.contains(code) {
                return Err(RequireError::NotAllowed { code: code.as_str() });
            }
        }
        Ok(self)
    }
}

/// The first 16 characters.
fn beginning(text: &str) -> &str {
    let mut end = 0;
    for _ in 0..16 {
        end += usize::from(end < text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
    }
    text.get(..end).unwrap_or("")
}

/// Takes every text of an array; `false` if it is none, or holds something else or unknown.
fn list(value: Value<'_>, mut take: impl FnMut(&str) -> Option<()>) -> bool {
    let Some(items) = value.items() else { return false };
    for item in items {
        if item.text().and_then(|text| take(&text)).is_none() {
            return false;
        }
    }
    true
}

/// Takes a whole number up to `most`.
fn number(value: Value<'_>, most: u64, to: &mut u32) -> bool {
    let number = value.unsigned().filter(|number| *number <= most);
    if let Some(number) = number {
        *to = number as u32;
    }
    number.is_some()
}
