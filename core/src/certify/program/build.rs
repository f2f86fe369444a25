//! Making a rulebook ready.

mod limit;

use super::{
    Compiled, DatedFact, Field, Gather, Held, Kind, Move, Node, Program, Span, Term,
    error::{CompileError, Problem, Unfit},
    scope::{Bound, Type},
    used::Used,
};
use crate::{
    base::{date::Period, limits},
    certify::{
        Condition, Demand, Fact, FactType, Operand, Pick, Rule, Rulebook,
        rulebook::{self, Comparison, DatedTerm, MOST_FACTS, Shift},
    },
    digest::json,
};
use alloc::{
    borrow::ToOwned as _,
    boxed::Box,
    collections::BTreeMap,
    format,
    string::{String, ToString as _},
    vec::Vec,
};

/// A problem, and the name or word that has it.
pub(super) type Trouble = (Problem, String);

/// Problems of a rulebook that are told, at most.
const MOST_PROBLEMS: usize = 256;

/// A rulebook as far as it can be made ready.
pub(in crate::certify) struct Draft {
    pub(in crate::certify) program: Program,
    /// What does not fit together, in order; conditions that have it decide nothing.
    pub(in crate::certify) unfit: Vec<Unfit>,
    /// What the rules ask for.
    pub(in crate::certify) used: Used,
}

pub(super) fn compile(bytes: &[u8]) -> Result<Program, CompileError> {
    let draft = draft(bytes)?;
    match draft.unfit.into_iter().next() {
        Some(unfit) => Err(unfit.into()),
        None => Ok(draft.program),
    }
}

/// Reads a rulebook, and tells all that does not fit together.
pub(in crate::certify) fn draft(bytes: &[u8]) -> Result<Draft, CompileError> {
    if bytes.len() > limits::RULEBOOK_BYTES {
        return Err(CompileError::TooLarge { most: limits::RULEBOOK_BYTES });
    }
    let document = json::read(bytes)?;
    let book: Rulebook = json::from_value(document.root())?;
    let mut log = Log { at: "/facts".to_owned(), ..Log::default() };
    let kinds = kinds(&book, &mut log);
    let tables = limit::tables(&book, &mut log);
    let mut program = Program { book, hash: Program::hash_of(bytes), kinds, tables, rules: Vec::new() };
    let rules = core::mem::take(&mut program.book.rules);
    for (at, rule) in rules.iter().enumerate() {
        log.at = format!("/rules/{at}");
        if rules.iter().take(at).any(|earlier| earlier.id == rule.id) {
            log.tell((Problem::RuleTwice, rule.id.clone()));
        }
        let demands = &rule.evidence;
        let compiled =
            Builder { program: &program, rules: &rules, demands, bound: Bound::default(), log: &mut log }
                .rule(rule);
        program.rules.push(compiled);
    }
    program.book.rules = rules;
    Ok(Draft { program, unfit: log.unfit, used: log.used })
}

/// What is found on the way, and where the way has come to.
#[derive(Default)]
struct Log {
    at: String,
    unfit: Vec<Unfit>,
    used: Used,
}

impl Log {
    fn tell(&mut self, (problem, name): Trouble) {
        if self.unfit.len() < MOST_PROBLEMS {
            self.unfit.push(Unfit { at: self.at.clone(), problem, name });
        }
    }
}

/// The kinds of record that the facts name, sorted.
fn kinds(book: &Rulebook, log: &mut Log) -> Vec<Kind> {
    if book.facts.len() > MOST_FACTS {
        log.tell((Problem::TooMany, "facts".to_owned()));
    }
    let mut kinds: BTreeMap<&str, Vec<Field>> = BTreeMap::new();
    for (name, fact) in book.facts.iter().take(MOST_FACTS) {
        let parts = name.split_once('.').filter(|(kind, field)| !kind.is_empty() && !field.is_empty());
        let Some((kind, field)) = parts else {
            log.tell((Problem::FactName, name.clone()));
            continue;
        };
        let field = Field { name: field.to_owned(), kind: fact.kind, dim: fact.dim };
        kinds.entry(kind).or_default().push(field);
    }
    kinds.into_iter().map(|(name, fields)| Kind { name: name.to_owned(), fields }).collect()
}

pub(super) struct Builder<'p> {
    program: &'p Program,
    rules: &'p [Rule],
    demands: &'p [Demand],
    bound: Bound,
    log: &'p mut Log,
}

impl<'p> Builder<'p> {
    fn rule(mut self, rule: &Rule) -> Compiled {
        let demands = self.demands;
        for (at, demand) in demands.iter().enumerate() {
            self.under(&format!("/evidence/{at}/event"), |builder| {
                builder.kind(&demand.event).map_or_else(|trouble| builder.log.tell(trouble), |_| ());
            });
        }
        let applies = rule
            .applies
            .as_ref()
            .map(|condition| self.under("/applies", |builder| builder.node_or_open(condition)));
        let require = self.under("/require", |builder| builder.node_or_open(&rule.require));
        Compiled { severity: rule.severity, applies, require }
    }

    /// Looks at a part of the rulebook that stands at this place under the one at hand.
    pub(super) fn under<R>(&mut self, place: &str, look: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.log.at.len();
        self.log.at.push_str(place);
        let found = look(self);
        self.log.at.truncate(length);
        found
    }

    pub(super) fn kind(&mut self, name: &str) -> Result<u16, Trouble> {
        let kind = self.program.kind(name).ok_or_else(|| (Problem::UnknownKind, name.to_owned()))?;
        self.log.used.kinds.insert(kind);
        Ok(kind)
    }

    /// A condition; where it does not fit together that is told, and it decides nothing.
    fn node_or_open(&mut self, condition: &Condition) -> Node {
        self.under(&format!("/{}", condition.word()), |builder| {
            builder.made(condition).unwrap_or_else(|trouble| {
                builder.log.tell(trouble);
                Node::Any(Box::default())
            })
        })
    }

    pub(super) fn node(&mut self, condition: &Condition) -> Result<Node, Trouble> {
        Ok(self.node_or_open(condition))
    }

    fn nodes(&mut self, conditions: &[Condition]) -> Result<Box<[Node]>, Trouble> {
        if conditions.is_empty() {
            return Err((Problem::Empty, "conditions".to_owned()));
        }
        let numbered = conditions.iter().enumerate();
        let mut node =
            |(at, condition)| self.under(&format!("/{at}"), |builder| builder.node_or_open(condition));
        Ok(numbered.map(&mut node).collect())
    }

    fn boxed(&mut self, condition: &Condition) -> Result<Box<Node>, Trouble> {
        self.node(condition).map(Box::new)
    }

    fn made(&mut self, condition: &Condition) -> Result<Node, Trouble> {
        Ok(match condition {
            Condition::All(conditions) => Node::All(self.nodes(conditions)?),
            Condition::Any(conditions) => Node::Any(self.nodes(conditions)?),
            Condition::Not(condition) => Node::Not(self.boxed(condition)?),
            Condition::AtLeast(few) => {
                let least = usize::try_from(few.n).unwrap_or(usize::MAX);
                Node::AtLeast(least, self.under("/of", |builder| builder.nodes(&few.of))?)
            }
            Condition::Compare(compare) => self.compare(compare)?,
            Condition::In(membership) => {
                let (value, list) = self.membership(membership)?;
                Node::In(value, list)
            }
            Condition::RegionIn(membership) => {
                let (value, list) = self.membership(membership)?;
                Node::RegionIn(value, list)
            }
            Condition::Exists(pick) => {
                let least = pick.min.map_or(1, |min| usize::try_from(min).unwrap_or(usize::MAX));
                let (gather, then) = self.gather(pick)?;
                Node::Exists(Box::new(gather), least, then.map(Box::new))
            }
            Condition::Stated(operand) => {
                let value = self.typed(operand)?;
                Node::Stated(value.ok_or_else(|| (Problem::WrongType, word_of(operand)))?.0)
            }
            Condition::None(pick) => {
                refuse(pick.then.is_some(), "then")?;
                refuse(pick.min.is_some(), "min")?;
                Node::None(Box::new(self.gather(pick)?.0))
            }
            Condition::Every(pick) => {
                let (gather, then) = self.gather(pick)?;
                let then = then.ok_or_else(|| (Problem::Lacking, "then".to_owned()))?;
                let least = pick.min.map(|min| usize::try_from(min).unwrap_or(usize::MAX));
                Node::Every(Box::new(gather), least, Box::new(then))
            }
            Condition::Count(count) => {
                let gather = self.under("/of", |builder| builder.plain(&count.of))?;
                let n = self.of_type(&count.n, Type::of(FactType::Number))?;
                Node::Count(Box::new(gather), count.is, n)
            }
            Condition::Sum(sum) => self.sum(sum)?,
            Condition::Lapse(lapse) => self.lapse(lapse)?,
            Condition::Limit(limit) => self.limit(limit)?,
            Condition::Ref(name) => {
                let earlier = self.rules.iter().take(self.program.rules.len());
                let found = earlier.into_iter().position(|rule| rule.id == *name);
                Node::Ref(found.ok_or_else(|| (Problem::UnknownRule, name.clone()))?)
            }
            Condition::Unless(exception) => {
                let excepted = self.under("/exception", |builder| builder.boxed(&exception.exception))?;
                Node::Unless(excepted, self.under("/then", |builder| builder.boxed(&exception.then))?)
            }
            Condition::Sequence(picks) => {
                if picks.len() < 2 {
                    return Err((Problem::Empty, "sequence".to_owned()));
                }
                let numbered = picks.iter().enumerate();
                let mut plain = |(at, pick)| self.under(&format!("/{at}"), |builder| builder.plain(pick));
                Node::Sequence(numbered.map(&mut plain).collect::<Result<_, _>>()?)
            }
            Condition::IntervalState(asked) => self.interval_state(asked)?,
            Condition::CoveredBy(asked) => self.covered_by(asked)?,
            Condition::IssuedBy(asked) => self.issued_by(asked)?,
        })
    }

    fn compare(&mut self, compare: &rulebook::Compare) -> Result<Node, Trouble> {
        let (left, right, kind) = self.sides(&compare.left, &compare.right)?;
        let ordered = !matches!(compare.is, Comparison::Equal | Comparison::Unequal);
        if ordered && !kind.is_ordered() {
            return Err((Problem::Incomparable, word_of(&compare.left)));
        }
        let method = compare.method.unwrap_or(self.program.book.rounding.compare);
        Ok(Node::Compare(Box::new(Held { left, is: compare.is, right, method })))
    }

    /// Both sides of a comparison, and the type they share.
    fn sides(&mut self, left: &Operand, right: &Operand) -> Result<(Term, Term, Type), Trouble> {
        if let Some((left_term, kind)) = self.typed(left)? {
            if let Some((right_term, other)) = self.typed(right)? {
                let fits = kind.fits(other);
                return fits
                    .then_some((left_term, right_term, kind))
                    .ok_or((Problem::Incomparable, word_of(right)));
            }
            return Ok((left_term, self.of_type(right, kind)?, kind));
        }
        let (right_term, kind) = self.typed(right)?.ok_or_else(|| (Problem::Incomparable, word_of(left)))?;
        Ok((self.of_type(left, kind)?, right_term, kind))
    }

    fn membership(&mut self, membership: &rulebook::Membership) -> Result<(Term, Box<[Fact]>), Trouble> {
        if membership.list.is_empty() {
            return Err((Problem::Empty, "list".to_owned()));
        }
        let value = self.typed(&membership.value)?;
        let (value, kind) = value.ok_or_else(|| (Problem::WrongType, word_of(&membership.value)))?;
        let mut list = Vec::with_capacity(membership.list.len());
        for item in &membership.list {
            match self.of_type(item, kind)? {
                Term::Fact(fact) => list.push(fact),
                _ => return Err((Problem::WrongType, word_of(item))),
            }
        }
        Ok((value, list.into_boxed_slice()))
    }

    fn sum(&mut self, sum: &rulebook::Sum) -> Result<Node, Trouble> {
        let gather = self.under("/of", |builder| builder.plain(&sum.of))?;
        let name = pick_name(&sum.of).to_owned();
        let (value, kind) = self.within(&name, gather.kind, |builder| {
            builder.typed(&sum.value)?.ok_or_else(|| (Problem::WrongType, word_of(&sum.value)))
        })?;
        if !matches!(kind.kind, FactType::Number | FactType::Quantity) {
            return Err((Problem::WrongType, word_of(&sum.value)));
        }
        let limit = self.of_type(&sum.limit, kind)?;
        Ok(Node::Sum(Box::new(gather), value, sum.is, limit))
    }

    fn lapse(&mut self, lapse: &rulebook::Lapse) -> Result<Node, Trouble> {
        let at_least = match lapse.is {
            Comparison::AtLeast => true,
            Comparison::AtMost => false,
            _ => return Err((Problem::Misplaced, "is".to_owned())),
        };
        let (from, to) = (self.day(&lapse.from)?, self.day(&lapse.to)?);
        let period = self.period(&lapse.period)?;
        let rounding = self.program.book.rounding.months;
        Ok(Node::Lapse(Box::new(Span { from, to, at_least, period, rounding })))
    }

    /// A pick without `then` and `min`.
    pub(super) fn plain(&mut self, pick: &Pick) -> Result<Gather, Trouble> {
        refuse(pick.then.is_some(), "then")?;
        refuse(pick.min.is_some(), "min")?;
        Ok(self.gather(pick)?.0)
    }

    /// A pick, and what `then` says of each record.
    fn gather(&mut self, pick: &Pick) -> Result<(Gather, Option<Node>), Trouble> {
        let kind = self.kind(&pick.event)?;
        let whole = pick.complete.as_ref();
        let days = whole.map(|whole| Ok((self.day(&whole.from)?, self.day(&whole.to)?))).transpose()?;
        let need_of = pick.need_of.as_ref().map(|need| {
            let name = self.of_type(&need.name, Type::of(FactType::Code))?;
            Ok((need.kind.clone(), name))
        });
        let need_of = need_of.transpose()?;
        let name = pick_name(pick).to_owned();
        let (filter, then) = self.within(&name, kind, |builder| {
            let mut part = |place: &str, condition: Option<&Condition>| {
                condition.map(|condition| builder.under(place, |builder| builder.node_or_open(condition)))
            };
            let filter = part("/where", pick.filter.as_deref());
            let then = part("/then", pick.then.as_deref());
            Ok((filter, then))
        })?;
        let gather = Gather {
            kind,
            of: pick.of,
            filter,
            whole: days,
            need: pick.need.clone(),
            need_of,
            whole_need: whole.and_then(|whole| whole.need.clone()),
            demand: self.demands.iter().find(|demand| demand.event == pick.event).cloned(),
        };
        Ok((gather, then))
    }

    /// Looks at what stands inside a pick.
    pub(super) fn within<R>(
        &mut self,
        name: &str,
        kind: u16,
        look: impl FnOnce(&mut Self) -> Result<R, Trouble>,
    ) -> Result<R, Trouble> {
        self.bound.enter(name, kind).map_err(|problem| (problem, name.to_owned()))?;
        let found = look(self);
        self.bound.leave();
        found
    }

    /// A value whose type is known, or nothing for a bare word.
    pub(super) fn typed(&mut self, operand: &Operand) -> Result<Option<(Term, Type)>, Trouble> {
        let day = Type::of(FactType::Date);
        Ok(Some(match operand {
            Operand::Word(_) | Operand::Term(_) => return Ok(None),
            Operand::Field { of, name } => {
                let found = self.bound.field(of, name, self.program);
                let found = found.map_err(|problem| (problem, word_of(operand)))?;
                self.log.used.fields.extend(self.bound.fact_of(&found.0));
                found
            }
            Operand::Anchor => (Term::Anchor, day),
            Operand::AsOf => (Term::AsOf, day),
            Operand::Lot => (Term::Lot, Type::of(FactType::Code)),
            Operand::Shift(shift) => (self.shift(shift)?, day),
        }))
    }

    /// A value of this type.
    pub(super) fn of_type(&mut self, operand: &Operand, kind: Type) -> Result<Term, Trouble> {
        let wrong = || (Problem::WrongType, word_of(operand));
        match operand {
            Operand::Word(word) => kind.read(word).map(Term::Fact).ok_or_else(wrong),
            Operand::Term(name) => match self.term(name)? {
                rulebook::Term::Always(value) => self.constant(value, kind).map(Term::Fact),
                rulebook::Term::Dated(values) => {
                    let of_span = |span: &DatedTerm| {
                        Ok(DatedFact {
                            fact: self.constant(&span.value, kind)?,
                            from: span.from,
                            to: span.to,
                        })
                    };
                    Ok(Term::Dated(values.iter().map(of_span).collect::<Result<_, Trouble>>()?))
                }
            },
            _ => {
                let (term, found) = self.typed(operand)?.ok_or_else(wrong)?;
                if kind.fits(found) { Ok(term) } else { Err(wrong()) }
            }
        }
    }

    fn constant(&self, value: &Operand, kind: Type) -> Result<Fact, Trouble> {
        let word = match value {
            Operand::Word(word) => kind.read(word),
            _ => None,
        };
        word.ok_or_else(|| (Problem::WrongType, word_of(value)))
    }

    fn term(&mut self, name: &str) -> Result<&'p rulebook::Term, Trouble> {
        let found = self.program.book.terms.get_key_value(name);
        let (name, term) = found.ok_or_else(|| (Problem::UnknownTerm, name.to_owned()))?;
        self.log.used.terms.insert(name.clone());
        Ok(term)
    }

    pub(super) fn day(&mut self, operand: &Operand) -> Result<Term, Trouble> {
        self.of_type(operand, Type::of(FactType::Date)).map_err(|(problem, name)| match problem {
            Problem::WrongType => (Problem::NoDay, name),
            problem => (problem, name),
        })
    }

    fn shift(&mut self, shift: &Shift) -> Result<Term, Trouble> {
        let date = shift.date.as_ref().ok_or_else(|| (Problem::Lacking, "date".to_owned()))?;
        let date = self.day(date)?;
        let mut period =
            |operand: &Option<Operand>| operand.as_ref().map(|operand| self.period(operand)).transpose();
        let (plus, minus) = (period(&shift.plus)?, period(&shift.minus)?);
        let rounding = self.program.book.rounding.months;
        Ok(Term::Shift(Box::new(Move { date, start_of_year: shift.start_of_year, plus, minus, rounding })))
    }

    /// A period: a word of the rulebook, here or as a term.
    pub(super) fn period(&mut self, operand: &Operand) -> Result<Period, Trouble> {
        let word = match operand {
            Operand::Term(name) => match self.term(name)? {
                rulebook::Term::Always(Operand::Word(word)) => Some(word),
                _ => None,
            },
            Operand::Word(word) => Some(word),
            _ => None,
        };
        let period = word.and_then(|word| word.parse().ok());
        period.ok_or_else(|| (Problem::NoPeriod, word_of(operand)))
    }
}

pub(super) fn refuse(stands: bool, member: &str) -> Result<(), Trouble> {
    if stands { Err((Problem::Misplaced, member.to_owned())) } else { Ok(()) }
}

pub(super) fn pick_name(pick: &Pick) -> &str {
    pick.name.as_deref().unwrap_or(&pick.event)
}

/// How an operand is written, for a person.
pub(super) fn word_of(operand: &Operand) -> String {
    match operand {
        Operand::Word(word) => word.clone(),
        Operand::Field { of, name } => format!("${of}.{name}"),
        Operand::Term(name) => format!("#{name}"),
        Operand::Anchor => "@anchor".to_string(),
        Operand::AsOf => "@as-of".to_string(),
        Operand::Lot => "@lot".to_string(),
        Operand::Shift(_) => "date".to_string(),
    }
}
