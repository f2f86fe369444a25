//! The GS1 Barcode Syntax Dictionary, interpreted line by line from its text.

use std::collections::BTreeSet;
use terroir::id::gs1::Linter;

/// A component of a value.
#[derive(Debug, Clone)]
struct Part {
    set: char,
    min: usize,
    max: usize,
    optional: bool,
    linters: Vec<Linter>,
}

/// A line of the dictionary.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The AIs of the line.
    pub ais: Vec<String>,
    /// The flags of the line.
    pub flags: String,
    parts: Vec<Part>,
    attributes: Vec<String>,
    /// The title.
    pub title: String,
}

/// The dictionary.
#[derive(Debug, Clone)]
pub struct Dictionary(Vec<Entry>);

fn part(word: &str) -> Part {
    let optional = word.contains('[');
    let fields: Vec<String> = word.replace(['[', ']'], "").split(',').map(str::to_owned).collect();
    let length = &fields[0][1..];
    let (min, max) = match length.strip_prefix("..") {
        Some(max) => (1, max.parse().unwrap()),
        None => (length.parse().unwrap(), length.parse().unwrap()),
    };
    let linters = fields[1..].iter().map(|name| name.parse().unwrap()).collect();
    Part { set: fields[0].chars().next().unwrap(), min, max, optional, linters }
}

fn set_of(name: char) -> &'static str {
    match name {
        'N' => "0123456789",
        'X' => "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
        'Y' => "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        _ => "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz=",
    }
}

impl Dictionary {
    /// Reads the text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut entries = Vec::new();
        for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
            let (facts, title) = line.split_once('#').unwrap_or((line, ""));
            let words: Vec<&str> = facts.split_whitespace().collect();
            let (first, last) = words[0].split_once('-').unwrap_or((words[0], words[0]));
            let ais = (first.parse::<u32>().unwrap()..=last.parse().unwrap())
                .map(|number| format!("{number:0width$}", width = first.len()))
                .collect();
            let mut entry = Entry {
                ais,
                flags: String::new(),
                parts: Vec::new(),
                attributes: Vec::new(),
                title: title.trim().into(),
            };
            for word in &words[1..] {
                let stripped = word.trim_start_matches('[');
                if word.chars().all(|c| c == '*' || c == '?') {
                    entry.flags.push_str(word);
                } else if stripped.starts_with(['N', 'X', 'Y', 'Z'])
                    && stripped[1..].starts_with(|c: char| c.is_ascii_digit() || c == '.')
                {
                    entry.parts.push(part(word));
                } else {
                    entry.attributes.push((*word).into());
                }
            }
            entries.push(entry);
        }
        Self(entries)
    }

    /// Every AI.
    #[must_use]
    pub fn ais(&self) -> Vec<String> {
        self.0.iter().flat_map(|entry| entry.ais.clone()).collect()
    }

    /// The line of an AI.
    #[must_use]
    pub fn entry(&self, ai: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.ais.iter().any(|known| known == ai))
    }

    /// Whether a value fits an AI.
    #[must_use]
    pub fn accepts(&self, ai: &str, value: &str) -> bool {
        let Some(entry) = self.entry(ai) else { return false };
        let mut rest: Vec<char> = value.chars().collect();
        for part in &entry.parts {
            if part.optional && rest.is_empty() {
                continue;
            }
            let taken: Vec<char> = rest.drain(..part.max.min(rest.len())).collect();
            let component: String = taken.iter().collect();
            let in_set = taken.iter().all(|c| set_of(part.set).contains(*c));
            let padded = part.set != 'Z' || Linter::Cset64.check(component.as_bytes()).is_ok();
            let lints = part.linters.iter().all(|linter| linter.check(component.as_bytes()).is_ok());
            if taken.len() < part.min || !in_set || !padded || !lints {
                return false;
            }
        }
        rest.is_empty()
    }

    /// Every row of AIs that may stand in the path of a Digital Link, each qualifier taken or left.
    #[must_use]
    pub fn paths(&self) -> BTreeSet<Vec<String>> {
        let mut paths = BTreeSet::new();
        for entry in &self.0 {
            for attribute in entry.attributes.iter().filter(|attribute| attribute.starts_with("dlpkey")) {
                let alternatives = attribute.strip_prefix("dlpkey=").unwrap_or("");
                for alternative in alternatives.split('|') {
                    let qualifiers: Vec<&str> =
                        alternative.split(',').filter(|text| !text.is_empty()).collect();
                    for choice in 0..1_u32 << qualifiers.len() {
                        let mut path = vec![entry.ais[0].clone()];
                        let chosen = qualifiers.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1);
                        path.extend(chosen.map(|(_, ai)| (*ai).to_owned()));
                        paths.insert(path);
                    }
                }
            }
        }
        paths
    }

    /// Whether AIs may stand together: all that is required is there, nothing that is excluded.
    #[must_use]
    pub fn go_together(&self, ais: &[String]) -> bool {
        let is = |pattern: &str, ai: &str| {
            pattern.len() == ai.len() && pattern.chars().zip(ai.chars()).all(|(p, c)| p == 'n' || p == c)
        };
        let present = |pattern: &str| ais.iter().any(|ai| is(pattern, ai));
        ais.iter().all(|ai| {
            self.entry(ai).unwrap().attributes.iter().all(|attribute| {
                if let Some(groups) = attribute.strip_prefix("req=") {
                    groups.split(',').any(|group| group.split('+').all(present))
                } else if let Some(patterns) = attribute.strip_prefix("ex=") {
                    !patterns
                        .split(',')
                        .any(|pattern| ais.iter().any(|other| other != ai && is(pattern, other)))
                } else {
                    true
                }
            })
        })
    }
}
