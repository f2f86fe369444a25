//! Texts: character sets, check pair, percent-encoding, bank accounts.

use super::{LintError, LintFault, list};
use crate::id::{gs1, link::escaped_byte};

type Outcome = Result<(), LintFault>;

/// The first byte that is not in a set.
fn all(data: &[u8], in_set: fn(u8) -> bool, error: LintError) -> Outcome {
    match data.iter().position(|byte| !in_set(*byte)) {
        None => Ok(()),
        Some(at) => Err(error.at(at, 1)),
    }
}

pub(super) fn set_39(data: &[u8]) -> Outcome {
    all(data, gs1::in_set_39, LintError::InvalidCset39Character)
}

pub(super) fn set_82(data: &[u8]) -> Outcome {
    all(data, gs1::in_set_82, LintError::InvalidCset82Character)
}

const fn in_set_64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Base64url, with or without padding; padded to a multiple of three characters, as the dictionary has it.
pub(super) fn set_64(data: &[u8]) -> Outcome {
    let pads = data.iter().rev().take_while(|byte| **byte == b'=').count();
    let body = data.get(..data.len() - pads).unwrap_or_default();
    if pads > 2 || (pads > 0 && !data.len().is_multiple_of(3)) {
        return Err(LintError::InvalidCset64Padding.at(body.len(), pads));
    }
    all(body, in_set_64, LintError::InvalidCset64Character)
}

pub(super) fn importer_index(data: &[u8]) -> Outcome {
    match data {
        [byte] if in_set_64(*byte) => Ok(()),
        [_] => Err(LintError::InvalidImportIdxCharacter.at(0, 1)),
        _ => Err(LintError::ImporterIdxMustBeOneCharacter.whole(data)),
    }
}

pub(super) fn hyphen(data: &[u8]) -> Outcome {
    if data == b"-" { Ok(()) } else { Err(LintError::NotHyphen.whole(data)) }
}

pub(super) fn has_non_digit(data: &[u8]) -> Outcome {
    if data.iter().all(u8::is_ascii_digit) {
        Err(LintError::RequiresNonDigitCharacter.whole(data))
    } else {
        Ok(())
    }
}

/// General Specifications §7.9.5.
pub(super) fn check_pair(data: &[u8]) -> Outcome {
    let Some((body, pair)) = data.split_last_chunk::<2>() else {
        return Err(LintError::TooShortForCheckPair.whole(data));
    };
    if body.len() > gs1::CHECK_PAIR_MAX {
        return Err(LintError::TooLongForCheckPairImplementation.whole(data));
    }
    set_82(body)?;
    if gs1::check_pair(body) == Some(*pair) {
        Ok(())
    } else {
        Err(LintError::IncorrectCheckPair.at(body.len(), 2))
    }
}

pub(super) fn percent_encoded(data: &[u8]) -> Outcome {
    let mut at = 0;
    while let Some(rest @ [byte, ..]) = data.get(at..) {
        if *byte != b'%' {
            at += 1;
        } else if escaped_byte(rest).is_some() {
            at += 3;
        } else {
            return Err(LintError::InvalidPercentSequence.at(at, rest.len().min(3)));
        }
    }
    Ok(())
}

/// Fewer characters than this and no country has such a number.
const IBAN_MIN: usize = 11;
/// ISO 13616-1 §5.
const IBAN_MAX: usize = 34;

pub(super) fn iban(data: &[u8]) -> Outcome {
    if data.len() < IBAN_MIN {
        return Err(LintError::IbanTooShort.whole(data));
    }
    if data.len() > IBAN_MAX {
        return Err(LintError::IbanTooLong.whole(data));
    }
    let (country, rest) = data.split_at_checked(2).unwrap_or_default();
    if list::country_letters(country).is_err() {
        return Err(LintError::IllegalIbanCountryCode.at(0, 2));
    }
    let in_set = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    all(rest, in_set, LintError::InvalidIbanCharacter).map_err(|fault| fault.later(2))?;
    // Modulo 97 of the digits, letters as 10 to 35, the first four characters moved to the end.
    let (head, tail) = data.split_at_checked(4).unwrap_or_default();
    let remainder = tail.iter().chain(head).fold(0_u32, |sum, byte| {
        let (scale, value) = match byte {
            b'0'..=b'9' => (10, byte - b'0'),
            _ => (100, byte.wrapping_sub(b'A').wrapping_add(10)),
        };
        (sum * scale + u32::from(value)) % 97
    });
    if remainder == 1 { Ok(()) } else { Err(LintError::IncorrectIbanChecksum.at(2, 2)) }
}
