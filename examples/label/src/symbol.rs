//! QR symbols as one path each: ISO/IEC 18004, error level M, and the quiet zone that the standard asks for.

use crate::svg::{Micrometres, mm};
use qrcode::{Color, EcLevel, QrCode, Version, types::QrError};

/// Modules that stay empty on each side (ISO/IEC 18004, 9.1).
pub(crate) const QUIET: usize = 4;

/// A symbol, ready to be drawn.
pub(crate) struct Symbol {
    modules: Vec<Color>,
    width: usize,
    /// Its version, 1 to 40.
    pub(crate) version: i16,
}

impl Symbol {
    /// The smallest symbol of level M that holds a text, in the modes that need the fewest bits: what is Base45 stands in
    /// alphanumeric mode.
    pub(crate) fn of(text: &str) -> Result<Self, QrError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
        // Small symbols are not among what is asked for.
        let (Version::Normal(version) | Version::Micro(version)) = code.version();
        Ok(Self { width: code.width(), modules: code.into_colors(), version })
    }

    /// How wide it is with its quiet zone.
    pub(crate) fn side(&self, module: Micrometres) -> Micrometres {
        u32::try_from(self.width + 2 * QUIET).unwrap_or(u32::MAX).saturating_mul(module)
    }

    /// Draws it with its quiet zone; `x` and `y` are the corner of the zone.
    pub(crate) fn draw(
        &self,
        out: &mut String,
        id: &str,
        x: Micrometres,
        y: Micrometres,
        module: Micrometres,
    ) {
        let (x, y, scale, all) = (mm(x), mm(y), mm(module), self.width + 2 * QUIET);
        out.push_str(&format!(
            "<g id=\"{id}\" transform=\"translate({x} {y}) scale({scale})\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{all}v{all}H0z\"/><path d=\"",
        ));
        for (row, modules) in self.modules.chunks(self.width).enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    let (x, y, length) = (column + QUIET, row + QUIET, run.len());
                    out.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
                }
                column += run.len();
            }
        }
        out.push_str("\"/></g>\n");
    }
}
