//! Symmetric indefinite matrices as products K = P' L D L' P, of which the inertia of K can be read: dense with blocks
//! of order 1 and 2 in D, or sparse with a diagonal D; and refinement of the solutions.

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
pub use sparse::SparseLdl;
use superlinear_interface::Run;

/// A symmetric matrix by its entries. Those of a saddle point, [A B'; B -C] with C positive semidefinite, are told from
/// others by their rows.
pub trait Symmetric {
    /// The number of rows.
    fn order(&self) -> usize;

    /// The number of rows of A in a saddle point; all of them elsewhere.
    fn primal_rows(&self) -> usize {
        self.order()
    }

    /// Row, column and value of each entry of the lower triangle, of which the whole diagonal comes first, from the top
    /// on. Some places come twice, and are to be added. The places do not depend on the values.
    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)>;
}

/// How many eigenvalues of a matrix are positive, negative and zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inertia {
    /// Above zero.
    pub positive: usize,
    /// Below zero.
    pub negative: usize,
    /// Zero, as far as rounding lets see.
    pub zero: usize,
}

/// Matrices with more rows than this are taken to be sparse.
const MOST_DENSE_ROWS: usize = 400;

/// A decomposition, dense or sparse by the order of the matrix; of nothing before the first one.
pub enum Ldl {
    /// Of a matrix with up to 400 rows.
    Dense(DenseLdl),
    /// Of a matrix with more.
    Sparse(SparseLdl),
}

impl Ldl {
    /// For matrices of this order, and a run that may be stopped meanwhile: all eigenvalues of the matrix then count as zero.
    pub fn new(order: usize, run: Run) -> Self {
        if order <= MOST_DENSE_ROWS { Self::Dense(DenseLdl::default()) } else { Self::Sparse(SparseLdl::in_time(run)) }
    }

    /// For matrices of this order whose entries differ much in size, as those of barrier methods: the inertia then does not
    /// take small ones for rounding. (A sparse decomposition never does.)
    pub fn equilibrated(order: usize, run: Run) -> Self {
        if order <= MOST_DENSE_ROWS { Self::Dense(DenseLdl::equilibrated()) } else { Self::new(order, run) }
    }

    /// Decomposes a matrix, whose entries are at the places of those before, and tells its inertia.
    pub fn factorize(&mut self, matrix: &impl Symmetric) -> Inertia {
        match self {
            Self::Dense(dense) => dense.factorize(matrix),
            Self::Sparse(sparse) => sparse.factorize(matrix),
        }
    }

    /// Solves with the matrix taken in last, whose inertia had no zeros.
    pub fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        match self {
            Self::Dense(dense) => dense.solve(right_side),
            Self::Sparse(sparse) => sparse.solve(right_side),
        }
    }
}
