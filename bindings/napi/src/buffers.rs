//! Typed arrays in and out.

use napi::bindgen_prelude::{
    Either4, Env, Float32ArraySlice, Float64ArraySlice, Int32ArraySlice, Result, Uint8ArraySlice,
};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use superlinear_interface::shared::Lender;
use superlinear_interface::wire::Buffer;

/// A typed array of any element type in the wire format.
pub type TypedArray<'env> =
    Either4<Float64ArraySlice<'env>, Float32ArraySlice<'env>, Int32ArraySlice<'env>, Uint8ArraySlice<'env>>;

/// Longer arrays are handed out in place, shorter ones copied: a copy is faster to make and to free until it has to touch
/// fresh pages.
const LONGEST_COPY: usize = 8192;

/// JavaScript frees arrays when its event loop runs, but never during a loop of blocking calls. Beyond this many bytes of
/// arrays handed out in place, others are copied.
const MAX_BYTES_OUT: usize = 64 << 20;

/// The number of bytes of arrays handed out in place and not freed yet.
static BYTES_OUT: AtomicUsize = AtomicUsize::new(0);

/// Lends the caller's arrays to a blocking call. Nothing writes to them meanwhile: their thread of JavaScript stands still,
/// and none of them is of shared memory.
pub fn lend_in<'env>(lender: &Lender<'env>, arrays: &'env [TypedArray<'_>]) -> Vec<Buffer> {
    let lend = |array: &'env TypedArray<'_>| match array {
        Either4::A(values) => Buffer::F64(lender.lend(values)),
        Either4::B(values) => Buffer::F32(lender.lend(values)),
        Either4::C(values) => Buffer::I32(lender.lend(values)),
        Either4::D(values) => Buffer::U8(lender.lend(values)),
    };
    arrays.iter().map(lend).collect()
}

/// Copies the caller's arrays.
pub fn copy_in(arrays: &[TypedArray<'_>]) -> Vec<Buffer> {
    let copy = |array: &TypedArray<'_>| match array {
        Either4::A(values) => Buffer::F64(values.to_vec().into()),
        Either4::B(values) => Buffer::F32(values.to_vec().into()),
        Either4::C(values) => Buffer::I32(values.to_vec().into()),
        Either4::D(values) => Buffer::U8(values.to_vec().into()),
    };
    arrays.iter().map(copy).collect()
}

/// Passes arrays to JavaScript.
pub fn hand_out<'env>(env: &Env, buffers: Vec<Buffer>) -> Result<Vec<TypedArray<'env>>> {
    macro_rules! hand_out {
        ($slice:ident, $values:expr) => {{
            let bytes = size_of_val(&$values[..]);
            if $values.len() <= LONGEST_COPY || BYTES_OUT.load(Relaxed) + bytes > MAX_BYTES_OUT {
                $slice::copy_from(env, &$values[..])?
            } else {
                let mut values = $values.into_vec();
                BYTES_OUT.fetch_add(bytes, Relaxed);
                let give_back = move |_, values| {
                    drop(values);
                    BYTES_OUT.fetch_sub(bytes, Relaxed);
                };
                // SAFETY: the memory is that of `values`, which is moved, unchanged, to the finalizer and dropped only
                // there.
                unsafe { $slice::from_external(env, values.as_mut_ptr(), values.len(), values, give_back)? }
            }
        }};
    }
    let one = |buffer: Buffer| {
        Ok(match buffer {
            Buffer::F64(values) => Either4::A(hand_out!(Float64ArraySlice, values)),
            Buffer::F32(values) => Either4::B(hand_out!(Float32ArraySlice, values)),
            Buffer::I32(values) => Either4::C(hand_out!(Int32ArraySlice, values)),
            Buffer::U8(values) => Either4::D(hand_out!(Uint8ArraySlice, values)),
        })
    };
    buffers.into_iter().map(one).collect()
}
