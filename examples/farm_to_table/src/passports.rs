//! Passports and the codes that go on the packs.

use crate::record::{Record, Recorded};
use std::collections::BTreeMap;
use std::error::Error;
use terroir::passport::file::Lot;
use terroir::passport::label::Label;
use terroir::passport::{Parts, build};

/// The largest passport that a phone takes.
pub(crate) const LIMIT: usize = 1 << 20;

/// What is handed over with the goods.
pub(crate) struct Issued<'r> {
    /// The record behind it.
    pub(crate) record: &'r Record<'r>,
    /// The passport's text.
    pub(crate) text: String,
    /// The text of the QR code.
    pub(crate) code: String,
}

/// A passport for every lot whose record its keeper hands over; `order` has parents before children.
///
/// # Errors
/// A lot has no head, or a passport cannot be built.
pub(crate) fn issue<'r>(
    recorded: &'r Recorded<'r>,
    order: impl Iterator<Item = &'r str>,
    host: &str,
) -> Result<Vec<Issued<'r>>, Box<dyn Error>> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut issued = Vec::new();
    for record in order.filter_map(|lot| recorded.records.get(lot)).filter(|record| !record.lot.withheld) {
        // A parent that was never handed over is missing here, and the verdict says so.
        let parents: Vec<&str> =
            record.parents().filter_map(|name| texts.get(name)).map(String::as_str).collect();
        let text = build(&Parts {
            lot: &section(record),
            parents: &parents,
            bounded: &[],
            rotations: &[],
            aliases: &[],
            certificates: &[],
            attested: &[],
            lists: &[],
            limit: LIMIT,
        })?;
        // The label was printed when the first head was signed; what came later extends it.
        let first = record.heads.first().ok_or("a lot without a head")?;
        let code = Label::print(host, &record.lot.lot.parse()?, first.count, &first.root)?;
        texts.insert(&record.lot.lot, text.clone());
        issued.push(Issued { record, text, code });
    }
    Ok(issued)
}

fn section<'r>(record: &'r Record<'r>) -> Lot<'r> {
    Lot {
        name: &record.lot.lot,
        heads: record.heads.iter().map(|head| head.line.as_str()).collect(),
        proofs: (0..).zip(&record.heads).map(|(n, head)| (n, head.proof.as_str())).collect(),
        lines: record.lines.iter().map(String::as_str).collect(),
        disclosures: record.disclosures.iter().map(String::as_str).collect(),
    }
}
