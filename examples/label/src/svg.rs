//! The little of SVG that a label needs: lengths in millimetres, lines of text, and nothing that a name could break.

use crate::symbol::Symbol;

/// A length: 1,000 to the millimetre, so that all sums are exact.
pub(crate) type Micrometres = u32;

/// A length in millimetres, as SVG writes it.
pub(crate) fn mm(length: Micrometres) -> String {
    let text = format!("{}.{:03}", length / 1_000, length % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text that stands in XML 1.0 as what it is.
///
/// Control characters, which XML cannot hold, and those that turn the direction of what follows become U+FFFD: a name is
/// to be read as it is written.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            unfit if unfit.is_control() || turns(unfit) || matches!(unfit, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}');
            }
            plain => out.push(plain),
        }
    }
    out
}

/// Does it embed, override or isolate a direction, or break a line (UAX #9, UAX #14)?
const fn turns(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// How wide a character is, in hundredths of the size of its font; a guess on the safe side, as no font is at hand.
fn advance(character: char) -> u32 {
    match character {
        ' '..='~' => 60,
        '\u{0}'..='\u{10ff}' => 75,
        _ => 100,
    }
}

/// Text in lines that are at most so wide, and at most so many; what does not fit is marked by an ellipsis.
pub(crate) fn wrapped(text: &str, size: Micrometres, width: Micrometres, most: usize) -> Vec<String> {
    let room = width.saturating_mul(100) / size.max(1);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in text.split_inclusive([' ', '/', '-']) {
        let wide: u32 = word.trim_end().chars().map(advance).sum();
        if used + wide > room && !line.is_empty() && wide <= room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for character in word.chars() {
            if used + advance(character) > room && character != ' ' {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(character);
            used += advance(character);
        }
        if lines.len() > most {
            break;
        }
    }
    lines.push(line);
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    lines.retain(|line| !line.is_empty());
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    lines
}

/// Lines of text, one below the other.
pub(crate) struct Column<'o> {
    pub(crate) out: &'o mut String,
    pub(crate) x: Micrometres,
    /// Where the next line begins.
    pub(crate) y: Micrometres,
    pub(crate) width: Micrometres,
}

impl Column<'_> {
    /// Writes a text in lines, at most so many, with these attributes.
    pub(crate) fn write(&mut self, text: &str, attributes: &str, size: Micrometres, most: usize) {
        for line in wrapped(text, size, self.width, most) {
            // The baseline stands at 88 % of the size, the next line 125 % below.
            let baseline = self.y + size * 22 / 25;
            self.out.push_str(&format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{attributes}>{}</text>\n",
                mm(self.x),
                mm(baseline),
                mm(size),
                escaped(&line)
            ));
            self.y += size * 5 / 4;
        }
    }

    /// Draws a symbol, as wide as it is.
    pub(crate) fn symbol(&mut self, symbol: &Symbol, id: &str, module: Micrometres) {
        symbol.draw(self.out, id, self.x, self.y, module);
        self.y += symbol.side(module);
    }

    /// Draws a line from edge to edge.
    pub(crate) fn rule(&mut self) {
        let (left, right, y) = (mm(self.x), mm(self.x + self.width), mm(self.y + 800));
        self.out
            .push_str(&format!("<path stroke=\"#000\" stroke-width=\"0.25\" d=\"M{left} {y}H{right}\"/>\n"));
        self.y += 2_300;
    }

    /// Leaves room.
    pub(crate) fn skip(&mut self, room: Micrometres) {
        self.y += room;
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, mm, wrapped};

    #[test]
    fn lengths_are_exact() {
        assert_eq!([mm(0), mm(375), mm(51_375), mm(100_000)], ["0", "0.375", "51.375", "100"]);
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        assert_eq!(escaped("<b a=\"1\">&'"), "&lt;b a=&quot;1&quot;&gt;&amp;&apos;");
        assert_eq!(escaped("a\0\u{1b}\u{202e}b\n"), "a\u{fffd}\u{fffd}\u{fffd}b\u{fffd}");
    }

    #[test]
    fn lines_are_no_wider_than_they_may_be() {
        assert_eq!(wrapped("one two", 1_000, 3_000, 2), ["one", "two"]);
        assert_eq!(wrapped("樱桃番茄四百克", 1_000, 4_000, 2), ["樱桃番茄", "四百克"]);
        assert_eq!(wrapped("abcdefghij", 1_000, 3_000, 2), ["abcde", "fghij"]);
        assert_eq!(wrapped(&"x".repeat(400), 1_000, 3_000, 2), ["xxxxx", "xxxx…"]);
        assert_eq!(wrapped(&" ".repeat(400), 1_000, 3_000, 2), [""; 0]);
    }
}
