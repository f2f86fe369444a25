//! Which system of names an identifier belongs to.

use core::fmt;
use serde::{Deserialize, Serialize};

macro_rules! schemes {
    ($($(#[doc = $about:literal])* $name:ident $code:literal $english:literal $chinese:literal;)*) => {
        /// A system of names; the word in answers is kebab-case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Scheme {
            $($(#[doc = $about])* #[serde(rename = $code)] $name,)*
        }

        impl Scheme {
            /// Every scheme.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word in requests and answers.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        /// What a person reads for each scheme: word, English, Chinese.
        #[cfg(feature = "words")]
        pub const WORDS: &[(&str, &str, &str)] = &[$(($code, $english, $chinese),)*];
    };
}

schemes! {
    /// GB 32100: 18 characters, two checks.
    UnifiedSocialCreditCode "unified-social-credit-code" "unified social credit code" "统一社会信用代码";
    /// GB 11714: 8 characters and a check character.
    OrganisationCode "organisation-code" "organisation code" "组织机构代码";
    /// GB 11643: 18 digits of a person; always masked.
    ResidentId "resident-id" "resident identity number" "公民身份号码";
    /// GB/T 2260: 6 digits.
    Region "region" "administrative division" "行政区划代码";
    /// `SC` and 14 digits.
    FoodProductionLicence "food-production-licence" "food production licence" "食品生产许可证编号";
    /// 有机码, 17 digits (numbering of 2012 to 2023).
    OrganicMarkCode "organic-mark-code" "organic mark code" "有机码";
    /// Body, `OP`, year and serial.
    OrganicCertificate "organic-certificate" "organic certificate" "有机产品认证证书编号";
    /// `LB-`: the old number of one green food product.
    GreenFoodProduct "green-food-product" "green food product number" "绿色食品产品编号";
    /// `GF`: the number of a green food enterprise.
    GreenFoodEnterprise "green-food-enterprise" "green food enterprise code" "绿色食品企业信息码";
    /// The user's social credit code in a geographical indication mark (2020).
    GiMark "gi-mark" "geographical indication mark" "地理标志专用标志";
    /// `AGI` and 5 digits.
    AgriculturalGi "agricultural-gi" "agricultural geographical indication" "农产品地理标志编号";
    /// 24 digits: date, firm, random.
    VetDrugCode "vet-drug-code" "veterinary drug trace code" "兽药追溯码";
    /// 15 digits: species, county, serial.
    EarTag "ear-tag" "animal ear tag" "畜禽标识编码";
    /// `PD`, `WP` or `LS`.
    PesticideRegistration "pesticide-registration" "pesticide registration" "农药登记证号";
    /// 32 digits on a package of pesticide.
    PesticideUnitCode "pesticide-unit-code" "pesticide unit code" "农药包装单元识别代码";
    /// Number of an animal quarantine certificate.
    QuarantineCertificate "quarantine-certificate" "animal quarantine certificate" "动物检疫合格证明编号";
    /// NY/T 1430.
    ProductionPlaceCode "production-place-code" "production place code" "农产品产地编码";
    /// NY/T 1431, NY/T 1761: the trace code of the national platform.
    ProductTraceCode "product-trace-code" "product trace code" "农产品追溯码";
    /// GLOBALG.A.P. number.
    Ggn "ggn" "GLOBALG.A.P. number" "全球良好农业规范编号";
    /// AB-CDE-999, Regulation (EU) 2018/848.
    EuControlBody "eu-control-body" "EU organic control body" "欧盟有机控制机构代码";
    /// Global Trade Item Number.
    Gtin "gtin" "trade item number (GTIN)" "全球贸易项目代码";
    /// Global Location Number.
    Gln "gln" "location number (GLN)" "全球位置码";
    /// Serial Shipping Container Code.
    Sscc "sscc" "logistic unit (SSCC)" "系列货运包装箱代码";
    /// Name of a lot: `01/GTIN/10/LOT` or `t/ISSUER/PRODUCT/LOT`.
    Lot "lot" "lot" "批次";
    /// Name of a journey: `j/ISSUER/DEVICE/JOURNEY`.
    Journey "journey" "journey" "行程";
    /// RFC 8141.
    Urn "urn" "URN" "统一资源名称";
    /// RFC 3986.
    Uri "uri" "URI" "统一资源标识符";
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
