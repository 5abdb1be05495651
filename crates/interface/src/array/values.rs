//! Tensors of any rank, in the form given by the caller.

use super::matrix::{Matrix, RawMatrix};
use super::numbers::Numbers;
use super::vector::Vector;
use crate::wire::take_buffer;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// The elements of a tensor in row-major order: a number, an array, a matrix, a list of these with equal shapes, or an
/// object with shape and values.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// The length of each axis as far as it is known; an array may represent a tensor of higher rank.
    pub shape: Vec<usize>,
    /// The elements.
    pub elements: Vector,
    /// The number of leading axes given as lists.
    lists: usize,
}

impl Values {
    /// A tensor of this shape. Panics if the number of elements differs.
    pub fn new(shape: Vec<usize>, elements: impl Into<Vector>) -> Self {
        let elements = elements.into();
        assert_eq!(shape.iter().product::<usize>(), elements.len(), "a tensor has as many elements as its shape says");
        Self { shape, elements, lists: 0 }
    }

    /// The position of an element in the form given by the caller, to append to its path: `[3]`, `.data[3]`,
    /// `[1].data[3]`, `.values[3]`.
    pub fn place(&self, index: usize) -> String {
        let (mut place, mut rest) = (String::new(), index);
        for axis in 0..self.lists {
            let inner: usize = self.shape[axis + 1..].iter().product();
            place += &format!("[{}]", rest / inner);
            rest %= inner;
        }
        let part = match self.shape.len() - self.lists {
            ..=1 => "",
            2 => ".data",
            _ => ".values",
        };
        format!("{place}{part}[{rest}]")
    }

    /// A tensor from a list of tensors. An error message begins with the position of the entry.
    fn list<E>(first: Self, mut next: impl FnMut() -> Result<Option<Self>, E>) -> Result<Result<Self, String>, E> {
        let Self { shape: inner, elements, lists } = first;
        let (mut elements, mut count) = (elements.into_vec(), 1);
        while let Some(part) = next()? {
            if part.shape != inner {
                return Ok(Err(format!("[{count}] must have the shape of the entries before it")));
            }
            elements.extend_from_slice(&part);
            count += 1;
        }
        let shape = [&[count], &inner[..]].concat();
        Ok(Ok(Self { shape, elements: elements.into(), lists: lists + 1 }))
    }
}

impl Deref for Values {
    type Target = [f64];
    fn deref(&self) -> &[f64] {
        &self.elements
    }
}

impl From<Vec<f64>> for Values {
    fn from(values: Vec<f64>) -> Self {
        Self::new(vec![values.len()], values)
    }
}

/// All forms of an object, distinguished by their keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an array, a matrix, or a shape with values")]
struct RawValues {
    #[serde(rename = "$")]
    reference: Option<usize>,
    rows: Option<u64>,
    columns: Option<u64>,
    data: Option<Numbers>,
    shape: Option<Vector<i32>>,
    values: Option<Numbers>,
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValuesVisitor("a number, an array of numbers or a matrix"))
    }
}

/// The expected type in error messages.
struct ValuesVisitor(&'static str);

/// The first entry of a list. Errors ask for a number, as lists mostly hold numbers.
struct Entry(Values);

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValuesVisitor("a number")).map(Self)
    }
}

impl ValuesVisitor {
    fn number<E>(value: f64) -> Result<Values, E> {
        Ok(Values::new(Vec::new(), vec![value]))
    }
}

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Values, E> {
        Self::number(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Values, E> {
        Self::number(value as f64)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Values, E> {
        Self::number(value as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Values, A::Error> {
        let raw = RawValues::deserialize(MapAccessDeserializer::new(map))?;
        let elements = |buffer| Vector::from_buffer(buffer).map_err(A::Error::custom);
        match raw {
            RawValues { reference: Some(index), rows: None, columns: None, data: None, shape: None, values: None } => {
                let buffer =
                    take_buffer(index).ok_or_else(|| A::Error::custom(format!("there is no buffer {index}")))?;
                let elements = elements(buffer)?;
                Ok(Values::new(vec![elements.len()], elements))
            }
            RawValues {
                reference: None,
                rows: Some(rows),
                columns: Some(columns),
                data: Some(data),
                shape: None,
                values: None,
            } => {
                let raw = RawMatrix { rows, columns, data: elements(data.0)? };
                let matrix = Matrix::try_from(raw).map_err(A::Error::custom)?;
                Ok(Values::new(vec![matrix.rows, matrix.columns], matrix.data))
            }
            RawValues {
                reference: None,
                rows: None,
                columns: None,
                data: None,
                shape: Some(shape),
                values: Some(values),
            } => shaped(&shape, elements(values.0)?).map_err(A::Error::custom),
            // The JSON form of an empty array.
            RawValues { reference: None, rows: None, columns: None, data: None, shape: None, values: None } => {
                Ok(Vec::new().into())
            }
            _ => Err(A::Error::custom("must be an array, or have rows, columns and data, or shape and values")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Values, A::Error> {
        let Some(Entry(first)) = sequence.next_element()? else { return Ok(Vec::new().into()) };
        if !first.shape.is_empty() {
            return Values::list(first, || sequence.next_element())?.map_err(A::Error::custom);
        }
        let mut numbers = first.elements.into_vec();
        while let Some(number) = sequence.next_element()? {
            numbers.push(number);
        }
        Ok(numbers.into())
    }
}

/// A tensor of the given shape. An error message is appended to its path.
fn shaped(shape: &[i32], elements: Vector) -> Result<Values, String> {
    let shape: Vec<usize> = shape
        .iter()
        .map(|&length| usize::try_from(length))
        .collect::<Result<_, _>>()
        .map_err(|_| "must have no negative lengths in shape".to_owned())?;
    if shape.iter().try_fold(1, |count: usize, &length| count.checked_mul(length)) != Some(elements.len()) {
        return Err(format!("must have as many numbers as its shape says, got {}", elements.len()));
    }
    Ok(Values::new(shape, elements))
}

impl JsonSchema for Values {
    fn schema_name() -> Cow<'static, str> {
        "Values".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "x-array": "Values" })
    }
}
