//! Random programs, dense and sparse, end with a solution or a certificate, in any units.

use super::certify::certify;
use super::solve;
use super::workloads::{Dense, centered, dot};
use crate::common::{Given, assert_close, converse, custom};
use std::collections::BTreeMap;
use superlinear_constrained::minimize::{MinimizeOptions, MinimizeProblem, MinimizeSolution, MinimizeStatus};
use superlinear_constrained::quadratic::QuadraticProgramStatus::{Converged, Infeasible, Unbounded};
use superlinear_interface::RunOptions;
use superlinear_numerics::random::Mulberry32;

const INFINITY: f64 = f64::INFINITY;

/// Programs with integer entries from -2 to 2, some with dependent rows, some linear.
fn random(seed: u32) -> Dense {
    let mut random = Mulberry32(seed);
    let (n, m) = (1 + random.below(9), random.below(8));
    let whole = |random: &mut Mulberry32| random.below(5) as f64 - 2.0;
    let is_linear = random.uniform() < 0.3;
    let rank = if is_linear { 0 } else { random.below(n + 1) };
    let factor: Vec<f64> = (0..n * rank).map(|_| whole(&mut random)).collect();
    let hessian =
        (0..n * n).map(|k| (0..rank).map(|r| factor[(k / n) * rank + r] * factor[(k % n) * rank + r]).sum()).collect();
    let linear = (0..n).map(|_| whole(&mut random)).collect();
    let mut constraints: Vec<f64> = (0..m * n).map(|_| whole(&mut random)).collect();
    if m >= 2 && random.uniform() < 0.4 {
        let (to, from) = (random.below(m), random.below(m));
        let row = constraints[from * n..][..n].to_vec();
        constraints[to * n..][..n].copy_from_slice(&row);
    }
    let bounds = |random: &mut Mulberry32| {
        let bound = whole(random);
        match random.below(4) {
            0 => (bound, bound),
            1 => (bound, INFINITY),
            2 => (-INFINITY, bound),
            _ => (bound, bound + random.below(3) as f64),
        }
    };
    let rows: Vec<_> = (0..m).map(|_| bounds(&mut random)).collect();
    let bounds: Vec<_> = (0..n)
        .map(|_| match random.below(4) {
            0 => (-INFINITY, INFINITY),
            1 => (0.0, INFINITY),
            2 => bounds(&mut random),
            _ => (-2.0, 2.0),
        })
        .collect();
    Dense {
        variables: n,
        rows: m,
        hessian,
        linear,
        constraints,
        constraint_lower: rows.iter().map(|bounds| bounds.0).collect(),
        constraint_upper: rows.iter().map(|bounds| bounds.1).collect(),
        lower: bounds.iter().map(|bounds| bounds.0).collect(),
        upper: bounds.iter().map(|bounds| bounds.1).collect(),
    }
}

#[test]
fn random_programs_end_with_a_certificate() {
    let (mut iterations, mut counts) = (0, BTreeMap::new());
    let count: u32 = std::env::var("COUNT").map_or(1200, |count| count.parse().expect("a number"));
    for seed in 0..count {
        let program = random(seed);
        let solution = solve(program.problem());
        iterations += solution.iterations;
        *counts.entry(format!("{:?}", solution.status)).or_insert(0) += 1;
        if !matches!(solution.status, Converged | Infeasible | Unbounded) {
            println!(
                "{seed}: {:?} {} {:e} {:e} {:e}",
                solution.status,
                solution.iterations,
                solution.primal_residual,
                solution.dual_residual,
                solution.duality_gap
            );
        }
        certify(&program, &solution, 1e-9);
    }
    println!("{counts:?}, {:.2} iterations each", f64::from(iterations) / f64::from(count));
    let ended: u32 = [Converged, Infeasible, Unbounded].iter().map(|status| counts[&format!("{status:?}")]).sum();
    assert!(ended * 1000 >= count * 995);
    assert!(iterations <= 5 * count);
}

/// Packing problems with upper limits, also per variable, and covering problems.
fn linear(seed: u32, kind: usize) -> Dense {
    let mut random = Mulberry32(seed);
    // With few rows and many variables the matrices count as sparse.
    let (n, m) = (1 + random.below(60), 4 + random.below(60));
    let mut draw = |count: usize| (0..count).map(|_| random.uniform()).collect::<Vec<_>>();
    let (constraints, bounds) = (draw(n * m), draw(m).iter().map(|bound| 1.0 + bound).collect::<Vec<_>>());
    let sign = if kind == 2 { 1.0 } else { -1.0 };
    let linear = draw(n).iter().map(|slope| sign * (0.1 + slope)).collect();
    let (constraint_lower, constraint_upper, upper) = match kind {
        0 => (vec![-INFINITY; m], bounds, INFINITY),
        1 => (vec![-INFINITY; m], bounds, 0.2),
        _ => (bounds, vec![INFINITY; m], INFINITY),
    };
    Dense {
        variables: n,
        rows: m,
        hessian: vec![0.0; n * n],
        linear,
        constraints,
        constraint_lower,
        constraint_upper,
        lower: vec![0.0; n],
        upper: vec![upper; n],
    }
}

#[test]
fn linear_programs_are_solved_by_vertices() {
    for seed in 0..90 {
        let program = linear(seed, seed as usize % 3);
        let solution = solve(program.problem());
        assert_eq!(solution.status, Converged, "program {seed}");
        let statistics = solution.statistics;
        assert!(statistics.pivots > 0 && statistics.factorizations == 0, "program {seed}");
        certify(&program, &solution, 1e-11);
    }
}

/// Solves a program by `minimize`, an independent method that uses only its functions.
fn by_functions(program: &Dense) -> MinimizeSolution {
    let (n, m) = (program.variables, program.rows);
    let options = MinimizeOptions {
        lower: Some(program.lower.clone().into()),
        upper: Some(program.upper.clone().into()),
        constraint_lower: (m > 0).then(|| program.constraint_lower.clone().into()),
        constraint_upper: (m > 0).then(|| program.constraint_upper.clone().into()),
        max_iterations: 300,
        ..MinimizeOptions::default()
    };
    let problem = MinimizeProblem {
        options,
        constraint_count: m as u32,
        constraints: m > 0,
        jacobian: m > 0,
        ..custom("0", &[], &vec![0.0; n]).problem(Given::Everything)
    };
    let answer = |question: &str, point: &[f64]| {
        let x = &point[..n];
        let curvature = program.curvature(x);
        match question {
            "objective" => vec![0.5 * dot(&curvature, x) + dot(&program.linear, x)],
            "constraints" => program.times(x),
            "gradient" => curvature.iter().zip(&program.linear).map(|(curvature, q)| curvature + q).collect(),
            "jacobian" => program.constraints.clone(),
            _ => program.hessian.iter().map(|entry| point[n + m] * entry).collect(),
        }
    };
    converse(problem, RunOptions::default(), answer).expect("a solution")
}

#[test]
fn minimize_agrees_where_it_ends_with_a_verdict() {
    let (mut with_verdict, mut agreed) = (0, 0);
    for seed in 0..400 {
        let program = random(seed);
        let bounds = program.constraint_lower.iter().zip(&program.constraint_upper);
        if bounds.filter(|(lower, upper)| lower == upper).count() > program.variables {
            continue;
        }
        let (exact, found) = (solve(program.problem()), by_functions(&program));
        if !matches!(exact.status, Converged | Infeasible) {
            continue;
        }
        with_verdict += 1;
        match found.status {
            MinimizeStatus::Converged => {
                assert_eq!(exact.status, Converged, "{seed}");
                assert_close(found.objective, exact.objective, 1e-6);
                agreed += 1;
            }
            // If a program is both, either status is right.
            MinimizeStatus::LocallyInfeasible | MinimizeStatus::Unbounded => {
                assert_eq!(exact.status, Infeasible, "{seed}");
                agreed += 1;
            }
            _ => {}
        }
    }
    println!("{agreed} of {with_verdict}");
    assert!(agreed * 100 >= with_verdict * 98);
}

/// The program in units of variables, rows and objective over twelve decades.
fn in_other_units(program: &Dense, seed: u32) -> Dense {
    let mut random = Mulberry32(seed);
    let mut unit = || 10f64.powi(random.below(13) as i32 - 6);
    let (n, mut other) = (program.variables, program.clone());
    let (objective, columns): (f64, Vec<f64>) = (unit(), (0..n).map(|_| unit()).collect());
    other.hessian.iter_mut().enumerate().for_each(|(k, entry)| *entry *= objective * columns[k / n] * columns[k % n]);
    for (j, unit) in columns.iter().enumerate() {
        other.linear[j] *= objective * unit;
        other.lower[j] /= unit;
        other.upper[j] /= unit;
    }
    for i in 0..program.rows {
        let of_row = unit();
        (0..n).for_each(|j| other.constraints[i * n + j] *= of_row * columns[j]);
        other.constraint_lower[i] *= of_row;
        other.constraint_upper[i] *= of_row;
    }
    other
}

#[test]
fn programs_in_other_units_have_solutions_that_are_ones() {
    let (mut agree, count) = (0, 400);
    for seed in 0..count {
        let program = random(seed);
        let other = in_other_units(&program, seed);
        let (solution, of_other) = (solve(program.problem()), solve(other.problem()));
        // If a program is infeasible and its objective is unbounded below, either status is right.
        let statuses = [solution.status, of_other.status];
        let agrees =
            statuses[0] == statuses[1] || statuses.iter().all(|status| matches!(status, Infeasible | Unbounded));
        if !agrees {
            println!("{seed}: {statuses:?}");
        }
        agree += u32::from(agrees);
        if of_other.status == Converged {
            certify(&other, &of_other, 1e-9);
        }
    }
    println!("{agree} of {count} statuses agree");
    assert!(agree * 100 >= count * 95);
}

/// A program with three entries per row, few enough for the sparse factorization.
fn sparse(seed: u32) -> Dense {
    let mut random = Mulberry32(seed);
    let (n, m) = (40 + random.below(60), 20 + random.below(40));
    let mut program = Dense { variables: n, rows: m, hessian: vec![0.0; n * n], ..Dense::default() };
    for _ in 0..random.below(n) {
        let (i, j, value) = (random.below(n), random.below(n), (2.0 * random.uniform() - 1.0));
        program.hessian[i * n + i] += value.abs();
        program.hessian[j * n + j] += value.abs();
        program.hessian[i * n + j] += value;
        program.hessian[j * n + i] += value;
    }
    program.linear = centered(&mut random, n);
    program.constraints = vec![0.0; m * n];
    let inside = centered(&mut random, n);
    for i in 0..m {
        (0..3).for_each(|_| program.constraints[i * n + random.below(n)] = 2.0 * random.uniform() - 1.0);
        // A row of zeros permits no other activity; every fifth row repeats the previous one.
        if i % 5 == 4 {
            program.constraints.copy_within((i - 1) * n..i * n, i * n);
        }
    }
    let activities = program.times(&inside);
    let slack: Vec<_> = (0..m).map(|i| if i % 3 == 0 { 0.0 } else { random.uniform() }).collect();
    program.constraint_lower = activities.iter().zip(&slack).map(|(a, s)| a - s).collect();
    program.constraint_upper = activities.iter().zip(&slack).map(|(a, s)| a + s).collect();
    program.lower = inside.iter().map(|x| x - random.uniform()).collect();
    program.upper =
        inside.iter().map(|x| if random.uniform() < 0.3 { INFINITY } else { x + random.uniform() }).collect();
    program
}

#[test]
fn sparse_programs_are_solved_too() {
    let (mut iterations, mut counts) = (0, BTreeMap::new());
    for seed in 0..300 {
        let program = sparse(seed);
        let solution = solve(program.problem());
        if std::env::var("SHOW").is_ok() {
            println!(
                "seed {seed} {:?} pivots {} fact {}",
                solution.status, solution.statistics.pivots, solution.statistics.factorizations
            );
        }
        certify(&program, &solution, 1e-9);
        iterations += solution.iterations;
        *counts.entry(format!("{:?}", solution.status)).or_insert(0) += 1;
    }
    println!("{counts:?}, {:.1} iterations each", f64::from(iterations) / 300.0);
    assert_eq!(counts.values().sum::<i32>(), counts["Converged"] + counts["Unbounded"]);
}
