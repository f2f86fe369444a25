//! Products of two 128-bit numbers, divided again, without overflow between.

/// `a · b / d` and its remainder; `None` if `d` is zero or above 2^127, or the quotient does not fit.
pub(crate) fn mul_div(a: u128, b: u128, d: u128) -> Option<(u128, u128)> {
    if d == 0 || d > 1 << 127 {
        return None;
    }
    if let Some(product) = a.checked_mul(b) {
        return Some((product / d, product % d));
    }
    let (whole, part) = (b / d, b % d);
    let (mut quotient, mut remainder) = (0u128, 0u128);
    // INVARIANT (remainder): below d ≤ 2^127 at each step, so twice it and the sum of two stay below 2^128.
    for bit in (0..128).rev() {
        quotient = quotient.checked_mul(2)?;
        remainder *= 2;
        if remainder >= d {
            remainder -= d;
            quotient = quotient.checked_add(1)?;
        }
        if a >> bit & 1 == 1 {
            quotient = quotient.checked_add(whole)?;
            remainder += part;
            if remainder >= d {
                remainder -= d;
                quotient = quotient.checked_add(1)?;
            }
        }
    }
    Some((quotient, remainder))
}

/// The greatest common divisor; that of two zeros is zero.
pub(crate) const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_where_nothing_overflows_and_undoes_itself_where_it_does() {
        assert_eq!(mul_div(7, 5, 3), Some((11, 2)));
        let (big, d) = (u128::MAX / 3, (1u128 << 127) - 1);
        assert_eq!(mul_div(big, d, d), Some((big, 0)));
        assert_eq!(mul_div(d, big, d), Some((big, 0)));
        assert_eq!(mul_div(u128::MAX, u128::MAX, 2), None);
        assert_eq!(mul_div(1, 1, 0), None);
        let (q, r) = mul_div(u128::MAX, d / 2, u128::MAX / 2 - 5).unwrap();
        assert!(q >= d - 1 && r < u128::MAX / 2 - 5);
    }
}
