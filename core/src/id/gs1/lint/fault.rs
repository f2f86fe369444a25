//! What the linters find.

use core::fmt;

macro_rules! errors {
    ($($name:ident $code:literal $english:literal $chinese:literal;)*) => {
        /// What is wrong with a component, named as the GS1 Barcode Syntax Dictionary names it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum LintError {
            $(#[doc = concat!("\u{201c}", $english, "\u{201d}.")] $name,)*
        }

        impl LintError {
            /// The stable code: the dictionary's name in kebab-case.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The same for a person, in English.
            #[must_use]
            pub const fn english(self) -> &'static str {
                match self { $(Self::$name => $english,)* }
            }
        }

        /// Code, English and Chinese of every [`LintError`].
        #[cfg(feature = "words")]
        pub const WORDS: &[(&str, &str, &str)] = &[$(($code, $english, $chinese)),*];
    };
}

errors! {
    NonDigitCharacter "non-digit-character" "not a digit" "不是数字";
    InvalidCset82Character "invalid-cset82-character" "not a character of GS1 set 82" "不是 GS1 字符集 82 中的字符";
    InvalidCset39Character "invalid-cset39-character" "not a character of GS1 set 39" "不是 GS1 字符集 39 中的字符";
    InvalidCset64Character "invalid-cset64-character" "not a character of GS1 set 64" "不是 GS1 字符集 64 中的字符";
    InvalidCset64Padding "invalid-cset64-padding" "wrong padding" "填充字符不正确";
    IncorrectCheckDigit "incorrect-check-digit" "the check digit is wrong" "校验位不正确";
    TooShortForCheckDigit "too-short-for-check-digit" "too short to have a check digit" "长度不足，没有校验位";
    IncorrectCheckPair "incorrect-check-pair" "the check characters are wrong" "校验字符不正确";
    TooShortForCheckPair "too-short-for-check-pair" "too short to have check characters" "长度不足，没有校验字符";
    TooLongForCheckPairImplementation "too-long-for-check-pair-implementation" "too long for check characters" "过长，无法计算校验字符";
    InvalidGcpPrefix "invalid-gcp-prefix" "does not begin with a GS1 company prefix" "不以 GS1 厂商识别代码开头";
    TooShortForGcp "too-short-for-gcp" "too short to have a GS1 company prefix" "长度不足，没有 GS1 厂商识别代码";
    GcpDatasourceOffline "gcp-datasource-offline" "the list of company prefixes cannot be asked" "无法查询厂商识别代码";
    DateTooShort "date-too-short" "too short for a date" "日期过短";
    DateTooLong "date-too-long" "too long for a date" "日期过长";
    IllegalMonth "illegal-month" "there is no such month" "没有这个月份";
    IllegalDay "illegal-day" "there is no such day" "没有这一天";
    HourTooShort "hour-too-short" "too short for an hour" "小时过短";
    HourTooLong "hour-too-long" "too long for an hour" "小时过长";
    IllegalHour "illegal-hour" "there is no such hour" "没有这个小时";
    MinuteTooShort "minute-too-short" "too short for a minute" "分钟过短";
    MinuteTooLong "minute-too-long" "too long for a minute" "分钟过长";
    IllegalMinute "illegal-minute" "there is no such minute" "没有这一分钟";
    SecondTooShort "second-too-short" "too short for a second" "秒过短";
    SecondTooLong "second-too-long" "too long for a second" "秒过长";
    IllegalSecond "illegal-second" "there is no such second" "没有这一秒";
    HourWithMinuteTooShort "hour-with-minute-too-short" "too short for hour and minute" "时分过短";
    HourWithMinuteTooLong "hour-with-minute-too-long" "too long for hour and minute" "时分过长";
    NotHyphen "not-hyphen" "not a hyphen" "不是连字符";
    IbanTooShort "iban-too-short" "too short for a bank account number" "银行账号过短";
    IbanTooLong "iban-too-long" "too long for a bank account number" "银行账号过长";
    InvalidIbanCharacter "invalid-iban-character" "not a character of a bank account number" "不是银行账号可用的字符";
    IllegalIbanCountryCode "illegal-iban-country-code" "the bank account number does not begin with a country" "银行账号不以国家代码开头";
    IncorrectIbanChecksum "incorrect-iban-checksum" "the check digits of the bank account number are wrong" "银行账号校验位不正确";
    ImporterIdxMustBeOneCharacter "importer-idx-must-be-one-character" "an importer index is one character" "进口商索引只能是一个字符";
    InvalidImportIdxCharacter "invalid-import-idx-character" "not a character of an importer index" "不是进口商索引可用的字符";
    NotIso3166 "not-iso3166" "not a country of ISO 3166-1" "不是 ISO 3166-1 国家代码";
    NotIso3166Or999 "not-iso3166-or-999" "neither a country of ISO 3166-1 nor 999" "既不是 ISO 3166-1 国家代码，也不是 999";
    NotIso3166Alpha2 "not-iso3166-alpha2" "not a country of ISO 3166-1" "不是 ISO 3166-1 国家代码";
    NotIso4217 "not-iso4217" "not a currency of ISO 4217" "不是 ISO 4217 货币代码";
    InvalidBiologicalSexCode "invalid-biological-sex-code" "not a code of ISO/IEC 5218" "不是 ISO/IEC 5218 代码";
    LatitudeInvalidLength "latitude-invalid-length" "a latitude has ten digits" "纬度应为十位数字";
    InvalidLatitude "invalid-latitude" "there is no such latitude" "没有这个纬度";
    LongitudeInvalidLength "longitude-invalid-length" "a longitude has ten digits" "经度应为十位数字";
    InvalidLongitude "invalid-longitude" "there is no such longitude" "没有这个经度";
    InvalidMediaType "invalid-media-type" "not a kind of data carrier" "不是载体类型代码";
    IllegalZeroValue "illegal-zero-value" "may not be zero" "不能为零";
    IllegalZeroPrefix "illegal-zero-prefix" "may not begin with zero" "不能以零开头";
    NotZero "not-zero" "should be zero" "应为零";
    NotZeroOrOne "not-zero-or-one" "should be 0 or 1" "应为 0 或 1";
    InvalidWindingDirection "invalid-winding-direction" "not a winding direction" "不是卷绕方向代码";
    InvalidPackageType "invalid-package-type" "not a package type" "不是包装类型代码";
    InvalidPercentSequence "invalid-percent-sequence" "not a percent-encoded character" "百分号编码不正确";
    InvalidLengthForPieceOfTotal "invalid-length-for-piece-of-total" "piece and total should be equally long" "件号与总数长度应相等";
    ZeroPieceNumber "zero-piece-number" "the piece is zero" "件号为零";
    ZeroTotalPieces "zero-total-pieces" "the total is zero" "总数为零";
    PieceNumberExceedsTotal "piece-number-exceeds-total" "the piece exceeds the total" "件号大于总数";
    PositionInSequenceMalformed "position-in-sequence-malformed" "should be position, slash and end" "应为“位置/总数”";
    PositionExceedsEnd "position-exceeds-end" "the position exceeds the end" "位置大于总数";
    RequiresNonDigitCharacter "requires-non-digit-character" "needs a character that is no digit" "至少要有一个非数字字符";
    CouponExcessData "coupon-excess-data" "coupon: more data than belongs to it" "优惠券：有多余数据";
    CouponMissingGcpVli "coupon-missing-gcp-vli" "coupon: the length of the company prefix is missing" "优惠券：厂商识别代码长度缺失";
    CouponInvalidGcpLength "coupon-invalid-gcp-length" "coupon: the length of the company prefix is not allowed" "优惠券：厂商识别代码长度无效";
    CouponTruncatedGcp "coupon-truncated-gcp" "coupon: the company prefix is cut short" "优惠券：厂商识别代码不完整";
    CouponTruncatedOfferCode "coupon-truncated-offer-code" "coupon: the offer code is cut short" "优惠券：优惠代码不完整";
    CouponMissingSaveValueVli "coupon-missing-save-value-vli" "coupon: the length of the value is missing" "优惠券：优惠额长度缺失";
    CouponInvalidSaveValueLength "coupon-invalid-save-value-length" "coupon: the length of the value is not allowed" "优惠券：优惠额长度无效";
    CouponTruncatedSaveValue "coupon-truncated-save-value" "coupon: the value is cut short" "优惠券：优惠额不完整";
    CouponMissing1stPurchaseRequirementVli "coupon-missing-1st-purchase-requirement-vli" "coupon: the length of the first requirement is missing" "优惠券：第一购买要求长度缺失";
    CouponInvalid1stPurchaseRequirementLength "coupon-invalid-1st-purchase-requirement-length" "coupon: the length of the first requirement is not allowed" "优惠券：第一购买要求长度无效";
    CouponTruncated1stPurchaseRequirement "coupon-truncated-1st-purchase-requirement" "coupon: the first requirement is cut short" "优惠券：第一购买要求不完整";
    CouponMissing1stPurchaseRequirementCode "coupon-missing-1st-purchase-requirement-code" "coupon: the first requirement code is missing" "优惠券：第一购买要求代码缺失";
    CouponInvalid1stPurchaseRequirementCode "coupon-invalid-1st-purchase-requirement-code" "coupon: the first requirement code is not allowed" "优惠券：第一购买要求代码无效";
    CouponTruncated1stPurchaseFamilyCode "coupon-truncated-1st-purchase-family-code" "coupon: the first family code is cut short" "优惠券：第一产品族代码不完整";
    CouponMissingAdditionalPurchaseRulesCode "coupon-missing-additional-purchase-rules-code" "coupon: the code of additional rules is missing" "优惠券：附加规则代码缺失";
    CouponInvalidAdditionalPurchaseRulesCode "coupon-invalid-additional-purchase-rules-code" "coupon: the code of additional rules is not allowed" "优惠券：附加规则代码无效";
    CouponMissing2ndPurchaseRequirementVli "coupon-missing-2nd-purchase-requirement-vli" "coupon: the length of the second requirement is missing" "优惠券：第二购买要求长度缺失";
    CouponInvalid2ndPurchaseRequirementLength "coupon-invalid-2nd-purchase-requirement-length" "coupon: the length of the second requirement is not allowed" "优惠券：第二购买要求长度无效";
    CouponTruncated2ndPurchaseRequirement "coupon-truncated-2nd-purchase-requirement" "coupon: the second requirement is cut short" "优惠券：第二购买要求不完整";
    CouponMissing2ndPurchaseRequirementCode "coupon-missing-2nd-purchase-requirement-code" "coupon: the second requirement code is missing" "优惠券：第二购买要求代码缺失";
    CouponInvalid2ndPurchaseRequirementCode "coupon-invalid-2nd-purchase-requirement-code" "coupon: the second requirement code is not allowed" "优惠券：第二购买要求代码无效";
    CouponTruncated2ndPurchaseFamilyCode "coupon-truncated-2nd-purchase-family-code" "coupon: the second family code is cut short" "优惠券：第二产品族代码不完整";
    CouponMissing2ndPurchaseGcpVli "coupon-missing-2nd-purchase-gcp-vli" "coupon: the length of the second company prefix is missing" "优惠券：第二厂商识别代码长度缺失";
    CouponInvalid2ndPurchaseGcpLength "coupon-invalid-2nd-purchase-gcp-length" "coupon: the length of the second company prefix is not allowed" "优惠券：第二厂商识别代码长度无效";
    CouponTruncated2ndPurchaseGcp "coupon-truncated-2nd-purchase-gcp" "coupon: the second company prefix is cut short" "优惠券：第二厂商识别代码不完整";
    CouponMissing3rdPurchaseRequirementVli "coupon-missing-3rd-purchase-requirement-vli" "coupon: the length of the third requirement is missing" "优惠券：第三购买要求长度缺失";
    CouponInvalid3rdPurchaseRequirementLength "coupon-invalid-3rd-purchase-requirement-length" "coupon: the length of the third requirement is not allowed" "优惠券：第三购买要求长度无效";
    CouponTruncated3rdPurchaseRequirement "coupon-truncated-3rd-purchase-requirement" "coupon: the third requirement is cut short" "优惠券：第三购买要求不完整";
    CouponMissing3rdPurchaseRequirementCode "coupon-missing-3rd-purchase-requirement-code" "coupon: the third requirement code is missing" "优惠券：第三购买要求代码缺失";
    CouponInvalid3rdPurchaseRequirementCode "coupon-invalid-3rd-purchase-requirement-code" "coupon: the third requirement code is not allowed" "优惠券：第三购买要求代码无效";
    CouponTruncated3rdPurchaseFamilyCode "coupon-truncated-3rd-purchase-family-code" "coupon: the third family code is cut short" "优惠券：第三产品族代码不完整";
    CouponMissing3rdPurchaseGcpVli "coupon-missing-3rd-purchase-gcp-vli" "coupon: the length of the third company prefix is missing" "优惠券：第三厂商识别代码长度缺失";
    CouponInvalid3rdPurchaseGcpLength "coupon-invalid-3rd-purchase-gcp-length" "coupon: the length of the third company prefix is not allowed" "优惠券：第三厂商识别代码长度无效";
    CouponTruncated3rdPurchaseGcp "coupon-truncated-3rd-purchase-gcp" "coupon: the third company prefix is cut short" "优惠券：第三厂商识别代码不完整";
    CouponMissingSerialNumberVli "coupon-missing-serial-number-vli" "coupon: the length of the serial number is missing" "优惠券：序列号长度缺失";
    CouponTruncatedSerialNumber "coupon-truncated-serial-number" "coupon: the serial number is cut short" "优惠券：序列号不完整";
    CouponMissingRetailerGcpOrGlnVli "coupon-missing-retailer-gcp-or-gln-vli" "coupon: the length of the retailer's number is missing" "优惠券：零售商代码长度缺失";
    CouponInvalidRetailerGcpOrGlnLength "coupon-invalid-retailer-gcp-or-gln-length" "coupon: the length of the retailer's number is not allowed" "优惠券：零售商代码长度无效";
    CouponTruncatedRetailerGcpOrGln "coupon-truncated-retailer-gcp-or-gln" "coupon: the retailer's number is cut short" "优惠券：零售商代码不完整";
    CouponMissingSaveValueCode "coupon-missing-save-value-code" "coupon: the value code is missing" "优惠券：优惠额代码缺失";
    CouponInvalidSaveValueCode "coupon-invalid-save-value-code" "coupon: the value code is not allowed" "优惠券：优惠额代码无效";
    CouponMissingSaveValueAppliesToItem "coupon-missing-save-value-applies-to-item" "coupon: the item that the value applies to is missing" "优惠券：优惠适用的商品缺失";
    CouponInvalidSaveValueAppliesToItem "coupon-invalid-save-value-applies-to-item" "coupon: the item that the value applies to is not allowed" "优惠券：优惠适用的商品无效";
    CouponMissingStoreCouponFlag "coupon-missing-store-coupon-flag" "coupon: the store coupon flag is missing" "优惠券：门店优惠标志缺失";
    CouponMissingDontMultiplyFlag "coupon-missing-dont-multiply-flag" "coupon: the multiplication flag is missing" "优惠券：不可倍增标志缺失";
    CouponInvalidDontMultiplyFlag "coupon-invalid-dont-multiply-flag" "coupon: the multiplication flag is not allowed" "优惠券：不可倍增标志无效";
    CouponTooShortForExpirationDate "coupon-too-short-for-expiration-date" "coupon: the last day is cut short" "优惠券：截止日期不完整";
    CouponInvalidExpirationDate "coupon-invalid-expiration-date" "coupon: the last day is not allowed" "优惠券：截止日期无效";
    CouponTooShortForStartDate "coupon-too-short-for-start-date" "coupon: the first day is cut short" "优惠券：起始日期不完整";
    CouponInvalidStartDate "coupon-invalid-start-date" "coupon: the first day is not allowed" "优惠券：起始日期无效";
    CouponExpirationBeforeStart "coupon-expiration-before-start" "coupon: ends before it begins" "优惠券：截止早于起始";
    CouponMissingFormatCode "coupon-missing-format-code" "coupon: the format is missing" "优惠券：格式代码缺失";
    CouponInvalidFormatCode "coupon-invalid-format-code" "coupon: the format is not allowed" "优惠券：格式代码无效";
    CouponMissingFunderVli "coupon-missing-funder-vli" "coupon: the length of the funder is missing" "优惠券：出资方长度缺失";
    CouponInvalidFunderLength "coupon-invalid-funder-length" "coupon: the length of the funder is not allowed" "优惠券：出资方长度无效";
    CouponTruncatedFunder "coupon-truncated-funder" "coupon: the funder is cut short" "优惠券：出资方不完整";
}

impl LintError {
    /// The fault of some bytes.
    pub(super) const fn at(self, start: usize, length: usize) -> LintFault {
        LintFault { error: self, start, length }
    }

    /// The fault of the whole component.
    pub(super) const fn whole(self, data: &[u8]) -> LintFault {
        self.at(0, data.len())
    }
}

/// What a linter found, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LintFault {
    /// What is wrong.
    pub error: LintError,
    /// First byte that is wrong, counted from 0.
    pub start: usize,
    /// How many bytes are wrong; 0 where something is missing.
    pub length: usize,
}

impl LintFault {
    /// The same fault of a component that begins so many bytes later.
    pub(in crate::id::gs1) const fn later(self, bytes: usize) -> Self {
        Self { start: self.start.saturating_add(bytes), ..self }
    }
}

impl fmt::Display for LintFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at position {}", self.error.english(), self.start)
    }
}

impl core::error::Error for LintFault {}
