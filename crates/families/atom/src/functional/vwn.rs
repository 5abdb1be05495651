//! Correlation of Vosko, Wilk and Nusair, Can. J. Phys. 58, 1200, 1980: their fit (4.4) to the energies of Ceperley and Alder.

use super::{Spins, with_stiffness};
use crate::dual::{Dual, over};
use std::f64::consts::PI;

/// A, x_0, b, c without polarization.
const PARA: [f64; 4] = [0.0310907, -0.10498, 3.72744, 12.9352];

/// A, x_0, b, c for full polarization.
const FERRO: [f64; 4] = [0.01554535, -0.32500, 7.06042, 18.0578];

/// A, x_0, b, c of the spin stiffness.
const STIFFNESS: [f64; 4] = [-1.0 / (6.0 * PI * PI), -0.0047584, 1.13107, 13.0045];

/// The energy per electron.
pub(crate) fn correlation<const N: usize>(spins: &Spins<N>) -> Dual<N> {
    let x = spins.wigner_seitz_radius().sqrt();
    match spins.polarization() {
        None => fit(x, PARA),
        // f''(0) = 4 / (9 (2^(1/3) - 1)).
        Some(zeta) => {
            let curvature = 4.0 / (9.0 * (2.0_f64.cbrt() - 1.0));
            with_stiffness([fit(x, PARA), fit(x, FERRO), fit(x, STIFFNESS)], zeta, curvature)
        }
    }
}

/// A { ln(x^2/X) + (2b/Q) atan(Q/(2x+b)) - (b x_0/X(x_0)) [ln((x-x_0)^2/X) + (2(b+2x_0)/Q) atan(Q/(2x+b))] } with
/// X = x^2 + b x + c and Q = sqrt(4c - b^2).
fn fit<const N: usize>(x: Dual<N>, [a, x0, b, c]: [f64; 4]) -> Dual<N> {
    let quadratic = x * (x + b) + c;
    let q = (4.0 * c - b * b).sqrt();
    let angle = over(q, x * 2.0 + b).atan();
    let outer = (x.square() / quadratic).ln() + angle * (2.0 * b / q);
    let inner = ((x - x0).square() / quadratic).ln() + angle * (2.0 * (b + 2.0 * x0) / q);
    (outer - inner * (b * x0 / (x0 * x0 + b * x0 + c))) * a
}
