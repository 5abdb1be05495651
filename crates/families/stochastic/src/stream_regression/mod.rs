//! Nonlinear regression of few inputs in one pass: after each row, an exact or nearly exact least-squares fit of all rows
//! so far.
//!
//! Source: sparse random features with a local solve per row, after follow-the-leader in online learning with sparse
//! encodings.
//!
//! | module | contents |
//! |---|---|
//! | `standard` | centers and scales of inputs |
//! | `features` | sparse features of a row |
//! | `fit` | least squares of them |

mod features;
mod fit;
mod standard;

use crate::bytes::{Reader, Writer, hash};
use crate::{commands, words};
use features::Features;
use fit::{Exact, Fit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standard::Standard;
use std::ops::RangeBounds;
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
    /// The typical distance of the inputs from `center`, positive: one number, or one for each. Beyond twice this distance,
    /// inputs are hardly told apart. Default: the standard deviations in the first 100 rows, which must then be typical of
    /// all: give `scale` where rows are sorted.
    pub scale: Option<NumberOrVector>,
    /// The middle of the inputs: one number, or one for each. Default: 0 where `scale` is given, else the means of the first
    /// 100 rows.
    pub center: Option<NumberOrVector>,
    /// The number of random planes through the inputs, from 1 to 100. More of them take longer and fit more.
    #[serde(default = "default_groups")]
    pub groups: u32,
    /// The number of grid lines in each direction of a plane, from 3 to 64.
    #[serde(default = "default_bins")]
    pub bins: u32,
    /// The weight of the squares of the coefficients, positive.
    #[serde(default = "default_ridge")]
    pub ridge: f64,
    /// The least squares after each row.
    #[serde(default)]
    pub solver: RegressionSolver,
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

/// The least squares after each row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RegressionSolver {
    /// Each row solves the equations of its own features: nearly the fit of all rows. `polish` leads to the fit.
    #[default]
    Sparse,
    /// The fit of all rows, for at most 2048 features. The time for a row grows with the square of their number.
    Exact,
}

/// Never returned in practice, because rows are learned until the regression is closed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StreamRegressionSolution {
    /// The number of rows.
    pub rows: u32,
}

/// The numbers of a command: its kind, and the number of numbers that follow.
const COMMAND: usize = 2;

const LEARN: f64 = 0.0;
const PREDICT: f64 = 1.0;
const CHECKPOINT: f64 = 2.0;
const RESIDUAL: f64 = 3.0;

/// The largest number of features, whose square is the number of entries of the normal equations.
const MAX_FEATURES: usize = 1 << 12;

/// The largest number of features of the exact solver.
const MAX_EXACT_FEATURES: usize = 1 << 11;

/// The number of rows by which inputs are standardized.
const FIRST_ROWS: u64 = 100;

impl StreamRegressionProblem {
    /// The numbers of a row: inputs, then responses.
    fn width(&self) -> usize {
        (self.dimension + self.outputs) as usize
    }

    fn check(&self) -> Result<(), Error> {
        check::count("dimension", self.dimension as usize, 1..=1000)?;
        check::count("outputs", self.outputs as usize, 1..=100)?;
        check::count("groups", self.groups as usize, 1..=100)?;
        check::count("bins", self.bins as usize, 3..=64)?;
        check::number("ridge", self.ridge, check::POSITIVE)?;
        let features = (self.groups * self.bins * self.bins) as usize;
        let most = if self.solver == RegressionSolver::Exact { MAX_EXACT_FEATURES } else { MAX_FEATURES };
        if features > most {
            let message = format!("must not exceed {most} features with bins, got {features}");
            return Err(Error::invalid("groups", message));
        }
        self.check_inputs("scale", self.scale.as_ref(), check::POSITIVE)?;
        self.check_inputs("center", self.center.as_ref(), check::FINITE)
    }

    /// Refuses numbers of the inputs beyond a range.
    fn check_inputs(
        &self,
        path: &str,
        given: Option<&NumberOrVector>,
        range: impl RangeBounds<f64> + Clone,
    ) -> Result<(), Error> {
        match given {
            None => Ok(()),
            Some(NumberOrVector::Number(number)) => check::number(path, *number, range),
            Some(NumberOrVector::Vector(numbers)) => {
                check::length(path, numbers.len(), self.dimension as usize, "dimension says")?;
                check::numbers(path, numbers, range)
            }
        }
    }

    /// The settings that a checkpoint has in common with its continuation.
    fn key(&self, seed: u64) -> u64 {
        let Self { dimension, outputs, scale, center, groups, bins, ridge, solver, .. } = self;
        hash(&format!("{:?}", (dimension, outputs, scale, center, groups, bins, ridge, solver, seed)))
    }
}

impl Dialogue for StreamRegression {
    const NAME: &'static str = "stochastic.streamRegression";
    const QUESTIONS: &'static [&'static str] = commands::QUESTIONS;
    type Problem = StreamRegressionProblem;
    type Solution = StreamRegressionSolution;

    fn lengths(problem: &StreamRegressionProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(commands::lengths(COMMAND))
    }

    fn item_lengths(_: &StreamRegressionProblem) -> Vec<Lengths> {
        commands::item_lengths()
    }

    async fn solve(
        problem: StreamRegressionProblem,
        oracle: Oracle,
        run: Run,
    ) -> Result<StreamRegressionSolution, Error> {
        let mut open = Open::new(&problem, &run)?;
        let mut report = vec![open.rows as f64];
        loop {
            let ([kind, _], numbers) = commands::next::<COMMAND>(&oracle, &mut report, 1).await;
            check::numbers("rows", &numbers, check::FINITE)?;
            report.clear();
            open.answer(kind, &numbers, &run.restarted(), &mut report)?;
        }
    }
}

/// A regression at work.
struct Open<'a> {
    problem: &'a StreamRegressionProblem,
    seed: u64,
    rows: u64,
    model: Model,
    /// The first rows, while the scales of inputs depend on them.
    first: Option<Vec<f64>>,
    /// Whether the model lacks some of them.
    is_behind: bool,
}

/// The version of the state in checkpoints.
const STATE: u8 = 255;

impl<'a> Open<'a> {
    fn new(problem: &'a StreamRegressionProblem, run: &Run) -> Result<Self, Error> {
        let count = (problem.groups * problem.bins * problem.bins) as usize;
        // The equations, and a checkpoint as bytes and as numbers of a report.
        let copies = if problem.solver == RegressionSolver::Exact { 8 } else { 4 };
        run.ensure_memory("groups", [copies, count, count])?;
        let seed = run.seed();
        let model = Model::new(problem, &[], seed);
        let first = problem.scale.is_none().then(Vec::new);
        let mut open = Self { problem, seed, rows: 0, model, first, is_behind: false };
        if let Some(bytes) = &problem.checkpoint {
            open.restore(bytes)?;
        }
        Ok(open)
    }

    fn answer(&mut self, kind: f64, numbers: &[f64], run: &Run, report: &mut Vec<f64>) -> Result<(), Error> {
        let mut effort = Effort::new(run, "learn and predict");
        let dimension = self.problem.dimension as usize;
        if kind == LEARN {
            for row in numbers.chunks_exact(dimension + self.problem.outputs as usize) {
                self.learn(row, &mut effort)?;
            }
            report.push(self.rows as f64);
            return Ok(());
        }
        self.catch_up(&mut effort)?;
        match kind {
            PREDICT => self.model.predict(numbers.chunks_exact(dimension), report, &mut effort)?,
            CHECKPOINT => words::write(&self.checkpoint(), report),
            RESIDUAL => report.push(self.model.fit.relative_residual(&mut effort)?),
            _ => {
                let [tolerance, steps] = [0, 1].map(|k| numbers.get(k).copied().unwrap_or(0.0));
                self.model.fit.polish(tolerance, steps as u32, &mut effort)?;
                report.push(self.model.fit.relative_residual(&mut effort)?);
            }
        }
        Ok(())
    }

    /// Learns a row, or holds it back until there are enough of them.
    fn learn(&mut self, row: &[f64], effort: &mut Effort) -> Result<(), Error> {
        self.rows += 1;
        let Some(first) = &mut self.first else { return self.model.learn(row, effort) };
        first.extend_from_slice(row);
        self.is_behind = true;
        if self.rows == FIRST_ROWS {
            self.catch_up(effort)?;
            self.first = None;
        }
        Ok(())
    }

    /// Makes the model that of all rows: anew from those that were held back.
    fn catch_up(&mut self, effort: &mut Effort) -> Result<(), Error> {
        if let Some(first) = self.first.as_ref().filter(|_| self.is_behind) {
            self.model = Model::new(self.problem, first, self.seed);
            for row in first.chunks_exact(self.problem.width()) {
                self.model.learn(row, effort)?;
            }
            self.is_behind = false;
        }
        self.model.fit.catch_up();
        Ok(())
    }

    /// The state as bytes.
    fn checkpoint(&self) -> Vector<u8> {
        let mut writer = Writer::new(STATE, self.problem.key(self.seed));
        writer.count(self.rows);
        match &self.first {
            Some(first) => writer.numbers(first),
            None => self.model.numbers().into_iter().for_each(|numbers| writer.numbers(numbers)),
        }
        writer.finish()
    }

    fn restore(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut reader = Reader::new(bytes, STATE, self.problem.key(self.seed))?;
        self.rows = reader.count()?;
        if self.rows >= FIRST_ROWS {
            self.first = None;
        }
        match &mut self.first {
            Some(first) => {
                *first = reader.numbers(self.rows as usize * self.problem.width())?;
                self.is_behind = true;
            }
            None => {
                for numbers in self.model.numbers_mut() {
                    numbers.copy_from_slice(&reader.numbers(numbers.len())?);
                }
            }
        }
        reader.end()
    }
}

/// Features of standardized inputs, and their least squares.
struct Model {
    features: Features,
    fit: Fit,
    /// The nonzero features of a row.
    indices: Vec<usize>,
    values: Vec<f64>,
}

impl Model {
    /// A model that has learned nothing. Rows serve for centers and scales that are not given.
    fn new(problem: &StreamRegressionProblem, rows: &[f64], seed: u64) -> Self {
        let standard = Standard::new(problem, rows.chunks_exact(problem.width()));
        let [groups, bins, outputs] = [problem.groups, problem.bins, problem.outputs].map(|number| number as usize);
        let features = Features::new(groups, bins, standard, seed);
        let fit = Fit::new(features.count(), outputs, problem.ridge, problem.solver == RegressionSolver::Exact);
        Self { features, fit, indices: Vec::new(), values: Vec::new() }
    }

    fn learn(&mut self, row: &[f64], effort: &mut Effort) -> Result<(), Error> {
        effort.spend(self.fit.cost(self.features.nonzeros()))?;
        let (inputs, response) = row.split_at(self.features.inputs());
        self.features.write(inputs, &mut self.indices, &mut self.values);
        self.fit.learn(&self.indices, &self.values, response);
        Ok(())
    }

    fn predict<'a>(
        &mut self,
        rows: impl Iterator<Item = &'a [f64]>,
        predictions: &mut Vec<f64>,
        effort: &mut Effort,
    ) -> Result<(), Error> {
        for row in rows {
            effort.spend(self.features.nonzeros() * row.len())?;
            self.features.write(row, &mut self.indices, &mut self.values);
            self.fit.predict(&self.indices, &self.values, predictions);
        }
        Ok(())
    }

    /// All numbers that depend on rows.
    fn numbers(&self) -> Vec<&[f64]> {
        let (Standard { center, scale }, Fit { matrix, right, weights, exact, .. }) =
            (&self.features.standard, &self.fit);
        let factor = exact.as_ref().map_or(&[][..], |exact| exact.equations.numbers());
        vec![center, scale, matrix, right, weights, factor]
    }

    fn numbers_mut(&mut self) -> Vec<&mut [f64]> {
        let Standard { center, scale } = &mut self.features.standard;
        let Fit { matrix, right, weights, exact, .. } = &mut self.fit;
        let factor = exact.as_mut().map_or(&mut [][..], |Exact { equations, .. }| equations.numbers_mut());
        vec![center, scale, matrix, right, weights, factor]
    }
}
