//! The Hessian of the loss in the strengths: the Laplacian of the vote graph, plus a multiple of the identity.

use super::groups::Groups;
use super::votes::{Pair, Votes};
use faer::Mat;
use superlinear_interface::{Error, Matrix, Run};
use superlinear_numerics::dense::{cholesky, inverse_of_triangle, semidefinite_solve, solve_by_root, symmetric_eigen};
use superlinear_numerics::krylov::{StoppingRule, conjugate_gradients};
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};

/// The Hessian at given strengths.
pub(super) struct Curvature<'a> {
    pub votes: &'a Votes,
    /// Groups of items connected by votes. The Laplacian is singular along the mean of each.
    pub connected: &'a Groups,
    /// The weight of each pair.
    pub weights: Vec<f64>,
    pub regularization: f64,
}

/// Up to this number of items, systems are factorized. That takes a third of a million multiplications, about as many
/// as twenty products with 4000 pairs, the cost of a step by conjugate gradients.
const MAX_DECOMPOSED: usize = 100;

/// The limit on conjugate gradient iterations per step, in units of the number of items. Rounding may require more than
/// one unit.
const MAX_ITERATIONS: usize = 10;

impl Curvature<'_> {
    /// Solves a system with a right-hand side of mean 0 in each connected group, to this relative residual.
    pub fn solve(&self, right_side: &[f64], tolerance: f64, run: &Run) -> Result<Vec<f64>, Error> {
        if right_side.len() <= MAX_DECOMPOSED
            && let Some(root) = cholesky(self.definite())
        {
            let mut solution = right_side.to_vec();
            solve_by_root(&root, &mut solution);
            return Ok(solution);
        }
        let (mut right_side, mut solution) = (right_side.to_vec(), vec![0.0; right_side.len()]);
        if self.regularization == 0.0 {
            // Iterations cannot reduce means that remain from rounding: they are outside the range.
            self.connected.center(&mut right_side);
        }
        let rule = StoppingRule { relative_tolerance: tolerance, max_iterations: MAX_ITERATIONS * right_side.len() };
        let jacobi = Jacobi::new(&self.diagonal());
        let is_out_of_time = |_| run.is_out_of_time();
        conjugate_gradients::solve(
            self,
            &jacobi,
            &right_side,
            &mut solution,
            rule,
            &mut Default::default(),
            is_out_of_time,
        )?;
        self.connected.center(&mut solution);
        Ok(solution)
    }

    /// The diagonal of the inverse on the subspace with mean 0 in each connected group; `None` if the matrix is
    /// numerically singular.
    pub(crate) fn inverse_diagonal(&self) -> Option<Vec<f64>> {
        let inverse = inverse_of_triangle(&cholesky(self.definite())?);
        let (sizes, means) = (self.connected.sizes(), self.means());
        let entry = |i: usize| {
            let square: f64 = (i..inverse.ncols()).map(|k| inverse[(i, k)] * inverse[(i, k)]).sum();
            let group = self.connected.of[i];
            // Subtract the known component along the mean.
            (square - 1.0 / ((means[group] + self.regularization) * sizes[group])).max(0.0)
        };
        Some((0..inverse.ncols()).map(entry).collect())
    }

    /// The mean weight of the items of each connected group, 1 if it is zero: the scale of the matrix entries.
    fn means(&self) -> Vec<f64> {
        let (mut sums, sizes) = (vec![0.0; self.connected.count()], self.connected.sizes());
        for (pair, weight) in self.votes.pairs.iter().zip(&self.weights) {
            sums[self.connected.of[pair.first]] += 2.0 * weight;
        }
        sums.iter().zip(sizes).map(|(sum, size)| if *sum > 0.0 { sum / size } else { 1.0 }).collect()
    }

    /// The matrix plus projections onto the means of the connected groups, positive definite, in both triangles. Each
    /// projection is scaled by the mean weight of its group, so its rounding matches the other entries for any number
    /// of votes.
    fn definite(&self) -> Mat<f64> {
        let (of, sizes, means) = (&self.connected.of, self.connected.sizes(), self.means());
        let size = of.len();
        let projection = |i: usize, j: usize| if of[i] == of[j] { means[of[i]] / sizes[of[i]] } else { 0.0 };
        let mut matrix = Mat::from_fn(size, size, projection);
        (0..size).for_each(|i| matrix[(i, i)] += self.regularization);
        for (Pair { first, second, .. }, weight) in self.votes.pairs.iter().zip(&self.weights) {
            matrix[(*first, *first)] += weight;
            matrix[(*second, *second)] += weight;
            matrix[(*first, *second)] -= weight;
            matrix[(*second, *first)] -= weight;
        }
        matrix
    }

    fn diagonal(&self) -> Vec<f64> {
        let mut diagonal = vec![self.regularization; self.votes.items];
        for (pair, weight) in self.votes.pairs.iter().zip(&self.weights) {
            diagonal[pair.first] += weight;
            diagonal[pair.second] += weight;
        }
        diagonal
    }

    /// The Hessian in the coefficients of features: X'LX plus the multiple of the identity.
    fn of_features(&self, features: &Matrix) -> Mat<f64> {
        let size = features.columns;
        let mut matrix = Mat::zeros(size, size);
        for (pair, weight) in self.votes.pairs.iter().zip(&self.weights) {
            let (first, second) = (features.row(pair.first), features.row(pair.second));
            let difference: Vec<_> = first.iter().zip(second).map(|(a, b)| a - b).collect();
            for j in 0..size {
                let factor = weight * difference[j];
                for i in j..size {
                    matrix[(i, j)] += factor * difference[i];
                }
            }
        }
        (0..size).for_each(|i| matrix[(i, i)] += self.regularization);
        matrix
    }

    /// Solves a system in the coefficients of features. The minimum-norm solution if there are several.
    pub(crate) fn solve_features(&self, features: &Matrix, right_side: &[f64]) -> Vec<f64> {
        let matrix = self.of_features(features);
        if self.regularization > 0.0
            && let Some(root) = cholesky(matrix.clone())
        {
            let mut solution = right_side.to_vec();
            solve_by_root(&root, &mut solution);
            return solution;
        }
        semidefinite_solve(&matrix, right_side)
    }

    /// The diagonal of the pseudoinverse in the coefficients of features.
    pub(crate) fn inverse_diagonal_of_features(&self, features: &Matrix) -> Option<Vec<f64>> {
        let (values, vectors) = symmetric_eigen(&self.of_features(features))?;
        let most = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        let least = f64::EPSILON * values.len() as f64 * most;
        let entry = |i: usize| {
            let terms = values.iter().enumerate().filter(|(_, value)| **value > least);
            terms.map(|(k, value)| vectors[(i, k)] * vectors[(i, k)] / value).sum()
        };
        Some((0..values.len()).map(entry).collect())
    }
}

impl LinearOperator for Curvature<'_> {
    fn dimension(&self) -> usize {
        self.votes.items
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.iter_mut().zip(x).for_each(|(y, x)| *y = self.regularization * x);
        for (pair, weight) in self.votes.pairs.iter().zip(&self.weights) {
            let flow = weight * (x[pair.first] - x[pair.second]);
            y[pair.first] += flow;
            y[pair.second] -= flow;
        }
    }
}
