//! Vectors and their element types.

use super::numbers::Numbers;
use crate::document::REFERENCE_KEY;
use crate::numerals::short;
use crate::shared::Shared;
use crate::wire::{Buffer, put_buffer};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

/// An element type of arrays.
pub trait Element: Copy {
    /// The JavaScript typed array for results of this element type.
    const TYPED_ARRAY: &'static str;
    /// Takes over a buffer of this element type, or converts another one without loss. An error message about an entry
    /// begins with its index: `[3] must …`.
    fn from_buffer(buffer: Buffer) -> Result<Shared<Self>, String>;
    /// The buffer that holds `values`.
    fn to_buffer(values: Shared<Self>) -> Buffer;
}

impl Element for f64 {
    const TYPED_ARRAY: &'static str = "Float64Array";

    fn from_buffer(buffer: Buffer) -> Result<Shared<f64>, String> {
        Ok(match buffer {
            Buffer::F64(values) => values,
            Buffer::F32(values) => widened(&values),
            Buffer::I32(values) => widened(&values),
            Buffer::U8(values) => widened(&values),
        })
    }

    fn to_buffer(values: Shared<f64>) -> Buffer {
        Buffer::F64(values)
    }
}

/// The numbers in a wider type.
fn widened<Narrow: Copy, Wide: From<Narrow>>(values: &[Narrow]) -> Shared<Wide> {
    values.iter().copied().map(Wide::from).collect::<Vec<_>>().into()
}

impl Element for i32 {
    const TYPED_ARRAY: &'static str = "Int32Array";

    fn from_buffer(buffer: Buffer) -> Result<Shared<i32>, String> {
        match buffer {
            Buffer::I32(values) => Ok(values),
            Buffer::U8(values) => Ok(widened(&values)),
            Buffer::F64(values) => whole_numbers(values.iter().copied()),
            Buffer::F32(values) => whole_numbers(values.iter().copied().map(f64::from)),
        }
    }

    fn to_buffer(values: Shared<i32>) -> Buffer {
        Buffer::I32(values)
    }
}

impl Element for u8 {
    const TYPED_ARRAY: &'static str = "Uint8Array";

    fn from_buffer(buffer: Buffer) -> Result<Shared<u8>, String> {
        match buffer {
            Buffer::U8(values) => Ok(values),
            Buffer::I32(values) => whole_numbers(values.iter().copied().map(f64::from)),
            Buffer::F64(values) => whole_numbers(values.iter().copied()),
            Buffer::F32(values) => whole_numbers(values.iter().copied().map(f64::from)),
        }
    }

    fn to_buffer(values: Shared<u8>) -> Buffer {
        Buffer::U8(values)
    }
}

/// An integer type for lossless conversions from doubles.
trait Whole: Copy + Into<f64> {
    const IN_WORDS: &'static str;
    /// Truncates towards zero.
    fn truncated(value: f64) -> Self;
}

impl Whole for i32 {
    const IN_WORDS: &'static str = "a 32-bit integer";

    fn truncated(value: f64) -> i32 {
        value as i32
    }
}

impl Whole for u8 {
    const IN_WORDS: &'static str = "an integer from 0 to 255";

    fn truncated(value: f64) -> u8 {
        value as u8
    }
}

fn whole_numbers<T: Whole>(values: impl Iterator<Item = f64>) -> Result<Shared<T>, String> {
    let whole = |(index, value): (usize, f64)| {
        let number = T::truncated(value);
        if number.into() == value {
            return Ok(number);
        }
        Err(format!("[{index}] must be {}, got {}", T::IN_WORDS, short(value)))
    };
    values.enumerate().map(whole).collect::<Result<Vec<_>, _>>().map(Shared::from)
}

/// A vector of numbers: a `Float64Array` (or `Int32Array`, or `Uint8Array`) in JavaScript, shared memory here, so that
/// serialization does not copy it.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector<T = f64>(Shared<T>);

impl<T: Clone> Vector<T> {
    /// The numbers, copied only if they are shared or lent.
    pub fn into_vec(self) -> Vec<T> {
        self.0.into_vec()
    }

    /// Mutable access to the numbers, unless they are shared or lent.
    pub fn unshared(&mut self) -> Option<&mut [T]> {
        self.0.unshared()
    }
}

impl<T: Element> Vector<T> {
    pub(super) fn from_buffer(buffer: Buffer) -> Result<Self, String> {
        T::from_buffer(buffer).map(Self)
    }
}

impl<T> Default for Vector<T> {
    fn default() -> Self {
        Self(Shared::default())
    }
}

impl<T> From<Vec<T>> for Vector<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values.into())
    }
}

impl<T> From<Shared<T>> for Vector<T> {
    fn from(values: Shared<T>) -> Self {
        Self(values)
    }
}

impl<T> Deref for Vector<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Clone> DerefMut for Vector<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T: Element> Serialize for Vector<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reference = serializer.serialize_map(Some(1))?;
        reference.serialize_entry(REFERENCE_KEY, &put_buffer(T::to_buffer(self.0.clone())))?;
        reference.end()
    }
}

impl<'de, T: Element> Deserialize<'de> for Vector<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Numbers(buffer) = Numbers::deserialize(deserializer)?;
        Self::from_buffer(buffer).map_err(D::Error::custom)
    }
}

impl<T: Element> JsonSchema for Vector<T> {
    fn schema_name() -> Cow<'static, str> {
        T::TYPED_ARRAY.into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": { "type": "number" }, "x-array": T::TYPED_ARRAY })
    }
}
