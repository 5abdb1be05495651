//! Densities that are functions as data.

use super::density::{Corners, Derivatives, Order};
use superlinear_expression::function::Function;
use superlinear_expression::{Named, Pointwise, PointwiseParts};
use superlinear_interface::{Error, Run};

/// A compiled density.
pub(super) struct Formula {
    function: Pointwise,
    /// The positions of the value and of the components of the gradient among the variables of the function.
    variables: Vec<Option<usize>>,
    /// The gradients and the places of corners, corner after corner, x first.
    gradients: Vec<f64>,
    places: Vec<f64>,
}

impl Formula {
    pub fn new(function: &Function, parameters: &Named, axes: usize, run: &Run) -> Result<Self, Error> {
        let inputs = &[("u", 1), ("p", axes), ("x", axes)];
        let parts = PointwiseParts { path: "density", function, inputs, outputs: 1, parameters, run };
        let function = Pointwise::differentiated(&parts, 2)?;
        let first = usize::from(function.has(0));
        let mut variables = vec![function.has(0).then_some(0)];
        variables.extend((0..axes).map(|component| function.has(1).then_some(first + component)));
        Ok(Self { function, variables, gradients: Vec::new(), places: Vec::new() })
    }

    pub fn reads_values(&self) -> bool {
        self.function.has(0)
    }

    pub fn reads_places(&self) -> bool {
        self.function.has(2)
    }

    pub fn evaluate(&mut self, corners: &Corners, order: Order, to: &mut Derivatives) {
        let (count, axes) = (corners.count(), corners.gradient.len());
        to.resize(count, axes, order, self.reads_values());
        for (rows, columns) in [(&mut self.gradients, &corners.gradient), (&mut self.places, &corners.places)] {
            rows.resize(count * axes, 0.0);
            for (axis, column) in columns.iter().enumerate() {
                rows[axes - 1 - axis..].iter_mut().step_by(axes).zip(column).for_each(|(to, value)| *to = *value);
            }
        }
        let variables = &self.variables;
        let length = variables.iter().flatten().count();
        self.function.evaluate(&[&corners.values, &self.gradients, &self.places], count, |corners, outputs| {
            for (k, corner) in corners.enumerate() {
                let first = |a: usize| variables[a].map_or(0.0, |a| outputs[1][k * length + a]);
                let second = |a: usize, b: usize| match (variables[a], variables[b]) {
                    (Some(a), Some(b)) => outputs[2 + a][k * length + b],
                    _ => 0.0,
                };
                to.write(corner, outputs[0][k], first, second);
            }
        });
    }
}
