//! MINRES on random symmetric indefinite systems, GMRES and BiCGSTAB on nonsymmetric ones.

use super::{Status, StoppingRule, bicgstab, gmres, minres, never, truncated};
use crate::linear_operator::{Identity, Jacobi, LinearOperator};
use crate::matrix_operator::ready;
use crate::random::Stream;
use crate::vectors::norm;

struct Dense {
    order: usize,
    entries: Vec<f64>,
}

impl Dense {
    fn random(order: usize, is_symmetric: bool, seed: u64) -> Self {
        let mut random = Stream::new(seed, 0);
        let mut entries: Vec<f64> = (0..order * order).map(|_| random.normal()).collect();
        for i in 0..order {
            for j in 0..i {
                if is_symmetric {
                    entries[i * order + j] = entries[j * order + i];
                }
            }
            // Diagonal shifts of both signs keep the matrix nonsingular.
            entries[i * order + i] += if i % 3 == 0 { -10.0 } else { 10.0 };
        }
        Self { order, entries }
    }

    fn residual(&self, right_side: &[f64], x: &[f64]) -> f64 {
        let mut product = vec![0.0; self.order];
        self.apply(x, &mut product);
        let residual: Vec<_> = right_side.iter().zip(&product).map(|(b, p)| b - p).collect();
        norm(&residual) / norm(right_side)
    }
}

impl LinearOperator for Dense {
    fn dimension(&self) -> usize {
        self.order
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        for (y, row) in y.iter_mut().zip(self.entries.chunks(self.order)) {
            *y = row.iter().zip(x).map(|(a, x)| a * x).sum();
        }
    }
}

const RULE: StoppingRule = StoppingRule { relative_tolerance: 1e-10, max_iterations: 200 };

#[test]
fn minres_meets_the_tolerance_and_tells_the_true_residual() {
    for order in [1, 2, 7, 40] {
        let mut matrix = Dense::random(order, true, order as u64);
        let right_side: Vec<_> = (0..order).map(|i| (i as f64).cos()).collect();
        let weights = Jacobi::new(&(0..order).map(|i| 1.0 + (i % 4) as f64).collect::<Vec<_>>());
        let (mut plain, mut weighted) = (vec![0.0; order], vec![1.0; order]);
        let identity = Identity { dimension: order };
        let outcomes = [
            ready(minres::solve(&mut matrix, &identity, &right_side, &mut plain, RULE)),
            ready(minres::solve(&mut matrix, &weights, &right_side, &mut weighted, RULE)),
        ];
        for (outcome, solution) in outcomes.iter().zip([&plain, &weighted]) {
            assert_eq!(outcome.status, Status::Converged);
            let residual = matrix.residual(&right_side, solution);
            assert!((residual - outcome.relative_residual).abs() <= 1e-12, "{residual} {}", outcome.relative_residual);
            assert!(residual <= 1.1e-10);
        }
        assert!(outcomes[0].iterations <= 2 * order + 2);
    }
}

#[test]
fn gmres_meets_the_tolerance_with_and_without_restarts() {
    for order in [1, 2, 7, 40] {
        let mut matrix = Dense::random(order, false, order as u64);
        let right_side: Vec<_> = (0..order).map(|i| (i as f64).cos()).collect();
        let diagonal: Vec<_> = (0..order).map(|i| matrix.entries[i * order + i]).collect();
        for restart in [order, 15] {
            let mut solution = vec![0.5; order];
            let jacobi = Jacobi::new(&diagonal);
            let outcome = ready(gmres::solve(&mut matrix, &jacobi, &right_side, &mut solution, RULE, restart));
            assert_eq!(outcome.status, Status::Converged);
            assert!(matrix.residual(&right_side, &solution) <= 1.1e-10);
            assert!(restart < order || outcome.iterations <= order);
        }
    }
}

#[test]
fn bicgstab_meets_the_tolerance_and_reports_the_true_residual() {
    for order in [1, 2, 7, 40] {
        let mut matrix = Dense::random(order, false, order as u64);
        let right_side: Vec<_> = (0..order).map(|i| (i as f64).cos()).collect();
        let diagonal: Vec<_> = (0..order).map(|i| matrix.entries[i * order + i]).collect();
        let (jacobi, mut solution) = (Jacobi::new(&diagonal), vec![0.5; order]);
        let Ok(outcome) =
            ready(bicgstab::solve_in_time(&mut matrix, &mut &jacobi, &right_side, &mut solution, RULE, never));
        assert_eq!(outcome.status, Status::Converged);
        let residual = matrix.residual(&right_side, &solution);
        assert!(residual <= 1.1e-10 && (residual - outcome.relative_residual).abs() < 1e-12);
    }
}

#[test]
fn no_right_side_has_no_solution_but_zero() {
    let mut matrix = Dense::random(3, true, 1);
    let identity = Identity { dimension: 3 };
    let mut solution = vec![1.0; 3];
    let outcome = ready(minres::solve(&mut matrix, &identity, &[0.0; 3], &mut solution, RULE));
    assert_eq!((outcome.iterations, &solution), (0, &vec![0.0; 3]));
    let outcome = ready(gmres::solve(&mut matrix, &identity, &[0.0; 3], &mut solution, RULE, 5));
    assert_eq!(outcome.iterations, 0);
}

#[test]
fn what_has_no_solution_ends_and_stays_finite() {
    // The second equation is 0 = 1.
    let mut matrix = Dense { order: 2, entries: vec![1.0, 0.0, 0.0, 0.0] };
    let identity = Identity { dimension: 2 };
    let (mut first, mut second) = (vec![0.0; 2], vec![0.0; 2]);
    let outcomes = [
        ready(minres::solve(&mut matrix, &identity, &[1.0, 1.0], &mut first, RULE)),
        ready(gmres::solve(&mut matrix, &identity, &[1.0, 1.0], &mut second, RULE, 5)),
    ];
    for (outcome, solution) in outcomes.iter().zip([&first, &second]) {
        assert_ne!(outcome.status, Status::Converged);
        assert!(solution.iter().all(|entry| entry.is_finite()), "{outcome:?} {solution:?}");
    }
}

/// A positive definite matrix, or one with a negative eigenvalue.
struct Diagonal(Vec<f64>);

impl LinearOperator for Diagonal {
    fn dimension(&self) -> usize {
        self.0.len()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.iter_mut().zip(x).zip(&self.0).for_each(|((y, x), entry)| *y = entry * x);
    }
}

#[test]
fn truncated_gradients_end_at_the_residual_or_at_negative_curvature() {
    let mut matrix = Diagonal((1..=20).map(f64::from).collect());
    let side = vec![1.0; 20];
    let reached = ready(truncated::solve(&mut matrix, &side, &[0.0; 20], 1e-10, 100, || false));
    assert!(reached.is_definite && reached.residual <= 1e-10 && reached.least_curvature >= 1.0);
    assert!(reached.solution.iter().zip(&matrix.0).all(|(x, entry)| (x * entry - 1.0).abs() < 1e-10));
    // Starting from the solution, nothing remains to do.
    let again = ready(truncated::solve(&mut matrix, &side, &reached.solution, 1e-9, 100, || false));
    assert_eq!((again.solution, again.least_curvature), (reached.solution, f64::INFINITY));
    let mut indefinite = Diagonal(vec![1.0, -3.0]);
    let reached = ready(truncated::solve(&mut indefinite, &[1.0, 1.0], &[0.0; 2], 1e-10, 100, || false));
    assert!(!reached.is_definite && reached.solution == [1.0, 1.0] && reached.least_curvature == -1.0);
}
