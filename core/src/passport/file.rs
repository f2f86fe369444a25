//! The passport file (`FORMATS` §9): counted sections, so that content is never searched.

use crate::{
    digest::Hash,
    proof::{
        base64,
        entry::LINES,
        head::HEADS,
        keyring::ROTATIONS,
        own::{Refusal, RefusalKind},
    },
};
use alloc::{
    string::{String, ToString as _},
    vec::Vec,
};

/// Lots in one passport.
pub const LOTS: usize = 1_024;
/// Aliases and certificates in one passport.
pub const EXTRAS: usize = 1_024;
/// Lines of one log proof.
pub const PROOF_LINES: u64 = 128;

const HEADING: &str = "terroir/v1 passport";

/// A passport, in pieces of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passport<'t> {
    /// The lot that it is about.
    pub own: Lot<'t>,
    /// Lots it comes from, ascending by name.
    pub ancestors: Vec<Ancestor<'t>>,
    /// Rotation lines.
    pub rotations: Vec<&'t str>,
    /// Alias lines.
    pub aliases: Vec<&'t str>,
    /// Certificate lines.
    pub certificates: Vec<&'t str>,
}

/// All that a passport holds of one lot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lot<'t> {
    /// Its name.
    pub name: &'t str,
    /// Head lines, from number 0.
    pub heads: Vec<&'t str>,
    /// Log proofs: number of the head, and the text, which ends in a line feed.
    pub proofs: Vec<(u64, &'t str)>,
    /// Ledger lines.
    pub lines: Vec<&'t str>,
    /// Disclosures, ascending by digest.
    pub disclosures: Vec<&'t str>,
}

/// A lot that the passport's lot comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ancestor<'t> {
    /// With all its lines.
    Whole(Lot<'t>),
    /// With its newest head and what it gave out.
    Bounded(Bounded<'t>),
}

impl<'t> Ancestor<'t> {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'t str {
        match self {
            Self::Whole(lot) => lot.name,
            Self::Bounded(lot) => lot.name,
        }
    }
}

/// An ancestor of which only the handing over is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounded<'t> {
    /// Its name.
    pub name: &'t str,
    /// Its newest head.
    pub head: &'t str,
    /// The log proof of that head.
    pub proof: Option<&'t str>,
    /// Output lines with their index and inclusion proofs in the head's root, ascending by index.
    pub outputs: Vec<(u64, &'t str, Vec<Hash>)>,
    /// Older counts that inputs name, with consistency proofs to the head's root, ascending by count.
    pub prefixes: Vec<(u64, Vec<Hash>)>,
}

fn malformed(at: usize, what: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Malformed, at, what)
}

fn limit(at: usize, what: &'static str) -> Refusal {
    Refusal::new(RefusalKind::Limit, at, what)
}

/// Reads line by line; lines are only ever counted.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    lines: u64,
    heads: u64,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or("");
        rest.find('\n').and_then(|end| rest.get(..end)).unwrap_or("")
    }

    fn line(&mut self) -> Result<&'t str, Refusal> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let end = rest.find('\n').ok_or_else(|| malformed(self.at, "the text ends too early"))?;
        self.at += end + 1;
        Ok(rest.get(..end).unwrap_or(""))
    }

    /// `@NAME N`, if the next line begins so.
    fn count(&mut self, name: &'static str, most: u64) -> Result<Option<u64>, Refusal> {
        let at = self.at;
        let Some(number) = self.peek().strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')) else {
            return Ok(None);
        };
        let number = canonical(number).filter(|n| *n >= 1).ok_or_else(|| malformed(at, "not a count"))?;
        if number > most {
            return Err(limit(at, "too many lines"));
        }
        self.line()?;
        Ok(Some(number))
    }

    /// N lines as one text, which ends in a line feed.
    fn block(&mut self, count: u64) -> Result<&'t str, Refusal> {
        let start = self.at;
        for _ in 0..count {
            self.line()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or(""))
    }

    /// `@NAME N`, then N lines.
    fn section(&mut self, name: &'static str, most: u64) -> Result<Vec<&'t str>, Refusal> {
        match self.count(name, most)? {
            None => Ok(Vec::new()),
            Some(count) => (0..count).map(|_| self.line()).collect(),
        }
    }

    /// `@NAME INDEX N`, if the next line begins so.
    fn numbered(&mut self, name: &'static str, most: u64) -> Result<Option<(u64, u64)>, Refusal> {
        let at = self.at;
        let Some(rest) = self.peek().strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')) else {
            return Ok(None);
        };
        let numbers = rest.split_once(' ').and_then(|(index, n)| Some((canonical(index)?, canonical(n)?)));
        let (index, count) = numbers.ok_or_else(|| malformed(at, "not two counts"))?;
        if count > most {
            return Err(limit(at, "too many lines"));
        }
        self.line()?;
        Ok(Some((index, count)))
    }

    fn hashes(&mut self, count: u64) -> Result<Vec<Hash>, Refusal> {
        let hash = |reader: &mut Self| {
            let at = reader.at;
            base64::decode_array(reader.line()?).ok_or_else(|| malformed(at, "not a hash"))
        };
        (0..count).map(|_| hash(self)).collect()
    }

    fn lot(&mut self, name: &'t str) -> Result<Lot<'t>, Refusal> {
        let heads = self.section("@heads", HEADS as u64)?;
        if heads.is_empty() {
            return Err(malformed(self.at, "`@heads` expected"));
        }
        self.heads += heads.len() as u64;
        if self.heads > LINES {
            return Err(limit(self.at, "too many heads in all"));
        }
        let mut proofs: Vec<(u64, &str)> = Vec::new();
        loop {
            let at = self.at;
            let Some((head, count)) = self.numbered("@proof", PROOF_LINES)? else { break };
            if count == 0
                || head >= heads.len() as u64
                || proofs.last().is_some_and(|(last, _)| *last >= head)
            {
                return Err(malformed(at, "a proof of no head, or not ascending"));
            }
            proofs.push((head, self.block(count)?));
        }
        let lines = self.section("@lines", LINES)?;
        if lines.is_empty() {
            return Err(malformed(self.at, "`@lines` expected"));
        }
        self.lines += lines.len() as u64;
        if self.lines > LINES {
            return Err(limit(self.at, "too many lines in all"));
        }
        let disclosures = self.section("@disclosures", LINES)?;
        Ok(Lot { name, heads, proofs, lines, disclosures })
    }

    fn bounded(&mut self, name: &'t str) -> Result<Bounded<'t>, Refusal> {
        let head = self.line()?;
        let mut bounded = Bounded { name, head, ..Bounded::default() };
        if let Some(count) = self.count("@proof", PROOF_LINES)? {
            bounded.proof = Some(self.block(count)?);
        }
        loop {
            let at = self.at;
            let Some((index, count)) = self.numbered("@output", 64)? else { break };
            if bounded.outputs.last().is_some_and(|(last, ..)| *last >= index) {
                return Err(malformed(at, "not ascending"));
            }
            let line = self.line()?;
            let proof = self.hashes(count)?;
            bounded.outputs.push((index, line, proof));
            self.lines += 1;
        }
        if bounded.outputs.is_empty() {
            return Err(malformed(self.at, "`@output` expected"));
        }
        loop {
            let at = self.at;
            let Some((size, count)) = self.numbered("@prefix", 64)? else { break };
            if size == 0 || bounded.prefixes.last().is_some_and(|(last, _)| *last >= size) {
                return Err(malformed(at, "not ascending"));
            }
            let proof = self.hashes(count)?;
            bounded.prefixes.push((size, proof));
            self.lines += 1;
        }
        if self.lines > LINES {
            return Err(limit(self.at, "too many lines in all"));
        }
        Ok(bounded)
    }

    fn ancestors(&mut self) -> Result<Vec<Ancestor<'t>>, Refusal> {
        let mut ancestors: Vec<Ancestor<'t>> = Vec::new();
        loop {
            let at = self.at;
            let line = self.peek();
            let ancestor = if let Some(name) = line.strip_prefix("@lot ") {
                self.line()?;
                Ancestor::Whole(self.lot(name)?)
            } else if let Some(name) = line.strip_prefix("@bounded ") {
                self.line()?;
                Ancestor::Bounded(self.bounded(name)?)
            } else {
                return Ok(ancestors);
            };
            if ancestors.last().is_some_and(|last| last.name() >= ancestor.name()) {
                return Err(malformed(at, "ancestors not ascending"));
            }
            if ancestors.len() + 1 >= LOTS {
                return Err(limit(at, "too many lots"));
            }
            ancestors.push(ancestor);
        }
    }
}

/// Canonical decimal of a count or index.
fn canonical(text: &str) -> Option<u64> {
    let fits = (1..=15).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text.len() == 1 || !text.starts_with('0'));
    fits.then(|| text.parse().ok()).flatten()
}

impl<'t> Passport<'t> {
    /// Cuts a text into its sections; what stands in the lines is not looked at.
    ///
    /// # Errors
    /// [`Refusal`] with the byte offset: not the printed form of a passport, or beyond its limits.
    pub fn parse(bytes: &'t [u8]) -> Result<Self, Refusal> {
        let text =
            core::str::from_utf8(bytes).map_err(|error| malformed(error.valid_up_to(), "not UTF-8"))?;
        if let Some(at) = text.bytes().position(|b| (b < 0x20 && b != b'\n') || b == 0x7F) {
            return Err(malformed(at, "a control character"));
        }
        let mut reader = Reader { text, at: 0, lines: 0, heads: 0 };
        if reader.line()? != HEADING {
            return Err(malformed(0, "not `terroir/v1 passport`"));
        }
        let at = reader.at;
        let name = reader.line()?.strip_prefix("@lot ").ok_or_else(|| malformed(at, "`@lot` expected"))?;
        let own = reader.lot(name)?;
        let ancestors = reader.ancestors()?;
        if ancestors.iter().any(|ancestor| ancestor.name() == own.name) {
            return Err(malformed(reader.at, "the lot stands among its ancestors"));
        }
        let rotations = reader.section("@rotations", ROTATIONS as u64)?;
        let aliases = reader.section("@aliases", EXTRAS as u64)?;
        let certificates = reader.section("@certificates", EXTRAS as u64)?;
        let at = reader.at;
        if ["@attested ", "@lists "].iter().any(|name| reader.peek().starts_with(name)) {
            return Err(Refusal::new(RefusalKind::Reserved, at, "reserved section"));
        }
        if reader.line()? != "@end" {
            return Err(malformed(at, "no section that may stand here"));
        }
        if reader.at != text.len() {
            return Err(malformed(reader.at, "text after `@end`"));
        }
        Ok(Self { own, ancestors, rotations, aliases, certificates })
    }

    /// The text of the passport.
    #[must_use]
    pub fn print(&self) -> String {
        let mut out = String::from(HEADING);
        out.push('\n');
        print_lot(&mut out, &self.own);
        for ancestor in &self.ancestors {
            match ancestor {
                Ancestor::Whole(lot) => print_lot(&mut out, lot),
                Ancestor::Bounded(lot) => print_bounded(&mut out, lot),
            }
        }
        print_section(&mut out, "@rotations", &self.rotations);
        print_section(&mut out, "@aliases", &self.aliases);
        print_section(&mut out, "@certificates", &self.certificates);
        out.push_str("@end\n");
        out
    }
}

fn print_line(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
    out.push('\n');
}

fn line_feeds(text: &str) -> String {
    text.bytes().filter(|b| *b == b'\n').count().to_string()
}

fn print_section(out: &mut String, name: &str, lines: &[&str]) {
    if !lines.is_empty() {
        print_line(out, &[name, " ", &lines.len().to_string()]);
        for line in lines {
            print_line(out, &[line]);
        }
    }
}

fn print_lot(out: &mut String, lot: &Lot<'_>) {
    print_line(out, &["@lot ", lot.name]);
    print_section(out, "@heads", &lot.heads);
    for (head, proof) in &lot.proofs {
        print_line(out, &["@proof ", &head.to_string(), " ", &line_feeds(proof)]);
        out.push_str(proof);
    }
    print_section(out, "@lines", &lot.lines);
    print_section(out, "@disclosures", &lot.disclosures);
}

fn print_bounded(out: &mut String, lot: &Bounded<'_>) {
    let numbered = |out: &mut String, name: &str, index: u64, hashes: &[Hash], line: Option<&str>| {
        print_line(out, &[name, " ", &index.to_string(), " ", &hashes.len().to_string()]);
        if let Some(line) = line {
            print_line(out, &[line]);
        }
        for hash in hashes {
            print_line(out, &[&base64::encode(hash)]);
        }
    };
    print_line(out, &["@bounded ", lot.name]);
    print_line(out, &[lot.head]);
    if let Some(proof) = lot.proof {
        print_line(out, &["@proof ", &line_feeds(proof)]);
        out.push_str(proof);
    }
    for (index, line, proof) in &lot.outputs {
        numbered(out, "@output", *index, proof, Some(line));
    }
    for (size, proof) in &lot.prefixes {
        numbered(out, "@prefix", *size, proof, None);
    }
}
