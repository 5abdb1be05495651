//! The distributions of samples of rows, and the corresponding weights.

use super::draws::Draws;
use super::features::Features;
use super::norm_bounds::{NormBounds, norm_bounds};
use super::orthonormal::Orthonormal;
use crate::table::Table;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Code, Error, Run, check};

/// Distributions of samples. There are `n` rows of `d` features; `k` rows are drawn, `score` is a row's leverage score,
/// and `A_S` are the rows of the matrix in the set or sequence `S`, with repetitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SampleMethod {
    /// All sets of k rows are equally likely; weights n / k. For comparison.
    Uniform,
    /// k independent draws, each row with probability score / d; weights d / (k score).
    Leverage,
    /// Sets of k rows, with probability proportional to det(A_S' A_S); weights n / k. The fit is unbiased.
    Volume,
    /// Sets of d rows, with probability det(A_S)^2 / det(A' A); weights 1 / score. The fit is unbiased.
    Dpp,
    /// `repeats` independent sets distributed as for `dpp`, one after the other; weights 1 / (repeats score).
    RepeatedDpp,
    /// Sequences of k rows, with probability proportional to det(sum of a_i a_i' / score_i) times the product of the
    /// scores, both over the sequence; weights d / (k score). The fit is unbiased.
    VolumeRescaled,
}

impl SampleMethod {
    /// Returns whether the distribution requires independent features.
    fn needs_full_rank(self) -> bool {
        !matches!(self, Self::Uniform | Self::Leverage)
    }

    /// Samples `count` rows of features with this rank.
    fn draw(self, count: usize, rank: usize, draws: &mut Draws) -> Result<Vec<usize>, Error> {
        Ok(match self {
            Self::Uniform => ascending(draws.others(&[], count)),
            Self::Leverage => draws.independent(count),
            // Cauchy-Binet formula: det(A_S' A_S) is the sum of det(A_T)^2 over all sets T of d rows in S. So S is a
            // determinantal sample T plus a uniform set of other rows.
            Self::Volume => {
                let mut rows = draws.determinantal()?;
                rows.extend(draws.others(&rows, count - rank));
                ascending(rows)
            }
            Self::Dpp | Self::RepeatedDpp => {
                let mut rows = Vec::with_capacity(count);
                while rows.len() < count {
                    rows.extend(draws.determinantal()?);
                }
                rows
            }
            // By the same formula: T at random positions of the sequence, and independent draws at the others.
            Self::VolumeRescaled => {
                let mut rows = draws.determinantal()?;
                rows.extend(draws.independent(count - rank));
                draws.shuffle(&mut rows);
                rows
            }
        })
    }
}

/// The requested sample.
pub(crate) struct Order {
    pub method: SampleMethod,
    pub size: Option<u32>,
    pub repeats: Option<u32>,
    pub stabilized: bool,
}

/// Maximum number of attempts for a stabilized sample.
const MAX_ATTEMPTS: u32 = 100;

/// A sample of rows.
pub(crate) struct Sample {
    /// The rows, in the order of the distribution.
    pub rows: Vec<usize>,
    /// Their weights.
    pub weights: Vec<f64>,
    /// The distortion of norms by the weighted rows.
    pub norm_bounds: NormBounds,
    /// The number of attempts.
    pub attempts: u32,
}

/// The features with their basis and scores, and the sample of rows.
pub(crate) struct Drawn {
    pub matrix: AnyMatrix,
    pub basis: Orthonormal,
    pub scores: Vec<f64>,
    pub sample: Sample,
}

/// Checks all arguments, and samples rows.
pub(crate) fn draw(features: Features, order: &Order, run: &Run) -> Result<Drawn, Error> {
    let (matrix, name) = features.into_matrix(run)?;
    let table = Table::new(&matrix, name, run)?;
    let count = order.count(table.rows(), table.columns(), name)?;
    let basis = Orthonormal::new(&table, run)?;
    if order.method.needs_full_rank() && basis.rank < table.columns() {
        let (rank, columns) = (basis.rank, table.columns());
        let message =
            format!("the features are dependent: their numerical rank is {rank}, where it should be {columns}");
        return Err(Error::new(Code::NumericalBreakdown, message));
    }
    let scores = basis.scores();
    let sample = order.draw(count, &basis, &scores, run)?;
    Ok(Drawn { matrix, basis, scores, sample })
}

impl Order {
    /// The number of rows to sample from `rows` rows with `columns` features. Returns an error for an impossible
    /// request.
    fn count(&self, rows: usize, columns: usize, name: &str) -> Result<usize, Error> {
        if rows < columns {
            let message = format!("must have at least as many rows as features, got {rows} for {columns} features");
            return Err(Error::invalid(name, message));
        }
        if i32::try_from(rows).is_err() {
            return Err(Error::new(Code::OutOfMemory, format!("{rows} rows are more than 32-bit indices can address")));
        }
        if self.stabilized && self.method != SampleMethod::Leverage {
            return Err(Error::invalid("stabilized", "must be given for the method 'leverage' only"));
        }
        if self.repeats.is_some() && self.method != SampleMethod::RepeatedDpp {
            return Err(Error::invalid("repeats", "must be given for the method 'repeatedDpp' only"));
        }
        let drawn = match self.method {
            SampleMethod::Dpp => Some(columns as u64),
            SampleMethod::RepeatedDpp => Some(columns as u64 * u64::from(self.repeats()?)),
            _ => None,
        };
        match (drawn, self.size.map(u64::from)) {
            (None, None) => Err(Error::invalid("size", "is missing")),
            (Some(drawn), Some(size)) if drawn != size => {
                Err(Error::invalid("size", format!("is {drawn} with this method and can be left out, got {size}")))
            }
            (Some(drawn), _) if drawn > rows as u64 => {
                Err(Error::invalid("repeats", format!("must request at most {rows} rows, got {drawn}")))
            }
            (None, Some(size)) if !(columns as u64..=rows as u64).contains(&size) => {
                let message =
                    format!("must be from {columns}, the number of features, to {rows}, that of rows, got {size}");
                Err(Error::invalid("size", message))
            }
            (Some(count), _) | (None, Some(count)) => Ok(count as usize),
        }
    }

    fn repeats(&self) -> Result<u32, Error> {
        check::at_least_one("repeats", self.repeats)?;
        self.repeats.ok_or_else(|| Error::invalid("repeats", "is missing"))
    }

    /// Samples `count` rows, repeatedly if a stable sample is requested; if none is stable, returns the one nearest to
    /// it.
    pub(super) fn draw(&self, count: usize, basis: &Orthonormal, scores: &[f64], run: &Run) -> Result<Sample, Error> {
        let mut draws = Draws::new(basis, scores, run);
        let mut best = self.draw_once(count, &mut draws, basis, scores)?;
        let mut attempts = 1;
        while self.stabilized && !best.norm_bounds.are_stable() && attempts < MAX_ATTEMPTS && !run.is_out_of_time()? {
            attempts += 1;
            let next = self.draw_once(count, &mut draws, basis, scores)?;
            if next.norm_bounds.distortion() < best.norm_bounds.distortion() {
                best = next;
            }
        }
        Ok(Sample { attempts, ..best })
    }

    fn draw_once(&self, count: usize, draws: &mut Draws, basis: &Orthonormal, scores: &[f64]) -> Result<Sample, Error> {
        let rows = self.method.draw(count, basis.rank, draws)?;
        let weights = weights(self.method, &rows, basis.rank, scores);
        let norm_bounds = norm_bounds(basis, &rows, &weights)?;
        Ok(Sample { rows, weights, norm_bounds, attempts: 1 })
    }
}

/// The weights of sampled rows, for features with this rank and these leverage scores.
pub(crate) fn weights(method: SampleMethod, rows: &[usize], rank: usize, scores: &[f64]) -> Vec<f64> {
    let count = rows.len() as f64;
    let weight_of = |&row: &usize| match method {
        SampleMethod::Uniform | SampleMethod::Volume => scores.len() as f64 / count,
        // The expectation of the sum of w_i a_i a_i' is A' A.
        _ => rank as f64 / (count * scores[row]),
    };
    rows.iter().map(weight_of).collect()
}

fn ascending(mut rows: Vec<usize>) -> Vec<usize> {
    rows.sort_unstable();
    rows
}
