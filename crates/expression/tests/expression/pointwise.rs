//! Functions evaluated at many points, with their derivatives, against closed forms.

use crate::common::assert_close;
use serde_json::{Value, json};
use superlinear_expression::function::Function;
use superlinear_expression::{Named, OrFunction, Pointwise, PointwiseParts, Replaceable};
use superlinear_interface::{Error, RunOptions, testing};

/// u² p₀ p₁, with the input `u` a number and `p` a vector.
fn product() -> Value {
    json!({
        "version": 1,
        "inputs": [{ "name": "u", "shape": [] }, { "name": "p", "shape": [2] }],
        "nodes": [
            ["input", 0], ["input", 1],
            ["slice", 1, [0], [1], [1]], ["slice", 1, [1], [1], [1]], ["multiply", 2, 3],
            ["multiply", 0, 0], ["multiply", 4, 5]
        ],
        "outputs": [6]
    })
}

fn compiled(function: &Value, inputs: &[(&str, usize)], outputs: usize, variables: usize) -> Result<Pointwise, Error> {
    let function: Function = serde_json::from_value(function.clone()).unwrap();
    let run = testing::untimed(&RunOptions::default());
    let parameters = Named::default();
    let parts = PointwiseParts { path: "f", function: &function, inputs, outputs, parameters: &parameters, run: &run };
    if variables == 0 { Pointwise::new(&parts) } else { Pointwise::differentiated(&parts, variables) }
}

#[test]
fn batches_and_the_rest_have_value_gradient_and_hessian() {
    let inputs = [("u", 1), ("p", 2), ("x", 2)];
    let mut function = compiled(&product(), &inputs, 1, 2).unwrap();
    assert!(function.has(1) && !function.has(2));
    for count in [1, 7, 512, 1025] {
        let u: Vec<f64> = (0..count).map(|k| 0.5 + k as f64 / 100.0).collect();
        let p: Vec<f64> = (0..2 * count).map(|k| 1.0 - k as f64 / 50.0).collect();
        let mut visited = Vec::new();
        function.evaluate(&[&u, &p, &[]], count, |points, outputs| {
            for (k, point) in points.enumerate() {
                let (u, [p, q]) = (u[point], [p[2 * point], p[2 * point + 1]]);
                let expected = [
                    vec![u * u * p * q],
                    vec![2.0 * u * p * q, u * u * q, u * u * p],
                    vec![2.0 * p * q, 2.0 * u * q, 2.0 * u * p],
                    vec![2.0 * u * q, 0.0, u * u],
                    vec![2.0 * u * p, u * u, 0.0],
                ];
                for (output, expected) in outputs.iter().zip(&expected) {
                    let length = expected.len();
                    assert_close(&output[k * length..(k + 1) * length], expected, 1e-14);
                }
                visited.push(point);
            }
        });
        assert_eq!(visited, (0..count).collect::<Vec<_>>());
    }
}

#[test]
fn other_inputs_and_values_are_refused() {
    let path = |inputs: &[(&str, usize)], outputs| {
        compiled(&product(), inputs, outputs, 0).err().map(|error| error.path.clone())
    };
    assert_eq!(path(&[("u", 1), ("p", 2)], 1), None);
    assert_eq!(path(&[("u", 1), ("p", 2)], 2).as_deref(), Some("f"));
    assert_eq!(path(&[("u", 1), ("p", 3)], 1).as_deref(), Some("f.inputs"));
    assert_eq!(path(&[("u", 1)], 1).as_deref(), Some("f.inputs"));
}

/// Data of any form.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Anything(Value);

impl Replaceable for Anything {
    const DESCRIPTION: &'static str = "anything";
}

#[test]
fn data_and_functions_are_told_apart_by_their_first_key() {
    let read = |value: Value| serde_json::from_value::<OrFunction<Anything>>(value);
    assert!(matches!(read(product()), Ok(OrFunction::Function(_))));
    for data in [json!(3), json!(-0.5), json!([1, 2]), json!({ "kind": "area", "version": 2 }), json!({})] {
        let OrFunction::Data(Anything(found)) = read(data.clone()).unwrap() else { panic!("{data} is data") };
        assert_eq!(found.to_string().replace(".0", ""), data.to_string());
    }
    assert!(serde_json::from_str::<OrFunction<Anything>>(r#"{ "version": 1, "kind": "area" }"#).is_err());
}
