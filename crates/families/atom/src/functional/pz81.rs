//! Correlation of Perdew and Zunger, Phys. Rev. B 23, 5048, 1981, appendix C.

use super::{Spins, interpolation};
use crate::dual::{Dual, over};

/// gamma, beta_1, beta_2 for r_s >= 1 and A, B, C, D below, without polarization.
const PARA: [f64; 7] = [-0.1423, 1.0529, 0.3334, 0.0311, -0.048, 0.0020, -0.0116];

/// The same constants for full polarization.
const FERRO: [f64; 7] = [-0.0843, 1.3981, 0.2611, 0.01555, -0.0269, 0.0007, -0.0048];

/// An upper bound of the jump of the energy per electron at r_s = 1: the two formulas have constants of few digits and
/// do not quite meet.
pub const JUMP: f64 = 3.3e-5;

/// The energy per electron.
pub fn correlation<const N: usize>(spins: &Spins<N>) -> Dual<N> {
    let radius = spins.wigner_seitz_radius();
    let para = fit(radius, PARA);
    match spins.polarisation() {
        None => para,
        Some(zeta) => para + (fit(radius, FERRO) - para) * interpolation(zeta),
    }
}

fn fit<const N: usize>(radius: Dual<N>, [gamma, beta1, beta2, a, b, c, d]: [f64; 7]) -> Dual<N> {
    if radius.value >= 1.0 {
        return over(gamma, radius.sqrt() * beta1 + radius * beta2 + 1.0);
    }
    let logarithm = radius.ln();
    logarithm * a + b + radius * logarithm * c + radius * d
}
