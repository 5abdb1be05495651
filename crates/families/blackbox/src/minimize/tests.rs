use super::Minimize;
use super::problem::{ConsensusOptions, Covariance, Known, Method, MinimizeProblem, Model};
use super::solution::MinimizeSolution;
use super::warm_start::WarmStart;
use faer::Mat;
use superlinear_interface::model::hold;
use superlinear_interface::{Matrix, NumberOrVector, RunOptions, VectorOrMatrix, testing};
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::random::Stream;

/// A problem with this many variables between -5 and 5, without a model, with target 1e-8.
fn problem(variables: u32) -> MinimizeProblem {
    MinimizeProblem {
        lower: Some(NumberOrVector::Number(-5.0)),
        upper: Some(NumberOrVector::Number(5.0)),
        dimension: Some(variables),
        variables: None,
        initial: None,
        initial_covariance: None,
        known: None,
        parallel: 1,
        max_evaluations: Some(200_000),
        target: Some(1e-8),
        method: Method::Cmaes,
        step_size: 0.2,
        population_size: None,
        tolerance: 1e-11,
        point_tolerance: 1e-11,
        restarts: None,
        model: Model::None,
        covariance: Covariance::Auto,
        consensus: ConsensusOptions::default(),
        noise: false,
        archive: false,
    }
}

/// An ellipsoid of condition number 1e6 with minimum 0 at `center`. Its axes are fixed, and none is parallel to a
/// variable.
fn ellipsoid(center: Vec<f64>) -> impl Fn(&[f64]) -> f64 {
    let n = center.len();
    let mut stream = Stream::new(7, 0);
    let (_, axes) = symmetric_eigen(&Mat::from_fn(n, n, |_, _| stream.normal())).expect("it is finite");
    move |x| {
        let along = |k: usize| -> f64 { (0..n).map(|i| axes[(i, k)] * (x[i] - center[i])).sum() };
        (0..n).map(|k| 1e6_f64.powf(k as f64 / (n as f64 - 1.0)) * along(k).powi(2)).sum()
    }
}

fn solve(problem: MinimizeProblem, seed: u64, f: impl Fn(&[f64]) -> f64) -> MinimizeSolution {
    let run = testing::untimed(&RunOptions { seed, ..RunOptions::default() });
    let mut respond = |_: usize, points: &[f64], answers: &mut [f64]| {
        let n = points.len() / answers.len();
        points.chunks_exact(n).zip(answers).for_each(|(x, answer)| *answer = f(x));
    };
    hold::<Minimize>(problem, &mut respond, &run).expect("it has values")
}

#[test]
fn a_minimum_that_has_moved_a_little_is_found_again_with_half_the_evaluations() {
    let (mut cold, mut warm) = (0, 0);
    for seed in 0..3 {
        let mut stream = Stream::new(seed, 9);
        let center: Vec<f64> = (0..10).map(|_| 4.0 * stream.uniform() - 2.0).collect();
        let moved: Vec<f64> = center.iter().map(|c| c + 0.03 * stream.normal()).collect();
        let solution = solve(problem(10), seed, ellipsoid(center));
        let WarmStart { initial, initial_covariance } = solution.warm_start.expect("it is of `cmaes`");
        let nearby = MinimizeProblem { initial: Some(VectorOrMatrix::Vector(initial)), ..problem(10) };
        cold += solve(nearby.clone(), seed + 3, ellipsoid(moved.clone())).evaluations;
        let initial_covariance = Some(initial_covariance);
        warm += solve(MinimizeProblem { initial_covariance, ..nearby }, seed + 3, ellipsoid(moved)).evaluations;
    }
    assert!(2 * warm <= cold, "{warm} evaluations after {cold}");
}

/// A linear decrease towards a wall; evaluations fail behind it. The minimum, 0, is on the wall.
fn with_barrier(x: &[f64]) -> f64 {
    if x[0] < 0.37 {
        return f64::INFINITY;
    }
    x[0] - 0.37 + x[1..].iter().map(|x| (x - 0.2).powi(2)).sum::<f64>()
}

#[test]
fn searches_do_not_run_into_regions_that_fail() {
    // With the model, the simplex and the Gaussian process. Before failures were predicted, the errors were 0.5, 0.003
    // and 0.5, and 92, 51 and 91 % of the evaluations failed.
    let cases = [(Method::Cmaes, 3, 1e-9), (Method::NelderMead, 2, 1e-6), (Method::GaussianProcess, 3, 1e-9)];
    for (method, variables, excess) in cases {
        let model = Model::Quadratic;
        let problem = MinimizeProblem { method, model, target: None, max_evaluations: Some(600), ..problem(variables) };
        let solution = solve(problem, 1, with_barrier);
        assert!(solution.objective < excess, "{method:?}: {}", solution.objective);
        assert!(10 * solution.failures < 5 * solution.evaluations, "{method:?}: {}", solution.failures);
    }
}

const METHODS: [Method; 6] =
    [Method::Cmaes, Method::NelderMead, Method::Consensus, Method::Hopping, Method::Evolution, Method::GaussianProcess];

#[test]
fn no_result_is_worse_than_the_point_given() {
    // A needle, found only if it is given.
    let needle = |x: &[f64]| if x.iter().all(|x| (x - 1.25).abs() < 1e-9) { -1.0 } else { x[0] * x[0] + x[1] * x[1] };
    for method in METHODS {
        let initial = Some(VectorOrMatrix::Vector(vec![1.25, 1.25].into()));
        let problem = MinimizeProblem { method, initial, max_evaluations: Some(40), target: None, ..problem(2) };
        let mut seen = Vec::new();
        let cell = std::cell::RefCell::new(&mut seen);
        let solution = solve(problem, 1, |x| {
            cell.borrow_mut().push(x.to_vec());
            needle(x)
        });
        assert_eq!(solution.objective, -1.0, "{method:?}");
        assert_eq!(seen.iter().filter(|x| **x == seen[0]).count(), 1, "{method:?} asks again");
    }
}

#[test]
fn rare_values_are_found() {
    // Only a hundredth of the box has values.
    let rare = |x: &[f64]| {
        let square = (x[0] - 2.0).powi(2) + (x[1] + 1.0).powi(2);
        if square < 1.0 / std::f64::consts::PI { square } else { f64::NAN }
    };
    for method in METHODS {
        let problem = MinimizeProblem { method, max_evaluations: Some(1500), target: Some(1e-2), ..problem(2) };
        let solution = solve(problem, 2, rare);
        assert!(solution.objective <= 0.05, "{method:?}: {}", solution.objective);
    }
}

#[test]
fn what_is_known_reaches_the_model() {
    let bowl = |x: &[f64]| x.iter().enumerate().map(|(k, x)| (k as f64 + 1.0) * (x - 0.3).powi(2)).sum::<f64>();
    let mut stream = Stream::new(4, 0);
    let points: Vec<f64> = (0..150).map(|_| 4.0 * stream.uniform() - 2.0).collect();
    let values: Vec<f64> = points.chunks_exact(5).map(bowl).collect();
    let known = Some(Known { points: Matrix::new(30, 5, points.clone()), values: values.into() });
    let cold = MinimizeProblem { model: Model::Quadratic, ..problem(5) };
    let warm = MinimizeProblem { known, ..cold.clone() };
    let is_known = |x: &[f64]| points.chunks_exact(5).any(|point| point == x);
    let [cold, warm] = [cold, warm].map(|problem| {
        let solution = solve(problem, 1, |x| {
            assert!(!is_known(x));
            bowl(x)
        });
        solution.evaluations
    });
    assert!(2 * warm < cold, "{warm} evaluations after {cold}");
}
