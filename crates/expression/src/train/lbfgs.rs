//! L-BFGS over all rows: Newton's method with a model of the inverse Hessian from the last steps.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithms 7.4 and 7.5.

use super::line_search::{Trial, search};
use super::objective::Wanted;
use super::{Course, TrainRecord, TrainStatus, Training};
use std::collections::VecDeque;
use superlinear_interface::{Advance, Error};
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// Where L-BFGS ends.
pub struct Limits {
    /// The norm of the gradient that is asked for.
    pub tolerance: f64,
    /// The most iterations.
    pub iterations: u32,
}

/// Goes from a start until a limit is reached.
pub fn minimize(training: &mut Training, start: Vec<f64>, limits: &Limits) -> Result<Course, Error> {
    let mut inverse = Inverse::default();
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
        let direction = inverse.descent(&point.gradient);
        let first = if inverse.pairs.is_empty() { 1.0 / length.max(1.0) } else { 1.0 };
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
            if inverse.pairs.is_empty() {
                break TrainStatus::LineSearchFailed;
            }
            // Downhill along the gradient there may be a step where the model sees none.
            inverse.pairs.clear();
            continue;
        }
        let change: Vec<_> = next.gradient.iter().zip(&point.gradient).map(|(new, old)| new - old).collect();
        let step = direction.iter().map(|entry| next.step * entry).collect();
        course.parameters = moved(&course.parameters, next.step, &direction);
        (course.steps, course.epochs) = (course.steps + 1, passes);
        inverse.learn(step, change);
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

/// What is at parameters that lie so far along a direction.
fn trial(training: &mut Training, parameters: &[f64], direction: &[f64], step: f64) -> Result<Trial, Error> {
    let value = training.objective.compute(Wanted::Gradient, parameters, &training.rows, training.run)?;
    let gradient = training.objective.gradient().to_vec();
    let slope = if direction.is_empty() { 0.0 } else { dot(direction, &gradient) };
    Ok(Trial { step, value, slope, gradient })
}

/// The steps that the model is made of.
const PAIRS: usize = 10;

/// A step shows curvature where its product with the change of the gradient is above this part of the norms' product.
const LEAST_CURVATURE: f64 = 1e-10;

/// A model of the inverse Hessian: the identity, scaled by the last of a few steps and updated by each.
#[derive(Default)]
struct Inverse {
    pairs: VecDeque<Pair>,
}

/// A step, the change of the gradient over it, and their inner product.
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    curvature: f64,
}

impl Inverse {
    /// The negative product with a gradient, by the two loops of algorithm 7.4.
    fn descent(&self, gradient: &[f64]) -> Vec<f64> {
        let mut direction: Vec<_> = gradient.iter().map(|entry| -entry).collect();
        let mut parts = Vec::with_capacity(self.pairs.len());
        for pair in self.pairs.iter().rev() {
            let part = dot(&pair.step, &direction) / pair.curvature;
            add_scaled(&mut direction, -part, &pair.change);
            parts.push(part);
        }
        if let Some(last) = self.pairs.back() {
            let scale = last.curvature / dot(&last.change, &last.change);
            direction.iter_mut().for_each(|entry| *entry *= scale);
        }
        for (pair, part) in self.pairs.iter().zip(parts.into_iter().rev()) {
            let correction = part - dot(&pair.change, &direction) / pair.curvature;
            add_scaled(&mut direction, correction, &pair.step);
        }
        direction
    }

    /// Takes in a step and the change of the gradient over it, where they show curvature.
    fn learn(&mut self, step: Vec<f64>, change: Vec<f64>) {
        let curvature = dot(&step, &change);
        if curvature > LEAST_CURVATURE * norm(&step) * norm(&change) {
            if self.pairs.len() == PAIRS {
                self.pairs.pop_front();
            }
            self.pairs.push_back(Pair { step, change, curvature });
        }
    }
}
