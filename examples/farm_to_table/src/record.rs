//! Recording: every writer signs its own chain, the keeper merges what arrives and signs heads over it.

use crate::keys::{Keys, salt};
use crate::log::Log;
use crate::season::{HeadAt, Hidden, Line, Lot, Story};
use std::collections::BTreeMap;
use std::error::Error;
use terroir::digest::{Hash, Suite, json};
use terroir::proof::disclosure::Disclosure;
use terroir::proof::head::Status;
use terroir::proof::keyring::Keyring;
use terroir::proof::merge::{Arrivals, merge};
use terroir::proof::record::Draft;
use terroir::proof::seal::Seal;
use terroir::proof::trust::Trust;
use terroir::proof::{Moment, base64};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// All writers and keepers of the example hash with SHA-256.
pub(crate) const SUITE: Suite = Suite::Sha256;

/// The record of one lot.
#[derive(Clone)]
pub(crate) struct Record<'s> {
    /// What the story says of it.
    pub(crate) lot: &'s Lot,
    /// The ledger.
    pub(crate) lines: Vec<String>,
    /// Heads, by number.
    pub(crate) heads: Vec<SignedHead>,
    /// What the persons concerned agreed to show.
    pub(crate) disclosures: Vec<String>,
    /// Digests of personal details, shown or not.
    pub(crate) digests: usize,
    /// Lines that writers have sent and the keeper has not yet taken in.
    arrived: Vec<String>,
    /// What was given to other lots: child, amount and line.
    outputs: Vec<(&'s str, &'s str, String)>,
}

/// A head as the log holds it.
#[derive(Clone)]
pub(crate) struct SignedHead {
    /// The line.
    pub(crate) line: String,
    /// Entries that it counts.
    pub(crate) count: u64,
    /// Root over them.
    pub(crate) root: Hash,
    /// Its object hash.
    pub(crate) hash: Hash,
    /// When it was signed.
    pub(crate) time: Moment,
    /// Its status.
    pub(crate) status: Status,
    /// That it stands in the log.
    pub(crate) proof: String,
}

impl<'s> Record<'s> {
    const fn new(lot: &'s Lot) -> Self {
        Self {
            lot,
            lines: Vec::new(),
            heads: Vec::new(),
            disclosures: Vec::new(),
            digests: 0,
            arrived: Vec::new(),
            outputs: Vec::new(),
        }
    }

    /// The newest head.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn newest(&self) -> Result<&SignedHead> {
        self.heads.last().ok_or_else(|| format!("{}: no head", self.lot.lot).into())
    }

    /// Lots that it was made from.
    pub(crate) fn parents(&self) -> impl Iterator<Item = &'s str> {
        self.lot.lines.iter().filter_map(|line| line.parent.as_deref())
    }

    /// The last head that had been signed by then.
    fn head_at(&self, time: Moment) -> Option<&SignedHead> {
        self.heads.iter().rev().find(|head| head.time <= time)
    }

    /// The line that gives `amount` to `child`.
    fn output(&self, child: &str, amount: &str) -> Option<u64> {
        let (.., line) = self.outputs.iter().find(|(to, given, _)| *to == child && *given == amount)?;
        let at = self.lines.iter().position(|known| known == line)?;
        u64::try_from(at).ok()
    }
}

/// A writer's last entry on a subject: its number and hash.
type Tip = (u64, Hash);

/// Records the whole story, lot by lot.
pub(crate) struct Recorder<'s> {
    story: &'s Story,
    keys: &'s Keys,
    keyring: Keyring<'s>,
    chains: BTreeMap<(String, String), Tip>,
    /// Object hash of the entry that holds an event.
    by_event: BTreeMap<&'s str, Hash>,
    journeys: BTreeMap<&'s str, Vec<String>>,
    records: BTreeMap<&'s str, Record<'s>>,
    log: Log<'s>,
}

/// What came of it.
pub(crate) struct Recorded<'s> {
    /// Records by lot.
    pub(crate) records: BTreeMap<&'s str, Record<'s>>,
    /// Heads in the log.
    pub(crate) logged: usize,
}

impl<'s> Recorder<'s> {
    /// Nothing recorded yet; `trust` says who may write.
    pub(crate) fn new(story: &'s Story, keys: &'s Keys, trust: &'s Trust) -> Self {
        Self {
            story,
            keys,
            keyring: Keyring::new(Some(trust)),
            chains: BTreeMap::new(),
            by_event: BTreeMap::new(),
            journeys: BTreeMap::new(),
            records: BTreeMap::new(),
            log: Log::new(&story.season.log.name, &story.season.witnesses.names, keys),
        }
    }

    /// Records every journey and every lot; the recorder can then say what might have come after.
    ///
    /// # Errors
    /// The story does not hold together, or no entry may say what it says.
    pub(crate) fn all(mut self) -> Result<(Recorded<'s>, Self)> {
        for journey in &self.story.season.journeys {
            let mut lines = Vec::new();
            for event in &journey.events {
                let (text, time) = self.event(event)?;
                let members = vec![("event", text)];
                lines.push(self.sign(
                    &journey.key,
                    &journey.journey,
                    "event",
                    &time,
                    members,
                    &[],
                    Some(event),
                )?);
            }
            self.journeys.insert(&journey.journey, lines);
        }
        for lot in &self.story.season.lots {
            let record = self.lot(lot).map_err(|error| format!("{}: {error}", lot.lot))?;
            self.records.insert(&lot.lot, record);
        }
        let recorded = Recorded { records: std::mem::take(&mut self.records), logged: self.log.size() };
        Ok((recorded, self))
    }

    /// What a record becomes when these lines follow and the keeper signs once more.
    ///
    /// # Errors
    /// No entry or head may say so.
    pub(crate) fn later(
        &mut self,
        record: &Record<'s>,
        lines: &'s [Line],
        head: &HeadAt,
    ) -> Result<Record<'s>> {
        let mut later = record.clone();
        let chains = self.chains.clone();
        for line in lines {
            let act = line.act.as_deref().ok_or("a later line says when")?;
            self.line(&mut later, line, act, moment(act)?)?;
        }
        self.seal(&mut later, head)?;
        self.chains = chains;
        Ok(later)
    }

    /// The other story that a keeper tells: the same number of a head, over a record that lacks its last line.
    ///
    /// # Errors
    /// There is no such record.
    pub(crate) fn other(&mut self, record: &Record<'s>) -> Result<Record<'s>> {
        let mut other = record.clone();
        other.heads.pop();
        other.lines.pop();
        self.seal(&mut other, record.lot.heads.last().ok_or("a lot without a head")?)?;
        Ok(other)
    }

    /// Text and time of an event.
    fn event(&self, id: &str) -> Result<(String, String)> {
        let event = self.story.event(id)?;
        Ok((event.text.clone(), event.time.clone()))
    }

    /// What concerns persons and came with the record of an event.
    fn came(&self, id: &str) -> &'s [Hidden] {
        self.story.events.get(id).map_or(&[], |event| &event.hidden)
    }

    fn lot(&mut self, lot: &'s Lot) -> Result<Record<'s>> {
        let mut record = Record::new(lot);
        let mut due = lot.heads.iter().peekable();
        for line in &lot.lines {
            let act = match (&line.act, &line.event) {
                (Some(act), _) => act.clone(),
                (None, Some(event)) => self.event(event)?.1,
                (None, None) => return Err("a line without event and time".into()),
            };
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

    /// A writer records a line and sends it to the keeper, a carrier with the lines of its journey.
    fn line(&mut self, record: &mut Record<'s>, line: &'s Line, act: &str, time: Moment) -> Result<()> {
        let subject = record.lot.lot.as_str();
        let mut members = Vec::new();
        if let Some(event) = &line.event {
            members.push(("event", self.event(event)?.0));
        }
        let amount = line.amount.as_ref().map(|amount| amount.text());
        members.extend(amount.map(|amount| ("amount", amount.to_owned())));
        for (name, value) in [("child", &line.child), ("parent", &line.parent), ("reason", &line.reason)] {
            members.extend(value.as_deref().map(|value| (name, text(value))));
        }
        if let (Some(parent), Some(amount)) = (&line.parent, amount) {
            members.extend(self.input(subject, parent, amount, time)?);
        }
        if let Some(journey) = &line.journey {
            members.extend(self.span(journey)?);
        }
        if let Some(chain) = &line.chain {
            let (key, (n, last)) = self.tip(&chain.key, subject)?;
            let held = [
                ("hash", hash(&last)),
                ("key", text(&key)),
                ("n", n.to_string()),
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
        let came = line.event.as_deref().map_or(&[][..], |event| self.came(event));
        let hidden = hide(record, line, act, came)?;
        let signed = self.sign(&line.by, subject, &line.kind, act, members, &hidden, line.event.as_ref())?;
        if let (Some(child), Some(amount)) = (&line.child, amount) {
            record.outputs.push((child, amount, signed.clone()));
        }
        record.arrived.push(signed);
        if let Some(journey) = &line.journey {
            record.arrived.extend(self.journeys.get(journey.as_str()).into_iter().flatten().cloned());
        }
        Ok(())
    }

    /// A key's id, and the last entry of its chain on a subject.
    fn tip(&self, key: &str, subject: &str) -> Result<(String, Tip)> {
        let key = self.keys.id(key)?;
        let tip = self.chains.get(&(key.clone(), subject.to_owned())).ok_or("an empty chain")?;
        Ok((key, *tip))
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
        let at = parent.output(child, amount).ok_or("the parent gave no such amount")?;
        let head =
            parent.head_at(time).filter(|head| head.count > at).ok_or("the parent had signed no head yet")?;
        Ok(vec![
            ("count", head.count.to_string()),
            ("line", at.to_string()),
            ("root", hash(&head.root)),
            ("suite", text(SUITE.name())),
        ])
    }

    /// What a span names of its journey: all of it.
    fn span(&self, name: &str) -> Result<Vec<(&'static str, String)>> {
        let named = |journey: &&crate::season::Journey| journey.journey == name;
        let journey = self.story.season.journeys.iter().find(named).ok_or("no such journey")?;
        let (key, (last, last_hash)) = self.tip(&journey.key, name)?;
        Ok(vec![
            ("chain", object(&[("key", text(&key)), ("subject", text(name))])),
            ("first", "0".to_owned()),
            ("last", last.to_string()),
            ("hash", hash(&last_hash)),
        ])
    }

    /// A writer signs the next entry of its chain.
    #[expect(clippy::too_many_arguments, reason = "these are the members of an entry")]
    fn sign(
        &mut self,
        by: &str,
        subject: &str,
        kind: &str,
        act: &str,
        members: Vec<(&str, String)>,
        hidden: &[Disclosure],
        event: Option<&'s String>,
    ) -> Result<String> {
        let key = self.keys.get(by)?;
        let id = key.vkey().id().to_string();
        let chain = (id.clone(), subject.to_owned());
        let mut all = vec![("act", text(act)), ("kind", text(kind)), ("subject", text(subject))];
        all.extend(members);
        let draft = Draft {
            entry: &object(&all),
            key: &id,
            suite: SUITE,
            previous: self.chains.get(&chain).copied(),
            hidden,
            public: &[],
        };
        let signed = draft.prepare().map_err(|error| format!("{kind} by {by} at {act}: {error}"))?.sign(key);
        self.chains.insert(chain, (signed.n, signed.hash));
        if let Some(event) = event {
            self.by_event.insert(event, signed.hash);
        }
        Ok(signed.line)
    }

    /// The keeper takes in what has arrived, in whatever order, and signs a head; the log takes the head in.
    fn seal(&mut self, record: &mut Record<'s>, at: &HeadAt) -> Result<()> {
        let lot = record.lot;
        let heads: Vec<&str> = record.heads.iter().map(|head| head.line.as_str()).collect();
        let merged = merge(
            &Arrivals {
                lot: &lot.lot,
                ledger: &slices(&record.lines),
                // Phones come into signal when they do: the order of arrival does not matter.
                arrived: &record.arrived.iter().rev().map(String::as_str).collect::<Vec<_>>(),
                heads: &heads,
            },
            &self.keyring,
        )?;
        if let Some((why, line)) = merged.held_back.first() {
            return Err(format!("held back, {}: {line}", why.code()).into());
        }
        let key = self.keys.get(&lot.keeper)?;
        let status = Status::from_name(&at.status).ok_or("no such status")?;
        let head = Seal {
            lot: &lot.lot,
            issuer: &lot.issuer,
            key: key.vkey().id().as_str(),
            suite: SUITE,
            status,
            by: None,
            certs: &[],
            time: &at.time,
            lines: &slices(&merged.lines),
            heads: &heads,
        }
        .prepare(&self.keyring)?;
        let time = moment(&at.time)?;
        let line = head.sign(key);
        let proof = self.log.append(&line, u64::try_from(time.seconds())?)?;
        let (count, root, hash) = (head.count, head.root, head.hash);
        record.lines = merged.lines;
        record.arrived.clear();
        record.heads.push(SignedHead { line, count, root, hash, time, status, proof });
        Ok(())
    }
}

/// Personal details become salted disclosures; those that may be shown are kept beside the record.
fn hide(record: &mut Record<'_>, line: &Line, act: &str, came: &[Hidden]) -> Result<Vec<Disclosure>> {
    let place = format!("{} {} {act}", record.lot.lot, line.by);
    let mut hidden = Vec::new();
    let beside = line.personal.iter().map(|detail| (&detail.name, &detail.value, detail.open));
    let came = came.iter().map(|detail| (&detail.name, &detail.value, line.open.contains(&detail.name)));
    for (name, value, open) in beside.chain(came) {
        let disclosure = Disclosure::new(&salt(&place, name), name, &text(value))?;
        if open {
            record.disclosures.push(disclosure.text().to_owned());
        }
        hidden.push(disclosure);
    }
    record.digests += hidden.len();
    Ok(hidden)
}

fn slices(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
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
