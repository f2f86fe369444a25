//! Labels and links of lots.

use super::{Kind, Reading};
use crate::{
    base::finding::Severity,
    id::{
        link::{Link, Options},
        local::{LotForm, LotName, Part},
        report::Status,
    },
};
use alloc::{format, string::ToString, vec::Vec};

/// Characters of `tr`: the count in 4 bytes and 16 bytes of the root, in base64url without padding.
const TR_CHARACTERS: usize = 27;

/// A terroir label (a): `https://HOST/LOT?tr=…`.
pub(super) fn label(address: &str) -> Option<Reading> {
    let query = address.split('#').next()?.split_once('?')?.1;
    let mut all = query.split('&').filter_map(|pair| pair.strip_prefix("tr="));
    let tr = all.next()?;
    let (host, name) = lot_at(address)?;
    let canonical = format!("https://{host}/{name}?tr={tr}");
    let reading = of_lot(Reading::new(Kind::Label, canonical).key("host", host), name);
    if all.next().is_some() {
        return Some(reading.with(Severity::Error, "label-tr-repeated", ""));
    }
    Some(match tr_bytes(tr).as_deref() {
        Some([a, b, c, d, root @ ..]) => {
            let count = u32::from_be_bytes([*a, *b, *c, *d]);
            let root: alloc::string::String = root.iter().map(|byte| format!("{byte:02x}")).collect();
            let reading = reading.key("count", count.to_string()).key("root", root);
            if count == 0 { reading.with(Severity::Error, "label-tr-malformed", "0") } else { reading }
        }
        _ => reading.with(Severity::Error, "label-tr-malformed", crate::base::text::shown(tr)),
    })
}

/// The 20 bytes of `tr`, if it is their one spelling.
fn tr_bytes(tr: &str) -> Option<Vec<u8>> {
    if tr.len() != TR_CHARACTERS {
        return None;
    }
    let (mut bytes, mut word, mut bits) = (Vec::with_capacity(20), 0_u32, 0_u32);
    for byte in tr.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        word = (word << 6 | u32::from(six)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((word >> bits) as u8);
        }
    }
    // Spare bits must be zero: one spelling only.
    (word & ((1 << bits) - 1) == 0).then_some(bytes)
}

/// The URL of a lot without `tr`.
pub(super) fn lot_link(address: &str) -> Option<Reading> {
    let (host, name) = lot_at(address)?;
    let local = matches!(name.form(), LotForm::Local(_));
    local.then(|| of_lot(Reading::new(Kind::LotLink, name.as_str()).key("host", host), name))
}

fn of_lot(mut reading: Reading, name: LotName) -> Reading {
    match name.form() {
        LotForm::Gs1 { gtin, lot } => reading = reading.key("01", gtin).key("10", lot.text()),
        LotForm::Local(id) => {
            reading = reading
                .key("issuer", id.issuer.as_str())
                .key("product", id.product.text())
                .key("lot", id.lot.text());
        }
    }
    reading.lot = Some(name);
    reading
}

/// The host of an address and the lot that its path names.
fn lot_at(address: &str) -> Option<(&str, LotName)> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/')?;
    if let Ok(name) = path.parse() {
        return Some((host, name));
    }
    // A Digital Link may carry a stem and further qualifiers.
    let link = Link::parse(address, Options::STRICT).ok()?;
    let lot: Part = link.get("10")?.parse().ok()?;
    Some((host, LotName::gs1(link.get("01")?, &lot).ok()?))
}

/// A terroir label (b): `TR1:` and Base45. Only its outer form and the lot it names are read here.
pub(super) fn frame(text: &str) -> Option<Reading> {
    let encoded = text.strip_prefix("TR1:")?;
    let reading = Reading { status: Status::Unverified, ..Reading::new(Kind::LabelFrame, text) };
    let Some(bytes) = base45(encoded) else {
        return Some(reading.with(Severity::Error, "label-frame-malformed", ""));
    };
    Some(match first_text(&bytes).and_then(|name| name.parse().ok()) {
        Some(name) => of_lot(reading, name).with(Severity::Note, "label-not-decoded", ""),
        None => reading.with(Severity::Error, "label-frame-malformed", ""),
    })
}

/// Bytes of the CBOR of a label at most (FORMATS §10).
const FRAME_BYTES: usize = 1300;

/// Base45 (RFC 9285).
fn base45(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    if text.len() > FRAME_BYTES * 3 / 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() * 2 / 3);
    for group in text.as_bytes().chunks(3) {
        let mut number = 0_u32;
        for byte in group.iter().rev() {
            number = number * 45 + u32::try_from(ALPHABET.iter().position(|known| known == byte)?).ok()?;
        }
        match group.len() {
            3 if number <= 0xFFFF => bytes.extend([(number >> 8) as u8, number as u8]),
            2 if number <= 0xFF => bytes.push(number as u8),
            _ => return None,
        }
    }
    Some(bytes)
}

/// The text under key 1, which stands first in a deterministic map.
fn first_text(cbor: &[u8]) -> Option<&str> {
    let [map, 1, head, rest @ ..] = cbor else { return None };
    if map >> 5 != 5 {
        return None;
    }
    let (length, rest) = match head {
        0x60..=0x77 => (usize::from(head & 0x1F), rest),
        0x78 => rest.split_first().map(|(length, rest)| (usize::from(*length), rest))?,
        _ => return None,
    };
    core::str::from_utf8(rest.get(..length)?).ok()
}
