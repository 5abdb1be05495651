//! What the caller gets of `labelPropagation`.

use crate::graph::solve_graph_quadratic::solution::GraphRoute;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use std::borrow::Cow;
use superlinear_interface::{Ending, Matrix, Vector};

/// The class of each node.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum NodeLabels {
    /// Numbers.
    Numbers(Vector<i32>),
    /// Words, where one reaches.
    Words(Vec<Option<String>>),
    /// Truths, where one reaches.
    Truths(Vec<Option<bool>>),
}

/// The classes that there are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum NodeClasses {
    /// Numbers.
    Numbers(Vector<i32>),
    /// Words.
    Words(Vec<String>),
    /// Truths.
    Truths(Vec<bool>),
}

impl NodeClasses {
    /// How many.
    pub fn count(&self) -> usize {
        match self {
            Self::Numbers(classes) => classes.len(),
            Self::Words(classes) => classes.len(),
            Self::Truths(classes) => classes.len(),
        }
    }

    /// The labels of nodes whose classes have these places, and of those without one, if they are numbers, the default.
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

/// The schemas of a list of numbers, of strings and of booleans, maybe with gaps in the last two.
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
    /// `converged` where the equations' residual is as small as was asked for, `stalled` where it no longer falls: rounding forbids
    /// what was asked for.
    pub status: Ending,
    /// The class of each node: that with the highest score, of equal ones the lowest; null where strings or booleans do not reach. Absent
    /// for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<NodeLabels>,
    /// What each node, a row, has of each class, a column. Where known nodes keep their labels, a row sums to 1, and its entries are
    /// the chances of a random walk along the edges to meet each class first. Absent for values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Matrix>,
    /// The class of each column of `scores`, ascending: strings in the order of their characters' numbers, false before true. Absent for
    /// values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<NodeClasses>,
    /// The value of each node; 0 for unreachable ones. Absent for labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vector>,
    /// The nodes that are not connected with any known one, ascending. They have the default label or null, and zeros for scores.
    pub unreachable: Vector<i32>,
    /// The norm of the equations' residual over that of their right side, computed from the solution; the largest of those solved.
    pub relative_residual: f64,
    /// The iterations done, of several classes the most; 0 for elimination.
    pub iterations: u32,
    /// How the equations were solved.
    pub method: GraphRoute,
    /// How many nodes were eliminated one by one as leaves or links of chains, before the rest was solved.
    pub eliminated: u32,
}
