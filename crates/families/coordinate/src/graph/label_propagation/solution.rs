//! The solution of `labelPropagation`.

use crate::graph::solve_graph_quadratic::solution::GraphRoute;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use std::borrow::Cow;
use superlinear_interface::{Ending, Matrix, Vector};

/// The class of each node.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum NodeLabels {
    /// Integers.
    Numbers(Vector<i32>),
    /// Strings; null for unreachable nodes.
    Words(Vec<Option<String>>),
    /// Booleans; null for unreachable nodes.
    Truths(Vec<Option<bool>>),
}

/// The classes that occur.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum NodeClasses {
    /// Integers.
    Numbers(Vector<i32>),
    /// Strings.
    Words(Vec<String>),
    /// Booleans.
    Truths(Vec<bool>),
}

impl NodeClasses {
    /// The number of classes.
    pub fn count(&self) -> usize {
        match self {
            Self::Numbers(classes) => classes.len(),
            Self::Words(classes) => classes.len(),
            Self::Truths(classes) => classes.len(),
        }
    }

    /// The labels of nodes, given the indices of their classes. For numbers, `default` is the label of nodes without a
    /// class.
    pub fn of(&self, places: &[Option<usize>], default: i32) -> NodeLabels {
        match self {
            Self::Numbers(classes) => {
                let label = |place: &Option<usize>| place.map_or(default, |place| classes[place]);
                NodeLabels::Numbers(places.iter().map(label).collect::<Vec<_>>().into())
            }
            Self::Words(words) => {
                NodeLabels::Words(places.iter().map(|place| place.map(|place| words[place].clone())).collect())
            }
            Self::Truths(truths) => {
                NodeLabels::Truths(places.iter().map(|place| place.map(|place| truths[place])).collect())
            }
        }
    }
}

/// The schema of a list of numbers, strings or booleans; the last two may have gaps.
fn schemas(generator: &mut SchemaGenerator, has_gaps: bool) -> Schema {
    let list = |of: &str| json_schema!({ "type": "array", "items": { "type": of }, "x-gaps": has_gaps });
    json_schema!({ "anyOf": [Vector::<i32>::json_schema(generator), list("string"), list("boolean")] })
}

impl JsonSchema for NodeLabels {
    fn schema_name() -> Cow<'static, str> {
        "NodeLabels".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemas(generator, true)
    }
}

impl JsonSchema for NodeClasses {
    fn schema_name() -> Cow<'static, str> {
        "NodeClasses".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemas(generator, false)
    }
}

/// The labels or values of all nodes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LabelPropagationSolution {
    /// `converged` if the residual is within `tolerance`, `stalled` if rounding prevents that.
    pub status: Ending,
    /// The class of each node: the one with the highest score, the lowest if several are equal; null for unreachable
    /// nodes with strings or booleans. Absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<NodeLabels>,
    /// The score of each node (row) for each class (column). If known nodes keep their labels, a row sums to 1, and its
    /// entries are the probabilities that a random walk along the edges reaches each class first. Absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Matrix>,
    /// The class of each column of `scores`, ascending: strings are ordered by code points, and false comes before
    /// true. Absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<NodeClasses>,
    /// The value of each node; 0 for unreachable ones. Absent for labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vector>,
    /// The nodes not connected with any known one, ascending. They have the default label or null, and zero scores.
    pub unreachable: Vector<i32>,
    /// The norm of the equations' residual divided by the norm of their right side, computed from the solution. For
    /// several classes, the maximum.
    pub relative_residual: f64,
    /// The number of iterations, for several classes the maximum; 0 for elimination.
    pub iterations: u32,
    /// The method that solved the equations.
    pub method: GraphRoute,
    /// The number of nodes eliminated as leaves or links of chains before the rest was solved.
    pub eliminated: u32,
}
