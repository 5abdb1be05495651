//! The conjugate gradient method against known and dense solutions.

use crate::common::run_with;
use proptest::prelude::*;
use superlinear_interface::{Error, RunOptions, SparseMatrix};
use superlinear_numerics::krylov::conjugate_gradients::{Workspace, solve};
use superlinear_numerics::krylov::{Outcome, Status, StoppingRule};
use superlinear_numerics::linear_operator::{Identity, Jacobi, LinearOperator};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sparse::SymmetricSparse;
use superlinear_numerics::vectors::{dot, norm};

/// A dense matrix by rows.
struct Dense(Vec<Vec<f64>>);

impl LinearOperator for Dense {
    fn dimension(&self) -> usize {
        self.0.len()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        for (y, row) in y.iter_mut().zip(&self.0) {
            *y = dot(row, x);
        }
    }
}

/// Textbook Cholesky factorization and solve.
fn solve_dense(matrix: &[Vec<f64>], right_side: &[f64]) -> Vec<f64> {
    let n = right_side.len();
    let mut factor = vec![vec![0.0; n]; n];
    let mut x = right_side.to_vec();
    for i in 0..n {
        for j in 0..=i {
            let rest = matrix[i][j] - dot(&factor[i][..j], &factor[j][..j]);
            factor[i][j] = if i == j { rest.sqrt() } else { rest / factor[j][j] };
        }
        x[i] = (x[i] - dot(&factor[i][..i], &x[..i])) / factor[i][i];
    }
    for i in (0..n).rev() {
        x[i] /= factor[i][i];
        for j in 0..i {
            x[j] -= factor[i][j] * x[i];
        }
    }
    x
}

fn sparse(rows: usize, mut entry: impl FnMut(usize, usize) -> f64) -> SparseMatrix {
    let mut matrix = SparseMatrix { rows, columns: rows, ..SparseMatrix::default() };
    let (mut indptr, mut indices, mut data) = (vec![0], vec![], vec![]);
    for i in 0..rows {
        for j in 0..rows {
            let value = entry(i, j);
            if value != 0.0 {
                indices.push(j as i32);
                data.push(value);
            }
        }
        indptr.push(data.len() as i32);
    }
    (matrix.indptr, matrix.indices, matrix.data) = (indptr.into(), indices.into(), data.into());
    matrix
}

/// The negative second difference on n points with zero boundary values.
fn poisson(n: usize) -> SparseMatrix {
    sparse(n, |i, j| match i.abs_diff(j) {
        0 => 2.0,
        1 => -1.0,
        _ => 0.0,
    })
}

const RULE: StoppingRule = StoppingRule { relative_tolerance: 1e-12, max_iterations: 1000 };

fn forever(_: f64) -> Result<bool, Error> {
    Ok(false)
}

/// Solves from 0 without a preconditioner.
fn solve_plainly(operator: &impl LinearOperator, right_side: &[f64], rule: StoppingRule) -> (Vec<f64>, Outcome) {
    let dimension = operator.dimension();
    let mut x = vec![0.0; dimension];
    let identity = Identity { dimension };
    let outcome = solve(operator, &identity, right_side, &mut x, rule, &mut Workspace::default(), forever);
    (x, outcome.expect("nobody cancels"))
}

#[test]
fn solves_poissons_equation() {
    let n = 200;
    let matrix = poisson(n);
    let operator = SymmetricSparse::new(&matrix, Parallelism::sequential()).expect("symmetric");
    assert_eq!(operator.diagonal(), vec![2.0; n]);
    // The parabola i (n + 1 - i) / 2 has the second difference -1.
    let expected: Vec<_> = (1..=n).map(|i| (i * (n + 1 - i)) as f64 / 2.0).collect();
    let (x, outcome) = solve_plainly(&operator, &vec![1.0; n], RULE);
    assert_eq!(outcome.status, Status::Converged);
    assert!(outcome.iterations <= n && outcome.relative_residual <= 1e-12);
    for (x, expected) in x.iter().zip(&expected) {
        assert!((x / expected - 1.0).abs() < 1e-9);
    }
}

/// The preconditioner compensates for bad scaling, and the guess is used.
#[test]
fn jacobi_and_a_good_guess_save_iterations() {
    let n = 60;
    let scale = |i: usize| 10f64.powi((i % 7) as i32 - 3);
    let matrix = sparse(n, |i, j| match i.abs_diff(j) {
        0 => 2.5 * scale(i) * scale(i),
        1 => -scale(i) * scale(j),
        _ => 0.0,
    });
    let operator = SymmetricSparse::new(&matrix, Parallelism::sequential()).expect("symmetric");
    let right_side: Vec<_> = (0..n).map(|i| scale(i) * (i as f64).sin()).collect();
    let (_, plain) = solve_plainly(&operator, &right_side, RULE);
    let jacobi = Jacobi::new(&operator.diagonal());
    let mut x = vec![0.0; n];
    let mut workspace = Workspace::default();
    let outcome =
        solve(&operator, &jacobi, &right_side, &mut x, RULE, &mut workspace, forever).expect("nobody cancels");
    assert_eq!(outcome.status, Status::Converged);
    assert!(outcome.iterations < plain.iterations, "{} against {}", outcome.iterations, plain.iterations);
    let loose = StoppingRule { relative_tolerance: 1e-10, ..RULE };
    let again = solve(&operator, &jacobi, &right_side, &mut x, loose, &mut workspace, forever).expect("nobody cancels");
    assert_eq!((again.status, again.iterations), (Status::Converged, 0));
}

/// The iterate minimizes the error over its Krylov space in the norm of the operator.
#[test]
fn the_error_falls_in_the_norm_of_the_operator() {
    let n = 50;
    let matrix = poisson(n);
    let operator = SymmetricSparse::new(&matrix, Parallelism::sequential()).expect("symmetric");
    let expected: Vec<_> = (0..n).map(|i| (i as f64 * 1.7).sin()).collect();
    let mut right_side = vec![0.0; n];
    operator.apply(&expected, &mut right_side);
    let error = |max_iterations| {
        let (x, _) = solve_plainly(&operator, &right_side, StoppingRule { max_iterations, ..RULE });
        let difference: Vec<_> = x.iter().zip(&expected).map(|(x, expected)| x - expected).collect();
        let mut product = vec![0.0; n];
        operator.apply(&difference, &mut product);
        dot(&difference, &product).sqrt()
    };
    let errors: Vec<_> = (0..=n).map(error).collect();
    assert!(errors.windows(2).all(|pair| pair[1] <= pair[0] * (1.0 + 1e-12) + 1e-13), "{errors:?}");
    assert!(errors[n] < 1e-11 * errors[0]);
}

#[test]
fn a_singular_laplacian_with_a_consistent_right_side() {
    // A ring. Its null space consists of the constants.
    let n = 40;
    let ring = sparse(n, |i, j| match i.abs_diff(j) {
        0 => 2.0,
        1 => -1.0,
        d if d == n - 1 => -1.0,
        _ => 0.0,
    });
    let operator = SymmetricSparse::new(&ring, Parallelism::sequential()).expect("symmetric");
    let mut right_side: Vec<_> = (0..n).map(|i| (i as f64).cos()).collect();
    let mean = right_side.iter().sum::<f64>() / n as f64;
    right_side.iter_mut().for_each(|entry| *entry -= mean);
    let (x, outcome) = solve_plainly(&operator, &right_side, RULE);
    assert_eq!(outcome.status, Status::Converged);
    let mut product = vec![0.0; n];
    operator.apply(&x, &mut product);
    assert!(product.iter().zip(&right_side).all(|(product, right)| (product - right).abs() < 1e-11));
    assert!(x.iter().sum::<f64>().abs() < 1e-9, "no component in the null space comes up");
}

#[test]
fn breakdowns_are_statuses() {
    let indefinite = Dense(vec![vec![1.0, 0.0], vec![0.0, -1.0]]);
    assert_eq!(solve_plainly(&indefinite, &[1.0, 2.0], RULE).1.status, Status::Breakdown);
    let zero = Dense(vec![vec![0.0; 2]; 2]);
    assert_eq!(solve_plainly(&zero, &[1.0, 2.0], RULE).1.status, Status::Breakdown);
    let unknown = Dense(vec![vec![f64::NAN; 2]; 2]);
    assert_eq!(solve_plainly(&unknown, &[1.0, 2.0], RULE).1.status, Status::NotFinite);
    assert_eq!(solve_plainly(&Identity { dimension: 2 }, &[1.0, f64::NAN], RULE).1.status, Status::NotFinite);
    let negative = Jacobi::new(&[-1.0, -1.0]);
    let identity = Identity { dimension: 2 };
    let outcome = solve(&identity, &negative, &[1.0, 2.0], &mut [0.0; 2], RULE, &mut Workspace::default(), forever);
    assert_eq!(outcome.expect("nobody cancels").status, Status::Breakdown);
}

#[test]
fn zero_right_sides_and_empty_systems_are_solved_at_once() {
    let mut x = [3.0, 4.0];
    let identity = Identity { dimension: 2 };
    let outcome = solve(&identity, &identity, &[0.0; 2], &mut x, RULE, &mut Workspace::default(), forever);
    assert_eq!(
        outcome.expect("nobody cancels"),
        Outcome { status: Status::Converged, iterations: 0, relative_residual: 0.0 }
    );
    assert_eq!(x, [0.0; 2]);
    assert_eq!(solve_plainly(&Identity { dimension: 0 }, &[], RULE).1.status, Status::Converged);
}

#[test]
fn limits_stop_the_iteration() {
    let matrix = poisson(50);
    let operator = SymmetricSparse::new(&matrix, Parallelism::sequential()).expect("symmetric");
    let (_, outcome) = solve_plainly(&operator, &[1.0; 50], StoppingRule { max_iterations: 3, ..RULE });
    assert_eq!((outcome.status, outcome.iterations), (Status::IterationLimit, 3));
    let run = run_with(RunOptions { time_limit: Some(5.0), ..RunOptions::default() });
    let identity = Identity { dimension: 50 };
    let mut workspace = Workspace::default();
    let timely = |_| run.is_out_of_time();
    let outcome = solve(&operator, &identity, &[1.0; 50], &mut [0.0; 50], RULE, &mut workspace, timely);
    assert_eq!(outcome.expect("nobody cancels").status, Status::TimeLimit);
    let cancelled = |_| Err(Error::aborted());
    let outcome = solve(&operator, &identity, &[1.0; 50], &mut [0.0; 50], RULE, &mut workspace, cancelled);
    assert_eq!(outcome.expect_err("cancelled"), Error::aborted());
}

proptest! {
    #![proptest_config(crate::fixed_seed())]

    #[test]
    fn agrees_with_a_dense_solve(
        (n, entries, right_side) in (1usize..30).prop_flat_map(|n| {
            let numbers = |count| prop::collection::vec(-1.0..1.0, count);
            (Just(n), numbers(n * n), numbers(n))
        }),
    ) {
        // B'B + I is positive definite, with a condition number below 1000.
        let column = |j: usize| (0..n).map(|i| entries[i * n + j]).collect::<Vec<_>>();
        let entry = |i, j| dot(&column(i), &column(j)) + f64::from(i == j);
        let matrix: Vec<Vec<_>> = (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect();
        let expected = solve_dense(&matrix, &right_side);
        let operator = Dense(matrix);
        let (x, outcome) = solve_plainly(&operator, &right_side, RULE);
        prop_assert_eq!(outcome.status, Status::Converged);
        let difference: Vec<_> = x.iter().zip(&expected).map(|(x, expected)| x - expected).collect();
        prop_assert!(norm(&difference) <= 1e-9 * norm(&expected));
    }
}
