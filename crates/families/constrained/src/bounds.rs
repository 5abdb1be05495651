//! Lower and upper bounds of the variables and of the constraint values.

use std::ops::Bound;
use superlinear_interface::{Error, check};
use superlinear_numerics::differences::Stencil;

/// A lower and an upper bound per entry; infinite if there is none.
#[derive(Clone, Debug)]
pub(crate) struct Bounds {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

impl Bounds {
    /// The given bounds; infinite where they are missing or so large that they mean none.
    pub fn of(lower: Option<&[f64]>, upper: Option<&[f64]>, count: usize) -> Self {
        let given = |bounds: Option<&[f64]>, none: f64| {
            bounds.map_or_else(|| vec![none; count], |bounds| bounds.iter().map(|&bound| check::bound(bound)).collect())
        };
        Self { lower: given(lower, f64::NEG_INFINITY), upper: given(upper, f64::INFINITY) }
    }

    /// Refuses NaN and empty ranges. `of` names the counted things in the message about a wrong length.
    pub fn check(
        (lower_name, lower): (&str, Option<&[f64]>),
        (upper_name, upper): (&str, Option<&[f64]>),
        count: usize,
        of: &str,
    ) -> Result<(), Error> {
        if let Some(lower) = lower {
            check::length(lower_name, lower.len(), count, of)?;
            check::bounds(lower_name, lower, ..check::NO_BOUND)?;
        }
        if let Some(upper) = upper {
            check::length(upper_name, upper.len(), count, of)?;
            check::bounds(upper_name, upper, (Bound::Excluded(-check::NO_BOUND), Bound::Unbounded))?;
        }
        let (Some(lower), Some(upper)) = (lower, upper) else { return Ok(()) };
        match (0..count).find(|&k| lower[k] > upper[k]) {
            None => Ok(()),
            Some(k) => {
                let [least, got] = [lower[k], upper[k]].map(check::short);
                Err(Error::invalid(
                    format!("{upper_name}[{k}]"),
                    format!("must be at least {lower_name}[{k}], {least}, got {got}"),
                ))
            }
        }
    }

    /// Iterates over (lower, upper) pairs.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.lower.iter().copied().zip(self.upper.iter().copied())
    }

    /// Whether entry `k` is fixed.
    pub fn are_equal(&self, k: usize) -> bool {
        self.lower[k] == self.upper[k]
    }

    /// Whether entry `k` is free.
    pub fn are_infinite(&self, k: usize) -> bool {
        self.lower[k] == f64::NEG_INFINITY && self.upper[k] == f64::INFINITY
    }

    /// Clips all entries to their bounds.
    pub fn clip_all(&self, numbers: &mut [f64]) {
        numbers.iter_mut().enumerate().for_each(|(k, number)| *number = self.clip(k, *number));
    }

    /// Whether entry `k` with this value is at a bound and a change of this sign would violate it.
    pub fn is_leaving(&self, k: usize, value: f64, change: f64) -> bool {
        value <= self.lower[k] && change < 0.0 || value >= self.upper[k] && change > 0.0
    }

    /// The points of a difference in entry `k` at `value` with this step; `None` if the bounds leave no space.
    pub fn stencil(&self, k: usize, value: f64, step: f64) -> Option<Stencil> {
        Stencil::within(value, step, self.lower[k], self.upper[k])
    }

    /// Clips `value` to the bounds of entry `k`.
    pub fn clip(&self, k: usize, value: f64) -> f64 {
        value.max(self.lower[k]).min(self.upper[k])
    }

    /// Moves `value` into the interior of the bounds of entry `k`: away from each bound by at least `push` times the
    /// smaller of max(1, |bound|) and the range.
    pub fn push(&self, k: usize, value: f64, push: f64) -> f64 {
        let (lower, upper) = (self.lower[k], self.upper[k]);
        let margin = |bound: f64| push * bound.abs().max(1.0).min(upper - lower);
        let value = if lower.is_finite() { value.max(lower + margin(lower)) } else { value };
        let value = if upper.is_finite() { value.min(upper - margin(upper)) } else { value };
        self.clip(k, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_1e20_and_beyond_mean_none() {
        let bounds = Bounds::of(Some(&[-1e20, -9e19, -1e300]), Some(&[1e20, 1e30, 9e19]), 3);
        assert_eq!(bounds.lower, [f64::NEG_INFINITY, -9e19, f64::NEG_INFINITY]);
        assert_eq!(bounds.upper, [f64::INFINITY, f64::INFINITY, 9e19]);
        let check = |lower: f64, upper: f64| {
            Bounds::check(("lower", Some(&[lower])), ("upper", Some(&[upper])), 1, "there are variables")
        };
        assert!(check(-1e25, 1e25).is_ok());
        assert_eq!(check(1e20, 1e21).expect_err("leaves no number").path, "lower[0]");
        assert_eq!(check(-1e21, -1e20).expect_err("leaves no number").path, "upper[0]");
    }
}
