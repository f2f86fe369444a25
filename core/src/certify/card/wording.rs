//! Whether wording says more than is proved.

use super::Claim;
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::Serialize;

/// A word that says more than is proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Beyond {
    /// The word, as the claim gives it.
    pub word: String,
    /// Where it begins in the wording, in bytes of UTF-8.
    pub at: usize,
    /// The claim that is not proved.
    pub claim: String,
}

/// Places looked at in one wording, at most.
const MOST_PLACES: usize = 256;

/// Words of claims that are not proved, where they stand in the wording. A longer word of a claim that is proved may hold a
/// shorter one of a claim that is not (`organic fertiliser`, `organic`): that does not count.
pub(super) fn beyond<'c>(
    wording: &str,
    claims: &[Claim],
    unproved: impl Iterator<Item = &'c Claim>,
) -> Vec<Beyond> {
    let unproved: Vec<&Claim> = unproved.collect();
    let proved = claims.iter().filter(|claim| !unproved.iter().any(|other| other.id == claim.id));
    let covered: BTreeSet<(usize, usize)> =
        proved.flat_map(|claim| &claim.words).flat_map(|word| places(wording, word)).collect();
    let mut found = Vec::new();
    for claim in unproved {
        for word in &claim.words {
            for (at, end) in places(wording, word) {
                let inside =
                    covered.iter().any(|(from, to)| *from <= at && end <= *to && to - from > end - at);
                if !inside {
                    found.push(Beyond { word: word.clone(), at, claim: claim.id.clone() });
                }
            }
        }
    }
    found.sort_by(|a, b| (a.at, &a.claim).cmp(&(b.at, &b.claim)));
    found
}

/// Where a word stands, without regard to the case of Latin letters.
fn places(wording: &str, word: &str) -> Vec<(usize, usize)> {
    if word.is_empty() {
        return Vec::new();
    }
    let (text, word) = (wording.to_ascii_lowercase(), word.to_ascii_lowercase());
    let found = text.match_indices(&word).map(|(at, word)| (at, at + word.len()));
    found.take(MOST_PLACES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;

    fn claim(id: &str, words: &[&str]) -> Claim {
        let words = words.iter().map(|word| String::from(*word)).collect();
        Claim { id: id.into(), text: BTreeMap::new(), words, rests_on: Vec::new() }
    }

    #[test]
    fn a_word_inside_a_longer_proved_one_does_not_count() {
        let claims =
            [claim("organic", &["organic", "有机"]), claim("organic-fertiliser", &["organic fertiliser"])];
        let found = beyond("Organic fertiliser, 有机种植", &claims, claims.iter().take(1));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].at, &*found[0].word), (20, "有机"));
        assert!(beyond("fresh", &claims, claims.iter()).is_empty());
    }
}
