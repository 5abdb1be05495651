//! Leverage scores within a factor of 1 +- 1/2: the basis comes from a sketch, and its rows' norms from a projection to few
//! dimensions where there are many.

use super::{Scores, row_norms};
use crate::basis::{Basis, RankRule};
use crate::sketches::{Operand, Sketch, SketchKind};
use crate::table::Table;
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;

/// The probability that some score misses its factor.
const FAILURE_PROBABILITY: f64 = 1e-3;

/// The part of the factor that the projection may use. What is left is for the sketch: with [`ROWS_PER_COLUMN`] rows for each
/// of so many columns that a projection pays, its deviation is below 0.12 by the same bound, and 1.34 * 1.12 = 1.5.
const DEVIATION: f64 = 0.34;

/// Rows of the sketch for each column, at least.
const ROWS_PER_COLUMN: usize = 8;

/// The number of the random stream of the projection.
const PROJECTION_STREAM: u64 = 1;

/// The approximate scores; `None` where the table has no more rows than the sketch would have.
pub(super) fn find(table: &Table, rule: RankRule, run: &Run) -> Result<Option<Scores>, Error> {
    let (rows, columns) = (table.rows(), table.columns());
    let dimensions = dimensions(rows);
    let sketch_rows = (ROWS_PER_COLUMN * columns).max(columns + dimensions);
    if sketch_rows >= rows {
        return Ok(None);
    }
    let sketch = Sketch::new(SketchKind::Srht, sketch_rows, rows, 0, run)?;
    let basis = Basis::decompose(sketch.apply(&Operand::of_table(table))?, 0, rule)?;
    let rank = basis.rank();
    let factor = 1.0 / mean_inverse(sketch_rows as f64, rows.next_power_of_two() as f64, rank as f64);
    let scores = if dimensions < rank {
        let projected = &basis.transform * projection(rank, dimensions, run);
        row_norms(table, &projected, false, factor)?
    } else {
        row_norms(table, &basis.transform, basis.is_triangular, factor)?
    };
    Ok(Some(Scores { scores, rank }))
}

/// The dimensions with which chi-squared over its degrees of freedom is within [`DEVIATION`] of 1 in all rows: it
/// misses that with a probability of 2 exp(-m (e^2/4 - e^3/6)) at most (Dasgupta and Gupta, Random Struct. Algorithms
/// 22, 2003).
fn dimensions(rows: usize) -> usize {
    let exponent = DEVIATION.powi(2) / 4.0 - DEVIATION.powi(3) / 6.0;
    ((2.0 * rows as f64 / FAILURE_PROBABILITY).ln() / exponent).ceil() as usize
}

/// The mean of u' (U' S' S U)^-1 u for a unit vector u, U of `rank` orthonormal columns and S of `chosen` rows of a random
/// rotation of `all` dimensions, which the transform comes near to: the mean of an inverse matrix-variate beta distribution.
fn mean_inverse(chosen: f64, all: f64, rank: f64) -> f64 {
    chosen / all * (all - rank - 1.0) / (chosen - rank - 1.0)
}

/// Normal numbers of variance 1 / `dimensions`.
fn projection(rows: usize, dimensions: usize, run: &Run) -> Mat<f64> {
    let mut numbers = vec![0.0; rows * dimensions];
    Stream::new(run.seed(), PROJECTION_STREAM).fill_normal(&mut numbers);
    let scale = 1.0 / (dimensions as f64).sqrt();
    Mat::from_fn(rows, dimensions, |i, j| scale * numbers[i * dimensions + j])
}
