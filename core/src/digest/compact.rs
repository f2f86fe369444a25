//! The hash functions in the form that travels to a phone: loops where the crates for servers unroll, a tenth of the size.
//!
//! `tests/laws` holds that they and the crates say the same of anything.
#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT (rounds): every index is a round's number, below the length of schedule and table"
)]

use super::Hash;

/// Are the small forms used? On bare WebAssembly, where bytes are dear; elsewhere the fast ones are.
pub(crate) const IN_USE: bool = cfg!(all(target_family = "wasm", target_os = "none"));

/// SHA-256 (FIPS 180-4) of the parts, joined.
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> Hash {
    let mut out = [0; 32];
    SHA256.hash(parts, &mut out);
    out
}

/// SHA-512 (FIPS 180-4) of the parts, joined.
#[must_use]
pub fn sha512(parts: &[&[u8]]) -> [u8; 64] {
    let mut out = [0; 64];
    SHA512.hash(parts, &mut out);
    out
}

/// SM3 (GB/T 32905-2016) of the parts, joined.
#[must_use]
pub fn sm3(parts: &[&[u8]]) -> Hash {
    let mut state = [
        0x7380_166f,
        0x4914_b2b9,
        0x1724_42d7,
        0xda8a_0600,
        0xa96f_30bc,
        0x1631_38aa,
        0xe38d_ee4d,
        0xb0fb_0e4e,
    ];
    in_blocks(64, parts, &mut |block| compress_sm3(&mut state, block));
    let mut out = [0; 32];
    for (bytes, word) in out.chunks_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    out
}

/// Cuts the parts, joined and padded (FIPS 180-4 §5.1), into blocks of `size` bytes, at most 128.
fn in_blocks(size: usize, parts: &[&[u8]], compress: &mut dyn FnMut(&[u8])) {
    let mut block = [0; 128];
    let block = &mut block[..size];
    let (mut filled, mut bits) = (0, 0_u64);
    let mut push = |byte| {
        block[filled] = byte;
        filled += 1;
        if filled == size {
            compress(block);
            filled = 0;
        }
        filled
    };
    for part in parts {
        for byte in *part {
            push(*byte);
        }
        bits = bits.wrapping_add((part.len() as u64) << 3);
    }
    let mut byte = 0x80;
    // The length takes an eighth of a block, its upper half (for SHA-512) being zero.
    while push(byte) != size - size / 8 {
        byte = 0;
    }
    for _ in 8..size / 8 {
        push(0);
    }
    for byte in bits.to_be_bytes() {
        push(byte);
    }
}

/// Either hash of the SHA-2 family: they differ in the size of words, the number of rounds and the turns.
struct Sha2 {
    bits: u32,
    rounds: usize,
    /// σ0 and σ1 (two turns and a shift), Σ0 and Σ1 (three turns).
    small: [[u32; 3]; 2],
    big: [[u32; 3]; 2],
}

const SHA256: Sha2 =
    Sha2 { bits: 32, rounds: 64, small: [[7, 18, 3], [17, 19, 10]], big: [[2, 13, 22], [6, 11, 25]] };

const SHA512: Sha2 =
    Sha2 { bits: 64, rounds: 80, small: [[1, 8, 7], [19, 61, 6]], big: [[28, 34, 39], [14, 18, 41]] };

impl Sha2 {
    fn hash(&self, parts: &[&[u8]], out: &mut [u8]) {
        let mut state = ROOTS.map(|word| self.first_bits(word));
        in_blocks(2 * self.bits as usize, parts, &mut |block| self.compress(&mut state, block));
        for (bytes, word) in out.chunks_mut(self.bits as usize / 8).zip(state) {
            bytes.copy_from_slice(&word.to_be_bytes()[8 - bytes.len()..]);
        }
    }

    /// The constants of SHA-256 are the first halves of those of SHA-512.
    const fn first_bits(&self, word: u64) -> u64 {
        word.wrapping_shr(64_u32.wrapping_sub(self.bits))
    }

    /// A sum or a shift to the left, cut to the size of a word.
    const fn cut(&self, word: u64) -> u64 {
        word & self.first_bits(u64::MAX)
    }

    const fn turn(&self, word: u64, by: u32) -> u64 {
        self.cut(word.wrapping_shr(by) | word.wrapping_shl(self.bits.wrapping_sub(by)))
    }

    fn compress(&self, state: &mut [u64; 8], block: &[u8]) {
        let mut words = [0; 80];
        for (word, bytes) in words.iter_mut().zip(block.chunks(self.bits as usize / 8)) {
            *word = bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        }
        let small = |word, [one, other, shift]: [u32; 3]| {
            self.turn(word, one) ^ self.turn(word, other) ^ word.wrapping_shr(shift)
        };
        let big = |word, [one, other, third]: [u32; 3]| {
            self.turn(word, one) ^ self.turn(word, other) ^ self.turn(word, third)
        };
        // SHA-256 has no use for the last sixteen.
        for at in 16..80 {
            let sum = words[at - 16]
                .wrapping_add(small(words[at - 15], self.small[0]))
                .wrapping_add(words[at - 7])
                .wrapping_add(small(words[at - 2], self.small[1]));
            words[at] = self.cut(sum);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
        for at in 0..80 {
            if at == self.rounds {
                break;
            }
            let sum = h
                .wrapping_add(big(e, self.big[1]))
                .wrapping_add((e & f) ^ (!e & g))
                .wrapping_add(self.first_bits(CUBE_ROOTS[at]))
                .wrapping_add(words[at]);
            let other = big(a, self.big[0]).wrapping_add((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e) = (g, f, e, self.cut(d.wrapping_add(sum)));
            (d, c, b, a) = (c, b, a, self.cut(sum.wrapping_add(other)));
        }
        for (word, add) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = self.cut(word.wrapping_add(add));
        }
    }
}

fn compress_sm3(state: &mut [u32; 8], block: &[u8]) {
    let mut words = [0_u32; 68];
    for (word, bytes) in words.iter_mut().zip(block.chunks(4)) {
        *word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    let spread = |word: u32, one, other| word ^ word.rotate_left(one) ^ word.rotate_left(other);
    for at in 16..68 {
        let mixed = words[at - 16] ^ words[at - 9] ^ words[at - 3].rotate_left(15);
        words[at] = spread(mixed, 15, 23) ^ words[at - 13].rotate_left(7) ^ words[at - 6];
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for at in 0..64 {
        let (constant, ff, gg) = if at < 16 {
            (0x79cc_4519_u32, a ^ b ^ c, e ^ f ^ g)
        } else {
            (0x7a87_9d8a, (a & b) | (a & c) | (b & c), (e & f) | (!e & g))
        };
        let turned = a.rotate_left(12);
        let first = turned.wrapping_add(e).wrapping_add(constant.rotate_left(at as u32)).rotate_left(7);
        let sum = ff.wrapping_add(d).wrapping_add(first ^ turned).wrapping_add(words[at] ^ words[at + 4]);
        let other = gg.wrapping_add(h).wrapping_add(first).wrapping_add(words[at]);
        (d, c, b, a) = (c, b.rotate_left(9), a, sum);
        (h, g, f, e) = (g, f.rotate_left(19), e, spread(other, 9, 17));
    }
    for (word, change) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word ^= change;
    }
}

/// First 64 bits of the fractions of the square roots of the first eight primes.
const ROOTS: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

/// The same of the cube roots of the first eighty primes.
const CUBE_ROOTS: [u64; 80] = [
    0x428a_2f98_d728_ae22,
    0x7137_4491_23ef_65cd,
    0xb5c0_fbcf_ec4d_3b2f,
    0xe9b5_dba5_8189_dbbc,
    0x3956_c25b_f348_b538,
    0x59f1_11f1_b605_d019,
    0x923f_82a4_af19_4f9b,
    0xab1c_5ed5_da6d_8118,
    0xd807_aa98_a303_0242,
    0x1283_5b01_4570_6fbe,
    0x2431_85be_4ee4_b28c,
    0x550c_7dc3_d5ff_b4e2,
    0x72be_5d74_f27b_896f,
    0x80de_b1fe_3b16_96b1,
    0x9bdc_06a7_25c7_1235,
    0xc19b_f174_cf69_2694,
    0xe49b_69c1_9ef1_4ad2,
    0xefbe_4786_384f_25e3,
    0x0fc1_9dc6_8b8c_d5b5,
    0x240c_a1cc_77ac_9c65,
    0x2de9_2c6f_592b_0275,
    0x4a74_84aa_6ea6_e483,
    0x5cb0_a9dc_bd41_fbd4,
    0x76f9_88da_8311_53b5,
    0x983e_5152_ee66_dfab,
    0xa831_c66d_2db4_3210,
    0xb003_27c8_98fb_213f,
    0xbf59_7fc7_beef_0ee4,
    0xc6e0_0bf3_3da8_8fc2,
    0xd5a7_9147_930a_a725,
    0x06ca_6351_e003_826f,
    0x1429_2967_0a0e_6e70,
    0x27b7_0a85_46d2_2ffc,
    0x2e1b_2138_5c26_c926,
    0x4d2c_6dfc_5ac4_2aed,
    0x5338_0d13_9d95_b3df,
    0x650a_7354_8baf_63de,
    0x766a_0abb_3c77_b2a8,
    0x81c2_c92e_47ed_aee6,
    0x9272_2c85_1482_353b,
    0xa2bf_e8a1_4cf1_0364,
    0xa81a_664b_bc42_3001,
    0xc24b_8b70_d0f8_9791,
    0xc76c_51a3_0654_be30,
    0xd192_e819_d6ef_5218,
    0xd699_0624_5565_a910,
    0xf40e_3585_5771_202a,
    0x106a_a070_32bb_d1b8,
    0x19a4_c116_b8d2_d0c8,
    0x1e37_6c08_5141_ab53,
    0x2748_774c_df8e_eb99,
    0x34b0_bcb5_e19b_48a8,
    0x391c_0cb3_c5c9_5a63,
    0x4ed8_aa4a_e341_8acb,
    0x5b9c_ca4f_7763_e373,
    0x682e_6ff3_d6b2_b8a3,
    0x748f_82ee_5def_b2fc,
    0x78a5_636f_4317_2f60,
    0x84c8_7814_a1f0_ab72,
    0x8cc7_0208_1a64_39ec,
    0x90be_fffa_2363_1e28,
    0xa450_6ceb_de82_bde9,
    0xbef9_a3f7_b2c6_7915,
    0xc671_78f2_e372_532b,
    0xca27_3ece_ea26_619c,
    0xd186_b8c7_21c0_c207,
    0xeada_7dd6_cde0_eb1e,
    0xf57d_4f7f_ee6e_d178,
    0x06f0_67aa_7217_6fba,
    0x0a63_7dc5_a2c8_98a6,
    0x113f_9804_bef9_0dae,
    0x1b71_0b35_131c_471b,
    0x28db_77f5_2304_7d84,
    0x32ca_ab7b_40c7_2493,
    0x3c9e_be0a_15c9_bebc,
    0x431d_67c4_9c10_0d4c,
    0x4cc5_d4be_cb3e_42b6,
    0x597f_299c_fc65_7e2a,
    0x5fcb_6fab_3ad6_faec,
    0x6c44_198c_4a47_5817,
];
