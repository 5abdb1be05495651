//! Termination criteria of a CMA-ES run.
//!
//! Source: Hansen, Benchmarking a BI-Population CMA-ES on the BBOB-2009 Function Testbed, GECCO 2009, section 2.

use super::distribution::Distribution;
use crate::minimize::solution::RunEnd;
use std::collections::VecDeque;

/// The criteria of a run, with its history.
#[derive(Clone, Debug)]
pub struct Ending {
    tolerance: f64,
    point_tolerance: f64,
    first_step_size: f64,
    population: usize,
    /// The best value and the median of each recent generation.
    best: VecDeque<f64>,
    medians: VecDeque<f64>,
}

/// The maximum ratio of the longest axis to the shortest: beyond it the directions of axes are rounding error.
const MAX_ELONGATED: f64 = 1e7;

/// The maximum size of the distribution relative to the initial step size: beyond it the function appears to be
/// unbounded.
const MAX_GROWN: f64 = 1e4;

/// The maximum length of the history, in generations.
const LONGEST_MEMORY: usize = 20_000;

/// The relative difference of values that counts as rounding error.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

impl Ending {
    /// The criteria of a new run.
    pub(crate) fn new(tolerance: f64, point_tolerance: f64, first_step_size: f64, population: usize) -> Self {
        let (best, medians) = Default::default();
        Self { tolerance, point_tolerance, first_step_size, population, best, medians }
    }

    /// Records a generation's values, from best to worst, after the distribution is updated. Returns the reason if the
    /// run should stop.
    pub(crate) fn is_reached(&mut self, distribution: &Distribution, sorted: &[f64]) -> Option<RunEnd> {
        let n = distribution.mean.len() as f64;
        let population = self.population as f64;
        self.best.push_back(sorted[0]);
        self.medians.push_back(sorted[sorted.len() / 2]);
        if self.best.len() > LONGEST_MEMORY {
            self.best.pop_front();
            self.medians.pop_front();
        }
        let window = 10 + (30.0 * n / population).ceil() as usize;
        if self.best.len() >= window {
            let recent = || self.best.iter().rev().take(window).copied();
            let (low, high) = (recent().fold(f64::INFINITY, f64::min), recent().fold(f64::NEG_INFINITY, f64::max));
            let tolerance = self.tolerance.max(ROUNDING * low.abs());
            if high - low <= tolerance && sorted[sorted.len() - 1] - sorted[0] <= tolerance {
                return Some(RunEnd::Tolerance);
            }
        }
        if distribution.extent() < self.point_tolerance * self.first_step_size {
            return Some(RunEnd::PointTolerance);
        }
        if distribution.elongation() > MAX_ELONGATED || distribution.extent() > MAX_GROWN * self.first_step_size {
            return Some(RunEnd::Degenerate);
        }
        let most = 100.0 + 150.0 * (n + 3.0).powi(2) / population.sqrt();
        if f64::from(distribution.generation) > most {
            return Some(RunEnd::IterationLimit);
        }
        self.is_stagnating(distribution.generation, n).then_some(RunEnd::Stagnation)
    }

    /// Whether neither the best nor the median values have improved over a long time.
    fn is_stagnating(&self, generation: u32, n: f64) -> bool {
        let least = 120.0 + 30.0 * n / self.population as f64;
        let span = (least.max(0.2 * f64::from(generation)) as usize).min(LONGEST_MEMORY);
        if !generation.is_multiple_of(10) || self.best.len() < span {
            return false;
        }
        [&self.best, &self.medians].into_iter().all(|values| {
            let part = 3 * span / 10;
            let recent: Vec<_> = values.iter().rev().take(span).copied().collect();
            median(&recent[..part]) >= median(&recent[span - part..])
        })
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
