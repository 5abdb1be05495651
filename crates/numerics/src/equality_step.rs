//! Newton steps for equality-constrained minimization by the null-space method. Dependent equations are permitted:
//! redundant ones are dropped, and the multipliers have minimum norm.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, sections 16.2 and 18.1.

use crate::dense::{pivoted_qr, shifted_cholesky, solve_by_root, solve_transposed_triangle, triangle};
use crate::parallel::Parallelism;
use crate::vectors::{add_scaled, dot, norm};
use faer::Mat;
use std::ops::RangeInclusive;

/// An equation is dependent if the residual of its normalized gradient is below this: finite-difference derivatives are
/// accurate to about 1e-10.
const DEPENDENT: f64 = 1e-9;

/// The range of shifts of a reduced Hessian that is not positive definite, relative to its largest entry, or to 1 if
/// that is 0. Larger shifts are useless, since the sum of its entries bounds its eigenvalues.
const SHIFTS: RangeInclusive<f64> = 1e-8..=1e10;

/// A step and the new multipliers.
#[derive(Clone, Debug, PartialEq)]
pub struct EqualityStep {
    /// The step of the variables.
    pub step: Vec<f64>,
    /// The minimum-norm multipliers ν that minimize the norm of the gradient after the step plus J'ν.
    pub multipliers: Vec<f64>,
    /// The shift of the reduced Hessian that makes it positive definite; usually 0.
    pub shift: f64,
}

/// Minimizes g'd + d'Hd/2 subject to J d = -c, with `hessian` H, `gradient` g, `jacobian` J and `values` c. `None` if
/// numbers are not finite.
pub fn equality_step(
    hessian: &Mat<f64>,
    gradient: &[f64],
    jacobian: &Mat<f64>,
    values: &[f64],
) -> Option<EqualityStep> {
    let basis = Basis::of(jacobian)?;
    let mut step = basis.nearest(values);
    let slope = |step: &[f64]| -> Vec<f64> {
        let mut slope = gradient.to_vec();
        for (j, &entry) in step.iter().enumerate() {
            add_scaled(&mut slope, entry, hessian.col_as_slice(j));
        }
        slope
    };
    let free = basis.free();
    let mut along: Vec<_> = {
        let slope = slope(&step);
        free.iter().map(|direction| -dot(direction, &slope)).collect()
    };
    let (root, shift) = shifted_root(&reduced(hessian, free))?;
    solve_by_root(&root, &mut along);
    for (direction, &length) in free.iter().zip(&along) {
        add_scaled(&mut step, length, direction);
    }
    let multipliers = basis.multipliers(&slope(&step))?;
    step.iter().chain(&multipliers).all(|entry| entry.is_finite()).then_some(EqualityStep { step, multipliers, shift })
}

/// The minimum-norm multipliers ν that minimize the norm of `gradient` + J'ν; `None` if numbers are not finite.
pub fn least_multipliers(gradient: &[f64], jacobian: &Mat<f64>) -> Option<Vec<f64>> {
    Basis::of(jacobian)?.multipliers(gradient)
}

/// Z'HZ.
fn reduced(hessian: &Mat<f64>, free: &[Vec<f64>]) -> Mat<f64> {
    let size = hessian.nrows();
    let products: Vec<Vec<f64>> = free
        .iter()
        .map(|direction| {
            let mut product = vec![0.0; size];
            for (j, &entry) in direction.iter().enumerate() {
                add_scaled(&mut product, entry, hessian.col_as_slice(j));
            }
            product
        })
        .collect();
    Mat::from_fn(free.len(), free.len(), |i, j| dot(&free[i], &products[j]))
}

/// The triangular factor of a symmetric matrix plus a multiple of the identity, if needed, and that multiple.
fn shifted_root(matrix: &Mat<f64>) -> Option<(Mat<f64>, f64)> {
    let size = matrix.nrows();
    let largest = (0..size).fold(0.0_f64, |most, j| most.max(crate::vectors::largest(matrix.col_as_slice(j))));
    if !largest.is_finite() {
        return None;
    }
    let scale = if largest > 0.0 { largest } else { 1.0 };
    shifted_cholesky(matrix, scale, SHIFTS, |root, shift| {
        // Pivots at rounding level are rejected.
        let least = f64::EPSILON * (size as f64) * (largest + shift);
        (0..size).all(|k| root[(k, k)] * root[(k, k)] > least)
    })
}

/// The normalized gradients of equations, factorized as an orthogonal times a triangular matrix.
struct Basis {
    /// Orthonormal directions: those of the gradients, followed by a basis of the null space.
    directions: Vec<Vec<f64>>,
    rank: usize,
    /// The indices of the equations, independent ones first.
    order: Vec<usize>,
    /// The coefficients of each gradient, in this order, in the directions of the gradients.
    columns: Vec<Vec<f64>>,
    /// The norms of the gradients, 1 for zero gradients.
    lengths: Vec<f64>,
}

impl Basis {
    /// Factorizes by QR with column pivoting.
    fn of(jacobian: &Mat<f64>) -> Option<Self> {
        let (count, size) = (jacobian.nrows(), jacobian.ncols());
        let length = |i: usize| norm(&jacobian.row(i).iter().copied().collect::<Vec<_>>());
        let lengths: Vec<_> = (0..count).map(length).map(|length| if length == 0.0 { 1.0 } else { length }).collect();
        if !lengths.iter().all(|length| length.is_finite()) {
            return None;
        }
        let decomposition = pivoted_qr(Mat::from_fn(size, count, |j, i| jacobian[(i, j)] / lengths[i]).as_ref());
        let triangle = decomposition.thin_R();
        let rank = (0..count.min(size)).take_while(|&k| triangle[(k, k)].abs() > DEPENDENT).count();
        let orthogonal = decomposition.compute_Q();
        let directions = (0..size).map(|j| orthogonal.col_as_slice(j).to_vec()).collect();
        let columns = (0..count).map(|k| (0..rank).map(|i| triangle[(i, k)]).collect()).collect();
        let order = decomposition.P().arrays().0.to_vec();
        Some(Self { directions, rank, order, columns, lengths })
    }

    /// A basis of the null space of the equations.
    fn free(&self) -> &[Vec<f64>] {
        &self.directions[self.rank..]
    }

    /// The triangular factor of the independent equations.
    fn triangle(&self) -> Mat<f64> {
        Mat::from_fn(self.rank, self.rank, |i, j| if i <= j { self.columns[j][i] } else { 0.0 })
    }

    /// The minimum-norm step that satisfies the independent equations, given the residuals `values` of all.
    fn nearest(&self, values: &[f64]) -> Vec<f64> {
        let independent = self.order.iter().take(self.rank);
        let mut lengths: Vec<_> = independent.map(|&i| -values[i] / self.lengths[i]).collect();
        solve_transposed_triangle(&self.triangle(), &mut lengths);
        let mut step = vec![0.0; self.directions.len()];
        for (direction, &length) in self.directions.iter().zip(&lengths) {
            add_scaled(&mut step, length, direction);
        }
        step
    }

    /// See [`least_multipliers`].
    fn multipliers(&self, gradient: &[f64]) -> Option<Vec<f64>> {
        let mut sides: Vec<_> =
            self.directions.iter().take(self.rank).map(|direction| -dot(direction, gradient)).collect();
        // The minimum-norm solution of A ν = b is A'(AA')⁻¹ b, where `columns` are the columns of A.
        let transposed = Mat::from_fn(self.columns.len(), self.rank, |i, j| self.columns[i][j]);
        let root = triangle(transposed, Parallelism::sequential());
        solve_by_root(&root, &mut sides);
        let mut multipliers = vec![0.0; self.order.len()];
        for (column, &i) in self.columns.iter().zip(&self.order) {
            multipliers[i] = dot(column, &sides) / self.lengths[i];
        }
        multipliers.iter().all(|entry| entry.is_finite()).then_some(multipliers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix<const M: usize, const N: usize>(rows: [[f64; N]; M]) -> Mat<f64> {
        Mat::from_fn(M, N, |i, j| rows[i][j])
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-13), "{found:?} against {expected:?}");
    }

    #[test]
    fn a_quadratic_is_solved_in_one_step() {
        // x² + y² + z² subject to x + y + z = 3, from (0, 0, 0).
        let hessian = matrix([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 2.0]]);
        let step = equality_step(&hessian, &[0.0; 3], &matrix([[1.0, 1.0, 1.0]]), &[-3.0]).expect("finite");
        near(&step.step, &[1.0; 3]);
        near(&step.multipliers, &[-2.0]);
        assert_eq!(step.shift, 0.0);
    }

    #[test]
    fn dependent_equations_share_their_multiplier() {
        let hessian = matrix([[2.0, 0.0], [0.0, 2.0]]);
        let jacobian = matrix([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]]);
        let step = equality_step(&hessian, &[0.0; 2], &jacobian, &[-2.0, -2.0, 0.0]).expect("finite");
        near(&step.step, &[1.0; 2]);
        near(&step.multipliers, &[-1.0, -1.0, 0.0]);
        near(&least_multipliers(&[2.0, 2.0], &jacobian).expect("finite"), &[-1.0, -1.0, 0.0]);
    }

    #[test]
    fn a_saddle_is_left_downwards() {
        let hessian = matrix([[1.0, 0.0], [0.0, -1.0]]);
        let step = equality_step(&hessian, &[1.0, 1.0], &Mat::zeros(0, 2), &[]).expect("finite");
        assert!(step.shift > 1.0 && step.step[1] < 0.0);
    }

    #[test]
    fn as_many_equations_as_variables_leave_nothing_free() {
        let hessian = matrix([[1.0, 0.0], [0.0, 1.0]]);
        let jacobian = matrix([[2.0, 1.0], [1.0, 3.0]]);
        let step = equality_step(&hessian, &[1.0, -1.0], &jacobian, &[-3.0, -4.0]).expect("finite");
        near(&step.step, &[1.0, 1.0]);
        // The gradient after the step is (2, 0).
        near(&step.multipliers, &[-1.2, 0.4]);
    }
}
