//! The same passport as somebody may see it, who has a role and a purpose.
//!
//! Nothing that must be shown is ever taken out; of the rest he sees what his role may see *and* his purpose calls for,
//! and what the record's owner says besides. What nobody listed stays hidden. Lines, roots and signatures stay as they
//! are: a view is verified like the whole.

use super::build::redact;
use crate::{
    base::text,
    id::party::{Member, Role},
    proof::own::Refusal,
};
use alloc::{borrow::ToOwned as _, collections::BTreeMap, string::String};
use serde::{Deserialize, Serialize};

/// What somebody wants to see personal members for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Purpose {
    /// To know who grew it, and where.
    Trace,
    /// To reach whoever is concerned, as in a recall.
    Contact,
    /// To inspect or audit.
    Inspect,
    /// To pay what is due.
    Pay,
    /// To lend or insure.
    Lend,
    /// To support households.
    Support,
    /// To study.
    Research,
    /// To see what is recorded of oneself.
    Own,
}

impl Purpose {
    /// The personal members that it calls for.
    #[must_use]
    pub const fn needs(self) -> &'static [Member] {
        use Member::{Bank, Grower, Hardship, Note, OnBehalfOf, Phone, Plot, Position, Price, ResidentId};
        match self {
            Self::Trace => &[Grower, Plot, OnBehalfOf],
            Self::Contact => &[Grower, Phone, OnBehalfOf],
            Self::Inspect => &[Grower, Position, Plot, OnBehalfOf, Note],
            Self::Pay => &[Grower, Bank, Price],
            Self::Lend => &[Bank, Price],
            Self::Support => &[Grower, Plot, Hardship],
            Self::Research => &[Position, Plot],
            Self::Own => {
                &[Grower, Phone, ResidentId, Bank, Position, Plot, Hardship, Price, OnBehalfOf, Note]
            }
        }
    }
}

/// The personal member that a hidden name stands for; only what stands behind the last `:`, `/` or `#` counts.
fn member(name: &str) -> Option<Member> {
    text::read_word(text::local(name))
}

/// A passport as somebody sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its text.
    pub passport: String,
    /// Names that are shown, and how often.
    pub shown: BTreeMap<String, u32>,
    /// Names that were taken out, and how often.
    pub hidden: BTreeMap<String, u32>,
}

/// The passport as a role sees it for a purpose; `also` names hidden members that the record's owner shows besides.
///
/// # Errors
/// [`Refusal`]: not a passport, or a disclosure in it is none.
pub fn view(passport: &str, role: Role, purpose: Purpose, also: &[&str]) -> Result<View, Refusal> {
    let (mut shown, mut hidden) = (BTreeMap::new(), BTreeMap::new());
    let passport = redact(passport, |disclosure| {
        let name = disclosure.name();
        let sees =
            member(name).is_some_and(|one| role.sees().contains(&one) && purpose.needs().contains(&one));
        let keeps = sees || disclosure.hides_what_must_show() || also.contains(&name);
        let names = if keeps { &mut shown } else { &mut hidden };
        *names.entry(name.to_owned()).or_insert(0_u32) += 1;
        keeps
    })?;
    Ok(View { passport, shown, hidden })
}
