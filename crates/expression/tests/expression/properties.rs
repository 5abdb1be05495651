//! Properties of derivatives over random graphs of many operations.

use crate::common::{mulberry32, solve, solve_on};
use proptest::prelude::*;
use serde_json::{Value, json};
use superlinear_expression::{
    DerivativeMatrix, Evaluate, Gradient, HessianProduct, HessianTask, JacobianProduct, JacobianTask,
    VectorJacobianProduct,
};

/// Nodes of a diagonally dominant matrix, the last of which is `next + 3`.
fn dominant(a: usize, next: usize) -> Vec<Value> {
    vec![json!(["tanh", a]), json!(["reshape", next, [2, 2]]), json!(["data", 4]), json!(["add", next + 1, next + 2])]
}

/// Nodes over vectors of length four, built from choices of operations and operands.
fn graph(choices: &[(u8, u8, u8)], is_scalar: bool) -> Value {
    // Nodes 0 to 5: the variables, a parameter, data, constants.
    let mut nodes = vec![
        json!(["input", 0]),
        json!(["input", 1]),
        json!(["data", 0]),
        json!(["constant", 0.7]),
        json!(["slice", 0, [0], [4], [1]]),
        json!(["slice", 0, [5], [4], [-1]]),
    ];
    let mut vectors: Vec<usize> = vec![1, 4, 5];
    for &(kind, first, second) in choices {
        let a = vectors[first as usize % vectors.len()];
        let b = vectors[second as usize % vectors.len()];
        let next = nodes.len();
        let made: Vec<Value> = match if kind < 247 { kind % 25 } else { kind - 222 } {
            0 => vec![json!(["add", a, b])],
            1 => vec![json!(["subtract", a, b])],
            2 => vec![json!(["multiply", a, b])],
            3 => vec![json!(["tanh", a]), json!(["add", next, 3]), json!(["divide", b, next + 1])],
            4 => vec![json!(["sin", a])],
            5 => vec![json!(["sigmoid", a])],
            6 => vec![json!(["softplus", a])],
            7 => vec![json!(["tanh", a]), json!(["exp", next])],
            8 => vec![json!(["multiply", a, a]), json!(["add", next, 3]), json!(["log", next + 1])],
            9 => vec![json!(["matmul", 2, a])],
            10 => vec![json!(["matmul", a, 2])],
            11 => vec![json!(["sum", a, [0]]), json!(["tanh", next]), json!(["multiply", next + 1, b])],
            12 => vec![json!(["logsumexp", a, [0]]), json!(["add", next, b])],
            23 => vec![json!(["softmax", a, [0]]), json!(["multiply", next, b])],
            26 => vec![json!(["add", a, 3]), json!(["norm", next, [0]]), json!(["multiply", next + 1, b])],
            25 => vec![
                json!(["reshape", a, [2, 2]]),
                json!(["cumsum", next, first % 2]),
                json!(["reshape", next + 1, [4]]),
            ],
            27 => [
                dominant(a, next),
                vec![
                    json!(["reshape", b, [2, 2]]),
                    json!(["solve", next + 3, next + 4]),
                    json!(["reshape", next + 5, [4]]),
                ],
            ]
            .concat(),
            28 => [dominant(a, next), vec![json!(["inverse", next + 3]), json!(["reshape", next + 4, [4]])]].concat(),
            29 => [dominant(a, next), vec![json!(["cholesky", next + 3]), json!(["reshape", next + 4, [4]])]].concat(),
            30 => [dominant(a, next), vec![json!(["logdet", next + 3]), json!(["multiply", next + 4, b])]].concat(),
            31 => vec![json!(["tanh", a]), json!(["cumprod", next, 0])],
            32 => vec![json!(["tanh", a]), json!(["recurrence", next, b, 0])],
            33 => vec![json!(["tanh", a]), json!(["product", next, [0]]), json!(["multiply", next + 1, b])],
            13 => vec![json!(["slice", a, [3], [4], [-1]])],
            14 => {
                vec![json!(["reshape", a, [2, 2]]), json!(["permute", next, [1, 0]]), json!(["reshape", next + 1, [4]])]
            }
            15 => vec![json!(["gather", a, 1])],
            16 => vec![
                json!(["slice", a, [0], [2], [1]]),
                json!(["slice", b, [1], [2], [2]]),
                json!(["concatenate", [next, next + 1], 0]),
            ],
            17 => vec![json!(["sparseMatmul", a, 2])],
            18 => vec![
                json!(["reshape", a, [1, 1, 4]]),
                json!(["convolution", next, 6, "circular", [1]]),
                json!(["reshape", next + 1, [4]]),
            ],
            19 => vec![json!(["tanh", a]), json!(["atan2", next, 3])],
            20 => vec![json!(["tanh", a]), json!(["power", 3, next])],
            21 => vec![json!(["erf", a])],
            22 => vec![json!(["gelu", a])],
            _ => vec![json!(["atan", a]), json!(["cos", b]), json!(["multiply", next, next + 1])],
        };
        nodes.extend(made);
        vectors.push(nodes.len() - 1);
    }
    let last = *vectors.last().unwrap_or(&4);
    let mut output = last;
    if is_scalar {
        nodes.push(json!(["multiply", last, last]));
        nodes.push(json!(["sum", nodes.len() - 1, [0]]));
        output = nodes.len() - 1;
    }
    let matrix: Vec<_> = mulberry32(3, 16).iter().map(|u| u - 0.5).collect();
    let sparse = json!({ "rows": 4, "columns": 4, "indptr": [0, 2, 3, 3, 5], "indices": [0, 2, 1, 0, 3], "values": [0.5, -1, 0.3, 0.8, 1.2] });
    json!({
        "version": 1,
        "inputs": [{ "name": "x", "shape": [6] }, { "name": "p", "shape": [4] }],
        "data": [{ "shape": [4, 4], "values": matrix }, { "shape": [4], "values": [2, 0, 2, 3] }, sparse, { "shape": [1, 1, 3], "values": [0.2, -0.4, 0.7] }, { "shape": [2, 2], "values": [4, 0, 0, 3] }],
        "nodes": nodes.into_iter().collect::<Vec<_>>(),
        "outputs": [output]
    })
}

pub fn function(choices: &[(u8, u8, u8)], is_scalar: bool) -> Value {
    let mut function = graph(choices, is_scalar);
    // The kernel of the convolution is a node after the first six.
    let nodes = function["nodes"].as_array().unwrap();
    let shift = |value: &Value| {
        if value.as_u64().is_some_and(|k| k >= 6) { json!(value.as_u64().unwrap() + 1) } else { value.clone() }
    };
    let mut shifted: Vec<Value> = Vec::new();
    for (k, node) in nodes.iter().enumerate() {
        if k == 6 {
            shifted.push(json!(["data", 3]));
        }
        let mut list = node.as_array().unwrap().clone();
        let name = list[0].as_str().unwrap().to_owned();
        let operands = match name.as_str() {
            "input" | "constant" | "data" => 0,
            "add" | "subtract" | "multiply" | "divide" | "power" | "atan2" | "matmul" | "solve" | "recurrence" => 2,
            "concatenate" => {
                list[1] = json!(list[1].as_array().unwrap().iter().map(shift).collect::<Vec<_>>());
                0
            }
            _ => 1,
        };
        list[1..=operands].iter_mut().for_each(|operand| *operand = shift(operand));
        shifted.push(json!(list));
    }
    function["outputs"] = json!([function["outputs"][0].as_u64().unwrap() + 1]);
    function["nodes"] = json!(shifted);
    function
}

pub fn point(seed: u32, count: usize) -> Vec<f64> {
    mulberry32(seed, count).iter().map(|u| 1.5 * u - 0.6).collect()
}

#[track_caller]
fn assert_near(a: &[f64], b: &[f64], tolerance: f64) {
    assert_eq!(a.len(), b.len());
    let scale = a.iter().chain(b).fold(1.0_f64, |most, value| most.max(value.abs()));
    for (k, (x, y)) in a.iter().zip(b).enumerate() {
        assert!((x - y).abs() <= tolerance * scale, "[{k}] {x} and {y}, where the largest is {scale}");
    }
}

fn dense(matrix: &DerivativeMatrix) -> Vec<f64> {
    match matrix {
        DerivativeMatrix::Dense(matrix) => matrix.data.to_vec(),
        DerivativeMatrix::Sparse(matrix) => {
            let mut dense = vec![0.0; matrix.rows * matrix.columns];
            for i in 0..matrix.rows {
                let (columns, values) = matrix.row(i);
                for (&j, &value) in columns.iter().zip(values) {
                    dense[i * matrix.columns + j as usize] = value;
                }
            }
            dense
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Central differences of a vector function along an axis, with one extrapolation.
fn difference(f: impl Fn(f64) -> Vec<f64>) -> Vec<f64> {
    let central = |h: f64| -> Vec<f64> { f(h).iter().zip(f(-h)).map(|(a, b)| (a - b) / (2.0 * h)).collect() };
    central(5e-4).iter().zip(central(1e-3)).map(|(fine, rough)| (4.0 * fine - rough) / 3.0).collect()
}

fn choices() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    proptest::collection::vec(any::<(u8, u8, u8)>(), 1..7)
}

fn moved(x: &[f64], j: usize, h: f64) -> Vec<f64> {
    let mut moved = x.to_vec();
    moved[j] += h;
    moved
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: proptest::test_runner::RngSeed::Fixed(20261126), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn first_derivatives_agree(choices in choices(), seed in 0_u32..1000) {
        let f = function(&choices, false);
        let (x, p, v, u) = (point(seed, 6), point(seed + 1, 4), point(seed + 2, 6), point(seed + 3, 4));
        let at = |x: &[f64]| json!({ "x": x, "p": p });
        let jacobian = solve::<JacobianTask>(&json!({ "function": f, "points": at(&x) })).unwrap();
        let sparse = solve::<JacobianTask>(&json!({ "function": f, "points": at(&x), "format": "sparse" })).unwrap();
        let j = dense(&jacobian.jacobian);
        prop_assert_eq!(&j, &dense(&sparse.jacobian));
        for column in 0..6 {
            let values = |h: f64| {
                solve::<Evaluate>(&json!({ "function": f, "points": at(&moved(&x, column, h)) })).unwrap().values.to_vec()
            };
            let numeric = difference(values);
            let exact: Vec<_> = (0..4).map(|row| j[row * 6 + column]).collect();
            assert_near(&exact, &numeric, 1e-7);
        }
        let jv = solve::<JacobianProduct>(&json!({ "function": f, "points": at(&x), "vector": v })).unwrap().product;
        let uj = solve::<VectorJacobianProduct>(&json!({ "function": f, "points": at(&x), "vector": u })).unwrap().product;
        let by_matrix: Vec<_> = (0..4).map(|row| dot(&j[row * 6..row * 6 + 6], &v)).collect();
        assert_near(&jv, &by_matrix, 1e-13);
        let (left, right) = (dot(&u, &jv), dot(&uj, &v));
        prop_assert!((left - right).abs() <= 1e-12 * (1.0 + left.abs()), "{} and {}", left, right);
    }

    #[test]
    fn second_derivatives_agree(choices in choices(), seed in 0_u32..1000) {
        let f = function(&choices, true);
        let (x, p, v) = (point(seed, 6), point(seed + 1, 4), point(seed + 2, 6));
        let at = |x: &[f64]| json!({ "x": x, "p": p });
        let solution = solve::<HessianTask>(&json!({ "function": f, "points": at(&x) })).unwrap();
        let sparse = solve::<HessianTask>(&json!({ "function": f, "points": at(&x), "format": "sparse" })).unwrap();
        let h = dense(&solution.hessian);
        let lower = dense(&sparse.hessian);
        for i in 0..6 {
            for j in 0..=i {
                prop_assert_eq!(h[i * 6 + j], lower[i * 6 + j]);
                prop_assert_eq!(h[i * 6 + j], h[j * 6 + i]);
            }
        }
        let gradient = |x: &[f64]| {
            solve::<Gradient>(&json!({ "function": f, "points": at(x) })).unwrap().gradients["x"].to_vec()
        };
        assert_near(&solution.gradient, &gradient(&x), 1e-13);
        let product = solve::<HessianProduct>(&json!({ "function": f, "points": at(&x), "vector": v })).unwrap().product;
        let by_matrix: Vec<_> = (0..6).map(|row| dot(&h[row * 6..row * 6 + 6], &v)).collect();
        assert_near(&product, &by_matrix, 1e-12);
        for column in 0..6 {
            let numeric = difference(|step| gradient(&moved(&x, column, step)));
            let exact: Vec<_> = (0..6).map(|row| h[row * 6 + column]).collect();
            assert_near(&exact, &numeric, 3e-7);
        }
    }

    #[test]
    fn many_points_are_as_one_by_one(choices in choices(), seed in 0_u32..1000, count in prop_oneof![Just(1_usize), Just(7), Just(33)]) {
        let f = function(&choices, true);
        let (x, p) = (point(seed, 6 * count), point(seed + 1, 4));
        let points = json!({ "x": { "rows": count, "columns": 6, "data": x }, "p": p });
        let problem = json!({ "function": f, "points": points, "withRespectTo": ["x", "p"] });
        let many = solve::<Gradient>(&problem).unwrap();
        let hessians = solve::<HessianTask>(&problem).unwrap();
        for threads in [1, 2, 7] {
            let same = solve_on::<Gradient>(&problem, Some(threads)).unwrap();
            prop_assert_eq!(&same.values, &many.values);
            prop_assert_eq!(&same.gradients["p"], &many.gradients["p"]);
        }
        let all = dense(&hessians.hessian);
        for k in 0..count {
            let problem = json!({ "function": f, "points": { "x": x[k * 6..k * 6 + 6], "p": p }, "withRespectTo": ["x", "p"] });
            let one = solve::<Gradient>(&problem).unwrap();
            assert_near(&many.values[k..=k], &one.values, 1e-14);
            assert_near(&many.gradients["x"][k * 6..k * 6 + 6], &one.gradients["x"], 1e-13);
            assert_near(&many.gradients["p"][k * 4..k * 4 + 4], &one.gradients["p"], 1e-13);
            let hessian = solve::<HessianTask>(&problem).unwrap();
            assert_near(&all[k * 100..k * 100 + 100], &dense(&hessian.hessian), 1e-12);
        }
    }
}
