//! The components, asked from the caller.

use superlinear_interface::{Lengths, Oracle};

/// The questions.
pub(super) const QUESTIONS: &[&str] = &["gradient", "gradientNorms"];
const GRADIENT: usize = 0;
const GRADIENT_NORMS: usize = 1;

/// The number of components in a question about all of them.
const PORTION: usize = 1024;

/// The lengths of the questions without items.
pub(super) fn lengths(dimension: usize) -> Vec<Lengths> {
    vec![Lengths { point: dimension, answer: dimension + 1 }, Lengths { point: dimension, answer: 0 }]
}

/// The lengths per component: its index and its weight; its index and its norm.
pub(super) fn item_lengths() -> Vec<Lengths> {
    vec![Lengths { point: 2, answer: 0 }, Lengths { point: 1, answer: 1 }]
}

/// A batch of components with their weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch {
    pub(crate) indices: Vec<usize>,
    pub(crate) weights: Vec<f64>,
}

/// The caller's components.
pub(super) struct Components {
    oracle: Oracle,
    count: usize,
    point: Vec<f64>,
    answer: Vec<f64>,
}

impl Components {
    pub(super) fn new(oracle: Oracle, count: usize, dimension: usize) -> Self {
        Self { oracle, count, point: Vec::new(), answer: vec![0.0; dimension + 1] }
    }

    /// The weighted sum of the values of a batch. Writes that of the gradients.
    pub(super) async fn evaluate(&mut self, x: &[f64], batch: &Batch, gradient: &mut [f64]) -> f64 {
        self.point.clear();
        self.point.extend_from_slice(x);
        self.point.extend(batch.indices.iter().map(|&index| index as f64));
        self.point.extend_from_slice(&batch.weights);
        self.oracle.ask(GRADIENT, &self.point, &mut self.answer).await;
        gradient.copy_from_slice(&self.answer[..x.len()]);
        self.answer[x.len()]
    }

    /// The mean of all values. Writes that of the gradients.
    pub(super) async fn evaluate_all(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let mut part = vec![0.0; x.len()];
        let mut value = 0.0;
        gradient.fill(0.0);
        for first in (0..self.count).step_by(PORTION) {
            let indices: Vec<_> = (first..self.count.min(first + PORTION)).collect();
            let weights = vec![(self.count as f64).recip(); indices.len()];
            value += self.evaluate(x, &Batch { indices, weights }, &mut part).await;
            gradient.iter_mut().zip(&part).for_each(|(sum, entry)| *sum += entry);
        }
        value
    }

    /// The norms of the gradients of a batch's components.
    pub(super) async fn norms(&mut self, x: &[f64], batch: &Batch) -> Vec<f64> {
        let mut point = x.to_vec();
        point.extend(batch.indices.iter().map(|&index| index as f64));
        let mut norms = vec![0.0; batch.indices.len()];
        self.oracle.ask(GRADIENT_NORMS, &point, &mut norms).await;
        norms
    }
}
