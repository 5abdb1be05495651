//! Sums of exponentials of any size, by their logarithms.

/// A sum of exponentials, exp(largest) times `sum`, where `largest` is the largest exponent so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LogSum {
    pub largest: f64,
    pub sum: f64,
}

impl LogSum {
    pub(crate) const EMPTY: Self = Self { largest: f64::NEG_INFINITY, sum: 0.0 };

    pub(crate) fn add(&mut self, exponent: f64) {
        if exponent == f64::NEG_INFINITY {
            return;
        }
        self.merge(Self { largest: exponent, sum: 1.0 });
    }

    pub(crate) fn merge(&mut self, other: Self) {
        let (high, low) = if other.largest > self.largest { (other, *self) } else { (*self, other) };
        if low.sum > 0.0 {
            *self = Self { largest: high.largest, sum: high.sum + low.sum * (low.largest - high.largest).exp() };
        } else {
            *self = high;
        }
    }

    pub(crate) fn value(self) -> f64 {
        self.largest + self.sum.ln()
    }
}
