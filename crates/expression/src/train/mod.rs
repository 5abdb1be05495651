//! Training: parameters that make a loss small over rows.
//!
//! | module | what |
//! |---|---|
//! | `objective` | what is minimised, and its gradient |
//! | `rows` | rows of data, and batches of them |
//! | `lbfgs`, `line_search` | minimisation by the gradient of all rows |

pub mod lbfgs;
mod line_search;
pub mod objective;
pub mod rows;
mod vocabulary;

use objective::{Objective, Wanted};
use rows::{Batches, Rows};
use std::f64::consts::PI;
use superlinear_interface::{Advance, Error, Run};
use superlinear_machine::rules::Rule;
use superlinear_numerics::vectors::norm;

pub use vocabulary::{TrainProgress, TrainRecord, TrainStatus};

/// What is trained on.
pub struct Training<'a> {
    /// What is minimised.
    pub objective: Objective<'a>,
    /// The rows that it is minimised over.
    pub rows: Rows<'a>,
    /// Other rows, to see what it is over.
    pub validation: Option<Rows<'a>>,
    /// The run.
    pub run: &'a Run,
}

/// How the batches of a descent are made, and how far its steps go.
pub struct Pace {
    /// Rows in a batch.
    pub batch_size: usize,
    /// Passes over all rows.
    pub epochs: u32,
    /// The seed by which rows are shuffled, if they are.
    pub shuffle: Option<u64>,
    /// The rate of the first step.
    pub rate: f64,
    /// Whether it falls to zero along half a period of the cosine.
    pub is_falling: bool,
    /// The length that gradients are shortened to.
    pub clip_norm: Option<f64>,
}

/// What happened on the way.
pub struct Course {
    /// How it ended.
    pub status: TrainStatus,
    /// Where it ended.
    pub parameters: Vec<f64>,
    /// Where it was a step before, at least.
    pub previous: Vec<f64>,
    /// Passes over all rows.
    pub epochs: u32,
    /// Changes of the parameters.
    pub steps: u64,
    /// What was seen after each pass.
    pub history: Vec<TrainRecord>,
}

impl Course {
    fn new(start: Vec<f64>) -> Self {
        let status = TrainStatus::EpochLimit;
        Self { status, previous: start.clone(), parameters: start, epochs: 0, steps: 0, history: Vec::new() }
    }

    fn ended(self, status: TrainStatus) -> Self {
        Self { status, ..self }
    }
}

/// The objective over all rows.
pub struct Outcome {
    /// Its value.
    pub objective: f64,
    /// The norm of its gradient.
    pub gradient_norm: f64,
}

impl Training<'_> {
    /// Plans batches of a size, and what is computed over all rows.
    pub fn prepare(&mut self, batch_size: usize) -> Result<(), Error> {
        let count = self.rows.count;
        for rows in [batch_size, count % batch_size, count] {
            self.objective.prepare(Wanted::Gradient, rows, self.run)?;
        }
        self.validation.as_ref().map_or(Ok(()), |rows| self.objective.prepare(Wanted::Value, rows.count, self.run))
    }

    /// Goes by a rule from a start, batch by batch.
    pub fn descend(&mut self, start: Vec<f64>, pace: &Pace, rule: &mut dyn Rule) -> Result<Course, Error> {
        let rows = self.rows.clone();
        let mut batches = Batches::new(&rows, pace.batch_size, pace.shuffle);
        let all_steps = f64::from(pace.epochs) * batches.count() as f64;
        let mut course = Course::new(start);
        for epoch in 0..pace.epochs {
            batches.begin(epoch);
            let mut mean = 0.0;
            for k in 0..batches.count() {
                if self.run.is_out_of_time()? {
                    return Ok(course.ended(TrainStatus::TimeLimit));
                }
                let batch = batches.batch(k);
                let value = self.objective.compute(Wanted::Gradient, &course.parameters, &batch, self.run)?;
                if !(self.objective.clip_gradient(pace.clip_norm) && value.is_finite()) {
                    std::mem::swap(&mut course.parameters, &mut course.previous);
                    return Ok(course.ended(TrainStatus::Diverged));
                }
                mean += (value - mean) / (k + 1) as f64;
                let rate = pace.rate_at(course.steps as f64 / all_steps);
                rule.step(rate, self.objective.gradient(), &course.parameters, &mut course.previous);
                std::mem::swap(&mut course.parameters, &mut course.previous);
                course.steps += 1;
                self.tell(Advance::count(course.steps as f64, all_steps), &course, value);
            }
            course.epochs = epoch + 1;
            let validation_objective = self.validate(&course.parameters)?;
            course.history.push(TrainRecord { epoch: course.epochs, objective: mean, validation_objective });
        }
        Ok(course)
    }

    /// The objective over all rows where a course ended, or where it was last finite.
    pub fn finish(&mut self, course: &mut Course, start: &[f64]) -> Result<Outcome, Error> {
        for earlier in [None, Some(course.previous.clone()), Some(start.to_vec())] {
            if let Some(earlier) = earlier {
                course.parameters = earlier;
                course.status = TrainStatus::Diverged;
            }
            let objective = self.objective.compute(Wanted::Gradient, &course.parameters, &self.rows, self.run)?;
            let gradient_norm = norm(self.objective.gradient());
            if objective.is_finite() && gradient_norm.is_finite() {
                return Ok(Outcome { objective, gradient_norm });
            }
        }
        Err(Error::invalid("parameters", "must be where the objective over all rows and its gradient are finite"))
    }

    /// The objective over the rows for validation, where it is finite.
    fn validate(&mut self, parameters: &[f64]) -> Result<Option<f64>, Error> {
        let Some(rows) = &self.validation else { return Ok(None) };
        let objective = self.objective.compute(Wanted::Value, parameters, rows, self.run)?;
        Ok(Some(objective).filter(|objective| objective.is_finite()))
    }

    fn tell(&self, advance: Advance, course: &Course, objective: f64) {
        self.run.progress(advance, || TrainProgress { epochs: course.epochs, steps: course.steps, objective });
    }
}

impl Pace {
    /// The rate where this part of all steps is done.
    fn rate_at(&self, part: f64) -> f64 {
        if self.is_falling { self.rate * (1.0 + (PI * part).cos()) / 2.0 } else { self.rate }
    }
}
