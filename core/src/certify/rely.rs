//! Which edition of a rulebook holds on a day, and whether its answer may be relied on.

use super::{Case, Outcome, Program, Verdict};
use crate::{base::date::Date, digest::Hash, product::profile::Standing};
use alloc::vec::Vec;

/// Which edition of the rules called `id` holds in a jurisdiction on a day: its number in the list.
///
/// # Errors
/// [`NoEdition`]: none does, or several do.
pub fn select(
    books: &[&Program],
    jurisdiction: Option<&str>,
    id: &str,
    day: Date,
) -> Result<usize, NoEdition> {
    let of_place = |program: &Program| {
        jurisdiction.is_none_or(|wanted| program.book().jurisdiction.iter().any(|place| place == wanted))
    };
    let asked = books.iter().enumerate().filter(|(_, program)| program.book().id == id && of_place(program));
    only(asked.filter(|(_, program)| program.holds_on(day)).map(|(at, _)| at))
}

/// Which of several editions holds for a case, each by the day that is its own anchor: its number in the list.
///
/// # Errors
/// [`NoEdition`]: none does, several do, or nothing states the day.
pub fn edition_of(books: &[(Program, Case)], as_of: Date) -> Result<usize, NoEdition> {
    let mut open = false;
    let holding = books.iter().enumerate().filter(|(_, (program, case))| {
        let held = program.in_force(case, as_of);
        open |= held.is_none();
        held == Some(true)
    });
    let found = only(holding.map(|(at, _)| at));
    match found {
        Err(NoEdition::NoneHolds) if open => Err(NoEdition::DayNotKnown),
        found => found,
    }
}

fn only(mut found: impl Iterator<Item = usize>) -> Result<usize, NoEdition> {
    let first = found.next().ok_or(NoEdition::NoneHolds)?;
    if found.next().is_some() { Err(NoEdition::SeveralHold) } else { Ok(first) }
}

/// Why no edition was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEdition {
    /// None holds on the day.
    #[error("no edition holds on that day")]
    NoneHolds,
    /// Several hold on the day.
    #[error("several editions hold on that day")]
    SeveralHold,
    /// Nothing states the day that decides.
    #[error("nothing states the day that decides which edition holds")]
    DayNotKnown,
}

impl NoEdition {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoneHolds => "no-edition",
            Self::SeveralHold => "editions-overlap",
            Self::DayNotKnown => "anchor-not-stated",
        }
    }
}

/// On what somebody is ready to rely.
#[derive(Clone, Debug, Default)]
pub struct Reliance {
    /// Hashes of rulebooks that he knows: another one decides nothing. Any rulebook, if not given.
    pub pinned: Option<Vec<Hash>>,
    /// No pass by a rulebook that is a sample or a draft, outdated, not pinned, or does not lint.
    pub strict: bool,
}

impl Reliance {
    /// Is the rulebook pinned? Nothing where no pins were given.
    #[must_use]
    pub fn pins(&self, program: &Program) -> Option<bool> {
        self.pinned.as_ref().map(|pinned| pinned.contains(program.hash()))
    }

    /// What is left of an outcome: its verdict, or unknown, and the codes of what stands against it.
    ///
    /// A rulebook that is not pinned, or does not hold on the anchor's day, decides nothing. With `strict` there is no pass
    /// by one that nobody should rely on; a fail stays a fail.
    #[must_use]
    pub fn judge(&self, program: &Program, outcome: &Outcome) -> (Verdict, Vec<&'static str>) {
        let mut against = Vec::new();
        if self.pins(program) == Some(false) {
            against.push("rulebook-not-pinned");
        }
        match outcome.in_force {
            Some(false) => against.push("not-in-force"),
            None if !program.holds_always() => against.push("anchor-not-stated"),
            _ => {}
        }
        if !against.is_empty() {
            return (Verdict::Unknown, against);
        }
        if !self.strict || outcome.verdict != Verdict::Pass {
            return (outcome.verdict, against);
        }
        let doubts = [
            (self.pinned.is_none(), "rulebook-not-pinned"),
            (outcome.outdated, "rulebook-outdated"),
            (program.book().status != Standing::Released, "rulebook-not-released"),
            (!program.faults().is_empty(), "rulebook-lint"),
        ];
        against.extend(doubts.iter().filter(|(stands, _)| *stands).map(|(_, code)| *code));
        let verdict = if against.is_empty() { Verdict::Pass } else { Verdict::Unknown };
        (verdict, against)
    }
}

impl Program {
    /// Does the rulebook hold on this day of its anchor?
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        let effective = &self.book.effective;
        effective.from.is_none_or(|from| day >= from) && effective.to.is_none_or(|to| day <= to)
    }

    fn holds_always(&self) -> bool {
        self.book.effective.from.is_none() && self.book.effective.to.is_none()
    }
}

/// What the codes say to a person.
pub const WORDS: &[(&str, &str, &str)] = &[
    (
        "anchor-not-stated",
        "nothing states the day that decides which edition holds",
        "没有证据说明据以确定版本的日期",
    ),
    ("no-edition", "no edition of the rules holds on that day", "该日没有有效的规则版本"),
    ("rulebook-lint", "the rulebook has errors", "规则书有错误"),
    ("rulebook-not-pinned", "nobody pinned the rules", "规则未被信任包固定"),
    ("rulebook-not-released", "the rulebook is a sample or a draft", "规则书是示例或草案"),
];
