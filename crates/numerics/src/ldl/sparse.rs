//! Large systems: the sparse factorization K = P' L D L' P without pivoting, in a fill-reducing order. A small shift of
//! the lower diagonal block of a saddle-point matrix [A B'; B -C] makes every order stable if A is positive definite on
//! the null space of B. Refinement with the original matrix removes the effect of the shift.
//!
//! Source: Vanderbei, Symmetric Quasidefinite Matrices, SIAM J. Optim. 5, 1995; on the accuracy, Gill, Saunders,
//! Shinnerl, SIAM J. Matrix Anal. Appl. 17, 1996.

use super::scaling::{entries_of, scales_of};
use super::{Inertia, Symmetric, supernodal};
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::ldlt::factor::LdltRegularization;
use faer::perm::PermRef;
use faer::prelude::*;
use faer::sparse::linalg::cholesky::{
    CholeskySymbolicParams, LdltRef, SymbolicCholesky, SymbolicCholeskyRaw, SymmetricOrdering,
    factorize_symbolic_cholesky,
};
use faer::sparse::{SparseColMatRef, SymbolicSparseColMat, SymbolicSparseColMatRef};
use faer::{Conj, Index, MatMut, Par, Side};
use std::sync::Arc;
use superlinear_interface::{Run, Watch};

/// The shift of the lower block's diagonal, for entries of at most about 1. Each refinement gains as many digits as the
/// shift is below the matrix's smallest eigenvalues, and rounding costs as many as the shift is below 1.
const SHIFT: f64 = 1e-10;

/// The fraction of nonzeros above which a matrix keeps its order. A fill-reducing order would preserve few zeros in L
/// and take longer to find than the factorization (6 s instead of 1 s with 3000 full rows).
const FULL_PART: f64 = 0.5;

/// A sparse factorization of positive definite and saddle-point matrices; empty before the first matrix.
#[derive(Default)]
pub struct SparseLdl {
    /// The run to poll between panels.
    run: Option<Run>,
    analysis: Option<Arc<Analysis>>,
    /// The values of L and D.
    factor: Vec<f64>,
    /// The scaling of rows and columns.
    scales: Vec<f64>,
}

/// The symbolic analysis, which depends only on the positions of the entries.
#[derive(Debug)]
struct Analysis {
    structure: SymbolicSparseColMat<usize>,
    /// The index of each entry, in the order of the matrix, among the values of the structure, or of L if it has
    /// supernodes.
    positions: Vec<usize>,
    /// The number of these values.
    length: usize,
    symbolic: SymbolicCholesky<usize>,
}

impl Analysis {
    /// Analyzes a matrix of this order with entries at these (column, row) positions.
    fn new(order: usize, places: &[(usize, usize)]) -> Option<Self> {
        let mut columns = vec![Vec::new(); order];
        places.iter().enumerate().for_each(|(k, &(j, i))| columns[j].push((i, k)));
        let (mut starts, mut rows, mut positions) = (vec![0], Vec::new(), vec![0; places.len()]);
        for (j, mut column) in columns.into_iter().enumerate() {
            column.sort_unstable();
            for (i, k) in column {
                if rows.len() == starts[j] || rows.last() != Some(&i) {
                    rows.push(i);
                }
                positions[k] = rows.len() - 1;
            }
            starts.push(rows.len());
        }
        let structure = SymbolicSparseColMat::new_checked(order, order, starts, None, rows);
        let entries = structure.row_idx().len();
        let is_nearly_full = FULL_PART * (order * (order + 1) / 2) as f64 <= entries as f64;
        let in_order: Vec<_> = (0..order).collect();
        let ordering = if is_nearly_full {
            SymmetricOrdering::Custom(PermRef::new_checked(&in_order, &in_order, order))
        } else {
            SymmetricOrdering::Amd
        };
        let symbolic =
            factorize_symbolic_cholesky(structure.as_ref(), Side::Lower, ordering, CholeskySymbolicParams::default())
                .ok()?;
        let mut length = entries;
        if let SymbolicCholeskyRaw::Supernodal(supernodal) = symbolic.raw() {
            let supernode_of = supernodal::supernode_of_columns(supernodal);
            for (position, &(j, i)) in positions.iter_mut().zip(places) {
                let (i, j) = symbolic.perm().map_or((i, j), |order| (order.arrays().1[i], order.arrays().1[j]));
                *position = supernodal::position(supernodal, &supernode_of, i.max(j), i.min(j))?;
            }
            length = supernodal.len_val();
        }
        Some(Self { structure, positions, length, symbolic })
    }

    /// The number of numbers in memory during a factorization: the values and the factor.
    fn numbers(&self) -> usize {
        self.length + self.symbolic.len_val()
    }

    /// The scaled and shifted values of the matrix.
    fn values(&self, entries: &[(usize, usize, f64)], scales: &[f64], primal_rows: usize) -> Vec<f64> {
        let mut values = vec![0.0; self.length];
        for (&(i, j, value), &position) in entries.iter().zip(&self.positions) {
            values[position] += scales[i] * value * scales[j];
        }
        // The diagonal entries come first.
        self.positions[primal_rows..scales.len()].iter().for_each(|&position| values[position] -= SHIFT);
        values
    }

    /// The values of L and D for a matrix with these values; `None` if a pivot is zero, or the run has to stop.
    fn factorize(&self, mut values: Vec<f64>, watch: Option<&Watch<'_>>) -> Option<Vec<f64>> {
        let symbolic = &self.symbolic;
        if let SymbolicCholeskyRaw::Supernodal(supernodal) = symbolic.raw() {
            supernodal::factorize(supernodal, &mut values, watch)?;
            return Some(values);
        }
        let structure: SymbolicSparseColMatRef<'_, usize> = self.structure.as_ref();
        let mut factor = vec![0.0; symbolic.len_val()];
        let mut memory = MemBuffer::new(symbolic.factorize_numeric_ldlt_scratch::<f64>(Par::Seq, default()));
        let outcome = symbolic.factorize_numeric_ldlt(
            &mut factor,
            SparseColMatRef::new(structure, &values),
            Side::Lower,
            LdltRegularization::default(),
            Par::Seq,
            MemStack::new(&mut memory),
            default(),
        );
        outcome.is_ok().then_some(factor)
    }
}

/// The diagonal of D in L D L', or of L in L L', from the values of a factor by faer.
pub fn diagonal_of_factor<I: Index>(symbolic: &SymbolicCholesky<I>, factor: &[f64]) -> Vec<f64> {
    match symbolic.raw() {
        SymbolicCholeskyRaw::Simplicial(simplicial) => {
            simplicial.col_ptr()[..simplicial.ncols()].iter().map(|&start| factor[start.zx()]).collect()
        }
        SymbolicCholeskyRaw::Supernodal(supernodal) => {
            let starts = supernodal.supernode_begin().iter().zip(supernodal.supernode_end());
            let diagonals = starts.zip(supernodal.col_ptr_for_val()).zip(supernodal.col_ptr_for_row_idx().windows(2));
            diagonals
                .flat_map(|(((&begin, &end), &value), rows)| {
                    let width = end.zx() - begin.zx();
                    let height = width + rows[1].zx() - rows[0].zx();
                    (0..width).map(move |j| factor[value.zx() + j * height + j])
                })
                .collect()
        }
    }
}

impl SparseLdl {
    /// Creates a factorization for a run that may stop it midway.
    pub fn in_time(run: Run) -> Self {
        Self { run: Some(run), ..Self::default() }
    }

    /// The same factorization for another run, which may stop it midway.
    pub fn continued(self, run: Run) -> Self {
        Self { run: Some(run), ..self }
    }

    /// An empty factorization with the same analysis, for another run.
    pub fn another(&self, run: Run) -> Self {
        Self { run: Some(run), analysis: self.analysis.clone(), ..Self::default() }
    }

    /// Factorizes a matrix with entries at the same positions as before, and returns its inertia. All eigenvalues count
    /// as zero if the factorization fails, the run stops it, or it exceeds the run's memory limit.
    pub fn factorize(&mut self, matrix: &impl Symmetric) -> Inertia {
        self.factor.clear();
        let order = matrix.order();
        let is_over = self.run.as_ref().is_some_and(|run| run.watch().is_over());
        let pivots = if is_over { None } else { self.decompose(order, matrix.primal_rows(), &entries_of(matrix)) };
        let pivots = pivots.unwrap_or_default();
        let positive = pivots.iter().filter(|&&pivot| pivot > 0.0).count();
        let negative = pivots.iter().filter(|&&pivot| pivot < 0.0).count();
        Inertia { positive, negative, zero: order - positive - negative }
    }

    /// The number of numbers in memory during a factorization; 0 if the matrix cannot be analyzed.
    pub fn numbers(&mut self, matrix: &impl Symmetric) -> usize {
        self.analyze(matrix.order(), &entries_of(matrix));
        self.analysis.as_ref().map_or(0, |analysis| analysis.numbers())
    }

    fn analyze(&mut self, order: usize, entries: &[(usize, usize, f64)]) {
        if self.analysis.is_none() {
            let places: Vec<_> = entries.iter().map(|&(i, j, _)| (j, i)).collect();
            self.analysis = Analysis::new(order, &places).map(Arc::new);
        }
    }

    /// The diagonal of D; `None` if there is no factorization.
    fn decompose(&mut self, order: usize, primal_rows: usize, entries: &[(usize, usize, f64)]) -> Option<Vec<f64>> {
        self.analyze(order, entries);
        let analysis = self.analysis.as_ref()?;
        let numbers = analysis.numbers();
        if self.run.as_ref().is_some_and(|run| !run.has_memory("a sparse factorization", [numbers])) {
            return None;
        }
        self.scales = scales_of(order, entries);
        let values = analysis.values(entries, &self.scales, primal_rows);
        let watch = self.run.as_ref().map(Run::watch);
        self.factor = analysis.factorize(values, watch.as_ref())?;
        Some(diagonal_of_factor(&analysis.symbolic, &self.factor))
    }

    /// The number of entries of the last factor.
    pub fn entries(&self) -> usize {
        self.factor.len()
    }

    /// Solves with the last factorized matrix, including the shift. Its inertia must have no zeros. Returns NaN if
    /// there is no factorization.
    pub fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        if self.factor.is_empty() && !right_side.is_empty() {
            return vec![f64::NAN; right_side.len()];
        }
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
