//! Replays what fuzzing once found: `replay FOLDER [TARGET…]`, where FOLDER holds one folder a target.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
};
use terroir_fuzz::LAWS;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((folder, wanted)) = words.split_first() else {
        eprintln!("usage: replay FOLDER [TARGET…]");
        return ExitCode::from(2);
    };
    let mut failed = false;
    for (name, law) in LAWS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|w| w == name)) {
        let files = files(&Path::new(folder).join(name));
        let mut passed = 0;
        for file in &files {
            let data = std::fs::read(file).unwrap_or_default();
            if catch_unwind(AssertUnwindSafe(|| law(&data))).is_ok() {
                passed += 1;
            } else {
                eprintln!("{name}: {} breaks the law", file.display());
            }
        }
        failed |= passed < files.len() || files.is_empty();
        println!("fuzz {name}: {passed}/{}", files.len());
    }
    ExitCode::from(u8::from(failed))
}

/// The files of a folder, in order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
