//! Random programs of many kinds with a verdict known by construction. `COUNT` sets the number per kind, and `KIND`
//! selects the kinds whose name contains it.

use super::certify::certify;
use super::solve;
use super::workloads::{Dense, dot};
use std::collections::BTreeMap;
use superlinear_constrained::quadratic::QuadraticProgramSolution;
use superlinear_constrained::quadratic::QuadraticProgramStatus::{self, Converged, Infeasible, Unbounded};
use superlinear_numerics::random::Mulberry32;

const INFINITY: f64 = f64::INFINITY;

/// A program and its known properties.
pub struct Known {
    pub program: Dense,
    verdict: QuadraticProgramStatus,
    optimum: Option<f64>,
}

/// A standard exponential number.
fn exponential(random: &mut Mulberry32) -> f64 {
    -(1.0 - random.uniform()).ln()
}

fn chance(random: &mut Mulberry32, part: f64) -> bool {
    random.uniform() < part
}

/// An n x n matrix GG' of this rank; G has this density of nonzeros.
fn semidefinite(random: &mut Mulberry32, n: usize, rank: usize, density: f64) -> Vec<f64> {
    let factor: Vec<f64> = (0..n * rank).map(|_| if chance(random, density) { random.normal() } else { 0.0 }).collect();
    let row = |i: usize| &factor[i * rank..(i + 1) * rank];
    (0..n * n).map(|k| if rank == 0 { 0.0 } else { dot(row(k / n), row(k % n)) }).collect()
}

/// Variants of the programs constructed around a solution.
#[derive(Clone, Copy, Default)]
struct Form {
    variables: (usize, usize),
    is_sparse: bool,
    is_strictly_convex: bool,
    has_dependent_rows: bool,
    is_degenerate: bool,
    objective: f64,
    /// The largest finite bound among some of the inactive ones.
    far: f64,
}

/// A program with a solution known by construction: random multipliers and bounds around a random point.
fn around_solution(random: &mut Mulberry32, form: Form) -> Known {
    let n = form.variables.0 + random.below(form.variables.1 - form.variables.0 + 1);
    let mut m = random.below(n / 2 + 2);
    let density = if form.is_sparse { (3.0 / n as f64).min(1.0) } else { 1.0 };
    let rank = if form.is_strictly_convex || chance(random, 0.4) { n } else { random.below(n) };
    let mut hessian = semidefinite(random, n, rank, density);
    if form.is_strictly_convex || (rank == n && chance(random, 0.5)) {
        (0..n).for_each(|i| hessian[i * n + i] += 1.0);
    }
    let whole = chance(random, 0.2);
    let mut constraints: Vec<f64> = (0..m * n)
        .map(|_| if chance(random, density) { random.normal() } else { 0.0 })
        .map(|entry| if whole { entry.round() } else { entry })
        .collect();
    let part = [0.0, 0.3, 1.0][random.below(3)];
    let mut are_equations: Vec<bool> = (0..m).map(|_| chance(random, part)).collect();
    if form.has_dependent_rows && m > 1 {
        for i in 0..m / 3 + 1 {
            constraints.extend_from_within(i * n..(i + 1) * n);
            are_equations.push(are_equations[i]);
        }
        let sum: Vec<f64> = (0..n).map(|j| constraints[j] - 2.0 * constraints[n + j]).collect();
        constraints.extend(sum);
        are_equations.push(are_equations[0] && are_equations[1]);
        constraints.extend(vec![0.0; n]);
        are_equations.push(true);
        m = are_equations.len();
    }
    let round = chance(random, 0.3);
    let x: Vec<f64> = random.normals(n).into_iter().map(|x| if round { x.round() } else { x }).collect();
    let mut program = Dense { variables: n, rows: m, hessian, constraints, ..Dense::default() };
    let activities = program.times(&x);
    let active = [0.2, 0.6][random.below(2)];
    let mut multipliers = vec![0.0; m];
    for i in 0..m {
        let (is_equation, is_active, is_upper) = (are_equations[i], chance(random, active), chance(random, 0.5));
        let size = exponential(random);
        let is_felt = is_equation || (is_active && !(form.is_degenerate && chance(random, 0.5)));
        multipliers[i] = if is_felt { if is_upper { size } else { -size } } else { 0.0 };
        let slack = if is_equation || is_active { 0.0 } else { exponential(random) + 0.1 };
        let other = if chance(random, 0.5) { exponential(random) + 1.0 } else { INFINITY };
        let mut far = far_or(random, form.far, other);
        let mut near = if slack > 0.0 { far_or(random, form.far, slack) } else { slack };
        if is_equation {
            (near, far) = (0.0, 0.0);
        }
        let (below, above) = if is_upper { (far, near) } else { (near, far) };
        program.constraint_lower.push(activities[i] - below);
        program.constraint_upper.push(activities[i] + above);
    }
    let mut bound_multipliers = vec![0.0; n];
    let (is_bounded, has_fixed) = (form.far > 0.0 || chance(random, 0.7), chance(random, 0.2));
    for (x, multiplier) in x.iter().zip(&mut bound_multipliers) {
        let (is_at, is_felt) = (chance(random, 0.4), !(form.is_degenerate && chance(random, 0.3)));
        let (near, both) = (exponential(random) + 0.1, exponential(random) + 1.0);
        let near = if is_at { 0.0 } else { far_or(random, form.far, near) };
        let size = if is_at && is_felt { exponential(random) } else { 0.0 };
        let both = far_or(random, form.far, both);
        let (below, above, felt) = match random.below(5) {
            _ if !is_bounded => (INFINITY, INFINITY, 0.0),
            0 => (INFINITY, INFINITY, 0.0),
            1 => (near, INFINITY, -size),
            2 => (INFINITY, near, size),
            4 if has_fixed => (0.0, 0.0, random.normal()),
            _ => (near, both, -size),
        };
        *multiplier = felt;
        program.lower.push(x - below);
        program.upper.push(x + above);
    }
    let (curvature, transposed) = (program.curvature(&x), program.transpose_times(&multipliers));
    program.linear = (0..n).map(|j| -(curvature[j] + transposed[j] + bound_multipliers[j])).collect();
    let scale = if form.objective > 0.0 { form.objective } else { 1.0 };
    program.hessian.iter_mut().chain(&mut program.linear).for_each(|entry| *entry *= scale);
    let optimum = Some(scale * 0.5 * dot(&curvature, &x) + dot(&program.linear, &x));
    Known { program, verdict: Converged, optimum }
}

/// A distance, or occasionally one up to `far`.
fn far_or(random: &mut Mulberry32, far: f64, distance: f64) -> f64 {
    if far > 0.0 && chance(random, 0.6) { far.powf(0.5 + 0.5 * random.uniform()).round() } else { distance }
}

/// Rows that contradict each other by `gap`, proved by a weighted sum of some of them; all other bounds are `far`.
fn contradictory(random: &mut Mulberry32, gap: f64, is_linear: bool, far: f64) -> Known {
    let (n, m) = (2 + random.below(18), 2 + random.below(18));
    let whole = chance(random, 0.5);
    let mut constraints: Vec<f64> =
        (0..m * n).map(|_| if whole { random.below(7) as f64 - 3.0 } else { random.normal() }).collect();
    let x = random.normals(n);
    let mut upper: Vec<f64> = constraints.chunks_exact(n).map(|row| dot(row, &x) + random.uniform()).collect();
    let mut weights: Vec<f64> =
        (0..m).map(|_| if chance(random, 0.6) { 0.1 + 0.9 * random.uniform() } else { 0.0 }).collect();
    weights[0] = 1.0;
    let sum = (0..n).map(|j| -(0..m).map(|i| weights[i] * constraints[i * n + j]).sum::<f64>());
    let sum: Vec<f64> = sum.collect();
    constraints.extend(sum);
    upper.push(-dot(&weights, &upper) - gap);
    let rank = if is_linear { 0 } else { n };
    let program = Dense {
        variables: n,
        rows: m + 1,
        hessian: semidefinite(random, n, rank, 1.0),
        linear: random.normals(n),
        constraints,
        constraint_lower: vec![-far; m + 1],
        constraint_upper: upper,
        lower: vec![-far; n],
        upper: vec![far; n],
    };
    Known { program, verdict: Infeasible, optimum: None }
}

/// A program with an objective unbounded below.
fn falling(random: &mut Mulberry32) -> Known {
    let (n, m) = (2 + random.below(18), 1 + random.below(14));
    let d = random.normals(n);
    let mut constraints = random.normals(m * n);
    constraints.chunks_exact_mut(n).for_each(|row| {
        if dot(row, &d) > 0.0 {
            row.iter_mut().for_each(|entry| *entry = -*entry);
        }
    });
    let x = random.normals(n);
    let upper = constraints.chunks_exact(n).map(|row| dot(row, &x) + 1.0).collect();
    let mut linear = random.normals(n);
    if dot(&linear, &d) > 0.0 {
        linear.iter_mut().for_each(|entry| *entry = -*entry);
    }
    let rank = if chance(random, 0.6) { 0 } else { n.div_ceil(2) };
    let mut factor: Vec<f64> = random.normals(rank * n);
    for row in factor.chunks_exact_mut(n) {
        let along = dot(row, &d) / dot(&d, &d);
        row.iter_mut().zip(&d).for_each(|(entry, d)| *entry -= along * d);
    }
    let hessian = (0..n * n).map(|k| factor.chunks_exact(n).map(|row| row[k / n] * row[k % n]).sum()).collect();
    let program = Dense {
        variables: n,
        rows: m,
        hessian,
        linear,
        constraints,
        constraint_lower: vec![-INFINITY; m],
        constraint_upper: upper,
        lower: vec![-INFINITY; n],
        upper: vec![INFINITY; n],
    };
    Known { program, verdict: Unbounded, optimum: None }
}

/// A linear program of small integers with a feasible point, often at many bounds at once, within a box.
fn degenerate_linear(random: &mut Mulberry32) -> Known {
    let (n, mut m) = (2 + random.below(11), 2 + random.below(18));
    let mut constraints: Vec<f64> = (0..m * n).map(|_| random.below(5) as f64 - 2.0).collect();
    if chance(random, 0.3) {
        constraints.extend_from_within(..2 * n);
        m += 2;
    }
    let x: Vec<f64> = (0..n).map(|_| random.below(3) as f64).collect();
    let activities: Vec<f64> = constraints.chunks_exact(n).map(|row| dot(row, &x)).collect();
    let slack: Vec<f64> = (0..m).map(|_| if chance(random, 0.3) { random.below(3) as f64 } else { 0.0 }).collect();
    let constraint_upper: Vec<f64> = activities.iter().zip(&slack).map(|(a, s)| a + s).collect();
    let constraint_lower =
        constraint_upper.iter().map(|upper| if chance(random, 0.2) { *upper } else { -INFINITY }).collect::<Vec<_>>();
    let constraint_lower = constraint_lower.iter().zip(&activities).map(|(lower, a)| lower.min(*a)).collect();
    let program = Dense {
        variables: n,
        rows: m,
        hessian: vec![0.0; n * n],
        linear: (0..n).map(|_| random.below(7) as f64 - 3.0).collect(),
        constraints,
        constraint_lower,
        constraint_upper,
        lower: vec![0.0; n],
        upper: vec![3.0; n],
    };
    Known { program, verdict: Converged, optimum: None }
}

/// A strictly convex program of few variables with rounded numbers, a box, and rows satisfied at a point in it.
fn tiny(random: &mut Mulberry32) -> Known {
    let (n, m) = (1 + random.below(6), random.below(5));
    let entry = |random: &mut Mulberry32| (20.0 * random.normal()).round() / 10.0;
    let upper: Vec<f64> = (0..n).map(|_| [0.6, 1.0, 5.0, INFINITY][random.below(4)]).collect();
    let x: Vec<f64> = upper.iter().map(|upper| upper.min(1.0) * random.uniform()).collect();
    let mut hessian = vec![0.0; n * n];
    (0..n).for_each(|i| hessian[i * n + i] = 1.0 + random.below(5) as f64);
    if chance(random, 0.5) {
        hessian.iter_mut().zip(semidefinite(random, n, n, 1.0)).for_each(|(entry, more)| *entry += more);
    }
    let whole = chance(random, 0.5);
    let constraints: Vec<f64> =
        (0..m * n).map(|_| if whole { random.below(5) as f64 - 2.0 } else { entry(random) }).collect();
    let (mut constraint_lower, mut constraint_upper) = (Vec::new(), Vec::new());
    for row in constraints.chunks_exact(n) {
        let activity = dot(row, &x);
        let (below, above) = match random.below(4) {
            0 => (0.0, 0.0),
            1 => (0.5 * random.uniform(), INFINITY),
            2 => (INFINITY, 0.5 * random.uniform()),
            _ => (random.uniform(), random.uniform()),
        };
        constraint_lower.push(activity - below);
        constraint_upper.push(activity + above);
    }
    let linear = (0..n).map(|_| entry(random)).collect();
    let program = Dense {
        variables: n,
        rows: m,
        hessian,
        linear,
        constraints,
        constraint_lower,
        constraint_upper,
        lower: vec![0.0; n],
        upper,
    };
    Known { program, verdict: Converged, optimum: None }
}

/// A strictly convex program of up to four variables with objective and rows over twenty decades; zero is feasible.
fn over_decades(random: &mut Mulberry32) -> Known {
    let (n, m) = (1 + random.below(4), random.below(4));
    let size = |random: &mut Mulberry32| 10f64.powf(10.0 * (2.0 * random.uniform() - 1.0));
    let mut hessian = semidefinite(random, n, n, 1.0);
    (0..n).for_each(|i| hessian[i * n + i] += 1.0);
    let of_objective = size(random);
    let linear = random.normals(n).iter().map(|entry| of_objective * entry).collect();
    let mut constraints = Vec::new();
    for _ in 0..m {
        let of_row = size(random);
        constraints.extend(random.normals(n).iter().map(|entry| of_row * entry));
    }
    let constraint_lower = (0..m).map(|_| if chance(random, 0.5) { 0.0 } else { -INFINITY }).collect();
    let constraint_upper = (0..m).map(|_| if chance(random, 0.5) { 1.0 } else { INFINITY }).collect();
    let program = Dense {
        variables: n,
        rows: m,
        hessian,
        linear,
        constraints,
        constraint_lower,
        constraint_upper,
        lower: vec![-INFINITY; n],
        upper: vec![INFINITY; n],
    };
    Known { program, verdict: Converged, optimum: None }
}

type Make = Box<dyn Fn(&mut Mulberry32) -> Known>;

/// All kinds, by name.
pub fn kinds() -> Vec<(&'static str, Make)> {
    let around = |form: Form| -> Make { Box::new(move |random| around_solution(random, form)) };
    let form = Form { variables: (3, 40), ..Form::default() };
    let sparse = Form { variables: (30, 120), is_sparse: true, ..form };
    let far = |far| Form { variables: (1, 20), is_strictly_convex: true, far, ..form };
    let contradict =
        |gap, is_linear| -> Make { Box::new(move |random| contradictory(random, gap, is_linear, INFINITY)) };
    vec![
        ("tiny", Box::new(tiny)),
        ("strictly convex, over twenty decades", Box::new(over_decades)),
        ("dense", around(form)),
        ("dense, strictly convex", around(Form { is_strictly_convex: true, ..form })),
        ("dense, degenerate", around(Form { is_degenerate: true, ..form })),
        ("dense, dependent rows", around(Form { has_dependent_rows: true, ..form })),
        ("dense, dependent, degenerate", around(Form { has_dependent_rows: true, is_degenerate: true, ..form })),
        ("dense, objective times 1e6", around(Form { objective: 1e6, ..form })),
        ("dense, objective times 1e-6", around(Form { objective: 1e-6, ..form })),
        ("sparse", around(sparse)),
        ("sparse, degenerate", around(Form { is_degenerate: true, ..sparse })),
        ("sparse, dependent rows", around(Form { has_dependent_rows: true, ..sparse })),
        ("sparse, objective times 1e6", around(Form { objective: 1e6, ..sparse })),
        ("sparse, objective times 1e-6", around(Form { objective: 1e-6, ..sparse })),
        ("bounds of 1e4", around(far(1e4))),
        ("bounds of 1e8", around(far(1e8))),
        ("bounds of 1e12", around(far(1e12))),
        ("bounds of 1e25", around(far(1e25))),
        ("infeasible by 1", contradict(1.0, false)),
        ("infeasible by 1e-2", contradict(1e-2, false)),
        ("infeasible by 1e-5", contradict(1e-5, false)),
        ("linear, infeasible by 1", contradict(1.0, true)),
        ("linear, infeasible by 1e-2", contradict(1e-2, true)),
        ("linear, infeasible by 1e-5", contradict(1e-5, true)),
        ("infeasible within bounds of 1e4", Box::new(|random| contradictory(random, 1e-2, false, 1e4))),
        ("infeasible within bounds of 1e10", Box::new(|random| contradictory(random, 1e-2, false, 1e10))),
        ("unbounded", Box::new(falling)),
        ("linear, degenerate", Box::new(degenerate_linear)),
    ]
}

/// Whether a solution agrees with the known verdict.
fn is_right(known: &Known, solution: &QuadraticProgramSolution) -> bool {
    let program = &known.program;
    let size = dot(&solution.solution, &program.curvature(&solution.solution)).abs();
    let size = size.max(dot(&solution.solution, &program.linear).abs()).max(1.0);
    // If a linear program is both, either status is right.
    (solution.status == known.verdict || (solution.status, known.verdict) == (Unbounded, Infeasible))
        && known.optimum.is_none_or(|optimum| (optimum - solution.objective).abs() <= 1e-6 * size)
}

/// The program of this kind and seed.
pub fn drawn(kind: &str, make: &Make, seed: u32) -> Known {
    make(&mut Mulberry32(seed.wrapping_mul(2_654_435_761).wrapping_add(kind.len() as u32)))
}

/// Solves `count` programs of a kind. Returns how many got no verdict, and how many a wrong one.
pub fn count(kind: &str, make: &Make, count: u32) -> (u32, u32) {
    let (mut without, mut wrong, mut iterations, mut statuses) = (0, 0, 0, BTreeMap::new());
    for seed in 0..count {
        let known = drawn(kind, make, seed);
        let solution = solve(known.program.problem());
        iterations += solution.iterations;
        *statuses.entry(format!("{:?}", solution.status)).or_insert(0) += 1;
        if !matches!(solution.status, Converged | Infeasible | Unbounded) {
            without += 1;
            println!("  {kind} {seed}: {:?} after {} iterations", solution.status, solution.iterations);
        } else if !is_right(&known, &solution) {
            wrong += 1;
            println!("  {kind} {seed}: {:?}, {:e}, known {:?}", solution.status, solution.objective, known.optimum);
        } else if !kind.contains("1e-5") {
            certify(&known.program, &solution, 1e-9);
        }
    }
    println!("{kind}: {statuses:?}, {:.2} iterations each", f64::from(iterations) / f64::from(count));
    (without, wrong)
}

#[test]
fn programs_end_with_the_verdict_that_is_known() {
    let each: u32 = std::env::var("COUNT").map_or(60, |count| count.parse().expect("a number"));
    let selected = std::env::var("KIND").unwrap_or_default();
    for (kind, make) in kinds().into_iter().filter(|(kind, _)| kind.contains(&selected)) {
        let (without, wrong) = count(kind, &make, each);
        assert_eq!(wrong, 0, "{kind}");
        // With 10,000 each, no dense kind lacks verdicts except for three over twenty decades; of the sparse kinds, up
        // to ten do.
        assert!(1000 * without <= each, "{kind}: {without} without a verdict");
    }
}
