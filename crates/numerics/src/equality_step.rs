//! Steps of Newton's method for a minimum under equations, by an orthogonal basis of the directions that these leave free. The equations
//! may depend on one another: those that others imply are left out, and the multipliers are the shortest.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, sections 16.2 and 18.1.

use crate::dense::{pivoted_qr, shifted_cholesky, solve_by_root, solve_transposed_triangle, triangle};
use crate::parallel::Parallelism;
use crate::vectors::{add_scaled, dot, norm};
use faer::Mat;
use std::ops::RangeInclusive;

/// Equations are implied by others where what is left of their gradients, of length 1, is shorter than this: derivatives that are
/// differences are exact to some 1e-10.
const DEPENDENT: f64 = 1e-9;

/// The first and the largest shift of a reduced Hessian that is not positive definite, relative to its largest entry, or to 1 where that is
/// 0: more would be for nothing, since its eigenvalues are no larger than its entries' sum.
const SHIFTS: RangeInclusive<f64> = 1e-8..=1e10;

/// A step, and the multipliers after it.
#[derive(Clone, Debug, PartialEq)]
pub struct EqualityStep {
    /// The step of the variables.
    pub step: Vec<f64>,
    /// The shortest multipliers ν for which the gradient after the step, plus J'ν, is nearest to zero.
    pub multipliers: Vec<f64>,
    /// What was added to the diagonal of the Hessian along the equations, so that it is positive definite; mostly 0.
    pub shift: f64,
}

/// The step to the minimum of g'd + d'Hd/2 under J d = -c: `hessian` is H, `gradient` g, `jacobian` J and `values` c. `None` where
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

/// The shortest multipliers ν for which `gradient` + J'ν is nearest to zero; `None` where numbers are not finite.
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

/// The root of a symmetric matrix, or of it with a multiple of the identity where that is needed, and the multiple.
fn shifted_root(matrix: &Mat<f64>) -> Option<(Mat<f64>, f64)> {
    let size = matrix.nrows();
    let largest = (0..size).fold(0.0_f64, |most, j| most.max(crate::vectors::largest(matrix.col_as_slice(j))));
    if !largest.is_finite() {
        return None;
    }
    let scale = if largest > 0.0 { largest } else { 1.0 };
    shifted_cholesky(matrix, scale, SHIFTS, |root, shift| {
        // A pivot that is rounding is none.
        let least = f64::EPSILON * (size as f64) * (largest + shift);
        (0..size).all(|k| root[(k, k)] * root[(k, k)] > least)
    })
}

/// The gradients of equations, each of length 1, as products of an orthogonal matrix with a triangle.
struct Basis {
    /// Orthonormal directions: first those of the gradients, then those that the equations leave free.
    directions: Vec<Vec<f64>>,
    rank: usize,
    /// The numbers of the equations, independent ones first.
    order: Vec<usize>,
    /// For each of these, the products of its gradient with the directions of the gradients.
    columns: Vec<Vec<f64>>,
    /// The lengths of the gradients, 1 where that is 0.
    lengths: Vec<f64>,
}

impl Basis {
    /// By an orthogonal decomposition with exchanges of columns.
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

    /// The directions in which no equation changes.
    fn free(&self) -> &[Vec<f64>] {
        &self.directions[self.rank..]
    }

    /// The triangle of the independent equations.
    fn triangle(&self) -> Mat<f64> {
        Mat::from_fn(self.rank, self.rank, |i, j| if i <= j { self.columns[j][i] } else { 0.0 })
    }

    /// The shortest step after which the independent equations hold, where all were off by `values`.
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
        // The shortest solution of A ν = b is A'(AA')⁻¹ b, where A has the columns.
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
        // x² + y² + z² where x + y + z = 3, from (0, 0, 0).
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
