//! The marginal constraint on the plan's row or column sums: equality with the masses, or a penalty on the difference.

use crate::lanes::larger;
use crate::sums::MarginalErrors;

/// A point that keeps less than this fraction of its mass is frozen in Newton steps while passes cut exponents at
/// [`CUT`](crate::kernels::exponentials::CUT): they may lose all of its sum, which is far below the tolerance, and
/// exp(-40) is just below this. With 1e-13 twice as many problems with masses over many decades stall, because their
/// small points have such points as partners.
pub(crate) const NEGLIGIBLE: f64 = 1e-16;

/// The masses of one marginal and the strength of its constraint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marginal<'a> {
    pub masses: &'a [f64],
    /// 1 / rho, where rho is the penalty for sums that differ from the masses; 0 if they must be equal.
    pub softness: f64,
}

impl Marginal<'_> {
    /// The desired sums at these potentials, a exp(-f / rho).
    pub(crate) fn wanted(&self, potentials: &[f64]) -> impl Iterator<Item = f64> {
        let part = |f: f64| if self.softness == 0.0 { 1.0 } else { (-f * self.softness).exp() };
        self.masses.iter().zip(potentials).map(move |(mass, &f)| mass * part(f))
    }

    /// The errors of `sums` relative to the desired ones.
    pub(crate) fn errors(&self, potentials: &[f64], sums: &[f64]) -> MarginalErrors {
        let mut errors = MarginalErrors::default();
        for ((wanted, sum), &mass) in self.wanted(potentials).zip(sums).zip(self.masses) {
            let difference = (wanted - sum).abs();
            errors.total += difference;
            errors.worst = larger(difference / larger(wanted, mass), errors.worst);
        }
        errors
    }

    /// The marginal's term of the dual objective: the sum of a f, or of -rho a (exp(-f / rho) - 1).
    pub(crate) fn value(&self, potentials: &[f64]) -> f64 {
        self.masses.iter().zip(potentials).map(|(mass, &f)| mass * self.conjugate(f)).sum()
    }

    /// The increase of this term for a step of `length` times `step`.
    pub(crate) fn gain(&self, potentials: &[f64], step: &[f64], length: f64) -> f64 {
        self.wanted(potentials).zip(step).map(|(wanted, step)| wanted * self.conjugate(length * step)).sum()
    }

    /// Returns whether some point keeps a negligible fraction of its mass.
    pub(crate) fn has_negligible(&self, potentials: &[f64]) -> bool {
        self.softness > 0.0 && potentials.iter().any(|f| f * self.softness > -NEGLIGIBLE.ln())
    }

    /// The ratio of the potentials that make the sums right to those without a penalty.
    pub(crate) fn relaxation(&self, level: f64) -> f64 {
        1.0 / (1.0 + level * self.softness)
    }

    /// The conjugate: f, or rho (1 - exp(-f / rho)).
    fn conjugate(&self, f: f64) -> f64 {
        if self.softness == 0.0 { f } else { -(-f * self.softness).exp_m1() / self.softness }
    }
}
