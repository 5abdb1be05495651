//! Partial exact transport: the proof returned with each solution, closed forms, and relations between solutions.

use super::common::{
    Mulberry32, assert_close, assignment, clouds, costs, digits, exact_problem, matrix, run_on, solve_exactly,
    solve_with_limits, try_solve_exactly, with_explicit_cost, with_points,
};
use superlinear_interface::{Code, Ending, Matrix, Task, Vector};
use superlinear_transport::exact::Exact;
use superlinear_transport::exact::problem::ExactProblem;
use superlinear_transport::exact::solution::ExactSolution;
use superlinear_transport::problem::Metric;

fn part(problem: &ExactProblem, mass: f64) -> ExactProblem {
    ExactProblem { transported_mass: Some(mass), ..problem.clone() }
}

fn masses(given: &Option<Vector>, count: usize) -> Vec<f64> {
    given.as_ref().map_or(vec![1.0 / count as f64; count], |given| given.to_vec())
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Checks the guarantees of every solution of a partial problem, from costs and masses alone.
fn assert_proven(problem: &ExactProblem, solution: &ExactSolution) {
    let cost = costs(problem);
    let (n, m) = (cost.rows, cost.columns);
    let (a, b) = (masses(&problem.source, n), masses(&problem.target, m));
    let mass = problem.transported_mass.expect("partial transport");
    let (f, g) = (&solution.source_potential[..], &solution.target_potential[..]);
    let price = solution.mass_potential.expect("partial transport");
    let finite = cost.data.iter().filter(|cost| cost.is_finite());
    let largest = finite.fold(0.0, |largest: f64, cost| largest.max(cost.abs()));
    let slack = 1e-12 * (largest + f.iter().fold(price.abs(), |most: f64, f| most.max(f.abs())));
    assert!(f.iter().chain(g).all(|&potential| potential <= 0.0));
    for (i, f) in f.iter().enumerate() {
        for (g, cost) in g.iter().zip(cost.row(i)) {
            assert!(f + g + price <= cost + slack, "a potential of source {i}");
        }
    }
    let (mut rows, mut columns, mut primal) = (vec![0.0; n], vec![0.0; m], 0.0);
    let plan = &solution.plan;
    assert!(plan.data.len() < n + m);
    for (i, sum) in rows.iter_mut().enumerate() {
        for k in plan.indptr[i] as usize..plan.indptr[i + 1] as usize {
            let (j, flow) = (plan.indices[k] as usize, plan.data[k]);
            assert!(flow > 0.0 && cost.row(i)[j].is_finite());
            primal += flow * cost.row(i)[j];
            *sum += flow;
            columns[j] += flow;
        }
    }
    let total: f64 = a.iter().chain(&b).sum();
    let rounding = 1e-11 * mass;
    for (sum, limit) in rows.iter().zip(&a).chain(columns.iter().zip(&b)) {
        assert!(*sum <= limit + rounding, "{sum} moved of {limit}");
    }
    assert_close(rows.iter().sum(), mass, rounding);
    assert!(solution.marginal_error <= 1e-11);
    let dual = dot(&a, f) + dot(&b, g) + mass * price;
    assert_close(solution.transport_cost, primal, 1e-11 * largest * mass);
    assert_close(solution.dual_value, dual, 1e-12 * largest * total);
    assert_close(solution.duality_gap, solution.transport_cost - solution.dual_value, 0.0);
    if solution.status == Ending::Converged {
        assert!(solution.duality_gap.abs() <= 1e-12 * largest * total, "gap {}", solution.duality_gap);
    }
}

fn solve_part(problem: &ExactProblem, mass: f64) -> ExactSolution {
    let problem = part(problem, mass);
    let solution = solve_exactly(&problem);
    assert_eq!(solution.status, Ending::Converged);
    assert_proven(&problem, &solution);
    solution
}

#[test]
fn random_problems_are_proven() {
    let mut random = Mulberry32(31);
    for round in 0..400 {
        let (n, m) = (1 + random.below(25), 1 + random.below(25));
        let scale = 10_f64.powf(12.0 * random.uniform() - 6.0);
        let levels = 1 + random.below(50);
        let offset = [0.0, 3.0, 1000.0][round % 3];
        let cost = (0..n * m).map(|_| scale * (random.below(levels) as f64 - offset)).collect();
        let mut weights = |count: usize| -> Vec<f64> {
            let weight = |i: usize, random: &mut Mulberry32| match random.below(4) {
                0 if i > 0 => 0.0,
                1 => 1.0,
                _ => 10_f64.powf(-18.0 * random.uniform().powi(4)),
            };
            (0..count).map(|i| weight(i, &mut random)).collect()
        };
        let (a, b) = (weights(n), weights(m));
        let most = a.iter().sum::<f64>().min(b.iter().sum());
        let problem = ExactProblem { source: Some(a.into()), target: Some(b.into()), ..matrix(n, m, cost) };
        for mass in [0.0, 1e-12 * most, random.uniform() * most, most] {
            solve_part(&problem, mass);
        }
    }
}

/// The maximum mass that the allowed pairs can move, by the minimum cut: some sources are cut off, and the targets of
/// the others.
fn most_movable(cost: &Matrix, a: &[f64], b: &[f64]) -> f64 {
    let is_allowed = |i: usize, j: usize| cost.row(i)[j].is_finite();
    let cut = |kept: usize| -> f64 {
        let sources = (0..a.len()).filter(|i| kept & (1 << i) == 0).map(|i| a[i]);
        let reached = |j: &usize| (0..a.len()).any(|i| kept & (1 << i) != 0 && is_allowed(i, *j));
        sources.chain((0..b.len()).filter(reached).map(|j| b[j])).sum()
    };
    (0..1 << a.len()).map(cut).fold(f64::INFINITY, f64::min)
}

#[test]
fn forbidden_pairs_at_random_are_avoided() {
    let mut random = Mulberry32(37);
    for _ in 0..300 {
        let (n, m) = (1 + random.below(9), 1 + random.below(9));
        let density = random.uniform();
        let entry =
            |random: &mut Mulberry32| if random.uniform() < density { random.uniform() - 0.3 } else { f64::INFINITY };
        let cost: Vec<f64> = (0..n * m).map(|_| entry(&mut random)).collect();
        let mut weights = |count: usize| -> Vec<f64> {
            (0..count).map(|i| if i > 0 && random.uniform() < 0.2 { 0.0 } else { 0.1 + random.uniform() }).collect()
        };
        let (a, b) = (weights(n), weights(m));
        let most = a.iter().sum::<f64>().min(b.iter().sum());
        let problem =
            ExactProblem { source: Some(a.clone().into()), target: Some(b.clone().into()), ..matrix(n, m, cost) };
        let movable = most_movable(&costs(&problem), &a, &b);
        for k in 0..=8 {
            let mass = most * f64::from(k) / 8.0;
            let problem = part(&problem, mass);
            match try_solve_exactly(&problem) {
                Ok(solution) => {
                    assert!(mass <= movable * (1.0 + 1e-9));
                    assert_proven(&problem, &solution);
                }
                Err(error) => {
                    assert_eq!(error.code, Code::Infeasible);
                    assert!(mass > movable || costs(&problem).data.iter().all(|cost| cost.is_infinite()));
                }
            }
        }
    }
}

#[test]
fn the_workloads_are_proven() {
    let workloads = [
        exact_problem(assignment(300, 1.0)),
        exact_problem(digits(Metric::SquaredEuclidean, 1.0)),
        exact_problem(digits(Metric::Manhattan, 1.0)),
        exact_problem(clouds(400, 700, 3, 7, 1.0)),
        exact_problem(with_explicit_cost(clouds(500, 120, 2, 8, 1.0))),
    ];
    for problem in workloads {
        let whole = solve_exactly(&problem);
        for mass in [0.01, 0.3, 0.9] {
            let solution = solve_part(&problem, mass);
            assert!(solution.transport_cost <= mass * whole.transport_cost);
        }
        let all = solve_part(&problem, 1.0);
        assert_close(all.transport_cost, whole.transport_cost, 1e-13);
    }
}

#[test]
fn the_cost_is_convex_in_the_mass() {
    let problem = exact_problem(clouds(60, 90, 2, 5, 1.0));
    let masses: Vec<f64> = (0..=40).map(|k| f64::from(k) / 40.0).collect();
    let solutions: Vec<ExactSolution> = masses.iter().map(|&mass| solve_part(&problem, mass)).collect();
    for (pair, mass) in solutions.windows(2).zip(masses.windows(2)) {
        let slope = (pair[1].transport_cost - pair[0].transport_cost) / (mass[1] - mass[0]);
        let price = |solution: &ExactSolution| solution.mass_potential.expect("partial transport");
        assert!(price(&pair[0]) <= slope + 1e-12 && slope <= price(&pair[1]) + 1e-12);
    }
}

#[test]
fn all_of_one_side_may_move() {
    let problem = ExactProblem { source: Some(vec![0.5; 40].into()), ..exact_problem(clouds(40, 90, 2, 5, 1.0)) };
    let more = ExactProblem { target: Some(vec![0.3; 90].into()), ..problem.clone() };
    let solution = solve_part(&more, 20.0);
    // Slightly more than the total counts as the total, within the rounding of a sum.
    assert_eq!(solve_exactly(&part(&more, 20.0 + 1e-9)).plan, solution.plan);
    for mass in [20.0 + 1e-6, -1e-300, f64::NAN, f64::INFINITY] {
        let error = try_solve_exactly(&part(&more, mass)).expect_err("no such part");
        assert_eq!((error.code, &error.path[..]), (Code::InvalidInput, "transportedMass"));
    }
}

/// The minimum cost of `count` pairs of the rows from `row` on and the unused columns, by exhaustive search.
fn least_pairs(cost: &Matrix, row: usize, used: u32, count: usize) -> f64 {
    if count == 0 {
        return 0.0;
    }
    if row == cost.rows {
        return f64::INFINITY;
    }
    let free = (0..cost.columns).filter(|j| used & (1 << j) == 0);
    free.map(|j| cost.row(row)[j] + least_pairs(cost, row + 1, used | 1 << j, count - 1))
        .fold(least_pairs(cost, row + 1, used, count), f64::min)
}

#[test]
fn small_partial_assignments_are_the_best_of_all() {
    let mut random = Mulberry32(7);
    for round in 0..200 {
        let (n, m) = (1 + random.below(5), 1 + random.below(5));
        let entry = |random: &mut Mulberry32| match round % 4 {
            0 => random.uniform(),
            1 => random.below(3) as f64,
            _ if random.uniform() < 0.4 => f64::INFINITY,
            _ => random.below(10) as f64 - 4.0,
        };
        let cost = Matrix::new(n, m, (0..n * m).map(|_| entry(&mut random)).collect());
        let (source, target) = (Some(vec![0.1; n].into()), Some(vec![0.1; m].into()));
        let problem = ExactProblem { source, target, ..matrix(n, m, cost.data.to_vec()) };
        for count in 0..=n.min(m) {
            let least = least_pairs(&cost, 0, 0, count);
            let problem = part(&problem, (0..count).map(|_| 0.1).sum());
            match try_solve_exactly(&problem) {
                Ok(solution) => {
                    assert_close(solution.transport_cost, 0.1 * least, 1e-14);
                    assert_proven(&problem, &solution);
                    let assignment = solution.assignment.expect("masses are equal");
                    let pairs = assignment.iter().enumerate().filter(|&(_, &j)| j >= 0);
                    let paid: Vec<f64> = pairs.map(|(i, &j)| cost.row(i)[j as usize]).collect();
                    assert_eq!(paid.len(), count);
                    assert_close(paid.iter().sum(), least, 1e-13);
                }
                Err(error) => {
                    assert_eq!(error.code, Code::Infeasible);
                    assert!(least == f64::INFINITY || cost.data.iter().all(|&cost| cost == f64::INFINITY));
                }
            }
        }
    }
}

#[test]
fn forbidden_pairs_are_avoided_in_large_problems_too() {
    let n = 300;
    let mut random = Mulberry32(23);
    // Two groups; the second is only allowed with three targets.
    let entry = |k: usize, random: &mut Mulberry32| {
        let (i, j) = (k / n, k % n);
        let is_allowed = if i < 200 { i == j || random.uniform() < 0.02 } else { j >= 297 };
        if is_allowed { random.uniform() } else { f64::INFINITY }
    };
    let cost: Vec<f64> = (0..n * n).map(|k| entry(k, &mut random)).collect();
    let ones = || Some(vec![1.0; n].into());
    let problem = ExactProblem { source: ones(), target: ones(), ..matrix(n, n, cost) };
    let whole = try_solve_exactly(&problem).expect_err("a hundred sources for three targets");
    assert_eq!(whole.code, Code::Infeasible);
    for mass in [1.5, 150.0, 202.999, 203.0] {
        solve_part(&problem, mass);
    }
    for mass in [203.001, 204.0, 300.0] {
        let error = try_solve_exactly(&part(&problem, mass)).expect_err("no plan avoids the forbidden pairs");
        assert_eq!(error.code, Code::Infeasible);
    }
    assert_eq!(solve_part(&problem, 0.0).plan.data.len(), 0);
}

#[test]
fn a_small_part_of_large_masses_keeps_its_digits() {
    let mut random = Mulberry32(41);
    let (n, m) = (150, 120);
    let source: Vec<f64> = (0..n).map(|_| 1.0 + random.uniform()).collect();
    let problem = ExactProblem {
        target: Some(vec![2.0; m].into()),
        source: Some(source.into()),
        ..matrix(n, m, random.uniforms(n * m))
    };
    let least = costs(&problem).data.iter().copied().fold(f64::INFINITY, f64::min);
    for mass in [1e-300, 1e-20, 1e-6, 1.0] {
        let solution = solve_part(&problem, mass);
        assert_eq!((solution.plan.data.len(), solution.plan.data[0]), (1, mass));
        assert_close(solution.transport_cost / mass, least, 1e-14);
        assert_close(solution.mass_potential.expect("partial transport"), least, 1e-14);
    }
}

#[test]
fn the_bits_do_not_depend_on_the_threads() {
    let problem = part(&exact_problem(clouds(700, 500, 2, 3, 1.0)), 0.6);
    let first = solve_exactly(&problem);
    for threads in [2, 3] {
        let solution = Exact::solve(problem.clone(), &run_on(threads)).expect("a valid problem");
        assert_eq!(solution.plan, first.plan);
        assert_eq!(solution.source_potential[..], first.source_potential[..]);
        assert_eq!(solution.mass_potential, first.mass_potential);
    }
}

#[test]
fn limits_leave_a_plan() {
    let problem = ExactProblem { max_iterations: 50, ..part(&exact_problem(clouds(300, 300, 2, 3, 1.0)), 0.4) };
    let solution = solve_exactly(&problem);
    assert_eq!(solution.status, Ending::IterationLimit);
    assert!(solution.duality_gap > 0.0);
    assert_proven(&problem, &solution);
}

#[test]
fn every_time_limit_leaves_a_proven_plan() {
    let problems = [
        part(&exact_problem(clouds(300, 300, 2, 3, 1.0)), 0.4),
        part(&exact_problem(with_explicit_cost(clouds(500, 200, 2, 4, 1.0))), 0.9),
        part(&exact_problem(assignment(30, 1.0)), 0.333),
    ];
    for problem in &problems {
        solve_with_limits(problem, |solution| assert_proven(problem, solution));
    }
}

#[test]
fn outliers_stay() {
    let mut random = Mulberry32(43);
    let near = random.uniforms(2 * 200);
    let far = near.iter().map(|x| x + 1e-3);
    let sources = Matrix::new(220, 2, near.iter().copied().chain((0..40).map(|k| f64::from(k) + 50.0)).collect());
    let targets = Matrix::new(200, 2, far.collect());
    let problem = ExactProblem {
        source: Some(vec![1.0; 220].into()),
        target: Some(vec![1.0; 200].into()),
        ..exact_problem(with_points(sources, targets, 1.0))
    };
    let solution = solve_part(&problem, 200.0);
    let assignment = solution.assignment.expect("masses are equal");
    assert!(assignment[200..].iter().all(|&target| target == -1));
    assert_close(solution.transport_cost, 200.0 * 2e-6, 1e-9);
}
