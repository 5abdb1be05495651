//! The solve: the regularization is lowered in steps, with a fixed point found by Anderson acceleration at each. If the
//! error stalls, the descent restarts in careful mode: from a higher level, and with each level solved more accurately.

use super::check::Checked;
use super::extrapolation::Extrapolation;
use super::map::BarycenterMap;
use super::solution::{BarycenterProgress, BarycenterRecord};
use crate::precision::{Fall, is_near_floor, precision_floor};
use crate::solver::Stop;
use crate::vectors::magnitude;
use superlinear_interface::{Advance, Ending, Error, Run};
use superlinear_numerics::elementwise::ln;

/// The upper limit of the first level, as a fraction of the cost's range, and the ratio of consecutive levels. From
/// half to double the first changes iterations by 2 % at most; with a ratio of 0.25 they are 3 % fewer, with 0.7 3 %
/// more (`npm run bench:constants -- transport`).
const FIRST_LEVEL: f64 = 0.02;
const LEVEL_RATIO: f64 = 0.5;

/// The target errors of levels before the last, and the upper limit of fine levels as a fraction of the cost's range:
/// at fine levels extrapolation only succeeds from points near the solution. From half to double the goals and the
/// level change iterations by 2 % at most (`npm run bench:constants -- transport`).
const COARSE_GOAL: f64 = 2e-2;
const FINE_GOAL: f64 = 1e-3;
const FINE_LEVEL: f64 = 1e-3;

/// Levels before the last only serve as starts, so their goal is at least this many times the tolerance. From 5 to 20
/// nothing changes in `npm run bench:constants -- transport`.
const COARSER_THAN_LAST: f64 = 10.0;

/// Maximum number of iterations at a level before the last, whatever its error. With 100 and with 400 nothing changes
/// in `npm run bench:constants -- transport`.
const MAX_COARSE_ITERATIONS: u32 = 200;

/// A careful descent starts at this fraction of the cost's range, and solves each level before the last to this error.
/// At a coarser goal the remaining imbalance between two parts of the support exceeds the mass that links them, and at
/// the next level potentials then move a long way by the same small change in each iteration. Of 80 random problems of
/// 2 to 6 points all converge with it, also with an error of 1e-4, but two do not without careful descents.
const CAREFUL_FIRST_LEVEL: f64 = 1.0;
const CAREFUL_GOAL: f64 = 1e-6;

/// The state of one solve.
pub(super) struct Solver<'p> {
    checked: &'p Checked,
    run: &'p Run,
    pub map: BarycenterMap<'p>,
    tolerance: f64,
    max_iterations: u32,
    pub iterations: u32,
    pub history: Option<Vec<BarycenterRecord>>,
    /// The best point found at the requested regularization, with its error.
    best: Option<(f64, Vec<f64>)>,
    /// Whether the descent is in careful mode.
    is_careful: bool,
}

/// The result of a level, or of a descent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The error is small enough, or the iteration limit of an intermediate level was reached.
    Solved,
    /// The error has stalled.
    Stuck,
}

impl<'p> Solver<'p> {
    pub(crate) fn new(
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
            is_careful: false,
        })
    }

    /// Solves, and returns the best point found at the requested regularization.
    pub fn solve(&mut self) -> Result<(Ending, Vec<f64>), Error> {
        let mut level = self.checked.regularization;
        let mut point = Vec::new();
        let mut attempt = self.descend(&mut point, &mut level);
        if let Ok(Outcome::Stuck) = attempt {
            self.is_careful = true;
            attempt = self.descend(&mut point, &mut level);
        }
        let status = match attempt {
            Ok(_) => Ending::Converged,
            Err(Stop::Limited(reason)) => reason,
            Err(Stop::Failed(error)) => return Err(error),
        };
        match self.best.take() {
            Some((_, best)) => point = best,
            None => self.map.change_level(&mut point, level, self.checked.regularization),
        }
        Ok((status, point))
    }

    /// Descends from the start to the requested regularization. `point` is the last point on return, at `level`.
    fn descend(&mut self, point: &mut Vec<f64>, level: &mut f64) -> Result<Outcome, Stop> {
        let levels = self.levels();
        *level = levels[0];
        *point = self.starting_point(*level);
        let (run, count) = (self.run, levels.len());
        for (index, new_level) in levels.into_iter().enumerate() {
            self.map.change_level(point, *level, new_level);
            *level = new_level;
            if run.share(index, count, || self.solve_at(new_level, point))? == Outcome::Stuck {
                return Ok(Outcome::Stuck);
            }
        }
        Ok(Outcome::Solved)
    }

    /// The sequence of regularizations, ending with the requested one.
    fn levels(&self) -> Vec<f64> {
        let last = self.checked.regularization;
        let part = if self.is_careful { CAREFUL_FIRST_LEVEL } else { FIRST_LEVEL };
        let largest = part * self.checked.histograms[0].instance.extent.range();
        let mut levels = vec![last];
        if self.checked.initial.is_none() || self.is_careful {
            let mut level = last / LEVEL_RATIO;
            while level < largest {
                levels.push(level);
                level /= LEVEL_RATIO;
            }
        }
        levels.reverse();
        levels
    }

    /// The caller's initial point, or that of equal masses.
    fn starting_point(&self, level: f64) -> Vec<f64> {
        let targets = self.checked.counts.targets;
        let mut point = vec![0.0; self.map.dimension()];
        let mut logarithms = vec![1.0 / targets as f64; targets];
        if let Some(initial) = self.checked.initial.as_ref().filter(|_| !self.is_careful) {
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

    /// Iterates at one level until its goal is reached.
    fn solve_at(&mut self, level: f64, point: &mut [f64]) -> Result<Outcome, Stop> {
        let is_last = level == self.checked.regularization;
        let (goal, first) = (self.goal(level), self.iterations);
        let mut extrapolation = Extrapolation::new(point.len(), self.longest_step(level));
        let mut image = vec![0.0; point.len()];
        let mut fall = Fall::since(first);
        loop {
            self.ensure_within_limits()?;
            let found = self.map.apply(point, level, &mut image)?;
            let error = found.error;
            self.iterations += 1;
            if is_last {
                self.remember(point, error);
            }
            if error <= goal || !is_last && self.iterations - first == MAX_COARSE_ITERATIONS {
                self.record(level, error, 0);
                return Ok(Outcome::Solved);
            }
            if fall.has_ended(error, self.iterations) {
                if is_near_floor(fall.error, self.precision_floor(point, level)) {
                    return Err(Stop::Limited(Ending::Stalled));
                }
                if !self.is_careful && found.value.is_some() {
                    return Ok(Outcome::Stuck);
                }
            }
            let used = extrapolation.advance(point, &image, level, found, &self.map.weights());
            self.record(level, error, used as u32);
        }
    }

    /// The limit of the first extrapolation. Potentials differ by no more than costs do. For a debiased point the error
    /// is the only criterion, and it hardly distinguishes degrees of excessive extrapolation.
    fn longest_step(&self, level: f64) -> f64 {
        let range = self.checked.histograms[0].instance.extent.range();
        if self.checked.itself.is_some() { range.max(level) } else { f64::INFINITY }
    }

    /// The target error of a level.
    fn goal(&self, level: f64) -> f64 {
        let range = self.checked.histograms[0].instance.extent.range();
        if level == self.checked.regularization {
            self.tolerance
        } else if self.is_careful {
            CAREFUL_GOAL.max(COARSER_THAN_LAST * self.tolerance)
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

    /// An estimate of the smallest attainable marginal error: exponents have the rounding error of their terms.
    pub(crate) fn precision_floor(&self, point: &[f64], level: f64) -> f64 {
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
        // A point extrapolated too far may have no finite error, but records must be finite.
        let marginal_error = marginal_error.min(f64::MAX);
        if let Some(history) = &mut self.history {
            history.push(BarycenterRecord { level, marginal_error, extrapolated_from });
        }
        let iterations = self.iterations;
        let advance = Advance::certificate(marginal_error, self.goal(level)).or_budget(iterations, self.max_iterations);
        self.run.progress(advance, || BarycenterProgress { level, iterations, marginal_error });
    }
}
