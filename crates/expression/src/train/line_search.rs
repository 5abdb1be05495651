//! A line search for the strong Wolfe conditions: sufficient decrease and sufficiently small directional derivative.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithms 3.5 and 3.6 in one loop, equation
//! 3.59.

use superlinear_interface::{Error, Run};
use superlinear_numerics::vectors::norm;

/// A trial point.
pub struct Trial {
    /// Its step length.
    pub step: f64,
    /// The objective there.
    pub value: f64,
    /// The directional derivative there.
    pub slope: f64,
    /// The gradient there.
    pub gradient: Vec<f64>,
}

/// The required fraction of the decrease predicted by the initial directional derivative.
const ENOUGH_DECREASE: f64 = 1e-4;

/// The fraction of the initial directional derivative that may remain.
const MAX_SLOPE: f64 = 0.9;

/// The relative rounding error of an objective: above that of pairwise sums.
const ROUNDING: f64 = 1e-14;

/// Limit on the trial points.
const MAX_TRIALS: u32 = 20;

/// Growth factor of a step that was too short.
const EXPANSION: f64 = 4.0;

/// The minimum distance of a trial from the endpoints of an interval, relative to its length, so that each trial
/// shortens it.
const MARGIN: f64 = 0.1;

/// Returns the first trial found that meets the conditions, else the best one with sufficient decrease, or the start.
/// Values that are not finite are worse than all others.
pub fn search(
    start: Trial,
    first: f64,
    run: &Run,
    mut at: impl FnMut(f64) -> Result<Trial, Error>,
) -> Result<Trial, Error> {
    let (value, slope) = (start.value, start.slope);
    // An acceptable step lies between the best trial and the other one, or beyond the best while there is no other.
    let (mut best, mut other): (Trial, Option<Trial>) = (start, None);
    for _ in 0..MAX_TRIALS {
        let step = match &other {
            Some(other) => between(&best, other),
            None if best.step == 0.0 => first,
            None => EXPANSION * best.step,
        };
        if run.is_out_of_time()? {
            break;
        }
        let trial = at(step)?;
        // Close to a minimum, rounding hides the decrease, while the gradient still shows progress.
        let is_level = (trial.value - best.value).abs() <= ROUNDING * value.abs();
        let is_enough = trial.value <= value + ENOUGH_DECREASE * step * slope && trial.value < best.value;
        let is_better = if is_level { norm(&trial.gradient) < norm(&best.gradient) } else { is_enough };
        if !(is_better && trial.slope.is_finite()) {
            other = Some(trial);
            continue;
        }
        if trial.slope.abs() <= -MAX_SLOPE * slope {
            return Ok(trial);
        }
        let way = other.as_ref().map_or(1.0, |other| other.step - best.step);
        let passed = std::mem::replace(&mut best, trial);
        if best.slope * way > 0.0 {
            other = Some(passed);
        }
    }
    Ok(best)
}

/// The minimum of the cubic through two points, kept away from both; their midpoint if there is none.
fn between(a: &Trial, b: &Trial) -> f64 {
    let length = b.step - a.step;
    let mean = a.slope + b.slope - 3.0 * (b.value - a.value) / length;
    let root = length.signum() * (mean * mean - a.slope * b.slope).sqrt();
    let part = 1.0 - (b.slope + root - mean) / (b.slope - a.slope + 2.0 * root);
    let part = if part.is_nan() { 0.5 } else { part.clamp(MARGIN, 1.0 - MARGIN) };
    a.step + part * length
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};

    fn found(first: f64, value: fn(f64) -> f64, slope: fn(f64) -> f64) -> (Trial, u32) {
        let mut trials = 0;
        let at = |step: f64| Trial { step, value: value(step), slope: slope(step), gradient: Vec::new() };
        let counted = |step| {
            trials += 1;
            Ok(at(step))
        };
        let trial = search(at(0.0), first, &testing::untimed(&RunOptions::default()), counted).expect("not cancelled");
        (trial, trials)
    }

    #[test]
    fn the_minimum_of_a_cubic_is_found_at_once() {
        // (s − 1)² (s + 2) has its minimum at 1; a step of 3 is too long.
        let cubic = |step: f64| Trial {
            step,
            value: (step - 1.0).powi(2) * (step + 2.0),
            slope: 3.0 * step * step - 3.0,
            gradient: Vec::new(),
        };
        assert!((between(&cubic(0.0), &cubic(3.0)) - 1.0).abs() < 1e-15);
        assert!((between(&cubic(3.0), &cubic(0.0)) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn steps_that_are_too_short_or_too_long_come_to_meet_the_conditions() {
        for first in [1e-6, 1e-2, 1.0, 1e2, 1e6] {
            let (trial, trials) = found(first, |s| s * s - 2.0 * s, |s| 2.0 * s - 2.0);
            assert!(trial.slope.abs() <= 1.8 && trial.value <= -2e-4 * trial.step, "{first}: {}", trial.step);
            assert!(trials <= 20, "{first}: {trials}");
        }
    }

    #[test]
    fn what_is_not_finite_is_worse() {
        // −ln(1 − s) − 2 s, defined below 1 only.
        let (trial, _) = found(16.0, |s| -(1.0 - s).ln() - 2.0 * s, |s| (1.0 - s).recip() - 2.0);
        assert!(trial.step > 0.0 && trial.step < 1.0 && trial.slope.abs() <= 0.9, "{}", trial.step);
    }

    #[test]
    fn where_nothing_is_lower_it_stays() {
        let (trial, trials) = found(1.0, |s| s, |_| -1.0);
        assert_eq!((trial.step, trials), (0.0, 20));
    }
}
