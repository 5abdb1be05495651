//! The matrices P and A of a program, dense or sparse, and products with them.

use super::hessian::Hessian;
use superlinear_interface::AnyMatrix;
use superlinear_numerics::ldl::{Symmetric, equilibrating_scales};
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::rows;

#[derive(Clone, Debug)]
pub(super) enum Matrices {
    /// Row-major.
    Dense(DenseMatrices),
    /// Coordinate format.
    Sparse(SparseMatrices),
}

/// P and A, row-major.
#[derive(Clone, Debug)]
pub(super) struct DenseMatrices {
    pub variables: usize,
    pub rows: usize,
    /// The full symmetric matrix.
    pub hessian: Vec<f64>,
    pub constraints: Vec<f64>,
}

/// P and A in coordinate format.
#[derive(Clone, Debug)]
pub(super) struct SparseMatrices {
    /// The lower triangle of P.
    pub hessian_places: Pattern,
    pub hessian: Vec<f64>,
    pub constraint_places: Pattern,
    pub constraints: Vec<f64>,
}

/// Programs with fewer variables use dense matrices regardless of sparsity, as there is nothing to gain.
const FEW_VARIABLES: usize = 16;

/// Sparse factorization requires this many positions per nonzero. Sparse systems fill in, and the remainder is computed
/// one entry at a time.
const SPARSE_PLACES: usize = 10;

/// Limit on the entries of a sparse matrix converted to dense: 8 MB, and one second for ten factorizations.
const MAX_DENSE_ENTRIES: usize = 1_000_000;

impl Matrices {
    /// Selects the format with faster solves.
    pub fn new(variables: usize, hessian: Hessian<'_>, constraints: Option<&AnyMatrix>) -> Self {
        let rows = constraints.map_or(0, AnyMatrix::rows);
        let mut entries = 0;
        hessian.for_each(|_, _, _| entries += 1);
        constraints.iter().for_each(|matrix| matrix.for_each_entry(|_, _, value| entries += usize::from(value != 0.0)));
        let places = variables * (variables + 1) / 2 + variables * rows;
        if variables >= FEW_VARIABLES && SPARSE_PLACES * entries < places {
            Self::Sparse(SparseMatrices::new(variables, rows, hessian, constraints))
        } else {
            Self::Dense(DenseMatrices::new(variables, rows, hessian, constraints))
        }
    }

    /// Converts small sparse matrices to dense; `None` if they are dense already or too large.
    pub fn to_dense(&self) -> Option<Self> {
        let Self::Sparse(matrices) = self else { return None };
        let (variables, rows) = (self.variables(), self.rows());
        if variables * (variables + rows) > MAX_DENSE_ENTRIES {
            return None;
        }
        let mut hessian = vec![0.0; variables * variables];
        for (i, j, value) in matrices.hessian().iter() {
            hessian[i * variables + j] = value;
            hessian[j * variables + i] = value;
        }
        let mut constraints = vec![0.0; rows * variables];
        matrices.constraints().iter().for_each(|(i, j, value)| constraints[i * variables + j] = value);
        Some(Self::Dense(DenseMatrices { variables, rows, hessian, constraints }))
    }

    pub fn variables(&self) -> usize {
        match self {
            Self::Dense(matrices) => matrices.variables,
            Self::Sparse(matrices) => matrices.hessian_places.columns,
        }
    }

    pub fn rows(&self) -> usize {
        match self {
            Self::Dense(matrices) => matrices.rows,
            Self::Sparse(matrices) => matrices.constraint_places.rows,
        }
    }

    /// P x.
    pub fn hessian_times(&self, x: &[f64]) -> Vec<f64> {
        match self {
            Self::Dense(matrices) => product(&matrices.hessian, x, matrices.variables),
            Self::Sparse(matrices) => matrices.hessian().symmetric_times(x),
        }
    }

    /// A x.
    pub fn constraints_times(&self, x: &[f64]) -> Vec<f64> {
        match self {
            Self::Dense(matrices) => product(&matrices.constraints, x, matrices.rows),
            Self::Sparse(matrices) => matrices.constraints().times(x),
        }
    }

    /// The sums of the absolute values of the terms in each entry of P x.
    pub fn hessian_terms(&self, x: &[f64]) -> Vec<f64> {
        match self {
            Self::Dense(matrices) => terms(&matrices.hessian, x),
            Self::Sparse(matrices) => {
                let mut sums = vec![0.0; x.len()];
                for (i, j, value) in matrices.hessian().iter() {
                    sums[i] += (value * x[j]).abs();
                    if i != j {
                        sums[j] += (value * x[i]).abs();
                    }
                }
                sums
            }
        }
    }

    /// The sums of the absolute values of the terms in each entry of A x.
    pub fn constraint_terms(&self, x: &[f64]) -> Vec<f64> {
        match self {
            Self::Dense(matrices) => terms(&matrices.constraints, x),
            Self::Sparse(matrices) => {
                let mut sums = vec![0.0; self.rows()];
                matrices.constraints().iter().for_each(|(i, j, value)| sums[i] += (value * x[j]).abs());
                sums
            }
        }
    }

    /// A'λ.
    pub fn transpose_times(&self, multipliers: &[f64]) -> Vec<f64> {
        match self {
            Self::Dense(matrices) => {
                let mut sum = vec![0.0; matrices.variables];
                rows::apply_transpose(&matrices.constraints, multipliers, &mut sum);
                sum
            }
            Self::Sparse(matrices) => matrices.constraints().transpose_times(multipliers),
        }
    }

    /// Iterates over row, column and value of P's lower triangle; values may be zero.
    pub fn for_each_curvature(&self, mut entry: impl FnMut(usize, usize, f64)) {
        match self {
            Self::Dense(matrices) => {
                for (i, row) in matrices.hessian.chunks_exact(matrices.variables).enumerate() {
                    row[..=i].iter().enumerate().for_each(|(j, &value)| entry(i, j, value));
                }
            }
            Self::Sparse(matrices) => matrices.hessian().iter().for_each(|(i, j, value)| entry(i, j, value)),
        }
    }

    /// The largest absolute entry of P.
    pub fn largest_curvature(&self) -> f64 {
        let (Self::Dense(DenseMatrices { hessian, .. }) | Self::Sparse(SparseMatrices { hessian, .. })) = self;
        superlinear_numerics::vectors::largest(hessian)
    }

    /// Scale factors of variables and rows that bring the largest entry of each close to 1. Powers of 2, so scaling is
    /// exact.
    pub fn scales(&self) -> (Vec<f64>, Vec<f64>) {
        let mut scales = match self {
            Self::Dense(matrices) => equilibrating_scales(matrices),
            Self::Sparse(matrices) => equilibrating_scales(matrices),
        };
        scales.iter_mut().for_each(|scale| *scale = power_of_two(*scale));
        let rows = scales.split_off(self.variables());
        (scales, rows)
    }

    pub fn scale_objective(&mut self, factor: f64) {
        let (Self::Dense(DenseMatrices { hessian, .. }) | Self::Sparse(SparseMatrices { hessian, .. })) = self;
        hessian.iter_mut().for_each(|entry| *entry *= factor);
    }

    pub fn scale(&mut self, variables: &[f64], rows: &[f64]) {
        match self {
            Self::Dense(matrices) => {
                let n = matrices.variables;
                let scale = |entries: &mut [f64], factors: &[f64]| {
                    for (row, of_row) in entries.chunks_exact_mut(n).zip(factors) {
                        row.iter_mut().zip(variables).for_each(|(entry, scale)| *entry *= of_row * scale);
                    }
                };
                scale(&mut matrices.hessian, variables);
                scale(&mut matrices.constraints, rows);
            }
            Self::Sparse(matrices) => {
                let scale = |pattern: &Pattern, entries: &mut [f64], factors: &[f64]| {
                    for (entry, &(i, j)) in entries.iter_mut().zip(&pattern.entries) {
                        *entry *= factors[i] * variables[j];
                    }
                };
                scale(&matrices.hessian_places, &mut matrices.hessian, variables);
                scale(&matrices.constraint_places, &mut matrices.constraints, rows);
            }
        }
    }
}

/// The power of 2 closest to a positive number, on a logarithmic scale.
pub(super) fn power_of_two(number: f64) -> f64 {
    if number.is_normal() { number.log2().round().clamp(-500.0, 500.0).exp2() } else { 1.0 }
}

/// The sums of the absolute values of the terms in products with rows.
fn terms(entries: &[f64], x: &[f64]) -> Vec<f64> {
    let sum = |row: &[f64]| row.iter().zip(x).map(|(entry, x)| (entry * x).abs()).sum();
    entries.chunks_exact(x.len()).map(sum).collect()
}

fn product(entries: &[f64], x: &[f64], rows: usize) -> Vec<f64> {
    let mut y = vec![0.0; rows];
    rows::apply(entries, x, &mut y);
    y
}

impl DenseMatrices {
    fn new(variables: usize, rows: usize, lower: Hessian<'_>, constraints: Option<&AnyMatrix>) -> Self {
        let mut hessian = vec![0.0; variables * variables];
        lower.for_each(|i, j, value| {
            hessian[i * variables + j] = value;
            hessian[j * variables + i] = value;
        });
        let mut entries = vec![0.0; rows * variables];
        constraints.iter().for_each(|matrix| matrix.for_each_entry(|i, j, value| entries[i * variables + j] = value));
        Self { variables, rows, hessian, constraints: entries }
    }
}

impl Symmetric for DenseMatrices {
    fn order(&self) -> usize {
        self.variables + self.rows
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let n = self.variables;
        let diagonal = (0..n).map(move |i| (i, i, self.hessian[i * n + i]));
        let zeros = (n..self.order()).map(|i| (i, i, 0.0));
        let below = (0..n).flat_map(move |i| (0..i).map(move |j| (i, j, self.hessian[i * n + j])));
        let constraints = self.constraints.chunks_exact(n).enumerate();
        let constraints =
            constraints.flat_map(move |(i, row)| row.iter().enumerate().map(move |(j, &v)| (n + i, j, v)));
        diagonal.chain(zeros).chain(below).chain(constraints)
    }
}

impl SparseMatrices {
    fn new(variables: usize, rows: usize, lower: Hessian<'_>, constraints: Option<&AnyMatrix>) -> Self {
        let pattern = |rows| Pattern { rows, columns: variables, entries: Vec::new() };
        let (mut hessian_places, mut hessian) = (pattern(variables), Vec::new());
        lower.for_each(|i, j, value| {
            hessian_places.entries.push((i, j));
            hessian.push(value);
        });
        let (mut constraint_places, mut entries) = (pattern(rows), Vec::new());
        let mut keep = |i, j, value| {
            if value != 0.0 {
                constraint_places.entries.push((i, j));
                entries.push(value);
            }
        };
        constraints.iter().for_each(|matrix| matrix.for_each_entry(&mut keep));
        Self { hessian_places, hessian, constraint_places, constraints: entries }
    }

    /// The lower triangle of P.
    pub fn hessian(&self) -> Entries<'_> {
        Entries { pattern: &self.hessian_places, values: &self.hessian }
    }

    /// A.
    pub fn constraints(&self) -> Entries<'_> {
        Entries { pattern: &self.constraint_places, values: &self.constraints }
    }
}

impl Symmetric for SparseMatrices {
    fn order(&self) -> usize {
        self.constraint_places.columns + self.constraint_places.rows
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let n = self.constraint_places.columns;
        let diagonal = (0..self.order()).map(|i| (i, i, 0.0));
        diagonal.chain(self.hessian().iter()).chain(self.constraints().iter().map(move |(i, j, v)| (n + i, j, v)))
    }
}
