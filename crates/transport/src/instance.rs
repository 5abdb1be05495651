//! A checked problem in the form that the solver works on: only points that hold mass, masses that sum to 1 on each side.

use crate::cost::Cost;

/// What the solver works on.
pub(crate) struct Instance {
    /// The cost between the points that hold mass.
    pub cost: Cost,
    /// The extent of the cost.
    pub extent: Extent,
    /// The source masses, positive, of sum 1.
    pub a: Vec<f64>,
    /// The target masses, positive, of sum 1.
    pub b: Vec<f64>,
    /// The regularization, in units of cost.
    pub regularization: f64,
}

/// The smallest and largest of a set of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    pub smallest: f64,
    pub largest: f64,
}

impl Extent {
    /// The extent of no numbers.
    pub const EMPTY: Self = Self { smallest: f64::INFINITY, largest: f64::NEG_INFINITY };

    pub fn range(self) -> f64 {
        self.largest - self.smallest
    }

    /// The largest absolute value.
    pub fn magnitude(self) -> f64 {
        self.largest.abs().max(self.smallest.abs())
    }

    pub fn union(self, other: Self) -> Self {
        Self { smallest: self.smallest.min(other.smallest), largest: self.largest.max(other.largest) }
    }
}
