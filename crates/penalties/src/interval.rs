//! Box bounds: each variable within an interval that holds 0.

/// The least and the largest value of each variable.
#[derive(Clone)]
pub struct Bounds {
    /// The least values, at most 0, maybe minus infinity.
    pub lower: Vec<f64>,
    /// The largest values, at least 0, maybe infinity.
    pub upper: Vec<f64>,
}

impl Bounds {
    /// The interval of a variable; all numbers where there are no bounds.
    #[inline]
    pub fn interval(bounds: &Option<Self>, variable: usize) -> Interval {
        match bounds {
            Some(bounds) => Interval { lower: bounds.lower[variable], upper: bounds.upper[variable] },
            None => Interval::ALL,
        }
    }
}

/// The values that a variable may have.
#[derive(Clone, Copy, Debug)]
pub struct Interval {
    /// The least, at most 0.
    pub lower: f64,
    /// The largest, at least 0.
    pub upper: f64,
}

impl Interval {
    /// All numbers.
    pub const ALL: Self = Self { lower: f64::NEG_INFINITY, upper: f64::INFINITY };

    /// The value that is nearest to `w`.
    #[inline]
    pub fn clip(self, w: f64) -> f64 {
        if w < self.lower {
            self.lower
        } else if w > self.upper {
            self.upper
        } else {
            w
        }
    }

    /// [`Interval::clip`]; which of two zeros of different sign it gives is not told.
    #[inline]
    pub fn nearest(self, w: f64) -> f64 {
        w.max(self.lower).min(self.upper)
    }

    /// How far the variable may go from 0 in the direction of a number; 0 is downwards.
    #[inline]
    pub fn reach(self, direction: f64) -> f64 {
        if direction > 0.0 { self.upper } else { -self.lower }
    }

    /// Whether the variable cannot leave 0 in the direction of a number.
    #[inline]
    pub fn blocks_at_zero(self, direction: f64) -> bool {
        (direction > 0.0 && self.upper == 0.0) || (direction < 0.0 && self.lower == 0.0)
    }

    /// Whether a force at `w` presses the variable against a bound.
    #[inline]
    pub fn balances(self, w: f64, force: f64) -> bool {
        (w >= self.upper && force > 0.0) || (w <= self.lower && force < 0.0)
    }

    /// Whether there is no bound.
    pub fn is_all(self) -> bool {
        self.lower == f64::NEG_INFINITY && self.upper == f64::INFINITY
    }

    /// Whether each bound is at 0 or nowhere: signs are restricted, if anything.
    pub fn is_of_signs(self) -> bool {
        let is_sign = |reach: f64| reach == 0.0 || reach == f64::INFINITY;
        is_sign(self.upper) && is_sign(-self.lower)
    }
}
