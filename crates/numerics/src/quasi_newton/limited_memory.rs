//! Limited-memory BFGS: a multiple of the identity and two rank-one terms per step.
//!
//! Source: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, section 7.2, there unrolled from the oldest step
//! on.

use super::{PAIRS, damped, undamped_part};
use crate::vectors::{add_scaled, dot};

/// A model of a Hessian by its products, from the last ten steps.
#[derive(Clone, Debug)]
pub struct LimitedMemory {
    /// Steps, and their damped gradient changes.
    pairs: Vec<(Vec<f64>, Vec<f64>)>,
    /// The multiple of the identity.
    pub scale: f64,
    /// The rank-one terms: the model is the scale plus the sum of a a' - b b' over these pairs (a, b).
    terms: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Default for LimitedMemory {
    /// The identity.
    fn default() -> Self {
        Self { pairs: Vec::new(), scale: 1.0, terms: Vec::new() }
    }
}

impl LimitedMemory {
    /// Vectors (a, b) of the terms a a' - b b' added to the multiple of the identity.
    pub fn terms(&self) -> &[(Vec<f64>, Vec<f64>)] {
        &self.terms
    }

    /// The product with a vector.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        let mut product: Vec<_> = vector.iter().map(|entry| self.scale * entry).collect();
        for (added, taken) in &self.terms {
            add_scaled(&mut product, dot(added, vector), added);
            add_scaled(&mut product, -dot(taken, vector), taken);
        }
        product
    }

    /// Updates the model with a step and its gradient change.
    pub fn update(&mut self, step: &[f64], change: &[f64]) {
        let curvature = dot(step, change);
        let product = self.times(step);
        let model_curvature = dot(step, &product);
        if !(curvature.is_finite() && model_curvature > 0.0) {
            return;
        }
        let is_first = self.pairs.is_empty() && curvature > 0.0;
        let part = if is_first { 1.0 } else { undamped_part(curvature, model_curvature) };
        let damped = damped(part, change, &product);
        let damped_curvature = dot(step, &damped);
        let scale = dot(&damped, &damped) / damped_curvature;
        if !(damped_curvature > 0.0 && scale.is_finite() && scale > 0.0) {
            return;
        }
        if self.pairs.len() == PAIRS {
            self.pairs.remove(0);
        }
        self.scale = scale;
        self.pairs.push((step.to_vec(), damped));
        self.renew_terms();
    }

    fn renew_terms(&mut self) {
        self.terms.clear();
        for k in 0..self.pairs.len() {
            let (step, change) = &self.pairs[k];
            let product = self.times(step);
            let (curvature, model_curvature) = (dot(step, change), dot(step, &product));
            // Rounding may leave no curvature along a step that nearly repeats earlier ones.
            if curvature > 0.0 && model_curvature > 0.0 {
                let scaled = |vector: &[f64], square: f64| vector.iter().map(|entry| entry / square.sqrt()).collect();
                self.terms.push((scaled(change, curvature), scaled(&product, model_curvature)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_the_last_step_to_its_change_and_stays_positive() {
        let mut model = LimitedMemory::default();
        let curvatures = [1.0, 3.0, 10.0, 0.5];
        for k in 0..15_u32 {
            let step: Vec<f64> = (0..4).map(|i| f64::from((k + 1) * (i + 2) % 7) - 2.5).collect();
            let change: Vec<f64> = step.iter().zip(curvatures).map(|(s, c)| c * s).collect();
            model.update(&step, &change);
            for (product, change) in model.times(&step).iter().zip(&change) {
                assert!((product - change).abs() <= 1e-9 * change.abs().max(1.0), "{product} against {change}");
            }
        }
        // A step with negative curvature is damped.
        model.update(&[1.0, 0.0, 0.0, 0.0], &[-5.0, 0.0, 0.0, 0.0]);
        for direction in [[1.0, 0.0, 0.0, 0.0], [0.3, -1.0, 0.2, 0.9]] {
            assert!(dot(&direction, &model.times(&direction)) > 0.0);
        }
        assert_eq!(model.pairs.len(), PAIRS);
    }
}
