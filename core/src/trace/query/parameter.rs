//! The names of the standard's parameters, and what their values must be.

use super::{
    Condition, Master, QueryError, QueryErrorKind, error,
    extension::{Extension, FieldName, Scope},
    measure::Measure,
    name,
    operand::Operand,
    pattern::Patterns,
    predicate::{Comparison, Predicate},
    selector::{Path, Selector},
};
use crate::{
    base::{decimal::Decimal, text::shown},
    digest::json::{Kind, Value},
    trace::{
        Action, Context, EventType,
        cbv::{self, Family},
        history, moment,
    },
};
use alloc::{borrow::Cow, collections::BTreeSet, format, string::String, vec::Vec};

/// What the value of a parameter is.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Time(Comparison),
    /// `percRank`, which has no unit.
    Number(Comparison),
    Texts,
    Actions,
    Types,
    Words(Family),
    Names,
    /// Identifiers and all that lies within them.
    Within,
    Patterns,
    Flag,
    Hex,
    Exists,
}

struct Named {
    name: &'static str,
    shape: Shape,
    paths: &'static [Path],
}

const fn named(name: &'static str, shape: Shape, paths: &'static [Path]) -> Named {
    Named { name, shape, paths }
}

const GE: Comparison = Comparison::GreaterOrEqual;
const LT: Comparison = Comparison::Less;

const REPORT: &str = "sensorReport";
const METADATA: &str = "sensorMetadata";
const SENSORS: &str = "sensorElementList";
const DECLARED: &[Path] = &[&["errorDeclaration", "declarationTime"]];

/// The parameters with a fixed name (EPCIS 2.0 §8.2.7.1, `query-schema.json`).
const NAMED: &[Named] = &[
    named("eventType", Shape::Types, &[&["type"]]),
    named("GE_eventTime", Shape::Time(GE), &[&["eventTime"]]),
    named("LT_eventTime", Shape::Time(LT), &[&["eventTime"]]),
    named("GE_recordTime", Shape::Time(GE), &[&["recordTime"]]),
    named("LT_recordTime", Shape::Time(LT), &[&["recordTime"]]),
    named("EQ_action", Shape::Actions, &[&["action"]]),
    named("EQ_bizStep", Shape::Words(Family::BizStep), &[&["bizStep"]]),
    named("EQ_disposition", Shape::Words(Family::Disposition), &[&["disposition"]]),
    named(
        "EQ_persistentDisposition_set",
        Shape::Words(Family::Disposition),
        &[&["persistentDisposition", "set"]],
    ),
    named(
        "EQ_persistentDisposition_unset",
        Shape::Words(Family::Disposition),
        &[&["persistentDisposition", "unset"]],
    ),
    named("EQ_readPoint", Shape::Names, &[&["readPoint", "id"]]),
    named("WD_readPoint", Shape::Within, &[&["readPoint", "id"]]),
    named("EQ_bizLocation", Shape::Names, &[&["bizLocation", "id"]]),
    named("WD_bizLocation", Shape::Within, &[&["bizLocation", "id"]]),
    named("EQ_transformationID", Shape::Names, &[&["transformationID"]]),
    named("MATCH_epc", Shape::Patterns, &[&["epcList"], &["childEPCs"]]),
    named("MATCH_parentID", Shape::Patterns, &[&["parentID"]]),
    named("MATCH_inputEPC", Shape::Patterns, &[&["inputEPCList"]]),
    named("MATCH_outputEPC", Shape::Patterns, &[&["outputEPCList"]]),
    named(
        "MATCH_anyEPC",
        Shape::Patterns,
        &[&["epcList"], &["childEPCs"], &["parentID"], &["inputEPCList"], &["outputEPCList"]],
    ),
    named(
        "MATCH_epcClass",
        Shape::Patterns,
        &[&["quantityList", "epcClass"], &["childQuantityList", "epcClass"]],
    ),
    named("MATCH_inputEPCClass", Shape::Patterns, &[&["inputQuantityList", "epcClass"]]),
    named("MATCH_outputEPCClass", Shape::Patterns, &[&["outputQuantityList", "epcClass"]]),
    named("MATCH_anyEPCClass", Shape::Patterns, CLASSES),
    named("EQ_eventID", Shape::Texts, &[&["eventID"]]),
    named("EXISTS_errorDeclaration", Shape::Exists, &[&["errorDeclaration"]]),
    // The schema writes these with an underscore, the REST interface without.
    named("GE_errorDeclaration_Time", Shape::Time(GE), DECLARED),
    named("LT_errorDeclaration_Time", Shape::Time(LT), DECLARED),
    named("GE_errorDeclarationTime", Shape::Time(GE), DECLARED),
    named("LT_errorDeclarationTime", Shape::Time(LT), DECLARED),
    named("EQ_errorReason", Shape::Words(Family::ErrorReason), &[&["errorDeclaration", "reason"]]),
    named("EQ_correctiveEventID", Shape::Texts, &[&["errorDeclaration", "correctiveEventIDs"]]),
    named("EXISTS_sensorElementList", Shape::Exists, &[&[SENSORS]]),
    named("GE_time", Shape::Time(GE), &[&[SENSORS, METADATA, "time"], &[SENSORS, REPORT, "time"]]),
    named("LT_time", Shape::Time(LT), &[&[SENSORS, METADATA, "time"], &[SENSORS, REPORT, "time"]]),
    named("GE_startTime", Shape::Time(GE), &[&[SENSORS, METADATA, "startTime"]]),
    named("LT_startTime", Shape::Time(LT), &[&[SENSORS, METADATA, "startTime"]]),
    named("GE_endTime", Shape::Time(GE), &[&[SENSORS, METADATA, "endTime"]]),
    named("LT_endTime", Shape::Time(LT), &[&[SENSORS, METADATA, "endTime"]]),
    named("EQ_type", Shape::Words(Family::MeasurementType), &[&[SENSORS, REPORT, "type"]]),
    named("EQ_deviceID", Shape::Names, &[&[SENSORS, METADATA, "deviceID"], &[SENSORS, REPORT, "deviceID"]]),
    named(
        "EQ_dataProcessingMethod",
        Shape::Names,
        &[&[SENSORS, METADATA, "dataProcessingMethod"], &[SENSORS, REPORT, "dataProcessingMethod"]],
    ),
    named("EQ_microorganism", Shape::Names, &[&[SENSORS, REPORT, "microorganism"]]),
    named("EQ_chemicalSubstance", Shape::Names, &[&[SENSORS, REPORT, "chemicalSubstance"]]),
    named("EQ_bizRules", Shape::Names, &[&[SENSORS, METADATA, "bizRules"], &[SENSORS, REPORT, "bizRules"]]),
    named("EQ_stringValue", Shape::Texts, &[&[SENSORS, REPORT, "stringValue"]]),
    named("EQ_booleanValue", Shape::Flag, &[&[SENSORS, REPORT, "booleanValue"]]),
    named("EQ_hexBinaryValue", Shape::Hex, &[&[SENSORS, REPORT, "hexBinaryValue"]]),
    named("EQ_uriValue", Shape::Names, &[&[SENSORS, REPORT, "uriValue"]]),
    named("GE_percRank", Shape::Number(GE), &[&[SENSORS, REPORT, "percRank"]]),
    named("LT_percRank", Shape::Number(LT), &[&[SENSORS, REPORT, "percRank"]]),
    named("GT_percRank", Shape::Number(Comparison::Greater), &[&[SENSORS, REPORT, "percRank"]]),
    named("LE_percRank", Shape::Number(Comparison::LessOrEqual), &[&[SENSORS, REPORT, "percRank"]]),
];

const CLASSES: &[Path] = &[
    &["quantityList", "epcClass"],
    &["childQuantityList", "epcClass"],
    &["inputQuantityList", "epcClass"],
    &["outputQuantityList", "epcClass"],
];

const QUANTITIES: &[Path] = &[
    &["quantityList", "quantity"],
    &["childQuantityList", "quantity"],
    &["inputQuantityList", "quantity"],
    &["outputQuantityList", "quantity"],
];

const QUANTITY_ELEMENTS: &[Path] =
    &[&["quantityList"], &["childQuantityList"], &["inputQuantityList"], &["outputQuantityList"]];

const REPORTS: &[Path] = &[&[SENSORS, REPORT]];

/// Fields of the standard whose values master data may describe.
const DESCRIBED: &[(&str, &[Path])] = &[
    ("readPoint", &[&["readPoint", "id"]]),
    ("bizLocation", &[&["bizLocation", "id"]]),
    ("epcClass", CLASSES),
    ("bizStep", &[&["bizStep"]]),
    ("disposition", &[&["disposition"]]),
    ("bizTransaction", &[&["bizTransactionList", "bizTransaction"]]),
    ("source", &[&["sourceList", "source"]]),
    ("destination", &[&["destinationList", "destination"]]),
];

/// Prefixes of an extension's name that say what it stands in; the last two take `EQ_` only.
const SCOPES: &[(&str, Scope)] = &[
    ("ILMD_", Scope::Ilmd),
    ("ERROR_DECLARATION_", Scope::ErrorDeclaration),
    ("SENSORELEMENT_", Scope::SensorElement),
    ("SENSORMETADATA_", Scope::SensorMetadata),
    ("SENSORREPORT_", Scope::SensorReport),
    ("readPoint_", Scope::ReadPoint),
    ("bizLocation_", Scope::BizLocation),
];

const COMPARISONS: &[(&str, Comparison)] = &[
    ("EQ_", Comparison::Equal),
    ("GT_", Comparison::Greater),
    ("GE_", Comparison::GreaterOrEqual),
    ("LT_", Comparison::Less),
    ("LE_", Comparison::LessOrEqual),
];

/// Numbers of a sensor report that have its unit; only the first takes `EQ_`.
const SENSOR_NUMBERS: &[&str] = &["value", "minValue", "maxValue", "meanValue", "sDev", "percValue"];

/// The condition of a parameter; none where the parameter says not to ask (`EXISTS_…: false`).
///
/// The pointer of an error begins at the parameter's value.
pub(super) fn read(
    parameter: &str,
    value: Value<'_>,
    context: &Context<'_>,
    master: &Master<'_>,
) -> Result<Option<Condition>, QueryError> {
    let reader = Reader { value, context, master };
    if let Some(named) = NAMED.iter().find(|named| named.name == parameter) {
        let predicate = reader.shaped(named.shape)?;
        return Ok(predicate.map(|predicate| Condition { selector: Selector::Paths(named.paths), predicate }));
    }
    if let Some(field) = parameter.strip_prefix("EXISTS_") {
        let selector = Selector::Extension(extension(field, None, context)?);
        let predicate = reader.exists()?;
        return Ok(predicate.map(|predicate| Condition { selector, predicate }));
    }
    if let Some(field) = parameter.strip_prefix("HASATTR_") {
        return reader.has_attribute(field).map(Some);
    }
    if let Some(rest) = parameter.strip_prefix("EQATTR_").or_else(|| parameter.strip_prefix("EQ_ATTR_")) {
        return reader.equals_attribute(rest).map(Some);
    }
    let found =
        COMPARISONS.iter().find_map(|(op, comparison)| Some((parameter.strip_prefix(op)?, *comparison)));
    let (rest, comparison) = found.ok_or_else(unknown)?;
    if comparison == Comparison::Equal {
        for (prefix, list, member, family) in [
            ("bizTransaction_", "bizTransactionList", "bizTransaction", Family::BizTransactionType),
            ("source_", "sourceList", "source", Family::SourceDestinationType),
            ("destination_", "destinationList", "destination", Family::SourceDestinationType),
        ] {
            if let Some(kind) = rest.strip_prefix(prefix).filter(|kind| !kind.is_empty()) {
                let kind = name::word(kind, family, context);
                let predicate = Predicate::Names(reader.names()?);
                let selector = Selector::Typed { list, member, family, kind };
                return Ok(Some(Condition { selector, predicate }));
            }
        }
    }
    if rest == "quantity" {
        let predicate = Predicate::Number(comparison, reader.numbers(comparison)?);
        return Ok(Some(Condition { selector: Selector::Paths(QUANTITIES), predicate }));
    }
    if let Some(unit) = rest.strip_prefix("quantity_") {
        return reader.measure("quantity", unit, comparison, QUANTITY_ELEMENTS).map(Some);
    }
    for member in SENSOR_NUMBERS {
        let Some(unit) = rest.strip_prefix(member).and_then(|rest| rest.strip_prefix('_')) else { continue };
        if comparison == Comparison::Equal && *member != "value" {
            return Err(unknown());
        }
        return reader.measure(member, unit, comparison, REPORTS).map(Some);
    }
    let selector = Selector::Extension(extension(rest, Some(comparison), context)?);
    let wanted = if comparison == Comparison::Equal {
        "a number, a time, a date or a list of texts"
    } else {
        "a number, a time or a date"
    };
    let operand = Operand::read(value, comparison).ok_or_else(|| error("", wanted))?;
    Ok(Some(Condition { selector, predicate: Predicate::Operand(operand) }))
}

fn unknown() -> QueryError {
    QueryErrorKind::Unknown.into()
}

impl From<QueryErrorKind> for QueryError {
    fn from(kind: QueryErrorKind) -> Self {
        Self { kind, pointer: String::new() }
    }
}

/// The extension that a parameter names behind its operator; no comparison stands for `EXISTS_`.
fn extension(
    text: &str,
    comparison: Option<Comparison>,
    context: &Context<'_>,
) -> Result<Extension, QueryError> {
    let (inner, rest) = match text.strip_prefix("INNER_") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let scoped = SCOPES.iter().find_map(|(prefix, scope)| Some((*scope, rest.strip_prefix(prefix)?)));
    let (scope, name) = scoped.unwrap_or((Scope::Event, rest));
    let known = match (scope, comparison) {
        (Scope::Event | Scope::Ilmd | Scope::ErrorDeclaration, _) => true,
        (Scope::ReadPoint | Scope::BizLocation, comparison) => comparison == Some(Comparison::Equal),
        (_, Some(_)) => true,
        (_, None) => !inner,
    };
    if !known {
        return Err(unknown());
    }
    Ok(Extension { scope, inner, field: FieldName::read(name, context)? })
}

/// The value of a parameter, with what is needed to read it.
struct Reader<'r, 'd> {
    value: Value<'r>,
    context: &'r Context<'r>,
    master: &'r Master<'d>,
}

impl Reader<'_, '_> {
    fn shaped(&self, shape: Shape) -> Result<Option<Predicate>, QueryError> {
        Ok(Some(match shape {
            Shape::Exists => return self.exists(),
            Shape::Time(comparison) => {
                let text = self.value.text().ok_or_else(|| error("", "a time with offset"))?;
                let time = moment(&text).ok_or_else(|| error("", "a time with offset"))?;
                Predicate::Time(comparison, time)
            }
            Shape::Number(comparison) => Predicate::Number(comparison, self.numbers(comparison)?),
            Shape::Texts => Predicate::Texts(self.texts(|text| Ok(text.into()))?),
            Shape::Actions => Predicate::Texts(self.texts(|text| match Action::from_name(text) {
                Some(_) => Ok(text.into()),
                None => Err(QueryErrorKind::Value { wanted: "`ADD`, `OBSERVE` or `DELETE`" }),
            })?),
            Shape::Types => Predicate::Types(self.texts(|text| {
                let name = name::event_type(text, self.context);
                if name.contains(':') || EventType::from_name(&name).is_some() {
                    return Ok(name);
                }
                Err(QueryErrorKind::Value { wanted: "one of the five types of event, or a URI" })
            })?),
            Shape::Words(family) => Predicate::Words(family, self.texts(|text| self.word(text, family))?),
            Shape::Names => Predicate::Names(self.names()?),
            Shape::Within => Predicate::Names(self.master.within(self.names()?)),
            Shape::Patterns => Predicate::Patterns(self.patterns()?),
            Shape::Flag => {
                Predicate::Flag(self.value.boolean().ok_or_else(|| error("", "`true` or `false`"))?)
            }
            Shape::Hex => Predicate::Hex(self.texts(|text| {
                let even = text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit());
                let wanted = "an even number of hexadecimal digits";
                if even { Ok(text.to_ascii_uppercase()) } else { Err(QueryErrorKind::Value { wanted }) }
            })?),
        }))
    }

    /// The value of a parameter without one: `null`, a number, or `true`; `false` takes the question back.
    fn exists(&self) -> Result<Option<Predicate>, QueryError> {
        match (self.value.kind(), self.value.boolean()) {
            (Kind::Bool, Some(false)) => Ok(None),
            (Kind::Null | Kind::Bool, _) => Ok(Some(Predicate::Exists)),
            (Kind::Number, _) if self.value.unsigned().is_some_and(|number| number > 0) => {
                Ok(Some(Predicate::Exists))
            }
            _ => Err(error("", "`null`, `true` or 1")),
        }
    }

    /// A list of texts, with at least one, each read by `read`.
    fn texts(
        &self,
        read: impl Fn(&str) -> Result<String, QueryErrorKind>,
    ) -> Result<BTreeSet<String>, QueryError> {
        self.list(&mut |text| read(&text)).map(|list| list.into_iter().collect())
    }

    fn list<T>(
        &self,
        read: &mut dyn FnMut(Cow<'_, str>) -> Result<T, QueryErrorKind>,
    ) -> Result<Vec<T>, QueryError> {
        let items = self.value.items().ok_or_else(|| error("", "a list of texts"))?;
        let mut list = Vec::new();
        for (at, item) in items.enumerate() {
            let text = item.text().ok_or_else(|| error(&format!("/{at}"), "a text"))?;
            let read = read(text).map_err(|kind| QueryError { kind, pointer: format!("/{at}") });
            list.push(read?);
        }
        if list.is_empty() { Err(error("", "a list that is not empty")) } else { Ok(list) }
    }

    fn names(&self) -> Result<BTreeSet<String>, QueryError> {
        self.texts(|text| Ok(history::name(text).into_owned()))
    }

    fn patterns(&self) -> Result<Patterns, QueryError> {
        let mut patterns = Patterns::default();
        self.list(&mut |text| match patterns.add(&text) {
            true => Ok(()),
            false => Err(QueryErrorKind::Pattern { text: shown(&text) }),
        })?;
        Ok(patterns)
    }

    fn word(&self, text: &str, family: Family) -> Result<String, QueryErrorKind> {
        let word = name::word(text, family, self.context);
        let unknown = match word.strip_prefix(family.stem()) {
            // The GS1 vocabulary holds more than the words of one family.
            Some(rest) => family.stem() != cbv::GS1 && !family.knows(rest),
            None => !word.contains(':'),
        };
        if unknown { Err(QueryErrorKind::Word { word: shown(text) }) } else { Ok(word) }
    }

    /// One number, or for `EQ_` a list of them.
    fn numbers(&self, comparison: Comparison) -> Result<Vec<Decimal>, QueryError> {
        let number = |value: Value<'_>, pointer: &str| {
            let text = value.number().ok_or_else(|| error(pointer, "a number"))?;
            text.parse::<Decimal>().map_err(|_| error(pointer, "a number of at most 38 digits"))
        };
        let Some(items) = self.value.items().filter(|_| comparison == Comparison::Equal) else {
            return Ok(alloc::vec![number(self.value, "")?]);
        };
        let list: Result<Vec<_>, _> =
            items.enumerate().map(|(at, item)| number(item, &format!("/{at}"))).collect();
        list.and_then(
            |list| if list.is_empty() { Err(error("", "a list that is not empty")) } else { Ok(list) },
        )
    }

    fn measure(
        &self,
        member: &'static str,
        unit: &str,
        comparison: Comparison,
        paths: &'static [Path],
    ) -> Result<Condition, QueryError> {
        let unit = unit.parse().map_err(|_| unknown())?;
        let values = self.numbers(comparison)?;
        let measure = Measure { member, comparison, values, unit, pieces: member == "quantity" };
        Ok(Condition { selector: Selector::Paths(paths), predicate: Predicate::Measure(measure) })
    }

    fn has_attribute(&self, field: &str) -> Result<Condition, QueryError> {
        let selector = self.described(field)?;
        let wanted = self.texts(|text| Ok(name::attribute(text, self.context)))?;
        let names = self.master.having(self.context, &|name, _| wanted.contains(name));
        Ok(Condition { selector, predicate: Predicate::Names(names) })
    }

    /// `FIELD_ATTRIBUTE`, where both may hold underscores: the field is one of the standard's, or a qualified name.
    fn equals_attribute(&self, rest: &str) -> Result<Condition, QueryError> {
        let standard = DESCRIBED.iter().find_map(|(field, _)| {
            let attribute = rest.strip_prefix(field)?.strip_prefix('_')?;
            Some((*field, attribute))
        });
        let split = standard.or_else(|| rest.split_once('_')).filter(|(_, attribute)| !attribute.is_empty());
        let (field, attribute) = split.ok_or_else(unknown)?;
        let selector = self.described(field)?;
        let attribute = name::attribute(attribute, self.context);
        let wanted = Operand::read(self.value, Comparison::Equal)
            .ok_or_else(|| error("", "a number, a time, a date or a list of texts"))?;
        let names = self.master.having(self.context, &|name, value| {
            name == attribute && wanted.test(value) == super::Match::Yes
        });
        Ok(Condition { selector, predicate: Predicate::Names(names) })
    }

    /// A field whose values are things that master data may describe.
    fn described(&self, field: &str) -> Result<Selector, QueryError> {
        if let Some((_, paths)) = DESCRIBED.iter().find(|(name, _)| *name == field) {
            return Ok(Selector::Paths(paths));
        }
        Ok(Selector::Extension(extension(field, None, self.context)?))
    }
}
