//! The extent of a set of numbers.

/// The smallest and largest of a set of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    pub smallest: f64,
    pub largest: f64,
}

impl Extent {
    /// The extent of no numbers.
    pub(crate) const EMPTY: Self = Self { smallest: f64::INFINITY, largest: f64::NEG_INFINITY };

    /// The extent of zero alone.
    pub(crate) const ZERO: Self = Self { smallest: 0.0, largest: 0.0 };

    pub(crate) fn range(self) -> f64 {
        self.largest - self.smallest
    }

    /// The largest absolute value.
    pub(crate) fn magnitude(self) -> f64 {
        self.largest.abs().max(self.smallest.abs())
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self { smallest: self.smallest.min(other.smallest), largest: self.largest.max(other.largest) }
    }
}
