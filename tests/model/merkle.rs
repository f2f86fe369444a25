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

/// What a verifier computes from a path, by undoing `PATH(m, D[n])`: the root, or nothing if the path has another length.
#[must_use]
pub fn root_of_path(suite: Suite, leaf: Hash, m: usize, n: usize, path: &[Hash]) -> Option<Hash> {
    if n <= 1 {
        return (m == 0 && n == 1 && path.is_empty()).then_some(leaf);
    }
    let k = split(n);
    let (sibling, rest) = path.split_last()?;
    if m < k {
        let left = root_of_path(suite, leaf, m, k, rest)?;
        Some(suite.hash(&[&[1], &left, sibling]))
    } else {
        let right = root_of_path(suite, leaf, m - k, n - k, rest)?;
        Some(suite.hash(&[&[1], sibling, &right]))
    }
}

/// What a verifier computes from a consistency proof, by undoing `SUBPROOF(m, D[n], true)`: the old and the new root.
#[must_use]
pub fn roots_of_proof(suite: Suite, old: Hash, m: usize, n: usize, proof: &[Hash]) -> Option<(Hash, Hash)> {
    if m == 0 || m > n {
        return None;
    }
    roots_of_subproof(suite, old, m, n, proof, true)
}

fn roots_of_subproof(
    suite: Suite,
    old: Hash,
    m: usize,
    n: usize,
    proof: &[Hash],
    b: bool,
) -> Option<(Hash, Hash)> {
    if m == n {
        return match (b, proof) {
            (true, []) => Some((old, old)),
            (false, [hash]) => Some((*hash, *hash)),
            _ => None,
        };
    }
    let k = split(n);
    let (sibling, rest) = proof.split_last()?;
    let node = |left: &Hash, right: &Hash| suite.hash(&[&[1], left, right]);
    if m <= k {
        let (from_old, from_new) = roots_of_subproof(suite, old, m, k, rest, b)?;
        Some((from_old, node(&from_new, sibling)))
    } else {
        let (from_old, from_new) = roots_of_subproof(suite, old, m - k, n - k, rest, false)?;
        Some((node(sibling, &from_old), node(sibling, &from_new)))
    }
}

/// A tile of hashes as C2SP tlog-tiles defines it: `MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])` for
/// as many `i` as the data has.
#[must_use]
pub fn tile(suite: Suite, level: u32, n: usize, width: usize, data: &[Vec<u8>]) -> Vec<u8> {
    let span = 256_usize.pow(level);
    let hash = |i: usize| mth(suite, &data[(n * 256 + i) * span..(n * 256 + i + 1) * span]);
    (0..width).flat_map(hash).collect()
}

/// The partial tile's width of C2SP tlog-tiles: `floor(s / 256**l) mod 256`, by counting.
#[must_use]
pub fn edge_width(level: u32, size: usize) -> usize {
    let mut count = size;
    for _ in 0..level {
        count = (0..=count).filter(|n| n * 256 <= count).count() - 1;
    }
    count - (0..=count).filter(|n| n * 256 <= count).map(|n| n * 256).max().unwrap_or(0)
}
