//! The iterate of both methods, and their criteria of termination.

use super::density::Order;
use super::energy::{Energy, Evaluation};
use super::inverse::Inverse;
use super::solution::{EnergyProgress, EnergyStatus};
use std::cell::RefCell;
use superlinear_interface::Advance;
use superlinear_interface::{Error, Run};
use superlinear_numerics::vectors::largest;

/// Iterates with larger values are examined for an energy without lower bound. Few problems have such solutions, and powers
/// of larger values overflow soon.
const FAR: f64 = 1e30;

/// The exponents of the powers of 2 by which an iterate is multiplied to see whether the energy has a lower bound.
const FAR_AWAY: [i32; 4] = [10, 20, 30, 40];

/// An energy to minimize, with the limits of the caller.
pub(super) struct Minimizer<'run> {
    pub energy: Energy<'run>,
    pub inverse: Inverse<'run>,
    pub run: &'run Run,
    pub tolerance: f64,
    pub max_iterations: u32,
    /// Records of iterations, if requested.
    pub history: Option<RefCell<Vec<EnergyProgress>>>,
}

/// A function on the mesh with its energy.
pub(super) struct Iterate {
    pub u: Vec<f64>,
    pub evaluation: Evaluation,
    pub dual_norm: f64,
    pub iterations: u32,
    pub evaluations: u32,
    pub inner_iterations: u32,
}

impl Iterate {
    pub async fn new(minimizer: &Minimizer<'_>, u: Vec<f64>, order: Order) -> Self {
        let evaluation = minimizer.energy.evaluate(&u, order).await;
        let dual_norm = minimizer.inverse.dual_norm(&evaluation.gradient);
        Self { u, evaluation, dual_norm, iterations: 0, evaluations: 1, inner_iterations: 0 }
    }

    /// Moves to a function with this evaluation.
    pub fn move_to(&mut self, minimizer: &Minimizer, u: Vec<f64>, evaluation: Evaluation) {
        self.dual_norm = minimizer.inverse.dual_norm(&evaluation.gradient);
        self.iterations += 1;
        (self.u, self.evaluation) = (u, evaluation);
    }

    /// The dual norm relative to the norm of the flux; 0 if both are 0, and the largest number instead of infinity.
    pub fn relative_dual_norm(&self) -> f64 {
        let flux_norm = self.evaluation.flux_norm;
        if self.dual_norm == 0.0 {
            return 0.0;
        }
        if flux_norm.is_finite() { (self.dual_norm / flux_norm).min(f64::MAX) } else { f64::MAX }
    }
}

impl Minimizer<'_> {
    /// The status if the iteration has to stop.
    pub async fn status(&self, iterate: &Iterate) -> Result<Option<EnergyStatus>, Error> {
        self.run.ensure_wanted()?;
        Ok(if iterate.relative_dual_norm() <= self.tolerance {
            Some(EnergyStatus::Converged)
        } else if iterate.iterations >= self.max_iterations {
            Some(EnergyStatus::IterationLimit)
        } else if self.run.is_out_of_time()? {
            Some(EnergyStatus::TimeLimit)
        } else if largest(&iterate.u) > FAR && self.is_unbounded(iterate).await {
            Some(EnergyStatus::Unbounded)
        } else {
            None
        })
    }

    /// Whether the energy is negative and decreases far away along the ray to an iterate.
    pub async fn is_unbounded(&self, iterate: &Iterate) -> bool {
        let mut least = iterate.evaluation.value;
        if least >= 0.0 {
            return false;
        }
        let mesh = &self.energy.mesh;
        let interior = mesh.interior(&iterate.u);
        for exponent in FAR_AWAY {
            let scaled: Vec<f64> = interior.iter().map(|value| value * 2.0f64.powi(exponent)).collect();
            let mut u = iterate.u.clone();
            mesh.set_interior(&mut u, &scaled);
            let Evaluation { value, rounding, .. } = self.energy.evaluate(&u, Order::First).await;
            let decreases = value + rounding < least;
            if !decreases || !value.is_finite() {
                return false;
            }
            least = value;
        }
        true
    }

    /// Reports an iteration.
    pub fn finish_iteration(&self, iterate: &Iterate) {
        let relative_dual_norm = iterate.relative_dual_norm();
        let record =
            EnergyProgress { iteration: iterate.iterations, energy: iterate.evaluation.value, relative_dual_norm };
        if let Some(history) = &self.history {
            history.borrow_mut().push(record);
        }
        let advance = Advance::certificate(relative_dual_norm, self.tolerance);
        self.run.progress(advance.or_budget(iterate.iterations, self.max_iterations), || record);
    }
}
