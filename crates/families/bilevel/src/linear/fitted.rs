//! A fitted model with local information for derivatives.

use super::system::System;
use std::sync::Arc;

#[derive(Clone)]
pub(crate) struct Fitted {
    /// The coefficients, to the requested accuracy.
    pub coefficients: Vec<f64>,
    /// The coefficients after one more Newton step.
    pub next: Vec<f64>,
    /// The Hessian at `coefficients`. `None` if numbers were not finite.
    pub system: Option<Arc<System>>,
    /// The squared Newton decrement at `coefficients`; ∞ if unknown.
    pub decrement: f64,
    /// Whether the coefficients cannot be improved.
    pub is_final: bool,
    /// The last adjoint computed at this or a nearby fit, the initial guess of the next one.
    pub adjoint: Option<Vec<f64>>,
}

impl Fitted {
    /// The result after nonfinite numbers.
    pub(crate) fn lost(coefficients: Vec<f64>) -> Self {
        let next = vec![f64::NAN; coefficients.len()];
        Self { coefficients, next, system: None, decrement: f64::INFINITY, is_final: true, adjoint: None }
    }

    /// Returns whether all coefficients are finite.
    pub(crate) fn is_finite(&self) -> bool {
        self.next.iter().all(|entry| entry.is_finite())
    }
}
