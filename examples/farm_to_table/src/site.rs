//! What the page is given: passports, codes, the bundle, and names for what the records call by id.

use crate::cases::{Kind, Made};
use crate::passports::Issued;
use crate::questions::Answered;
use crate::season::{Season, Story, Words};
use crate::serve::Site;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;
use terroir::digest::json;
use terroir::id::SCHEME_WORDS;
use terroir::passport::verdict::{CLAIM, NOT_PROVED};
use terroir::proof::trust::Quorum;
use terroir::trace::vocabulary::{ACTS, FIELDS};

macro_rules! page {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../page/", $name)))),*]
    };
}

/// The page itself.
const PAGE: &[(&str, &[u8])] = page![
    "index.html",
    "style.css",
    "icons.svg",
    "app.js",
    "chart.js",
    "dom.js",
    "passport.js",
    "verifier.js",
    "way.js",
    "words.js",
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shelf<'s> {
    title: &'s Words,
    as_of: &'s str,
    roots: Roots,
    places: &'s BTreeMap<String, Words>,
    parties: Vec<Party<'s>>,
    lots: Vec<Lot<'s>>,
    others: Vec<Named<'s>>,
    answers: &'s [Answered],
    cases: Vec<CaseWords<'s>>,
    met: Vec<Case<'s>>,
    vocabulary: Vocabulary,
    kinds: BTreeMap<&'static str, Pair>,
    claim: Pair,
    limits: Vec<Pair>,
}

#[derive(Serialize)]
struct Roots {
    k: usize,
    keys: Vec<String>,
}

#[derive(Serialize)]
struct Party<'s> {
    id: &'s str,
    name: &'s Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'s Words>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uscc: Option<&'s str>,
    keys: Vec<Key<'s>>,
}

#[derive(Serialize)]
struct Key<'s> {
    name: &'s str,
    who: &'s Words,
}

#[derive(Serialize)]
struct Named<'s> {
    lot: &'s str,
    name: &'s Words,
}

#[derive(Serialize)]
struct Lot<'s> {
    lot: &'s str,
    name: &'s Words,
    icon: &'s str,
    code: &'s str,
    qr: String,
    passport: String,
    label: String,
    offline: Option<&'s str>,
    versions: [Option<i16>; 2],
}

/// A case on the page, and the file that it is made from.
#[derive(Serialize)]
struct Case<'s> {
    made: &'s Made<'s>,
    file: String,
}

/// A kind of case in words.
#[derive(Serialize)]
struct CaseWords<'s> {
    case: Kind,
    name: &'s Words,
    about: &'s Words,
}

#[derive(Serialize)]
struct Vocabulary {
    acts: BTreeMap<&'static str, Pair>,
    fields: BTreeMap<&'static str, Pair>,
}

#[derive(Serialize)]
struct Pair {
    zh: &'static str,
    en: &'static str,
}

/// What the page shows.
pub(crate) struct Content<'c> {
    /// The story.
    pub(crate) story: &'c Story,
    /// Passports and labels.
    pub(crate) issued: &'c [Issued<'c>],
    /// What a phone may meet.
    pub(crate) cases: &'c [Made<'c>],
    /// The trust bundle with the status snapshot.
    pub(crate) bundle: &'c str,
    /// The trust bundle that has keys only.
    pub(crate) keys: &'c str,
    /// Its pinned roots.
    pub(crate) roots: &'c Quorum,
    /// What the record answers.
    pub(crate) answers: &'c [Answered],
}

/// Puts everything together; `web` is the folder of the library's web build.
///
/// # Errors
/// A file cannot be read, or a code is too long for a QR symbol.
pub(crate) fn build(content: &Content<'_>, web: &Path) -> Result<Site, Box<dyn Error>> {
    let &Content { story, issued, roots, answers, .. } = content;
    let season = &story.season;
    let mut site = Site::default();
    for (name, bytes) in PAGE {
        site.add(format!("/{name}"), *bytes);
    }
    for entry in fs::read_dir(web).map_err(|error| format!("{}: {error}", web.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().into_string().map_err(|_| "a file name that is not UTF-8")?;
            site.add(format!("/terroir/{name}"), fs::read(entry.path())?);
        }
    }
    let mut lots = Vec::new();
    // What is for sale stands in front, what it was made from behind.
    let parents: BTreeSet<&str> = issued.iter().flat_map(|passport| passport.record.parents()).collect();
    let (behind, front): (Vec<_>, Vec<_>) =
        issued.iter().partition(|passport| parents.contains(passport.record.lot.lot.as_str()));
    for (number, passport) in front.into_iter().chain(behind).enumerate() {
        let lot = passport.record.lot;
        let (file, qr) = (format!("/passports/{number}.terroir"), format!("/codes/{number}.svg"));
        let (label, drawn) = (format!("/labels/{number}.svg"), passport.label.draw()?);
        site.add(file.as_str(), passport.text.as_str());
        site.add(qr.as_str(), picture(passport.code())?);
        site.add(label.as_str(), drawn.svg);
        lots.push(Lot {
            lot: &lot.lot,
            name: &lot.name,
            icon: &lot.icon,
            code: passport.code(),
            qr,
            passport: file,
            label,
            offline: passport.label.offline.as_deref(),
            versions: [Some(drawn.link_version), drawn.offline_version],
        });
    }
    let mut met = Vec::new();
    for (number, made) in content.cases.iter().enumerate() {
        let file = format!("/cases/{number}.txt");
        site.add(file.as_str(), made.text.as_str());
        met.push(Case { made, file });
    }
    let shelf = Shelf {
        title: &season.title,
        as_of: &season.as_of,
        roots: Roots { k: roots.wanted(), keys: roots.keys().iter().map(ToString::to_string).collect() },
        places: &season.places,
        parties: season.parties.iter().map(party).collect(),
        lots,
        others: mentioned(season),
        answers,
        cases: story
            .cases
            .iter()
            .map(|case| CaseWords { case: case.case, name: &case.name, about: &case.about })
            .collect(),
        met,
        kinds: SCHEME_WORDS.iter().map(|&(code, en, zh)| (code, Pair { zh, en })).collect(),
        claim: Pair { zh: CLAIM.1, en: CLAIM.0 },
        limits: NOT_PROVED.iter().map(|&(en, zh)| Pair { zh, en }).collect(),
        vocabulary: Vocabulary {
            acts: ACTS.iter().map(|act| (act.name, Pair { zh: act.chinese, en: act.english })).collect(),
            fields: FIELDS
                .iter()
                .map(|field| (field.name, Pair { zh: field.chinese, en: field.english }))
                .collect(),
        },
    };
    site.add("/season.json", json::to_string(&shelf)?);
    site.add("/bundle.txt", content.bundle);
    site.add("/keys.txt", content.keys);
    Ok(site)
}

/// Names of lots that have no passport here: their keepers kept their records, or they went elsewhere.
fn mentioned(season: &Season) -> Vec<Named<'_>> {
    let withheld =
        season.lots.iter().filter(|lot| lot.withheld).map(|lot| Named { lot: &lot.lot, name: &lot.name });
    withheld.chain(season.names.iter().map(|(lot, name)| Named { lot, name })).collect()
}

fn party(party: &crate::season::Party) -> Party<'_> {
    Party {
        id: &party.id,
        name: &party.name,
        about: party.about.as_ref(),
        uscc: party.uscc.as_deref(),
        keys: party.keys.iter().map(|key| Key { name: &key.name, who: &key.who }).collect(),
    }
}

/// A QR symbol of a code.
fn picture(code: &str) -> Result<String, Box<dyn Error>> {
    let symbol = QrCode::with_error_correction_level(code, EcLevel::M)?;
    Ok(symbol.render::<svg::Color<'_>>().min_dimensions(168, 168).quiet_zone(true).build())
}
