//! Both decompositions against the matrix itself, and against each other; a run for the tests of the iterative solvers.

use super::dense::DenseLdl;
use super::sparse::SparseLdl;
use super::{Inertia, InnerSolver, Kkt, largest};
use crate::model::pattern::{Entries, Pattern};
use std::sync::Arc;
use superlinear_interface::{Host, Run, RunOptions};
use superlinear_numerics::random::Stream;

struct Quiet;

impl Host for Quiet {
    fn now(&self) -> f64 {
        0.0
    }
}

/// A run on one thread that nobody cancels.
pub(super) fn quiet_run() -> Run {
    Run::new(&RunOptions { threads: Some(1), ..RunOptions::default() }, Arc::new(Quiet)).expect("valid options")
}

/// A system of random entries; H's diagonal is larger by `shift`.
fn check(variables: usize, constraints: usize, shift: f64, seed: u64) -> (Inertia, Inertia) {
    let mut random = Stream::new(seed, 0);
    let (hessian, jacobian) = (Pattern::lower_triangle(variables), Pattern::dense(constraints, variables));
    let hessian_values: Vec<_> = hessian.entries.iter().map(|_| random.normal()).collect();
    let jacobian_values: Vec<_> = jacobian.entries.iter().map(|_| random.normal()).collect();
    let matrix = Kkt {
        hessian: Entries { pattern: &hessian, values: &hessian_values },
        jacobian: Entries { pattern: &jacobian, values: &jacobian_values },
        hessian_shift: shift,
        constraint_shift: 0.0,
    };
    let right_side: Vec<_> = (0..matrix.order()).map(|_| random.normal()).collect();
    let (mut dense, mut sparse) = (DenseLdl::default(), SparseLdl::default());
    let inertias = (dense.factorize(&matrix), sparse.factorize(&matrix));
    let solution = dense.solve_system(&matrix, &right_side);
    assert!(largest(&matrix.residual(&right_side, &solution)) < 1e-12 * largest(&solution).max(1.0));
    if shift > 0.0 {
        let solution = sparse.solve_system(&matrix, &right_side);
        assert!(largest(&matrix.residual(&right_side, &solution)) < 1e-11 * largest(&solution).max(1.0));
    }
    inertias
}

#[test]
fn positive_definite_hessians_have_the_inertia_of_a_minimum() {
    for (seed, (n, m)) in [(1, 0), (1, 1), (5, 2), (8, 8), (40, 13)].into_iter().enumerate() {
        let expected = Inertia { positive: n, negative: m, zero: 0 };
        assert_eq!(check(n, m, 100.0, seed as u64), (expected, expected));
    }
}

#[test]
fn indefinite_hessians_are_told_from_definite_ones() {
    for seed in 0..20 {
        let (dense, sparse) = check(12, 3, 0.0, seed);
        assert_eq!(dense.positive + dense.negative, 15);
        assert!(dense.negative > 3, "a random symmetric matrix is indefinite");
        assert_eq!(dense, sparse);
    }
}

#[test]
fn dependent_constraints_make_zeros() {
    let (hessian, jacobian) = (Pattern::lower_triangle(3), Pattern::dense(2, 3));
    let matrix = Kkt {
        hessian: Entries { pattern: &hessian, values: &[1.0, 0.0, 1.0, 0.0, 0.0, 1.0] },
        jacobian: Entries { pattern: &jacobian, values: &[1.0, 2.0, 3.0, 2.0, 4.0, 6.0] },
        hessian_shift: 0.0,
        constraint_shift: 0.0,
    };
    assert_eq!(DenseLdl::default().factorize(&matrix), Inertia { positive: 3, negative: 1, zero: 1 });
}
