//! The logarithm of the expected improvement. It has a nonzero gradient even if the improvement itself underflows.
//!
//! Sources: Jones, Schonlau, Welch, Efficient Global Optimization of Expensive Black-Box Functions, J. Global Optim.
//! 13, 1998; Ament and others, Unexpected Improvements to Expected Improvement for Bayesian Optimization, NeurIPS 2023.

use super::model::Prediction;
use std::f64::consts::{FRAC_1_SQRT_2, TAU};

/// The logarithm of the expected improvement on `least`, and its gradient.
pub fn log_improvement(prediction: &Prediction, least: f64) -> (f64, Vec<f64>) {
    let Prediction { mean, deviation, mean_slope, deviation_slope } = prediction;
    let z = (least - mean) / deviation;
    let (value, slope) = log_excess(z);
    let (by_mean, by_deviation) = (-slope / deviation, (1.0 - z * slope) / deviation);
    let gradient = mean_slope.iter().zip(deviation_slope).map(|(a, b)| by_mean * a + by_deviation * b).collect();
    (deviation.ln() + value, gradient)
}

/// The logarithm of the probability of a value below `bound`, and its gradient.
pub fn log_probability(prediction: &Prediction, bound: f64) -> (f64, Vec<f64>) {
    let Prediction { mean, deviation, mean_slope, deviation_slope } = prediction;
    let z = (bound - mean) / deviation;
    let log_density = -0.5 * (z * z + TAU.ln());
    let ratio = mills_ratio(z.abs());
    let value = if z < 0.0 { log_density + ratio.ln() } else { (-log_density.exp() * ratio).ln_1p() };
    let slope = (log_density - value).exp();
    let gradient = mean_slope.iter().zip(deviation_slope).map(|(a, b)| -slope * (a + z * b) / deviation).collect();
    (value, gradient)
}

/// Beyond this, the first term of the expansion at infinity is accurate to half a percent, and the ratio below has too
/// few digits.
const FAR: f64 = 25.0;

/// The logarithm of E max(0, z + Z) for standard normal Z, and its derivative.
fn log_excess(z: f64) -> (f64, f64) {
    let log_density = -0.5 * (z * z + TAU.ln());
    let ratio = mills_ratio(z.abs());
    if z < 0.0 {
        // φ(z) + zΦ(z) = φ(z)(1 - |z| Φ(z)/φ(z)).
        let rest = if z < -FAR { 1.0 / (z * z) } else { 1.0 + z * ratio };
        return (log_density + rest.ln(), ratio / rest);
    }
    let density = log_density.exp();
    let excess = z + density * (1.0 - z * ratio);
    (excess.ln(), (1.0 - density * ratio) / excess)
}

/// The coefficients in the exponent of the approximation of exp(x²) erfc(x).
const COEFFICIENTS: [f64; 10] = [
    -1.26551223,
    1.00002368,
    0.37409196,
    0.09678418,
    -0.18628806,
    0.27886807,
    -1.13520398,
    1.48851587,
    -0.82215223,
    0.17087277,
];

/// The Mills ratio: the probability that a standard normal number exceeds z ≥ 0, divided by the density at z. The
/// relative error is at most 1.2e-7.
///
/// Source: Press, Teukolsky, Vetterling, Flannery, Numerical Recipes in C, 2nd edition, 1992, section 6.2.
fn mills_ratio(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.5 * FRAC_1_SQRT_2 * z);
    let exponent = COEFFICIENTS.iter().rev().fold(0.0, |sum, coefficient| sum * t + coefficient);
    (TAU / 4.0).sqrt() * t * exponent.exp()
}
