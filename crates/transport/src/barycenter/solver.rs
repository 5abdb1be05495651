//! The solve: the regularization is lowered in steps, and at each the fixed point is found by Anderson acceleration.

use super::check::Checked;
use super::map::BarycenterMap;
use super::solution::{BarycenterProgress, BarycenterRecord};
use crate::precision::{Fall, is_near_floor, precision_floor};
use crate::solver::Stop;
use crate::vectors::magnitude;
use superlinear_interface::{Advance, Ending, Error, Run};
use superlinear_numerics::anderson::Anderson;
use superlinear_numerics::elementwise::ln;

/// Earlier points that an extrapolation uses at most: their sums cost little beside a pass over the costs. With 10
/// there are 8 % more iterations, with 40 there are 2 % fewer (`npm run bench:constants -- transport`).
const WINDOW: usize = 20;

/// The first level is this part of the cost's range at most, and each one this part of the one before. From half to
/// double the first changes iterations by 2 % at most; with a ratio of 0.25 they are 3 % fewer, with 0.7 3 % more
/// (`npm run bench:constants -- transport`).
const FIRST_LEVEL: f64 = 0.02;
const LEVEL_RATIO: f64 = 0.5;

/// The errors asked for at levels before the last, and the part of the cost's range from which down a level is fine:
/// there extrapolation only finds its way from points near the solution. From half to double the goals and the level
/// change iterations by 2 % at most (`npm run bench:constants -- transport`).
const COARSE_GOAL: f64 = 2e-2;
const FINE_GOAL: f64 = 1e-3;
const FINE_LEVEL: f64 = 1e-3;

/// No level before the last is solved to less than this many times the tolerance: it only serves as a start. From 5 to
/// 20 nothing changes in `npm run bench:constants -- transport`.
const COARSER_THAN_LAST: f64 = 10.0;

/// A level before the last is left after this many iterations, whatever its error. With 100 and with 400 nothing
/// changes in `npm run bench:constants -- transport`.
const MAX_COARSE_ITERATIONS: u32 = 200;

/// An extrapolated point is given up where its error is this many times that of the point before. Extrapolation makes
/// the change of the potentials small and not the error, which may rise a little. With 1 there are 14 % more iterations
/// and one problem reaches their limit, with 4 they stay (`npm run bench:constants -- transport`).
const LARGEST_GROWTH: f64 = 2.0;

/// The state of one solve.
pub(super) struct Solver<'p> {
    checked: &'p Checked,
    run: &'p Run,
    pub map: BarycenterMap<'p>,
    tolerance: f64,
    max_iterations: u32,
    pub iterations: u32,
    pub history: Option<Vec<BarycenterRecord>>,
    /// The best point found at the regularization asked for, with its error.
    best: Option<(f64, Vec<f64>)>,
}

impl<'p> Solver<'p> {
    pub fn new(
        checked: &'p Checked,
        run: &'p Run,
        tolerance: f64,
        max_iterations: u32,
        with_history: bool,
    ) -> Result<Self, Error> {
        Ok(Self {
            checked,
            run,
            map: BarycenterMap::new(checked, run)?,
            tolerance,
            max_iterations,
            iterations: 0,
            history: with_history.then(Vec::new),
            best: None,
        })
    }

    /// Solves, and returns the best point found at the regularization asked for.
    pub fn solve(&mut self) -> Result<(Ending, Vec<f64>), Error> {
        let levels = self.levels();
        let mut point = self.starting_point(levels[0]);
        let mut level = levels[0];
        let mut status = Ending::Converged;
        let count = levels.len();
        for (index, new_level) in levels.into_iter().enumerate() {
            self.map.change_level(&mut point, level, new_level);
            level = new_level;
            match self.run.share(index, count, || self.solve_at(level, &mut point)) {
                Ok(()) => {}
                Err(Stop::Limited(reason)) => {
                    status = reason;
                    break;
                }
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        match self.best.take() {
            Some((_, best)) => point = best,
            None => self.map.change_level(&mut point, level, self.checked.regularization),
        }
        Ok((status, point))
    }

    /// The regularizations to be solved with, the one asked for last.
    fn levels(&self) -> Vec<f64> {
        let last = self.checked.regularization;
        let largest = FIRST_LEVEL * self.checked.histograms[0].instance.extent.range();
        let mut levels = vec![last];
        if self.checked.initial.is_none() {
            let mut level = last / LEVEL_RATIO;
            while level < largest {
                levels.push(level);
                level /= LEVEL_RATIO;
            }
        }
        levels.reverse();
        levels
    }

    /// The caller's point, or else that of equal masses.
    fn starting_point(&self, level: f64) -> Vec<f64> {
        let targets = self.checked.counts.targets;
        let mut point = vec![0.0; self.map.dimension()];
        let mut logarithms = vec![1.0 / targets as f64; targets];
        if let Some(initial) = &self.checked.initial {
            for (histogram, g) in self.checked.histograms.iter().zip(point.chunks_exact_mut(targets)) {
                g.copy_from_slice(initial.barycenter_potentials.row(histogram.index));
            }
            let total: f64 = initial.barycenter.iter().sum();
            for (share, mass) in logarithms.iter_mut().zip(&*initial.barycenter) {
                *share = (mass / total).max(f64::MIN_POSITIVE);
            }
        }
        ln(&mut logarithms);
        let current = self.map.log_masses(&point);
        let changes: Vec<f64> =
            logarithms.iter().zip(current).map(|(logarithm, current)| level * logarithm - current).collect();
        self.map.raise_log_masses(&mut point, &changes);
        point
    }

    /// Iterates at one level until the error is small enough for it.
    fn solve_at(&mut self, level: f64, point: &mut [f64]) -> Result<(), Stop> {
        let is_last = level == self.checked.regularization;
        let (goal, first) = (self.goal(level), self.iterations);
        let mut anderson = Anderson::new(WINDOW);
        let mut image = vec![0.0; point.len()];
        // The image of the last point that was not given up, and that point's error.
        let mut accepted = (image.clone(), f64::INFINITY);
        let mut used = 0;
        let mut fall = Fall::since(first);
        loop {
            self.ensure_within_limits()?;
            let error = self.map.apply(point, level, &mut image)?;
            self.iterations += 1;
            if is_last {
                self.remember(point, error);
            }
            if error <= goal || !is_last && self.iterations - first == MAX_COARSE_ITERATIONS {
                self.record(level, error, 0);
                return Ok(());
            }
            if fall.has_ended(error, self.iterations) && is_near_floor(fall.error, self.precision_floor(point, level)) {
                return Err(Stop::Limited(Ending::Stalled));
            }
            if used > 0 && (error.is_nan() || error > LARGEST_GROWTH * accepted.1) {
                point.copy_from_slice(&accepted.0);
                anderson.clear();
                used = 0;
            } else {
                accepted = (image.clone(), error);
                used = anderson.advance(point, &image, &self.map.weights());
            }
            self.record(level, error, used as u32);
        }
    }

    /// The error asked for at a level.
    fn goal(&self, level: f64) -> f64 {
        let range = self.checked.histograms[0].instance.extent.range();
        if level == self.checked.regularization {
            self.tolerance
        } else if level < FINE_LEVEL * range {
            FINE_GOAL.max(COARSER_THAN_LAST * self.tolerance)
        } else {
            COARSE_GOAL.max(COARSER_THAN_LAST * self.tolerance)
        }
    }

    fn remember(&mut self, point: &[f64], error: f64) {
        if self.best.as_ref().is_none_or(|(lowest, _)| error < *lowest) {
            self.best = Some((error, point.to_vec()));
        }
    }

    /// About the smallest marginal error that can be reached: exponents carry the rounding of their terms.
    pub fn precision_floor(&self, point: &[f64], level: f64) -> f64 {
        let potentials = &point[..self.checked.histograms.len() * self.checked.counts.targets];
        let cost = self.checked.histograms[0].instance.extent.magnitude();
        precision_floor(2.0 * (magnitude(potentials) + cost), level)
    }

    fn ensure_within_limits(&self) -> Result<(), Stop> {
        if self.iterations >= self.max_iterations {
            return Err(Stop::Limited(Ending::IterationLimit));
        }
        if self.run.is_out_of_time()? {
            return Err(Stop::Limited(Ending::TimeLimit));
        }
        Ok(())
    }

    fn record(&mut self, level: f64, marginal_error: f64, extrapolated_from: u32) {
        // A point extrapolated too far may have no error, and records hold finite numbers.
        let marginal_error = marginal_error.min(f64::MAX);
        if let Some(history) = &mut self.history {
            history.push(BarycenterRecord { level, marginal_error, extrapolated_from });
        }
        let iterations = self.iterations;
        let advance = Advance::certificate(marginal_error, self.goal(level)).or_budget(iterations, self.max_iterations);
        self.run.progress(advance, || BarycenterProgress { level, iterations, marginal_error });
    }
}
