//! The restoration phase of both methods: reduces half the squared norm of the constraint violations within the bounds,
//! by a projected Levenberg-Marquardt method, until it is small enough or has a nonzero local minimum. (Unlike the sum
//! of violations, the squared norm has no stationary points where constraints merely balance each other.)
//!
//! Source: Marquardt, SIAM J. Appl. Math. 11, 1963; Bertsekas, Projected Newton Methods for Optimization Problems with
//! Simple Constraints, SIAM J. Control Optim. 20, 1982.

use super::data::Data;
use super::functions::{Derivatives, Values};
use super::iterate::Iterate;
use super::newton::Newton;
use super::solution::MinimizeStatus;
use super::violation::escape_stationary_point;
use crate::bounds::Bounds;
use superlinear_interface::Error;
use superlinear_numerics::newton::{ARMIJO, GOOD_GAIN, POOR_GAIN};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{clipped_step, difference, dot, largest, norm, sum_with};

/// The restoration phase stops once the violation falls to this fraction.
const VIOLATION_LEFT: f64 = 0.1;

/// The violation is stationary if its gradient is below this fraction of the size indicated by the constraints'
/// gradients. The violation must exceed this, too.
const STATIONARY: f64 = 1e-6;

/// Limit on halvings of a step before the damping increases.
const MAX_HALVINGS: u32 = 6;

/// Variables at most this far from a bound, with the steepest descent direction pointing to it, are excluded from the
/// Newton step.
const NEAR_BOUND: f64 = 1e-3;

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

/// A method whose iterate the phase moves.
pub(super) trait Restorable {
    fn parts(&mut self) -> Parts<'_>;

    /// Moves to an iterate without Hessian.
    fn move_to(&mut self, at: Iterate);

    /// Records an iteration of the phase.
    fn record_restoration(&mut self);
}

/// The parts of a method's state that the phase uses.
pub(super) struct Parts<'a> {
    pub data: &'a mut Data,
    pub newton: &'a mut Newton,
    pub steepest: &'a mut Steepest,
    pub at: &'a Iterate,
    pub iterations: &'a mut u32,
}

/// Reduces the violation below a tenth of `violation`, in at most this many steps. Multipliers and Hessian of the
/// iterate become outdated.
pub(super) async fn reduce_violation(
    method: &mut impl Restorable,
    violation: f64,
    max_steps: u32,
) -> Result<Restoration, Error> {
    let Parts { data, at, .. } = method.parts();
    let target = (VIOLATION_LEFT * violation).max(data.problem.tolerance);
    let mut damping = Damping::first(&at.derivatives.jacobian);
    let mut steps = 0;
    loop {
        let Parts { data, at, steepest, iterations, .. } = method.parts();
        if norm(&data.form.excess(&at.values)) <= target {
            return Ok(Restoration::Restored);
        }
        if is_violation_stationary(data, at, steepest) {
            let Some(first) = escape(method).await? else { return Ok(Restoration::LocallyInfeasible) };
            damping = first;
            let Parts { data, at, iterations, .. } = method.parts();
            if let Some(status) = data.limit_reached(*iterations, &at.values)? {
                return Ok(Restoration::Limit(status));
            }
            continue;
        }
        if let Some(status) = data.limit_reached(*iterations, &at.values)? {
            return Ok(Restoration::Limit(status));
        }
        if steps == max_steps {
            return Ok(Restoration::Slow);
        }
        steps += 1;
        *iterations += 1;
        match take_step(method, &mut damping).await? {
            Step::Taken => method.record_restoration(),
            Step::Late => return Ok(Restoration::Limit(MinimizeStatus::TimeLimit)),
            Step::None => {
                *method.parts().iterations -= 1;
                let Some(first) = escape(method).await? else { return Ok(Restoration::Failed) };
                damping = first;
            }
        }
    }
}

/// Whether the violation is not small but has a stationary point at an iterate, up to rounding error.
pub(super) fn is_violation_stationary(data: &Data, at: &Iterate, steepest: &mut Steepest) -> bool {
    let jacobian = data.functions.jacobian(&at.derivatives);
    steepest.note(jacobian);
    let excess = data.form.excess(&at.values);
    if norm(&excess) <= STATIONARY {
        return false;
    }
    let gradient = jacobian.transpose_times(&excess);
    let rounding = data.functions.rounding_of_slope(&at.x, &at.values.constraints, &excess);
    projected_length(data, &at.x, &gradient) + rounding <= steepest.slight_slope(&excess)
}

/// The length of the projected gradient step.
fn projected_length(data: &Data, x: &[f64], gradient: &[f64]) -> f64 {
    let Bounds { lower, upper } = &data.form.bounds;
    let moved = |j: usize| clipped_step(x[j], gradient[j], lower[j], upper[j]);
    norm(&(0..x.len()).map(moved).collect::<Vec<_>>())
}

/// Moves away from an apparent stationary point of the violation, to a nearby point with a smaller one. Returns the
/// damping to continue with; `None` if there is no such point.
async fn escape(method: &mut impl Restorable) -> Result<Option<Damping>, Error> {
    let Parts { data, at, steepest, .. } = method.parts();
    let excess = data.form.excess(&at.values);
    let gradient = data.functions.jacobian(&at.derivatives).transpose_times(&excess);
    let is_held = pressed(data, &at.x, &gradient, steepest.slight_slope(&excess), STATIONARY);
    let Data { functions, form, run, .. } = data;
    let place = escape_stationary_point(functions, &at.x, &is_held, |values| form.excess(values), run);
    let Some((x, values, derivatives)) = place.await? else { return Ok(None) };
    move_to(method, x, values, derivatives);
    *method.parts().iterations += 1;
    method.record_restoration();
    Ok(Some(Damping::first(&method.parts().at.derivatives.jacobian)))
}

/// Marks the variables at most `near` from a bound to which a descent direction of more than `slight` points.
fn pressed(data: &Data, x: &[f64], gradient: &[f64], slight: f64, near: f64) -> Vec<bool> {
    let Bounds { lower, upper } = &data.form.bounds;
    let is_pressed =
        |j: usize| gradient[j] > slight && x[j] - lower[j] <= near || gradient[j] < -slight && upper[j] - x[j] <= near;
    (0..x.len()).map(is_pressed).collect()
}

fn move_to(method: &mut impl Restorable, x: Vec<f64>, values: Values, derivatives: Derivatives) {
    let Parts { data, at, .. } = method.parts();
    let next = data.iterate_with(x, values, derivatives, at.multipliers.clone());
    method.move_to(next);
}

/// The outcome of an attempt at a step.
enum Step {
    Taken,
    /// No damping leads to a smaller violation.
    None,
    /// The time limit passed.
    Late,
}

/// Takes a step, with the damping increased until the violation decreases.
async fn take_step(method: &mut impl Restorable, damping: &mut Damping) -> Result<Step, Error> {
    let Parts { data, at, .. } = method.parts();
    let model = Model::new(data, at);
    loop {
        let gain = try_step(method, &model, damping.0).await;
        method.parts().data.run.ensure_wanted()?;
        damping.follow(gain);
        if gain.is_some() {
            return Ok(Step::Taken);
        }
        if damping.is_spent() {
            return Ok(Step::None);
        }
        if method.parts().data.run.is_out_of_time()? {
            return Ok(Step::Late);
        }
    }
}

/// Takes a step with this damping, halved until the violation decreases. Returns the ratio of actual to predicted
/// reduction.
async fn try_step(method: &mut impl Restorable, model: &Model, damping: f64) -> Option<f64> {
    let Parts { data, newton, at, .. } = method.parts();
    let step = model.step(data, newton, at, damping);
    let square = dot(&model.excess, &model.excess);
    let mut size = 1.0;
    // Bounds may cut a step with any damping. Without them, larger damping suffices.
    let max_halvings = if data.form.has_bounds() { MAX_HALVINGS } else { 0 };
    for _ in 0..=max_halvings {
        let x = data.form.project(&sum_with(&at.x, size, &step));
        let moved = difference(&x, &at.x);
        let slope = dot(&model.gradient, &moved);
        let change = model.change(data.functions.jacobian(&at.derivatives), &moved);
        let predicted = -2.0 * slope - dot(&change, &change);
        let values = data.functions.values(&x).await;
        let left = data.form.excess(&values);
        let gained = square - dot(&left, &left);
        if values.are_finite() && gained > 0.0 && gained >= -ARMIJO * slope {
            let derivatives = data.functions.derivatives(&x, &values).await;
            if derivatives.are_finite() {
                move_to(method, x, values, derivatives);
                return Some(gained / predicted);
            }
        }
        size *= 0.5;
        if moved.iter().all(|moved| *moved == 0.0) {
            break;
        }
    }
    None
}

/// The Gauss-Newton model of half the squared violation at an iterate.
struct Model {
    excess: Vec<f64>,
    /// Its gradient.
    gradient: Vec<f64>,
    /// The constraints in the model: equations and violated inequalities.
    counts: Vec<bool>,
}

impl Model {
    fn new(data: &Data, at: &Iterate) -> Self {
        let excess = data.form.excess(&at.values);
        let gradient = data.functions.jacobian(&at.derivatives).transpose_times(&excess);
        let counts = |(i, excess): (usize, &f64)| *excess != 0.0 || data.form.is_equation(i);
        let counts = excess.iter().enumerate().map(counts).collect();
        Self { excess, gradient, counts }
    }

    /// The step: Levenberg-Marquardt for most variables, scaled steepest descent for those close to a bound with the
    /// descent direction pointing to it.
    fn step(&self, data: &Data, newton: &mut Newton, at: &Iterate, damping: f64) -> Vec<f64> {
        let Self { excess, gradient, counts } = self;
        let functions = &data.functions;
        let near = NEAR_BOUND.min(projected_length(data, &at.x, gradient));
        let is_held = pressed(data, &at.x, gradient, 0.0, near);
        let values = functions.reduced_jacobian(&at.derivatives, &is_held, counts);
        let jacobian = Entries { pattern: &functions.jacobian_pattern, values: &values };
        let mut step = newton.damped_gauss_newton_step(&functions.hessian_pattern, jacobian, excess, damping);
        let mut squares = vec![damping; at.x.len()];
        for (i, j, value) in functions.jacobian(&at.derivatives).iter() {
            squares[j] += if counts[i] { value * value } else { 0.0 };
        }
        (0..at.x.len()).filter(|&j| is_held[j]).for_each(|j| step[j] = -gradient[j] / squares[j]);
        step
    }

    /// The linearized change of its constraints.
    fn change(&self, jacobian: Entries<'_>, step: &[f64]) -> Vec<f64> {
        let change = jacobian.times(step);
        change.iter().zip(&self.counts).map(|(change, counts)| if *counts { *change } else { 0.0 }).collect()
    }
}

/// The norm of each constraint's gradient, the largest seen so far, capped at 1. This makes the stationarity test
/// independent of units, and detects a gradient that vanishes at a stationary point by comparison with earlier ones.
#[derive(Default)]
pub(super) struct Steepest(Vec<f64>);

impl Steepest {
    /// Records the gradients at a point.
    pub fn note(&mut self, jacobian: Entries<'_>) {
        let mut squares = vec![0.0; jacobian.pattern.rows];
        jacobian.iter().for_each(|(i, _, value)| squares[i] += value * value);
        self.0.resize(squares.len(), 0.0);
        self.0.iter_mut().zip(squares).for_each(|(norm, square)| *norm = f64::max(*norm, square.sqrt()).min(1.0));
    }

    /// The gradient norm below which half the squared norm of this violation counts as stationary.
    fn slight_slope(&self, excess: &[f64]) -> f64 {
        let products: Vec<_> = excess.iter().zip(&self.0).map(|(excess, norm)| excess * norm).collect();
        STATIONARY * norm(&products)
    }
}

/// The initial damping per unit of the squared largest entry of J, and the factor of its changes.
const FIRST_DAMPING: f64 = 1e-4;
const DAMPING_CHANGE: f64 = 4.0;
/// Lower limit. With less damping the system would be singular in the null space of J.
const MIN_DAMPING: f64 = 1e-20;
/// Upper limit. Steps with more damping are indistinguishable from rounding.
const LARGEST_DAMPING: f64 = 1e30;

/// The Levenberg-Marquardt damping parameter.
struct Damping(f64);

impl Damping {
    /// The initial damping for a Jacobian with these entries.
    fn first(jacobian: &[f64]) -> Self {
        Self((FIRST_DAMPING * largest(jacobian).powi(2)).max(MIN_DAMPING))
    }

    /// Updates the damping, given the ratio of actual to predicted reduction; `None` if there was no reduction.
    fn follow(&mut self, gain: Option<f64>) {
        if gain.is_some_and(|gain| gain > GOOD_GAIN) {
            self.0 = MIN_DAMPING.max(self.0 / DAMPING_CHANGE);
        } else if gain.is_none_or(|gain| gain < POOR_GAIN) {
            self.0 *= DAMPING_CHANGE;
        }
    }

    /// Whether steps have become too short.
    fn is_spent(&self) -> bool {
        self.0 > LARGEST_DAMPING
    }
}
