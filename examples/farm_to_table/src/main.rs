//! A season of a co-op, from sowing to the pick-up point: recorded, sealed, and verified in the reader's browser.
//!
//!     cargo xtask demo              reports, then serves the page until Ctrl-C
//!     cargo xtask demo --check      reports, drives the page in a headless Chromium, exits 0 or 1

mod capture;
mod cases;
mod check;
mod expected;
mod keys;
mod log;
mod options;
mod passports;
mod questions;
mod record;
mod report;
mod season;
mod serve;
mod site;
#[cfg(test)]
mod tests;
mod trust;
mod verdicts;

use options::Options;
use std::error::Error;
use std::process::ExitCode;
use std::sync::mpsc;
use terroir::proof::trust::Trust;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("farm-to-table: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the command line asks; answers whether everything was as expected.
fn run() -> Result<bool, Box<dyn Error>> {
    let Some(options) = Options::read(std::env::args().skip(1))? else {
        println!("{}", options::USAGE);
        return Ok(true);
    };
    let story = season::Story::read(&options.data)?;
    let mut fine = report::documents(&story)?;
    let keys = keys::Keys::of(&story.season)?;
    let roots = trust::roots(&story.season, &keys)?;
    let first = trust::first(&story.season, &keys)?;
    let who_may = Trust::open(&first, &roots)?;
    let (recorded, mut recorder) = record::Recorder::new(&story, &keys, &who_may).all()?;
    let bundle = trust::second(&story.season, &keys, &recorded)?;
    let order = story.season.lots.iter().map(|lot| lot.lot.as_str());
    let issued = passports::issue(&recorded, order, &story.season)?;
    fine &= report::records(&story, &recorded);
    fine &=
        verdicts::report(&story.season, &issued, &bundle, &roots, &expected::Expected::read(&options.data)?)?;
    let answers = questions::answers(&story, &options.data)?;
    fine &= questions::report(&answers);
    let cases = cases::Cases { story: &story, recorded: &recorded, issued: &issued }.all(&mut recorder)?;
    fine &= cases::report(&story, &cases, &Trust::open(&bundle, &roots)?, &who_may)?;
    let Some(web) = &options.site else {
        println!("\nNo page: give --site FOLDER, the library's web build. `cargo xtask demo` does.");
        return Ok(fine);
    };
    let content = site::Content {
        story: &story,
        issued: &issued,
        cases: &cases,
        bundle: &bundle,
        keys: &first,
        roots: &roots,
        answers: &answers,
    };
    let site = site::build(&content, web)?;
    println!("\nThe page: {} files, {} KB", site.len(), site.size() / 1024);
    let running = serve::Running::start(site, &options.ports)?;
    if options.check {
        fine &= check::in_chromium(&running.url(), &options)?;
        running.stop();
        return Ok(fine);
    }
    let (stop, stopped) = mpsc::channel();
    // A second signal, while the first is being obeyed, finds nobody listening: fine.
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;
    println!("\n  Open {}   (Ctrl-C ends)\n", running.url());
    stopped.recv()?;
    running.stop();
    println!("Ended.");
    Ok(fine)
}
