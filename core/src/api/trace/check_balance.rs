//! `check_balance`: does what came out fit what went in, and was what carries a claim kept as its model wants it?

use super::{given::events_request, past::on_events};
use crate::{
    api::{Code, Fault, Operation, exact::Exact, operation::operation},
    base::{decimal::Decimal, limits, ratio::Ratio, round::Rounding, time::Instant, unit::Dimension},
    id::few::few,
    trace::{
        Selection,
        balance::{
            Account, Carry, Claims, Entry, Harvest, LotLine, Model, Plausible, Rule, Scale, Sum, Turned,
            Verdict, Weight, harvests, kept, lots, transformations,
        },
        history::History,
    },
};
use alloc::{
    format,
    string::{String, ToString as _},
    vec::Vec,
};
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

fn check_balance(request: Request, held: Option<&History>) -> Result<Answer, Fault> {
    check(&request)?;
    on_events(&request, held, request.resolve, |events, at| {
        answer(&request, &events.between(request.from, request.until), at)
    })
}

fn answer(request: &Request, events: &Selection<'_, '_>, at: &dyn Fn(usize) -> String) -> Answer {
    let scale = Scale::new(request.dimension, &request.weights);
    let turned = transformations(events, &scale, &request.rules);
    let lots = lots(events, &scale);
    let gathered =
        if request.yields.is_empty() { Vec::new() } else { harvests(events, &scale, &request.yields) };
    let custody = request.custody.as_ref().map(|asked| custody(asked, events, &turned, &request.rules, at));
    let verdicts = turned.iter().map(|line| line.verdict).chain(lots.iter().map(|line| line.verdict));
    let verdicts = verdicts.chain(gathered.iter().map(|line| line.verdict));
    let verdict = verdicts.chain(custody.iter().map(|line| line.verdict)).fold(Verdict::Pass, Verdict::and);
    Answer {
        verdict,
        dimension: request.dimension,
        transformations: turned.into_iter().map(|line| turned_line(line, at)).collect(),
        lots: lots.into_iter().map(|line| lot_line(line, at)).collect(),
        harvests: gathered.into_iter().map(|line| harvest_line(line, at)).collect(),
        custody,
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

fn turned_line(line: Turned, at: &dyn Fn(usize) -> String) -> TurnedLine {
    let known = line.taken.is_known() && line.made.is_known();
    let difference = line.taken.known.checked_sub(line.made.known).filter(|_| known);
    let percent =
        line.yielded.and_then(|part| part.checked_mul(Ratio::new(100, 1)?)?.round(2, Rounding::HalfEven));
    TurnedLine {
        id: line.id,
        at: line.events.iter().map(|event| at(*event)).collect(),
        taken: line.taken.into(),
        made: line.made.into(),
        yield_percent: percent.map(|percent| percent.to_string()),
        difference: difference.map(Exact::from),
        rule: line.rule,
        verdict: line.verdict,
        reasons: line.reasons,
    }
}

fn lot_line(line: LotLine, at: &dyn Fn(usize) -> String) -> LotAnswer {
    LotAnswer {
        lot: line.name,
        made: line.made.into(),
        used: line.used.into(),
        at: at(line.event),
        verdict: line.verdict,
        reason: line.reason,
    }
}

fn harvest_line(line: Harvest, at: &dyn Fn(usize) -> String) -> HarvestLine {
    HarvestLine {
        crop: line.crop,
        place: line.place,
        amount: line.amount.into(),
        area: line.area.map(Exact::from),
        most: line.most.map(Exact::from),
        at: at(line.event),
        verdict: line.verdict,
        reason: line.reason,
    }
}

fn custody(
    asked: &Asked,
    events: &Selection<'_, '_>,
    turned: &[Turned],
    rules: &[Rule],
    at: &dyn Fn(usize) -> String,
) -> CustodyLine {
    let claims = claims(asked, events);
    let kept: Vec<_> =
        turned.iter().map(|turned| kept(turned, asked.model, &claims, asked.least_share)).collect();
    let mut verdict = kept.iter().map(|kept| kept.verdict).fold(Verdict::Pass, Verdict::and);
    let (mut account, mut reason) = (None, None);
    if asked.model == Model::MassBalance {
        match entries(turned, &claims, rules) {
            Err(why) => (verdict, reason) = (Verdict::Unknown, Some(why)),
            Ok(entries) => {
                match Account::of(entries, asked.account.unwrap_or(Carry::Credit { days: None })) {
                    None => (verdict, reason) = (Verdict::Unknown, Some("share-not-known")),
                    Some(found) => {
                        verdict = found.verdict;
                        reason = (verdict == Verdict::Fail).then_some("account-overdrawn");
                        account = Some(found);
                    }
                }
            }
        }
    }
    CustodyLine {
        model: asked.model,
        verdict,
        transformations: kept
            .into_iter()
            .map(|kept| KeptLine {
                verdict: kept.verdict,
                reason: kept.reason,
                share: kept.share.map(Exact::from),
            })
            .collect(),
        account: account.map(|account| AccountLine {
            claimed_in: account.claimed_in.into(),
            claimed_out: account.claimed_out.into(),
            left: account.left.into(),
            lost: account.lost.into(),
            overdrawn: account.overdrawn.iter().map(|event| at(*event)).collect(),
        }),
        reason,
    }
}

/// What the caller knows, and else what events state of what they make.
fn claims(asked: &Asked, events: &Selection<'_, '_>) -> Claims {
    let mut stated = Claims::default();
    if let Some(wanted) = &asked.claim {
        events.for_each(|_, event| {
            let Some(claim) = event.farm("claim").and_then(|claim| claim.text()) else { return };
            let lists = ["outputEPCList", "epcList"].into_iter().flat_map(|list| event.epcs(list));
            let classes = ["outputQuantityList", "quantityList"].into_iter();
            let classes =
                classes.flat_map(|list| event.quantities(list)).filter_map(|element| element.epc_class());
            for lot in lists.chain(classes) {
                stated.note(&lot, *claim == **wanted);
            }
        });
    }
    for known in &asked.lots {
        stated.set(&known.lot, known.carries);
    }
    stated
}

/// Why there is no account, the first that holds.
const NO_ACCOUNT: [&str; 5] = [
    "event-without-time",
    "input-amount-missing",
    "output-amount-missing",
    "share-not-known",
    "claim-not-recorded",
];

/// What came in and went out of all transformations, with its claim; or why that cannot be said.
fn entries(turned: &[Turned], claims: &Claims, rules: &[Rule]) -> Result<Vec<Entry>, &'static str> {
    let mut entries = Vec::new();
    let mut missing = Vec::new();
    for line in turned {
        let rule = line.rule.and_then(|rule| rules.get(rule));
        let factor = rule.and_then(|rule| rule.factor);
        let factor = factor.map_or(Ratio::new(1, 1), |factor| Some(Ratio::from(factor)));
        let sides = [(&line.inputs, true), (&line.outputs, false)];
        for ((lot, amount), comes_in) in
            sides.into_iter().flat_map(|(side, comes_in)| side.iter().map(move |thing| (thing, comes_in)))
        {
            let entry = || {
                let at = line.at.ok_or("event-without-time")?;
                let unsaid = if comes_in { "input-amount-missing" } else { "output-amount-missing" };
                let amount = amount.ok_or(unsaid)?;
                let counted = if comes_in {
                    factor.and_then(|factor| amount.checked_mul(factor))
                } else {
                    Some(amount)
                };
                let amount = counted.ok_or("share-not-known")?;
                let carries = claims.get(lot).ok_or("claim-not-recorded")?;
                let claimed = if carries { amount } else { Ratio::ZERO };
                Ok(Entry { at, comes_in, amount, claimed, event: line.last })
            };
            match entry() {
                Ok(entry) => entries.push(entry),
                Err(why) if !missing.contains(&why) => missing.push(why),
                Err(_) => {}
            }
        }
    }
    match NO_ACCOUNT.into_iter().find(|why| missing.contains(why)) {
        Some(why) => Err(why),
        None => Ok(entries),
    }
}
