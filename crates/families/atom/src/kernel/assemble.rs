//! Element matrices from tables, in lanes: the upper triangle of each, by rows.

use crate::lanes::Lanes;
use crate::tables::{ROW_UNIT, Tables};
use superlinear_numerics::simd::{Arithmetic, Kernel};

/// The number of matrix columns accumulated together in registers, for [`ROW_UNIT`] rows.
const COLUMNS: usize = 4;

/// Writes the integrals of `slopes` times L_i' L_j' + `mixed` times (L_i' L_j + L_i L_j') + `values` times L_i L_j. The
/// weights at the quadrature nodes include the quadrature weights.
pub(crate) struct Assemble<'a> {
    pub tables: &'a Tables,
    pub slopes: &'a [Lanes],
    pub mixed: &'a [Lanes],
    pub values: &'a [Lanes],
    /// The factors of all functions. Only the factors of the elements' starts are used: no other function is shared by
    /// elements with different factors.
    pub factors: &'a [Lanes],
    pub matrices: &'a mut [Lanes],
    pub scratch: &'a mut Vec<Lanes>,
}

impl Kernel for Assemble<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Tables { points, functions, width, .. } = *self.tables;
        self.scratch.resize(2 * COLUMNS * points, Lanes::default());
        for (group, matrix) in self.matrices.chunks_exact_mut(super::triangle(functions)).enumerate() {
            let nodes = group * points..(group + 1) * points;
            let weights = [&self.slopes[nodes.clone()], &self.mixed[nodes.clone()], &self.values[nodes]];
            let tables = self.tables.of_group(group);
            for column in (0..width).step_by(COLUMNS) {
                if column + COLUMNS <= width {
                    block::<A, COLUMNS>(arithmetic, tables, weights, (functions, width, column), self.scratch, matrix);
                } else {
                    block::<A, ROW_UNIT>(arithmetic, tables, weights, (functions, width, column), self.scratch, matrix);
                }
            }
            scale_start(matrix, functions, &self.factors[group * functions + functions - 2]);
        }
    }
}

/// Writes `C` columns, from `column` on, of the upper triangle.
#[inline(always)]
fn block<A: Arithmetic, const C: usize>(
    arithmetic: A,
    (values, slopes): (&[Lanes], &[Lanes]),
    weights: [&[Lanes]; 3],
    (functions, width, column): (usize, usize, usize),
    scratch: &mut [Lanes],
    matrix: &mut [Lanes],
) {
    weigh::<A, C>(arithmetic, (values, slopes), weights, (width, column), scratch);
    for row in (0..column + C).step_by(ROW_UNIT) {
        let sums = tile::<A, C>(arithmetic, (values, slopes), (width, row), scratch);
        for (i, sums) in sums.into_iter().enumerate() {
            for (j, sum) in sums.into_iter().enumerate() {
                let (i, j) = (row + i, column + j);
                if i <= j && j < functions {
                    matrix[super::triangle(functions) - super::triangle(functions - i) + j - i] = sum;
                }
            }
        }
    }
}

/// Fills `scratch` with the weighted tables of some columns: for each node the factors of derivatives, then of values.
#[inline(always)]
fn weigh<A: Arithmetic, const C: usize>(
    arithmetic: A,
    (values, slopes): (&[Lanes], &[Lanes]),
    [of_slopes, mixed, of_values]: [&[Lanes]; 3],
    (width, column): (usize, usize),
    scratch: &mut [Lanes],
) {
    let rows = values.chunks_exact(width).zip(slopes.chunks_exact(width));
    let weights = of_slopes.iter().zip(mixed).zip(of_values);
    for ((out, (values, slopes)), ((a, b), c)) in scratch.chunks_exact_mut(2 * C).zip(rows).zip(weights) {
        for j in 0..C {
            let (value, slope) = (&values[column + j], &slopes[column + j]);
            out[j] = b.times(value).plus_product(arithmetic, a, slope);
            out[C + j] = c.times(value).plus_product(arithmetic, b, slope);
        }
    }
}

/// The sums over all nodes of the products of [`ROW_UNIT`] functions, starting with `row`, with the output of
/// [`weigh`].
#[inline(always)]
fn tile<A: Arithmetic, const C: usize>(
    arithmetic: A,
    (values, slopes): (&[Lanes], &[Lanes]),
    (width, row): (usize, usize),
    scratch: &[Lanes],
) -> [[Lanes; C]; ROW_UNIT] {
    let [mut first, mut second] = [[Lanes::default(); C]; ROW_UNIT];
    let rows = values.chunks_exact(width).zip(slopes.chunks_exact(width));
    for (weighted, (values, slopes)) in scratch.chunks_exact(2 * C).zip(rows) {
        let (values, slopes) = (&values[row..row + ROW_UNIT], &slopes[row..row + ROW_UNIT]);
        let (of_slopes, of_values) = weighted.split_at(C);
        for (i, sums) in [&mut first, &mut second].into_iter().enumerate() {
            for ((sum, of_slope), of_value) in sums.iter_mut().zip(of_slopes).zip(of_values) {
                let with_slope = sum.plus_product(arithmetic, &slopes[i], of_slope);
                *sum = with_slope.plus_product(arithmetic, &values[i], of_value);
            }
        }
    }
    [first, second]
}

/// Scales the row and the column of the function at the elements' starts, the last but one.
#[inline(always)]
fn scale_start(matrix: &mut [Lanes], functions: usize, factor: &Lanes) {
    let mut place = functions - 2;
    for row in (3..=functions).rev() {
        matrix[place] = matrix[place].times(factor);
        place += row - 1;
    }
    matrix[place] = matrix[place].times(factor);
    matrix[place] = matrix[place].times(factor);
    matrix[place + 1] = matrix[place + 1].times(factor);
}
