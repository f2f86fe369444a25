//! Laws of the life of a certificate, and its slow twin.

use proptest::prelude::*;
use terroir::{
    base::date::Date,
    certify::{
        Verdict,
        certificate::{CertificateState, Edge, Life, Link, StatusEntry, lead},
    },
};
use terroir_tests::model::certificate::{Entry, REVOKED, VALID, states};

/// Days of a certificate in these laws.
const DAYS: u16 = 40;

fn day(number: u16) -> Date {
    Date::new(2026, 1, 1).unwrap().plus_days(i64::from(number)).unwrap()
}

fn state(number: u8) -> CertificateState {
    [
        CertificateState::Valid,
        CertificateState::Suspended,
        CertificateState::Revoked,
        CertificateState::Withdrawn,
    ][usize::from(number)]
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let state = prop_oneof![4 => 0u8..2, 1 => 2u8..4];
    let entry =
        (0..DAYS, state, any::<bool>()).prop_map(|(day, state, looked_up)| Entry { day, state, looked_up });
    prop::collection::vec(entry, 0..8)
}

fn entry(entry: &Entry) -> StatusEntry {
    StatusEntry {
        day: day(entry.day),
        moment: None,
        state: state(entry.state),
        looked_up: entry.looked_up,
        since: None,
    }
}

fn life(entries: &[Entry]) -> Life {
    let entries: Vec<StatusEntry> = entries.iter().map(entry).collect();
    Life::of(Edge::Unbounded, Edge::Unbounded, &entries)
}

fn on(life: &Life, number: u16) -> Vec<CertificateState> {
    life.on(day(number)).iter().collect()
}

proptest! {
    /// On every day the certificate is what the model says that asks each day by itself.
    #[test]
    fn days_are_those_of_the_slow_model(entries in entries()) {
        let life = life(&entries);
        for number in 0..=DAYS {
            let told: Vec<CertificateState> = states(&entries, number).into_iter().map(state).collect();
            prop_assert_eq!(on(&life, number), told, "day {}", number);
        }
    }

    /// The order in which records are given does not matter.
    #[test]
    fn order_of_records_does_not_matter(both in entries().prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle()))) {
        prop_assert_eq!(life(&both.0), life(&both.1));
    }

    /// A later change, a restoration too, never changes an earlier day.
    #[test]
    fn later_changes_leave_earlier_days(mut entries in entries(), later in 0..DAYS, state in 0u8..4) {
        entries.retain(|entry| !entry.looked_up);
        let before = life(&entries);
        entries.push(Entry { day: later, state, looked_up: false });
        let after = life(&entries);
        for number in 0..later {
            prop_assert_eq!(on(&before, number), on(&after, number));
        }
    }

    /// What is revoked stays so, whatever is recorded later.
    #[test]
    fn revocation_is_final(mut entries in entries(), revoked in 0..DAYS) {
        entries.retain(|entry| entry.state < REVOKED);
        entries.push(Entry { day: revoked, state: REVOKED, looked_up: false });
        let life = life(&entries);
        for number in revoked..=DAYS {
            prop_assert_eq!(on(&life, number), vec![CertificateState::Revoked]);
        }
    }

    /// Days outside those of the certificate are never valid, and its spans follow one another without a gap.
    #[test]
    fn days_outside_are_not_valid(entries in entries(), from in 5u16..15, length in 0u16..20) {
        let entries: Vec<StatusEntry> = entries.iter().map(entry).collect();
        let life = Life::of(Edge::On(day(from)), Edge::On(day(from + length)), &entries);
        for number in (0..from).chain(from + length + 1..=DAYS) {
            prop_assert!(!life.on(day(number)).has(state(VALID)));
        }
        let spans: Vec<_> = life.spans().collect();
        prop_assert_eq!(spans[0].0, Date::MIN);
        for pair in spans.windows(2) {
            prop_assert_eq!(pair[0].1.unwrap().plus_days(1).unwrap(), pair[1].0);
        }
        prop_assert_eq!(spans.last().unwrap().1, None);
    }

    /// Who stands behind an issuer is what trying every link again and again finds; circles end.
    #[test]
    fn chains_are_those_of_a_slow_walk(links in prop::collection::vec((0usize..6, 0usize..6, any::<bool>()), 0..12), closed in any::<bool>()) {
        const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "root"];
        let links: Vec<Link<'_>> = links
            .iter()
            .map(|(body, by, holds)| Link { body: NAMES[*body], by: NAMES[*by], holds: Verdict::of(*holds) })
            .collect();
        let mut reached = vec!["a"];
        for _ in 0..NAMES.len() {
            let next = links.iter().filter(|link| link.holds == Verdict::Pass && reached.contains(&link.body));
            let next: Vec<&str> = next.map(|link| link.by).collect();
            reached.extend(next);
        }
        let chain = lead("a", &links, &["root"], closed);
        prop_assert_eq!(chain.verdict == Verdict::Pass, reached.contains(&"root"));
        if chain.verdict == Verdict::Pass {
            let path: Vec<&Link<'_>> = chain.links.iter().map(|at| &links[*at]).collect();
            prop_assert!(path.windows(2).all(|pair| pair[0].by == pair[1].body));
            prop_assert_eq!(path.last().unwrap().by, "root");
        } else {
            prop_assert_eq!(chain.verdict == Verdict::Fail, closed);
            prop_assert_eq!(chain.open.is_empty(), closed);
        }
    }
}
