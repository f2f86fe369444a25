//! What a verdict on a credential is made of: aspects, and the codes of what was found in them.

pub use crate::proof::code::{Outcome, Status};
use crate::{base::text::shown, proof::code::Class};
use alloc::{string::String, vec::Vec};

/// One side of a credential that is judged by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Aspect {
    /// It is in the one form of its format, within the limits.
    Form,
    /// The issuer is pinned, and the key is the issuer's.
    Issuer,
    /// The signature is by that key over exactly this.
    Signature,
    /// What is disclosed belongs to what was signed.
    Disclosures,
    /// The holder's key signed this presentation for this verifier.
    Binding,
    /// It is what the W3C data model calls a credential.
    Model,
    /// What its words mean is pinned.
    Contexts,
    /// It counts at this time.
    Time,
    /// Nobody revoked or suspended it.
    Status,
}

impl Aspect {
    /// Every aspect, in order.
    pub const ALL: [Self; 9] = [
        Self::Form,
        Self::Issuer,
        Self::Signature,
        Self::Disclosures,
        Self::Binding,
        Self::Model,
        Self::Contexts,
        Self::Time,
        Self::Status,
    ];

    /// Those that may stay open where the caller says so; without the others nothing is known to be anybody's.
    pub const MAY_BE_OPEN: [Self; 4] = [Self::Binding, Self::Contexts, Self::Time, Self::Status];

    /// Its word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Issuer => "issuer",
            Self::Signature => "signature",
            Self::Disclosures => "disclosures",
            Self::Binding => "binding",
            Self::Model => "model",
            Self::Contexts => "contexts",
            Self::Time => "time",
            Self::Status => "status",
        }
    }

    /// The aspect of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.name() == name)
    }
}

/// One line a code: name, code, aspect, class, English, Chinese. Appended, never renamed, never reused.
macro_rules! codes {
    ($($name:ident $code:literal $aspect:ident $class:ident $english:literal $chinese:literal;)*) => {
        /// What was found in a credential: stable text, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $english] $name,)*
        }

        impl Code {
            /// Every code, in order of appearance.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it stands in verdicts.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The aspect it belongs to.
            #[must_use]
            pub const fn aspect(self) -> Aspect {
                match self { $(Self::$name => Aspect::$aspect,)* }
            }

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
    // form
    MalformedJwt "malformed-jwt" Form Fail "not a JWT in its one form" "不是唯一可读写法的 JWT";
    MalformedSdJwt "malformed-sd-jwt" Form Fail "not an SD-JWT in its one form" "不是唯一可读写法的 SD-JWT";
    MalformedCredential "malformed-credential" Form Fail "not one strict JSON object and nothing around it" "不是前后无多余内容的合规 JSON 对象";
    MalformedProof "malformed-proof" Form Fail "the proof is not in its form" "证明格式不符";
    Limit "limit" Form Fail "more than the format takes" "超出格式的上限";
    AlgNone "alg-none" Form Fail "it says that it is not signed" "声明不带签名";
    CriticalHeader "critical-header" Form Fail "a header that must be understood and is not" "含有必须理解却未知的头参数";
    WrongTyp "wrong-typ" Form Fail "the header says that it is something else" "头参数表明它是其他类型";
    ForeignClaim "foreign-claim" Form Fail "a claim that this format forbids" "含有该格式禁止的声明";

    // issuer
    UnknownIssuer "unknown-issuer" Issuer Open "the issuer is not pinned" "签发者未固定";
    OtherIssuer "other-issuer" Issuer Fail "two issuers are named" "写明了两个不同的签发者";
    UnknownIssuerKey "unknown-issuer-key" Issuer Open "no pinned key of the issuer has this name" "签发者没有此名称的固定密钥";
    KeyOutOfTime "key-out-of-time" Issuer Fail "the pinned key does not count at this time" "固定的密钥此时无效";

    // signature
    NoSignature "no-signature" Signature Fail "nobody signed it" "无人签名";
    BadSignature "bad-signature" Signature Fail "a signature does not verify" "签名验证不通过";
    AlgMismatch "alg-mismatch" Signature Fail "another algorithm than that of the pinned key" "算法与固定的密钥不符";
    NotBuilt "not-built" Signature Open "this build does not contain what was asked for" "当前构建不含所需功能";
    UnknownCryptosuite "unknown-cryptosuite" Signature Open "a proof of a kind that is not read here" "此处不支持的证明类型";
    WrongPurpose "wrong-purpose" Signature Fail "the proof was made for another purpose" "证明用于其他目的";
    OtherContext "other-context" Signature Fail "the proof was made under other contexts" "证明在其他上下文下作出";
    OtherProof "other-proof" Signature Note "a further proof, which nobody here can judge" "另有此处无法判断的证明";
    NoPreviousProof "no-previous-proof" Signature Fail "a proof names an earlier one that is not here" "证明所指的前一证明不在其中";

    // disclosures
    MalformedDisclosure "malformed-disclosure" Disclosures Fail "a disclosure is not in its form" "披露内容格式不符";
    MalformedDigest "malformed-digest" Disclosures Fail "`_sd` or `...` is not what it must be" "`_sd` 或 `...` 不符合规定";
    ForbiddenClaim "forbidden-claim" Disclosures Fail "a disclosure has a name that none may have" "披露内容使用了禁用的名称";
    ClaimExists "claim-exists" Disclosures Fail "a disclosed claim is already there" "披露的声明已存在";
    DuplicateDigest "duplicate-digest" Disclosures Fail "a digest stands twice" "同一摘要出现两次";
    DuplicateDisclosure "duplicate-disclosure" Disclosures Fail "a disclosure is given twice" "同一披露内容给出两次";
    UnusedDisclosure "unused-disclosure" Disclosures Fail "a disclosure that no digest stands for" "披露内容没有对应的摘要";
    UnknownHash "unknown-hash" Disclosures Fail "a hash function that is not taken here" "不接受的散列函数";
    TooDeep "too-deep" Disclosures Fail "what is disclosed is nested too deeply" "披露内容嵌套过深";
    MissingClaim "missing-claim" Disclosures Fail "a claim that was asked for is not shown" "未出示所要求的声明";

    // binding
    NoBinding "no-binding" Binding Fail "the holder's signature was asked for and is not there" "要求持有者签名但未提供";
    BindingNotAsked "binding-not-asked" Binding Open "it is signed for a verifier, and nobody said for which" "有持有者签名，但未说明验证方";
    MalformedBinding "malformed-binding" Binding Fail "the holder's signature is not in its form" "持有者签名格式不符";
    NoHolderKey "no-holder-key" Binding Fail "no holder's key is named" "未写明持有者密钥";
    UnknownHolderKey "unknown-holder-key" Binding Open "the holder's key is named in a way that is not read here" "持有者密钥的写法在此不可读";
    BadBinding "bad-binding" Binding Fail "the holder's signature does not verify" "持有者签名验证不通过";
    OtherNonce "other-nonce" Binding Fail "made for another request" "针对另一次请求作出";
    OtherAudience "other-audience" Binding Fail "made for another verifier" "针对另一验证方作出";
    OtherPresentation "other-presentation" Binding Fail "made for another selection of disclosures" "针对另一组披露内容作出";
    BindingStale "binding-stale" Binding Fail "made too long ago, or in the future" "作出时间过早或在未来";

    // model
    NotVc2 "not-vc-2" Model Fail "not a credential of the W3C data model 2.0" "不是 W3C 数据模型 2.0 的凭证";
    BadMember "bad-member" Model Fail "a member is missing, or is not what the data model says" "成员缺失或不符合数据模型";

    // contexts
    UnknownContext "unknown-context" Contexts Open "a context that nobody pinned" "上下文未固定";
    InlineContext "inline-context" Contexts Open "it defines words itself" "自行定义了词汇";
    AddedContext "added-context" Contexts Open "contexts were added after it was signed" "签名后又添加了上下文";
    ContextDiffers "context-differs" Contexts Fail "a context is not what was pinned" "上下文与固定的不符";

    // time
    NoNow "no-now" Time Open "the time of day was not given" "未提供当前时间";
    BadTime "bad-time" Time Fail "a time is not in its form, or ends before it begins" "时间格式不符或先止后起";
    NotYetValid "not-yet-valid" Time Fail "it does not count yet" "尚未生效";
    NoLongerValid "no-longer-valid" Time Fail "it counts no longer" "已失效";
    ProofExpired "proof-expired" Time Fail "the proof has run out" "证明已过期";
    FromTheFuture "from-the-future" Time Fail "it was signed at a time that is still to come" "签发时间在未来";

    // status
    NoStatusList "no-status-list" Status Open "no snapshot of its status list was given" "未提供状态列表快照";
    UnknownStatus "unknown-status" Status Open "its status is kept in a way that is not read here" "状态的记录方式在此不可读";
    BadStatusEntry "bad-status-entry" Status Fail "what it says of its status is not in its form" "状态条目格式不符";
    StatusListRefused "status-list-refused" Status Fail "the status list does not hold" "状态列表不成立";
    StatusListUnproven "status-list-unproven" Status Open "the status list could not be judged" "状态列表无法判断";
    StatusListStale "status-list-stale" Status Open "the status list is out of date" "状态列表已过期";
    OtherPurpose "other-purpose" Status Fail "the status list is kept for another purpose" "状态列表用于其他目的";
    BadStatusList "bad-status-list" Status Fail "the list of bits is not in its form" "状态位列表格式不符";
    StatusListLength "status-list-length" Status Fail "the status list is shorter than it may be" "状态列表短于下限";
    StatusListLimit "status-list-limit" Status Fail "the status list inflates to more than is taken" "状态列表解压后超出上限";
    StatusIndex "status-index" Status Fail "the status list has no such place" "状态列表没有该位置";
    Revoked "credential-revoked" Status Fail "it is revoked" "凭证已被吊销";
    Suspended "credential-suspended" Status Fail "it is suspended" "凭证已被暂停";
    StatusSet "status-set" Status Fail "its status is set, for a purpose that is not known here" "状态位已置，用途在此未知";
    StatusMessage "status-message" Status Note "its status says something" "状态附有说明";
    RefreshAvailable "refresh-available" Status Note "a newer one can be had" "有更新的凭证可领取";
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What it is.
    pub code: Code,
    /// JSON pointer to where, in what was signed; empty for the whole.
    pub at: String,
    /// What stood there, shortened.
    pub found: String,
}

impl Flaw {
    /// Something found in the whole.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code, at: String::new(), found: String::new() }
    }

    /// Something found at a place.
    #[must_use]
    pub fn at(code: Code, at: impl Into<String>) -> Self {
        Self { code, at: at.into(), found: String::new() }
    }

    /// The same, with what stood there.
    #[must_use]
    pub fn found(mut self, text: &str) -> Self {
        self.found = shown(text);
        self
    }
}

impl From<Code> for Flaw {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

/// Reasons kept of one verdict; what comes after is counted in its aspect and not named.
const REASONS: usize = 64;

/// A verdict: which aspects apply, which were looked at, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    aspects: Vec<(Aspect, Status)>,
    reasons: Vec<Flaw>,
}

impl Verdict {
    /// A verdict on these aspects, none of which was looked at yet.
    #[must_use]
    pub fn on(aspects: &[Aspect]) -> Self {
        let mut sorted: Vec<_> = aspects.iter().map(|aspect| (*aspect, Status::NotEvaluated)).collect();
        sorted.sort_unstable();
        Self { aspects: sorted, reasons: Vec::new() }
    }

    /// Says that an aspect applies, which nobody has looked at yet.
    pub fn applies(&mut self, aspect: Aspect) {
        if self.status(aspect).is_none() {
            self.set(aspect, Status::NotEvaluated);
        }
    }

    /// Says that an aspect was looked at: it passes unless something was found, or will be.
    pub fn looked_at(&mut self, aspect: Aspect) {
        let open = |flaw: &Flaw| flaw.code.aspect() == aspect && flaw.code.class() != Class::Note;
        if !self.reasons.iter().any(open) {
            self.set(aspect, Status::Pass);
        }
    }

    /// Adds what was found.
    pub fn add(&mut self, flaw: Flaw) {
        let aspect = flaw.code.aspect();
        match flaw.code.class() {
            Class::Fail => self.set(aspect, Status::Fail),
            Class::Open if self.status(aspect) != Some(Status::Fail) => {
                self.set(aspect, Status::NotEvaluated)
            }
            Class::Open | Class::Note => {}
        }
        if self.reasons.len() < REASONS {
            self.reasons.push(flaw);
        }
    }

    /// Looks at an aspect: what a check gives, with what it found added.
    pub fn check<T>(&mut self, aspect: Aspect, found: Result<T, Flaw>) -> Option<T> {
        match found {
            Ok(value) => {
                self.looked_at(aspect);
                Some(value)
            }
            Err(flaw) => {
                self.add(flaw);
                None
            }
        }
    }

    fn set(&mut self, aspect: Aspect, status: Status) {
        match self.aspects.iter_mut().find(|(known, _)| *known == aspect) {
            Some((_, known)) => *known = status,
            None => {
                self.aspects.push((aspect, status));
                self.aspects.sort_unstable();
            }
        }
    }

    /// How an aspect stands, if it applies.
    #[must_use]
    pub fn status(&self, aspect: Aspect) -> Option<Status> {
        self.aspects.iter().find(|(known, _)| *known == aspect).map(|(_, status)| *status)
    }

    /// The aspects that apply, in order.
    #[must_use]
    pub fn aspects(&self) -> &[(Aspect, Status)] {
        &self.aspects
    }

    /// What was found.
    #[must_use]
    pub fn reasons(&self) -> &[Flaw] {
        &self.reasons
    }

    /// Was this found?
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.reasons.iter().any(|flaw| flaw.code == code)
    }

    /// Does an aspect fail?
    #[must_use]
    pub fn fails(&self) -> bool {
        self.aspects.iter().any(|(_, status)| *status == Status::Fail)
    }

    /// What it comes to, where some aspects may stay open.
    #[must_use]
    pub fn outcome(&self, may_be_open: &[Aspect]) -> Outcome {
        let open = |(aspect, status): &(Aspect, Status)| {
            *status == Status::NotEvaluated && !may_be_open.contains(aspect)
        };
        if self.fails() {
            Outcome::Refused
        } else if self.aspects.iter().any(open) {
            Outcome::Incomplete
        } else {
            Outcome::Accepted
        }
    }
}
