//! Levels in bare Coulomb potentials against closed forms.
use superlinear_atom::equation::*;
use superlinear_atom::grid::*;
use superlinear_atom::levels::*;
use superlinear_atom::operator::*;

fn boundaries(z: f64, elements: usize, cuts: i32, r_max: f64) -> Vec<f64> {
    let d = (4.6 / z).max(0.05);
    let h = (1.0 + r_max / d).ln() / elements as f64;
    let mut b: Vec<f64> = (0..=elements).map(|i| d * ((i as f64 * h).exp() - 1.0)).collect();
    let first = b[1];
    for m in 1..=cuts {
        b.insert(1, first / 6.0f64.powi(m));
    }
    b
}

#[test]
fn uranium() {
    for equation in [Equation::Schrodinger, Equation::Dirac(SPEED_OF_LIGHT_NIST)] {
        let z = 92.0;
        let shape = Shape {
            boundaries: boundaries(z, 14, 5, 50.0),
            degree: 14,
            points: 20,
            origin_power: equation.origin_power(z),
            weighted_up_to: 10.0 / z,
        };
        let grid = Grid::new(shape);
        for kappa in [-1, 1, -2, 2, -3, 3, -7] {
            let symmetry = match equation {
                Equation::Schrodinger => {
                    if kappa > 0 {
                        continue;
                    }
                    Symmetry { l: (-kappa - 1) as u32, kappa: 0 }
                }
                _ => Symmetry::of_kappa(kappa),
            };
            let mut operator = Operator::new(&grid, equation, symmetry, z);
            operator.set_potential(&Potential { values: grid.r.iter().map(|r| -z / r).collect(), slopes: None });
            let mut levels = Levels::new(&mut operator, z, 0.0);
            for n in symmetry.l + 1..=7 {
                let index = (n - symmetry.l - 1) as usize;
                let mut orbital = levels.find(index, 1e-14, 0.0).unwrap();
                let exact = hydrogenic_energy(equation, symmetry, n, z);
                let found = orbital.energy;
                let ok = levels.certify(index, &mut orbital);
                println!("{equation:?} {kappa} {n} {:e} {exact} {ok}", found - exact);
            }
        }
    }
}
