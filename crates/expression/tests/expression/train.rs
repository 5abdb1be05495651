//! Training: closed forms, references, steps by hand, and guarantees.

use crate::common::{assert_close, mulberry32, solve, solve_on};
use serde_json::{Value, json};
use std::f64::consts::TAU;
use superlinear_expression::{Initialize, Train, TrainSolution, TrainStatus};
use superlinear_interface::wire::{Buffer, Payload, decode};
use superlinear_interface::{Error, RunOptions, Task, testing};

/// (xᵀw − y)² for a row x of three numbers.
fn squared_error() -> Value {
    json!({
        "version": 1,
        "inputs": [{ "name": "x", "shape": [3] }, { "name": "y", "shape": [] }, { "name": "w", "shape": [3] }],
        "nodes": [
            ["input", 0], ["input", 1], ["input", 2],
            ["multiply", 0, 2], ["sum", 3, [0]], ["subtract", 4, 1], ["constant", 2], ["power", 5, 6]
        ],
        "outputs": [7]
    })
}

/// softplus(−y xᵀw), the logistic loss.
fn logistic(length: usize) -> Value {
    json!({
        "version": 1,
        "inputs": [{ "name": "x", "shape": [length] }, { "name": "y", "shape": [] }, { "name": "w", "shape": [length] }],
        "nodes": [
            ["input", 0], ["input", 1], ["input", 2],
            ["matmul", 0, 2], ["multiply", 3, 1], ["negate", 4], ["softplus", 5]
        ],
        "outputs": [6]
    })
}

/// A factor times ‖w‖².
fn ridge(factor: f64) -> Value {
    json!({
        "version": 1,
        "inputs": [{ "name": "w", "shape": [3] }],
        "nodes": [["input", 0], ["constant", 2], ["power", 0, 1], ["sum", 2, [0]], ["constant", factor], ["multiply", 4, 3]],
        "outputs": [5]
    })
}

/// 50 rows from −½ to ½, and labels ±1.
fn small_rows() -> Value {
    let x: Vec<_> = mulberry32(9, 150).into_iter().map(|u| u - 0.5).collect();
    let y: Vec<_> = mulberry32(10, 50).into_iter().map(|u| if u < 0.5 { 1.0 } else { -1.0 }).collect();
    json!({ "x": x, "y": y })
}

/// A problem with some fields replaced or added.
fn with(problem: &Value, fields: Value) -> Value {
    let mut problem = problem.clone();
    let Value::Object(fields) = fields else { unreachable!("fields are an object") };
    fields.into_iter().for_each(|(name, value)| problem[name] = value);
    problem
}

/// The small reference problem.
fn small_logistic() -> Value {
    json!({
        "loss": logistic(3), "rows": small_rows(), "parameters": { "w": [0, 0, 0] }, "penalty": ridge(0.05),
        "method": "lbfgs", "tolerance": 1e-10
    })
}

#[test]
fn the_logistic_problem_has_its_minimum() {
    // By mpmath with 70 digits.
    let (objective, w) = (0.6902534082525371, [0.21712329349354702, -0.027346044813293786, -0.022436982909677808]);
    let solution = solve::<Train>(&small_logistic()).unwrap();
    assert_eq!(solution.status, TrainStatus::Converged);
    assert!(solution.gradient_norm <= 1e-10);
    assert_close(&[solution.objective], &[objective], 1e-14);
    assert_close(&solution.parameters["w"], &w, 1e-8);
    assert_eq!(solution.steps as usize, solution.history.len());
    assert_eq!(solution.history.last().unwrap().objective, solution.objective);
}

/// Normal numbers by Box-Muller from pairs of mulberry32 numbers.
fn normals(seed: u32, count: usize) -> Vec<f64> {
    let pairs = mulberry32(seed, 2 * count);
    pairs.as_chunks::<2>().0.iter().map(|[u, v]| (-2.0 * (1.0 - u).ln()).sqrt() * (TAU * v).cos()).collect()
}

#[test]
fn many_rows_have_their_mean() {
    let (count, length) = (32_000, 123);
    let (x, w) = (normals(2023, count * length), normals(2024, length));
    let root = (length as f64).sqrt();
    let label = |(row, u): (&[f64], f64)| {
        let product: f64 = row.iter().zip(&w).map(|(x, w)| x * w / root).sum();
        if u < (1.0 + (-4.0 * product).exp()).recip() { 1.0 } else { -1.0 }
    };
    let y: Vec<_> = x.chunks_exact(length).zip(mulberry32(2025, count)).map(label).collect();
    // One step of length 1 along the gradient of all rows.
    let problem = json!({
        "loss": logistic(length), "rows": { "x": { "$": 0 }, "y": { "$": 1 } }, "parameters": { "w": vec![1.0 / root; length] },
        "method": "sgd", "momentum": 0, "learningRate": 1, "batchSize": count, "epochs": 1, "shuffle": false
    });
    let buffers = vec![Buffer::F64(x.into()), Buffer::F64(y.into())];
    let problem = decode(Payload { header: problem.to_string(), buffers }).unwrap();
    let solution = Train::solve(problem, &testing::untimed(&RunOptions::default())).unwrap();
    // By JAX in double precision.
    assert_close(&[solution.history[0].objective], &[0.79346780903656], 1e-13);
    assert_close(&[1.0 / root - solution.parameters["w"][0]], &[0.032351934795198], 1e-13);
}

#[test]
fn a_sum_counts_rows_and_the_penalty_once() {
    let mean = solve::<Train>(&small_logistic()).unwrap();
    let sum = with(&small_logistic(), json!({ "reduction": "sum", "penalty": ridge(2.5), "tolerance": 1e-9 }));
    let sum = solve::<Train>(&sum).unwrap();
    assert_close(&[sum.objective / 50.0], &[mean.objective], 1e-14);
    assert_close(&sum.parameters["w"], &mean.parameters["w"], 1e-8);
}

#[test]
fn least_squares_end_at_the_closed_form() {
    // The columns are orthogonal with squared norm 4: w is Xᵀy / 4.
    let rows = json!({ "x": [1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1], "y": [1, 2, 3, 5] });
    let problem = json!({ "loss": squared_error(), "rows": rows, "parameters": { "w": [0, 0, 0] } });
    let expected = [(1.0 + 2.0 - 3.0 - 5.0) / 4.0, (1.0 - 2.0 + 3.0 - 5.0) / 4.0, (1.0 - 2.0 - 3.0 + 5.0) / 4.0];
    let norm: f64 = expected.iter().map(|w| w * w).sum();
    let least = (39.0 - 4.0 * norm) / 4.0;
    let all = [
        json!({ "method": "lbfgs", "tolerance": 1e-12 }),
        json!({ "method": "sgd", "momentum": 0, "learningRate": 0.25, "epochs": 60 }),
        json!({ "method": "adam", "learningRate": 0.05, "epochs": 2000, "schedule": "cosine", "batchSize": 4 }),
    ];
    for fields in all {
        let solution = solve::<Train>(&with(&problem, fields)).unwrap();
        assert_close(&solution.parameters["w"], &expected, 1e-10);
        assert_close(&[solution.objective], &[least], 1e-13);
        assert!(solution.gradient_norm < 1e-9, "{}", solution.gradient_norm);
    }
}

/// ½ (v tanh(u x) − y)², a network of one unit: its value and its gradient with respect to u and v.
fn tiny([u, v]: [f64; 2], [x, y]: [f64; 2]) -> (f64, [f64; 2]) {
    let unit = (u * x).tanh();
    let error = v * unit - y;
    (0.5 * error * error, [error * v * (1.0 - unit * unit) * x, error * unit])
}

fn tiny_problem() -> Value {
    let number = |name: &str| json!({ "name": name, "shape": [] });
    let loss = json!({
        "version": 1,
        "inputs": [number("x"), number("y"), number("u"), number("v")],
        "nodes": [
            ["input", 0], ["input", 1], ["input", 2], ["input", 3], ["multiply", 2, 0], ["tanh", 4], ["multiply", 3, 5],
            ["subtract", 6, 1], ["constant", 2], ["power", 7, 8], ["constant", 0.5], ["multiply", 10, 9]
        ],
        "outputs": [11]
    });
    json!({
        "loss": loss, "rows": { "x": TINY_ROWS.map(|row| row[0]), "y": TINY_ROWS.map(|row| row[1]) },
        "parameters": { "u": 0.4, "v": -0.7 }, "batchSize": 2, "epochs": 1, "shuffle": false
    })
}

const TINY_ROWS: [[f64; 2]; 3] = [[1.0, 0.5], [-2.0, 0.25], [0.5, -1.0]];

/// The mean over rows.
fn tiny_mean(at: [f64; 2], rows: &[[f64; 2]]) -> (f64, [f64; 2]) {
    let mut mean = (0.0, [0.0; 2]);
    for &row in rows {
        let (value, gradient) = tiny(at, row);
        mean.0 += value / rows.len() as f64;
        (0..2).for_each(|k| mean.1[k] += gradient[k] / rows.len() as f64);
    }
    mean
}

fn assert_tiny(solution: &TrainSolution, at: [f64; 2], first: f64, second: f64) {
    assert_eq!((solution.status, solution.steps, solution.epochs), (TrainStatus::EpochLimit, 2, 1));
    assert_close(&[solution.parameters["u"][0], solution.parameters["v"][0]], &at, 1e-14);
    let (value, gradient) = tiny_mean(at, &TINY_ROWS);
    let record = solution.history[0].objective;
    let norm = gradient[0].hypot(gradient[1]);
    assert_close(&[record, solution.objective, solution.gradient_norm], &[(first + second) / 2.0, value, norm], 1e-14);
}

#[test]
fn two_steps_of_adam_are_those_by_hand() {
    let (rate, beta1, beta2, epsilon, decay, longest) = (0.1, 0.8, 0.9, 1e-3, 0.2, 0.3);
    let mut at = [0.4, -0.7];
    let (mut m, mut v, mut values) = ([0.0; 2], [0.0; 2], [0.0; 2]);
    for (t, rows) in [&TINY_ROWS[..2], &TINY_ROWS[2..]].into_iter().enumerate() {
        let (value, gradient) = tiny_mean(at, rows);
        values[t] = value;
        let norm = gradient[0].hypot(gradient[1]);
        let clipped = gradient.map(|g| g * (longest / norm).min(1.0));
        let power = t as i32 + 1;
        // The second of two steps has half the rate.
        let rate = rate / f64::from(power);
        for k in 0..2 {
            m[k] = beta1 * m[k] + (1.0 - beta1) * clipped[k];
            v[k] = beta2 * v[k] + (1.0 - beta2) * clipped[k] * clipped[k];
            let root = (v[k] / (1.0 - beta2.powi(power))).sqrt();
            at[k] -= rate * m[k] / (1.0 - beta1.powi(power)) / (root + epsilon) + rate * decay * at[k];
        }
    }
    let fields = json!({
        "learningRate": rate, "beta1": beta1, "beta2": beta2, "epsilon": epsilon, "weightDecay": decay, "clipNorm": longest,
        "schedule": "cosine"
    });
    assert_tiny(&solve::<Train>(&with(&tiny_problem(), fields)).unwrap(), at, values[0], values[1]);
}

#[test]
fn two_steps_of_sgd_are_those_by_hand() {
    let (rate, momentum, decay) = (0.3, 0.6, 0.1);
    let mut at = [0.4, -0.7];
    let (mut velocity, mut values) = ([0.0; 2], [0.0; 2]);
    for (t, rows) in [&TINY_ROWS[..2], &TINY_ROWS[2..]].into_iter().enumerate() {
        let (value, gradient) = tiny_mean(at, rows);
        values[t] = value;
        for k in 0..2 {
            velocity[k] = momentum * velocity[k] + gradient[k];
            at[k] -= rate * velocity[k] + rate * decay * at[k];
        }
    }
    let fields = json!({ "method": "sgd", "learningRate": rate, "momentum": momentum, "weightDecay": decay });
    assert_tiny(&solve::<Train>(&with(&tiny_problem(), fields)).unwrap(), at, values[0], values[1]);
}

/// A classifier of six numbers in four classes by a layer of five units, with labels as indices and more rows than a
/// piece.
fn classifier() -> Value {
    let count = 3000;
    let loss = json!({
        "version": 1,
        "inputs": [
            { "name": "x", "shape": [6] }, { "name": "label", "shape": [] }, { "name": "w1", "shape": [6, 5] },
            { "name": "b1", "shape": [5] }, { "name": "w2", "shape": [5, 4] }
        ],
        "nodes": [
            ["input", 0], ["input", 1], ["input", 2], ["input", 3], ["input", 4],
            ["matmul", 0, 2], ["add", 5, 3], ["tanh", 6], ["matmul", 7, 4],
            ["logsumexp", 8, [0]], ["take", 8, 1], ["subtract", 9, 10]
        ],
        "outputs": [11]
    });
    let x = mulberry32(1, 6 * count);
    let label: Vec<_> = (0..count).map(|i| (x[6 * i] * 2.0).floor() + 2.0 * (x[6 * i + 1] * 2.0).floor()).collect();
    let dense = |seed, count| mulberry32(seed, count).into_iter().map(|u| u - 0.5).collect::<Vec<_>>();
    json!({
        "loss": loss, "rows": { "x": x, "label": label },
        "parameters": { "w1": dense(2, 30), "b1": dense(3, 5), "w2": dense(4, 20) }
    })
}

#[test]
fn threads_change_no_bit() {
    let all = [
        json!({ "method": "lbfgs", "maxIterations": 20 }),
        json!({ "batchSize": 2000, "epochs": 3, "learningRate": 0.01 }),
        json!({ "method": "sgd", "batchSize": 70, "epochs": 1, "validation": classifier()["rows"] }),
    ];
    for fields in all {
        let problem = with(&classifier(), fields);
        let one = solve_on::<Train>(&problem, Some(1)).unwrap();
        assert!(one.objective < one.history[0].objective);
        for threads in [2, 7] {
            let several = solve_on::<Train>(&problem, Some(threads)).unwrap();
            assert_eq!(several.parameters, one.parameters);
            assert_eq!(several.history, one.history);
            assert_eq!([several.objective, several.gradient_norm], [one.objective, one.gradient_norm]);
        }
    }
}

#[test]
fn a_loss_is_learnt_and_validated() {
    let classifier = classifier();
    let fields = json!({ "epochs": 30, "learningRate": 0.01, "validation": classifier["rows"] });
    let solution = solve::<Train>(&with(&classifier, fields)).unwrap();
    // ln 4 is the loss without training; the bound is met with a margin.
    assert!(solution.objective < 0.5, "{}", solution.objective);
    assert_eq!((solution.epochs, solution.steps), (30, 30 * 24));
    let last = solution.history.last().unwrap();
    assert_eq!(last.epoch, 30);
    assert_close(&[last.validation_objective.unwrap()], &[solution.objective], 1e-14);
}

#[test]
fn seeds_choose_the_order() {
    let shuffled = |seed: u64, shuffle: bool| {
        let problem = with(&tiny_problem(), json!({ "shuffle": shuffle, "batchSize": 1, "epochs": 3 }));
        run_with(&problem, &RunOptions { seed, ..RunOptions::default() }).unwrap().parameters
    };
    assert_eq!(shuffled(1, true), shuffled(1, true));
    assert!((2..20).any(|seed| shuffled(seed, true) != shuffled(1, true)));
    assert_eq!(shuffled(1, false), shuffled(2, false));
}

fn run_with(problem: &Value, options: &RunOptions) -> Result<TrainSolution, Error> {
    Train::solve(decode(Payload { header: problem.to_string(), buffers: Vec::new() })?, &testing::timed(options))
}

#[test]
fn the_time_limit_ends_it() {
    let options = RunOptions { time_limit: Some(0.0), ..RunOptions::default() };
    for method in ["adam", "sgd", "lbfgs"] {
        let solution = run_with(&with(&classifier(), json!({ "method": method })), &options).unwrap();
        assert_eq!((solution.status, solution.steps), (TrainStatus::TimeLimit, 0));
        assert_close(&solution.parameters["b1"], &mulberry32(3, 5).iter().map(|u| u - 0.5).collect::<Vec<_>>(), 1e-15);
    }
}

#[test]
fn limits_of_iterations_end_it() {
    let solution = solve::<Train>(&with(&classifier(), json!({ "method": "lbfgs", "maxIterations": 2 }))).unwrap();
    assert_eq!((solution.status, solution.steps, solution.history.len()), (TrainStatus::IterationLimit, 2, 2));
    assert!(solution.epochs >= 3);
}

#[test]
fn a_minimum_that_rounding_hides_ends_the_line_search() {
    // At the minimum of a sum around 1e6, the computed gradient is not below 1e-15.
    let rows = json!({ "x": mulberry32(3, 300), "y": mulberry32(4, 100).iter().map(|u| 1e3 * u).collect::<Vec<_>>() });
    let problem = json!({
        "loss": squared_error(), "rows": rows, "parameters": { "w": [1, 2, 3] }, "method": "lbfgs", "reduction": "sum",
        "tolerance": 1e-15
    });
    let solution = solve::<Train>(&problem).unwrap();
    assert_eq!(solution.status, TrainStatus::LineSearchFailed);
    assert!(solution.gradient_norm < 1e-6, "{}", solution.gradient_norm);
}

#[test]
fn what_diverges_keeps_its_last_finite_parameters() {
    for method in ["sgd", "adam"] {
        let fields = json!({ "method": method, "learningRate": 1e160, "epochs": 100, "momentum": 0 });
        let problem = with(&with(&small_logistic(), json!({ "loss": squared_error() })), fields);
        let solution = solve::<Train>(&problem).unwrap();
        assert_eq!(solution.status, TrainStatus::Diverged);
        assert!(solution.objective.is_finite() && solution.gradient_norm.is_finite());
        assert!(solution.parameters["w"].iter().all(|w| w.is_finite()));
        assert!(solution.history.iter().all(|record| record.objective.is_finite()));
    }
}

#[test]
fn steps_into_what_is_not_finite_are_shortened() {
    // w − ln w, which is NaN for negative w.
    let loss = json!({
        "version": 1,
        "inputs": [{ "name": "x", "shape": [] }, { "name": "w", "shape": [] }],
        "nodes": [["input", 0], ["input", 1], ["log", 1], ["subtract", 1, 2], ["multiply", 0, 3]],
        "outputs": [4]
    });
    let problem = json!({ "loss": loss, "rows": { "x": [1, 3] }, "parameters": { "w": 0.05 }, "method": "lbfgs" });
    let solution = solve::<Train>(&problem).unwrap();
    assert_eq!(solution.status, TrainStatus::Converged);
    assert_close(&solution.parameters["w"], &[1.0], 1e-6);
    assert_close(&[solution.objective], &[2.0], 1e-12);
}

#[test]
fn what_cannot_be_taken_for_several_rows_at_once_is_taken_row_by_row() {
    // A convolution with a kernel given by row.
    let loss = json!({
        "version": 1,
        "inputs": [{ "name": "kernel", "shape": [1, 1, 2] }, { "name": "w", "shape": [1, 1, 3] }],
        "nodes": [
            ["input", 0], ["input", 1], ["convolution", 1, 0, "none", [1]], ["constant", 1], ["subtract", 2, 3],
            ["multiply", 4, 4], ["sum", 5, [0, 1, 2]]
        ],
        "outputs": [6]
    });
    let rows = json!({ "kernel": [1, 1, 2, -1, 0.5, 1] });
    let problem =
        json!({ "loss": loss, "rows": rows, "parameters": { "w": [0, 0, 0] }, "method": "lbfgs", "tolerance": 1e-9 });
    let solution = solve::<Train>(&problem).unwrap();
    assert_eq!(solution.status, TrainStatus::Converged);
    let w = &solution.parameters["w"];
    let by_hand: f64 = [[1.0, 1.0], [2.0, -1.0], [0.5, 1.0]]
        .iter()
        .flat_map(|[a, b]| [a * w[0] + b * w[1] - 1.0, a * w[1] + b * w[2] - 1.0])
        .map(|error| error * error)
        .sum();
    assert_close(&[solution.objective], &[by_hand / 3.0], 1e-14);
}

/// The path and message of the error for a refused problem.
#[track_caller]
fn refused(problem: &Value) -> (String, String) {
    let error = solve::<Train>(problem).expect_err("is refused");
    (error.path.clone(), error.message.clone())
}

#[test]
fn bad_input_is_named() {
    let rows = small_rows();
    let all = [
        (json!({ "rows": {} }), "rows"),
        (json!({ "rows": { "x": [], "y": [] } }), "rows.x"),
        (json!({ "rows": { "x": [1, 2], "y": [1] } }), "rows.x"),
        (json!({ "rows": { "x": [1, 2, 3], "y": [1, 2] } }), "rows.y"),
        (json!({ "rows": { "x": [1, 2, 3], "y": [1], "z": [1] } }), "rows"),
        (json!({ "rows": { "x": [1, 2, 3] } }), "parameters.y"),
        (json!({ "parameters": {} }), "parameters"),
        (json!({ "parameters": { "w": [1, 2] } }), "parameters.w"),
        (json!({ "parameters": { "w": [1, 2, 3], "x": [1, 2, 3] } }), "parameters.x"),
        (json!({ "fixed": { "w": [1, 2, 3] } }), "fixed.w"),
        (json!({ "fixed": { "v": [1, 2, 3] } }), "fixed"),
        (json!({ "batchSize": 0 }), "batchSize"),
        (json!({ "batchSize": 51 }), "batchSize"),
        (json!({ "batchSize": 25, "method": "lbfgs" }), "batchSize"),
        (json!({ "epochs": 0 }), "epochs"),
        (json!({ "learningRate": 0 }), "learningRate"),
        (json!({ "momentum": 1 }), "momentum"),
        (json!({ "beta1": -0.1 }), "beta1"),
        (json!({ "beta2": 1 }), "beta2"),
        (json!({ "epsilon": 0 }), "epsilon"),
        (json!({ "weightDecay": -1 }), "weightDecay"),
        (json!({ "clipNorm": 0 }), "clipNorm"),
        (json!({ "tolerance": 0 }), "tolerance"),
        (json!({ "maxIterations": 0 }), "maxIterations"),
        (json!({ "validation": { "x": rows["x"] } }), "validation.y"),
        (json!({ "validation": { "x": rows["x"], "y": [1] } }), "validation.y"),
        (json!({ "validation": { "x": rows["x"], "y": rows["y"], "w": [1, 2, 3] } }), "validation.w"),
        (json!({ "penalty": squared_error() }), "penalty.inputs[0].name"),
        (json!({ "parameters": { "w": [1e200, 1e200, 1e200] }, "loss": squared_error() }), "parameters"),
    ];
    for (fields, path) in all {
        let problem = with(&with(&small_logistic(), json!({ "method": "adam" })), fields);
        assert_eq!(refused(&problem).0, path);
    }
}

#[test]
fn functions_that_do_not_fit_are_named() {
    let mut several = squared_error();
    several["outputs"] = json!([3]);
    assert_eq!(refused(&with(&small_logistic(), json!({ "loss": several }))).0, "loss");
    let mut several = ridge(1.0);
    several["outputs"] = json!([2]);
    assert_eq!(refused(&with(&small_logistic(), json!({ "penalty": several }))).0, "penalty");
    let mut longer = ridge(1.0);
    longer["inputs"][0]["shape"] = json!([4]);
    let (path, message) = refused(&with(&small_logistic(), json!({ "penalty": longer })));
    assert_eq!(path, "penalty.inputs[0].shape");
    assert_eq!(message, "penalty.inputs[0].shape must be that of w in the other function, [3], got [4]");
}

#[test]
fn labels_outside_are_named() {
    let mut problem = classifier();
    problem["rows"]["label"][17] = json!(4);
    let words = "rows.label[17] must be a whole number from 0 to 3, got 4";
    assert_eq!(refused(&problem), ("rows.label[17]".to_owned(), words.to_owned()));
    problem["rows"]["label"][17] = json!(1.5);
    assert_eq!(refused(&problem).0, "rows.label[17]");
    let validation = problem["rows"].clone();
    assert_eq!(refused(&with(&classifier(), json!({ "validation": validation }))).0, "validation.label[17]");
}

#[test]
fn the_penalty_may_have_data_and_what_is_fixed() {
    // ‖w − c‖² λ beside a loss with its own data: w = (a + λ c) / (1 + λ) for the loss ‖w − a‖².
    let distance = |names: [&str; 2], data: [f64; 2]| {
        json!({
            "version": 1,
            "inputs": names.map(|name| json!({ "name": name, "shape": if name == "w" { json!([2]) } else { json!([]) } })),
            "data": [{ "shape": [2], "values": data }],
            "nodes": [
                ["input", 0], ["input", 1], ["data", 0], ["subtract", 0, 2], ["multiply", 3, 3], ["sum", 4, [0]],
                ["multiply", 5, 1]
            ],
            "outputs": [6]
        })
    };
    let problem = json!({
        "loss": distance(["w", "weight"], [1.0, 2.0]), "penalty": distance(["w", "factor"], [5.0, -2.0]),
        "rows": { "weight": [0.5, 1.5] }, "fixed": { "factor": 3 }, "parameters": { "w": [0, 0] }, "method": "lbfgs"
    });
    let solution = solve::<Train>(&problem).unwrap();
    assert_close(&solution.parameters["w"], &[(1.0 + 3.0 * 5.0) / 4.0, (2.0 - 3.0 * 2.0) / 4.0], 1e-6);
}

#[test]
fn weights_have_their_spread() {
    let input = |name: &str, shape: &[u32]| json!({ "name": name, "shape": shape });
    let function = json!({
        "version": 1,
        "inputs": [input("b", &[10]), input("w", &[200, 100]), input("kernel", &[30, 20, 3, 3]), input("deep", &[2, 2, 2, 2, 2])],
        "nodes": [["constant", 1]],
        "outputs": [0]
    });
    let made = |parameters: Value| solve::<Initialize>(&json!({ "function": function, "parameters": parameters }));
    let solution = made(json!({ "b": "zeros", "w": "glorot", "kernel": "he" })).unwrap();
    assert_eq!(&solution.parameters["b"][..], [0.0; 10]);
    let (w, kernel) = (&solution.parameters["w"], &solution.parameters["kernel"]);
    let square = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64;
    // The standard deviations of these means of 20 000 and 5400 squares are 0.6 and 1.9 %.
    let bound = (6.0_f64 / 300.0).sqrt();
    assert!(w.iter().all(|weight| weight.abs() <= bound));
    assert!((square(w) * 150.0 - 1.0).abs() < 0.03, "{}", square(w));
    assert!((square(kernel) * 90.0 - 1.0).abs() < 0.08, "{}", square(kernel));
    // The numbers of an input depend only on its position.
    let alone = made(json!({ "kernel": "lecun" })).unwrap();
    let halved: Vec<_> = kernel.iter().map(|weight| weight / 2.0_f64.sqrt()).collect();
    assert_close(&alone.parameters["kernel"], &halved, 1e-15);
    assert_eq!(made(json!({ "deep": "he" })).unwrap_err().path, "parameters.deep");
    assert_eq!(made(json!({ "v": "he" })).unwrap_err().path, "parameters");
    assert!(made(json!({ "deep": "zeros" })).is_ok());
}
