//! What the name on a label says: `1.8% 阿维菌素乳油` is content, active substance and formulation (农药标签和说明书管理办法).

use super::text::normal;
use crate::base::decimal::Decimal;
use alloc::{string::String, vec::Vec};

/// Formulations at the end of a name, the longer before those they end in.
const FORMULATIONS: &[&str] = &[
    "水分散粒剂",
    "可分散油悬浮剂",
    "可湿性粉剂",
    "可溶性粉剂",
    "可溶粉剂",
    "可溶液剂",
    "微囊悬浮剂",
    "悬浮种衣剂",
    "种子处理悬浮剂",
    "悬乳剂",
    "悬浮剂",
    "微乳剂",
    "水乳剂",
    "可溶粒剂",
    "颗粒剂",
    "水剂",
    "乳油",
    "粉剂",
    "注射液",
    "预混剂",
    "可溶性粉",
    "粉",
    "片",
    " EC",
    " SC",
    " WP",
    " WG",
    " SL",
    " EW",
];

/// Content in per cent, and the active substances, if the name is made in this way.
pub(super) fn active(name: &str) -> Option<(String, Vec<String>)> {
    let name = normal(name);
    let (content, rest) = name.split_once('%')?;
    let content: Decimal = content.trim().parse().ok()?;
    let rest = rest.trim();
    let substance = FORMULATIONS.iter().find_map(|form| rest.strip_suffix(form))?;
    let substances: Vec<String> =
        substance.split(['·', '•', '・']).map(|part| String::from(part.trim())).collect();
    let sound = |part: &String| {
        part.chars().count() >= 2 && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | ' '))
    };
    let positive = content.is_plain() && !content.is_negative() && content <= Decimal::from_integer(100);
    (positive && substances.iter().all(sound)).then(|| {
        use alloc::string::ToString as _;
        (content.to_string(), substances)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_labels() {
        let read = |name| active(name).map(|(content, parts)| (content, parts.join("+")));
        assert_eq!(read("1.8% 阿维菌素乳油"), Some(("1.8".into(), "阿维菌素".into())));
        assert_eq!(read("30％苯甲·嘧菌酯悬浮剂"), Some(("30".into(), "苯甲+嘧菌酯".into())));
        assert_eq!(read("1.8% abamectin EC"), Some(("1.8".into(), "abamectin".into())));
        for name in ["阿维菌素", "1.8%", "x% 阿维菌素乳油", "150% 阿维菌素乳油", "1.8% 乳油"]
        {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
