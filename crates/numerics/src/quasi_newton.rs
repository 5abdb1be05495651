//! Positive definite models of a Hessian from the steps made and the changes of the gradient over them, by the updates
//! of Broyden, Fletcher, Goldfarb and Shanno with Powell's damping, which keeps them so where the function curves
//! downwards.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, procedure 18.2.

mod bfgs;
mod inverse;
mod limited_memory;

pub use bfgs::Bfgs;
pub use inverse::InverseLimitedMemory;
pub use limited_memory::LimitedMemory;

/// The steps that models from the last few steps keep.
const PAIRS: usize = 10;

/// The part of the model's own curvature that a step must show (Powell's 0.2).
const LEAST_CURVATURE: f64 = 0.2;

/// The weight of the change of the gradient in its damped form, beside what the model says of it, so that a step over
/// which the gradient changes by so much has enough curvature.
fn undamped_part(curvature: f64, model_curvature: f64) -> f64 {
    if curvature >= LEAST_CURVATURE * model_curvature {
        1.0
    } else {
        (1.0 - LEAST_CURVATURE) * model_curvature / (model_curvature - curvature)
    }
}

/// The change of the gradient with this weight, and what the model says of it with the rest.
fn damped(part: f64, change: &[f64], product: &[f64]) -> Vec<f64> {
    change.iter().zip(product).map(|(y, p)| part * y + (1.0 - part) * p).collect()
}
