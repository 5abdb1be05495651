//! Householder's QR decomposition by blocks of columns: within a panel reflection by reflection, and those of a block together on
//! all columns behind it, as products of matrices.
//!
//! Source: Schreiber and Van Loan, A storage-efficient WY representation for products of Householder transformations, SIAM J.
//! Sci. Stat. Comput. 10, 1989; Joffrain, Low, Quintana-Ortí, van de Geijn, Van Zee, Accumulating Householder transformations,
//! revisited, ACM Trans. Math. Softw. 32, 2006, for the triangle that is solved with instead of one that is multiplied by.

use super::{DEPTH, Group, Panels, Registers, WIDTH, add_gram, sums_of_products};
use faer::{Mat, MatRef};
use std::ops::Range;

/// Columns whose reflections are applied together.
const BLOCK: usize = 32;

/// Rows of reflections that stay in the first-level cache.
const ROWS: usize = 128;

/// See [`super::super::triangle`].
pub(in super::super) fn triangle(matrix: MatRef<'_, f64>) -> Mat<f64> {
    let (height, columns) = (matrix.nrows(), matrix.ncols());
    let steps = height.min(columns);
    let mut panels = Panels::of_matrix(matrix);
    let scales: Vec<Group> = (0..panels.count()).map(|panel| scale(panels.get_mut(panel))).collect();
    for first in (0..steps).step_by(BLOCK) {
        let end = steps.min(first + BLOCK);
        let rows = first..panels.filled_rows(first / WIDTH..end.div_ceil(WIDTH)).max(end);
        let block = Reflections::of_block(&mut panels, rows.clone(), end);
        for panel in end.div_ceil(WIDTH)..panels.count() {
            block.apply(&mut panels.get_mut(panel)[rows.clone()]);
        }
    }
    let mut triangle = panels.upper_part(steps, columns);
    for (j, scale) in (0..columns).zip(scales.as_flattened()) {
        triangle.col_as_slice_mut(j).iter_mut().for_each(|entry| *entry /= scale);
    }
    triangle
}

/// Multiplies the columns of a panel by powers of 2 that bring their largest entries near 1, so that squares stay in range.
fn scale(panel: &mut [Group]) -> Group {
    let mut largest: Group = [0.0; WIDTH];
    for row in panel.iter() {
        largest.iter_mut().zip(row).for_each(|(largest, entry)| *largest = largest.max(entry.abs()));
    }
    let scales = largest.map(reciprocal_power);
    for row in panel {
        row.iter_mut().zip(scales).for_each(|(entry, scale)| *entry *= scale);
    }
    scales
}

/// The reciprocal of the largest power of 2 up to a positive number, or the next to it of which both are normal numbers.
fn reciprocal_power(number: f64) -> f64 {
    const MANTISSA_BITS: u32 = f64::MANTISSA_DIGITS - 1;
    const LARGEST_EXPONENT: u64 = 2 * f64::MAX_EXP as u64 - 3;
    let exponent = (LARGEST_EXPONENT + 1).saturating_sub(number.to_bits() >> MANTISSA_BITS);
    f64::from_bits(exponent.clamp(1, LARGEST_EXPONENT) << MANTISSA_BITS)
}

/// Reflections I - t v v', the first of which is the first that is applied.
struct Reflections {
    /// The vectors v, the columns of a row-major matrix.
    vectors: Vec<f64>,
    /// The factors t; 0 for no reflection.
    factors: Vec<f64>,
    /// The inner products of the vectors, beneath the diagonal.
    gram: Mat<f64>,
}

impl Reflections {
    fn new(vectors: Vec<f64>, factors: Vec<f64>) -> Self {
        let mut gram = Mat::zeros(factors.len(), factors.len());
        add_gram(&vectors, &mut gram);
        Self { vectors, factors, gram }
    }

    /// Those that make the columns up to `end` triangular, from the first of `rows` on; they do it.
    fn of_block(panels: &mut Panels, rows: Range<usize>, end: usize) -> Self {
        let first = rows.start;
        let count = (end - first).next_multiple_of(WIDTH);
        let (mut vectors, mut factors) = (vec![0.0; rows.len() * count], vec![0.0; count]);
        for start in (first..end).step_by(WIDTH) {
            let these = Self::of_panel(&mut panels.get_mut(start / WIDTH)[start..rows.end], WIDTH.min(end - start));
            for panel in start / WIDTH + 1..end.div_ceil(WIDTH) {
                these.apply(&mut panels.get_mut(panel)[start..rows.end]);
            }
            let place = start - first..start - first + WIDTH;
            factors[place.clone()].copy_from_slice(&these.factors);
            let rows = vectors.chunks_exact_mut(count).skip(place.start);
            for (row, entries) in rows.zip(these.vectors.chunks_exact(WIDTH)) {
                row[place.clone()].copy_from_slice(entries);
            }
        }
        Self::new(vectors, factors)
    }

    /// Those that make the first `count` columns of a panel triangular; they do it.
    fn of_panel(panel: &mut [Group], count: usize) -> Self {
        let (mut factors, mut scales) = (vec![0.0; WIDTH], [0.0; WIDTH]);
        let mut products = products_with_column(0, &mut panel[1..], &[0.0; WIDTH]);
        for k in 0..count {
            let (pivot, square) = (panel[k][k], products[k]);
            let mut change = [0.0; WIDTH];
            if square > 0.0 {
                let image = -(pivot * pivot + square).sqrt().copysign(pivot);
                factors[k] = (image - pivot) / image;
                scales[k] = 1.0 / (pivot - image);
                for j in k + 1..WIDTH {
                    let part = factors[k] * (panel[k][j] + scales[k] * products[j]);
                    panel[k][j] -= part;
                    change[j] = -scales[k] * part;
                }
                panel[k][k] = image;
            } else if square.is_nan() {
                panel[k][k] = f64::NAN;
            }
            if k + 1 < count {
                let (next, below) = panel[k + 1..].split_at_mut(1);
                next[0] = Registers::of(&next[0]).plus(next[0][k], Registers::of(&change)).numbers();
                products = products_with_column(k + 1, below, &change);
            }
        }
        let mut vectors = panel.as_flattened().to_vec();
        for (i, row) in vectors.chunks_exact_mut(WIDTH).enumerate() {
            row.iter_mut().zip(scales).for_each(|(entry, scale)| *entry *= scale);
            if i < WIDTH {
                row[i..].fill(0.0);
                row[i] = 1.0;
            }
        }
        Self::new(vectors, factors)
    }

    /// Applies all to a panel.
    fn apply(&self, panel: &mut [Group]) {
        let count = self.factors.len();
        let mut parts = vec![[0.0; WIDTH]; count];
        for (vectors, panel) in self.vectors.chunks(ROWS * count).zip(panel.chunks(ROWS)) {
            for (k, parts) in parts.as_chunks_mut::<2>().0.iter_mut().enumerate() {
                let pairs = vectors.chunks_exact(count).map(|row| [row[2 * k], row[2 * k + 1]]);
                add(parts, sums_of_products(pairs, panel));
            }
        }
        for k in 0..count {
            let mut part = Registers::of(&parts[k]);
            for (l, other) in parts[..k].iter().enumerate() {
                part = part.plus(self.gram[(k, l)], Registers::of(other));
            }
            parts[k] = part.numbers().map(|entry| -self.factors[k] * entry);
        }
        for (vectors, rows) in self.vectors.chunks(2 * count).zip(panel.chunks_mut(2)) {
            let (first, second) = vectors.split_at(count);
            let second = if second.is_empty() { first } else { second };
            let pairs = first.iter().zip(second).map(|(&first, &second)| [first, second]);
            add(rows, sums_of_products(pairs, &parts));
        }
    }
}

/// The inner products of column `k` with all columns, after `change` times the column before it was added to each row.
/// It is compiled once.
#[inline(never)]
fn products_with_column(k: usize, rows: &mut [Group], change: &Group) -> Group {
    let (mut total, change) = ([0.0; WIDTH], Registers::of(change));
    for rows in rows.chunks_mut(DEPTH) {
        let mut sums = Registers::zeros();
        for row in rows {
            let changed = Registers::of(row).plus(row[k.saturating_sub(1)], change);
            *row = changed.numbers();
            sums = sums.plus(row[k], changed);
        }
        add(std::slice::from_mut(&mut total), [sums.numbers()]);
    }
    total
}

fn add<const N: usize>(groups: &mut [Group], sums: [Group; N]) {
    for (group, sums) in groups.iter_mut().zip(sums) {
        group.iter_mut().zip(sums).for_each(|(entry, sum)| *entry += sum);
    }
}
