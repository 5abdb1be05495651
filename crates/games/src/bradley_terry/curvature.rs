//! The Hessian of the loss in the strengths: the Laplacian of the graph of votes, plus a multiple of the identity.

use super::groups::Groups;
use super::votes::{Pair, Votes};
use faer::Mat;
use superlinear_interface::{Error, Matrix, Run};
use superlinear_numerics::dense::{cholesky, inverse_of_triangle, semidefinite_solve, solve_by_root, symmetric_eigen};
use superlinear_numerics::krylov::{StoppingRule, conjugate_gradients};
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};

/// The Hessian at some strengths.
pub(super) struct Curvature<'a> {
    pub votes: &'a Votes,
    /// Items that votes connect, whose mean the Laplacian says nothing about.
    pub connected: &'a Groups,
    /// The weight of each pair.
    pub weights: Vec<f64>,
    pub regularization: f64,
}

/// Systems of at most so many items are decomposed: that takes a third of a million multiplications, as many as some twenty products with 4000
/// pairs, which is what conjugate gradients take for a step.
const MOST_DECOMPOSED: usize = 100;

/// The most iterations of conjugate gradients for one step, in units of the number of items: rounding may take some more than one.
const MOST_ITERATIONS: usize = 10;

impl Curvature<'_> {
    /// Solves a system whose right side has the mean 0 in each connected group, to this part of that.
    pub fn solve(&self, right_side: &[f64], tolerance: f64, run: &Run) -> Result<Vec<f64>, Error> {
        if right_side.len() <= MOST_DECOMPOSED
            && let Some(root) = cholesky(self.definite())
        {
            let mut solution = right_side.to_vec();
            solve_by_root(&root, &mut solution);
            return Ok(solution);
        }
        let mut solution = vec![0.0; right_side.len()];
        let rule = StoppingRule { relative_tolerance: tolerance, max_iterations: MOST_ITERATIONS * right_side.len() };
        let jacobi = Jacobi::new(&self.diagonal());
        let is_out_of_time = |_| run.is_out_of_time();
        conjugate_gradients::solve(
            self,
            &jacobi,
            right_side,
            &mut solution,
            rule,
            &mut Default::default(),
            is_out_of_time,
        )?;
        self.connected.centre(&mut solution);
        Ok(solution)
    }

    /// The diagonal of the inverse on what has the mean 0 in each connected group; `None` where rounding leaves none.
    pub fn inverse_diagonal(&self) -> Option<Vec<f64>> {
        let inverse = inverse_of_triangle(&cholesky(self.definite())?);
        let (sizes, means) = (self.connected.sizes(), self.means());
        let entry = |i: usize| {
            let square: f64 = (i..inverse.ncols()).map(|k| inverse[(i, k)] * inverse[(i, k)]).sum();
            let group = self.connected.of[i];
            // The part along the mean is known.
            (square - 1.0 / ((means[group] + self.regularization) * sizes[group])).max(0.0)
        };
        Some((0..inverse.ncols()).map(entry).collect())
    }

    /// The mean weight of the items of each connected group, 1 where there is none: the size of the matrix's entries.
    fn means(&self) -> Vec<f64> {
        let (mut sums, sizes) = (vec![0.0; self.connected.count()], self.connected.sizes());
        for (pair, weight) in self.votes.pairs.iter().zip(&self.weights) {
            sums[self.connected.of[pair.first]] += 2.0 * weight;
        }
        sums.iter().zip(sizes).map(|(sum, size)| if *sum > 0.0 { sum / size } else { 1.0 }).collect()
    }

    /// The matrix with the projections onto the means of the connected groups added, which makes it definite: each times the mean weight
    /// there, so that rounding is that of the other entries whatever the number of votes. Both triangles.
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

    /// The Hessian in coefficients of features: X'LX plus the multiple of the identity.
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

    /// Solves a system of coefficients of features; the shortest solution where there are several.
    pub fn solve_features(&self, features: &Matrix, right_side: &[f64]) -> Vec<f64> {
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

    /// The diagonal of the pseudo-inverse in coefficients of features.
    pub fn inverse_diagonal_of_features(&self, features: &Matrix) -> Option<Vec<f64>> {
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
