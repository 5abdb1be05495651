//! The smoothly clipped absolute deviation: Fan, Li, Variable selection via nonconcave penalized likelihood and its
//! oracle properties, J. Amer. Statist. Assoc. 96, 2001.

use crate::concave::{best, checked_concavity};
use crate::univariate::{Univariate, Variable};
use superlinear_interface::Error;

/// Linear up to the strength, with decreasing slope up to `concavity` times the strength, and flat beyond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scad {
    concavity: f64,
}

impl Scad {
    /// Default of the point where it becomes flat: the recommendation of Fan and Li.
    const CONCAVITY: f64 = 3.7;

    /// Lower limit of the definition by Fan and Li. Above it, the quadratic piece has less curvature than the loss of a
    /// standardized feature.
    const MIN_CONCAVITY: f64 = 2.0;

    /// The penalty with the given `concavity`: flat beyond this multiple of its strength; above 2, by default 3.7.
    pub fn new(concavity: Option<f64>) -> Result<Self, Error> {
        Ok(Self { concavity: checked_concavity(concavity, Self::CONCAVITY, Self::MIN_CONCAVITY)? })
    }
}

impl Univariate for Scad {
    #[inline]
    fn is_convex(self) -> bool {
        false
    }

    #[inline]
    fn value(self, strength: f64, size: f64) -> f64 {
        let gamma = self.concavity;
        if size <= strength {
            strength * size
        } else if size <= gamma * strength {
            (gamma * strength * size - 0.5 * (size * size + strength * strength)) / (gamma - 1.0)
        } else {
            0.5 * strength * strength * (gamma + 1.0)
        }
    }

    #[inline]
    fn derivatives(self, strength: f64, size: f64) -> (f64, f64) {
        let gamma = self.concavity;
        if size <= strength {
            (strength, 0.0)
        } else if size < gamma * strength {
            ((gamma * strength - size) / (gamma - 1.0), -1.0 / (gamma - 1.0))
        } else {
            (0.0, 0.0)
        }
    }

    fn prox(self, of: Variable, target: f64, curvature: f64) -> f64 {
        let (gamma, strength) = (self.concavity, of.strength);
        let pull = (curvature * target).abs();
        let linear = (pull - strength) / curvature;
        let curved = (pull - gamma * strength / (gamma - 1.0)) / (curvature - 1.0 / (gamma - 1.0));
        let flat = gamma * strength;
        best(self, of, target, curvature, [linear, curved, strength, flat, target.abs().max(flat)])
    }
}
