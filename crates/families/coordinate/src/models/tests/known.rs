//! Small problems with solutions from exact arithmetic, and larger ones with solutions from other programs run to
//! 1e-13.

use super::super::fit::Fit;
use super::super::problem::{FitProblem, Layout, ModelFields, PenaltyKind};
use super::super::solution::FitSolution;
use super::generators::{corr, text};
use superlinear_interface::testing;
use superlinear_interface::{AnyMatrix, Ending, Matrix, Run, RunOptions, Task, VectorOrMatrix};
use superlinear_losses::LossKind;

pub fn run() -> Run {
    testing::untimed(&RunOptions { threads: Some(1), ..RunOptions::default() })
}

pub fn problem(matrix: AnyMatrix, response: VectorOrMatrix, lambda: f64) -> FitProblem {
    FitProblem {
        lambda: Some(lambda),
        lambda_ratio: None,
        tolerance: 1e-13,
        criterion: Default::default(),
        max_iterations: 100,
        initial: None,
        model: ModelFields {
            matrix,
            layout: Layout::RowMajor,
            response: response.into(),
            feature_names: None,
            loss: LossKind::Squared,
            huber_threshold: 1.35,
            penalty: PenaltyKind::L1,
            l1_ratio: 0.5,
            concavity: None,
            groups: None,
            group_weights: None,
            penalty_factors: None,
            intercept: false,
            sample_weights: None,
            offset: None,
            lower: None,
            upper: None,
            positive: false,
            standardize: false,
        },
    }
}

/// The problem with changes.
pub fn with(mut problem: FitProblem, change: impl FnOnce(&mut FitProblem)) -> FitProblem {
    change(&mut problem);
    problem
}

fn d1() -> FitProblem {
    let x = vec![1., 2., 0., 2., -1., 1., 0., 1., 3., 1., 0., -1., -1., 1., 2., 3., 1., 1.];
    let y = vec![1., 2., -1., 0.5, -2., 3.];
    problem(AnyMatrix::Dense(Matrix::new(6, 3, x)), VectorOrMatrix::Vector(y.into()), 0.25)
}

fn d1_logistic() -> FitProblem {
    let x = vec![1., 2., 0., 2., -1., 1., 0., 1., 3., -1., 0., -1., -1., 1., 2., 3., 1., 1.];
    let y = vec![1., 1., -1., 1., -1., 1.];
    let matrix = AnyMatrix::Dense(Matrix::new(6, 3, x));
    with(problem(matrix, VectorOrMatrix::Vector(y.into()), 0.05), |problem| problem.model.loss = LossKind::Logistic)
}

fn expect(problem: FitProblem, coefficients: &[f64], intercept: f64, objective: Option<f64>) -> FitSolution {
    let solution = Fit::solve(problem, &run()).unwrap();
    assert_eq!(solution.status, Ending::Converged, "{solution:?}");
    let found = match &solution.coefficients {
        VectorOrMatrix::Vector(vector) => vector.to_vec(),
        VectorOrMatrix::Matrix(matrix) => matrix.data.to_vec(),
    };
    for (found, expected) in found.iter().zip(coefficients) {
        assert!((found - expected).abs() <= 1e-9, "{solution:?}");
        assert_eq!(*found == 0.0, *expected == 0.0, "{solution:?}");
    }
    assert!((solution.intercept.as_slice()[0] - intercept).abs() <= 1e-9, "{solution:?}");
    if let Some(objective) = objective {
        assert!((solution.objective - objective).abs() <= 1e-9, "{solution:?}");
    }
    solution
}

#[test]
fn small_squared() {
    let l1 = [0.960317460317460, 0., -0.182539682539683];
    expect(d1(), &l1, 0.0, Some(0.38855820105820105));
    expect(
        with(d1(), |problem| problem.model.intercept = true),
        &[1.15, 0., 0.],
        -0.566666666666667,
        Some(0.33194444444444443),
    );
    expect(
        with(d1(), |problem| problem.model.penalty = PenaltyKind::ElasticNet),
        &[0.967549684598764, -0.0117216870998124, -0.216506921414834],
        0.0,
        Some(0.3034163850348643),
    );
    expect(
        with(d1(), |problem| {
            problem.model.intercept = true;
            problem.model.sample_weights = Some(vec![1., 2., 1., 0.5, 1., 0.].into());
        }),
        &[1.17488262910798, 0., -0.00616197183098592],
        -0.544894366197183,
        Some(0.339772060392659),
    );
    expect(
        with(d1(), |problem| problem.model.penalty_factors = Some(vec![0., 1., 2.].into())),
        &[1.04491206030151, -0.0144472361809045, -0.0948492462311558],
        0.0,
        Some(0.17317054020100503),
    );
    expect(with(d1(), |problem| problem.model.positive = true), &[0.9375, 0., 0.], 0.0, Some(0.4322916666666667));
    let infinity = f64::INFINITY;
    expect(
        with(d1(), |problem| {
            problem.lambda = Some(0.05);
            problem.model.lower = Some(vec![-0.1, -0.1, -0.1].into());
            problem.model.upper = Some(vec![0.75, 0.1, infinity].into());
        }),
        &[0.75, -0.0875, -0.1],
        0.0,
        None,
    );
}

#[test]
fn small_groups() {
    let x = vec![1., 2., 0., 1., 2., -1., 1., 0., 0., 1., 3., 1., 1., 0., -1., -1., -1., 1., 2., 2., 3., 1., 1., 0.];
    let grouped = |lambda| {
        with(d1(), |problem| {
            problem.lambda = Some(lambda);
            problem.model.matrix = AnyMatrix::Dense(Matrix::new(6, 4, x.clone()));
            problem.model.penalty = PenaltyKind::GroupL2;
            problem.model.groups = Some(vec![0, 0, 1, 1].into());
        })
    };
    expect(
        grouped(0.25),
        &[0.918463986346056, -0.107316265024424, -0.095165510826457, -0.0512766544298463],
        0.0,
        Some(0.48480107136240913),
    );
    expect(grouped(0.6), &[0.728059254685767, -0.0975238826588289, 0., 0.], 0.0, Some(0.9147334122035217));
}

#[test]
fn small_logistic() {
    expect(d1_logistic(), &[1.40081275611183, 0., -1.42984787599311], 0.0, Some(0.3437521109547137));
    expect(
        with(d1_logistic(), |problem| problem.model.intercept = true),
        &[1.0032708628052, 0., -1.82512947815422],
        2.50022987258747,
        Some(0.19403824046524384),
    );
    expect(
        with(d1_logistic(), |problem| problem.model.sample_weights = Some(vec![1., 2., 1., 0.5, 1., 3.].into())),
        &[1.55345111608368, 0., -0.802902118228781],
        0.0,
        Some(0.25208346467698395),
    );
}

#[test]
fn small_multinomial() {
    let x = vec![1., 0., 2., 1., 1.5, -0.5, -1., 1., 0., 2., -0.5, 1.5, -1., -1., 0., -2., -2., 0.5];
    let y = vec![0., 0., 1., 1., 1., 2., 2., 2., 0.];
    let matrix = AnyMatrix::Dense(Matrix::new(9, 2, x));
    let problem = with(problem(matrix, VectorOrMatrix::Vector(y.into()), 0.02), |problem| {
        problem.model.loss = LossKind::Multinomial
    });
    expect(
        problem,
        &[0.06329555315549, 0., -0.54398219577578, 0., 0.18332253094274, -0.78599566344690],
        0.0,
        Some(0.9599359591069238),
    );
}

fn large(n: usize, p: usize, k: usize, seed: u32, lambda_ratio: f64) -> FitProblem {
    let (matrix, y) = corr(n, p, k, 0.5, 3.0, seed);
    let problem = problem(AnyMatrix::Dense(matrix), VectorOrMatrix::Vector(y.into()), 0.0);
    with(problem, |problem| {
        problem.lambda = None;
        problem.lambda_ratio = Some(lambda_ratio);
        problem.model.layout = Layout::ColumnMajor;
    })
}

fn expect_counts(problem: FitProblem, objective: f64, nonzeros: usize) -> FitSolution {
    let solution = Fit::solve(problem, &run()).unwrap();
    assert_eq!(solution.status, Ending::Converged, "{solution:?}");
    assert!((solution.objective - objective).abs() <= 1e-9, "{solution:?}");
    assert_eq!(solution.support.len(), nonzeros, "{solution:?}");
    solution
}

#[test]
fn correlated() {
    let base = || large(100, 200, 10, 7, 0.05);
    let solution = expect_counts(base(), 1.163305312547894, 51);
    assert!((solution.lambda * 20.0 - 1.6462882918372543).abs() < 1e-9);
    let lambda = Some(1.6462882918372543 / 20.0);
    let penalized = |penalty| {
        with(base(), |problem| {
            problem.lambda = lambda;
            problem.lambda_ratio = None;
            problem.model.penalty = penalty;
        })
    };
    let solution = expect_counts(
        with(penalized(PenaltyKind::L1), |problem| problem.model.intercept = true),
        1.1479150756946344,
        47,
    );
    assert!((solution.intercept.as_slice()[0] - 0.2470801).abs() < 1e-6);
    expect_counts(penalized(PenaltyKind::ElasticNet), 0.8114711709271629, 78);
    expect_counts(with(penalized(PenaltyKind::L1), |problem| problem.model.positive = true), 2.500270075195945, 44);
}

#[test]
fn words() {
    let (matrix, y) = text(300, 500, 12, 20, 9);
    let base = problem(AnyMatrix::Sparse(matrix), VectorOrMatrix::Vector(y.into()), 0.0);
    let base = with(base, |problem| {
        problem.lambda = None;
        problem.model.loss = LossKind::Logistic;
    });
    let solution = expect_counts(FitProblem { lambda_ratio: Some(0.1), ..base.clone() }, 0.5188149430497669, 9);
    assert_eq!(*solution.support, [0, 1, 2, 4, 5, 20, 22, 58, 284]);
    expect_counts(FitProblem { lambda_ratio: Some(0.02), ..base }, 0.32086963941125796, 71);
}
