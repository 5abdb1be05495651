//! Anderson acceleration of the map, kept from going too far.
//!
//! Far from the solution residuals hardly change from point to point, and their small differences promise a solution far away. An
//! extrapolated point is therefore accepted only where it is better than the point before, by as much as a plain iteration would
//! make it at least; if it is not, the next one goes a quarter as far, and no later one goes much farther until that is seen to do.

use super::map::Found;
use crate::vectors::magnitude;
use superlinear_numerics::anderson::Anderson;

/// Earlier points that an extrapolation uses at most: their sums cost little beside a pass over the costs. With 10
/// there are 8 % more iterations, with 40 there are 2 % fewer (`npm run bench:constants -- transport`).
const WINDOW: usize = 20;

/// Without a dual objective to judge by, an extrapolated point is given up where its error is this many times that of the point
/// before. Extrapolation makes the change of the potentials small and not the error, which may rise a little. With 1 there are 14 %
/// more iterations and one problem reaches their limit, with 4 they stay (`npm run bench:constants -- transport`).
const LARGEST_GROWTH: f64 = 2.0;

/// Gains below this, relative to the dual objective and the level, drown in its rounding.
const MEASURABLE_GAIN: f64 = 1e-13;

/// A plain iteration at this error e raises the dual objective by this times L e^2 or more: by L times the weighted sum of the
/// divergences of all column sums from their mean, which Pinsker's inequality bounds.
const PLAIN_GAIN: f64 = 0.125;

/// By what factor the bound of steps falls where a step fails, and rises where one that it cut short does not.
const SHORTER: f64 = 0.25;
const LONGER: f64 = 2.0;

/// Lengths that are tried in turn before the plain iteration's point is taken.
const MAX_RETRIES: u32 = 6;

/// The points from which the next one is extrapolated.
pub(super) struct Extrapolation {
    anderson: Anderson,
    /// The last point that was not given up.
    accepted: Option<Accepted>,
    /// No step from an image goes farther, in the largest of its entries.
    longest: f64,
    /// How many earlier points had a part in the step.
    used: usize,
    retries: u32,
}

/// A point that was not given up.
struct Accepted {
    found: Found,
    image: Vec<f64>,
    /// From the image to the extrapolated point, and the part of it that is gone.
    step: Vec<f64>,
    part: f64,
    /// The largest change from the point to its image.
    change: f64,
}

impl Extrapolation {
    /// For points of so many numbers; the first step is no longer than `longest`.
    pub fn new(dimension: usize, longest: f64) -> Self {
        let anderson = Anderson::new(WINDOW.min(dimension));
        Self { anderson, accepted: None, longest, used: 0, retries: 0 }
    }

    /// Replaces `point`, at which the map found this, by the next one. Returns how many earlier points had a part in that.
    pub fn advance(&mut self, point: &mut [f64], image: &[f64], level: f64, found: Found, weights: &[f64]) -> usize {
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
            // Where nothing of the step is gone it may be infinite.
            *next = if self.part > 0.0 { image + self.part * step } else { *image };
        }
    }
}

impl Found {
    /// Whether an extrapolated point is worth going on from, after the point `before`.
    fn is_better_than(self, before: Self, level: f64) -> bool {
        let is_no_worse = self.error <= LARGEST_GROWTH * before.error;
        let (Some(value), Some(value_before)) = (self.value, before.value) else { return is_no_worse };
        let (gain, plain_gain) = (value - value_before, PLAIN_GAIN * level * before.error * before.error);
        let measurable = MEASURABLE_GAIN * (value_before.abs() + level);
        if plain_gain > measurable { gain >= plain_gain } else { is_no_worse || gain > measurable }
    }
}
