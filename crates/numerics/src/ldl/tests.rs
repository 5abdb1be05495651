//! Both factorizations against the matrix itself, and against each other.

use super::{DenseLdl, Inertia, SparseLdl, Symmetric, refined};
use crate::pattern::{Entries, Pattern};
use crate::random::Stream;
use crate::vectors::largest;
use superlinear_interface::{RunOptions, testing};

/// A dense saddle-point matrix [H + shift I, J'; J, 0].
struct Saddle<'a> {
    hessian: Entries<'a>,
    jacobian: Entries<'a>,
    shift: f64,
}

impl Symmetric for Saddle<'_> {
    fn order(&self) -> usize {
        self.jacobian.pattern.columns + self.jacobian.pattern.rows
    }

    fn primal_rows(&self) -> usize {
        self.jacobian.pattern.columns
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let n = self.primal_rows();
        let diagonal = (0..self.order()).map(move |i| (i, i, if i < n { self.shift } else { 0.0 }));
        diagonal.chain(self.hessian.iter()).chain(self.jacobian.iter().map(move |(i, j, value)| (n + i, j, value)))
    }
}

impl Saddle<'_> {
    fn residual(&self, right_side: &[f64], z: &[f64]) -> Vec<f64> {
        let mut residual = right_side.to_vec();
        for (i, j, value) in self.lower_triangle() {
            residual[i] -= value * z[j];
            if i != j {
                residual[j] -= value * z[i];
            }
        }
        residual
    }

    /// The largest residual of the refined solution, relative to the larger of 1 and the solution.
    fn error(&self, solve: impl Fn(&[f64]) -> Vec<f64>, right_side: &[f64]) -> f64 {
        let solution = refined(solve, |z| self.residual(right_side, z), right_side);
        largest(&self.residual(right_side, &solution)) / largest(&solution).max(1.0)
    }
}

/// A random system; `shift` is added to the diagonal of H.
fn check(variables: usize, constraints: usize, shift: f64, seed: u64) -> (Inertia, Inertia) {
    let mut random = Stream::new(seed, 0);
    let (hessian, jacobian) = (Pattern::lower_triangle(variables), Pattern::dense(constraints, variables));
    let hessian_values: Vec<_> = hessian.entries.iter().map(|_| random.normal()).collect();
    let jacobian_values: Vec<_> = jacobian.entries.iter().map(|_| random.normal()).collect();
    let matrix = Saddle {
        hessian: Entries { pattern: &hessian, values: &hessian_values },
        jacobian: Entries { pattern: &jacobian, values: &jacobian_values },
        shift,
    };
    let right_side: Vec<_> = (0..matrix.order()).map(|_| random.normal()).collect();
    let (mut dense, mut sparse) = (DenseLdl::default(), SparseLdl::default());
    let inertias = (dense.factorize(&matrix), sparse.factorize(&matrix));
    assert!(matrix.error(|b| dense.solve(b), &right_side) < 1e-12);
    if shift > 0.0 {
        assert!(matrix.error(|b| sparse.solve(b), &right_side) < 1e-11);
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
    let matrix = Saddle {
        hessian: Entries { pattern: &hessian, values: &[1.0, 0.0, 1.0, 0.0, 0.0, 1.0] },
        jacobian: Entries { pattern: &jacobian, values: &[1.0, 2.0, 3.0, 2.0, 4.0, 6.0] },
        shift: 0.0,
    };
    assert_eq!(DenseLdl::default().factorize(&matrix), Inertia { positive: 3, negative: 1, zero: 1 });
}

/// A matrix of blocks of 30 rows, a third of them full. Its factor has supernodes, some only partly contained in
/// others.
struct Blocks {
    order: usize,
}

impl Symmetric for Blocks {
    fn order(&self) -> usize {
        self.order
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let sign = |i: usize| if i.is_multiple_of(7) { -1.0 } else { 1.0 };
        let diagonal = (0..self.order).map(move |i| (i, i, 100.0 * sign(i)));
        let is_full = |i: usize, j: usize| i / 30 == j / 30 || (7 * (i / 30) + 3 * (j / 30)).is_multiple_of(5);
        let below = (0..self.order).flat_map(move |i| (0..i).filter(move |&j| is_full(i, j)).map(move |j| (i, j)));
        diagonal.chain(below.map(|(i, j)| (i, j, ((3 * i + 5 * j) as f64).sin())))
    }
}

#[test]
fn supernodes_are_decomposed_as_the_dense_matrix_is() {
    for order in [50, 400, 777] {
        let blocks = Blocks { order };
        let right_side: Vec<_> = (0..order).map(|i| (i as f64).sin()).collect();
        let (mut dense, mut sparse) = (DenseLdl::default(), SparseLdl::default());
        assert_eq!(dense.factorize(&blocks), sparse.factorize(&blocks));
        let (expected, found) = (dense.solve(&right_side), sparse.solve(&right_side));
        let differences: Vec<_> = expected.iter().zip(&found).map(|(a, b)| a - b).collect();
        assert!(largest(&differences) < 1e-13, "{order}: {}", largest(&differences));
    }
}

#[test]
fn a_decomposition_ends_with_its_run() {
    let options = RunOptions { time_limit: Some(0.0), ..RunOptions::default() };
    let mut sparse = SparseLdl::in_time(testing::untimed(&options));
    let order = 777;
    assert_eq!(sparse.factorize(&Blocks { order }), Inertia { zero: order, ..Inertia::default() });
}
