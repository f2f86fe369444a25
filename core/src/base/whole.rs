//! Whole numbers as exact formats write them: no sign, no leading zero.

use alloc::string::String;

/// The number that a text writes in its one way.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical = !text.is_empty() && (text == "0" || !text.starts_with('0'));
    if !canonical {
        return None;
    }
    text.bytes().try_fold(0_u64, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
        number.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

/// Writes a number; smaller than the machinery of `core::fmt`.
pub(crate) fn push_decimal(out: &mut String, number: u64) {
    if number >= 10 {
        push_decimal(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writing_a_number() {
        for number in [0, 7, 10, 1 << 40, u64::MAX] {
            let mut text = String::new();
            push_decimal(&mut text, number);
            assert_eq!(text, alloc::format!("{number}"));
            assert_eq!(decimal(&text), Some(number));
        }
        for text in ["", "00", "07", "+7", "-7", " 7", "7 ", "18446744073709551616", "7.0", "٧"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
