//! Escape from stationary points that are not minima, along a direction of negative curvature of the Lagrangian in the
//! null space of J.

use super::Solver;
use crate::minimize::functions::all_finite;
use crate::minimize::newton::System;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{dot, norm};

/// The fraction of the decrease predicted by the curvature that a step must achieve.
const SUFFICIENT_DECREASE: f64 = 0.1;

/// Initial step length relative to the point, and limit on halvings.
const FIRST_LENGTH: f64 = 1.0;
const MOST_HALVINGS: u32 = 40;

impl Solver {
    /// Moves along a direction of negative curvature to a point with a smaller merit function. Returns false if there
    /// is none.
    pub(super) async fn leave_saddle(&mut self) -> bool {
        let hessian = self.functions.hessian(&self.current).await;
        let Some((direction, curvature)) = self.negative_curvature(&hessian) else { return false };
        let matrix = Entries { pattern: &self.functions.hessian_pattern, values: &hessian };
        let bend = matrix.symmetric_times(&direction);
        // The penalty on the gradient must not hide the curvature.
        self.merit.gradient_penalty = self.merit.gradient_penalty.min(-0.5 * curvature / dot(&bend, &bend));

        let start = self.merit.value(&self.current.values, &self.current.multipliers, &self.current.gradient);
        let mut length = FIRST_LENGTH * norm(&self.current.x).max(1.0);
        for _ in 0..MOST_HALVINGS {
            let bound = start + SUFFICIENT_DECREASE * 0.25 * length * length * curvature;
            for signed in [length, -length] {
                let x = self.current.x.iter().zip(&direction).map(|(x, d)| x + signed * d).collect();
                if self.attempt(x, self.current.multipliers.clone(), bound).await.is_ok() {
                    return true;
                }
            }
            length *= 0.5;
        }
        false
    }

    /// A unit direction of negative curvature in the null space of J, and its curvature.
    fn negative_curvature(&mut self, hessian: &[f64]) -> Option<(Vec<f64>, f64)> {
        let matrix = Entries { pattern: &self.functions.hessian_pattern, values: hessian };
        if !all_finite(hessian) {
            return None;
        }
        let system = System {
            hessian: matrix,
            jacobian: self.functions.jacobian(&self.current.derivatives),
            diagonals: None,
            terms: &[],
        };
        let mut random = Stream::new(self.run.seed(), 0);
        let start = self.current.x.iter().map(|_| random.normal()).collect();
        let direction = self.newton.least_curved_direction(system, start)?;
        let curvature = dot(&direction, &matrix.symmetric_times(&direction));
        (curvature < 0.0).then_some((direction, curvature))
    }
}
