//! Sparse Cholesky factorization with approximate minimum degree ordering.
//!
//! Source: Amestoy, Davis, Duff, An Approximate Minimum Degree Ordering Algorithm, SIAM J. Matrix Anal. Appl. 17, 1996.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt::factor::LltRegularization;
use faer::linalg::solvers::LltError;
use faer::perm::PermRef;
use faer::prelude::*;
use faer::sparse::linalg::amd;
use faer::sparse::linalg::cholesky::{
    CholeskySymbolicParams, LltRef, SymbolicCholesky, SymmetricOrdering, factorize_symbolic_cholesky,
};
use faer::sparse::{SparseColMatRef, SymbolicSparseColMatRef};
use faer::{Conj, MatMut, Par, Side};
use std::cell::RefCell;
use superlinear_interface::{Code, Error, SparseMatrix};
use superlinear_numerics::ldl::diagonal_of_factor;

/// Up to this number of rows, a factorization is always the fastest.
pub const MAX_SMALL_ROWS: usize = 2000;

/// A factorization with at most this many operations per matrix entry and right side is faster than iterations with a
/// multigrid cycle: where measured times cross for matrices on lattices and graphs.
pub const OPERATIONS_PER_ENTRY: f64 = 100.0;

/// The sparsity pattern of a symmetric matrix in faer's form, and the elimination order.
pub struct Plan {
    starts: Vec<u32>,
    rows: Vec<u32>,
    order: Vec<u32>,
    places: Vec<u32>,
    /// The number of multiplications and divisions of the factorization.
    pub operations: f64,
}

impl Plan {
    /// Computes the elimination order.
    pub fn new(matrix: &SparseMatrix) -> Result<Self, Error> {
        let count = matrix.rows;
        let unsigned = |indices: &[i32]| indices.iter().map(|&index| index as u32).collect::<Vec<_>>();
        let mut plan = Self {
            starts: unsigned(&matrix.indptr),
            rows: unsigned(&matrix.indices),
            order: vec![0; count],
            places: vec![0; count],
            operations: 0.0,
        };
        let structure = SymbolicSparseColMatRef::new_checked(count, count, &plan.starts, None, &plan.rows);
        let mut memory = MemBuffer::try_new(amd::order_scratch::<u32>(count, plan.rows.len())).map_err(no_memory)?;
        let operations = amd::order(
            &mut plan.order,
            &mut plan.places,
            structure,
            amd::Control::default(),
            MemStack::new(&mut memory),
        )
        .map_err(no_memory)?;
        plan.operations = operations.n_div + operations.n_mult_subs_ldl;
        Ok(plan)
    }

    /// The order of elimination.
    pub(crate) fn into_order(self) -> Vec<u32> {
        self.order
    }

    fn structure(&self) -> SymbolicSparseColMatRef<'_, u32> {
        let count = self.order.len();
        SymbolicSparseColMatRef::new_checked(count, count, &self.starts, None, &self.rows)
    }
}

/// The symbolic analysis of a matrix, which depends on the positions of its entries alone.
pub struct Analysis {
    plan: Plan,
    symbolic: SymbolicCholesky<u32>,
}

impl Analysis {
    /// Analyzes the matrix of the plan.
    pub fn new(plan: Plan) -> Result<Self, Error> {
        let order = PermRef::new_checked(&plan.order, &plan.places, plan.order.len());
        let symbolic = factorize_symbolic_cholesky(
            plan.structure(),
            Side::Upper,
            SymmetricOrdering::Custom(order),
            CholeskySymbolicParams::default(),
        )
        .map_err(no_memory)?;
        Ok(Self { plan, symbolic })
    }

    /// The number of multiplications and divisions of the factorization.
    pub fn operations(&self) -> f64 {
        self.plan.operations
    }

    /// The number of entries of the factor.
    pub fn entries(&self) -> usize {
        self.symbolic.len_val()
    }
}

/// A factorization, with workspace for solves.
pub struct Cholesky {
    analysis: Analysis,
    factor: Vec<f64>,
    memory: RefCell<MemBuffer>,
}

impl Cholesky {
    /// Factorizes a matrix with the pattern of the analysis. Refuses matrices that are not positive definite.
    pub fn new(matrix: &SparseMatrix, analysis: Analysis) -> Result<Self, Error> {
        let Analysis { plan, symbolic } = &analysis;
        let mut factor = Vec::new();
        factor.try_reserve_exact(symbolic.len_val()).map_err(no_memory)?;
        factor.resize(symbolic.len_val(), 0.0);
        let scratch = symbolic.factorize_numeric_llt_scratch::<f64>(Par::Seq, default());
        let mut memory = MemBuffer::try_new(scratch).map_err(no_memory)?;
        symbolic
            .factorize_numeric_llt(
                &mut factor,
                SparseColMatRef::new(plan.structure(), &matrix.data),
                Side::Upper,
                LltRegularization::default(),
                Par::Seq,
                MemStack::new(&mut memory),
                default(),
            )
            .map_err(refusal)?;
        let scratch = symbolic.solve_in_place_scratch::<f64>(1, Par::Seq);
        let memory = RefCell::new(MemBuffer::try_new(scratch).map_err(no_memory)?);
        Ok(Self { analysis, factor, memory })
    }

    /// The symbolic analysis, for a matrix with other entries in the same places.
    pub fn into_analysis(self) -> Analysis {
        self.analysis
    }

    /// The smallest square of a diagonal entry of the factor.
    pub fn smallest_pivot(&self) -> f64 {
        let diagonal = diagonal_of_factor(&self.analysis.symbolic, &self.factor);
        diagonal.iter().fold(f64::INFINITY, |smallest, entry| smallest.min(entry * entry))
    }

    /// The number of rows of the matrix.
    pub fn rows(&self) -> usize {
        self.analysis.symbolic.nrows()
    }

    /// Replaces a right side by the solution.
    pub fn solve(&self, values: &mut [f64]) {
        let rows = values.len();
        LltRef::new(&self.analysis.symbolic, &self.factor).solve_in_place_with_conj(
            Conj::No,
            MatMut::from_column_major_slice_mut(values, rows, 1),
            Par::Seq,
            MemStack::new(&mut self.memory.borrow_mut()),
        );
    }
}

fn refusal(_: LltError) -> Error {
    Error::invalid("matrix", "must be positive definite: a pivot is not positive")
}

pub(crate) fn no_memory<E>(_: E) -> Error {
    Error::new(Code::OutOfMemory, "there is no memory for the decomposition; another method takes less")
}
