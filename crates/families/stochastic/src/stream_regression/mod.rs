//! Nonlinear regression of few inputs in one pass: after each row, a nearly exact least-squares fit of all rows so far.
//!
//! Source: sparse random features with a local solve per row, after follow-the-leader in online learning with sparse
//! encodings.
//!
//! | module | contents |
//! |---|---|
//! | `features` | sparse features of a row |
//! | `fit` | least squares of them |

mod features;
mod fit;

use crate::bytes::{Reader, Writer, hash};
use crate::words;
use features::Features;
use fit::Fit;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Effort, Error, Lengths, NumberOrVector, Oracle, Run, Vector, check};

/// A regression of rows that arrive over time.
pub struct StreamRegression;

/// The settings of a regression.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StreamRegressionProblem {
    /// The number of inputs, from 1 to 1000.
    pub dimension: u32,
    /// The number of responses of a row, from 1 to 100.
    #[serde(default = "default_outputs")]
    pub outputs: u32,
    /// The typical size of the inputs, positive: one number, or one for each. Beyond twice this size, inputs are hardly told
    /// apart.
    pub scale: NumberOrVector,
    /// The number of random planes through the inputs, from 1 to 100. More of them take longer and fit more.
    #[serde(default = "default_groups")]
    pub groups: u32,
    /// The number of grid lines in each direction of a plane, from 3 to 64.
    #[serde(default = "default_bins")]
    pub bins: u32,
    /// The weight of the squares of the coefficients, positive.
    #[serde(default = "default_ridge")]
    pub ridge: f64,
    /// The checkpoint of a regression with the same settings and seed, to continue with the same bits.
    pub checkpoint: Option<Vector<u8>>,
}

fn default_outputs() -> u32 {
    1
}

fn default_groups() -> u32 {
    10
}

fn default_bins() -> u32 {
    8
}

fn default_ridge() -> f64 {
    1e-3
}

/// Never returned in practice, because rows are learned until the regression is closed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StreamRegressionSolution {
    /// The number of rows.
    pub rows: u32,
}

/// The tags of the questions: for a command, and for the numbers that go with it.
const CALL: usize = 0;
const NUMBERS: usize = 1;

/// The numbers of a command: its kind, and the number of numbers that follow.
const COMMAND: usize = 2;

const LEARN: f64 = 0.0;
const PREDICT: f64 = 1.0;
const CHECKPOINT: f64 = 2.0;
const RESIDUAL: f64 = 3.0;

/// The largest number of features, whose square is the number of entries of the normal equations.
const MAX_FEATURES: usize = 1 << 12;

impl StreamRegressionProblem {
    fn check(&self) -> Result<(), Error> {
        check::count("dimension", self.dimension as usize, 1..=1000)?;
        check::count("outputs", self.outputs as usize, 1..=100)?;
        check::count("groups", self.groups as usize, 1..=100)?;
        check::count("bins", self.bins as usize, 3..=64)?;
        check::number("ridge", self.ridge, check::POSITIVE)?;
        let features = self.groups * self.bins * self.bins;
        if features as usize > MAX_FEATURES {
            let message = format!("must not exceed {MAX_FEATURES} features with bins, got {features}");
            return Err(Error::invalid("groups", message));
        }
        match &self.scale {
            NumberOrVector::Number(scale) => check::number("scale", *scale, check::POSITIVE),
            NumberOrVector::Vector(scales) => {
                check::length("scale", scales.len(), self.dimension as usize, "dimension says")?;
                check::numbers("scale", scales, check::POSITIVE)
            }
        }
    }

    fn scales(&self) -> Vec<f64> {
        match &self.scale {
            NumberOrVector::Number(scale) => vec![*scale; self.dimension as usize],
            NumberOrVector::Vector(scales) => scales.to_vec(),
        }
    }

    /// The settings that a checkpoint has in common with its continuation.
    fn key(&self, seed: u64) -> u64 {
        let Self { outputs, groups, bins, ridge, .. } = self;
        hash(&format!("{:?}", (self.scales(), outputs, groups, bins, ridge, seed)))
    }
}

impl Dialogue for StreamRegression {
    const NAME: &'static str = "stochastic.streamRegression";
    const QUESTIONS: &'static [&'static str] = &["call", "numbers"];
    type Problem = StreamRegressionProblem;
    type Solution = StreamRegressionSolution;

    fn lengths(problem: &StreamRegressionProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(vec![Lengths { point: 0, answer: COMMAND }, Lengths { point: 0, answer: 0 }])
    }

    fn item_lengths(_: &StreamRegressionProblem) -> Vec<Lengths> {
        vec![Lengths { point: 1, answer: 0 }, Lengths { point: 0, answer: 1 }]
    }

    async fn solve(
        problem: StreamRegressionProblem,
        oracle: Oracle,
        run: Run,
    ) -> Result<StreamRegressionSolution, Error> {
        let mut open = Open::new(&problem, &run)?;
        let (mut report, mut command) = (vec![open.rows as f64], vec![0.0; COMMAND]);
        loop {
            oracle.hand_over(CALL, &mut report, &mut command).await;
            let run = run.restarted();
            let mut numbers = vec![0.0; command[1] as usize];
            if !numbers.is_empty() {
                oracle.hand_over(NUMBERS, &mut Vec::new(), &mut numbers).await;
            }
            check::numbers("rows", &numbers, check::FINITE)?;
            report.clear();
            open.answer(command[0], &numbers, &run, &mut report)?;
        }
    }
}

/// A regression at work.
struct Open {
    dimension: usize,
    outputs: usize,
    rows: u64,
    key: u64,
    features: Features,
    fit: Fit,
}

/// The version of the state in checkpoints.
const STATE: u8 = 255;

impl Open {
    fn new(problem: &StreamRegressionProblem, run: &Run) -> Result<Self, Error> {
        let [groups, bins] = [problem.groups, problem.bins].map(|number| number as usize);
        let features = Features::new(groups, bins, problem.scales(), run.seed());
        let count = features.count();
        run.ensure_memory("groups", [count, count])?;
        let outputs = problem.outputs as usize;
        let mut open = Self {
            dimension: problem.dimension as usize,
            outputs,
            rows: 0,
            key: problem.key(run.seed()),
            fit: Fit::new(count, outputs, problem.ridge),
            features,
        };
        if let Some(bytes) = &problem.checkpoint {
            open.restore(bytes)?;
        }
        Ok(open)
    }

    fn answer(&mut self, kind: f64, numbers: &[f64], run: &Run, report: &mut Vec<f64>) -> Result<(), Error> {
        let mut effort = Effort::new(run, "learn and predict");
        let (mut indices, mut values) = (Vec::new(), Vec::new());
        let width = if kind == LEARN { self.dimension + self.outputs } else { self.dimension };
        match kind {
            LEARN => {
                for row in numbers.chunks_exact(width) {
                    self.features.write(&row[..self.dimension], &mut indices, &mut values);
                    self.fit.learn(&indices, &values, &row[self.dimension..]);
                    self.rows += 1;
                }
                report.push(self.rows as f64);
            }
            PREDICT => {
                for row in numbers.chunks_exact(width) {
                    effort.spend(self.features.nonzeros() * (self.dimension + self.outputs))?;
                    self.features.write(row, &mut indices, &mut values);
                    self.fit.predict(&indices, &values, report);
                }
            }
            CHECKPOINT => words::write(&self.checkpoint(), report),
            RESIDUAL => report.push(self.fit.relative_residual(&mut effort)?),
            _ => {
                let [tolerance, steps] = [0, 1].map(|k| numbers.get(k).copied().unwrap_or(0.0));
                self.fit.polish(tolerance, steps as u32, &mut effort)?;
                report.push(self.fit.relative_residual(&mut effort)?);
            }
        }
        Ok(())
    }

    /// The state as bytes.
    fn checkpoint(&self) -> Vector<u8> {
        let mut writer = Writer::new(STATE, self.key);
        writer.count(self.rows);
        let Fit { matrix, right, weights, .. } = &self.fit;
        [matrix, right, weights].into_iter().for_each(|numbers| writer.numbers(numbers));
        writer.finish()
    }

    fn restore(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut reader = Reader::new(bytes, STATE, self.key)?;
        self.rows = reader.count()?;
        let Fit { matrix, right, weights, .. } = &mut self.fit;
        for numbers in [matrix, right, weights] {
            *numbers = reader.numbers(numbers.len())?;
        }
        reader.end()
    }
}
