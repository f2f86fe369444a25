//! Rules as data, evidence with grades, and verdicts that say why and what is missing.
//!
//! A [`Rulebook`] is a versioned JSON document. [`Program::compile`] reads it once; [`Case::read`] reads what is known of a
//! lot against it; [`evaluate()`] answers pass, fail, unknown or not applicable by strong Kleene logic: what was not stated
//! is unknown, never a pass, and "never used" needs a statement that the record is complete.
//!
//! ```
//! use terroir::{certify::{Case, Program, Verdict, evaluate}, digest::json};
//!
//! let book = r#"{"schema":"agri-rules/1","id":"sample.manure","version":"1","status":"sample","jurisdiction":["US"],
//!   "source":{"title":"7 CFR 205.203"},"effective":{"anchor":"harvest"},"review_by":"2030-01-01","rounding":{"months":"up"},
//!   "facts":{"fertilise.input-kind":{"type":"code"},"harvest.crop":{"type":"text"}},
//!   "rules":[{"id":"raw-manure","scope":"material","clause":"205.203(c)(1)","severity":"must",
//!     "title":{"en":"Raw manure","zh-Hans":"生粪肥"},
//!     "require":{"every":{"event":"harvest","as":"h","min":1,"then":{"every":{"event":"fertilise","of":"grown",
//!       "where":{"in":{"value":"$.input-kind","list":["raw-manure"]}},
//!       "complete":{"from":{"date":"$h.date","minus":"P120D"},"to":"$h.date"},
//!       "then":{"lapse":{"from":"$.date","to":"$h.date","is":">=","period":"P120D"}}}}}},
//!     "messages":{"fail":{"en":"manure too late","zh-Hans":"施用过晚"}}}]}"#;
//! let program = Program::compile(book.as_bytes())?;
//! let evidence = r#"{"lot":"L1","records":[
//!   {"id":"m1","kind":"fertilise","date":"2026-05-01","site":"P1","facts":{"input-kind":"raw-manure"}},
//!   {"id":"h1","kind":"harvest","date":"2026-08-29","site":"P1","lots":["L1"]}]}"#;
//! let case = Case::read(json::read(evidence.as_bytes())?.root(), &program)?;
//!
//! // 120 days have passed; but nobody says that the record is complete: manure may have been spread later.
//! assert_eq!(evaluate(&program, &case, "2026-09-01".parse()?).verdict, Verdict::Unknown);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod card;
pub mod certificate;
mod evaluate;
mod evidence;
mod grade;
mod held;
mod lint;
mod program;
mod rely;
mod rulebook;
mod standard;
mod truth;
mod words;

pub use card::{Basis, Beyond, Card, Claim, Score, Showing, card};
pub use evaluate::{Need, Outcome, RuleOutcome, Why, evaluate, verdict};
pub use evidence::{Case, EvidenceError, Fact, Record};
pub use grade::Grade;
pub use lint::{WORDS as LINT_WORDS, lint, lint_editions};
pub use program::{
    Ask, Column, CompileError, Found, Limits, Problem, Program, RowProblem, TableProblem, Unfit,
};
pub use rely::{NoEdition, Reliance, WORDS as RELY_WORDS, edition_of, select};
pub use rulebook::{
    Allowance, Anchor, AtLeast, CertificateLife, Checked, Columns, Compare, Comparison, Condition, Count,
    CoveredBy, CoveredQuantity, DatedTerm, Demand, Effective, Exception, FactKind, FactType, Fixture,
    InScope, IntervalState, IssuedBy, Lapse, Limit, Membership, Messages, Named, NeedOf, Operand, Origin,
    Pick, RoundingModes, Row, Rule, Rulebook, RulebookFormat, Scope, Severity, Shift, SoldUnder, Sort,
    StatusChange, StatusLook, Subject, Sum, Table, Term, Tree, Whole,
};
pub use standard::{
    Flagged, GradeOutcome, Graded, Measure, OneOf, QualityGrade, Reason, Requirement, Share, Spread,
    Standard, StandardError,
};
pub use truth::Verdict;
pub use words::WORDS;
