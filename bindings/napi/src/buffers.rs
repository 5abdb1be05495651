//! Typed arrays in and out, by one block copy each.

use napi::bindgen_prelude::{Either3, Env, Float32ArraySlice, Float64ArraySlice, Int32ArraySlice, Result};
use std::sync::Arc;
use superlinear_interface::wire::Buffer;

/// A typed array that JavaScript owns.
pub type Input<'env> = Either3<Float64ArraySlice<'env>, Float32ArraySlice<'env>, Int32ArraySlice<'env>>;

/// A typed array made for JavaScript to own.
pub type Output<'env> = Input<'env>;

/// Copies the caller's arrays.
pub fn copy_in(arrays: &[Input<'_>]) -> Vec<Buffer> {
    let copy = |array: &Input<'_>| match array {
        Either3::A(values) => Buffer::F64(Arc::new(values.to_vec())),
        Either3::B(values) => Buffer::F32(Arc::new(values.to_vec())),
        Either3::C(values) => Buffer::I32(Arc::new(values.to_vec())),
    };
    arrays.iter().map(copy).collect()
}

/// Copies arrays into memory of the JavaScript engine, which is cheaper than handing it ours to free.
pub fn copy_out<'env>(env: &Env, buffers: &[Buffer]) -> Result<Vec<Output<'env>>> {
    let copy = |buffer: &Buffer| {
        Ok(match buffer {
            Buffer::F64(values) => Either3::A(Float64ArraySlice::copy_from(env, values.as_slice())?),
            Buffer::F32(values) => Either3::B(Float32ArraySlice::copy_from(env, values.as_slice())?),
            Buffer::I32(values) => Either3::C(Int32ArraySlice::copy_from(env, values.as_slice())?),
        })
    };
    buffers.iter().map(copy).collect()
}
