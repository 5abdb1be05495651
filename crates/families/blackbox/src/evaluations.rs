//! Evaluations of the caller's function: requested several at a time, counted and limited.

use crate::variables::Space;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use superlinear_interface::{Error, Lengths, Matrix, Oracle, Vector, check};

/// The reason to stop a search.
#[derive(Debug)]
pub enum Stop<Status> {
    /// The search has finished.
    Ended(Status),
    /// The caller has cancelled the search, or the function has no finite value.
    Failed(Error),
}

impl<Status> From<Error> for Stop<Status> {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The tag of the only question.
const EVALUATE: usize = 0;

/// The maximum number of concurrent evaluations.
const MAX_PARALLEL: usize = 4096;

/// Points with all their outputs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluatedOutputs {
    /// The points, one per row.
    pub points: Matrix,
    /// The objectives at each point, followed by the constraints.
    pub values: Matrix,
}

/// Requests values at points of the unit cube of a space.
pub struct Evaluations {
    oracle: Oracle,
    space: Space,
    /// The number of outputs per point.
    numbers: usize,
    parallel: usize,
    limit: u32,
    evaluations: u32,
    failures: u32,
    /// Outputs of points that are not evaluated again. `None` if values are noisy.
    known: Option<HashMap<Vec<u64>, Vec<f64>>>,
    /// Whether `known` holds all evaluated points, as for finite spaces and spaces with categories, or only those kept
    /// on request.
    keeps_all: bool,
    archive: Option<Archive>,
    /// The points of a question, and the answers.
    points: Vec<f64>,
    answers: Vec<f64>,
}

/// Settings of evaluations.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// The number of outputs per point.
    pub numbers: usize,
    /// The maximum number of concurrent evaluations.
    pub parallel: u32,
    /// The maximum number of evaluations.
    pub limit: u32,
    /// Whether all points and values are kept for the solution.
    pub archive: bool,
    /// Whether repeated evaluations of a point differ.
    pub is_noisy: bool,
}

impl Asking {
    /// Refuses settings out of range.
    pub fn check(&self) -> Result<(), Error> {
        check::count("parallel", self.parallel as usize, 1..=MAX_PARALLEL)?;
        check::count("maxEvaluations", self.limit as usize, 1..)
    }

    /// The lengths of the question, by tag. All of its content is in the items.
    pub fn lengths() -> Vec<Lengths> {
        vec![Lengths { point: 0, answer: 0 }]
    }

    /// The lengths added by each point.
    pub fn item_lengths(dimension: usize, numbers: usize) -> Vec<Lengths> {
        vec![Lengths { point: dimension, answer: numbers }]
    }
}

/// All points with finite values, in order of evaluation.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// The points in the caller's coordinates, concatenated.
    pub points: Vec<f64>,
    /// Their outputs, concatenated.
    pub values: Vec<f64>,
}

impl Evaluations {
    /// No evaluations yet.
    pub fn new(oracle: Oracle, space: Space, asking: Asking) -> Self {
        let known = (!asking.is_noisy).then(HashMap::new);
        Self {
            oracle,
            keeps_all: space.size().is_some() || space.has_categories(),
            space,
            numbers: asking.numbers,
            parallel: asking.parallel as usize,
            limit: asking.limit,
            evaluations: 0,
            failures: 0,
            known,
            archive: asking.archive.then(Archive::default),
            points: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// The space of the points.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// The maximum number of concurrent evaluations.
    pub fn parallel(&self) -> usize {
        self.parallel
    }

    /// The number of outputs per point.
    pub fn numbers(&self) -> usize {
        self.numbers
    }

    /// The number of evaluations so far.
    pub fn count(&self) -> u32 {
        self.evaluations
    }

    /// The number of evaluations left.
    pub fn left(&self) -> u32 {
        self.limit - self.evaluations
    }

    /// Returns an error if nothing more may be evaluated. Called as long as there is no finite value.
    pub fn ensure_hope(&self, is_late: bool) -> Result<(), Error> {
        if self.left() == 0 || self.is_exhausted() || is_late {
            return Err(self.no_values());
        }
        Ok(())
    }

    /// The error for a function without finite values.
    #[cold]
    pub fn no_values(&self) -> Error {
        let failures = self.failures();
        Error::invalid("objective", format!("must be finite somewhere: none of the first {failures} values is"))
    }

    /// The number of evaluations with a value that is not finite.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Whether all points of the space are known.
    pub fn is_exhausted(&self) -> bool {
        self.known.as_ref().is_some_and(|known| Some(known.len() as f64) == self.space.size())
    }

    /// The archive, if it was requested.
    pub fn into_archive(self) -> Option<Archive> {
        self.archive
    }

    /// The archive of an objective with constraints or of several objectives, if it was requested.
    pub fn into_outputs(self) -> Option<EvaluatedOutputs> {
        let numbers = self.numbers();
        self.archive.map(|Archive { points, values }| {
            let rows = values.len() / numbers;
            EvaluatedOutputs {
                points: Matrix::new(rows, self.space.dimension(), points),
                values: Matrix::new(rows, numbers, values),
            }
        })
    }

    /// Records an earlier evaluation.
    pub fn remember(&mut self, point: &[f64], values: &[f64]) {
        self.keep(point, values);
        self.record(point, values);
    }

    /// Keeps the outputs of a point, so that it is not evaluated again.
    pub fn keep(&mut self, point: &[f64], values: &[f64]) {
        if let Some(known) = &mut self.known {
            known.insert(key(point), values.to_vec());
        }
    }

    /// Adds an evaluation to the archive, if there is one.
    fn record(&mut self, point: &[f64], values: &[f64]) {
        if let Some(archive) = &mut self.archive
            && values.iter().all(|value| value.is_finite())
        {
            archive.points.extend_from_slice(point);
            archive.values.extend_from_slice(values);
        }
    }

    /// The outputs at the first rows of `places`. Evaluates as many new points as `parallel` and the limit allow, and
    /// stops before the next one that is not known. If any output of a point is not finite, all of its outputs are
    /// infinite. The result is empty if nothing more may be evaluated.
    pub async fn some(&mut self, places: &[f64]) -> Vec<f64> {
        let most = self.parallel.min(self.left() as usize);
        let n = self.space.dimension();
        self.points.clear();
        // For each point, its index among the requested points or its known outputs.
        let mut sources = Vec::new();
        let mut asked = HashMap::new();
        let mut point = vec![0.0; n];
        for place in places.chunks_exact(n) {
            self.space.values_at(place, &mut point);
            let count = self.points.len() / n;
            let source = match &self.known {
                None => Source::Asked(count),
                Some(known) if known.is_empty() && !self.keeps_all => Source::Asked(count),
                Some(known) => match known.get(&key(&point)) {
                    Some(values) => Source::Known(values.clone()),
                    None => Source::Asked(*asked.entry(key(&point)).or_insert(count)),
                },
            };
            if matches!(source, Source::Asked(k) if k == count) {
                if count == most {
                    break;
                }
                self.points.extend_from_slice(&point);
            }
            sources.push(source);
        }
        self.ask().await;
        let numbers = self.numbers;
        sources
            .into_iter()
            .flat_map(|source| match source {
                Source::Known(values) => values,
                Source::Asked(k) => self.answers[k * numbers..][..numbers].to_vec(),
            })
            .collect()
    }

    /// Requests the outputs of `points`.
    async fn ask(&mut self) {
        let n = self.space.dimension();
        self.answers.clear();
        self.answers.resize(self.points.len() / n * self.numbers, f64::NAN);
        if self.points.is_empty() {
            return;
        }
        self.oracle.ask(EVALUATE, &self.points, &mut self.answers).await;
        let (points, mut answers) = (std::mem::take(&mut self.points), std::mem::take(&mut self.answers));
        for (point, values) in points.chunks_exact(n).zip(answers.chunks_exact_mut(self.numbers)) {
            self.evaluations += 1;
            if !values.iter().all(|value| value.is_finite()) {
                self.failures += 1;
                values.fill(f64::INFINITY);
            }
            if self.keeps_all {
                self.keep(point, values);
            }
            self.record(point, values);
        }
        (self.points, self.answers) = (points, answers);
    }
}

/// The source of a point's outputs.
enum Source {
    Known(Vec<f64>),
    Asked(usize),
}

fn key(point: &[f64]) -> Vec<u64> {
    // Adding 0 maps -0 to 0.
    point.iter().map(|value| (value + 0.0).to_bits()).collect()
}

/// Refuses earlier evaluations with points outside the space, or values that are not finite.
pub fn check_known(space: &Space, points: &Matrix, values: &Vector, numbers: usize) -> Result<(), Error> {
    check::columns("known.points", points.columns, space.dimension(), "there are variables")?;
    check::length("known.values", values.len(), points.rows * numbers, "there are values at known.points")?;
    check::numbers("known.values", values, check::FINITE)?;
    (0..points.rows).try_for_each(|k| space.check_point(&format!("known.points[{k}]"), points.row(k)))
}
