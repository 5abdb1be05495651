//! LU factorizations of sparse matrices with partial pivoting, real and complex: banded where that takes less time.
//!
//! In contrast to the factorization of faer, they can be stopped midway, keep to a limit of memory, detect singular
//! matrices, and use the pivots of an earlier factorization again.

mod band;
mod band_order;
mod sparse;
mod sparse_order;
#[cfg(test)]
mod tests;

use crate::scalar::Scalar;
use band::BandFactors;
use band_order::BandOrder;
use sparse::SparseFactors;
use sparse_order::SparseOrder;
use superlinear_interface::{Error, Run, SparseMatrix};

/// The number of operations between two polls: about a millisecond.
const POLL_OPERATIONS: f64 = 1e6;

/// The symbolic step for all matrices with a pattern: the order of elimination, and the places of their entries.
pub struct Symbolic(Order);

enum Order {
    Band(BandOrder),
    Sparse(SparseOrder),
}

impl Symbolic {
    /// Analyzes a square, well-formed matrix.
    pub fn new(matrix: &SparseMatrix) -> Result<Self, Error> {
        Ok(Self(match BandOrder::of_narrow(matrix) {
            Some(order) => Order::Band(order),
            None => Order::Sparse(SparseOrder::new(matrix)?),
        }))
    }
}

/// Bounds of a factorization.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The maximum number of multiplications.
    pub operations: f64,
    /// The maximum number of entries of both factors.
    pub entries: usize,
    /// Pivots of at most this size count as zero.
    pub smallest_pivot: f64,
}

/// The outcome of a factorization.
pub enum Factored<T = f64> {
    /// The matrix is regular.
    Regular(Box<Lu<T>>),
    /// A column has no pivot above the limit.
    Singular,
    /// The time limit was reached.
    OutOfTime,
    /// The factors exceed the limits of operations or entries.
    TooLarge,
}

/// The factors of a matrix.
pub struct Lu<T = f64>(Factors<T>);

enum Factors<T> {
    Band(BandFactors<T>),
    Sparse(SparseFactors<T>),
}

impl<T: Scalar> Lu<T> {
    /// Factorizes a matrix with these entries, row by row. `previous` holds the factors of a matrix with the same pattern:
    /// their pivots and their memory are used again where they serve. Fails if the run is cancelled.
    pub fn factorize(
        entries: &[T],
        symbolic: &Symbolic,
        previous: Option<Box<Self>>,
        (limits, run): (Limits, &Run),
    ) -> Result<Factored<T>, Error> {
        match &symbolic.0 {
            Order::Band(order) => {
                let previous =
                    previous.and_then(|lu| if let Factors::Band(factors) = lu.0 { Some(factors) } else { None });
                band::factorize(entries, order, previous, (limits, run))
            }
            Order::Sparse(order) => {
                let previous =
                    previous.and_then(|lu| if let Factors::Sparse(factors) = lu.0 { Some(factors) } else { None });
                sparse::factorize(entries, order, previous, (limits, run))
            }
        }
    }

    /// The number of entries of both factors.
    pub fn entries(&self) -> usize {
        match &self.0 {
            Factors::Band(factors) => factors.entries(),
            Factors::Sparse(factors) => factors.entries(),
        }
    }

    /// Replaces a right side by the solution.
    pub fn solve(&self, values: &mut [T]) {
        match &self.0 {
            Factors::Band(factors) => factors.solve(values),
            Factors::Sparse(factors) => factors.solve(values),
        }
    }

    /// Replaces a right side by the solution of the transposed system.
    pub fn solve_transposed(&self, values: &mut [T]) {
        match &self.0 {
            Factors::Band(factors) => factors.solve_transposed(values),
            Factors::Sparse(factors) => factors.solve_transposed(values),
        }
    }
}
