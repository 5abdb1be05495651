//! Losses of logits and their derivatives.

use superlinear_numerics::logsumexp;

/// Probabilities proportional to exp(logit / temperature).
pub(super) fn softmax(logits: &[f64], temperature: f64) -> Vec<f64> {
    let scaled: Vec<_> = logits.iter().map(|logit| logit / temperature).collect();
    let total = logsumexp::of(&scaled);
    scaled.iter().map(|logit| (logit - total).exp()).collect()
}

/// The mean cross-entropy of samples with the given classes; one row of logits per sample.
pub(super) fn cross_entropy(logits: &[f64], labels: &[usize], classes: usize) -> f64 {
    let losses = logits.chunks(classes).zip(labels).map(|(row, &label)| logsumexp::of(row) - row[label]);
    losses.sum::<f64>() / labels.len() as f64
}

/// The derivative of the mean cross-entropy with respect to the logits.
pub(super) fn cross_entropy_slopes(logits: &[f64], labels: &[usize], classes: usize) -> Vec<f64> {
    let mut slopes: Vec<_> = logits.chunks(classes).flat_map(|row| softmax(row, 1.0)).collect();
    slopes.chunks_mut(classes).zip(labels).for_each(|(row, &label)| row[label] -= 1.0);
    slopes.iter_mut().for_each(|slope| *slope /= labels.len() as f64);
    slopes
}

/// Adds the derivative of factor · T² times the mean divergence of the teacher's probabilities from softmax(logits /
/// T).
pub(super) fn add_distillation_slopes(
    logits: &[f64],
    teacher: &[f64],
    classes: usize,
    factor: f64,
    temperature: f64,
    slopes: &mut [f64],
) {
    let weight = factor * temperature / (logits.len() / classes) as f64;
    let rows = logits.chunks(classes).zip(teacher.chunks(classes)).zip(slopes.chunks_mut(classes));
    for ((row, teacher), slopes) in rows {
        for ((slope, probability), teacher) in slopes.iter_mut().zip(softmax(row, temperature)).zip(teacher) {
            *slope += weight * (probability - teacher);
        }
    }
}
