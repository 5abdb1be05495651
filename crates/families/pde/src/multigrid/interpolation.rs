//! Interpolation from every second point by weights from the matrix, and the coarse matrix.

use super::level::{Level, stride_of};

/// Row sums below this share of the diagonal are zero but for rounding: constants are then interpolated exactly.
const ZERO_ROW_SUM: f64 = 1e-9;

/// Weights by coarse point (I, J), at fine point (2I, 2J) counting from 1. Points next to the first coarse ones belong to
/// I = 0 and J = 0. Index 0 of a pair belongs to the smaller coordinate.
pub(super) struct Interpolation {
    columns: usize,
    rows: usize,
    /// Weights of fine points (2I + 1, 2J), from the coarse points I and I + 1.
    along_rows: Vec<[f64; 2]>,
    /// Weights of fine points (2I, 2J + 1), from J and J + 1.
    along_columns: Vec<[f64; 2]>,
    /// Weights of fine points (2I + 1, 2J + 1), from (I, J), (I + 1, J), (I, J + 1), (I + 1, J + 1).
    centers: Vec<[f64; 4]>,
}

impl Interpolation {
    pub fn new(fine: &Level) -> Self {
        let (columns, rows) = (fine.columns / 2, fine.rows / 2);
        let count = Level::zeros(columns, rows).padded_count();
        let mut weights = Self {
            columns,
            rows,
            along_rows: vec![[0.0; 2]; count],
            along_columns: vec![[0.0; 2]; count],
            centers: vec![[0.0; 4]; count],
        };
        let stride = weights.stride();
        for j in 0..=rows {
            for i in 0..=columns {
                let coarse = j * stride + i;
                let is_inside = |x: usize, y: usize| (1..=fine.columns).contains(&x) && (1..=fine.rows).contains(&y);
                let place = |x: usize, y: usize| y * fine.stride() + x;
                if is_inside(2 * i + 1, 2 * j) {
                    let [sw, s, se, w, d, e, nw, n, ne] = fine.entries(place(2 * i + 1, 2 * j));
                    weights.along_rows[coarse] = pair([sw + w + nw, d + s + n, se + e + ne], d);
                }
                if is_inside(2 * i, 2 * j + 1) {
                    let [sw, s, se, w, d, e, nw, n, ne] = fine.entries(place(2 * i, 2 * j + 1));
                    weights.along_columns[coarse] = pair([sw + s + se, d + w + e, nw + n + ne], d);
                }
            }
        }
        for j in (0..=rows).filter(|j| 2 * j < fine.rows) {
            for i in (0..=columns).filter(|i| 2 * i < fine.columns) {
                let coarse = j * stride + i;
                let entries = fine.entries((2 * j + 1) * fine.stride() + 2 * i + 1);
                weights.centers[coarse] = weights.of_center(coarse, entries);
            }
        }
        weights
    }

    fn stride(&self) -> usize {
        stride_of(self.columns)
    }

    /// The weights of a point between four coarse ones, from its neighbors' weights.
    fn of_center(&self, coarse: usize, [sw, s, se, w, d, e, nw, n, ne]: [f64; 9]) -> [f64; 4] {
        let stride = self.stride();
        let (south, north) = (self.along_rows[coarse], self.along_rows[coarse + stride]);
        let (west, east) = (self.along_columns[coarse], self.along_columns[coarse + 1]);
        let others = sw + s + se + w + e + nw + n + ne;
        let divisor = if (d + others).abs() < ZERO_ROW_SUM * d { -others } else { d };
        [
            sw + s * south[0] + w * west[0],
            se + s * south[1] + e * east[0],
            nw + n * north[0] + w * west[1],
            ne + n * north[1] + e * east[1],
        ]
        .map(|sum| -sum / divisor)
    }

    /// The matrix P' A P.
    pub fn coarse_matrix(&self, fine: &Level) -> Level {
        let mut coarse = Level::zeros(self.columns, self.rows);
        let mut diagonals = [vec![0.0; coarse.padded_count()], vec![0.0; coarse.padded_count()]];
        for j in 1..=self.rows {
            for i in 1..=self.columns {
                let product = self.product_with_column(fine, i, j);
                let entry = |a: isize, b: isize| {
                    let column = self.column((i as isize + a) as usize, (j as isize + b) as usize);
                    overlap(&column, &product, (a, b))
                };
                let k = coarse.row(j) + i - 1;
                coarse.diagonal[k] = entry(0, 0);
                if i < self.columns {
                    coarse.east[k] = entry(1, 0);
                }
                if j < self.rows {
                    coarse.north[k] = entry(0, 1);
                    if i < self.columns {
                        diagonals[0][k] = entry(1, 1);
                    }
                    if i > 1 {
                        diagonals[1][k] = entry(-1, 1);
                    }
                }
            }
        }
        coarse.diagonals = Some(diagonals);
        coarse.finish()
    }

    /// The column of P of a coarse point, on three by three fine points around it.
    #[inline(always)]
    fn column(&self, i: usize, j: usize) -> [f64; 9] {
        let stride = self.stride();
        let k = j * stride + i;
        [
            self.centers[k - stride - 1][3],
            self.along_columns[k - stride][1],
            self.centers[k - stride][2],
            self.along_rows[k - 1][1],
            1.0,
            self.along_rows[k][0],
            self.centers[k - 1][1],
            self.along_columns[k][0],
            self.centers[k][0],
        ]
    }

    /// A P for a coarse point, on five by five fine points around it.
    #[inline(always)]
    fn product_with_column(&self, fine: &Level, i: usize, j: usize) -> [f64; 25] {
        let mut product = [0.0; 25];
        let column = self.column(i, j);
        for y in 0..3 {
            for x in 0..3 {
                let weight = column[3 * y + x];
                if weight == 0.0 {
                    continue;
                }
                let entries = fine.entries((2 * j + y - 1) * fine.stride() + 2 * i + x - 1);
                for dy in 0..3 {
                    for dx in 0..3 {
                        product[5 * (y + dy) + x + dx] += weight * entries[3 * dy + dx];
                    }
                }
            }
        }
        product
    }

    /// Writes P' times a fine residual.
    pub fn restrict(&self, fine: &Level, residual: &[f64], coarse: &mut [f64]) {
        let (stride, fine_stride) = (self.stride(), fine.stride());
        for j in 1..=self.rows {
            for i in 1..=self.columns {
                let center = 2 * j * fine_stride + 2 * i;
                let column = self.column(i, j);
                let mut sum = 0.0;
                for (row, weights) in column.chunks_exact(3).enumerate() {
                    let values = &residual[center + row * fine_stride - fine_stride - 1..][..3];
                    sum += weights[0] * values[0] + weights[1] * values[1] + weights[2] * values[2];
                }
                coarse[j * stride + i] = sum;
            }
        }
    }

    /// Adds P times a coarse correction.
    pub fn add(&self, fine: &Level, coarse: &[f64], solution: &mut [f64]) {
        let (stride, fine_stride) = (self.stride(), fine.stride());
        for j in 0..=self.rows {
            for i in 0..=self.columns {
                let k = j * stride + i;
                let corners = [coarse[k], coarse[k + 1], coarse[k + stride], coarse[k + stride + 1]];
                let place = 2 * j * fine_stride + 2 * i;
                let (rows, columns, center) = (self.along_rows[k], self.along_columns[k], self.centers[k]);
                solution[place] += corners[0];
                solution[place + 1] += rows[0] * corners[0] + rows[1] * corners[1];
                solution[place + fine_stride] += columns[0] * corners[0] + columns[1] * corners[2];
                let sum: f64 = center.iter().zip(corners).map(|(weight, value)| weight * value).sum();
                solution[place + fine_stride + 1] += sum;
            }
        }
    }
}

/// The sum of a column of P times A P for a coarse point (a, b) steps before that column's.
#[inline(always)]
fn overlap(column: &[f64; 9], product: &[f64; 25], (a, b): (isize, isize)) -> f64 {
    let mut sum = 0.0;
    for y in -1..=1 {
        for x in -1..=1 {
            let (dx, dy) = (x + 2 * a, y + 2 * b);
            if dx.abs() <= 2 && dy.abs() <= 2 {
                sum += column[((y + 1) * 3 + x + 1) as usize] * product[((dy + 2) * 5 + dx + 2) as usize];
            }
        }
    }
    sum
}

/// Weights of the two coarse neighbors along a line, from the sums of the entries before, at and after the point.
fn pair([before, middle, after]: [f64; 3], diagonal: f64) -> [f64; 2] {
    let row_sum = before + middle + after;
    let divisor = if row_sum.abs() < ZERO_ROW_SUM * diagonal { -(before + after) } else { middle };
    [-before / divisor, -after / divisor]
}
