//! Sums over the entries of vectors, in their order.

/// The sum of the absolute differences.
pub(crate) fn distance(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x - y).abs()).sum()
}

/// The largest absolute value.
pub(crate) fn magnitude(x: &[f64]) -> f64 {
    x.iter().fold(0.0, |largest, entry| entry.abs().max(largest))
}
