//! Classes of recall and their terms under China's Measures for the Administration of Food Recall (食品召回管理办法).
//!
//! Hours and working days were compared with notices of local authorities that repeat them, not with the gazette. Working days are not turned into a date: the calendar of holidays is not known here.

use serde::Serialize;

/// A class of recall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Class {
    /// 1 to 3.
    pub class: u8,
    /// Hours after learning of the risk within which the recall must be started and its plan reported.
    pub start_hours: u16,
    /// Working days after the notice within which it must be completed.
    pub finish_working_days: u16,
    /// When it applies.
    pub english: &'static str,
    /// The same in Chinese.
    pub chinese: &'static str,
}

/// Every class, the gravest first.
pub const CLASSES: &[Class] = &[
    Class {
        class: 1,
        start_hours: 24,
        finish_working_days: 10,
        english: "eaten, it has caused or may cause serious harm to health or death",
        chinese: "一级召回：食用后已经或者可能导致严重健康损害甚至死亡的",
    },
    Class {
        class: 2,
        start_hours: 48,
        finish_working_days: 20,
        english: "eaten, it has caused or may cause ordinary harm to health",
        chinese: "二级召回：食用后已经或者可能导致一般健康损害",
    },
    Class {
        class: 3,
        start_hours: 72,
        finish_working_days: 30,
        english: "its label states what is false",
        chinese: "三级召回：标签、标识存在虚假标注的食品",
    },
];

/// A number that is no class of recall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} is no class of recall: 1, 2 or 3")]
pub struct ClassError {
    /// The number given.
    pub found: u8,
}

impl Class {
    /// The class of a number.
    ///
    /// # Errors
    /// [`ClassError`].
    pub fn of(number: u8) -> Result<&'static Self, ClassError> {
        CLASSES.iter().find(|class| class.class == number).ok_or(ClassError { found: number })
    }
}
