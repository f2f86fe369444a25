//! `create_lot`: a lot of what was harvested or made.

use super::{date_fault, is_valid, refusal};
use crate::{
    api::{Fault, Operation, operation::operation},
    base::{
        amount::Amount,
        date::Date,
        finding::{Finding, Severity},
        limits,
        time::Instant,
    },
    digest::caller::{Extension, Reference},
    id::local::LotName,
    lot::{Lot, Move, MoveKind, Tag},
    product::ShelfLife,
};
use alloc::{
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "create_lot",
    "begins the lot of an amount that was harvested or made",
    limits::PHONE_BYTES,
    Request,
    Answer,
    create
);

/// A lot to be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// Its name: `01/GTIN/10/LOT` or `t/ISSUER/PRODUCT/LOT`.
    lot: LotName,
    /// How much it is: one quantity, or pieces and weight.
    amount: Amount,
    /// The product that it is of.
    product: Option<String>,
    /// The day it was harvested or made.
    made_on: Option<Date>,
    /// How long it keeps from that day.
    shelf_life: Option<ShelfLife>,
    /// The last day of its shelf life, where that is stated and not reckoned.
    last_day: Option<Date>,
    /// When it was made.
    at: Option<Instant>,
    /// Whether it is a draft, which may still be corrected.
    #[serde(default)]
    draft: bool,
    /// The caller's own reference, returned untouched.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data, returned untouched.
    ext: Option<Extension>,
}

/// The lot, or why not.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Is there a lot?
    valid: bool,
    /// The lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<Lot>,
    /// What was found; places are JSON pointers into the request.
    findings: Vec<Finding>,
}

fn create(request: Request) -> Result<Answer, Fault> {
    let mut findings = Vec::new();
    let last_day = last_day(&request, &mut findings)?;
    if request.product.as_ref().is_some_and(|product| product.len() > limits::NAME_BYTES) {
        findings.push(Finding::new(Severity::Error, "text-too-long").at("/product"));
    }
    let first = Move { at: request.at, ..Move::new(MoveKind::Made, request.amount) };
    let lot = match Lot::begin(request.lot, first) {
        Ok(lot) => Some(lot),
        Err(error) => {
            findings.push(refusal(&error, |_| Some("/amount".into())));
            None
        }
    };
    let valid = is_valid(&findings);
    let tag = Tag { reference: request.reference, ext: request.ext };
    let lot = lot.filter(|_| valid).map(|lot| {
        let lot = lot.of(request.product).dated(request.made_on, last_day).tagged(tag);
        if request.draft { lot.as_draft() } else { lot }
    });
    Ok(Answer { valid, lot, findings })
}

/// The last good day, stated or reckoned; findings where the two do not agree or cannot be reckoned.
fn last_day(request: &Request, findings: &mut Vec<Finding>) -> Result<Option<Date>, Fault> {
    let Some(life) = request.shelf_life else { return Ok(request.last_day) };
    let Some(made_on) = request.made_on else {
        findings.push(Finding::new(Severity::Error, "made-on-missing").at("/made_on"));
        return Ok(request.last_day);
    };
    match life.last_day(made_on) {
        Ok(day) => {
            if let Some(stated) = request.last_day.filter(|stated| *stated != day) {
                let severity = if stated > day { Severity::Error } else { Severity::Warning };
                findings
                    .push(Finding::new(severity, "last-day-differs").at("/last_day").found(day.to_string()));
            }
            Ok(request.last_day.or(Some(day)))
        }
        Err(error) => match date_fault(&error, "/shelf_life/period") {
            Some(fault) => Err(fault),
            None => {
                let finding = Finding::new(Severity::Error, "month-day-missing").at("/shelf_life/rounding");
                findings.push(finding.found(error.to_string()));
                Ok(request.last_day)
            }
        },
    }
}
