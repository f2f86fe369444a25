//! Each list of a passport one longer, one shorter, and each order swapped; and each part replaced by that of another
//! passport that is as good. What each comes to stands in `parts.txt`, line by line.

use super::whole::{self, Whole};
use terroir::passport::{
    file::{Ancestor, Bounded, Lot, Passport},
    verdict::Outcome,
};

/// What was done, and the passport that it makes.
type Mutant = (String, String);

/// A list of the passport one longer, one shorter, and each two of it swapped.
fn lists<'t, T: Clone>(
    what: &str,
    passport: &Passport<'t>,
    list: impl for<'p> Fn(&'p mut Passport<'t>) -> &'p mut Vec<T>,
) -> Vec<Mutant> {
    let edited = |edit: &dyn Fn(&mut Vec<T>)| {
        let mut other = passport.clone();
        edit(list(&mut other));
        other.print()
    };
    let mut made = Vec::new();
    let length = list(&mut passport.clone()).len();
    for at in 0..length {
        made.push((format!("{what} without {at}"), edited(&|list| drop(list.remove(at)))));
        made.push((format!("{what} with {at} twice"), edited(&|list| list.insert(at, list[at].clone()))));
        for other in at + 1..length {
            made.push((
                format!("{what} with {at} and {other} swapped"),
                edited(&|list| list.swap(at, other)),
            ));
        }
    }
    made
}

fn whole_lot<'p, 't>(passport: &'p mut Passport<'t>) -> &'p mut Lot<'t> {
    passport.ancestors.iter_mut().find_map(as_whole).unwrap()
}

fn as_whole<'p, 't>(ancestor: &'p mut Ancestor<'t>) -> Option<&'p mut Lot<'t>> {
    match ancestor {
        Ancestor::Whole(lot) => Some(lot),
        Ancestor::Bounded(_) => None,
    }
}

fn bounded<'p, 't>(passport: &'p mut Passport<'t>) -> &'p mut Bounded<'t> {
    let found = passport.ancestors.iter_mut().find_map(|ancestor| match ancestor {
        Ancestor::Bounded(lot) => Some(lot),
        Ancestor::Whole(_) => None,
    });
    found.unwrap()
}

/// Every list of a passport.
fn all_lists(passport: &Passport<'_>) -> Vec<Mutant> {
    [
        lists("heads", passport, |all| &mut all.own.heads),
        lists("proofs", passport, |all| &mut all.own.proofs),
        lists("lines", passport, |all| &mut all.own.lines),
        lists("disclosures", passport, |all| &mut all.own.disclosures),
        lists("ancestors", passport, |all| &mut all.ancestors),
        lists("parent's heads", passport, |all| &mut whole_lot(all).heads),
        lists("parent's proofs", passport, |all| &mut whole_lot(all).proofs),
        lists("parent's lines", passport, |all| &mut whole_lot(all).lines),
        lists("bounded outputs", passport, |all| &mut bounded(all).outputs),
        lists("hashes of an output", passport, |all| &mut bounded(all).outputs[0].2),
        lists("prefixes", passport, |all| &mut bounded(all).prefixes),
        lists("hashes of a prefix", passport, |all| &mut bounded(all).prefixes[0].1),
        lists("rotations", passport, |all| &mut all.rotations),
        lists("aliases", passport, |all| &mut all.aliases),
        lists("attested", passport, |all| &mut all.attested),
        lists("lists", passport, |all| &mut all.lists),
    ]
    .concat()
}

/// Each part of the passport replaced by that of another.
fn replaced<'t>(passport: &Passport<'t>, other: &Passport<'t>) -> Vec<Mutant> {
    type Part = (&'static str, for<'p, 't, 'o> fn(&'p mut Passport<'t>, &'o mut Passport<'t>));
    const PARTS: &[Part] = &[
        ("name", |own, other| own.own.name = other.own.name),
        ("heads", |own, other| own.own.heads = other.own.heads.clone()),
        ("newest head", |own, other| own.own.heads[1] = other.own.heads[1]),
        ("first proof", |own, other| own.own.proofs[0].1 = other.own.proofs[0].1),
        ("newest proof", |own, other| own.own.proofs[1].1 = other.own.proofs[1].1),
        ("proofs", |own, other| own.own.proofs = other.own.proofs.clone()),
        ("lines", |own, other| own.own.lines = other.own.lines.clone()),
        ("first line", |own, other| own.own.lines[0] = other.own.lines[0]),
        ("line of the laboratory", |own, other| own.own.lines[3] = other.own.lines[3]),
        ("span", |own, other| own.own.lines[4] = other.own.lines[4]),
        ("heads and proofs", |own, other| {
            own.own.heads = other.own.heads.clone();
            own.own.proofs = other.own.proofs.clone();
        }),
        ("heads and lines", |own, other| {
            own.own.heads = other.own.heads.clone();
            own.own.lines = other.own.lines.clone();
        }),
        ("own lot but for its proofs", |own, other| {
            own.own = Lot { proofs: own.own.proofs.clone(), ..other.own.clone() };
        }),
        ("own lot", |own, other| own.own = other.own.clone()),
        ("disclosures", |own, other| own.own.disclosures = other.own.disclosures.clone()),
        ("ancestors", |own, other| own.ancestors = other.ancestors.clone()),
        ("parent", |own, other| *whole_lot(own) = whole_lot(other).clone()),
        ("parent's heads", |own, other| whole_lot(own).heads = whole_lot(other).heads.clone()),
        ("parent's lines", |own, other| whole_lot(own).lines = whole_lot(other).lines.clone()),
        ("parent's proof", |own, other| whole_lot(own).proofs = whole_lot(other).proofs.clone()),
        ("bounded parent", |own, other| *bounded(own) = bounded(other).clone()),
        ("bounded parent's head", |own, other| bounded(own).head = bounded(other).head),
        ("bounded parent's proof", |own, other| bounded(own).proof = bounded(other).proof),
        ("bounded parent's output", |own, other| bounded(own).outputs = bounded(other).outputs.clone()),
        ("bounded parent's prefix", |own, other| bounded(own).prefixes = bounded(other).prefixes.clone()),
        ("alias", |own, other| own.aliases = other.aliases.clone()),
        ("attested verdict", |own, other| own.attested = other.attested.clone()),
    ];
    let made = PARTS.iter().map(|(what, replace)| {
        let (mut mutant, mut other) = (passport.clone(), other.clone());
        replace(&mut mutant, &mut other);
        (format!("another lot's {what}"), mutant.print())
    });
    made.collect()
}

#[test]
fn every_part_is_held_against_every_other() {
    let whole = Whole::new();
    let other = whole::text(1);
    let passport = Passport::parse(whole.text.as_bytes()).unwrap();
    let other = Passport::parse(other.as_bytes()).unwrap();
    let mut mutants = all_lists(&passport);
    mutants.extend(replaced(&passport, &other));
    let mut page = String::new();
    for (what, text) in &mutants {
        assert_ne!(*text, whole.text, "{what}");
        let verdict = whole.judge(text);
        let outcome = if verdict.outcome == Outcome::Accepted { "ACCEPTED" } else { verdict.outcome.name() };
        page += &format!("{what}: {outcome} {}\n", whole.codes(&verdict).join(" "));
    }
    println!("{} lists and parts", mutants.len());
    super::held_against_page("passport_mutants/parts", &page);
}
