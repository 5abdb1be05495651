//! Delay vectors of a series: the delay by mutual information, and the dimension by false neighbors.

mod dimension;
mod information;

use crate::series::Series;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector, VectorOrMatrix, check};

/// Forms delay vectors of a scalar series: rows `x[t], x[t + delay], x[t + 2 delay], …`, from which the state of a
/// deterministic system can be reconstructed. The delay is the first local minimum of the mutual information (Fraser,
/// Swinney 1986), and the dimension the first with less than 1 % false nearest neighbors (Kennel, Brown, Abarbanel 1992).
///
/// @example
/// ```ts
/// const { delay, dimension, vectors } = await embed({ series: Array.from({ length: 500 }, (_, k) => Math.sin(k / 5)) });
/// ```
#[derive(JsonSchema)]
pub struct Embed;

/// A scalar series.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EmbedProblem {
    /// The series, with at least 50 rows.
    pub series: Vector,
    /// The delay in rows, at least 1. Default: by mutual information.
    pub delay: Option<u32>,
    /// The number of entries of delay vectors, at least 1. Default: by false neighbors.
    pub dimension: Option<u32>,
    /// The maximum delay by mutual information, at least 1; at most a tenth of the rows counts.
    #[serde(default = "default_max_delay")]
    pub max_delay: u32,
    /// The maximum dimension by false neighbors, from 1 to 20.
    #[serde(default = "default_max_dimension")]
    pub max_dimension: u32,
}

fn default_max_delay() -> u32 {
    100
}

fn default_max_dimension() -> u32 {
    10
}

/// The termination status of `embed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EmbedStatus {
    /// The delay and the dimension were given or found.
    Finished,
    /// Up to `maxDelay`, the mutual information has no local minimum and the autocorrelation stays above 1/e. The delay
    /// is the last one tried.
    NoDelay,
    /// Each dimension has 1 % false neighbors or more, as for noise. The dimension is the last one tried.
    NoDimension,
    /// The time limit was reached before both were found. They are the last ones tried.
    TimeLimit,
}

/// Delay vectors.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmbedSolution {
    /// The reason for termination.
    pub status: EmbedStatus,
    /// The delay in rows.
    pub delay: u32,
    /// The number of entries of delay vectors.
    pub dimension: u32,
    /// The delay vectors, a row each.
    pub vectors: Matrix,
    /// The mutual information of the series and itself, in nats, by delays from 1 on. Absent if `delay` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mutual_information: Option<Vector>,
    /// The fraction of false nearest neighbors, by dimensions from 1 on. Absent if `dimension` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub false_neighbors: Option<Vector>,
}

/// The minimum number of rows.
pub(crate) const MIN_ROWS: usize = 50;

/// The maximum dimension.
const MAX_DIMENSION: usize = 20;

/// The delay and the dimension, with the figures they were chosen by.
pub(crate) struct Embedding {
    pub delay: usize,
    pub dimension: usize,
    status: EmbedStatus,
    information: Option<Vec<f64>>,
    false_neighbors: Option<Vec<f64>>,
}

/// The given numbers of an embedding.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub delay: Option<u32>,
    pub dimension: Option<u32>,
    pub max_delay: u32,
    pub max_dimension: u32,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { delay: None, dimension: None, max_delay: default_max_delay(), max_dimension: default_max_dimension() }
    }
}

impl Task for Embed {
    const NAME: &'static str = "dynamics.embed";
    type Problem = EmbedProblem;
    type Solution = EmbedSolution;
    type Progress = NoProgress;

    fn solve(problem: EmbedProblem, run: &Run) -> Result<EmbedSolution, Error> {
        let EmbedProblem { series, delay, dimension, max_delay, max_dimension } = problem;
        let wanted = Wanted { delay, dimension, max_delay, max_dimension };
        let series = VectorOrMatrix::Vector(series);
        let values = Series::with_rows("series", &series, MIN_ROWS)?.values;
        let found = Embedding::of(values, wanted, run)?;
        let rows = values.len() - (found.dimension - 1) * found.delay;
        run.ensure_memory("series", [rows, found.dimension])?;
        let vectors = Matrix::new(rows, found.dimension, vectors(values, found.delay, found.dimension, rows));
        Ok(EmbedSolution {
            status: found.status,
            delay: found.delay as u32,
            dimension: found.dimension as u32,
            vectors,
            mutual_information: found.information.map(Vector::from),
            false_neighbors: found.false_neighbors.map(Vector::from),
        })
    }
}

impl Embedding {
    /// Chooses what is not given. Refuses series without rows for the vectors, and constant ones.
    pub fn of(values: &[f64], wanted: Wanted, run: &Run) -> Result<Self, Error> {
        check::at_least_one("delay", wanted.delay)?;
        check::at_least_one("maxDelay", Some(wanted.max_delay))?;
        check::count("maxDimension", wanted.max_dimension as usize, 1..=MAX_DIMENSION)?;
        if let Some(dimension) = wanted.dimension {
            check::count("dimension", dimension as usize, 1..=MAX_DIMENSION)?;
        }
        let moments = Series { values, columns: 1 }.moments("series")?[0];
        let values: Vec<f64> = values.iter().map(|value| moments.standardized(*value)).collect();
        let mut status = EmbedStatus::Finished;
        let (delay, information) = match wanted.delay {
            Some(delay) => (delay as usize, None),
            None => {
                let max_delay = (wanted.max_delay as usize).min(values.len() / MIN_VECTORS);
                let (delay, information) = information::delay(&values, max_delay, run)?;
                if delay.is_none() {
                    let is_late = run.is_out_of_time()?;
                    status = if is_late { EmbedStatus::TimeLimit } else { EmbedStatus::NoDelay };
                }
                (delay.unwrap_or(information.len()), Some(information))
            }
        };
        // One more entry than that of dimension 1 is needed to tell false neighbors.
        let longest = wanted.dimension.map_or(2, |dimension| dimension as usize);
        ensure_rows(values.len(), delay, longest)?;
        let (dimension, false_neighbors) = match wanted.dimension {
            Some(dimension) => (dimension as usize, None),
            None => {
                let max = (wanted.max_dimension as usize).min((values.len() - MIN_VECTORS) / delay);
                let (dimension, fractions) = dimension::dimension(&values, delay, max, run)?;
                let failed = if fractions.len() < max { EmbedStatus::TimeLimit } else { EmbedStatus::NoDimension };
                if dimension.is_none() {
                    status = failed;
                }
                (dimension.unwrap_or(fractions.len().max(1)), Some(fractions))
            }
        };
        Ok(Self { delay, dimension, status, information, false_neighbors })
    }
}

/// The minimum number of delay vectors.
const MIN_VECTORS: usize = 10;

fn ensure_rows(rows: usize, delay: usize, dimension: usize) -> Result<(), Error> {
    let needed = delay.saturating_mul(dimension.saturating_sub(1)).saturating_add(MIN_VECTORS).max(delay);
    if needed <= rows {
        return Ok(());
    }
    let message = format!("must have at least {needed} rows for dimension {dimension} and delay {delay}, got {rows}");
    Err(Error::invalid("series", message))
}

/// The first delay vectors, one after another.
pub(crate) fn vectors(values: &[f64], delay: usize, dimension: usize, count: usize) -> Vec<f64> {
    (0..count).flat_map(|t| (0..dimension).map(move |k| values[t + k * delay])).collect()
}
