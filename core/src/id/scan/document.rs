//! Documents, by how they begin.

use super::{Kind, Reading};
use crate::{
    base::finding::Severity,
    digest::json::{self, Kind as JsonKind},
};
use alloc::string::ToString;

pub(super) fn reading(text: &str) -> Option<Reading> {
    for (line, kind) in [
        ("terroir/v1 passport\n", Kind::Passport),
        ("terroir/v1 bundle\n", Kind::Bundle),
        ("terroir/v1 evidence\n", Kind::Evidence),
    ] {
        if text.starts_with(line) {
            return Some(Reading::new(kind, "").with(Severity::Note, "not-verified", ""));
        }
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let reading = match json::read(text.as_bytes()) {
        Ok(document) => {
            let root = document.root();
            let kind = root.get("type").and_then(|kind| kind.text());
            let epcis = matches!(
                kind.as_deref(),
                Some(
                    "EPCISDocument"
                        | "EPCISQueryDocument"
                        | "ObjectEvent"
                        | "AggregationEvent"
                        | "TransactionEvent"
                        | "TransformationEvent"
                        | "AssociationEvent"
                )
            );
            let kind = if epcis && root.kind() == JsonKind::Object { Kind::Epcis } else { Kind::Json };
            Reading::new(kind, "").with(Severity::Note, "not-verified", "")
        }
        Err(error) => Reading::new(Kind::Json, "").with(Severity::Error, "json-malformed", error.to_string()),
    };
    Some(reading)
}
