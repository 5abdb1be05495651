//! The loss of a row, as a function of the row and of parameters, for families that hold several sets of rows.

use super::named_rows::{labels, rows_of};
use super::objective::{Objective, Parts, Role};
use super::rows::Rows;
use crate::arguments::{ensure_number, expression, number_of};
use crate::function::Function;
use crate::graph::shape;
use crate::lower::Expression;
use crate::named::Named;
use crate::points::slices;
use superlinear_interface::{Error, check};

/// A loss of a row. Its inputs are rows, fixed inputs and, all others in their order, parameters.
pub struct RowLoss<'a> {
    expression: Expression,
    roles: Vec<Role<'a>>,
    parameters: usize,
}

impl<'a> RowLoss<'a> {
    /// The function at `path`, with inputs by row of the names in `rows`. Fixed inputs are those in `fixed`.
    pub fn new(path: &str, function: &Function, rows: &Named, fixed: &'a Named) -> Result<Self, Error> {
        let expression = expression(path, function)?;
        ensure_number(path, &expression.graph, expression.output)?;
        for name in fixed.keys() {
            number_of("fixed", &expression.inputs, name)?;
        }
        let (mut roles, mut parameters) = (Vec::with_capacity(expression.inputs.len()), 0);
        for input in &expression.inputs {
            let length = shape::count(&input.shape);
            let role = match (rows.get(&input.name), fixed.get(&input.name)) {
                (Some(_), Some(_)) => {
                    let message = "must be given once, and is given in rows too";
                    return Err(Error::invalid(format!("fixed.{}", input.name), message));
                }
                (Some(_), None) => Role::Row,
                (None, Some(values)) => {
                    check::finite_vector(&format!("fixed.{}", input.name), &values.elements, length, "its shape says")?;
                    Role::Fixed(values)
                }
                (None, None) => {
                    parameters += length;
                    Role::Parameter(parameters - length)
                }
            };
            roles.push(role);
        }
        if parameters == 0 {
            let message = "must have an input other than those in rows and fixed: the parameters";
            return Err(Error::invalid(format!("{path}.inputs"), message));
        }
        Ok(Self { expression, roles, parameters })
    }

    /// The number of parameters, of all inputs that are parameters.
    pub fn parameters(&self) -> usize {
        self.parameters
    }

    /// Rows given at `path`. Refuses those that do not fit the function.
    pub fn rows<'r>(&self, path: &str, given: &'r Named) -> Result<Rows<'r>, Error> {
        check::not_empty(path, given.len())?;
        let Expression { graph, inputs, output, .. } = &self.expression;
        let rows = rows_of(path, given, inputs, &self.roles)?;
        for label in labels(graph, *output, inputs, &self.roles) {
            label.check(path, inputs, &rows)?;
        }
        Ok(rows)
    }

    /// The mean of the loss over rows, to be prepared for numbers of rows.
    pub fn mean(&self) -> Objective<'_> {
        let Expression { graph, inputs, data, output } = &self.expression;
        Objective::new(Parts {
            graph: graph.clone(),
            loss: *output,
            penalty: None,
            inputs: inputs.iter().zip(&self.roles).map(|(input, &role)| (input.id, role)).collect(),
            data: slices(data),
            total_rows: None,
        })
    }
}
