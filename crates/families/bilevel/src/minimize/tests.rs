//! Problems with closed-form solutions, and gradients against finite differences.

use super::Minimize;
use super::check_derivatives::{CheckDerivatives, DerivativeName};
use super::functions::{CONSTRAINTS, INNER, INNER_HESSIAN, INNER_PRODUCT, OUTER};
use super::hypergradient::Hypergradient;
use super::problem::{
    HypergradientAccuracy, HypergradientOptions, HypergradientProblem, Lipschitz, MinimizeMethod, MinimizeOptions,
    MinimizeProblem,
};
use super::solution::{HypergradientSolution, MinimizeSolution, MinimizeStatus, Stationarity};
use crate::outer::OuterDirection;
use std::sync::Arc;
use superlinear_interface::model::hold;
use superlinear_interface::{Ending, Host, Run, RunOptions, testing};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::norm;

fn problem(initial: &[f64], inner_initial: &[f64]) -> MinimizeProblem {
    let options = MinimizeOptions {
        initial: initial.to_vec().into(),
        lower: None,
        upper: None,
        method: MinimizeMethod::Auto,
        strong_convexity: None,
        accuracy: HypergradientAccuracy::Estimate,
        lipschitz: Lipschitz::default(),
        direction: OuterDirection::QuasiNewton,
        tolerance: 1e-6,
        initial_accuracy: 0.1,
        max_iterations: None,
        polish: true,
        history: false,
    };
    MinimizeProblem::new(inner_initial.to_vec().into(), options)
}

fn gradient_problem(initial: &[f64], inner_initial: &[f64]) -> HypergradientProblem {
    HypergradientProblem {
        inner_initial: inner_initial.to_vec().into(),
        inner_product: true,
        inner_hessian: true,
        options: HypergradientOptions {
            initial: initial.to_vec().into(),
            strong_convexity: None,
            accuracy: HypergradientAccuracy::Estimate,
            lipschitz: Lipschitz::default(),
            tolerance: 1e-6,
        },
    }
}

fn minimize(problem: MinimizeProblem, mut answers: impl FnMut(usize, &[f64], &mut [f64])) -> MinimizeSolution {
    let run = testing::untimed(&RunOptions::default());
    hold::<Minimize>(problem, &mut answers, &run).expect("a right problem")
}

fn hypergradient(
    problem: HypergradientProblem,
    mut answers: impl FnMut(usize, &[f64], &mut [f64]),
) -> HypergradientSolution {
    let run = testing::untimed(&RunOptions::default());
    hold::<Hypergradient>(problem, &mut answers, &run).expect("a right problem")
}

/// f = e^y + y²/2 − xy, F = (y − 1)²/2.
fn exponential(tag: usize, point: &[f64], answer: &mut [f64]) {
    let (x, y) = (point[0], point[1]);
    match tag {
        OUTER => answer.copy_from_slice(&[(y - 1.0).powi(2) / 2.0, 0.0, y - 1.0]),
        INNER => {
            answer[..2].copy_from_slice(&[y.exp() + y * y / 2.0 - x * y, y.exp() + y - x]);
            if answer.len() > 2 {
                answer[2] = -y;
            }
        }
        INNER_PRODUCT => answer.copy_from_slice(&[(y.exp() + 1.0) * point[2], -point[2]]),
        INNER_HESSIAN => answer[0] = y.exp() + 1.0,
        _ => unreachable!("there are no constraints"),
    }
}

#[test]
fn an_exponential_is_solved_in_all_forms() {
    for (inner_product, inner_hessian) in [(true, true), (true, false), (false, true), (false, false)] {
        let with = MinimizeProblem { inner_product, inner_hessian, ..problem(&[0.0], &[0.0]) };
        let found = minimize(with, exponential);
        assert_eq!(found.status, MinimizeStatus::Converged, "{inner_product} {inner_hessian} {found:?}");
        assert!((found.solution[0] - 1.0 - std::f64::consts::E).abs() < 2e-5, "{found:?}");
        let with = HypergradientProblem { inner_product, inner_hessian, ..gradient_problem(&[0.0], &[0.0]) };
        let found = hypergradient(with, exponential);
        assert_eq!(found.status, Ending::Converged);
        assert!((found.gradient[0] + 1.0).abs() < 1e-6 && (found.gradient[0] + 1.0).abs() <= found.hypergradient_error);
        assert!((found.inner_solution[0] + 0.567_143_290_409_784).abs() < 1e-6, "{found:?}");
    }
}

#[test]
fn bounds_end_the_descent() {
    let upper = Some(vec![3.0].into());
    let mut bounded = problem(&[0.0], &[0.0]);
    bounded.options.upper = upper;
    let found = minimize(bounded, exponential);
    assert_eq!((found.status, found.solution[0]), (MinimizeStatus::Converged, 3.0));
}

#[test]
fn the_bound_holds_where_its_constants_are_given() {
    // |F''| = 1, |f_xy| = 1 with no change, |f'''| ≤ e^y ≤ e, f'' ≥ 1.
    let lipschitz =
        Lipschitz { outer_gradient: Some(1.0), mixed_derivatives: Some(0.0), inner_hessian: Some(std::f64::consts::E) };
    let accuracy = HypergradientAccuracy::Bound;
    let mut with = gradient_problem(&[0.0], &[0.0]);
    with.options.accuracy = accuracy;
    with.options.lipschitz = lipschitz;
    with.options.strong_convexity = Some(1.0);
    let found = hypergradient(with, exponential);
    assert_eq!(found.status, Ending::Converged);
    assert!((found.gradient[0] + 1.0).abs() <= found.hypergradient_error);
}

/// F = −x'y, f = y'Qy/2 − (a − x)'y, y ≥ 0, y₀ + y₁ ≤ cap.
fn pricing(cap: f64) -> impl FnMut(usize, &[f64], &mut [f64]) {
    let q = [[2.0, 0.5], [0.5, 1.0]];
    let times = move |v: &[f64]| [q[0][0] * v[0] + q[0][1] * v[1], q[1][0] * v[0] + q[1][1] * v[1]];
    move |tag, point, answer| {
        let (x, y) = (&point[..2], &point[2..4]);
        let a = [6.0, 4.0];
        match tag {
            OUTER => answer.copy_from_slice(&[-x[0] * y[0] - x[1] * y[1], -y[0], -y[1], -x[0], -x[1]]),
            INNER => {
                let qy = times(y);
                let value: f64 = (0..2).map(|k| 0.5 * y[k] * qy[k] - (a[k] - x[k]) * y[k]).sum();
                answer[..3].copy_from_slice(&[value, qy[0] - a[0] + x[0], qy[1] - a[1] + x[1]]);
                answer[3..].copy_from_slice(y);
            }
            INNER_PRODUCT => {
                let v = &point[4..6];
                let qv = times(v);
                answer.copy_from_slice(&[qv[0], qv[1], v[0], v[1]]);
            }
            CONSTRAINTS => {
                answer[..3].copy_from_slice(&[-y[0], -y[1], y[0] + y[1] - cap]);
                answer[3..9].fill(0.0);
                answer[9..].copy_from_slice(&[-1.0, 0.0, 0.0, -1.0, 1.0, 1.0]);
            }
            _ => unreachable!("nothing else is given"),
        }
    }
}

fn near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance, "{found} against {expected}");
    }
}

#[test]
fn prices_under_a_cap_are_exact() {
    let with = |x: &[f64]| MinimizeProblem {
        constraints: true,
        inequality_count: 3,
        inner_hessian: false,
        ..problem(x, &[0.0, 0.0])
    };
    let found = minimize(with(&[1.0, 1.0]), pricing(10.0));
    assert_eq!(found.status, MinimizeStatus::Converged, "{found:?}");
    near(&found.solution, &[3.0, 2.0], 1e-9);
    near(&found.inner_solution, &[8.0 / 7.0, 10.0 / 7.0], 1e-9);
    assert!((found.objective + 44.0 / 7.0).abs() < 1e-9);

    let found = minimize(with(&[1.0, 1.0]), pricing(1.5));
    assert_eq!(found.status, MinimizeStatus::Converged, "{found:?}");
    assert_eq!(found.stationarity, Some(Stationarity::Strong));
    near(&found.solution, &[63.0 / 16.0, 47.0 / 16.0], 1e-9);
    near(&found.inner_solution, &[7.0 / 8.0, 5.0 / 8.0], 1e-9);
    assert!((found.objective + 169.0 / 32.0).abs() < 1e-9);
    near(found.multipliers.as_ref().expect("there are constraints"), &[0.0; 3], 1e-9);
}

/// The first example of LV-HBA's paper: F = |x − y₂|²/2 + |y₁ − 1|²/2, f = |y₁ − x|²/2 + 1'y₂, 1'(x + y₁ + y₂) = 0.
fn proximal_lagrangian(n: usize) -> impl FnMut(usize, &[f64], &mut [f64]) {
    move |tag, point, answer| {
        let (x, y1, y2) = (&point[..n], &point[n..2 * n], &point[2 * n..3 * n]);
        match tag {
            OUTER => {
                answer[0] = (0..n).map(|k| 0.5 * (x[k] - y2[k]).powi(2) + 0.5 * (y1[k] - 1.0).powi(2)).sum();
                for k in 0..n {
                    answer[1 + k] = x[k] - y2[k];
                    answer[1 + n + k] = y1[k] - 1.0;
                    answer[1 + 2 * n + k] = y2[k] - x[k];
                }
            }
            INNER => {
                answer[0] = (0..n).map(|k| 0.5 * (y1[k] - x[k]).powi(2) + y2[k]).sum();
                for k in 0..n {
                    answer[1 + k] = y1[k] - x[k];
                    answer[1 + n + k] = 1.0;
                    answer[1 + 2 * n + k] = x[k] - y1[k];
                }
            }
            INNER_PRODUCT => {
                let v = &point[3 * n..4 * n];
                answer[..n].copy_from_slice(v);
                (0..n).for_each(|k| answer[2 * n + k] = -v[k]);
            }
            CONSTRAINTS => {
                answer[0] = point[..3 * n].iter().sum();
                answer[1..].fill(1.0);
            }
            _ => unreachable!("nothing else is given"),
        }
    }
}

#[test]
fn the_value_function_comes_near_and_newton_ends_it() {
    let n = 10;
    let with = |max_iterations: u32, polish: bool| {
        let mut problem = problem(&vec![10.0; n], &vec![10.0; 2 * n]);
        problem.constraints = true;
        problem.equality_count = 1;
        problem.inner_hessian = false;
        problem.options.max_iterations = Some(max_iterations);
        problem.options.polish = polish;
        problem
    };
    let exact = [vec![-0.3; n], vec![0.7; n], vec![-0.4; n]].concat();
    let error = |found: &MinimizeSolution| {
        let all = [found.solution.to_vec(), found.inner_solution.to_vec()].concat();
        norm(&all.iter().zip(&exact).map(|(a, b)| a - b).collect::<Vec<_>>()) / norm(&exact)
    };
    let rough = minimize(with(500, false), proximal_lagrangian(n));
    assert_eq!(rough.status, MinimizeStatus::IterationLimit);
    assert!(error(&rough) < 0.1, "{}", error(&rough));
    let found = minimize(with(500, true), proximal_lagrangian(n));
    assert_eq!(found.status, MinimizeStatus::Converged, "{found:?}");
    assert!(error(&found) < 1e-12, "{}", error(&found));
    near(found.multipliers.as_ref().expect("a constraint"), &[-1.0], 1e-12);
}

/// A random smooth problem: f = μ|y|²/2 + Σ ln cosh(b_i'y + c_i'x) + x'Dy, F = |y − t|²/2 + Σ sin x.
struct Random {
    n: usize,
    m: usize,
    rows: Vec<(Vec<f64>, Vec<f64>)>,
    mixed: Vec<f64>,
    target: Vec<f64>,
    convexity: f64,
}

impl Random {
    fn new(seed: u64) -> Self {
        let mut stream = Stream::new(seed, 0);
        let (n, m, count) = (1 + stream.below(4) as usize, 1 + stream.below(6) as usize, 8);
        let mut normals = |count: usize| -> Vec<f64> { (0..count).map(|_| stream.normal()).collect() };
        Self {
            rows: (0..count).map(|_| (normals(m), normals(n))).collect(),
            mixed: normals(n * m),
            target: normals(m),
            convexity: 10_f64.powf(-2.0 * normals(1)[0].abs().min(1.0)),
            n,
            m,
        }
    }

    fn answer(&self, tag: usize, point: &[f64], answer: &mut [f64]) {
        let (n, m) = (self.n, self.m);
        let (x, rest) = point.split_at(n);
        let (y, rest) = rest.split_at(m);
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let slopes: Vec<_> = self.rows.iter().map(|(b, c)| (dot(b, y) + dot(c, x)).tanh()).collect();
        match tag {
            OUTER => {
                let off: Vec<_> = y.iter().zip(&self.target).map(|(y, t)| y - t).collect();
                answer[0] = 0.5 * dot(&off, &off) + x.iter().map(|x| x.sin()).sum::<f64>();
                (0..n).for_each(|j| answer[1 + j] = x[j].cos());
                answer[1 + n..].copy_from_slice(&off);
            }
            INNER => {
                answer[0] = 0.5 * self.convexity * dot(y, y);
                for (b, c) in &self.rows {
                    let length = (dot(b, y) + dot(c, x)).abs();
                    answer[0] += length + (-2.0 * length).exp().ln_1p() - std::f64::consts::LN_2;
                }
                for k in 0..m {
                    let by_rows: f64 = self.rows.iter().zip(&slopes).map(|((b, _), slope)| b[k] * slope).sum();
                    let by_x: f64 = (0..n).map(|j| x[j] * self.mixed[j * m + k]).sum();
                    answer[1 + k] = self.convexity * y[k] + by_rows + by_x;
                    answer[0] += by_x * y[k];
                }
                if answer.len() > 1 + m {
                    for j in 0..n {
                        let by_rows: f64 = self.rows.iter().zip(&slopes).map(|((_, c), slope)| c[j] * slope).sum();
                        answer[1 + m + j] = by_rows + dot(&self.mixed[j * m..(j + 1) * m], y);
                    }
                }
            }
            INNER_PRODUCT => {
                let bends: Vec<_> =
                    self.rows.iter().zip(&slopes).map(|((b, _), s)| (1.0 - s * s) * dot(b, rest)).collect();
                for k in 0..m {
                    let by_rows: f64 = self.rows.iter().zip(&bends).map(|((b, _), bend)| b[k] * bend).sum();
                    answer[k] = self.convexity * rest[k] + by_rows;
                }
                for j in 0..n {
                    let by_rows: f64 = self.rows.iter().zip(&bends).map(|((_, c), bend)| c[j] * bend).sum();
                    answer[m + j] = by_rows + dot(&self.mixed[j * m..(j + 1) * m], rest);
                }
            }
            INNER_HESSIAN => {
                for (i, row) in answer.chunks_exact_mut(m).enumerate() {
                    for (k, entry) in row.iter_mut().enumerate() {
                        let bends = self.rows.iter().zip(&slopes).map(|((b, _), s)| (1.0 - s * s) * b[i] * b[k]);
                        *entry = bends.sum::<f64>() + if i == k { self.convexity } else { 0.0 };
                    }
                }
            }
            _ => unreachable!("there are no constraints"),
        }
    }
}

/// Set `GRADIENTS=1000` to compare this many.
fn gradients() -> u64 {
    std::env::var("GRADIENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(50)
}

#[test]
fn gradients_are_those_of_differences_and_within_their_error() {
    for seed in 0..gradients() {
        let random = Random::new(seed);
        let forms = [(true, true), (true, false), (false, false)];
        let (inner_product, inner_hessian) = forms[seed as usize % 3];
        let mut stream = Stream::new(seed, 1);
        let x: Vec<_> = (0..random.n).map(|_| stream.normal()).collect();
        let solve = |x: &[f64], tolerance: f64, exact: bool| {
            let mut with = gradient_problem(x, &vec![0.0; random.m]);
            with.inner_product = exact || inner_product;
            with.inner_hessian = exact || inner_hessian;
            with.options.tolerance = tolerance;
            hypergradient(with, |tag: usize, point: &[f64], answer: &mut [f64]| random.answer(tag, point, answer))
        };
        // The objective falls from 24 to 9e-6. Relative to its initial value, 30 steps were enough.
        let exact = solve(&x, 1e-13, true);
        let numeric: Vec<_> = (0..random.n)
            .map(|j| {
                let step = 1e-4;
                let at = |factor: f64| {
                    let mut moved = x.clone();
                    moved[j] += factor * step;
                    solve(&moved, 1e-13, true).objective
                };
                (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * step)
            })
            .collect();
        let distance = |a: &[f64], b: &[f64]| norm(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>());
        let length = norm(&exact.gradient).max(1.0);
        assert!(distance(&exact.gradient, &numeric) < 1e-6 * length, "{seed}: {exact:?} {numeric:?}");
        for tolerance in [0.1, 1e-3, 1e-6] {
            let found = solve(&x, tolerance, false);
            let error = distance(&found.gradient, &exact.gradient);
            assert_eq!(found.status, Ending::Converged, "{seed}");
            let told = found.hypergradient_error;
            // Far from y* the error is an estimate: one in a few thousand is too small by half.
            assert!(error <= 2.0 * told + exact.hypergradient_error, "{seed}: {error:e} told as {told:e}");
        }
    }
}

/// F = |A₁y − b₁|², f = |A₂y + A₃x − b₂|², of uniform numbers (MAID, section 4.1).
struct LeastSquares {
    matrices: [Vec<f64>; 3],
    sides: [Vec<f64>; 2],
}

const ROWS: usize = 1000;
const COLUMNS: usize = 10;

impl LeastSquares {
    fn new() -> Self {
        let mut stream = Stream::new(14, 0);
        let scale = 1.0 / (ROWS as f64).sqrt();
        let mut uniform = |count: usize| -> Vec<f64> { (0..count).map(|_| scale * stream.uniform()).collect() };
        let matrices = [uniform(ROWS * COLUMNS), uniform(ROWS * COLUMNS), uniform(ROWS * COLUMNS)];
        let noise = [uniform(ROWS), uniform(ROWS)];
        let sum = |matrix: &[f64], i: usize| matrix[i * COLUMNS..(i + 1) * COLUMNS].iter().sum::<f64>();
        let sides = [
            (0..ROWS).map(|i| sum(&matrices[0], i) + 0.01 * noise[0][i]).collect(),
            (0..ROWS).map(|i| sum(&matrices[1], i) + sum(&matrices[2], i) + 0.01 * noise[1][i]).collect(),
        ];
        Self { matrices, sides }
    }

    fn times(&self, k: usize, vector: &[f64]) -> Vec<f64> {
        self.matrices[k].chunks_exact(COLUMNS).map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
    }

    fn transposed(&self, k: usize, vector: &[f64]) -> Vec<f64> {
        super::functions::weighted(&self.matrices[k], vector, COLUMNS)
    }

    fn answer(&self, tag: usize, point: &[f64], answer: &mut [f64]) {
        let (x, rest) = point.split_at(COLUMNS);
        let (y, rest) = rest.split_at(COLUMNS);
        let twice = |vector: Vec<f64>| -> Vec<f64> { vector.iter().map(|entry| 2.0 * entry).collect() };
        match tag {
            OUTER => {
                let left: Vec<_> = self.times(0, y).iter().zip(&self.sides[0]).map(|(a, b)| a - b).collect();
                answer[0] = left.iter().map(|entry| entry * entry).sum();
                answer[1..=COLUMNS].fill(0.0);
                answer[1 + COLUMNS..].copy_from_slice(&twice(self.transposed(0, &left)));
            }
            INNER => {
                let (by_y, by_x) = (self.times(1, y), self.times(2, x));
                let left: Vec<_> = (0..ROWS).map(|i| by_y[i] + by_x[i] - self.sides[1][i]).collect();
                answer[0] = left.iter().map(|entry| entry * entry).sum();
                answer[1..=COLUMNS].copy_from_slice(&twice(self.transposed(1, &left)));
            }
            INNER_PRODUCT => {
                let product = self.times(1, rest);
                answer[..COLUMNS].copy_from_slice(&twice(self.transposed(1, &product)));
                answer[COLUMNS..].copy_from_slice(&twice(self.transposed(2, &product)));
            }
            _ => unreachable!("nothing else is given"),
        }
    }
}

#[test]
fn steps_do_not_depend_on_where_the_accuracy_starts() {
    let squares = LeastSquares::new();
    let solve = |direction: OuterDirection, initial_accuracy: f64| {
        let (inner_hessian, history, max_iterations) = (false, true, Some(400));
        let start = problem(&[0.0; COLUMNS], &[0.0; COLUMNS]);
        let mut with = start;
        with.inner_hessian = inner_hessian;
        with.options.direction = direction;
        with.options.initial_accuracy = initial_accuracy;
        with.options.history = history;
        with.options.max_iterations = max_iterations;
        minimize(with, |tag: usize, point: &[f64], answer: &mut [f64]| squares.answer(tag, point, answer))
    };
    let exact = solve(OuterDirection::QuasiNewton, 1e-5);
    assert!(
        exact.status == MinimizeStatus::Converged && exact.iterations < 120,
        "{:?}, {}",
        exact.status,
        exact.iterations
    );
    let least = exact.objective;
    for (direction, most) in [(OuterDirection::QuasiNewton, 30), (OuterDirection::Gradient, 400)] {
        for initial_accuracy in [1.0, 0.1, 1e-3, 1e-5] {
            let history = solve(direction, initial_accuracy).history.expect("it was asked for");
            let steps = history.iter().position(|record| record.objective <= least + 2e-6);
            assert!(steps.is_some_and(|steps| steps <= most), "{direction:?} {initial_accuracy}: {steps:?}");
        }
    }
}

#[test]
fn derivatives_are_checked() {
    let run = testing::untimed(&RunOptions::default());
    let with = MinimizeProblem { inner_product: false, inner_hessian: true, ..problem(&[0.3], &[0.2]) };
    let report = hold::<CheckDerivatives>(with.clone(), &mut exponential, &run).expect("a right problem");
    assert_eq!((report.compared, report.errors.len()), (5, 0));
    let mut wrong = |tag: usize, point: &[f64], answer: &mut [f64]| {
        exponential(tag, point, answer);
        if tag == INNER_HESSIAN {
            answer[0] -= 1.0;
        }
    };
    let report = hold::<CheckDerivatives>(with, &mut wrong, &run).expect("a right problem");
    assert_eq!(report.errors.len(), 1);
    assert_eq!(report.errors[0].name, DerivativeName::InnerHessian);
    let with = MinimizeProblem {
        constraints: true,
        inequality_count: 3,
        inner_hessian: false,
        ..problem(&[1.0; 2], &[0.5; 2])
    };
    let report = hold::<CheckDerivatives>(with, &mut pricing(2.0), &run).expect("a right problem");
    assert_eq!((report.compared, report.errors.len()), (4 + 4 + 4 + 12, 0));
}

/// A clock that advances by a second at each reading.
struct Ticking(std::sync::atomic::AtomicU32);

impl Host for Ticking {
    fn now(&self) -> f64 {
        f64::from(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
    }
}

#[test]
fn what_there_was_no_time_for_has_not_converged() {
    for limit in 1..200 {
        let run = || {
            let options = RunOptions { time_limit: Some(f64::from(limit)), ..RunOptions::default() };
            Run::new(&options, Arc::new(Ticking(0.into()))).expect("right options")
        };
        let mut with = gradient_problem(&[0.0], &[0.0]);
        with.inner_hessian = false;
        with.options.tolerance = 1e-5;
        let found = hold::<Hypergradient>(with, &mut exponential, &run()).expect("a right problem");
        let error = (found.gradient[0] + 1.0).abs();
        assert!(found.status == Ending::TimeLimit || error <= 1e-4, "{limit}: {found:?}");
        let with = MinimizeProblem { inner_hessian: false, ..problem(&[0.0], &[0.0]) };
        let found = hold::<Minimize>(with, &mut exponential, &run()).expect("a right problem");
        let error = (found.solution[0] - 1.0 - std::f64::consts::E).abs();
        assert!(found.status == MinimizeStatus::TimeLimit || error <= 1e-4, "{limit}: {found:?}");
    }
}

#[test]
fn what_is_no_minimum_of_the_inner_problem_is_no_solution() {
    // f = c y²/2 − x y with c = 0 and c = −1. In both cases y = 0 is stationary at x = 0.
    for curvature in [0.0, -1.0] {
        for inner_hessian in [true, false] {
            let with = HypergradientProblem { inner_hessian, ..gradient_problem(&[0.0], &[0.0]) };
            let found = hypergradient(with, |tag: usize, point: &[f64], answer: &mut [f64]| {
                let (x, y) = (point[0], point[1]);
                match tag {
                    OUTER => answer.copy_from_slice(&[(y - 1.0).powi(2) / 2.0, 0.0, y - 1.0]),
                    INNER => answer[..2].copy_from_slice(&[curvature * y * y / 2.0 - x * y, curvature * y - x]),
                    INNER_PRODUCT => answer.copy_from_slice(&[curvature * point[2], -point[2]]),
                    _ => answer[0] = curvature,
                }
            });
            assert_eq!(found.status, Ending::Stalled, "{curvature} {inner_hessian} {found:?}");
        }
    }
}

/// f = (y − x)²/2, so y* = x. F and its derivative are arguments.
fn follower(value: fn(f64) -> f64, derivative: fn(f64) -> f64) -> impl FnMut(usize, &[f64], &mut [f64]) {
    move |tag, point, answer| {
        let (x, y) = (point[0], point[1]);
        match tag {
            OUTER => answer.copy_from_slice(&[value(y), 0.0, derivative(y)]),
            INNER => {
                answer[..2].copy_from_slice(&[(y - x).powi(2) / 2.0, y - x]);
                if answer.len() > 2 {
                    answer[2] = x - y;
                }
            }
            INNER_PRODUCT => answer.copy_from_slice(&[point[2], -point[2]]),
            INNER_HESSIAN => answer[0] = 1.0,
            _ => unreachable!("there are no constraints"),
        }
    }
}

#[test]
fn an_objective_without_a_minimum_has_not_converged() {
    for start in [0.0, 1.0, 1e15, -1e20] {
        for (value, derivative) in
            [((|y| y) as fn(f64) -> f64, (|_| 1.0) as fn(f64) -> f64), (|y| 1e-3 * y, |_| 1e-3), (|y| -y, |_| -1.0)]
        {
            let found = minimize(problem(&[start], &[start]), follower(value, derivative));
            assert_ne!(found.status, MinimizeStatus::Converged, "from {start}: {found:?}");
            let gradient = found.gradient.as_ref().expect("implicit")[0];
            assert_eq!(found.projected_gradient, Some(gradient.abs()), "from {start}");
        }
    }
}

#[test]
fn the_unit_of_the_outer_objective_does_not_matter() {
    const TINY: f64 = 1e-8;
    const SMALLEST: f64 = 1e-100;
    const HUGE: f64 = 1e100;
    type Pair = (fn(f64) -> f64, fn(f64) -> f64);
    let parabolas: [Pair; 4] = [
        (|y| (y - 1.0).powi(2), |y| 2.0 * (y - 1.0)),
        (|y| TINY * (y - 1.0).powi(2), |y| TINY * 2.0 * (y - 1.0)),
        (|y| SMALLEST * (y - 1.0).powi(2), |y| SMALLEST * 2.0 * (y - 1.0)),
        (|y| HUGE * (y - 1.0).powi(2), |y| HUGE * 2.0 * (y - 1.0)),
    ];
    for (value, derivative) in parabolas {
        let found = minimize(problem(&[5.0], &[0.0]), follower(value, derivative));
        assert_eq!(found.status, MinimizeStatus::Converged, "{found:?}");
        assert!((found.solution[0] - 1.0).abs() < 1e-5, "{found:?}");
    }
    // A steep start must not loosen the tolerance.
    let found = minimize(problem(&[30.0], &[0.0]), follower(|y| y.exp() - y, |y| y.exp() - 1.0));
    assert!(found.status == MinimizeStatus::Converged && found.solution[0].abs() < 1e-4, "{found:?}");
}
