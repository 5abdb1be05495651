//! The search direction: a Newton step on the KKT conditions of the barrier problem. The slacks and the bound
//! multipliers are eliminated from the linear system and recovered from its solution.

use super::current::Current;
use super::point::Point;
use crate::inner::Diagonals;
use crate::minimize::data::Data;
use crate::minimize::form::Form;
use crate::minimize::functions::{Functions, all_finite};
use crate::minimize::newton::{Newton, Shifts, Step, System};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::largest;

/// The least τ of the fraction-to-boundary rule, Ipopt's `tau_min`: a step may use at least this fraction of the
/// distance to a bound.
const MIN_BOUNDARY_FRACTION: f64 = 0.99;

/// A step that changes every variable and slack x by at most this fraction of 1 + |x| is rounding error: Ipopt's
/// `tiny_step_tol`.
const ROUNDING: f64 = 10.0 * f64::EPSILON;

/// The linear systems of the steps.
pub(super) struct Kkt {
    pub newton: Newton,
    /// The last Newton step, if it was too long to be trusted.
    pub long_step: Option<Vec<f64>>,
}

/// A search direction for the variables and slacks, and all multipliers.
pub(super) struct Direction {
    pub primal: Vec<f64>,
    pub multipliers: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

/// The Newton system at an iterate, apart from the Jacobian.
pub(super) struct Linear {
    /// The Hessian of the Lagrangian: values on its sparsity pattern, and pairs (u, v) that each add the rank-two term
    /// u u' - v v'.
    hessian: Vec<f64>,
    terms: Vec<(Vec<f64>, Vec<f64>)>,
    /// The diagonal Σ of the barrier (see [`sigma`]), for the variables and for the slacks.
    variables: Vec<f64>,
    slacks: Vec<f64>,
    /// The gradient of the Lagrangian of the barrier problem, with respect to the variables and to the slacks.
    dual: Vec<f64>,
    slack_dual: Vec<f64>,
}

impl Linear {
    /// The Newton system at the current iterate. `None` if its Hessian was not evaluated.
    fn new(data: &Data, current: &Current) -> Option<Self> {
        let (n, point) = (data.form.variables, &current.point);
        let mut dual = current.barrier_function(data).dual(point);
        let slack_dual = dual.split_off(n);
        let mut variables = sigma(&data.form, point);
        let slacks = variables.split_off(n);
        // The low-rank terms come from past steps and gradient changes. Both are zero in fixed variables, so no row
        // needs masking.
        let (hessian, terms) = (point.at.hessian.clone()?, data.functions.hessian_terms().to_vec());
        Some(Self { hessian, terms, variables, slacks, dual, slack_dual })
    }

    /// Assembles the KKT matrix at `point`.
    fn system<'a>(&'a self, functions: &'a Functions, point: &'a Point) -> System<'a> {
        System {
            hessian: Entries { pattern: &functions.hessian_pattern, values: &self.hessian },
            jacobian: functions.jacobian(&point.at.derivatives),
            diagonals: Some(Diagonals { variables: &self.variables, slacks: &self.slacks }),
            terms: &self.terms,
        }
    }

    /// The negative right-hand side after elimination of the slacks, from the residuals `gaps` = c(x) - s.
    fn right_side(&self, gaps: &[f64], shifts: Shifts) -> (Vec<f64>, Vec<f64>) {
        let of_slack = |i: usize| self.slack_dual[i] / (self.slacks[i] + shifts.hessian);
        (self.dual.clone(), gaps.iter().enumerate().map(|(i, gap)| gap + of_slack(i)).collect())
    }
}

impl Kkt {
    /// Computes the search direction. Also returns its linear system, for second-order corrections.
    pub fn direction(&mut self, data: &Data, current: &Current) -> Option<(Linear, Direction)> {
        let linear = Linear::new(data, current)?;
        let gaps = current.gaps(data);
        let residual = current.residual(data);
        let may_be_long = largest(&gaps) <= data.problem.tolerance;
        let system = linear.system(&data.functions, &current.point);
        let right_side = |shifts| linear.right_side(&gaps, shifts);
        let x = &current.point.at.x;
        // If no regularization makes the step short, the fraction-to-boundary rule and the filter have to limit it.
        let step = self
            .newton
            .step(system, right_side, x, residual, may_be_long)
            .or_else(|| self.newton.step(system, right_side, x, residual, true))?;
        self.long_step = Newton::is_long(&step.variables, x).then(|| step.variables.clone());
        let direction = self.complete(data, current, &linear, step);
        Some((linear, direction))
    }

    /// A direction regularized to a trusted length, from the system of one that is too long.
    pub fn short_direction(&mut self, data: &Data, current: &Current, linear: &Linear) -> Option<Direction> {
        let gaps = current.gaps(data);
        let residual = current.residual(data);
        let system = linear.system(&data.functions, &current.point);
        let right_side = |shifts| linear.right_side(&gaps, shifts);
        let step = self.newton.short_step(system, right_side, &current.point.at.x, residual, &linear.dual)?;
        Some(self.complete(data, current, linear, step))
    }

    /// Solves with the last factorization for the residuals `gaps` = c(x) - s, as a second-order correction does.
    pub fn correct(&self, data: &Data, current: &Current, linear: &Linear, gaps: &[f64]) -> Direction {
        let system = linear.system(&data.functions, &current.point);
        let (dual, constraints) = linear.right_side(gaps, self.newton.shifts);
        self.complete(data, current, linear, self.newton.solve(system, &dual, &constraints))
    }

    /// Recovers the eliminated parts of a direction: slacks and bound multipliers.
    fn complete(&self, Data { form, .. }: &Data, current: &Current, linear: &Linear, step: Step) -> Direction {
        let Step { variables: mut primal, multipliers } = step;
        let shift = self.newton.shifts.hessian;
        for (i, multiplier) in multipliers.iter().enumerate() {
            let slack = (multiplier - linear.slack_dual[i]) / (linear.slacks[i] + shift);
            primal.push(if form.has_slack(i) { slack } else { 0.0 });
        }
        let Point { primal: at, lower, upper, .. } = &current.point;
        // Linearized complementarity, (distance + growth) (multiplier + change) = μ without the product growth ·
        // change.
        let change = |distance: f64, growth: f64, multiplier: f64| {
            if distance.is_finite() { (current.barrier - multiplier * growth) / distance - multiplier } else { 0.0 }
        };
        let relaxed = &form.relaxed;
        let of_lower = (0..at.len()).map(|k| change(at[k] - relaxed.lower[k], primal[k], lower[k])).collect();
        let of_upper = (0..at.len()).map(|k| change(relaxed.upper[k] - at[k], -primal[k], upper[k])).collect();
        Direction { primal, multipliers, lower: of_lower, upper: of_upper }
    }
}

impl Current {
    /// τ of the fraction-to-boundary rule, max(τ_min, 1 - μ).
    fn boundary_fraction(&self) -> f64 {
        MIN_BOUNDARY_FRACTION.max(1.0 - self.barrier)
    }

    /// The largest primal step length in (0, 1] that obeys the fraction-to-boundary rule.
    pub fn max_primal_step(&self, form: &Form, direction: &Direction) -> f64 {
        let fraction = self.boundary_fraction();
        let mut max = 1.0_f64;
        for (k, (lower, upper)) in form.relaxed.iter().enumerate() {
            let (at, step) = (self.point.primal[k], direction.primal[k]);
            if step < 0.0 && lower.is_finite() {
                max = max.min(fraction * (at - lower) / -step);
            } else if step > 0.0 && upper.is_finite() {
                max = max.min(fraction * (upper - at) / step);
            }
        }
        max
    }

    /// The largest dual step length in (0, 1] that obeys the fraction-to-boundary rule for the bound multipliers.
    pub fn max_dual_step(&self, direction: &Direction) -> f64 {
        let fraction = self.boundary_fraction();
        let of = |multipliers: &[f64], steps: &[f64]| {
            let falling = multipliers.iter().zip(steps).filter(|(_, step)| **step < 0.0);
            falling.map(|(multiplier, step)| fraction * multiplier / -step).fold(1.0, f64::min)
        };
        of(&self.point.lower, &direction.lower).min(of(&self.point.upper, &direction.upper))
    }
}

impl Direction {
    /// Whether a step from these primal variables changes them by no more than rounding error.
    pub fn is_tiny(&self, primal: &[f64]) -> bool {
        self.primal.iter().zip(primal).all(|(step, at)| step.abs() <= ROUNDING * (1.0 + at.abs()))
    }

    /// Whether its primal part is finite.
    pub fn is_finite(&self) -> bool {
        all_finite(&self.primal)
    }
}

/// The diagonal Σ that the barrier adds to the Hessian: multiplier / distance, summed over both bounds.
///
/// Fixed variables and unbounded constraints have 1, as their rows are rows of the identity. Equations have no slack:
/// theirs is infinite.
fn sigma(form: &Form, point: &Point) -> Vec<f64> {
    let of = |(k, (lower, upper)): (usize, (f64, f64))| {
        if form.bounds.are_equal(k) {
            return if k < form.variables { 1.0 } else { f64::INFINITY };
        }
        if k >= form.variables && form.bounds.are_infinite(k) {
            return 1.0;
        }
        let at = point.primal[k];
        point.lower[k] / (at - lower) + point.upper[k] / (upper - at)
    };
    form.relaxed.iter().enumerate().map(of).collect()
}
