//! terroir for JavaScript: a name and a text in, a text out; `wasm/js` adds objects and typed names around it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use serde::Serialize as _;
use serde_wasm_bindgen::{Deserializer, Serializer};
use terroir::{
    api::{self, Code, Fault},
    digest::json,
};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// Asks one operation; request and answer are JSON text.
///
/// Both arguments are read here and not in the signature: what is no text is then an ordinary answer, and every
/// destructor runs.
#[must_use]
#[wasm_bindgen(js_name = callJson, skip_typescript)]
pub fn call_json(operation: &JsValue, request: &JsValue) -> String {
    answer(text(operation).and_then(|operation| Ok(api::call(&operation, &text(request)?))))
}

/// As [`call_json`], for a request in any form that serde can read, a `Map` for instance, and with an answer of objects.
///
/// A number in the answer that is no integer stays the text it was written in.
#[must_use]
#[wasm_bindgen(js_name = callValue, skip_typescript)]
pub fn call_value(operation: &JsValue, request: JsValue) -> JsValue {
    // Read here, in the body, and not in the signature: a value that does not fit is then an ordinary answer.
    let dispatched = text(operation).map(|operation| api::dispatch(&operation, Deserializer::from(request)));
    let answer = answer(dispatched);
    let read = json::read(answer.as_bytes());
    let value = read.map(|document| document.root().serialize(&Serializer::json_compatible()));
    value.ok().and_then(Result::ok).unwrap_or(JsValue::NULL)
}

/// Members of requests that are given once, such as a trust bundle.
#[wasm_bindgen(skip_typescript)]
#[derive(Debug)]
pub struct Book(Result<api::Book, Fault>);

#[wasm_bindgen]
impl Book {
    /// A book from the text of a JSON object; one that does not open says why at every call.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(members: &JsValue) -> Self {
        Self(text(members).and_then(|members| api::Book::new(&members)))
    }

    /// Why it did not open, as an answer; empty if it did.
    #[must_use]
    pub fn fault(&self) -> String {
        self.0.as_ref().err().map_or_else(String::new, api::refusal)
    }

    /// As [`call_json`], with the members of the book that the request does not give.
    #[must_use]
    #[wasm_bindgen(js_name = callJson)]
    pub fn call_json(&self, operation: &JsValue, request: &JsValue) -> String {
        answer(match &self.0 {
            Ok(book) => text(operation).and_then(|operation| Ok(book.call(&operation, &text(request)?))),
            Err(fault) => Err(fault.clone()),
        })
    }
}

/// Events that are given once, and more as they come.
#[wasm_bindgen(skip_typescript)]
#[derive(Debug, Default)]
pub struct History(api::History);

#[wasm_bindgen]
impl History {
    /// A history without events.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts the events of a document at the end.
    #[must_use]
    #[wasm_bindgen(js_name = appendJson)]
    pub fn append_json(&mut self, document: &JsValue) -> String {
        answer(text(document).map(|document| self.0.append(&document)))
    }

    /// As [`call_json`], asked of the events here.
    #[must_use]
    #[wasm_bindgen(js_name = callJson)]
    pub fn call_json(&self, operation: &JsValue, request: &JsValue) -> String {
        answer(text(operation).and_then(|operation| Ok(self.0.call(&operation, &text(request)?))))
    }
}

/// A transparency log that grows.
#[wasm_bindgen(skip_typescript)]
#[derive(Debug)]
pub struct Log(Result<api::Log, Fault>);

#[wasm_bindgen]
impl Log {
    /// A log from the text of a JSON object; one that does not open says why at every call.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(settings: &JsValue) -> Self {
        Self(text(settings).and_then(|settings| api::Log::new(&settings)))
    }

    /// Why it did not open, as an answer; empty if it did.
    #[must_use]
    pub fn fault(&self) -> String {
        self.0.as_ref().err().map_or_else(String::new, api::refusal)
    }

    /// Puts entries at the end.
    #[must_use]
    #[wasm_bindgen(js_name = appendJson)]
    pub fn append_json(&mut self, batch: &JsValue) -> String {
        answer(match &mut self.0 {
            Ok(log) => text(batch).map(|batch| log.append(&batch)),
            Err(fault) => Err(fault.clone()),
        })
    }

    /// As [`call_json`], asked of this log.
    #[must_use]
    #[wasm_bindgen(js_name = callJson)]
    pub fn call_json(&self, operation: &JsValue, request: &JsValue) -> String {
        answer(match &self.0 {
            Ok(log) => text(operation).and_then(|operation| Ok(log.call(&operation, &text(request)?))),
            Err(fault) => Err(fault.clone()),
        })
    }
}

fn answer(outcome: Result<String, Fault>) -> String {
    outcome.unwrap_or_else(|fault| api::refusal(&fault))
}

/// The text of a value; `wasm/js/face.js` has seen that no half of a surrogate pair stands alone in it.
fn text(value: &JsValue) -> Result<String, Fault> {
    let refusal = || Fault::new(Code::MalformedRequest, "", "operation and request are strings");
    value.as_string().ok_or_else(refusal)
}
