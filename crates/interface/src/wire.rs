//! The wire: a JSON header in which every array is a reference to a buffer, and the buffers beside it.
//!
//! `{"cost": {"rows": 2, "columns": 2, "data": {"$": 0}}}` with one buffer of four numbers is a problem. Decoding hands
//! each buffer to the array that refers to it and encoding hands it back; no element is looked at on the way. An
//! array may also be written out as a JSON list, as in a file of problems.

use crate::{Error, document, error::Code};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::sync::Arc;

/// One typed array, shared so that it moves without a copy.
#[derive(Clone, Debug, PartialEq)]
pub enum Buffer {
    /// A `Float64Array`.
    F64(Arc<Vec<f64>>),
    /// A `Float32Array`.
    F32(Arc<Vec<f32>>),
    /// An `Int32Array`.
    I32(Arc<Vec<i32>>),
    /// A `Uint8Array`.
    U8(Arc<Vec<u8>>),
}

/// A header and the buffers that it refers to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payload {
    /// JSON text.
    pub header: String,
    /// The arrays, in the order of their numbers.
    pub buffers: Vec<Buffer>,
}

/// The key that marks a reference to a buffer in a header.
pub(crate) const REFERENCE_KEY: &str = "$";

thread_local! {
    /// The buffers of the payload being decoded or encoded on this thread; serde has no other way to hand them along.
    static BUFFERS: RefCell<Vec<Option<Buffer>>> = const { RefCell::new(Vec::new()) };
}

/// Makes a problem from its payload. A mismatch is an `INVALID_INPUT` with the path to the offending key.
pub fn decode<Problem: DeserializeOwned>(payload: Payload) -> Result<Problem, Error> {
    BUFFERS.set(payload.buffers.into_iter().map(Some).collect());
    let problem = document::read(&payload.header);
    BUFFERS.take();
    problem.map_err(|refusal| invalid_header(refusal.path(), &refusal.to_string()))
}

/// Makes a payload from a solution.
pub fn encode<Solution: Serialize>(solution: &Solution) -> Result<Payload, Error> {
    BUFFERS.take();
    let header = serde_json::to_string(solution)
        .map_err(|error| Error::new(Code::Internal, format!("the solution could not be written: {error}")));
    let buffers = BUFFERS.take().into_iter().flatten().collect();
    Ok(Payload { header: header?, buffers })
}

/// Takes buffer `index` of the payload being decoded; `None` where there is no such buffer or it was taken before.
pub(crate) fn take_buffer(index: usize) -> Option<Buffer> {
    BUFFERS.with_borrow_mut(|buffers| buffers.get_mut(index).and_then(Option::take))
}

/// Adds a buffer to the payload being encoded and returns its number.
pub(crate) fn put_buffer(buffer: Buffer) -> usize {
    BUFFERS.with_borrow_mut(|buffers| {
        buffers.push(Some(buffer));
        buffers.len() - 1
    })
}

/// Words serde's complaint for a person: without its position in a text that the person never saw, without the names of
/// Rust's types, and with a missing key in the path, where an unknown one is already. A complaint about an entry of an
/// array begins with the entry's place, `[3] must …`, which becomes part of the path.
fn invalid_header(path: String, text: &str) -> Error {
    let text = text.split(" at line ").next().unwrap_or(text);
    let quoted = |prefix: &str| text.strip_prefix(prefix).and_then(|rest| rest.split('`').next());
    if text.starts_with("unknown field") {
        let known = text.split_once(", ").map_or("there are no options here", |(_, known)| known);
        return match path.strip_suffix(&format!(".{REFERENCE_KEY}")) {
            Some(object) => Error::invalid(object, format!("must be an object, got an array of numbers; {known}")),
            None => Error::invalid(path, format!("is not an option; {known}")),
        };
    }
    if let Some(key) = quoted("missing field `") {
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        return Error::invalid(path, "is missing");
    }
    let path = if path.is_empty() { "problem".to_owned() } else { path };
    if let Some((entry, complaint)) = text.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        return Error::invalid(format!("{path}[{entry}]"), complaint);
    }
    if let (Some(variant), Some((_, known))) = (quoted("unknown variant `"), text.split_once(", expected ")) {
        return Error::invalid(path, format!("must be {known}, got {variant:?}"));
    }
    let mismatch = text.strip_prefix("invalid type: ").or(text.strip_prefix("invalid value: "));
    match mismatch.and_then(|mismatch| mismatch.rsplit_once(", expected ")) {
        Some((got, expected)) => {
            Error::invalid(path, format!("must be {}, got {}", type_in_words(expected), plain(got)))
        }
        None => Error::invalid(path, format!("cannot be read: {text}")),
    }
}

/// What a Rust type asks of a JavaScript value.
fn type_in_words(expected: &str) -> String {
    match expected {
        "f64" => "a number".to_owned(),
        "u32" => format!("a whole number from 0 to {}", u32::MAX),
        "a sequence" => "a list".to_owned(),
        "u64" | "usize" => "a whole number, zero or positive".to_owned(),
        structure if structure.starts_with("struct ") => "an object".to_owned(),
        words => words.to_owned(),
    }
}

/// A value as serde names it, less its kind of number.
fn plain(got: &str) -> String {
    let number = got.strip_prefix("integer ").or(got.strip_prefix("floating point "));
    match got {
        "map" => "an object".to_owned(),
        "sequence" => "a list".to_owned(),
        _ => number.map_or_else(|| got.to_owned(), |number| number.trim_matches('`').to_owned()),
    }
}
