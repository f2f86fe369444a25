//! A label for the goods as an SVG in millimetres: both codes of a lot, and the same in words, Chinese and English.
//!
//! The first code is a URL that any phone can open, bound to the record by the beginning of its root. The second is the
//! signed and logged head itself, which a verifier judges without a network (`docs/FORMATS.md` §10).
//!
//! ```
//! use terroir::passport::file::Passport;
//! use terroir_label::{Label, Words};
//!
//! let passport = include_bytes!("../../../tests/frozen/accepted/passport.txt");
//! let own = Passport::parse(passport)?.own;
//! let label = Label {
//!     product: Words { zh: "春茶", en: "Spring tea" },
//!     issuer: Words { zh: "云坪合作社", en: "Yunping Co-operative" },
//!     ..Label::of(&own, "id.coop.example")?
//! };
//! let drawn = label.draw()?;
//! assert!(drawn.svg.contains("width=\"100mm\"") && drawn.svg.contains("春茶"));
//! assert!(label.offline.is_some_and(|text| text.starts_with("TR1:")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod svg;
mod symbol;
#[cfg(test)]
mod tests;

use qrcode::types::QrError;
use svg::{Column, Micrometres, mm};
use symbol::Symbol;
use terroir::{
    id::local::{LotForm, LotName, NameError},
    passport::{
        file::Lot,
        label::{self, LabelError as LinkError},
        offline::{self, OfflineError},
    },
    proof::{
        head::{Head, Status},
        own::Refusal,
    },
};

/// Cosignatures on an offline label, at most: as many as `encode_label` takes unless told otherwise.
pub const WITNESSES: usize = 3;

/// A label is this wide.
const WIDTH: Micrometres = 100_000;
/// Nothing is printed closer to the edge.
const MARGIN: Micrometres = 3_500;
/// What stands between the columns.
const GAP: Micrometres = 3_000;
/// Modules of the URL: four dots of a printer of 8 dots/mm, and what GS1 asks of a Digital Link (0.396 to 0.990 mm).
const LINK_MODULE: Micrometres = 500;
/// Modules of the offline code: three dots of such a printer.
const OFFLINE_MODULE: Micrometres = 375;

/// Fonts that have both scripts, of the systems that there are.
const FONTS: &str = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif";

// Attributes, not a style sheet: printers know them, and no page's policy keeps them out.
const PLAIN: &str = "";
const STRONG: &str = " font-weight=\"700\"";
const SMALL: &str = " fill=\"#333\"";
const CODE: &str = " font-family=\"Noto Sans Mono, DejaVu Sans Mono, Menlo, Consolas, monospace\"";

/// A name in both languages; either may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words<'w> {
    /// Chinese.
    pub zh: &'w str,
    /// English.
    pub en: &'w str,
}

/// What stands on a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label<'w> {
    /// What the goods are called.
    pub product: Words<'w>,
    /// What the issuer is called.
    pub issuer: Words<'w>,
    /// The issuer's id, as the head says it.
    pub issuer_id: &'w str,
    /// The lot.
    pub lot: LotName,
    /// Is the record sealed, or still open?
    pub sealed: bool,
    /// When the head was signed, as written.
    pub time: &'w str,
    /// The URL.
    pub link: String,
    /// The head and its log proof for those without a network; absent where the head has no log proof.
    pub offline: Option<String>,
}

/// A label that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The picture.
    pub svg: String,
    /// QR version of the URL, of level M.
    pub link_version: i16,
    /// QR version of the offline code, of level M.
    pub offline_version: Option<i16>,
}

/// Why there is no label.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// A record without a head.
    #[error("the lot has no head")]
    NoHead,
    /// Not a head.
    #[error("the head cannot be read: {0}")]
    Head(#[from] Refusal),
    /// The name of no lot.
    #[error("the head names no lot: {0}")]
    Lot(#[from] NameError),
    /// Goods that nobody should sell any more.
    #[error("the head says that the lot is {state}")]
    Ended {
        /// `recalled` or `superseded`.
        state: &'static str,
    },
    /// No URL.
    #[error("no URL for this label: {0}")]
    Link(#[from] LinkError),
    /// No offline code.
    #[error("no offline code for this label: {0}")]
    Offline(#[from] OfflineError),
    /// More than a QR symbol holds.
    #[error("a code does not fit a QR symbol: {0}")]
    Symbol(QrError),
}

impl<'w> Label<'w> {
    /// The label of a lot at its newest head, without words; `host` serves passports.
    ///
    /// # Errors
    /// [`LabelError`]: no head, or one that says that the lot is recalled or superseded, or no such host.
    pub fn of(lot: &Lot<'w>, host: &str) -> Result<Self, LabelError> {
        let n = lot.heads.len().checked_sub(1).ok_or(LabelError::NoHead)?;
        Self::at(lot, n, host)
    }

    /// The same at head number `n`.
    ///
    /// # Errors
    /// Those of [`of`](Self::of).
    pub fn at(lot: &Lot<'w>, n: usize, host: &str) -> Result<Self, LabelError> {
        let line = *lot.heads.get(n).ok_or(LabelError::NoHead)?;
        let head = Head::parse(line)?;
        if matches!(head.status, Status::Recalled | Status::Superseded) {
            return Err(LabelError::Ended { state: head.status.name() });
        }
        let name: LotName = head.lot.parse()?;
        let proof = lot.proofs.iter().find(|(of, _)| *of == n as u64);
        Ok(Self {
            product: Words::default(),
            issuer: Words::default(),
            issuer_id: head.issuer,
            sealed: head.status == Status::Sealed,
            time: head.time,
            link: label::Label::print(host, &name, head.count, &head.root)?,
            offline: proof.map(|(_, proof)| offline::print(line, proof, WITNESSES)).transpose()?,
            lot: name,
        })
    }

    /// Draws it, 100 mm wide.
    ///
    /// # Errors
    /// [`LabelError::Symbol`]: a code is longer than the largest symbol.
    pub fn draw(&self) -> Result<Drawn, LabelError> {
        let link = Symbol::of(&self.link).map_err(LabelError::Symbol)?;
        let offline = self.offline.as_deref().map(Symbol::of).transpose().map_err(LabelError::Symbol)?;
        let mut body = String::new();
        let mut column = Column { out: &mut body, x: MARGIN, y: MARGIN, width: WIDTH - 2 * MARGIN };
        self.heading(&mut column);
        let top = column.y;
        let right = offline.as_ref().map_or(0, |offline| GAP + offline.side(OFFLINE_MODULE));
        // Beside each other where there is room, else one below the other.
        let beside = right + link.side(LINK_MODULE) <= column.width;
        if beside {
            column.width -= right;
        }
        column.write("扫码看全程 · scan for the record", SMALL, 2_300, 2);
        column.symbol(&link, "qr-link", LINK_MODULE);
        self.facts(&mut column);
        let mut bottom = column.y;
        if let Some(offline) = &offline {
            let width = offline.side(OFFLINE_MODULE);
            let (x, y) = if beside { (WIDTH - MARGIN - width, top) } else { (MARGIN, bottom + GAP) };
            let mut column = Column { out: &mut body, x, y, width };
            column.write("没有网络也能核验 · verifies offline", SMALL, 2_300, 2);
            column.symbol(offline, "qr-offline", OFFLINE_MODULE);
            column.write(&format!("QR {}-M · TR1", offline.version), SMALL, 2_100, 1);
            bottom = bottom.max(column.y);
        }
        Ok(Drawn {
            svg: self.framed(&body, bottom + MARGIN),
            link_version: link.version,
            offline_version: offline.map(|offline| offline.version),
        })
    }

    /// What it is and who issued it.
    fn heading(&self, column: &mut Column<'_>) {
        column.write(self.product.zh, STRONG, 5_400, 2);
        column.write(self.product.en, STRONG, 3_600, 2);
        let named = [self.issuer.zh, self.issuer.en, self.issuer_id];
        let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
        column.write(&format!("签发 Issuer: {}", named.join(" · ")), PLAIN, 2_500, 2);
        column.rule();
    }

    /// The lot and its date, and the codes in words.
    fn facts(&self, column: &mut Column<'_>) {
        let (lot, readable) = match self.lot.form() {
            LotForm::Gs1 { gtin, lot } => (lot.text().to_owned(), format!("(01){gtin} (10){}", lot.text())),
            LotForm::Local(id) => (id.lot.text().to_owned(), self.lot.as_str().to_owned()),
        };
        column.skip(500);
        column.write(&format!("批次 Lot: {lot}"), STRONG, 2_700, 2);
        let date = self.time.split('T').next().unwrap_or_default();
        let state = if self.sealed { "封存 Sealed" } else { "公布 Published" };
        column.write(&format!("{state}: {date}"), PLAIN, 2_500, 1);
        column.skip(500);
        column.write(&readable, CODE, 2_500, 5);
    }

    fn framed(&self, body: &str, height: Micrometres) -> String {
        let (width, high) = (mm(WIDTH), mm(height));
        let named = [self.product.zh, self.product.en, self.lot.as_str()];
        let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{high}mm\" \
             viewBox=\"0 0 {width} {high}\" font-family=\"{FONTS}\">\n<title>{}</title>\n\
             <path fill=\"#fff\" d=\"M0 0H{width}V{high}H0z\"/>\n{body}</svg>\n",
            svg::escaped(&named.join(" · ")),
        )
    }
}
