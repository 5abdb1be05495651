//! Leverage scores within a factor of 1 +- 1/2, with a basis from a sketch, and row norms from a random projection if
//! there are many dimensions.

use super::{Scores, row_norms};
use crate::basis::{Basis, RankRule};
use crate::sketches::{Operand, Sketch, SketchKind};
use crate::table::Table;
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;

/// The probability that some score is outside its range.
const FAILURE_PROBABILITY: f64 = 1e-3;

/// The deviation allowed for the projection. The rest is for the sketch: with [`ROWS_PER_COLUMN`] rows per column, and
/// enough columns for a projection to pay off, its deviation is below 0.12 by the same bound, and 1.34 * 1.12 = 1.5.
const DEVIATION: f64 = 0.34;

/// Minimum number of rows of the sketch per column.
const ROWS_PER_COLUMN: usize = 8;

/// The random stream of the projection.
const PROJECTION_STREAM: u64 = 1;

/// The approximate scores; `None` if the table has at most as many rows as the sketch would have.
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

/// The number of dimensions for which chi-squared divided by its degrees of freedom is within [`DEVIATION`] of 1 for
/// all rows. The probability of missing it is at most 2 exp(-m (e^2/4 - e^3/6)) per row (Dasgupta and Gupta, Random
/// Struct. Algorithms 22, 2003).
fn dimensions(rows: usize) -> usize {
    let exponent = DEVIATION.powi(2) / 4.0 - DEVIATION.powi(3) / 6.0;
    ((2.0 * rows as f64 / FAILURE_PROBABILITY).ln() / exponent).ceil() as usize
}

/// The mean of u' (U' S' S U)^-1 u for a unit vector u, U with `rank` orthonormal columns and S with `chosen` rows of a
/// random rotation in `all` dimensions, which the transform approximates: the mean of an inverse matrix-variate beta
/// distribution.
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
