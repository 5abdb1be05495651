//! Vector arguments, which may be matrices with one row per program, and the validation of bounds.

use std::ops::Bound;
use superlinear_interface::{Error, Vector, VectorOrMatrix, check};

/// An argument: a vector for all programs, or a matrix with one row per program.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub name: &'static str,
    pub values: Option<&'a VectorOrMatrix>,
    /// The value of all entries if the argument is missing.
    pub default: f64,
}

impl Rows<'_> {
    /// The number of rows of a matrix argument.
    pub fn count(&self) -> Option<usize> {
        match self.values {
            Some(VectorOrMatrix::Matrix(matrix)) => Some(matrix.rows),
            _ => None,
        }
    }

    /// The number of entries per program.
    pub fn length(&self) -> usize {
        match self.values {
            None => 0,
            Some(VectorOrMatrix::Vector(vector)) => vector.len(),
            Some(VectorOrMatrix::Matrix(matrix)) => matrix.columns,
        }
    }

    /// The largest absolute value of each entry over all programs.
    pub fn largest(&self) -> Vec<f64> {
        let mut largest = vec![0.0; self.length()];
        for row in self.entries().0.chunks_exact(self.length().max(1)) {
            largest.iter_mut().zip(row).for_each(|(max, value)| *max = f64::max(*max, value.abs()));
        }
        largest
    }

    /// Refuses a number of entries other than `length`, the length of `of`.
    pub fn ensure_length(&self, length: usize, of: &str) -> Result<(), Error> {
        match self.values {
            None => Ok(()),
            Some(VectorOrMatrix::Vector(vector)) => check::length(self.name, vector.len(), length, of),
            Some(VectorOrMatrix::Matrix(matrix)) => check::columns(self.name, matrix.columns, length, of),
        }
    }

    fn entries(&self) -> (&[f64], String) {
        match self.values {
            None => (&[], String::new()),
            Some(VectorOrMatrix::Vector(vector)) => (vector, self.name.to_owned()),
            Some(VectorOrMatrix::Matrix(matrix)) => (&matrix.data, format!("{}.data", self.name)),
        }
    }

    /// Refuses entries that are not finite.
    pub fn ensure_finite(&self) -> Result<(), Error> {
        let (entries, path) = self.entries();
        check::numbers(&path, entries, check::FINITE)
    }

    /// The vector of a program, with `length` entries.
    pub fn row(&self, program: usize, length: usize) -> Vec<f64> {
        match self.values {
            None => vec![self.default; length],
            Some(VectorOrMatrix::Vector(vector)) => vector.to_vec(),
            Some(VectorOrMatrix::Matrix(matrix)) => matrix.row(program).to_vec(),
        }
    }

    /// The path of an entry, for error messages.
    fn path(&self, program: usize, k: usize) -> String {
        match self.values {
            Some(VectorOrMatrix::Matrix(matrix)) => format!("{}.data[{}]", self.name, program * matrix.columns + k),
            _ => format!("{}[{k}]", self.name),
        }
    }
}

/// Lower and upper bounds of the same activities.
#[derive(Clone, Copy)]
pub(super) struct BoundRows<'a> {
    pub lower: Rows<'a>,
    pub upper: Rows<'a>,
}

impl BoundRows<'_> {
    /// The bounds of a program; infinite if so large that they mean none.
    pub fn rows(&self, program: usize, length: usize) -> [Vec<f64>; 2] {
        [self.lower, self.upper].map(|bounds| bounds.row(program, length).into_iter().map(check::bound).collect())
    }

    /// Refuses bounds with an empty range.
    pub fn check(&self, programs: usize, length: usize, of: &str) -> Result<(), Error> {
        for bounds in [self.lower, self.upper] {
            bounds.ensure_length(length, of)?;
        }
        let ((lower, lower_path), (upper, upper_path)) = (self.lower.entries(), self.upper.entries());
        check::bounds(&lower_path, lower, ..check::NO_BOUND)?;
        check::bounds(&upper_path, upper, (Bound::Excluded(-check::NO_BOUND), Bound::Unbounded))?;
        for program in 0..programs {
            let [lower, upper] = self.rows(program, length);
            if let Some(k) = lower.iter().zip(&upper).position(|(lower, upper)| lower > upper) {
                let (lower, upper) = (check::short(lower[k]), check::short(upper[k]));
                return Err(Error::invalid(
                    self.upper.path(program, k),
                    format!("must not be less than {}, {lower}, got {upper}", self.lower.path(program, k)),
                ));
            }
        }
        Ok(())
    }
}

/// Refuses an initial vector of another length than `of`, or with entries that are not finite.
pub(super) fn ensure_initial(name: &str, initial: Option<&Vector>, length: usize, of: &str) -> Result<(), Error> {
    initial.map_or(Ok(()), |initial| check::finite_vector(name, initial, length, of))
}
