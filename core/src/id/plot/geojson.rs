//! Reading plots from GeoJSON (RFC 7946), with the exact text of every number.

use super::{Crossing, DEGREE, MOST_PAIRS, Outline, Position, Ring};
use crate::{
    base::{
        decimal::Decimal,
        finding::{Finding, Severity},
        text::shown,
    },
    digest::json::{self, Kind, ReadError, Value},
};
use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

/// What the plots are read for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Purpose {
    /// A statement under Regulation (EU) 2023/1115: six decimals, a polygon above four hectares.
    #[default]
    Eudr,
    /// Any other: geometry must be right, precision is only noted.
    General,
}

/// What a feature says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// `Area` in hectares.
    pub hectares: Option<Decimal>,
    /// `ProducerCountry`.
    pub country: Option<String>,
    /// `ProductionPlace`.
    pub place: Option<String>,
}

/// One plot of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlined {
    /// Where it stands in the document, as a JSON pointer.
    pub at: String,
    /// Where the plot is.
    pub outline: Outline,
    /// What the document says of it.
    pub declared: Declared,
}

/// The plots of a document and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPlots {
    /// The plots, in order.
    pub plots: Vec<Outlined>,
    /// What was found; at most [`MOST_FINDINGS`].
    pub findings: Vec<Finding>,
}

/// Findings of one document, at most.
pub const MOST_FINDINGS: usize = 64;

/// Reads the plots of a GeoJSON text: a FeatureCollection, a Feature, or a geometry.
///
/// Errors among the findings: `no-plot`, `geojson-type`, `geometry-unsupported`, `coordinate-form`, `few-decimals` (for
/// [`Purpose::Eudr`]), `longitude-range`, `latitude-range`, `coordinates-swapped`, `ring-short`, `ring-open`,
/// `ring-flat`, `ring-crosses`, `polygon-needed`. Notes: `holes-ignored`, `altitude-ignored`, `property-missing`;
/// warnings: `area-form`, `area-differs`, `country-form`, `crs-ignored`, `ring-not-judged`.
///
/// # Errors
/// [`ReadError`], if the text is not strict JSON.
pub fn read_outlines(text: &str, purpose: Purpose) -> Result<ReadPlots, ReadError> {
    let document = json::read(text.as_bytes())?;
    let mut reader = Reader { purpose, plots: Vec::new(), findings: Vec::new(), left: MOST_PAIRS };
    reader.document(document.root());
    Ok(ReadPlots { plots: reader.plots, findings: reader.findings })
}

struct Reader {
    purpose: Purpose,
    plots: Vec<Outlined>,
    findings: Vec<Finding>,
    /// Pairs of edges that may still be compared.
    left: u64,
}

impl Reader {
    fn find(&mut self, severity: Severity, code: &'static str, at: &str, found: impl Into<String>) {
        if self.findings.len() + 1 < MOST_FINDINGS {
            self.findings.push(Finding::new(severity, code).at(at).found(found));
        } else if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding::new(Severity::Error, "more-findings"));
        }
    }

    fn document(&mut self, root: Value<'_>) {
        if root.get("crs").is_some() {
            self.find(Severity::Warning, "crs-ignored", "/crs", "");
        }
        match kind_of(root).as_deref() {
            Some("FeatureCollection") => {
                let features = root.get("features").and_then(|features| features.items());
                let Some(features) = features else {
                    self.find(Severity::Error, "geojson-type", "/features", "");
                    return;
                };
                for (at, feature) in features.enumerate() {
                    self.feature(feature, &format!("/features/{at}"));
                }
            }
            Some("Feature") => self.feature(root, ""),
            _ => {
                let outline = self.geometry(root, "", 0);
                self.plots.extend(outline.map(|outline| Outlined {
                    at: String::new(),
                    outline,
                    declared: Declared::default(),
                }));
            }
        }
        if self.plots.is_empty() && !self.findings.iter().any(|finding| finding.severity == Severity::Error) {
            self.find(Severity::Error, "no-plot", "", "");
        }
    }

    fn feature(&mut self, feature: Value<'_>, at: &str) {
        if kind_of(feature).as_deref() != Some("Feature") {
            self.find(Severity::Error, "geojson-type", &format!("{at}/type"), "");
            return;
        }
        let declared = self.properties(feature.get("properties"), &format!("{at}/properties"));
        let place = format!("{at}/geometry");
        let geometry = feature.get("geometry").filter(|geometry| !geometry.is_null());
        let Some(geometry) = geometry else {
            self.find(Severity::Error, "no-plot", &place, "");
            return;
        };
        let Some(outline) = self.geometry(geometry, &place, 0) else { return };
        self.sizes(&outline, &declared, at);
        self.plots.push(Outlined { at: at.into(), outline, declared });
    }

    fn properties(&mut self, properties: Option<Value<'_>>, at: &str) -> Declared {
        let mut declared = Declared::default();
        let eudr = self.purpose == Purpose::Eudr;
        let text = |name: &str| properties?.get(name)?.text().map(|text| shown(&text));
        if eudr && text("ProductionPlace").is_none() {
            self.find(Severity::Note, "property-missing", at, "ProductionPlace");
        }
        declared.place = text("ProductionPlace");
        match text("ProducerCountry") {
            Some(country) if country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()) => {
                declared.country = Some(country);
            }
            Some(other) => {
                self.find(Severity::Warning, "country-form", &format!("{at}/ProducerCountry"), other);
            }
            None if eudr => self.find(Severity::Note, "property-missing", at, "ProducerCountry"),
            None => {}
        }
        let area = properties.and_then(|properties| properties.get("Area"));
        let number = area.and_then(|area| match area.kind() {
            Kind::Number => area.number().map(Cow::Borrowed),
            _ => area.text(),
        });
        declared.hectares =
            number.and_then(|text| text.parse().ok()).filter(|area: &Decimal| !area.is_negative());
        if area.is_some() && declared.hectares.is_none() {
            self.find(Severity::Warning, "area-form", &format!("{at}/Area"), "");
        }
        declared
    }

    /// Above four hectares a point does not do; a declared area should be that of the polygon.
    fn sizes(&mut self, outline: &Outline, declared: &Declared, at: &str) {
        let Some(hectares) = declared.hectares else { return };
        if self.purpose == Purpose::Eudr && !outline.points.is_empty() && hectares > Decimal::from_integer(4)
        {
            self.find(Severity::Error, "polygon-needed", &format!("{at}/geometry"), hectares.to_string());
        }
        let measured = outline.area_m2().and_then(|area| Decimal::new(i128::from(area), 4));
        if let Some(measured) = measured {
            let tenth = measured.checked_mul(Decimal::new(1, 1).unwrap_or(Decimal::ZERO));
            let apart = hectares.checked_sub(measured).map(Decimal::abs);
            if apart.zip(tenth).is_some_and(|(apart, tenth)| apart > tenth) {
                self.find(
                    Severity::Warning,
                    "area-differs",
                    &format!("{at}/properties/Area"),
                    measured.to_string(),
                );
            }
        }
    }

    fn geometry(&mut self, geometry: Value<'_>, at: &str, depth: u8) -> Option<Outline> {
        let place = format!("{at}/coordinates");
        let kind = kind_of(geometry);
        let mut outline = Outline { points: Vec::new(), rings: Vec::new() };
        if kind.as_deref() == Some("GeometryCollection") && depth == 0 {
            for (index, part) in geometry.get("geometries")?.items()?.enumerate() {
                let part = self.geometry(part, &format!("{at}/geometries/{index}"), 1)?;
                outline.points.extend(part.points);
                outline.rings.extend(part.rings);
            }
            return self.unless_empty(outline, at);
        }
        let coordinates = geometry.get("coordinates");
        let Some(items) = coordinates.and_then(|coordinates| coordinates.items()) else {
            self.find(Severity::Error, "geojson-type", at, kind.map(|kind| shown(&kind)).unwrap_or_default());
            return None;
        };
        match kind.as_deref() {
            Some("Point") => outline.points.push(self.position(coordinates?, &place)?),
            Some("MultiPoint") => {
                for (index, point) in items.enumerate() {
                    outline.points.push(self.position(point, &format!("{place}/{index}"))?);
                }
            }
            Some("Polygon") => outline.rings.push(self.polygon(coordinates?, &place)?),
            Some("MultiPolygon") => {
                for (index, polygon) in items.enumerate() {
                    outline.rings.push(self.polygon(polygon, &format!("{place}/{index}"))?);
                }
            }
            other => {
                self.find(Severity::Error, "geometry-unsupported", at, other.map(shown).unwrap_or_default());
                return None;
            }
        }
        self.unless_empty(outline, at)
    }

    fn unless_empty(&mut self, outline: Outline, at: &str) -> Option<Outline> {
        if outline.points.is_empty() && outline.rings.is_empty() {
            self.find(Severity::Error, "no-plot", at, "");
            return None;
        }
        Some(outline)
    }

    fn polygon(&mut self, polygon: Value<'_>, at: &str) -> Option<Ring> {
        let mut rings = polygon.items().into_iter().flatten();
        let outer = rings.next();
        if rings.next().is_some() {
            self.find(Severity::Note, "holes-ignored", at, "");
        }
        let place = format!("{at}/0");
        let Some(items) = outer.and_then(|outer| outer.items()) else {
            self.find(Severity::Error, "ring-short", at, "0");
            return None;
        };
        let mut corners = Vec::new();
        for (index, position) in items.enumerate() {
            corners.push(self.position(position, &format!("{place}/{index}"))?);
        }
        let closed = corners.len() > 1 && corners.first() == corners.last();
        if corners.len() < 4 {
            self.find(Severity::Error, "ring-short", &place, corners.len().to_string());
        }
        if !closed {
            self.find(Severity::Error, "ring-open", &place, "");
        }
        if !closed || corners.len() < 4 {
            return None;
        }
        corners.pop();
        corners.dedup();
        let ring = Ring::new(corners);
        match ring.crossing_within(&mut self.left) {
            Crossing::None => return Some(ring),
            Crossing::NotJudged => {
                self.find(Severity::Warning, "ring-not-judged", &place, "");
                return Some(ring);
            }
            Crossing::Flat => self.find(Severity::Error, "ring-flat", &place, ""),
            Crossing::At(one, two) => {
                self.find(Severity::Error, "ring-crosses", &place, format!("/{one} /{two}"));
            }
        }
        None
    }

    fn position(&mut self, position: Value<'_>, at: &str) -> Option<Position> {
        let mut numbers = position.items().into_iter().flatten();
        let pair =
            numbers.next().and_then(|lon| lon.number()).zip(numbers.next().and_then(|lat| lat.number()));
        let Some((lon, lat)) = pair else {
            self.find(Severity::Error, "coordinate-form", at, "");
            return None;
        };
        if numbers.next().is_some() {
            self.find(Severity::Note, "altitude-ignored", at, "");
        }
        let (Some((lon, lon_places)), Some((lat, lat_places))) = (degrees(lon), degrees(lat)) else {
            self.find(Severity::Error, "coordinate-form", at, format!("{},{}", shown(lon), shown(lat)));
            return None;
        };
        if lon_places.min(lat_places) < 6 {
            let severity = if self.purpose == Purpose::Eudr { Severity::Error } else { Severity::Note };
            self.find(severity, "few-decimals", at, lon_places.min(lat_places).to_string());
        }
        let fits = |value: i64, most: i64| value.abs() <= most * DEGREE;
        if fits(lon, 180) && fits(lat, 90) {
            return Some(Position { lon, lat });
        }
        let code = match (fits(lon, 180), fits(lat, 180) && fits(lon, 90)) {
            (true, true) => "coordinates-swapped",
            (true, false) => "latitude-range",
            (false, _) => "longitude-range",
        };
        self.find(Severity::Error, code, at, "");
        None
    }
}

fn kind_of(value: Value<'_>) -> Option<Cow<'_, str>> {
    value.get("type")?.text()
}

/// Degrees in units of 10^-15 and the decimals in the text; `None` for an exponent, finer text, or above 1000.
fn degrees(text: &str) -> Option<(i64, usize)> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() > 3 || fraction.len() > 15 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let mut part: i64 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    for _ in fraction.len()..15 {
        part *= 10;
    }
    Some((sign * (whole * DEGREE + part), fraction.len()))
}
