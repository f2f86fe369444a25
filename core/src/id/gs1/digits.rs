//! Keys of a fixed number of digits with a check digit: GTIN, GLN, SSCC, GSRN, GSIN.

use super::check::check_digit;
use alloc::string::String;
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// What the digits of a key are asked, and why they may be refused.
macro_rules! digit_error {
    ($(#[$meta:meta])* $error:ident, $wanted:literal) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum $error {
            /// It does not have the right number of characters.
            #[error("has {found} characters, should have {}", $wanted)]
            Length {
                /// How many characters it has.
                found: usize,
            },
            /// A character is not an ASCII digit.
            #[error("`{found}` at position {at} is not a digit")]
            NotADigit {
                /// Which character, counted from 0.
                at: usize,
                /// What stands there.
                found: char,
            },
            /// The last digit does not fit the others.
            #[error("check digit is {found}, should be {expected}")]
            CheckDigit {
                /// The digit given.
                found: u8,
                /// The digit the others call for.
                expected: u8,
            },
        }

        impl $error {
            /// The digits of a text padded with zeros to `N`, if its length is one of `lengths` and its check digit right.
            fn digits<const N: usize>(text: &str, lengths: &[usize]) -> Result<[u8; N], Self> {
                let bytes = text.as_bytes();
                if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
                    return Err(Self::NotADigit { at, found });
                }
                let mut digits = [b'0'; N];
                match N.checked_sub(bytes.len()).and_then(|start| digits.get_mut(start..)) {
                    Some(tail) if lengths.contains(&bytes.len()) => tail.copy_from_slice(bytes),
                    _ => return Err(Self::Length { found: bytes.len() }),
                }
                Self::checked(digits)
            }

            fn checked<const N: usize>(digits: [u8; N]) -> Result<[u8; N], Self> {
                let (last, rest) = digits.split_last().unwrap_or((&b'0', &[]));
                let expected = check_digit(rest);
                if *last == expected {
                    Ok(digits)
                } else {
                    Err(Self::CheckDigit { found: last.wrapping_sub(b'0'), expected: expected.wrapping_sub(b'0') })
                }
            }
        }
    };
}

macro_rules! digit_key {
    ($(#[$meta:meta])* $key:ident($count:literal), $error:ident, $lengths:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
        pub struct $key([u8; $count]);

        impl $key {
            /// All its digits, check digit included.
            #[must_use]
            pub fn as_str(&self) -> &str {
                // INVARIANT (digits): the bytes are ASCII digits, so this never falls back.
                core::str::from_utf8(&self.0).unwrap_or_default()
            }

            /// The key that these digits make with the check digit they call for.
            ///
            /// `None` if a byte is not an ASCII digit.
            #[must_use]
            pub fn from_body(body: &[u8; $count - 1]) -> Option<Self> {
                if !body.iter().all(u8::is_ascii_digit) {
                    return None;
                }
                let mut digits = [b'0'; $count];
                digits.get_mut(..$count - 1)?.copy_from_slice(body);
                *digits.last_mut()? = check_digit(body);
                Some(Self(digits))
            }
        }

        impl FromStr for $key {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                $error::digits(text, $lengths).map(Self)
            }
        }

        impl fmt::Display for $key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($key), "({})"), self.as_str())
            }
        }

        impl TryFrom<String> for $key {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$key> for String {
            fn from(key: $key) -> Self {
                key.as_str().into()
            }
        }
    };
}

digit_error!(
    /// Why a text is not a [`Gtin`].
    GtinError, "8, 12, 13 or 14"
);
digit_key!(
    /// A GTIN of 8, 12, 13 or 14 digits whose check digit is right (General Specifications §3.3.2).
    ///
    /// Shorter forms are padded with zeros, so two spellings of one number are equal; 14 digits are printed.
    ///
    /// ```
    /// use terroir::id::gs1::Gtin;
    ///
    /// let short: Gtin = "6901234567892".parse()?;
    /// let long: Gtin = "06901234567892".parse()?;
    /// assert_eq!(short, long);
    /// assert_eq!(short.to_string(), "06901234567892");
    /// assert_eq!(short.shortest(), "6901234567892");
    /// # Ok::<(), terroir::id::gs1::GtinError>(())
    /// ```
    Gtin(14), GtinError, &[8, 12, 13, 14]
);

impl Gtin {
    /// The shortest of its four forms: GTIN-8, GTIN-12, GTIN-13 or GTIN-14.
    ///
    /// The prefixes 00000 of GTIN-12 are not issued, so a number that fits eight digits is a GTIN-8.
    #[must_use]
    pub fn shortest(&self) -> &str {
        let text = self.as_str();
        let zeros = text.bytes().take_while(|byte| *byte == b'0').count();
        let start = match zeros {
            6.. => 6,
            2..6 => 2,
            1 => 1,
            0 => 0,
        };
        text.get(start..).unwrap_or(text)
    }

    /// The GTIN-12 that eight digits of a UPC-E symbol stand for (General Specifications §5.2.2.4).
    ///
    /// # Errors
    /// [`GtinError`]; UPC-E begins with 0, and its check digit is that of the twelve digits.
    ///
    /// ```
    /// use terroir::id::gs1::Gtin;
    ///
    /// assert_eq!(Gtin::from_upc_e("00123457")?.shortest(), "001234000057");
    /// # Ok::<(), terroir::id::gs1::GtinError>(())
    /// ```
    pub fn from_upc_e(text: &str) -> Result<Self, GtinError> {
        if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
            return Err(GtinError::NotADigit { at, found });
        }
        let &[b'0', a, b, c, d, e, last, check] = text.as_bytes() else {
            return Err(GtinError::Length { found: text.len() });
        };
        let zero = b'0';
        let [f, g, h, i, j, k, l, m, n, o] = match last {
            b'0'..=b'2' => [a, b, last, zero, zero, zero, zero, c, d, e],
            b'3' => [a, b, c, zero, zero, zero, zero, zero, d, e],
            b'4' => [a, b, c, d, zero, zero, zero, zero, zero, e],
            _ => [a, b, c, d, e, zero, zero, zero, zero, last],
        };
        GtinError::checked([zero, zero, zero, f, g, h, i, j, k, l, m, n, o, check]).map(Self)
    }

    /// Indicator digit: 0 for the item itself, 1 to 8 for packing levels, 9 for variable measure.
    #[must_use]
    pub fn indicator(&self) -> u8 {
        let [first, ..] = self.0;
        first.wrapping_sub(b'0')
    }
}

digit_error!(
    /// Why a text is not a [`Gln`].
    GlnError, "13"
);
digit_key!(
    /// A Global Location Number: party or place, 13 digits (General Specifications §3.3.7).
    ///
    /// ```
    /// use terroir::id::gs1::Gln;
    ///
    /// let gln: Gln = "4012345000054".parse()?;
    /// assert_eq!(gln.to_string(), "4012345000054");
    /// # Ok::<(), terroir::id::gs1::GlnError>(())
    /// ```
    Gln(13), GlnError, &[13]
);

digit_error!(
    /// Why a text is not an [`Sscc`].
    SsccError, "18"
);
digit_key!(
    /// A Serial Shipping Container Code: one logistic unit, 18 digits (General Specifications §3.3.1).
    ///
    /// ```
    /// use terroir::id::gs1::Sscc;
    ///
    /// let sscc: Sscc = "340123451111111111".parse()?;
    /// assert_eq!(sscc.to_string(), "340123451111111111");
    /// # Ok::<(), terroir::id::gs1::SsccError>(())
    /// ```
    Sscc(18), SsccError, &[18]
);

digit_error!(
    /// Why a text is not a [`Gsrn`].
    GsrnError, "18"
);
digit_key!(
    /// A Global Service Relation Number, of a provider (8017) or a recipient (8018): 18 digits.
    Gsrn(18), GsrnError, &[18]
);

digit_error!(
    /// Why a text is not a [`Gsin`].
    GsinError, "17"
);
digit_key!(
    /// A Global Shipment Identification Number (402): 17 digits.
    Gsin(17), GsinError, &[17]
);

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn shortest_forms() {
        for form in ["96385074", "416000336108", "6901234567892", "16901234567899"] {
            let gtin: Gtin = form.parse().unwrap();
            assert_eq!(gtin.shortest(), form);
            assert_eq!(gtin.to_string().len(), 14);
            assert_eq!(gtin.to_string().parse(), Ok(gtin));
        }
    }

    #[test]
    fn refuses() {
        assert_eq!("6901234567893".parse::<Gtin>(), Err(GtinError::CheckDigit { found: 3, expected: 2 }));
        assert_eq!("690123456789".parse::<Gln>(), Err(GlnError::Length { found: 12 }));
        assert_eq!("٣901234567892".parse::<Gtin>(), Err(GtinError::NotADigit { at: 0, found: '٣' }));
        assert_eq!("".parse::<Sscc>(), Err(SsccError::Length { found: 0 }));
    }
}
