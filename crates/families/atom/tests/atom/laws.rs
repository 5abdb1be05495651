//! Theorems about self-consistent atoms, independent of reference tables.

use crate::common::{Solved, assert_close, solve, solve_on};
use serde_json::{Value, json};

fn integral(solved: &Solved, of: impl Fn(usize) -> f64) -> f64 {
    solved.array("/mesh/weights").iter().enumerate().map(|(q, weight)| weight * of(q)).sum()
}

#[test]
fn the_density_is_that_of_all_electrons() {
    for (element, electrons) in [("H", 1.0), ("Ne", 10.0), ("U", 92.0)] {
        for model in ["schrodinger", "scalar", "dirac"] {
            let solved = solve(json!({ "element": element, "model": model }));
            let density = solved.array("/density");
            assert_close(integral(&solved, |q| density[q]), electrons, 1e-12 * electrons, element);
        }
    }
}

#[test]
fn the_cusp_is_katos() {
    for (element, z) in [("He", 2.0), ("Ne", 10.0), ("Xe", 54.0)] {
        let solved = solve(json!({ "element": element, "accuracy": 1e-10 }));
        assert_close(solved.number("/cusp"), z, 1e-9 * z, element);
    }
}

/// The derivative at 0 by fourth-order differences.
fn slope(value: impl Fn(f64) -> f64, step: f64) -> f64 {
    let difference = |step: f64| (value(step) - value(-step)) / (2.0 * step);
    (4.0 * difference(step) - difference(2.0 * step)) / 3.0
}

#[test]
fn the_energy_follows_the_charge_of_the_nucleus() {
    let at = |z: f64| solve(json!({ "element": z, "configuration": "1s2 2s2 2p6", "accuracy": 1e-10 }));
    let solved = at(10.0);
    let (r, density) = (solved.array("/mesh/r"), solved.array("/density"));
    let slope = slope(|change| at(10.0 + change).total(), 0.02);
    assert_close(slope, -integral(&solved, |q| density[q] / r[q]), 1e-7, "dE/dZ");
}

#[test]
fn levels_are_derivatives_by_occupations() {
    let at = |occupation: f64| {
        let shells = [(1, 0, 2.0), (2, 0, 2.0), (2, 1, occupation)];
        let list: Vec<Value> = shells.iter().map(|(n, l, f)| json!({ "n": n, "l": l, "occupation": f })).collect();
        solve(json!({ "element": "Ne", "configuration": list, "accuracy": 1e-10 }))
    };
    let slope = slope(|change| at(5.0 + change).total(), 0.05);
    assert_close(slope, at(5.0).level("2p", None), 1e-6, "Janak");
}

/// 2 T + E_en + E_H is the integral of D r v_xc'. For every functional of the density alone, it equals -3 times the
/// integral of D (v_xc - e_xc), because n v_xc' is the derivative of n (v_xc - e_xc).
#[test]
fn the_virial_theorem_holds() {
    for (element, xc) in [("He", "lda"), ("Ne", "lda"), ("Fe", "pw92"), ("U", "lda"), ("U", "exchange")] {
        let solved = solve(json!({ "element": element, "xc": xc, "accuracy": 1e-10 }));
        let (density, hartree) = (solved.array("/density"), solved.array("/hartree"));
        let potential = solved.array("/electronPotential");
        let of_potential = integral(&solved, |q| density[q] * (potential[q] - hartree[q]));
        let energy = |part: &str| solved.number(&format!("/energy/{part}"));
        let left = 2.0 * energy("kinetic") + energy("nuclear") + energy("hartree");
        assert_close(left, -3.0 * (of_potential - energy("xc")), 1e-6, &format!("virial of {element} {xc}"));
    }
}

#[test]
fn a_single_potential_has_the_same_s_levels_in_both_relativistic_equations() {
    let level = |equation: &str, key: &str, value: i32| {
        let mut problem =
            json!({ "potential": { "kind": "yukawa", "charge": 80.0, "screening": 1.5 }, "equation": equation });
        problem[key] = json!(value);
        problem["count"] = json!(3);
        let solved = crate::common::states(problem);
        solved.json["states"]
            .as_array()
            .unwrap()
            .iter()
            .map(|level| level["energy"].as_f64().unwrap())
            .collect::<Vec<_>>()
    };
    for (scalar, dirac) in level("scalar", "l", 0).into_iter().zip(level("dirac", "kappa", -1)) {
        assert_close(scalar, dirac, 1e-12 * dirac.abs(), "s level");
    }
}

#[test]
fn a_large_speed_of_light_is_none() {
    let plain = solve(json!({ "element": "Ne" })).total();
    for model in ["scalar", "dirac"] {
        assert_close(solve(json!({ "element": "Ne", "model": model, "c": 1e6 })).total(), plain, 1e-8, model);
    }
}

#[test]
fn the_length_of_the_mesh_does_not_matter() {
    let total = |r_max: f64| solve(json!({ "element": "Ar", "model": "dirac", "mesh": { "rMax": r_max } })).total();
    for r_max in [40.0, 60.0] {
        assert_close(total(r_max), total(50.0), 1e-9, "r_max");
    }
}

#[test]
fn electrons_alone_with_the_nucleus_have_its_levels() {
    for model in ["schrodinger", "dirac"] {
        let solved = solve(json!({ "element": "U", "charge": 82.0, "xc": "none", "model": model }));
        let exact = if model == "dirac" { -4861.1980231194 } else { -4232.0 };
        assert_close(solved.level("1s", None), exact, 1e-8, model);
    }
}

#[test]
fn threads_change_no_bit() {
    for model in ["schrodinger", "scalar", "dirac"] {
        let problem = json!({ "element": "U", "model": model });
        let one = solve_on(problem.clone(), 1);
        for threads in [2, 3] {
            let several = solve_on(problem.clone(), threads);
            assert_eq!(one.json, several.json);
            assert_eq!(one.array("/density"), several.array("/density"));
        }
    }
}

#[test]
fn unbound_levels_are_named() {
    let solved = solve(json!({ "element": "F", "charge": -1.0 }));
    assert_eq!(solved.status(), "unboundState");
    let orbitals = solved.json["orbitals"].as_array().unwrap();
    let unbound: Vec<&Value> = orbitals.iter().filter(|orbital| orbital["bound"] == false).collect();
    assert_eq!(unbound.len(), 1);
    assert_eq!(unbound[0]["label"], "2p");
}

#[test]
fn other_anions_end_too() {
    for element in ["O", "S", "Br"] {
        let solved = solve(json!({ "element": element, "charge": -1.0 }));
        let is_bound = solved.level(
            if element == "O" {
                "2p"
            } else if element == "S" {
                "3p"
            } else {
                "4p"
            },
            None,
        ) < 0.0;
        assert!(solved.status() == "unboundState" || solved.status() == "converged" && is_bound, "{element}");
        assert!(solved.number("/iterations") <= 100.0);
    }
}

#[test]
fn an_earlier_solution_is_a_good_start() {
    let neon = solve(json!({ "element": "Ne" }));
    let json = neon.json.clone();
    let array = |pointer: &str| json!(neon.array(pointer));
    let start = json!({
        "mesh": {
            "boundaries": array("/mesh/boundaries"), "degree": json["mesh"]["degree"], "points": json["mesh"]["points"],
            "originPower": json["mesh"]["originPower"], "weightedUpTo": json["mesh"]["weightedUpTo"],
        },
        "electronPotential": array("/electronPotential"), "nuclearCharge": 10.0, "spin": false,
    });
    let again = solve(json!({ "element": "Ne", "start": start }));
    assert!(again.number("/iterations") <= 6.0, "{} iterations", again.number("/iterations"));
    assert_close(again.total(), neon.total(), 1e-9, "Ne from Ne");
    let sodium = solve(json!({ "element": "Na", "start": start }));
    assert_close(sodium.total(), solve(json!({ "element": "Na" })).total(), 2e-9, "Na from Ne");
}

#[test]
fn a_small_nucleus_is_nearly_a_point() {
    for model in ["schrodinger", "dirac"] {
        let total = |kind: &str, radius: f64| {
            solve(json!({ "element": "Ne", "model": model, "nucleus": { "kind": kind, "radius": radius } })).total()
        };
        let point = total("point", 0.0);
        // In the nonrelativistic case the shift is (2 pi/3) Z n(0) <r^2>.
        for kind in ["sphere", "gaussian"] {
            let shift = total(kind, 1e-4) - point;
            let expected = 2.0 * std::f64::consts::PI / 3.0
                * 10.0
                * solve(json!({ "element": "Ne" })).number("/densityAtNucleus")
                * 1e-8;
            assert!(
                (shift / expected - 1.0).abs() < if model == "dirac" { 0.1 } else { 0.01 },
                "{model} {kind} {shift} {expected}"
            );
        }
    }
}

#[test]
fn a_wall_raises_the_energy() {
    let total = |radius: f64| {
        let solved = solve(json!({ "element": "H", "xc": "none", "confinement": { "radius": radius } }));
        assert_eq!(solved.status(), "converged");
        solved.total()
    };
    // Hydrogen in a sphere of 2 bohr, the node of the 2s orbital: -0.125 exactly.
    assert_close(total(2.0), -0.125, 1e-10, "r = 2");
    assert!(total(1.0) > 0.0 && total(10.0) < -0.4999);
}
