//! Training: minimizes a loss over rows.
//!
//! | module | contents |
//! |---|---|
//! | `objective` | the objective and its gradient |
//! | `rows` | rows of data, and batches of them |
//! | `named_rows` | rows by the names of inputs, checked |
//! | `row_loss` | the loss of a row, for other families with several sets of rows |
//! | `lbfgs`, `line_search` | minimization by the gradient of all rows |

pub mod lbfgs;
mod line_search;
pub(crate) mod named_rows;
pub mod objective;
pub mod row_loss;
pub mod rows;
mod vocabulary;

use objective::{Objective, Wanted};
use rows::{Batches, Rows};
use superlinear_interface::{Advance, Error, Run};
use superlinear_machine::rules::{Evaluation, Map, Maps, Rule, Scheduled};
use superlinear_numerics::vectors::norm;

pub use vocabulary::{TrainProgress, TrainRecord, TrainStatus};

/// The objective with its data.
pub struct Training<'a> {
    /// The objective.
    pub objective: Objective<'a>,
    /// The rows for training.
    pub rows: Rows<'a>,
    /// Other rows, for validation.
    pub validation: Option<Rows<'a>>,
    /// Bounds and absolute values of the parameters.
    pub maps: Maps,
    /// The run.
    pub run: &'a Run,
}

/// Batches and rate schedule of a descent.
pub struct DescentSchedule {
    /// The number of rows per batch.
    pub batch_size: usize,
    /// Passes over all rows.
    pub epochs: u32,
    /// The seed for shuffling, if rows are shuffled.
    pub shuffle: Option<u64>,
    /// The peak of the learning rate.
    pub rate: f64,
    /// The fractions of the peak.
    pub fractions: Scheduled,
    /// The norm to which gradients are clipped.
    pub clip_norm: Option<f64>,
    /// The number of epochs without a smaller validation objective after which training stops. The parameters of the
    /// smallest one are returned then, and also if training ends otherwise.
    pub patience: Option<u32>,
}

/// The training history.
pub struct Course {
    /// The termination status.
    pub status: TrainStatus,
    /// The final parameters.
    pub parameters: Vec<f64>,
    /// The parameters at least one step before.
    pub previous: Vec<f64>,
    /// Passes over all rows.
    pub epochs: u32,
    /// Updates of the parameters.
    pub steps: u64,
    /// One record per pass.
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
    /// Compiles plans for batches of this size and for all rows.
    pub fn prepare(&mut self, batch_size: usize) -> Result<(), Error> {
        let count = self.rows.count;
        for rows in [batch_size, count % batch_size, count] {
            self.objective.prepare(Wanted::Gradient, rows, self.run)?;
        }
        self.validation.as_ref().map_or(Ok(()), |rows| self.objective.prepare(Wanted::Value, rows.count, self.run))
    }

    /// Descends from a start by an update rule, batch by batch.
    pub fn descend(
        &mut self,
        start: Vec<f64>,
        schedule: &DescentSchedule,
        rule: &mut dyn Rule,
    ) -> Result<Course, Error> {
        let rows = self.rows.clone();
        let mut batches = Batches::new(&rows, schedule.batch_size, schedule.shuffle);
        let mut course = Course::new(start);
        let mut best = schedule.patience.map(Best::new);
        let mut status = TrainStatus::EpochLimit;
        for epoch in 0..schedule.epochs {
            batches.begin(epoch);
            let (mean, ending) = self.pass(&mut batches, schedule, rule, &mut course)?;
            if let Some(ending) = ending {
                status = ending;
                break;
            }
            course.epochs = epoch + 1;
            let parameters = rule.solution(&course.parameters);
            let validation_objective = self.validate(parameters)?;
            let is_over = best.as_mut().is_some_and(|best| best.is_over(validation_objective, parameters));
            course.history.push(TrainRecord { epoch: course.epochs, objective: mean, validation_objective });
            if is_over {
                status = TrainStatus::StoppedEarly;
                break;
            }
        }
        if status != TrainStatus::Diverged {
            course.parameters = rule.solution(&course.parameters).to_vec();
        }
        if let Some(Best { parameters: Some(parameters), .. }) = best {
            course.parameters = parameters;
        }
        Ok(course.ended(status))
    }

    /// Descends along all batches. Returns the mean of their objectives, and the status if the descent ends.
    fn pass(
        &mut self,
        batches: &mut Batches,
        schedule: &DescentSchedule,
        rule: &mut dyn Rule,
        course: &mut Course,
    ) -> Result<(f64, Option<TrainStatus>), Error> {
        let all_steps = f64::from(schedule.epochs) * batches.count() as f64;
        let mut mean = 0.0;
        for k in 0..batches.count() {
            if self.run.is_out_of_time()? {
                return Ok((mean, Some(TrainStatus::TimeLimit)));
            }
            let batch = batches.batch(k);
            let smooth = self.objective.compute(Wanted::Gradient, &course.parameters, &batch, self.run)?;
            let value = smooth + self.maps.value(&course.parameters);
            if !(self.objective.clip_gradient(schedule.clip_norm) && value.is_finite()) {
                std::mem::swap(&mut course.parameters, &mut course.previous);
                return Ok((mean, Some(TrainStatus::Diverged)));
            }
            mean += (value - mean) / (k + 1) as f64;
            let rate = schedule.rate * schedule.fractions.factor(course.steps as f64);
            let map: &dyn Map = &self.maps;
            let evaluation = Evaluation { rate, value, gradient: self.objective.gradient(), map };
            rule.step(&evaluation, &course.parameters, &mut course.previous);
            std::mem::swap(&mut course.parameters, &mut course.previous);
            course.steps += 1;
            self.tell(Advance::count(course.steps as f64, all_steps), course, value);
        }
        Ok((mean, None))
    }

    /// Evaluates the objective over all rows at the final parameters, or at the last ones where it is finite.
    pub fn finish(&mut self, course: &mut Course, start: &[f64]) -> Result<Outcome, Error> {
        for earlier in [None, Some(course.previous.clone()), Some(start.to_vec())] {
            if let Some(earlier) = earlier {
                course.parameters = earlier;
                course.status = TrainStatus::Diverged;
            }
            let smooth = self.objective.compute(Wanted::Gradient, &course.parameters, &self.rows, self.run)?;
            let objective = smooth + self.maps.value(&course.parameters);
            let gradient_norm = norm(&self.maps.subgradient(&course.parameters, self.objective.gradient()));
            if objective.is_finite() && gradient_norm.is_finite() {
                return Ok(Outcome { objective, gradient_norm });
            }
        }
        Err(Error::invalid("parameters", "must be where the objective over all rows and its gradient are finite"))
    }

    /// The objective over the validation rows, if it is finite.
    fn validate(&mut self, parameters: &[f64]) -> Result<Option<f64>, Error> {
        let Some(rows) = &self.validation else { return Ok(None) };
        let smooth = self.objective.compute(Wanted::Value, parameters, rows, self.run)?;
        let objective = smooth + self.maps.value(parameters);
        Ok(Some(objective).filter(|objective| objective.is_finite()))
    }

    fn tell(&self, advance: Advance, course: &Course, objective: f64) {
        self.run.progress(advance, || TrainProgress { epochs: course.epochs, steps: course.steps, objective });
    }
}

/// The parameters with the smallest validation objective so far.
struct Best {
    /// The number of epochs without a smaller one after which training stops.
    patience: u32,
    objective: f64,
    parameters: Option<Vec<f64>>,
    /// The number of epochs since then.
    age: u32,
}

impl Best {
    fn new(patience: u32) -> Self {
        Self { patience, objective: f64::INFINITY, parameters: None, age: 0 }
    }

    /// Takes note of an epoch. Returns whether training is to stop.
    fn is_over(&mut self, objective: Option<f64>, parameters: &[f64]) -> bool {
        match objective.filter(|&objective| objective < self.objective) {
            Some(objective) => {
                (self.objective, self.age) = (objective, 0);
                self.parameters = Some(parameters.to_vec());
            }
            None => self.age += 1,
        }
        self.age >= self.patience
    }
}
