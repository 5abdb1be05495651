//! Known classes or values of nodes.

use super::labels::PartialLabels;
use super::no_memory_for_scores;
use super::problem::LabelPropagationProblem;
use super::solution::NodeClasses;
use crate::order::distinct;
use superlinear_interface::{Error, Labels, Vector, check};

/// The known nodes.
pub(super) enum Known {
    /// The index of each node's class in `classes`; -1 for unknown nodes.
    Classes { places: Vec<i32>, classes: NodeClasses },
    /// The value of each node; NaN for unknown nodes.
    Values(Vector),
}

impl Known {
    pub fn new(problem: &LabelPropagationProblem) -> Result<Self, Error> {
        match (&problem.labels, &problem.values) {
            (Some(PartialLabels::Numbers(labels)), None) => Self::of_numbers(labels),
            (Some(PartialLabels::Named { .. }), None) if problem.default_label.is_some() => {
                let message = "must be left out where labels are no numbers: what they do not reach has null";
                Err(Error::invalid("defaultLabel", message))
            }
            (Some(PartialLabels::Named { count, nodes, labels }), None) => Self::of_names(*count, nodes, labels),
            (None, Some(values)) => Self::of_values(values),
            (Some(_), Some(_)) => Err(Error::invalid("values", "must not be given together with labels")),
            (None, None) => Err(Error::invalid("labels", "must be given, or else values")),
        }
    }

    fn of_numbers(labels: &[f64]) -> Result<Self, Error> {
        let class = |(node, &label): (usize, &f64)| match label as i32 {
            _ if label.is_nan() => Ok(-1),
            class if f64::from(class) == label && class >= -1 => Ok(class),
            _ => {
                let message = format!("must be a class from 0, or -1, got {}", check::short(label));
                Err(Error::invalid(format!("labels[{node}]"), message))
            }
        };
        let labels = labels.iter().enumerate().map(class).collect::<Result<Vec<_>, _>>()?;
        let named: Vec<f64> = labels.iter().filter(|label| **label >= 0).map(|&label| f64::from(label)).collect();
        let classes: Vec<i32> = distinct(&named).into_iter().map(|class| class as i32).collect();
        if classes.is_empty() {
            return Err(without_classes());
        }
        let place = |label| classes.binary_search(label).map_or(-1, |place| place as i32);
        Ok(Self::Classes { places: labels.iter().map(place).collect(), classes: NodeClasses::Numbers(classes.into()) })
    }

    fn of_names(count: usize, nodes: &[usize], labels: &Labels) -> Result<Self, Error> {
        let classes = labels.distinct(usize::MAX).filter(|classes| !classes.is_empty()).ok_or_else(without_classes)?;
        let mut places = vec![-1; count];
        for (&node, place) in nodes.iter().zip(labels.places_in(&classes)) {
            places[node] = place.map_or(-1, |place| place as i32);
        }
        let classes = match classes {
            Labels::Words(words) => NodeClasses::Words(words),
            Labels::Truths(truths) => NodeClasses::Truths(truths),
            Labels::Numbers(_) => return Err(without_classes()),
        };
        Ok(Self::Classes { places, classes })
    }

    fn of_values(values: &Vector) -> Result<Self, Error> {
        if let Some(node) = values.iter().position(|value| value.is_infinite()) {
            return Err(Error::invalid(
                format!("values[{node}]"),
                format!("must be finite or NaN, got {}", check::short(values[node])),
            ));
        }
        if values.iter().all(|value| value.is_nan()) {
            return Err(Error::invalid("values", "must hold the value of at least one node"));
        }
        Ok(Self::Values(values.clone()))
    }

    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        match self {
            Self::Classes { places, .. } => places.len(),
            Self::Values(values) => values.len(),
        }
    }

    pub fn is_known(&self, node: usize) -> bool {
        match self {
            Self::Classes { places, .. } => places[node] >= 0,
            Self::Values(values) => !values[node].is_nan(),
        }
    }

    /// The classes in ascending order. `None` for values.
    pub fn classes(&self) -> Option<&NodeClasses> {
        match self {
            Self::Classes { classes, .. } => Some(classes),
            Self::Values(_) => None,
        }
    }

    /// An indicator of each class over the nodes, or their values; 0 for unknown nodes.
    pub fn columns(&self) -> Result<Vec<Vec<f64>>, Error> {
        let (places, classes) = match self {
            Self::Values(values) => {
                return Ok(vec![values.iter().map(|&value| if value.is_nan() { 0.0 } else { value }).collect()]);
            }
            Self::Classes { places, classes } => (places, classes),
        };
        let mut columns = Vec::new();
        for class in 0..classes.count() as i32 {
            let mut column = Vec::new();
            column.try_reserve_exact(places.len()).map_err(|_| no_memory_for_scores())?;
            column.extend(places.iter().map(|&place| f64::from(u8::from(place == class))));
            columns.push(column);
        }
        Ok(columns)
    }
}

fn without_classes() -> Error {
    Error::invalid("labels", "must name the class of at least one node")
}
