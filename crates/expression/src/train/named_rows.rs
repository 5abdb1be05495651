//! Rows given by the names of inputs, and their checks.

use crate::arguments::number_of;
use crate::graph::operation::Operation;
use crate::graph::{Graph, Id, shape};
use crate::lower::Input;
use crate::named::Named;
use crate::train::objective::Role;
use crate::train::rows::Rows;
use superlinear_interface::{Error, check};

/// The rows given at `path`; all inputs must have the same number.
pub fn rows_of<'a>(path: &str, given: &'a Named, inputs: &[Input], roles: &[Role]) -> Result<Rows<'a>, Error> {
    given.keys().try_for_each(|name| number_of(path, inputs, name).map(drop))?;
    let mut rows = Rows { count: 0, elements: vec![&[]; inputs.len()] };
    let mut first = None;
    for (number, Input { name, shape, .. }) in inputs.iter().enumerate() {
        let path = format!("{path}.{name}");
        match (roles[number], given.get(name)) {
            (Role::Row, Some(values)) => {
                let count = count_rows(&path, values, shape)?;
                if rows.count != count
                    && let Some(first) = first
                {
                    let message = format!("must have as many rows as {first}, {}, got {count}", rows.count);
                    return Err(Error::invalid(path, message));
                }
                (rows.count, rows.elements[number]) = (count, &values[..]);
                first = first.or(Some(name));
            }
            (Role::Row, None) => return Err(Error::invalid(path, "is missing")),
            (_, Some(_)) => return Err(Error::invalid(path, "must be one of the inputs in rows")),
            (_, None) => {}
        }
    }
    Ok(rows)
}

fn count_rows(path: &str, values: &[f64], shape: &[usize]) -> Result<usize, Error> {
    check::numbers(path, values, check::FINITE)?;
    let (width, length) = (shape::count(shape), values.len());
    if width == 0 || length % width != 0 {
        let shape = shape::written(shape);
        return Err(Error::invalid(
            path,
            format!("must have {width} numbers a row for the shape {shape}, got {length}"),
        ));
    }
    if length == 0 {
        return Err(Error::invalid(path, "must have at least one row, got none"));
    }
    Ok(length / width)
}

/// An input by row used as an index of a tensor's rows.
pub struct Label {
    number: usize,
    rows: usize,
}

/// The inputs by row used as indices by the loss.
pub fn labels(graph: &Graph, loss: Id, inputs: &[Input], roles: &[Role]) -> Vec<Label> {
    let needed = graph.needed_by(&[loss]);
    let takes = graph.ids().filter(|id| needed[id.index()]).map(|id| graph.node(id));
    let takes = takes.filter(|node| matches!(node.operation, Operation::Take { .. }));
    let labels = takes.filter_map(|node| {
        let (rows, mut index) = (graph.shape(node.operands[0])[0], node.operands[1]);
        while matches!(
            graph.node(index).operation,
            Operation::Reshape(_) | Operation::Broadcast(_) | Operation::Permute(_)
        ) {
            index = graph.node(index).operands[0];
        }
        let number = inputs.iter().position(|input| input.id == index)?;
        matches!(roles[number], Role::Row).then_some(Label { number, rows })
    });
    labels.collect()
}

impl Label {
    /// Refuses invalid indices.
    pub fn check(&self, path: &str, inputs: &[Input], rows: &Rows) -> Result<(), Error> {
        let is_row = |label: &f64| label.fract() == 0.0 && (0.0..self.rows as f64).contains(label);
        let labels = rows.elements[self.number];
        let Some(k) = labels.iter().position(|label| !is_row(label)) else { return Ok(()) };
        let (last, got) = (self.rows.saturating_sub(1), check::short(labels[k]));
        let path = format!("{path}.{}[{k}]", inputs[self.number].name);
        Err(Error::invalid(path, format!("must be a whole number from 0 to {last}, got {got}")))
    }
}
