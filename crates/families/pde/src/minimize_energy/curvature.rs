//! Directions of negative curvature at stationary points.

use super::density::Order;
use super::iterate::{Iterate, Minimizer};
use superlinear_interface::Error;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, norm, scale_and_add};

/// Iterations of the search. Conjugate gradients find isolated eigenvalues first, in tens of iterations.
const MAX_ITERATIONS: usize = 100;

/// Whether conjugate gradients with the Hessian, preconditioned by the Laplacian and from a random right side, meet only
/// positive curvature; `false` also for a Hessian that is not finite, and `None` if the time limit passes before. Takes the
/// Hessian of the iterate's evaluation.
pub(super) async fn is_positive(minimizer: &Minimizer<'_>, iterate: &mut Iterate) -> Result<Option<bool>, Error> {
    let hessian = match iterate.evaluation.hessian.take() {
        Some(hessian) => Some(hessian),
        None if minimizer.run.is_out_of_time()? => None,
        None => minimizer.energy.evaluate(&iterate.u, Order::Second).await.hessian,
    };
    let Some(hessian) = hessian else { return Ok(None) };
    if !hessian.is_finite() {
        return Ok(Some(false));
    }
    let mesh = &minimizer.energy.mesh;
    let mut random = Stream::new(minimizer.run.seed(), 0);
    let numbers: Vec<f64> = (0..mesh.points().iter().product()).map(|_| random.normal()).collect();
    let mut residual = vec![0.0; mesh.size()];
    mesh.set_interior(&mut residual, &numbers);
    let goal = f64::EPSILON * norm(&residual);
    let mut search = vec![0.0; mesh.size()];
    let mut product = search.clone();
    let mut energy = 0.0;
    for _ in 0..MAX_ITERATIONS {
        if norm(&residual) <= goal {
            break;
        }
        if minimizer.run.is_out_of_time()? {
            return Ok(None);
        }
        let preconditioned = minimizer.inverse.solve(&residual, 0.0, 1.0);
        let next = dot(&residual, &preconditioned);
        scale_and_add(&mut search, if energy > 0.0 { next / energy } else { 0.0 }, &preconditioned);
        energy = next;
        hessian.apply(&search, &mut product);
        let curvature = dot(&search, &product);
        if curvature.is_nan() || curvature < 0.0 {
            return Ok(Some(false));
        }
        let step = energy / curvature;
        if !step.is_finite() {
            break;
        }
        add_scaled(&mut residual, -step, &product);
    }
    Ok(Some(true))
}
