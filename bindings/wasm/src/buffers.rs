//! Typed arrays in and out, by one block copy each.

use js_sys::{Array, Float32Array, Float64Array, Function, Int32Array, Uint8Array};
use superlinear_interface::wire::Buffer;
use wasm_bindgen::{JsCast, JsValue};

/// Copies the caller's arrays into this instance's memory. Anything but a typed array of a known element type becomes
/// empty; the TypeScript layer sends nothing else. `copied` is called with each array once it is no longer needed.
pub fn copy_in(arrays: &Array, copied: Option<&Function>) -> Vec<Buffer> {
    let copy = |array: JsValue| {
        let buffer = if let Some(values) = array.dyn_ref::<Float32Array>() {
            Buffer::F32(values.to_vec().into())
        } else if let Some(values) = array.dyn_ref::<Int32Array>() {
            Buffer::I32(values.to_vec().into())
        } else if let Some(values) = array.dyn_ref::<Uint8Array>() {
            Buffer::U8(values.to_vec().into())
        } else {
            Buffer::F64(array.dyn_ref::<Float64Array>().map(Float64Array::to_vec).unwrap_or_default().into())
        };
        if let Some(copied) = copied {
            // If it throws, the array is kept.
            let _ = copied.call1(&JsValue::UNDEFINED, &array);
        }
        buffer
    };
    arrays.iter().map(copy).collect()
}

/// Copies arrays out, since a view of this instance's memory becomes invalid when that memory grows.
pub fn copy_out(buffers: &[Buffer]) -> Array {
    let copy = |buffer: &Buffer| -> JsValue {
        match buffer {
            Buffer::F64(values) => Float64Array::from(&values[..]).into(),
            Buffer::F32(values) => Float32Array::from(&values[..]).into(),
            Buffer::I32(values) => Int32Array::from(&values[..]).into(),
            Buffer::U8(values) => Uint8Array::from(&values[..]).into(),
        }
    };
    buffers.iter().map(copy).collect()
}
