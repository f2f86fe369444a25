//! W3C Data Integrity proofs by the suites that canonicalize with RFC 8785: `eddsa-jcs-2022` (Data Integrity EdDSA §3.3)
//! and `ecdsa-jcs-2019` (Data Integrity ECDSA §3.3), in sets and in chains (Data Integrity §4.5).

use super::{
    code::{Aspect, Code, Flaw},
    jws, model, multikey,
    pinned::{Candidate, Pinned},
    sd_jwt::Judged,
    times,
};
use crate::{
    digest::{
        Suite,
        json::{self, Instead, Numbers, Value},
    },
    proof::{
        code::Class,
        key::{Algorithm, SignatureBytes, SigningKey},
    },
};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// Proofs of one credential, at most.
pub const PROOFS: usize = 16;

/// What is hashed, joined, and signed: the proof's own members, then the document.
pub type Hashes = [u8; 64];

/// The suites that are read here, by the algorithm of the key.
const SUITES: [(&str, Algorithm); 2] =
    [("eddsa-jcs-2022", Algorithm::Ed25519), ("ecdsa-jcs-2019", Algorithm::P256)];

/// The suite of a key's algorithm.
#[must_use]
pub fn suite_of(algorithm: Algorithm) -> Option<&'static str> {
    SUITES.iter().find(|(_, known)| *known == algorithm).map(|(suite, _)| *suite)
}

/// A proof that has been read; nothing of it is believed yet.
struct Proof<'d> {
    value: Value<'d>,
    algorithm: Algorithm,
    method: Cow<'d, str>,
    signature: SignatureBytes,
}

impl<'d> Proof<'d> {
    fn read(value: Value<'d>) -> Result<Self, Flaw> {
        let text = |name: &'static str| {
            let text = value.get(name).and_then(|value| value.text());
            text.ok_or_else(|| Flaw::at(Code::MalformedProof, ["/proof/", name].concat()))
        };
        let suite = match text("type")? {
            kind if kind == "DataIntegrityProof" => text("cryptosuite")?,
            kind => return Err(Flaw::at(Code::UnknownCryptosuite, "/proof/type").found(&kind)),
        };
        let Some((_, algorithm)) = SUITES.iter().find(|(known, _)| *known == suite) else {
            return Err(Flaw::at(Code::UnknownCryptosuite, "/proof/cryptosuite").found(&suite));
        };
        let purpose = text("proofPurpose")?;
        if purpose != "assertionMethod" {
            return Err(Flaw::at(Code::WrongPurpose, "/proof/proofPurpose").found(&purpose));
        }
        let signature = multikey::decode(&text("proofValue")?)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| Flaw::at(Code::MalformedProof, "/proof/proofValue"))?;
        Ok(Self { value, algorithm: *algorithm, method: text("verificationMethod")?, signature })
    }

    /// Is it by a key of this issuer?
    fn verify<'p>(
        &self,
        document: Value<'_>,
        issuer: Option<&str>,
        proofs: &[Value<'_>],
        pinned: &'p Pinned,
    ) -> Result<Candidate<'p>, Flaw> {
        self.in_time(pinned)?;
        let candidates = pinned.candidates(issuer, Some(&self.method))?;
        let previous = previous(self.value, proofs)?;
        let message = hashes(document, self.value, &previous)?;
        let mut outcome = Flaw::at(Code::AlgMismatch, "/proof/cryptosuite");
        for one in candidates.into_iter().filter(|one| one.key.key.algorithm() == self.algorithm) {
            match jws::check(&one.key.key, &message, &self.signature) {
                Ok(()) => return Ok(one),
                Err(code) => outcome = code.into(),
            }
        }
        Err(outcome)
    }

    fn in_time(&self, pinned: &Pinned) -> Result<(), Flaw> {
        let time = |name| times::moment(self.value, "/proof", name);
        let (created, expires) = (time("created")?, time("expires")?);
        if created.is_some_and(|created| pinned.has_come(created) == Some(false)) {
            return Err(Flaw::at(Code::FromTheFuture, "/proof/created"));
        }
        if expires.is_some_and(|expires| pinned.is_over(expires) == Some(true)) {
            return Err(Flaw::at(Code::ProofExpired, "/proof/expires"));
        }
        Ok(())
    }
}

/// The proofs that a proof says it was made after.
fn previous<'d>(proof: Value<'d>, proofs: &[Value<'d>]) -> Result<Vec<Value<'d>>, Flaw> {
    let Some(named) = proof.get("previousProof") else { return Ok(Vec::new()) };
    let missing = || Flaw::at(Code::NoPreviousProof, "/proof/previousProof");
    let find = |name: Value<'_>| {
        let name = name.text().ok_or_else(missing)?;
        let is = |one: &&Value<'_>| one.get("id").is_some_and(|id| id.is_text(&name));
        proofs.iter().find(is).copied().ok_or_else(missing)
    };
    match named.items() {
        None => Ok(alloc::vec![find(named)?]),
        Some(names) => names.take(PROOFS).map(find).collect(),
    }
}

/// What is signed (Data Integrity EdDSA §3.3.2 to 3.3.4).
///
/// Where a proof names contexts, the document must begin with them, and is hashed as if it had no others: nobody may add
/// one that changes what was meant.
///
/// # Errors
/// [`Flaw`]: other contexts, or a number that has no canonical form.
pub fn hashes(document: Value<'_>, proof: Value<'_>, previous: &[Value<'_>]) -> Result<Hashes, Flaw> {
    let proofs = if previous.is_empty() { Instead::Nothing } else { Instead::All(previous) };
    let mut instead = Vec::from([("proof", proofs)]);
    if let Some(contexts) = proof.get("@context") {
        if !begins_with(document.get("@context"), contexts) {
            return Err(Flaw::at(Code::OtherContext, "/proof/@context"));
        }
        instead.push(("@context", Instead::This(contexts)));
    }
    let canonical = |value, instead: &[_]| {
        json::canonical_with(value, Numbers::Ecma, instead)
            .map_err(|_| Flaw::new(Code::MalformedCredential).found("a number without canonical form"))
    };
    let options = canonical(proof, &[("proofValue", Instead::Nothing)])?;
    let options = Suite::Sha256.hash(&[options.as_bytes()]);
    let document = canonical(document, &instead)?;
    let document = Suite::Sha256.hash(&[document.as_bytes()]);
    let mut hashes = [0; 64];
    for (place, byte) in hashes.iter_mut().zip(options.iter().chain(&document)) {
        *place = *byte;
    }
    Ok(hashes)
}

/// Do contexts begin with these? One that is not in a list is a list of one.
fn begins_with(all: Option<Value<'_>>, beginning: Value<'_>) -> bool {
    let Some(all) = all else { return false };
    let same = |one: Value<'_>, other: Value<'_>| {
        let canonical = |value| json::canonical(value, Numbers::Ecma);
        canonical(one).is_ok_and(|one| canonical(other).is_ok_and(|other| one == other))
    };
    match (all.items(), beginning.items()) {
        (Some(mut all), Some(mut beginning)) => {
            beginning.all(|wanted| all.next().is_some_and(|found| same(found, wanted)))
        }
        (Some(mut all), None) => all.next().is_some_and(|first| same(first, beginning)),
        (None, None) => same(all, beginning),
        (None, Some(_)) => false,
    }
}

/// Judges the proofs of a document: one must be by the issuer's pinned key, and none that can be judged may be wrong.
///
/// The contexts it was signed under, if others were added since.
pub(super) fn judge<'d>(
    judged: &mut Judged,
    document: Value<'d>,
    issuer: Option<&str>,
    pinned: &Pinned,
) -> Option<Value<'d>> {
    let proofs: Vec<_> = model::each(document.get("proof")).take(PROOFS + 1).collect();
    if proofs.is_empty() || proofs.len() > PROOFS {
        judged.verdict.add(if proofs.is_empty() { Code::NoSignature } else { Code::Limit }.into());
        return None;
    }
    let mut signer = None;
    let mut flaws = Vec::new();
    for proof in &proofs {
        match Proof::read(*proof).and_then(|read| read.verify(document, issuer, &proofs, pinned)) {
            Ok(by) => signer = signer.or(Some((by, proof.get("@context")))),
            Err(flaw) => flaws.push(flaw),
        }
    }
    for flaw in flaws {
        let note = signer.is_some() && flaw.code.class() == Class::Open;
        judged.verdict.add(if note { Flaw::new(Code::OtherProof).found(&flaw.found) } else { flaw });
    }
    let (signer, contexts) = signer?;
    judged.verdict.looked_at(Aspect::Issuer);
    judged.verdict.looked_at(Aspect::Signature);
    judged.signed_by(Some(signer));
    contexts.filter(|signed| {
        let count = |contexts| model::each(contexts).count();
        count(Some(*signed)) < count(document.get("@context"))
    })
}

/// What a proof says beside the signature.
#[derive(Clone, Copy, Debug)]
pub struct Options<'t> {
    /// The name of the key: a verification method of the issuer.
    pub method: &'t str,
    /// When it is made.
    pub created: Option<&'t str>,
    /// When it counts no longer.
    pub expires: Option<&'t str>,
}

/// The proof of a document that has none, as JSON.
///
/// # Errors
/// [`Flaw`]: a number has no canonical form, or the key's algorithm has no suite.
pub fn prove(document: Value<'_>, options: &Options<'_>, key: &SigningKey) -> Result<String, Flaw> {
    let suite = suite_of(key.vkey().algorithm()).ok_or(Code::UnknownCryptosuite)?;
    let mut proof = String::from("{");
    if let Some(contexts) = document.get("@context") {
        json::write_name(&mut proof, "@context");
        json::append(&mut proof, &contexts).map_err(|_| Code::MalformedCredential)?;
    }
    let members = [
        ("created", options.created),
        ("expires", options.expires),
        ("cryptosuite", Some(suite)),
        ("proofPurpose", Some("assertionMethod")),
        ("type", Some("DataIntegrityProof")),
        ("verificationMethod", Some(options.method)),
    ];
    json::write_texts(&mut proof, &members);
    let unsigned = [&proof, "}"].concat();
    let read = json::read(unsigned.as_bytes()).map_err(|_| Code::MalformedProof)?;
    let message = hashes(document, read.root(), &[])?;
    json::write_texts(&mut proof, &[("proofValue", Some(&multikey::encode(&key.sign(&message))))]);
    proof.push('}');
    Ok(proof)
}
