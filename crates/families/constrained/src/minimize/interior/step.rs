//! The search direction: a Newton step on the KKT conditions of the barrier problem. The slacks and the bound
//! multipliers are eliminated from the linear system and recovered from its solution.

use super::Interior;
use super::form::Form;
use super::point::Point;
use crate::inner::Diagonals;
use crate::minimize::functions::Functions;
use crate::minimize::newton::{Newton, Shifts, Step, System};
use superlinear_numerics::pattern::Entries;

/// The least τ of the fraction-to-boundary rule, Ipopt's `tau_min`: a step may use at least this fraction of the
/// distance to a bound.
const LEAST_PART_OF_DISTANCE: f64 = 0.99;

/// A step that changes every variable and slack x by at most this fraction of 1 + |x| is rounding error: Ipopt's
/// `tiny_step_tol`.
const ROUNDING: f64 = 10.0 * f64::EPSILON;

/// A search direction for the variables and slacks, and all multipliers.
pub(super) struct Direction {
    pub numbers: Vec<f64>,
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

impl Interior {
    /// Builds the Newton system at the current iterate. `None` if its Hessian was not evaluated.
    pub(super) fn linear(&self) -> Option<Linear> {
        let n = self.form.variables;
        let mut dual = self.barrier_function().dual(&self.point);
        let slack_dual = dual.split_off(n);
        let mut variables = sigma(&self.form, &self.point);
        let slacks = variables.split_off(n);
        // The low-rank terms come from past steps and gradient changes. Both are zero in fixed variables, so no row
        // needs masking.
        let (hessian, terms) = (self.point.at.hessian.clone()?, self.functions.hessian_terms().to_vec());
        Some(Linear { hessian, terms, variables, slacks, dual, slack_dual })
    }

    /// Computes the search direction. Also returns its linear system, for second-order corrections.
    pub(super) fn direction(&mut self) -> Option<(Linear, Direction)> {
        let linear = self.linear()?;
        let gaps = self.point.gaps(&self.form);
        let residual = self.point.residual(&self.form, self.barrier);
        let may_be_long = superlinear_numerics::vectors::largest(&gaps) <= self.problem.tolerance;
        let system = linear.system(&self.functions, &self.point);
        let right_side = |shifts| linear.right_side(&gaps, shifts);
        let x = &self.point.at.x;
        // If no regularization makes the step short, the fraction-to-boundary rule and the filter have to limit it.
        let step = self
            .newton
            .step(system, right_side, x, residual, may_be_long)
            .or_else(|| self.newton.step(system, right_side, x, residual, true))?;
        self.long_step = Newton::is_long(&step.variables, &self.point.at.x).then(|| step.variables.clone());
        let direction = self.completed(&linear, step);
        Some((linear, direction))
    }

    /// A direction regularized to a trusted length, from the system of one that is too long.
    pub(super) fn short_direction(&mut self, linear: &Linear) -> Option<Direction> {
        let gaps = self.point.gaps(&self.form);
        let residual = self.point.residual(&self.form, self.barrier);
        let system = linear.system(&self.functions, &self.point);
        let right_side = |shifts| linear.right_side(&gaps, shifts);
        let step = self.newton.short_step(system, right_side, &self.point.at.x, residual, &linear.dual)?;
        Some(self.completed(linear, step))
    }

    /// Solves with the last factorization for the residuals `gaps` = c(x) - s, as a second-order correction does.
    pub(super) fn corrected(&self, linear: &Linear, gaps: &[f64]) -> Direction {
        let system = linear.system(&self.functions, &self.point);
        let (dual, constraints) = linear.right_side(gaps, self.newton.shifts);
        self.completed(linear, self.newton.solve(system, &dual, &constraints))
    }

    /// Recovers the eliminated parts of a direction: slacks and bound multipliers.
    fn completed(&self, linear: &Linear, step: Step) -> Direction {
        let Step { variables: mut numbers, multipliers } = step;
        let shift = self.newton.shifts.hessian;
        for (i, multiplier) in multipliers.iter().enumerate() {
            let has_slack = self.form.has_slack(i);
            let slack = (multiplier - linear.slack_dual[i]) / (linear.slacks[i] + shift);
            numbers.push(if has_slack { slack } else { 0.0 });
        }
        let Point { numbers: at, lower, upper, .. } = &self.point;
        // Linearized complementarity, (distance + growth) (multiplier + change) = μ without the product growth ·
        // change.
        let change = |distance: f64, growth: f64, multiplier: f64| {
            if distance.is_finite() { (self.barrier - multiplier * growth) / distance - multiplier } else { 0.0 }
        };
        let walls = &self.form.walls;
        let of_lower = (0..at.len()).map(|k| change(at[k] - walls.lower[k], numbers[k], lower[k])).collect();
        let of_upper = (0..at.len()).map(|k| change(walls.upper[k] - at[k], -numbers[k], upper[k])).collect();
        Direction { numbers, multipliers, lower: of_lower, upper: of_upper }
    }

    /// τ of the fraction-to-boundary rule, max(τ_min, 1 - μ).
    pub(super) fn part_of_distance(&self) -> f64 {
        LEAST_PART_OF_DISTANCE.max(1.0 - self.barrier)
    }

    /// The largest primal step length in (0, 1] that obeys the fraction-to-boundary rule.
    pub(super) fn longest(&self, numbers: &[f64]) -> f64 {
        let part = self.part_of_distance();
        let mut longest = 1.0_f64;
        for (k, (lower, upper)) in self.form.walls.iter().enumerate() {
            let (at, step) = (self.point.numbers[k], numbers[k]);
            if step < 0.0 && lower.is_finite() {
                longest = longest.min(part * (at - lower) / -step);
            } else if step > 0.0 && upper.is_finite() {
                longest = longest.min(part * (upper - at) / step);
            }
        }
        longest
    }

    /// The largest dual step length in (0, 1] that obeys the fraction-to-boundary rule for the bound multipliers.
    pub(super) fn longest_of_multipliers(&self, direction: &Direction) -> f64 {
        let part = self.part_of_distance();
        let of = |multipliers: &[f64], steps: &[f64]| {
            let pairs = multipliers.iter().zip(steps).filter(|(_, step)| **step < 0.0);
            pairs.map(|(multiplier, step)| part * multiplier / -step).fold(1.0, f64::min)
        };
        of(&self.point.lower, &direction.lower).min(of(&self.point.upper, &direction.upper))
    }

    /// Whether the direction changes the iterate by no more than rounding error.
    pub(super) fn is_tiny(&self, direction: &Direction) -> bool {
        direction.numbers.iter().zip(&self.point.numbers).all(|(step, at)| step.abs() <= ROUNDING * (1.0 + at.abs()))
    }
}

/// The diagonal Σ that the barrier adds to the Hessian: multiplier / distance, summed over both bounds.
///
/// Fixed variables and unbounded constraints have 1, as their rows are rows of the identity. Equations have no slack:
/// theirs is infinite.
pub(super) fn sigma(form: &Form, point: &Point) -> Vec<f64> {
    let of = |(k, (lower, upper)): (usize, (f64, f64))| {
        if form.ends.are_equal(k) {
            return if k < form.variables { 1.0 } else { f64::INFINITY };
        }
        if k >= form.variables && form.ends.are_infinite(k) {
            return 1.0;
        }
        let at = point.numbers[k];
        point.lower[k] / (at - lower) + point.upper[k] / (upper - at)
    };
    form.walls.iter().enumerate().map(of).collect()
}
