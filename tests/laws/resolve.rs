//! Laws of the effective view.

use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use terroir::{
    digest::json,
    trace::{
        Events,
        hash::{Hasher, ProfileName},
        resolve::{IssueKind, Resolution, Resolver, Status, resolve},
    },
};
use terroir_tests::model::resolve::{Draft, hour, in_force, standing, wrong_by};

fn draft() -> impl Strategy<Value = Draft> {
    let declared = prop::option::weighted(0.4, (1u8..6, prop::collection::vec(0u8..5, 0..3)));
    (0u8..4, 0u8..4, prop::option::weighted(0.8, 0u8..5), prop::option::of(0u8..6), declared).prop_map(
        |(content, spelling, name, recorded, declared)| Draft { content, spelling, name, recorded, declared },
    )
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    prop::collection::vec(draft(), 0..14)
}

/// One name says one thing: then what corrects what is not a matter of taste.
fn tidy() -> impl Strategy<Value = Vec<Draft>> {
    drafts().prop_map(|mut drafts| {
        for draft in &mut drafts {
            if let Some(name) = draft.name {
                draft.content = name % 4;
            }
        }
        drafts
    })
}

fn text(drafts: &[Draft]) -> String {
    Value::from(drafts.iter().map(Draft::event).collect::<Vec<_>>()).to_string()
}

fn view(text: &str, at: Option<u8>) -> Resolution {
    let document = json::read(text.as_bytes()).unwrap();
    let events = Events::of(document.root()).unwrap();
    resolve(&events, at.map(|at| hour(at).parse().unwrap()))
}

/// The texts of events with what they are worth, each as often as it occurs.
fn worths(text: &str, at: Option<u8>) -> BTreeMap<(String, String), usize> {
    let document = json::read(text.as_bytes()).unwrap();
    let events = Events::of(document.root()).unwrap();
    let view = resolve(&events, at.map(|at| hour(at).parse().unwrap()));
    let raw: Vec<&str> = events.iter().map(|event| event.raw()).collect();
    let mut all = BTreeMap::new();
    for (number, status) in view.statuses().iter().enumerate() {
        let worth = match status {
            Status::DeclaredWrong { by } => format!("wrong by {}", raw[*by as usize]),
            Status::Duplicate { of } => format!("duplicate of {}", raw[*of as usize]),
            other => format!("{other:?}"),
        };
        *all.entry((raw[number].to_owned(), worth)).or_default() += 1;
    }
    all
}

fn is_wrong(status: &Status) -> bool {
    matches!(status, Status::DeclaredWrong { .. })
}

proptest! {
    /// The view is that of the slow model: the same events are declared wrong, by the earliest declaration, and of
    /// those that say the same exactly one is in force, one of the first recorded.
    #[test]
    fn agrees_with_the_model(drafts in drafts(), at in prop::option::of(0u8..7)) {
        let view = view(&text(&drafts), at);
        let hour = at.unwrap_or(u8::MAX);
        let standing = standing(&drafts, hour);
        let mut effective: BTreeMap<u8, usize> = BTreeMap::new();
        for (number, draft) in drafts.iter().enumerate() {
            let by = wrong_by(&drafts, number, hour);
            match view.status(number).unwrap() {
                Status::NotYet => prop_assert!(draft.known() > hour),
                Status::Declaration => prop_assert!(draft.declared.is_some()),
                Status::DeclaredWrong { by: first } => {
                    prop_assert!(by.contains(&(first as usize)));
                    let earliest = by.iter().map(|number| drafts[*number].known()).min();
                    prop_assert_eq!(earliest, Some(drafts[first as usize].known()));
                }
                Status::Effective => {
                    prop_assert!(standing.contains(&number));
                    prop_assert_eq!(effective.insert(draft.content, number), None);
                }
                Status::Duplicate { of } => {
                    prop_assert!(standing.contains(&number) && standing.contains(&(of as usize)));
                    prop_assert_eq!(drafts[of as usize].content, draft.content);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
        for number in &standing {
            let first = &drafts[effective[&drafts[*number].content]];
            let key = |draft: &Draft| (draft.recorded.is_none(), draft.recorded);
            prop_assert!(key(first) <= key(&drafts[*number]));
        }
    }

    /// What stands for an event in the end is what the slow model finds, and the search ends.
    #[test]
    fn corrections_lead_where_the_model_leads(drafts in tidy()) {
        let view = view(&text(&drafts), None);
        for number in 0..drafts.len() {
            let found: BTreeSet<u8> =
                view.in_force(number).into_iter().map(|event| drafts[event].content).collect();
            let first = |event: usize| match view.status(event) {
                Some(Status::DeclaredWrong { by }) => by as usize,
                _ => event,
            };
            prop_assert_eq!(found, in_force(&drafts, number, first, u8::MAX));
        }
    }

    /// The order of arrival does not matter.
    #[test]
    fn order_does_not_matter(
        (drafts, other) in drafts().prop_flat_map(|d| (Just(d.clone()), Just(d).prop_shuffle())),
        at in prop::option::of(0u8..7),
    ) {
        prop_assert_eq!(worths(&text(&drafts), at), worths(&text(&other), at));
        let kinds = |drafts: &[Draft]| {
            let mut kinds: Vec<IssueKind> =
                view(&text(drafts), at).issues().iter().map(|issue| issue.kind).collect();
            kinds.sort_unstable();
            kinds
        };
        prop_assert_eq!(kinds(&drafts), kinds(&other));
    }

    /// A resolved view is idempotent: of its effective events every one is in force.
    #[test]
    fn a_view_of_a_view_is_the_view(drafts in drafts(), at in prop::option::of(0u8..7)) {
        let first = view(&text(&drafts), at);
        let kept: Vec<Draft> = drafts
            .iter()
            .enumerate()
            .filter(|(number, _)| first.is_effective(*number))
            .map(|(_, draft)| draft.clone())
            .collect();
        let second = view(&text(&kept), at);
        prop_assert!((0..kept.len()).all(|number| second.is_effective(number)));
    }

    /// Later times only add: what is known stays known, and what is declared wrong stays so.
    #[test]
    fn later_times_only_add(drafts in drafts(), early in 0u8..6, more in 0u8..4) {
        let text = text(&drafts);
        let (before, after) = (view(&text, Some(early)), view(&text, Some(early + more)));
        for (one, two) in before.statuses().iter().zip(after.statuses()) {
            match one {
                Status::NotYet => {}
                Status::DeclaredWrong { .. } => prop_assert!(is_wrong(two)),
                Status::Declaration => prop_assert_eq!(two, &Status::Declaration),
                _ => prop_assert_ne!(two, &Status::NotYet),
            }
        }
        let all = view(&text, None);
        for number in 0..drafts.len() {
            if before.superseded_later(number).is_some() {
                prop_assert!(is_wrong(&all.statuses()[number]));
            }
        }
    }

    /// Taking events one by one, and asking in between, gives the view of the whole.
    #[test]
    fn a_stream_is_as_good_as_a_document(drafts in drafts(), ask in 0usize..14) {
        let text = text(&drafts);
        let document = json::read(text.as_bytes()).unwrap();
        let events = Events::of(document.root()).unwrap();
        let mut resolver = Resolver::new();
        let mut hasher = Hasher::new(ProfileName::Exact);
        for (number, event) in events.iter().enumerate() {
            resolver.push(&event);
            if number % 3 == ask % 3 {
                for open in resolver.open() {
                    resolver.compare(open, &events.iter().nth(open).unwrap(), &mut hasher);
                }
                prop_assert_eq!(resolver.resolve(None).len(), number + 1);
            }
        }
        for open in resolver.open() {
            resolver.compare(open, &events.iter().nth(open).unwrap(), &mut hasher);
        }
        prop_assert_eq!(resolver.resolve(None), resolve(&events, None));
    }
}
