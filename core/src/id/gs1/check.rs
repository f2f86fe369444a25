//! Check digits and check characters (GS1 General Specifications §7.9).

/// The modulo-10 check digit of a row of ASCII digits that does not yet have one, as an ASCII digit.
///
/// Anything that is not a digit counts as zero: callers check first.
///
/// ```
/// assert_eq!(terroir::id::gs1::check_digit(b"690123456789"), b'2');
/// ```
#[must_use]
pub fn check_digit(digits: &[u8]) -> u8 {
    let mut sum = 0_usize;
    let mut weight = 3;
    for byte in digits.iter().rev() {
        let digit = usize::from(byte.wrapping_sub(b'0'));
        // A digit is at most 9, so a slice of any length in memory cannot overflow this.
        sum = sum.wrapping_add(if digit < 10 { digit * weight } else { 0 });
        weight = 4 - weight;
    }
    b'0' + u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

/// Whether the last digit is the check digit of those before it; false for an empty slice.
#[must_use]
pub fn has_check_digit(digits: &[u8]) -> bool {
    digits.split_last().is_some_and(|(last, rest)| *last == check_digit(rest))
}

/// The 82 characters of GS1 set 82 in the order of their values.
const SET_82: &[u8; 82] =
    br#"!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"#;
/// The 32 check characters, in the order of their values.
const CHECK_CHARACTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// The weights are the first primes, the smallest for the character next to the check pair.
const PRIMES: &[u16] = &[
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223,
    227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347,
    349, 353, 359, 367, 373, 379, 383, 389, 397, 401, 409, 419, 421, 431, 433, 439, 443, 449, 457, 461, 463,
    467, 479, 487, 491, 499, 503, 509,
];

/// Characters that the check pair is defined for at most, the pair excluded.
pub(super) const CHECK_PAIR_MAX: usize = PRIMES.len();

/// Value of a character in set 82, if it is in it.
pub(super) fn value_82(byte: u8) -> Option<u16> {
    SET_82.iter().position(|known| *known == byte).and_then(|at| u16::try_from(at).ok())
}

/// The pair of check characters of a text in set 82 (modulo 1021 and 32; §7.9.5), as a GMN carries it.
///
/// `None` if a character is not in the set or the text is longer than the weights reach (97).
#[must_use]
pub fn check_pair(text: &[u8]) -> Option<[u8; 2]> {
    if text.len() > CHECK_PAIR_MAX {
        return None;
    }
    let mut sum = 0_u32;
    for (byte, prime) in text.iter().rev().zip(PRIMES) {
        sum = sum.checked_add(u32::from(value_82(*byte)?).checked_mul(u32::from(*prime))?)?;
    }
    let sum = usize::try_from(sum % 1021).ok()?;
    Some([*CHECK_CHARACTERS.get(sum >> 5)?, *CHECK_CHARACTERS.get(sum & 31)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_digits() {
        assert!(has_check_digit(b"4006381333931"));
        assert!(!has_check_digit(b"4006381333932"));
        assert!(!has_check_digit(b""));
        assert_eq!(check_pair(b"1987654Ad4X4bL5ttr2310c"), Some(*b"2K"));
        assert_eq!(check_pair(b""), Some(*b"22"));
        assert_eq!(check_pair(b" "), None);
    }
}
