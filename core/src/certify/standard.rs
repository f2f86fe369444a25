//! Product standards: a lot graded by what was measured of it.
//!
//! ```
//! use terroir::certify::{Standard, Verdict};
//! use terroir::digest::json;
//!
//! let standard = r#"{"id":"sample.apple","status":"sample","facts":{"diameter":{"type":"quantity","dim":"length"}},"grades":[
//!   {"grade":"extra","needs":[{"measure":{"fact":"diameter","is":">=","limit":"75 MMT"}}]},
//!   {"grade":"first","needs":[{"measure":{"fact":"diameter","is":">=","limit":"65 MMT"}}]}]}"#;
//! let standard: Standard = json::from_value(json::read(standard.as_bytes())?.root())?;
//! let graded = standard.grade(json::read(br#"{"diameter":"72 MMT"}"#)?.root())?;
//! assert_eq!((graded.grade, graded.grades[0].verdict), (Some(1), Verdict::Fail));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{Comparison, Fact, FactKind, FactType, Verdict, held::order};
use crate::{
    base::{decimal::Decimal, quantity::Quantity, ratio::Ratio, round::Method, unit::Unit},
    digest::json::{Kind, Value},
    id::few::few,
    product::{Language, each_once, profile::Standing},
};
use alloc::{
    borrow::ToOwned as _,
    collections::BTreeMap,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

/// Grades of a standard, and what one grade needs, at most.
const MOST_GRADES: usize = 64;
/// Values of one fact, at most.
const MOST_VALUES: usize = 16_384;

/// A product standard: the grades of a product, the best first, and what each needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standard {
    /// Its number or name, as `NY/T 1793`.
    pub id: String,
    /// What it is called, by language.
    #[serde(default, deserialize_with = "each_once", skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<Language, String>,
    /// How far it may be relied on.
    pub status: Standing,
    /// How measured values are compared with limits (GB/T 8170 4.3): as measured unless said.
    #[serde(default)]
    pub compare: Method,
    /// What is measured, with its type.
    pub facts: BTreeMap<String, FactKind>,
    /// The grades, the best first.
    #[serde(deserialize_with = "few::<_, _, MOST_GRADES>")]
    pub grades: Vec<QualityGrade>,
}

/// One grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QualityGrade {
    /// Its name, as `extra`.
    pub grade: String,
    /// What it is called, by language.
    #[serde(default, deserialize_with = "each_once", skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<Language, String>,
    /// What a lot of this grade has to be; all of it.
    #[serde(deserialize_with = "few::<_, _, MOST_GRADES>")]
    pub needs: Vec<Requirement>,
}

/// What a lot has to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Requirement {
    /// A measured value, or each value of a sample, keeps to a bound.
    Measure(Measure),
    /// A part is such a share of a whole.
    Share(Share),
    /// The largest value of a sample is at most so much above the smallest.
    Spread(Spread),
    /// A word, or each of several, is one of a list.
    Word(OneOf),
    /// Something is, or is not, so.
    Flag(Flagged),
}

/// A measured value keeps to a bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Measure {
    /// What is measured: a quantity or a number, or a list of them.
    pub fact: String,
    /// How it is held.
    pub is: Comparison,
    /// Against this, with its unit, as `75 MMT`.
    pub limit: String,
    /// Which share of a sample may be out of bounds, in per cent; none unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside: Option<Decimal>,
}

/// A part is such a share of a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// The part, as the pieces with a defect.
    pub part: String,
    /// The whole, as the pieces looked at.
    pub whole: String,
    /// How the share is held.
    pub is: Comparison,
    /// Against this, in per cent.
    pub percent: Decimal,
}

/// The largest value is at most so much above the smallest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spread {
    /// What is measured.
    pub fact: String,
    /// By how much they may differ, with its unit, as `5 MMT`.
    pub most: String,
}

/// A word is one of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OneOf {
    /// What is looked at.
    pub fact: String,
    /// The list.
    #[serde(deserialize_with = "few::<_, _, MOST_GRADES>")]
    pub list: Vec<String>,
}

/// Something is, or is not, so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flagged {
    /// What is looked at.
    pub fact: String,
    /// How it has to be.
    pub is: bool,
}

/// Why a lot cannot be graded by a standard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StandardError {
    /// The standard has no such fact.
    #[error("the standard has no fact `{name}`")]
    UnknownFact {
        /// Its name.
        name: String,
    },
    /// A fact is not of the type that the grade asks for.
    #[error("`{name}` is not of a type that can be asked so")]
    WrongType {
        /// Its name.
        name: String,
    },
    /// A limit is not of the type of its fact.
    #[error("`{limit}` is no limit of `{name}`")]
    WrongLimit {
        /// The fact.
        name: String,
        /// The limit.
        limit: String,
    },
    /// Two grades have one name, or there is none.
    #[error("two grades, or none, are called `{name}`")]
    Grades {
        /// The name.
        name: String,
    },
    /// More values of one fact than can be.
    #[error("more values of `{name}` than can be")]
    TooMany {
        /// The fact.
        name: String,
    },
    /// The measurements are no object.
    #[error("measurements are an object of facts")]
    NoMeasurements,
}

/// How a lot is graded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Graded {
    /// A pass where a grade is shown, a fail where it is of no grade.
    pub verdict: Verdict,
    /// The best grade that is shown, by its place in the standard.
    pub grade: Option<usize>,
    /// Every grade, the best first.
    pub grades: Vec<GradeOutcome>,
}

/// How a lot stands to one grade.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GradeOutcome {
    /// Is it of this grade?
    pub verdict: Verdict,
    /// What each need says, in order.
    pub reasons: Vec<Reason>,
}

/// What one need says of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The fact that it is about.
    pub fact: String,
    /// Is it met?
    pub verdict: Verdict,
    /// What was measured, for a person.
    pub found: String,
    /// What is needed, for a person.
    pub needed: String,
}

impl Graded {
    /// What keeps the lot from the next better grade: the place of that grade, and its needs that are not met.
    #[must_use]
    pub fn held_back(&self) -> Option<(usize, Vec<&Reason>)> {
        let next = self.grade.unwrap_or(self.grades.len()).checked_sub(1)?;
        let reasons = &self.grades.get(next)?.reasons;
        Some((next, reasons.iter().filter(|reason| reason.verdict != Verdict::Pass).collect()))
    }
}

impl Standard {
    /// Grades a lot by what was measured of it. What was not measured is unknown, and never a better grade.
    ///
    /// # Errors
    /// [`StandardError`].
    pub fn grade(&self, measured: Value<'_>) -> Result<Graded, StandardError> {
        self.check()?;
        let lot = Lot::read(self, measured)?;
        let mut grades = Vec::with_capacity(self.grades.len());
        for grade in &self.grades {
            let reasons: Vec<Reason> =
                grade.needs.iter().map(|need| lot.asked(need)).collect::<Result<_, _>>()?;
            let verdict = reasons.iter().fold(Verdict::Pass, |all, reason| all.and(reason.verdict));
            grades.push(GradeOutcome { verdict, reasons });
        }
        let grade = grades.iter().position(|grade| grade.verdict == Verdict::Pass);
        let verdict = grades.iter().fold(Verdict::Fail, |any, grade| any.or(grade.verdict));
        Ok(Graded { verdict, grade, grades })
    }

    fn check(&self) -> Result<(), StandardError> {
        let unfit = |name: &str| StandardError::Grades { name: name.to_owned() };
        if self.grades.is_empty() {
            return Err(unfit(&self.id));
        }
        for (at, grade) in self.grades.iter().enumerate() {
            let twice = self.grades.iter().take(at).any(|better| better.grade == grade.grade);
            if twice || grade.needs.is_empty() {
                return Err(unfit(&grade.grade));
            }
        }
        Ok(())
    }
}

/// What was measured of a lot, by fact.
struct Lot<'a> {
    standard: &'a Standard,
    facts: BTreeMap<&'a str, Vec<Fact>>,
}

impl<'a> Lot<'a> {
    fn read(standard: &'a Standard, measured: Value<'_>) -> Result<Self, StandardError> {
        if measured.kind() != Kind::Object {
            return Err(StandardError::NoMeasurements);
        }
        let mut facts = BTreeMap::new();
        for (name, kind) in &standard.facts {
            let Some(value) = measured.get(name) else { continue };
            let one = |value: Value<'_>| match Fact::of(value, kind.kind) {
                Fact::Quantity(quantity) if kind.dim.is_some_and(|dim| quantity.dimension() != Some(dim)) => {
                    Fact::Malformed
                }
                fact => fact,
            };
            let values = match value.items() {
                Some(items) => items.take(MOST_VALUES + 1).map(one).collect(),
                None => alloc::vec![one(value)],
            };
            if values.len() > MOST_VALUES {
                return Err(StandardError::TooMany { name: name.clone() });
            }
            facts.insert(&**name, values);
        }
        Ok(Self { standard, facts })
    }

    fn kind(&self, name: &str, types: &[FactType]) -> Result<FactKind, StandardError> {
        let unknown = || StandardError::UnknownFact { name: name.to_owned() };
        let kind = *self.standard.facts.get(name).ok_or_else(unknown)?;
        if types.contains(&kind.kind) {
            Ok(kind)
        } else {
            Err(StandardError::WrongType { name: name.to_owned() })
        }
    }

    fn values(&self, name: &str) -> &[Fact] {
        self.facts.get(name).map_or(&[], Vec::as_slice)
    }

    /// The limit of a fact, as the standard writes it.
    fn limit(&self, name: &str, limit: &str) -> Result<Quantity, StandardError> {
        let kind = self.kind(name, MEASURED)?;
        let read = measure(&Fact::read(limit, kind.kind));
        let fits = |limit: &Quantity| kind.dim.is_none_or(|dim| limit.dimension() == Some(dim));
        let wrong = || StandardError::WrongLimit { name: name.to_owned(), limit: limit.to_owned() };
        read.filter(fits).ok_or_else(wrong)
    }

    fn asked(&self, need: &Requirement) -> Result<Reason, StandardError> {
        let (fact, verdict, needed) = match need {
            Requirement::Measure(need) => (&need.fact, self.measured(need)?, written(need.is, &need.limit)),
            Requirement::Share(need) => {
                self.kind(&need.part, MEASURED)?;
                self.kind(&need.whole, MEASURED)?;
                (&need.part, self.share(need), written(need.is, &format!("{} %", need.percent)))
            }
            Requirement::Spread(need) => {
                (&need.fact, self.spread(need)?, written(Comparison::AtMost, &need.most))
            }
            Requirement::Word(need) => {
                self.kind(&need.fact, &[FactType::Code, FactType::Text])?;
                let among = |fact: &Fact| match fact {
                    Fact::Word(word) => Verdict::of(need.list.iter().any(|one| **one == **word)),
                    _ => Verdict::Unknown,
                };
                (&need.fact, all(self.values(&need.fact), among), need.list.join(", "))
            }
            Requirement::Flag(need) => {
                self.kind(&need.fact, &[FactType::Flag])?;
                let so = |fact: &Fact| match fact {
                    Fact::Flag(flag) => Verdict::of(*flag == need.is),
                    _ => Verdict::Unknown,
                };
                (&need.fact, all(self.values(&need.fact), so), need.is.to_string())
            }
        };
        Ok(Reason { fact: fact.clone(), verdict, found: self.found(need, fact), needed })
    }

    /// Each value keeps to a bound, but for a share of them that may not.
    fn measured(&self, need: &Measure) -> Result<Verdict, StandardError> {
        let limit = self.limit(&need.fact, &need.limit)?;
        let places = (self.standard.compare == Method::RoundedValue).then_some(limit.value.scale());
        let values = self.values(&need.fact);
        let kept = |fact: &Fact| {
            let order = measure(fact).and_then(|value| order(&value, &limit, places));
            order.map_or(Verdict::Unknown, |order| Verdict::of(need.is.holds(order)))
        };
        let Some(outside) = need.outside else { return Ok(all(values, kept)) };
        let count = |wanted: &[Verdict]| values.iter().filter(|fact| wanted.contains(&kept(fact))).count();
        let (out, open) = (count(&[Verdict::Fail]), count(&[Verdict::Fail, Verdict::Unknown]));
        let within = |count: usize| {
            let share = percent(&whole(count)?, &whole(values.len())?)?;
            Some(share <= Ratio::from(outside))
        };
        Ok(match (within(out), within(open)) {
            (_, Some(true)) => Verdict::Pass,
            (Some(false), _) => Verdict::Fail,
            _ => Verdict::Unknown,
        })
    }

    fn share(&self, need: &Share) -> Verdict {
        let one = |name: &str| match self.values(name) {
            [fact] => measure(fact),
            _ => None,
        };
        let share = one(&need.part).zip(one(&need.whole)).and_then(|(part, whole)| percent(&part, &whole));
        share.map_or(Verdict::Unknown, |share| {
            Verdict::of(need.is.holds(share.cmp(&Ratio::from(need.percent))))
        })
    }

    fn spread(&self, need: &Spread) -> Result<Verdict, StandardError> {
        let most = self.limit(&need.fact, &need.most)?;
        let values = self.values(&need.fact).iter();
        let known: Vec<Ratio> =
            values.clone().filter_map(measure).filter_map(|value| value.exact_in(most.unit).ok()).collect();
        let apart = known.iter().max().zip(known.iter().min()).and_then(|(max, min)| max.checked_sub(*min));
        Ok(match apart.map(|apart| apart <= Ratio::from(most.value)) {
            Some(false) => Verdict::Fail,
            Some(true) if known.len() == values.len() => Verdict::Pass,
            _ => Verdict::Unknown,
        })
    }

    /// What was measured, for a person; of a sample the least and the most.
    fn found(&self, need: &Requirement, fact: &str) -> String {
        let one = |name: &str| match self.values(name) {
            [] => Fact::NotStated.shown(),
            [fact] => fact.shown(),
            values => self.ends(values),
        };
        match need {
            Requirement::Share(need) => format!("{} / {}", one(&need.part), one(&need.whole)),
            _ => one(fact),
        }
    }

    fn ends(&self, values: &[Fact]) -> String {
        let ordered = values.iter().filter(|fact| measure(fact).is_some());
        let by = |a: &&Fact, b: &&Fact| a.order(b).unwrap_or(core::cmp::Ordering::Equal);
        match (ordered.clone().min_by(by), ordered.max_by(by)) {
            (Some(min), Some(max)) => format!("{} … {} ({})", min.shown(), max.shown(), values.len()),
            _ => format!("({})", values.len()),
        }
    }
}

const MEASURED: &[FactType] = &[FactType::Number, FactType::Quantity];

/// All of at least one value.
fn all(values: &[Fact], of: impl Fn(&Fact) -> Verdict) -> Verdict {
    if values.is_empty() {
        return Verdict::Unknown;
    }
    values.iter().fold(Verdict::Pass, |all, fact| all.and(of(fact)))
}

fn measure(fact: &Fact) -> Option<Quantity> {
    match fact {
        Fact::Number(number) => Some(Quantity::new(*number, Unit::PIECE)),
        Fact::Quantity(quantity) => Some(*quantity),
        _ => None,
    }
}

fn whole(count: usize) -> Option<Quantity> {
    Some(Quantity::new(Decimal::from_integer(i64::try_from(count).ok()?), Unit::PIECE))
}

/// How many hundredths of the whole a part is; nothing where the part is below zero or above the whole.
fn percent(part: &Quantity, whole: &Quantity) -> Option<Ratio> {
    let of = Ratio::from(whole.value);
    let part = part.exact_in(whole.unit).ok()?;
    if part < Ratio::ZERO || part > of || of <= Ratio::ZERO {
        return None;
    }
    part.checked_div(of)?.checked_mul(Ratio::new(100, 1)?)
}

fn written(is: Comparison, limit: &str) -> String {
    let sign = match is {
        Comparison::Below => "<",
        Comparison::AtMost => "<=",
        Comparison::Equal => "=",
        Comparison::Unequal => "!=",
        Comparison::AtLeast => ">=",
        Comparison::Above => ">",
    };
    format!("{sign} {limit}")
}
