//! Levels in given potentials, compared with closed forms.

use crate::common::{Solved, assert_close, states, table};
use serde_json::{Value, json};

fn energies(solved: &Solved) -> Vec<f64> {
    let levels = solved.json["states"].as_array().unwrap();
    assert!(levels.iter().all(|level| level["certified"] == true));
    levels.iter().map(|level| level["energy"].as_f64().unwrap()).collect()
}

#[test]
fn hydrogen_like_levels_of_schrodingers_equation() {
    for z in [1.0, 92.0] {
        for l in 0..7_u32 {
            let potential = json!({ "kind": "coulomb", "charge": z });
            let solved = states(json!({ "potential": potential, "l": l, "count": 7 - l, "accuracy": 1e-12 }));
            for (k, energy) in energies(&solved).into_iter().enumerate() {
                let n = f64::from(l + 1) + k as f64;
                assert_close(energy, -0.5 * (z / n).powi(2), 1e-13 * z * z, &format!("Z {z} l {l} n {n}"));
            }
        }
    }
}

#[test]
fn hydrogen_like_levels_of_diracs_equation() {
    for row in table("coulomb_dirac") {
        let [z, energy]: [f64; 2] = [row[0].parse().unwrap(), row[3].parse().unwrap()];
        let [kappa, n]: [i32; 2] = [row[1].parse().unwrap(), row[2].parse().unwrap()];
        let potential = json!({ "kind": "coulomb", "charge": z });
        let solved = states(json!({ "potential": potential, "equation": "dirac", "kappa": kappa, "n": n }));
        assert_close(energies(&solved)[0], energy, 1e-9, &format!("Z {z} kappa {kappa} n {n}"));
        assert!(solved.number("/estimatedError") < 2e-6);
    }
}

#[test]
fn harmonic_levels_of_diracs_equation() {
    for row in table("harmonic_dirac") {
        let [omega, energy]: [f64; 2] = [row[0].parse().unwrap(), row[3].parse().unwrap()];
        let [kappa, n]: [i32; 2] = [row[1].parse().unwrap(), row[2].parse().unwrap()];
        let potential = json!({ "kind": "harmonic", "frequency": omega });
        let problem = json!({ "potential": potential, "equation": "dirac", "kappa": kappa, "n": n, "accuracy": 1e-12 });
        assert_close(energies(&states(problem))[0], energy, 1e-11, &format!("omega {omega} kappa {kappa} n {n}"));
    }
}

#[test]
fn named_potentials() {
    for row in table("potentials") {
        let words: Vec<&str> = row[0].split(&[' ', '=']).collect();
        let number = |word: usize| words[word].parse::<f64>().unwrap();
        let (kind, tolerance) = (words[0].to_lowercase(), if row[5] == "FE" { 2e-11 } else { 1e-11 });
        let potential = match kind.as_str() {
            "harmonic" => json!({ "kind": kind, "frequency": number(2) }),
            _ => json!({ "kind": kind, "charge": number(2), "screening": number(4) }),
        };
        let l: u32 = row[2].trim_start_matches("l=").parse().unwrap();
        let n: u32 = row[3].parse().unwrap();
        let solved = states(json!({ "potential": potential, "l": l, "n": n, "accuracy": 1e-12 }));
        assert_close(energies(&solved)[0], row[4].parse().unwrap(), tolerance, &format!("{row:?}"));
    }
}

/// The square of Dirac's operator has the same levels, in the same order.
#[test]
fn the_squared_form_agrees() {
    let z = 92.0;
    for kappa in KAPPAS {
        let l = if kappa > 0 { kappa } else { -kappa - 1 };
        let problem = json!({
            "potential": { "kind": "coulomb", "charge": z }, "equation": "dirac", "form": "squared", "kappa": kappa,
            "count": 7 - l,
        });
        let found = energies(&states(problem));
        assert_eq!(found.len(), 7 - l as usize);
        for (k, energy) in found.into_iter().enumerate() {
            let exact = dirac_coulomb(z, kappa, l + 1 + k as i32);
            assert_close(energy, exact, 1e-8, &format!("squared, kappa {kappa} level {k}"));
        }
    }
    let harmonic = json!({ "kind": "harmonic", "frequency": 1.0 });
    for (kappa, n, energy) in [(-1, 1, 1.499995007767894), (1, 2, 2.499935104416085), (-7, 7, 7.499675526843168)] {
        let problem = json!({
            "potential": harmonic, "equation": "dirac", "form": "squared", "kappa": kappa, "n": n, "accuracy": 1e-11,
        });
        assert_close(energies(&states(problem))[0], energy, 1e-10, &format!("squared, kappa {kappa} n {n}"));
    }
}

/// On any mesh, Dirac's equation has exactly the levels of the closed form, for either sign of kappa.
#[test]
fn no_level_is_spurious_on_ten_meshes() {
    let z = 92.0;
    for mesh in 0..10 {
        let elements = 10 + mesh;
        let mesh: Value = match mesh % 2 {
            0 => json!({ "elements": elements, "rMax": 12.0 + mesh as f64, "ratio": 1e5, "degree": 14 + mesh % 5 }),
            _ => json!({ "elements": elements, "rMax": 14.0, "degree": 12 + mesh % 7 }),
        };
        for (form, kappa) in ["eliminated", "squared"].into_iter().flat_map(|form| KAPPAS.map(|kappa| (form, kappa))) {
            let l = if kappa > 0 { kappa } else { -kappa - 1 };
            let problem = json!({
                "potential": { "kind": "coulomb", "charge": z }, "equation": "dirac", "form": form, "kappa": kappa,
                "count": 7 - l, "mesh": mesh,
            });
            let found = energies(&states(problem));
            assert_eq!(found.len(), 7 - l as usize);
            for (k, energy) in found.into_iter().enumerate() {
                let exact = dirac_coulomb(z, kappa, l + 1 + k as i32);
                assert_close(energy, exact, 2e-4, &format!("{form}, mesh {mesh}, kappa {kappa} level {k}"));
            }
        }
    }
}

/// All kappa up to |kappa| = 7 with l up to 6.
const KAPPAS: [i32; 13] = [-7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6];

/// The closed form of the levels in a Coulomb potential.
fn dirac_coulomb(z: f64, kappa: i32, n: i32) -> f64 {
    let c = 137.0359895_f64;
    let k = f64::from(kappa.abs());
    let x = (z / c / (f64::from(n) - k + (k * k - (z / c).powi(2)).sqrt())).powi(2);
    -c * c * x / ((1.0 + x).sqrt() * (1.0 + (1.0 + x).sqrt()))
}

#[test]
fn levels_scale_with_the_charge() {
    let energy = |z: f64| {
        energies(&states(json!({ "potential": { "kind": "coulomb", "charge": z }, "l": 1, "count": 3 })))[2] / (z * z)
    };
    for z in [0.5, 3.7, 40.0] {
        assert_close(energy(z), energy(1.0), 1e-12, "scaled");
    }
}

#[test]
fn a_potential_that_binds_fewer_levels_says_so() {
    let well = json!({ "kind": "square", "depth": 2.0, "radius": 1.0 });
    let solved = states(json!({ "potential": well, "count": 5 }));
    assert_eq!(solved.status(), "unboundState");
    // k cot k = -sqrt(2 V - k^2) for R = 1 has a single root, with E = k^2/2 - V.
    let found = energies(&solved);
    assert_eq!(found.len(), 1);
    let k = (2.0 * (found[0] + 2.0)).sqrt();
    assert_close(k / k.tan(), -(4.0 - k * k).sqrt(), 1e-8, "square well");
    let shallow = json!({ "kind": "square", "depth": 1.0, "radius": 1.0 });
    let none = states(json!({ "potential": shallow, "count": 1 }));
    assert_eq!((none.status(), energies(&none).len()), ("unboundState", 0));
}
