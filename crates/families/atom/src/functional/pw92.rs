//! Correlation of Perdew and Wang, Phys. Rev. B 45, 13244, 1992, with the same number of digits of constants as in PBE.

use super::{Spins, with_stiffness};
use crate::dual::{Dual, over};

/// The parameters of one fit, with the paper's names.
struct Fit {
    a: f64,
    alpha: f64,
    beta: [f64; 4],
}

/// Without polarization.
const PARA: Fit = Fit { a: 0.0310907, alpha: 0.21370, beta: [7.5957, 3.5876, 1.6382, 0.49294] };

/// For full polarization.
const FERRO: Fit = Fit { a: 0.01554535, alpha: 0.20548, beta: [14.1189, 6.1977, 3.3662, 0.62517] };

/// Of the spin stiffness, with the sign reversed.
const STIFFNESS: Fit = Fit { a: 0.0168869, alpha: 0.11125, beta: [10.357, 3.6231, 0.88026, 0.49671] };

/// f''(0), with the digits of common implementations.
const CURVATURE: f64 = 1.709_920_934_161_365_6;

/// The energy per electron.
pub(crate) fn correlation<const N: usize>(spins: &Spins<N>) -> Dual<N> {
    let radius = spins.wigner_seitz_radius();
    match spins.polarization() {
        None => PARA.energy(radius),
        Some(zeta) => {
            with_stiffness([PARA.energy(radius), FERRO.energy(radius), -STIFFNESS.energy(radius)], zeta, CURVATURE)
        }
    }
}

impl Fit {
    /// -2A (1 + alpha_1 r_s) ln(1 + 1/(2A (beta_1 x + beta_2 x^2 + beta_3 x^3 + beta_4 x^4))), x = sqrt(r_s).
    fn energy<const N: usize>(&self, radius: Dual<N>) -> Dual<N> {
        let Self { a, alpha, beta: [b1, b2, b3, b4] } = *self;
        let x = radius.sqrt();
        let series = x * (x * (x * (x * b4 + b3) + b2) + b1);
        (radius * alpha + 1.0) * over(0.5 / a, series).ln_1p() * (-2.0 * a)
    }
}
