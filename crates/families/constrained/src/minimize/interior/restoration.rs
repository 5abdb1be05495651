//! The restoration phase: reduces half the squared norm of the constraint violations within the bounds, by a projected
//! Levenberg-Marquardt method, until it is small enough or has a nonzero local minimum. (Unlike the sum of violations,
//! the squared norm has no stationary points where constraints merely balance each other.)
//!
//! Source: Bertsekas, Projected Newton Methods for Optimization Problems with Simple Constraints, SIAM J. Control
//! Optim. 20, 1982.

use super::pace::Pace;
use super::{Interior, MOST_RESTORATIONS};
use crate::bounds::Bounds;
use crate::minimize::functions::{Derivatives, Values};
use crate::minimize::iterate::Iterate;
use crate::minimize::restoring::{Damping, STATIONARY, VIOLATION_LEFT};
use crate::minimize::solution::{MinimizeStatus, Phase};
use crate::minimize::violation::escape_stationary_point;
use superlinear_interface::Error;
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{clipped_step, dot, norm};

/// Limit on halvings of a step before the damping increases.
const MOST_HALVINGS: u32 = 6;

/// Variables at most this far from a bound, with the steepest descent direction pointing to it, are excluded from the
/// Newton step.
const NEAR_BOUND: f64 = 1e-3;

/// Relative distance to the bounds after the phase, per unit of μ, and its range.
const PUSH_PER_BARRIER: f64 = 0.1;
const LEAST_PUSH: f64 = 1e-8;
const LARGEST_PUSH: f64 = 1e-2;

/// The outcome of the phase.
enum Ending {
    Restored,
    LocallyInfeasible,
    Failed,
    Limit(MinimizeStatus),
}

impl Interior {
    /// Whether steps make no progress and the restoration phase might.
    pub(super) fn needs_restoration(&self) -> bool {
        self.restorations < MOST_RESTORATIONS && self.pace.is_lost()
    }

    /// Runs the restoration phase if the constraints are violated, else decreases μ. Returns a status if the run must
    /// stop.
    pub(super) async fn restore(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        self.pace = Pace::default();
        let is_feasible = self.gap() <= self.problem.tolerance;
        let is_last = is_feasible && self.barrier <= self.least_barrier();
        if self.restorations == MOST_RESTORATIONS || is_last {
            return Ok(Some(self.stalled().await?));
        }
        self.restorations += 1;
        if is_feasible {
            self.lower_barrier_once();
            return Ok(None);
        }
        match self.approach_constraints().await? {
            Ending::Restored => {}
            Ending::LocallyInfeasible => return Ok(Some(MinimizeStatus::LocallyInfeasible)),
            Ending::Failed => return Ok(Some(MinimizeStatus::RestorationFailed)),
            Ending::Limit(status) => return Ok(Some(status)),
        }
        let push = (PUSH_PER_BARRIER * self.barrier).clamp(LEAST_PUSH, LARGEST_PUSH);
        let has_entered = self.enter_restored(push).await;
        self.judge_anew();
        self.tried = None;
        Ok((!has_entered).then_some(MinimizeStatus::RestorationFailed))
    }

    /// Whether the violation is not small but has a stationary point here, up to rounding error.
    pub(super) fn is_violation_stationary(&mut self) -> bool {
        let at = &self.point.at;
        let jacobian = self.functions.jacobian(&at.derivatives);
        self.steepest.note(jacobian);
        let excess = self.form.excess(&at.values);
        if norm(&excess) <= STATIONARY {
            return false;
        }
        let gradient = jacobian.transpose_times(&excess);
        let rounding = self.functions.rounding_of_slope(&at.x, &at.values.constraints, &excess);
        self.projected_length(&at.x, &gradient) + rounding <= self.steepest.slight_slope(&excess)
    }

    /// The length of the projected gradient step.
    fn projected_length(&self, x: &[f64], gradient: &[f64]) -> f64 {
        let Bounds { lower, upper } = &self.form.ends;
        let moved = |j: usize| clipped_step(x[j], gradient[j], lower[j], upper[j]);
        norm(&(0..x.len()).map(moved).collect::<Vec<_>>())
    }

    /// Reduces the violation by moving x; slacks and multipliers stay.
    async fn approach_constraints(&mut self) -> Result<Ending, Error> {
        let target = (VIOLATION_LEFT * self.gap()).max(self.problem.tolerance);
        let mut damping = Damping::first(&self.point.at.derivatives.jacobian);
        'steps: loop {
            if norm(&self.form.excess(&self.point.at.values)) <= target {
                return Ok(Ending::Restored);
            }
            if self.is_violation_stationary() {
                if self.escapes_stationary_point().await? {
                    damping = Damping::first(&self.point.at.derivatives.jacobian);
                    continue;
                }
                return Ok(Ending::LocallyInfeasible);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(Ending::Limit(status));
            }
            self.iterations += 1;
            loop {
                let gain = self.reduce_violation(damping.0).await;
                self.run.ensure_wanted()?;
                damping.follow(gain);
                if gain.is_some() {
                    break;
                }
                if damping.is_spent() {
                    self.iterations -= 1;
                    if self.escapes_stationary_point().await? {
                        damping = Damping::first(&self.point.at.derivatives.jacobian);
                        continue 'steps;
                    }
                    return Ok(Ending::Failed);
                }
                if self.run.is_out_of_time()? {
                    return Ok(Ending::Limit(MinimizeStatus::TimeLimit));
                }
            }
            self.record(0.0, Phase::Restoration);
        }
    }

    /// Moves away from an apparent stationary point of the violation, to a nearby point with a smaller one.
    async fn escapes_stationary_point(&mut self) -> Result<bool, Error> {
        let Self { functions, form, point, run, steepest, .. } = self;
        let at = &point.at;
        let excess = form.excess(&at.values);
        let gradient = functions.jacobian(&at.derivatives).transpose_times(&excess);
        let slight = steepest.slight_slope(&excess);
        let ends = &form.ends;
        let is_pressed = |j: usize| {
            gradient[j] > slight && at.x[j] - ends.lower[j] <= STATIONARY
                || gradient[j] < -slight && ends.upper[j] - at.x[j] <= STATIONARY
        };
        let is_held: Vec<_> = (0..at.x.len()).map(is_pressed).collect();
        let place = escape_stationary_point(functions, &at.x, &is_held, |values| form.excess(values), run);
        let Some((x, values, derivatives)) = place.await? else { return Ok(false) };
        self.stay_at(x, values, derivatives);
        self.iterations += 1;
        self.record(0.0, Phase::Restoration);
        Ok(true)
    }

    /// Takes a step with this damping, halved until the violation decreases. Returns the ratio of actual to predicted
    /// reduction.
    async fn reduce_violation(&mut self, damping: f64) -> Option<f64> {
        let at = self.point.at.clone();
        let excess = self.form.excess(&at.values);
        let jacobian = self.functions.jacobian(&at.derivatives);
        let gradient = jacobian.transpose_times(&excess);
        let step = self.projected_step(&at, &excess, &gradient, damping);
        let square = dot(&excess, &excess);
        let mut size = 1.0;
        for _ in 0..=MOST_HALVINGS {
            let x: Vec<_> = (0..at.x.len()).map(|j| self.form.ends.clip(j, at.x[j] + size * step[j])).collect();
            let moved: Vec<_> = x.iter().zip(&at.x).map(|(then, now)| then - now).collect();
            let change = jacobian_of_violated(self.functions.jacobian(&at.derivatives), &excess, &moved);
            let promised = -2.0 * dot(&gradient, &moved) - dot(&change, &change);
            let values = self.functions.values(&x).await;
            let left = self.form.excess(&values);
            let gained = square - dot(&left, &left);
            if values.are_finite() && gained > 0.0 && gained >= -ARMIJO * dot(&gradient, &moved) {
                let derivatives = self.functions.derivatives(&x, &values).await;
                if derivatives.are_finite() {
                    self.stay_at(x, values, derivatives);
                    return Some(gained / promised);
                }
            }
            size *= 0.5;
            if moved.iter().all(|moved| *moved == 0.0) {
                break;
            }
        }
        None
    }

    fn stay_at(&mut self, x: Vec<f64>, values: Values, derivatives: Derivatives) {
        let multipliers = self.point.at.multipliers.clone();
        let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
        self.point.at = Iterate { x, values, derivatives, multipliers, gradient, hessian: None };
        self.reached = self.public_pair();
    }

    /// The step: Levenberg-Marquardt for most variables, scaled steepest descent for those close to a bound with the
    /// descent direction pointing to it.
    fn projected_step(&mut self, at: &Iterate, excess: &[f64], gradient: &[f64], damping: f64) -> Vec<f64> {
        let near = NEAR_BOUND.min(self.projected_length(&at.x, gradient));
        let ends = &self.form.ends;
        let is_pressed = |j: usize| {
            gradient[j] > 0.0 && at.x[j] - ends.lower[j] <= near || gradient[j] < 0.0 && ends.upper[j] - at.x[j] <= near
        };
        let is_held: Vec<_> = (0..at.x.len()).map(is_pressed).collect();
        let counts: Vec<_> = excess.iter().map(|excess| *excess != 0.0).collect();
        let values = self.reduced_jacobian(&at.derivatives, &is_held, &counts);
        let jacobian = Entries { pattern: &self.functions.jacobian_pattern, values: &values };
        let mut step = self.newton.damped_gauss_newton_step(&self.functions.hessian_pattern, jacobian, excess, damping);
        let mut squares = vec![damping; at.x.len()];
        for (i, j, value) in self.functions.jacobian(&at.derivatives).iter() {
            squares[j] += if counts[i] { value * value } else { 0.0 };
        }
        (0..at.x.len()).filter(|&j| is_held[j]).for_each(|j| step[j] = -gradient[j] / squares[j]);
        step
    }
}

/// The linearized change of the violated constraints.
fn jacobian_of_violated(jacobian: Entries<'_>, excess: &[f64], step: &[f64]) -> Vec<f64> {
    let change = jacobian.times(step);
    change.iter().zip(excess).map(|(change, excess)| if *excess == 0.0 { 0.0 } else { *change }).collect()
}
