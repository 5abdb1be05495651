//! Limited-memory BFGS for the inverse of a Hessian, in all variables or in those not held at bounds.
//!
//! Sources: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithm 7.4; inner products over free
//! variables after Bertsekas, Projected Newton methods for optimization problems with simple constraints, SIAM J.
//! Control Optim. 20, 1982.

use super::PAIRS;
use crate::vectors::{add_scaled, dot, norm};

/// Steps with a smaller cosine to the gradient change carry no curvature, only rounding.
const MIN_COSINE: f64 = 1e-10;

/// A model of an inverse Hessian by its products, from the last ten steps. The initial matrix is the identity scaled by
/// the last step, or a known diagonal.
#[derive(Clone, Debug, Default)]
pub struct InverseLimitedMemory {
    pairs: Vec<Pair>,
}

/// A step, its gradient change, and their inner product.
#[derive(Clone, Debug)]
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    curvature: f64,
}

impl InverseLimitedMemory {
    /// Returns whether no steps are stored.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Discards all steps.
    pub fn clear(&mut self) {
        self.pairs.clear();
    }

    /// Adds a step and its gradient change, if the curvature along it is positive.
    pub fn update(&mut self, step: Vec<f64>, change: Vec<f64>) {
        let curvature = dot(&step, &change);
        if curvature > MIN_COSINE * norm(&step) * norm(&change) {
            if self.pairs.len() == PAIRS {
                self.pairs.remove(0);
            }
            self.pairs.push(Pair { step, change, curvature });
        }
    }

    /// The product with a vector.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.updated(vector, None)
    }

    /// The product with a vector in the free variables; zero in the others. If given, the diagonal `curvature` replaces
    /// the identity in the initial matrix. `None` if nothing is known of these variables.
    pub fn times_within(&self, vector: &[f64], is_free: &[bool], curvature: Option<&[f64]>) -> Option<Vec<f64>> {
        let within = |vector: &[f64]| -> Vec<f64> {
            vector.iter().zip(is_free).map(|(entry, &free)| if free { *entry } else { 0.0 }).collect()
        };
        let restricted = |pair: &Pair| {
            let (step, change) = (within(&pair.step), within(&pair.change));
            let curvature = dot(&step, &change);
            (curvature > 0.0).then_some(Pair { step, change, curvature })
        };
        let model = Self { pairs: self.pairs.iter().filter_map(restricted).collect() };
        (!model.is_empty() || curvature.is_some()).then(|| model.updated(&within(vector), curvature))
    }

    /// The product with a vector, by the two-loop recursion. The initial matrix is the inverse of the diagonal
    /// `curvature`, or the identity scaled by the last step.
    fn updated(&self, vector: &[f64], curvature: Option<&[f64]>) -> Vec<f64> {
        let mut product = vector.to_vec();
        let mut parts = Vec::with_capacity(self.pairs.len());
        for pair in self.pairs.iter().rev() {
            let part = dot(&pair.step, &product) / pair.curvature;
            add_scaled(&mut product, -part, &pair.change);
            parts.push(part);
        }
        let divided = |vector: &[f64]| -> Option<Vec<f64>> {
            curvature
                .map(|curvature| vector.iter().zip(curvature).map(|(entry, curvature)| entry / curvature).collect())
        };
        product = divided(&product).unwrap_or(product);
        if let Some(Pair { change, curvature, .. }) = self.pairs.last() {
            let scale = curvature / dot(change, divided(change).as_ref().unwrap_or(change));
            product.iter_mut().for_each(|entry| *entry *= scale);
        }
        for (pair, part) in self.pairs.iter().zip(parts.into_iter().rev()) {
            let correction = part - dot(&pair.change, &product) / pair.curvature;
            add_scaled(&mut product, correction, &pair.step);
        }
        product
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_the_last_change_to_its_step() {
        let mut model = InverseLimitedMemory::default();
        assert_eq!(model.times_within(&[1.0], &[true], None), None);
        assert_eq!(model.times_within(&[1.0, 3.0], &[true, false], Some(&[2.0, 1.0])), Some(vec![0.5, 0.0]));
        let curvatures = [1.0, 3.0, 10.0, 0.5];
        for k in 0..15_u32 {
            let step: Vec<f64> = (0..4).map(|i| f64::from((k + 1) * (i + 2) % 7) - 2.5).collect();
            let change: Vec<f64> = step.iter().zip(curvatures).map(|(s, c)| c * s).collect();
            model.update(step.clone(), change.clone());
            for first in [None, Some(&[2.0, 0.1, 5.0, 1.0][..])] {
                let product = model.times_within(&change, &[true; 4], first).expect("a step was taken in");
                for (product, step) in product.iter().zip(&step) {
                    assert!((product - step).abs() <= 1e-9 * step.abs().max(1.0), "{product} against {step}");
                }
            }
        }
        assert_eq!(model.pairs.len(), PAIRS);
        model.update(vec![1.0, 0.0, 0.0, 0.0], vec![-5.0, 0.0, 0.0, 0.0]);
        let product =
            model.times_within(&[9.0, 1.0, 2.0, 3.0], &[false, true, true, true], None).expect("steps of the others");
        assert_eq!(product[0], 0.0);
        assert!(product[1] + 2.0 * product[2] + 3.0 * product[3] > 0.0, "{product:?}");
    }
}
