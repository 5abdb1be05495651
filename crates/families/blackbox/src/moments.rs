//! Means and standard deviations.

/// The mean and the standard deviation of numbers; the deviation is 1 if all are equal. Numbers are divided by the
/// largest magnitude, so that no square overflows or underflows.
pub(crate) fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let unit = values.clone().fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()));
    let count = values.clone().count() as f64;
    let mean = values.clone().map(|value| value / unit).sum::<f64>() / count;
    let variance = values.map(|value| (value / unit - mean).powi(2)).sum::<f64>() / count;
    let deviation = variance.sqrt() * unit;
    // Equal numbers may differ from their computed mean by rounding.
    let is_equal = variance.sqrt() <= f64::EPSILON * mean.abs();
    (mean * unit, if is_equal { 1.0 } else { deviation })
}
