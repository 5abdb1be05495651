//! Box bounds: each variable within an interval that contains 0.

/// The lower and upper bound of each variable.
#[derive(Clone)]
pub struct Bounds {
    /// The lower bounds, at most 0, possibly minus infinity.
    pub lower: Vec<f64>,
    /// The upper bounds, at least 0, possibly infinity.
    pub upper: Vec<f64>,
}

impl Bounds {
    /// The interval of a variable; all numbers without bounds.
    #[inline]
    pub fn interval(bounds: &Option<Self>, variable: usize) -> Interval {
        match bounds {
            Some(bounds) => Interval { lower: bounds.lower[variable], upper: bounds.upper[variable] },
            None => Interval::ALL,
        }
    }
}

/// The allowed values of a variable.
#[derive(Clone, Copy, Debug)]
pub struct Interval {
    /// The lower bound, at most 0.
    pub lower: f64,
    /// The upper bound, at least 0.
    pub upper: f64,
}

impl Interval {
    /// All numbers.
    pub const ALL: Self = Self { lower: f64::NEG_INFINITY, upper: f64::INFINITY };

    /// The nearest allowed value to `w`.
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

    /// [`Interval::clip`], but with an unspecified sign of zero if both signs are possible.
    #[inline]
    pub fn nearest(self, w: f64) -> f64 {
        w.max(self.lower).min(self.upper)
    }

    /// The distance from 0 to the bound in the direction of a number; 0 counts as downwards.
    #[inline]
    pub fn reach(self, direction: f64) -> f64 {
        if direction > 0.0 { self.upper } else { -self.lower }
    }

    /// Returns whether the variable cannot leave 0 in the direction of a number.
    #[inline]
    pub fn blocks_at_zero(self, direction: f64) -> bool {
        (direction > 0.0 && self.upper == 0.0) || (direction < 0.0 && self.lower == 0.0)
    }

    /// Returns whether a bound at `w` balances a force on the variable.
    #[inline]
    pub fn balances(self, w: f64, force: f64) -> bool {
        (w >= self.upper && force > 0.0) || (w <= self.lower && force < 0.0)
    }

    /// Returns whether there is no bound.
    pub fn is_all(self) -> bool {
        self.lower == f64::NEG_INFINITY && self.upper == f64::INFINITY
    }

    /// Returns whether each bound is zero or infinite: at most signs are restricted.
    pub fn is_of_signs(self) -> bool {
        let is_sign = |reach: f64| reach == 0.0 || reach == f64::INFINITY;
        is_sign(self.upper) && is_sign(-self.lower)
    }
}
