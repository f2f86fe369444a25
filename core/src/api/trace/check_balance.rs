//! `check_balance`: does what came out fit what went in, and was what carries a claim kept as its model wants it?

use super::{
    given::events_request,
    past::{GivesEvents as _, Past},
};
use crate::{
    api::{Code, Fault, Operation, exact::Exact, operation::operation},
    base::{decimal::Decimal, limits, ratio::Ratio, round::Rounding, time::Instant, unit::Dimension},
    id::few::few,
    trace::{
        balance::{
            Account, Bookings, Carry, Claims, Harvest, Kept, LotLine, Model, Plausible, Rule, Scale, Sum,
            Turned, Verdict, Weight, harvests, kept, lots, transformations,
        },
        history::{EventId, EventSet, History, Thing, View},
    },
};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use core::cmp::Reverse;
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_balance",
    "mass balance and custody (ISO 22095): transformations, lots, yields by area, and the account of a claim, exactly",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    check_balance,
    History
);

/// Rules, plausible yields and the like that one request may state, each.
const MOST: usize = 1024;

events_request! {
    /// Events, and what they must fit.
    struct Request {
        /// What must balance; mass unless stated otherwise.
        #[serde(default = "mass")]
        dimension: Dimension,
        /// What one piece of something weighs, where events count pieces; at most 1,024.
        #[serde(default, deserialize_with = "few::<_, _, MOST>")]
        weights: Vec<Weight>,
        /// What is expected of transformations, the first that fits holds; at most 1,024. Without one, no more may come out than went in.
        #[serde(default, deserialize_with = "few::<_, _, MOST>")]
        rules: Vec<Rule>,
        /// The most that a crop can yield on land; at most 1,024.
        #[serde(default, deserialize_with = "few::<_, _, MOST>")]
        yields: Vec<Plausible>,
        /// The claim whose custody is looked at.
        custody: Option<Asked>,
        /// Only events in force: without those declared wrong, and each once.
        #[serde(default)]
        resolve: bool,
        /// Only events from this moment on.
        from: Option<Instant>,
        /// Only events before this moment.
        until: Option<Instant>,
    }
}

const fn mass() -> Dimension {
    Dimension::Mass
}

/// Whose custody is looked at, and by which model.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Asked {
    /// The model (ISO 22095:2020).
    model: Model,
    /// The claim's word, as events state it (`terroir:claim`) of what they make.
    claim: Option<String>,
    /// What the caller knows of lots, which counts before what events state.
    #[serde(default)]
    lots: Vec<Known>,
    /// The least share of a controlled blending, from 0 to 1.
    least_share: Option<Decimal>,
    /// How what came in pays for what goes out, for mass balance; credits without an end unless stated.
    account: Option<Carry>,
}

/// What is known of the claim on a lot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Known {
    /// The lot, in any spelling.
    lot: String,
    /// Does it carry the claim?
    carries: bool,
}

/// What it came to. Amounts are in the base unit of the dimension: kilograms for mass.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The worst of all: `fail` before `unknown` before `pass`.
    verdict: Verdict,
    /// What must balance.
    dimension: Dimension,
    /// One line a transformation, by its first event.
    transformations: Vec<TurnedLine>,
    /// One line a lot or item that something was made or used of, by name.
    lots: Vec<LotAnswer>,
    /// One line a crop and place, if plausible yields were stated.
    harvests: Vec<HarvestLine>,
    /// The custody of a claim, if asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    custody: Option<CustodyLine>,
    /// How many lines more there are than are listed: those that fail are listed before others, and those that pass last.
    /// Absent where all are listed, as of a history they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<More>,
}

/// Lines that are not listed, so that the answer stays in proportion to the events given.
#[derive(Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct More {
    /// Transformations, and their lines of custody.
    transformations: usize,
    /// Lots and items.
    lots: usize,
    /// Harvests.
    harvests: usize,
}

/// A sum; a lower bound where parts are not known.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SumLine {
    /// What is known.
    known: Exact,
    /// How many parts are not known.
    unknown: u32,
}

impl From<Sum> for SumLine {
    fn from(sum: Sum) -> Self {
        Self { known: sum.known.into(), unknown: sum.unknown }
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct TurnedLine {
    /// The transformation id, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// JSON pointers of its events.
    at: Vec<String>,
    /// What went in.
    taken: SumLine,
    /// What came out.
    made: SumLine,
    /// What came out in per cent of what went in, to two digits (GB/T 8170), where both are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    yield_percent: Option<String>,
    /// What went in less what came out, where both are known: lost, or not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<Exact>,
    /// Which rule held, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<usize>,
    /// In a word.
    verdict: Verdict,
    /// Why not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct LotAnswer {
    /// Its name.
    lot: String,
    /// How much was made of it.
    made: SumLine,
    /// How much of it was used.
    used: SumLine,
    /// JSON pointer of the last event that made or used it.
    at: String,
    /// In a word.
    verdict: Verdict,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct HarvestLine {
    /// The crop.
    crop: String,
    /// The place, where events name one.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// How much was harvested.
    amount: SumLine,
    /// On so much land, in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<Exact>,
    /// The most that is plausible on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<Exact>,
    /// JSON pointer of the last event.
    at: String,
    /// In a word.
    verdict: Verdict,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CustodyLine {
    /// The model.
    model: Model,
    /// In a word.
    verdict: Verdict,
    /// One line a transformation, in the same order as `transformations`.
    transformations: Vec<KeptLine>,
    /// The account, for mass balance where every entry is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<AccountLine>,
    /// Why there is no account, or why it fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct KeptLine {
    /// In a word.
    verdict: Verdict,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// How much of what went in carries the claim, from 0 to 1, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Exact>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct AccountLine {
    /// All that came in with the claim, times the factor of its rule.
    claimed_in: Exact,
    /// All that went out with it.
    claimed_out: Exact,
    /// Credit that is left.
    left: Exact,
    /// Credit that was lost with time.
    lost: Exact,
    /// JSON pointers of the events with which more went out than there was.
    overdrawn: Vec<String>,
}

fn check_balance(mut request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    check(&request)?;
    let past = request.past(held)?;
    let excluded = excluded(&request, &past);
    let view = View::new(&past).without(&excluded);
    let asking = Asking { past: &past, view, scale: Scale::new(request.dimension, &request.weights) };
    Ok(asking.answer(&request))
}

/// The events that do not count: not in force, if that is asked, or outside the time, as all without one are.
fn excluded(request: &Request, past: &Past<'_>) -> EventSet {
    let mut excluded = past.excluded(request.resolve, None);
    if request.from.is_none() && request.until.is_none() {
        return excluded;
    }
    for record in View::new(past).records() {
        let inside = record.time().is_some_and(|at| {
            request.from.is_none_or(|from| from <= at) && request.until.is_none_or(|until| at < until)
        });
        if !inside {
            excluded.insert(record.id());
        }
    }
    excluded
}

/// Lines of an answer, so many at most: the gravest, and among equals the first.
struct Lines<T> {
    most: usize,
    kept: BTreeMap<(Reverse<Verdict>, usize), T>,
    /// How many there are.
    count: usize,
    /// The gravest of all.
    verdict: Verdict,
}

impl<T> Lines<T> {
    const fn new(most: usize) -> Self {
        Self { most, kept: BTreeMap::new(), count: 0, verdict: Verdict::Pass }
    }

    fn add(&mut self, verdict: Verdict, line: impl FnOnce() -> T) {
        let key = (Reverse(verdict), self.count);
        self.count = self.count.saturating_add(1);
        self.verdict = self.verdict.and(verdict);
        if self.kept.len() >= self.most {
            if self.kept.last_key_value().is_none_or(|(last, _)| *last < key) {
                return;
            }
            self.kept.pop_last();
        }
        self.kept.insert(key, line());
    }

    /// The lines in their order, and how many more there are.
    fn done(self) -> (Vec<T>, usize) {
        let more = self.count.saturating_sub(self.kept.len());
        let mut lines: Vec<(usize, T)> =
            self.kept.into_iter().map(|((_, number), line)| (number, line)).collect();
        lines.sort_by_key(|(number, _)| *number);
        (lines.into_iter().map(|(_, line)| line).collect(), more)
    }
}

/// A balance that is asked for.
struct Asking<'p, 'h> {
    past: &'p Past<'h>,
    view: View<'p>,
    scale: Scale,
}

impl Asking<'_, '_> {
    fn answer(&self, request: &Request) -> Answer {
        let Self { past, view, scale } = self;
        // A small document may have many lots.
        let most = past.proportion() / 8 + 40;
        let custody = request.custody.as_ref().map(|asked| (asked, self.claims(asked)));
        let mut books = custody.as_ref().map(|(_, claims)| Bookings::new(*view, scale, claims));
        let mut turned = Lines::new(most);
        let mut kept_to = Verdict::Pass;
        transformations(view, scale, &request.rules, |line| {
            let kept = custody
                .as_ref()
                .map(|(asked, claims)| kept(view, scale, &line, asked.model, claims, asked.least_share));
            if let Some(books) = &mut books {
                books.add(&line, line.rule.and_then(|rule| request.rules.get(rule)));
            }
            let of_custody = kept.map_or(Verdict::Pass, |kept| kept.verdict);
            kept_to = kept_to.and(of_custody);
            turned.add(line.verdict.and(of_custody), || (self.turned_line(line), kept.map(KeptLine::from)));
        });
        let mut of_lots = Lines::new(most);
        lots(view, scale, |line| of_lots.add(line.verdict, || self.lot_line(line)));
        let mut gathered = Lines::new(most);
        if !request.yields.is_empty() {
            for line in harvests(view, scale, &request.yields) {
                gathered.add(line.verdict, || self.harvest_line(line));
            }
        }
        let verdict = turned.verdict.and(of_lots.verdict).and(gathered.verdict);
        let (lines, more_transformations) = turned.done();
        let (transformations, kept): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        let custody = custody.as_ref().zip(books).map(|((asked, _), books)| {
            self.custody_line(asked, books, kept_to, kept.into_iter().flatten().collect())
        });
        let verdict = verdict.and(custody.as_ref().map_or(Verdict::Pass, |custody| custody.verdict));
        let (lots, more_lots) = of_lots.done();
        let (harvests, more_harvests) = gathered.done();
        let more = More { transformations: more_transformations, lots: more_lots, harvests: more_harvests };
        let more = (more != More::default()).then_some(more);
        Answer { verdict, dimension: request.dimension, transformations, lots, harvests, custody, more }
    }

    /// What the caller knows, and else what events state of what they make.
    fn claims(&self, asked: &Asked) -> Claims {
        let claim = asked.claim.as_deref();
        let mut claims = claim.map(|claim| Claims::stated(&self.view, claim)).unwrap_or_default();
        for known in &asked.lots {
            if let Some(lot) = self.past.thing(&known.lot) {
                claims.set(lot, known.carries);
            }
        }
        claims
    }

    fn name(&self, thing: Thing) -> String {
        self.past.name_of(thing).into()
    }

    fn turned_line(&self, line: Turned) -> TurnedLine {
        let known = line.taken.is_known() && line.made.is_known();
        let difference = line.taken.known.checked_sub(line.made.known).filter(|_| known);
        let percent =
            line.yielded.and_then(|part| part.checked_mul(Ratio::new(100, 1)?)?.round(2, Rounding::HalfEven));
        TurnedLine {
            id: line.id.map(|id| self.name(id)),
            at: line.events.iter().map(|event| self.past.in_document(*event)).collect(),
            taken: line.taken.into(),
            made: line.made.into(),
            yield_percent: percent.map(|percent| percent.to_string()),
            difference: difference.map(Exact::from),
            rule: line.rule,
            verdict: line.verdict,
            reasons: line.reasons,
        }
    }

    fn lot_line(&self, line: LotLine) -> LotAnswer {
        LotAnswer {
            lot: self.name(line.thing),
            made: line.made.into(),
            used: line.used.into(),
            at: self.past.in_document(line.event),
            verdict: line.verdict,
            reason: line.reason,
        }
    }

    fn harvest_line(&self, line: Harvest) -> HarvestLine {
        HarvestLine {
            crop: line.crop,
            place: line.place.map(|place| self.name(place)),
            amount: line.amount.into(),
            area: line.area.map(Exact::from),
            most: line.most.map(Exact::from),
            at: self.past.in_document(line.event),
            verdict: line.verdict,
            reason: line.reason,
        }
    }

    fn custody_line(
        &self,
        asked: &Asked,
        books: Bookings<'_, '_>,
        kept_to: Verdict,
        transformations: Vec<KeptLine>,
    ) -> CustodyLine {
        let line = CustodyLine {
            model: asked.model,
            verdict: kept_to,
            transformations,
            account: None,
            reason: None,
        };
        if asked.model != Model::MassBalance {
            return line;
        }
        let account = books.done().and_then(|entries| {
            let carry = asked.account.unwrap_or(Carry::Credit { days: None });
            Account::of(entries, carry).ok_or("share-not-known")
        });
        match account {
            Err(why) => CustodyLine { verdict: Verdict::Unknown, reason: Some(why), ..line },
            Ok(account) => CustodyLine {
                verdict: account.verdict,
                reason: (account.verdict == Verdict::Fail).then_some("account-overdrawn"),
                account: Some(self.account_line(&account)),
                ..line
            },
        }
    }

    fn account_line(&self, account: &Account) -> AccountLine {
        let at = |event: &usize| self.past.in_document(EventId::of(*event as u32));
        AccountLine {
            claimed_in: account.claimed_in.into(),
            claimed_out: account.claimed_out.into(),
            left: account.left.into(),
            lost: account.lost.into(),
            overdrawn: account.overdrawn.iter().map(at).collect(),
        }
    }
}

impl From<Kept> for KeptLine {
    fn from(kept: Kept) -> Self {
        Self { verdict: kept.verdict, reason: kept.reason, share: kept.share.map(Exact::from) }
    }
}

fn check(request: &Request) -> Result<(), Fault> {
    let wrong = |at: String, what| Err(Fault::new(Code::BadLimit, at, what));
    if let Some(at) = request.rules.iter().position(|rule| !rule.is_sound()) {
        return wrong(format!("/rules/{at}"), "numbers above zero, the least not above the most");
    }
    if let Some(at) = request.yields.iter().position(|rule| !rule.is_sound()) {
        return wrong(format!("/yields/{at}"), "an amount of a known unit on an area above zero");
    }
    let share = request.custody.as_ref().and_then(|asked| asked.least_share);
    if share.is_some_and(|share| share.is_negative() || share > Decimal::ONE) {
        return wrong("/custody/least_share".into(), "a share from 0 to 1");
    }
    Ok(())
}
