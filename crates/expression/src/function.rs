//! A function in the wire format: a list of nodes.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use superlinear_interface::{Error, Vector};

/// A function of named inputs, as data.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a formula, as { formula, inputs }")]
pub struct Function {
    /// The version of this format, 1.
    pub version: u32,
    /// The declared inputs.
    pub inputs: Vec<InputDeclaration>,
    /// The constant tensors and sparse matrices.
    #[serde(default)]
    pub data: Vec<Data>,
    /// The nodes, each computed from earlier ones.
    pub nodes: Vec<WireNode>,
    /// The index of the node with the value; exactly one.
    pub outputs: Vec<u32>,
}

/// An input of a function.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputDeclaration {
    /// The name, unique in the function.
    pub name: String,
    /// The length of each axis; empty for a scalar.
    pub shape: Vec<u32>,
}

/// Constant data of a function: a tensor or a sparse matrix.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a tensor or a sparse matrix")]
pub struct Data {
    /// The shape of a tensor.
    pub shape: Option<Vec<u32>>,
    /// The elements.
    pub values: Vector,
    /// The number of rows of a sparse matrix.
    pub rows: Option<u32>,
    /// The number of columns of a sparse matrix.
    pub columns: Option<u32>,
    /// The start of each row of a sparse matrix.
    pub indptr: Option<Vector<i32>>,
    /// The columns of its entries.
    pub indices: Option<Vector<i32>>,
}

/// A node: the name of an operation, its operands, its attributes.
#[derive(Clone, Debug)]
pub struct WireNode {
    /// The name.
    pub operation: String,
    /// The arguments after the name.
    pub arguments: Vec<Argument>,
}

/// An argument of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// An operand or a number.
    Number(f64),
    /// An option by name.
    Word(String),
    /// Lengths, axes, operands.
    List(Vec<f64>),
}

/// Maximum number of nodes of a function. Derivatives add more, which do not count.
pub const MAX_NODES: usize = 200_000;

/// Maximum number of inputs of a function.
pub const MAX_INPUTS: usize = 64;

/// Maximum number of axes of an array.
pub const MAX_RANK: usize = 6;

/// Maximum number of elements of an array, for 32-bit indices.
pub const MAX_SIZE: usize = i32::MAX as usize;

/// Maximum order of a matrix that is factored. Factors are computed by plain loops, which take a millisecond at this
/// order.
pub const MAX_ORDER: usize = 128;

impl Function {
    /// Refuses an invalid function, except for invalid nodes.
    pub fn check(&self) -> Result<(), Error> {
        if self.version != 1 {
            return Err(Error::invalid("version", format!("must be 1, got {}", self.version)));
        }
        if self.nodes.len() > MAX_NODES {
            let message = format!("must be no more than {MAX_NODES}, got {}", self.nodes.len());
            return Err(Error::invalid("nodes", message));
        }
        if self.inputs.len() > MAX_INPUTS {
            let message = format!("must be no more than {MAX_INPUTS}, got {}", self.inputs.len());
            return Err(Error::invalid("inputs", message));
        }
        for (k, input) in self.inputs.iter().enumerate() {
            let path = format!("inputs[{k}].name");
            if !is_name(&input.name) {
                return Err(Error::invalid(path, "must be a letter or _, then letters, digits and _"));
            }
            if self.inputs[..k].iter().any(|other| other.name == input.name) {
                return Err(Error::invalid(path, format!("must be given once, and {} was before", input.name)));
            }
        }
        if self.outputs.len() != 1 {
            return Err(Error::invalid("outputs", format!("must have one entry, got {}", self.outputs.len())));
        }
        if self.outputs[0] as usize >= self.nodes.len() {
            return Err(Error::invalid("outputs[0]", "must be the number of a node"));
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    // JavaScript objects cannot have a key with that name.
    let is_key = name != "__proto__";
    starts && is_key && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl<'de> Deserialize<'de> for WireNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = WireNode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list: the name of an operation, then its operands")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<WireNode, A::Error> {
        let operation = sequence.next_element()?.unwrap_or_default();
        let mut arguments = Vec::with_capacity(sequence.size_hint().unwrap_or(0));
        while let Some(argument) = sequence.next_element()? {
            arguments.push(argument);
        }
        Ok(WireNode { operation, arguments })
    }
}

impl<'de> Deserialize<'de> for Argument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ArgumentVisitor)
    }
}

struct ArgumentVisitor;

impl<'de> Visitor<'de> for ArgumentVisitor {
    type Value = Argument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a list of numbers or a word")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Argument, E> {
        Ok(Argument::Number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Argument, E> {
        Ok(Argument::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Argument, E> {
        Ok(Argument::Number(value as f64))
    }

    fn visit_str<E>(self, word: &str) -> Result<Argument, E> {
        Ok(Argument::Word(word.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Argument, A::Error> {
        let mut list = Vec::new();
        while let Some(number) = sequence.next_element()? {
            list.push(number);
        }
        Ok(Argument::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Argument, A::Error> {
        Err(serde::de::Error::invalid_type(serde::de::Unexpected::Map, &self))
    }
}

impl JsonSchema for Function {
    fn schema_name() -> Cow<'static, str> {
        "Function".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "x-array": "Function" })
    }
}
