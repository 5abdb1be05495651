//! L-BFGS over all rows: quasi-Newton steps with an inverse Hessian approximated from the last steps.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithms 7.4 and 7.5.

use super::line_search::{Trial, search};
use super::objective::Wanted;
use super::{Course, TrainRecord, TrainStatus, Training};
use superlinear_interface::{Advance, Error};
use superlinear_numerics::quasi_newton::InverseLimitedMemory;
use superlinear_numerics::vectors::{add_scaled, difference, dot, norm};

/// Termination limits of L-BFGS.
pub struct Limits {
    /// The tolerance on the norm of the gradient.
    pub tolerance: f64,
    /// The iteration limit.
    pub iterations: u32,
}

/// Iterates from a start until a limit is reached.
pub fn minimize(training: &mut Training, start: Vec<f64>, limits: &Limits) -> Result<Course, Error> {
    let mut inverse = InverseLimitedMemory::default();
    let mut passes = 1;
    let mut point = trial(training, &start, &[], 0.0)?;
    let mut course = Course::new(start);
    if !(point.value.is_finite() && norm(&point.gradient).is_finite()) {
        return Ok(course.ended(TrainStatus::Diverged));
    }
    let status = loop {
        let length = norm(&point.gradient);
        let advance = Advance::certificate(length, limits.tolerance);
        training.tell(advance.or_budget(course.steps as f64, limits.iterations), &course, point.value);
        if length <= limits.tolerance {
            break TrainStatus::Converged;
        }
        if course.steps == u64::from(limits.iterations) {
            break TrainStatus::IterationLimit;
        }
        if training.run.is_out_of_time()? {
            break TrainStatus::TimeLimit;
        }
        let direction: Vec<_> = inverse.times(&point.gradient).into_iter().map(|entry| -entry).collect();
        let first = if inverse.is_empty() { 1.0 / length.max(1.0) } else { 1.0 };
        let from =
            Trial { step: 0.0, slope: dot(&direction, &point.gradient), gradient: point.gradient.clone(), ..point };
        let run = training.run;
        let next = search(from, first, run, |step| {
            passes += 1;
            let parameters = moved(&course.parameters, step, &direction);
            trial(training, &parameters, &direction, step)
        })?;
        if next.step == 0.0 {
            if run.is_out_of_time()? {
                break TrainStatus::TimeLimit;
            }
            if inverse.is_empty() {
                break TrainStatus::LineSearchFailed;
            }
            // Along the negative gradient there may be a step even if the model finds none.
            inverse.clear();
            continue;
        }
        let change = difference(&next.gradient, &point.gradient);
        let step = direction.iter().map(|entry| next.step * entry).collect();
        course.parameters = moved(&course.parameters, next.step, &direction);
        (course.steps, course.epochs) = (course.steps + 1, passes);
        inverse.update(step, change);
        point = next;
        let validation_objective = training.validate(&course.parameters)?;
        course.history.push(TrainRecord { epoch: course.epochs, objective: point.value, validation_objective });
    };
    Ok(Course { epochs: passes, ..course.ended(status) })
}

fn moved(from: &[f64], step: f64, direction: &[f64]) -> Vec<f64> {
    let mut to = from.to_vec();
    add_scaled(&mut to, step, direction);
    to
}

/// Evaluates the objective at `parameters`, a point at `step` along `direction`.
fn trial(training: &mut Training, parameters: &[f64], direction: &[f64], step: f64) -> Result<Trial, Error> {
    let value = training.objective.compute(Wanted::Gradient, parameters, &training.rows, training.run)?;
    let gradient = training.objective.gradient().to_vec();
    let slope = if direction.is_empty() { 0.0 } else { dot(direction, &gradient) };
    Ok(Trial { step, value, slope, gradient })
}
