//! Rows of a matrix, read in place, with their responses and weights.

use superlinear_interface::{AnyMatrix, Error};

/// The entries of one row.
pub(crate) trait Row: Copy {
    /// Calls `visit` with the column and the value of each entry.
    fn each(self, visit: impl FnMut(usize, f64));

    /// The sum of a term for each entry, in [`LANES`] parts: a single sum would wait for each addition.
    fn sum(self, term: impl FnMut(usize, f64) -> f64) -> f64;
}

/// The number of partial sums of a row.
const LANES: usize = 4;

/// The sum of the terms of `0..count`.
#[inline(always)]
fn sum_in_lanes(count: usize, mut term: impl FnMut(usize) -> f64) -> f64 {
    let whole = count - count % LANES;
    let mut sums = [0.0; LANES];
    for start in (0..whole).step_by(LANES) {
        sums.iter_mut().enumerate().for_each(|(lane, sum)| *sum += term(start + lane));
    }
    let rest = (whole..count).map(term).sum::<f64>();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
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
    fn sum(self, mut term: impl FnMut(usize, f64) -> f64) -> f64 {
        let (indices, values) = (self.indices, &self.values[..self.indices.len()]);
        sum_in_lanes(indices.len(), |k| term(indices[k] as usize, values[k]))
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
    fn sum(self, mut term: impl FnMut(usize, f64) -> f64) -> f64 {
        sum_in_lanes(self.0.len(), |j| term(j, self.0[j].into()))
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
        z.fill(0.0);
        z.iter_mut().zip(self.offset(i)).for_each(|(z, offset)| *z = *offset);
    }
}
