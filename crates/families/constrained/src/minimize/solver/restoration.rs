//! The restoration phase: Levenberg-Marquardt steps on the constraints alone, until the violation has fallen to a tenth
//! or has a nonzero local minimum. If that is slow, the objective guides the search.
//!
//! Source: Marquardt, SIAM J. Appl. Math. 11, 1963.

use super::Solver;
use crate::minimize::functions::{Derivatives, Values};
use crate::minimize::iterate::Iterate;
use crate::minimize::restoring::{Damping, STATIONARY, VIOLATION_LEFT};
use crate::minimize::solution::MinimizeStatus;
use crate::minimize::violation::escape_stationary_point;
use superlinear_interface::Error;
use superlinear_numerics::vectors::{dot, norm};

/// Steps on the constraints alone before the objective guides the search. With 3 the iterations of
/// `npm run bench:constants -- constrained` are 0.2 % fewer, with 10 they are 1.9 % more. Without any, runs whose
/// inexact steps have failed take up to twenty more.
const FIRST_STEPS: u32 = 5;

/// The outcome of a restoration phase.
pub(super) enum Restoration {
    /// The violation has fallen enough.
    Restored,
    /// The violation has a nonzero local minimum here.
    LocallyInfeasible,
    /// The violation falls too slowly with this method.
    Slow,
    /// The violation no longer falls.
    Failed,
    /// A limit of the run was reached.
    Limit(MinimizeStatus),
}

impl Solver {
    /// Whether the violation is not small but has a stationary point here, up to rounding error.
    pub(super) fn is_violation_stationary(&self) -> bool {
        let Iterate { x, values: Values { constraints, .. }, derivatives, .. } = &self.current;
        let gradient = self.functions.jacobian(derivatives).transpose_times(constraints);
        let rounding = self.functions.rounding_of_slope(x, constraints, constraints);
        norm(constraints) > STATIONARY && norm(&gradient) + rounding <= self.steepest.slight_slope(constraints)
    }

    /// Reduces the violation: by a few steps on the constraints alone, usually enough; then guided by the objective, if
    /// its Hessian is known; finally by steps on the constraints alone.
    pub(super) async fn approach_constraints(&mut self) -> Result<Restoration, Error> {
        let most_steps = if self.functions.is_hessian_known() { FIRST_STEPS } else { u32::MAX };
        let mut restoration = self.restore_constraints(most_steps).await?;
        if let Restoration::Slow = restoration {
            restoration = self.follow_penalties().await?;
            if !matches!(restoration, Restoration::Slow) {
                return Ok(restoration);
            }
            restoration = self.restore_constraints(u32::MAX).await?;
        }
        if let Restoration::Restored = restoration {
            let multipliers = self.estimated_multipliers().unwrap_or_else(|| vec![0.0; self.functions.constraints()]);
            self.set_multipliers(multipliers);
            self.current.hessian = Some(self.functions.hessian(&self.current).await);
        }
        Ok(restoration)
    }

    /// Reduces the violation in at most this many steps. Multipliers and Hessian of the current point become outdated.
    async fn restore_constraints(&mut self, most_steps: u32) -> Result<Restoration, Error> {
        let target = (VIOLATION_LEFT * norm(&self.current.values.constraints)).max(self.problem.tolerance);
        let mut damping = Damping::first(&self.current.derivatives.jacobian);
        let mut steps = 0;
        'steps: loop {
            let violation = norm(&self.current.values.constraints);
            if violation <= target {
                return Ok(Restoration::Restored);
            }
            if self.is_violation_stationary() {
                if self.escapes_stationary_point().await? {
                    damping = Damping::first(&self.current.derivatives.jacobian);
                    continue;
                }
                return Ok(Restoration::LocallyInfeasible);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(Restoration::Limit(status));
            }
            if steps == most_steps {
                return Ok(Restoration::Slow);
            }
            steps += 1;
            self.iterations += 1;
            loop {
                let gain = self.reduce_violation(violation, damping.0).await;
                self.run.ensure_wanted()?;
                damping.follow(gain);
                if gain.is_some() {
                    break;
                }
                if self.run.is_out_of_time()? {
                    return Ok(Restoration::Limit(MinimizeStatus::TimeLimit));
                }
                if damping.is_spent() {
                    self.iterations -= 1;
                    if self.escapes_stationary_point().await? {
                        damping = Damping::first(&self.current.derivatives.jacobian);
                        continue 'steps;
                    }
                    return Ok(Restoration::Failed);
                }
            }
            self.record(0.0, true);
        }
    }

    /// Moves away from an apparent stationary point of the violation, to a nearby point with a smaller one.
    async fn escapes_stationary_point(&mut self) -> Result<bool, Error> {
        let Self { functions, current, run, .. } = self;
        let is_held = vec![false; current.x.len()];
        let place = escape_stationary_point(functions, &current.x, &is_held, |values| values.constraints.clone(), run);
        let Some((x, values, derivatives)) = place.await? else { return Ok(false) };
        self.move_to(x, values, derivatives);
        self.iterations += 1;
        self.record(0.0, true);
        Ok(true)
    }

    fn move_to(&mut self, x: Vec<f64>, values: Values, derivatives: Derivatives) {
        let multipliers = self.current.multipliers.clone();
        let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
        self.current = Iterate { x, values, derivatives, multipliers, gradient, hessian: None };
    }

    /// Takes the step with this damping if it reduces `violation`. Returns the ratio of actual to predicted reduction.
    async fn reduce_violation(&mut self, violation: f64, damping: f64) -> Option<f64> {
        let Iterate { x, values, derivatives, .. } = &self.current;
        let jacobian = self.functions.jacobian(derivatives);
        let pattern = &self.functions.hessian_pattern;
        let step = self.newton.damped_gauss_newton_step(pattern, jacobian, &values.constraints, damping);
        let model: Vec<_> =
            values.constraints.iter().zip(jacobian.times(&step)).map(|(c, change)| c + change).collect();
        let x: Vec<_> = x.iter().zip(&step).map(|(x, step)| x + step).collect();
        let values = self.functions.values(&x).await;
        let reached = norm(&values.constraints);
        if !(values.are_finite() && reached < violation) {
            return None;
        }
        let derivatives = self.functions.derivatives(&x, &values).await;
        if !derivatives.are_finite() {
            return None;
        }
        self.move_to(x, values, derivatives);
        Some((violation * violation - reached * reached) / (violation * violation - dot(&model, &model)))
    }
}
