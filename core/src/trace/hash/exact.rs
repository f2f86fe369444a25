//! Numbers without trailing zeros, exactly: no digit of the value is lost.

use alloc::string::String;

/// An exponent past this is kept as an exponent: nobody's quantity, and the text must not grow without bound.
const MOST_ZEROS: i64 = 64;

/// Writes a number of the JSON grammar in its shortest plain form; `false`, and nothing written, for any other text.
///
/// Equal values are written alike: `1`, `1.0`, `10e-1` are `1`; `-0` is `0`.
pub(super) fn write(out: &mut String, text: &str) -> bool {
    let Some((negative, whole, part, exponent)) = split(text) else { return false };
    // The digits without zeros at either end, and where the point stands counted from the first of them.
    let digits = || whole.bytes().chain(part.bytes());
    let Some(first) = digits().position(|b| b != b'0') else {
        out.push('0');
        return true;
    };
    let all = whole.len() + part.len();
    let last = all - digits().rev().position(|b| b != b'0').unwrap_or(0);
    let significant = || digits().skip(first).take(last - first).map(char::from);
    let count = (last - first) as i64;
    let point = (whole.len() as i64 - first as i64).saturating_add(exponent);
    if negative {
        out.push('-');
    }
    if point > count.saturating_add(MOST_ZEROS) || point < -MOST_ZEROS {
        out.extend(significant());
        out.push('e');
        let _ = core::fmt::Write::write_fmt(out, format_args!("{}", point.saturating_sub(count)));
    } else if point <= 0 {
        out.push_str("0.");
        (point..0).for_each(|_| out.push('0'));
        out.extend(significant());
    } else {
        for (at, digit) in significant().enumerate() {
            if at as i64 == point {
                out.push('.');
            }
            out.push(digit);
        }
        (count..point).for_each(|_| out.push('0'));
    }
    true
}

/// Sign, whole part, fraction and exponent of a JSON number.
fn split(text: &str) -> Option<(bool, &str, &str, i64)> {
    let unsigned = text.strip_prefix('-');
    let negative = unsigned.is_some();
    let rest = unsigned.unwrap_or(text);
    let (number, exponent) = match rest.find(['e', 'E']) {
        Some(at) => {
            let (number, exponent) = rest.split_at_checked(at)?;
            let exponent = exponent.get(1..)?;
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            // An exponent too large for the type is as large as any other that is out of reach.
            let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
            (number, if exponent.starts_with('-') { -magnitude } else { magnitude })
        }
        None => (rest, 0),
    };
    let (whole, part) = match number.split_once('.') {
        Some((_, "")) => return None,
        Some(split) => split,
        None => (number, ""),
    };
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let leading = whole.len() > 1 && whole.starts_with('0');
    (!whole.is_empty() && !leading && all_digits(whole) && all_digits(part))
        .then_some((negative, whole, part, exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_digit() {
        for (text, wanted) in [
            ("1", "1"),
            ("1.0", "1"),
            ("10e-1", "1"),
            ("0.3434000", "0.3434"),
            ("12.50", "12.5"),
            ("-0", "0"),
            ("0.000", "0"),
            ("1e2", "100"),
            ("1.5E+3", "1500"),
            ("25e-3", "0.025"),
            ("123456789012345678901234", "123456789012345678901234"),
            ("1e99", "1e99"),
            ("-1.50e-80", "-15e-81"),
        ] {
            let mut out = String::new();
            assert!(write(&mut out, text), "{text}");
            assert_eq!(out, wanted, "{text}");
        }
        for text in ["", "-", "00123", "1.", ".5", "1e", "+1", "1_000", "0x1", "1e+"] {
            assert!(!write(&mut String::new(), text), "{text}");
        }
        let mut out = String::new();
        assert!(write(&mut out, "1e99999999999999999999999") && out.len() < 32);
    }
}
