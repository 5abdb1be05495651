//! The wire format: a JSON header in which every array is a reference to a buffer, plus the buffers.
//!
//! `{"cost": {"rows": 2, "columns": 2, "data": {"$": 0}}}` with one buffer of four numbers is a problem. Decoding moves
//! each buffer to the array that refers to it, and encoding moves it back, without access to its elements. An array may
//! also be written as a JSON list, as in a file of problems.

use crate::shared::Shared;
use crate::{Error, document, error::Code};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;

/// One typed array, shared so that it moves without a copy.
#[derive(Clone, Debug, PartialEq)]
pub enum Buffer {
    /// A `Float64Array`.
    F64(Shared<f64>),
    /// A `Float32Array`.
    F32(Shared<f32>),
    /// An `Int32Array`.
    I32(Shared<i32>),
    /// A `Uint8Array`.
    U8(Shared<u8>),
}

/// A header and its buffers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payload {
    /// JSON text.
    pub header: String,
    /// The arrays, by index.
    pub buffers: Vec<Buffer>,
}

impl Payload {
    /// Bytes that it takes.
    pub fn bytes(&self) -> u64 {
        self.header.len() as u64 + self.buffers.iter().map(Buffer::bytes).sum::<u64>()
    }
}

impl Buffer {
    fn bytes(&self) -> u64 {
        let bytes = match self {
            Self::F64(numbers) => size_of_val(&numbers[..]),
            Self::F32(numbers) => size_of_val(&numbers[..]),
            Self::I32(numbers) => size_of_val(&numbers[..]),
            Self::U8(numbers) => numbers.len(),
        };
        bytes as u64
    }
}

thread_local! {
    /// The buffers of the payload currently decoded or encoded on this thread; serde cannot pass them along.
    static BUFFERS: RefCell<Vec<Option<Buffer>>> = const { RefCell::new(Vec::new()) };
}

/// Decodes a problem. A mismatch is an `INVALID_INPUT` with the path to the offending key.
pub fn decode<Problem: DeserializeOwned>(payload: Payload) -> Result<Problem, Error> {
    let _transfer = Transfer::of(payload.buffers);
    document::read(&payload.header)
}

/// Encodes a solution.
pub fn encode<Solution: Serialize>(solution: &Solution) -> Result<Payload, Error> {
    let transfer = Transfer::of(Vec::new());
    let header = serde_json::to_string(solution).map_err(|error| unwritten(&error))?;
    Ok(Payload { header, buffers: transfer.end() })
}

fn unwritten(error: &serde_json::Error) -> Error {
    Error::new(Code::Internal, format!("the solution could not be encoded: {error}"))
}

/// Buffers on their way between a payload and arrays. Those left are dropped with this, even by a panic: they may be lent.
struct Transfer;

impl Transfer {
    fn of(buffers: Vec<Buffer>) -> Self {
        BUFFERS.set(buffers.into_iter().map(Some).collect());
        Self
    }

    /// The buffers that are there.
    fn end(self) -> Vec<Buffer> {
        BUFFERS.take().into_iter().flatten().collect()
    }
}

impl Drop for Transfer {
    fn drop(&mut self) {
        BUFFERS.take();
    }
}

/// Takes buffer `index` of the payload being decoded; `None` if it does not exist or was taken before.
pub(crate) fn take_buffer(index: usize) -> Option<Buffer> {
    BUFFERS.with_borrow_mut(|buffers| buffers.get_mut(index).and_then(Option::take))
}

/// Adds a buffer to the payload being encoded and returns its index.
pub(crate) fn put_buffer(buffer: Buffer) -> usize {
    BUFFERS.with_borrow_mut(|buffers| {
        buffers.push(Some(buffer));
        buffers.len() - 1
    })
}
