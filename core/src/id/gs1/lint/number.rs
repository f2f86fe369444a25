//! Numbers: digits, check digit, company prefix, pieces, positions, coordinates, small code lists.

use super::{LintError, LintFault, Prefix, Prefixes};
use crate::id::gs1;

type Outcome = Result<(), LintFault>;

pub(super) fn digits(data: &[u8]) -> Outcome {
    match data.iter().position(|byte| !byte.is_ascii_digit()) {
        None => Ok(()),
        Some(at) => Err(LintError::NonDigitCharacter.at(at, 1)),
    }
}

pub(super) fn check_digit(data: &[u8]) -> Outcome {
    if data.is_empty() {
        return Err(LintError::TooShortForCheckDigit.whole(data));
    }
    digits(data)?;
    if gs1::has_check_digit(data) {
        Ok(())
    } else {
        Err(LintError::IncorrectCheckDigit.at(data.len() - 1, 1))
    }
}

/// The shortest company prefix.
const PREFIX_MIN: usize = 4;

/// A company prefix stands after `skip` characters.
pub(super) fn company_prefix(data: &[u8], skip: usize, prefixes: &dyn Prefixes) -> Outcome {
    let Some(key) = data.get(skip..).filter(|key| !key.is_empty()) else {
        return Err(LintError::TooShortForGcp.whole(data));
    };
    let Some(prefix) = key.get(..PREFIX_MIN) else {
        return Err(LintError::TooShortForGcp.at(skip, key.len()));
    };
    if let Some(at) = prefix.iter().position(|byte| !byte.is_ascii_digit()) {
        return Err(LintError::InvalidGcpPrefix.at(skip + at, 1));
    }
    match prefixes.look_up(key) {
        Prefix::Allocated => Ok(()),
        Prefix::NotAllocated => Err(LintError::InvalidGcpPrefix.at(skip, key.len())),
        Prefix::Unreachable => Err(LintError::GcpDatasourceOffline.at(skip, key.len())),
    }
}

pub(super) fn non_zero(data: &[u8]) -> Outcome {
    digits(data)?;
    if data.iter().all(|byte| *byte == b'0') { Err(LintError::IllegalZeroValue.whole(data)) } else { Ok(()) }
}

pub(super) fn no_zero_prefix(data: &[u8]) -> Outcome {
    digits(data)?;
    if data.starts_with(b"0") { Err(LintError::IllegalZeroPrefix.at(0, 1)) } else { Ok(()) }
}

pub(super) fn zero(data: &[u8]) -> Outcome {
    let right = !data.is_empty() && data.iter().all(|byte| *byte == b'0');
    if right { Ok(()) } else { Err(LintError::NotZero.whole(data)) }
}

/// One character of a list.
fn one_of(data: &[u8], list: &[u8], error: LintError) -> Outcome {
    match data {
        [byte] if list.contains(byte) => Ok(()),
        _ => Err(error.whole(data)),
    }
}

pub(super) fn yes_no(data: &[u8]) -> Outcome {
    one_of(data, b"01", LintError::NotZeroOrOne)
}

pub(super) fn winding(data: &[u8]) -> Outcome {
    one_of(data, b"019", LintError::InvalidWindingDirection)
}

pub(super) fn sex(data: &[u8]) -> Outcome {
    one_of(data, b"0129", LintError::InvalidBiologicalSexCode)
}

/// 01 to 10, and 80 to 99 for private use.
pub(super) fn media_type(data: &[u8]) -> Outcome {
    match data {
        [b'0', b'1'..=b'9'] | [b'1', b'0'] | [b'8' | b'9', b'0'..=b'9'] => Ok(()),
        _ => Err(LintError::InvalidMediaType.whole(data)),
    }
}

fn ten_digits(data: &[u8], most: &[u8; 10], length: LintError, range: LintError) -> Outcome {
    if data.len() != most.len() {
        return Err(length.whole(data));
    }
    digits(data)?;
    if data <= most.as_slice() { Ok(()) } else { Err(range.whole(data)) }
}

/// (latitude + 90°) · 10⁷.
pub(super) fn latitude(data: &[u8]) -> Outcome {
    ten_digits(data, b"1800000000", LintError::LatitudeInvalidLength, LintError::InvalidLatitude)
}

/// (longitude + 180°) modulo 360°, · 10⁷.
pub(super) fn longitude(data: &[u8]) -> Outcome {
    ten_digits(data, b"3600000000", LintError::LongitudeInvalidLength, LintError::InvalidLongitude)
}

/// Piece and total, equally long.
pub(super) fn piece_of_total(data: &[u8]) -> Outcome {
    digits(data)?;
    if data.is_empty() || !data.len().is_multiple_of(2) {
        return Err(LintError::InvalidLengthForPieceOfTotal.whole(data));
    }
    let (piece, total) = data.split_at_checked(data.len() / 2).unwrap_or_default();
    let is_zero = |number: &[u8]| number.iter().all(|byte| *byte == b'0');
    if is_zero(piece) {
        Err(LintError::ZeroPieceNumber.at(0, piece.len()))
    } else if is_zero(total) {
        Err(LintError::ZeroTotalPieces.at(piece.len(), total.len()))
    } else if piece > total {
        Err(LintError::PieceNumberExceedsTotal.whole(data))
    } else {
        Ok(())
    }
}

/// `POSITION/END`, neither with a leading zero.
pub(super) fn position_in_sequence(data: &[u8]) -> Outcome {
    let malformed = LintError::PositionInSequenceMalformed.whole(data);
    let Some(slash) = data.iter().position(|byte| *byte == b'/') else {
        return Err(malformed);
    };
    let (position, rest) = data.split_at_checked(slash).unwrap_or_default();
    let end = rest.get(1..).unwrap_or_default();
    let is_number = |number: &[u8]| !number.is_empty() && number.iter().all(u8::is_ascii_digit);
    if !is_number(position) || !is_number(end) {
        return Err(malformed);
    }
    if position.starts_with(b"0") {
        Err(LintError::IllegalZeroPrefix.at(0, position.len()))
    } else if end.starts_with(b"0") {
        Err(LintError::IllegalZeroPrefix.at(slash + 1, end.len()))
    } else if (position.len(), position) > (end.len(), end) {
        Err(LintError::PositionExceedsEnd.whole(data))
    } else {
        Ok(())
    }
}
