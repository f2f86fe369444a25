//! Witnesses (C2SP tlog-cosignature, Ed25519): who had seen a checkpoint, and by when.
//!
//! ```
//! use terroir::proof::checkpoint::{self, Checkpoint};
//! use terroir::proof::cosignature::{self, Policy};
//! use terroir::proof::{key::SigningKey, note};
//!
//! let log = SigningKey::from_seed("log.example/tea", &[4; 32])?;
//! let witnesses = [(5, 1_700_000_300), (6, 1_700_000_100), (7, 1_700_000_200)];
//! let mut text = note::sign(&checkpoint::body("log.example/tea", 7, &[0; 32]), &[&log])?;
//! let mut keys = Vec::new();
//! for (seed, time) in witnesses {
//!     let key = SigningKey::witness_from_seed(&format!("witness.example/{seed}"), &[seed; 32])?;
//!     text = cosignature::cosign(&text, &key, time)?;
//!     keys.push(key.vkey().clone());
//! }
//!
//! let policy = Policy::new(2, keys, &[log.vkey()])?;
//! let seen = policy.witnessed(&Checkpoint::parse(&text)?)?;
//! assert_eq!(seen.time, Some(1_700_000_200)); // two had seen it by then
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    checkpoint::{Checkpoint, CheckpointError},
    key::{Algorithm, KeyId, SignatureBytes, SignatureError, SigningKey, Vkey},
    note::{self, NoteError},
};
use crate::base::{limits, whole};
use alloc::{string::String, vec::Vec};

/// Witnesses of one policy, at most.
pub const WITNESSES: usize = limits::WITNESSES;

/// Why a set of witnesses is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// The quorum is zero or beyond the number of witnesses, or these are too many.
    #[error("a quorum of {quorum} among {witnesses} witnesses")]
    Quorum {
        /// How many must have signed.
        quorum: usize,
        /// How many there are.
        witnesses: usize,
    },
    /// A key that is not for cosignatures.
    #[error("`{key}` is not a cosignature key")]
    NotAWitness {
        /// The key's id.
        key: KeyId,
    },
    /// The same key material twice, under whatever name, or a log's own.
    #[error("the key of `{key}` is there already")]
    SameKey {
        /// The id of the later one.
        key: KeyId,
    },
}

/// Which witnesses count, and how many of them make a quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    quorum: usize,
    // INVARIANT (distinct): no two have the same key material, and none that of a log.
    witnesses: Vec<Vkey>,
}

/// What the witnesses say of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witnessed {
    /// Those whose cosignature verified, earliest first, with the second since 1970 that each gives.
    pub times: Vec<(u64, KeyId)>,
    /// The time by which a quorum had seen it: the k-th smallest; `None` below the quorum.
    pub time: Option<u64>,
}

impl Policy {
    /// A policy of `quorum` among these witnesses, for checkpoints of these logs.
    ///
    /// # Errors
    /// A quorum that cannot be, a key that is no witness's, or one that is there twice or a log's.
    pub fn new(quorum: usize, witnesses: Vec<Vkey>, logs: &[&Vkey]) -> Result<Self, PolicyError> {
        Self::apart(quorum, witnesses, &|key| logs.iter().any(|log| log.public_key().bytes() == key))
    }

    /// As [`new`](Self::new), of keys that stand in a row.
    pub(super) fn of(quorum: usize, witnesses: Vec<Vkey>, logs: &[Vkey]) -> Result<Self, PolicyError> {
        Self::apart(quorum, witnesses, &|key| logs.iter().any(|log| log.public_key().bytes() == key))
    }

    fn apart(
        quorum: usize,
        witnesses: Vec<Vkey>,
        is_log: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Self, PolicyError> {
        if quorum == 0 || quorum > witnesses.len() || witnesses.len() > WITNESSES {
            return Err(PolicyError::Quorum { quorum, witnesses: witnesses.len() });
        }
        for (at, witness) in witnesses.iter().enumerate() {
            if witness.algorithm() != Algorithm::Cosignature {
                return Err(PolicyError::NotAWitness { key: witness.id().clone() });
            }
            let material = witness.public_key().bytes();
            let mut before = witnesses.iter().take(at);
            if is_log(material) || before.any(|known| known.public_key().bytes() == material) {
                return Err(PolicyError::SameKey { key: witness.id().clone() });
            }
        }
        Ok(Self { quorum, witnesses })
    }

    /// How many witnesses must have signed.
    #[must_use]
    pub const fn quorum(&self) -> usize {
        self.quorum
    }

    /// The witnesses.
    #[must_use]
    pub fn witnesses(&self) -> &[Vkey] {
        &self.witnesses
    }

    /// By when a quorum had seen a checkpoint. The log's own signature is not looked at here.
    ///
    /// # Errors
    /// A wrong signature under the name and id of one of the witnesses.
    pub fn witnessed(&self, checkpoint: &Checkpoint<'_>) -> Result<Witnessed, CheckpointError> {
        let signers = match checkpoint.note().verify(&self.witnesses) {
            Ok(signers) => signers,
            Err(NoteError::NoKnownKey) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let mut times: Vec<(u64, KeyId)> = Vec::with_capacity(signers.len());
        for signer in &signers {
            if let Some(time) = signer.time {
                let seen = (time, signer.key.id().clone());
                times.insert(times.partition_point(|earlier| *earlier < seen), seen);
            }
        }
        let time = times.get(self.quorum - 1).map(|(time, _)| *time);
        Ok(Witnessed { times, time })
    }
}

/// What a witness signs: header, time and the checkpoint's body.
fn message(time: u64, body: &str) -> String {
    let mut message = String::from("cosignature/v1\ntime ");
    whole::push_decimal(&mut message, time);
    message.push('\n');
    message.push_str(body);
    message
}

/// Checks a cosignature over a checkpoint's body; the answer is its time, in seconds since 1970.
///
/// # Errors
/// Not 8 bytes of time and 64 of signature, a time beyond 2^63−1, or a wrong signature.
pub fn verify(key: &Vkey, body: &str, signature: &[u8]) -> Result<u64, SignatureError> {
    let (time, signature) = signature.split_first_chunk().ok_or(SignatureError::Wrong)?;
    let signature = <&SignatureBytes>::try_from(signature).map_err(|_| SignatureError::Wrong)?;
    let time = u64::from_be_bytes(*time);
    if time > i64::MAX as u64 {
        return Err(SignatureError::Wrong);
    }
    key.public_key().verify_as_witness(message(time, body).as_bytes(), signature)?;
    Ok(time)
}

/// Adds a witness's cosignature to a signed checkpoint; `time` is in seconds since 1970.
///
/// # Errors
/// Not a checkpoint, or one with too many signatures.
///
pub fn cosign(checkpoint: &str, witness: &SigningKey, time: u64) -> Result<String, CheckpointError> {
    let parsed = Checkpoint::parse(checkpoint)?;
    let mut signature = Vec::from(time.to_be_bytes());
    signature.extend_from_slice(&witness.sign(message(time, parsed.note().text()).as_bytes()));
    let mut out = String::from(checkpoint);
    note::push_signature(&mut out, witness.vkey(), &signature);
    Checkpoint::parse(&out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::checkpoint;

    fn witness(seed: u8) -> SigningKey {
        SigningKey::witness_from_seed(&alloc::format!("w.example/{seed}"), &[seed; 32]).unwrap()
    }

    fn signed() -> (SigningKey, String) {
        let log = SigningKey::from_seed("log.example", &[4; 32]).unwrap();
        let text = note::sign(&checkpoint::body("log.example", 7, &[0; 32]), &[&log]).unwrap();
        (log, text)
    }

    #[test]
    fn a_policy_counts_keys_and_not_names() {
        let (log, _) = signed();
        let material = witness(5).vkey().public_key().clone();
        let twin = Vkey::new("other.example", material).unwrap();
        let keys = [witness(5).vkey().clone(), twin.clone()];
        assert_eq!(
            Policy::new(1, keys.to_vec(), &[log.vkey()]),
            Err(PolicyError::SameKey { key: twin.id().clone() })
        );
        let own = SigningKey::witness_from_seed("w.example", &[4; 32]).unwrap();
        assert_eq!(
            Policy::new(1, [own.vkey().clone()].into(), &[log.vkey()]),
            Err(PolicyError::SameKey { key: own.vkey().id().clone() })
        );
        assert_eq!(
            Policy::new(1, [log.vkey().clone()].into(), &[]),
            Err(PolicyError::NotAWitness { key: log.vkey().id().clone() })
        );
        for quorum in [0, 2] {
            let one = [witness(5).vkey().clone()].into();
            assert_eq!(Policy::new(quorum, one, &[]), Err(PolicyError::Quorum { quorum, witnesses: 1 }));
        }
    }

    #[test]
    fn one_witness_twice_is_one_witness_at_its_earliest() {
        let (log, text) = signed();
        let text = cosign(&text, &witness(5), 20).unwrap();
        let text = cosign(&text, &witness(5), 10).unwrap();
        let keys: Vec<_> = [5, 6].map(|seed| witness(seed).vkey().clone()).into();
        let checkpoint = Checkpoint::parse(&text).unwrap();
        let one = Policy::new(1, keys.clone(), &[log.vkey()]).unwrap();
        assert_eq!(one.witnessed(&checkpoint).unwrap().time, Some(10));
        let two = Policy::new(2, keys, &[log.vkey()]).unwrap();
        assert_eq!(two.witnessed(&checkpoint).unwrap().time, None);
    }

    #[test]
    fn a_changed_time_is_a_wrong_signature() {
        let (_, text) = signed();
        let key = witness(5);
        let body = Checkpoint::parse(&text).unwrap().note().text();
        let mut signature = Vec::from(9_u64.to_be_bytes());
        signature.extend_from_slice(&key.sign(message(9, body).as_bytes()));
        assert_eq!(verify(key.vkey(), body, &signature), Ok(9));
        for at in 0..signature.len() {
            let mut spoiled = signature.clone();
            spoiled[at] ^= 1;
            assert_eq!(verify(key.vkey(), body, &spoiled), Err(SignatureError::Wrong), "{at}");
        }
        assert_eq!(verify(key.vkey(), body, &signature[1..]), Err(SignatureError::Wrong));
        let beyond = i64::MAX as u64 + 1;
        let mut late = Vec::from(beyond.to_be_bytes());
        late.extend_from_slice(&key.sign(message(beyond, body).as_bytes()));
        assert_eq!(verify(key.vkey(), body, &late), Err(SignatureError::Wrong));
    }

    #[test]
    fn the_message_is_the_standards() {
        let body = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        assert_eq!(message(1_679_315_147, body), alloc::format!("cosignature/v1\ntime 1679315147\n{body}"));
    }
}
