//! Laws of codes and of scanning.

use proptest::prelude::*;
use terroir::base::date::Date;
use terroir::id::{
    Scheme, Status, examine,
    local::{LotName, Part},
    scan::scan,
    spelling::Spelling,
};

fn as_of() -> Option<Date> {
    Some("2026-11-23".parse().unwrap())
}

const ALPHABET_31: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The last character that makes a body right, found by asking.
fn completed(scheme: Scheme, body: &str, last: &str) -> Option<String> {
    last.chars().map(|c| format!("{body}{c}")).find(|code| {
        let report = examine(scheme, code, None);
        report.has_form() && !report.has("check-character") && !report.has("check-digit")
    })
}

/// A right social credit code: both checks found by asking.
fn credit_code() -> impl Strategy<Value = String> {
    ("(9[123]|N[1239]|5[123])", "[1-6][1-5]0[0-9]{3}", "[0-9A-HJ-NP-RTUWXY]{8}").prop_map(
        |(body, region, organisation)| {
            let organisation = completed(Scheme::OrganisationCode, &organisation, "0123456789X").unwrap();
            completed(Scheme::UnifiedSocialCreditCode, &format!("{body}{region}{organisation}"), ALPHABET_31)
                .unwrap()
        },
    )
}

/// A right resident identity number of a made-up person.
fn resident() -> impl Strategy<Value = String> {
    ("(110101|330902|532328)", "19[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])", "[0-9]{3}").prop_map(
        |(region, birth, order)| {
            completed(Scheme::ResidentId, &format!("{region}{birth}{order}"), "0123456789X").unwrap()
        },
    )
}

/// Texts that look like something.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9]{1,32}",
        "[0-9A-Z-]{1,24}",
        "(https?|HTTPS|Https)://[a-z@:.]{1,9}/(01/06901234567892|t/a/b)?[ -~]{0,40}",
        "\\]?(C1|Q1|Q3|E0|d2)?\\x1d?(01|10|00|21|17|3103)[0-9A-Z\\x1d^]{1,40}",
        "\\((01|00|414)\\)[0-9]{13,18}(\\(10\\)[!-z]{1,20})?",
        "urn:[a-z0-9:]{1,12}:[0-9.*]{1,30}",
        "(TR1:|q=|SC|GF|LB-|有机码|t/|j/|terroir/v1 |\\{\"type\":|geo:)[ -~]{0,40}",
    ]
}

/// Whether texts of a reading hold this.
fn shows(answer: &impl serde::Serialize, secret: &str) -> bool {
    serde_json::to_string(answer).unwrap().to_ascii_uppercase().contains(secret)
}

proptest! {
    /// One wrong character in a social credit code is always seen, wherever it stands.
    #[test]
    fn one_wrong_character_is_seen(code in credit_code(), at in 0_usize..18, with in 0_usize..31) {
        let with = ALPHABET_31.as_bytes()[with] as char;
        prop_assert_eq!(examine(Scheme::UnifiedSocialCreditCode, &code, None).status, Status::Valid);
        let mut wrong: Vec<char> = code.chars().collect();
        prop_assume!(wrong[at] != with);
        wrong[at] = with;
        let wrong: String = wrong.into_iter().collect();
        prop_assert_eq!(examine(Scheme::UnifiedSocialCreditCode, &wrong, None).status, Status::Invalid);
    }

    /// One wrong digit, or two neighbours that changed places, in a resident identity number is always seen.
    #[test]
    fn slips_in_a_persons_number_are_seen(code in resident(), at in 0_usize..16, by in 1_u8..10) {
        let check = |code: &[u8]| {
            examine(Scheme::ResidentId, std::str::from_utf8(code).unwrap(), None).has("check-character")
        };
        let mut wrong = code.clone().into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
        prop_assert!(check(&wrong));
        let mut swapped = code.into_bytes();
        let differ = swapped[at] != swapped[at + 1];
        swapped.swap(at, at + 1);
        prop_assert_eq!(check(&swapped), differ);
    }

    /// One wrong digit in a food production licence is always seen.
    #[test]
    fn one_wrong_digit_of_a_licence_is_seen(body in "1(0[1-9]|1[0-9]|2[0-9])[0-9]{10}", at in 0_usize..14, by in 1_u8..10) {
        let code = completed(Scheme::FoodProductionLicence, &format!("SC{body}"), "0123456789").unwrap();
        let mut wrong = code.into_bytes();
        wrong[at + 2] = b'0' + (wrong[at + 2] - b'0' + by) % 10;
        let report = examine(Scheme::FoodProductionLicence, std::str::from_utf8(&wrong).unwrap(), None);
        prop_assert!(report.has("check-character"));
    }

    /// What strict reading takes, hard reading takes; what that takes, lenient reading takes; and spelling a
    /// code loosely changes nothing but its spelling.
    #[test]
    fn lenient_takes_more_than_hard_than_strict(code in credit_code(), loose in 0_u8..4) {
        let text = match loose {
            0 => code.clone(),
            1 => code.to_lowercase(),
            2 => format!("{}-{} {}", &code[..2], &code[2..8], &code[8..]),
            _ => code.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect(),
        };
        let report = examine(Scheme::UnifiedSocialCreditCode, &text, None);
        let [strict, hard, lenient] =
            [Spelling::Exact, Spelling::Cleaned, Spelling::Folded].map(|loosest| report.accepted(loosest));
        prop_assert!(lenient && (!strict || hard));
        prop_assert_eq!(strict, text == code);
        prop_assert_eq!(report.canonical, code);
    }

    /// Scanning and examining answer whatever they are given.
    #[test]
    fn anything_is_answered(text in anything()) {
        let scanned = scan(&text, as_of());
        prop_assert!(scanned.alternatives.len() <= 14);
        for scheme in Scheme::ALL {
            let report = examine(*scheme, &text, as_of());
            prop_assert!(report.status == Status::Invalid || report.has_form() || report.has("form-unusual"));
        }
    }

    /// The canonical form of a reading, scanned, is its own canonical form.
    #[test]
    fn a_canonical_form_stays(text in anything()) {
        for reading in [scan(&text, as_of()).best] {
            if reading.canonical.is_empty() || reading.findings.iter().any(|f| f.code == "personal-masked") {
                continue;
            }
            let again = scan(&reading.canonical, as_of()).best;
            prop_assert_eq!(&again.canonical, &reading.canonical, "{:?} then {:?}", reading, again);
        }
    }

    /// A resident identity number shows nowhere in an answer, however it was wrapped.
    #[test]
    fn a_persons_number_never_shows(code in resident(), wrap in 0_u8..9, lower in any::<bool>()) {
        let number = if lower { code.to_lowercase() } else { code.clone() };
        let text = match wrap {
            0 => number,
            1 => format!(" {number}\n"),
            2 => format!("]Q1{number}"),
            3 => format!("https://x.cn/p?id={number}"),
            4 => format!("q=https%3A%2F%2Fx.cn%2F{number}"),
            5 => format!("身份证 {number}"),
            6 => number.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect(),
            7 => format!("https://x.cn/01/06901234567892/10/{number}"),
            _ => format!("t/{number}/a/b"),
        };
        prop_assert!(!shows(&scan(&text, None), &code), "{}", text);
    }

    /// The name of a lot is what it prints; its parts make it again.
    #[test]
    fn a_lot_has_one_name(issuer in "[A-Za-z0-9-]{1,32}", product in "[!\"%-?A-Z_a-z]{1,20}", lot in "[!\"%-?A-Z_a-z]{1,20}") {
        prop_assume!(!matches!(product.as_str(), "." | "..") && !matches!(lot.as_str(), "." | ".."));
        let (product, lot): (Part, Part) = (product.parse().unwrap(), lot.parse().unwrap());
        let text = format!("t/{issuer}/{}/{}", product.escaped(), lot.escaped());
        let name: LotName = text.parse().unwrap();
        prop_assert_eq!(name.to_string(), text.clone());
        let scanned = scan(&text, None).best;
        prop_assert_eq!(scanned.lot.as_ref(), Some(&name));
        prop_assert_eq!(scanned.value("lot"), Some(lot.text()));
    }
}
