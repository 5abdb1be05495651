//! The linear systems of the Newton steps, K z = b with K = [H + δw I, J'; J, -δc I], and what solves them.

pub(crate) mod constraint;
mod dense;
pub(crate) mod sketch;
mod sparse;
#[cfg(test)]
mod tests;

use crate::model::pattern::Entries;
use dense::DenseLdl;
use sparse::SparseLdl;

/// The matrix K.
#[derive(Clone, Copy)]
pub(crate) struct Kkt<'a> {
    /// The lower triangle of H.
    pub hessian: Entries<'a>,
    /// J.
    pub jacobian: Entries<'a>,
    /// δw.
    pub hessian_shift: f64,
    /// δc.
    pub constraint_shift: f64,
}

impl Kkt<'_> {
    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.jacobian.pattern.columns
    }

    /// The number of rows.
    pub fn order(&self) -> usize {
        self.variables() + self.jacobian.pattern.rows
    }

    /// Whether this can be factorised at all.
    pub fn is_finite(&self) -> bool {
        self.hessian.values.iter().chain(self.jacobian.values).all(|value| value.is_finite())
    }

    /// The product with `z`.
    pub fn times(&self, z: &[f64]) -> Vec<f64> {
        let (x, multipliers) = z.split_at(self.variables());
        let mut product: Vec<_> = x.iter().map(|x| self.hessian_shift * x).collect();
        self.hessian.multiply_symmetric_add(x, &mut product);
        self.jacobian.multiply_transpose_add(multipliers, &mut product);
        let mut lower: Vec<_> = multipliers.iter().map(|multiplier| -self.constraint_shift * multiplier).collect();
        self.jacobian.multiply_add(x, &mut lower);
        product.extend(lower);
        product
    }

    /// `b - K z`.
    pub fn residual(&self, right_side: &[f64], z: &[f64]) -> Vec<f64> {
        right_side.iter().zip(self.times(z)).map(|(b, product)| b - product).collect()
    }

    /// Row, column and value of each entry of the lower triangle, with all of the diagonal; the places are the same whatever
    /// the values. Some places come twice, and are to be added.
    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let n = self.variables();
        let shifts =
            (0..self.order()).map(move |i| (i, i, if i < n { self.hessian_shift } else { -self.constraint_shift }));
        shifts.chain(self.hessian.iter()).chain(self.jacobian.iter().map(move |(i, j, value)| (n + i, j, value)))
    }
}

/// How many eigenvalues of a matrix are positive, negative and zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inertia {
    pub positive: usize,
    pub negative: usize,
    pub zero: usize,
}

/// What solves the systems by a decomposition. The iterative solvers, which cannot tell the inertia, are made of these: as
/// preconditioners.
pub(crate) trait InnerSolver {
    /// Takes a matrix in and tells its inertia. Its places are those of the matrices before.
    fn factorize(&mut self, matrix: &Kkt<'_>) -> Inertia;

    /// Solves with the matrix taken in last, whose inertia had no zeros.
    fn solve(&self, right_side: &[f64]) -> Vec<f64>;
}

/// Systems with more rows than this are taken to be sparse.
const MOST_DENSE_ROWS: usize = 400;

/// The solver for systems of this order.
pub(crate) fn inner_solver(order: usize) -> Box<dyn InnerSolver> {
    if order <= MOST_DENSE_ROWS { Box::new(DenseLdl::default()) } else { Box::new(SparseLdl::default()) }
}

/// The most refinements of a solution: each gains as many digits as the factorisation has right.
const MOST_REFINEMENTS: usize = 10;

/// A residual of this size, relative to the right side, is as good as rounding allows.
const SMALL_RESIDUAL: f64 = 1e-15;

/// Solves `matrix z = right_side` by a factorisation of it, or of a matrix near it, with refinement for as long as the
/// residual falls to less than half.
pub(crate) fn solve_refined(solver: &dyn InnerSolver, matrix: &Kkt<'_>, right_side: &[f64]) -> Vec<f64> {
    let size = largest(right_side);
    let mut solution = solver.solve(right_side);
    let mut residual = matrix.residual(right_side, &solution);
    for _ in 0..MOST_REFINEMENTS {
        if largest(&residual) <= SMALL_RESIDUAL * size {
            break;
        }
        let correction = solver.solve(&residual);
        let refined: Vec<_> = solution.iter().zip(&correction).map(|(z, c)| z + c).collect();
        let refined_residual = matrix.residual(right_side, &refined);
        let has_halved = largest(&refined_residual) < 0.5 * largest(&residual);
        if largest(&refined_residual) < largest(&residual) {
            (solution, residual) = (refined, refined_residual);
        }
        if !has_halved {
            break;
        }
    }
    solution
}

/// The largest absolute value; NaN where there is one.
pub(crate) fn largest(values: &[f64]) -> f64 {
    values
        .iter()
        .fold(0.0, |largest: f64, value| if value.abs() > largest || value.is_nan() { value.abs() } else { largest })
}
