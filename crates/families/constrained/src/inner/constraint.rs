//! The constraint preconditioner: the system with a diagonal in place of the Hessian, [D J'; J -δc I]. It also splits
//! steps into a tangential and a normal component.
//!
//! Source: Keller, Gould, Wathen, Constraint Preconditioning for Indefinite Linear Systems, SIAM J. Matrix Anal. Appl.
//! 21, 2000; as two positive definite blocks, Murphy, Golub, Wathen, SIAM J. Sci. Comput. 21, 2000.

use super::{InnerSolver, Kkt, RANK_SHIFT, inner_solver};
use superlinear_interface::Run;
use superlinear_numerics::ldl::Inertia;
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::vectors::largest;

/// Entries of D are at least this fraction of the largest: smaller ones mean that the Hessian's curvature is not on its
/// diagonal. Halving or doubling it changes iterations by 0.1 % and inner steps by 1 %
/// (`npm run bench:constants -- constrained`).
const MIN_DIAGONAL: f64 = 1e-2;

/// The factorized system; empty before the first factorization.
pub(crate) struct ConstraintSystem {
    solver: Box<dyn InnerSolver>,
    pattern: Pattern,
    diagonal: Vec<f64>,
    constraints: usize,
    /// The number of factorizations.
    pub factorizations: u32,
}

impl ConstraintSystem {
    pub fn new(variables: usize, constraints: usize, run: &Run) -> Self {
        Self {
            solver: inner_solver(variables + constraints, run),
            pattern: Pattern::diagonal(variables),
            diagonal: vec![1.0; variables],
            constraints,
            factorizations: 0,
        }
    }

    /// Factorizes the system for `matrix`. Returns whether J has full rank.
    pub fn factorize(&mut self, matrix: &Kkt<'_>) -> bool {
        self.diagonal = vec![0.0; self.diagonal.len()];
        for (i, j, value) in matrix.hessian.iter() {
            if i == j {
                self.diagonal[i] += value;
            }
        }
        self.diagonal.iter_mut().for_each(|entry| *entry = (*entry + matrix.hessian_shift).abs());
        let size = largest(&self.diagonal);
        let floor = if size > 0.0 { MIN_DIAGONAL * size } else { 1.0 };
        self.diagonal.iter_mut().for_each(|entry| *entry = entry.max(floor));
        let expected = Inertia { positive: self.diagonal.len(), negative: self.constraints, zero: 0 };
        let mut system = Kkt {
            hessian: Entries { pattern: &self.pattern, values: &self.diagonal },
            jacobian: matrix.jacobian,
            hessian_shift: 0.0,
            constraint_shift: matrix.constraint_shift,
            diagonals: None,
            terms: &[],
        };
        self.factorizations += 1;
        if self.solver.factorize(&system) == expected {
            return true;
        }
        self.factorizations += 1;
        system.constraint_shift = system.constraint_shift.max(RANK_SHIFT);
        self.solver.factorize(&system);
        false
    }

    /// The tangential component of a step: its projection onto the null space of J, orthogonal in the inner product of
    /// D.
    pub fn tangential(&self, step: &[f64]) -> Vec<f64> {
        let weighted = step.iter().zip(&self.diagonal).map(|(step, entry)| step * entry);
        let mut part = self.solver.solve(&with_zeros(weighted, self.constraints));
        part.truncate(step.len());
        part
    }

    /// The normal step: the shortest in the norm of D that removes a violation.
    pub fn normal(&self, violation: &[f64]) -> Vec<f64> {
        let right_side: Vec<_> =
            self.diagonal.iter().map(|_| 0.0).chain(violation.iter().map(|entry| -entry)).collect();
        let mut step = self.solver.solve(&right_side);
        step.truncate(self.diagonal.len());
        step
    }

    pub fn order(&self) -> usize {
        self.diagonal.len() + self.constraints
    }

    /// The solver that holds the factorization.
    pub fn decomposition(&self) -> &dyn InnerSolver {
        &*self.solver
    }

    pub fn inverse(&self) -> Inverse<'_> {
        Inverse { solver: &*self.solver, order: self.order() }
    }

    /// The inverse of the block diagonal matrix of D and J D^-1 J', which is positive definite.
    pub fn positive_inverse(&self) -> PositiveInverse<'_> {
        PositiveInverse(self)
    }
}

/// Appends zeros to a vector.
fn with_zeros(vector: impl Iterator<Item = f64>, zeros: usize) -> Vec<f64> {
    vector.chain(std::iter::repeat_n(0.0, zeros)).collect()
}

/// The inverse of a factorized matrix.
pub(crate) struct Inverse<'a> {
    pub solver: &'a dyn InnerSolver,
    pub order: usize,
}

impl LinearOperator for Inverse<'_> {
    fn dimension(&self) -> usize {
        self.order
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(&self.solver.solve(x));
    }
}

/// See [`ConstraintSystem::positive_inverse`].
pub(crate) struct PositiveInverse<'a>(&'a ConstraintSystem);

impl LinearOperator for PositiveInverse<'_> {
    fn dimension(&self) -> usize {
        self.0.order()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let ConstraintSystem { diagonal, .. } = self.0;
        let n = diagonal.len();
        // The second block of the system's solution with right-hand side (0, -r) is (J D^-1 J')^-1 r.
        let right_side: Vec<_> = diagonal.iter().map(|_| 0.0).chain(x[n..].iter().map(|entry| -entry)).collect();
        y.copy_from_slice(&self.0.solver.solve(&right_side));
        for ((y, x), entry) in y.iter_mut().zip(x).zip(diagonal) {
            *y = x / entry;
        }
    }
}
