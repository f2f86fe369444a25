//! `grade_lot`: a lot graded by a product standard and what was measured of it.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::limits,
    certify::{Reason, Standard, StandardError, Verdict},
    digest::{
        caller::{Extension, Reference},
        json::{self, Raw},
    },
};
use alloc::{
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "grade_lot",
    "grades a lot by a product standard and what was measured of it, and says what keeps it from the next better grade",
    limits::PHONE_BYTES,
    Request,
    Answer,
    grade_lot
);

/// A product standard, and what was measured of a lot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The standard: its facts, and its grades with the best first.
    standard: Standard,
    /// What was measured, by the names of the facts: a value as `72 MMT`, or a list of the values of a sample.
    measured: Raw,
    /// The caller's own reference, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    ext: Option<Extension>,
}

/// How a lot is graded.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The standard.
    standard: String,
    /// A pass where a grade is shown, a fail where the lot is of no grade, else unknown.
    verdict: Verdict,
    /// The best grade that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<String>,
    /// Better grades that it may be of, once more is measured.
    open: Vec<String>,
    /// What keeps it from the next better grade; absent for a lot of the best.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_back: Option<HeldBack>,
    /// Every grade, the best first.
    grades: Vec<GradeAnswer>,
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
}

/// What keeps a lot from a grade.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HeldBack {
    /// The grade.
    grade: String,
    /// Its needs that are not met, or not known to be.
    by: Vec<ReasonAnswer>,
}

/// How a lot stands to a grade.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct GradeAnswer {
    /// The grade.
    grade: String,
    /// Is the lot of this grade, or better?
    verdict: Verdict,
    /// What each need says.
    needs: Vec<ReasonAnswer>,
}

/// What a need says of a lot.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ReasonAnswer {
    /// The fact.
    fact: String,
    /// Is the need met?
    verdict: Verdict,
    /// What was measured; `?` where nothing was.
    found: String,
    /// What is needed.
    needed: String,
}

impl From<&Reason> for ReasonAnswer {
    fn from(reason: &Reason) -> Self {
        Self {
            fact: reason.fact.clone(),
            verdict: reason.verdict,
            found: reason.found.clone(),
            needed: reason.needed.clone(),
        }
    }
}

fn grade_lot(request: Request) -> Result<Answer, Fault> {
    let Request { standard, measured, reference, ext } = request;
    let measured = json::read(measured.text().as_bytes()).map_err(Fault::from)?;
    let graded = standard.grade(measured.root()).map_err(fault)?;
    let name = |at: usize| standard.grades.get(at).map(|grade| grade.grade.clone()).unwrap_or_default();
    let better = graded.grades.iter().enumerate().take(graded.grade.unwrap_or(graded.grades.len()));
    let open = better.filter(|(_, grade)| grade.verdict == Verdict::Unknown).map(|(at, _)| name(at));
    let held_back = graded
        .held_back()
        .map(|(at, by)| HeldBack { grade: name(at), by: by.into_iter().map(ReasonAnswer::from).collect() });
    let grades = graded.grades.iter().enumerate().map(|(at, grade)| GradeAnswer {
        grade: name(at),
        verdict: grade.verdict,
        needs: grade.reasons.iter().map(ReasonAnswer::from).collect(),
    });
    Ok(Answer {
        verdict: graded.verdict,
        grade: graded.grade.map(name),
        open: open.collect(),
        held_back,
        grades: grades.collect(),
        standard: standard.id.clone(),
        reference,
        ext,
    })
}

fn fault(error: StandardError) -> Fault {
    let found = error.to_string();
    match error {
        StandardError::UnknownFact { .. }
        | StandardError::WrongType { .. }
        | StandardError::WrongLimit { .. }
        | StandardError::Grades { .. } => Fault::new(Code::BadStandard, "/standard", found),
        StandardError::TooMany { .. } => Fault::new(Code::TooLarge, "/measured", found),
        StandardError::NoMeasurements => Fault::new(Code::MalformedRequest, "/measured", found),
    }
}
