//! `terroir log`: a transparency log in a folder, as C2SP tlog-tiles lays it out.
//!
//! Tiles are written first and the checkpoint last, each whole or not at all, so that whoever reads the folder finds a log
//! that holds at every moment. What the signed checkpoint says is never taken back.

use crate::{Ending, Trouble, files, verdict::text_of};
use std::{
    ffi::OsStr,
    fs, io,
    io::{BufRead, Write},
    path::{Path, PathBuf},
};
use terroir::{
    digest::{Hash, Suite},
    proof::{
        base64,
        checkpoint::{Checkpoint, CheckpointError},
        head::Head,
        key::{KeyError, SigningKey},
        line::Context,
        log::{Keep, Log, LogError},
        merkle::{self, MerkleError},
        note::NoteError,
        tiles::{self, ReadError, Tile},
        tlog_proof,
    },
};

/// The hash of logs whose keys are Ed25519.
const SUITE: Suite = Suite::Sha256;

/// Bytes of one line of standard input, at most: one more than an entry may have.
const LINE: u64 = tiles::ENTRY_BYTES as u64 + 2;

/// Keep a transparency log in a folder (C2SP tlog-tiles).
#[derive(Debug, clap::Args)]
pub(crate) struct Logging {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    /// Append entries, write the tiles, and publish a signed checkpoint; begins the log if there is none.
    Append {
        /// The folder.
        folder: PathBuf,
        /// The log's name, which is that of its key; a log that is there knows its own.
        #[arg(long)]
        origin: Option<String>,
        /// A file with the private key: base64 of 32 random bytes (Ed25519).
        #[arg(long)]
        key: PathBuf,
        /// Take each line for the head of a lot, and log it as passports prove it.
        #[arg(long)]
        heads: bool,
        /// Files, each an entry; without one, each line of standard input is an entry.
        entries: Vec<PathBuf>,
    },
    /// Hold the checkpoint against the tiles, and print it.
    Checkpoint {
        /// The folder.
        folder: PathBuf,
    },
    /// Print why an entry is in the log (C2SP tlog-proof), or why the log extends what it was.
    Prove {
        /// The folder.
        folder: PathBuf,
        /// Index of the entry, from 0.
        #[arg(required_unless_present = "from", conflicts_with = "from")]
        index: Option<u64>,
        /// Leaves of the older log; prints one hash a line, base64.
        #[arg(long)]
        from: Option<u64>,
    },
}

/// Why a log in a folder is not what was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    #[error("no log here: `{0}` is missing")]
    NoLog(String),
    #[error("the log needs a name: give --origin")]
    NoOrigin,
    #[error("this is the log `{found}`, not `{asked}`")]
    OtherLog { found: String, asked: String },
    #[error("the key file holds no base64 of 32 bytes")]
    Key,
    #[error("{0}")]
    KeyName(#[from] KeyError),
    #[error("the checkpoint is not this log's: {0}")]
    Checkpoint(#[from] CheckpointError),
    #[error("the tiles do not make the root that the checkpoint says")]
    OtherRoot,
    #[error(
        "`{0}` holds other entries already: the log would fork; restore the checkpoint that belongs to it"
    )]
    Fork(String),
    #[error("entry {entry}: no head of a lot: {found}")]
    Head { entry: usize, found: String },
    #[error("another append is under way, or was cut off: remove `{0}` once none runs")]
    Locked(String),
    #[error("{0}")]
    Log(#[from] LogError),
    #[error("{0}")]
    Read(#[from] ReadError),
    #[error("{0}")]
    Proof(#[from] MerkleError),
    #[error("{0}")]
    Note(#[from] NoteError),
    #[error("{0}")]
    File(#[from] io::Error),
}

impl Logging {
    pub(crate) fn run(self, out: &mut impl Write) -> Result<Ending, Trouble> {
        match self.task {
            Task::Append { folder, origin, key, heads, entries } => {
                let seed = base64::decode_array(text_of(&key)?.trim());
                let mut texts = given(&entries)?;
                let appended = (|| {
                    if heads {
                        texts = texts.iter().enumerate().map(logged_head).collect::<Result<_, _>>()?;
                    }
                    let seed = seed.ok_or(FolderError::Key)?;
                    Folder(&folder).append(origin.as_deref(), &seed, &texts)
                })();
                let (checkpoint, key) = appended.map_err(|error| trouble(&folder, error))?;
                write!(out, "{checkpoint}")?;
                writeln!(io::stderr(), "{key}")?;
            }
            Task::Checkpoint { folder } => {
                let (_, checkpoint) = Folder(&folder).open().map_err(|error| trouble(&folder, error))?;
                write!(out, "{checkpoint}")?;
            }
            Task::Prove { folder, index: Some(index), .. } => {
                let proof = Folder(&folder).inclusion(index).map_err(|error| trouble(&folder, error))?;
                write!(out, "{proof}")?;
            }
            Task::Prove { folder, from, .. } => {
                let proof = Folder(&folder).consistency(from.unwrap_or_default());
                for hash in proof.map_err(|error| trouble(&folder, error))? {
                    writeln!(out, "{}", base64::encode(&hash))?;
                }
            }
        }
        Ok(Ending::Accepted)
    }
}

fn trouble(folder: &Path, error: FolderError) -> Trouble {
    Trouble::Log { folder: folder.to_owned(), error: Box::new(error) }
}

/// The entries: files as they are, or lines without their ends.
fn given(files: &[PathBuf]) -> Result<Vec<Vec<u8>>, Trouble> {
    if files.is_empty() {
        return lines(&mut io::stdin().lock());
    }
    let read = |path: &PathBuf| fs::read(path).map_err(|error| Trouble::File { path: path.clone(), error });
    files.iter().map(read).collect()
}

/// Lines; one that is longer than any entry is cut behind the place where it is too long.
fn lines(from: &mut impl BufRead) -> Result<Vec<Vec<u8>>, Trouble> {
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        if io::Read::take(&mut *from, LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(lines);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        lines.push(line);
    }
}

/// What a log holds of a head: the same bytes as in a passport's proof (`docs/FORMATS.md` §6).
fn logged_head((entry, line): (usize, &Vec<u8>)) -> Result<Vec<u8>, FolderError> {
    let refused = |found: String| FolderError::Head { entry, found };
    let line = std::str::from_utf8(line).map_err(|error| refused(error.to_string()))?;
    let head = Head::parse(line).map_err(|refusal| refused(refusal.to_string()))?;
    Ok(Context::LoggedHead.message(head.suite, line))
}

/// A log's folder.
struct Folder<'p>(&'p Path);

impl Folder<'_> {
    /// The checkpoint as it is published, if there is one.
    fn checkpoint(&self) -> Result<Option<String>, FolderError> {
        match fs::read_to_string(self.0.join("checkpoint")) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The log that is here, held against its checkpoint.
    fn open(&self) -> Result<(Log, String), FolderError> {
        let missing = || FolderError::NoLog(self.0.join("checkpoint").display().to_string());
        let text = self.checkpoint()?.ok_or_else(missing)?;
        let checkpoint = Checkpoint::parse(&text)?;
        let fetch = &mut |tile| self.read(tile);
        let log = Log::open(SUITE, checkpoint.origin(), Keep::Entries, checkpoint.size(), fetch)?;
        if log.root() == *checkpoint.root() { Ok((log, text)) } else { Err(FolderError::OtherRoot) }
    }

    /// A tile, or of a wider one its beginning.
    fn read(&self, tile: Tile) -> Option<Vec<u8>> {
        fs::read(self.0.join(tile.to_string())).ok()
    }

    /// Appends, and publishes; answers the checkpoint and the key that signed it.
    fn append(
        &self,
        origin: Option<&str>,
        seed: &[u8; 32],
        entries: &[Vec<u8>],
    ) -> Result<(String, String), FolderError> {
        let _lock = Lock::take(self.0)?;
        let (mut log, before) = match self.checkpoint()? {
            Some(_) => self.open().map(|(log, text)| (log, Some(text)))?,
            None => (Log::new(SUITE, origin.ok_or(FolderError::NoOrigin)?, Keep::Entries)?, None),
        };
        if let Some(asked) = origin.filter(|asked| *asked != log.origin()) {
            return Err(FolderError::OtherLog { found: log.origin().into(), asked: asked.into() });
        }
        let key = SigningKey::from_seed(log.origin(), seed)?;
        if let Some(text) = &before {
            Checkpoint::parse(text)?.verify(key.vkey())?;
        }
        let (size, root) = (log.size(), log.root());
        for entry in entries {
            log.append(entry)?;
        }
        self.write(&log, size)?;
        // What was signed before is a beginning of what is signed now, or nothing is signed.
        if size > 0 {
            let proof = log.consistency_proof(size, log.size(), &mut |tile| self.read(tile))?;
            merkle::verify_consistency(SUITE, size, &root, log.size(), &log.root(), &proof)?;
        }
        let text = log.checkpoint(&[&key])?;
        files::put(&self.0.join("checkpoint"), text.as_bytes())?;
        Ok((text, key.vkey().to_string()))
    }

    /// Writes what the log has beyond `since` leaves, once all of it agrees with what is here.
    fn write(&self, log: &Log, since: u64) -> Result<(), FolderError> {
        let mut new = Vec::new();
        for tile in log.new_since(since) {
            let bytes = log.read(tile).ok_or(ReadError::Missing { tile })?;
            self.agrees(tile, &bytes)?;
            new.push((tile, bytes));
        }
        for (tile, bytes) in new {
            files::put(&self.0.join(tile.to_string()), &bytes)?;
        }
        Ok(())
    }

    /// Sees that no file of this tile, however wide, holds something else: it may have been handed out.
    fn agrees(&self, tile: Tile, bytes: &[u8]) -> Result<(), FolderError> {
        let text = tile.to_string();
        let full = text.split_once(".p/").map_or(text.as_str(), |(full, _)| full);
        let partial = fs::read_dir(self.0.join(format!("{full}.p"))).into_iter().flatten().flatten();
        let hidden = |path: &PathBuf| path.file_name().is_some_and(|name| first(name) == Some(b'.'));
        let files = partial.map(|entry| entry.path()).filter(|path| !hidden(path)).chain([self.0.join(full)]);
        for path in files {
            let Ok(known) = fs::read(&path) else { continue };
            if known.iter().zip(bytes).any(|(known, new)| known != new) {
                return Err(FolderError::Fork(path.display().to_string()));
            }
        }
        Ok(())
    }

    /// The proof that an entry is in the log, with its checkpoint.
    fn inclusion(&self, index: u64) -> Result<String, FolderError> {
        let (log, checkpoint) = self.open()?;
        let proof = log.inclusion_proof(index, log.size(), &mut |tile| self.read(tile))?;
        Ok(tlog_proof::print(index, &proof, &checkpoint))
    }

    /// The proof that the log extends what it was.
    fn consistency(&self, from: u64) -> Result<Vec<Hash>, FolderError> {
        let (log, _) = self.open()?;
        Ok(log.consistency_proof(from, log.size(), &mut |tile| self.read(tile))?)
    }
}

fn first(name: &OsStr) -> Option<u8> {
    name.as_encoded_bytes().first().copied()
}

/// Held while a log grows: two that append at once would fork it.
struct Lock(PathBuf);

impl Lock {
    fn take(folder: &Path) -> Result<Self, FolderError> {
        fs::create_dir_all(folder)?;
        let path = folder.join(".lock");
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => Ok(Self(path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(FolderError::Locked(path.display().to_string()))
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock that stays is told of by the next append.
        drop(fs::remove_file(&self.0));
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, FolderError, SUITE, lines, logged_head};
    use std::{fs, path::PathBuf};
    use terroir::proof::{
        base64, checkpoint::Checkpoint, key::SigningKey, line, merkle, tlog_proof::TlogProof,
    };

    const ORIGIN: &str = "log.example/tea";
    const SEED: [u8; 32] = [4; 32];

    /// An empty folder that goes when the test ends.
    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("terroir-log-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }

        fn append(&self, entries: &[&str]) -> Result<String, FolderError> {
            let entries: Vec<Vec<u8>> = entries.iter().map(|entry| entry.as_bytes().to_vec()).collect();
            Folder(&self.0).append(Some(ORIGIN), &SEED, &entries).map(|(text, _)| text)
        }

        fn files(&self) -> Vec<String> {
            let mut found = Vec::new();
            let mut folders = vec![self.0.clone()];
            while let Some(folder) = folders.pop() {
                for entry in fs::read_dir(folder).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_dir() {
                        folders.push(path);
                    } else {
                        found.push(path.strip_prefix(&self.0).unwrap().to_str().unwrap().to_owned());
                    }
                }
            }
            found.sort();
            found
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Each entry is proved by what lies in the folder, at each size, and each size extends those before.
    #[test]
    fn a_log_grows_and_proves() {
        let place = Place::new("grows");
        let key = SigningKey::from_seed(ORIGIN, &SEED).unwrap();
        let all: Vec<String> = (0..600).map(|n| format!("entry {n}")).collect();
        let mut roots = Vec::new();
        let mut size = 0;
        for more in [0, 1, 2, 300, 200, 97] {
            let new: Vec<&str> = all[size..size + more].iter().map(String::as_str).collect();
            let text = place.append(&new).unwrap();
            size += more;
            let checkpoint = Checkpoint::parse(&text).unwrap();
            checkpoint.verify(key.vkey()).unwrap();
            assert_eq!((checkpoint.origin(), checkpoint.size()), (ORIGIN, size as u64));
            for (old, root) in &roots {
                let proof = Folder(&place.0).consistency(*old).unwrap();
                merkle::verify_consistency(SUITE, *old, root, size as u64, checkpoint.root(), &proof)
                    .unwrap();
            }
            if size > 0 {
                roots.push((size as u64, *checkpoint.root()));
            }
        }
        for index in [0, 1, 2, 255, 256, 511, 599] {
            let text = Folder(&place.0).inclusion(index).unwrap();
            let leaf = merkle::leaf_hash(SUITE, all[index as usize].as_bytes());
            TlogProof::parse(&text).unwrap().verify(SUITE, &leaf, key.vkey()).unwrap();
        }
        assert!(Folder(&place.0).inclusion(600).is_err());
        let files = place.files();
        for file in ["checkpoint", "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001"] {
            assert!(files.iter().any(|found| found == file), "no {file} in {files:?}");
        }
        assert!(files.iter().all(|file| !file.contains("/.") && !file.starts_with('.')), "{files:?}");
    }

    /// Whoever puts an old checkpoint back can append what stood there, and nothing else.
    #[test]
    fn a_log_does_not_fork() {
        let place = Place::new("fork");
        let old = place.append(&["sown", "sprayed"]).unwrap();
        let new = place.append(&["picked", "packed"]).unwrap();
        fs::write(place.0.join("checkpoint"), &old).unwrap();
        let before = place.files();
        for other in [&["stolen"][..], &["stolen", "packed"], &["picked", "stolen"], &["stolen", "b", "c"]] {
            assert!(matches!(place.append(other), Err(FolderError::Fork(_))), "{other:?}");
            assert_eq!(place.files(), before);
        }
        assert_eq!(fs::read_to_string(place.0.join("checkpoint")).unwrap(), old);
        assert_eq!(place.append(&["picked", "packed"]).unwrap(), new);
    }

    #[test]
    fn what_does_not_belong_is_refused() {
        let place = Place::new("refused");
        assert!(matches!(Folder(&place.0).open(), Err(FolderError::NoLog(_))));
        assert!(matches!(Folder(&place.0).append(None, &SEED, &[]), Err(FolderError::NoOrigin)));
        place.append(&["sown", "sprayed"]).unwrap();
        let by = |origin, seed: &[u8; 32]| Folder(&place.0).append(origin, seed, &[]).map(drop);
        assert!(matches!(by(Some("log.example/rice"), &SEED), Err(FolderError::OtherLog { .. })));
        assert!(matches!(by(None, &[5; 32]), Err(FolderError::Checkpoint(_))));
        assert!(by(None, &SEED).is_ok());
        fs::write(place.0.join(".lock"), "").unwrap();
        assert!(matches!(by(None, &SEED), Err(FolderError::Locked(_))));
        fs::remove_file(place.0.join(".lock")).unwrap();
        assert!(matches!(place.append(&[&"x".repeat(65_536)]), Err(FolderError::Log(_))));
        let tile = place.0.join("tile/0/000.p/2");
        let mut bytes = fs::read(&tile).unwrap();
        bytes[40] ^= 1;
        fs::write(&tile, bytes).unwrap();
        assert!(Folder(&place.0).open().is_err() && place.append(&["picked"]).is_err());
    }

    #[test]
    fn lines_are_entries() {
        let read = lines(&mut &b"a\n\nb\r\nc"[..]).unwrap();
        assert_eq!(read, [&b"a"[..], b"", b"b\r", b"c"]);
        let long = lines(&mut "x".repeat(70_000).as_bytes()).unwrap();
        assert!(long[0].len() > 65_535);
    }

    /// A head is logged as the proof in its passport says.
    #[test]
    fn a_head_is_logged_as_passports_prove_it() {
        let text = include_str!("../../../tests/frozen/accepted/passport.txt");
        let head = text.lines().skip_while(|line| !line.starts_with("@heads ")).nth(1).unwrap();
        let entry = logged_head((0, &head.as_bytes().to_vec())).unwrap();
        assert_eq!(merkle::leaf_hash(SUITE, &entry), line::logged_head_leaf(SUITE, head));
        assert!(logged_head((0, &b"{}".to_vec())).is_err());
        assert!(base64::decode_array::<32>("AAAA").is_none());
    }
}
