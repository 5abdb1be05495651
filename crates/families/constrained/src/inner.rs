//! The linear systems of the Newton steps, K z = b with K = [H + δw I, J'; J, -δc I], and their solvers.

pub(crate) mod constraint;
pub(crate) mod low_rank;
pub(crate) mod options;
pub(crate) mod sketch;

use low_rank::Terms;
use superlinear_interface::Run;
use superlinear_numerics::ldl::{Inertia, Ldl, Symmetric, refined};
use superlinear_numerics::newton::LARGEST_FORCING;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{add_scaled, dot};

/// The matrix K.
#[derive(Clone, Copy)]
pub(crate) struct Kkt<'a> {
    /// The lower triangle of H.
    pub hessian: Entries<'a>,
    /// J.
    pub jacobian: Entries<'a>,
    /// δw.
    pub hessian_shift: f64,
    /// δc.
    pub constraint_shift: f64,
    /// Diagonal terms from bounds and inequalities; `None` under equality constraints alone.
    pub diagonals: Option<Diagonals<'a>>,
    /// Low-rank terms of H, in addition to its entries. Factorizations ignore them.
    pub terms: &'a Terms,
}

/// The barrier's contribution to the diagonals of K, after elimination of the slacks.
#[derive(Clone, Copy)]
pub(crate) struct Diagonals<'a> {
    /// Σ of each variable, added to the diagonal of H.
    pub variables: &'a [f64],
    /// Σ of each constraint's slack: 1 / (Σ + δw) is subtracted from the lower block. Infinite for an equation, which has
    /// no slack.
    pub slacks: &'a [f64],
}

impl Kkt<'_> {
    pub fn variables(&self) -> usize {
        self.jacobian.pattern.columns
    }

    /// Whether all entries are finite, as a factorization requires.
    pub fn is_finite(&self) -> bool {
        let added = self.diagonals.map_or(&[][..], |diagonals| diagonals.variables);
        self.hessian.values.iter().chain(self.jacobian.values).chain(added).all(|value| value.is_finite())
    }

    /// The diagonal term of row `i`.
    fn diagonal(&self, i: usize) -> f64 {
        let n = self.variables();
        match self.diagonals {
            None if i < n => self.hessian_shift,
            None => -self.constraint_shift,
            Some(diagonals) if i < n => diagonals.variables[i] + self.hessian_shift,
            Some(diagonals) => -(1.0 / (diagonals.slacks[i - n] + self.hessian_shift) + self.constraint_shift),
        }
    }

    pub fn times(&self, z: &[f64]) -> Vec<f64> {
        let (x, multipliers) = z.split_at(self.variables());
        let mut product: Vec<_> = x.iter().enumerate().map(|(j, x)| self.diagonal(j) * x).collect();
        self.hessian.multiply_symmetric_add(x, &mut product);
        for (added, taken) in self.terms {
            add_scaled(&mut product, dot(added, x), added);
            add_scaled(&mut product, -dot(taken, x), taken);
        }
        self.jacobian.multiply_transpose_add(multipliers, &mut product);
        let mut lower: Vec<_> =
            (x.len()..).zip(multipliers).map(|(i, multiplier)| self.diagonal(i) * multiplier).collect();
        self.jacobian.multiply_add(x, &mut lower);
        product.extend(lower);
        product
    }

    /// `b - K z`.
    pub fn residual(&self, right_side: &[f64], z: &[f64]) -> Vec<f64> {
        right_side.iter().zip(self.times(z)).map(|(b, product)| b - product).collect()
    }
}

impl Symmetric for Kkt<'_> {
    fn order(&self) -> usize {
        self.variables() + self.jacobian.pattern.rows
    }

    fn primal_rows(&self) -> usize {
        self.variables()
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let n = self.variables();
        let diagonal = (0..self.order()).map(move |i| (i, i, self.diagonal(i)));
        diagonal.chain(self.hessian.iter()).chain(self.jacobian.iter().map(move |(i, j, value)| (n + i, j, value)))
    }
}

/// A direct solver. Iterative solvers, which do not compute the inertia, use it in preconditioners.
pub(crate) trait InnerSolver {
    /// Factorizes a matrix and returns its inertia. The sparsity pattern must be that of earlier calls.
    fn factorize(&mut self, matrix: &Kkt<'_>) -> Inertia;

    /// Solves with the last factorization, of a nonsingular matrix.
    fn solve(&self, right_side: &[f64]) -> Vec<f64>;

    /// Solves with the last factorization to the accuracy required by a step. `matrix` is the factorized one.
    fn solve_system(&self, matrix: &Kkt<'_>, right_side: &[f64]) -> Vec<f64> {
        refined(|right_side| self.solve(right_side), |z| matrix.residual(right_side, z), right_side)
    }

    /// Total iterations of an iterative solver.
    fn steps(&self) -> u32 {
        0
    }
}

/// δc for a rank-deficient J if no residual limits it: near the square root of the machine epsilon, where the error of
/// the regularization equals rounding error amplified by its reciprocal.
pub(crate) const RANK_SHIFT: f64 = 1e-8;

/// The relative residual required of a step: the square root of the right-hand side's norm, for superlinear
/// convergence.
///
/// Source: Dembo, Eisenstat, Steihaug, Inexact Newton Methods, SIAM J. Numer. Anal. 19, 1982.
pub(crate) fn forcing_term(right_side_norm: f64) -> f64 {
    right_side_norm.sqrt().min(LARGEST_FORCING)
}

/// The solver for systems of this order. The run may interrupt factorizations of large ones.
pub(crate) fn inner_solver(order: usize, run: &Run) -> Box<dyn InnerSolver> {
    Box::new(Ldl::new(order, run.part()))
}

impl InnerSolver for Ldl {
    fn factorize(&mut self, matrix: &Kkt<'_>) -> Inertia {
        self.factorize(matrix)
    }

    fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        self.solve(right_side)
    }
}
