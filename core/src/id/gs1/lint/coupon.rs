//! Coupons of North America: AI (8110) and (8112).

use super::{LintError, LintFault, Prefix, Prefixes, number::digits, time};
use LintError as E;

/// Reads a coupon from left to right.
struct Coupon<'d> {
    data: &'d [u8],
    at: usize,
}

impl<'d> Coupon<'d> {
    fn rest(&self) -> &'d [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    /// A fault of what remains, or of the whole where nothing does.
    fn fault(&self, error: LintError) -> LintFault {
        match self.rest() {
            [] => error.whole(self.data),
            rest => error.at(self.at, rest.len()),
        }
    }

    /// The next digit, if it is one of `allowed`.
    fn digit(&mut self, missing: LintError, allowed: &[u8], invalid: LintError) -> Result<u8, LintFault> {
        let [digit, ..] = self.rest() else {
            return Err(missing.whole(self.data));
        };
        if !allowed.contains(digit) {
            return Err(invalid.at(self.at, 1));
        }
        self.at += 1;
        Ok(*digit)
    }

    /// So many digits.
    fn take(&mut self, length: usize, truncated: LintError) -> Result<&'d [u8], LintFault> {
        let Some(taken) = self.rest().get(..length) else {
            return Err(self.fault(truncated));
        };
        self.at += length;
        Ok(taken)
    }

    /// A digit that gives a length above `base`, then so many digits.
    fn sized(
        &mut self,
        base: usize,
        allowed: &[u8],
        [missing, invalid, truncated]: [LintError; 3],
    ) -> Result<&'d [u8], LintFault> {
        let digit = self.digit(missing, allowed, invalid)?;
        self.take(base + usize::from(digit - b'0'), truncated)
    }

    /// A company prefix that was just read.
    fn prefix(&self, key: &[u8], prefixes: &dyn Prefixes) -> Result<(), LintFault> {
        let start = self.at - key.len();
        match prefixes.look_up(key) {
            Prefix::Allocated => Ok(()),
            Prefix::NotAllocated => Err(E::InvalidGcpPrefix.at(start, key.len())),
            Prefix::Unreachable => Err(E::GcpDatasourceOffline.at(start, key.len())),
        }
    }

    /// Whether the optional field of this number comes next; its number is then read.
    fn field(&mut self, number: u8) -> bool {
        let here = self.rest().first() == Some(&number);
        self.at += usize::from(here);
        here
    }

    /// Requirement, its code, and the family: for each of three purchases.
    fn purchase(
        &mut self,
        errors: [LintError; 3],
        code: [LintError; 2],
        family: LintError,
    ) -> Result<(), LintFault> {
        let [missing, invalid] = code;
        self.sized(0, b"12345", errors)?;
        self.digit(missing, b"012349", invalid)?;
        self.take(3, family).map(|_| ())
    }

    /// The company prefix of a second or third purchase; `9` says that there is none.
    fn other_prefix(
        &mut self,
        [missing, invalid, truncated]: [LintError; 3],
        prefixes: &dyn Prefixes,
    ) -> Result<(), LintFault> {
        match self.digit(missing, b"01234569", invalid)? {
            b'9' => Ok(()),
            digit => {
                let key = self.take(6 + usize::from(digit - b'0'), truncated)?;
                self.prefix(key, prefixes)
            }
        }
    }

    fn date(&mut self, short: LintError, invalid: LintError) -> Result<&'d [u8], LintFault> {
        let date = self.take(6, short)?;
        time::date(date, 6, false).map_err(|_| invalid.at(self.at - 6, 6))?;
        Ok(date)
    }

    fn end(&self) -> Result<(), LintFault> {
        if self.rest().is_empty() { Ok(()) } else { Err(self.fault(E::CouponExcessData)) }
    }
}

const ANY: &[u8] = b"0123456789";

/// AI (8110): North American Coupon Application Guideline.
pub(super) fn code(data: &[u8], prefixes: &dyn Prefixes) -> Result<(), LintFault> {
    digits(data)?;
    let mut coupon = Coupon { data, at: 0 };
    let key = coupon.sized(
        6,
        b"0123456",
        [E::CouponMissingGcpVli, E::CouponInvalidGcpLength, E::CouponTruncatedGcp],
    )?;
    coupon.prefix(key, prefixes)?;
    coupon.take(6, E::CouponTruncatedOfferCode)?;
    coupon.sized(
        0,
        b"12345",
        [E::CouponMissingSaveValueVli, E::CouponInvalidSaveValueLength, E::CouponTruncatedSaveValue],
    )?;
    coupon.purchase(
        [
            E::CouponMissing1stPurchaseRequirementVli,
            E::CouponInvalid1stPurchaseRequirementLength,
            E::CouponTruncated1stPurchaseRequirement,
        ],
        [E::CouponMissing1stPurchaseRequirementCode, E::CouponInvalid1stPurchaseRequirementCode],
        E::CouponTruncated1stPurchaseFamilyCode,
    )?;
    if coupon.field(b'1') {
        coupon.digit(
            E::CouponMissingAdditionalPurchaseRulesCode,
            b"0123",
            E::CouponInvalidAdditionalPurchaseRulesCode,
        )?;
        coupon.purchase(
            [
                E::CouponMissing2ndPurchaseRequirementVli,
                E::CouponInvalid2ndPurchaseRequirementLength,
                E::CouponTruncated2ndPurchaseRequirement,
            ],
            [E::CouponMissing2ndPurchaseRequirementCode, E::CouponInvalid2ndPurchaseRequirementCode],
            E::CouponTruncated2ndPurchaseFamilyCode,
        )?;
        coupon.other_prefix(
            [
                E::CouponMissing2ndPurchaseGcpVli,
                E::CouponInvalid2ndPurchaseGcpLength,
                E::CouponTruncated2ndPurchaseGcp,
            ],
            prefixes,
        )?;
    }
    if coupon.field(b'2') {
        coupon.purchase(
            [
                E::CouponMissing3rdPurchaseRequirementVli,
                E::CouponInvalid3rdPurchaseRequirementLength,
                E::CouponTruncated3rdPurchaseRequirement,
            ],
            [E::CouponMissing3rdPurchaseRequirementCode, E::CouponInvalid3rdPurchaseRequirementCode],
            E::CouponTruncated3rdPurchaseFamilyCode,
        )?;
        coupon.other_prefix(
            [
                E::CouponMissing3rdPurchaseGcpVli,
                E::CouponInvalid3rdPurchaseGcpLength,
                E::CouponTruncated3rdPurchaseGcp,
            ],
            prefixes,
        )?;
    }
    dates(&mut coupon)?;
    if coupon.field(b'5') {
        coupon.sized(
            6,
            ANY,
            // Every digit is a length here, so the second never happens.
            [E::CouponMissingSerialNumberVli, E::CouponTruncatedSerialNumber, E::CouponTruncatedSerialNumber],
        )?;
    }
    if coupon.field(b'6') {
        let key = coupon.sized(
            6,
            b"1234567",
            [
                E::CouponMissingRetailerGcpOrGlnVli,
                E::CouponInvalidRetailerGcpOrGlnLength,
                E::CouponTruncatedRetailerGcpOrGln,
            ],
        )?;
        coupon.prefix(key, prefixes)?;
    }
    if coupon.field(b'9') {
        coupon.digit(E::CouponMissingSaveValueCode, b"01256", E::CouponInvalidSaveValueCode)?;
        coupon.digit(
            E::CouponMissingSaveValueAppliesToItem,
            b"012",
            E::CouponInvalidSaveValueAppliesToItem,
        )?;
        coupon.digit(E::CouponMissingStoreCouponFlag, ANY, E::CouponMissingStoreCouponFlag)?;
        coupon.digit(E::CouponMissingDontMultiplyFlag, b"01", E::CouponInvalidDontMultiplyFlag)?;
    }
    coupon.end()
}

/// Fields 3 and 4: until when, and from when.
fn dates(coupon: &mut Coupon<'_>) -> Result<(), LintFault> {
    let mut expiry = None;
    if coupon.field(b'3') {
        expiry = Some(coupon.date(E::CouponTooShortForExpirationDate, E::CouponInvalidExpirationDate)?);
    }
    if coupon.field(b'4') {
        let start = coupon.date(E::CouponTooShortForStartDate, E::CouponInvalidStartDate)?;
        if expiry.is_some_and(|expiry| start > expiry) {
            return Err(E::CouponExpirationBeforeStart.at(coupon.at - 14, 14));
        }
    }
    Ok(())
}

/// AI (8112): GS1 AI (8112) Coupon Data Specification.
pub(super) fn positive_offer(data: &[u8]) -> Result<(), LintFault> {
    digits(data)?;
    let mut coupon = Coupon { data, at: 0 };
    coupon.digit(E::CouponMissingFormatCode, b"01", E::CouponInvalidFormatCode)?;
    coupon.sized(
        6,
        b"0123456",
        [E::CouponMissingFunderVli, E::CouponInvalidFunderLength, E::CouponTruncatedFunder],
    )?;
    coupon.take(6, E::CouponTruncatedOfferCode)?;
    coupon.sized(
        6,
        ANY,
        [E::CouponMissingSerialNumberVli, E::CouponTruncatedSerialNumber, E::CouponTruncatedSerialNumber],
    )?;
    coupon.end()
}
