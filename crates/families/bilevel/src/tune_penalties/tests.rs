//! Values and gradients against references with 40 digits, and gradients against finite differences.

use super::problem::{PenaltySpread, TunePenaltiesProblem};
use super::{TunePenalties, TunePenaltiesSolution};
use serde_json::{Value, json};
use superlinear_interface::testing::untimed;
use superlinear_interface::{Ending, Error, RunOptions, Task, VectorOrMatrix};
use superlinear_numerics::random::Stream;

/// Fifteen samples of three features, and their response.
fn samples() -> (Vec<f64>, Vec<f64>) {
    let entry = |i: usize, j: usize| ((7 * i + 11 * j + 5 * i * j) % 13) as f64 / 4.0 - 1.5;
    let matrix: Vec<f64> = (0..15).flat_map(|i| (0..3).map(move |j| entry(i, j))).collect();
    let response = |i: usize| matrix[3 * i] - matrix[3 * i + 1] / 2.0 + (((5 * i + 2) % 9) as f64 - 4.0) / 8.0;
    let response = (0..15).map(response).collect();
    (matrix, response)
}

/// The classes of the samples, -1 and 1.
fn labels(response: &[f64]) -> Vec<f64> {
    let noise = |i: usize| (((3 * i + 1) % 5) as f64 - 2.0) / 2.0;
    response.iter().enumerate().map(|(i, y)| if y + noise(i) > 0.0 { 1.0 } else { -1.0 }).collect()
}

fn solve(fields: Value) -> Result<TunePenaltiesSolution, Error> {
    let (matrix, response) = samples();
    let label = labels(&response);
    let classes: Vec<f64> = label
        .iter()
        .enumerate()
        .map(|(i, label)| f64::from(*label > 0.0) + f64::from(matrix[3 * i + 2] > 0.0))
        .collect();
    let response = match fields["loss"].as_str() {
        Some("logistic" | "squaredHinge") => label,
        Some("multinomial") => classes,
        _ => response,
    };
    let mut problem = json!({
        "matrix": { "rows": 15, "columns": 3, "data": matrix },
        "response": response, "folds": 3, "standardize": false,
    });
    for (key, value) in fields.as_object().expect("an object") {
        problem[key] = value.clone();
    }
    solve_with_free_penalties(problem)
}

/// Solves a problem, by default with free penalties.
fn solve_with_free_penalties(problem: Value) -> Result<TunePenaltiesSolution, Error> {
    let mut problem: TunePenaltiesProblem = serde_json::from_value(problem).expect("a problem");
    problem.spread = problem.spread.or(Some(PenaltySpread::Free));
    TunePenalties::solve(problem, &untimed(&RunOptions { threads: Some(1), ..Default::default() }))
}

fn exp(logarithms: &[f64]) -> Vec<f64> {
    logarithms.iter().map(|logarithm| logarithm.exp()).collect()
}

fn assert_near(found: &[f64], expected: &[f64], relative: f64) {
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} instead of {expected}");
    }
}

#[test]
fn values_and_gradients_are_the_reference_ones() {
    let cases: [(Value, f64, [f64; 3], f64); 5] = [
        (
            json!({ "initial": exp(&[-3.0, -2.0, -1.0]) }),
            0.1022455664682323,
            [0.00421510045681823, -0.0112506826529720, -0.00873671805972637],
            1e-11,
        ),
        (
            json!({ "loss": "logistic", "initial": exp(&[-3.0, -2.0, -1.0]) }),
            0.6801031343777297,
            [-0.0113591625268302, -0.0229715115896395, -0.0426047878864099],
            1e-11,
        ),
        (
            json!({ "loss": "squaredHinge", "initial": exp(&[-3.0, -2.0, -1.0]) }),
            0.7003598494752854,
            [-0.00572977045752732, -0.113150382570728, -0.149403132637540],
            1e-11,
        ),
        (
            json!({ "loss": "multinomial", "initial": exp(&[-2.0, -1.0, 0.0]) }),
            1.54309804602033,
            [-0.047685217745, -0.007571064923, 0.042651129803],
            1e-9,
        ),
        (
            json!({ "penalty": "l1", "initial": [0.0625, 0.125, 0.25] }),
            0.0952851894523609,
            [-0.000996277228850642, 0.0129563563362384, 0.0],
            1e-11,
        ),
    ];
    for (mut fields, value, gradient, tolerance) in cases {
        fields["maxIterations"] = json!(0);
        fields["tolerance"] = json!(1e-14);
        let solution = solve(fields).expect("a solution");
        assert_near(&[solution.objective], &[value], 1e-13);
        assert_near(&solution.gradient, &gradient, tolerance);
    }
}

#[test]
fn the_best_penalties_are_the_reference_ones() {
    let shared = solve(json!({ "groups": "shared", "tolerance": 1e-12 })).expect("a solution");
    assert_eq!(shared.status, Ending::Converged);
    assert_near(&[shared.objective], &[0.1217386055319626], 1e-12);
    assert_near(shared.shared_penalty.as_slice(), &[(-1.566389402798162_f64).exp()], 1e-6);
    // The spread equivalent to a factor of 0.05 / 2 on the squared deviations.
    let spread = |variance: f64| (variance / (15.0 * 0.05)).sqrt();
    let squared = json!({ "spread": spread(2.0 * 0.1217386055319626), "tolerance": 1e-10 });
    let logistic = json!({ "loss": "logistic", "spread": spread(1.0), "tolerance": 1e-10 });
    let of_squared = [-1.788332062598084, -1.143537074878066, -1.231847361157405];
    let of_logistic = [-0.9602570670206157, -1.121426847664769, -0.3435640870541849];
    for (fields, logarithms, value) in
        [(squared, of_squared, 0.111810169839823), (logistic, of_logistic, 0.659759948056201)]
    {
        let tuned = solve(fields).expect("a solution");
        assert_eq!(tuned.status, Ending::Converged);
        assert_near(&[tuned.objective], &[value], 1e-12);
        let VectorOrMatrix::Vector(penalties) = &tuned.penalties else { panic!("a vector") };
        assert_near(penalties, &exp(&logarithms), 1e-6);
    }
}

/// A random problem: its fields, and the logarithms of its penalties.
fn drawn(random: &mut Stream) -> (Value, Vec<f64>) {
    let mut pick = |count: u32| random.below(count) as usize;
    let (features, samples) = (2 + pick(5), 24 + pick(30));
    let (loss, penalty) = [
        ("squared", "l2"),
        ("squared", "l1"),
        ("squared", "elasticNet"),
        ("squared", "groupL2"),
        ("logistic", "l2"),
        ("logistic", "l1"),
        ("logistic", "elasticNet"),
        ("logistic", "groupL2"),
        ("multinomial", "l2"),
        ("squaredHinge", "l2"),
    ][pick(10)];
    let (is_scaled, has_intercept, is_grouped) = (pick(2) == 0, pick(2) == 0, penalty == "groupL2" || pick(3) == 0);
    let per_class = loss == "multinomial" && pick(2) == 0;
    let mut normal = || random.normal();
    let matrix: Vec<f64> = (0..samples * features).map(|_| normal()).collect();
    let predictor = |i: usize| matrix[i * features] - 0.7 * matrix[i * features + 1];
    let responses: Vec<f64> = (0..samples).map(|i| predictor(i) + normal()).collect();
    let label = |(i, y): (usize, &f64)| match loss {
        "squared" => *y,
        "multinomial" => {
            if i < 9 {
                (i / 3) as f64
            } else {
                y.clamp(-1.0, 1.0).round() + 1.0
            }
        }
        _ => {
            if i < 6 {
                (i / 3) as f64 * 2.0 - 1.0
            } else {
                y.signum()
            }
        }
    };
    let response: Vec<f64> = responses.iter().enumerate().map(label).collect();
    let groups: Vec<i32> = (0..features).map(|j| if is_grouped { j as i32 / 2 } else { j as i32 }).collect();
    let count = groups[features - 1] as usize + 1;
    let variables = count * if per_class { 3 } else { 1 } * if penalty == "elasticNet" { 2 } else { 1 };
    let logarithms: Vec<f64> = (0..variables).map(|_| -3.0 + 1.5 * random.uniform()).collect();
    let weights: Vec<f64> = (0..samples).map(|_| 0.5 + random.uniform()).collect();
    let fields = json!({
        "matrix": { "rows": samples, "columns": features, "data": matrix }, "response": response, "loss": loss,
        "penalty": penalty, "groups": groups, "perClass": per_class, "standardize": is_scaled,
        "intercept": has_intercept, "sampleWeights": weights, "folds": 3, "maxIterations": 0,
    });
    (fields, logarithms)
}

#[test]
fn gradients_are_what_differences_say() {
    const STEP: f64 = 1e-4;
    let problems = std::env::var("HYPERGRADIENTS").map_or(15, |count| count.parse().expect("a number of problems"));
    let mut compared = 0;
    for seed in 0..problems {
        let (fields, logarithms) = drawn(&mut Stream::new(seed, 0));
        let at = |x: &[f64]| {
            let mut problem = fields.clone();
            problem["initial"] = json!(exp(x));
            problem["lower"] = json!(1e-9);
            solve_with_free_penalties(problem).expect("a solution")
        };
        let here = at(&logarithms);
        // Finite differences across a kink estimate no derivative.
        if here.support_margin.is_some_and(|margin| margin < 0.01) {
            continue;
        }
        compared += 1;
        for g in 0..logarithms.len() {
            let value = |shift: f64| {
                let mut x = logarithms.clone();
                x[g] += shift * STEP;
                at(&x).objective
            };
            // Fourth-order differences.
            let difference = (8.0 * (value(1.0) - value(-1.0)) - (value(2.0) - value(-2.0))) / (12.0 * STEP);
            let off = (difference - here.gradient[g]).abs();
            assert!(
                off <= 1e-6 * here.objective.max(here.gradient[g].abs()),
                "seed {seed}, penalty {g}: {off}, {fields}"
            );
        }
    }
    assert!(4 * compared >= 3 * problems, "only {compared} of {problems} problems are away from kinks");
}
