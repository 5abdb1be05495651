//! Exact transport: known answers, the proof returned with each solution, and comparison with exhaustive search.

use super::common::{
    Mulberry32, assert_close, assignment, clouds, costs, digits, exact_problem, matrix, run_on, run_with_limit,
    solve_exactly, solve_with_limits, try_solve_exactly, with_explicit_cost, with_points,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use superlinear_interface::{Code, Ending, Host, Matrix, Task};
use superlinear_transport::exact::Exact;
use superlinear_transport::exact::problem::ExactProblem;
use superlinear_transport::exact::solution::ExactSolution;
use superlinear_transport::problem::Metric;

/// Checks the guarantees of every solution, from costs and masses alone.
fn assert_proven(problem: &ExactProblem, solution: &ExactSolution) {
    let cost = costs(problem);
    let (n, m) = (cost.rows, cost.columns);
    let masses = |given: &Option<superlinear_interface::Vector>, count: usize| -> Vec<f64> {
        given.as_ref().map_or(vec![1.0 / count as f64; count], |given| given.to_vec())
    };
    let (mut a, mut b) = (masses(&problem.source, n), masses(&problem.target, m));
    let total: f64 = a.iter().sum();
    let finite = cost.data.iter().filter(|cost| cost.is_finite());
    let largest = finite.fold(0.0, |largest: f64, cost| largest.max(cost.abs()));
    let (f, g) = (&solution.source_potential, &solution.target_potential);
    let slack = 1e-12 * (largest + f[0].abs());
    for i in 0..n {
        for j in 0..m {
            assert!(f[i] + g[j] <= cost.row(i)[j] + slack, "potentials of {i}, {j}");
        }
    }
    let dual: f64 = a.iter().zip(&f[..]).chain(b.iter().zip(&g[..])).map(|(mass, value)| mass * value).sum();
    let plan = &solution.plan;
    let mut primal = 0.0;
    assert!(plan.data.len() < n + m);
    for (i, rest) in a.iter_mut().enumerate() {
        for k in plan.indptr[i] as usize..plan.indptr[i + 1] as usize {
            let j = plan.indices[k] as usize;
            assert!(plan.data[k] > 0.0 && cost.row(i)[j].is_finite());
            primal += plan.data[k] * cost.row(i)[j];
            *rest -= plan.data[k];
            b[j] -= plan.data[k];
        }
    }
    let error: f64 = a.iter().chain(&b).map(|rest| rest.abs()).sum();
    assert!(error <= 1e-11 * total, "marginal error {error}");
    assert_close(solution.transport_cost, primal, 1e-12 * largest * total);
    assert_close(solution.dual_value, dual, 1e-11 * largest * total);
    assert_close(solution.duality_gap, solution.transport_cost - solution.dual_value, 0.0);
    if solution.status == Ending::Converged {
        assert!(solution.duality_gap.abs() <= 1e-11 * largest * total, "gap {}", solution.duality_gap);
    }
}

#[test]
fn known_answers() {
    let linked = ExactProblem {
        source: Some(vec![0.2, 0.3, 0.5].into()),
        target: Some(vec![0.1, 0.4, 0.25, 0.25].into()),
        ..matrix(3, 4, vec![0.0, 1.0, 2.0, 3.0, 1.0, 0.0, 1.5, 2.5, 3.0, 2.0, 0.5, 0.25])
    };
    let tenths = [7, 5, 3, 9, 4, 2, 8, 6, 1, 7, 9, 4, 5, 3, 8, 6, 3, 9, 2, 5, 4, 7, 1, 8, 6];
    let five = matrix(5, 5, tenths.iter().map(|&tenth| f64::from(tenth) / 10.0).collect());
    let sources = Matrix::new(4, 2, vec![0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.5, 0.5]);
    let targets = Matrix::new(3, 2, vec![0.2, 0.1, 0.9, 0.8, 0.4, 1.0]);
    let points = ExactProblem {
        source: Some(vec![0.25, 0.0, 0.35, 0.4].into()),
        target: Some(vec![0.5, 0.3, 0.2].into()),
        ..exact_problem(with_points(sources, targets, 1.0))
    };
    for (problem, cost) in [(linked, 0.2875), (five, 0.26), (points, 0.272)] {
        let solution = solve_exactly(&problem);
        assert_eq!(solution.status, Ending::Converged);
        assert_close(solution.transport_cost, cost, 1e-14);
        assert_proven(&problem, &solution);
    }
}

#[test]
fn the_workloads_are_proven() {
    let workloads = [
        (exact_problem(assignment(300, 1.0)), true),
        (exact_problem(digits(Metric::SquaredEuclidean, 1.0)), false),
        (exact_problem(digits(Metric::Manhattan, 1.0)), false),
        (exact_problem(clouds(400, 700, 3, 7, 1.0)), false),
        (exact_problem(with_explicit_cost(clouds(500, 120, 2, 8, 1.0))), false),
    ];
    for (problem, is_assignment) in workloads {
        let solution = solve_exactly(&problem);
        assert_eq!(solution.status, Ending::Converged);
        assert_eq!(solution.assignment.is_some(), is_assignment);
        assert_proven(&problem, &solution);
    }
}

#[test]
fn the_bits_do_not_depend_on_the_threads() {
    let problem = exact_problem(clouds(700, 500, 2, 3, 1.0));
    let first = solve_exactly(&problem);
    for threads in [2, 3] {
        let solution = Exact::solve(problem.clone(), &run_on(threads)).expect("a valid problem");
        assert_eq!(solution.plan, first.plan);
        assert_eq!(solution.source_potential[..], first.source_potential[..]);
    }
}

/// The minimum cost of an assignment, by exhaustive search.
fn least_assignment(cost: &[f64], n: usize, row: usize, used: u32) -> f64 {
    if row == n {
        return 0.0;
    }
    let free = (0..n).filter(|j| used & (1 << j) == 0);
    free.map(|j| cost[row * n + j] + least_assignment(cost, n, row + 1, used | 1 << j)).fold(f64::INFINITY, f64::min)
}

#[test]
fn small_assignments_are_the_best_of_all() {
    let mut random = Mulberry32(5);
    for round in 0..200 {
        let n = 1 + random.below(6);
        // Few different costs make many ties, and forbidden pairs sometimes allow no plan.
        let entry = |random: &mut Mulberry32| match round % 4 {
            0 => random.uniform(),
            1 => random.below(3) as f64,
            _ if random.uniform() < 0.4 => f64::INFINITY,
            _ => random.below(10) as f64 - 4.0,
        };
        let cost: Vec<f64> = (0..n * n).map(|_| entry(&mut random)).collect();
        let problem = matrix(n, n, cost.clone());
        let least = least_assignment(&cost, n, 0, 0);
        match try_solve_exactly(&problem) {
            Ok(solution) => {
                assert_close(solution.transport_cost, least / n as f64, 1e-14);
                assert_proven(&problem, &solution);
                let assignment = solution.assignment.expect("masses are equal");
                let sum: f64 = assignment.iter().enumerate().map(|(i, &j)| cost[i * n + j as usize]).sum();
                assert_close(sum, least, 1e-13);
            }
            Err(error) => {
                assert_eq!(error.code, Code::Infeasible);
                assert_eq!(least, f64::INFINITY);
            }
        }
    }
}

#[test]
fn random_problems_are_proven() {
    let mut random = Mulberry32(17);
    for _ in 0..300 {
        let (n, m) = (1 + random.below(30), 1 + random.below(30));
        let scale = 10_f64.powf(12.0 * random.uniform() - 6.0);
        let levels = 1 + random.below(50);
        let cost = (0..n * m).map(|_| scale * (random.below(levels) as f64 - 3.0)).collect();
        let mut weights = |count: usize| -> Vec<f64> {
            let weight = |i: usize, random: &mut Mulberry32| match random.below(4) {
                0 if i > 0 => 0.0,
                1 => 1.0,
                _ => 10_f64.powf(-18.0 * random.uniform().powi(4)),
            };
            let masses: Vec<f64> = (0..count).map(|i| weight(i, &mut random)).collect();
            let total: f64 = masses.iter().sum();
            masses.into_iter().map(|mass| mass / total).collect()
        };
        let problem =
            ExactProblem { source: Some(weights(n).into()), target: Some(weights(m).into()), ..matrix(n, m, cost) };
        let solution = solve_exactly(&problem);
        assert_eq!(solution.status, Ending::Converged);
        assert_proven(&problem, &solution);
    }
}

#[test]
fn forbidden_pairs_are_avoided_in_large_problems_too() {
    let n = 300;
    let mut random = Mulberry32(23);
    let entry = |k: usize, random: &mut Mulberry32| {
        let (i, j) = (k / n, k % n);
        if i == j || random.uniform() < 0.02 { random.uniform() } else { f64::INFINITY }
    };
    let mut cost: Vec<f64> = (0..n * n).map(|k| entry(k, &mut random)).collect();
    let problem = matrix(n, n, cost.clone());
    assert_proven(&problem, &solve_exactly(&problem));
    // Two sources with only one allowed target between them.
    for row in [3, 7] {
        cost[row * n..(row + 1) * n].fill(f64::INFINITY);
        cost[row * n + 11] = 1.0;
    }
    let error = try_solve_exactly(&matrix(n, n, cost)).expect_err("no plan avoids the forbidden pairs");
    assert_eq!(error.code, Code::Infeasible);
}

#[test]
fn limits_leave_a_plan() {
    let problem = ExactProblem { max_iterations: 50, ..exact_problem(clouds(300, 300, 2, 3, 1.0)) };
    let solution = solve_exactly(&problem);
    assert_eq!(solution.status, Ending::IterationLimit);
    assert_eq!(solution.iterations.pivots, 50);
    assert!(solution.duality_gap > 0.0);
    assert_proven(&problem, &solution);
}

#[test]
fn every_time_limit_leaves_a_proven_plan() {
    let mut random = Mulberry32(31);
    let mut half = |count: usize| -> Option<superlinear_interface::Vector> {
        let masses: Vec<f64> = (0..count).map(|k| if k % 2 == 0 { 0.0 } else { 0.1 + random.uniform() }).collect();
        let total: f64 = masses.iter().sum();
        Some(masses.into_iter().map(|mass| mass / total).collect::<Vec<f64>>().into())
    };
    let problems = [
        ExactProblem {
            source: half(500),
            target: half(460),
            ..exact_problem(with_explicit_cost(clouds(500, 460, 2, 4, 1.0)))
        },
        exact_problem(clouds(500, 500, 2, 3, 1.0)),
        exact_problem(clouds(450, 700, 3, 5, 1.0)),
        exact_problem(assignment(150, 1.0)),
        exact_problem(assignment(20, 1.0)),
        exact_problem(digits(Metric::Manhattan, 1.0)),
    ];
    for problem in &problems {
        solve_with_limits(problem, |solution| {
            assert_proven(problem, solution);
            assert!(solution.duality_gap >= -1e-14);
        });
    }
}

#[test]
fn a_time_limit_gives_a_lower_bound_beside_forbidden_pairs_too() {
    let n = 150;
    let mut random = Mulberry32(37);
    let mut entry = |k: usize| if k / n == k % n || random.uniform() < 0.05 { random.uniform() } else { f64::INFINITY };
    let problem = matrix(n, n, (0..n * n).map(&mut entry).collect());
    let least = solve_exactly(&problem).transport_cost;
    let (a, b) = (1.0 / n as f64, costs(&problem));
    solve_with_limits(&problem, |solution| {
        let (f, g) = (&solution.source_potential, &solution.target_potential);
        assert!((0..n * n).all(|k| f[k / n] + g[k % n] <= b.data[k] + 1e-12));
        assert!(solution.dual_value <= least + 1e-12);
        let sent =
            |i: usize| (solution.plan.indptr[i]..solution.plan.indptr[i + 1]).map(|k| solution.plan.data[k as usize]);
        assert!((0..n).all(|i| sent(i).sum::<f64>() <= a + 1e-14));
        assert!((0..n).flat_map(sent).count() > n / 2);
    });
}

/// A clock that stands still until `before` polls for cancellation have been counted, and the count.
struct Alarm {
    questions: AtomicU32,
    before: u32,
}

impl Host for Alarm {
    fn is_cancelled(&self) -> bool {
        self.questions.fetch_add(1, Ordering::Relaxed);
        false
    }

    fn now(&self) -> f64 {
        if self.questions.load(Ordering::Relaxed) < self.before { 0.0 } else { 1.0 }
    }
}

#[test]
fn little_is_done_after_the_time_limit() {
    let problem = exact_problem(clouds(2000, 2000, 2, 3, 1.0));
    for before in [1, 200, 400, 800, 1600] {
        let host = Arc::new(Alarm { questions: AtomicU32::new(0), before });
        let solution = Exact::solve(problem.clone(), &run_with_limit(host.clone(), 0.5)).expect("a valid problem");
        assert_eq!(solution.status, Ending::TimeLimit);
        assert_proven(&problem, &solution);
        let after = host.questions.load(Ordering::Relaxed) - before;
        assert!(after <= 100, "{after} questions after the time limit");
    }
}

#[test]
fn one_outlier_and_one_source_are_no_trouble() {
    let mut random = Mulberry32(29);
    let mut cost = random.uniforms(200 * 150);
    cost[77] = 1e9;
    for problem in [matrix(200, 150, cost), matrix(1, 9, random.uniforms(9)), matrix(9, 1, random.uniforms(9))] {
        let solution = solve_exactly(&problem);
        assert_eq!(solution.status, Ending::Converged);
        assert_proven(&problem, &solution);
    }
}
