//! The required relative residual of inner solves.

use super::merit::Merit;
use super::options::Accuracy;
use super::problem::MinimizeProblem;
use crate::inner::{Kkt, forcing_term};
use faer::Mat;
use superlinear_numerics::dense::symmetric_eigenvalues;
use superlinear_numerics::vectors::norm;

/// The paper's δ: initial value and lower limit.
const FIRST_DELTA: f64 = 0.1;
const MIN_DELTA: f64 = 1e-6;

/// The paper's lower bound of the reduced Hessian's eigenvalues.
const REDUCED_CURVATURE: f64 = 0.1;

/// The constant factor of the paper's bound of |K⁻¹|.
const INVERSE_BOUND: f64 = 20.0;

/// Lower limit of the tolerance. The paper often requires less than rounding error.
const MIN_TOLERANCE: f64 = 1e-12;

/// The rule and its state.
pub(super) struct Forcing {
    accuracy: Accuracy,
    fixed: Option<f64>,
    sufficient_decrease: f64,
    /// δ.
    delta: f64,
}

impl Forcing {
    pub fn new(problem: &MinimizeProblem) -> Self {
        Self {
            accuracy: problem.accuracy,
            fixed: problem.inner_options.tolerance,
            sufficient_decrease: problem.sufficient_decrease,
            delta: FIRST_DELTA,
        }
    }

    pub fn is_paper(&self) -> bool {
        self.accuracy == Accuracy::Paper
    }

    /// The required relative residual for the system `matrix`, given the norm of its right-hand side.
    pub fn tolerance(&mut self, matrix: &Kkt<'_>, right_side_norm: f64, merit: &Merit) -> f64 {
        match (self.fixed, self.accuracy) {
            (Some(fixed), _) => fixed,
            (None, Accuracy::Adaptive) => forcing_term(right_side_norm),
            (None, Accuracy::Paper) => self.paper_tolerance(matrix, merit),
        }
    }

    /// The paper's rule, equations 6 and 12 with θ = 1: |K|_F Ψ |r| ≤ δ |right-hand side|.
    fn paper_tolerance(&mut self, matrix: &Kkt<'_>, merit: &Merit) -> f64 {
        let Norms { frobenius, hessian, jacobian, smallest } = Norms::of(matrix);
        let bound = INVERSE_BOUND * hessian.powi(2).max(1.0) / (smallest.min(1.0) * REDUCED_CURVATURE);
        let scale = jacobian.max(hessian).max(1.0);
        let penalties = 1.0 + merit.constraint_penalty + merit.gradient_penalty;
        let max_delta =
            (0.5 - self.sufficient_decrease) * merit.gradient_penalty / (penalties * scale.powi(2) * bound.powi(2));
        self.delta = self.delta.min(max_delta).max(MIN_DELTA);
        (self.delta / (frobenius * bound)).max(MIN_TOLERANCE)
    }
}

/// The norms in the paper's rule.
struct Norms {
    /// |K|_F, the Frobenius norm.
    frobenius: f64,
    /// |H|, the largest absolute eigenvalue.
    hessian: f64,
    /// |J|, the largest singular value.
    jacobian: f64,
    /// The smallest eigenvalue of J J'; 1 without constraints.
    smallest: f64,
}

impl Norms {
    fn of(matrix: &Kkt<'_>) -> Self {
        let (n, m) = (matrix.variables(), matrix.jacobian.pattern.rows);
        let mut hessian = Mat::<f64>::zeros(n, n);
        for (i, j, value) in matrix.hessian.iter() {
            hessian[(i, j)] += value;
            if i != j {
                hessian[(j, i)] += value;
            }
        }
        (0..n).for_each(|i| hessian[(i, i)] += matrix.hessian_shift);
        let mut jacobian = Mat::<f64>::zeros(m, n);
        matrix.jacobian.iter().for_each(|(i, j, value)| jacobian[(i, j)] += value);
        let gram = &jacobian * jacobian.transpose();
        let (curvatures, squares) = (symmetric_eigenvalues(&hessian), symmetric_eigenvalues(&gram));
        let shifts = matrix.constraint_shift * (m as f64).sqrt();
        Self {
            frobenius: norm(&[hessian.norm_l2(), std::f64::consts::SQRT_2 * jacobian.norm_l2(), shifts]),
            hessian: curvatures.iter().fold(0.0, |max: f64, value| max.max(value.abs())),
            jacobian: squares.iter().fold(0.0, |max: f64, value| max.max(value.abs())).sqrt(),
            smallest: squares.iter().fold(1.0, |min: f64, value| min.min(value.abs())).max(f64::MIN_POSITIVE),
        }
    }
}
