//! The passport file (`FORMATS` §9): counted sections, so that content is never searched.

use crate::{
    base::{
        text::{control, cut, position},
        whole,
    },
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Verdict lines.
    pub attested: Vec<&'t str>,
    /// Status lists.
    pub lists: Vec<&'t str>,
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

/// Reads line by line; lines are only ever counted. What returns `None` has left a refusal.
struct Reader<'t> {
    text: &'t str,
    /// Where the next line begins.
    at: usize,
    lines: u64,
    heads: u64,
    refusal: Refusal,
}

impl<'t> Reader<'t> {
    fn refuse(&mut self, kind: RefusalKind, at: usize, what: &'static str) -> Option<()> {
        self.refusal = Refusal::new(kind, at, what);
        None
    }

    fn malformed(&mut self, at: usize, what: &'static str) -> Option<()> {
        self.refuse(RefusalKind::Malformed, at, what)
    }

    fn limit(&mut self, at: usize, what: &'static str) -> Option<()> {
        self.refuse(RefusalKind::Limit, at, what)
    }

    /// The next line, which is not yet read; empty at the end of the text.
    fn peek(&self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or("");
        rest.get(..position(rest.as_bytes(), b'\n').unwrap_or(0)).unwrap_or("")
    }

    fn line(&mut self) -> Option<&'t str> {
        let line = self.peek();
        let end = self.at + line.len();
        if self.text.as_bytes().get(end) != Some(&b'\n') {
            self.malformed(self.at, "the text ends too early")?;
        }
        self.at = end + 1;
        Some(line)
    }

    /// What follows `NAME` and a space, if the next line begins so.
    fn after(&self, name: &str) -> Option<&'t str> {
        let (first, rest) = cut(self.peek(), b' ')?;
        (first == name).then_some(rest)
    }

    /// `@NAME` and these numbers, if the next line begins so; the last one counts what follows.
    fn numbers(&mut self, name: &str, numbers: &mut [u64], most: u64, what: &'static str) -> Option<bool> {
        let at = self.at;
        let Some(mut rest) = self.after(name) else { return Some(false) };
        let mut left = numbers.len();
        for number in numbers {
            left -= 1;
            let (digits, behind) = cut(rest, b' ').filter(|_| left > 0).unwrap_or((rest, ""));
            match whole::decimal(digits).filter(|_| digits.len() <= 15) {
                Some(read) => *number = read,
                None => self.malformed(at, what)?,
            }
            rest = behind;
            if left == 0 && *number > most {
                self.limit(at, "too many lines")?;
            }
        }
        self.line()?;
        Some(true)
    }

    /// `@NAME N`, if the next line begins so, and N lines follow; else 0.
    fn count(&mut self, name: &str, most: u64) -> Option<u64> {
        const WHAT: &str = "not a count";
        let at = self.at;
        let mut count = [0];
        if self.numbers(name, &mut count, most, WHAT)? && count == [0] {
            self.malformed(at, WHAT)?;
        }
        let [count] = count;
        Some(count)
    }

    /// `@NAME INDEX N`, if the next line begins so.
    fn numbered(&mut self, name: &str, most: u64) -> Option<Option<[u64; 2]>> {
        let mut numbers = [0; 2];
        Some(self.numbers(name, &mut numbers, most, "not two counts")?.then_some(numbers))
    }

    /// N lines as one text, which ends in a line feed.
    fn block(&mut self, count: u64) -> Option<&'t str> {
        let start = self.at;
        for _ in 0..count {
            self.line()?;
        }
        self.text.get(start..self.at)
    }

    /// `@NAME N`, then N lines.
    fn section(&mut self, name: &str, most: usize, lines: &mut Vec<&'t str>) -> Option<()> {
        for _ in 0..self.count(name, most as u64)? {
            lines.push(self.line()?);
        }
        Some(())
    }

    fn hashes(&mut self, count: u64) -> Option<Vec<Hash>> {
        let mut hashes = Vec::new();
        for _ in 0..count {
            let at = self.at;
            match base64::decode_array(self.line()?) {
                Some(hash) => hashes.push(hash),
                None => self.malformed(at, "not a hash")?,
            }
        }
        Some(hashes)
    }

    fn lot(&mut self, lot: &mut Lot<'t>) -> Option<()> {
        self.section("@heads", HEADS, &mut lot.heads)?;
        if lot.heads.is_empty() {
            self.malformed(self.at, "`@heads` expected")?;
        }
        self.heads += lot.heads.len() as u64;
        if self.heads > LINES {
            self.limit(self.at, "too many heads in all")?;
        }
        // The head that the next proof is of, or a later one.
        let mut from = 0;
        loop {
            let at = self.at;
            let Some([head, count]) = self.numbered("@proof", PROOF_LINES)? else { break };
            if count == 0 || head >= lot.heads.len() as u64 || head < from {
                self.malformed(at, "a proof of no head, or not ascending")?;
            }
            from = head + 1;
            lot.proofs.push((head, self.block(count)?));
        }
        self.section("@lines", LINES as usize, &mut lot.lines)?;
        if lot.lines.is_empty() {
            self.malformed(self.at, "`@lines` expected")?;
        }
        self.took(lot.lines.len())?;
        self.section("@disclosures", LINES as usize, &mut lot.disclosures)
    }

    /// Counts ledger lines, which have a limit over all lots.
    fn took(&mut self, lines: usize) -> Option<()> {
        self.lines += lines as u64;
        if self.lines > LINES { self.limit(self.at, "too many lines in all") } else { Some(()) }
    }

    fn bounded(&mut self, bounded: &mut Bounded<'t>) -> Option<()> {
        bounded.head = self.line()?;
        let count = self.count("@proof", PROOF_LINES)?;
        if count > 0 {
            bounded.proof = Some(self.block(count)?);
        }
        let mut from = 0;
        loop {
            let at = self.at;
            let Some([index, count]) = self.numbered("@output", 64)? else { break };
            if index < from {
                self.malformed(at, "not ascending")?;
            }
            from = index + 1;
            bounded.outputs.push((index, self.line()?, self.hashes(count)?));
        }
        if from == 0 {
            self.malformed(self.at, "`@output` expected")?;
        }
        from = 1;
        loop {
            let at = self.at;
            let Some([size, count]) = self.numbered("@prefix", 64)? else { break };
            if size < from {
                self.malformed(at, "not ascending")?;
            }
            from = size + 1;
            bounded.prefixes.push((size, self.hashes(count)?));
        }
        self.took(bounded.outputs.len() + bounded.prefixes.len())
    }

    fn ancestors(&mut self, ancestors: &mut Vec<Ancestor<'t>>) -> Option<()> {
        let mut last = "";
        loop {
            let at = self.at;
            let name = if let Some(name) = self.after("@lot") {
                self.line()?;
                let mut lot = Lot { name, ..Lot::default() };
                self.lot(&mut lot)?;
                ancestors.push(Ancestor::Whole(lot));
                name
            } else if let Some(name) = self.after("@bounded") {
                self.line()?;
                let mut bounded = Bounded { name, ..Bounded::default() };
                self.bounded(&mut bounded)?;
                ancestors.push(Ancestor::Bounded(bounded));
                name
            } else {
                return Some(());
            };
            if name <= last && ancestors.len() > 1 {
                self.malformed(at, "ancestors not ascending")?;
            }
            if ancestors.len() >= LOTS {
                self.limit(at, "too many lots")?;
            }
            last = name;
        }
    }

    fn passport(&mut self, passport: &mut Passport<'t>) -> Option<()> {
        if let Some(at) = control(self.text.as_bytes()) {
            self.malformed(at, "a control character")?;
        }
        if self.line()? != HEADING {
            self.malformed(0, "not `terroir/v1 passport`")?;
        }
        let at = self.at;
        let name = self.after("@lot");
        self.line()?;
        match name {
            Some(name) => passport.own.name = name,
            None => self.malformed(at, "`@lot` expected")?,
        }
        self.lot(&mut passport.own)?;
        self.ancestors(&mut passport.ancestors)?;
        if passport.ancestors.iter().any(|ancestor| ancestor.name() == passport.own.name) {
            self.malformed(self.at, "the lot stands among its ancestors")?;
        }
        self.section("@rotations", ROTATIONS, &mut passport.rotations)?;
        self.section("@aliases", EXTRAS, &mut passport.aliases)?;
        self.section("@certificates", EXTRAS, &mut passport.certificates)?;
        self.section("@attested", EXTRAS, &mut passport.attested)?;
        self.section("@lists", EXTRAS, &mut passport.lists)?;
        let at = self.at;
        if self.line()? != "@end" {
            self.malformed(at, "no section that may stand here")?;
        }
        if self.at != self.text.len() {
            self.malformed(self.at, "text after `@end`")?;
        }
        Some(())
    }
}

impl<'t> Passport<'t> {
    /// Cuts a text into its sections; what stands in the lines is not looked at.
    ///
    /// # Errors
    /// [`Refusal`] with the byte offset: not the printed form of a passport, or beyond its limits.
    pub fn parse(bytes: &'t [u8]) -> Result<Self, Refusal> {
        let malformed = |at, what| Refusal::new(RefusalKind::Malformed, at, what);
        let text =
            core::str::from_utf8(bytes).map_err(|error| malformed(error.valid_up_to(), "not UTF-8"))?;
        let mut reader = Reader { text, at: 0, lines: 0, heads: 0, refusal: malformed(0, "") };
        let mut passport = Self::default();
        match reader.passport(&mut passport) {
            Some(()) => Ok(passport),
            None => Err(reader.refusal),
        }
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
        print_section(&mut out, "@attested", &self.attested);
        print_section(&mut out, "@lists", &self.lists);
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
