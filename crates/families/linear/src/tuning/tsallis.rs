//! Tsallis-INF: probabilities by the Tsallis entropy of the estimated costs, for costs that may change.
//!
//! Source: Zimmert, Seldin, Tsallis-INF: An Optimal Algorithm for Stochastic and Adversarial Bandits, J. Mach. Learn. Res.
//! 22, 2021.

use super::state::{BINS, Pending, TuningState};

/// The maximum number of Newton steps for the sum of the probabilities; they decrease monotonically.
const MAX_STEPS: u32 = 100;

/// The tolerance on the sum of the probabilities, before they are normalized.
const TOLERANCE: f64 = 1e-12;

/// The unit of costs before the first round, and its minimum.
const FIRST_SCALE: f64 = 1.0;
const MIN_SCALE: f64 = 1e-12;

/// The smallest probability by which costs are divided, about the resolution of the draws.
const MIN_PROBABILITY: f64 = f64::EPSILON / 2.0;

/// The interval of a context.
fn bin(state: &TuningState, context: f64) -> usize {
    if state.has_contexts() { ((state.place(context) * BINS as f64) as usize).min(BINS - 1) } else { 0 }
}

pub(super) fn probabilities(state: &TuningState, context: f64) -> Vec<f64> {
    let (bin, count) = (bin(state, context), state.grid.len());
    let rounds = state.bin_rounds[bin];
    let rate = 2.0 / (rounds + 1.0).sqrt();
    let scale = if rounds > 0.0 { (state.bin_costs[bin] / rounds - 1.0).max(MIN_SCALE) } else { FIRST_SCALE };
    let estimates = &state.bin_estimates[bin * count..(bin + 1) * count];
    // Beyond the smallest one: large losses would round 2 / rate away.
    let smallest = estimates.iter().copied().fold(f64::INFINITY, f64::min);
    let losses: Vec<f64> = estimates.iter().map(|estimate| (estimate - smallest) / scale).collect();
    let mut x = -2.0 / rate;
    for _ in 0..MAX_STEPS {
        let gaps = || losses.iter().map(|loss| rate * (loss - x));
        let sum: f64 = gaps().map(|gap| 4.0 / (gap * gap)).sum();
        if sum <= 1.0 + TOLERANCE {
            break;
        }
        let slope: f64 = gaps().map(|gap| 8.0 * rate / (gap * gap * gap)).sum();
        x -= (sum - 1.0) / slope;
    }
    let mut probabilities: Vec<f64> = losses.iter().map(|loss| 4.0 / (rate * (loss - x)).powi(2)).collect();
    let sum: f64 = probabilities.iter().sum();
    probabilities.iter_mut().for_each(|probability| *probability /= sum);
    probabilities
}

pub(super) fn record(state: &mut TuningState, pending: &Pending, cost: f64) {
    let (bin, count) = (bin(state, pending.context), state.grid.len());
    state.bin_rounds[bin] += 1.0;
    state.bin_costs[bin] += cost;
    state.bin_estimates[bin * count + pending.index as usize] +=
        (cost - 1.0) / pending.probability.max(MIN_PROBABILITY);
}

/// The smallest estimated total cost of a single parameter.
pub(super) fn best_total(state: &TuningState) -> f64 {
    let count = state.grid.len();
    let total =
        |index: usize| (0..state.bin_rounds.len()).map(|bin| state.bin_estimates[bin * count + index]).sum::<f64>();
    (0..count).map(total).fold(f64::INFINITY, f64::min) + f64::from(state.rounds)
}
