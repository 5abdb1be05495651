//! Correlation of Perdew and Zunger, Phys. Rev. B 23, 5048, 1981, appendix C.

use super::{Spins, interpolation};
use crate::dual::{Dual, over};

/// The parameters of one fit, with the paper's names.
struct Fit {
    /// For r_s >= 1.
    gamma: f64,
    /// For r_s >= 1.
    beta: [f64; 2],
    /// A, B, C and D, for r_s < 1.
    high_density: [f64; 4],
}

/// Without polarization.
const PARA: Fit = Fit { gamma: -0.1423, beta: [1.0529, 0.3334], high_density: [0.0311, -0.048, 0.0020, -0.0116] };

/// For full polarization.
const FERRO: Fit = Fit { gamma: -0.0843, beta: [1.3981, 0.2611], high_density: [0.01555, -0.0269, 0.0007, -0.0048] };

/// An upper bound of the jump of the energy per electron at r_s = 1: the two formulas have constants of few digits and
/// do not quite meet.
pub(crate) const JUMP: f64 = 3.3e-5;

/// The energy per electron.
pub(crate) fn correlation<const N: usize>(spins: &Spins<N>) -> Dual<N> {
    let radius = spins.wigner_seitz_radius();
    let para = PARA.energy(radius);
    match spins.polarization() {
        None => para,
        Some(zeta) => para + (FERRO.energy(radius) - para) * interpolation(zeta),
    }
}

impl Fit {
    fn energy<const N: usize>(&self, radius: Dual<N>) -> Dual<N> {
        let Self { gamma, beta: [beta1, beta2], high_density: [a, b, c, d] } = *self;
        if radius.value >= 1.0 {
            return over(gamma, radius.sqrt() * beta1 + radius * beta2 + 1.0);
        }
        let logarithm = radius.ln();
        logarithm * a + b + radius * logarithm * c + radius * d
    }
}
