//! The definitions of RFC 9162 §2.1, word for word: recursive, and hashing everything again each time.

use terroir::digest::{Hash, Suite};

/// ``MTH(D[n])`` of §2.1.1, over data.
#[must_use]
pub fn mth(suite: Suite, data: &[Vec<u8>]) -> Hash {
    match data {
        [] => suite.hash(&[]),
        [d0] => suite.hash(&[&[0], d0]),
        _ => {
            let k = split(data.len());
            suite.hash(&[&[1], &mth(suite, &data[..k]), &mth(suite, &data[k..])])
        }
    }
}

/// ``PATH(m, D[n])`` of §2.1.3.1.
#[must_use]
pub fn path(suite: Suite, m: usize, data: &[Vec<u8>]) -> Vec<Hash> {
    if data.len() == 1 {
        return Vec::new();
    }
    let k = split(data.len());
    let (mut path, sibling) = if m < k {
        (path(suite, m, &data[..k]), mth(suite, &data[k..]))
    } else {
        (path(suite, m - k, &data[k..]), mth(suite, &data[..k]))
    };
    path.push(sibling);
    path
}

/// ``PROOF(m, D[n])`` of §2.1.4.1.
#[must_use]
pub fn proof(suite: Suite, m: usize, data: &[Vec<u8>]) -> Vec<Hash> {
    subproof(suite, m, data, true)
}

fn subproof(suite: Suite, m: usize, data: &[Vec<u8>], b: bool) -> Vec<Hash> {
    if m == data.len() {
        return if b { Vec::new() } else { vec![mth(suite, data)] };
    }
    let k = split(data.len());
    let (mut proof, sibling) = if m <= k {
        (subproof(suite, m, &data[..k], b), mth(suite, &data[k..]))
    } else {
        (subproof(suite, m - k, &data[k..], false), mth(suite, &data[..k]))
    };
    proof.push(sibling);
    proof
}

/// The largest power of two smaller than n.
fn split(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}
