//! Exchange and correlation: energy densities as formulas of [`Dual`] numbers, which yield the potentials as
//! derivatives.

pub mod exchange;
pub mod pbe;
pub mod pw92;
pub mod pz81;
pub mod task;
pub mod vwn;

use crate::dual::Dual;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// The smallest density with exchange and correlation: derivatives contain its inverse square, which must stay in the
/// range of doubles.
const MIN_DENSITY: f64 = 1e-150;

/// An exchange-correlation functional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Functional {
    /// The local density approximation with the correlation of Vosko, Wilk and Nusair (Can. J. Phys. 58, 1200, 1980).
    #[default]
    Lda,
    /// The local density approximation with the correlation of Perdew and Wang (Phys. Rev. B 45, 13244, 1992).
    Pw92,
    /// The local density approximation with the correlation of Perdew and Zunger (Phys. Rev. B 23, 5048, 1981).
    Pz81,
    /// The generalized gradient approximation of Perdew, Burke and Ernzerhof (Phys. Rev. Lett. 77, 3865, 1996).
    Pbe,
    /// Local exchange only.
    Exchange,
    /// No exchange, correlation or repulsion between electrons: each electron is alone with the nucleus.
    None,
}

/// A functional, with the speed of light if exchange is relativistic (MacDonald and Vosko, J. Phys. C 12, 2977, 1979).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Approximation {
    pub functional: Functional,
    pub speed_of_light: Option<f64>,
}

/// Exchange and correlation at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point<const SPINS: usize> {
    /// The energy per volume.
    pub energy: f64,
    /// Its derivatives with respect to the density of each spin, or to the total density if there is one spin channel.
    pub potential: [f64; SPINS],
    /// Its derivatives with respect to the gradients of these densities.
    pub slope: [f64; SPINS],
}

impl<const SPINS: usize> Point<SPINS> {
    const NOTHING: Self = Self { energy: 0.0, potential: [0.0; SPINS], slope: [0.0; SPINS] };
}

impl Functional {
    /// Whether the energy depends on the gradient of the density.
    pub(crate) fn has_gradient(self) -> bool {
        self == Self::Pbe
    }

    /// The Wigner–Seitz radius of a discontinuity of the energy per electron, and an upper bound of the jump.
    pub(crate) fn jump(self) -> Option<(f64, f64)> {
        (self == Self::Pz81).then_some((1.0, pz81::JUMP))
    }
}

impl Approximation {
    /// Evaluates the functional without spin polarization, for the total density `n` and its gradient.
    pub(crate) fn restricted(&self, n: f64, gradient: f64) -> Point<1> {
        if n < MIN_DENSITY || self.functional == Functional::None {
            return Point::NOTHING;
        }
        if self.functional.has_gradient() {
            let energy = self.energy(Spins::equal(Dual::<2>::variable(0, n), Dual::variable(1, gradient)));
            return Point { energy: energy.value, potential: [energy.slopes[0]], slope: [energy.slopes[1]] };
        }
        let energy = self.energy(Spins::equal(Dual::<1>::variable(0, n), Dual::constant(0.0)));
        Point { energy: energy.value, potential: energy.slopes, slope: [0.0] }
    }

    /// Evaluates the functional for the densities of both spins and their gradients.
    pub(crate) fn polarized(&self, n: [f64; 2], gradient: [f64; 2]) -> Point<2> {
        if n[0] + n[1] < MIN_DENSITY || self.functional == Functional::None {
            return Point::NOTHING;
        }
        let density = |spin: usize| Dual::<4>::variable(spin, n[spin].max(0.0));
        let slope = |spin: usize| Dual::<4>::variable(2 + spin, gradient[spin]);
        let energy = self.energy(Spins::different([density(0), density(1)], [slope(0), slope(1)]));
        let [up, down, slope_up, slope_down] = energy.slopes;
        Point { energy: energy.value, potential: [up, down], slope: [slope_up, slope_down] }
    }

    /// The energy per volume.
    fn energy<const N: usize>(&self, spins: Spins<N>) -> Dual<N> {
        let exchange = match self.functional {
            Functional::Pbe => spins.exchange(pbe::exchange),
            _ => spins.exchange(|n, _| exchange::local(n, self.speed_of_light)),
        };
        let correlation = match self.functional {
            Functional::Lda => vwn::correlation(&spins),
            Functional::Pw92 => pw92::correlation(&spins),
            Functional::Pz81 => pz81::correlation(&spins),
            Functional::Pbe => pbe::correlation(&spins),
            Functional::Exchange | Functional::None => return exchange,
        };
        exchange + spins.n * correlation
    }
}

/// The densities at a point, as the functionals need them.
pub(crate) struct Spins<const N: usize> {
    /// The total density.
    n: Dual<N>,
    /// The gradient of the total density.
    gradient: Dual<N>,
    /// The density and its gradient for each spin, if the spins differ.
    apart: Option<[(Dual<N>, Dual<N>); 2]>,
}

impl<const N: usize> Spins<N> {
    fn equal(n: Dual<N>, gradient: Dual<N>) -> Self {
        Self { n, gradient, apart: None }
    }

    fn different(n: [Dual<N>; 2], gradient: [Dual<N>; 2]) -> Self {
        let apart = Some([(n[0], gradient[0]), (n[1], gradient[1])]);
        Self { n: n[0] + n[1], gradient: gradient[0] + gradient[1], apart }
    }

    /// (3 / (4 pi n))^(1/3).
    fn wigner_seitz_radius(&self) -> Dual<N> {
        crate::dual::over(3.0 / (4.0 * PI), self.n).cbrt()
    }

    /// (up - down) / n, if the spins differ.
    fn polarization(&self) -> Option<Dual<N>> {
        self.apart.map(|[(up, _), (down, _)]| (up - down) / self.n)
    }

    /// Spin-scaling of exchange: each spin contributes half the exchange of an unpolarized density twice its own.
    fn exchange(&self, restricted: impl Fn(Dual<N>, Dual<N>) -> Dual<N>) -> Dual<N> {
        let Some(spins) = self.apart else { return restricted(self.n, self.gradient) };
        let of_spin = |(n, gradient): (Dual<N>, Dual<N>)| match n.value {
            value if value < MIN_DENSITY => Dual::constant(0.0),
            _ => restricted(n * 2.0, gradient * 2.0) * 0.5,
        };
        of_spin(spins[0]) + of_spin(spins[1])
    }
}

/// x^(4/3), with derivative 0 at 0.
fn four_thirds<const N: usize>(x: Dual<N>) -> Dual<N> {
    if x.value <= 0.0 { Dual::constant(0.0) } else { x * x.cbrt() }
}

/// f(zeta) = ((1 + zeta)^(4/3) + (1 - zeta)^(4/3) - 2) / (2^(4/3) - 2): 0 without polarization, 1 for full
/// polarization.
fn interpolation<const N: usize>(zeta: Dual<N>) -> Dual<N> {
    (four_thirds(zeta + 1.0) + four_thirds(-zeta + 1.0) - 2.0) / (2.0_f64.powf(4.0 / 3.0) - 2.0)
}

/// Interpolates correlation between no and full polarization with the spin stiffness `alpha` and `curvature` = f''(0):
/// e_P + alpha f (1 - zeta^4) / f''(0) + (e_F - e_P) f zeta^4.
fn with_stiffness<const N: usize>([para, ferro, alpha]: [Dual<N>; 3], zeta: Dual<N>, curvature: f64) -> Dual<N> {
    let (f, fourth) = (interpolation(zeta), zeta.square().square());
    para + alpha * f * (-fourth + 1.0) / curvature + (ferro - para) * f * fourth
}
