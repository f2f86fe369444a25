//! The codes of faults, with their words.

use serde::{Serialize, Serializer};

/// One line a code: name, kebab-case code, English, Chinese. Appended within a section, never renamed, never reused.
macro_rules! codes {
    ($($(#[$section:meta])* $name:ident $code:literal $english:literal $chinese:literal;)*) => {
        /// What a [`Fault`](super::Fault) is about: stable text, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $english] $name,)*
        }

        impl Code {
            /// Every code, in order of appearance.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it stands in answers.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it means, in English.
            #[must_use]
            pub const fn english(self) -> &'static str {
                match self { $(Self::$name => $english,)* }
            }

            /// What it means, in Chinese.
            #[cfg(feature = "words")]
            #[must_use]
            pub const fn chinese(self) -> &'static str {
                match self { $(Self::$name => $chinese,)* }
            }
        }
    };
}

codes! {
    // the door
    UnknownOperation "unknown-operation" "there is no such operation" "没有这个操作";
    MalformedJson "malformed-json" "the request is not strict JSON" "请求不是合规的 JSON";
    MalformedRequest "malformed-request" "the request does not have the shape of this operation" "请求的结构不符合该操作";
    TooLarge "too-large" "the input is larger than this operation takes" "输入超过该操作的上限";
    NotBuilt "not-built" "this build does not contain what was asked for" "当前构建不含所需功能";
    MalformedDocument "malformed-document" "a document in the request is not strict JSON" "请求中的文档不是合规的 JSON";
    NoCanonicalForm "no-canonical-form" "the document has no canonical form here" "该文档在此没有规范形式";
    BookClosed "book-closed" "this book was closed" "该资料册已关闭";
    HistoryClosed "history-closed" "this history was closed" "该历史记录已关闭";
    LogClosed "log-closed" "this log was closed" "该日志已关闭";
    Internal "internal" "a defect in terroir" "terroir 自身的缺陷";
    UnknownLanguage "unknown-language" "no catalogue of this language is built in" "没有内置该语言的文案";
    // id
    NotElements "not-elements" "the text is not a row of GS1 elements" "文本不是 GS1 元素串";
    UnknownAi "unknown-ai" "there is no such application identifier" "没有这个应用标识符";
    InvalidAiValue "invalid-ai-value" "the value does not fit its application identifier" "数值不符合其应用标识符";
    TooManyElements "too-many-elements" "there are more elements than are taken" "元素过多";
    NotAScan "not-a-scan" "the text is not what a scanner transmits" "文本不是扫码器输出的数据";
    InvalidKey "invalid-key" "the GS1 key is not valid" "GS1 标识代码无效";
    NotADigitalLink "not-a-digital-link" "the text is not a GS1 Digital Link" "文本不是 GS1 数字链接";
    CompressedDigitalLink "compressed-digital-link" "compressed Digital Links are not supported" "不支持压缩的数字链接";
    DigitalLinkStructure "digital-link-structure" "elements stand where a Digital Link does not allow them" "数字链接中的元素位置不正确";
    NotAnEpc "not-an-epc" "the text is not an EPC URN" "文本不是 EPC URN";
    NoEpc "no-epc" "the key has no EPC URN of this kind" "该代码没有此类 EPC URN";
    CompanyPrefix "company-prefix" "the length of the company prefix is missing or not right" "厂商识别代码长度缺失或不正确";
    UnknownLinter "unknown-linter" "there is no such linter" "没有这个校验程序";

    // product, lot
    UnknownUnit "unknown-unit" "the unit has no conversion" "该单位无法换算";
    UnitsDiffer "units-differ" "the units measure different things" "单位计量的不是同类量";
    NumberTooLarge "number-too-large" "a number does not fit 38 digits" "数值超出 38 位";
    NoPlaces "no-places" "nothing can be rounded to so many digits" "不能修约到该位数";
    DateOutOfRange "date-out-of-range" "the date lies outside the calendar" "日期超出历法范围";
    AmbiguousUnit "ambiguous-unit" "the name is a unit of more than one kind" "该名称对应多种单位";
    NoWeight "no-weight" "no party has a weight above zero" "没有权重大于零的参与方";
    TooManyParties "too-many-parties" "there are more parties than are taken" "参与方数量超过上限";
    UnevenCarries "uneven-carries" "the carried remainders do not fit these parties" "结转余数与参与方不符";
    NoPercentage "no-percentage" "not a percentage that makes sense here" "不是有效的百分数";
    NegativeWeight "negative-weight" "a weight is negative" "重量为负";
    MoreThanGross "more-than-gross" "more is taken off than there is" "扣减超过现有重量";
    TooManyDeductions "too-many-deductions" "there are more deductions than are taken" "扣减项目过多";

    // trace
    NoEvents "no-events" "the document holds no events where they should stand" "文档中没有找到事件";
    EventWithoutType "event-without-type" "the event has no type or no time" "事件缺少类型或时间";
    MalformedTime "malformed-time" "not a time with offset" "不是带时区偏移的时间";
    MalformedIdentifier "malformed-identifier" "it claims to be a GS1 key and is none" "自称 GS1 标识但不合规";
    MisplacedValue "misplaced-value" "a value of this kind cannot stand here" "此处不能出现这种值";
    OutOfProportion "out-of-proportion" "the text to be hashed is out of proportion to the event" "待哈希文本与事件大小不成比例";
    NoSuchEvent "no-such-event" "the document has no event of this number" "文档中没有这个序号的事件";
    NothingToTrace "nothing-to-trace" "there is nothing to trace from, or too much" "没有给出追溯的起点，或起点过多";
    EmptyPeriod "empty-period" "the period is over before it begins" "时段在开始之前已结束";
    HistoryFull "history-full" "the history holds as much as it can" "历史记录已满";
    MalformedHash "malformed-hash" "not an event hash id" "不是事件哈希标识";
    BadLimit "bad-limit" "the limit or model contradicts itself" "限值或模型自相矛盾";
    UnknownParameter "unknown-parameter" "the query of the standard has no such parameter" "标准查询中没有这个参数";
    BadParameter "bad-parameter" "the value does not fit the parameter" "参数值不符合要求";
    UnknownPrefix "unknown-prefix" "a prefix that neither query nor document declares" "查询与文档均未声明的前缀";
    UnknownWord "unknown-query-word" "a bare word that the vocabulary does not have" "核心业务词汇中没有的词";
    BadPattern "bad-pattern" "not a pure identity pattern" "不是有效的标识匹配模式";
    TooManyResults "too-many-results" "more events match than the query allows" "匹配的事件多于查询允许的数量";
    BadPageToken "bad-page-token" "a page token of another question, or none" "翻页标记无效，或属于另一个查询";
    BadClass "bad-recall-class" "there is no such class of recall" "没有这个召回级别";
    BadMasterData "bad-master-data" "master data not in the form of an EPCIS header" "主数据不符合 EPCIS 文档头的格式";
    BadSetting "bad-setting" "a setting of the capture cannot be" "采集设置无效";
    BadMapping "bad-mapping" "the mapping of a table cannot be" "表格的列映射无效";
    NoHeader "no-header" "the table has no header where it should stand" "应有表头处没有表头";
    NoSuchColumn "no-such-column" "the table has no such column" "表格没有这一列";
    AmbiguousColumn "ambiguous-column" "several columns have this header" "有多列使用同一表头";
    NotUtf8 "not-utf8" "the bytes are not text that this build reads" "字节不是此版本可读的文本";
    NotARecord "not-a-record" "a record is an object of what was said" "记录应为写明事项的对象";
    MalformedXml "malformed-xml" "the text is not well-formed XML" "文本不是格式良好的 XML";
    ForbiddenXml "forbidden-xml" "the XML uses what is not taken, or more of it than is taken" "XML 使用了不接受的内容或超出限额";
    MisplacedElement "misplaced-element" "an element, attribute or text stands where EPCIS has no place for it" "元素、属性或文本出现在 EPCIS 不允许的位置";

    // proof
    BadKey "bad-key" "a key is not one, or not in its one writing" "密钥无效,或写法不规范";
    BadWitnesses "bad-witnesses" "the witnesses or their quorum make no policy" "见证人或其法定人数不成立";
    Unsignable "unsignable" "the text cannot be signed in this form" "该文本不能以这种形式签名";

    BadBundle "bad-bundle" "the trust bundle is malformed or contradicts itself" "信任包格式不符或自相矛盾";
    BundleNotSigned "bundle-not-signed" "the pinned roots did not sign the trust bundle" "信任包没有固定根密钥的有效签名";
    BadLine "bad-line" "a line or head is not in its one form" "记录行或批次头不是唯一可读的写法";
    BadEntry "bad-entry" "no entry may say this" "记录不允许这样写";
    BadDisclosure "bad-disclosure" "a disclosure is not in its one form, or hides what it may not" "披露内容格式不符，或隐藏了不得隐藏的内容";
    BadIssuer "bad-issuer" "an issuer that is to be trusted has no key here" "要信任的签发者没有可用密钥";
    BadDidDocument "bad-did-document" "a DID document is not strict JSON, or of no use here" "DID 文档不是合规的 JSON 或在此无用";
    Unissuable "unissuable" "this cannot be issued so" "不能这样签发";
    NotSealable "not-sealable" "the lot cannot be sealed so" "该批次不能这样封存";
    BadLog "bad-log" "no log is like this" "日志不可能是这样";
    BadTile "bad-tile" "a tile of the log is missing or is none" "日志的分片缺失或不成立";
    BadLeaf "bad-leaf" "the log does not take such a leaf" "日志不接受这样的条目";
    // certify
    NotARulebook "not-a-rulebook" "the text is no rulebook that can be asked" "文本不是可用的规则书";
    SameRecord "same-record" "two records of the evidence have one id" "两条证据记录的编号相同";
    BadStandard "bad-standard" "the product standard does not fit together" "产品标准内容不一致";
    // passport
    BadPolicy "bad-policy" "the policy is not one" "验证要求不成立";
    BadPassport "bad-passport" "the passport is not in its one form" "护照不是唯一可读的写法";
    BadLabel "bad-label" "no label can say this" "标签不能这样写";
    Unbuildable "unbuildable" "the passport cannot be built from these parts" "无法用这些内容生成护照";
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
