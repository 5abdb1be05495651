//! Random rows: independent ones, sets without repetition, and determinantal sets.

use super::orthonormal::Orthonormal;
use crate::kernels::{add_combination, products};
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};
use superlinear_numerics::vectors::dot;

/// Entries of the parts into which the work on all rows is cut.
const PART_ENTRIES: usize = 1 << 15;

/// Draws rows of a matrix, one draw after another from one stream.
pub(crate) struct Draws<'a> {
    basis: &'a Orthonormal,
    scores: &'a [f64],
    stream: Stream,
    run: &'a Run,
}

impl<'a> Draws<'a> {
    /// Draws with the run's seed from the rows with this basis and these leverage scores.
    pub fn new(basis: &'a Orthonormal, scores: &'a [f64], run: &'a Run) -> Self {
        Self { basis, scores, stream: Stream::new(run.seed(), 0), run }
    }

    /// `count` independent rows, each with probability in proportion to its leverage score.
    pub fn independent(&mut self, count: usize) -> Vec<usize> {
        let mut total = 0.0;
        let bounds: Vec<f64> = self
            .scores
            .iter()
            .map(|score| {
                total += score;
                total
            })
            .collect();
        // Where rounding takes a number beyond all bounds, the last row that can be drawn is.
        let last = bounds.partition_point(|&bound| bound < total);
        let mut draw = || {
            let target = self.stream.uniform() * total;
            bounds.partition_point(|&bound| bound <= target).min(last)
        };
        (0..count).map(|_| draw()).collect()
    }

    /// A set of `count` rows that are not in the ascending list `taken`, all such sets being equally likely.
    pub fn others(&mut self, taken: &[usize], count: usize) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.scores.len()).filter(|row| taken.binary_search(row).is_err()).collect();
        for place in 0..count {
            let left = u32::try_from(rows.len() - place).expect("fewer than 2^32 rows");
            rows.swap(place, place + self.stream.below(left) as usize);
        }
        rows.truncate(count);
        rows
    }

    /// A set S of as many rows as the basis has columns, drawn with probability det(U_S)^2, in ascending order.
    ///
    /// One row after another is drawn with probability in proportion to the square of its distance from the span of those
    /// drawn before. Rows are kept in coordinates in which that span is the last axes: a reflection of all rows turns the
    /// new row onto the next axis, and distances are sums of squares over the axes left. So they are never negative and never
    /// the small difference of large numbers.
    ///
    /// Source: Hough, Krishnapur, Peres, Virág, Determinantal processes and independence, Probability Surveys 3, 2006,
    /// algorithm 18, with reflections in the place of projections.
    pub fn determinantal(&mut self) -> Result<Vec<usize>, Error> {
        let width = self.basis.rank;
        let mut rows = self.basis.rows.clone();
        let mut squares = self.scores.to_vec();
        let mut chosen = Vec::with_capacity(width);
        for left in (0..width).rev() {
            let row = draw_in_proportion(&squares, &mut self.stream);
            chosen.push(row);
            if left > 0 {
                let normal = reflection_onto_last(&rows[row * width..row * width + left + 1]);
                self.reflect(&mut rows, &normal, &mut squares)?;
                squares[row] = 0.0;
            }
        }
        chosen.sort_unstable();
        Ok(chosen)
    }

    /// Reflects the leading entries of all rows at the plane with this normal, and writes the sums of squares of all but the
    /// last of these entries.
    fn reflect(&self, rows: &mut [f64], normal: &[f64], squares: &mut [f64]) -> Result<(), Error> {
        let width = self.basis.rank;
        let height = (PART_ENTRIES / width).max(1);
        let cancellation = self.run.cancellation();
        let parts = rows.chunks_mut(height * width).zip(squares.chunks_mut(height));
        Parallelism::of(self.run).map(parts, |_, (rows, squares)| {
            if !cancellation.is_requested() {
                dispatch(Reflect { rows, width, normal, squares });
            }
        });
        self.run.ensure_wanted()
    }

    /// Puts rows into random order.
    pub fn shuffle(&mut self, rows: &mut [usize]) {
        self.stream.shuffle(rows);
    }
}

/// Draws a place with probability in proportion to the number that stands there. One of them must be positive.
fn draw_in_proportion(numbers: &[f64], stream: &mut Stream) -> usize {
    let total: f64 = numbers.iter().sum();
    let target = stream.uniform() * total;
    let mut sum = 0.0;
    let found = numbers.iter().position(|number| {
        sum += number;
        sum > target
    });
    // Beyond all only by rounding.
    found.unwrap_or_else(|| numbers.iter().rposition(|&number| number > 0.0).unwrap_or(0))
}

/// The normal w, of norm sqrt 2, of the plane at which x is reflected onto the last axis: x - (w . x) w has zeros before its
/// last entry.
fn reflection_onto_last(x: &[f64]) -> Vec<f64> {
    let mut normal = x.to_vec();
    let last = normal.len() - 1;
    normal[last] += dot(x, x).sqrt().copysign(x[last]);
    let scale = (2.0 / dot(&normal, &normal)).sqrt();
    normal.iter_mut().for_each(|entry| *entry *= scale);
    normal
}

struct Reflect<'a> {
    rows: &'a mut [f64],
    width: usize,
    normal: &'a [f64],
    squares: &'a mut [f64],
}

impl Kernel for Reflect<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for (row, square) in self.rows.chunks_exact_mut(self.width).zip(self.squares) {
            let row = &mut row[..self.normal.len()];
            let [product] = products(arithmetic, [row], self.normal);
            add_combination(arithmetic, [self.normal], [-product], row);
            let rest = &row[..row.len() - 1];
            [*square] = products(arithmetic, [rest], rest);
        }
    }
}
