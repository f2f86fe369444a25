//! What is drawn is scanned again, by another library, at the dots of a printer.

use crate::{Drawn, Label, LabelError, Words};
use rqrr::PreparedImage;
use std::collections::BTreeMap;
use terroir::passport::file::Passport;

/// Dots a millimetre: the coarsest of the usual label printers.
const DOTS: usize = 8;

const ACCEPTED: &[u8] = include_bytes!("../../../tests/frozen/accepted/passport.txt");
const HOST: &str = "id.coop.example";

fn label(passport: &[u8]) -> Label<'_> {
    Label::of(&Passport::parse(passport).unwrap().own, HOST).unwrap()
}

/// Value of an attribute in the tag that begins the text.
fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    let after = tag.split_once(&format!(" {name}=\"")).unwrap().1;
    after.split('"').next().unwrap()
}

/// A length in millimetres, in dots; it has to be a whole number of them.
fn dots(length: &str) -> usize {
    let (whole, part) = length.split_once('.').unwrap_or((length, "0"));
    let thousandths: usize =
        whole.parse::<usize>().unwrap() * 1_000 + format!("{part:0<3}").parse::<usize>().unwrap();
    assert_eq!(thousandths * DOTS % 1_000, 0, "{length} mm is no whole number of dots");
    thousandths * DOTS / 1_000
}

/// The codes of a label as a printer lays them on paper, dot by dot: `true` is black.
fn printed(svg: &str) -> Vec<Vec<bool>> {
    let [width, height] = ["width", "height"].map(|name| {
        let text = attribute(svg, name).trim_end_matches("mm");
        text.split('.').next().unwrap().parse::<usize>().unwrap() * DOTS + DOTS
    });
    let mut paper = vec![vec![false; width]; height];
    for symbol in svg.split("<g id=").skip(1) {
        let (moved, scaled) = attribute(symbol, "transform").split_once(") scale(").unwrap();
        let module = dots(scaled.trim_end_matches(')'));
        let (x, y) = moved.strip_prefix("translate(").unwrap().split_once(' ').unwrap();
        // Where a symbol begins depends on the words above it; a printer rounds.
        let [x, y] = [x, y].map(|length| dots(&rounded(length)));
        let path = symbol.split("<path d=\"").nth(1).unwrap().split('"').next().unwrap();
        for run in path.split('M').skip(1) {
            let (at, rest) = run.split_once('h').unwrap();
            let (column, row) = at.split_once(' ').unwrap();
            let [column, row, length] =
                [column, row, rest.split('v').next().unwrap()].map(|text| text.parse::<usize>().unwrap());
            for line in &mut paper[y + row * module..y + (row + 1) * module] {
                line[x + column * module..x + (column + length) * module].fill(true);
            }
        }
    }
    paper
}

/// A length to the eighth of a millimetre below.
fn rounded(length: &str) -> String {
    let (whole, part) = length.split_once('.').unwrap_or((length, "0"));
    let thousandths: usize = format!("{part:0<3}").parse().unwrap();
    format!("{whole}.{:03}", thousandths / 125 * 125)
}

/// Every code that a scanner finds on the paper: its text, and its version and level.
fn scanned(drawn: &Drawn) -> BTreeMap<String, (usize, u16)> {
    let paper = printed(&drawn.svg);
    let mut image = PreparedImage::prepare_from_bitmap(paper[0].len(), paper.len(), |x, y| paper[y][x]);
    let found = image.detect_grids().into_iter().map(|grid| {
        let (about, text) = grid.decode().unwrap();
        (text, (about.version.0, about.ecc_level))
    });
    found.collect()
}

/// The level M in a QR symbol's format information (ISO/IEC 18004, table 12).
const LEVEL_M: u16 = 0;

fn holds(label: &Label<'_>) -> Drawn {
    let drawn = label.draw().unwrap();
    let mut wanted = BTreeMap::from([(label.link.clone(), (drawn.link_version as usize, LEVEL_M))]);
    if let Some(text) = &label.offline {
        wanted.insert(text.clone(), (drawn.offline_version.unwrap() as usize, LEVEL_M));
    }
    assert_eq!(scanned(&drawn), wanted);
    drawn
}

#[test]
fn what_is_drawn_can_be_scanned() {
    for passport in [
        ACCEPTED,
        include_bytes!("../../../tests/frozen/erased/passport.txt"),
        include_bytes!("../../../tests/frozen/worked-example/passport.txt"),
    ] {
        holds(&label(passport));
    }
}

/// FORMATS §10 states the sizes for a log of 2^20; here, that the drawn symbol of the longest text it states is 28-M or smaller.
#[test]
fn the_stated_case_fits_28_m() {
    let longest: String =
        "TR1:".chars().chain("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars().cycle().take(1_575)).collect();
    // 1,050 bytes of CBOR are 1,575 characters of Base45.
    let label = Label { offline: Some(longest.replace("0123456789", "ZYXWVUTSRQ")), ..label(ACCEPTED) };
    assert!(holds(&label).offline_version.unwrap() <= 28);
}

#[test]
fn a_label_without_a_log_proof_has_one_code() {
    let label = label(include_bytes!("../../../tests/frozen/worked-example/passport.txt"));
    assert_eq!((label.offline.as_deref(), label.draw().unwrap().offline_version), (None, None));
}

/// A name is text on the label, whatever it is.
#[test]
fn hostile_names_stay_text() {
    let hostile = "</text><script>alert('1')</script>&<!--]]>\u{0}\u{202e}\u{7}\"";
    let words = Words { zh: hostile, en: &hostile.repeat(50) };
    let drawn = holds(&Label { product: words, issuer: words, ..label(ACCEPTED) });
    for found in ["<script", "<!--", "]]>", "\u{0}", "\u{202e}", "\u{7}"] {
        assert!(!drawn.svg.contains(found), "{found}");
    }
    assert!(drawn.svg.contains("&lt;script&gt;") && drawn.svg.matches("<text").count() < 30);
}

/// Nothing is printed for goods that nobody should sell any more.
#[test]
fn no_label_for_a_recalled_lot() {
    let passport = Passport::parse(include_bytes!("../../../tests/frozen/recalled/passport.txt")).unwrap();
    assert!(matches!(Label::of(&passport.own, HOST), Err(LabelError::Ended { state: "recalled" })));
}

/// However long host and name are, both codes find room.
#[test]
fn a_long_url_stands_above() {
    let host = format!("{}.example", ["a".repeat(60), "b".repeat(60), "c".repeat(60)].join("."));
    let passport = Passport::parse(ACCEPTED).unwrap();
    holds(&Label::of(&passport.own, &host).unwrap());
}
