//! Laws of GS1 keys, elements, Digital Links and EPC URNs.

use proptest::{prelude::*, sample::select};
use std::{collections::BTreeSet, sync::LazyLock};
use terroir::id::{
    epc::{Epc, Scheme},
    gs1::*,
    link::{self, Component, Link, Options, escape, from_launch_query, normalise_lenient, unescape},
};
use terroir_tests::{model::gs1::Dictionary, vectors};

/// The dictionary from its text, where that is on this machine.
static DICTIONARY: LazyLock<Option<Dictionary>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(vectors("gs1")?.join("gs1-syntax-dictionary.txt")).unwrap();
    Some(Dictionary::read(&text))
});

/// Digits with the check digit that they call for.
fn checked_digits(length: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(b'0'..=b'9', length - 1).prop_map(|mut digits| {
        digits.push(check_digit(&digits));
        String::from_utf8(digits).unwrap()
    })
}

/// Text of set 82.
fn text_82(max: usize) -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("[!\"%-?A-Z_a-z]{{1,{max}}}")).unwrap()
}

fn date() -> impl Strategy<Value = String> {
    (0..100, 1..=12, 0..=28).prop_map(|(year, month, day)| format!("{year:02}{month:02}{day:02}"))
}

/// An element of each kind, with a value that fits.
fn element() -> impl Strategy<Value = (&'static str, String)> {
    prop_oneof![
        checked_digits(18).prop_map(|value| ("00", value)),
        checked_digits(14).prop_map(|value| ("01", value)),
        text_82(20).prop_map(|value| ("10", value)),
        date().prop_map(|value| ("15", value)),
        date().prop_map(|value| ("17", value)),
        text_82(20).prop_map(|value| ("21", value)),
        text_82(20).prop_map(|value| ("22", value)),
        text_82(28).prop_map(|value| ("235", value)),
        "[0-9]{1,6}".prop_map(|value| ("242", value)),
        (checked_digits(13), text_82(17)).prop_map(|(type_, serial)| ("253", type_ + &serial)),
        (checked_digits(13), "[0-9]{0,12}").prop_map(|(coupon, serial)| ("255", coupon + &serial)),
        "[0-9]{6}".prop_map(|value| ("3103", value)),
        "156[0-9]{1,15}".prop_map(|value| ("3932", value)),
        checked_digits(13).prop_map(|value| ("414", value)),
        text_82(20).prop_map(|value| ("254", value)),
        "[0-9]{4}[!-\"%-?A-Z_a-z]{1,26}".prop_map(|value| ("8004", value)),
        (checked_digits(13), text_82(16)).prop_map(|(asset, serial)| ("8003", format!("0{asset}{serial}"))),
        "[0-9]{4}[#0-9A-Z/-]{1,26}".prop_map(|value| ("8010", value)),
        "[1-9][0-9]{0,11}".prop_map(|value| ("8011", value)),
        text_82(90).prop_map(|value| ("99", value)),
    ]
}

fn elements() -> impl Strategy<Value = Vec<Element<'static>>> {
    prop::collection::vec(element(), 1..8).prop_map(|pairs| {
        let owned = |(ai, value): (&str, String)| Element { ai: ai.parse().unwrap(), value: value.into() };
        pairs.into_iter().map(owned).collect()
    })
}

/// Texts near to what the parsers take.
fn near_miss() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "^",
        "\u{1d}",
        "(",
        ")",
        "\\",
        "01",
        "10",
        "21",
        "00",
        "06901234567892",
        "https://",
        "a/",
        "/01/",
        "/10/",
        "?",
        "&",
        "=",
        "%",
        "%2F",
        "%00",
        "%ff",
        "#",
        "urn:epc:id:",
        "sgtin:",
        "4012345.011111.",
        ".",
        "*",
        "]C1",
        "]E0",
        "]Q3",
        "]e0",
        "|]e0",
        "6901234567892",
        "３",
        "é",
        " ",
        "q=",
        "gtin",
        "17=261231",
    ]);
    prop::collection::vec(prop_oneof![pieces.prop_map(String::from), ".{0,3}"], 0..14)
        .prop_map(|pieces| pieces.concat())
}

/// A key's text is what it prints, and only that is read.
fn goes_through_text<T>(text: &str) -> bool
where
    T: std::str::FromStr
        + std::fmt::Display
        + PartialEq
        + std::fmt::Debug
        + serde::Serialize
        + serde::de::DeserializeOwned,
{
    let Ok(key) = text.parse::<T>() else { return false };
    let json = serde_json::to_string(&key).unwrap();
    key.to_string() == text && serde_json::from_str::<T>(&json).unwrap() == key
}

proptest! {
    /// What a key prints is what was read, through serde too.
    #[test]
    fn keys_go_through_text(
        gtin in checked_digits(14), gln in checked_digits(13), sscc in checked_digits(18), gsin in checked_digits(17),
        serial in text_82(16), asset in "[0-9]{4}[!\"%-?A-Z_a-z]{1,26}", model in "[0-9]{4}[!\"%-?A-Z_a-z]{0,19}",
    ) {
        prop_assert!(goes_through_text::<Gtin>(&gtin));
        prop_assert!(goes_through_text::<Gln>(&gln));
        prop_assert!(goes_through_text::<Sscc>(&sscc));
        prop_assert!(goes_through_text::<Gsrn>(&sscc));
        prop_assert!(goes_through_text::<Gsin>(&gsin));
        prop_assert!(goes_through_text::<Giai>(&asset));
        prop_assert!(goes_through_text::<Ginc>(&asset));
        let grai = format!("0{gln}{serial}");
        prop_assert!(goes_through_text::<Grai>(&grai));
        let gdti = format!("{gln}{serial}");
        prop_assert!(goes_through_text::<Gdti>(&gdti));
        let pair = String::from_utf8(check_pair(model.as_bytes()).unwrap().to_vec()).unwrap();
        let gmn = format!("{model}{pair}");
        prop_assert!(goes_through_text::<Gmn>(&gmn));
        let path = escape(&serial, Component::Path);
        let (sgtin, lgtin) = (format!("01/{gtin}/21/{path}"), format!("01/{gtin}/10/{path}"));
        prop_assert!(goes_through_text::<Sgtin>(&sgtin));
        prop_assert!(goes_through_text::<Lgtin>(&lgtin));
    }

    /// One wrong digit is always seen.
    #[test]
    fn a_check_digit_sees_one_wrong_digit(gtin in checked_digits(14), at in 0..14_usize, by in 1..10_u8) {
        let mut digits = gtin.into_bytes();
        digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
        prop_assert!(String::from_utf8(digits).unwrap().parse::<Gtin>().is_err(), "a wrong digit passed");
    }

    /// A GTIN's shortest form is the same GTIN.
    #[test]
    fn a_short_gtin_is_the_same(length in select(vec![8, 12, 13, 14]), seed in checked_digits(14)) {
        let mut digits = seed.as_bytes()[14 - length..13].to_vec();
        digits.push(check_digit(&digits));
        let gtin: Gtin = String::from_utf8(digits).unwrap().parse().unwrap();
        prop_assert!(gtin.shortest().len() <= length);
        prop_assert_eq!(gtin.shortest().parse(), Ok(gtin));
    }

    /// Element string, brackets, print and scan carry the same elements.
    #[test]
    fn elements_survive_every_form(elements in elements()) {
        for fnc1 in [CARET, GROUP_SEPARATOR] {
            let text = write_element_string(&elements, fnc1);
            prop_assert!(parse_element_string(&text).is_ok_and(|again| again == elements));
        }
        let bracketed = write_bracketed(&elements);
        prop_assert!(parse_bracketed(&bracketed).is_ok_and(|again| again == elements));
        let printed = format!(" {bracketed} ");
        prop_assert!(parse_human_readable(&printed).is_ok_and(|again| again == elements));
        let message = write_element_string(&elements, CARET);
        for symbology in [Symbology::Gs1128, Symbology::Qr, Symbology::DataMatrix, Symbology::DotCode] {
            let scan = write_scan(symbology, &message, false).unwrap();
            let read = read_scan(&scan).unwrap();
            prop_assert_eq!(read.message(), message.as_str());
            prop_assert!(read.carried == Carried::Elements(elements.clone()));
        }
    }

    /// A Digital Link carries the elements it was built from, and its canonical form is its own.
    #[test]
    fn links_carry_their_elements(elements in elements(), stem in "https://[a-z]{1,8}(/[a-z0-9]{1,4}){0,2}") {
        if let Ok(uri) = link::build(&elements, &stem) {
            let link = Link::parse(&uri, Options::STRICT).unwrap();
            let got: BTreeSet<_> = link.elements().iter().cloned().collect();
            prop_assert_eq!(got, elements.into_iter().collect());
            prop_assert_eq!(link.stem(), stem);
            let canonical = link.canonical();
            let again = Link::parse(&canonical, Options::STRICT).unwrap();
            prop_assert_eq!(again.canonical(), canonical.as_str());
            prop_assert_eq!(link::build(again.elements(), link::CANONICAL_STEM), Ok(canonical.clone()));
            prop_assert_eq!(again.canonical_key(), link.canonical_key());
            let q = format!("q={}", escape(&uri, Component::Path));
            prop_assert_eq!(from_launch_query(&q), Some(uri.clone()));
            prop_assert_eq!(from_launch_query(&escape(&q[2..], Component::Path)), Some(uri));
        }
    }

    /// What a link carries builds it again, whichever qualifiers its path has and its query shows.
    #[test]
    fn a_link_is_built_again_from_its_elements(elements in elements(), lot in text_82(20), tpx in text_82(28)) {
        let gtin = elements.iter().find(|element| element.ai.as_str() == "01");
        let gtin = gtin.map_or("06901234567892", |element| &*element.value);
        let [lot, tpx] = [lot, tpx].map(|value| escape(&value, Component::Path));
        for uri in [
            format!("https://a/01/{gtin}/235/{tpx}?10={lot}"),
            format!("https://a/01/{gtin}/10/{lot}?99={tpx}"),
            format!("https://a/8004/4012345{lot}?01={gtin}&99={tpx}"),
        ] {
            let link = Link::parse(&uri, Options::STRICT).unwrap();
            prop_assert_eq!(link::build(link.elements(), link.stem()).unwrap(), uri.as_str());
        }
    }

    /// A link's canonical form does not depend on the order of its query.
    #[test]
    fn the_order_of_a_query_does_not_matter(elements in elements(), seed in any::<u64>()) {
        let Ok(uri) = link::build(&elements, "https://a") else { return Ok(()) };
        let Some((path, query)) = uri.split_once('?') else { return Ok(()) };
        let mut parts: Vec<&str> = query.split('&').collect();
        let turn = usize::try_from(seed % 7).unwrap() % parts.len();
        parts.rotate_left(turn);
        let turned = format!("{path}?{}", parts.join("&"));
        let canonical = |uri: &str| Link::parse(uri, Options::STRICT).map(|link| link.canonical());
        prop_assert_eq!(canonical(&turned), canonical(&uri));
    }

    /// Escaping and unescaping cancel out, in path and query.
    #[test]
    fn escapes_cancel_out(text in any::<String>()) {
        for component in [Component::Path, Component::Query] {
            let escaped = escape(&text, component);
            prop_assert!(unescape(&escaped, component).as_ref() == text.as_bytes());
        }
    }

    /// A URN prints what it was read from, its link is strict, and the way back needs only the prefix length.
    #[test]
    fn urns_go_both_ways(
        digits in "[0-9]{17}", length in 6..=12_usize, serial in "[!'(-.0-;=A-Z_a-z]{1,16}", number in "[1-9][0-9]{0,11}",
        scheme in select(vec![
            Scheme::Sgtin, Scheme::Sscc, Scheme::Sgln, Scheme::Grai, Scheme::Giai, Scheme::Gsrn, Scheme::Gsrnp,
            Scheme::Gdti, Scheme::Cpi, Scheme::Sgcn, Scheme::Ginc, Scheme::Gsin, Scheme::Itip, Scheme::Upui,
            Scheme::Pgln, Scheme::Lgtin,
        ]),
    ) {
        let prefix = &digits[..length];
        let reference = |total: usize| digits[length..total].to_owned();
        let rest = match scheme {
            Scheme::Sgtin | Scheme::Upui | Scheme::Lgtin => format!("{}.{serial}", reference(13)),
            Scheme::Itip => format!("{}.01.02.{serial}", reference(13)),
            Scheme::Sscc | Scheme::Gsrn | Scheme::Gsrnp => reference(17),
            Scheme::Gsin => reference(16),
            Scheme::Pgln => reference(12),
            Scheme::Sgln | Scheme::Grai | Scheme::Gdti => format!("{}.{serial}", reference(12)),
            Scheme::Sgcn => format!("{}.{number}", reference(12)),
            Scheme::Giai | Scheme::Ginc => serial.clone(),
            _ => format!("A-1.{number}"),
        };
        let form = if scheme == Scheme::Lgtin { "class" } else { "id" };
        let urn = format!("urn:epc:{form}:{scheme}:{prefix}.{rest}");
        let epc: Epc = urn.parse().unwrap();
        prop_assert_eq!(epc.to_string(), urn.as_str());
        let uri = epc.to_link();
        let link = Link::parse(&uri, Options::STRICT).unwrap();
        prop_assert_eq!(link.canonical_key(), uri.as_str());
        prop_assert_eq!(&*link.key().value, epc.key());
        let qualifier = epc.qualifier().map(|(_, value)| value);
        prop_assert_eq!(Epc::new(scheme, &link.key().value, qualifier, length), Ok(epc));
    }

    /// No text makes a parser panic, and what it takes it can print and take again.
    #[test]
    fn no_text_makes_a_parser_panic(text in prop_oneof![any::<String>(), near_miss()]) {
        if let Ok(elements) = parse_element_string(&text) {
            prop_assert!(parse_element_string(&write_element_string(&elements, CARET)).is_ok_and(|again| again == elements));
        }
        if let Ok(elements) = parse_bracketed(&text) {
            prop_assert!(parse_bracketed(&write_bracketed(&elements)).is_ok_and(|again| again == elements));
        }
        let _ = parse_human_readable(&text);
        if let Ok(scan) = read_scan(&text) {
            let _ = scan.message();
        }
        for symbology in [Symbology::Qr, Symbology::Ean13, Symbology::DataBarLimited, Symbology::Gs1128] {
            let _ = write_scan(symbology, &text, false);
            let _ = write_scan(symbology, &text, true);
        }
        let options = Options { aliases: true, short_gtin: true, unknown: true };
        for options in [Options::STRICT, options] {
            if let Ok(link) = Link::parse(&text, options) {
                prop_assert_eq!(Link::parse(&link.canonical(), options).unwrap().canonical(), link.canonical());
            }
        }
        if let Ok(epc) = text.parse::<Epc>() {
            prop_assert_eq!(epc.to_string().parse(), Ok(epc));
        }
        if let Some(uri) = normalise_lenient(&text) {
            prop_assert!(uri.starts_with(link::CANONICAL_STEM));
        }
        let _ = from_launch_query(&text);
    }

    /// A linter never panics, and the place it names is in the data.
    #[test]
    fn a_linter_names_a_place_in_the_data(
        linter in select(Linter::ALL),
        data in prop_oneof![prop::collection::vec(any::<u8>(), 0..40), "[0-9]{0,40}".prop_map(String::into_bytes)],
    ) {
        if let Err(fault) = linter.check(&data) {
            prop_assert!(fault.start + fault.length <= data.len(), "{fault:?}");
        }
    }

    /// The table takes the values that the dictionary's text takes.
    #[test]
    fn the_table_is_the_dictionary(
        at in any::<prop::sample::Index>(),
        value in prop_oneof![
            checked_digits(14), checked_digits(13), checked_digits(18), checked_digits(17), text_82(30), "[0-9]{0,34}",
            "[0-9]{4}[#0-9A-Z/-]{0,28}", "[A-Za-z0-9_-]{0,92}={0,3}", date(), "[0-9]{3}[0-9A-Z]{1,12}",
            "[0-9]{6}-?", ".{0,12}",
        ],
    ) {
        let Some(dictionary) = DICTIONARY.as_ref() else { return Ok(()) };
        let ais = dictionary.ais();
        let ai = at.get(&ais);
        let got = ai.parse::<Ai>().unwrap().check(&value);
        prop_assert_eq!(got.is_ok(), dictionary.accepts(ai, &value), "({}) {:?}: {:?}", ai, value, got);
    }

    /// Associations are the dictionary's.
    #[test]
    fn associations_are_the_dictionarys(at in prop::collection::vec(any::<prop::sample::Index>(), 1..6)) {
        let Some(dictionary) = DICTIONARY.as_ref() else { return Ok(()) };
        let all = dictionary.ais();
        let frequent = ["00", "01", "02", "10", "21", "37", "255", "414", "8006", "8020", "3100", "3103"];
        let pick = |index: prop::sample::Index| match index.index(3) {
            0 => index.get(&all).clone(),
            _ => index.get(&frequent).to_string(),
        };
        let ais: BTreeSet<String> = at.into_iter().map(pick).collect();
        let ais: Vec<String> = ais.into_iter().collect();
        let elements: Vec<_> =
            ais.iter().map(|ai| Element { ai: ai.parse().unwrap(), value: "x".into() }).collect();
        prop_assert_eq!(check_associations(&elements).is_empty(), dictionary.go_together(&ais), "{:?}", ais);
    }
}

/// Every AI of two to four digits has the facts of its line, and there is no other.
#[test]
fn the_facts_of_every_ai() {
    let Some(dictionary) = DICTIONARY.as_ref() else { return };
    let keys: BTreeSet<String> = dictionary.paths().into_iter().map(|path| path[0].clone()).collect();
    for (width, count) in [(2, 100), (3, 1_000), (4, 10_000)] {
        for number in 0..count {
            let text = format!("{number:0width$}");
            let ai: Ai = text.parse().unwrap();
            let entry = dictionary.entry(&text);
            assert_eq!(ai.is_known(), entry.is_some(), "{text}");
            assert_eq!(
                ai.is_predefined_length(),
                entry.is_some_and(|entry| entry.flags.contains('*')),
                "{text}"
            );
            assert_eq!(ai.is_attribute(), entry.is_some_and(|entry| entry.flags.contains('?')), "{text}");
            assert_eq!(ai.is_key(), keys.contains(&text), "{text}");
            assert_eq!(ai.title().unwrap_or(""), entry.map_or("", |entry| &entry.title), "{text}");
        }
    }
}

/// A number that could be no AI, because those that begin like it have another width, is none in a query either.
#[test]
fn an_unknown_ai_has_the_width_of_its_kind() {
    let options = Options { unknown: true, ..Options::STRICT };
    let takes = |name: &str| {
        let uri = format!("https://a.example/8004/4012345A?{name}=X");
        Link::parse(&uri, options).is_ok_and(|link| link.get(name) == Some("X"))
    };
    for name in ["89", "236", "419", "3999", "8999"] {
        assert!(takes(name), "{name}");
    }
    for name in ["011", "80", "800", "399", "2367", "4199", "999"] {
        assert!(!takes(name), "{name}");
    }
}

/// Two slips of the reference implementation that the hash profile `reference` must share.
#[test]
fn the_lenient_form_shares_two_slips() {
    assert_eq!(normalise_lenient("urn:epc:id:grai:123456789012..4"), None);
    assert_eq!(normalise_lenient("urn:epc:idpat:gdti:439483483943..*"), None);
    assert!(normalise_lenient("urn:epc:id:gdti:987659999999..9").is_some());
    assert!(normalise_lenient("urn:epc:id:grai:12345678901.2.4").is_some());
    assert_eq!(normalise_lenient("https://localhost/01/06901234567892"), None);
    assert!(normalise_lenient("https://a.example/01/06901234567892").is_some());
}

/// A Digital Link takes exactly the paths that the dictionary allows, among all rows of up to four AIs.
#[test]
fn the_paths_of_every_key() {
    let Some(dictionary) = DICTIONARY.as_ref() else { return };
    let paths = dictionary.paths();
    let value = |ai: &str| match ai {
        "00" | "8017" | "8018" => "123456789012345675",
        "01" => "06901234567892",
        "253" | "255" | "414" | "415" | "417" => "4012345000054",
        "402" => "40123452223334442",
        "8003" => "04012345000221",
        "8006" => "069012345678920102",
        "8013" => "1987654Ad4X4bL5ttr2310c2K",
        "7040" => "1ABC",
        "8011" | "8019" => "12",
        _ => "4012345A",
    };
    let keys: BTreeSet<&str> = paths.iter().map(|path| path[0].as_str()).collect();
    let qualifiers: BTreeSet<&str> =
        paths.iter().flat_map(|path| path[1..].iter().map(String::as_str)).collect();
    let mut rows: Vec<Vec<&str>> = keys.iter().map(|key| vec![*key]).collect();
    let mut at = 0;
    while at < rows.len() {
        if rows[at].len() < 4 {
            let longer = qualifiers.iter().map(|ai| [rows[at].clone(), vec![*ai]].concat());
            rows.extend(longer.collect::<Vec<_>>());
        }
        at += 1;
    }
    for row in rows {
        let path: String = row.iter().map(|ai| format!("/{ai}/{}", value(ai))).collect();
        let got = Link::parse(&format!("https://a{path}"), Options::STRICT).map(|link| link.elements().len());
        let wanted: Vec<String> = row.iter().map(|ai| (*ai).to_owned()).collect();
        assert_eq!(got == Ok(row.len()), paths.contains(&wanted), "{row:?}: {got:?}");
    }
}
