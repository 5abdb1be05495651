//! Inverse gap weighting: parameters are drawn with probabilities inverse to the gap of their fitted cost to the
//! smallest one (Foster, Rakhlin, Beyond UCB, ICML 2020). With more than one feature this is ChebCB of Khodak and others.

use super::state::{Pending, TuningState};
use faer::Mat;
use std::f64::consts::PI;
use superlinear_numerics::dense::{cholesky, solve_by_root};
use superlinear_numerics::vectors::{argmax_by, dot};

/// The ridge of the fits; small beside one observation.
const RIDGE: f64 = 1e-3;

/// The coefficients of the fitted costs of each parameter, one after the other.
pub(super) struct InverseGap {
    weights: Vec<f64>,
}

/// The Chebyshev polynomials of a context.
fn features(state: &TuningState, context: f64) -> Vec<f64> {
    let z = 2.0 * state.place(context) - 1.0;
    let mut features = vec![1.0, z];
    while features.len() < state.features as usize {
        let last = features.len() - 1;
        features.push(2.0 * z * features[last] - features[last - 1]);
    }
    features.truncate(state.features as usize);
    features
}

impl InverseGap {
    pub fn of(state: &TuningState) -> Self {
        let size = state.features as usize;
        let mut fits = Self { weights: vec![0.0; state.grid.len() * size] };
        (0..state.grid.len()).for_each(|index| fits.fit(state, index));
        fits
    }

    fn fit(&mut self, state: &TuningState, index: usize) {
        let size = state.features as usize;
        let gram = &state.grams[index * size * size..(index + 1) * size * size];
        let ridged = Mat::from_fn(size, size, |i, j| gram[i * size + j] + if i == j { RIDGE } else { 0.0 });
        let weights = &mut self.weights[index * size..(index + 1) * size];
        weights.copy_from_slice(&state.products[index * size..(index + 1) * size]);
        // The ridge makes the matrix positive definite.
        if let Some(root) = cholesky(ridged) {
            solve_by_root(&root, weights);
        }
    }

    /// The fitted costs beyond 1, relative to the largest cost so far.
    fn fitted(&self, state: &TuningState, features: &[f64]) -> Vec<f64> {
        let unit = if state.largest_cost > 0.0 { state.largest_cost } else { 1.0 };
        self.weights.chunks_exact(features.len()).map(|weights| dot(weights, features) / unit).collect()
    }

    pub fn probabilities(&self, state: &TuningState, context: f64) -> Vec<f64> {
        let fitted = self.fitted(state, &features(state, context));
        let smallest = argmax_by(fitted.len(), |k| -fitted[k]);
        let (count, focus) = (fitted.len() as f64, focus(state));
        let gap = |value: f64| 1.0 / (count + focus * (value - fitted[smallest]));
        let mut probabilities: Vec<f64> = fitted.iter().map(|&value| gap(value)).collect();
        let others: f64 = (0..fitted.len()).filter(|&k| k != smallest).map(|k| probabilities[k]).sum();
        probabilities[smallest] = 1.0 - others;
        probabilities
    }

    pub fn record(&mut self, state: &mut TuningState, pending: &Pending, cost: f64) {
        let (index, size) = (pending.index as usize, state.features as usize);
        let features = features(state, pending.context);
        state.smallest_cost = if state.rounds == 0 { cost } else { state.smallest_cost.min(cost) };
        state.largest_cost = state.largest_cost.max(cost);
        let fitted = self.fitted(state, &features)[index];
        state.squared_errors += (fitted - (cost - 1.0) / state.largest_cost.max(f64::MIN_POSITIVE)).powi(2);
        for i in 0..size {
            state.feature_sums[i] += features[i];
            state.products[index * size + i] += features[i] * (cost - 1.0);
            for j in 0..size {
                state.grams[(index * size + i) * size + j] += features[i] * features[j];
            }
        }
        self.fit(state, index);
    }

    /// The smallest fitted total cost of a single parameter.
    pub fn best_total(&self, state: &TuningState) -> f64 {
        let totals =
            self.weights.chunks_exact(state.features as usize).map(|weights| dot(weights, &state.feature_sums));
        totals.fold(f64::INFINITY, f64::min) + f64::from(state.rounds)
    }
}

/// The weight of gaps: it grows with the rounds as the errors of the fits allow, up to the error of the polynomials
/// themselves, after Khodak and others.
fn focus(state: &TuningState) -> f64 {
    let (rounds, count, size) = (f64::from(state.rounds), state.grid.len() as f64, f64::from(state.features));
    if state.rounds == 0 {
        return 0.0;
    }
    let bound = (PI + 2.0 / PI * (2.0 * size + 1.0).ln()) / (2.0 * (size + 1.0));
    let spread = bound * (state.largest_cost - state.smallest_cost) / state.largest_cost.max(f64::MIN_POSITIVE);
    let errors = state.squared_errors + 2.0 * spread * spread * rounds;
    2.0 * rounds * (count * rounds / errors.max(f64::MIN_POSITIVE)).sqrt().min(MAX_FOCUS)
}

/// The maximum weight of gaps per round: without errors, the weight would be infinite.
const MAX_FOCUS: f64 = 1e6;
