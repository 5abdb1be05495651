//! Factorization of symmetric indefinite matrices, K = P' L D L' P, with the inertia of K: dense with blocks of order 1
//! and 2 in D, or sparse with a diagonal D. Also iterative refinement.

mod dense;
mod refinement;
mod scaling;
mod sparse;
mod supernodal;
#[cfg(test)]
mod tests;

pub use dense::DenseLdl;
pub use refinement::refined;
pub use scaling::equilibrating_scales;
pub use sparse::{SparseLdl, diagonal_of_factor};
use superlinear_interface::Run;

/// A symmetric matrix given by its entries. Saddle-point matrices [A B'; B -C] with positive semidefinite C declare the
/// number of rows of A.
pub trait Symmetric {
    /// The number of rows.
    fn order(&self) -> usize;

    /// The number of rows of A in a saddle-point matrix; otherwise all rows.
    fn primal_rows(&self) -> usize {
        self.order()
    }

    /// Row, column and value of each entry of the lower triangle. The full diagonal comes first, from the top.
    /// Duplicates are added. Positions must not depend on the values.
    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)>;
}

/// The numbers of positive, negative and zero eigenvalues of a matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inertia {
    /// Positive eigenvalues.
    pub positive: usize,
    /// Negative eigenvalues.
    pub negative: usize,
    /// Eigenvalues that are zero to rounding.
    pub zero: usize,
}

/// Matrices with more rows are assumed to be sparse.
const MAX_DENSE_ROWS: usize = 400;

/// A factorization, dense or sparse by the order of the matrix; empty before the first one.
pub enum Ldl {
    /// For matrices with up to 400 rows.
    Dense(DenseLdl),
    /// For larger matrices.
    Sparse(SparseLdl),
}

impl Ldl {
    /// Creates a factorization for matrices of this order. If the run has to stop meanwhile, all eigenvalues count as
    /// zero.
    pub fn new(order: usize, run: Run) -> Self {
        if order <= MAX_DENSE_ROWS { Self::Dense(DenseLdl::default()) } else { Self::Sparse(SparseLdl::in_time(run)) }
    }

    /// Creates a factorization for badly scaled matrices of this order, as in barrier methods. Its inertia does not
    /// mistake small entries for rounding; sparse factorizations never do.
    pub fn equilibrated(order: usize, run: Run) -> Self {
        if order <= MAX_DENSE_ROWS { Self::Dense(DenseLdl::equilibrated()) } else { Self::new(order, run) }
    }

    /// Factorizes a matrix with entries at the same positions as before, and returns its inertia.
    pub fn factorize(&mut self, matrix: &impl Symmetric) -> Inertia {
        match self {
            Self::Dense(dense) => dense.factorize(matrix),
            Self::Sparse(sparse) => sparse.factorize(matrix),
        }
    }

    /// Solves with the last factorized matrix. Its inertia must have no zeros.
    pub fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        match self {
            Self::Dense(dense) => dense.solve(right_side),
            Self::Sparse(sparse) => sparse.solve(right_side),
        }
    }
}
