//! The arrays of problems and solutions: vectors, dense matrices, sparse matrices.

use crate::wire::{Buffer, REFERENCE_KEY, put_buffer, take_buffer};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A number that arrays may hold.
pub trait Element: Copy + Serialize + for<'de> Deserialize<'de> {
    /// The JavaScript typed array that results of this element type come in.
    const TYPED_ARRAY: &'static str;
    /// Takes a buffer over where its element type is this one, and converts it where that loses nothing.
    fn from_buffer(buffer: Buffer) -> Result<Arc<Vec<Self>>, String>;
    /// The buffer that holds `values`.
    fn to_buffer(values: Arc<Vec<Self>>) -> Buffer;
}

impl Element for f64 {
    const TYPED_ARRAY: &'static str = "Float64Array";

    fn from_buffer(buffer: Buffer) -> Result<Arc<Vec<f64>>, String> {
        Ok(match buffer {
            Buffer::F64(values) => values,
            Buffer::F32(values) => Arc::new(values.iter().copied().map(f64::from).collect()),
            Buffer::I32(values) => Arc::new(values.iter().copied().map(f64::from).collect()),
        })
    }

    fn to_buffer(values: Arc<Vec<f64>>) -> Buffer {
        Buffer::F64(values)
    }
}

impl Element for i32 {
    const TYPED_ARRAY: &'static str = "Int32Array";

    fn from_buffer(buffer: Buffer) -> Result<Arc<Vec<i32>>, String> {
        match buffer {
            Buffer::I32(values) => Ok(values),
            Buffer::F64(values) => whole_numbers(values.iter().copied()),
            Buffer::F32(values) => whole_numbers(values.iter().copied().map(f64::from)),
        }
    }

    fn to_buffer(values: Arc<Vec<i32>>) -> Buffer {
        Buffer::I32(values)
    }
}

fn whole_numbers(values: impl Iterator<Item = f64>) -> Result<Arc<Vec<i32>>, String> {
    let whole = |(index, value): (usize, f64)| {
        let rounded = value as i32;
        if f64::from(rounded) == value {
            Ok(rounded)
        } else {
            Err(format!("entry {index} is {value}, not a 32-bit integer"))
        }
    };
    values.enumerate().map(whole).collect::<Result<_, _>>().map(Arc::new)
}

/// A vector of numbers: a `Float64Array` (or `Int32Array`) in JavaScript, a shared `Vec` here, so that a vector crosses the
/// wire without a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector<T = f64>(Arc<Vec<T>>);

impl<T: Clone> Vector<T> {
    /// The numbers, without a copy where nobody else holds them.
    pub fn into_vec(self) -> Vec<T> {
        Arc::unwrap_or_clone(self.0)
    }
}

impl<T> Default for Vector<T> {
    fn default() -> Self {
        Self(Arc::new(Vec::new()))
    }
}

impl<T> From<Vec<T>> for Vector<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Arc::new(values))
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
        Arc::<Vec<T>>::make_mut(&mut self.0).as_mut_slice()
    }
}

impl<T: Element> Serialize for Vector<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reference = serializer.serialize_map(Some(1))?;
        reference.serialize_entry(REFERENCE_KEY, &put_buffer(T::to_buffer(Arc::clone(&self.0))))?;
        reference.end()
    }
}

impl<'de, T: Element> Deserialize<'de> for Vector<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VectorVisitor(PhantomData))
    }
}

struct VectorVisitor<T>(PhantomData<T>);

impl<'de, T: Element> Visitor<'de> for VectorVisitor<T> {
    type Value = Vector<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of numbers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vector<T>, A::Error> {
        match map.next_entry::<String, usize>() {
            Ok(Some((key, index))) if key == REFERENCE_KEY => {
                let buffer =
                    take_buffer(index).ok_or_else(|| A::Error::custom(format!("there is no buffer {index}")))?;
                T::from_buffer(buffer).map(Vector).map_err(A::Error::custom)
            }
            _ => Err(A::Error::custom("expected an array of numbers, got an object")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Vector<T>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(value);
        }
        Ok(values.into())
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

/// A dense matrix, `{ rows, columns, data }` with `data` row-major.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, try_from = "RawMatrix")]
pub struct Matrix {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// Entry `(i, j)` stands at `i * columns + j`.
    pub data: Vector,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a matrix")]
struct RawMatrix {
    // Not `usize`, so that all backends refuse impossible sizes in the same words.
    rows: u64,
    columns: u64,
    data: Vector,
}

impl TryFrom<RawMatrix> for Matrix {
    type Error = String;

    fn try_from(RawMatrix { rows, columns, data }: RawMatrix) -> Result<Self, String> {
        if rows.checked_mul(columns) != Some(data.len() as u64) {
            return Err(format!(
                "data has {} entries where rows = {rows} and columns = {columns} ask for their product",
                data.len()
            ));
        }
        let narrow = |size: u64| usize::try_from(size).map_err(|_| format!("cannot have a side of {size}"));
        Ok(Self { rows: narrow(rows)?, columns: narrow(columns)?, data })
    }
}

impl Matrix {
    /// A matrix of the given shape. Panics where `data` does not have `rows * columns` entries.
    pub fn new(rows: usize, columns: usize, data: Vec<f64>) -> Self {
        assert_eq!(rows * columns, data.len(), "a matrix needs rows * columns entries");
        Self { rows, columns, data: data.into() }
    }

    /// Row `i`.
    pub fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.columns..(i + 1) * self.columns]
    }
}

impl JsonSchema for Matrix {
    fn schema_name() -> Cow<'static, str> {
        "Matrix".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "x-array": "Matrix" })
    }
}

/// A sparse matrix by compressed rows (CSR): row `i` has the columns `indices[k]` and entries `data[k]` for `k` from
/// `indptr[i]` up to `indptr[i + 1]`.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
pub struct SparseMatrix {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// Where each row begins in `indices` and `data`; `rows + 1` numbers.
    pub indptr: Vector<i32>,
    /// The column of each entry, ascending in each row.
    pub indices: Vector<i32>,
    /// The entries.
    pub data: Vector,
}

impl JsonSchema for SparseMatrix {
    fn schema_name() -> Cow<'static, str> {
        "SparseMatrix".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "x-array": "SparseMatrix" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;
    use crate::wire::{Payload, decode, encode};

    #[derive(Debug, Serialize, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Example {
        cost: Matrix,
        order: Vector<i32>,
    }

    fn payload(header: &str, buffers: Vec<Buffer>) -> Payload {
        Payload { header: header.to_owned(), buffers }
    }

    #[test]
    fn arrays_cross_the_wire_without_a_copy() {
        let numbers = Arc::new(vec![1.0, f64::NEG_INFINITY, f64::NAN, -0.0]);
        let address = numbers.as_ptr();
        let header = r#"{"cost":{"rows":2,"columns":2,"data":{"$":1}},"order":{"$":0}}"#;
        let buffers = vec![Buffer::F64(Arc::new(vec![2.0, 7.0])), Buffer::F64(numbers)];
        let example: Example = decode(payload(header, buffers)).expect("a well-formed payload");
        assert_eq!(example.cost.data.as_ptr(), address);
        assert_eq!(*example.order, [2, 7]);
        let reply = encode(&example).expect("a plain struct");
        let Buffer::F64(returned) = &reply.buffers[0] else { panic!("the matrix comes first") };
        assert_eq!(returned.as_ptr(), address);
        assert_eq!(reply.buffers[1], Buffer::I32(Arc::new(vec![2, 7])));
    }

    #[test]
    fn mismatches_name_the_key() {
        let complain = |header: &str| {
            let error =
                decode::<Example>(payload(header, vec![Buffer::F64(Arc::new(vec![0.5]))])).expect_err("malformed");
            assert_eq!(error.code, Code::InvalidInput);
            (error.path, error.message)
        };
        assert_eq!(complain(r#"{"order":[1]}"#).0, "cost");
        assert_eq!(complain(r#"{"order":[1],"kost":3}"#).0, "kost");
        assert_eq!(complain(r#"{"order":"x"}"#).0, "order");
        assert!(complain(r#"{"order":{"$":0}}"#).1.contains("entry 0 is 0.5"));
        assert!(complain(r#"{"order":{"$":7}}"#).1.contains("no buffer 7"));
        assert!(complain(r#"{"cost":{"rows":2,"columns":3,"data":[1]}}"#).1.contains("rows = 2"));
        assert!(complain(r#"{"cost":{"rows":4294967296,"columns":4294967296,"data":[1]}}"#).0.starts_with("cost"));
        assert_eq!(complain("3").0, "problem");
        assert_eq!(complain(r#"{"cost":3}"#).1, "cost must be a matrix, got 3");
        assert_eq!(complain(r#"{"cost":{"rows":-1,"columns":1,"data":[1]}}"#).0, "cost.rows");
        assert!(complain(r#"{"cost":{"$":0}}"#).1.starts_with("cost must be an object, got an array of numbers"));
        assert_eq!(complain(r#"{"order":"x"}"#).1, "order must be an array of numbers, got string \"x\"");
    }
}
