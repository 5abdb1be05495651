//! The laws by which rows are drawn, and the weights that go with them.

use super::draws::Draws;
use super::features::Features;
use super::norm_bounds::{NormBounds, norm_bounds};
use super::orthonormal::Orthonormal;
use crate::table::Table;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Code, Error, Run, check};

/// The laws by which rows are drawn. `n` rows of `d` features each; `k` rows are drawn, `score` is a row's leverage score, and
/// `A_S` are the rows of the matrix that are in the set or sequence `S`, repeated as they are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SampleMethod {
    /// All sets of k rows are equally likely; weights n / k. For comparison.
    Uniform,
    /// k independent draws, each row with probability score / d; weights d / (k score).
    Leverage,
    /// Sets of k rows, with probability in proportion to det(A_S' A_S); weights n / k. The fit is unbiased.
    Volume,
    /// Sets of d rows, with probability det(A_S)^2 / det(A' A); weights 1 / score. The fit is unbiased.
    Dpp,
    /// `repeats` independent sets as of `dpp`, one after the other; weights 1 / (repeats score).
    RepeatedDpp,
    /// Sequences of k rows, with probability in proportion to det(sum of a_i a_i' / score_i) times the product of the scores,
    /// the sum and the product over the sequence; weights d / (k score). The fit is unbiased.
    VolumeRescaled,
}

impl SampleMethod {
    /// Whether the law makes sense for independent features only.
    fn needs_full_rank(self) -> bool {
        !matches!(self, Self::Uniform | Self::Leverage)
    }

    /// Draws `count` rows of features with this rank.
    fn draw(self, count: usize, rank: usize, draws: &mut Draws) -> Result<Vec<usize>, Error> {
        Ok(match self {
            Self::Uniform => ascending(draws.others(&[], count)),
            Self::Leverage => draws.independent(count),
            // Binet and Cauchy: det(A_S' A_S) is the sum of det(A_T)^2 over all sets T of d rows in S. So S is drawn by drawing
            // T, and after it any of the sets of other rows.
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
            // By the same formula: T is at random places of the sequence, and independent draws are at the others.
            Self::VolumeRescaled => {
                let mut rows = draws.determinantal()?;
                rows.extend(draws.independent(count - rank));
                draws.shuffle(&mut rows);
                rows
            }
        })
    }
}

/// What is to be drawn.
pub(crate) struct Order {
    pub method: SampleMethod,
    pub size: Option<u32>,
    pub repeats: Option<u32>,
    pub stabilized: bool,
}

/// How often rows are drawn again where a stabilized sample is wanted.
const MOST_ATTEMPTS: u32 = 100;

/// Drawn rows.
pub(crate) struct Sample {
    /// The rows, in the order of the law.
    pub rows: Vec<usize>,
    /// Their weights.
    pub weights: Vec<f64>,
    /// What the weighted rows make of norms.
    pub norm_bounds: NormBounds,
    /// How often rows were drawn.
    pub attempts: u32,
}

/// The features, what is known of them, and the rows that were drawn.
pub(crate) struct Drawn {
    pub matrix: AnyMatrix,
    pub basis: Orthonormal,
    pub scores: Vec<f64>,
    pub sample: Sample,
}

/// Checks everything, and draws rows.
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
    /// How many rows are to be drawn of `rows` ones of `columns` features. Refuses what cannot be drawn.
    fn count(&self, rows: usize, columns: usize, name: &str) -> Result<usize, Error> {
        if rows < columns {
            let message = format!("must have at least as many rows as features, got {rows} for {columns} features");
            return Err(Error::invalid(name, message));
        }
        if i32::try_from(rows).is_err() {
            return Err(Error::new(Code::OutOfMemory, format!("{rows} rows are more than 32-bit indices can address")));
        }
        if self.stabilized && self.method != SampleMethod::Leverage {
            return Err(Error::invalid("stabilized", "goes with the method 'leverage' alone"));
        }
        if self.repeats.is_some() && self.method != SampleMethod::RepeatedDpp {
            return Err(Error::invalid("repeats", "goes with the method 'repeatedDpp' alone"));
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
                Err(Error::invalid("repeats", format!("ask for {drawn} rows where there are {rows}")))
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

    /// Draws `count` rows, again where they are to be stable and are not; of all that are not the nearest to being stable.
    pub(super) fn draw(&self, count: usize, basis: &Orthonormal, scores: &[f64], run: &Run) -> Result<Sample, Error> {
        let mut draws = Draws::new(basis, scores, run);
        let mut best = self.draw_once(count, &mut draws, basis, scores)?;
        let mut attempts = 1;
        while self.stabilized && !best.norm_bounds.are_stable() && attempts < MOST_ATTEMPTS && !run.is_out_of_time()? {
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

/// The weights of drawn rows, of features with this rank and these leverage scores.
pub(crate) fn weights(method: SampleMethod, rows: &[usize], rank: usize, scores: &[f64]) -> Vec<f64> {
    let count = rows.len() as f64;
    let weight_of = |&row: &usize| match method {
        SampleMethod::Uniform | SampleMethod::Volume => scores.len() as f64 / count,
        // The expected sum of w_i a_i a_i' is A' A.
        _ => rank as f64 / (count * scores[row]),
    };
    rows.iter().map(weight_of).collect()
}

fn ascending(mut rows: Vec<usize>) -> Vec<usize> {
    rows.sort_unstable();
    rows
}
