//! Correlation of Perdew and Wang, Phys. Rev. B 45, 13244, 1992, with the same number of digits of constants as in PBE.

use super::{Spins, with_stiffness};
use crate::dual::{Dual, over};

/// A, alpha_1, beta_1 to beta_4 without polarization.
const PARA: [f64; 6] = [0.0310907, 0.21370, 7.5957, 3.5876, 1.6382, 0.49294];

/// A, alpha_1, beta_1 to beta_4 for full polarization.
const FERRO: [f64; 6] = [0.01554535, 0.20548, 14.1189, 6.1977, 3.3662, 0.62517];

/// A, alpha_1, beta_1 to beta_4 of the spin stiffness, with the sign reversed.
const STIFFNESS: [f64; 6] = [0.0168869, 0.11125, 10.357, 3.6231, 0.88026, 0.49671];

/// f''(0), with the digits of common implementations.
const CURVATURE: f64 = 1.709_920_934_161_365_6;

/// The energy per electron.
pub fn correlation<const N: usize>(spins: &Spins<N>) -> Dual<N> {
    let radius = spins.wigner_seitz_radius();
    match spins.polarisation() {
        None => fit(radius, PARA),
        Some(zeta) => with_stiffness([fit(radius, PARA), fit(radius, FERRO), -fit(radius, STIFFNESS)], zeta, CURVATURE),
    }
}

/// -2A (1 + alpha_1 r_s) ln(1 + 1/(2A (beta_1 x + beta_2 x^2 + beta_3 x^3 + beta_4 x^4))), x = sqrt(r_s).
fn fit<const N: usize>(radius: Dual<N>, [a, alpha, b1, b2, b3, b4]: [f64; 6]) -> Dual<N> {
    let x = radius.sqrt();
    let series = x * (x * (x * (x * b4 + b3) + b2) + b1);
    (radius * alpha + 1.0) * over(0.5 / a, series).ln_1p() * (-2.0 * a)
}
