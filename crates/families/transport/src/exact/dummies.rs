//! The dummy points of partial transport: a dummy target receives the mass that stays, and a dummy source supplies the
//! mass missing at the targets.
//!
//! Every pair of a point and a dummy has the same cost. Its value only adds a constant, so it is the smallest of the
//! points' costs. Mass moved from the dummy source to the dummy target would force the points to move the same amount
//! too much. This amount could be taken from a pair of points, at no less than the smallest cost, and sent from and to
//! the dummies instead. That lowers the cost if the pair of the dummies costs more than the smallest cost by any
//! amount. Then no optimal plan uses the pair, without a large cost that would lose digits.

use super::scale::Scale;

/// The existing dummies and their costs.
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
    pub(crate) const NONE: Self = Self { source: false, target: false, cost: 0.0, pair_cost: 0.0 };

    /// Dummies for points with costs of this scale.
    pub(crate) fn new([source, target]: [bool; 2], scale: Scale) -> Self {
        Self { source, target, cost: dummy_cost(scale), pair_cost: dummy_cost(scale) + scale.step() }
    }

    pub(crate) fn are_none(self) -> bool {
        !self.source && !self.target
    }
}
