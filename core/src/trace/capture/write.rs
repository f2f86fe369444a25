//! Writing an event's JSON.

use crate::digest::json::write_string;
use alloc::string::String;

/// A JSON object or array in the making.
#[derive(Debug, Default)]
pub(super) struct Out {
    text: String,
}

impl Out {
    pub(super) fn object() -> Self {
        Self { text: String::from("{") }
    }

    pub(super) fn array() -> Self {
        Self { text: String::from("[") }
    }

    fn comma(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    /// A member whose value is JSON already.
    pub(super) fn raw(&mut self, name: &str, json: &str) {
        self.comma();
        write_string(&mut self.text, name);
        self.text.push(':');
        self.text.push_str(json);
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.comma();
        write_string(&mut self.text, name);
        self.text.push(':');
        write_string(&mut self.text, value);
    }

    /// An item that is JSON already.
    pub(super) fn item(&mut self, json: &str) {
        self.comma();
        self.text.push_str(json);
    }

    pub(super) fn text_item(&mut self, value: &str) {
        self.comma();
        write_string(&mut self.text, value);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.len() <= 1
    }

    pub(super) fn close(mut self) -> String {
        let end = if self.text.starts_with('{') { '}' } else { ']' };
        self.text.push(end);
        self.text
    }
}

/// A JSON string.
pub(super) fn string(value: &str) -> String {
    let mut out = String::with_capacity(value.len().saturating_add(2));
    write_string(&mut out, value);
    out
}
