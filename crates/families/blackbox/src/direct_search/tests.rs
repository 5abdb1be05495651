use super::problem::{DirectSearchOptions, DirectSearchProblem};
use super::solution::{DirectSearchSolution, DirectSearchStatus};
use super::*;
use superlinear_interface::model::hold;
use superlinear_interface::{NumberOrVector, RunOptions, testing};

fn problem(lower: &[f64], upper: &[f64], constraint_count: u32) -> DirectSearchProblem {
    let vector = |bounds: &[f64]| Some(NumberOrVector::Vector(bounds.to_vec().into()));
    let options = DirectSearchOptions {
        constraint_count,
        lower: vector(lower),
        upper: vector(upper),
        ..DirectSearchOptions::default()
    };
    DirectSearchProblem { attack: false, options }
}

fn solve(problem: DirectSearchProblem, seed: u64, functions: impl Fn(&[f64]) -> Vec<f64>) -> DirectSearchSolution {
    let run = testing::untimed(&RunOptions { seed, ..RunOptions::default() });
    let n = problem.options.space().expect("it is right").dimension();
    let mut respond = |_: usize, points: &[f64], answers: &mut [f64]| {
        let numbers = answers.len() / (points.len() / n);
        for (x, answer) in points.chunks_exact(n).zip(answers.chunks_exact_mut(numbers)) {
            answer.copy_from_slice(&functions(x));
        }
    };
    hold::<DirectSearch>(problem, &mut respond, &run).expect("it has values")
}

/// From the collection of Floudas and Pardalos, as in the CEC 2006 set of constrained test problems.
fn g04(x: &[f64]) -> Vec<f64> {
    let u = 85.334407 + 0.0056858 * x[1] * x[4] + 0.0006262 * x[0] * x[3] - 0.0022053 * x[2] * x[4];
    let v = 80.51249 + 0.0071317 * x[1] * x[4] + 0.0029955 * x[0] * x[1] + 0.0021813 * x[2] * x[2];
    let w = 9.300961 + 0.0047026 * x[2] * x[4] + 0.0012547 * x[0] * x[2] + 0.0019085 * x[2] * x[3];
    let f = 5.3578547 * x[2] * x[2] + 0.8356891 * x[0] * x[4] + 37.293239 * x[0] - 40792.141;
    vec![f, u - 92.0, -u, v - 110.0, 90.0 - v, w - 25.0, 20.0 - w]
}

fn g06(x: &[f64]) -> Vec<f64> {
    let f = (x[0] - 10.0).powi(3) + (x[1] - 20.0).powi(3);
    let [a, b] =
        [100.0 - (x[0] - 5.0).powi(2) - (x[1] - 5.0).powi(2), (x[0] - 6.0).powi(2) + (x[1] - 5.0).powi(2) - 82.81];
    vec![f, a, b]
}

fn g24(x: &[f64]) -> Vec<f64> {
    let p = |c: [f64; 5]| c.iter().rev().fold(0.0, |sum, c| sum * x[0] + c);
    vec![-x[0] - x[1], x[1] + p([-2.0, 0.0, -8.0, 8.0, -2.0]), x[1] + p([-36.0, 96.0, -88.0, 32.0, -4.0])]
}

fn spring(x: &[f64]) -> Vec<f64> {
    let [d, w, n] = [x[0], x[1], x[2]];
    vec![
        (n + 2.0) * w * d * d,
        1.0 - w.powi(3) * n / (71785.0 * d.powi(4)),
        (4.0 * w * w - d * w) / (12566.0 * (w * d.powi(3) - d.powi(4))) + 1.0 / (5108.0 * d * d) - 1.0,
        1.0 - 140.45 * d / (w * w * n),
        (d + w) / 1.5 - 1.0,
    ]
}

/// A test problem, its bounds, its minimum, and the limit of evaluations: the median of 5 random starts must reach 1e-4
/// within it.
type Case = (&'static str, fn(&[f64]) -> Vec<f64>, &'static [f64], &'static [f64], f64, u32);

const CASES: [Case; 4] = [
    ("G04", g04, &[78.0, 33.0, 27.0, 27.0, 27.0], &[102.0, 45.0, 45.0, 45.0, 45.0], -30665.538671783, 300),
    ("G06", g06, &[13.0, 0.0], &[100.0, 100.0], -6961.81387558, 200),
    ("G24", g24, &[0.0, 0.0], &[3.0, 4.0], -5.50801327159536, 150),
    ("spring", spring, &[0.05, 0.25, 2.0], &[2.0, 1.3, 15.0], 0.0126652327883, 400),
];

#[test]
fn constrained_test_problems_take_few_evaluations() {
    for (name, functions, lower, upper, least, most) in CASES {
        let mut counts: Vec<[u32; 3]> = (0..5)
            .map(|seed| {
                let mut random = superlinear_numerics::random::Stream::new(seed, 9);
                let start: Vec<f64> = lower.iter().zip(upper).map(|(a, b)| a + (b - a) * random.uniform()).collect();
                let constraints = functions(lower).len() as u32 - 1;
                let problem = DirectSearchProblem {
                    attack: false,
                    options: DirectSearchOptions {
                        initial: Some(start.into()),
                        ..problem(lower, upper, constraints).options
                    },
                };
                let solution = solve(problem, seed, functions);
                assert!(solution.constraint_violation == 0.0);
                [1e-2_f64, 1e-4, 1e-6].map(|accuracy| {
                    let goal = least + accuracy * least.abs().max(1.0);
                    let reached = solution.history.iter().find(|improvement| improvement.objective <= goal);
                    reached.map_or(u32::MAX, |improvement| improvement.evaluations)
                })
            })
            .collect();
        counts.sort_by_key(|counts| counts[1]);
        assert!(counts[2][1] <= most, "{name}: {counts:?}");
    }
}

#[test]
fn unrelaxable_constraints_and_failures_are_barriers() {
    let base = problem(&[-1.0, -1.0], &[2.0, 2.0], 1);
    let problem = DirectSearchProblem {
        attack: false,
        options: DirectSearchOptions {
            relaxable: Some(vec![false]),
            initial: Some(vec![1.0, 1.0].into()),
            ..base.options
        },
    };
    let functions = |x: &[f64]| {
        let value = x[0] * x[0] + 2.0 * x[1] * x[1];
        // Points that violate the first constraint have no value, and some others fail too.
        vec![if x[1] < 0.2 { f64::NAN } else { value }, 0.5 - x[0]]
    };
    let solution = solve(problem, 1, functions);
    assert_eq!(solution.status, DirectSearchStatus::Converged);
    assert!(solution.failures > 0);
    assert!((solution.objective - 0.33).abs() < 1e-4, "{}", solution.objective);
}

#[test]
fn what_cannot_be_kept_is_infeasible() {
    let base = problem(&[0.0], &[1.0], 1);
    let problem = DirectSearchProblem {
        attack: false,
        options: DirectSearchOptions { max_evaluations: Some(60), ..base.options },
    };
    let solution = solve(problem, 1, |x| vec![x[0], 2.0 - x[0]]);
    assert_eq!(solution.status, DirectSearchStatus::Infeasible);
    assert!((solution.constraint_violation - 1.0).abs() < 1e-3, "{}", solution.constraint_violation);
}

#[test]
fn all_neighbors_are_compared_whatever_an_infeasible_one_dominates() {
    let base = problem(&[-2.0, -2.0], &[2.0, 2.0], 1);
    let problem = DirectSearchProblem {
        attack: false,
        options: DirectSearchOptions { tolerance: 0.5, max_evaluations: Some(120), ..base.options },
    };
    let disk = |x: &[f64]| vec![10.0 - 3.0 * x[0] - 4.0 * x[1], x[0] * x[0] + x[1] * x[1] - 1.0];
    let solution = solve(problem, 1, disk);
    assert_eq!(solution.status, DirectSearchStatus::Converged);
    let (point, mesh) = (solution.solution, solution.mesh_size);
    for step in [[4.0 * mesh, 0.0], [-4.0 * mesh, 0.0], [0.0, 4.0 * mesh], [0.0, -4.0 * mesh]] {
        let beside: Vec<f64> = (0..2).map(|k| (point[k] + step[k]).clamp(-2.0, 2.0)).collect();
        let outputs = disk(&beside);
        assert!(outputs[1] > 0.0 || outputs[0] >= solution.objective, "{beside:?} has {}", outputs[0]);
    }
}

#[test]
fn sides_without_ends_and_fixed_ones_are_searched() {
    let base = problem(&[f64::NEG_INFINITY, 3.0, 0.0], &[f64::INFINITY, 3.0, f64::INFINITY], 0);
    let solution = solve(base, 1, |x| vec![(x[0] - 40.0).powi(2) + x[1] + (x[2] + 1.0).powi(2)]);
    assert_eq!(solution.status, DirectSearchStatus::Converged);
    assert!((solution.solution[0] - 40.0).abs() < 1e-5 && solution.solution[1] == 3.0 && solution.solution[2] == 0.0);
    let stationarity = solution.stationarity.expect("it has converged");
    assert!(stationarity.slope >= 0.0 && stationarity.directions == 3);
}

#[test]
fn other_runs_find_other_minima() {
    // Two basins. The center of the box belongs to the worse one.
    let functions = |x: &[f64]| vec![(x[0] * x[0] - 1.0).powi(2) - 0.3 * x[0] + x[1] * x[1]];
    let base = || problem(&[-2.0, -2.0], &[2.0, 2.0], 0);
    let from = |restarts: u32| DirectSearchProblem {
        attack: false,
        options: DirectSearchOptions {
            initial: Some(vec![-1.0, 0.5].into()),
            max_evaluations: Some(5000),
            covering: false,
            restarts,
            ..base().options
        },
    };
    let [once, often] = [0, 8].map(|restarts| solve(from(restarts), 3, functions));
    assert_eq!([once.restarts, often.restarts], [0, 8]);
    assert!(once.objective > 0.2 && often.objective < -0.2, "{} {}", once.objective, often.objective);
    assert_eq!(often.status, DirectSearchStatus::Converged);
    assert!(often.stationarity.expect("it has converged").slope >= 0.0);
    // No restart helps once all points are evaluated.
    let variables = Some(vec![crate::variables::Variable {
        kind: crate::variables::VariableType::Integer,
        lower: Some(0.0),
        upper: Some(9.0),
        scale: None,
        count: None,
    }]);
    let whole = DirectSearchProblem {
        attack: false,
        options: DirectSearchOptions { variables, restarts: u32::MAX, ..DirectSearchOptions::default() },
    };
    let whole = solve(whole, 1, |x| vec![(x[0] - 6.0).abs()]);
    assert!(whole.objective == 0.0 && whole.evaluations <= 10);
}

#[test]
fn small_feasible_regions_are_found() {
    // A hundredth of the box is feasible, and the constraint does not measure the distance from it; or only a hundredth
    // has values.
    let square = |x: &[f64]| (x[0] - 0.7).powi(2) + (x[1] + 0.4).powi(2);
    let is_inside = move |x: &[f64]| square(x) < 0.04 / std::f64::consts::PI;
    let constrained = move |x: &[f64]| vec![square(x), if is_inside(x) { 0.0 } else { 1.0 }];
    let solution = solve(problem(&[-1.0; 2], &[1.0; 2], 1), 1, constrained);
    assert_eq!(solution.status, DirectSearchStatus::Converged);
    assert!(solution.objective < 1e-8, "{}", solution.objective);
    let failing = move |x: &[f64]| vec![if is_inside(x) { square(x) } else { f64::NAN }];
    let solution = solve(problem(&[-1.0; 2], &[1.0; 2], 0), 1, failing);
    assert_eq!(solution.status, DirectSearchStatus::Converged);
    assert!(solution.objective < 1e-8, "{}", solution.objective);
    // Without a feasible region, all evaluations are used.
    let solution = solve(problem(&[-1.0; 2], &[1.0; 2], 1), 1, move |x| vec![square(x), 1.0]);
    assert_eq!((solution.status, solution.evaluations), (DirectSearchStatus::Infeasible, 1000));
}

#[test]
fn bounds_that_are_far_away_do_not_make_solutions_inexact() {
    let functions = |x: &[f64]| vec![(x[0] - 3.0).powi(2) + (x[1] + 0.5).powi(2)];
    for bound in [1e8, 1e20, f64::INFINITY] {
        let base = problem(&[-bound; 2], &[bound; 2], 0);
        let solution = solve(
            DirectSearchProblem {
                attack: false,
                options: DirectSearchOptions { initial: Some(vec![1.0, 1.0].into()), ..base.options },
            },
            1,
            functions,
        );
        assert_eq!(solution.status, DirectSearchStatus::Converged);
        assert!(solution.objective < 1e-6, "{bound}: {}", solution.objective);
    }
}
