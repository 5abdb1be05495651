//! The unit of the rates to choose from, by the first rows.

use super::checked::Data;
use super::problem::FitProblem;
use crate::certificate::curvature;
use crate::rows::Samples;
use crate::settings::RuleKind;
use std::ops::RangeInclusive;

/// The largest number of rows looked at.
const SAMPLE_ROWS: usize = 1000;

/// Sizes of responses that leave a range of rates around them.
const SIZES: RangeInclusive<f64> = 1e-90..=1e90;

/// The unit of the rates to choose from. Steps of `sgd` are proportional to the inverse of the curvature along a row, those of
/// the other rules to the size of the predictor, which is that of the response for some losses.
pub(super) fn rate_unit(problem: &FitProblem, data: &Data, samples: &Samples) -> f64 {
    let first = &data.training[..data.training.len().min(SAMPLE_ROWS)];
    match problem.rule() {
        _ if problem.learning.learning_rate.is_some() => 1.0,
        Some(RuleKind::Sgd) => 1.0 / curvature(samples, first, data.loss, problem.learning.intercept),
        Some(_) if data.loss.has_unit_of_response() => size_of_responses(samples, first),
        _ => 1.0,
    }
}

/// The power of 4, the step of the rates to choose from, that is next to the median size of some responses other than 0.
/// Outliers do not move it.
fn size_of_responses(samples: &Samples, rows: &[u32]) -> f64 {
    let without_offset = |i: usize| samples.response[i] - samples.offset(i).first().copied().unwrap_or(0.0);
    let counting = rows.iter().map(|&row| row as usize).filter(|&i| samples.weight(i) > 0.0);
    let mut sizes: Vec<f64> = counting.map(|i| without_offset(i).abs()).filter(|size| SIZES.contains(size)).collect();
    sizes.sort_unstable_by(f64::total_cmp);
    match sizes.get(sizes.len() / 2) {
        Some(&median) => libm::exp2(2.0 * libm::round(libm::log2(median) / 2.0)),
        None => 1.0,
    }
}
