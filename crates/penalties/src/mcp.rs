//! The minimax concave penalty: Zhang, Nearly unbiased variable selection under minimax concave penalty, Ann. Stat. 38,
//! 2010.

use crate::concave::{best, checked_concavity};
use crate::univariate::{Univariate, Variable};
use superlinear_interface::Error;

/// Decreasing slope up to `concavity` times the strength, and flat beyond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mcp {
    concavity: f64,
}

impl Mcp {
    /// Default of the point where it becomes flat: a usual choice, as in the R package ncvreg.
    const CONCAVITY: f64 = 3.0;

    /// Up to 1 the penalty's concavity exceeds the curvature of a standardized feature's loss at all sizes, which
    /// leaves only hard thresholding.
    const MIN_CONCAVITY: f64 = 1.0;

    /// The penalty with the given `concavity`: flat beyond this multiple of its strength; above 1, by default 3.
    pub fn new(concavity: Option<f64>) -> Result<Self, Error> {
        Ok(Self { concavity: checked_concavity(concavity, Self::CONCAVITY, Self::MIN_CONCAVITY)? })
    }
}

impl Univariate for Mcp {
    #[inline]
    fn is_convex(self) -> bool {
        false
    }

    #[inline]
    fn value(self, strength: f64, size: f64) -> f64 {
        let gamma = self.concavity;
        if size < gamma * strength {
            strength * size - 0.5 * size * size / gamma
        } else {
            0.5 * gamma * strength * strength
        }
    }

    #[inline]
    fn derivatives(self, strength: f64, size: f64) -> (f64, f64) {
        let gamma = self.concavity;
        if size < gamma * strength { (strength - size / gamma, -1.0 / gamma) } else { (0.0, 0.0) }
    }

    fn prox(self, of: Variable, target: f64, curvature: f64) -> f64 {
        let (gamma, strength) = (self.concavity, of.strength);
        let pull = (curvature * target).abs();
        let curved = (pull - strength) / (curvature - 1.0 / gamma);
        let flat = gamma * strength;
        best(self, of, target, curvature, [curved, strength, flat, target.abs().max(flat)])
    }
}
