//! Gaps that lower no figure, each with its events.

use super::{
    expect::{Pattern, longest_hole, marks, whole, windows},
    record::{Fields, Record, Records, act_bits},
};
use crate::{
    base::{finding::Severity, quantity::Quantity},
    product::profile::{ExpectedStep, Link, Profile},
};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

/// Gaps that are listed, at most; the last of a longer list is `more-gaps`.
pub const MOST_GAPS: usize = 500;

macro_rules! gap_codes {
    ($($name:ident $code:literal $severity:ident $english:literal $chinese:literal;)*) => {
        /// What kind of gap it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum GapCode {
            $(#[doc = $english] $name,)*
        }

        impl GapCode {
            /// Its code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// How grave it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }

        /// What the codes of gaps say to a person: code, English, Chinese.
        pub const GAP_WORDS: &[(&str, &str, &str)] = &[$(($code, $english, $chinese)),*];
    };
}

gap_codes! {
    LinkMissing "link-missing" Note "nothing is recorded of this link" "该环节没有任何记录";
    TimeUnreadable "time-unreadable" Warning "the record has no time that can be read" "记录没有可读的时间";
    StepTooEarly "step-too-early" Warning "the step is recorded before the one that should come first" "环节早于应在其前的环节";
    StepTooOften "step-too-often" Warning "the step is recorded more often than expected" "环节次数多于预期";
    ActUnexpected "act-unexpected" Warning "this act does not belong to the product" "该产品不应有此行为";
    FieldLacking "field-lacking" Warning "the record does not show a field that is expected of it" "记录未写明应有的字段";
    RecordsTooFar "records-too-far" Warning "records lie further apart than they may" "记录间隔超过允许的最长时间";
    RecordsTooClose "records-too-close" Warning "records lie closer than they may" "记录间隔短于允许的最短时间";
    NeverSeenAgain "never-seen-again" Note "made, and not recorded again" "产出后再无记录";
    OriginUnrecorded "origin-unrecorded" Warning "used, but neither its making nor its receipt is recorded" "有使用记录，但没有产出或收货记录";
    ShippedNeverReceived "shipped-never-received" Warning "shipped, and not recorded again" "已发运，此后再无记录";
    ReceiptNotRecorded "receipt-not-recorded" Warning "shipped and seen later, but the receipt is not recorded" "发运后另有记录，但没有收货记录";
    ReceivedNeverShipped "received-never-shipped" Warning "received, but the shipment is not recorded" "有收货记录，没有发运记录";
    ReceivedBeforeShipped "received-before-shipped" Warning "received before it was shipped" "收货早于发运";
    BeforeItWasMade "before-it-was-made" Warning "used, moved or sold before it was made" "产出之前已被使用、运输或销售";
    AfterItsEnd "after-its-end" Warning "recorded after it was destroyed or taken out of use" "销毁或注销之后仍有记录";
    GrownAfterGathered "grown-after-gathered" Warning "grown on after it was gathered" "采收之后仍有种养记录";
    MoreOutThanIn "more-out-than-in" Warning "more came out than can come of what went in" "产出多于投入所能得到的";
    MoreReceived "more-received" Warning "more was received than was shipped" "收货量大于发运量";
    LessReceived "less-received" Warning "less was received than was shipped, and no loss is recorded" "收货量小于发运量，且无损耗记录";
    NotComparable "not-comparable" Note "quantities in units that cannot be compared" "数量单位无法比较";
    MoreGaps "more-gaps" Note "there are more gaps than are shown" "还有更多缺口未列出";
}

/// Something missing, or that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it is.
    pub code: GapCode,
    /// The link, where it is about one.
    pub link: Option<Link>,
    /// The lot or thing, where it is about one.
    pub thing: Option<String>,
    /// The step, interval or field that it is about.
    pub name: Option<String>,
    /// Its events: numbers in the document.
    pub events: Vec<u32>,
    /// How much is unexplained.
    pub amount: Option<Quantity>,
    /// How many seconds lie between.
    pub seconds: Option<i64>,
    /// Who could supply what is missing, where an event names them.
    pub party: Option<String>,
}

impl Gap {
    pub(super) fn new(code: GapCode) -> Self {
        Self {
            code,
            link: None,
            thing: None,
            name: None,
            events: Vec::new(),
            amount: None,
            seconds: None,
            party: None,
        }
    }

    pub(super) fn at(mut self, events: &[u32]) -> Self {
        self.events = events.into();
        self
    }
}

/// The gaps found, of which there is a limited number.
#[derive(Debug, Default)]
pub(super) struct Found {
    gaps: Vec<Gap>,
    more: bool,
}

impl Found {
    /// Puts a gap in, if there is room; what there is no room for is not even made.
    pub(super) fn push(&mut self, gap: impl FnOnce() -> Gap) {
        if self.gaps.len() < MOST_GAPS {
            self.gaps.push(gap());
        } else {
            self.more = true;
        }
    }

    pub(super) fn done(mut self) -> Vec<Gap> {
        if self.more {
            self.gaps.pop();
            self.gaps.push(Gap::new(GapCode::MoreGaps));
        }
        self.gaps
    }
}

/// Links of which nothing is recorded, unless the profile expects nothing of them; and records without a time.
pub(super) fn of_links(profile: Option<&Profile>, records: &Records<'_>, found: &mut Found) {
    for link in Link::WAY {
        let expected = profile.is_none_or(|profile| profile.steps.iter().any(|step| step.link == link));
        if expected && !records.list.iter().any(|record| record.link() == link) {
            found.push(|| Gap { link: Some(link), ..Gap::new(GapCode::LinkMissing) });
        }
    }
    for record in records.list.iter().filter(|record| record.time.is_none()) {
        found.push(|| Gap::new(GapCode::TimeUnreadable).at(&[record.index]));
    }
}

/// What does not fit a profile and yet takes nothing from the figure.
pub(super) fn of_profile(profile: &Profile, records: &Records<'_>, found: &mut Found) {
    let patterns: Vec<Pattern> = profile.steps.iter().map(Pattern::of).collect();
    for (step, pattern) in profile.steps.iter().zip(&patterns) {
        of_step(profile, step, *pattern, &patterns, records, found);
    }
    let pattern = |id: &str| profile.step(id).and_then(|at| patterns.get(at).copied());
    for interval in &profile.intervals {
        let most = interval.most_seconds().map_or(i64::MAX, whole);
        let least = interval.least_seconds().map_or(0, whole);
        let marks = marks(interval, most, records);
        let of = |code, events: &[u32], seconds| Gap {
            link: Some(interval.link),
            name: Some(interval.id.clone()),
            seconds: Some(seconds),
            ..Gap::new(code).at(events)
        };
        let bounded = interval.at_most.is_some();
        let windows = windows(pattern(&interval.from), pattern(&interval.until), records);
        for window in windows.into_iter().filter(|_| bounded) {
            let hole = longest_hole(window, &marks);
            if hole > most {
                found.push(|| of(GapCode::RecordsTooFar, &[window.events.0, window.events.1], hole));
            }
        }
        if interval.reading.is_some() || least == 0 {
            continue;
        }
        let acts = act_bits(&interval.acts);
        let mut own = records.list.iter().filter(|record| record.act_bit() & acts != 0);
        let Some(mut earlier) = own.next() else { continue };
        for later in own {
            let apart = earlier.time.zip(later.time).map(|(a, b)| b.0.saturating_sub(a.0));
            if let Some(apart) = apart.filter(|apart| *apart < least) {
                found.push(|| of(GapCode::RecordsTooClose, &[earlier.index, later.index], apart));
            }
            earlier = later;
        }
    }
    let unexpected = act_bits(&profile.unexpected);
    for record in records.list.iter().filter(|record| record.act_bit() & unexpected != 0) {
        found.push(|| Gap {
            link: Some(record.link()),
            name: Some(record.act_name().into()),
            ..Gap::new(GapCode::ActUnexpected).at(&[record.index])
        });
    }
}

fn of_step(
    profile: &Profile,
    step: &ExpectedStep,
    pattern: Pattern,
    patterns: &[Pattern],
    records: &Records<'_>,
    found: &mut Found,
) {
    let own = || records.list.iter().filter(|record| pattern.fits(record));
    let of = |code, name: &str, events: &[u32]| Gap {
        link: Some(step.link),
        name: Some(name.into()),
        ..Gap::new(code).at(events)
    };
    let most = step.most.map_or(usize::MAX, |most| most as usize);
    for record in own().skip(most) {
        found.push(|| of(GapCode::StepTooOften, &step.id, &[record.index]));
    }
    for field in &step.fields {
        let bit = Fields::of(field);
        for record in own().filter(|record| !record.carries(bit)) {
            found.push(|| of(GapCode::FieldLacking, field, &[record.index]));
        }
    }
    for earlier in &step.after {
        let before = profile.step(earlier).and_then(|at| patterns.get(at));
        let timed = |record: &&Record<'_>| record.time.is_some();
        let first = records.list.iter().filter(timed).find(|record| before.is_some_and(|p| p.fits(record)));
        let Some(first) = first else { continue };
        for record in own().filter(timed).take_while(|record| record.time < first.time) {
            found.push(|| of(GapCode::StepTooEarly, earlier, &[record.index, first.index]));
        }
    }
}
