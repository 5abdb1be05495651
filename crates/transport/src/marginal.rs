//! What is asked of the plan's sums on one side: to equal the masses, or to be near them at a price.

use crate::lanes::larger;
use crate::sums::MarginalErrors;

/// A point that keeps less than this part of its mass takes no part in Newton's steps while passes cut exponents at
/// [`CUT`](crate::kernels::exponentials::CUT): of its sum, which is far below the tolerance, they may see nothing, and exp(-40) is hardly
/// below this. With 1e-13 twice as many problems with masses over many decades stall, whose small points have such for partners.
pub(crate) const NEGLIGIBLE: f64 = 1e-16;

/// One side's masses and how firmly they are held.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marginal<'a> {
    pub masses: &'a [f64],
    /// 1 / rho, where rho is the price of sums that differ from the masses; 0 where they may not.
    pub softness: f64,
}

impl Marginal<'_> {
    /// The sums that potentials ask for, which are a exp(-f / rho).
    pub fn wanted(&self, potentials: &[f64]) -> impl Iterator<Item = f64> {
        let part = |f: f64| if self.softness == 0.0 { 1.0 } else { (-f * self.softness).exp() };
        self.masses.iter().zip(potentials).map(move |(mass, &f)| mass * part(f))
    }

    /// How far `sums` are from those asked for.
    pub fn errors(&self, potentials: &[f64], sums: &[f64]) -> MarginalErrors {
        let mut errors = MarginalErrors::default();
        for ((wanted, sum), &mass) in self.wanted(potentials).zip(sums).zip(self.masses) {
            let difference = (wanted - sum).abs();
            errors.total += difference;
            errors.worst = larger(difference / larger(wanted, mass), errors.worst);
        }
        errors
    }

    /// The side's part of the dual objective: the sum of a f, or of -rho a (exp(-f / rho) - 1).
    pub fn value(&self, potentials: &[f64]) -> f64 {
        self.masses.iter().zip(potentials).map(|(mass, &f)| mass * self.conjugate(f)).sum()
    }

    /// By how much that part grows where the potentials go `length` times `step` farther.
    pub fn gain(&self, potentials: &[f64], step: &[f64], length: f64) -> f64 {
        self.wanted(potentials).zip(step).map(|(wanted, step)| wanted * self.conjugate(length * step)).sum()
    }

    /// Whether some point keeps a negligible part of its mass.
    pub fn has_negligible(&self, potentials: &[f64]) -> bool {
        self.softness > 0.0 && potentials.iter().any(|f| f * self.softness > -NEGLIGIBLE.ln())
    }

    /// Potentials that make the sums right are this factor times those that would if the masses were held.
    pub fn relaxation(&self, level: f64) -> f64 {
        1.0 / (1.0 + level * self.softness)
    }

    /// f, or rho (1 - exp(-f / rho)).
    fn conjugate(&self, f: f64) -> f64 {
        if self.softness == 0.0 { f } else { -(-f * self.softness).exp_m1() / self.softness }
    }
}
