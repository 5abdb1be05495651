//! The inverse of a Hessian from the last few steps, in some of the variables only: those that bounds leave free.
//!
//! Sources: Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, algorithm 7.4; inner products over free variables after Bertsekas,
//! Projected Newton methods for optimization problems with simple constraints, SIAM J. Control Optim. 20, 1982.

use super::PAIRS;

/// Steps whose cosine with the change of the gradient is smaller tell of no curvature but of rounding.
const LEAST_COSINE: f64 = 1e-10;

/// The model of an inverse Hessian by its products, from the last ten steps.
#[derive(Clone, Debug, Default)]
pub struct InverseLimitedMemory {
    /// Steps, and the changes of the gradient over them.
    pairs: Vec<(Vec<f64>, Vec<f64>)>,
}

impl InverseLimitedMemory {
    /// Forgets all steps.
    pub fn clear(&mut self) {
        self.pairs.clear();
    }

    /// Takes in a step and the change of the gradient over it, where the function curves upwards along it.
    pub fn update(&mut self, step: Vec<f64>, change: Vec<f64>) {
        let lengths = (crate::vectors::norm(&step), crate::vectors::norm(&change));
        if crate::vectors::dot(&step, &change) > LEAST_COSINE * lengths.0 * lengths.1 {
            if self.pairs.len() == PAIRS {
                self.pairs.remove(0);
            }
            self.pairs.push((step, change));
        }
    }

    /// The product with a vector, over the variables that are free; zero in the others. `None` where no step tells anything of these.
    pub fn times_within(&self, vector: &[f64], is_free: &[bool]) -> Option<Vec<f64>> {
        let within = |a: &[f64], b: &[f64]| -> f64 {
            let entries = a.iter().zip(b).zip(is_free);
            entries.map(|((a, b), &free)| if free { a * b } else { 0.0 }).sum()
        };
        let curvatures: Vec<_> = self.pairs.iter().map(|(step, change)| within(step, change)).collect();
        let useful = || (0..self.pairs.len()).filter(|&k| curvatures[k] > 0.0);
        let last = useful().next_back()?;
        let mut product: Vec<f64> =
            vector.iter().zip(is_free).map(|(entry, &free)| if free { *entry } else { 0.0 }).collect();
        let mut weights = vec![0.0; self.pairs.len()];
        for k in useful().rev() {
            let (step, change) = &self.pairs[k];
            weights[k] = within(step, &product) / curvatures[k];
            add_within(&mut product, -weights[k], change, is_free);
        }
        let (_, change) = &self.pairs[last];
        let scale = curvatures[last] / within(change, change);
        product.iter_mut().for_each(|entry| *entry *= scale);
        for k in useful() {
            let (step, change) = &self.pairs[k];
            let correction = weights[k] - within(change, &product) / curvatures[k];
            add_within(&mut product, correction, step, is_free);
        }
        Some(product)
    }
}

fn add_within(sum: &mut [f64], factor: f64, vector: &[f64], is_free: &[bool]) {
    for ((sum, entry), &free) in sum.iter_mut().zip(vector).zip(is_free) {
        if free {
            *sum += factor * entry;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_the_last_change_to_its_step() {
        let mut model = InverseLimitedMemory::default();
        assert_eq!(model.times_within(&[1.0], &[true]), None);
        let curvatures = [1.0, 3.0, 10.0, 0.5];
        for k in 0..15_u32 {
            let step: Vec<f64> = (0..4).map(|i| f64::from((k + 1) * (i + 2) % 7) - 2.5).collect();
            let change: Vec<f64> = step.iter().zip(curvatures).map(|(s, c)| c * s).collect();
            model.update(step.clone(), change.clone());
            let product = model.times_within(&change, &[true; 4]).expect("a step was taken in");
            for (product, step) in product.iter().zip(&step) {
                assert!((product - step).abs() <= 1e-9 * step.abs().max(1.0), "{product} against {step}");
            }
        }
        assert_eq!(model.pairs.len(), PAIRS);
        model.update(vec![1.0, 0.0, 0.0, 0.0], vec![-5.0, 0.0, 0.0, 0.0]);
        let product =
            model.times_within(&[9.0, 1.0, 2.0, 3.0], &[false, true, true, true]).expect("steps of the others");
        assert_eq!(product[0], 0.0);
        assert!(product[1] + 2.0 * product[2] + 3.0 * product[3] > 0.0, "{product:?}");
    }
}
