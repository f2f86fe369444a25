//! Passports and the codes that go on the packs.

use crate::record::{Record, Recorded};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use terroir::passport::file::{Ancestor, Lot, Passport};
use terroir::passport::label::Label;

/// What is handed over with the goods.
pub struct Issued<'r> {
    /// The record behind it.
    pub record: &'r Record<'r>,
    /// The passport's text.
    pub text: String,
    /// The text of the QR code.
    pub code: String,
}

/// A passport for every lot whose record its keeper hands over.
///
/// # Errors
/// A lot has no head.
pub fn issue<'r>(
    recorded: &'r Recorded<'r>,
    order: impl Iterator<Item = &'r str>,
    host: &str,
) -> Result<Vec<Issued<'r>>, Box<dyn Error>> {
    order
        .filter_map(|lot| recorded.records.get(lot))
        .filter(|record| !record.lot.withheld)
        .map(|record| {
            let ancestors = ancestors(record, &recorded.records);
            let passport = Passport {
                own: section(record),
                ancestors: ancestors.into_iter().map(|record| Ancestor::Whole(section(record))).collect(),
                rotations: Vec::new(),
                aliases: Vec::new(),
                certificates: Vec::new(),
            };
            // The label was printed when the first head was signed; what came later extends it.
            let first = record.heads.first().ok_or("a lot without a head")?;
            Ok(Issued {
                record,
                text: passport.print(),
                code: Label::print(host, &record.lot.lot.parse()?, first.count, &first.root)?,
            })
        })
        .collect()
}

/// Lots that a lot came from, ascending by name; those that were never handed over are missing.
fn ancestors<'r>(of: &'r Record<'r>, records: &'r BTreeMap<&str, Record<'r>>) -> Vec<&'r Record<'r>> {
    let mut names = BTreeSet::new();
    let mut open: Vec<&Record<'_>> = vec![of];
    while let Some(record) = open.pop() {
        for parent in
            record.parents().filter_map(|name| records.get(name)).filter(|parent| !parent.lot.withheld)
        {
            if names.insert(parent.lot.lot.as_str()) {
                open.push(parent);
            }
        }
    }
    names.into_iter().filter_map(|name| records.get(name)).collect()
}

fn section<'r>(record: &'r Record<'r>) -> Lot<'r> {
    Lot {
        name: &record.lot.lot,
        heads: record.heads.iter().map(|head| head.line.as_str()).collect(),
        proofs: (0..).zip(&record.heads).map(|(n, head)| (n, head.proof.as_str())).collect(),
        lines: record.lines.iter().map(String::as_str).collect(),
        disclosures: record.disclosures.values().map(String::as_str).collect(),
    }
}
