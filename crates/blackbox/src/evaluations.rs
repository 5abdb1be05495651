//! Evaluations of the caller's function: asked for several at a time, counted, and never more than are allowed.

use crate::variables::Space;
use std::collections::HashMap;
use superlinear_interface::{Error, Lengths, Matrix, Oracle, Vector, check};

/// Why a search cannot go on: it has ended, or failed.
#[derive(Debug)]
pub enum Stop<Status> {
    /// It has ended.
    Ended(Status),
    /// The caller has cancelled it, or the function has no values.
    Failed(Error),
}

impl<Status> From<Error> for Stop<Status> {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The tag of the one question that there is.
const EVALUATE: usize = 0;

/// The most evaluations that may be under way at once.
const MOST_PARALLEL: usize = 4096;

/// Asks for values, at points that are places of the unit cube of a space.
pub struct Evaluations {
    oracle: Oracle,
    space: Space,
    /// How many numbers a point has as its value.
    numbers: usize,
    parallel: usize,
    limit: u32,
    evaluations: u32,
    failures: u32,
    /// Outputs of points that are not asked about again. `None` where a point has other values at other times.
    known: Option<HashMap<Vec<u64>, Vec<f64>>>,
    /// Whether they are those of all points evaluated, as in spaces that can be counted or have categories, or of those alone that were
    /// kept.
    keeps_all: bool,
    archive: Option<Archive>,
    /// The points of a question, and the answers.
    points: Vec<f64>,
    answers: Vec<f64>,
}

/// How evaluations are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// How many numbers a point has as its value.
    pub numbers: usize,
    /// How many points are asked about at once, at most.
    pub parallel: u32,
    /// The most evaluations.
    pub limit: u32,
    /// Whether all points and values are kept.
    pub archive: bool,
    /// Whether a point has other values at other times.
    pub is_noisy: bool,
}

impl Asking {
    /// Refuses what is out of range.
    pub fn check(&self) -> Result<(), Error> {
        check::count("parallel", self.parallel as usize, 1..=MOST_PARALLEL)?;
        check::count("maxEvaluations", self.limit as usize, 1..)
    }

    /// The lengths of the question, by tag: none but for its items.
    pub fn lengths() -> Vec<Lengths> {
        vec![Lengths { point: 0, answer: 0 }]
    }

    /// What each point adds to them.
    pub fn item_lengths(dimension: usize, numbers: usize) -> Vec<Lengths> {
        vec![Lengths { point: dimension, answer: numbers }]
    }
}

/// All points that had finite values, in the order of their evaluation.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// As the caller knows them, one after another.
    pub points: Vec<f64>,
    /// Their values, one after another.
    pub values: Vec<f64>,
}

impl Evaluations {
    /// Nothing evaluated yet.
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

    /// How many points are asked about at once, at most.
    pub fn parallel(&self) -> usize {
        self.parallel
    }

    /// How many numbers a point has as its value.
    pub fn numbers(&self) -> usize {
        self.numbers
    }

    /// How many there were.
    pub fn count(&self) -> u32 {
        self.evaluations
    }

    /// How many more are allowed.
    pub fn left(&self) -> u32 {
        self.limit - self.evaluations
    }

    /// Refuses to go on without a single value where nothing more may be evaluated.
    pub fn ensure_hope(&self, is_late: bool) -> Result<(), Error> {
        if self.left() == 0 || self.is_exhausted() || is_late {
            return Err(self.no_values());
        }
        Ok(())
    }

    /// What is wrong with a function that has had no value.
    #[cold]
    pub fn no_values(&self) -> Error {
        let failures = self.failures();
        Error::invalid("objective", format!("must be finite somewhere: none of the first {failures} values is"))
    }

    /// How many of them gave a value that is not finite.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Whether all points of the space are known.
    pub fn is_exhausted(&self) -> bool {
        self.known.as_ref().is_some_and(|known| Some(known.len() as f64) == self.space.size())
    }

    /// All that was kept.
    pub fn into_archive(self) -> Option<Archive> {
        self.archive
    }

    /// Records an evaluation that was made before.
    pub fn remember(&mut self, point: &[f64], values: &[f64]) {
        self.keep(point, values);
        self.record(point, values);
    }

    /// Keeps the outputs of a point, so that it is not asked about again.
    pub fn keep(&mut self, point: &[f64], values: &[f64]) {
        if let Some(known) = &mut self.known {
            known.insert(key(point), values.to_vec());
        }
    }

    /// Records an evaluation in the archive, where there is one.
    fn record(&mut self, point: &[f64], values: &[f64]) {
        if let Some(archive) = &mut self.archive
            && values.iter().all(|value| value.is_finite())
        {
            archive.points.extend_from_slice(point);
            archive.values.extend_from_slice(values);
        }
    }

    /// The values at the first of `places`, which are rows: of as many as are asked about at once and as may be asked about, and of
    /// those after them that are known. All values of a point of which one is not finite are infinite. Empty where nothing may be
    /// asked any more.
    pub async fn some(&mut self, places: &[f64]) -> Vec<f64> {
        let most = self.parallel.min(self.left() as usize);
        let n = self.space.dimension();
        self.points.clear();
        // Of each point: its place among those asked about, or its values.
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

    /// Asks about the points that are to be asked about.
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

/// Where the values of a point come from.
enum Source {
    Known(Vec<f64>),
    Asked(usize),
}

fn key(point: &[f64]) -> Vec<u64> {
    // Zeros of either sign are one.
    point.iter().map(|value| (value + 0.0).to_bits()).collect()
}

/// Refuses points or values, evaluated before, that are none of the space or no numbers.
pub fn check_known(space: &Space, points: &Matrix, values: &Vector, numbers: usize) -> Result<(), Error> {
    check::columns("known.points", points.columns, space.dimension(), "there are variables")?;
    check::length("known.values", values.len(), points.rows * numbers, "there are values at known.points")?;
    check::numbers("known.values", values, check::FINITE)?;
    (0..points.rows).try_for_each(|k| space.check_point(&format!("known.points[{k}]"), points.row(k)))
}
