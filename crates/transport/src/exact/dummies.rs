//! The points that partial transport adds: a dummy target, to which the mass goes that stays, and a dummy source, from which the
//! mass comes that the targets lack.
//!
//! Every pair of a point and a dummy costs the same. Which cost it is adds a constant and no more, so it is the smallest of the
//! points' costs. A mass that went from the dummy source to the dummy target would make the points move as much too much, and
//! could be taken from some pair of points that costs more than the smallest cost or as much, sending both ends to the
//! dummies. This gains where the pair of the dummies costs more than the smallest cost by any amount: then no cheapest plan uses
//! it, and no large number is needed that would cost digits.

use super::scale::Scale;

/// Which dummies there are, and what they cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dummies {
    pub source: bool,
    pub target: bool,
    /// The cost of a pair of a point and a dummy.
    pub cost: f64,
    /// The cost of the pair of the dummies.
    pub pair_cost: f64,
}

/// The cost of a pair of a point and a dummy.
pub(crate) fn dummy_cost(scale: Scale) -> f64 {
    scale.extent.smallest
}

impl Dummies {
    /// No dummies.
    pub const NONE: Self = Self { source: false, target: false, cost: 0.0, pair_cost: 0.0 };

    /// Dummies among points with costs of this scale.
    pub fn new([source, target]: [bool; 2], scale: Scale) -> Self {
        Self { source, target, cost: dummy_cost(scale), pair_cost: dummy_cost(scale) + scale.step() }
    }

    pub fn are_none(self) -> bool {
        !self.source && !self.target
    }
}
