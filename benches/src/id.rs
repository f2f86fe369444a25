//! Digital Link parsing. No Rust peer of it builds here, so the peer is `url` 2, which only splits and validates the URL.

use crate::pair::Case;
use std::hint::black_box;
use terroir::id::link::{Link, Options};

/// A link as it stands on a label, with lot, serial number and parameters of the host.
const LINKS: &[(&str, &str)] = &[
    ("GTIN and lot", "https://example.cn/01/06901234567892/10/S26-A"),
    (
        "GTIN, lot, serial, expiry",
        "https://id.example.cn/p/01/06901234567892/10/S26%2FA/21/1234567?17=270131&lang=zh",
    ),
    ("SSCC", "https://id.gs1.org/00/069012345000000011"),
];

/// Parses a second and core that were promised.
const RATE: f64 = 1e6;

pub fn cases() -> Vec<Case> {
    LINKS
        .iter()
        .map(|&(name, link)| {
            Link::parse(link, Options::STRICT).expect("a link of the right form");
            Case::new(
                format!("Digital Link: {name}, peer: url 2 splits"),
                2.0,
                move || {
                    black_box(Link::parse(black_box(link), Options::STRICT).is_ok());
                },
                move || {
                    black_box(url::Url::parse(black_box(link)).is_ok());
                },
            )
        })
        .collect()
}

/// Prints how many a second; false if fewer than promised.
pub fn rates() -> bool {
    let mut met = true;
    for (&(name, _), mut case) in LINKS.iter().zip(cases()) {
        let rate = 1e9 / case.time().ours;
        met &= rate >= RATE;
        let verdict = if rate >= RATE { "met" } else { "MISSED" };
        println!("{name}: {:.2} million a second, goal {:.0} million: {verdict}", rate / 1e6, RATE / 1e6);
    }
    met
}
