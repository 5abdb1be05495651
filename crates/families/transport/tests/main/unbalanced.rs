//! Unbalanced transport, and forbidden pairs.

use super::common::{Mulberry32, initial, solve, try_solve, with_cost, with_points};
use superlinear_interface::{Code, Ending, Matrix};
use superlinear_transport::problem::{Method, PlanFormat};
use superlinear_transport::solution::Plan;
use superlinear_transport::{SinkhornNewtonProblem, SinkhornNewtonSolution};

/// KL(x | y), for sums and masses.
fn divergence(x: f64, y: f64) -> f64 {
    if x == 0.0 { y } else { x * (x / y).ln() - x + y }
}

/// A random problem with source and target masses of different sums.
fn random_problem(random: &mut Mulberry32, regularization: f64) -> SinkhornNewtonProblem {
    let (n, m) = (2 + random.below(12), 2 + random.below(12));
    let cost = random.uniforms(n * m);
    let mut masses = |count: usize| random.uniforms(count).into_iter().map(|mass| mass + 0.05).collect::<Vec<f64>>();
    SinkhornNewtonProblem {
        source: Some(masses(n).into()),
        target: Some(masses(m).into()),
        plan: PlanFormat::Dense,
        ..with_cost(n, m, cost, regularization)
    }
}

/// The objective at the returned plan, from its definition.
fn objective(problem: &SinkhornNewtonProblem, solution: &SinkhornNewtonSolution) -> f64 {
    let (Some(Plan::Dense(plan)), Some(cost)) = (&solution.plan, &problem.cost) else { panic!("dense") };
    let (Some(source), Some(target)) = (&problem.source, &problem.target) else { panic!("masses") };
    let mut total = 0.0;
    let mut columns = vec![0.0; plan.columns];
    for (i, a) in source.iter().enumerate() {
        for (j, b) in target.iter().enumerate() {
            let entry = plan.row(i)[j];
            if entry > 0.0 {
                total += entry * cost.row(i)[j];
            }
            total += problem.regularization * divergence(entry, a * b);
            columns[j] += entry;
        }
        let sum = plan.row(i).iter().sum::<f64>();
        total += problem.source_penalty.map_or(0.0, |penalty| penalty * divergence(sum, *a));
    }
    for (sum, b) in columns.iter().zip(target.iter()) {
        total += problem.target_penalty.map_or(0.0, |penalty| penalty * divergence(*sum, *b));
    }
    total
}

#[test]
fn the_duality_gap_closes() {
    let mut random = Mulberry32(77);
    for case in 0..120 {
        let regularization = 10f64.powf(-4.0 * random.uniform());
        let mut problem = random_problem(&mut random, regularization);
        let mut penalty = || Some(10f64.powf(4.0 * random.uniform() - 2.0));
        match case % 3 {
            0 => (problem.source_penalty, problem.target_penalty) = (penalty(), penalty()),
            1 => problem.source_penalty = penalty(),
            _ => problem.target_penalty = penalty(),
        }
        let solution = solve(&problem);
        assert_eq!(solution.status, Ending::Converged, "case {case}");
        let scale = 1.0 + solution.dual_value.abs() + solution.transported_mass;
        assert!((solution.regularized_cost - solution.dual_value).abs() < 1e-7 * scale, "case {case}");
        assert!((solution.regularized_cost - objective(&problem, &solution)).abs() < 1e-8 * scale, "case {case}");
        let bounds = solution.exact_cost_bounds;
        assert!(bounds.lower <= bounds.upper, "case {case}: {bounds:?}");
        let again = solve(&SinkhornNewtonProblem { initial: Some(initial(&solution)), ..problem });
        assert_eq!((again.status, again.iterations.newton), (Ending::Converged, 0), "case {case}");
    }
}

/// Points on a line.
fn line(places: &[f64]) -> Matrix {
    Matrix::new(places.len(), 1, places.to_vec())
}

/// Solves and compares with plain Sinkhorn iteration.
fn compare_with_sweeps(problem: &SinkhornNewtonProblem, name: &str) {
    let solution = solve(problem);
    assert_eq!(solution.status, Ending::Converged, "{name}");
    let sweeps =
        solve(&SinkhornNewtonProblem { method: Method::Sinkhorn, max_iterations: 1_000_000, ..problem.clone() });
    assert_eq!(sweeps.status, Ending::Converged, "{name}");
    let (cost, expected) = (solution.regularized_cost, sweeps.regularized_cost);
    assert!((cost - expected).abs() < 1e-8 * (1.0 + expected.abs()), "{name}: {cost} for {expected}");
    let potentials = |solution: &SinkhornNewtonSolution| solution.source_potential.to_vec();
    for (i, (f, expected)) in potentials(&solution).iter().zip(potentials(&sweeps)).enumerate() {
        assert!((f - expected).abs() < 1e-5 * (1.0 + expected.abs()), "{name}, source {i}: {f} for {expected}");
    }
}

#[test]
fn points_far_from_all_others_stay_behind() {
    for far in [5.0, 8.0, 20.0, 50.0, 1e3, 1e6] {
        for (source_penalty, target_penalty) in [(Some(1.0), Some(1.0)), (Some(1.0), None), (Some(0.1), Some(10.0))] {
            let points = with_points(line(&[0.0, 1.0, far]), line(&[0.1, 0.9]), 0.01);
            let problem = SinkhornNewtonProblem { source_penalty, target_penalty, ..points };
            compare_with_sweeps(&problem, &format!("{far}, {source_penalty:?}, {target_penalty:?}"));
        }
    }
    let mut random = Mulberry32(9);
    let mut places = random.uniforms(60);
    places[30] = 40.0;
    let points = with_points(line(&places), line(&random.uniforms(50)), 0.05);
    let problem = SinkhornNewtonProblem { source_penalty: Some(1.0), target_penalty: Some(1.0), ..points };
    compare_with_sweeps(&problem, "one of sixty");
}

/// A problem with penalties and masses over many decades.
fn problem_over_decades(seed: u32) -> SinkhornNewtonProblem {
    let mut random = Mulberry32(seed);
    let (n, m) = (20 + random.below(20), 20 + random.below(20));
    let mut masses = |count: usize| -> Vec<f64> {
        let powers: Vec<_> = random.uniforms(count).into_iter().map(|mass| mass.powi(10)).collect();
        let total: f64 = powers.iter().sum();
        powers.into_iter().map(|mass| mass / total).collect()
    };
    let (source, target) = (masses(n), masses(m));
    let (x, y) = (random.uniforms(2 * n), random.uniforms(2 * m));
    let apart = |k: usize, axis: usize| x[2 * (k / m) + axis] - y[2 * (k % m) + axis];
    let cost: Vec<_> = (0..n * m)
        .map(|k| match seed / 2 % 3 {
            0 => apart(k, 0).powi(2) + apart(k, 1).powi(2),
            1 => apart(k, 0).hypot(apart(k, 1)),
            _ => random.uniform(),
        })
        .collect();
    // Half of them at one small regularization, half with costs from the size of the penalties to a million times that.
    let mut power = |low: f64, high: f64| 10f64.powf(low + (high - low) * random.uniform());
    let (penalties, regularization, size) = match seed % 2 {
        0 => ([0.3, 0.2], 1e-6, 1.0),
        _ => ([power(-2.0, 1.0), power(-2.0, 1.0)], power(-6.0, -1.0), power(0.0, 4.0)),
    };
    let cost: Vec<_> = cost.into_iter().map(|cost| size * cost).collect();
    SinkhornNewtonProblem {
        source: Some(source.into()),
        target: Some(target.into()),
        source_penalty: Some(penalties[0]),
        target_penalty: if seed % 6 == 1 { None } else { Some(penalties[1]) },
        ..with_cost(n, m, cost, size * regularization)
    }
}

#[test]
fn masses_over_decades_may_stay_behind() {
    let problems = std::env::var("SUPERLINEAR_PROBLEMS").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let mut failures = Vec::new();
    for seed in 0..problems {
        let problem = problem_over_decades(seed);
        let solution = solve(&problem);
        let gap = (solution.regularized_cost - solution.dual_value).abs();
        if solution.status != Ending::Converged || gap > 1e-7 * (1.0 + solution.dual_value.abs()) {
            let SinkhornNewtonSolution { status, marginal_error, precision_floor, .. } = solution;
            failures.push(format!(
                "seed {seed}: {status:?}, error {marginal_error:.1e}, floor {precision_floor:.1e}, gap {gap:.1e}"
            ));
        }
    }
    assert!(failures.is_empty(), "{} of {problems}: {failures:#?}", failures.len());
}

#[test]
fn large_penalties_come_to_balanced_transport() {
    let mut random = Mulberry32(5);
    let balanced = SinkhornNewtonProblem { normalize: true, ..random_problem(&mut random, 0.05) };
    let expected = solve(&balanced);
    let penalty = Some(1e7);
    let solution = solve(&SinkhornNewtonProblem { source_penalty: penalty, target_penalty: penalty, ..balanced });
    assert!((solution.transport_cost - expected.transport_cost).abs() < 1e-6);
    assert!((solution.regularized_cost - expected.regularized_cost).abs() < 1e-6);
}

#[test]
fn gradients_in_the_masses_are_those_of_finite_differences() {
    let mut random = Mulberry32(11);
    for penalties in [(Some(0.7), Some(1.3)), (Some(0.4), None), (None, Some(2.0))] {
        let problem = SinkhornNewtonProblem {
            source_penalty: penalties.0,
            target_penalty: penalties.1,
            tolerance: 1e-13,
            gradients: true,
            ..random_problem(&mut random, 0.1)
        };
        let gradients = solve(&problem).gradients.expect("gradients were asked for");
        let step = 1e-5;
        let value = |side: usize, index: usize, step: f64| {
            let mut changed = problem.clone();
            let masses = if side == 0 { &mut changed.source } else { &mut changed.target };
            masses.as_mut().expect("masses")[index] += step;
            solve(&changed).regularized_cost
        };
        for (side, gradient) in [(0, &gradients.source), (1, &gradients.target)] {
            for (index, &expected) in gradient.iter().enumerate() {
                let difference = (value(side, index, step) - value(side, index, -step)) / (2.0 * step);
                assert!((difference - expected).abs() < 1e-7, "{penalties:?}: {difference} for {expected}");
            }
        }
    }
}

#[test]
fn forbidden_pairs_get_nothing() {
    let mut random = Mulberry32(3);
    let n = 9;
    for regularization in [0.5, 1e-3] {
        let cost: Vec<f64> = (0..n * n)
            .map(|k| if k % n == k / n || random.uniform() < 0.6 { random.uniform() } else { f64::INFINITY })
            .collect();
        let problem =
            SinkhornNewtonProblem { plan: PlanFormat::Dense, ..with_cost(n, n, cost.clone(), regularization) };
        let solution = solve(&problem);
        assert_eq!(solution.status, Ending::Converged);
        let Some(Plan::Dense(plan)) = solution.plan else { panic!("a dense plan was asked for") };
        let forbidden = plan.data.iter().zip(&cost).filter(|(_, cost)| cost.is_infinite());
        assert!(forbidden.into_iter().all(|(entry, _)| *entry == 0.0));
        assert!(solution.exact_cost_bounds.lower <= solution.exact_cost_bounds.upper);
    }
}

#[test]
fn a_point_without_partners_is_refused() {
    let infinite = f64::INFINITY;
    let rows = try_solve(&with_cost(2, 2, vec![infinite, infinite, 0.0, 1.0], 0.1));
    assert_eq!(rows.err().map(|error| error.code), Some(Code::Infeasible));
    let columns = try_solve(&with_cost(2, 2, vec![infinite, 0.0, infinite, 1.0], 0.1));
    assert_eq!(columns.err().map(|error| error.code), Some(Code::Infeasible));
}
