//! The linear systems of the Newton steps, K z = b with K = [H + δw I, J'; J, -δc I], and what solves them.

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
    /// What inequalities add to the diagonals; `None` under equations alone.
    pub diagonals: Option<Diagonals<'a>>,
    /// Terms of low rank that are part of H, beside its entries. Decompositions leave them out.
    pub terms: &'a Terms,
}

/// What a barrier adds to the diagonals of K, where the slack of each inequality is eliminated.
#[derive(Clone, Copy)]
pub(crate) struct Diagonals<'a> {
    /// Σ of each variable, added to the diagonal of H.
    pub variables: &'a [f64],
    /// Σ of each constraint's slack: 1 / (Σ + δw) is subtracted from the lower block. Infinite for an equation, which has
    /// no slack.
    pub slacks: &'a [f64],
}

impl Kkt<'_> {
    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.jacobian.pattern.columns
    }

    /// Whether this can be factorised at all.
    pub fn is_finite(&self) -> bool {
        let added = self.diagonals.map_or(&[][..], |diagonals| diagonals.variables);
        self.hessian.values.iter().chain(self.jacobian.values).chain(added).all(|value| value.is_finite())
    }

    /// What is added to the diagonal in row `i`.
    fn diagonal(&self, i: usize) -> f64 {
        let n = self.variables();
        match self.diagonals {
            None if i < n => self.hessian_shift,
            None => -self.constraint_shift,
            Some(diagonals) if i < n => diagonals.variables[i] + self.hessian_shift,
            Some(diagonals) => -(1.0 / (diagonals.slacks[i - n] + self.hessian_shift) + self.constraint_shift),
        }
    }

    /// The product with `z`.
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

/// What solves the systems by a decomposition. The iterative solvers, which cannot tell the inertia, are made of these: as
/// preconditioners.
pub(crate) trait InnerSolver {
    /// Takes a matrix in and tells its inertia. Its places are those of the matrices before.
    fn factorize(&mut self, matrix: &Kkt<'_>) -> Inertia;

    /// Solves with the matrix taken in last, whose inertia had no zeros.
    fn solve(&self, right_side: &[f64]) -> Vec<f64>;

    /// Solves with `matrix`, the one taken in last, as exactly as a step needs it.
    fn solve_system(&self, matrix: &Kkt<'_>, right_side: &[f64]) -> Vec<f64> {
        refined(|right_side| self.solve(right_side), |z| matrix.residual(right_side, z), right_side)
    }

    /// Steps made in all, where it is an iterative solver.
    fn steps(&self) -> u32 {
        0
    }
}

/// δc where J has lost rank and no residual says how small it must be: near the root of the machine epsilon, where the
/// errors of the shift and of rounding, which one over it magnifies, are alike.
pub(crate) const RANK_SHIFT: f64 = 1e-8;

/// The relative residual that is small enough for a step whose right side has this norm: its root, so that the steps
/// converge superlinearly.
///
/// Source: Dembo, Eisenstat, Steihaug, Inexact Newton Methods, SIAM J. Numer. Anal. 19, 1982.
pub(crate) fn forcing_term(right_side_norm: f64) -> f64 {
    right_side_norm.sqrt().min(LARGEST_FORCING)
}

/// The solver for systems of this order. Decompositions of large ones end with the run.
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
