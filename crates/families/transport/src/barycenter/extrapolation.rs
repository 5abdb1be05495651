//! Anderson acceleration of the map, with limited steps.
//!
//! Far from the solution residuals hardly change from point to point, and their small differences predict a solution
//! far away. An extrapolated point is therefore accepted only if it improves on the previous point, by at least the
//! guaranteed gain of a plain iteration. Otherwise the next step is a quarter as long, and later ones grow only
//! gradually after successful steps.

use super::map::Found;
use crate::vectors::magnitude;
use superlinear_numerics::anderson::Anderson;

/// Maximum number of earlier points in an extrapolation: their sums are cheap relative to a pass over the costs. With
/// 10 there are 8 % more iterations, with 40 there are 2 % fewer (`npm run bench:constants -- transport`).
const WINDOW: usize = 20;

/// Without a dual objective, an extrapolated point is rejected if its error is more than this many times that of the
/// previous point. Extrapolation minimizes the change of the potentials and not the error, which may increase a little.
/// With 1 there are 14 % more iterations and one problem reaches the limit, with 4 the number is unchanged
/// (`npm run bench:constants -- transport`).
const LARGEST_GROWTH: f64 = 2.0;

/// Gains below this, relative to the dual objective and the level, are lost in its rounding error.
const MEASURABLE_GAIN: f64 = 1e-13;

/// A plain iteration at error e raises the dual objective by at least this times L e^2. The gain is L times the
/// weighted sum of the divergences of all column sums from their mean, bounded below by Pinsker's inequality.
const PLAIN_GAIN: f64 = 0.125;

/// Factors of the step limit: after a failed step, and after a successful step at the limit.
const SHORTER: f64 = 0.25;
const LONGER: f64 = 2.0;

/// Maximum number of shortened steps before the plain iteration's point is used.
const MAX_RETRIES: u32 = 6;

/// The points for extrapolation of the next one.
pub(super) struct Extrapolation {
    anderson: Anderson,
    /// The last accepted point.
    accepted: Option<Accepted>,
    /// The limit on steps from an image, in the maximum norm.
    longest: f64,
    /// The number of earlier points used in the step.
    used: usize,
    retries: u32,
}

struct Accepted {
    found: Found,
    image: Vec<f64>,
    /// The step from the image to the extrapolated point, and the fraction of it taken.
    step: Vec<f64>,
    part: f64,
    /// The largest change from the point to its image.
    change: f64,
}

impl Extrapolation {
    /// Starts for points of `dimension` numbers; `longest` limits the first step.
    pub(crate) fn new(dimension: usize, longest: f64) -> Self {
        let anderson = Anderson::new(WINDOW.min(dimension));
        Self { anderson, accepted: None, longest, used: 0, retries: 0 }
    }

    /// Replaces `point`, with the result `found` of the map there, by the next one. Returns the number of earlier
    /// points used.
    pub(crate) fn advance(
        &mut self,
        point: &mut [f64],
        image: &[f64],
        level: f64,
        found: Found,
        weights: &[f64],
    ) -> usize {
        if let Some(accepted) = &mut self.accepted
            && self.used > 0
            && !found.is_better_than(accepted.found, level)
        {
            let length = accepted.part * magnitude(&accepted.step);
            self.longest = SHORTER * length;
            if self.longest > 2.0 * accepted.change && self.longest.is_finite() && self.retries < MAX_RETRIES {
                self.retries += 1;
                accepted.part *= SHORTER;
            } else {
                self.anderson.clear();
                self.used = 0;
                accepted.part = 0.0;
            }
            accepted.go(point);
            return self.used;
        }
        self.accept(point, image, found, weights)
    }

    fn accept(&mut self, point: &mut [f64], image: &[f64], found: Found, weights: &[f64]) -> usize {
        if self.used > 0 && self.accepted.as_ref().is_some_and(|accepted| accepted.part < 1.0) {
            self.longest *= LONGER;
        }
        self.retries = 0;
        let change = point.iter().zip(image).fold(0.0, |largest: f64, (x, y)| largest.max((y - x).abs()));
        self.used = self.anderson.advance(point, image, weights);
        let step: Vec<f64> = point.iter().zip(image).map(|(next, image)| next - image).collect();
        let part = if self.used > 0 { (self.longest / magnitude(&step)).min(1.0) } else { 0.0 };
        let accepted = Accepted { found, image: image.to_vec(), step, part, change };
        if self.used > 0 && part < 1.0 {
            accepted.go(point);
        }
        self.accepted = Some(accepted);
        self.used
    }
}

impl Accepted {
    fn go(&self, point: &mut [f64]) {
        for ((next, image), step) in point.iter_mut().zip(&self.image).zip(&self.step) {
            // A step with fraction zero may be infinite.
            *next = if self.part > 0.0 { image + self.part * step } else { *image };
        }
    }
}

impl Found {
    /// Returns whether an extrapolated point is accepted after the point `before`.
    fn is_better_than(self, before: Self, level: f64) -> bool {
        let is_no_worse = self.error <= LARGEST_GROWTH * before.error;
        let (Some(value), Some(value_before)) = (self.value, before.value) else { return is_no_worse };
        let (gain, plain_gain) = (value - value_before, PLAIN_GAIN * level * before.error * before.error);
        let measurable = MEASURABLE_GAIN * (value_before.abs() + level);
        if plain_gain > measurable { gain >= plain_gain } else { is_no_worse || gain > measurable }
    }
}
