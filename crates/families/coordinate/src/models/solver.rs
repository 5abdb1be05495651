//! The outer loop: a scan of all features computes a certificate, screens features out, and chooses the working set of
//! the next inner solve.
//!
//! Sources: Massias, Gramfort, Salmon, Celer, a fast solver for the lasso with dual extrapolation, ICML 2018 (working
//! sets); Nutini, Laradji, Schmidt, Let's make block coordinate descent converge faster, JMLR 23, 2022 (greedy blocks,
//! identification, Newton's steps on the support).

use super::dual::{self, Dual};
use super::hessian::GramCache;
use super::inner::{Goal, Subproblem};
use super::memory::{Effort, Memory};
use super::problem::Criterion;
use super::regression::{Intercept, Model, Point, Regression};
use super::rounding::{ROUNDING, Rounding};
use super::solution::FitProgress;
use super::working_set::WorkingSet;
use crate::order::first_of;
use crate::overflow::overflow;
use superlinear_interface::{Advance, Ending, Error, Run};
use superlinear_numerics::vectors::{largest, norm};
use superlinear_penalties::{Bounds, DualPoint};

/// The minimum size of a working set. Half of it takes 4 % more iterations and 2 % more Newton steps; twice as much
/// saves 4 % of epochs and Newton steps, but over larger sets (`npm run bench:constants -- coordinate`).
const MIN_WORKING_SET: usize = 100;

/// The minimum fraction of all blocks in a working set: scans of all features cost more than epochs over some of them.
/// Half of it changes iterations, epochs and Newton steps by less than 1 %; twice as much saves 5 % of epochs, but over
/// larger sets (`npm run bench:constants -- coordinate`).
const MIN_SHARE: f64 = 0.1;

/// The number of blocks in a working set per nonzero block, as in Celer.
const GROWTH: usize = 2;

/// The sequential strong rule proposes only features with a derivative above this fraction of `lambda`, however far
/// away the previous `lambda` is. Half of it saves 5 % of the epochs of `npm run bench:constants -- coordinate`, but
/// over larger sets.
const PROPOSAL_SHARE: f64 = 0.75;

/// The reduction factor of gap or violation required of an inner solve, and the fraction of the tolerance below which
/// it need not go. Half or twice the first change iterations by -1 and +3 %, epochs by 0 and -7 %. Half of the second
/// saves 1 % of the epochs, twice as much costs 15 % more (`npm run bench:constants -- coordinate`).
const INNER_SHARE: f64 = 0.1;
const INNER_TOLERANCE: f64 = 0.3;

/// The number of iterations without progress after which the solver has stalled, because only rounding error is left. 2
/// and 8 give the same results in `npm run bench:constants -- coordinate`.
const STALLED_AFTER: usize = 4;

/// The stopping criteria.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub tolerance: f64,
    pub criterion: Criterion,
    pub max_iterations: u32,
}

/// The measurements at a point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub status: Ending,
    pub lambda: f64,
    pub objective: f64,
    /// The best dual objective. Minus infinity if there is none.
    pub dual: f64,
    pub violation: f64,
    pub iterations: u32,
}

/// Figures of the null model, without penalized features. Tolerances are relative to them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Null {
    /// Its objective.
    pub objective: f64,
    /// The excess of `objective` over the smallest possible loss, the unit of duality gaps. `None` if it is only
    /// rounding.
    pub scale: Option<f64>,
    /// The largest derivative. If all derivatives are rounding errors, the magnitude of the terms they were computed
    /// from, or 1.
    pub slope: f64,
    /// The smallest `lambda` for which the null model is optimal. 0 if the penalty has no kink.
    pub lambda: f64,
}

/// A solver, with the state kept from one `lambda` to the next.
pub(super) struct Solver<'a> {
    pub regression: &'a Regression,
    pub point: Point,
    pub null: Null,
    memory: Memory,
    cache: GramCache,
    dual: Dual,
    /// Whether the slopes belong to the current point, for all features.
    is_scanned: bool,
    pub run: &'a Run,
}

impl<'a> Solver<'a> {
    /// A solver at the null model.
    pub fn new(regression: &'a Regression, run: &'a Run) -> Result<Self, Error> {
        let mut solver = Self {
            regression,
            point: Point::new(regression, regression.start()),
            null: Null { objective: 0.0, scale: None, slope: 1.0, lambda: 0.0 },
            memory: Memory::new(regression, run),
            cache: GramCache::default(),
            // The set of unpenalized variables and the existence of dual points do not depend on the strength, as long
            // as it is positive.
            dual: Dual::new(regression.with(1.0)),
            is_scanned: false,
            run,
        };
        solver.solve_null(regression.with(1.0))?;
        Ok(solver)
    }

    /// The numbers of epochs and Newton steps so far.
    pub fn effort(&self) -> Effort {
        self.memory.effort
    }

    /// Whether the time limit has passed.
    pub fn is_out_of_time(&self) -> Result<bool, Error> {
        self.run.is_out_of_time()
    }

    /// Starts from other coefficients, including explicit intercepts.
    pub fn start_at(&mut self, w: Vec<f64>) {
        self.point = Point::new(self.regression, w);
        self.is_scanned = false;
    }

    /// Fits the unpenalized variables and measures the null model, with a `lambda` of 1.
    fn solve_null(&mut self, model: Model<'_>) -> Result<(), Error> {
        let Model { regression, penalty } = model;
        let blocks = self.all_blocks();
        let is_free = |&b: &u32| {
            penalty.members(b as usize).iter().all(|&variable| penalty.is_free(variable as usize, b as usize))
        };
        let (free, penalized): (Vec<u32>, Vec<u32>) = blocks.iter().partition(|b| is_free(b));
        if !free.is_empty() {
            regression.scan(&blocks, &self.point.residuals, &mut self.memory.slopes);
            let members = free.iter().flat_map(|&b| penalty.members(b as usize));
            let square = |&variable: &u32| regression.squares[regression.feature_of(variable as usize)];
            let size = regression.loss.mean_size() * members.map(square).fold(0.0, f64::max).sqrt();
            let slope = largest(&self.memory.slopes);
            let unit = if size > 0.0 { slope.min(size) } else { slope };
            let goal = Goal { gap: 0.0, violation: NULL_ACCURACY * unit };
            self.solve_on(model, free, goal, false)?;
        }
        match &regression.null_slopes {
            Some(slopes) if penalized.len() == blocks.len() => self.memory.slopes.copy_from_slice(slopes),
            _ => regression.scan(&blocks, &self.point.residuals, &mut self.memory.slopes),
        }
        let slope = |&b: &u32| {
            let members = penalty.members(b as usize);
            let slope = |variable: usize| regression.slope_unit(variable) * self.memory.slopes[variable];
            norm(&members.iter().map(|&variable| slope(variable as usize)).collect::<Vec<_>>())
        };
        let slope = penalized.iter().map(slope).fold(0.0, f64::max);
        let excess = |&b: &u32| penalty.excess(b as usize, &self.memory.slopes, true);
        let objective = self.point.loss(regression);
        let root = |j: usize| regression.slope_unit(j * regression.outputs()) * regression.squares[j].sqrt();
        let size = regression.loss.mean_size() * (0..regression.design.columns).map(root).fold(0.0, f64::max);
        self.null = Null {
            objective,
            scale: regression.loss.excess(objective),
            slope: if slope > ROUNDING * size {
                slope
            } else if size > 0.0 {
                size
            } else {
                1.0
            },
            lambda: penalized.iter().map(excess).fold(0.0, f64::max),
        };
        if !(objective.is_finite() && self.null.slope.is_finite() && self.null.lambda.is_finite()) {
            return Err(overflow());
        }
        self.dual.set_center(regression, &self.point.residuals);
        self.is_scanned = true;
        Ok(())
    }

    /// Minimizes over some blocks.
    fn solve_on(&mut self, model: Model<'_>, blocks: Vec<u32>, goal: Goal, is_warm: bool) -> Result<(), Error> {
        let set = WorkingSet::new(&model.regression.penalty.blocks, blocks);
        let subproblem = Subproblem { model, dual: &self.dual, set, goal, is_warm, run: self.run };
        subproblem.solve(&mut self.point, &mut self.memory, &mut self.cache)
    }

    fn all_blocks(&self) -> Vec<u32> {
        (0..self.regression.penalty.blocks.count() as u32).collect()
    }

    /// Whether `criterion` can be the duality gap.
    fn uses_gap(&self, lambda: f64, criterion: Criterion) -> bool {
        let Null { scale, slope, .. } = self.null;
        let penalty = self.regression.with(lambda).penalty;
        criterion == Criterion::DualityGap && scale.is_some_and(|scale| self.dual.exists_for(penalty, slope, scale))
    }

    /// Minimizes for the given `lambda` from the current point.
    pub fn solve(&mut self, lambda: f64, target: Target) -> Result<Measured, Error> {
        let model = self.regression.with(lambda);
        if !model.penalty.of.strengths().all(|strength| (lambda * strength).is_finite()) {
            return Err(overflow());
        }
        let uses_gap = self.uses_gap(lambda, target.criterion);
        let allowed = self.allowed(uses_gap, target);
        let mut blocks = self.all_blocks();
        let mut best = Best { dual: f64::NEG_INFINITY, slopes: Vec::new() };
        let mut progress = Progress::default();
        let mut iterations = 0;
        loop {
            iterations += 1;
            let residuals = &self.point.residuals;
            let projected = if uses_gap { self.dual.project(self.regression, residuals) } else { residuals.clone() };
            if !std::mem::take(&mut self.is_scanned) {
                self.regression.scan(&blocks, &projected, &mut self.memory.slopes);
            }
            let certificate = match uses_gap {
                true => self.dual.certify(model, &projected, &self.memory.slopes, &blocks),
                false => DualPoint { value: f64::NEG_INFINITY, scale: 1.0 },
            };
            best.improve(certificate, &self.memory.slopes);
            let objective = self.point.objective(model);
            let free = match uses_gap {
                true => self.dual.free_slope(self.regression, residuals),
                false => self.regression.moved_slope(&self.memory.slopes),
            };
            let violation = dual::violation(model, &self.point, &self.memory.slopes, &blocks).max(free);
            let has_finite_slopes = self.memory.slopes.iter().all(|slope| slope.is_finite());
            if !(objective.is_finite() && violation.is_finite() && has_finite_slopes) {
                return Err(overflow());
            }
            let gap = objective - best.dual;
            let measure = if uses_gap { gap } else { violation };
            let mut measured =
                Measured { status: Ending::Converged, lambda, objective, dual: best.dual, violation, iterations };
            let advance = Advance::certificate(measure, allowed).or_count(iterations, target.max_iterations);
            self.run.progress(advance, || FitProgress { iterations, objective, violation });
            if measure <= allowed {
                return Ok(measured);
            }
            let limit = if iterations >= target.max_iterations {
                Some(Ending::IterationLimit)
            } else if self.run.is_out_of_time()? {
                Some(Ending::TimeLimit)
            } else if progress.has_stalled(measure, objective) {
                // A dual value that is no more than the minimum of the loss proves nothing, and the violation decides.
                let has_gap = uses_gap && best.dual > self.regression.loss.min_value();
                let measure = if has_gap { gap } else { violation };
                let limit = self.allowed(has_gap, target) + self.rounding(model, has_gap);
                Some(if measure <= limit { Ending::Converged } else { Ending::Stalled })
            } else {
                None
            };
            if let Some(status) = limit {
                measured.status = status;
                return Ok(measured);
            }
            if best.dual > f64::NEG_INFINITY {
                blocks = dual::survivors(model, &self.memory.block_squares, &best.slopes, gap, &blocks);
                self.drop_others(&blocks);
            }
            let working = self.working_set(model, certificate.scale, &blocks);
            let goal = self.goal(uses_gap, measure, allowed);
            self.solve_on(model, working, goal, false)?;
        }
    }

    /// Minimizes for a `lambda` slightly below `previous`, given the solution for `previous`. The first working set
    /// comes from the sequential strong rule (Tibshirani and others, J. R. Stat. Soc. B 74, 2012) and is solved to the
    /// tolerance `first`.
    pub fn follow(&mut self, lambda: f64, previous: f64, first: f64, target: Target) -> Result<Measured, Error> {
        let rule = self.regression.with((2.0 * lambda - previous).max(PROPOSAL_SHARE * lambda).min(f64::MAX)).penalty;
        let is_proposed = |&b: &u32| {
            let members = rule.members(b as usize);
            members.iter().any(|&variable| self.point.w[variable as usize] != 0.0)
                || rule.margin(b as usize, &self.memory.slopes, 1.0) <= 0.0
        };
        let proposed: Vec<u32> = self.all_blocks().into_iter().filter(is_proposed).collect();
        if !proposed.is_empty() {
            self.is_scanned = false;
            let uses_gap = self.uses_gap(lambda, target.criterion);
            let first = Target { tolerance: first, ..target };
            let goal = self.goal(uses_gap, 0.0, self.allowed(uses_gap, first));
            self.solve_on(self.regression.with(lambda), proposed, goal, true)?;
        }
        self.solve(lambda, target)
    }

    /// The gap or violation allowed by the tolerance.
    fn allowed(&self, uses_gap: bool, target: Target) -> f64 {
        target.tolerance * if uses_gap { self.null.scale.unwrap_or(1.0) } else { self.null.slope }
    }

    /// The rounding error of the gap or of the violation at the current point. 0 if it overflows.
    fn rounding(&self, model: Model<'_>, uses_gap: bool) -> f64 {
        let rounding = Rounding::at(model, &self.point);
        let rounding = if uses_gap { rounding.of_gap() } else { rounding.of_violation() };
        if rounding.is_finite() { rounding } else { 0.0 }
    }

    /// The goal of an inner solve.
    fn goal(&self, uses_gap: bool, measure: f64, allowed: f64) -> Goal {
        let share = (INNER_SHARE * measure).max(INNER_TOLERANCE * allowed);
        if uses_gap { Goal { gap: share, violation: 0.0 } } else { Goal { gap: 0.0, violation: share } }
    }

    /// Sets the coefficients of all other blocks to zero.
    fn drop_others(&mut self, kept: &[u32]) {
        let mut is_kept = vec![false; self.regression.penalty.blocks.count()];
        kept.iter().for_each(|&b| is_kept[b as usize] = true);
        let blocks = &self.regression.penalty.blocks;
        let mut has_changed = false;
        for b in (0..is_kept.len()).filter(|&b| !is_kept[b]) {
            for &variable in blocks.members(b) {
                has_changed |= std::mem::take(&mut self.point.w[variable as usize]) != 0.0;
            }
        }
        if has_changed {
            self.point.refresh(self.regression);
        }
    }

    /// The support, blocks without a kink, and the blocks closest to becoming nonzero. They are chosen at the dual
    /// point of the current residuals. The best dual point may be an older one, and would yield the same blocks again
    /// and again.
    fn working_set(&self, Model { penalty, .. }: Model<'_>, scale: f64, blocks: &[u32]) -> Vec<u32> {
        let is_active = |b: u32| {
            let is_active = |&variable: &u32| {
                let variable = variable as usize;
                self.point.w[variable] != 0.0 || penalty.is_smooth(variable, b as usize)
            };
            penalty.members(b as usize).iter().any(is_active)
        };
        let is_active: Vec<bool> = blocks.iter().map(|&b| is_active(b)).collect();
        let active = is_active.iter().filter(|is| **is).count();
        let min_size = MIN_WORKING_SET.max((MIN_SHARE * self.memory.block_squares.len() as f64) as usize);
        let distance = |(&b, &is_active): (&u32, &bool)| {
            let square = self.memory.block_squares[b as usize];
            if is_active || square <= 0.0 {
                return f64::INFINITY;
            }
            penalty.margin(b as usize, &self.memory.slopes, scale) / square.sqrt()
        };
        let distances: Vec<f64> = blocks.iter().zip(&is_active).map(distance).collect();
        let working = first_of(blocks.len(), min_size.max(GROWTH * active), &|a, b| {
            let by_distance = distances[a].total_cmp(&distances[b]);
            is_active[b].cmp(&is_active[a]).then(by_distance).then(a.cmp(&b))
        });
        working.into_iter().map(|place| blocks[place]).collect()
    }
}

/// The tolerance of the fit of unpenalized variables, relative to the largest derivative or to the magnitude of its
/// terms, whichever is smaller.
const NULL_ACCURACY: f64 = 1e-14;

/// The best dual point so far.
struct Best {
    dual: f64,
    slopes: Vec<f64>,
}

impl Best {
    fn improve(&mut self, certificate: DualPoint, slopes: &[f64]) {
        if certificate.value > self.dual {
            self.dual = certificate.value;
            self.slopes.clear();
            self.slopes.extend(slopes.iter().map(|slope| certificate.scale * slope));
        }
    }
}

/// Detects a lack of progress.
#[derive(Default)]
struct Progress {
    best: Option<(f64, f64)>,
    without: usize,
}

impl Progress {
    fn has_stalled(&mut self, measure: f64, objective: f64) -> bool {
        let improves = match self.best {
            None => true,
            Some((best_measure, best_objective)) => {
                let rounding = f64::EPSILON * objective.abs();
                measure < 0.999 * best_measure || objective < best_objective - rounding
            }
        };
        if improves {
            self.without = 0;
            let (measure_before, objective_before) = self.best.unwrap_or((f64::INFINITY, f64::INFINITY));
            self.best = Some((measure.min(measure_before), objective.min(objective_before)));
        } else {
            self.without += 1;
        }
        self.without >= STALLED_AFTER
    }
}

impl Regression {
    /// The coefficients in the units of the features as given, and the intercepts.
    pub(super) fn coefficients_of(&self, point: &Point) -> (Vec<f64>, Vec<f64>) {
        let mut coefficients = point.w[..self.coefficients()].to_vec();
        let mut intercepts = point.intercepts(self);
        if matches!(self.intercept, Intercept::Absent) {
            intercepts.fill(0.0);
        }
        intercepts.iter_mut().zip(&self.response_means).for_each(|(intercept, mean)| *intercept += mean);
        if let Some(scales) = &self.scales {
            for (variable, coefficient) in coefficients.iter_mut().enumerate() {
                *coefficient *= scales[self.feature_of(variable)];
            }
        }
        if let Some(Bounds { lower, upper }) = &self.given_bounds {
            let bounds = lower.iter().zip(upper);
            coefficients
                .iter_mut()
                .zip(bounds)
                .for_each(|(entry, (lower, upper))| *entry = entry.clamp(*lower, *upper));
        }
        intercepts.iter_mut().zip(self.moved_by(&coefficients)).for_each(|(intercept, moved)| *intercept -= moved);
        (coefficients, intercepts)
    }
}
