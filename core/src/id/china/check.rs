//! The check characters of the Chinese standards.

/// Characters of a unified social credit code, by value (GB 32100 table 1): no I, O, S, V, Z.
const ALPHABET_31: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Is this a character of a unified social credit code?
pub(super) fn in_alphabet_31(byte: u8) -> bool {
    ALPHABET_31.contains(&byte)
}

/// GB 32100 §A: weights 3^(i-1) mod 31; the check character of the 17 given.
pub(super) fn mod_31(body: &str) -> Option<char> {
    let mut sum = 0_usize;
    let mut weight = 1;
    for byte in body.bytes() {
        sum += weight * ALPHABET_31.iter().position(|&known| known == byte)?;
        weight = weight * 3 % 31;
    }
    ALPHABET_31.get((31 - sum % 31) % 31).copied().map(char::from)
}

/// GB 11714 §A: weights 3 7 9 10 5 8 4 2, letters from A = 10; the check character of the 8 given.
pub(super) fn mod_11(body: &str) -> Option<char> {
    let mut sum = 0;
    for (byte, weight) in body.bytes().zip([3, 7, 9, 10, 5, 8, 4, 2]) {
        sum += weight * char::from(byte).to_digit(36)?;
    }
    Some(match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10)?,
    })
}

/// ISO 7064 MOD 11-2, as GB 11643 uses it; the check character of the digits given.
pub(super) fn mod_11_2(body: &str) -> Option<char> {
    let mut rest = 0;
    for byte in body.bytes() {
        rest = (rest + char::from(byte).to_digit(10)?) * 2 % 11;
    }
    Some(match (12 - rest) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10)?,
    })
}

/// ISO 7064 MOD 11,10 (GB/T 17710); the check digit of the digits given.
pub(super) fn mod_11_10(body: &str) -> Option<char> {
    let mut product = 10;
    for byte in body.bytes() {
        let sum = (product + char::from(byte).to_digit(10)?) % 10;
        product = if sum == 0 { 10 } else { sum } * 2 % 11;
    }
    char::from_digit((11 - product) % 10, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_standards() {
        assert_eq!(mod_31("91110000600037341"), Some('L'));
        assert_eq!(mod_31("9153000071000003X"), Some('0'));
        assert_eq!(mod_11("71526726"), Some('X'));
        assert_eq!(mod_11_2("11010519491231002"), Some('X'));
        assert_eq!(mod_11_10("1183402030503"), Some('7'));
    }
}
