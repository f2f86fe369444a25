//! Strict JSON reading beside `serde_json` into `Value` (which lets the last of two members win).

use crate::{documents, pair::Case};
use std::hint::black_box;
use terroir::digest::json;

pub fn cases() -> Vec<Case> {
    [
        ("one EPCIS event", documents::epcis(1)),
        ("1,000 EPCIS events", documents::epcis(1_000)),
        ("4,000 rows", documents::rows(4_000)),
        (
            "long strings",
            format!("[{}]", vec![format!("\"{}\"", "农产品 traceability ".repeat(200)); 50].join(",")),
        ),
    ]
    .into_iter()
    .map(|(name, text)| {
        let peer_text = text.clone();
        Case::new(
            format!("read {name} ({} bytes)", text.len()),
            1.0,
            move || {
                black_box(json::read(black_box(text.as_bytes())).is_ok());
            },
            move || {
                black_box(
                    serde_json::from_slice::<serde_json::Value>(black_box(peer_text.as_bytes())).is_ok(),
                );
            },
        )
    })
    .collect()
}
