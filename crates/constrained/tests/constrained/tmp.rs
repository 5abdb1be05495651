use crate::common::{Given, custom, Program, programs};
use superlinear_constrained::minimize::{HessianApproximation, MinimizeProblem, MinimizeSolution};
fn fit(y: impl Fn(f64, i32) -> f64, initial: &[f64]) -> Program {
    let terms: Vec<String> = (0..12).map(|i| { let t = f64::from(i) / 2.0; format!("(x1*exp({t}*x2)+x3-({}))^2", y(t, i)) }).collect();
    custom(&terms.join("+"), &[], initial)
}
#[test]
fn creep() {
    let cases: Vec<(&str, Box<dyn Fn(f64, i32) -> f64>)> = vec![
        ("linear", Box::new(|t, _| 1.0 + 0.5 * t)),
        ("noisy", Box::new(|t, i| 1.0 + 0.5 * t + 0.1 * (7.0 * f64::from(i)).sin())),
        ("concave", Box::new(|t, _| 1.0 + t - 0.05 * t * t)),
        ("steep", Box::new(|_, i| if i == 11 { 3.0 } else { 1.0 + 0.02 * (3.0 * f64::from(i)).cos() })),
    ];
    for (name, y) in &cases {
        for initial in [[1.0, -1.0, 0.0], [1.0, 0.1, 0.0], [-1.0, -0.5, 2.0]] {
            for given in [Given::Everything, Given::Nothing] {
                let program = fit(y, &initial);
                let mut problem = program.problem(given);
                problem.max_iterations = 5000;
                println!("== {name} {initial:?} {given:?}");
                for _ in 0..8 {
                    let s = program.solve_as(problem.clone());
                    let h = s.history.as_ref().unwrap().last().unwrap();
                    println!("-> {:?} {} f {:.6e} E {:.1e} last {:.6e} {:.1e}", s.status, s.iterations, s.objective, s.kkt_residual, h.objective, h.kkt_residual);
                    warm(&mut problem, &s, 63);
                }
            }
        }
    }
}
fn warm(problem: &mut MinimizeProblem, s: &MinimizeSolution, keys: u32) {
    let w = &s.warm_start;
    problem.initial = w.initial.clone();
    if keys & 1 > 0 { problem.initial_multipliers = Some(w.initial_multipliers.clone()); }
    if keys & 2 > 0 { problem.initial_penalties = Some(w.initial_penalties.clone()); }
    if keys & 4 > 0 { problem.initial_shift = w.initial_shift; }
    if keys & 8 > 0 { problem.objective_scale = Some(w.objective_scale); problem.constraint_scales = Some(w.constraint_scales.clone()); }
    if keys & 16 > 0 { problem.initial_hessian = w.initial_hessian.clone(); }
}
#[test]
fn warmth() {
    for (given, bfgs) in [(Given::Everything, false), (Given::Nothing, false), (Given::First, true)] {
        for keys in [0, 1, 3, 5, 9, 8, 16, 17, 11, 13, 15, 25, 27, 29, 31] {
            let (mut all, mut rest, mut moved, mut cold_moved, mut lost, mut worse, mut lost_moved) = (0, 0, 0, 0, 0, 0, 0);
            for program in programs() {
                let set = |problem: &mut MinimizeProblem| if bfgs { problem.hessian_approximation = HessianApproximation::Bfgs };
                let mut problem = program.problem(given);
                set(&mut problem);
                let cold = program.solve_as(problem.clone());
                if format!("{:?}", cold.status) != "Converged" { continue; }
                problem.max_iterations = cold.iterations / 2;
                let half = program.solve_as(problem.clone());
                problem.max_iterations = 300;
                warm(&mut problem, &half, keys);
                let again = program.solve_as(problem.clone());
                all += cold.iterations - cold.iterations / 2;
                rest += again.iterations;
                if format!("{:?}", again.status) != "Converged" { lost += 1; }
                if again.iterations > cold.iterations - cold.iterations / 2 { worse += 1; }
                let m = program.constraints.len();
                let mut perturbed = program.clone();
                perturbed.objective = format!("{}+0.01*x1", program.objective);
                let mut problem = perturbed.problem(given);
                set(&mut problem);
                if m > 0 { problem.constraint_lower = Some(vec![0.01; m].into()); problem.constraint_upper = Some(vec![0.01; m].into()); }
                let cold2 = perturbed.solve_as(problem.clone());
                if format!("{:?}", cold2.status) != "Converged" { continue; }
                warm(&mut problem, &cold, keys);
                let warm2 = perturbed.solve_as(problem);
                cold_moved += cold2.iterations;
                moved += warm2.iterations;
                if format!("{:?}", warm2.status) != "Converged" { lost_moved += 1; }
            }
            println!("{given:?} bfgs {bfgs} keys {keys:5b}: rest {rest} of {all} lost {lost} worse {worse}; moved {moved} of {cold_moved} lost {lost_moved}");
        }
    }
}
