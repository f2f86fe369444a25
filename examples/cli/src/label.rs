//! `terroir label`: a label for the goods, ready for a printer.

use crate::{Ending, Trouble, files, verdict::text_of};
use std::{
    io::{self, Write},
    path::PathBuf,
};
use terroir::passport::file::Passport;
use terroir_label::{Drawn, Label, Words};

/// Draw a label for the goods: an SVG, 100 mm wide, with both codes of a lot and the same in words.
#[derive(Debug, clap::Args)]
pub(crate) struct Draw {
    /// The passport file; `-` is standard input.
    passport: PathBuf,
    /// The host that serves passports; whoever scans the label never trusts it.
    #[arg(long)]
    host: String,
    /// Number of the head that the label is printed for; the newest unless said.
    #[arg(long)]
    head: Option<usize>,
    /// What the goods are called in Chinese.
    #[arg(long, default_value = "")]
    product_zh: String,
    /// What the goods are called in English.
    #[arg(long, default_value = "")]
    product_en: String,
    /// What the issuer is called in Chinese.
    #[arg(long, default_value = "")]
    issuer_zh: String,
    /// What the issuer is called in English.
    #[arg(long, default_value = "")]
    issuer_en: String,
    /// The SVG file; standard output unless said.
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Draw {
    pub(crate) fn run(self, out: &mut impl Write) -> Result<Ending, Trouble> {
        let text = text_of(&self.passport)?;
        let (label, drawn) = self.drawn(&text)?;
        match &self.out {
            Some(path) => {
                files::put(path, drawn.svg.as_bytes())
                    .map_err(|error| Trouble::Put { path: path.clone(), error })?;
                report(&label, &drawn, out)?;
            }
            None => {
                out.write_all(drawn.svg.as_bytes())?;
                report(&label, &drawn, &mut io::stderr())?;
            }
        }
        Ok(Ending::Accepted)
    }

    fn drawn<'t>(&'t self, text: &'t str) -> Result<(Label<'t>, Drawn), Trouble> {
        let no_label = |found: String| Trouble::NoLabel { path: self.passport.clone(), found };
        let passport = Passport::parse(text.as_bytes()).map_err(|refusal| no_label(refusal.to_string()))?;
        let label = match self.head {
            Some(n) => Label::at(&passport.own, n, &self.host),
            None => Label::of(&passport.own, &self.host),
        };
        let label = Label {
            product: Words { zh: &self.product_zh, en: &self.product_en },
            issuer: Words { zh: &self.issuer_zh, en: &self.issuer_en },
            ..label.map_err(|error| no_label(error.to_string()))?
        };
        let drawn = label.draw().map_err(|error| no_label(error.to_string()))?;
        Ok((label, drawn))
    }
}

/// Which codes are on it, in which QR version.
fn report(label: &Label<'_>, drawn: &Drawn, out: &mut impl Write) -> Result<(), Trouble> {
    writeln!(out, "QR {:>2}-M  {}", drawn.link_version, label.link)?;
    match (&label.offline, drawn.offline_version) {
        (Some(text), Some(version)) => writeln!(out, "QR {version:>2}-M  {text}")?,
        _ => writeln!(out, "no offline code: the passport holds no log proof of this head")?,
    }
    Ok(())
}
