//! What a phone may meet: `data/cases.json`, each case for a lot with GTIN and for one without, made and judged.

use crate::expected;
use crate::passports::{self, Issued, LIMIT};
use crate::record::{Record, Recorded, Recorder};
use crate::season::{EventText, HeadAt, Line, Story, Words};
use crate::verdicts::{self, differences};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use terroir::digest::Suite;
use terroir::digest::json::{self, Raw};
use terroir::id::party::Role;
use terroir::passport::file::{Ancestor, Passport};
use terroir::passport::verdict::Verdict;
use terroir::passport::{Purpose, Question, Require, Seen, redact, verify, verify_label, view};
use terroir::proof::entry::Entry;
use terroir::proof::trust::{KnownHead, Trust};
use terroir::proof::{Moment, base64, evidence};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// What is done; see [`Kind`].
    pub(crate) case: Kind,
    /// What it is called.
    pub(crate) name: Words,
    /// What happens, in a sentence.
    pub(crate) about: Words,
    /// Lots that it happens to.
    pub(crate) of: Vec<Of>,
}

/// What happens to a lot, or to its passport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// Passport and code, as they are.
    Online,
    /// The offline label alone, with nothing but pinned keys.
    Offline,
    /// The passport as a role may see it for a purpose.
    Redacted,
    /// A farmer's values and salts were deleted.
    Erased,
    /// A correction came after sealing.
    Superseded,
    /// The passport from before that, shown to somebody who has seen the newer head.
    Outdated,
    /// The lot was called back.
    Recalled,
    /// The keeper signed two heads of one number.
    Equivocating,
    /// One byte was changed.
    Tampered,
}

/// A case of one lot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Of {
    /// The lot.
    pub(crate) lot: String,
    /// The verdict.
    expect: expected::Lot,
    /// Lines that come after the season.
    #[serde(default)]
    lines: Vec<Line>,
    /// The head that then follows.
    head: Option<HeadAt>,
    /// Events that these lines name.
    #[serde(default)]
    events: Vec<Raw>,
    /// Who looks.
    role: Option<Role>,
    /// What for.
    purpose: Option<Purpose>,
    /// The key whose writer's details go.
    erase: Option<String>,
}

/// Reads the cases, and the events that they add.
///
/// # Errors
/// The file cannot be read, or is not what it should be.
pub(crate) fn read(folder: &Path) -> Result<(Vec<Case>, BTreeMap<String, EventText>)> {
    let text = fs::read(folder.join("cases.json"))?;
    let cases: Vec<Case> =
        json::from_value(json::read(&text)?.root()).map_err(|error| format!("cases.json: {error}"))?;
    let mut events = BTreeMap::new();
    for event in cases.iter().flat_map(|case| &case.of).flat_map(|of| &of.events) {
        let document = json::read(event.text().as_bytes())?;
        let member =
            |name: &str| document.root().get(name).and_then(|value| value.text()).unwrap_or_default();
        let (id, time) = (member("eventID").into_owned(), member("eventTime").into_owned());
        events.insert(id, EventText { text: event.text().to_owned(), time, hidden: Vec::new() });
    }
    Ok((cases, events))
}

/// A case, as the page is given it.
#[derive(Debug, Serialize)]
pub(crate) struct Made<'s> {
    /// What happened.
    pub(crate) case: Kind,
    /// The lot.
    pub(crate) lot: &'s str,
    /// The text of the code that was scanned.
    code: String,
    /// Whether the phone has the status snapshot, or nothing but keys.
    snapshot: bool,
    /// Heads that the phone has seen before.
    seen: Vec<SeenHead>,
    /// Heads that are shown beside each other.
    heads: Vec<String>,
    /// What proves to anybody that a keeper told two stories.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// Who looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    /// What for.
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<Purpose>,
    /// The passport, or where there is none the label; of what the page makes itself, what it begins with.
    #[serde(skip)]
    pub(crate) text: String,
    /// What is judged, where the page makes it itself.
    #[serde(skip)]
    made: Option<String>,
    /// The verdict that it should have.
    #[serde(skip)]
    expect: &'s expected::Lot,
}

/// A head that was seen, as `verify_passport` takes it.
#[derive(Debug, Serialize)]
struct SeenHead {
    hash: String,
    lot: String,
    n: u64,
}

/// What a case is made from.
pub(crate) struct Cases<'s, 'r> {
    /// The story.
    pub(crate) story: &'s Story,
    /// What was recorded.
    pub(crate) recorded: &'r Recorded<'s>,
    /// Passports and labels.
    pub(crate) issued: &'r [Issued<'r>],
}

impl<'s> Cases<'s, '_> {
    /// Makes every case; `recorder` says what might have come after.
    ///
    /// # Errors
    /// A case that names no lot of the season, or does not hold together.
    pub(crate) fn all(&self, recorder: &mut Recorder<'s>) -> Result<Vec<Made<'s>>> {
        let mut all = Vec::new();
        for case in &self.story.cases {
            for of in &case.of {
                let made = self.made(case.case, of, recorder);
                all.push(made.map_err(|error| format!("{:?} {}: {error}", case.case, of.lot))?);
            }
        }
        Ok(all)
    }

    fn made(&self, kind: Kind, of: &'s Of, recorder: &mut Recorder<'s>) -> Result<Made<'s>> {
        let issued = self.issued(&of.lot)?;
        let record = self.recorded.records.get(of.lot.as_str()).ok_or("no such record")?;
        let mut made = Made {
            case: kind,
            lot: &of.lot,
            code: issued.code().to_owned(),
            snapshot: true,
            seen: Vec::new(),
            heads: Vec::new(),
            evidence: None,
            role: of.role,
            purpose: of.purpose,
            text: issued.text.clone(),
            made: None,
            expect: &of.expect,
        };
        match kind {
            Kind::Online => {}
            Kind::Offline => {
                made.text = issued.label.offline.clone().ok_or("no offline label")?;
                made.snapshot = false;
            }
            Kind::Redacted => {
                let (role, purpose) = of.role.zip(of.purpose).ok_or("role and purpose")?;
                made.made = Some(view(&issued.text, role, purpose, &[])?.passport);
            }
            Kind::Erased => made.text = erased(&issued.text, of.erase.as_deref().ok_or("whose details")?)?,
            Kind::Superseded => {
                let later = self.later(of, record, recorder)?;
                made.heads = both(record, &later)?;
                made.text = self.passport(&later)?;
            }
            Kind::Outdated => {
                let later = self.later(of, record, recorder)?;
                made.heads = both(record, &later)?;
                made.seen = seen(&later)?;
            }
            Kind::Recalled if of.head.is_some() => {
                made.text = self.passport(&self.later(of, record, recorder)?)?;
            }
            Kind::Recalled => {}
            Kind::Equivocating => {
                let other = recorder.other(record)?;
                made.heads = both(record, &other)?;
                made.evidence = Some(evidence::print(&record.newest()?.line, &other.newest()?.line)?);
                // Nobody else knows: only what this phone has seen before gives the keeper away.
                made.snapshot = false;
                made.seen = seen(record)?;
                made.text = self.passport(&other)?;
            }
            Kind::Tampered => made.made = Some(flipped(&issued.text)?),
        }
        Ok(made)
    }

    fn issued(&self, lot: &str) -> Result<&Issued<'_>> {
        let found = self.issued.iter().find(|issued| issued.record.lot.lot == lot);
        found.ok_or_else(|| "no such passport".into())
    }

    fn later(&self, of: &'s Of, record: &Record<'s>, recorder: &mut Recorder<'s>) -> Result<Record<'s>> {
        recorder.later(record, &of.lines, of.head.as_ref().ok_or("a head that follows")?)
    }

    fn passport(&self, record: &Record<'s>) -> Result<String> {
        passports::of(record, |parent| Some(self.issued(parent).ok()?.text.as_str()))
    }
}

/// The newest heads of two records.
fn both(one: &Record<'_>, other: &Record<'_>) -> Result<Vec<String>> {
    Ok(vec![one.newest()?.line.clone(), other.newest()?.line.clone()])
}

fn seen(record: &Record<'_>) -> Result<Vec<SeenHead>> {
    let n = record.heads.len() as u64 - 1;
    let hash = base64::encode(&record.newest()?.hash);
    Ok(vec![SeenHead { hash, lot: record.lot.lot.clone(), n }])
}

/// The passport once the details in a writer's entries are deleted, each with its salt.
fn erased(passport: &str, key: &str) -> Result<String> {
    let read = Passport::parse(passport.as_bytes())?;
    let ancestors = read.ancestors.iter().flat_map(|ancestor| match ancestor {
        Ancestor::Whole(lot) => lot.lines.as_slice(),
        Ancestor::Bounded(_) => &[],
    });
    let lines = read.own.lines.iter().chain(ancestors);
    let of_writer =
        |line: &&&str| Entry::parse(line).is_ok_and(|entry| entry.key.split('+').next() == Some(key));
    let theirs: Vec<&&str> = lines.filter(of_writer).collect();
    Ok(redact(passport, |disclosure| {
        let digest = disclosure.digest(Suite::Sha256);
        !theirs.iter().any(|line| line.contains(&digest))
    })?)
}

/// One bit of the last digit before a weight's point.
fn flipped(passport: &str) -> Result<String> {
    let (_, after) = passport.split_once("\"amount\":[[\"").ok_or("no weight")?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let at = (passport.len() - after.len() + digits).checked_sub(1).ok_or("no weight")?;
    let mut bytes = passport.as_bytes().to_vec();
    *bytes.get_mut(at).ok_or("no weight")? ^= 1;
    Ok(String::from_utf8(bytes)?)
}

/// The verdict on a case.
///
/// # Errors
/// The season's time is none.
pub(crate) fn judge(made: &Made<'_>, snapshot: &Trust, keys: &Trust, as_of: &str) -> Result<Verdict> {
    let mut heads = Vec::new();
    for head in &made.seen {
        let hash = base64::decode_array(&head.hash).ok_or("not a hash")?;
        heads.push(KnownHead { hash, lot: head.lot.clone(), n: head.n });
    }
    let label = made.case == Kind::Offline;
    let question = Question {
        passport: made.made.as_ref().unwrap_or(&made.text).as_bytes(),
        trust: Some(if made.snapshot { snapshot } else { keys }),
        scanned: (!label).then_some(made.code.as_str()),
        now: Some(Moment::parse(as_of).ok_or("not a time")?),
        seen: Some(&Seen { version: None, heads }),
        require: &Require::default(),
        limit: LIMIT,
    };
    Ok(if label { verify_label(&question) } else { verify(&question) })
}

/// Prints every case; answers whether all verdicts are as expected.
///
/// # Errors
/// The question could not be asked.
pub(crate) fn report(story: &Story, all: &[Made<'_>], snapshot: &Trust, keys: &Trust) -> Result<bool> {
    println!("\n5  What a phone may meet");
    let mut surprises = Vec::new();
    for case in &story.cases {
        println!("   {}", case.name.en);
        for made in all.iter().filter(|made| made.case == case.case) {
            let verdict = judge(made, snapshot, keys, &story.season.as_of)?;
            println!("      {:<10}  {}", verdict.outcome.name(), made.lot);
            for reason in verdicts::deciding(&verdict) {
                println!("                  {reason}");
            }
            let named = format!("{}, {}", case.name.en, made.lot);
            surprises.extend(differences(&named, &verdict, made.expect));
        }
    }
    for surprise in &surprises {
        println!("   NOT AS EXPECTED: {surprise}");
    }
    if surprises.is_empty() {
        println!("   {} cases, all as expected", all.len());
    }
    Ok(surprises.is_empty())
}
