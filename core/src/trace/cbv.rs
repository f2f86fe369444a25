//! Words of the Core Business Vocabulary 2.0: bare, as URN, as CURIE, as web URI.
//!
//! One reading serves everything that asks what a word means ([`Family::word`]); what of these spellings an EPCIS document ought to
//! use is for validation to say.

use super::context::{BUILT_IN, Context};

/// Where a vocabulary word stands, which decides what a bare word is short for (CBV 2.0 §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// `bizStep`
    BizStep,
    /// `disposition`, and `set` and `unset` of `persistentDisposition`
    Disposition,
    /// `type` of a business transaction
    BizTransactionType,
    /// `type` of a source or destination
    SourceDestinationType,
    /// `reason` of an error declaration
    ErrorReason,
    /// `component` of a sensor report
    Component,
    /// `type` of a sensor report
    MeasurementType,
    /// `exception` of a sensor report
    SensorAlert,
}

/// Namespace of CBV words.
pub const CBV: &str = "https://ref.gs1.org/cbv/";
/// Namespace of the GS1 web vocabulary, as EPCIS 2.0 spells it.
pub const GS1: &str = "https://gs1.org/voc/";
/// Namespace of EPCIS itself.
pub const EPCIS: &str = "https://ref.gs1.org/epcis/";

/// Addresses under which GS1 has published the two vocabularies, with `http` or `https` before them: CBV 2.0 §7 names the first of
/// each, the ontology files of EPCIS 2.0 and the GS1 web vocabulary the others.
const ADDRESSES: &[(&str, &str)] = &[
    ("ref.gs1.org/cbv/", CBV),
    ("ns.gs1.org/cbv/", CBV),
    ("gs1.org/voc/", GS1),
    ("www.gs1.org/voc/", GS1),
    ("ref.gs1.org/voc/", GS1),
];

/// The namespace that a web URI of one of the vocabularies belongs to, and the rest of it.
pub(super) fn address(text: &str) -> Option<(&'static str, &str)> {
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    ADDRESSES.iter().find_map(|(address, namespace)| Some((*namespace, bare.strip_prefix(address)?)))
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 8] = [
        Self::BizStep,
        Self::Disposition,
        Self::BizTransactionType,
        Self::SourceDestinationType,
        Self::ErrorReason,
        Self::Component,
        Self::MeasurementType,
        Self::SensorAlert,
    ];

    /// What stands before a word in its web URI.
    #[must_use]
    pub const fn stem(self) -> &'static str {
        match self {
            Self::BizStep => "https://ref.gs1.org/cbv/BizStep-",
            Self::Disposition => "https://ref.gs1.org/cbv/Disp-",
            Self::BizTransactionType => "https://ref.gs1.org/cbv/BTT-",
            Self::SourceDestinationType => "https://ref.gs1.org/cbv/SDT-",
            Self::ErrorReason => "https://ref.gs1.org/cbv/ER-",
            Self::Component => "https://ref.gs1.org/cbv/Comp-",
            Self::MeasurementType | Self::SensorAlert => GS1,
        }
    }

    /// What stands before a word in its URN of CBV 1.x, for families that had one.
    #[must_use]
    pub const fn urn(self) -> Option<&'static str> {
        match self {
            Self::BizStep => Some("urn:epcglobal:cbv:bizstep:"),
            Self::Disposition => Some("urn:epcglobal:cbv:disp:"),
            Self::BizTransactionType => Some("urn:epcglobal:cbv:btt:"),
            Self::SourceDestinationType => Some("urn:epcglobal:cbv:sdt:"),
            Self::ErrorReason => Some("urn:epcglobal:cbv:er:"),
            Self::Component | Self::MeasurementType | Self::SensorAlert => None,
        }
    }

    /// The words that CBV 2.0 lists.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::BizStep => BIZ_STEPS,
            Self::Disposition => DISPOSITIONS,
            Self::BizTransactionType => BIZ_TRANSACTION_TYPES,
            Self::SourceDestinationType => &["location", "owning_party", "possessing_party"],
            Self::ErrorReason => &["did_not_occur", "incorrect_data"],
            Self::Component => COMPONENTS,
            Self::MeasurementType => MEASUREMENT_TYPES,
            Self::SensorAlert => &["ALARM_CONDITION", "ERROR_CONDITION"],
        }
    }

    /// A word of this family without what stands before it, as far as that can be told without a context; any other text as it
    /// is.
    ///
    /// ```
    /// use terroir::trace::cbv::Family;
    ///
    /// for text in [
    ///     "shipping",
    ///     "cbv:BizStep-shipping",
    ///     "urn:epcglobal:cbv:bizstep:shipping",
    ///     "https://ref.gs1.org/cbv/BizStep-shipping",
    ///     "http://ns.gs1.org/cbv/BizStep-shipping",
    /// ] {
    ///     assert_eq!(Family::BizStep.bare(text), "shipping");
    /// }
    /// assert_eq!(Family::MeasurementType.bare("gs1:Temperature"), "Temperature");
    /// ```
    #[must_use]
    pub fn bare(self, text: &str) -> &str {
        self.spelled(text, None).unwrap_or(text)
    }

    /// The same, where a document may have prefixes of its own.
    ///
    /// ```
    /// use terroir::{digest::json, trace::{Context, cbv::Family}};
    ///
    /// let document = json::read(br#"{"@context":{"v":"https://ref.gs1.org/cbv/","cbv":"https://x.example/"}}"#)?;
    /// let context = Context::of(document.root());
    /// assert_eq!(Family::BizStep.word("v:BizStep-shipping", &context), "shipping");
    /// assert_eq!(Family::BizStep.word("cbv:BizStep-shipping", &context), "cbv:BizStep-shipping");
    /// # Ok::<(), json::ReadError>(())
    /// ```
    #[must_use]
    pub fn word<'t>(self, text: &'t str, context: &Context<'_>) -> &'t str {
        self.spelled(text, Some(context)).unwrap_or(text)
    }

    /// The bare word in a text that is a longer spelling of a word of this family.
    pub(super) fn spelled<'t>(self, text: &'t str, context: Option<&Context<'_>>) -> Option<&'t str> {
        let (prefix, local) = text.split_once(':')?;
        if let Some(word) = self.urn().and_then(|urn| text.strip_prefix(urn)) {
            return Some(word);
        }
        if local.starts_with("//") {
            let (namespace, rest) = address(text)?;
            return self.within(namespace, rest);
        }
        let declared = match context {
            Some(context) => context.namespace(prefix)?,
            None => BUILT_IN.iter().find(|(name, _)| *name == prefix).map(|(_, iri)| *iri)?,
        };
        match address(declared)? {
            (namespace, "") => self.within(namespace, local),
            (namespace, start) => (self.stem().strip_prefix(namespace) == Some(start)).then_some(local),
        }
    }

    /// The word that a local part of a namespace is.
    fn within<'t>(self, namespace: &str, local: &'t str) -> Option<&'t str> {
        let word = local.strip_prefix(self.start()).filter(|_| self.stem().starts_with(namespace))?;
        // Drafts of the GS1 web vocabulary wrote `gs1:MT-Temperature`.
        let draft = word.strip_prefix("MT-").filter(|_| self == Self::MeasurementType);
        Some(draft.unwrap_or(word))
    }

    /// What stands before a word behind the namespace: `BizStep-`.
    fn start(self) -> &'static str {
        self.stem().rsplit('/').next().unwrap_or_default()
    }

    /// Is this one of the words?
    #[must_use]
    pub fn knows(self, word: &str) -> bool {
        self.words().contains(&word)
    }
}

/// Stem and rest of a CBV URN: `urn:epcglobal:cbv:bizstep:shipping` is `…/cbv/BizStep-` and `shipping`.
#[must_use]
pub fn from_urn(text: &str) -> Option<(&'static str, &str)> {
    if !text.starts_with("urn:epcglobal:cbv:") {
        return None;
    }
    Family::ALL.iter().find_map(|family| Some((family.stem(), text.strip_prefix(family.urn()?)?)))
}

const BIZ_STEPS: &[&str] = &[
    "accepting",
    "arriving",
    "assembling",
    "collecting",
    "commissioning",
    "consigning",
    "creating_class_instance",
    "cycle_counting",
    "decommissioning",
    "departing",
    "destroying",
    "disassembling",
    "dispensing",
    "encoding",
    "entering_exiting",
    "holding",
    "inspecting",
    "installing",
    "killing",
    "loading",
    "other",
    "packing",
    "picking",
    "receiving",
    "removing",
    "repackaging",
    "repairing",
    "replacing",
    "reserving",
    "retail_selling",
    "sampling",
    "sensor_reporting",
    "shipping",
    "staging_outbound",
    "stock_taking",
    "stocking",
    "storing",
    "transporting",
    "unloading",
    "unpacking",
    "void_shipping",
];

const DISPOSITIONS: &[&str] = &[
    "active",
    "available",
    "completeness_inferred",
    "completeness_verified",
    "conformant",
    "container_closed",
    "container_open",
    "damaged",
    "destroyed",
    "dispensed",
    "disposed",
    "encoded",
    "expired",
    "in_progress",
    "in_transit",
    "inactive",
    "mismatch_class",
    "mismatch_instance",
    "mismatch_quantity",
    "needs_replacement",
    "no_pedigree_match",
    "non_conformant",
    "non_sellable_other",
    "partially_dispensed",
    "recalled",
    "reserved",
    "retail_sold",
    "returned",
    "sellable_accessible",
    "sellable_not_accessible",
    "stolen",
    "unavailable",
    "unknown",
];

const BIZ_TRANSACTION_TYPES: &[&str] = &[
    "bol",
    "cert",
    "desadv",
    "inv",
    "pedigree",
    "po",
    "poc",
    "prodorder",
    "recadv",
    "rma",
    "testprd",
    "testres",
    "upevt",
];

const COMPONENTS: &[&str] = &[
    "altitude",
    "axial_distance",
    "azimuth",
    "easting",
    "elevation_angle",
    "height",
    "latitude",
    "longitude",
    "northing",
    "polar_angle",
    "spherical_radius",
    "x",
    "y",
    "z",
];

const MEASUREMENT_TYPES: &[&str] = &[
    "AbsoluteHumidity",
    "AbsorbedDose",
    "AbsorbedDoseRate",
    "Acceleration",
    "Altitude",
    "AmountOfSubstance",
    "AmountOfSubstancePerUnitVolume",
    "Angle",
    "AngularAcceleration",
    "AngularMomentum",
    "AngularVelocity",
    "Area",
    "Capacitance",
    "Conductance",
    "Conductivity",
    "Count",
    "Density",
    "Dimensionless",
    "DoseEquivalent",
    "DoseEquivalentRate",
    "DynamicViscosity",
    "ElectricCharge",
    "ElectricCurrent",
    "ElectricCurrentDensity",
    "ElectricFieldStrength",
    "Energy",
    "Exposure",
    "Force",
    "Frequency",
    "Illuminance",
    "Inductance",
    "Irradiance",
    "KinematicViscosity",
    "Length",
    "LinearMomentum",
    "Luminance",
    "LuminousFlux",
    "LuminousIntensity",
    "MagneticFlux",
    "MagneticFluxDensity",
    "MagneticVectorPotential",
    "Mass",
    "MassConcentration",
    "MassFlowRate",
    "MassPerAreaTime",
    "MemoryCapacity",
    "MolalityOfSolute",
    "MolarEnergy",
    "MolarMass",
    "MolarVolume",
    "Power",
    "Pressure",
    "RadiantFlux",
    "RadiantIntensity",
    "Radioactivity",
    "RelativeHumidity",
    "Resistance",
    "Resistivity",
    "SolidAngle",
    "SpecificVolume",
    "Speed",
    "SurfaceDensity",
    "SurfaceTension",
    "Temperature",
    "Time",
    "Torque",
    "Voltage",
    "Volume",
    "VolumeFlowRate",
    "VolumeFraction",
    "VolumetricFlux",
    "Wavenumber",
];
