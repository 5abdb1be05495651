//! Box constraints for CMA-ES: points outside the box are evaluated at the nearest point inside, plus a penalty for
//! their distance once the mean has left the box. With clipping alone, the distribution could wander off along a bound.
//!
//! Source: Hansen, Niederberger, Guzzella, Koumoutsakos, A Method for Handling Uncertainty in Evolutionary
//! Optimization, IEEE Trans. Evol. Comput. 13, 2009, section IV.

use super::distribution::Distribution;
use std::collections::VecDeque;

/// The penalties for points outside the box.
#[derive(Clone, Debug, Default)]
pub(crate) struct Boundary {
    /// The weight of each variable. `None` until the mean first leaves the box.
    weights: Option<Vec<f64>>,
    /// For each of the last populations, the interquartile range of its values divided by the mean variance of the
    /// variables.
    spreads: VecDeque<f64>,
}

/// The distance of the mean from the box, in standard deviations, beyond which the weights grow.
const FAR: f64 = 3.0;

/// The maximum growth factor of the weights per generation.
const GROWTH: f64 = 1.1;

impl Boundary {
    /// The penalty of each point.
    pub(crate) fn penalties(&self, distribution: &Distribution, places: &[f64]) -> Vec<f64> {
        let n = distribution.mean.len();
        let Some(weights) = &self.weights else { return vec![0.0; places.len() / n] };
        let logarithms: Vec<_> = (0..n).map(|k| distribution.shape.variance(k).ln()).collect();
        let mean = logarithms.iter().sum::<f64>() / n as f64;
        let scales: Vec<_> = logarithms.iter().map(|logarithm| (0.9 * (logarithm - mean)).exp()).collect();
        let penalty = |place: &[f64]| {
            let terms = place.iter().zip(weights.iter().zip(&scales));
            terms.map(|(&place, (weight, scale))| weight * beyond(place).powi(2) / scale).sum::<f64>() / n as f64
        };
        places.chunks_exact(n).map(penalty).collect()
    }

    /// Updates the weights from a population's values and the position of the mean, before the distribution is updated.
    pub(crate) fn learn(&mut self, distribution: &Distribution, values: &[f64]) {
        let n = distribution.mean.len();
        let mut sorted: Vec<_> = values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        if let (Some(low), Some(high)) = (sorted.get(sorted.len() / 4), sorted.get(3 * sorted.len() / 4)) {
            let variance = (0..n).map(|k| distribution.shape.variance(k)).sum::<f64>() / n as f64;
            let spread = (high - low) / (distribution.step_size.powi(2) * variance);
            if spread > 0.0 && spread.is_finite() {
                self.spreads.push_back(spread);
            }
        }
        while self.spreads.len() > 20 + 3 * n / values.len() {
            self.spreads.pop_front();
        }
        let distances: Vec<_> = distribution.mean.iter().map(|&mean| beyond(mean).abs()).collect();
        if distances.iter().all(|&distance| distance == 0.0) {
            return;
        }
        if self.weights.is_none() {
            let mut spreads: Vec<_> = self.spreads.iter().copied().collect();
            spreads.sort_by(f64::total_cmp);
            let Some(median) = spreads.get(spreads.len() / 2) else { return };
            self.weights = Some(vec![2.0 * median; n]);
        }
        let effective = distribution.constants().effective_parents;
        let far = FAR * distribution.step_size * ((n as f64).sqrt() / effective).max(1.0);
        let growth = GROWTH.powf((effective / (10.0 * n as f64)).min(1.0));
        for (k, weight) in self.weights.iter_mut().flatten().enumerate() {
            if distances[k] > far * distribution.shape.variance(k).sqrt() {
                *weight = (*weight * growth).min(f64::MAX);
            }
        }
    }
}

/// The signed distance of a coordinate from its side of the cube.
fn beyond(place: f64) -> f64 {
    place - place.clamp(0.0, 1.0)
}
