//! The convexity test: whether P is positive semidefinite, with a direction of negative curvature if not.

use super::matrices::Matrices;
use super::system::{Decomposition, SHIFT, System};
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, norm, scale_and_add};

/// Limit on the conjugate gradient steps in search of negative curvature. In exact arithmetic the number of variables
/// would suffice.
const MAX_STEPS: usize = 1000;

/// Curvature below this fraction of the largest entry counts as zero: the rounding error of sums of squares.
const ROUNDING: f64 = 1e-12;

/// A direction d with d'Pd < 0, if P is not positive semidefinite, as far as rounding and the remaining time permit to
/// see.
pub(super) fn negative_curvature(matrices: &Matrices, run: &Run) -> Result<Option<Vec<f64>>, Error> {
    let size = matrices.largest_curvature();
    let n = matrices.variables();
    let (mut diagonal, mut beside) = (vec![0.0; n], vec![0.0; n]);
    matrices.for_each_curvature(|i, j, value| {
        if i == j {
            diagonal[i] = value;
        } else {
            beside[i] += value.abs();
            beside[j] += value.abs();
        }
    });
    if let Some(j) = diagonal.iter().position(|&curvature| curvature < -ROUNDING * size) {
        return Ok(Some((0..n).map(|k| if k == j { 1.0 } else { 0.0 }).collect()));
    }
    // By Gershgorin's theorem.
    if diagonal.iter().zip(&beside).all(|(on, beside)| on >= beside) {
        return Ok(None);
    }
    // Zero stiffness leaves out all rows of A.
    let stiffness = vec![0.0; n + matrices.rows()];
    let system = System::new(matrices, &stiffness);
    if Decomposition::new(matrices, run).factorize_shifted(&system, SHIFT * size) || run.is_out_of_time()? {
        return Ok(None);
    }
    let mut random = Stream::new(0, 0);
    let mut residual: Vec<_> = (0..n).map(|_| random.normal()).collect();
    let mut direction = residual.clone();
    for _ in 0..MAX_STEPS.min(2 * n + 10) {
        let product = matrices.hessian_times(&direction);
        let curvature = dot(&direction, &product);
        let length = norm(&direction);
        if curvature < -ROUNDING * size * length * length {
            return Ok(Some(direction.iter().map(|entry| entry / length).collect()));
        }
        let square = dot(&residual, &residual);
        if !(curvature > 0.0 && square > 0.0) || run.is_out_of_time()? {
            return Ok(None);
        }
        add_scaled(&mut residual, -square / curvature, &product);
        scale_and_add(&mut direction, dot(&residual, &residual) / square, &residual);
    }
    Ok(None)
}
