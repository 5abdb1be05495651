//! The three radial equations in a common weak form.
//!
//! With W = c^2 / (2 c^2 + E - V), or 1/2 in the nonrelativistic case, an energy level E and its orbital P satisfy, for
//! all v,
//!
//!   integral of  W (P' + k P/r)(v' + k v/r) + s W P v / r^2 + (V - E) P v  =  0.
//!
//! For Dirac's equation this results from the coupled equations by eliminating the small component Q = (W/c)(P' + kappa
//! P/r). The form decreases as E increases, so its levels come in order and none is spurious (Dolbeault, Esteban, Séré,
//! J. Funct. Anal. 174, 2000). The scalar-relativistic equation is by Koelling and Harmon, J. Phys. C 10, 3107, 1977.

/// The speed of light in atomic units, 1/alpha, of the NIST tables.
pub(crate) const SPEED_OF_LIGHT_NIST: f64 = 137.0359895;

/// The speed of light of CODATA 2022.
pub(crate) const SPEED_OF_LIGHT_CODATA_2022: f64 = 137.035999177;

/// The radial equation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Equation {
    /// Schrödinger's equation.
    Schrodinger,
    /// The scalar-relativistic equation with this speed of light.
    Scalar(f64),
    /// Dirac's equation with this speed of light.
    Dirac(f64),
}

impl Equation {
    /// The speed of light. `None` in the nonrelativistic case.
    pub(crate) fn speed_of_light(self) -> Option<f64> {
        match self {
            Self::Schrodinger => None,
            Self::Scalar(c) | Self::Dirac(c) => Some(c),
        }
    }

    /// The leading power of r of s orbitals in a potential -`charge`/r + O(1).
    pub(crate) fn origin_power(self, charge: f64) -> f64 {
        Symmetry::of(self, 0, false).origin_power(self, charge)
    }
}

/// An angular symmetry: l, and kappa for Dirac's equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Symmetry {
    /// The angular momentum of the large component.
    pub l: u32,
    /// l for j = l - 1/2, -(l+1) for j = l + 1/2; 0 for equations without spin.
    pub kappa: i32,
}

impl Symmetry {
    /// The symmetry for `l`. In Dirac's equation, `aligned` selects j = l + 1/2, the only possibility for s orbitals.
    pub fn of(equation: Equation, l: u32, aligned: bool) -> Self {
        match equation {
            Equation::Dirac(_) if aligned || l == 0 => Self { l, kappa: -(l as i32) - 1 },
            Equation::Dirac(_) => Self { l, kappa: l as i32 },
            _ => Self { l, kappa: 0 },
        }
    }

    /// The symmetry for a nonzero `kappa`.
    pub(crate) fn of_kappa(kappa: i32) -> Self {
        Self { l: if kappa > 0 { kappa.unsigned_abs() } else { kappa.unsigned_abs() - 1 }, kappa }
    }

    /// The coefficient k of P/r.
    pub(crate) fn slope_coefficient(self, equation: Equation) -> f64 {
        match equation {
            Equation::Schrodinger => -f64::from(self.l + 1),
            Equation::Scalar(_) => -1.0,
            Equation::Dirac(_) => f64::from(self.kappa),
        }
    }

    /// The coefficient s of W P v / r^2.
    pub(crate) fn centrifugal_coefficient(self, equation: Equation) -> f64 {
        match equation {
            Equation::Scalar(_) => f64::from(self.l * (self.l + 1)),
            _ => 0.0,
        }
    }

    /// The leading power of r of orbitals in a potential -`charge`/r + O(1).
    pub(crate) fn origin_power(self, equation: Equation, charge: f64) -> f64 {
        let l = f64::from(self.l);
        match equation {
            _ if charge == 0.0 => l + 1.0,
            Equation::Schrodinger => l + 1.0,
            Equation::Scalar(c) => (1.0 + l * (l + 1.0) - (charge / c).powi(2)).sqrt(),
            Equation::Dirac(c) => (f64::from(self.kappa * self.kappa) - (charge / c).powi(2)).sqrt(),
        }
    }
}

/// The energy of level `n` in the potential -`charge`/r: exact for Schrödinger's and Dirac's equations. For the
/// scalar-relativistic equation, an estimate with an angular part from its own power at the origin.
pub(crate) fn hydrogenic_energy(equation: Equation, symmetry: Symmetry, n: u32, charge: f64) -> f64 {
    let Some(c) = equation.speed_of_light() else { return -0.5 * (charge / f64::from(n)).powi(2) };
    let power = symmetry.origin_power(equation, charge);
    let whole = if symmetry.kappa == 0 { symmetry.l + 1 } else { symmetry.kappa.unsigned_abs() };
    let x = (charge / c / (f64::from(n - whole) + power)).powi(2);
    // c^2 ((1 + x)^(-1/2) - 1) without cancellation.
    -c * c * x / ((1.0 + x).sqrt() * (1.0 + (1.0 + x).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hydrogenic_energies_are_those_of_the_closed_form() {
        let dirac = Equation::Dirac(SPEED_OF_LIGHT_NIST);
        for (kappa, n, energy) in [(-1, 1, -4861.1980231194), (1, 2, -1257.3958902579), (-7, 7, -86.5668751024)] {
            assert!((hydrogenic_energy(dirac, Symmetry::of_kappa(kappa), n, 92.0) - energy).abs() < 1e-9);
        }
    }
}
