//! The address that a WeChat mini-program is opened with: it stands, percent-encoded, in the parameter `q`.

use super::{Component, escape::unescape};
use alloc::string::String;

/// The scanned URI in the launch query of a mini-program, or in the value of its `q` alone.
///
/// The host encodes it once; frameworks that pass it on encode it once more, so up to two encodings are taken off.
/// `None` if no address comes out.
///
/// ```
/// use terroir::id::link::from_launch_query;
///
/// let uri = from_launch_query("q=https%3A%2F%2Fexample.cn%2F01%2F06901234567892%3F17%3D261231&scancode_time=1732000000");
/// assert_eq!(uri.as_deref(), Some("https://example.cn/01/06901234567892?17=261231"));
/// ```
#[must_use]
pub fn from_launch_query(text: &str) -> Option<String> {
    let query =
        text.split_once('?').filter(|(before, _)| !before.contains(':')).map_or(text, |(_, query)| query);
    let value = query.split('&').find_map(|pair| pair.strip_prefix("q=")).unwrap_or(text);
    let mut uri = String::from(value);
    for _ in 0..2 {
        if super::is_link(&uri) {
            break;
        }
        uri = String::from_utf8(unescape(&uri, Component::Path).into_owned()).ok()?;
    }
    super::is_link(&uri).then_some(uri)
}
