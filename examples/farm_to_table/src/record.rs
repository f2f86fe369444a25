//! Recording: every writer signs its own chain, every keeper orders a ledger and signs its heads.

use crate::keys::{Keys, salt};
use crate::log::Log;
use crate::season::{HeadAt, Line, Lot, Story};
use std::collections::BTreeMap;
use std::error::Error;
use terroir::digest::{Hash, Suite, json};
use terroir::proof::disclosure::Disclosure;
use terroir::proof::entry::Entry;
use terroir::proof::head::{HeadDraft, Status};
use terroir::proof::line::{self, Context};
use terroir::proof::own::{self, Place};
use terroir::proof::{Moment, base64, merkle};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// All writers and keepers of the example hash with SHA-256.
pub const SUITE: Suite = Suite::Sha256;

/// The record of one lot.
pub struct Record<'s> {
    /// What the story says of it.
    pub lot: &'s Lot,
    /// Ledger lines.
    pub lines: Vec<String>,
    /// Head lines, by number.
    pub heads: Vec<SignedHead>,
    /// What the persons concerned agreed to show: digest and disclosure.
    pub disclosures: BTreeMap<String, String>,
    /// Digests of personal details, shown or not.
    pub digests: usize,
    /// What was given to other lots: line, child and amount.
    outputs: Vec<(u64, &'s str, String)>,
}

/// A head as the log holds it.
pub struct SignedHead {
    /// The line.
    pub line: String,
    /// Entries that it counts.
    pub count: u64,
    /// Root over them.
    pub root: Hash,
    /// Its object hash.
    pub hash: Hash,
    /// When it was signed.
    pub time: Moment,
    /// Its status.
    pub status: Status,
    /// That it stands in the log.
    pub proof: String,
}

impl Record<'_> {
    /// The newest head.
    ///
    /// # Errors
    /// There is none.
    pub fn newest(&self) -> Result<&SignedHead> {
        self.heads.last().ok_or_else(|| format!("{}: no head", self.lot.lot).into())
    }

    /// Lots that it was made from.
    pub fn parents(&self) -> impl Iterator<Item = &str> {
        self.lot.lines.iter().filter_map(|line| line.parent.as_deref())
    }

    /// The last head that had been signed by then.
    fn head_at(&self, time: Moment) -> Option<&SignedHead> {
        self.heads.iter().rev().find(|head| head.time <= time)
    }
}

/// One writer on one subject.
#[derive(Clone, Copy)]
struct Tip {
    n: u64,
    hash: Hash,
}

/// Records the whole story, lot by lot.
pub struct Recorder<'s> {
    story: &'s Story,
    keys: &'s Keys,
    chains: BTreeMap<(String, String), Tip>,
    /// Object hash of the entry that holds an event.
    by_event: BTreeMap<&'s str, Hash>,
    journeys: BTreeMap<&'s str, Vec<String>>,
    records: BTreeMap<&'s str, Record<'s>>,
    log: Log<'s>,
}

/// What came of it.
pub struct Recorded<'s> {
    /// Records by lot.
    pub records: BTreeMap<&'s str, Record<'s>>,
    /// Heads in the log.
    pub logged: usize,
}

impl<'s> Recorder<'s> {
    /// Nothing recorded yet.
    pub fn new(story: &'s Story, keys: &'s Keys) -> Self {
        let log = Log::new(&story.season.log.name, &story.season.witnesses.names, keys);
        Self {
            story,
            keys,
            chains: BTreeMap::new(),
            by_event: BTreeMap::new(),
            journeys: BTreeMap::new(),
            records: BTreeMap::new(),
            log,
        }
    }

    /// Records every journey and every lot.
    ///
    /// # Errors
    /// The story does not hold together, or no entry may say what it says.
    pub fn all(mut self) -> Result<Recorded<'s>> {
        for journey in &self.story.season.journeys {
            let lines = journey
                .events
                .iter()
                .map(|event| {
                    let event_text = self.story.event(event)?;
                    let members = vec![("event", event_text.text.clone())];
                    let made =
                        self.sign(&journey.key, &journey.journey, "event", &event_text.time, members)?;
                    self.by_event.insert(event, made.hash);
                    Ok(made.line)
                })
                .collect::<Result<Vec<_>>>()?;
            self.journeys.insert(&journey.journey, lines);
        }
        for lot in &self.story.season.lots {
            let record = self.lot(lot).map_err(|error| format!("{}: {error}", lot.lot))?;
            self.records.insert(&lot.lot, record);
        }
        Ok(Recorded { records: self.records, logged: self.log.size() })
    }

    fn lot(&mut self, lot: &'s Lot) -> Result<Record<'s>> {
        let mut record = Record {
            lot,
            lines: Vec::new(),
            heads: Vec::new(),
            disclosures: BTreeMap::new(),
            digests: 0,
            outputs: Vec::new(),
        };
        let mut due = lot.heads.iter().peekable();
        for line in &lot.lines {
            let act = self.act(line)?;
            let time = moment(&act)?;
            while let Some(head) = due.next_if(|head| moment(&head.time).is_ok_and(|at| at < time)) {
                self.seal(&mut record, head)?;
            }
            self.line(&mut record, line, &act, time)?;
        }
        for head in due {
            self.seal(&mut record, head)?;
        }
        Ok(record)
    }

    fn act(&self, line: &Line) -> Result<String> {
        match (&line.act, &line.event) {
            (Some(act), _) => Ok(act.clone()),
            (None, Some(event)) => Ok(self.story.event(event)?.time.clone()),
            (None, None) => Err("a line without event and time".into()),
        }
    }

    fn line(&mut self, record: &mut Record<'s>, line: &'s Line, act: &str, time: Moment) -> Result<()> {
        let subject = record.lot.lot.as_str();
        let mut members = Vec::new();
        if let Some(event) = &line.event {
            members.push(("event", self.story.event(event)?.text.clone()));
        }
        let amount =
            line.amount.as_ref().map(|amount| own::print_value(amount.text(), Place::Own)).transpose()?;
        if let Some(amount) = &amount {
            members.push(("amount", amount.clone()));
        }
        for (name, value) in [("child", &line.child), ("parent", &line.parent), ("reason", &line.reason)] {
            members.extend(value.as_deref().map(|value| (name, text(value))));
        }
        if let (Some(parent), Some(amount)) = (&line.parent, &amount) {
            members.extend(self.input(subject, parent, amount, time)?);
        }
        if let Some(journey) = &line.journey {
            members.extend(self.span(journey)?);
        }
        if let Some(chain) = &line.chain {
            let key = self.keys.id(&chain.key)?;
            let tip = self.chains.get(&(key.clone(), subject.to_owned())).ok_or("a receipt of nothing")?;
            let held = [
                ("hash", hash(&tip.hash)),
                ("key", text(&key)),
                ("n", tip.n.to_string()),
                ("subject", text(subject)),
            ];
            members.push(("chain", object(&held)));
        }
        if let Some(corrects) = &line.corrects {
            let corrected = self.by_event.get(corrects.as_str()).ok_or("a correction of nothing")?;
            members.push(("corrects", hash(corrected)));
        }
        for (name, flag) in [("end", line.end || line.kind == "end"), ("final", line.is_final)] {
            members.extend(flag.then(|| (name, "true".to_owned())));
        }
        if !line.expects.is_empty() {
            let keys =
                line.expects.iter().map(|key| Ok(text(&self.keys.id(key)?))).collect::<Result<Vec<_>>>()?;
            members.push(("expects", format!("[{}]", keys.join(","))));
        }
        members.extend(hide(record, line)?);
        let made = self.sign(&line.by, subject, &line.kind, act, members)?;
        if let Some(event) = &line.event {
            self.by_event.insert(event, made.hash);
        }
        if let (Some(child), Some(amount)) = (&line.child, amount) {
            record.outputs.push((u64::try_from(record.lines.len())?, child, amount));
        }
        record.lines.push(made.line);
        if let Some(journey) = &line.journey {
            record.lines.extend(self.journeys.get(journey.as_str()).into_iter().flatten().cloned());
        }
        Ok(())
    }

    /// What an input names of its parent: the output there, under a head that the parent's keeper had signed by then.
    fn input(
        &self,
        child: &str,
        parent: &str,
        amount: &str,
        time: Moment,
    ) -> Result<Vec<(&'static str, String)>> {
        let parent = self.records.get(parent).ok_or("a parent that is recorded later")?;
        let gives = |(_, to, given): &&(u64, &str, String)| *to == child && given == amount;
        let (at, ..) = parent.outputs.iter().find(gives).ok_or("the parent gave no such amount")?;
        let head = parent
            .head_at(time)
            .filter(|head| head.count > *at)
            .ok_or("the parent had signed no head yet")?;
        Ok(vec![
            ("count", head.count.to_string()),
            ("line", at.to_string()),
            ("root", hash(&head.root)),
            ("suite", text(SUITE.name())),
        ])
    }

    /// What a span names of its journey: all of it.
    fn span(&self, name: &str) -> Result<Vec<(&'static str, String)>> {
        let journey = self
            .story
            .season
            .journeys
            .iter()
            .find(|journey| journey.journey == name)
            .ok_or("no such journey")?;
        let key = self.keys.id(&journey.key)?;
        let tip = self.chains.get(&(key.clone(), name.to_owned())).ok_or("an empty journey")?;
        Ok(vec![
            ("chain", object(&[("key", text(&key)), ("subject", text(name))])),
            ("first", "0".to_owned()),
            ("last", tip.n.to_string()),
            ("hash", hash(&tip.hash)),
        ])
    }

    /// Signs the next entry of a chain.
    fn sign(
        &mut self,
        by: &str,
        subject: &str,
        kind: &str,
        act: &str,
        members: Vec<(&str, String)>,
    ) -> Result<Made> {
        let key = self.keys.get(by)?;
        let id = key.vkey().id().to_string();
        let before = self.chains.get(&(id.clone(), subject.to_owned())).copied();
        let n = before.map_or(0, |tip| tip.n + 1);
        let mut all = vec![
            ("act", text(act)),
            ("key", text(&id)),
            ("kind", text(kind)),
            ("n", n.to_string()),
            ("subject", text(subject)),
        ];
        all.extend(before.map(|tip| ("prev", hash(&tip.hash))));
        all.extend(members);
        let json = own::print(&object(&all), |name| match name {
            "event" => Place::Event,
            "ext" => Place::Extension,
            _ => Place::Own,
        })?;
        let entry = Entry::parse_unsigned(&json).map_err(|refusal| format!("{kind} by {by}: {refusal}"))?;
        let made = Made {
            hash: entry.hash(SUITE),
            line: line::join(&json, &key.sign(&Context::Entry.message(SUITE, &json))),
        };
        self.chains.insert((id, subject.to_owned()), Tip { n, hash: made.hash });
        Ok(made)
    }

    /// The keeper signs a head over what the ledger holds, and the log takes it in.
    fn seal(&mut self, record: &mut Record<'s>, at: &HeadAt) -> Result<()> {
        let lot = record.lot;
        let key = self.keys.get(&lot.keeper)?;
        let leaves: Vec<Hash> = record.lines.iter().map(|line| line::leaf(SUITE, line)).collect();
        let root = merkle::root(SUITE, &leaves);
        let status = Status::from_name(&at.status).ok_or("no such status")?;
        let (count, n) = (u64::try_from(leaves.len())?, u64::try_from(record.heads.len())?);
        let json = HeadDraft {
            by: None,
            certs: &[],
            count,
            issuer: &lot.issuer,
            key: key.vkey().id().as_str(),
            lot: &lot.lot,
            n,
            prev: record.heads.last().map(|head| head.hash),
            root,
            status,
            suite: SUITE,
            time: &at.time,
        }
        .print()?;
        let line = line::join(&json, &key.sign(&Context::Head.message(SUITE, &json)));
        let time = moment(&at.time)?;
        let proof = self.log.append(&line, u64::try_from(time.seconds())?)?;
        record.heads.push(SignedHead {
            hash: Context::Head.hash(SUITE, &json),
            line,
            count,
            root,
            time,
            status,
            proof,
        });
        Ok(())
    }
}

/// An entry as its writer made it.
struct Made {
    line: String,
    hash: Hash,
}

/// Personal details become salted digests; those that may be shown are kept beside the record.
fn hide(record: &mut Record<'_>, line: &Line) -> Result<Option<(&'static str, String)>> {
    let place = format!("{} {}", record.lot.lot, record.lines.len());
    let mut digests = Vec::new();
    for detail in &line.personal {
        let disclosure = Disclosure::new(&salt(&place, &detail.name), &detail.name, &text(&detail.value))?;
        let digest = disclosure.digest(SUITE);
        if detail.open {
            record.disclosures.insert(digest.clone(), disclosure.text().to_owned());
        }
        digests.push(text(&digest));
    }
    record.digests += digests.len();
    digests.sort_unstable();
    Ok((!digests.is_empty()).then(|| ("_sd", format!("[{}]", digests.join(",")))))
}

fn text(value: &str) -> String {
    let mut out = String::new();
    json::write_string(&mut out, value);
    out
}

fn hash(value: &Hash) -> String {
    text(&base64::encode(value))
}

fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}:{value}", text(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn moment(text: &str) -> Result<Moment> {
    Moment::parse(text).ok_or_else(|| format!("not a time: `{text}`").into())
}
