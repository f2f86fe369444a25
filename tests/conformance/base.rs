//! Rounding by GB/T 8170 and month arithmetic of `domain/`.

use serde_json::Value;
use std::fs;
use terroir::base::{
    date::{Date, MonthRounding, Period},
    decimal::Decimal,
    round::{Bound, Method, Rounding},
};
use terroir_tests::{Tally, vectors};

fn cases(file: &str) -> Option<Vec<Value>> {
    let path = vectors(file)?;
    Some(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
}

fn text<'v>(case: &'v Value, name: &str) -> &'v str {
    case[name].as_str().unwrap()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: T, theirs: T) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!("{what}: {ours:?}, should be {theirs:?}")) }
}

#[test]
fn gbt8170_rounding() {
    let Some(cases) = cases("domain/gbt8170_rounding.json") else { return };
    let mut tally = Tally::new("gbt8170_rounding");
    for case in &cases {
        let run = || {
            let (value, limit): (Decimal, Decimal) =
                (text(case, "value").parse().unwrap(), text(case, "limit").parse().unwrap());
            let places = i8::try_from(case["places"].as_i64().unwrap()).unwrap();
            let rounded = value.round(places, Rounding::HalfEven).unwrap().to_string();
            same("rounded", rounded.as_str(), text(case, "rounded"))?;
            let bound: Bound = serde_json::from_value(case["op"].clone()).unwrap();
            let holds = |method| bound.holds(value, limit, method).unwrap();
            same("full value", holds(Method::FullValue), case["full_value_method"].as_bool().unwrap())?;
            same(
                "rounded value",
                holds(Method::RoundedValue),
                case["rounded_value_method"].as_bool().unwrap(),
            )
        };
        tally.case(&format!("{} to {}", text(case, "value"), case["places"]), run());
    }
    tally.finish();
}

#[test]
fn month_arithmetic() {
    let Some(cases) = cases("domain/month_arithmetic.json") else { return };
    let mut tally = Tally::new("month_arithmetic");
    for case in &cases {
        let date: Date = text(case, "date").parse().unwrap();
        let months = case["months"].as_i64().unwrap();
        let plus = |rounding| date.plus_months(months, rounding).map(|day| day.to_string());
        let run = || {
            same("up", plus(MonthRounding::Up).unwrap().as_str(), text(case, "round_up"))?;
            same("down", plus(MonthRounding::Down).unwrap().as_str(), text(case, "round_down"))?;
            same("ambiguous", plus(MonthRounding::Refuse).is_err(), case["ambiguous"].as_bool().unwrap())
        };
        tally.case(&format!("{date} and {months}"), run());
    }
    tally.finish();
}

/// `[1 years, 2 months, 3 days]`
fn period(text: &str) -> Period {
    let numbers: Vec<i32> = text
        .trim_matches(['[', ']'])
        .split(", ")
        .map(|part| part.split(' ').next().unwrap().parse().unwrap())
        .collect();
    Period::new(numbers[0] * 12 + numbers[1], numbers[2]).unwrap()
}

/// The rows of a file of Catala's dates-calc.
fn rows(file: &str) -> Option<Vec<Vec<String>>> {
    let table = fs::read_to_string(vectors(file)?).unwrap();
    let row = |line: &str| line.split(';').map(|cell| cell.trim().to_owned()).collect();
    Some(table.lines().skip(1).filter(|line| !line.trim().is_empty()).map(row).collect())
}

#[test]
fn dates_calc_exact() {
    let Some(rows) = rows("domain/dates_calc_exact.csv") else { return };
    let mut tally = Tally::new("dates_calc_exact");
    for row in rows {
        let (date, period): (Date, _) = (row[0].parse().unwrap(), period(&row[1]));
        let run = || {
            for rounding in [MonthRounding::Up, MonthRounding::Down, MonthRounding::Refuse] {
                same("sum", date.plus(period, rounding).map(|day| day.to_string()), Ok(row[2].clone()))?;
            }
            Ok(())
        };
        tally.case(&format!("{date} and {period}"), run());
    }
    tally.finish();
}

#[test]
fn dates_calc_ambiguous() {
    let Some(rows) = rows("domain/dates_calc_ambiguous.csv") else { return };
    let mut tally = Tally::new("dates_calc_ambiguous");
    for row in rows {
        let (date, period): (Date, _) = (row[0].parse().unwrap(), period(&row[1]));
        let plus = |rounding| date.plus(period, rounding).map(|day| day.to_string());
        let run = || {
            same("up", plus(MonthRounding::Up), Ok(row[2].clone()))?;
            same("down", plus(MonthRounding::Down), Ok(row[3].clone()))?;
            same("refused", plus(MonthRounding::Refuse).is_err(), true)
        };
        tally.case(&format!("{date} and {period}"), run());
    }
    tally.finish();
}

/// Every finding that our sources name has words in both languages.
#[test]
fn every_code_has_its_words() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../core/src");
    let known: std::collections::BTreeSet<&str> =
        terroir::product::WORDS.iter().chain(terroir::lot::WORDS).map(|words| words.0).collect();
    let mut files = Vec::new();
    for part in ["product", "lot", "api/lot"] {
        files.extend(fs::read_dir(folder.join(part)).unwrap().map(|entry| entry.unwrap().path()));
    }
    let mut found = 0;
    for file in files {
        if file.is_dir() {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        // A code is a quoted word of lower-case letters and hyphens where a finding, a reason or `code()` names it.
        for line in text.lines().filter(|line| {
            ["Finding::new(Severity", "reason: Some", "reason: if", "=> \"", "Some(\"", "then_some(\""]
                .iter()
                .any(|mark| line.contains(mark))
        }) {
            for word in line.split('"').skip(1).step_by(2) {
                if word.contains('-') && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
                    assert!(known.contains(word), "{}: `{word}` has no words", file.display());
                    found += 1;
                }
            }
        }
    }
    assert!(found > 30, "only {found} codes were seen");
    for words in [terroir::product::WORDS, terroir::lot::WORDS] {
        assert!(words.windows(2).all(|pair| pair[0].0 < pair[1].0), "sorted, each once");
    }
}
