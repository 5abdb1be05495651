//! A system with its rows divided by the square roots of the masses, and its unknowns multiplied by them.
//!
//! The norm of its residual then weights the residual of each point relative to its mass. A stopping criterion on the
//! unscaled residual would neglect points of small mass.

use std::cell::RefCell;
use superlinear_interface::Error;
use superlinear_numerics::krylov::StoppingRule;
use superlinear_numerics::krylov::conjugate_gradients::{self, Workspace};
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};

/// Maximum number of conjugate gradient iterations for one system. The step at the limit is used as it is, and likewise
/// if rounding dominates in a nearly singular matrix.
const MAX_ITERATIONS: usize = 2000;

/// The reciprocal square roots of the masses, with 1 in the padding up to `length`.
pub(crate) fn scale(masses: &[f64], length: usize) -> Vec<f64> {
    let mut scale: Vec<f64> = masses.iter().map(|mass| mass.sqrt().recip()).collect();
    scale.resize(length, 1.0);
    scale
}

/// A symmetric matrix A, its diagonal, and the [`scale`] of its unknowns.
pub(crate) struct ScaledSystem<'a, Operator> {
    pub matrix: &'a Operator,
    pub diagonal: &'a [f64],
    pub scale: &'a [f64],
}

impl<Operator: LinearOperator> ScaledSystem<'_, Operator> {
    /// Solves A x = b from zero by conjugate gradients, to the relative residual `tolerance` of the scaled system; b is
    /// overwritten by its scaled form. `is_out_of_time` is called before each iteration. Returns the number of
    /// iterations.
    pub fn solve(
        &self,
        right_side: &mut [f64],
        x: &mut Vec<f64>,
        tolerance: f64,
        workspace: &mut Workspace,
        is_out_of_time: impl Fn() -> Result<bool, Error>,
    ) -> Result<u32, Error> {
        let scaled =
            Scaled { operator: self.matrix, scale: self.scale, unscaled: RefCell::new(vec![0.0; self.scale.len()]) };
        scaled.unscale(right_side);
        let preconditioner = scaled.jacobi(self.diagonal);
        x.clear();
        x.resize(right_side.len(), 0.0);
        let rule = StoppingRule { relative_tolerance: tolerance, max_iterations: MAX_ITERATIONS };
        let poll = |_| is_out_of_time();
        let outcome = conjugate_gradients::solve(&scaled, &preconditioner, right_side, x, rule, workspace, poll)?;
        scaled.unscale(x);
        Ok(outcome.iterations as u32)
    }
}

/// The matrix Z A Z, where Z is diagonal.
struct Scaled<'a, Operator> {
    operator: &'a Operator,
    /// The diagonal of Z.
    scale: &'a [f64],
    /// Z x.
    unscaled: RefCell<Vec<f64>>,
}

impl<Operator: LinearOperator> Scaled<'_, Operator> {
    /// The Jacobi preconditioner of the scaled matrix, from the diagonal of A.
    fn jacobi(&self, diagonal: &[f64]) -> Jacobi {
        let diagonal: Vec<f64> = diagonal.iter().zip(self.scale).map(|(entry, scale)| entry * scale * scale).collect();
        Jacobi::new(&diagonal)
    }

    /// Converts the scaled system's solution to that of the original system: multiplies by Z.
    fn unscale(&self, x: &mut [f64]) {
        for (x, scale) in x.iter_mut().zip(self.scale) {
            *x *= scale;
        }
    }
}

impl<Operator: LinearOperator> LinearOperator for Scaled<'_, Operator> {
    fn dimension(&self) -> usize {
        self.operator.dimension()
    }

    fn apply(&self, x: &[f64], product: &mut [f64]) {
        let mut unscaled = self.unscaled.borrow_mut();
        unscaled.copy_from_slice(x);
        self.unscale(&mut unscaled);
        self.operator.apply(&unscaled, product);
        self.unscale(product);
    }
}
