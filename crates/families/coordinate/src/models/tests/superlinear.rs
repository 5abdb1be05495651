//! The last iterations lower the duality gap superlinearly, once the support is found. Source of the claim: Nutini, Laradji, Schmidt,
//! Let's make block coordinate descent converge faster, JMLR 23, 2022.

use super::super::fit::Fit;
use super::super::problem::{FitProblem, Layout, PenaltyKind};
use super::generators::{corr, text};
use super::known::{problem, run, with};
use superlinear_interface::{AnyMatrix, Ending, Task, VectorOrMatrix};
use superlinear_losses::LossKind;

/// The gap after each number of iterations up to convergence, and the size of the final support.
fn gaps(problem: &FitProblem) -> (Vec<f64>, usize) {
    let mut gaps = Vec::new();
    for max_iterations in 1.. {
        let solution = Fit::solve(FitProblem { max_iterations, ..problem.clone() }, &run()).unwrap();
        gaps.push(solution.duality_gap.unwrap());
        match solution.status {
            Ending::Converged => return (gaps, solution.support.len()),
            status => assert_eq!(status, Ending::IterationLimit),
        }
    }
    unreachable!("the numbers have no end")
}

#[test]
fn of_the_lasso_the_last_one_lowers_it_to_rounding() {
    let (matrix, y) = corr(1000, 5000, 100, 0.6, 3.0, 11);
    let base = problem(AnyMatrix::Dense(matrix), VectorOrMatrix::Vector(y.into()), 0.0);
    let problem = with(base, |problem| {
        problem.lambda = None;
        problem.lambda_ratio = Some(0.1);
        problem.model.layout = Layout::ColumnMajor;
    });
    let (gaps, nonzeros) = gaps(&problem);
    assert_eq!(nonzeros, 362);
    let [.., before, last] = gaps[..] else { panic!("converged at once: {gaps:?}") };
    assert!(last <= 1e-6 * before, "{gaps:?}");
}

#[test]
fn of_groups_with_more_coefficients_than_samples_the_last_one_lowers_it_to_rounding() {
    let (matrix, y) = corr(100, 1000, 20, 0.5, 3.0, 31);
    let base = problem(AnyMatrix::Dense(matrix), VectorOrMatrix::Vector(y.into()), 0.0);
    let problem = with(base, |problem| {
        problem.lambda = None;
        problem.lambda_ratio = Some(0.1);
        problem.tolerance = 1e-10;
        problem.model.layout = Layout::ColumnMajor;
        problem.model.penalty = PenaltyKind::GroupL2;
        problem.model.groups = Some((0..1000).map(|j| j / 10).collect::<Vec<_>>().into());
        problem.model.intercept = true;
    });
    let (gaps, nonzeros) = gaps(&problem);
    assert!(nonzeros > 100, "{nonzeros} nonzeros");
    let [.., before, last] = gaps[..] else { panic!("converged at once: {gaps:?}") };
    assert!(last <= 1e-4 * before, "{gaps:?}");
}

#[test]
fn of_two_classes_the_last_two_lower_it_a_hundredfold_each() {
    let (matrix, y) = text(20_000, 40_000, 40, 300, 21);
    let base = problem(AnyMatrix::Sparse(matrix), VectorOrMatrix::Vector(y.into()), 0.0);
    let problem = with(base, |problem| {
        problem.lambda = None;
        problem.lambda_ratio = Some(0.01);
        problem.tolerance = 1e-11;
        problem.model.loss = LossKind::Logistic;
    });
    let (gaps, nonzeros) = gaps(&problem);
    assert_eq!(nonzeros, 770);
    let [.., first, second, last] = gaps[..] else { panic!("converged at once: {gaps:?}") };
    assert!(second <= 0.01 * first && last <= 0.01 * second, "{gaps:?}");
}
