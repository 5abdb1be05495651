//! Power spectra of real series.

use rustfft::num_complex::Complex;
use superlinear_numerics::sine_transform::fourier_transform;

/// The squared moduli of the Fourier coefficients of a series, at the frequencies 1, 2, … half its length (in periods
/// over the whole series).
pub(crate) fn periodogram(values: &[f64]) -> Vec<f64> {
    if values.is_empty() {
        return Vec::new();
    }
    let mut buffer: Vec<Complex<f64>> = values.iter().map(|&re| Complex { re, im: 0.0 }).collect();
    fourier_transform(buffer.len()).process(&mut buffer);
    buffer[1..=values.len() / 2].iter().map(|value| value.norm_sqr()).collect()
}

/// The mean period in rows: the inverse of the mean frequency of the spectrum.
pub(crate) fn mean_period(values: &[f64]) -> f64 {
    let (mut total, mut weighted) = (0.0, 0.0);
    for (k, power) in periodogram(values).into_iter().enumerate() {
        total += power;
        weighted += (k + 1) as f64 * power;
    }
    if weighted > 0.0 { values.len() as f64 * total / weighted } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn powers_are_those_of_the_definition() {
        for count in [1, 2, 5, 8, 30, 97] {
            let values: Vec<f64> = (0..count).map(|t| ((t * t % 17) as f64).sqrt()).collect();
            let powers = periodogram(&values);
            assert_eq!(powers.len(), count / 2);
            for (k, power) in powers.iter().enumerate() {
                let angle = |t: usize| 2.0 * PI * (t * (k + 1)) as f64 / count as f64;
                let part = |wave: fn(f64) -> f64| (0..count).map(|t| values[t] * wave(angle(t))).sum::<f64>();
                let expected = part(f64::cos).powi(2) + part(f64::sin).powi(2);
                assert!((power - expected).abs() < 1e-10 * (1.0 + expected), "{count} {k}: {power} {expected}");
            }
        }
    }
}
