//! What an operation is, written once for all of them.

use super::Fault;
use crate::{digest::json, proof::log::Log, trace::history::History};
use alloc::string::String;
use serde::{Serialize, de::DeserializeOwned};

/// One operation of the wire contract.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Its name, as in `terroir call NAME`.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Bytes of request text that it takes.
    pub limit: usize,
    /// The members of its request.
    pub(super) members: fn() -> &'static [&'static str],
    /// Request text in, the whole answer out.
    pub(super) run: fn(&str) -> Result<String, Fault>,
    /// The same, asked of something that is kept between calls.
    pub(super) of: Of,
    /// JSON Schema of the request.
    #[cfg(feature = "schema")]
    pub request_schema: fn() -> schemars::Schema,
    /// JSON Schema of the `ok` member of the answer.
    #[cfg(feature = "schema")]
    pub answer_schema: fn() -> schemars::Schema,
}

/// What is kept between calls that an operation can be asked of; request text and that in, the whole answer out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// It stands for itself.
    Nothing,
    /// A history of events.
    History(fn(&str, &History) -> Result<String, Fault>),
    /// A log.
    Log(fn(&str, &Log) -> Result<String, Fault>),
}

/// Declares an operation: `operation!("name", "what it does", limit, Request, Answer, function)`; with a variant of [`Of`] at
/// the end, the function also takes what it is asked of, if it is: `fn(Request, Option<&History>)` with `History`.
/// A function that is `telling` gives its answer in its envelope ([`enveloped`]), so that the answer may borrow from what it
/// made.
macro_rules! operation {
    ($name:literal, $about:literal, $limit:expr, $request:ty, $answer:ty, $function:path) => {
        $crate::api::operation::operation!(
            $name,
            $about,
            $limit,
            $request,
            $answer,
            |text| $crate::api::operation::run::<$request, $answer>(text, $limit, $function),
            $crate::api::operation::Of::Nothing
        )
    };
    ($name:literal, $about:literal, $limit:expr, $request:ty, $answer:ty, $function:path, $of:ident) => {
        $crate::api::operation::operation!(
            $name,
            $about,
            $limit,
            $request,
            $answer,
            |text| $crate::api::operation::run::<$request, $answer>(text, $limit, |request| $function(
                request, None
            )),
            $crate::api::operation::Of::$of(|text, of| {
                $crate::api::operation::run::<$request, $answer>(text, $limit, |request| {
                    $function(request, Some(of))
                })
            })
        )
    };
    ($name:literal, $about:literal, $limit:expr, $request:ty, $answer:ty, telling $function:path, $of:ident) => {
        $crate::api::operation::operation!(
            $name,
            $about,
            $limit,
            $request,
            $answer,
            |text| $function($crate::api::operation::read(text, $limit)?, None),
            $crate::api::operation::Of::$of(|text, of| {
                $function($crate::api::operation::read(text, $limit)?, Some(of))
            })
        )
    };
    ($name:literal, $about:literal, $limit:expr, $request:ty, $answer:ty, $run:expr, $of:expr) => {
        $crate::api::Operation {
            name: $name,
            about: $about,
            limit: $limit,
            members: $crate::api::book::members::<$request>,
            run: $run,
            of: $of,
            #[cfg(feature = "schema")]
            request_schema: || schemars::schema_for!($request),
            #[cfg(feature = "schema")]
            answer_schema: || {
                schemars::generate::SchemaSettings::default()
                    .for_serialize()
                    .into_generator()
                    .into_root_schema_for::<$answer>()
            },
        }
    };
}
pub(super) use operation;

pub(super) fn run<Q: DeserializeOwned, A: Serialize>(
    text: &str,
    limit: usize,
    function: impl FnOnce(Q) -> Result<A, Fault>,
) -> Result<String, Fault> {
    enveloped(&function(read(text, limit)?)?)
}

/// The request in a text.
pub(super) fn read<Q: DeserializeOwned>(text: &str, limit: usize) -> Result<Q, Fault> {
    check_length(text, limit)?;
    let document = json::read(text.as_bytes())?;
    Ok(json::from_value(document.root())?)
}

/// Sees that a text is not too long.
pub(super) fn check_length(text: &str, limit: usize) -> Result<(), Fault> {
    if text.len() > limit {
        let found = alloc::format!("{} bytes, at most {limit}", text.len());
        return Err(Fault::new(super::Code::TooLarge, "", found));
    }
    Ok(())
}

/// An answer in its envelope.
pub(super) fn enveloped<A: Serialize>(answer: &A) -> Result<String, Fault> {
    let mut envelope = String::from(OPEN);
    json::append(&mut envelope, answer)
        .map_err(|error| Fault::new(super::Code::MalformedRequest, "", alloc::format!("{error}")))?;
    envelope.push('}');
    Ok(envelope)
}

/// How an answer begins.
const OPEN: &str = "{\"ok\":";

/// The answer, or the fault in its envelope.
pub(super) fn envelope(answer: Result<String, Fault>) -> String {
    answer.unwrap_or_else(|fault| {
        let mut envelope = String::from("{\"fault\":");
        // A fault is three texts, which always have a JSON form.
        let _ = json::append(&mut envelope, &fault);
        envelope.push('}');
        envelope
    })
}
