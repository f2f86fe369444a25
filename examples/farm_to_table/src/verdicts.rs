//! Every passport verified as a shopper's phone would, and held against what is expected.

use crate::expected::{self, Expected};
use crate::passports::{Issued, LIMIT};
use crate::season::Season;
use std::error::Error;
use terroir::passport::verdict::{Status, Verdict};
use terroir::passport::{Question, Require, verify};
use terroir::proof::Moment;
use terroir::proof::trust::{Quorum, Trust};

/// The verdict on one passport, with the code that is on its pack.
///
/// # Errors
/// The season's time is none.
pub(crate) fn judge(
    passport: &[u8],
    code: &str,
    trust: &Trust,
    as_of: &str,
) -> Result<Verdict, Box<dyn Error>> {
    let now = Moment::parse(as_of).ok_or("not a time")?;
    Ok(verify(&Question {
        passport,
        trust: Some(trust),
        scanned: Some(code),
        now: Some(now),
        seen: None,
        require: &Require::default(),
        limit: LIMIT,
    }))
}

/// Prints every verdict; answers whether all are as expected.
///
/// # Errors
/// The question could not be asked.
pub(crate) fn report(
    season: &Season,
    issued: &[Issued<'_>],
    bundle: &str,
    roots: &Quorum,
    expected: &Expected,
) -> Result<bool, Box<dyn Error>> {
    let trust = Trust::open(bundle, roots)?;
    println!("\n3  Verified as of {}", season.as_of);
    let mut surprises = Vec::new();
    for passport in issued {
        let lot = passport.record.lot;
        let verdict = judge(passport.text.as_bytes(), passport.code(), &trust, &season.as_of)?;
        let passed = verdict.aspects.iter().filter(|judgement| judgement.status == Status::Pass).count();
        println!("   {:<10}  {}", verdict.outcome.name(), lot.name.en);
        println!(
            "               {passed} of 13 aspects pass; {} bytes; {}",
            passport.text.len(),
            passport.code()
        );
        for reason in deciding(&verdict) {
            println!("               {reason}");
        }
        match expected.lots.get(&lot.lot) {
            Some(wanted) => surprises.extend(differences(&lot.lot, &verdict, wanted)),
            None => surprises.push(format!("{}: nothing is expected of it", lot.lot)),
        }
    }
    let missing =
        expected.lots.keys().filter(|lot| issued.iter().all(|passport| passport.record.lot.lot != **lot));
    surprises.extend(missing.map(|lot| format!("{lot}: expected, but not issued")));
    for surprise in &surprises {
        println!("   NOT AS EXPECTED: {surprise}");
    }
    if surprises.is_empty() {
        println!("   {} verdicts, all as expected", issued.len());
    }
    Ok(surprises.is_empty())
}

/// What decided a verdict that is not plainly good.
pub(crate) fn deciding(verdict: &Verdict) -> Vec<String> {
    let judgements = verdict.deciding.iter().filter_map(|aspect| verdict.aspect(*aspect));
    let bad = judgements.filter(|judgement| judgement.status != Status::Pass);
    let told = bad.map(|judgement| {
        let codes: Vec<&str> = judgement.codes.iter().map(|(code, _)| code.as_str()).collect();
        format!("{}: {}", judgement.aspect.name(), codes.join(" "))
    });
    told.collect()
}

/// In what a verdict differs from the one expected.
pub(crate) fn differences(lot: &str, verdict: &Verdict, wanted: &expected::Lot) -> Vec<String> {
    let mut found = Vec::new();
    if verdict.outcome.name() != wanted.outcome {
        found.push(format!("{lot}: {}, expected {}", verdict.outcome.name(), wanted.outcome));
    }
    for (name, aspect) in &wanted.aspects {
        let Some(judgement) = verdict.aspects.iter().find(|judgement| judgement.aspect.name() == name) else {
            found.push(format!("{lot}: no aspect {name}"));
            continue;
        };
        if judgement.status.name() != aspect.status {
            found.push(format!("{lot}, {name}: {}, expected {}", judgement.status.name(), aspect.status));
        }
        for code in &aspect.codes {
            if judgement.codes.iter().all(|(known, _)| known.as_str() != code) {
                found.push(format!("{lot}, {name}: no code {code}"));
            }
        }
    }
    found
}
