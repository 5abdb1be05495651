//! The method for equality constraints alone: inexact Newton steps on the KKT conditions, limited by a line search on
//! the exact augmented Lagrangian. If no step helps, a restoration phase reduces the violation.
//!
//! Source: see [`super`].

mod inexact;
mod penalized;
mod progress;
mod report;
mod restoration;
mod saddle;
mod search;
mod start;
mod unboundedness;

use super::data::{ACCEPTABLE_RESIDUAL, Data};
use super::functions::all_finite;
use super::info::Info;
use super::iterate::Iterate;
use super::merit::{Merit, Slope};
use super::method::{self, Method};
use super::newton::{LARGEST_MULTIPLIER_ESTIMATE, Newton, Shifts, Step, System};
use super::restoration::Steepest;
use super::scaling::renewed_scale;
use super::solution::{MinimizeSolution, MinimizeStatus, Phase, SecondOrder};
use inexact::{Counts, Inexact};
use progress::{Advice, Progress};
use restoration::MAX_RESTORATIONS;
use superlinear_interface::Error;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{dot, largest, norm};

/// Constraints with a norm of at most this count as nearly satisfied. The value hardly matters: with 1e-2 the
/// iterations of the 970 runs of this crate's tests are 15 508 instead of 15 498, and with 1e-6 they are the same.
const NEAR_CONSTRAINTS: f64 = 1e-4;

/// The state of a run.
pub(super) struct Equality {
    /// The problem.
    data: Data,
    /// The current iterate.
    current: Iterate,
    /// The linear systems of the steps.
    newton: Newton,
    /// The inner solver if it is not `ldl`, and its counts at the last record.
    inexact: Option<Inexact>,
    recorded_counts: Option<Counts>,
    /// The criteria that accept steps and start other phases.
    merit: Merit,
    progress: Progress,
    steepest: Steepest,
    /// The variables before the last step.
    previous: Vec<f64>,
    /// The progress of the run.
    info: Info<Iterate>,
}

impl Equality {
    /// Algorithm 1 of the source: Newton steps with a line search on the merit function, or the restoration of
    /// feasibility.
    async fn iterate(&mut self) -> Result<MinimizeStatus, Error> {
        self.complete_start().await?;
        loop {
            if self.is_solved() && !self.data.problem.require_minimum {
                return Ok(MinimizeStatus::Converged);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(status);
            }
            if self.info.is_search_spent() {
                return Ok(MinimizeStatus::Stalled);
            }
            if self.is_solved() {
                if !self.leave_saddle().await {
                    // A limit may have cut the test short.
                    return Ok(self.limit_reached()?.unwrap_or(MinimizeStatus::Converged));
                }
                self.info.iterations += 1;
                self.record(0.0, Phase::Newton);
                continue;
            }
            if let Some(status) = method::advance(self).await? {
                return Ok(status);
            }
        }
    }

    /// Returns whether the run should stop for lack of progress. First restarts the merit function: usually extreme
    /// penalties keep the steps short.
    fn is_stagnant(&mut self) -> bool {
        match self.progress.examine(&self.current, &self.merit) {
            Advice::GoOn => {}
            Advice::Renew => {
                self.merit = Merit::of(&self.data.problem);
                self.newton.last_hessian_shift = 0.0;
            }
            Advice::Stop => return true,
        }
        false
    }

    fn is_solved(&self) -> bool {
        self.data.is_solved_by(&self.current)
    }

    /// Takes a Newton step with a line search on the merit function. Returns the step length, or `None` if no step
    /// improves the point.
    async fn newton_step(&mut self) -> Result<Option<f64>, Error> {
        let Some(hessian) = self.current.hessian.clone() else { return Ok(None) };
        let descent = match self.inexact.take() {
            None => {
                let step = self.direct_step(&hessian, false);
                self.with_slope(&hessian, step).await
            }
            Some(mut inexact) => {
                let descent = inexact.step(self, &hessian).await;
                self.inexact = Some(inexact);
                descent?
            }
        };
        let Some(descent) = descent else { return Ok(None) };
        if let Some(size) = self.search(&hessian, &descent).await {
            return Ok(Some(size));
        }
        if self.inexact.is_some() || !Newton::is_long(&descent.step.variables, &self.current.x) {
            return Ok(None);
        }
        let step = self.direct_step(&hessian, true);
        let Some(descent) = self.with_slope(&hessian, step).await else { return Ok(None) };
        Ok(self.search(&hessian, &descent).await)
    }

    /// Returns the step with its directional derivative, if the merit function decreases along it.
    async fn with_slope(&mut self, hessian: &[f64], step: Option<Step>) -> Option<Descent> {
        let step = step?;
        let curvature = self.gradient_curvature(hessian).await;
        let slope = self.slope(&curvature, &step);
        let Iterate { gradient, values, .. } = &self.current;
        let squared_residual = dot(gradient, gradient) + dot(&values.constraints, &values.constraints);
        let slope = self.merit.make_descent(&slope, squared_residual)?;
        Some(Descent { step, slope })
    }

    /// The step from a factorization: the Newton step, or the short one.
    fn direct_step(&mut self, hessian: &[f64], is_short: bool) -> Option<Step> {
        let Self { data, newton, current, .. } = self;
        let Iterate { x, values, gradient, .. } = &*current;
        let system = data.system(current, hessian);
        let right_side = |_| (gradient.clone(), values.constraints.clone());
        if is_short {
            return newton.short_step(system, right_side, x, current.kkt_residual(), gradient);
        }
        let may_be_long = largest(&values.constraints) <= data.problem.tolerance;
        newton.step(system, right_side, x, current.kkt_residual(), may_be_long)
    }

    /// The product of the Hessian with the gradient of the Lagrangian, part of the merit function's directional
    /// derivative.
    async fn gradient_curvature(&mut self, hessian: &[f64]) -> Vec<f64> {
        if !self.merit.sees_gradient() {
            return vec![0.0; self.current.x.len()];
        }
        self.data.functions.hessian_times(&self.current, hessian, &self.current.gradient).await
    }

    /// The terms of the merit function's directional derivative along a step. `curvature` comes from
    /// [`gradient_curvature`](Self::gradient_curvature).
    fn slope(&self, curvature: &[f64], step: &Step) -> Slope {
        let Iterate { values, derivatives, gradient, .. } = &self.current;
        let jacobian = self.data.functions.jacobian(derivatives);
        let Step { variables, multipliers } = step;
        let change = jacobian.times(variables);
        let violation_after: f64 = values.constraints.iter().zip(&change).map(|(c, change)| (c + change).abs()).sum();
        let violation: f64 = values.constraints.iter().map(|c| c.abs()).sum();
        let of_lagrangian = dot(gradient, variables) + dot(&values.constraints, multipliers);
        Slope {
            of_lagrangian,
            of_constraints: dot(&values.constraints, &change),
            of_gradient: dot(curvature, variables) + dot(&jacobian.times(gradient), multipliers),
            of_objective: dot(&derivatives.gradient, variables),
            of_violation: violation_after - violation,
            // By the first block row of the step's linear system.
            curvature: -dot(gradient, variables) - dot(&change, multipliers),
        }
    }

    /// The status if steps no longer improve the point; `otherwise` if neither the best nor the current iterate is
    /// acceptable. Moves to an acceptable best iterate.
    fn stalled_status(&mut self, otherwise: MinimizeStatus) -> MinimizeStatus {
        let residuals = self.data.form.equality_residuals(&self.current);
        let hessian = self.current.hessian.as_deref();
        if let Some(best) = self.info.acceptable() {
            self.current = best.clone();
            MinimizeStatus::Acceptable
        } else if residuals.residual.max(residuals.violation) <= ACCEPTABLE_RESIDUAL {
            MinimizeStatus::Acceptable
        } else if hessian.is_some_and(|hessian| !all_finite(hessian)) {
            MinimizeStatus::Singular
        } else {
            otherwise
        }
    }

    /// Least-squares multipliers at the current point, unless they are too large to be trusted.
    fn estimated_multipliers(&mut self) -> Option<Vec<f64>> {
        let Self { data, newton, current, .. } = self;
        let jacobian = data.functions.jacobian(&current.derivatives);
        newton
            .least_squares_multipliers(&data.functions.hessian_pattern, jacobian, &current.derivatives.gradient)
            .filter(|multipliers| largest(multipliers) <= LARGEST_MULTIPLIER_ESTIMATE)
    }

    fn set_multipliers(&mut self, multipliers: Vec<f64>) {
        self.current.gradient = self.data.functions.lagrangian_gradient(&self.current.derivatives, &multipliers);
        self.current.multipliers = multipliers;
    }

    /// Switches to least-squares multipliers if their residual is smaller, after a step whose multipliers may be
    /// unreliable: J was rank-deficient, or H was regularized and the gradient of the Lagrangian grew beyond
    /// `previous_norm` near the constraints.
    fn renew_multipliers(&mut self, previous_norm: f64) {
        let Shifts { hessian, constraints } = self.newton.shifts;
        let is_near = norm(&self.current.values.constraints) <= NEAR_CONSTRAINTS;
        let has_grown = hessian > 0.0 && is_near && norm(&self.current.gradient) > previous_norm;
        if constraints == 0.0 && !has_grown {
            return;
        }
        let Some(multipliers) = self.estimated_multipliers() else { return };
        let gradient = self.data.functions.lagrangian_gradient(&self.current.derivatives, &multipliers);
        if norm(&gradient) <= norm(&self.current.gradient) {
            self.current.multipliers = multipliers;
            self.current.gradient = gradient;
            self.merit.renew();
        }
    }
}

impl Method for Equality {
    async fn iterate_from_start(&mut self) -> Result<MinimizeStatus, Error> {
        self.record(0.0, Phase::Newton);
        self.iterate().await
    }

    fn renews_scale(&mut self) -> bool {
        let Self { data, current, newton, merit, progress, info, .. } = self;
        let scale = data.functions.scale.objective;
        let gradient = &current.derivatives.gradient;
        let Some(renewed) = renewed_scale(&data.problem, &data.functions.scale, gradient) else { return false };
        let (kept, ratio) = ((current.clone(), scale), renewed / scale);
        data.functions.rescale_objective(renewed, current);
        if data.is_solved_by(current) {
            info.forget_best();
            return false;
        }
        info.search_beyond(kept, current.kkt_residual(), current.values.objective / renewed);
        merit.rescale(ratio);
        *progress = Progress::new(current);
        newton.last_hessian_shift *= ratio;
        true
    }

    async fn iterate_from_solution(&mut self) -> Result<MinimizeStatus, Error> {
        self.iterate().await
    }

    fn returns_to_kept(&mut self, status: MinimizeStatus) -> bool {
        let Some((solution, scale)) = self.info.kept_after(status) else { return false };
        (self.current, self.data.functions.scale.objective) = (solution, scale);
        true
    }

    fn limit_reached(&self) -> Result<Option<MinimizeStatus>, Error> {
        self.data.limit_reached(self.info.iterations, &self.current.values)
    }

    fn needs_restoration(&self) -> bool {
        let may_restore = self.info.restorations < MAX_RESTORATIONS && !self.data.is_feasible(&self.current.values);
        self.progress.is_stationary() || may_restore && self.progress.has_only_short_steps()
    }

    async fn step(&mut self) -> Result<Option<f64>, Error> {
        self.previous.clone_from(&self.current.x);
        self.newton_step().await
    }

    async fn arrive(&mut self, step_size: f64) -> Option<MinimizeStatus> {
        self.record(step_size, Phase::Newton);
        if self.is_unbounded().await {
            return Some(MinimizeStatus::Unbounded);
        }
        self.is_stagnant().then(|| self.stalled_status(MinimizeStatus::Stalled))
    }

    async fn restore(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        self.restore_feasibility().await
    }

    fn interrupt(&mut self) {
        self.info.interrupt();
    }

    async fn second_order(&mut self, status: MinimizeStatus) -> SecondOrder {
        self.examine(status).await
    }

    fn solution(self, status: MinimizeStatus, second_order: SecondOrder) -> MinimizeSolution {
        self.into_solution(status, second_order)
    }
}

/// A step along which the merit function decreases, and its directional derivative.
struct Descent {
    step: Step,
    slope: f64,
}

impl Data {
    /// Whether an iterate meets the tolerances, under equality constraints alone.
    fn is_solved_by(&self, at: &Iterate) -> bool {
        at.kkt_residual() <= self.problem.tolerance && self.is_feasible(&at.values)
    }

    /// H and J at an iterate.
    fn system<'a>(&'a self, at: &'a Iterate, hessian: &'a [f64]) -> System<'a> {
        System {
            hessian: Entries { pattern: &self.functions.hessian_pattern, values: hessian },
            jacobian: self.functions.jacobian(&at.derivatives),
            diagonals: None,
            terms: &[],
        }
    }
}
