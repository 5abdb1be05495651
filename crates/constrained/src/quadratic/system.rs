//! The linear systems of all steps: [P + D, A'; A, -1/D] for a stiffness D of each variable and each row.
//!
//! The stiffness says how much a multiplier grows when its variable or row moves: not at all (0) where no end is felt, beyond
//! all bounds (∞) where it is held. So a step of the interior method and one on a set of active ends are the same to those who
//! solve; places of entries are those of P and A whatever the stiffness, so that a sparse order is found once.

use super::matrices::{DenseMatrices, Matrices, SparseMatrices};
use faer::Mat;
use superlinear_numerics::dense::{add_gram, cholesky, solve_by_root};
use superlinear_numerics::ldl::{Inertia, SparseLdl, Symmetric, refined};
use superlinear_numerics::vectors::largest;

/// What is added to the diagonal of P: of the size that is lost in squares of numbers near 1. Refinement takes it out again.
pub(super) const SHIFT: f64 = 1e-9;

/// A row that is held is decomposed as one with this stiffness where rows are eliminated: refinement then gains six digits a
/// time, and rounding of what it adds to P takes as many.
const HELD_STIFFNESS: f64 = 1e6;

/// The shift is raised by this factor where there is no decomposition, up to the largest.
const SHIFT_FACTOR: f64 = 100.0;
const LARGEST_SHIFT: f64 = 1e-4;

/// A system.
pub(super) struct System<'a> {
    pub matrices: &'a Matrices,
    /// Of the variables, then of the rows.
    pub stiffness: &'a [f64],
}

impl System<'_> {
    fn is_held(&self, j: usize) -> bool {
        self.stiffness[j] == f64::INFINITY
    }

    /// What is left of the right side. Held variables have no equation.
    fn residual(&self, right_side: &[f64], z: &[f64]) -> Vec<f64> {
        let n = self.matrices.variables();
        let (x, multipliers) = z.split_at(n);
        let (hessian, transposed) = (self.matrices.hessian_times(x), self.matrices.transpose_times(multipliers));
        let mut residual = right_side.to_vec();
        for j in 0..n {
            let curvature = if self.is_held(j) { 0.0 } else { self.stiffness[j] * x[j] };
            residual[j] = if self.is_held(j) { 0.0 } else { residual[j] - hessian[j] - transposed[j] - curvature };
        }
        for (i, product) in self.matrices.constraints_times(x).into_iter().enumerate() {
            let row = &mut residual[n + i];
            *row = match self.stiffness[n + i] {
                0.0 => 0.0,
                stiffness => *row - product + multipliers[i] / stiffness,
            };
        }
        residual
    }
}

/// A decomposition of a system; of nothing before the first.
pub(super) enum Decomposition {
    /// Of the system without its rows, which are eliminated: by Cholesky.
    Dense { root: Mat<f64>, weights: Vec<f64> },
    /// Of the whole system.
    Sparse(SparseLdl),
}

impl Decomposition {
    /// For systems with these matrices.
    pub fn new(matrices: &Matrices) -> Self {
        match matrices {
            Matrices::Dense(_) => Self::Dense { root: Mat::new(), weights: Vec::new() },
            Matrices::Sparse(_) => Self::Sparse(SparseLdl::default()),
        }
    }

    /// Takes a system in. Tells whether it could be decomposed, which is as it should be where P is positive semidefinite.
    pub fn factorize(&mut self, system: &System<'_>) -> bool {
        let mut shift = SHIFT;
        while shift <= LARGEST_SHIFT {
            if self.factorize_shifted(system, shift) {
                return true;
            }
            shift *= SHIFT_FACTOR;
        }
        false
    }

    /// Takes a system in with this shift alone.
    pub fn factorize_shifted(&mut self, system: &System<'_>, shift: f64) -> bool {
        match (self, system.matrices) {
            (Self::Dense { root, weights }, Matrices::Dense(matrices)) => {
                *weights = system.stiffness[matrices.variables..].iter().map(|d| held_softly(*d)).collect();
                match cholesky(condensed(matrices, system, weights, shift)) {
                    Some(triangle) => *root = triangle,
                    None => return false,
                }
                true
            }
            (Self::Sparse(ldl), Matrices::Sparse(matrices)) => {
                let expected =
                    Inertia { positive: system.matrices.variables(), negative: system.matrices.rows(), zero: 0 };
                ldl.factorize(&Augmented { matrices, system, shift }) == expected
            }
            _ => unreachable!("a decomposition is of the kind of its matrices"),
        }
    }

    fn solve_shifted(&self, system: &System<'_>, right_side: &[f64]) -> Vec<f64> {
        match self {
            Self::Sparse(ldl) => ldl.solve(right_side),
            Self::Dense { root, weights } => {
                let n = root.ncols();
                let (of_variables, of_rows) = right_side.split_at(n);
                let weighted: Vec<_> = weights.iter().zip(of_rows).map(|(weight, b)| weight * b).collect();
                let mut x = system.matrices.transpose_times(&weighted);
                for (j, (x, b)) in x.iter_mut().zip(of_variables).enumerate() {
                    *x = if system.is_held(j) { 0.0 } else { *x + b };
                }
                solve_by_root(root, &mut x);
                let products = system.matrices.constraints_times(&x);
                let multipliers =
                    products.iter().zip(weights).zip(&weighted).map(|((product, weight), b)| weight * product - b);
                let multipliers: Vec<_> = multipliers.collect();
                x.extend(multipliers);
                x
            }
        }
    }

    /// Solves with the system taken in last, as exactly as it can be. Right sides are zero for variables that are held and rows that
    /// are free.
    pub fn solve_refined(&self, system: &System<'_>, right_side: &[f64]) -> Vec<f64> {
        refined(|b| self.solve_shifted(system, b), |z| system.residual(right_side, z), right_side)
    }

    /// Solves as exactly as a step from within needs it: what the decomposition has of its own is taken out once, of which rows
    /// that are held or nearly so have much, and nothing else has any to speak of where rows are eliminated.
    pub fn solve_once_refined(&self, system: &System<'_>, right_side: &[f64]) -> Vec<f64> {
        let solution = self.solve_shifted(system, right_side);
        let is_eliminated = matches!(self, Self::Dense { .. });
        if is_eliminated
            && system.stiffness[system.matrices.variables()..].iter().all(|stiffness| *stiffness < HELD_STIFFNESS)
        {
            return solution;
        }
        let residual = system.residual(right_side, &solution);
        let refined: Vec<_> =
            solution.iter().zip(self.solve_shifted(system, &residual)).map(|(z, correction)| z + correction).collect();
        let left = system.residual(right_side, &refined);
        if largest(&left) < largest(&residual) { refined } else { solution }
    }
}

/// A row's stiffness where rows are eliminated.
fn held_softly(stiffness: f64) -> f64 {
    if stiffness == f64::INFINITY { HELD_STIFFNESS } else { stiffness }
}

/// P + D + A'WA, shifted, with the rows and columns of held variables those of the identity.
fn condensed(matrices: &DenseMatrices, system: &System<'_>, weights: &[f64], shift: f64) -> Mat<f64> {
    let n = matrices.variables;
    // A symmetric matrix is the same row by row and column by column.
    let mut sum = Mat::from_fn(n, n, |i, j| matrices.hessian[j * n + i]);
    let mut rows = Vec::with_capacity(matrices.constraints.len());
    for (row, weight) in matrices.constraints.chunks_exact(n).zip(weights).filter(|(_, weight)| **weight > 0.0) {
        let root = weight.sqrt();
        rows.extend(row.iter().map(|entry| root * entry));
    }
    if !rows.is_empty() {
        add_gram(&rows, &mut sum);
    }
    for j in 0..n {
        if system.is_held(j) {
            (0..n).for_each(|i| (sum[(i, j)], sum[(j, i)]) = (0.0, 0.0));
            sum[(j, j)] = 1.0;
        } else {
            sum[(j, j)] += system.stiffness[j] + shift;
        }
    }
    sum
}

/// The system with rows and columns of held variables those of the identity, and free rows by themselves.
struct Augmented<'a> {
    matrices: &'a SparseMatrices,
    system: &'a System<'a>,
    shift: f64,
}

impl Symmetric for Augmented<'_> {
    fn order(&self) -> usize {
        self.matrices.order()
    }

    fn primal_rows(&self) -> usize {
        self.matrices.hessian_places.columns
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let (n, stiffness) = (self.primal_rows(), self.system.stiffness);
        let is_held = |j: usize| stiffness[j] == f64::INFINITY;
        let diagonal = stiffness.iter().enumerate().map(move |(k, &stiffness)| match stiffness {
            f64::INFINITY if k < n => (k, k, 1.0),
            0.0 if k >= n => (k, k, -1.0),
            _ if k < n => (k, k, stiffness + self.shift),
            _ => (k, k, -1.0 / stiffness),
        });
        let hessian = self.matrices.hessian().iter();
        let hessian = hessian.map(move |(i, j, value)| (i, j, if is_held(i) || is_held(j) { 0.0 } else { value }));
        let constraints = self
            .matrices
            .constraints()
            .iter()
            .map(move |(i, j, value)| (n + i, j, if is_held(j) || stiffness[n + i] == 0.0 { 0.0 } else { value }));
        diagonal.chain(hessian).chain(constraints)
    }
}
