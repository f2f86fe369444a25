//! Ed25519 verification in the form that travels to a phone: a tenth of the size of the crate for servers, and slower.
//!
//! Nothing here is secret, so nothing here takes constant time. `tests/laws` holds that this and the crate say the same
//! of any key, message and signature, points of small order and unusual encodings included.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT (limbs): every index is a constant or a loop's, below the length of the array"
)]

use crate::digest::compact;
use core::cmp::Ordering;

/// Why 32 bytes are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointError {
    /// No point of the curve, or not the one encoding of it.
    Encoding,
    /// A point of small order.
    SmallOrder,
}

/// Checks that a key is the one encoding of a point that is not of small order.
///
/// # Errors
/// [`PointError`]
pub fn check(key: &[u8; 32]) -> Result<(), PointError> {
    let point = Point::decode(key).ok_or(PointError::Encoding)?;
    if point.is_small_order() {
        Err(PointError::SmallOrder)
    } else if point.encode() == *key {
        Ok(())
    } else {
        Err(PointError::Encoding)
    }
}

/// Did this key, which [`check`] takes, sign exactly these bytes? Strict: a canonical scalar, no point of small order, the
/// equation without cofactor (RFC 8032 §5.1.7, without the choices it leaves).
#[must_use]
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let (r, s) = signature.split_at(32);
    let s = limbs(s);
    let (Some(key_point), Ordering::Less) = (Point::decode(key), compare(&s, &ORDER)) else { return false };
    let challenge = remainder(&compact::sha512(&[r, key, message]));
    let expected = key_point.negative().twice_multiplied(&challenge, &s);
    // Comparing what is expected with what is given also refuses any unusual encoding of R.
    expected.encode() == *r && !expected.is_small_order()
}

/// A number of 256 bits, smallest limb first.
type Limbs = [u32; 8];

/// The order of the base point, 2^252 + 27742317777372353535851937790883648493.
const ORDER: Limbs =
    [0x5cf5_d3ed, 0x5812_631a, 0xa2f7_9cd6, 0x14de_f9de, 0x0000_0000, 0x0000_0000, 0x0000_0000, 0x1000_0000];

/// p = 2^255 - 19
const P: Limbs =
    [0xffff_ffed, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0x7fff_ffff];

/// The constant of the curve, -121665/121666.
const D: Field = Field([
    0x1359_78a3,
    0x75eb_4dca,
    0x4141_d8ab,
    0x0070_0a4d,
    0x7779_e898,
    0x8cc7_4079,
    0x2b6f_fe73,
    0x5203_6cee,
]);

/// A square root of -1.
const I: Field = Field([
    0x4a0e_a0b0,
    0xc4ee_1b27,
    0xad2f_e478,
    0x2f43_1806,
    0x3dfb_d7a7,
    0x2b4d_0099,
    0x4fc1_df0b,
    0x2b83_2480,
]);

fn limbs(bytes: &[u8]) -> Limbs {
    let mut limbs = [0; 8];
    for (limb, bytes) in limbs.iter_mut().zip(bytes.chunks(4)) {
        *limb = bytes.iter().rev().fold(0, |limb, byte| limb << 8 | u32::from(*byte));
    }
    limbs
}

fn compare(one: &Limbs, other: &Limbs) -> Ordering {
    one.iter().rev().cmp(other.iter().rev())
}

/// one ± other and what is carried, or borrowed, beyond 256 bits.
fn sum(one: &Limbs, other: &Limbs, minus: bool) -> (Limbs, bool) {
    let mut out = *one;
    let mut carried = minus;
    for (limb, other) in out.iter_mut().zip(other) {
        // a - b is a + (not b) + 1.
        let other = if minus { !*other } else { *other };
        let total = u64::from(*limb).wrapping_add(u64::from(other)).wrapping_add(u64::from(carried));
        *limb = total as u32;
        carried = total >> 32 != 0;
    }
    (out, carried != minus)
}

/// A number of 512 bits modulo the order of the base point, bit by bit.
fn remainder(bytes: &[u8; 64]) -> Limbs {
    let mut rest = [0; 8];
    for bit in (0..512).rev() {
        // INVARIANT (rest): below the order, so twice as much and one fits in 256 bits.
        rest = sum(&rest, &rest, false).0;
        rest[0] |= u32::from(bytes[bit / 8] >> (bit % 8) & 1);
        if compare(&rest, &ORDER) != Ordering::Less {
            rest = sum(&rest, &ORDER, true).0;
        }
    }
    rest
}

/// A number modulo p, in any of its writings below 2^256.
#[derive(Clone, Copy)]
struct Field(Limbs);

const ZERO: Field = Field([0; 8]);
const ONE: Field = Field([1, 0, 0, 0, 0, 0, 0, 0]);

impl Field {
    fn plus(&self, other: &Self) -> Self {
        self.combined(other, false)
    }

    fn minus(&self, other: &Self) -> Self {
        self.combined(other, true)
    }

    fn combined(&self, other: &Self, minus: bool) -> Self {
        let (mut out, mut carried) = sum(&self.0, &other.0, minus);
        // 2^256 is 38 modulo p; only the first correction can carry again.
        while carried {
            (out, carried) = sum(&out, &[38, 0, 0, 0, 0, 0, 0, 0], minus);
        }
        Self(out)
    }

    fn times(&self, other: &Self) -> Self {
        let mut wide = [0; 16];
        for (at, one) in self.0.iter().enumerate() {
            wide[at + 8] = multiply_into(&mut wide[at..at + 8], *one, &other.0);
        }
        // The upper half counts 38 times, and so does what that carries.
        let (low, high) = wide.split_at_mut(8);
        let carried = multiply_into(low, 38, high);
        let mut out = Self([0; 8]);
        out.0.copy_from_slice(low);
        out.plus(&Self([carried.wrapping_mul(38), 0, 0, 0, 0, 0, 0, 0]))
    }

    /// The number to a power whose bits are all ones but for the last eight: those are given.
    fn power(&self, bits: u32, last: u8) -> Self {
        let mut out = ONE;
        for bit in (0..bits).rev() {
            out = out.times(&out);
            if bit >= 8 || last >> bit & 1 == 1 {
                out = out.times(self);
            }
        }
        out
    }

    fn encode(&self) -> [u8; 32] {
        let mut rest = self.0;
        while compare(&rest, &P) != Ordering::Less {
            rest = sum(&rest, &P, true).0;
        }
        let mut out = [0; 32];
        for (bytes, limb) in out.chunks_mut(4).zip(rest) {
            bytes.copy_from_slice(&limb.to_le_bytes());
        }
        out
    }

    fn is(&self, other: &Self) -> bool {
        self.encode() == other.encode()
    }

    fn is_odd(&self) -> bool {
        self.encode()[0] & 1 == 1
    }
}

/// Adds `factor` times a number to another; what goes beyond it is the answer.
fn multiply_into(out: &mut [u32], factor: u32, number: &[u32]) -> u32 {
    let mut carried = 0;
    for (limb, one) in out.iter_mut().zip(number) {
        // (2^32 - 1)^2 + 2 (2^32 - 1) is 2^64 - 1.
        let total = u64::from(factor)
            .wrapping_mul(u64::from(*one))
            .wrapping_add(u64::from(*limb))
            .wrapping_add(carried);
        *limb = total as u32;
        carried = total >> 32;
    }
    carried as u32
}

/// A point of the curve in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z.
#[derive(Clone, Copy)]
struct Point {
    x: Field,
    y: Field,
    z: Field,
    t: Field,
}

/// The base point: y = 4/5, x even.
const BASE: [u8; 32] = {
    let mut bytes = [0x66; 32];
    bytes[0] = 0x58;
    bytes
};

impl Point {
    const ZERO: Self = Self { x: ZERO, y: ONE, z: ONE, t: ZERO };

    /// RFC 8032 §5.1.3, y being taken modulo p, and a zero x with either sign.
    fn decode(bytes: &[u8; 32]) -> Option<Self> {
        let mut y = limbs(bytes);
        let odd = y[7] >> 31 == 1;
        y[7] &= 0x7fff_ffff;
        let y = Field(y);
        let square = y.times(&y);
        let above = square.minus(&ONE);
        let below = square.times(&D).plus(&ONE);
        // x = above below^3 (above below^7)^((p-5)/8), perhaps times the root of -1.
        let cube = below.times(&below).times(&below);
        let seventh = cube.times(&cube).times(&below);
        let mut x = above.times(&seventh).power(252, 0xfd).times(&cube).times(&above);
        if !x.times(&x).times(&below).is(&above) {
            x = x.times(&I);
            if !x.times(&x).times(&below).is(&above) {
                return None;
            }
        }
        if x.is_odd() != odd {
            x = ZERO.minus(&x);
        }
        Some(Self { x, y, z: ONE, t: x.times(&y) })
    }

    fn encode(&self) -> [u8; 32] {
        let inverse = self.z.power(255, 0xeb);
        let mut bytes = self.y.times(&inverse).encode();
        bytes[31] |= u8::from(self.x.times(&inverse).is_odd()) << 7;
        bytes
    }

    fn negative(&self) -> Self {
        Self { x: ZERO.minus(&self.x), t: ZERO.minus(&self.t), ..*self }
    }

    /// The sum of any two points, equal ones among them (RFC 8032 §5.1.4).
    fn plus(&self, other: &Self) -> Self {
        let a = self.y.minus(&self.x).times(&other.y.minus(&other.x));
        let b = self.y.plus(&self.x).times(&other.y.plus(&other.x));
        let c = self.t.times(&other.t).times(&D);
        let c = c.plus(&c);
        let d = self.z.times(&other.z);
        let d = d.plus(&d);
        let (e, f, g, h) = (b.minus(&a), d.minus(&c), d.plus(&c), b.plus(&a));
        Self { x: e.times(&f), y: g.times(&h), z: f.times(&g), t: e.times(&h) }
    }

    /// This point so many times and the base point so many times, together.
    fn twice_multiplied(&self, times: &Limbs, base_times: &Limbs) -> Self {
        let Some(base) = Self::decode(&BASE) else { return Self::ZERO };
        let table = [*self, base, self.plus(&base)];
        let mut out = Self::ZERO;
        for bit in (0..256).rev() {
            out = out.plus(&out);
            let digit = |limbs: &Limbs| limbs[bit / 32] >> (bit % 32) & 1;
            let which = digit(times) | digit(base_times) << 1;
            if which > 0 {
                out = out.plus(&table[which as usize - 1]);
            }
        }
        out
    }

    /// Is eight times it nothing?
    fn is_small_order(&self) -> bool {
        let mut out = *self;
        for _ in 0..3 {
            out = out.plus(&out);
        }
        out.x.is(&ZERO)
    }
}
