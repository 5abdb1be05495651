//! Labels given for some nodes.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use superlinear_interface::{Label, LabelList, Labels, Vector};

/// A label for each of some nodes.
#[derive(Clone, Debug)]
pub enum PartialLabels {
    /// A number for each node; some numbers mean no label.
    Numbers(Vector),
    /// Labels of the nodes with one.
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
        let (mut list, mut nodes, mut count) = (LabelList::default(), Vec::new(), 0);
        while let Some(label) = sequence.next_element::<Option<Label>>()? {
            if let Some(label) = label {
                nodes.push(count);
                list.push(label, count)?;
            }
            count += 1;
        }
        Ok(match list.finish() {
            Labels::Numbers(numbers) => {
                let mut all = vec![f64::NAN; count];
                nodes.into_iter().zip(&numbers[..]).for_each(|(node, &number)| all[node] = number);
                PartialLabels::Numbers(all.into())
            }
            labels => PartialLabels::Named { count, nodes, labels },
        })
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
