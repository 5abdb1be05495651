//! Values of the basis functions of one symmetry at all quadrature nodes.

use crate::equation::{Equation, Symmetry};
use crate::grid::Grid;
use superlinear_numerics::simd::LANES;

/// The functions of each element: (r/r_j)^beta L_j in weighted elements, L_j in the others, so that the unknown of a node is P
/// there; at the origin it is that of P/(r/h)^beta, with h the length of the first element.
#[derive(Clone, Debug)]
pub struct Tables {
    pub elements: usize,
    /// Quadrature nodes an element.
    pub points: usize,
    /// Functions an element.
    pub functions: usize,
    /// The length of a row: the functions and zeros up to a multiple of the vector length.
    pub width: usize,
    /// phi, one row a quadrature node.
    pub values: Vec<f64>,
    /// phi' + k phi/r.
    pub gradients: Vec<f64>,
    /// The length of a column: the nodes and zeros up to a multiple of the vector length.
    pub height: usize,
    /// phi, one column a function: the same numbers, for sums over functions.
    pub value_columns: Vec<f64>,
    /// phi' + k phi/r.
    pub gradient_columns: Vec<f64>,
}

impl Tables {
    pub fn new(grid: &Grid, equation: Equation, symmetry: Symmetry, charge: f64) -> Self {
        let (functions, points) = (grid.shape.degree + 1, grid.shape.points);
        let width = functions.next_multiple_of(LANES);
        let size = grid.elements() * points * width;
        let mut tables = Self {
            elements: grid.elements(),
            points,
            functions,
            width,
            values: vec![0.0; size],
            gradients: vec![0.0; size],
            height: points.next_multiple_of(LANES),
            value_columns: Vec::new(),
            gradient_columns: Vec::new(),
        };
        let (k, power) = (symmetry.slope_coefficient(equation), symmetry.origin_power(equation, charge));
        for element in 0..grid.elements() {
            let own = ElementFunctions::new(grid, element, k, power);
            for q in 0..points {
                let row = (element * points + q) * width;
                let reference = grid.reference(element);
                own.write(
                    grid.r[element * points + q],
                    (&reference.values[q], &reference.slopes[q]),
                    (&mut tables.values[row..], &mut tables.gradients[row..]),
                );
            }
        }
        tables.value_columns = tables.columns(&tables.values);
        tables.gradient_columns = tables.columns(&tables.gradients);
        tables
    }

    /// A table's columns, element by element.
    fn columns(&self, rows: &[f64]) -> Vec<f64> {
        let mut columns = vec![0.0; self.elements * self.functions * self.height];
        for (node, row) in rows.chunks_exact(self.width).enumerate() {
            let (element, q) = (node / self.points, node % self.points);
            for (j, value) in row[..self.functions].iter().enumerate() {
                columns[(element * self.functions + j) * self.height + q] = *value;
            }
        }
        columns
    }
}

/// The functions of one element, to be evaluated at any of its points.
pub struct ElementFunctions {
    end: f64,
    length: f64,
    k: f64,
    power: f64,
    /// (end/r_j)^power for each node of a weighted element; in the first, where r_0 is 0, 1 for each.
    factors: Option<Vec<f64>>,
}

impl ElementFunctions {
    /// Those of a symmetry with the coefficient `k` and the power `power` at the origin.
    pub fn new(grid: &Grid, element: usize, k: f64, power: f64) -> Self {
        let (start, end) = grid.ends(element);
        let length = end - start;
        let factor = |x: &f64| if element == 0 { 1.0 } else { (end / (start + length * x)).powf(power) };
        let factors = grid.is_weighted(element).then(|| grid.reference(element).lobatto.iter().map(factor).collect());
        Self { end, length, k, power, factors }
    }

    /// Writes phi and phi' + k phi/r at `r`, from the values and slopes there of the Lagrange functions.
    pub fn write(&self, r: f64, (lagrange, slopes): (&[f64], &[f64]), (values, gradients): (&mut [f64], &mut [f64])) {
        let functions = lagrange.iter().zip(slopes).enumerate();
        match &self.factors {
            None => {
                for (j, (value, slope)) in functions {
                    values[j] = *value;
                    gradients[j] = slope / self.length + self.k * value / r;
                }
            }
            Some(factors) => {
                let to_end = (r / self.end).powf(self.power);
                // Exactly zero where r^power itself has no part in the gradient.
                let own = (self.power + self.k) / r;
                for (j, (value, slope)) in functions {
                    let scale = to_end * factors[j];
                    values[j] = scale * value;
                    gradients[j] = scale * (slope / self.length + own * value);
                }
            }
        }
    }
}
