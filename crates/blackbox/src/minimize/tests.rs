use super::Minimize;
use super::problem::{ConsensusOptions, Covariance, Method, MinimizeProblem, Model};
use super::solution::MinimizeSolution;
use super::warm_start::WarmStart;
use faer::Mat;
use superlinear_interface::model::hold;
use superlinear_interface::{NumberOrVector, RunOptions, VectorOrMatrix, testing};
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::random::Stream;

/// A problem of so many variables between -5 and 5, without a model and with the target 1e-8.
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

/// An ellipsoid of condition 1e6 with its minimum, 0, at `centre`; its axes are always the same, and none is that of a variable.
fn ellipsoid(centre: Vec<f64>) -> impl Fn(&[f64]) -> f64 {
    let n = centre.len();
    let mut stream = Stream::new(7, 0);
    let (_, axes) = symmetric_eigen(&Mat::from_fn(n, n, |_, _| stream.normal())).expect("it is finite");
    move |x| {
        let along = |k: usize| -> f64 { (0..n).map(|i| axes[(i, k)] * (x[i] - centre[i])).sum() };
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
        let centre: Vec<f64> = (0..10).map(|_| 4.0 * stream.uniform() - 2.0).collect();
        let moved: Vec<f64> = centre.iter().map(|c| c + 0.03 * stream.normal()).collect();
        let solution = solve(problem(10), seed, ellipsoid(centre));
        let WarmStart { initial, initial_covariance } = solution.warm_start.expect("it is of `cmaes`");
        let nearby = MinimizeProblem { initial: Some(VectorOrMatrix::Vector(initial)), ..problem(10) };
        cold += solve(nearby.clone(), seed + 3, ellipsoid(moved.clone())).evaluations;
        let initial_covariance = Some(initial_covariance);
        warm += solve(MinimizeProblem { initial_covariance, ..nearby }, seed + 3, ellipsoid(moved)).evaluations;
    }
    assert!(2 * warm <= cold, "{warm} evaluations after {cold}");
}
