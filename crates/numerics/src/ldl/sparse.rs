//! Large systems: a sparse decomposition K = P' L D L' P without pivoting, in an order that keeps L sparse. A small
//! shift of the lower diagonal block of a saddle point [A B'; B -C] makes every order a stable one where A is positive
//! definite on the null space of B; refinement with the matrix itself takes the shift out again.
//!
//! Source: Vanderbei, Symmetric Quasidefinite Matrices, SIAM J. Optim. 5, 1995; on the accuracy, Gill, Saunders, Shinnerl,
//! SIAM J. Matrix Anal. Appl. 17, 1996.

use super::scaling::{entries_of, scales_of};
use super::{Inertia, Symmetric};
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::ldlt::factor::LdltRegularization;
use faer::prelude::*;
use faer::sparse::linalg::cholesky::{
    CholeskySymbolicParams, LdltRef, SymbolicCholesky, SymbolicCholeskyRaw, SymmetricOrdering,
    factorize_symbolic_cholesky,
};
use faer::sparse::{SparseColMatRef, SymbolicSparseColMat, SymbolicSparseColMatRef};
use faer::{Conj, MatMut, Par, Side};

/// The shift of the lower block's diagonal, where all entries are at most about 1: each refinement gains as many digits
/// as the shift is below the matrix's smallest eigenvalues, and rounding takes as many as the shift is below 1.
const SHIFT: f64 = 1e-10;

/// A sparse decomposition, for positive definite matrices and for saddle points; of nothing before the first matrix.
#[derive(Debug, Default)]
pub struct SparseLdl {
    analysis: Option<Box<Analysis>>,
    /// The values of L and D.
    factor: Vec<f64>,
    /// The factors by which rows and columns were multiplied.
    scales: Vec<f64>,
}

/// What depends on the places of the entries alone.
#[derive(Debug)]
struct Analysis {
    structure: SymbolicSparseColMat<usize>,
    /// Where each entry, in the order in which the matrix tells them, is added.
    positions: Vec<usize>,
    symbolic: SymbolicCholesky<usize>,
}

impl Analysis {
    /// Of a matrix of this order with entries at these columns and rows.
    fn new(order: usize, places: &[(usize, usize)]) -> Option<Self> {
        let mut sorted = places.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let positions = places.iter().map(|place| sorted.binary_search(place)).collect::<Result<_, _>>().ok()?;
        let mut starts = vec![0; order + 1];
        sorted.iter().for_each(|(j, _)| starts[j + 1] += 1);
        (0..order).for_each(|j| starts[j + 1] += starts[j]);
        let rows = sorted.iter().map(|&(_, i)| i).collect();
        let structure = SymbolicSparseColMat::new_checked(order, order, starts, None, rows);
        let symbolic = factorize_symbolic_cholesky(
            structure.as_ref(),
            Side::Lower,
            SymmetricOrdering::Amd,
            CholeskySymbolicParams::default(),
        )
        .ok()?;
        Some(Self { structure, positions, symbolic })
    }

    /// The values of the matrix, with rows and columns multiplied by `scales`, and shifted.
    fn values(&self, entries: &[(usize, usize, f64)], scales: &[f64], primal_rows: usize) -> Vec<f64> {
        let mut values = vec![0.0; self.structure.as_ref().row_idx().len()];
        for (&(i, j, value), &position) in entries.iter().zip(&self.positions) {
            values[position] += scales[i] * value * scales[j];
        }
        // The diagonal's entries come first.
        self.positions[primal_rows..scales.len()].iter().for_each(|&position| values[position] -= SHIFT);
        values
    }

    /// The diagonal of D.
    fn diagonal(&self, factor: &[f64]) -> Vec<f64> {
        match self.symbolic.raw() {
            SymbolicCholeskyRaw::Simplicial(simplicial) => {
                simplicial.col_ptr()[..simplicial.ncols()].iter().map(|&start| factor[start]).collect()
            }
            SymbolicCholeskyRaw::Supernodal(supernodal) => {
                let starts = supernodal.supernode_begin().iter().zip(supernodal.supernode_end());
                let diagonals =
                    starts.zip(supernodal.col_ptr_for_val()).zip(supernodal.col_ptr_for_row_idx().windows(2));
                diagonals
                    .flat_map(|(((&begin, &end), &value), rows)| {
                        let (width, height) = (end - begin, end - begin + rows[1] - rows[0]);
                        (0..width).map(move |j| factor[value + j * height + j])
                    })
                    .collect()
            }
        }
    }
}

impl SparseLdl {
    /// Decomposes a matrix, whose entries are at the places of those before, and tells its inertia; all zeros where
    /// there is no decomposition.
    pub fn factorize(&mut self, matrix: &impl Symmetric) -> Inertia {
        self.decompose(matrix.order(), matrix.primal_rows(), &entries_of(matrix))
    }

    fn decompose(&mut self, order: usize, primal_rows: usize, entries: &[(usize, usize, f64)]) -> Inertia {
        if self.analysis.is_none() {
            let places: Vec<_> = entries.iter().map(|&(i, j, _)| (j, i)).collect();
            self.analysis = Analysis::new(order, &places).map(Box::new);
        }
        let all_zero = Inertia { zero: order, ..Inertia::default() };
        let Some(analysis) = &self.analysis else { return all_zero };
        self.scales = scales_of(order, entries);
        let values = analysis.values(entries, &self.scales, primal_rows);
        let symbolic = &analysis.symbolic;
        let structure: SymbolicSparseColMatRef<'_, usize> = analysis.structure.as_ref();
        self.factor.clear();
        self.factor.resize(symbolic.len_val(), 0.0);
        let mut memory = MemBuffer::new(symbolic.factorize_numeric_ldlt_scratch::<f64>(Par::Seq, default()));
        let outcome = symbolic.factorize_numeric_ldlt(
            &mut self.factor,
            SparseColMatRef::new(structure, &values),
            Side::Lower,
            LdltRegularization::default(),
            Par::Seq,
            MemStack::new(&mut memory),
            default(),
        );
        if outcome.is_err() {
            return all_zero;
        }
        let diagonal = analysis.diagonal(&self.factor);
        let positive = diagonal.iter().filter(|&&pivot| pivot > 0.0).count();
        let negative = diagonal.iter().filter(|&&pivot| pivot < 0.0).count();
        Inertia { positive, negative, zero: order - positive - negative }
    }

    /// Solves with the matrix taken in last, shifted, whose inertia had no zeros.
    pub fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        let scaled =
            |values: &[f64]| -> Vec<f64> { values.iter().zip(&self.scales).map(|(v, scale)| v * scale).collect() };
        let mut solution = scaled(right_side);
        if let Some(analysis) = &self.analysis {
            let symbolic = &analysis.symbolic;
            let mut memory = MemBuffer::new(symbolic.solve_in_place_scratch::<f64>(1, Par::Seq));
            let rows = solution.len();
            LdltRef::new(symbolic, &self.factor).solve_in_place_with_conj(
                Conj::No,
                MatMut::from_column_major_slice_mut(&mut solution, rows, 1),
                Par::Seq,
                MemStack::new(&mut memory),
            );
        }
        scaled(&solution)
    }
}
