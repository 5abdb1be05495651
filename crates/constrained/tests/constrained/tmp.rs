use crate::common::{Given, custom, Program};
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
                problem.max_iterations = 1500;
                println!("== {name} {initial:?} {given:?}");
                let s = program.solve_as(problem);
                println!("-> {:?} {} f {:.6e} E {:.1e}", s.status, s.iterations, s.objective, s.kkt_residual);
            }
        }
    }
}
