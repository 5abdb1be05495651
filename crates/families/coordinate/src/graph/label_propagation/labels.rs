//! Labels given for some nodes.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use superlinear_interface::{Labels, Vector};

/// A label for each of some nodes.
#[derive(Clone, Debug)]
pub enum PartialLabels {
    /// A number for each node; some numbers mean no label.
    Numbers(Vector),
    /// Strings or booleans for the nodes with a label.
    Named {
        /// The number of all nodes.
        count: usize,
        /// The nodes with a label, ascending.
        nodes: Vec<usize>,
        /// Their labels.
        labels: Labels,
    },
}

impl<'de> Deserialize<'de> for PartialLabels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PartialLabelsVisitor)
    }
}

/// Lists of numbers arrive as arrays, with NaN for null.
struct PartialLabelsVisitor;

impl<'de> Visitor<'de> for PartialLabelsVisitor {
    type Value = PartialLabels;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers, strings or booleans, with null where there is none")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PartialLabels, A::Error> {
        Vector::deserialize(MapAccessDeserializer::new(map)).map(PartialLabels::Numbers)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<PartialLabels, A::Error> {
        let (mut count, mut nodes, mut words, mut truths) = (0, Vec::new(), Vec::new(), Vec::new());
        while let Some(label) = sequence.next_element::<Option<Label>>()? {
            if label.is_some() {
                nodes.push(count);
            }
            match label {
                None => {}
                Some(Label::Word(word)) => words.push(word),
                Some(Label::Truth(truth)) => truths.push(truth),
            }
            if !words.is_empty() && !truths.is_empty() {
                return Err(A::Error::custom(format!("[{count}] must be of the same kind as the entries before it")));
            }
            count += 1;
        }
        let labels = if truths.is_empty() { Labels::Words(words) } else { Labels::Truths(truths) };
        Ok(PartialLabels::Named { count, nodes, labels })
    }
}

/// A label that is not a number.
enum Label {
    Word(String),
    Truth(bool),
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LabelVisitor)
    }
}

struct LabelVisitor;

impl Visitor<'_> for LabelVisitor {
    type Value = Label;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a string, a boolean or null")
    }

    fn visit_str<E>(self, word: &str) -> Result<Label, E> {
        Ok(Label::Word(word.to_owned()))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Label, E> {
        Ok(Label::Truth(truth))
    }
}

impl JsonSchema for PartialLabels {
    fn schema_name() -> Cow<'static, str> {
        "PartialLabels".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let list = |of: &str| json_schema!({ "type": "array", "items": { "type": of }, "x-gaps": true });
        json_schema!({ "anyOf": [Vector::<f64>::json_schema(generator), list("number"), list("string"), list("boolean")] })
    }
}
