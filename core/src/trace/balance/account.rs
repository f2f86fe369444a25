//! The account of mass balance: what came in with a claim pays for what goes out with it.

use super::Verdict;
use crate::{base::ratio::Ratio, trace::condition::Attoseconds};
use alloc::{collections::VecDeque, vec::Vec};
use serde::{Deserialize, Serialize};

/// How what came in pays for what goes out (ISO 22095:2020 §5.4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Carry {
    /// Credits: what came in is credit until it is used or has become too old; the balance is never below nothing.
    Credit {
        /// Days after which a credit is lost; never if not stated.
        days: Option<u32>,
    },
    /// Rolling average: the share with a claim of what goes out is never above that of what came in, over so many days back.
    RollingAverage {
        /// Days that are looked back.
        days: u32,
    },
}

/// Something that came in or went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Attoseconds,
    /// Did it come in? Of one moment, what comes in counts first, and then the least with a claim.
    pub comes_in: bool,
    /// How much, in the unit of what goes out.
    pub amount: Ratio,
    /// How much of it carries the claim.
    pub claimed: Ratio,
    /// The event, by its place in the document.
    pub event: usize,
}

/// What an account came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// All that came in with the claim.
    pub claimed_in: Ratio,
    /// All that went out with the claim.
    pub claimed_out: Ratio,
    /// What is left: credit that is not used and not lost; nothing for a rolling average.
    pub left: Ratio,
    /// Credit that was lost with time.
    pub lost: Ratio,
    /// Events with which more went out than there was, in order.
    pub overdrawn: Vec<usize>,
    /// Did it always suffice?
    pub verdict: Verdict,
}

/// A day in attoseconds.
const DAY: i128 = 86_400 * crate::trace::condition::SECOND;

impl Account {
    /// Books entries in the order of time; `None` where a sum does not fit.
    #[must_use]
    pub fn of(mut entries: Vec<Entry>, carry: Carry) -> Option<Self> {
        // What goes out at one moment is booked by how much it is, so that the order of arrival plays no part.
        entries.sort_by_key(|entry| (entry.at, !entry.comes_in, entry.claimed, entry.amount, entry.event));
        let mut account = Self {
            claimed_in: Ratio::ZERO,
            claimed_out: Ratio::ZERO,
            left: Ratio::ZERO,
            lost: Ratio::ZERO,
            overdrawn: Vec::new(),
            verdict: Verdict::Pass,
        };
        for entry in &entries {
            let sum = if entry.comes_in { &mut account.claimed_in } else { &mut account.claimed_out };
            *sum = sum.checked_add(entry.claimed)?;
        }
        match carry {
            Carry::Credit { days } => account.credit(&entries, days)?,
            Carry::RollingAverage { days } => account.average(&entries, days)?,
        }
        if !account.overdrawn.is_empty() {
            account.verdict = Verdict::Fail;
        }
        Some(account)
    }

    /// The oldest credit is used first.
    fn credit(&mut self, entries: &[Entry], days: Option<u32>) -> Option<()> {
        let mut credits: VecDeque<(Attoseconds, Ratio)> = VecDeque::new();
        for entry in entries {
            if let Some(days) = days {
                let oldest = entry.at - i128::from(days) * DAY;
                while let Some(&(_, amount)) = credits.front().filter(|(at, _)| *at < oldest) {
                    credits.pop_front();
                    self.lost = self.lost.checked_add(amount)?;
                    self.left = self.left.checked_sub(amount)?;
                }
            }
            if entry.comes_in {
                credits.push_back((entry.at, entry.claimed));
                self.left = self.left.checked_add(entry.claimed)?;
                continue;
            }
            let mut wanted = entry.claimed;
            while wanted > Ratio::ZERO {
                let Some((_, amount)) = credits.front_mut() else { break };
                let used = (*amount).min(wanted);
                *amount = amount.checked_sub(used)?;
                wanted = wanted.checked_sub(used)?;
                self.left = self.left.checked_sub(used)?;
                if *amount == Ratio::ZERO {
                    credits.pop_front();
                }
            }
            if wanted > Ratio::ZERO {
                self.overdrawn.push(entry.event);
            }
        }
        Some(())
    }

    fn average(&mut self, entries: &[Entry], days: u32) -> Option<()> {
        // Sums of amount and claimed, in and out, over the window that ends with the entry.
        let mut sums = [[Ratio::ZERO; 2]; 2];
        let mut first = entries.iter();
        for entry in entries {
            let oldest = entry.at - i128::from(days) * DAY;
            let [inward, outward] = &mut sums;
            let side = if entry.comes_in { inward } else { outward };
            let [amount, claimed] = side;
            *amount = amount.checked_add(entry.amount)?;
            *claimed = claimed.checked_add(entry.claimed)?;
            while let Some(gone) = first.as_slice().first().filter(|gone| gone.at < oldest) {
                let [inward, outward] = &mut sums;
                let [amount, claimed] = if gone.comes_in { inward } else { outward };
                *amount = amount.checked_sub(gone.amount)?;
                *claimed = claimed.checked_sub(gone.claimed)?;
                first.next();
            }
            let [[amount_in, claimed_in], [amount_out, claimed_out]] = sums;
            if entry.comes_in || claimed_out == Ratio::ZERO {
                continue;
            }
            // claimed_out / amount_out ≤ claimed_in / amount_in, without division.
            let out = claimed_out.checked_mul(amount_in)?;
            let inside = claimed_in.checked_mul(amount_out)?;
            if amount_in == Ratio::ZERO || out > inside {
                self.overdrawn.push(entry.event);
            }
        }
        Some(())
    }
}
