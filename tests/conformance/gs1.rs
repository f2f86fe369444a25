//! GS1 keys, element strings, scan data, Digital Link and EPC URNs.

use serde_json::Value;
use std::cell::Cell;
use terroir::id::{
    epc::Epc,
    gs1::{
        CARET, LintFault, Linter, Prefix, Prefixes, Symbology, parse_bracketed, parse_element_string,
        read_scan, write_element_string, write_scan,
    },
    link::{self, Link, Options},
};
use terroir_tests::{Tally, vectors};

/// Every case of a set's file (or of all files of a folder of that name), with a name for it.
fn cases(folder: &str, set: &str) -> Vec<(String, Value)> {
    let Some(folder) = vectors(folder) else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join(format!("{set}.json"))).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let named = |case: &Value| (case["src"].as_str().unwrap_or("?").to_owned(), case.clone());
    document["cases"].as_array().unwrap().iter().map(named).collect()
}

/// Runs a set; nothing where the data is absent.
fn run(folder: &str, set: &str, check: impl Fn(&Value) -> Result<(), String>) {
    if vectors(folder).is_none() {
        return;
    }
    let mut tally = Tally::new(&format!("{folder}/{set}"));
    for (name, case) in cases(folder, set) {
        tally.case(&name, check(&case).map_err(|why| format!("{why} in {case}")));
    }
    tally.finish();
}

fn same<T: PartialEq + std::fmt::Debug>(got: T, wanted: T) -> Result<(), String> {
    if got == wanted { Ok(()) } else { Err(format!("got {got:?}, wanted {wanted:?}")) }
}

#[test]
fn gs1_normalises_links_leniently() {
    run("digital-link", "ralphtro_dl_normaliser", |case| {
        let got = case["input"].as_str().and_then(link::normalise_lenient);
        same(got.as_deref(), case["expect"].as_str())
    });
}

/// A raw character that Tag Data Standard Table A-1 takes only escaped: the set lets some through.
fn has_raw_reserved(urn: &str) -> bool {
    urn.bytes().any(|byte| matches!(byte, b'"' | b'&' | b'/' | b'<' | b'>' | b'?' | b'#'))
}

/// URNs that the set takes and the standard does not: a component or part reference without a character
/// (Tag Data Standard §6.3.11), and piece 40 of 39 (General Specifications §3.9.6).
const NOT_AN_EPC: &[&str] =
    &["urn:epc:idpat:cpi:164759476414..*", "urn:epc:idpat:itip:493494.3399430.40.39.*"];

/// A link with every escape of its path undone: the set writes `!` and the like as they are, the Digital Link
/// standard (URI syntax §4.2) escapes them.
fn bare(link: &str) -> Vec<u8> {
    link::unescape(link, link::Component::Path).into_owned()
}

#[test]
fn gs1_translates_epc_urns() {
    run("digital-link", "epc_urn_dl_translation", |case| {
        let input = case["input"].as_str().unwrap();
        let epc = input.parse::<Epc>();
        let refused = has_raw_reserved(input) || NOT_AN_EPC.contains(&input);
        match (case["ok"].as_bool(), case["expect"].as_str()) {
            (Some(true), Some(_)) if refused => match epc {
                Err(_) => Ok(()),
                Ok(epc) => Err(format!("took {epc}")),
            },
            (Some(true), Some(wanted)) => match epc {
                Ok(epc) => same(bare(&epc.to_link()), bare(wanted)),
                Err(error) => Err(error.to_string()),
            },
            // One function of the set takes classes only, whatever an instance is.
            (Some(false), _) => match (epc, case["fn"].as_str()) {
                (Err(_), _) => Ok(()),
                (Ok(epc), Some("toURIForClassLevelIdentifier")) if !epc.is_class() => Ok(()),
                (Ok(epc), _) => Err(format!("took {epc}")),
            },
            other => Err(format!("{other:?}")),
        }
    });
}

fn unescaped(case: &Value, component: link::Component, text: &str, hex: &str) -> Result<(), String> {
    let got = link::unescape(case["input"].as_str().unwrap(), component);
    let wanted = match (case[text].as_str(), case[hex].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(hex)) => {
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
        }
        _ => return Err("no expectation".into()),
    };
    same(got.as_ref(), wanted.as_slice())
}

#[test]
fn gs1_unescapes() {
    run("digital-link", "uri_unescape", |case| {
        unescaped(case, link::Component::Path, "expect_path", "expect_path_hex")?;
        unescaped(case, link::Component::Query, "expect_query", "expect_query_hex")
    });
}

#[test]
fn gs1_escapes() {
    run("digital-link", "uri_escape", |case| {
        let input = case["input"].as_str().unwrap();
        same(Some(link::escape(input, link::Component::Path).as_str()), case["expect_path"].as_str())?;
        same(Some(link::escape(input, link::Component::Query).as_str()), case["expect_query"].as_str())
    });
}

/// A list of prefixes that answers so many times, then says the same for ever: some cases have such a one.
struct After(Cell<usize>, Prefix);

impl Prefixes for After {
    fn look_up(&self, _: &[u8]) -> Prefix {
        match self.0.get().checked_sub(1) {
            Some(left) => {
                self.0.set(left);
                Prefix::Allocated
            }
            None => self.1,
        }
    }
}

/// Cases that the standard has overtaken: linter, data. ISO 4217 no longer lists the kuna (191) since 2023-01-01,
/// the convertible peso (931) since 2025, the lev (975) since 2026-01-01.
const OVERTAKEN: &[(&str, &str)] = &[("iso4217", "191"), ("iso4217", "931"), ("iso4217", "975")];

fn bytes(case: &Value, text: &str, hex: &str) -> Option<Vec<u8>> {
    case[text].as_str().map(|text| text.as_bytes().to_vec()).or_else(|| {
        let hex = case[hex].as_str()?;
        Some((0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect())
    })
}

/// The data with stars around what is wrong.
fn marked(data: &[u8], fault: &LintFault) -> Vec<u8> {
    let (start, end) = (fault.start, fault.start + fault.length);
    [&data[..start], b"*", &data[start..end], b"*", &data[end..]].concat()
}

#[test]
fn gs1_lints() {
    run("gs1", "linters", |case| {
        let linter: Linter = case["linter"].as_str().unwrap().parse().map_err(|e| format!("{e}"))?;
        let data = bytes(case, "data", "data_hex").ok_or("no data")?;
        if OVERTAKEN.iter().any(|(name, text)| *name == linter.name() && text.as_bytes() == data) {
            return Ok(());
        }
        let error = case["error"].as_str();
        let markup = bytes(case, "markup", "markup_hex");
        let outcome = match (error, linter.check(&data)) {
            (Some("GCP_DATASOURCE_OFFLINE" | "INVALID_GCP_PREFIX"), Ok(())) => {
                let answer = if error == Some("INVALID_GCP_PREFIX") {
                    Prefix::NotAllocated
                } else {
                    Prefix::Unreachable
                };
                let outcomes = (0..4).map(|count| linter.check_with(&data, &After(Cell::new(count), answer)));
                let fits = |outcome: &Result<(), LintFault>| {
                    outcome.is_err_and(|fault| Some(marked(&data, &fault)) == markup)
                };
                outcomes.into_iter().find(fits).unwrap_or(Ok(()))
            }
            (_, outcome) => outcome,
        };
        match (outcome, error) {
            (Ok(()), None) => same(case["ok"].as_bool(), Some(true)),
            (Err(fault), Some(error)) => {
                // The one name that the dictionary misspells.
                let wanted = error.replace("EXIPIRATION", "EXPIRATION").replace('_', "-").to_lowercase();
                same(fault.error.code(), wanted.as_str())?;
                same(Some(marked(&data, &fault)), markup)
            }
            (outcome, error) => Err(format!("got {outcome:?}, wanted {error:?}")),
        }
    });
}

/// Whether a switch of the reference engine is on in a case.
fn has_option(case: &Value, option: &str) -> bool {
    let options = case["options"].as_array().into_iter().flatten();
    options.filter_map(Value::as_str).any(|known| known.eq_ignore_ascii_case(option))
}

/// Compares acceptance and, where accepted, the element string.
fn parsed(case: &Value, got: Result<String, String>) -> Result<(), String> {
    match (case["ok"].as_bool(), got) {
        (Some(true), Ok(text)) => match case["element_string"].as_str() {
            Some(wanted) => same(text.as_str(), wanted),
            None => Ok(()),
        },
        (Some(false), Err(_)) => Ok(()),
        (_, got) => Err(format!("got {got:?}")),
    }
}

#[test]
fn gs1_parses_element_strings() {
    run("gs1", "process_element_string", |case| {
        let text = case["element_string"].as_str().unwrap();
        match (case["ok"].as_bool(), parse_element_string(text)) {
            (Some(true), Ok(elements)) => {
                let again = write_element_string(&elements, CARET);
                same(parse_element_string(&again).as_ref(), Ok(&elements))
            }
            (Some(false), Err(_)) => Ok(()),
            (_, got) => Err(format!("got {got:?}")),
        }
    });
}

#[test]
fn gs1_parses_bracketed_ais() {
    run("gs1", "parse_bracketed_ai", |case| {
        let got = parse_bracketed(case["ai_data"].as_str().unwrap());
        parsed(
            case,
            got.map(|elements| write_element_string(&elements, CARET)).map_err(|error| error.to_string()),
        )
    });
}

#[test]
fn gs1_parses_digital_links() {
    run("digital-link", "dl_parse_uri", |case| {
        let uri = case["uri"].as_str().unwrap();
        let options = Options {
            aliases: has_option(case, "permitConvenienceAlphas"),
            short_gtin: has_option(case, "PermitZeroSuppressedGTINinDLuris"),
            unknown: has_option(case, "PermitUnknownAIs"),
        };
        let parse = |options| {
            let link = Link::parse(uri, options).map_err(|error| error.to_string())?;
            Ok(write_element_string(link.elements(), CARET))
        };
        // The engine's switch UNKNOWN_AI_NOT_DL_ATTR is on unless a test turns it off, which `options` does not say.
        parsed(case, parse(options)).or_else(|_| parsed(case, parse(Options { unknown: false, ..options })))
    });
}

/// The reference engine's names of symbologies.
fn symbology(name: &str) -> Option<Symbology> {
    Some(match name {
        "EAN13" => Symbology::Ean13,
        "EAN8" => Symbology::Ean8,
        "UPCA" => Symbology::UpcA,
        "UPCE" => Symbology::UpcE,
        "GS1_128_CCA" | "GS1_128_CCC" => Symbology::Gs1128,
        "DataBarExpanded" => Symbology::DataBarExpanded,
        "DataBarOmni" | "DataBarTruncated" | "DataBarStacked" | "DataBarStackedOmni" => {
            Symbology::DataBarOmni
        }
        "DataBarLimited" => Symbology::DataBarLimited,
        "QR" => Symbology::Qr,
        "DM" => Symbology::DataMatrix,
        "DotCode" => Symbology::DotCode,
        _ => return None,
    })
}

#[test]
fn gs1_reads_scans() {
    run("gs1", "process_scan_data", |case| {
        match (case["ok"].as_bool(), read_scan(case["scan"].as_str().unwrap())) {
            (Some(true), Ok(scan)) => {
                same(Some(scan.symbology), symbology(case["symbology"].as_str().unwrap()))?;
                same(Some(scan.message().as_str()), case["data"].as_str())
            }
            (Some(false), Err(_)) => Ok(()),
            (_, got) => Err(format!("got {got:?}")),
        }
    });
}

#[test]
fn gs1_writes_scans() {
    run("gs1", "generate_scan_data", |case| {
        let data = case["data"].as_str().unwrap();
        let got = symbology(case["symbology"].as_str().unwrap())
            .and_then(|symbology| write_scan(symbology, data, has_option(case, "AddCheckDigit")).ok());
        same(got.as_deref(), case["scan"].as_str())
    });
}
