//! `check_codes`: are there more labels than goods, and is one unit in two places?

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{decimal::Decimal, finding::Finding, limits, quantity::Quantity},
    id::link::{Link, Options},
    passport::{
        codes::{Distance, Issued, Limits, Place, Position, Question, Range, Scan, check},
        offline,
    },
};
use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_codes",
    "holds the codes issued for a lot against packs and quantity, and the scans of each unit against each other",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    check_codes
);

/// The codes of one lot and who scanned them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The lot's name.
    lot: String,
    /// What was issued for it.
    #[serde(default)]
    issued: IssuedRequest,
    /// Who scanned, in any order.
    #[serde(default)]
    scans: Vec<ScanRequest>,
    /// Distances between regions.
    #[serde(default)]
    distances: Vec<DistanceRequest>,
    /// From when on a scan is worth a look.
    #[serde(default)]
    limits: LimitsRequest,
    /// The time of day (RFC 3339 with offset).
    now: Option<String>,
}

/// What was issued for a lot, and what it holds.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct IssuedRequest {
    /// How many codes were issued.
    count: Option<u64>,
    /// The units that they name, one by one.
    #[serde(default)]
    units: Vec<String>,
    /// The units that they name, by numbers of 1 to 18 digits.
    #[serde(default)]
    ranges: Vec<RangeRequest>,
    /// How many packs there are; each bears one code.
    packs: Option<u64>,
    /// What the lot holds.
    quantity: Option<Quantity>,
    /// What stands behind one code.
    each: Option<Quantity>,
}

/// Numbers of units.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RangeRequest {
    /// The first, with leading zeros.
    first: String,
    /// The last, with as many digits.
    last: String,
}

/// One scan.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ScanRequest {
    /// The text of the code; the lot and the serial number (21) that it names count.
    code: Option<String>,
    /// The unit, where the code does not name one.
    unit: Option<String>,
    /// When (RFC 3339 with offset).
    at: String,
    /// Latitude in degrees (WGS 84), with `longitude`.
    latitude: Option<Decimal>,
    /// Longitude in degrees (WGS 84), with `latitude`.
    longitude: Option<Decimal>,
    /// The region, instead of a position.
    region: Option<String>,
    /// Does this scan end the unit's way, as at a till?
    #[serde(default)]
    last: bool,
}

/// How far two regions are apart.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct DistanceRequest {
    /// One region.
    from: String,
    /// The other.
    to: String,
    /// Kilometres.
    kilometres: u32,
}

/// From when on a scan is worth a look.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct LimitsRequest {
    /// Scans of one unit; 20 unless said.
    scans: Option<u32>,
    /// The fastest that goods travel, in kilometres an hour; 900 unless said.
    kilometres_per_hour: Option<u32>,
    /// Kilometres by which a position may be wrong; 50 unless said.
    slack: Option<u32>,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// Was nothing found that speaks for copied codes?
    sound: bool,
    /// Units that were scanned.
    units: u64,
    /// How many errors there are.
    errors: u64,
    /// How many warnings there are.
    warnings: u64,
    /// How many notes there are.
    notes: u64,
    /// The first thousand findings; places are pointers into the request.
    findings: Vec<Finding>,
}

/// Bytes of a unit's or region's name.
const NAME_BYTES: usize = 128;

fn check_codes(request: Request) -> Result<Answer, Fault> {
    let mut ranges = Vec::new();
    for (at, range) in request.issued.ranges.iter().enumerate() {
        ranges.push(Range::new(&range.first, &range.last).ok_or_else(|| {
            malformed(
                format!("/issued/ranges/{at}"),
                "not numbers of 1 to 18 digits, as many in both, ascending",
            )
        })?);
    }
    for (at, unit) in request.issued.units.iter().enumerate() {
        named(unit, || format!("/issued/units/{at}"))?;
    }
    let units = request.issued.units.iter().map(String::as_str).collect();
    let mut issued = Issued::of(units, ranges);
    (issued.count, issued.packs) = (request.issued.count, request.issued.packs);
    (issued.quantity, issued.each) = (request.issued.quantity, request.issued.each);
    let codes: Vec<Named> = request
        .scans
        .iter()
        .map(|scan| scan.code.as_deref().map_or_else(Named::default, Named::of))
        .collect();
    let mut scans = Vec::new();
    for (at, (scan, named)) in request.scans.iter().zip(&codes).enumerate() {
        scans.push(scan.read(named, at)?);
    }
    let mut distances = Vec::new();
    for (at, DistanceRequest { from, to, kilometres }) in request.distances.iter().enumerate() {
        named(from, || format!("/distances/{at}/from"))?;
        named(to, || format!("/distances/{at}/to"))?;
        distances.push(Distance { from, to, kilometres: *kilometres });
    }
    let usual = Limits::default();
    let checked = check(&Question {
        lot: &request.lot,
        issued: &issued,
        scans: &scans,
        distances: &distances,
        limits: Limits {
            scans: request.limits.scans.unwrap_or(usual.scans),
            kilometres_per_hour: request.limits.kilometres_per_hour.unwrap_or(usual.kilometres_per_hour),
            slack: request.limits.slack.unwrap_or(usual.slack),
        },
        now: request.now.as_deref().map(|now| super::moment("/now", now)).transpose()?,
    });
    let [notes, warnings, errors] = checked.counts;
    let sound = warnings == 0 && errors == 0;
    Ok(Answer { sound, units: checked.units, errors, warnings, notes, findings: checked.findings })
}

fn malformed(at: String, found: &'static str) -> Fault {
    Fault::new(Code::MalformedRequest, at, found)
}

fn named(name: &str, at: impl FnOnce() -> String) -> Result<(), Fault> {
    if (1..=NAME_BYTES).contains(&name.len()) {
        Ok(())
    } else {
        Err(malformed(at(), "a name has 1 to 128 bytes"))
    }
}

/// What a code names.
#[derive(Default)]
struct Named {
    lot: Option<String>,
    serial: Option<String>,
}

impl Named {
    fn of(code: &str) -> Self {
        let serial = |link: Link| link.get("21").map(Into::into);
        Self { lot: offline::lot_of(code), serial: Link::parse(code, Options::STRICT).ok().and_then(serial) }
    }
}

impl ScanRequest {
    fn read<'s>(&'s self, code: &'s Named, at: usize) -> Result<Scan<'s>, Fault> {
        let place = match (self.latitude, self.longitude, &self.region) {
            (Some(latitude), Some(longitude), None) => Some(Place::Position(
                Position::new(latitude, longitude)
                    .ok_or_else(|| malformed(format!("/scans/{at}"), "not a place on the Earth"))?,
            )),
            (None, None, Some(region)) => {
                named(region, || format!("/scans/{at}/region"))?;
                Some(Place::Region(region))
            }
            (None, None, None) => None,
            _ => return Err(malformed(format!("/scans/{at}"), "latitude and longitude, or a region")),
        };
        if let Some(unit) = &self.unit {
            named(unit, || format!("/scans/{at}/unit"))?;
        }
        Ok(Scan {
            lot: code.lot.as_deref(),
            unit: self.unit.as_deref().or(code.serial.as_deref()),
            at: super::moment(&format!("/scans/{at}/at"), &self.at)?,
            place,
            last: self.last,
        })
    }
}
