//! Leverage scores: the influence of each row of a matrix on a least-squares problem.
//!
//! Source for the approximation: Drineas, Magdon-Ismail, Mahoney, Woodruff, Fast Approximation of Matrix Coherence and
//! Statistical Leverage, J. Mach. Learn. Res. 13, 2012.

mod approximation;

use crate::basis::{Basis, RankRule, scale_columns, scale_of, scale_rows};
use crate::root;
use crate::sketches::Operand;
use crate::table::Table;
use faer::Mat;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::dense::write_product;

/// Computes leverage scores: the influence of each row of a matrix on a least-squares problem, from 0 to 1. Exact, for
/// matrices of any shape and rank; or within a factor of 1/2 to 3/2, in less time for very tall ones.
///
/// The approximation is after Drineas, Magdon-Ismail, Mahoney, Woodruff: Fast Approximation of Matrix Coherence and
/// Statistical Leverage, Journal of Machine Learning Research 13, 2012.
///
/// @example
/// ```ts
/// const { scores } = await leverageScores({ matrix: [[1, 0], [1, 1], [1, 2]] });
/// ```
#[derive(JsonSchema)]
pub struct LeverageScores;

/// A matrix for leverage scores.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeverageScoresProblem {
    /// The matrix: dense in double or single precision, or sparse. Tall, square or wide.
    pub matrix: AnyMatrix,
    /// Whether the scores are exact up to rounding; otherwise a sketch approximates each within a factor of 1/2 to 3/2,
    /// except with a probability of a thousandth, in less time for a very tall matrix.
    #[serde(default = "default_exact")]
    pub exact: bool,
    /// Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns
    /// scaled to equal norms, so that units of measurement do not matter. Default: 1e-15 per column.
    pub rank_tolerance: Option<f64>,
}

fn default_exact() -> bool {
    true
}

/// The scores.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeverageScoresSolution {
    /// The squared norm of each row of an orthonormal basis of the column space: from 0 to 1, with the rank as their
    /// sum.
    pub scores: Vector,
    /// The numerical rank of the matrix.
    pub rank: u32,
    /// Whether the scores are exact. They also are for a matrix with fewer rows than the sketch would have.
    pub exact: bool,
}

impl Task for LeverageScores {
    const NAME: &'static str = "sketch.leverageScores";
    type Problem = LeverageScoresProblem;
    type Solution = LeverageScoresSolution;
    type Progress = NoProgress;

    fn solve(problem: LeverageScoresProblem, run: &Run) -> Result<LeverageScoresSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        check::optional("rankTolerance", problem.rank_tolerance, check::FRACTION)?;
        let (rows, columns) = (table.rows(), table.columns());
        run.ensure_memory("matrix", [rows.min(columns), columns, FACTORS])?;
        let rule = RankRule { tolerance: problem.rank_tolerance, by_singular_values: false };
        let found = if problem.exact { None } else { approximation::find(&table, rule, run)? };
        let exact = found.is_none();
        let Scores { scores, rank } = found.map_or_else(|| exact_scores(&table, rule), Ok)?;
        Ok(LeverageScoresSolution { scores: scores.into(), rank: rank as u32, exact })
    }
}

/// Matrices of as many columns as the table, and as many rows as its smaller side, that exist at a time. Measured:
/// 4.4.
const FACTORS: usize = 5;

/// The scores of all rows, and the rank.
pub(crate) struct Scores {
    pub scores: Vec<f64>,
    pub rank: usize,
}

/// The scores from the triangular factor of a QR factorization, in two passes over the table.
pub(crate) fn exact_scores(table: &Table, rule: RankRule) -> Result<Scores, Error> {
    let (transform, is_triangular) = variables(table, rule)?;
    let scores = row_norms(table, &transform, is_triangular, 1.0)?;
    Ok(Scores { scores, rank: transform.ncols() })
}

/// T with A T orthonormal up to rounding, and whether it is upper triangular.
fn variables(table: &Table, rule: RankRule) -> Result<(Mat<f64>, bool), Error> {
    let mut root = root::of(table, &Operand::of_table(table))?;
    // Scores do not depend on the scales of columns, but for wide matrices the basis would.
    let scales: Vec<f64> = root.col_iter().map(|column| scale_of(column.norm_l2())).collect();
    scale_columns(root.as_mut(), |j| scales[j]);
    let basis = Basis::decompose(root, 0, rule)?;
    Ok((scale_rows(basis.transform, &scales), basis.is_triangular))
}

/// Number of entries of a block of rows multiplied at a time: it stays in the second-level cache.
const BLOCK_ENTRIES: usize = 1 << 15;
const FEWEST_ROWS: usize = 64;

/// The squared norm of each row of A T times `factor`, as a score of at most 1.
fn row_norms(table: &Table, transform: &Mat<f64>, is_triangular: bool, factor: f64) -> Result<Vec<f64>, Error> {
    let (columns, width) = (table.columns(), transform.ncols());
    let height = (BLOCK_ENTRIES / columns).max(FEWEST_ROWS);
    let parts = table.map_parts(table.rows_per_part(), |rows| {
        let mut scores = Vec::with_capacity(rows.len());
        let (mut scratch, mut products) = (Vec::new(), vec![0.0; height * width]);
        for first in rows.clone().step_by(height) {
            table.ensure_wanted()?;
            let block = first..rows.end.min(first + height);
            let products = &mut products[..block.len() * width];
            write_product(table.dense_rows(block.clone(), &mut scratch), transform.as_ref(), is_triangular, products);
            let square = |row: &[f64]| row.iter().fold(0.0, |sum, entry| sum + entry * entry);
            scores.extend((0..block.len()).map(|i| (factor * square(&products[i * width..][..width])).min(1.0)));
        }
        Ok(scores)
    })?;
    Ok(parts.into_iter().collect::<Result<Vec<_>, Error>>()?.concat())
}
