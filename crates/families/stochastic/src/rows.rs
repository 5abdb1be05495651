//! Rows of a matrix, read in place, with their responses and weights.

use std::array::from_fn;
use superlinear_interface::{AnyMatrix, Error};
use superlinear_numerics::vectors::sum_of_terms;

/// The entries of one row.
pub(crate) trait Row: Copy {
    /// Calls `visit` with the column and the value of each entry.
    fn each(self, visit: impl FnMut(usize, f64));

    /// Changes `state` by `four` for the columns and the values of four entries at a time, and by `one` for each of those
    /// left.
    fn each_four<S>(
        self,
        state: S,
        four: impl FnMut(&mut S, [usize; 4], [f64; 4]),
        one: impl FnMut(&mut S, usize, f64),
    );

    /// The sum of a term for each entry.
    fn sum(self, term: impl FnMut(usize, f64) -> f64) -> f64;
}

/// A row of a sparse matrix.
#[derive(Clone, Copy)]
pub(crate) struct SparseRow<'a> {
    indices: &'a [i32],
    values: &'a [f64],
}

impl Row for SparseRow<'_> {
    #[inline(always)]
    fn each(self, mut visit: impl FnMut(usize, f64)) {
        for (&j, &x) in self.indices.iter().zip(self.values) {
            visit(j as usize, x);
        }
    }

    #[inline(always)]
    fn each_four<S>(
        self,
        mut state: S,
        mut four: impl FnMut(&mut S, [usize; 4], [f64; 4]),
        mut one: impl FnMut(&mut S, usize, f64),
    ) {
        let ((indices, last_indices), (values, last_values)) = (self.indices.as_chunks(), self.values.as_chunks());
        for (&indices, &values) in indices.iter().zip(values) {
            four(&mut state, indices.map(|j| j as usize), values);
        }
        last_indices.iter().zip(last_values).for_each(|(&j, &x)| one(&mut state, j as usize, x));
    }

    #[inline(always)]
    fn sum(self, mut term: impl FnMut(usize, f64) -> f64) -> f64 {
        let (indices, values) = (self.indices, &self.values[..self.indices.len()]);
        sum_of_terms(indices.len(), |k| term(indices[k] as usize, values[k]))
    }
}

/// A row of a dense matrix.
#[derive(Clone, Copy)]
pub(crate) struct DenseRow<'a, T>(&'a [T]);

impl<T: Copy + Into<f64>> Row for DenseRow<'_, T> {
    #[inline(always)]
    fn each(self, mut visit: impl FnMut(usize, f64)) {
        for (j, &x) in self.0.iter().enumerate() {
            visit(j, x.into());
        }
    }

    #[inline(always)]
    fn each_four<S>(
        self,
        mut state: S,
        mut four: impl FnMut(&mut S, [usize; 4], [f64; 4]),
        mut one: impl FnMut(&mut S, usize, f64),
    ) {
        let (values, last) = self.0.as_chunks::<4>();
        for (k, values) in values.iter().enumerate() {
            four(&mut state, from_fn(|place| 4 * k + place), values.map(Into::into));
        }
        last.iter().enumerate().for_each(|(k, &x)| one(&mut state, 4 * values.len() + k, x.into()));
    }

    #[inline(always)]
    fn sum(self, mut term: impl FnMut(usize, f64) -> f64) -> f64 {
        sum_of_terms(self.0.len(), |j| term(j, self.0[j].into()))
    }
}

/// The rows of a matrix.
#[derive(Clone, Copy)]
pub(crate) enum Rows<'a> {
    Dense { columns: usize, data: &'a [f64] },
    Single { columns: usize, data: &'a [f32] },
    Sparse { indptr: &'a [i32], indices: &'a [i32], data: &'a [f64] },
}

impl<'a> Rows<'a> {
    /// The rows of a matrix, which must be well formed and finite.
    pub fn of(matrix: &'a AnyMatrix, path: &str) -> Result<Self, Error> {
        matrix.ensure_well_formed().map_err(|error| error.within(path))?;
        matrix.ensure_finite(path)?;
        Ok(Self::in_form(matrix))
    }

    /// The rows of a matrix that was checked.
    pub fn in_form(matrix: &'a AnyMatrix) -> Self {
        match matrix {
            AnyMatrix::Dense(matrix) => Self::Dense { columns: matrix.columns, data: &matrix.data },
            AnyMatrix::DenseSingle(matrix) => Self::Single { columns: matrix.columns, data: &matrix.data },
            AnyMatrix::Sparse(matrix) => {
                Self::Sparse { indptr: &matrix.indptr, indices: &matrix.indices, data: &matrix.data }
            }
        }
    }

    /// The number of stored entries.
    pub fn entries(self) -> usize {
        match self {
            Self::Dense { data, .. } | Self::Sparse { data, .. } => data.len(),
            Self::Single { data, .. } => data.len(),
        }
    }

    /// Does `work` with a function that gives a row by its number. Loops inside are compiled for each kind of matrix.
    #[inline(always)]
    pub fn with<W: WithRows>(self, work: W) -> W::Output {
        match self {
            Self::Dense { columns, data } => work.run(|i| DenseRow(&data[i * columns..(i + 1) * columns])),
            Self::Single { columns, data } => work.run(|i| DenseRow(&data[i * columns..(i + 1) * columns])),
            Self::Sparse { indptr, indices, data, .. } => work.run(|i| {
                let entries = indptr[i] as usize..indptr[i + 1] as usize;
                SparseRow { indices: &indices[entries.clone()], values: &data[entries] }
            }),
        }
    }

    /// The sum of squares of a row's entries.
    pub fn square(self, row: usize) -> f64 {
        self.with(Square(row))
    }

    /// The product of a row with the coefficients.
    pub fn dot(self, row: usize, coefficients: &[f64]) -> f64 {
        self.with(Dot(row, coefficients))
    }

    /// Adds the products of a row with the columns of a matrix, stored by rows, to as many numbers.
    pub fn add_products(self, row: usize, matrix: &[f64], products: &mut [f64]) {
        self.with(AddProducts(row, matrix, products));
    }

    /// Adds the outer product of a row and some numbers to a matrix, stored by rows.
    pub fn add_outer(self, row: usize, numbers: &[f64], matrix: &mut [f64]) {
        self.with(AddOuter(row, numbers, matrix));
    }

    /// Adds a multiple of a row to a vector.
    pub fn add_to(self, row: usize, factor: f64, sums: &mut [f64]) {
        self.with(Add(row, factor, sums));
    }
}

/// Work on rows of one kind.
pub(crate) trait WithRows {
    type Output;
    fn run<R: Row>(self, row: impl Fn(usize) -> R) -> Self::Output;
}

struct Square(usize);

impl WithRows for Square {
    type Output = f64;
    fn run<R: Row>(self, row: impl Fn(usize) -> R) -> f64 {
        row(self.0).sum(|_, x| x * x)
    }
}

struct Dot<'a>(usize, &'a [f64]);

impl WithRows for Dot<'_> {
    type Output = f64;
    fn run<R: Row>(self, row: impl Fn(usize) -> R) -> f64 {
        row(self.0).sum(|j, x| x * self.1[j])
    }
}

struct AddProducts<'a>(usize, &'a [f64], &'a mut [f64]);

impl WithRows for AddProducts<'_> {
    type Output = ();
    fn run<R: Row>(self, row: impl Fn(usize) -> R) {
        let Self(i, matrix, products) = self;
        let outputs = products.len();
        row(i).each(|j, x| products.iter_mut().zip(&matrix[j * outputs..]).for_each(|(sum, entry)| *sum += x * entry));
    }
}

struct AddOuter<'a>(usize, &'a [f64], &'a mut [f64]);

impl WithRows for AddOuter<'_> {
    type Output = ();
    fn run<R: Row>(self, row: impl Fn(usize) -> R) {
        let Self(i, numbers, matrix) = self;
        let outputs = numbers.len();
        row(i).each(|j, x| {
            matrix[j * outputs..].iter_mut().zip(numbers).for_each(|(entry, number)| *entry += x * number);
        });
    }
}

struct Add<'a>(usize, f64, &'a mut [f64]);

impl WithRows for Add<'_> {
    type Output = ();
    fn run<R: Row>(self, row: impl Fn(usize) -> R) {
        row(self.0).each(|j, x| self.2[j] += self.1 * x);
    }
}

/// Rows with responses.
#[derive(Clone, Copy)]
pub(crate) struct Samples<'a> {
    pub rows: Rows<'a>,
    /// The response of each row; -1 or 1 for classes.
    pub response: &'a [f64],
    /// The weight of each row. Default: 1.
    pub weights: Option<&'a [f64]>,
    /// Numbers added to the predictors, one for each output of each row.
    pub offset: Option<&'a [f64]>,
}

impl<'a> Samples<'a> {
    /// The number of rows.
    pub fn count(&self) -> usize {
        self.response.len()
    }

    /// The weight of a row.
    #[inline]
    pub fn weight(&self, i: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[i])
    }

    /// The offsets of a row, one for each output; empty if there are none.
    #[inline]
    pub fn offset(&self, i: usize) -> &'a [f64] {
        let Some(offset) = self.offset else { return &[] };
        let outputs = offset.len() / self.count();
        &offset[i * outputs..][..outputs]
    }

    /// Writes the offsets of a row, or zeros.
    #[inline]
    pub fn begin(&self, i: usize, z: &mut [f64]) {
        write_offset(self.offset(i), z);
    }
}

/// Writes offsets, or zeros if there are none.
#[inline]
pub(crate) fn write_offset(offset: &[f64], z: &mut [f64]) {
    z.fill(0.0);
    z.iter_mut().zip(offset).for_each(|(z, offset)| *z = *offset);
}
