//! The generalized gradient approximation of Perdew, Burke and Ernzerhof, Phys. Rev. Lett. 77, 3865, 1996.

use super::{Spins, exchange, pw92};
use crate::dual::Dual;
use std::f64::consts::{LN_2, PI};

/// The parameters of the paper, with the digits of common implementations. κ is the largest value for which the
/// Lieb-Oxford bound holds locally; μ = β π² / 3 cancels the gradient terms of exchange and correlation.
const KAPPA: f64 = 0.804;
const MU: f64 = 0.219_514_972_764_517_1;
const BETA: f64 = 0.066_724_550_603_149_22;
const GAMMA: f64 = (1.0 - LN_2) / (PI * PI);

/// The minimum of 1 - |zeta|: its power 2/3 has an infinite derivative at 0.
const MIN_MINORITY: f64 = 1e-12;

/// The energy per volume without polarization: local exchange times 1 + kappa - kappa / (1 + mu s^2/kappa), with s =
/// |n'| / (2 k_F n).
pub(crate) fn exchange<const N: usize>(n: Dual<N>, gradient: Dual<N>) -> Dual<N> {
    let fermi = (n * (3.0 * PI * PI)).cbrt();
    let s = gradient / (fermi * n * 2.0);
    let mu_s = s.square() * MU;
    // This form has no cancellation for small s, and is finite for large s.
    let enhancement = mu_s / (mu_s / KAPPA + 1.0) + 1.0;
    let bounded = if mu_s.value.is_finite() { enhancement } else { Dual::constant(1.0 + KAPPA) };
    exchange::local(n, None) * bounded
}

/// The energy per electron: PW92 plus gamma phi^3 ln(1 + (beta/gamma) t^2 (1 + A t^2) / (1 + A t^2 + A^2 t^4)), with t
/// = |n'| / (2 phi k_s n).
pub(crate) fn correlation<const N: usize>(spins: &Spins<N>) -> Dual<N> {
    let local = pw92::correlation(spins);
    let phi = spins.polarization().map_or(Dual::constant(1.0), |zeta| (two_thirds(zeta) + two_thirds(-zeta)) * 0.5);
    let fermi = (spins.n * (3.0 * PI * PI)).cbrt();
    let screening = fermi * (4.0 / PI);
    let t = spins.gradient.square() / (phi.square() * screening * spins.n.square() * 4.0);
    if !t.value.is_finite() || !t.slopes.iter().all(|slope| slope.is_finite()) {
        // Correlation vanishes in the limit of rapidly varying densities.
        return Dual::constant(0.0);
    }
    let scale = phi.square() * phi * GAMMA;
    let a = Dual::constant(BETA / GAMMA) / (-(local / scale)).exp_m1();
    let at = a * t;
    let numerator = at + 1.0;
    let inner = t * (BETA / GAMMA) * numerator / (at * numerator + 1.0);
    local + scale * inner.ln_1p()
}

/// (1 + zeta)^(2/3).
fn two_thirds<const N: usize>(zeta: Dual<N>) -> Dual<N> {
    let x = zeta + 1.0;
    if x.value < MIN_MINORITY { Dual::constant(MIN_MINORITY.cbrt().powi(2)) } else { x.cbrt().square() }
}
