//! Chinese and other codes of `domain/`.

use serde_json::Value;
use std::fs;
use terroir::base::date::Date;
use terroir::id::{Report, Scheme, Status, examine, region::Region, spelling::Spelling};
use terroir_tests::{Tally, vectors};

/// Years "in the future" are judged at this day (MANIFEST).
fn as_of() -> Option<Date> {
    Some("2026-11-23".parse().unwrap())
}

/// Runs each case of a set of `domain/`, named by its input.
fn each(set: &str, case: impl Fn(&str, &Value) -> Result<(), String>) {
    let Some(path) = vectors(&format!("domain/{set}.json")) else { return };
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut tally = Tally::new(set);
    for one in &cases {
        let input = one["input"].as_str().unwrap();
        tally.case(input, case(input, one));
    }
    tally.finish();
}

fn same(what: &str, ours: impl PartialEq<Value> + std::fmt::Debug, theirs: &Value) -> Result<(), String> {
    if theirs.is_null() || ours == *theirs {
        Ok(())
    } else {
        Err(format!("{what}: {ours:?}, should be {theirs}"))
    }
}

fn valid(report: &Report, case: &Value) -> Result<(), String> {
    let expected = match case["valid"].as_bool() {
        Some(true) => Status::Valid,
        Some(false) => Status::Invalid,
        None => Status::Unverified,
    };
    if report.status == expected {
        Ok(())
    } else {
        Err(format!("{:?}: {:?}", report.status, report.findings))
    }
}

#[test]
fn uscc() {
    each("uscc", |input, case| {
        let report = examine(Scheme::UnifiedSocialCreditCode, input, as_of());
        same("strict", report.accepted(Spelling::Exact), &case["strict_valid"])?;
        same("hard", report.accepted(Spelling::Cleaned), &case["hard_valid"])?;
        same("lenient", report.accepted(Spelling::Folded), &case["lenient_valid"])?;
        if report.spelling.is_some_and(|spelling| spelling == Spelling::Folded) {
            return Ok(()); // the members below describe the text before folding
        }
        same("length", !report.has("length"), &case["length_ok"])?;
        if report.has("length") {
            return Ok(());
        }
        same("characters", !report.has("character"), &case["charset_ok"])?;
        if report.has("character") {
            return Ok(());
        }
        same("canonical", report.canonical.as_str(), &case["normalized"])?;
        same("mod 31", !report.has("check-character"), &case["mod31_ok"])?;
        same("organisation", !report.has("organisation-code-check"), &case["org_check_ok"])?;
        same("organisation code", report.key("organisation-code").unwrap(), &case["org_code"])?;
        same("authority", report.key("authority").unwrap(), &case["authority"])?;
        same("category", report.key("category").unwrap(), &case["category"])?;
        same("region", report.key("region").unwrap(), &case["region"])?;
        same("region known", !report.has("region-unknown"), &case["region_known_ever"])?;
        let known = !report.has("authority-unknown") && !report.has("category-unknown");
        same("authority and category known", known, &case["authority_category_known"])
    });
}

#[test]
fn organisation_code() {
    each("org_code_gb11714", |input, case| {
        let report = examine(Scheme::OrganisationCode, input, None);
        same("canonical", report.canonical.as_str(), &case["normalized"])?;
        if let Some(expected) = case["expect_check"].as_str() {
            let found = report.findings.iter().find(|finding| finding.code == "check-character");
            if !found.is_some_and(|finding| finding.found.ends_with(expected)) {
                return Err(format!("{:?}", report.findings));
            }
        }
        valid(&report, case)
    });
}

#[test]
fn resident_id() {
    each("resident_id_synthetic", |input, case| {
        let report = examine(Scheme::ResidentId, input, as_of());
        same("check", !report.has("check-character"), &case["checksum_valid"])?;
        same("masked", report.canonical.as_str(), &case["masked"])?;
        let shown = serde_json::to_string(&report).unwrap();
        if shown.contains(&input[6..17]) { Err("the number shows".into()) } else { Ok(()) }
    });
}

#[test]
fn food_production_licence() {
    each("sc_food_licence", |input, case| {
        valid(&examine(Scheme::FoodProductionLicence, input, as_of()), case)
    });
    each("sc_wild", |input, case| {
        let report = examine(Scheme::FoodProductionLicence, input, as_of());
        same("check", !report.has("check-character"), &case["mod11_10"])?;
        same("region", report.key("region").unwrap(), &case["region"])?;
        same("region known", !report.has("region-unknown"), &case["region_in_gb2260"])
    });
}

#[test]
fn organic_mark_code() {
    each("organic_mark_code_17", |input, case| {
        let report = examine(Scheme::OrganicMarkCode, input, as_of());
        valid(&report, case)?;
        if report.status != Status::Valid {
            return Ok(());
        }
        same("digits", report.canonical.as_str(), &case["digits"])?;
        same("body", report.key("body").unwrap(), &case["body"])?;
        same("foreign", report.key("origin") == Some("foreign"), &case["foreign"])?;
        same("year", report.key("year").and_then(|year| year.parse::<u64>().ok()).unwrap(), &case["year"])?;
        same("random", report.key("random").unwrap(), &case["random"])
    });
}

#[test]
fn green_food_numbers() {
    each("green_food_numbers", |input, case| {
        let scheme =
            if input.starts_with("LB") { Scheme::GreenFoodProduct } else { Scheme::GreenFoodEnterprise };
        let report = examine(scheme, input, as_of());
        valid(&report, case)?;
        if let Some(issued) = report.key("issued") {
            same("issued", issued, &case["issued"])?;
            let years = report.key("valid-years").and_then(|years| years.parse::<u64>().ok()).unwrap();
            same("valid years", years, &case["valid_years"])?;
        }
        Ok(())
    });
}

#[test]
fn ggn() {
    each("ggn_gln13", |input, case| valid(&examine(Scheme::Ggn, input, None), case));
}

/// Every code of both reference lists is in the table with the right standing, and no other is.
#[test]
fn regions() {
    let Some(folder) = vectors("domain/reference") else { return };
    let (mut current, mut history) = (None, None);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("gb2260_current") {
            current = Some(serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap());
        } else if name.starts_with("gb2260_codes") {
            history = Some(serde_json::from_str::<Vec<String>>(&fs::read_to_string(path).unwrap()).unwrap());
        }
    }
    let (Some(current), Some(history)) = (current, history) else {
        panic!("the reference lists are missing")
    };
    let mut tally = Tally::new("reference/gb2260");
    for number in 0..1_000_000_u32 {
        let code = format!("{number:06}");
        let region: Region = code.parse().unwrap();
        let listed = current.get(&code);
        let ever = history.binary_search(&code).is_ok();
        let name = listed.and_then(Value::as_str);
        let known = region.standing() != terroir::id::region::Standing::Unknown;
        let right = known == (listed.is_some() || ever)
            && region.was_in_use_by_2019() == ever
            && region.name() == name
            && (listed.is_none() || region.standing() == terroir::id::region::Standing::Current);
        if known || !right {
            tally.case(&code, if right { Ok(()) } else { Err(format!("{:?}", region.standing())) });
        }
    }
    tally.finish();
}

/// The sources of a folder without white space, so that a line break inside a call changes nothing.
fn sources(folder: &std::path::Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "gs1" | "link" | "epc") {
            sources(&path, into);
        } else if name.ends_with(".rs") && name != "words.rs" {
            into.extend(fs::read_to_string(&path).unwrap().split_whitespace());
        }
    }
}

/// Every code that `id` and its operations emit has words, and every word is of a code that stands in them.
#[test]
fn words() {
    let core = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src");
    let mut text = String::new();
    sources(&core.join("id"), &mut text);
    for operation in ["check_identifier", "check_party", "check_plot", "scan"] {
        let file = core.join("api/id").join(operation).with_extension("rs");
        text.extend(fs::read_to_string(file).unwrap().split_whitespace());
    }
    let calls = [
        ".error(\"",
        ".warning(\"",
        ".note(\"",
        "Error,\"",
        "Warning,\"",
        "Note,\"",
        "severity,\"",
        "examination,\"",
        "ElementString,\"",
        "DigitalLink,\"",
        "Epc,\"",
    ];
    let known: std::collections::BTreeSet<&str> = terroir::id::WORDS.iter().map(|(code, ..)| *code).collect();
    let mut emitted = 0;
    for call in calls {
        for code in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(known.contains(code), "`{code}` has no words");
            emitted += 1;
        }
    }
    assert!(emitted > 80);
    for (code, english, chinese) in terroir::id::WORDS {
        assert!(text.contains(&format!("\"{code}\"")), "`{code}` is never emitted");
        assert!(!english.is_empty() && chinese.chars().any(|c| c > '\u{4e00}'), "{code}");
    }
}
