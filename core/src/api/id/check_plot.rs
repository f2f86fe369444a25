//! `check_plot`: geometry, area, overlap, tenure and yield of plots.

use crate::{
    api::{Code, Fault, Operation, operation::operation},
    base::{
        date::Date,
        decimal::Decimal,
        finding::{Finding, Severity},
        limits,
        ratio::Ratio,
    },
    digest::{
        caller::{Extension, Reference},
        json::Raw,
    },
    id::few::few,
    id::plot::{
        MOST_PAIRS, Outlined, Overlap, Plausible, Purpose, ReadPlots, Tenure, check_tenure, plausible_yield,
        read_outlines,
    },
};
use alloc::{borrow::Cow, format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub(super) const OPERATION: Operation = operation!(
    "check_plot",
    "checks geometry, area, overlap, tenure and plausible yield of plots",
    limits::DOCUMENT_BYTES,
    Request,
    Answer,
    check
);

/// Plots as GeoJSON, and what is said of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Request {
    /// The caller's own reference, returned untouched; at most 128 bytes.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// The caller's own data (an object), returned untouched.
    ext: Option<Extension>,
    /// The GeoJSON as exact text: a FeatureCollection, a Feature or a geometry.
    text: Option<String>,
    /// The same, parsed; decimals count only if the numbers are still as they were written.
    document: Option<Raw>,
    /// What the plots are for; `eudr` if it is not said.
    #[serde(default)]
    purpose: Purpose,
    /// Area of all plots together that holds against the one measured.
    area: Option<Area>,
    /// Who holds the land.
    #[serde(default, deserialize_with = "few::<_, _, MOST_TENURES>")]
    tenure: Vec<Tenure>,
    /// The day for which the holder is asked.
    as_of: Option<Date>,
    /// Other plots, for overlap; at most 1,024.
    #[serde(default, deserialize_with = "few::<_, _, MOST_OTHERS>")]
    others: Vec<Other>,
    /// What was harvested, and what is plausible.
    r#yield: Option<Yield>,
}

/// An area.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Area {
    /// How many.
    value: Decimal,
    /// Of what.
    unit: AreaUnit,
}

/// A unit of area.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum AreaUnit {
    /// 亩: 2000/3 m².
    Mu,
    /// Hectare.
    Ha,
    /// Square metre.
    M2,
}

impl Area {
    fn square_metres(self) -> Option<Ratio> {
        let factor = match self.unit {
            AreaUnit::Mu => Ratio::new(2000, 3)?,
            AreaUnit::Ha => Ratio::new(10_000, 1)?,
            AreaUnit::M2 => Ratio::new(1, 1)?,
        };
        Ratio::from(self.value).checked_mul(factor)
    }
}

/// Another plot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Other {
    /// The caller's own reference, returned untouched; at most 128 bytes.
    #[serde(rename = "ref")]
    reference: Option<Reference>,
    /// GeoJSON as exact text.
    text: Option<String>,
    /// The same, parsed.
    document: Option<Raw>,
}

/// A harvest, and bounds that are the caller's data.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Yield {
    /// Kilograms harvested.
    kilograms: Decimal,
    /// Least kilograms per 亩 that are plausible.
    least: Option<Decimal>,
    /// Most kilograms per 亩 that are plausible.
    most: Option<Decimal>,
}

/// What was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Answer {
    /// The caller's own reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// The caller's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<Extension>,
    /// Whether no finding is an error.
    valid: bool,
    /// The plots that could be read.
    plots: Vec<Plot>,
    /// Area of all rings together in whole square metres; absent if there are only points.
    #[serde(skip_serializing_if = "Option::is_none")]
    area_m2: Option<u64>,
    /// The same in 亩, to two places.
    #[serde(skip_serializing_if = "Option::is_none")]
    area_mu: Option<String>,
    /// The parties that hold the land on the day asked.
    holders: Vec<String>,
    /// Other plots that touch or overlap these, or could not be judged.
    overlaps: Vec<Overlapping>,
    /// Whether the yield is plausible; absent if none was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    r#yield: Option<Plausible>,
    /// What was found; places are pointers into the GeoJSON, or into the request from `/tenure`, `/area`, `/others`.
    findings: Vec<Finding>,
}

/// One plot that was read.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Plot {
    /// Where it stands in the GeoJSON.
    at: String,
    /// `point` or `polygon`.
    shape: &'static str,
    /// Positions.
    positions: usize,
    /// Area in whole square metres, of polygons.
    #[serde(skip_serializing_if = "Option::is_none")]
    area_m2: Option<u64>,
}

/// How another plot lies to these.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Overlapping {
    /// Which of the plots.
    plot: usize,
    /// Which of the others.
    other: usize,
    /// The other's reference.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<Reference>,
    /// How it lies.
    how: Overlap,
}

/// Other plots of one request, at most.
const MOST_OTHERS: usize = 1024;
/// Tenures of one request, at most.
const MOST_TENURES: usize = 1024;

fn check(request: Request) -> Result<Answer, Fault> {
    let (text, at) = given(request.text.as_deref(), request.document.as_ref(), "")?;
    let ReadPlots { plots, mut findings } = read(&text, request.purpose, &at)?;
    let areas: Vec<u64> = plots.iter().filter_map(|plot| plot.outline.area_m2()).collect();
    let measured = (!areas.is_empty()).then(|| areas.iter().copied().fold(0, u64::saturating_add));
    let exact = measured.and_then(|area| Ratio::new(i128::from(area), 1));

    let declared = request.area.map(Area::square_metres);
    if let (Some(Some(declared)), Some(measured)) = (declared, exact)
        && differs(declared, measured)
    {
        findings.push(Finding::new(Severity::Warning, "area-differs").at("/area"));
    }
    if let Some(None) = declared {
        return Err(Fault::new(Code::MalformedRequest, "/area/value", "too large or too fine"));
    }
    let overlaps = overlaps(&plots, &request, &mut findings)?;
    findings.extend(check_tenure(&request.tenure, request.as_of).into_iter().map(|mut finding| {
        finding.at.insert_str(0, "/tenure");
        finding
    }));
    let area = declared.flatten().or(exact);
    let plausible = request.r#yield.as_ref().map(|given| match area {
        Some(area) => plausible_yield(given.kilograms, area, given.least, given.most),
        None => Plausible::Unknown,
    });
    match plausible {
        Some(Plausible::TooMuch) => {
            findings.push(Finding::new(Severity::Warning, "yield-too-much").at("/yield"))
        }
        Some(Plausible::TooLittle) => {
            findings.push(Finding::new(Severity::Note, "yield-too-little").at("/yield"))
        }
        _ => {}
    }
    Ok(Answer {
        reference: request.reference,
        ext: request.ext,
        valid: findings.iter().all(|finding| finding.severity < Severity::Error),
        area_m2: measured,
        area_mu: exact.and_then(in_mu),
        plots: plots.iter().map(Plot::from).collect(),
        holders: holders(&request.tenure, request.as_of),
        overlaps,
        r#yield: plausible,
        findings,
    })
}

impl From<&Outlined> for Plot {
    fn from(plot: &Outlined) -> Self {
        Self {
            at: plot.at.clone(),
            shape: if plot.outline.rings.is_empty() { "point" } else { "polygon" },
            positions: plot.outline.positions(),
            area_m2: plot.outline.area_m2(),
        }
    }
}

fn in_mu(area: Ratio) -> Option<String> {
    let mu = area.checked_mul(Ratio::new(3, 2000)?)?;
    mu.round(2, crate::base::round::Rounding::HalfUp).map(|mu| format!("{mu}"))
}

/// More than a tenth apart?
fn differs(declared: Ratio, measured: Ratio) -> bool {
    let tenth = Ratio::new(1, 10).and_then(|tenth| measured.checked_mul(tenth));
    let apart =
        if declared > measured { declared.checked_sub(measured) } else { measured.checked_sub(declared) };
    apart.zip(tenth).is_none_or(|(apart, tenth)| apart > tenth)
}

fn holders(tenures: &[Tenure], as_of: Option<Date>) -> Vec<String> {
    let Some(day) = as_of else { return Vec::new() };
    let holds = |tenure: &&Tenure| {
        crate::base::time::Interval::new(tenure.from, tenure.until).is_some_and(|own| own.contains(day))
    };
    tenures.iter().filter(holds).map(|tenure| tenure.holder.as_str().into()).collect()
}

/// The GeoJSON that was given, exactly one way, and where it stands.
fn given<'r>(
    text: Option<&'r str>,
    document: Option<&'r Raw>,
    at: &str,
) -> Result<(Cow<'r, str>, String), Fault> {
    match (text, document) {
        (Some(text), None) => Ok((Cow::Borrowed(text), format!("{at}/text"))),
        (None, Some(document)) => Ok((Cow::Borrowed(document.text()), format!("{at}/document"))),
        _ => Err(Fault::new(Code::MalformedRequest, at, "give `text` or `document`")),
    }
}

fn read(text: &str, purpose: Purpose, at: &str) -> Result<ReadPlots, Fault> {
    read_outlines(text, purpose).map_err(|error| Fault::new(Code::MalformedDocument, at, format!("{error}")))
}

fn overlaps(
    plots: &[Outlined],
    request: &Request,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Overlapping>, Fault> {
    let mut found = Vec::new();
    let mut left = MOST_PAIRS;
    for (other, given_other) in request.others.iter().enumerate() {
        let place = format!("/others/{other}");
        let (text, at) = given(given_other.text.as_deref(), given_other.document.as_ref(), &place)?;
        let theirs = read(&text, Purpose::General, &at)?;
        if theirs.findings.iter().any(|finding| finding.severity == Severity::Error) {
            findings.push(Finding::new(Severity::Warning, "other-invalid").at(place.clone()));
        }
        for (plot, own) in plots.iter().enumerate() {
            for their in &theirs.plots {
                let pairs = own.outline.positions() as u64 * (their.outline.positions() as u64 + 1);
                let how = match left.checked_sub(pairs) {
                    Some(rest) => {
                        left = rest;
                        own.outline.overlap(&their.outline)
                    }
                    None => Overlap::NotJudged,
                };
                if how == Overlap::Apart {
                    continue;
                }
                if found.len() == MOST_OTHERS {
                    return Ok(found);
                }
                if how == Overlap::Overlapping {
                    let finding = Finding::new(Severity::Warning, "plots-overlap");
                    findings.push(finding.at(place.clone()).found(own.at.clone()));
                }
                found.push(Overlapping { plot, other, reference: given_other.reference.clone(), how });
            }
        }
    }
    Ok(found)
}
