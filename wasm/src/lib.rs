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
    answer(asked(operation, request, api::call))
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
        why(&self.0)
    }

    /// As [`call_json`], with the members of the book that the request does not give.
    #[must_use]
    #[wasm_bindgen(js_name = callJson)]
    pub fn call_json(&self, operation: &JsValue, request: &JsValue) -> String {
        answer(
            self.0.as_ref().map_err(Fault::clone).and_then(|book| {
                asked(operation, request, |operation, request| book.call(operation, request))
            }),
        )
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
        answer(asked(operation, request, |operation, request| self.0.call(operation, request)))
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
        why(&self.0)
    }

    /// Puts entries at the end.
    #[must_use]
    #[wasm_bindgen(js_name = appendJson)]
    pub fn append_json(&mut self, batch: &JsValue) -> String {
        let log = self.0.as_mut().map_err(|fault| fault.clone());
        answer(log.and_then(|log| text(batch).map(|batch| log.append(&batch))))
    }

    /// As [`call_json`], asked of this log.
    #[must_use]
    #[wasm_bindgen(js_name = callJson)]
    pub fn call_json(&self, operation: &JsValue, request: &JsValue) -> String {
        answer(
            self.0
                .as_ref()
                .map_err(Fault::clone)
                .and_then(|log| asked(operation, request, |operation, request| log.call(operation, request))),
        )
    }
}

/// What a call answers to two texts.
fn asked(
    operation: &JsValue,
    request: &JsValue,
    call: impl FnOnce(&str, &str) -> String,
) -> Result<String, Fault> {
    Ok(call(&text(operation)?, &text(request)?))
}

/// Why a handle did not open, as an answer; empty if it did.
fn why<T>(handle: &Result<T, Fault>) -> String {
    handle.as_ref().err().map_or_else(String::new, api::refusal)
}

fn answer(outcome: Result<String, Fault>) -> String {
    outcome.unwrap_or_else(|fault| api::refusal(&fault))
}

/// The text of a value; `wasm/js/face.js` has seen that no half of a surrogate pair stands alone in it.
fn text(value: &JsValue) -> Result<String, Fault> {
    let refusal = || Fault::new(Code::MalformedRequest, "", "operation and request are strings");
    value.as_string().ok_or_else(refusal)
}
