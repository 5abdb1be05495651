//! Streams in Rust: the references of the conformance tests, without the bindings.

use superlinear_interface::testing::untimed;
use superlinear_interface::{AnyMatrix, Labels, Matrix, RunOptions, Task};
use superlinear_stochastic::Fit;
use superlinear_stochastic::fit::problem::{FitMethod, FitProblem, Sampling};
use superlinear_stochastic::fit::solution::{FitSolution, FitStatus};
use superlinear_stochastic::settings::{LearningFields, LossKind, PenaltyKind};

fn problem(rows: &[&[f64]], response: &[f64]) -> FitProblem {
    let learning = LearningFields { loss: LossKind::Logistic, ..LearningFields::default() };
    let matrix = Matrix::new(rows.len(), rows[0].len(), rows.concat());
    FitProblem::new(AnyMatrix::Dense(matrix), Labels::Numbers(response.to_vec().into()), learning)
}

fn small() -> FitProblem {
    let rows: [&[f64]; 5] =
        [&[1.0, 0.0, 2.0], &[0.0, 1.0, 0.5], &[1.0, -1.0, 0.0], &[0.0, 2.0, 1.0], &[-1.0, 0.0, 1.0]];
    problem(&rows, &[1.0, -1.0, 1.0, -1.0, 1.0])
}

fn solve(problem: FitProblem) -> FitSolution {
    Fit::solve(problem, &untimed(&RunOptions::default())).expect("a fit")
}

/// Two passes in order; the numbers are those of vowpal wabbit 9.11 and of plain programs.
#[test]
fn passes_in_order_are_those_of_other_programs() {
    let cases: [(FitMethod, bool, [f64; 4], f64); 4] = [
        (
            FitMethod::Ftrl,
            true,
            [0.245724917029608, -1.35476385924848, 0.54765375537391, 0.426437755445307],
            0.52209637999185,
        ),
        (
            FitMethod::Adagrad,
            true,
            [0.292673781715231, -1.40082757213729, 0.598164402824001, 0.413890585296849],
            0.511741106005425,
        ),
        (
            FitMethod::NormalizedAdaptive,
            true,
            [0.252109944153508, -0.494890527091208, 0.148505117433233, 0.228536993556146],
            0.627236716407297,
        ),
        (
            FitMethod::NormalizedAdaptive,
            false,
            [0.288732984130076, -0.540987714465097, 0.172783403442427, 0.259267120051415],
            0.622061218796304,
        ),
    ];
    for (method, importance_aware, parameters, loss) in cases {
        let mut problem = FitProblem { method, sampling: Sampling::Cyclic, epochs: Some(2.0), ..small() };
        problem.learning.learning_rate = Some(0.5);
        problem.learning.importance_aware = importance_aware;
        if method == FitMethod::Ftrl {
            (problem.learning.l1, problem.learning.l2) = (0.1, 0.01);
        }
        let solution = solve(problem);
        let found = solution.coefficients.entries().iter().chain(solution.intercept.as_slice()).copied();
        for (found, expected) in found.zip(parameters) {
            assert!((found - expected).abs() < 1e-13, "{method:?}: {found} {expected}");
        }
        assert!((solution.progressive_loss.expect("it is known") - loss).abs() < 1e-13, "{method:?}");
    }
}

#[test]
fn the_gap_bounds_the_distance_from_the_minimum() {
    let mut problem = FitProblem { method: FitMethod::Sgd, epochs: Some(20_000.0), tolerance: Some(1e-4), ..small() };
    problem.learning.intercept = false;
    problem.learning.lambda = 0.1;
    let solution = solve(problem);
    assert_eq!(solution.status, FitStatus::Converged);
    // 40 digits, by Newton's method in another program.
    let excess = solution.objective.expect("there is a certificate") - 0.372_802_447_910_379_36;
    assert!((0.0..=solution.duality_gap.expect("there is a gap")).contains(&(excess + 1e-16)), "{excess}");
}

#[test]
fn absolute_values_make_zeros() {
    let mut problem = FitProblem { epochs: Some(50.0), ..small() };
    problem.learning.penalty = PenaltyKind::L1;
    problem.learning.lambda = 0.4;
    problem.learning.learning_rate = Some(0.5);
    let solution = solve(problem);
    assert!(solution.support.len() < 3, "{:?}", solution.coefficients);
}

/// Rows (1, 1) and one row (0.3, -0.7) of one class; the steps are those of a plain program.
#[test]
fn large_steps_are_counted() {
    let rows: Vec<&[f64]> = (0..100).map(|i| if i < 99 { &[1.0, 1.0][..] } else { &[0.3, -0.7][..] }).collect();
    for (method, rate, steps) in [
        (FitMethod::Gradient, Some(1.0), 415.0),
        (FitMethod::Gradient, Some(1e6), 35.0),
        (FitMethod::Normalized, None, 2.0),
        (FitMethod::Perceptron, None, 2.0),
    ] {
        let mut problem = FitProblem { method, ..problem(&rows, &[1.0; 100]) };
        problem.learning.intercept = false;
        problem.learning.learning_rate = rate;
        let solution = solve(problem);
        assert_eq!((solution.status, solution.iterations), (FitStatus::Converged, steps), "{method:?}");
    }
}
