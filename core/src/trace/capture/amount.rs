//! Numbers with units, as people write them: `20毫升`, `0.02 L`, `3斤2两`, `半斤`, `1.5万斤`, `20毫升/亩`.

use super::{
    Settings,
    numeral::{begins, nearly, number},
    text::normal,
};
use crate::base::{
    decimal::Decimal,
    local::{LOCALS, Local},
    ratio::Ratio,
    round::Rounding,
    unit::{Dimension as Base, Unit},
};
use crate::trace::vocabulary::Dimension;
use alloc::{borrow::Cow, format, string::String};

/// Places after the point where an exact value has no finite decimal.
const PLACES: u8 = 4;

/// A number in a unit of Rec 20.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) value: Decimal,
    pub(super) unit: Unit,
    /// Was the exact value rounded?
    pub(super) rounded: bool,
    /// Is it said in this very unit?
    pub(super) converted: bool,
}

impl Amount {
    pub(super) fn text(&self) -> String {
        format!("{} {}", self.value, self.unit)
    }
}

/// What a unit's name means: so many of a unit of Rec 20.
#[derive(Clone, Copy)]
struct Meant {
    factor: Ratio,
    unit: Unit,
    own: bool,
}

impl Meant {
    const fn code(unit: Unit) -> Self {
        Self { factor: Ratio::ONE, unit, own: true }
    }

    fn local(local: &Local) -> Self {
        Self { factor: local.factor(), unit: local.unit, own: local.factor() == Ratio::ONE }
    }
}

/// Reads a number with a unit of one of these dimensions.
///
/// # Errors
/// The code of what is wrong.
pub(super) fn amount(
    text: &str,
    dimensions: &[Dimension],
    settings: &Settings,
) -> Result<Amount, &'static str> {
    let text = exactly(text)?;
    let (exact, number, meant) = compound(&text, dimensions, settings)?;
    let signed = dimensions.contains(&Dimension::Temperature) || dimensions.contains(&Dimension::Any);
    if exact < Ratio::ZERO && !signed {
        return Err("negative-amount");
    }
    finish(exact, number, meant)
}

/// Reads an amount for an area or a piece: `20毫升/亩`, `每亩20毫升`, `0.6 L/ha`.
///
/// # Errors
/// The code of what is wrong.
pub(super) fn rate(
    text: &str,
    dimensions: &[Dimension],
    per: Dimension,
    settings: &Settings,
) -> Result<(Amount, Unit), &'static str> {
    let text = exactly(text)?;
    let (above, below) = match text.split_once('每') {
        Some(("", rest)) => {
            let at = rest.find(|c: char| c.is_ascii_digit() || begins(c)).ok_or("no-number")?;
            let (below, above) = rest.split_at(at);
            (above, below)
        }
        Some((above, below)) => (above, below),
        None => text.rsplit_once('/').ok_or("not-a-rate")?,
    };
    let (exact, number, meant) = compound(above.trim(), dimensions, settings)?;
    if exact < Ratio::ZERO {
        return Err("negative-amount");
    }
    let each = unit(below.trim(), &[per], settings)?;
    if each.own {
        return Ok((finish(exact, number, meant)?, each.unit));
    }
    // Fifteen 亩 are one hectare, so that a rate for 亩 is exact for hectares.
    let target = if per == Dimension::Area { Unit::HECTARE } else { each.unit };
    let known = |unit: Unit| unit.known().map(|known| known.factor()).ok_or("unknown-unit");
    let size = each.factor.checked_mul(known(each.unit)?).ok_or("number-too-large")?;
    let times = known(target)?.checked_div(size).ok_or("number-too-large")?;
    let exact = exact.checked_mul(times).ok_or("number-too-large")?;
    Ok((finish(exact, None, meant)?, target))
}

/// The text in one writing; refused where it says that it is only near.
fn exactly(text: &str) -> Result<Cow<'_, str>, &'static str> {
    let text = normal(text);
    if nearly(&text).is_some() { Err("approximate-amount") } else { Ok(text) }
}

fn finish(exact: Ratio, number: Option<Decimal>, meant: Meant) -> Result<Amount, &'static str> {
    if let (true, Some(value)) = (meant.own, number) {
        return Ok(Amount { value: value.plain(), unit: meant.unit, rounded: false, converted: false });
    }
    let whole = exact.to_decimal();
    let rounded = whole.is_none();
    let value = match whole {
        Some(value) => value,
        None => exact.round(PLACES, Rounding::HalfEven).ok_or("number-too-large")?,
    };
    Ok(Amount { value, unit: meant.unit, rounded, converted: true })
}

/// A number and its unit, or several of them with falling local units: `3斤2两`.
///
/// Answers the exact value in the unit meant, and the number as it was written where there is one alone.
fn compound(
    text: &str,
    dimensions: &[Dimension],
    settings: &Settings,
) -> Result<(Ratio, Option<Decimal>, Meant), &'static str> {
    let (value, rest) = number(text, settings)?;
    let name = rest.trim_start();
    if name.is_empty() {
        return Err("no-unit");
    }
    let whole = unit(name, dimensions, settings);
    let half = name.strip_suffix('半').filter(|_| whole.is_err());
    let (name, more) = match (&whole, half) {
        (Ok(_), _) => (name, ""),
        (_, Some(name)) => (name, "半"),
        (Err(code), None) => {
            let at = name.char_indices().skip(1).find(|(_, c)| c.is_ascii_digit() || begins(*c));
            match at {
                Some((at, _)) => name.split_at_checked(at).ok_or(*code)?,
                None => return Err(code),
            }
        }
    };
    let meant = unit(name.trim_end(), dimensions, settings)?;
    let mut exact = Ratio::from(value).checked_mul(meant.factor).ok_or("number-too-large")?;
    if more.is_empty() {
        return Ok((exact, Some(value), meant));
    }
    if more == "半" {
        let half = Ratio::new(1, 2).and_then(|half| half.checked_mul(meant.factor));
        exact = half.and_then(|half| exact.checked_add(half)).ok_or("number-too-large")?;
        return Ok((exact, None, meant));
    }
    let (small, tail) = number(more, settings)?;
    let part = unit(tail.trim(), dimensions, settings)?;
    let size = |meant: Meant| meant.unit.known().and_then(|known| known.factor().checked_mul(meant.factor));
    let (small_size, size) = size(part).zip(size(meant)).ok_or("unknown-unit")?;
    if part.unit.dimension() != meant.unit.dimension() || small_size >= size {
        return Err("unknown-unit");
    }
    let part = Ratio::from(small)
        .checked_mul(small_size)
        .and_then(|base| base.checked_div(size))
        .and_then(|part| part.checked_mul(meant.factor));
    let exact = part.and_then(|part| exact.checked_add(part)).ok_or("number-too-large")?;
    Ok((exact, None, meant))
}

/// Does this dimension of the vocabulary hold a dimension of the units?
fn holds(dimensions: &[Dimension], base: Base) -> bool {
    dimensions.iter().any(|dimension| match dimension {
        Dimension::Mass => base == Base::Mass,
        Dimension::Volume => base == Base::Volume,
        Dimension::Area => base == Base::Area,
        Dimension::Length => base == Base::Length,
        Dimension::Pieces => base == Base::Count,
        Dimension::Temperature => base == Base::Temperature,
        Dimension::Duration => matches!(base, Base::Time | Base::Months),
        Dimension::Content => matches!(base, Base::Fraction | Base::MassFraction | Base::MassConcentration),
        Dimension::Any => true,
    })
}

/// Spellings beside symbol, names and code.
const SPELLINGS: &[(&str, &str)] = &[
    ("L", "LTR"),
    ("mL", "MLT"),
    ("cc", "CMQ"),
    ("kgs", "KGM"),
    ("kilo", "KGM"),
    ("m2", "MTK"),
    ("m^2", "MTK"),
    ("sqm", "MTK"),
    ("平米", "MTK"),
    ("m3", "MTQ"),
    ("m^3", "MTQ"),
    ("C", "CEL"),
    ("F", "FAH"),
    ("小时", "HUR"),
    ("钟头", "HUR"),
    ("分钟", "MIN"),
    ("日", "DAY"),
    ("mg/L", "M1"),
    ("g/L", "GL"),
    ("ug/kg", "J33"),
    ("%RH", "P1"),
    ("pcs", "H87"),
    ("pieces", "H87"),
    ("heads", "HEA"),
    ("days", "DAY"),
    ("hours", "HUR"),
    ("minutes", "MIN"),
];

/// What a unit's name means in these dimensions.
fn unit(name: &str, dimensions: &[Dimension], settings: &Settings) -> Result<Meant, &'static str> {
    if let Some(unit) = settings.units.get(name) {
        let fits = unit.known().is_none_or(|known| holds(dimensions, known.dimension));
        return if fits { Ok(Meant::code(*unit)) } else { Err("unit-of-other-dimension") };
    }
    let mut elsewhere = false;
    let mut one = |found: &mut dyn Iterator<Item = (Meant, Base)>| {
        let mut meant = None;
        for (next, base) in found {
            if !holds(dimensions, base) {
                elsewhere = true;
            } else if meant.replace(next).is_some() {
                return Some(Err("ambiguous-unit"));
            }
        }
        meant.map(Ok)
    };
    let mut locals = LOCALS
        .iter()
        .filter(|local| local.names.contains(&name))
        .map(|local| (Meant::local(local), local.dimension));
    if let Some(found) = one(&mut locals) {
        return found;
    }
    let spelled = SPELLINGS.iter().find(|(spelling, _)| *spelling == name).map_or(name, |(_, code)| code);
    let known = || Unit::all().filter_map(|known| Some((Meant::code(known.code.parse().ok()?), known)));
    // A symbol, then a name, then a code, then a symbol in other case.
    let tests: [fn(&crate::base::unit::Known, &str) -> bool; 4] = [
        |known, name| known.symbol == name,
        |known, name| known.chinese == name || known.english == name,
        |known, name| known.code == name,
        |known, name| name.is_ascii() && known.symbol.eq_ignore_ascii_case(name),
    ];
    for test in tests {
        let mut found =
            known().filter(|(_, known)| test(known, spelled)).map(|(meant, known)| (meant, known.dimension));
        if let Some(found) = one(&mut found) {
            return found;
        }
    }
    Err(if elsewhere { "unit-of-other-dimension" } else { "unknown-unit" })
}

/// The unit that a name alone means, as a column says it.
pub(super) fn unit_named(name: &str, settings: &Settings) -> bool {
    !matches!(unit(&normal(name), &[Dimension::Any], settings), Err("unknown-unit"))
}

/// Words behind a count that say what is counted.
const COUNTED: &[&str] = &[
    "倍", "倍液", "天", "日", "次", "箱", "筐", "袋", "瓶", "盒", "包", "张", "枚", "户", "days", "day", "d",
    "x",
];

/// A whole number, with or without what is counted: `24头`, `1500倍`, `7 天`.
///
/// # Errors
/// The code of what is wrong.
pub(super) fn count(text: &str, settings: &Settings) -> Result<u64, &'static str> {
    let text = exactly(text)?;
    let (value, rest) = number(&text, settings)?;
    let name = rest.trim();
    let counted = name.is_empty()
        || COUNTED.contains(&name)
        || LOCALS.iter().any(|local| {
            local.dimension == Base::Count && local.factor() == Ratio::ONE && local.names.contains(&name)
        });
    let whole = value.with_scale(0).filter(|_| counted).ok_or("not-a-count")?;
    u64::try_from(whole.coefficient())
        .ok()
        .filter(|count| *count <= 9_007_199_254_740_991)
        .ok_or("not-a-count")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    const ALL: &[Dimension] = &[Dimension::Mass, Dimension::Volume, Dimension::Pieces];

    #[test]
    fn reads_what_people_write() {
        let settings = Settings::default();
        for (text, read) in [
            ("20毫升", "0.02 LTR"),
            ("0.02 L", "0.02 LTR"),
            ("20 ml", "20 MLT"),
            ("３斤", "1.5 KGM"),
            ("3斤2两", "1.6 KGM"),
            ("一斤半", "0.75 KGM"),
            ("半斤", "0.25 KGM"),
            ("二两", "0.1 KGM"),
            ("两斤", "1 KGM"),
            ("两百五十克", "250 GRM"),
            ("两千克", "2 KGM"),
            ("十二公斤", "12 KGM"),
            ("三点五公斤", "3.5 KGM"),
            ("1.5万斤", "7500 KGM"),
            ("12.50 KGM", "12.50 KGM"),
            ("12.50kg", "12.50 KGM"),
            ("12.50 Kg", "12.50 KGM"),
            ("24头", "24 H87"),
            ("1公斤200克", "1.2 KGM"),
            ("三百斤", "150 KGM"),
            ("三百零五斤", "152.5 KGM"),
            ("叁佰伍拾斤", "175 KGM"),
            ("一万二千斤", "6000 KGM"),
            ("3百斤", "150 KGM"),
            ("5千斤", "2500 KGM"),
            ("5千克", "5 KGM"),
            ("1,200.5公斤", "1200.5 KGM"),
            ("１，２００．５公斤", "1200.5 KGM"),
            ("1,234,567 g", "1234567 GRM"),
            ("三十枚", "30 H87"),
            ("12头", "12 H87"),
        ] {
            assert_eq!(amount(text, ALL, &settings).map(|read| read.text()), Ok(read.into()), "{text}");
        }
        for (text, code) in [
            ("20", "no-unit"),
            ("1,200 kg", "ambiguous-separator"),
            ("适量", "no-number"),
            ("", "no-number"),
            ("2瓶", "unknown-unit"),
            ("20 ML", "ambiguous-unit"),
            ("3 亩", "unit-of-other-dimension"),
            ("-3 kg", "negative-amount"),
            ("2斤3公斤", "unknown-unit"),
            ("=1+1", "no-number"),
            ("1,2000斤", "ambiguous-separator"),
            ("0,123.5 kg", "ambiguous-separator"),
            ("1,234.567,8 kg", "ambiguous-separator"),
            ("三百五斤", "ambiguous-number"),
            ("两千五斤", "ambiguous-number"),
            ("一万二斤", "ambiguous-number"),
            ("约300斤", "approximate-amount"),
            ("300斤左右", "approximate-amount"),
            ("三百多斤", "approximate-amount"),
            ("十几斤", "approximate-amount"),
            ("数百斤", "approximate-amount"),
            ("300-350斤", "approximate-amount"),
            ("300斤至350斤", "approximate-amount"),
            ("300±5 kg", "approximate-amount"),
            ("about 3 kg", "approximate-amount"),
        ] {
            assert_eq!(amount(text, ALL, &settings).map(|read| read.text()), Err(code), "{text}");
        }
        let house =
            Settings { units: [("盒".to_string(), Unit::PIECE)].into(), comma: true, ..Settings::default() };
        assert_eq!(amount("12盒", ALL, &house).map(|read| read.text()), Ok("12 H87".into()));
        assert_eq!(amount("1,5 kg", ALL, &house).map(|read| read.text()), Ok("1.5 KGM".into()));
        assert_eq!(amount("1.5 kg", ALL, &house).map(|read| read.text()), Err("ambiguous-separator"));
    }

    #[test]
    fn areas_and_rates() {
        let settings = Settings::default();
        let area = |text| amount(text, &[Dimension::Area], &settings);
        assert_eq!(area("0.6亩").map(|read| read.text()), Ok("400 MTK".into()));
        assert_eq!(area("3分").map(|read| read.text()), Ok("200 MTK".into()));
        let half = area("0.5亩").unwrap();
        assert!(half.rounded && half.text() == "333.3333 MTK");
        for (text, read) in [
            ("20毫升/亩", "0.3 LTR/HAR"),
            ("每亩20毫升", "0.3 LTR/HAR"),
            ("20毫升每亩", "0.3 LTR/HAR"),
            ("0.60 LTR/HAR", "0.60 LTR/HAR"),
            ("40 kg/ha", "40 KGM/HAR"),
        ] {
            let (above, below) = rate(text, ALL, Dimension::Area, &settings).unwrap();
            assert_eq!(format!("{}/{below}", above.text()), read, "{text}");
        }
    }

    #[test]
    fn counts() {
        let settings = Settings::default();
        for (text, value) in
            [("24", 24), ("24头", 24), ("1500倍", 1500), ("7 天", 7), ("十二", 12), ("2.0", 2)]
        {
            assert_eq!(count(text, &settings), Ok(value), "{text}");
        }
        for text in ["2.5", "-1", "x", "7 kg", "1,000"] {
            assert!(count(text, &settings).is_err(), "{text}");
        }
    }
}
