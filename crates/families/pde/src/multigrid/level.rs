//! A symmetric nine-point matrix on a rectangle of points.
//!
//! Entries and vectors have a margin of one point before and two after each row and column, with zeros: stencils need no
//! cases at boundaries, and neighbors of coarse points exist.

/// Margins before and after the points of a row or column.
const BEFORE: usize = 1;
const MARGINS: usize = 3;

/// Numbers from one row to the next.
pub(super) fn stride_of(columns: usize) -> usize {
    columns + MARGINS
}

/// The matrix. Entries to the other four neighbors are those of the neighbors to this point.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub columns: usize,
    pub rows: usize,
    pub diagonal: Vec<f64>,
    /// The reciprocals of the diagonal; 0 in the margin.
    pub reciprocals: Vec<f64>,
    /// Entries to the next column.
    pub east: Vec<f64>,
    /// Entries to the next row.
    pub north: Vec<f64>,
    /// Entries to the next column and row, and to the previous column in the next row; `None` for five points.
    pub diagonals: Option<[Vec<f64>; 2]>,
}

impl Level {
    /// Zeros, with five points.
    pub fn zeros(columns: usize, rows: usize) -> Self {
        let count = (columns + MARGINS) * (rows + MARGINS);
        let zeros = || vec![0.0; count];
        Self { columns, rows, diagonal: zeros(), reciprocals: zeros(), east: zeros(), north: zeros(), diagonals: None }
    }

    /// Sets the reciprocals of the diagonal.
    pub fn finish(mut self) -> Self {
        for (reciprocal, &entry) in self.reciprocals.iter_mut().zip(&self.diagonal) {
            *reciprocal = if entry > 0.0 { 1.0 / entry } else { 0.0 };
        }
        self
    }

    /// The matrix plus a multiple of the identity.
    pub fn shifted(&self, shift: f64) -> Self {
        let mut shifted = self.clone();
        for (i, j) in self.points() {
            shifted.diagonal[self.index(i, j)] += shift;
        }
        shifted.finish()
    }

    pub fn stride(&self) -> usize {
        stride_of(self.columns)
    }

    pub fn padded_count(&self) -> usize {
        self.diagonal.len()
    }

    /// The index of a point, by column and row from 0.
    pub fn index(&self, i: usize, j: usize) -> usize {
        (j + BEFORE) * self.stride() + i + BEFORE
    }

    /// The index of the first point of a row counted from 1.
    pub fn row(&self, j: usize) -> usize {
        j * self.stride() + BEFORE
    }

    /// All points, by column and row from 0.
    pub fn points(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns;
        (0..self.rows).flat_map(move |j| (0..columns).map(move |i| (i, j)))
    }

    /// Copies a vector without margins.
    pub fn pad(&self, values: &[f64], padded: &mut [f64]) {
        for (j, row) in values.chunks_exact(self.columns).enumerate() {
            padded[self.index(0, j)..][..self.columns].copy_from_slice(row);
        }
    }

    pub fn unpad(&self, padded: &[f64], values: &mut [f64]) {
        for (j, row) in values.chunks_exact_mut(self.columns).enumerate() {
            row.copy_from_slice(&padded[self.index(0, j)..][..self.columns]);
        }
    }

    /// Visits the diagonal and the entries to the four stored neighbors.
    pub fn for_each_entry(&self, mut visit: impl FnMut((usize, usize), (usize, usize), f64)) {
        for (i, j) in self.points() {
            let k = self.index(i, j);
            visit((i, j), (i, j), self.diagonal[k]);
            if i + 1 < self.columns {
                visit((i, j), (i + 1, j), self.east[k]);
            }
            if j + 1 == self.rows {
                continue;
            }
            visit((i, j), (i, j + 1), self.north[k]);
            let Some([north_east, north_west]) = &self.diagonals else { continue };
            if i + 1 < self.columns {
                visit((i, j), (i + 1, j + 1), north_east[k]);
            }
            if i > 0 {
                visit((i, j), (i - 1, j + 1), north_west[k]);
            }
        }
    }

    /// The largest sum of absolute values of a row.
    pub fn norm(&self) -> f64 {
        let row = |(i, j): (usize, usize)| self.entries(self.index(i, j)).iter().map(|entry| entry.abs()).sum::<f64>();
        self.points().map(row).fold(0.0, f64::max)
    }

    /// The entries of row `k`: south-west, south, south-east, west, center, east, north-west, north, north-east.
    #[inline(always)]
    pub fn entries(&self, k: usize) -> [f64; 9] {
        let s = self.stride();
        let [south_west, south_east, north_west, north_east] = match &self.diagonals {
            Some([north_east, north_west]) => {
                [north_east[k - s - 1], north_west[k + 1 - s], north_west[k], north_east[k]]
            }
            None => [0.0; 4],
        };
        let (south, west) = (self.north[k - s], self.east[k - 1]);
        [south_west, south, south_east, west, self.diagonal[k], self.east[k], north_west, self.north[k], north_east]
    }

    /// Adds the products of all entries but the diagonal to `sums`, for the points of row `j`, counted from 1, and `x`.
    #[inline(always)]
    pub fn add_neighbors(&self, j: usize, x: &[f64], sums: &mut [f64]) {
        let (n, k) = (self.columns, self.row(j));
        let sums = &mut sums[..n];
        let (west, east) = (&self.east[k - 1..][..n], &self.east[k..][..n]);
        let (x_west, x_east) = (&x[k - 1..][..n], &x[k + 1..][..n]);
        for i in 0..n {
            sums[i] += west[i] * x_west[i] + east[i] * x_east[i];
        }
        self.add_other_rows(j, x, sums);
    }

    /// Adds the products of the entries in the rows above and below.
    #[inline(always)]
    pub fn add_other_rows(&self, j: usize, x: &[f64], sums: &mut [f64]) {
        let (n, s, k) = (self.columns, self.stride(), self.row(j));
        let sums = &mut sums[..n];
        let (south, north) = (&self.north[k - s..][..n], &self.north[k..][..n]);
        let (x_south, x_north) = (&x[k - s..][..n], &x[k + s..][..n]);
        for i in 0..n {
            sums[i] += south[i] * x_south[i] + north[i] * x_north[i];
        }
        let Some([north_east, north_west]) = &self.diagonals else { return };
        let (sw, se) = (&north_east[k - s - 1..][..n], &north_west[k + 1 - s..][..n]);
        let (nw, ne) = (&north_west[k..][..n], &north_east[k..][..n]);
        let (x_sw, x_se) = (&x[k - s - 1..][..n], &x[k + 1 - s..][..n]);
        let (x_nw, x_ne) = (&x[k + s - 1..][..n], &x[k + s + 1..][..n]);
        for i in 0..n {
            sums[i] += sw[i] * x_sw[i] + se[i] * x_se[i] + nw[i] * x_nw[i] + ne[i] * x_ne[i];
        }
    }

    /// Writes b - A x.
    pub fn residual(&self, (b, x): (&[f64], &[f64]), residual: &mut [f64]) {
        let mut sums = vec![0.0; self.columns];
        for j in 1..=self.rows {
            sums.fill(0.0);
            self.add_neighbors(j, x, &mut sums);
            let k = self.row(j);
            let n = self.columns;
            let (b, x, diagonal) = (&b[k..][..n], &x[k..][..n], &self.diagonal[k..][..n]);
            for (i, residual) in residual[k..][..n].iter_mut().enumerate() {
                *residual = b[i] - sums[i] - diagonal[i] * x[i];
            }
        }
    }
}
