//! Laws of logs, their tiles and what is proved out of these.

use proptest::prelude::*;
use std::collections::BTreeMap;
use terroir::{
    digest::{Hash, Suite},
    proof::{
        log::{Keep, Log, LogError},
        merkle,
        tiles::{self, ReadError, Reader, Row, Tile},
    },
};
use terroir_tests::model::merkle as model;

/// A store of static files: what a log has published.
type Files = BTreeMap<Tile, Vec<u8>>;

fn entry(n: usize) -> Vec<u8> {
    vec![(n % 251) as u8; n % 5]
}

fn data(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(entry).collect()
}

fn grow(log: &mut Log, to: usize) {
    for n in log.size() as usize..to {
        assert_eq!(log.append(&entry(n)), Ok(n as u64));
    }
}

/// Stores what is new since the log had so many leaves.
fn publish(log: &Log, since: u64, files: &mut Files) {
    for tile in log.new_since(since) {
        files.insert(tile, log.read(tile).unwrap());
    }
}

fn suites() -> impl Strategy<Value = Suite> {
    prop_oneof![Just(Suite::Sha256), Just(Suite::Sm3)]
}

fn proofs(suite: Suite, leaves: &[Hash], index: u64, old: u64) -> (Vec<Hash>, Vec<Hash>) {
    let inclusion = merkle::inclusion_proof(suite, leaves, index).unwrap();
    (inclusion, merkle::consistency_proof(suite, leaves, old).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However the entries come, the root is the definition's, every tile is the definition's, and every bundle holds
    /// what its tile hashes.
    #[test]
    fn tiles_are_what_the_standard_defines(suite in suites(), steps in prop::collection::vec(0..300_usize, 1..4)) {
        let mut log = Log::new(suite, "log", Keep::Entries).unwrap();
        let mut files = Files::new();
        for step in steps {
            let since = log.size();
            grow(&mut log, since as usize + step);
            publish(&log, since, &mut files);
        }
        let data = data(log.size() as usize);
        prop_assert_eq!(log.root(), model::mth(suite, &data));
        for (tile, bytes) in &files {
            let (n, width) = (tile.index() as usize, usize::from(tile.width()));
            match tile.row() {
                Row::Hashes(level) => prop_assert_eq!(bytes, &model::tile(suite, level.into(), n, width, &data)),
                Row::Entries => {
                    let entries = tiles::entries(bytes, tile.width()).unwrap();
                    prop_assert_eq!(entries, &data[n * 256..n * 256 + width]);
                }
            }
        }
    }

    /// Out of the files alone there is every proof of every tree that was published, and it is that of the leaves; only
    /// the tiles that were announced as needed are asked for.
    #[test]
    fn proofs_out_of_files(
        suite in suites(), size in 1..1000_usize, pick in any::<prop::sample::Index>(), old in any::<prop::sample::Index>(), more in 0..600_usize
    ) {
        let mut log = Log::new(suite, "log", Keep::Entries).unwrap();
        let mut files = Files::new();
        grow(&mut log, size);
        publish(&log, 0, &mut files);
        grow(&mut log, size + more);
        publish(&log, size as u64, &mut files);
        let leaves: Vec<Hash> = data(size).iter().map(|data| merkle::leaf_hash(suite, data)).collect();
        let (index, old, size) = (pick.index(size) as u64, old.index(size) as u64 + 1, size as u64);
        let (inclusion, consistency) = proofs(suite, &leaves, index, old);

        let mut asked = Vec::new();
        let mut fetch = |tile: Tile| { asked.push(tile); files.get(&tile).cloned() };
        let mut reader = Reader::new(suite, size, &mut fetch);
        prop_assert_eq!(reader.inclusion_proof(index).unwrap(), inclusion.clone());
        prop_assert_eq!(reader.leaf(index).unwrap(), leaves[index as usize]);
        asked.sort_unstable();
        prop_assert_eq!(asked, tiles::inclusion_tiles(index, size).unwrap());

        let mut asked = Vec::new();
        let mut fetch = |tile: Tile| { asked.push(tile); files.get(&tile).cloned() };
        let mut reader = Reader::new(suite, size, &mut fetch);
        prop_assert_eq!(reader.consistency_proof(old).unwrap(), consistency.clone());
        prop_assert_eq!(reader.root_of(old).unwrap(), merkle::root(suite, &leaves[..old as usize]));
        prop_assert_eq!(reader.root_of(size).unwrap(), merkle::root(suite, &leaves));
        asked.sort_unstable();
        prop_assert_eq!(asked, tiles::consistency_tiles(old, size).unwrap());

        prop_assert_eq!(log.inclusion_proof(index, size, &mut |_| None), Ok(inclusion.clone()));
        log.stored(size);
        prop_assert_eq!(log.inclusion_proof(index, size, &mut |tile| files.get(&tile).cloned()), Ok(inclusion));
        prop_assert_eq!(log.consistency_proof(old, size, &mut |tile| files.get(&tile).cloned()), Ok(consistency));
    }

    /// A log opened again from its files goes on as if it had never stopped.
    #[test]
    fn a_log_goes_on(suite in suites(), size in 0..700_usize, more in 0..400_usize, keeps in any::<bool>()) {
        let keep = if keeps { Keep::Entries } else { Keep::Hashes };
        let mut log = Log::new(suite, "log", keep).unwrap();
        let mut files = Files::new();
        grow(&mut log, size);
        publish(&log, 0, &mut files);
        let mut again = Log::open(suite, "log", keep, size as u64, &mut |tile| files.remove(&tile)).unwrap();
        log.stored(size as u64);
        prop_assert_eq!(&again, &log);
        grow(&mut again, size + more);
        grow(&mut log, size + more);
        prop_assert_eq!(&again, &log);
        prop_assert_eq!(again.body(), log.body());
        prop_assert!(again.new_since(size as u64).all(|tile| again.read(tile) == log.read(tile)));
    }

    /// What is new between two sizes is exactly what the larger tree has and the smaller has not.
    #[test]
    fn what_is_new(since in 0..200_000_u64, more in 0..2_000_u64) {
        let all = |size| tiles::new_since(0, size, true).collect::<std::collections::BTreeSet<_>>();
        let size = since + more;
        let new: Vec<Tile> = tiles::new_since(since, size, true).collect();
        let wanted: Vec<Tile> = all(size).difference(&all(since)).copied().collect();
        let mut sorted = new.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, wanted);
        for row in 0..3 {
            let width = Tile::partial(Row::Hashes(row), size).map_or(0, |tile| usize::from(tile.width()));
            prop_assert_eq!(width, model::edge_width(row.into(), size as usize));
        }
    }

    /// A path is read only as it is written.
    #[test]
    fn paths_have_one_text(row in 0..8_u8, index in 0..1_u64 << 56, bits in 0..56_u32, width in 1..=256_u16, at in any::<prop::sample::Index>(), byte in 0x20..0x7f_u8) {
        let row = if row == 7 { Row::Entries } else { Row::Hashes(row) };
        if let Some(tile) = Tile::new(row, index >> bits, width) {
            let path = tile.to_string();
            prop_assert_eq!(path.parse(), Ok(tile));
            let mut other = path.clone().into_bytes();
            other[at.index(path.len())] = byte;
            let other = String::from_utf8(other).unwrap();
            if let Ok(parsed) = other.parse::<Tile>() {
                prop_assert_eq!(parsed.to_string(), other);
            }
        }
    }

    /// A flipped bit in any tile on the way leads the proof, or the tree as a whole, to another root.
    #[test]
    fn a_spoiled_tile_is_seen(size in 1..600_usize, pick in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(), bit in any::<prop::sample::Index>()) {
        let mut log = Log::new(Suite::Sha256, "log", Keep::Hashes).unwrap();
        grow(&mut log, size);
        let (index, size) = (pick.index(size) as u64, size as u64);
        let needed = tiles::inclusion_tiles(index, size).unwrap();
        let spoil = needed[which.index(needed.len())];
        let mut bytes = log.read(spoil).unwrap();
        let at = bit.index(bytes.len() * 8);
        bytes[at / 8] ^= 1 << (at % 8);
        let mut fetch = |tile| if tile == spoil { Some(bytes.clone()) } else { log.read(tile) };
        let mut reader = Reader::new(Suite::Sha256, size, &mut fetch);
        let whole = reader.root_of(size).unwrap();
        let (leaf, proof) = (reader.leaf(index).unwrap(), reader.inclusion_proof(index).unwrap());
        let path = merkle::root_from_inclusion(Suite::Sha256, &leaf, index, size, &proof).unwrap();
        prop_assert!(whole != log.root() || path != log.root());
    }
}

/// A log of more than 65,536 leaves has three rows, and its proofs are those of the leaves.
#[test]
fn three_rows() {
    let suite = Suite::Sha256;
    let leaves: Vec<Hash> = (0..66_000_u32).map(|n| merkle::leaf_hash(suite, &n.to_be_bytes())).collect();
    let mut log = Log::new(suite, "log", Keep::Hashes).unwrap();
    for leaf in &leaves {
        log.append_hash(*leaf).unwrap();
    }
    assert_eq!(log.root(), merkle::root(suite, &leaves));
    let size = log.size();
    let edge: Vec<_> = tiles::edge(size).map(|tile| tile.to_string()).collect();
    assert_eq!(edge, ["tile/0/257.p/208", "tile/1/001.p/1", "tile/2/000.p/1"]);
    let full = log.read("tile/1/000".parse().unwrap()).unwrap();
    assert_eq!(merkle::root(suite, full.as_chunks().0), merkle::root(suite, &leaves[..65_536]));
    for index in [0, 255, 256, 65_535, 65_536, 65_792, 65_999] {
        let proof = merkle::inclusion_proof(suite, &leaves, index).unwrap();
        assert_eq!(log.inclusion_proof(index, size, &mut |_| None), Ok(proof));
    }
    for old in [1, 256, 65_535, 65_536, 65_537, 65_999, 66_000] {
        let proof = merkle::consistency_proof(suite, &leaves, old).unwrap();
        assert_eq!(log.consistency_proof(old, size, &mut |_| None), Ok(proof));
    }
    let reopened = Log::open(suite, "log", Keep::Hashes, size, &mut |tile| log.read(tile)).unwrap();
    assert_eq!(reopened.root(), log.root());
}

/// A missing tile is named, and no tree is read that is not there yet.
#[test]
fn what_is_missing_is_named() {
    let mut log = Log::new(Suite::Sha256, "log", Keep::Entries).unwrap();
    grow(&mut log, 600);
    log.stored(600);
    let missing = ReadError::Missing { tile: "tile/0/000".parse().unwrap() };
    assert_eq!(log.inclusion_proof(3, 600, &mut |_| None), Err(missing));
    assert!(matches!(log.inclusion_proof(3, 601, &mut |_| None), Err(ReadError::Merkle(_))));
    assert!(matches!(log.inclusion_proof(600, 600, &mut |_| None), Err(ReadError::Merkle(_))));
    assert_eq!(log.append_hash([0; 32]), Err(LogError::HashWithoutEntry));
    assert!(log.inclusion_proof(599, 600, &mut |_| None).is_ok());
}
