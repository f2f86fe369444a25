//! What a person reads for each reason of `proof`: code, English, Chinese.

/// Words of the reasons why a proof does not hold, by code.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("bad-checkpoint", "the checkpoint of the log does not hold", "日志检查点不成立"),
    ("bad-signature", "a signature does not verify", "签名验证不通过"),
    ("empty-tree", "consistency with an empty tree says nothing", "与空树的一致性没有意义"),
    (
        "extension-not-declared",
        "an extension member that the writer did not declare public",
        "扩展成员未经记录者声明公开",
    ),
    ("extra", "the proof carries data that nobody signed", "证明中含有无人签名的附加数据"),
    ("index-beyond-size", "the tree has no such leaf", "树中没有这个叶子"),
    ("malformed-line", "not a signed line in its one form", "不是唯一可读写法的签名行"),
    ("malformed-note", "the note is not in its form", "签名文本格式不符"),
    ("malformed-proof", "the proof is not in its form", "证明格式不符"),
    ("missing-tiles", "tiles of the log have to be fetched first", "需先取得日志的分片"),
    ("not-built", "this build does not contain what was asked for", "当前构建不含所需功能"),
    ("only-checkpoints", "a witness's key signs only checkpoints", "见证人密钥只能签署检查点"),
    ("other-old-root", "the proof does not start from the old root", "证明不是从旧根开始"),
    ("other-origin", "the checkpoint is of another log", "检查点属于另一个日志"),
    ("other-root", "the proof leads to another root", "证明推出的根不一致"),
    ("proof-length", "the proof has too few or too many hashes", "证明中的哈希数量不对"),
    ("quorum-short", "too few witnesses have signed", "签名的见证人不足"),
    ("shrunk", "the newer tree is smaller than the older", "新树比旧树小"),
    ("signed-twice", "the same entry with another signature", "同一条记录的另一个签名"),
    ("too-many-signatures", "there are more signatures than are looked at", "签名数量超过上限"),
    ("unknown-key", "a key that nobody here knows", "密钥不在已知之列"),
    ("waiting", "an entry that comes before it has not arrived", "在它之前的记录尚未到达"),
];

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::proof::{
        checkpoint::CheckpointError as Checkpoint,
        key::{Algorithm, SignatureError as Signature, SigningKey},
        merkle::MerkleError as Merkle,
        note::NoteError as Note,
        tlog_proof::TlogProofError as Proof,
    };

    #[test]
    fn every_reason_has_words() {
        let algorithm = Algorithm::Sm2;
        let key = SigningKey::from_seed("k", &[1; 32]).unwrap().vkey().id().clone();
        let codes = [
            Merkle::IndexBeyondSize { index: 1, size: 1 }.code(),
            Merkle::Shrunk { old: 2, new: 1 }.code(),
            Merkle::EmptyTree.code(),
            Merkle::ProofLength { found: 1, expected: 0 }.code(),
            Merkle::OtherRoot.code(),
            Merkle::OtherOldRoot.code(),
            Signature::Wrong.code(),
            Signature::NotBuilt { algorithm }.code(),
            Signature::OnlyCheckpoints.code(),
            Note::Control { at: 0 }.code(),
            Note::NoSignature.code(),
            Note::SignatureLine { line: 1 }.code(),
            Note::TooManySignatures { most: 1 }.code(),
            Note::WrongSignature { key }.code(),
            Note::NoKnownKey.code(),
            Note::NotBuilt { algorithm }.code(),
            Checkpoint::Body.code(),
            Checkpoint::Extensions.code(),
            Checkpoint::Size { size: 0 }.code(),
            Checkpoint::OtherOrigin.code(),
            Proof::Header.code(),
            Proof::Extra.code(),
            Proof::ExtraNotAllowed.code(),
            Proof::Index.code(),
            Proof::Hash { number: 1 }.code(),
            Proof::Hashes.code(),
            "quorum-short",
            "missing-tiles",
            // of recording and merging
            "extension-not-declared",
            "malformed-line",
            "signed-twice",
            "waiting",
        ];
        for code in codes {
            assert!(WORDS.iter().any(|(known, ..)| *known == code), "{code}");
        }
        assert!(WORDS.is_sorted_by_key(|(code, ..)| *code));
        for (code, ..) in WORDS {
            assert!(codes.contains(code), "{code} is never given");
        }
    }
}
