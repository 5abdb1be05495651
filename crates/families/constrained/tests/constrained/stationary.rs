//! Starts at saddle points or maxima of the violation. Feasible points exist and must be found; `locallyInfeasible` is
//! reported at minima of the violation only.

use crate::bounded::Bounded;
use crate::common::{Given, Program, custom};
use faer::Mat;
use superlinear_constrained::minimize::{HessianApproximation, MinimizeProblem, MinimizeStatus};
use superlinear_numerics::dense::symmetric_eigenvalues;
use superlinear_numerics::random::Stream;

const EVERY_GIVEN: [Given; 4] = [Given::Nothing, Given::First, Given::Products, Given::Everything];

#[test]
fn a_maximum_of_the_violation_is_left() {
    for (objective, constraint, initial, optimum) in [
        ("x1+x2", "x1^2+x2^2-2", [0.0, 0.0], -2.0),
        ("x1^2+x2^2", "x1*x2-1", [0.0, 0.0], 2.0),
        // The Hessian of the squared violation vanishes as well.
        ("x1^2+x2^2", "x1^2*x2^2-1", [0.0, 0.0], 2.0),
    ] {
        let program = custom(objective, &[constraint], &initial);
        for given in EVERY_GIVEN {
            let solution = program.solve(given);
            assert_eq!(solution.status, MinimizeStatus::Converged, "{constraint}, {given:?}");
            assert!((solution.objective - optimum).abs() < 1e-6, "{constraint}, {given:?}: {}", solution.objective);
        }
        let bounded = Bounded::new(objective, &[constraint], &initial)
            .between(&[-3.0, -3.0], &[4.0, 4.0])
            .where_constraints_are(&[0.0], &[0.0]);
        for given in EVERY_GIVEN {
            let solution = bounded.solve(given).solution;
            assert_eq!(solution.status, MinimizeStatus::Converged, "bounded, {constraint}, {given:?}");
            assert!(solution.constraint_violation < 1e-8, "bounded, {constraint}, {given:?}");
        }
    }
}

#[test]
fn approximations_of_the_hessian_leave_it_too() {
    for hessian_approximation in [HessianApproximation::Bfgs, HessianApproximation::LimitedMemory] {
        let program = custom("x1+x2", &["x1^2+x2^2-2"], &[0.0, 0.0]);
        let problem = MinimizeProblem { hessian_approximation, ..program.problem(Given::First) };
        let solution = program.solve_as(problem);
        assert_eq!(solution.status, MinimizeStatus::Converged, "{hessian_approximation:?}");
        assert!((solution.objective + 2.0).abs() < 1e-6, "{hessian_approximation:?}: {}", solution.objective);
    }
}

#[test]
fn a_corner_at_which_the_violation_is_stationary_is_left_inwards() {
    let bounded = Bounded::new("x1+2*x2", &["x1*x2"], &[0.0, 0.0])
        .between(&[0.0, 0.0], &[10.0, 10.0])
        .where_constraints_are(&[1.0], &[f64::INFINITY]);
    let solution = bounded.solve(Given::Everything).solution;
    assert_eq!(solution.status, MinimizeStatus::Converged);
    assert!((solution.objective - 8.0_f64.sqrt()).abs() < 1e-6, "{}", solution.objective);
}

/// A sum of random quadratic terms with coefficients in tenths and zero gradients at `center`, as text.
fn quadratic(random: &mut Stream, center: &[f64], linear: bool) -> String {
    let mut tenth = |max: f64| (max * (2.0 * random.uniform() - 1.0) * 10.0).round() / 10.0;
    let mut text = format!("{}", tenth(3.0));
    for i in 0..center.len() {
        for j in 0..=i {
            let factor = tenth(2.0);
            if factor.abs() > 0.8 {
                text += &format!("+({factor})*(x{}-({}))*(x{}-({}))", i + 1, center[i], j + 1, center[j]);
            }
        }
        if linear {
            text += &format!("+({})*x{}", tenth(1.0), i + 1);
        }
    }
    text
}

/// The smallest eigenvalue of the Hessian of half the squared violation divided by the largest, in the variables not
/// held at a bound.
fn smallest_curvature(program: &Program, x: &[f64], excess: &[f64], is_free: &[bool]) -> f64 {
    let jets = program.constraints_at(x);
    let free: Vec<_> = (0..x.len()).filter(|&j| is_free[j]).collect();
    let violated = |e: f64| if e == 0.0 { 0.0 } else { 1.0 };
    let entry = |a: usize, b: usize| {
        let (i, j) = (free[a], free[b]);
        jets.iter().zip(excess).fold(0.0, |sum, (jet, &e)| {
            sum + violated(e) * jet.gradient[i] * jet.gradient[j] + e * jet.hessian[i * x.len() + j]
        })
    };
    let values = symmetric_eigenvalues(&Mat::from_fn(free.len(), free.len(), entry));
    let largest = values.iter().fold(0.0, |max: f64, value| max.max(value.abs()));
    if largest > 0.0 { values[0] / largest } else { 0.0 }
}

/// The number of problems; `SUPERLINEAR_RANDOM_PROBLEMS` increases it.
fn count(otherwise: u64) -> u64 {
    std::env::var("SUPERLINEAR_RANDOM_PROBLEMS").ok().and_then(|count| count.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn no_negative_curvature_is_left_where_the_violation_is_said_to_be_smallest() {
    let (mut infeasible, mut converged) = (0, 0);
    for seed in 0..count(300) {
        let mut random = Stream::new(seed, 40);
        let n = 2 + (4.0 * random.uniform()) as usize;
        let m = 1 + (n as f64 * random.uniform()) as usize;
        let center: Vec<_> = (0..n).map(|_| (random.normal() * 10.0).round() / 10.0).collect();
        let is_general = random.uniform() < 0.3;
        let constraints: Vec<_> = (0..m).map(|_| quadratic(&mut random, &center, is_general)).collect();
        let texts: Vec<_> = constraints.iter().map(String::as_str).collect();
        let squares: Vec<_> = (0..n).map(|j| format!("(x{}-({}))^2", j + 1, random.normal())).collect();
        let objective = squares.join("+");
        let given = EVERY_GIVEN[(4.0 * random.uniform()) as usize];
        let is_bounded = random.uniform() < 0.5;
        let (lower, upper): (Vec<_>, Vec<_>) = (center.iter())
            .map(|at| if is_bounded && random.uniform() < 0.5 { (*at, at + 5.0) } else { (-1e3, 1e3) })
            .unzip();
        let program = custom(&objective, &texts, &center);
        let solution = if is_bounded {
            Bounded::new(&objective, &texts, &center)
                .between(&lower, &upper)
                .where_constraints_are(&vec![0.0; m], &vec![if seed % 2 == 0 { 0.0 } else { f64::INFINITY }; m])
                .solve(given)
                .solution
        } else {
            program.solve(given)
        };
        converged += u32::from(solution.status == MinimizeStatus::Converged);
        if solution.status != MinimizeStatus::LocallyInfeasible {
            continue;
        }
        infeasible += 1;
        let x = &solution.solution;
        let is_inequality = is_bounded && seed % 2 == 1;
        let excess: Vec<_> = (program.constraints_at(x).iter())
            .map(|jet| if is_inequality { jet.value.min(0.0) } else { jet.value })
            .collect();
        let inside = |j: usize| x[j] > lower[j] + 1e-6 && x[j] < upper[j] - 1e-6;
        let is_free: Vec<_> = (0..n).map(|j| !is_bounded || inside(j)).collect();
        let curvature = smallest_curvature(&program, x, &excess, &is_free);
        assert!(
            curvature > -1e-4,
            "seed {seed}, {given:?}, {is_bounded}: {curvature}\n{texts:?} from {center:?} at {x:?}"
        );
    }
    println!("{converged} converged, {infeasible} locally infeasible");
    assert!(infeasible > 0 && converged > 100);
}
