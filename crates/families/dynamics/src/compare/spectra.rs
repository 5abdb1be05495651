//! Distances of power spectra.

use crate::series::{Moments, Series};
use crate::spectrum::periodogram;
use superlinear_interface::{Effort, Error};

/// Gaussians end at this number of standard deviations.
const REACH: f64 = 4.0;

/// The mean over columns of the Hellinger distance of smoothed spectra. The root of squared differences of roots is used,
/// since `1 - Σ √(p q)` loses digits for similar spectra.
pub(super) fn distance(reference: Series, series: Series, smoothing: f64, effort: &mut Effort) -> Result<f64, Error> {
    let mut sum = 0.0;
    for j in 0..reference.columns {
        let p = spectrum(reference, j, smoothing, effort)?;
        let q = spectrum(series, j, smoothing, effort)?;
        let squares = p.iter().zip(&q).map(|(p, q)| (p.sqrt() - q.sqrt()).powi(2));
        sum += (0.5 * squares.sum::<f64>()).sqrt().min(1.0);
    }
    Ok(sum / reference.columns as f64)
}

/// The smoothed spectrum of a column, with sum 1; uniform if the column is constant.
fn spectrum(series: Series, column: usize, smoothing: f64, effort: &mut Effort) -> Result<Vec<f64>, Error> {
    let own = Moments::of(series.along(column));
    let standardized = |value: f64| if own.scale > 0.0 { own.standardized(value) } else { 0.0 };
    let values: Vec<f64> = series.along(column).map(standardized).collect();
    let mut powers = smoothed(&periodogram(&values), smoothing, effort)?;
    let total: f64 = powers.iter().sum();
    let count = powers.len() as f64;
    powers.iter_mut().for_each(|power| *power = if total > 0.0 { *power / total } else { 1.0 / count });
    Ok(powers)
}

/// The convolution with a Gaussian; beyond its bounds the spectrum is reflected.
fn smoothed(powers: &[f64], deviation: f64, effort: &mut Effort) -> Result<Vec<f64>, Error> {
    let reach = (REACH * deviation + 0.5) as usize;
    if reach == 0 {
        return Ok(powers.to_vec());
    }
    let count = powers.len();
    let kernel: Vec<f64> = (0..=reach).map(|k| (-0.5 * (k as f64 / deviation).powi(2)).exp()).collect();
    let total = 2.0 * kernel.iter().sum::<f64>() - kernel[0];
    let at = |place: isize| {
        let place = place.rem_euclid(2 * count as isize) as usize;
        powers[place.min(2 * count - 1 - place)]
    };
    let value = |place: isize| {
        let others = (1..=reach as isize).map(|k| kernel[k as usize] * (at(place - k) + at(place + k)));
        (kernel[0] * powers[place as usize] + others.sum::<f64>()) / total
    };
    (0..count as isize).map(|place| effort.spend(reach).map(|()| value(place))).collect()
}
