//! Reference values, computed by mpmath with 70 digits unless stated otherwise.

#![allow(clippy::excessive_precision, reason = "references are written as their program gave them")]

use crate::common::{assert_close, mulberry32, solve};
use serde_json::{Value, json};
use superlinear_expression::{
    DerivativeMatrix, Describe, Evaluate, Gradient, HessianMethod, HessianProduct, HessianTask, JacobianTask,
};

/// The chained Rosenbrock function in n variables: Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)².
fn chain(n: usize) -> Value {
    json!({
        "version": 1,
        "inputs": [{ "name": "x", "shape": [n] }],
        "nodes": [
            ["input", 0],
            ["slice", 0, [1], [n - 1], [1]],
            ["slice", 0, [0], [n - 1], [1]],
            ["constant", 2], ["power", 2, 3],
            ["subtract", 1, 4], ["power", 5, 3],
            ["constant", 100], ["multiply", 7, 6],
            ["constant", 1], ["subtract", 9, 2], ["power", 10, 3],
            ["add", 8, 11], ["sum", 12, [0]]
        ],
        "outputs": [13]
    })
}

fn start(n: usize) -> Vec<f64> {
    (0..n).map(|i| (if i % 2 == 0 { -1.2 } else { 1.0 }) + 0.001 * (i as f64).sin()).collect()
}

#[test]
fn the_chain_has_its_value_and_gradient() {
    let n = 1000;
    let problem = json!({ "function": chain(n), "points": { "x": start(n) } });
    let evaluated = solve::<Evaluate>(&problem).unwrap();
    assert_close(&evaluated.values, &[253616.84475855866], 1e-14);
    let solution = solve::<Gradient>(&problem).unwrap();
    let gradient = &solution.gradients["x"];
    assert_close(&solution.values, &[253616.84475855866], 1e-14);
    assert_close(&[gradient[0], gradient[999]], &[-215.19609392729214, -88.41606563035557], 1e-13);
    let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    assert_close(&[norm], &[22968.238896084816], 1e-13);
}

/// The entries of a sparse matrix, with their rows and columns.
#[track_caller]
fn entries(matrix: &DerivativeMatrix) -> Vec<(usize, usize, f64)> {
    let DerivativeMatrix::Sparse(matrix) = matrix else { panic!("the matrix is sparse") };
    let row = |i: usize| {
        let (columns, values) = matrix.row(i);
        columns.iter().zip(values).map(move |(&j, &value)| (i, j as usize, value)).collect::<Vec<_>>()
    };
    (0..matrix.rows).flat_map(row).collect()
}

#[track_caller]
fn assert_entries(matrix: &DerivativeMatrix, expected: &[(usize, usize, f64)], tolerance: f64) {
    let entries = entries(matrix);
    let places = |entries: &[(usize, usize, f64)]| entries.iter().map(|&(i, j, _)| (i, j)).collect::<Vec<_>>();
    let values = |entries: &[(usize, usize, f64)]| entries.iter().map(|&(_, _, value)| value).collect::<Vec<_>>();
    assert_eq!(places(&entries), places(expected));
    assert_close(&values(&entries), &values(expected), tolerance);
}

#[test]
fn the_chain_has_its_hessian() {
    let n = 1000;
    let problem = json!({ "function": chain(n), "points": { "x": start(n) }, "format": "sparse" });
    let solution = solve::<HessianTask>(&problem).unwrap();
    let entries = entries(&solution.hessian);
    assert_eq!(entries.len(), 1999);
    let first: Vec<_> = entries[..3].iter().map(|&(_, _, value)| value).collect();
    assert_close(&first, &[1329.6634116060767, 480.0, 1883.6566610809106], 1e-13);
    assert_eq!(entries[..3].iter().map(|&(i, j, _)| (i, j)).collect::<Vec<_>>(), [(0, 0), (1, 0), (1, 1)]);
    let n = 100_000;
    let described = solve::<Describe>(&json!({ "function": chain(n) })).unwrap();
    assert_eq!(described.hessian.nonzeros, 199_999);
    assert!(matches!(described.hessian.method, HessianMethod::Elements));
    assert!(!described.is_linear && !described.is_quadratic);
    let problem = json!({ "function": chain(n), "points": { "x": start(n) } });
    assert_close(&solve::<Evaluate>(&problem).unwrap().values, &[25409559.504795], 1e-12);
}

/// Problem 77 of Hock and Schittkowski: the objective and both constraints.
fn hs77() -> Value {
    let root = 2_f64.sqrt();
    json!({
        "version": 1,
        "inputs": [{ "name": "x", "shape": [5] }],
        "nodes": [
            ["input", 0],
            ["slice", 0, [0], [1], [1]], ["slice", 0, [1], [1], [1]], ["slice", 0, [2], [1], [1]],
            ["slice", 0, [3], [1], [1]], ["slice", 0, [4], [1], [1]],
            ["constant", 1], ["constant", 2], ["constant", 4], ["constant", 6],
            ["subtract", 1, 6], ["power", 10, 7], ["subtract", 1, 2], ["power", 12, 7], ["add", 11, 13],
            ["subtract", 3, 6], ["power", 15, 7], ["add", 14, 16], ["subtract", 4, 6], ["power", 18, 8], ["add", 17, 19],
            ["subtract", 5, 6], ["power", 21, 9], ["add", 20, 22],
            ["power", 1, 7], ["multiply", 24, 4], ["subtract", 4, 5], ["sin", 26], ["add", 25, 27],
            ["constant", 2.0 * root], ["subtract", 28, 29],
            ["power", 3, 8], ["power", 4, 7], ["multiply", 31, 32], ["add", 2, 33], ["constant", 8.0 + root], ["subtract", 34, 35],
            ["concatenate", [23, 30, 36], 0]
        ],
        "outputs": [37]
    })
}

#[test]
fn problem_77_has_its_derivatives() {
    let points = json!({ "x": [1.1, 1.2, 1.3, 1.4, 0.6] });
    let problem = json!({ "function": hs77(), "points": points, "format": "sparse" });
    let solution = solve::<JacobianTask>(&problem).unwrap();
    assert_close(&solution.values, &[0.139696, -0.41707103384666722, -2.616257562373095], 1e-15);
    let expected = [
        (0, 1, 0.2),
        (0, 0, 0.0),
        (0, 2, 0.6),
        (0, 3, 0.256),
        (0, 4, -0.06144),
        (1, 0, 3.08),
        (1, 3, 1.9067067093471657),
        (1, 4, -0.69670670934716547),
        (2, 1, 1.0),
        (2, 2, 17.22448),
        (2, 3, 7.99708),
    ];
    let mut sorted = expected.to_vec();
    sorted.sort_by_key(|&(i, j, _)| (i, j));
    assert_entries(&solution.jacobian, &sorted, 1e-14);

    let problem = json!({ "function": hs77(), "points": points, "format": "sparse", "weights": [1, 0.2, -0.1] });
    let solution = solve::<HessianTask>(&problem).unwrap();
    let expected = [
        (0, 0, 4.56),
        (1, 0, -2.0),
        (1, 1, 2.0),
        (2, 2, -1.97488),
        (3, 0, 0.44),
        (3, 2, -2.46064),
        (3, 3, 1.2053087818200945),
        (4, 3, 0.14347121817990455),
        (4, 4, 0.62452878182009562),
    ];
    assert_entries(&solution.hessian, &expected, 1e-14);
}

#[test]
fn functions_of_one_number_have_their_derivatives() {
    let check = |nodes: Value, output: usize, x: f64, expected: [f64; 3]| {
        let inputs = json!([{ "name": "x", "shape": [] }]);
        let function = json!({ "version": 1, "inputs": inputs, "nodes": nodes, "outputs": [output] });
        let solution = solve::<HessianTask>(&json!({ "function": function, "points": { "x": x } })).unwrap();
        let DerivativeMatrix::Dense(hessian) = &solution.hessian else { panic!("dense is the default") };
        assert_close(&[solution.values[0], solution.gradient[0], hessian.data[0]], &expected, 4e-16);
    };
    let unary = |name: &str| json!([["input", 0], [name, 0]]);
    check(unary("tan"), 1, 0.7, [0.84228838046307937, 1.7094497158631171, 2.8796992653148323]);
    check(unary("erf"), 1, 0.7, [0.67780119383741844, 0.69127486041053862, -0.967784804574754]);
    check(unary("gelu"), 1, 0.7, [0.53062544344384885, 0.97661410113365984, 0.47150343938380953]);
}

#[test]
fn powers_and_angles_have_their_derivatives() {
    let check = |name: &str, [a, b]: [f64; 2], expected: [f64; 3]| {
        let inputs = json!([{ "name": "a", "shape": [] }, { "name": "b", "shape": [] }]);
        let nodes = json!([["input", 0], ["input", 1], [name, 0, 1]]);
        let function = json!({ "version": 1, "inputs": inputs, "nodes": nodes, "outputs": [2] });
        let problem = json!({ "function": function, "points": { "a": a, "b": b }, "withRespectTo": ["a", "b"] });
        let solution = solve::<Gradient>(&problem).unwrap();
        let found = [solution.values[0], solution.gradients["a"][0], solution.gradients["b"][0]];
        assert_close(&found, &expected, 1e-15);
    };
    check("power", [0.7, 2.5], [0.40996341300169695, 1.4641550464346321, -0.14622367734931168]);
    check("atan2", [0.7, -1.3], [2.6476512846702121, -0.5963302752293578, -0.32110091743119263]);
}

#[test]
fn a_branch_that_is_not_taken_poisons_no_derivative() {
    let inputs = json!([{ "name": "x", "shape": [] }]);
    let nodes = json!([["input", 0], ["constant", 0], ["log", 0], ["where", 1, 0, 2, 1, "less"]]);
    let function = json!({ "version": 1, "inputs": inputs, "nodes": nodes, "outputs": [3] });
    let solution = solve::<HessianTask>(&json!({ "function": function, "points": { "x": 0 } })).unwrap();
    let DerivativeMatrix::Dense(hessian) = &solution.hessian else { panic!("dense is the default") };
    assert_eq!([solution.values[0], solution.gradient[0], hessian.data[0]], [0.0; 3]);
}

#[test]
fn a_network_has_its_value_and_gradient() {
    let dense = |k: usize| mulberry32(k as u32, [0, 12, 3, 6, 2, 4][k]).iter().map(|u| u - 0.5).collect::<Vec<_>>();
    let function = json!({
        "version": 1,
        "inputs": [
            { "name": "x", "shape": [4] }, { "name": "w1", "shape": [4, 3] }, { "name": "b1", "shape": [3] },
            { "name": "w2", "shape": [3, 2] }, { "name": "b2", "shape": [2] }
        ],
        "nodes": [
            ["input", 0], ["input", 1], ["input", 2], ["input", 3], ["input", 4],
            ["matmul", 0, 1], ["add", 5, 2], ["tanh", 6], ["matmul", 7, 3], ["add", 8, 4], ["logsumexp", 9, [0]]
        ],
        "outputs": [10]
    });
    let points = json!({ "x": dense(5), "w1": dense(1), "b1": dense(2), "w2": dense(3), "b2": dense(4) });
    let problem = json!({ "function": function, "points": points, "withRespectTo": ["x", "b2"] });
    let solution = solve::<Gradient>(&problem).unwrap();
    assert_close(&solution.values, &[0.85440617691739796], 1e-15);
    assert_close(&solution.gradients["b2"][..1], &[0.67106011761424807], 1e-15);
    let by_x = [0.084545805196857367, -0.11255086490602378, -0.048026709264463594, 0.003797686160791842];
    assert_close(&solution.gradients["x"], &by_x, 1e-15);

    let names = ["w1", "b1", "w2", "b2", "x"];
    let vector: Vec<_> = mulberry32(6, 27).iter().map(|v| v - 0.5).collect();
    let problem = json!({ "function": function, "points": points, "withRespectTo": names, "vector": vector });
    let solution = solve::<HessianProduct>(&problem).unwrap();
    let by_x = [0.11939344858733489, 0.082121113202994848, 0.050928737987434558, 0.043682370837216101];
    assert_close(&solution.product[23..], &by_x, 1e-15);
}

#[test]
fn sparse_products_have_their_structure() {
    let sparse = json!({
        "rows": 4, "columns": 6, "indptr": [0, 2, 3, 5, 6], "indices": [0, 3, 1, 2, 5, 4], "values": [1, 2, 3, 4, 5, 6]
    });
    let nodes = json!([["input", 0], ["sparseMatmul", 0, 0], ["exp", 1], ["sum", 2, [0]]]);
    let inputs = json!([{ "name": "x", "shape": [6] }]);
    let function = json!({ "version": 1, "inputs": inputs, "data": [sparse], "nodes": nodes, "outputs": [3] });
    let x = [0.1, -0.2, 0.3, 0.05, -0.1, 0.2];
    let problem = json!({ "function": function, "points": { "x": x }, "format": "sparse" });
    let solution = solve::<HessianTask>(&problem).unwrap();
    let [a, b, c, d] = [x[0] + 2.0 * x[3], 3.0 * x[1], 4.0 * x[2] + 5.0 * x[5], 6.0 * x[4]].map(f64::exp);
    let expected = [
        (0, 0, a),
        (1, 1, 9.0 * b),
        (2, 2, 16.0 * c),
        (3, 0, 2.0 * a),
        (3, 3, 4.0 * a),
        (4, 4, 36.0 * d),
        (5, 2, 20.0 * c),
        (5, 5, 25.0 * c),
    ];
    assert_entries(&solution.hessian, &expected, 1e-14);
}

/// Twenty thousand steps of a plan in each direction: compilation time must not grow faster than linearly.
#[test]
fn a_recurrence_of_ten_thousand_steps_has_its_gradient() {
    let layers = 10_000;
    let turn = [[0.6, -0.8], [0.8, 0.6]];
    let mut nodes = vec![json!(["input", 0]), json!(["input", 1])];
    let mut last = 0;
    for _ in 0..layers {
        nodes.extend([json!(["matmul", 1, last]), json!(["tanh", nodes.len()])]);
        last = nodes.len() - 1;
    }
    nodes.push(json!(["sum", last, [0]]));
    let inputs = json!([{ "name": "x", "shape": [2] }, { "name": "a", "shape": [2, 2] }]);
    let function = json!({ "version": 1, "inputs": inputs, "nodes": nodes, "outputs": [nodes.len() - 1] });
    let points = json!({ "x": [0.001, -0.002], "a": turn.as_flattened() });
    let solution = solve::<Gradient>(&json!({ "function": function, "points": points })).unwrap();
    let (mut h, mut slope) = ([0.001, -0.002], [[1.0, 0.0], [0.0, 1.0]]);
    for _ in 0..layers {
        let times = |v: [f64; 2]| turn.map(|row| row[0] * v[0] + row[1] * v[1]);
        h = times(h).map(f64::tanh);
        // The derivatives of each component with respect to both initial ones.
        slope = slope.map(times).map(|column| [0, 1].map(|i| (1.0 - h[i] * h[i]) * column[i]));
    }
    assert_close(&solution.values, &[h[0] + h[1]], 1e-12);
    assert_close(&solution.gradients["x"], &slope.map(|column| column[0] + column[1]), 1e-9);
}
