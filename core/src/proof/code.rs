//! What a verdict is made of: aspects, and the codes of what was found in them.

use crate::base::text;
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};

/// One side of a lot's record that is judged by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Aspect {
    /// Every byte is in printed form and within the limits.
    Bytes,
    /// Every line is signed by a key that might write it, at a time when it might.
    Signatures,
    /// Writers' chains have no gap, no fork and no lost tail.
    Chains,
    /// The head covers all entries, and every writer is done.
    Completeness,
    /// What came from other lots is named there.
    Genealogy,
    /// The newest head stands in a pinned log.
    LogInclusion,
    /// Enough witnesses saw the log.
    Witnesses,
    /// No newer head is known.
    NewestHead,
    /// Nobody recalled the lot or what it was made of.
    Recall,
    /// The rules of a scheme hold.
    Certification,
    /// Bundle, head and goods are not out of date.
    Freshness,
    /// What is hidden may be, and what must be hidden is.
    Redaction,
    /// The code that was scanned belongs to this lot.
    Identity,
}

impl Aspect {
    /// Every aspect, in order.
    pub const ALL: [Self; 13] = [
        Self::Bytes,
        Self::Signatures,
        Self::Chains,
        Self::Completeness,
        Self::Genealogy,
        Self::LogInclusion,
        Self::Witnesses,
        Self::NewestHead,
        Self::Recall,
        Self::Certification,
        Self::Freshness,
        Self::Redaction,
        Self::Identity,
    ];

    /// Their words, on a line each.
    const WORDS: &str = "bytes\nsignatures\nchains\ncompleteness\ngenealogy\nlog-inclusion\nwitnesses\nnewest-head\n\
        recall\ncertification\nfreshness\nredaction\nidentity\n";

    /// Its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        text::line(Self::WORDS, self as usize)
    }

    /// The aspect of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.name() == name)
    }
}

/// What a code does to its aspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It makes the aspect FAIL.
    Fail,
    /// It leaves the aspect NOT_EVALUATED.
    Open,
    /// It is worth knowing and changes nothing.
    Note,
}

/// How one aspect stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It holds.
    Pass,
    /// It cannot be judged with what was given.
    NotEvaluated,
    /// It does not hold.
    Fail,
}

impl Status {
    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::NotEvaluated => "not-evaluated",
            Self::Fail => "fail",
        }
    }
}

/// What a verdict comes down to under a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything that the policy asks for holds.
    Accepted,
    /// Something could not be judged that the policy asks for.
    Incomplete,
    /// Something does not hold.
    Refused,
}

impl Outcome {
    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Incomplete => "incomplete",
            Self::Refused => "refused",
        }
    }
}

/// One line a code: name, code, class, English, Chinese. Appended, never renamed, never reused.
macro_rules! codes {
    ($($name:ident $code:literal $class:ident $english:literal $chinese:literal;)*) => {
        /// What was found in an aspect: stable text, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $english] $name,)*
        }

        impl Code {
            /// Every code, in order of appearance.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Every code as it stands in verdicts, on a line each: one text is smaller than a table of texts.
            const WORDS: &str = concat!($($code, "\n"),*);

            /// What it does to its aspect.
            #[must_use]
            pub const fn class(self) -> Class {
                match self { $(Self::$name => Class::$class,)* }
            }
        }

        /// Code, English, Chinese.
        #[cfg(feature = "words")]
        pub const WORDS: &[(&str, &str, &str)] = &[$(($code, $english, $chinese)),*];
    };
}

codes! {
    Malformed "malformed" Fail "not in the one form that is read" "不是唯一可读的写法";
    UnknownMember "unknown-member" Fail "a member that the format does not know" "格式中没有定义的成员";
    DuplicateMember "duplicate-member" Fail "a member twice" "成员重复";
    Reserved "reserved" Fail "something that is kept for later versions" "使用了保留的内容";
    Limit "limit" Fail "more than the format takes" "超出格式的上限";
    Unreadable "unreadable" Open "the passport could not be read, so this was not looked at" "护照无法读取，此项未检查";
    NoBundle "no-bundle" Open "no trust bundle was given" "未提供信任包";
    NotBuilt "not-built" Open "this build does not contain what was asked for" "当前构建不含所需功能";
    Unsigned "unsigned" Fail "a line without a signature" "有未签名的行";
    BadSignature "bad-signature" Fail "a signature does not verify" "签名验证不通过";
    SuiteMismatch "suite-mismatch" Fail "another hash suite than the key's record says" "散列套件与密钥记录不符";
    NotPermitted "not-permitted" Fail "the key may not do this" "该密钥无权这样做";
    KeyNotValid "key-not-valid" Fail "the key was not valid at the witnessed time" "见证时刻该密钥无效";
    KeyCompromised "key-compromised" Fail "the key was in foreign hands" "密钥已泄露";
    UnknownKey "unknown-key" Open "a key that nobody here knows" "密钥不在已知之列";
    NoWitnessedTime "no-witnessed-time" Open "no witness says when it was written" "没有见证时间";
    ChainGap "chain-gap" Fail "a number is missing in a writer's chain" "记录链缺号";
    ChainRepeat "chain-repeat" Fail "an entry stands twice" "同一条记录重复出现";
    ChainFork "chain-fork" Fail "two histories of one writer" "同一记录者有两个版本的记录";
    TailDropped "tail-dropped" Fail "a receipt names entries that are not here" "回执提到的记录不在其中";
    AfterEnd "after-end" Fail "an entry after its writer's end" "结束之后又有记录";
    SpanMismatch "span-mismatch" Fail "a piece of a journey is not what its span says" "运输区段与声明不符";
    StrayLine "stray-line" Fail "an entry that belongs to another lot or journey" "混入了其他批次或行程的记录";
    CorrectsNothing "corrects-nothing" Fail "a correction of an entry that is not here" "更正的对象不存在";
    NoLines "no-lines" Open "only a label was given, no entries" "只有标签，没有记录";
    ClockJump "clock-jump" Note "a writer's clock went backwards" "记录时间倒退";
    LateEntry "late-entry" Note "an entry was added after the lot was sealed" "封存之后补充的记录";
    RootMismatch "root-mismatch" Fail "the entries do not lead to the signed root" "记录与签名的根值不符";
    CountMismatch "count-mismatch" Fail "not as many entries as the head says" "记录条数与批次头不符";
    HeadNotExtending "head-not-extending" Fail "a head does not extend the one before" "批次头没有承接前一个";
    Equivocation "equivocation" Fail "two heads of one number: the keeper told two stories" "同一编号有两个批次头，保管方说法不一";
    TailOpen "tail-open" Open "a writer is not done: later entries may be missing" "有记录者尚未结束，后续记录可能缺失";
    SpanGap "span-gap" Open "a part of a journey is missing" "行程中有一段缺失";
    ExpectedChainMissing "expected-chain-missing" Open "a writer who was expected is missing" "预期的记录者没有记录";
    LotOpen "lot-open" Open "the lot is not sealed" "批次尚未封存";
    Superseding "superseding" Note "a later head stands after a sealed one" "封存之后又有新的批次头";
    Corrected "corrected" Note "an entry was corrected" "有记录被更正";
    ParentDoesNotNameChild "parent-does-not-name-child" Fail "the lot it claims to come from does not say so" "所称的来源批次没有相应的去向记录";
    InputRepeated "input-repeated" Fail "one output was used twice" "同一出库被使用两次";
    ParentOverIssued "parent-over-issued" Fail "a lot gave out more than was made" "批次出库量超过其产量";
    GenealogyCycle "genealogy-cycle" Fail "a lot is made of itself" "批次来源成环";
    ParentFailed "parent-failed" Fail "a lot it comes from fails" "来源批次验证不通过";
    ParentMissing "parent-missing" Open "a lot it comes from is not in the passport" "护照中没有来源批次";
    AncestorBounded "ancestor-bounded" Open "of a lot it comes from only the handing over is shown" "来源批次只附有交接证明";
    AncestorOpen "ancestor-open" Open "a lot it comes from is not complete" "来源批次尚不完整";
    UnitsDiffer "units-differ" Open "the units measure different things" "单位计量的不是同类量";
    OutputWithdrawn "output-withdrawn" Open "a lot it comes from withdrew what it gave" "来源批次撤回了该出库";
    BadProof "bad-proof" Fail "a log proof does not lead to its checkpoint" "日志证明与检查点不符";
    Extra "extra" Fail "the proof carries data that nobody signed" "证明中含有无人签名的附加数据";
    BadCheckpoint "bad-checkpoint" Fail "the checkpoint of the log does not hold" "日志检查点不成立";
    NoProof "no-proof" Open "the newest head is in no log" "最新批次头没有日志证明";
    UnknownLog "unknown-log" Open "a log that the trust bundle does not know" "信任包中没有该日志";
    Future "future" Fail "a witness's time is still to come" "见证时间在未来";
    BadCosignature "bad-cosignature" Fail "a witness's signature is wrong" "见证签名错误";
    QuorumShort "quorum-short" Open "too few witnesses have signed" "签名的见证人不足";
    NoPolicy "no-policy" Open "the trust bundle names no witnesses" "信任包没有指定见证方";
    OlderThanSeen "older-than-seen" Fail "a newer head is known" "已知有更新的批次头";
    NoNewestKnown "no-newest-known" Open "nothing says which head is the newest" "无从知道哪个批次头最新";
    SnapshotStale "snapshot-stale" Open "the snapshot is too old" "快照过旧";
    Recalled "recalled" Fail "the lot is recalled" "该批次已被召回";
    ParentRecalled "parent-recalled" Fail "a lot it comes from is recalled" "来源批次已被召回";
    RecallUndone "recall-undone" Fail "a recall was taken back, which cannot be" "召回被撤销，不允许";
    NoSnapshot "no-snapshot" Open "the trust bundle has no snapshot of recalls" "信任包没有召回快照";
    RuleFailed "rule-failed" Fail "a rule does not hold" "有规则未满足";
    CertificateInvalid "certificate-invalid" Fail "a certificate is not valid" "证书无效";
    CertificateRevoked "certificate-revoked" Fail "a certificate is revoked" "证书已撤销";
    RulebookNotPinned "rulebook-not-pinned" Open "nobody pinned the rules" "规则未被信任包固定";
    Unknown "unknown" Open "what a rule needs is not stated" "规则所需的信息没有给出";
    PossiblyHidden "possibly-hidden" Open "hidden members may hold what a rule needs" "被隐藏的内容可能与规则有关";
    Attested "attested" Note "somebody attests the verdict" "由他方证明的结论";
    Recomputed "recomputed" Note "the verdict was recomputed here" "结论由本机重新计算";
    BundleExpired "bundle-expired" Fail "the trust bundle is out of date" "信任包已过期";
    BundleRollback "bundle-rollback" Fail "an older trust bundle than was seen before" "信任包比见过的旧";
    NotYet "not-yet" Fail "a time that is still to come" "时间在未来";
    ShelfLifeOver "shelf-life-over" Fail "the shelf life is over" "已过保质期";
    NoNow "no-now" Open "the time of day was not given" "未提供当前时间";
    HeadOld "head-old" Open "the newest head is old" "最新批次头过旧";
    StrayDisclosure "stray-disclosure" Fail "a disclosure of something that is not here" "披露的内容不在记录中";
    DigestRepeated "digest-repeated" Fail "one digest stands in two entries" "同一摘要出现在两条记录中";
    MustShowHidden "must-show-hidden" Fail "something is hidden that must be shown" "必须公开的内容被隐藏";
    PersonalInClear "personal-in-clear" Fail "personal data stand in clear" "个人信息以明文出现";
    SaltReused "salt-reused" Note "a salt was used twice" "盐值被重复使用";
    OtherLot "other-lot" Fail "the code is of another lot" "扫描的码属于其他批次";
    LabelNotExtended "label-not-extended" Fail "the passport does not hold what the label was printed for" "护照不包含标签所对应的记录";
    SupersededBy "superseded-by" Fail "another lot name stands for this lot" "该批次已由另一批次名替代";
    NoCode "no-code" Open "no code was scanned" "没有扫描码";
    NoLotInCode "no-lot-in-code" Open "the code names no lot" "码中没有批次";
    UnsignedAlias "unsigned-alias" Open "nothing signed says that the two names are one lot" "两个名称的关系没有签名证明";
    LabelUnbound "label-unbound" Note "the code names the lot, but was not printed for this record" "码只含批次名，未与记录绑定";
    GradeNotShown "grade-not-shown" Open "the grade of evidence asked for is not shown" "未显示所要求的证据等级";
    AttestedEarlier "attested-earlier" Open "entries came after what was attested" "证明之后又有新的记录";
    ListNotPinned "list-not-pinned" Open "a status list that nobody pinned" "状态列表未被信任包固定";
}

impl Code {
    /// The code as it stands in verdicts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        text::line(Self::WORDS, self as usize)
    }

    /// The code of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In which aspect.
    pub aspect: Aspect,
    /// What it is.
    pub code: Code,
    /// The lot it is about.
    pub lot: String,
    /// The line, head or byte it is about, where there is one.
    pub at: Option<u64>,
    /// What was found, such as a key id; at most 160 bytes.
    pub found: String,
}

/// Places of one code in one aspect that are kept.
pub const EXAMPLES: u32 = 8;

/// How often a code was found in an aspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// In which aspect.
    pub aspect: Aspect,
    /// What it is.
    pub code: Code,
    /// How often.
    pub count: u32,
}

impl Found {
    /// Where it stands among others.
    const fn place(&self) -> (u8, u8) {
        (self.aspect as u8, self.code as u8)
    }
}

/// All that was found: every code, and for each the first few places.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    reasons: Vec<Reason>,
    // INVARIANT (order): ascending by aspect and code, each pair once.
    counts: Vec<Found>,
}

impl Findings {
    /// Counts a code; how often it was found before.
    fn count(&mut self, aspect: Aspect, code: Code, times: u32) -> u32 {
        let found = Found { aspect, code, count: times };
        let mut at = 0;
        while let Some(known) = self.counts.get_mut(at) {
            if known.place() == found.place() {
                let before = known.count;
                known.count = before.saturating_add(times);
                return before;
            }
            if known.place() > found.place() {
                break;
            }
            at += 1;
        }
        self.counts.insert(at, found);
        0
    }

    /// Notes a code.
    pub fn add(&mut self, aspect: Aspect, code: Code, lot: &str, at: Option<u64>, found: &str) {
        if self.count(aspect, code, 1) < EXAMPLES {
            let mut end = found.len().min(160);
            while !found.is_char_boundary(end) {
                end -= 1;
            }
            let found = found.get(..end).unwrap_or("").to_owned();
            self.reasons.push(Reason { aspect, code, lot: lot.to_owned(), at, found });
        }
    }

    /// Takes over what another search found in these aspects.
    pub fn merge(&mut self, other: &Self, aspects: &[Aspect]) {
        for found in &other.counts {
            if aspects.contains(&found.aspect) {
                let before = self.count(found.aspect, found.code, found.count);
                other.examples(found, EXAMPLES.saturating_sub(before), &mut self.reasons);
            }
        }
    }

    /// The first places of a code, into `reasons`.
    fn examples(&self, found: &Found, mut room: u32, reasons: &mut Vec<Reason>) {
        for reason in &self.reasons {
            if room > 0 && reason.aspect == found.aspect && reason.code == found.code {
                reasons.push(reason.clone());
                room -= 1;
            }
        }
    }

    /// The places kept, by aspect and code.
    #[must_use]
    pub fn into_reasons(self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for found in &self.counts {
            self.examples(found, EXAMPLES, &mut reasons);
        }
        reasons
    }

    /// Each code of an aspect with how often it was found.
    #[must_use]
    pub fn codes(&self, aspect: Aspect) -> &[Found] {
        let start = self.before(aspect as u8);
        self.counts.get(start..self.before(aspect as u8 + 1)).unwrap_or_default()
    }

    /// How many codes stand before those of this aspect.
    fn before(&self, aspect: u8) -> usize {
        self.counts.iter().take_while(|found| (found.aspect as u8) < aspect).count()
    }

    /// Was it found?
    #[must_use]
    pub fn has(&self, aspect: Aspect, code: Code) -> bool {
        self.codes(aspect).iter().any(|found| found.code == code)
    }

    /// Is there a code of this class in the aspect?
    #[must_use]
    pub fn any(&self, aspect: Aspect, class: Class) -> bool {
        self.codes(aspect).iter().any(|found| found.code.class() == class)
    }
}
