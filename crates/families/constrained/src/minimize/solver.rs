//! The main iteration under equality constraints.

mod inexact;
mod pace;
mod penalized;
mod ray;
mod report;
mod restoration;
mod saddle;
mod start;
mod trial;

use super::functions::Functions;
use super::iterate::Iterate;
use super::limits::{ACCEPTABLE_RESIDUAL, Reached};
use super::merit::{Merit, Slope};
use super::newton::LARGEST_MULTIPLIER_ESTIMATE;
use super::newton::{Newton, Shifts, Step, System};
use super::problem::MinimizeProblem;
use super::restoring::Steepest;
use super::scaling::{Kept, renewed_scale};
use super::solution::{MinimizeRecord, MinimizeStatus};
use inexact::{Counts, Inexact};
use pace::Pace;
use restoration::Restoration;
use superlinear_interface::{Error, Run};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{dot, largest, norm};

/// Constraints with a norm of at most this count as nearly satisfied. The value hardly matters: with 1e-2 the
/// iterations of the 970 runs of this crate's tests are 15 508 instead of 15 498, and with 1e-6 they are the same.
const NEAR_CONSTRAINTS: f64 = 1e-4;

/// Limit on the restoration phases of a run. Of the 970 runs of this crate's tests, 833 converge with 1, with 5 and
/// with 20; of the others, 13, 6 and 3 end as `lineSearchFailed`, the least informative status.
const MOST_RESTORATIONS: u32 = 5;

/// The restoration phase starts after this many consecutive iterations at a stationary point of the violation. With 1,
/// solvable problems would be reported as locally infeasible; with 3 and with 10, the runs of this crate's tests are
/// the same.
const MOST_STATIONARY_ITERATIONS: u32 = 3;

/// Limit on consecutive restarts of the merit function when progress is very slow. Of 1036 runs of this crate's
/// problems, from up to thirty times as far away, 48 are very slow: with restarts 33 of them converge, most in a
/// hundred more iterations; without, 26, in 3000.
const MOST_RENEWALS: u32 = 3;

/// The state of a run.
pub(super) struct Solver {
    problem: MinimizeProblem,
    run: Run,
    functions: Functions,
    newton: Newton,
    /// The inner solver if it is not `ldl`.
    inexact: Option<Inexact>,
    merit: Merit,
    current: Iterate,
    iterations: u32,
    /// The best iterate so far: feasible before infeasible, then the smallest residual.
    best: Iterate,
    /// The progress monitor.
    pace: Pace,
    /// Consecutive restarts of the merit function.
    renewals: u32,
    /// The iterations and the inner solver's counts at the last record.
    recorded_iterations: u32,
    recorded_counts: Option<Counts>,
    restorations: u32,
    stationary_iterations: u32,
    steepest: Steepest,
    /// A solution and its objective scale, kept during the search for a better one.
    kept: Option<Kept<(Iterate, f64)>>,
    history: Vec<MinimizeRecord>,
}

impl Solver {
    /// Iterates to termination. A solution under the scale of a steep start is then improved under its own scale while
    /// that makes progress.
    pub async fn run_to_end(&mut self) -> Result<MinimizeStatus, Error> {
        use MinimizeStatus::{Converged, IterationLimit, TimeLimit, Unbounded};
        self.record(0.0, false);
        self.complete_start().await?;
        let mut status = self.iterate().await?;
        while status == Converged && self.renews_scale() {
            self.complete_start().await?;
            status = self.iterate().await?;
        }
        if let Some(kept) = self.kept.take()
            && !matches!(status, Converged | IterationLimit | TimeLimit | Unbounded)
        {
            (self.current, self.functions.scale.objective) = kept.solution;
            return Ok(Converged);
        }
        Ok(status)
    }

    /// Switches to the objective scale of a start at the current solution. Returns false if the point is a solution
    /// under that scale too.
    fn renews_scale(&mut self) -> bool {
        let scale = &self.functions.scale;
        let Some(renewed) = renewed_scale(&self.problem, scale, &self.current.derivatives.gradient) else {
            return false;
        };
        let (kept, ratio) = ((self.current.clone(), scale.objective), renewed / scale.objective);
        self.functions.rescale_objective(renewed, &mut self.current);
        self.best = self.current.clone();
        if self.is_solution(&self.current) {
            return false;
        }
        let (residual, objective) = (self.current.kkt_residual(), self.current.values.objective);
        self.kept = Some(Kept::new(kept, residual, objective));
        self.merit.rescale(ratio);
        self.pace = Pace::new(&self.current);
        (self.renewals, self.newton.last_hessian_shift) = (0, ratio * self.newton.last_hessian_shift);
        true
    }

    async fn iterate(&mut self) -> Result<MinimizeStatus, Error> {
        loop {
            if self.is_solution(&self.current) && !self.problem.require_minimum {
                return Ok(MinimizeStatus::Converged);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(status);
            }
            if self.kept.as_ref().is_some_and(Kept::is_spent) {
                return Ok(MinimizeStatus::Stalled);
            }
            self.iterations += 1;
            if self.is_solution(&self.current) {
                if !self.leave_saddle().await {
                    self.iterations -= 1;
                    return Ok(MinimizeStatus::Converged);
                }
                self.record(0.0, false);
                continue;
            }
            let start = self.current.x.clone();
            let step_size = if self.needs_restoration() { None } else { self.newton_step().await? };
            // A failed step of a cancelled run is no property of the problem.
            self.run.ensure_wanted()?;
            match step_size {
                Some(step_size) => {
                    self.pace.note_size(step_size);
                    self.record(step_size, false);
                    if self.runs_along_ray(&start).await {
                        return Ok(MinimizeStatus::Unbounded);
                    }
                    if self.creeps_on() {
                        return Ok(self.stalled_status(MinimizeStatus::Stalled));
                    }
                }
                None => {
                    self.iterations -= 1;
                    // An interrupted factorization is no property of the problem either.
                    if let Some(status) = self.limit_reached()? {
                        return Ok(status);
                    }
                    if let Some(status) = self.restore().await? {
                        return Ok(status);
                    }
                }
            }
        }
    }

    /// Whether steps make no progress and the restoration phase might.
    fn needs_restoration(&self) -> bool {
        let may_restore =
            self.restorations < MOST_RESTORATIONS && self.violation(&self.current) > self.problem.constraint_tolerance;
        self.stationary_iterations >= MOST_STATIONARY_ITERATIONS || may_restore && self.pace.has_only_short_steps()
    }

    /// Returns whether the run should stop for lack of progress. First restarts the merit function: usually extreme
    /// penalties keep the steps short.
    fn creeps_on(&mut self) -> bool {
        match self.pace.is_creeping(&self.current, &self.merit) {
            None => return false,
            Some(false) => self.renewals = 0,
            Some(true) if self.renewals == MOST_RENEWALS => return true,
            Some(true) => {
                self.renewals += 1;
                self.merit = Merit::of(&self.problem);
                self.newton.last_hessian_shift = 0.0;
            }
        }
        false
    }

    /// The status if the time limit passed during an iteration. The interrupted iteration is not counted.
    pub fn status_when_late(&mut self) -> MinimizeStatus {
        self.iterations = self.recorded_iterations;
        MinimizeStatus::TimeLimit
    }

    /// Checks the limits of the run and unboundedness.
    fn limit_reached(&self) -> Result<Option<MinimizeStatus>, Error> {
        let reached = Reached {
            iterations: self.iterations,
            objective: self.current.values.objective / self.functions.scale.objective,
            violation: self.violation(&self.current),
        };
        reached.limit(&self.problem, &self.run)
    }

    /// Takes a Newton step with a line search on the merit function. Returns the step length, or `None` if no step
    /// improves the point.
    async fn newton_step(&mut self) -> Result<Option<f64>, Error> {
        let Some(hessian) = self.current.hessian.clone() else { return Ok(None) };
        let falling = match self.inexact.take() {
            None => {
                let step = self.direct_step(&hessian, false);
                self.with_slope(&hessian, step).await
            }
            Some(mut inexact) => {
                let falling = inexact.step(self, &hessian).await;
                self.inexact = Some(inexact);
                falling?
            }
        };
        let Some(falling) = falling else { return Ok(None) };
        if let Some(size) = self.follow(&hessian, &falling).await {
            return Ok(Some(size));
        }
        if self.inexact.is_some() || !Newton::is_long(&falling.0.variables, &self.current.x) {
            return Ok(None);
        }
        let step = self.direct_step(&hessian, true);
        let Some(falling) = self.with_slope(&hessian, step).await else { return Ok(None) };
        Ok(self.follow(&hessian, &falling).await)
    }

    /// Line search along a step with the given directional derivative. Returns the step length.
    async fn follow(&mut self, hessian: &[f64], (step, descent): &(Step, f64)) -> Option<f64> {
        let size = self.search(hessian, step, *descent).await?;
        self.pace.promise(-descent);
        Some(size)
    }

    /// Returns the step and its directional derivative, if the merit function decreases along it.
    async fn with_slope(&mut self, hessian: &[f64], step: Option<Step>) -> Option<(Step, f64)> {
        let step = step?;
        let curvature = self.gradient_curvature(hessian).await;
        let slope = self.slope(&curvature, &step);
        let Iterate { gradient, values, .. } = &self.current;
        let squared_residual = dot(gradient, gradient) + dot(&values.constraints, &values.constraints);
        let descent = self.merit.make_descent(&slope, squared_residual)?;
        Some((step, descent))
    }

    /// The step from a factorization: the Newton step, or the short one.
    fn direct_step(&mut self, hessian: &[f64], is_short: bool) -> Option<Step> {
        let Self { newton, functions, current, problem, .. } = self;
        let Iterate { x, values, derivatives, gradient, .. } = &*current;
        let system = System {
            hessian: Entries { pattern: &functions.hessian_pattern, values: hessian },
            jacobian: functions.jacobian(derivatives),
            diagonals: None,
            terms: &[],
        };
        let right_side = |_| (gradient.clone(), values.constraints.clone());
        if is_short {
            return newton.short_step(system, right_side, x, current.kkt_residual(), gradient);
        }
        let may_be_long = largest(&values.constraints) <= problem.tolerance;
        newton.step(system, right_side, x, current.kkt_residual(), may_be_long)
    }

    /// The product of the Hessian with the gradient of the Lagrangian, part of the merit function's directional
    /// derivative.
    async fn gradient_curvature(&mut self, hessian: &[f64]) -> Vec<f64> {
        if !self.merit.sees_gradient() {
            return vec![0.0; self.current.x.len()];
        }
        let Iterate { x, derivatives, multipliers, gradient, .. } = &self.current;
        self.functions.hessian_times(x, derivatives, multipliers, hessian, gradient).await
    }

    /// The terms of the merit function's directional derivative along a step. `curvature` comes from
    /// [`gradient_curvature`](Self::gradient_curvature).
    fn slope(&self, curvature: &[f64], step: &Step) -> Slope {
        let Iterate { values, derivatives, gradient, .. } = &self.current;
        let jacobian = self.functions.jacobian(derivatives);
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

    /// Runs the restoration phase, then restarts with new multipliers and penalties. Returns a status if the run must
    /// stop.
    async fn restore(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        let is_stalled = norm(&self.current.values.constraints) <= self.problem.tolerance;
        if self.restorations == MOST_RESTORATIONS || is_stalled {
            return Ok(Some(self.stalled_status(MinimizeStatus::LineSearchFailed)));
        }
        self.restorations += 1;
        self.stationary_iterations = 0;
        match self.approach_constraints().await? {
            Restoration::Restored => {}
            Restoration::LocallyInfeasible => return Ok(Some(MinimizeStatus::LocallyInfeasible)),
            Restoration::Slow | Restoration::Failed => return Ok(Some(MinimizeStatus::RestorationFailed)),
            Restoration::Limit(status) => return Ok(Some(status)),
        }
        self.merit = Merit::of(&self.problem);
        self.pace = Pace::new(&self.current);
        Ok(None)
    }

    /// The status if steps no longer improve the point; `otherwise` if neither the best nor the current iterate is
    /// acceptable. Moves to an acceptable best iterate.
    fn stalled_status(&mut self, otherwise: MinimizeStatus) -> MinimizeStatus {
        let is_acceptable = |iterate: &Iterate| {
            iterate.kkt_residual() <= ACCEPTABLE_RESIDUAL && self.violation(iterate) <= ACCEPTABLE_RESIDUAL
        };
        if is_acceptable(&self.best) {
            self.current = self.best.clone();
            MinimizeStatus::Acceptable
        } else if is_acceptable(&self.current) {
            MinimizeStatus::Acceptable
        } else if self.current.hessian.as_deref().is_some_and(|hessian| hessian.iter().any(|entry| !entry.is_finite()))
        {
            MinimizeStatus::Singular
        } else {
            otherwise
        }
    }

    /// Least-squares multipliers at the current point, unless they are too large to be trusted.
    fn estimated_multipliers(&mut self) -> Option<Vec<f64>> {
        let derivatives = &self.current.derivatives;
        let jacobian = self.functions.jacobian(derivatives);
        self.newton
            .least_squares_multipliers(&self.functions.hessian_pattern, jacobian, &derivatives.gradient)
            .filter(|multipliers| largest(multipliers) < LARGEST_MULTIPLIER_ESTIMATE)
    }

    fn set_multipliers(&mut self, multipliers: Vec<f64>) {
        self.current.gradient = self.functions.lagrangian_gradient(&self.current.derivatives, &multipliers);
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
        let gradient = self.functions.lagrangian_gradient(&self.current.derivatives, &multipliers);
        if norm(&gradient) <= norm(&self.current.gradient) {
            self.current.multipliers = multipliers;
            self.current.gradient = gradient;
            self.merit.renew();
        }
    }

    fn is_solution(&self, iterate: &Iterate) -> bool {
        iterate.is_solution(&self.problem, &self.functions.scale)
    }

    /// The largest violation, in the units of the constraints.
    fn violation(&self, iterate: &Iterate) -> f64 {
        self.functions.violation(&iterate.values)
    }
}
