//! Where each code's rule is written.

/// Code, and the clause it follows: a section of a standard; a definition in the JSON Schema or ontology that GS1
/// publishes with EPCIS 2.0; or a rule of this library, where events are held against each other.
pub const CLAUSES: &[(&str, &str)] = &[
    ("act-in-other-type", "docs/VOCABULARY.md"),
    ("act-needs-quantity", "docs/VOCABULARY.md"),
    ("after-its-document", "terroir: events together"),
    ("before-it-existed", "terroir: events together; docs/VOCABULARY.md"),
    ("class-as-instance", "EPCIS 2.0 ontology: epcis:childEPCs"),
    ("commissioned-again", "CBV 2.0 §7.1: commissioning"),
    ("compared-by-text", "CBV 2.0 §8.9"),
    ("component-without-value", "EPCIS 2.0 ontology: epcis:component"),
    ("contradictory-content", "EPCIS 2.0 ontology: epcis:ErrorDeclaration"),
    ("correction-cycle", "EPCIS 2.0 ontology: epcis:correctiveEventIDs"),
    ("corrective-event-missing", "EPCIS 2.0 ontology: epcis:correctiveEventIDs"),
    ("corrects-what-did-not-occur", "CBV 2.0 §7: did_not_occur"),
    ("dangling-transformation", "EPCIS 2.0 ontology: epcis:transformationID"),
    ("declaration-differs", "EPCIS 2.0 ontology: epcis:ErrorDeclaration"),
    ("declaration-without-target", "EPCIS 2.0 ontology: epcis:ErrorDeclaration"),
    ("declared-before", "EPCIS 2.0 ontology: epcis:ErrorDeclaration"),
    ("declared-wrong-elsewhere", "EPCIS 2.0 ontology: epcis:ErrorDeclaration"),
    ("deviation-without-mean", "EPCIS 2.0 ontology: epcis:sDev"),
    ("doubtful-link", "GS1 Digital Link 1.6 §5"),
    ("duplicate-event", "CBV 2.0 §8.9"),
    ("empty-list", "EPCIS 2.0 JSON Schema: minItems"),
    ("ends-before-it-starts", "EPCIS 2.0 ontology: epcis:startTime"),
    ("field-of-other-act", "docs/VOCABULARY.md"),
    ("fields-without-act", "docs/VOCABULARY.md"),
    ("foreign-context", "JSON-LD 1.1 §3.1"),
    ("fraction-of-pieces", "EPCIS 2.0 §7.3.3.3"),
    ("half-open-period", "EPCIS 2.0 ontology: epcis:startTime"),
    ("half-percentile", "EPCIS 2.0 ontology: epcis:percRank"),
    ("ilmd-without-add", "EPCIS 2.0 JSON Schema: ObjectEvent"),
    ("in-two-parents", "terroir: events together"),
    ("input-is-output", "terroir: events together"),
    ("instance-as-class", "EPCIS 2.0 ontology: epcis:epcClass"),
    ("leap-second", "RFC 3339 §5.7"),
    ("malformed-farm-field", "docs/VOCABULARY.md"),
    ("malformed-hex", "EPCIS 2.0 JSON Schema: hexBinary"),
    ("malformed-identifier", "GS1 General Specifications; TDS 2; GS1 Digital Link 1.6 §5"),
    ("malformed-offset", "EPCIS 2.0 ontology: epcis:eventTimeZoneOffset"),
    ("malformed-time", "RFC 3339 §5.6"),
    ("malformed-unit", "EPCIS 2.0 ontology: epcis:uom"),
    ("malformed-uri", "RFC 3986 §3"),
    ("malformed-version", "EPCIS 2.0 JSON Schema: version"),
    ("mean-outside", "EPCIS 2.0 ontology: epcis:meanValue"),
    ("metadata-in-two-places", "EPCIS 2.0 §7.3.7"),
    ("min-above-max", "EPCIS 2.0 ontology: epcis:minValue"),
    ("missing-farm-field", "docs/VOCABULARY.md"),
    ("missing-member", "EPCIS 2.0 JSON Schema: required"),
    ("missing-what", "EPCIS 2.0 JSON Schema: anyOf of each event type"),
    ("more-findings", "terroir: at most 1,000 findings"),
    ("named-after-its-end", "terroir: events together"),
    ("negative-deviation", "EPCIS 2.0 ontology: epcis:sDev"),
    ("negative-quantity", "EPCIS 2.0 §7.3.3.3"),
    ("no-context", "EPCIS 2.0 JSON Schema: required-ld-context"),
    ("no-epcis-context", "EPCIS 2.0 JSON Schema: @context"),
    ("no-events", "EPCIS 2.0 JSON Schema: epcisBody"),
    ("not-in-this-parent", "terroir: events together"),
    ("not-of-this-type", "EPCIS 2.0 JSON Schema: propertyNames of each event type"),
    ("offset-changes", "terroir: events together"),
    ("offset-differs", "EPCIS 2.0 ontology: epcis:eventTimeZoneOffset"),
    ("other-event-type", "EPCIS 2.0 JSON Schema: Extended-Event"),
    ("other-version", "EPCIS 2.0 JSON Schema: version"),
    ("output-before-input", "EPCIS 2.0 ontology: epcis:transformationID"),
    ("own-parent", "EPCIS 2.0 ontology: epcis:parentID"),
    ("persistent-in-other-type", "EPCIS 2.0 JSON Schema: persistentDisposition"),
    ("personal-in-clear", "docs/VOCABULARY.md"),
    ("personal-pattern", "docs/VOCABULARY.md"),
    ("prefix-redefined", "docs/VOCABULARY.md"),
    ("rank-out-of-range", "EPCIS 2.0 ontology: epcis:percRank"),
    ("received-before-shipped", "terroir: events together"),
    ("recorded-before", "EPCIS 2.0 ontology: epcis:recordTime"),
    ("repeated-identifier", "EPCIS 2.0 JSON Schema: uniqueItems"),
    ("repeated-item", "EPCIS 2.0 JSON Schema: uniqueItems"),
    ("report-without-value", "EPCIS 2.0 ontology: epcis:sensorReport"),
    ("same-event-other-id", "CBV 2.0 §8.9"),
    ("self-correction", "EPCIS 2.0 ontology: epcis:correctiveEventIDs"),
    ("sensor-after-event", "EPCIS 2.0 ontology: epcis:time, epcis:startTime, epcis:endTime"),
    ("set-and-unset", "EPCIS 2.0 ontology: epcis:persistentDisposition"),
    ("step-in-other-type", "CBV 2.0 §7.1: assembling, encoding"),
    ("step-with-other-action", "CBV 2.0 §7.1"),
    ("two-subjects", "EPCIS 2.0 ontology: epcis:chemicalSubstance, epcis:microorganism"),
    ("type-twice", "EPCIS 2.0 ontology: epcis:sourceList"),
    ("undeclared-prefix", "JSON-LD 1.1 §3.1"),
    ("unit-of-other-dimension", "UN/CEFACT Recommendation 20"),
    ("unit-without-quantity", "EPCIS 2.0 §7.3.3.3"),
    ("unit-without-value", "EPCIS 2.0 ontology: epcis:uom"),
    ("unknown-act", "docs/VOCABULARY.md"),
    ("unknown-action", "EPCIS 2.0 JSON Schema: action"),
    ("unknown-document-type", "EPCIS 2.0 JSON Schema: type"),
    ("unknown-event-type", "EPCIS 2.0 JSON Schema: Extended-Event"),
    ("unknown-farm-field", "docs/VOCABULARY.md"),
    ("unknown-member", "EPCIS 2.0 JSON Schema: propertyNames, additionalProperties"),
    ("unknown-unit", "UN/CEFACT Recommendation 20"),
    ("unknown-word", "CBV 2.0 §7"),
    ("unplaced-in-time", "EPCIS 2.0 ontology: epcis:recordTime"),
    ("unreadable-event", "EPCIS 2.0 ontology: epcis:eventTime"),
    ("value-without-unit", "EPCIS 2.0 ontology: epcis:uom"),
    ("word-as-uri", "EPCIS 2.0 JSON Schema: vocab-other-uri, vocab-nonGS1WebVoc-uri"),
    ("word-as-urn", "EPCIS 2.0 JSON Schema: vocab-other-uri"),
    ("wrong-type", "EPCIS 2.0 JSON Schema: type"),
];

/// A code of validation or resolution with its clause.
///
/// ```
/// use terroir::trace::clause;
///
/// assert_eq!(clause("malformed-uri"), Some(("malformed-uri", "RFC 3986 §3")));
/// assert_eq!(clause("no-such-code"), None);
/// ```
#[must_use]
pub fn clause(code: &str) -> Option<(&'static str, &'static str)> {
    let at = CLAUSES.binary_search_by_key(&code, |(code, _)| *code).ok()?;
    CLAUSES.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{WORDS, resolve};

    #[test]
    fn every_code_has_its_clause() {
        assert!(CLAUSES.is_sorted_by(|a, b| a.0 < b.0));
        for (code, ..) in WORDS.iter().chain(resolve::WORDS) {
            assert!(clause(code).is_some(), "{code}");
        }
        assert_eq!(CLAUSES.len(), WORDS.len() + resolve::WORDS.len());
    }
}
