//! Diffusion in time, ∂ₜu = ∇·(a ∇u) - c u + f, by TR-BDF2 with error control.
//!
//! A step is a trapezoidal stage over a part γ = 2 - √2 of it, and a backward differentiation stage over all of it. Both
//! have the same matrix, the scheme is L-stable and of order 2, and an embedded formula of order 3 estimates the error.
//!
//! Sources: Bank and others, IEEE Trans. Comput.-Aided Des. 4, 1985; Hosea, Shampine, Appl. Numer. Math. 20, 1996.

use super::solution::HeatProgress;
use crate::diffusion::cells::Cells;
use crate::diffusion::solver::{Limits, System, product};
use std::f64::consts::SQRT_2;
use superlinear_interface::{Advance, Ending, Error, Run};
use superlinear_numerics::parallel::sum;
use superlinear_numerics::vectors::{difference, norm};

/// The trapezoidal stage's part of a step.
const GAMMA: f64 = 2.0 - SQRT_2;

/// The factors of Hosea and Shampine's error estimate, of the time derivatives at the start, after the first stage and at
/// the end, times the step.
const ERROR_FACTORS: [f64; 3] = {
    let k = (-3.0 * GAMMA * GAMMA + 4.0 * GAMMA - 2.0) / (12.0 * (2.0 - GAMMA));
    [2.0 * k / GAMMA, -2.0 * k / (GAMMA * (1.0 - GAMMA)), 2.0 * k / (1.0 - GAMMA)]
};

/// The safety factor on the step size, and the bounds of its change from step to step.
const SAFETY: f64 = 0.9;
const CHANGES: [f64; 2] = [0.25, 4.0];

/// Steps are this factor of each other, so that few matrices are prepared.
const STEP_RATIO: f64 = SQRT_2;

/// Steps that differ by less than this part are taken alike: the difference is due to rounding.
const SAME_STEP: f64 = 1e-9;

/// Steps shorter than this part of the time so far cannot be added to it.
const MIN_STEP: f64 = 1e-13;

/// The times asked for, and the choice of steps.
pub(super) struct Plan<'a> {
    pub times: &'a [f64],
    /// Fixed step, or `None` for error control.
    pub time_step: Option<f64>,
    pub tolerance: f64,
    /// Of accepted and rejected steps.
    pub max_steps: u32,
    pub limits: Limits<'static>,
}

/// The states reached.
pub(super) struct Evolution {
    pub states: Vec<Vec<f64>>,
    /// The sum of the estimated errors of all steps, relative.
    pub error_estimate: f64,
    pub steps: u32,
    pub rejected: u32,
    /// Iterations of all solves.
    pub iterations: u32,
    pub is_complete: bool,
}

struct Stepper<'a> {
    cells: &'a Cells,
    plan: &'a Plan<'a>,
    /// The run of linear systems, without progress.
    run: Run,
    /// The last step size and its system.
    system: Option<(f64, System)>,
    evolution: Evolution,
}

/// A state with its time derivative.
struct State {
    values: Vec<f64>,
    derivative: Vec<f64>,
}

/// Computes the states at the planned times. Incomplete if the time limit is reached, if steps become too short, or if
/// linear systems are not solved to the tolerance.
pub(super) fn evolve(cells: &Cells, initial: Vec<f64>, plan: &Plan<'_>, run: &Run) -> Result<Evolution, Error> {
    let evolution =
        Evolution { states: Vec::new(), error_estimate: 0.0, steps: 0, rejected: 0, iterations: 0, is_complete: false };
    let mut stepper = Stepper { cells, plan, run: run.part(), system: None, evolution };
    let mut state = stepper.state(initial);
    let mut time = 0.0;
    let last = plan.times[plan.times.len() - 1];
    let mut step = plan.time_step.unwrap_or_else(|| first_step(&state, plan));
    for &next in plan.times {
        while time < next {
            let left = next - time;
            // Equal steps to the next time.
            let count = (left / step * (1.0 - MIN_STEP)).ceil().max(1.0);
            let taken = stepper.like_the_last(left / count);
            let tried = stepper.evolution.steps + stepper.evolution.rejected;
            if run.is_out_of_time()? || tried >= plan.max_steps || taken < MIN_STEP * next {
                return Ok(stepper.evolution);
            }
            let Some((new, error)) = stepper.step(&state, taken)? else { return Ok(stepper.evolution) };
            // A step that overflows is too long.
            let error = if error.is_finite() { error } else { f64::INFINITY };
            let is_accepted = plan.time_step.is_some() || error <= plan.tolerance;
            if plan.time_step.is_none() {
                step = next_step(taken, error / plan.tolerance);
            }
            if !is_accepted {
                stepper.evolution.rejected += 1;
                continue;
            }
            stepper.evolution.steps += 1;
            stepper.evolution.error_estimate += error;
            time = if count == 1.0 { next } else { time + taken };
            state = new;
            let record = HeatProgress { time, steps: stepper.evolution.steps };
            run.progress(Advance::count(time, last), || record);
        }
        stepper.evolution.states.push(state.values.clone());
    }
    stepper.evolution.is_complete = true;
    Ok(stepper.evolution)
}

/// A step over which the first derivative changes the state by the cube root of the tolerance.
fn first_step(state: &State, plan: &Plan<'_>) -> f64 {
    let last = plan.times[plan.times.len() - 1];
    let step = plan.tolerance.cbrt() * norm(&state.values) / norm(&state.derivative);
    if step.is_finite() && step > 0.0 { step.min(last) } else { plan.tolerance.cbrt() * plan.times[0] }
}

/// The step size after a step with an error relative to the tolerance: rounded down to a power of the step ratio times
/// the last one.
fn next_step(step: f64, error: f64) -> f64 {
    let change = (SAFETY / error.cbrt()).clamp(CHANGES[0], CHANGES[1]);
    let powers = (change.ln() / STEP_RATIO.ln()).floor();
    step * STEP_RATIO.powf(powers)
}

impl Stepper<'_> {
    fn state(&self, values: Vec<f64>) -> State {
        let derivative = difference(&self.cells.right_side, &product(&self.cells.matrix, &values));
        State { values, derivative }
    }

    /// One step, with the error estimate relative to the state; `None` if a system is not solved. Derivatives after a
    /// stage follow from its equations: the matrix would amplify rounding.
    fn step(&mut self, state: &State, step: f64) -> Result<Option<(State, f64)>, Error> {
        let shift = 2.0 / (GAMMA * step);
        let source = &self.cells.right_side;
        let inflow = sum(source) / shift;
        let weighted = |values: &[f64], other: &[f64]| -> Vec<f64> {
            values.iter().zip(other).map(|(value, other)| shift * value + other).collect()
        };
        let slopes = |new: &[f64], old: &[f64]| -> Vec<f64> {
            new.iter().zip(old).map(|(new, old)| shift * (new - old)).collect()
        };
        let trapezoidal = weighted(&state.values, &state.derivative);
        let trapezoidal: Vec<f64> = trapezoidal.iter().zip(source).map(|(a, b)| a + b).collect();
        let total = sum(&state.values) + 2.0 * inflow;
        let Some(middle) = self.solve(shift, &trapezoidal, total, &state.values)? else { return Ok(None) };
        let of_middle = difference(&slopes(&middle, &state.values), &state.derivative);
        let divisor = GAMMA * (2.0 - GAMMA);
        let factors = [1.0 / divisor, -(1.0 - GAMMA) * (1.0 - GAMMA) / divisor];
        let extrapolated: Vec<f64> =
            middle.iter().zip(&state.values).map(|(m, s)| factors[0] * m + factors[1] * s).collect();
        let (backward, total) = (weighted(&extrapolated, source), sum(&extrapolated) + inflow);
        let Some(end) = self.solve(shift, &backward, total, &middle)? else { return Ok(None) };
        let end = State { derivative: slopes(&end, &extrapolated), values: end };
        let estimate: Vec<f64> = (0..end.values.len())
            .map(|k| {
                let derivatives = [state.derivative[k], of_middle[k], end.derivative[k]];
                shift * step * ERROR_FACTORS.iter().zip(derivatives).map(|(factor, d)| factor * d).sum::<f64>()
            })
            .collect();
        // The filter by the matrix keeps stiff components from dominating the estimate. The factors add up to 0.
        let zeros = vec![0.0; estimate.len()];
        let Some(error) = self.solve(shift, &estimate, 0.0, &zeros)? else { return Ok(None) };
        let size = norm(&end.values).max(norm(&state.values));
        let error = if size > 0.0 { norm(&error) / size } else { 0.0 };
        Ok(Some((end, error)))
    }

    /// The last step, if it is the same but for rounding.
    fn like_the_last(&self, step: f64) -> f64 {
        let last = self.system.as_ref().map_or(step, |(shift, _)| 2.0 / (GAMMA * shift));
        if (step - last).abs() <= SAME_STEP * last { last } else { step }
    }

    /// Solves with the matrix plus a shift. `total` is the sum of the solution where the sides are closed.
    fn solve(
        &mut self,
        shift: f64,
        right_side: &[f64],
        total: f64,
        initial: &[f64],
    ) -> Result<Option<Vec<f64>>, Error> {
        let system = match self.system.take() {
            Some((known, system)) if (known - shift).abs() <= f64::EPSILON * shift => system,
            _ => System::new(self.cells.matrix.shifted(shift), self.cells.relaxation, false, &self.run),
        };
        let mut solved = system.solve(right_side, initial.to_vec(), self.plan.limits, &self.run)?;
        if self.cells.is_closed() {
            // The sum of the equations, which the tolerance leaves inexact: it conserves the mass.
            let count = right_side.len() as f64;
            let change = (total - sum(&solved.solution)) / count;
            solved.solution.iter_mut().for_each(|value| *value += change);
        }
        self.system = Some((shift, system));
        self.evolution.iterations = self.evolution.iterations.saturating_add(solved.iterations);
        Ok((solved.status == Ending::Converged).then_some(solved.solution))
    }
}
