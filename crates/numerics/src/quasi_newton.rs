//! Positive definite models of a Hessian from steps and gradient changes: BFGS updates with Powell's damping, which
//! preserves positive definiteness under negative curvature.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, procedure 18.2.

mod bfgs;
mod inverse;
mod limited_memory;

pub use bfgs::Bfgs;
pub use inverse::InverseLimitedMemory;
pub use limited_memory::LimitedMemory;

/// The number of steps kept by limited-memory models. Memory and the time of a product are proportional to it.
const PAIRS: usize = 10;

/// The minimum curvature along a step relative to the model's (Powell's 0.2).
const MIN_CURVATURE: f64 = 0.2;

/// The weight of the gradient change in its damped form. The model's prediction has the rest of the weight, so that the
/// damped change has sufficient curvature.
fn undamped_part(curvature: f64, model_curvature: f64) -> f64 {
    if curvature >= MIN_CURVATURE * model_curvature {
        1.0
    } else {
        (1.0 - MIN_CURVATURE) * model_curvature / (model_curvature - curvature)
    }
}

/// The damped gradient change: `part` times the change plus the rest of the weight times the model's prediction.
fn damped(part: f64, change: &[f64], product: &[f64]) -> Vec<f64> {
    change.iter().zip(product).map(|(y, p)| part * y + (1.0 - part) * p).collect()
}
