//! Properties of every solution: bits independent of the number of threads, correct statuses, finite numbers.

use super::common::{
    Mulberry32, assignment, clouds, digits, exact_problem, initial, run_on, solve, solve_exactly, with_cost,
    with_explicit_cost,
};
use superlinear_interface::{Ending, Task};
use superlinear_transport::problem::{Method, Metric, PlanFormat};
use superlinear_transport::solution::Plan;
use superlinear_transport::{SinkhornNewton, SinkhornNewtonProblem, SinkhornNewtonSolution};

/// The workloads large enough to be split into blocks.
fn workloads() -> Vec<SinkhornNewtonProblem> {
    vec![
        assignment(400, 1.0 / 1200.0),
        digits(Metric::SquaredEuclidean, 1.0 / 1200.0),
        digits(Metric::Manhattan, 1.0 / 1200.0),
        clouds(700, 500, 3, 7, 0.005),
        SinkhornNewtonProblem { method: Method::Sinkhorn, ..clouds(400, 300, 2, 8, 0.05) },
    ]
}

/// The marginal error of the plan defined by the potentials, divided by the total mass.
fn marginal_error(problem: &SinkhornNewtonProblem, solution: &SinkhornNewtonSolution) -> f64 {
    let problem = with_explicit_cost(problem.clone());
    let cost = problem.cost.expect("an explicit cost");
    let (n, m) = (cost.rows, cost.columns);
    let masses = |given: Option<superlinear_interface::Vector>, count: usize| {
        let masses = given.map_or_else(|| vec![1.0 / count as f64; count], superlinear_interface::Vector::into_vec);
        let total = if problem.normalize { masses.iter().sum() } else { 1.0 };
        masses.into_iter().map(|mass| mass / total).collect::<Vec<f64>>()
    };
    let (source, target) = (masses(problem.source, n), masses(problem.target, m));
    let (mut rows, mut columns) = (vec![0.0; n], vec![0.0; m]);
    for i in 0..n {
        for j in 0..m {
            // At points without mass the exponential may be infinite.
            if source[i] * target[j] == 0.0 {
                continue;
            }
            let exponent = solution.source_potential[i] + solution.target_potential[j] - cost.row(i)[j];
            let mass = source[i] * target[j] * (exponent / problem.regularization).exp();
            rows[i] += mass;
            columns[j] += mass;
        }
    }
    let distance = |sums: &[f64], masses: &[f64]| sums.iter().zip(masses).map(|(s, m)| (s - m).abs()).sum::<f64>();
    (distance(&rows, &source) + distance(&columns, &target)) / source.iter().sum::<f64>()
}

#[test]
fn the_bits_do_not_depend_on_the_threads() {
    for problem in workloads() {
        let on = |threads| SinkhornNewton::solve(problem.clone(), &run_on(threads)).expect("a valid problem");
        let reference = on(1);
        assert_eq!(reference.status, Ending::Converged);
        for threads in [2, 5] {
            let solution = on(threads);
            assert_eq!(solution.iterations, reference.iterations);
            assert_eq!(solution.source_potential, reference.source_potential);
            assert_eq!(solution.target_potential, reference.target_potential);
            assert_eq!(solution.transport_cost.to_bits(), reference.transport_cost.to_bits());
        }
    }
}

#[test]
fn converged_means_that_the_marginals_are_right() {
    for problem in workloads() {
        let solution = solve(&problem);
        assert!(solution.marginal_error <= 1e-9);
        // The exponents are rounded once more here.
        let measured = marginal_error(&problem, &solution);
        assert!(measured <= 1e-9 + 10.0 * solution.precision_floor, "{measured:e} at {:e}", problem.regularization);
    }
}

#[test]
fn small_regularizations_take_few_steps_too() {
    let solution = solve(&assignment(300, 1e-6));
    assert_eq!(solution.status, Ending::Converged);
    assert!(solution.iterations.sinkhorn + solution.iterations.newton < 150, "{:?}", solution.iterations);
    let bounds = solution.exact_cost_bounds;
    assert!(bounds.lower <= solution.transport_cost && bounds.upper - bounds.lower <= 1e-5, "{bounds:?}");
}

#[test]
fn a_start_from_the_answer_takes_no_newton_step() {
    for problem in workloads() {
        let solution = solve(&problem);
        let again = solve(&SinkhornNewtonProblem { initial: Some(initial(&solution)), ..problem });
        assert_eq!((again.status, again.iterations.newton), (Ending::Converged, 0));
    }
}

#[test]
fn random_problems_end_honestly() {
    let mut random = Mulberry32(2024);
    for case in 0..300 {
        let (n, m) = (1 + random.below(25), 1 + random.below(25));
        let scale = 10f64.powf(8.0 * random.uniform() - 4.0);
        let cost = (0..n * m).map(|_| scale * (random.uniform() - 0.5)).collect();
        let regularization = scale * 10f64.powf(7.0 * random.uniform() - 6.0);
        let mut masses = |count: usize| {
            let mut mass = |index: usize| match random.below(5) {
                0 if index > 0 => 0.0,
                1 => 10f64.powf(-18.0 * random.uniform()),
                _ => random.uniform() + 0.01,
            };
            (0..count).map(&mut mass).collect::<Vec<f64>>()
        };
        let (source, target) = (masses(n), masses(m));
        let problem = SinkhornNewtonProblem {
            source: Some(source.into()),
            target: Some(target.into()),
            normalize: true,
            ..with_cost(n, m, cost, regularization)
        };
        let solution = solve(&problem);
        let numbers =
            [solution.transport_cost, solution.regularized_cost, solution.dual_value, solution.precision_floor];
        let potentials = solution.source_potential.iter().chain(solution.target_potential.iter());
        assert!(numbers.iter().chain(potentials).all(|number| number.is_finite()), "case {case}");
        let exact = solve_exactly(&exact_problem(problem.clone())).transport_cost;
        let bounds = solution.exact_cost_bounds;
        let rounding = 1e-14 * scale;
        assert!(
            bounds.lower <= exact + rounding && exact <= bounds.upper + rounding,
            "case {case}: {exact} in {bounds:?}"
        );
        if solution.status == Ending::Converged {
            let measured = marginal_error(&problem, &solution);
            assert!(measured <= 1e-9 + 10.0 * solution.precision_floor, "case {case}: {measured:e}");
        }
    }
}

#[test]
fn plans_are_sorted_whatever_order_the_targets_are_taken_in() {
    let problem = clouds(60, 90, 2, 5, 0.005);
    let dense = solve(&SinkhornNewtonProblem { plan: PlanFormat::Dense, ..problem.clone() });
    let sparse = solve(&SinkhornNewtonProblem { plan: PlanFormat::Sparse, ..problem });
    let (Some(Plan::Dense(dense)), Some(Plan::Sparse(sparse))) = (dense.plan, sparse.plan) else {
        panic!("the plans that were asked for");
    };
    for i in 0..sparse.rows {
        let row = sparse.indptr[i] as usize..sparse.indptr[i + 1] as usize;
        let (columns, entries) = (&sparse.indices[row.clone()], &sparse.data[row]);
        assert!(columns.is_sorted());
        for (&j, &entry) in columns.iter().zip(entries) {
            assert_eq!(entry, dense.row(i)[j as usize]);
        }
    }
}
