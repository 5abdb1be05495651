//! Reference energies from an independent implementation in NumPy, and derivatives against differences.

use super::solution::MinimizeEnergySolution;
use super::*;
use std::f64::consts::PI;
use superlinear_interface::{NumberOrVector, RunOptions, testing};

fn problem(points: &[u32], density: serde_json::Value) -> MinimizeEnergyProblem {
    let problem = serde_json::json!({ "density": density, "..": { "points": points } });
    serde_json::from_value(problem).expect("is a problem")
}

fn solved(problem: MinimizeEnergyProblem) -> MinimizeEnergySolution {
    MinimizeEnergy::solve(problem, &testing::untimed(&RunOptions::default())).expect("is solved")
}

/// A field on the interior points, or on all nodes, of a square.
fn field(first: usize, count: usize, n: usize, value: impl Fn(f64, f64) -> f64) -> Field {
    let at = |k: usize| (k + first) as f64 / (n + 1) as f64;
    let values: Vec<f64> = (0..count * count).map(|k| value(at(k % count), at(k / count))).collect();
    Field::Data(NumberOrVector::Vector(values.into()))
}

fn even(n: usize) -> MinimizeEnergyProblem {
    let source = |x: f64, y: f64| 10.0 * (PI * x).sin() * (2.0 * PI * y).sin() + 5.0 * x;
    let mut problem = problem(&[n as u32; 2], serde_json::json!({ "kind": "area", "ridge": 1.0 }));
    problem.options.potential.kind = problem::PotentialKind::LogCosh;
    problem.options.right_side = field(1, n, n, source);
    problem
}

fn surface(n: usize, ridge: f64) -> MinimizeEnergyProblem {
    let height = |x: f64, y: f64| 2.0 * (x - 0.5).powi(2) - 2.0 * (y - 0.5).powi(2) + y * (3.0 * x).sin();
    let mut problem = problem(&[n as u32; 2], serde_json::json!({ "kind": "area", "ridge": ridge }));
    problem.options.boundary_values = field(0, n + 2, n, height);
    problem
}

fn power(n: usize, exponent: f64, smoothing: f64) -> MinimizeEnergyProblem {
    let density = serde_json::json!({ "kind": "power", "exponent": exponent, "smoothing": smoothing, "ridge": 0.1 });
    let mut problem = problem(&[n as u32; 2], density);
    problem.options.right_side = Field::Data(NumberOrVector::Number(10.0));
    problem
}

#[test]
fn energies_are_those_of_the_reference() {
    let cases = [
        (even(31), 0.8063983997545594),
        (even(63), 0.8064921125457359),
        (power(31, 4.0, 0.0), -1.536629681843),
        (power(127, 1.5, 0.1), -1.938504785199),
        (power(127, 1.2, 0.1), -3.035558366269),
    ];
    for (problem, energy) in cases {
        let solution = solved(problem);
        assert_eq!(solution.status, EnergyStatus::Converged);
        assert!((solution.energy - energy).abs() < 1e-12, "{} is not {energy}", solution.energy);
    }
}

#[test]
fn surfaces_converge_for_any_ridge() {
    for ridge in [1.0, 0.1, 0.01, 0.0] {
        let nested = solved(surface(63, ridge));
        let mut problem = surface(63, ridge);
        problem.options.initial = Some(Field::Data(NumberOrVector::Number(0.0)));
        let direct = solved(problem);
        assert_eq!([nested.status, direct.status], [EnergyStatus::Converged; 2]);
        assert!((nested.energy - direct.energy).abs() < 1e-10);
        assert!(nested.iterations <= direct.iterations);
    }
}

/// Random numbers on the interior nodes of a mesh.
fn random(mesh: &Mesh, stream: u64) -> Vec<f64> {
    let mut random = superlinear_numerics::random::Stream::new(stream, 0);
    let numbers: Vec<f64> = (0..mesh.points().iter().product()).map(|_| random.normal()).collect();
    let mut field = vec![0.0; mesh.size()];
    mesh.set_interior(&mut field, &numbers);
    field
}

#[test]
fn derivatives_are_those_of_the_energy() {
    for points in [vec![5], vec![3, 4], vec![2, 3, 2]] {
        for kind in ["area", "power", "quadratic"] {
            let exponent = (kind == "power").then_some(3.0);
            let density = serde_json::json!({ "kind": kind, "exponent": exponent, "ridge": 0.3 });
            let density = serde_json::from_value(density).expect("is a density");
            let mesh = Mesh::new(&points, &vec![1.5; points.len()]);
            let run = testing::untimed(&RunOptions::default());
            let energy = Energy {
                run: &run,
                density: &Integrand::Radial(Radial::new(&density).expect("is a density")),
                potential: problem::Potential { kind: problem::PotentialKind::DoubleWell, weight: Some(2.0) },
                source: vec![1.0; mesh.size()],
                shares: mesh.shares(),
                mesh,
            };
            let (u, v) = (random(&energy.mesh, 1), random(&energy.mesh, 2));
            let at = |step: f64| {
                let moved: Vec<f64> = u.iter().zip(&v).map(|(u, v)| u + step * v).collect();
                ready(energy.evaluate(&moved, Order::Second))
            };
            let product =
                |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() * energy.mesh.volume();
            let (step, here) = (1e-5, at(0.0));
            let slope = (at(step).value - at(-step).value) / (2.0 * step);
            assert!((slope - product(&here.gradient, &v)).abs() < 1e-7 * slope.abs().max(1.0));
            let mut image = vec![0.0; v.len()];
            here.hessian.expect("was requested").apply(&v, &mut image);
            let w = random(&energy.mesh, 3);
            let change = (product(&at(step).gradient, &w) - product(&at(-step).gradient, &w)) / (2.0 * step);
            assert!((change - product(&image, &w)).abs() < 1e-6 * change.abs().max(1.0));
        }
    }
}
