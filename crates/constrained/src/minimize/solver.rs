//! The iteration: from the start, step by step, to a status and the best point.

use super::inexact::Inexact;
use super::merit::{Merit, Slope};
use super::newton::{Newton, Shifts, Step, System};
use super::problem::{MinimizeProblem, OwnSolver, Scaling};
use super::restoration::Restoration;
use super::solution::{MinimizeRecord, MinimizeSolution, MinimizeStatus, SecondOrder, Statistics, WarmStart};
use crate::inner::poisson::PoissonSolver;
use crate::model::functions::{Derivatives, Functions, Scale, Values};
use superlinear_interface::{Error, Oracle, Run};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{dot, largest, norm};

/// Gradients with larger entries than this at the start are scaled down to it.
const LARGEST_GRADIENT: f64 = 100.0;
/// No scale is less than this.
const LEAST_SCALE: f64 = 1e-8;

/// Estimated multipliers larger than this come of nearly dependent constraints and are not used.
pub(super) const LARGEST_MULTIPLIER_ESTIMATE: f64 = 1e3;

/// Constraints count as nearly satisfied where their norm is no more than this.
const NEAR_CONSTRAINTS: f64 = 1e-4;

/// Residuals of the Lagrangian's gradient are divided by the mean multiplier over this, where it is larger.
const MULTIPLIER_SCALE: f64 = 100.0;

/// A residual that is acceptable where no step improves it.
const ACCEPTABLE_RESIDUAL: f64 = 1e-6;

/// An objective below this where the constraints hold is taken to have no lower bound.
pub(super) const UNBOUNDED_OBJECTIVE: f64 = -1e20;

/// So many restorations may be needed in one run.
const MOST_RESTORATIONS: u32 = 5;

/// After so many iterations in a row at which the violation cannot be seen to fall, the constraints alone are worked on.
const MOST_STATIONARY_ITERATIONS: u32 = 3;

/// A point, with everything that is known there. All of it is scaled.
#[derive(Clone)]
pub(super) struct Iterate {
    pub x: Vec<f64>,
    pub values: Values,
    pub derivatives: Derivatives,
    pub multipliers: Vec<f64>,
    /// The gradient of the Lagrangian.
    pub gradient: Vec<f64>,
    /// The values of the Hessian's entries; absent at a solution, where no step is needed.
    pub hessian: Option<Vec<f64>>,
}

/// A run in progress.
pub(super) struct Solver {
    pub problem: MinimizeProblem,
    pub run: Run,
    pub functions: Functions,
    pub newton: Newton,
    /// The inner solver where it is not `ldl`.
    pub inexact: Option<Inexact>,
    pub merit: Merit,
    pub current: Iterate,
    pub iterations: u32,
    /// The point with the smallest violation and residual so far.
    best: Iterate,
    restorations: u32,
    stationary_iterations: u32,
    /// The largest norm of the Jacobian so far, but 1 at least is taken for it.
    pub largest_jacobian: f64,
    history: Vec<MinimizeRecord>,
}

impl Solver {
    /// Asks for everything at the start, and scales it.
    pub async fn start(problem: MinimizeProblem, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let mut functions = Functions::new(&problem, oracle)?;
        let x = problem.initial.to_vec();
        let values = functions.values(&x).await;
        functions.ensure_finite_values(&values)?;
        let derivatives = functions.derivatives(&x, &values).await;
        functions.ensure_finite_derivatives(&derivatives)?;
        let scale = scale_at(&problem, &functions, &derivatives);
        let (values, derivatives) = functions.rescale(scale, values, derivatives);

        let mut merit = Merit::start(problem.merit, problem.accuracy);
        if let Some(penalties) = &problem.initial_penalties {
            (merit.constraint_penalty, merit.gradient_penalty) = (penalties[0], penalties[1]);
        }
        let mut newton = newton_of(&problem, &run);
        let multipliers = initial_multipliers(&problem, &functions, &mut newton, &derivatives);
        let gradient = functions.lagrangian_gradient(&derivatives, &multipliers);
        let mut current = Iterate { x, values, derivatives, multipliers, gradient, hessian: None };
        let largest_jacobian = norm(&current.derivatives.jacobian);
        if !is_solution(&problem, &functions.scale, &current) {
            let hessian = functions.hessian(&current.x, &current.derivatives, &current.multipliers).await;
            functions.ensure_finite_hessian(&hessian)?;
            current.hessian = Some(hessian);
        }
        Ok(Self {
            best: current.clone(),
            inexact: Inexact::new(&problem),
            problem,
            run,
            functions,
            newton,
            merit,
            current,
            iterations: 0,
            restorations: 0,
            stationary_iterations: 0,
            largest_jacobian,
            history: Vec::new(),
        })
    }

    /// Iterates until there is a status.
    pub async fn run_to_end(&mut self) -> Result<MinimizeStatus, Error> {
        self.record(0.0, false);
        loop {
            if self.is_solution(&self.current) && !self.problem.require_minimum {
                return Ok(MinimizeStatus::Converged);
            }
            if let Some(status) = self.limit_reached()? {
                return Ok(status);
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
            let is_stuck = self.stationary_iterations >= MOST_STATIONARY_ITERATIONS;
            let start = self.current.x.clone();
            let step_size = if is_stuck { None } else { self.newton_step().await? };
            // What a cancelled inner solver has left undone says nothing of the problem.
            self.run.ensure_wanted()?;
            match step_size {
                Some(step_size) => {
                    self.record(step_size, false);
                    if self.runs_along_ray(&start).await {
                        return Ok(MinimizeStatus::Unbounded);
                    }
                }
                None => {
                    self.iterations -= 1;
                    if let Some(status) = self.restore().await? {
                        return Ok(status);
                    }
                }
            }
        }
    }

    /// Whether a limit of the run is reached, or the objective has none.
    pub fn limit_reached(&self) -> Result<Option<MinimizeStatus>, Error> {
        if self.run.is_out_of_time()? {
            return Ok(Some(MinimizeStatus::TimeLimit));
        }
        if self.iterations >= self.problem.max_iterations {
            return Ok(Some(MinimizeStatus::IterationLimit));
        }
        let is_unbounded = self.current.values.objective / self.functions.scale.objective < UNBOUNDED_OBJECTIVE
            && self.violation(&self.current) <= self.problem.constraint_tolerance;
        Ok(is_unbounded.then_some(MinimizeStatus::Unbounded))
    }

    /// A Newton step as long as the merit function allows. Returns the part of it that was made, or `None` where there is
    /// no step that improves the point.
    async fn newton_step(&mut self) -> Result<Option<f64>, Error> {
        let Some(hessian) = self.current.hessian.clone() else { return Ok(None) };
        let falling = match self.inexact.take() {
            None => self.falling_step(&hessian).await,
            Some(mut inexact) => {
                let falling = inexact.step(self, &hessian).await;
                self.inexact = Some(inexact);
                falling?
            }
        };
        let Some((step, descent)) = falling else { return Ok(None) };
        Ok(self.search(&hessian, &step, descent).await)
    }

    /// The step by a decomposition, if the merit function falls along it, and its slope.
    async fn falling_step(&mut self, hessian: &[f64]) -> Option<(Step, f64)> {
        let step = self.direct_step(hessian)?;
        let curvature = self.gradient_curvature(hessian).await;
        let slope = self.slope(&curvature, &step);
        let Iterate { gradient, values, .. } = &self.current;
        let squared_residual = dot(gradient, gradient) + dot(&values.constraints, &values.constraints);
        let descent = self.merit.make_descent(&slope, squared_residual)?;
        Some((step, descent))
    }

    /// The step by a decomposition.
    pub fn direct_step(&mut self, hessian: &[f64]) -> Option<Step> {
        let Self { newton, functions, current, problem, .. } = self;
        let Iterate { x, values, derivatives, gradient, .. } = &*current;
        let system = System {
            hessian: Entries { pattern: &functions.hessian_pattern, values: hessian },
            jacobian: functions.jacobian(derivatives),
        };
        newton.step(system, gradient, &values.constraints, x, kkt_residual(current), problem.tolerance)
    }

    /// The product of the Hessian with the gradient of the Lagrangian, of which the slope of the merit function is made.
    pub async fn gradient_curvature(&mut self, hessian: &[f64]) -> Vec<f64> {
        if !self.merit.sees_gradient() {
            return vec![0.0; self.current.x.len()];
        }
        let Iterate { x, derivatives, multipliers, gradient, .. } = &self.current;
        self.functions.hessian_times(x, derivatives, multipliers, hessian, gradient).await
    }

    /// The slope of the merit function along a step, by its terms; `curvature` is what
    /// [`gradient_curvature`](Self::gradient_curvature) gave.
    pub fn slope(&self, curvature: &[f64], step: &Step) -> Slope {
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
            // By the first row of the system that the step solves.
            curvature: -dot(gradient, variables) - dot(&change, multipliers),
        }
    }

    /// Works on the constraints alone, then starts anew with multipliers and penalties. Returns a status where that is the
    /// end.
    async fn restore(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        let is_stalled = norm(&self.current.values.constraints) <= self.problem.tolerance;
        if self.restorations == MOST_RESTORATIONS || is_stalled {
            return Ok(Some(self.stalled_status()));
        }
        self.restorations += 1;
        self.stationary_iterations = 0;
        match self.restore_constraints().await? {
            Restoration::Restored => {}
            Restoration::LocallyInfeasible => return Ok(Some(MinimizeStatus::LocallyInfeasible)),
            Restoration::Failed => return Ok(Some(MinimizeStatus::RestorationFailed)),
            Restoration::Limit(status) => return Ok(Some(status)),
        }
        self.merit = Merit::start(self.problem.merit, self.problem.accuracy);
        let multipliers = self.estimated_multipliers().unwrap_or_else(|| vec![0.0; self.functions.constraints()]);
        self.set_multipliers(multipliers);
        let Iterate { x, derivatives, multipliers, .. } = &self.current;
        let hessian = self.functions.hessian(x, derivatives, multipliers).await;
        self.current.hessian = Some(hessian);
        Ok(None)
    }

    /// What it means that no step improves the point.
    fn stalled_status(&self) -> MinimizeStatus {
        if kkt_residual(&self.current) <= ACCEPTABLE_RESIDUAL && self.violation(&self.current) <= ACCEPTABLE_RESIDUAL {
            MinimizeStatus::Acceptable
        } else if self.current.hessian.as_deref().is_some_and(|hessian| hessian.iter().any(|entry| !entry.is_finite()))
        {
            MinimizeStatus::Singular
        } else {
            MinimizeStatus::LineSearchFailed
        }
    }

    /// Least-squares multipliers at the current point, where they are not too large to be trusted.
    pub fn estimated_multipliers(&mut self) -> Option<Vec<f64>> {
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

    /// Takes least-squares multipliers where they serve better, after a step to which Newton's need not belong: because J
    /// had lost rank, or because H was shifted and near the constraints the gradient of the Lagrangian grew over that, from
    /// a norm of `previous_norm`.
    pub fn renew_multipliers(&mut self, previous_norm: f64) {
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

    pub fn is_solution(&self, iterate: &Iterate) -> bool {
        is_solution(&self.problem, &self.functions.scale, iterate)
    }

    /// The largest violation, in the units of the constraints.
    pub fn violation(&self, iterate: &Iterate) -> f64 {
        self.functions.violation(&iterate.values)
    }

    /// Keeps the best point, and tells the caller of the current one.
    pub fn record(&mut self, step_size: f64, is_restoration: bool) {
        self.largest_jacobian = self.largest_jacobian.max(norm(&self.current.derivatives.jacobian));
        let is_stationary = self.is_violation_stationary();
        self.stationary_iterations = if is_stationary { self.stationary_iterations + 1 } else { 0 };
        if self.rank(&self.current) <= self.rank(&self.best) {
            self.best = self.current.clone();
        }
        let Shifts { hessian, constraints } = self.newton.shifts;
        let new_inner_steps = self.newton.new_inner_steps();
        let record = MinimizeRecord {
            iteration: self.iterations,
            objective: self.current.values.objective / self.functions.scale.objective,
            constraint_violation: self.violation(&self.current),
            dual_residual: largest(&self.current.gradient) / self.functions.scale.objective,
            kkt_residual: kkt_residual(&self.current),
            step_size,
            hessian_shift: hessian,
            constraint_shift: constraints,
            constraint_penalty: self.merit.constraint_penalty,
            gradient_penalty: self.merit.gradient_penalty,
            inner_steps: self.inexact.as_ref().map_or(new_inner_steps, |inexact| inexact.last_steps),
            is_restoration,
        };
        self.run.progress(|| record.clone());
        if self.problem.history {
            self.history.push(record);
        }
    }

    /// What makes a point better than another: a smaller violation as long as it is too large, then a smaller residual.
    fn rank(&self, iterate: &Iterate) -> (f64, f64) {
        let violation = self.violation(iterate);
        let excess = if violation <= self.problem.constraint_tolerance { 0.0 } else { violation };
        (excess, kkt_residual(iterate))
    }

    /// The solution, once there is a status.
    pub async fn solution(mut self, status: MinimizeStatus) -> MinimizeSolution {
        use MinimizeStatus::{Acceptable, Converged, LocallyInfeasible, Unbounded};
        if !matches!(status, Acceptable | Converged | LocallyInfeasible | Unbounded) {
            std::mem::swap(&mut self.current, &mut self.best);
        }
        let second_order = self.second_order(status).await;
        let Scale { objective: objective_scale, constraints: constraint_scales } = &self.functions.scale;
        let Iterate { x, values, multipliers, gradient, .. } = &self.current;
        let unscaled: Vec<f64> =
            multipliers.iter().zip(constraint_scales).map(|(l, s)| l * s / objective_scale).collect();
        MinimizeSolution {
            status,
            iterations: self.iterations,
            solution: x.clone().into(),
            objective: values.objective / objective_scale,
            multipliers: unscaled.clone().into(),
            constraint_violation: self.violation(&self.current),
            dual_residual: largest(gradient) / objective_scale,
            kkt_residual: kkt_residual(&self.current),
            second_order,
            evaluations: self.functions.evaluations,
            statistics: Statistics {
                factorizations: self.newton.factorizations + self.inexact.as_ref().map_or(0, Inexact::factorizations),
                inner_steps: self.inexact.as_ref().map_or(self.newton.inner_steps(), |inexact| inexact.steps),
                inner_fallbacks: self.inexact.as_ref().map_or(0, |inexact| inexact.fallbacks),
                restorations: self.restorations,
            },
            warm_start: WarmStart {
                initial: x.clone().into(),
                initial_multipliers: unscaled.into(),
                initial_penalties: vec![self.merit.constraint_penalty, self.merit.gradient_penalty].into(),
                initial_shift: self.newton.last_hessian_shift,
                objective_scale: *objective_scale,
                constraint_scales: constraint_scales.clone().into(),
            },
            history: self.problem.history.then_some(self.history),
        }
    }

    /// Looks at the curvature at a solution, for which one more Hessian is needed.
    async fn second_order(&mut self, status: MinimizeStatus) -> SecondOrder {
        if status != MinimizeStatus::Converged || !self.functions.is_hessian_true() {
            return SecondOrder::Unverified;
        }
        let Iterate { x, derivatives, multipliers, .. } = &self.current;
        let hessian = self.functions.hessian(x, derivatives, multipliers).await;
        let system = System {
            hessian: Entries { pattern: &self.functions.hessian_pattern, values: &hessian },
            jacobian: self.functions.jacobian(derivatives),
        };
        if self.newton.is_minimum(system) { SecondOrder::Sufficient } else { SecondOrder::Unverified }
    }
}

/// What makes the steps.
fn newton_of(problem: &MinimizeProblem, run: &Run) -> Newton {
    match problem.own_solver {
        None => Newton::new(problem.variables() + problem.constraint_count, problem.initial_shift),
        Some(OwnSolver::Poisson { size }) => Newton::by(Box::new(PoissonSolver::new(size, run)), problem.initial_shift),
    }
}

/// The factors of objective and constraints, from the first derivatives at the start.
fn scale_at(problem: &MinimizeProblem, functions: &Functions, derivatives: &Derivatives) -> Scale {
    let factor = |gradient: f64| match problem.scaling {
        Scaling::Gradient => (LARGEST_GRADIENT / gradient.max(LARGEST_GRADIENT)).max(LEAST_SCALE),
        Scaling::None => 1.0,
    };
    let mut largest_of_row = vec![0.0; functions.constraints()];
    for (i, _, value) in functions.jacobian(derivatives).iter() {
        largest_of_row[i] = f64::max(largest_of_row[i], value.abs());
    }
    let found = || largest_of_row.into_iter().map(factor).collect();
    Scale {
        objective: problem.objective_scale.unwrap_or_else(|| factor(largest(&derivatives.gradient))),
        constraints: problem.constraint_scales.as_deref().map_or_else(found, <[f64]>::to_vec),
    }
}

/// The caller's multipliers, scaled; else the least-squares ones, unless they are too large to be trusted.
fn initial_multipliers(
    problem: &MinimizeProblem,
    functions: &Functions,
    newton: &mut Newton,
    derivatives: &Derivatives,
) -> Vec<f64> {
    let Scale { objective, constraints } = &functions.scale;
    if let Some(given) = &problem.initial_multipliers {
        return given.iter().zip(constraints).map(|(multiplier, scale)| multiplier * objective / scale).collect();
    }
    let jacobian = functions.jacobian(derivatives);
    newton
        .least_squares_multipliers(&functions.hessian_pattern, jacobian, &derivatives.gradient)
        .filter(|multipliers| largest(multipliers) <= LARGEST_MULTIPLIER_ESTIMATE)
        .unwrap_or_else(|| vec![0.0; functions.constraints()])
}

/// The scaled residual of the KKT conditions: of both, the larger. (After Wächter, Biegler 2006, equation 5.)
pub(super) fn kkt_residual(iterate: &Iterate) -> f64 {
    let count = iterate.multipliers.len().max(1) as f64;
    let mean = iterate.multipliers.iter().map(|multiplier| multiplier.abs()).sum::<f64>() / count;
    let dual = largest(&iterate.gradient) / (mean / MULTIPLIER_SCALE).max(1.0);
    dual.max(largest(&iterate.values.constraints))
}

fn is_solution(problem: &MinimizeProblem, scale: &Scale, iterate: &Iterate) -> bool {
    kkt_residual(iterate) <= problem.tolerance && scale.violation(&iterate.values) <= problem.constraint_tolerance
}
