//! Passports, and the labels that go on the packs.

use crate::record::{Record, Recorded};
use crate::season::{Season, Words};
use std::collections::BTreeMap;
use std::error::Error;
use terroir::passport::file::Lot;
use terroir::passport::{Parts, build};
use terroir::proof::head::Status;
use terroir_label::{self as label, Label};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The largest passport that a phone takes.
pub(crate) const LIMIT: usize = 1 << 20;

/// What is handed over with the goods.
pub(crate) struct Issued<'r> {
    /// The record behind it.
    pub(crate) record: &'r Record<'r>,
    /// The passport's text.
    pub(crate) text: String,
    /// What is printed for the pack.
    pub(crate) label: Label<'r>,
}

impl Issued<'_> {
    /// The text of the code that leads to the passport.
    pub(crate) fn code(&self) -> &str {
        &self.label.link
    }
}

/// A passport for every lot whose record its keeper hands over; `order` has parents before children.
///
/// # Errors
/// A lot has no sealed head, or a passport cannot be built.
pub(crate) fn issue<'r>(
    recorded: &'r Recorded<'r>,
    order: impl Iterator<Item = &'r str>,
    season: &'r Season,
) -> Result<Vec<Issued<'r>>> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut issued = Vec::new();
    for record in order.filter_map(|lot| recorded.records.get(lot)).filter(|record| !record.lot.withheld) {
        let text = of(record, |parent| texts.get(parent).map(String::as_str))?;
        texts.insert(&record.lot.lot, text.clone());
        issued.push(Issued { record, text, label: printed(record, season)? });
    }
    Ok(issued)
}

/// The passport of a record; `passport` knows those of its parents.
///
/// # Errors
/// It cannot be built.
pub(crate) fn of<'p>(record: &Record<'_>, passport: impl Fn(&str) -> Option<&'p str>) -> Result<String> {
    // A parent that was never handed over is missing here, and the verdict says so.
    let parents: Vec<&str> = record.parents().filter_map(passport).collect();
    Ok(build(&Parts {
        lot: &section(record),
        parents: &parents,
        bounded: &[],
        rotations: &[],
        aliases: &[],
        certificates: &[],
        attested: &[],
        lists: &[],
        limit: LIMIT,
    })?)
}

/// The label, printed when the lot was sealed; what came later extends it.
fn printed<'r>(record: &'r Record<'r>, season: &'r Season) -> Result<Label<'r>> {
    let sealed = record.heads.iter().rposition(|head| head.status == Status::Sealed);
    let issuer = season.parties.iter().find(|party| party.id == record.lot.issuer);
    Ok(Label {
        product: words(&record.lot.name),
        issuer: issuer.map(|party| words(&party.name)).unwrap_or_default(),
        ..Label::at(&section(record), sealed.ok_or("a lot without a sealed head")?, &season.host)?
    })
}

fn words(words: &Words) -> label::Words<'_> {
    label::Words { zh: &words.zh, en: &words.en }
}

fn section<'r>(record: &'r Record<'_>) -> Lot<'r> {
    Lot {
        name: &record.lot.lot,
        heads: record.heads.iter().map(|head| head.line.as_str()).collect(),
        proofs: (0..).zip(&record.heads).map(|(n, head)| (n, head.proof.as_str())).collect(),
        lines: record.lines.iter().map(String::as_str).collect(),
        disclosures: record.disclosures.iter().map(String::as_str).collect(),
    }
}
