//! Labels and links of lots.

use super::{Kind, Reading};
use crate::{
    base::finding::Severity,
    id::{
        frame::Frame,
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

/// A terroir label (b): `TR1:` and Base45, in the one form that is read. Its signatures are not looked at here.
pub(super) fn frame(text: &str) -> Option<Reading> {
    if !Frame::begins(text) {
        return None;
    }
    let reading = Reading { status: Status::Unverified, ..Reading::new(Kind::LabelFrame, text) };
    let frame = match Frame::parse(text) {
        Ok(frame) => frame,
        Err(error) => {
            return Some(reading.with(Severity::Error, "label-frame-malformed", format!("{error}")));
        }
    };
    let Ok(name) = frame.lot.parse() else {
        return Some(reading.with(
            Severity::Error,
            "label-frame-malformed",
            crate::base::text::shown(&frame.lot),
        ));
    };
    let reading = of_lot(reading, name)
        .key("count", frame.count.to_string())
        .key("head", frame.n.to_string())
        .key("time", crate::base::text::shown(&frame.time));
    Some(reading.with(Severity::Note, "not-verified", ""))
}
