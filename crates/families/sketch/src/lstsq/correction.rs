//! A refinement step: y from (A T)' (A T) y = T' g, in variables in which A T is nearly orthonormal or its Gram matrix
//! is known.

use super::equations::Equations;
use crate::basis::{Basis, pull_back, push_forward};
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::solve_by_root;
use superlinear_numerics::vectors::{add_scaled, dot, norm, scale_and_add};

/// The solution method for (A T)' (A T) y = v.
pub(crate) enum Correction {
    /// A T is orthonormal up to rounding: y = v.
    Orthonormal,
    /// Cholesky factorization of the Gram matrix in separate variables: the full T would introduce the whole condition
    /// number and make the step less accurate.
    Gram { transform: Mat<f64>, root: Mat<f64> },
    /// Conjugate gradients, with one pass per iteration.
    Iterative,
}

/// Maximum number of conjugate gradient iterations per solve. A sketch with 12 rows per column reduces condition
/// numbers below 4, and thirty iterations then reach rounding error.
const MAX_ITERATIONS: usize = 60;

/// Target residual of the normal equations for conjugate gradients, relative to the right-hand side.
const RESIDUAL: f64 = 4.0 * f64::EPSILON;

/// Number of iterations without a smaller residual after which conjugate gradients have reached rounding error.
const PATIENCE: usize = 4;

impl Correction {
    /// Moves each solution by the step for its gradient.
    pub(crate) async fn advance(
        &self,
        equations: &impl Equations,
        basis: &Basis,
        gradients: &[Vec<f64>],
        solutions: &mut [Vec<f64>],
        run: &Run,
    ) -> Result<(), Error> {
        for (gradient, solution) in gradients.iter().zip(solutions) {
            let change = match self {
                Self::Orthonormal => basis.push_forward(&basis.pull_back(gradient)),
                Self::Gram { transform, root } => {
                    let mut step = pull_back(transform, gradient);
                    solve_by_root(root, &mut step);
                    push_forward(transform, &step)
                }
                Self::Iterative => {
                    let step = conjugate_gradients(equations, basis, &basis.pull_back(gradient), run).await?;
                    basis.push_forward(&step)
                }
            };
            basis.move_by(solution, &change);
        }
        Ok(())
    }
}

/// The conjugate gradient method (Hestenes and Stiefel 1952) on T' A' A T y = `right`, until the residual reaches
/// rounding error or stops decreasing.
async fn conjugate_gradients(
    equations: &impl Equations,
    basis: &Basis,
    right: &[f64],
    run: &Run,
) -> Result<Vec<f64>, Error> {
    let mut solution = vec![0.0; right.len()];
    let (mut residual, mut direction) = (right.to_vec(), right.to_vec());
    let goal = RESIDUAL * norm(right);
    let mut square = dot(&residual, &residual);
    let (mut smallest, mut since) = (square, 0);
    for _ in 0..MAX_ITERATIONS {
        if square.sqrt() <= goal || since == PATIENCE || run.is_out_of_time()? {
            break;
        }
        let product = basis.pull_back(&equations.normal_product(&basis.push_forward(&direction)).await?);
        let step = square / dot(&direction, &product);
        if !step.is_finite() {
            break;
        }
        add_scaled(&mut solution, step, &direction);
        add_scaled(&mut residual, -step, &product);
        let next = dot(&residual, &residual);
        scale_and_add(&mut direction, next / square, &residual);
        square = next;
        since = if square < smallest { 0 } else { since + 1 };
        smallest = smallest.min(square);
    }
    Ok(solution)
}
