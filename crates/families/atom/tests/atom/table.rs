//! Totals and levels of the reference tables, with default options.

use crate::common::{Solved, assert_close, solve, table};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The allowed error of every total and level, in hartree. The tables are accurate to 2e-10.
const TOLERANCE: f64 = 1e-8;

/// The allowed error of the parts of the energy.
const PART_TOLERANCE: f64 = 1e-6;

/// The rows of a table by atom, as quantity and value.
fn atoms(rows: &[Vec<String>], keys: usize) -> BTreeMap<Vec<String>, Vec<(String, f64)>> {
    let mut atoms: BTreeMap<Vec<String>, Vec<(String, f64)>> = BTreeMap::new();
    for row in rows {
        let value = row[keys + 1].parse().unwrap();
        atoms.entry(row[..keys].to_vec()).or_default().push((row[keys].clone(), value));
    }
    atoms
}

fn check(solved: &Solved, quantities: &[(String, f64)], tolerance: f64, what: &str) {
    for (quantity, value) in quantities {
        let (actual, tolerance) = match quantity.as_str() {
            "Etot" => (solved.total(), tolerance),
            // Their errors are of first order in the error of the potential, and the table is rounded to 1e-8.
            "Ekin" => (solved.number("/energy/kinetic"), PART_TOLERANCE),
            "Ecoul" => (solved.number("/energy/hartree"), PART_TOLERANCE),
            "Eenuc" => (solved.number("/energy/nuclear"), PART_TOLERANCE),
            "Exc" => (solved.number("/energy/xc"), PART_TOLERANCE),
            level if level.ends_with('u') => (solved.level(level.trim_end_matches('u'), Some("up")), tolerance),
            // A `d` in the second position is the letter of the shell; spins come after it.
            level if level.ends_with('d') && level.len() > 2 => (solved.level(&level[..2], Some("down")), tolerance),
            level => (solved.level(level, None), tolerance),
        };
        assert_close(actual, *value, tolerance, &format!("{what} {quantity}"));
    }
}

/// All elements in one model: totals, levels, iterations, certificates, and the estimate of the error.
fn check_elements(name: &str, model: &str) {
    let (mut iterations, mut bounded) = (Vec::new(), 0);
    for (keys, quantities) in atoms(&table(name), 2) {
        let z: f64 = keys[0].parse().unwrap();
        let solved = solve(json!({ "element": z, "model": model }));
        assert_eq!(solved.status(), "converged", "{name} {z}");
        assert!(solved.json["orbitals"].as_array().unwrap().iter().all(|orbital| orbital["certified"] == true));
        check(&solved, &quantities, TOLERANCE, &format!("{name} {z}"));
        iterations.push(solved.number("/iterations"));
        // The reference itself is accurate to 2e-10 and rounded to 1e-10.
        let error = (solved.total() - quantities[0].1).abs() - 2e-10;
        bounded += usize::from(error <= solved.number("/estimatedError"));
    }
    let count = iterations.len();
    assert!(count > 80);
    let mean = iterations.iter().sum::<f64>() / count as f64;
    let most = iterations.iter().copied().fold(0.0, f64::max);
    assert!(mean <= 16.0 && most <= 40.0, "{name}: {mean} iterations on average, {most} at most");
    assert!(10 * bounded >= 9 * count, "{name}: the estimate bounds {bounded} of {count} errors");
}

#[test]
fn every_element_by_schrodingers_equation() {
    check_elements("lda", "schrodinger");
}

#[test]
fn every_element_by_diracs_equation() {
    check_elements("rlda", "dirac");
}

#[test]
fn every_element_by_the_scalar_relativistic_equation() {
    check_elements("scrlda", "scalar");
}

#[test]
fn spin_polarized_atoms_and_ions() {
    for (keys, quantities) in atoms(&table("lsd"), 3) {
        let [z, charge]: [f64; 2] = [keys[0].parse().unwrap(), keys[1].parse().unwrap()];
        let solved = solve(json!({ "element": z, "charge": charge, "spin": true }));
        assert_eq!(solved.status(), "converged", "LSD {keys:?}");
        check(&solved, &quantities, TOLERANCE, &format!("LSD {keys:?}"));
    }
}

#[test]
fn generalized_gradients() {
    for (keys, quantities) in atoms(&table("pbe"), 2) {
        let solved = solve(json!({ "element": keys[0].parse::<f64>().unwrap(), "xc": "pbe" }));
        assert_eq!(solved.status(), "converged", "PBE {keys:?}");
        check(&solved, &quantities, TOLERANCE, &format!("PBE {keys:?}"));
    }
}

#[test]
fn ions_fractions_and_oganesson() {
    for (keys, quantities) in atoms(&table("ions"), 4) {
        let [z, charge]: [f64; 2] = [keys[0].parse().unwrap(), keys[1].parse().unwrap()];
        let model = match keys[3].as_str() {
            "LDA" => "schrodinger",
            "RLDA" => "dirac",
            _ => "scalar",
        };
        let solved = solve(json!({ "element": z, "charge": charge, "configuration": keys[2], "model": model }));
        assert_eq!(solved.status(), "converged", "{keys:?}");
        // The table of the heaviest elements is rounded to 1e-7.
        check(&solved, &quantities, if z > 100.0 { 6e-8 } else { TOLERANCE }, &format!("{keys:?}"));
    }
}

#[test]
fn expectation_values() {
    for (keys, quantities) in atoms(&table("expectation"), 2) {
        let model = match keys[1].as_str() {
            "LDA" => "schrodinger",
            "RLDA" => "dirac",
            "ScRLDA" => "scalar",
            _ => continue,
        };
        let solved = solve(json!({ "element": keys[0].parse::<f64>().unwrap(), "model": model }));
        for (quantity, value) in quantities {
            let actual = match quantity.split_once(' ') {
                None if quantity == "n(0)" => solved.number("/densityAtNucleus"),
                Some((what, label)) if label != "total" => {
                    let key = match what {
                        "<1/r>" => "meanInverseRadius",
                        "<r>" => "meanRadius",
                        _ => "meanSquareRadius",
                    };
                    let orbitals = solved.json["orbitals"].as_array().unwrap();
                    let orbital: &Value = orbitals.iter().find(|orbital| orbital["label"] == label).unwrap();
                    orbital[key].as_f64().unwrap()
                }
                _ => continue,
            };
            assert_close(actual, value, 2e-8 * value.abs(), &format!("{keys:?} {quantity}"));
        }
    }
}
