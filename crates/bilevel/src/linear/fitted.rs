//! A fitted model, and what is known of its neighbourhood.

use super::system::System;
use std::sync::Arc;

/// A fitted model.
#[derive(Clone)]
pub(crate) struct Fitted {
    /// The coefficients, as exact as was asked for.
    pub coefficients: Vec<f64>,
    /// They after one more Newton step.
    pub next: Vec<f64>,
    /// The Hessian at `coefficients`. `None` where numbers were not finite.
    pub system: Option<Arc<System>>,
    /// Newton's decrement squared at `coefficients`; ∞ where it is not known.
    pub decrement: f64,
    /// Whether more exact coefficients cannot be had.
    pub is_final: bool,
    /// The last adjoint that was asked for here or at a fit nearby, where the search for the next one begins.
    pub adjoint: Option<Vec<f64>>,
}

impl Fitted {
    /// What is left where numbers were not finite.
    pub fn lost(coefficients: Vec<f64>) -> Self {
        let next = vec![f64::NAN; coefficients.len()];
        Self { coefficients, next, system: None, decrement: f64::INFINITY, is_final: true, adjoint: None }
    }

    /// Whether all numbers are finite.
    pub fn is_finite(&self) -> bool {
        self.next.iter().all(|entry| entry.is_finite())
    }
}
