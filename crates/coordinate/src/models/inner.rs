//! The solve on a working set: rounds of coordinate epochs and Newton's steps, on the one model of a quadratic loss, or on models of
//! another loss, one after the other.

use super::descent::Descend;
use super::dual::{self, Dual};
use super::hessian::GramCache;
use super::line_search::step_towards;
use super::memory::Memory;
use super::regression::{Model, Point};
use super::round::{EXACT, Round, Start};
use super::space::{CachedSpace, GramSpace, ResidualSpace};
use super::working_set::WorkingSet;
use std::borrow::Cow;
use superlinear_interface::{Error, Run};
use superlinear_losses::{Curvature, LossKind};

/// Rounds of epochs and steps on one working set, and models of a loss that is not quadratic. Of the problems of
/// `npm run bench:constants -- coordinate`, half or twice as many rounds change only where MCP ends, in two of them,
/// and half or twice as many models change 0.1 % of the epochs.
const MOST_ROUNDS: usize = 60;
const MOST_MODELS: usize = 30;

/// Where a model has this many samples for each variable, its matrix of second derivatives is made at once: it has then at most a
/// quarter of the entries of the features, which epochs would read else. With no more variables than the second number it takes no
/// more than 32 MB.
const TALL: usize = 4;
const MOST_DENSE: usize = 2000;

/// The matrix of second derivatives is made at once, too, for a set of which this share is in the support (one in that
/// number), or that is smaller than this. From half to double either does as well: at most 1 % of Newton's steps
/// (`npm run bench:constants -- coordinate`).
const COMPACT: usize = 2;
const LEAST_COMPACT: usize = 100;

/// With no more variables than this the matrix of a loss that is not quadratic takes next to no time either, and models are solved exactly:
/// with weak penalties of features that nearly depend on each other, rough ones lead on by very little.
const FEW: usize = 16;

/// The most variables for several classes, whose residuals are costly to keep: their matrix takes at most 72 MB.
const MOST_DENSE_CLASSES: usize = 3000;

/// A block at zero is likely to move where its slopes reach this share of what moves it. With 0.45 as with 1 the epochs
/// are those of 0.9 up to 1 %, but with 1.8, where blocks at zero are never likely, they are 3.6 times as many and 15
/// of 69 problems no longer converge (`npm run bench:constants -- coordinate`).
const LIKELY: f64 = 0.9;

/// The residual of conjugate gradients, relative to the right side, far from the optimum of a loss that is not
/// quadratic. From 0.05 to 0.2 epochs and Newton's steps differ by less than 1 %
/// (`npm run bench:constants -- coordinate`).
const ROUGH: f64 = 0.1;

/// How small gap and violation on the working set are to become; either suffices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub gap: f64,
    pub violation: f64,
}

/// The least objective over the blocks of a working set, while all others stay.
pub(super) struct Subproblem<'a> {
    pub model: Model<'a>,
    pub dual: &'a Dual,
    pub set: WorkingSet,
    pub goal: Goal,
    /// Whether the support is taken to be nearly right from the start.
    pub is_warm: bool,
    pub run: &'a Run,
}

impl Subproblem<'_> {
    /// Lowers the objective until the goal is reached.
    pub fn solve(&self, point: &mut Point, memory: &mut Memory, cache: &mut GramCache) -> Result<(), Error> {
        let Model { regression, .. } = self.model;
        if !regression.loss.is_quadratic() {
            return self.solve_by_models(point, memory);
        }
        let curvature = regression.loss.curvature(&point.predictor, 0.0);
        if self.is_compact(&point.w)
            && let Some(space) = CachedSpace::new(regression, cache, &self.set, point)
        {
            return self.solve_by_derivatives(space, &curvature, point, memory);
        }
        self.solve_by_residuals(&curvature, point, memory, cache)
    }

    /// How the round of this number on a quadratic loss begins.
    fn start(&self, round: usize) -> Start {
        match round {
            _ if self.is_warm => Start::Warm,
            0 => Start::Shuffled,
            _ => Start::InOrder,
        }
    }

    /// A quadratic loss by the residuals of all samples.
    fn solve_by_residuals(
        &self,
        curvature: &Curvature,
        point: &mut Point,
        memory: &mut Memory,
        cache: &mut GramCache,
    ) -> Result<(), Error> {
        let Self { model, set, run, .. } = self;
        let mut before = f64::INFINITY;
        for round in 0..MOST_ROUNDS {
            let mut u = set.gather(&point.w);
            let mut space = ResidualSpace::new(model.regression, curvature, set, point, Some(&mut *cache));
            let start = self.start(round);
            let round = Round { space: &mut space, model: *model, set, curvature, start, residual: EXACT, run };
            let is_done = round.lower(&mut u, memory)?;
            set.scatter(&u, &mut point.w);
            point.refresh(model.regression);
            if is_done || self.is_reached(point, memory) || run.is_out_of_time()? {
                break;
            }
            let objective = point.objective(*model);
            if objective >= before - f64::EPSILON * objective.abs() {
                break; // rounding is what is left
            }
            before = objective;
        }
        Ok(())
    }

    /// A quadratic loss by second derivatives alone: samples are read again where all is done.
    fn solve_by_derivatives(
        &self,
        mut space: CachedSpace<'_>,
        curvature: &Curvature,
        point: &mut Point,
        memory: &mut Memory,
    ) -> Result<(), Error> {
        let Self { model, set, run, .. } = self;
        let loss = point.loss(model.regression);
        let mut u = set.gather(&point.w);
        for round in 0..MOST_ROUNDS {
            let start = self.start(round);
            let round = Round { space: &mut space, model: *model, set, curvature, start, residual: EXACT, run };
            let is_done = round.lower(&mut u, memory)?;
            set.scatter(&u, &mut point.w);
            if is_done || self.is_near(&space, point, loss, memory) || run.is_out_of_time()? {
                break;
            }
        }
        point.refresh(model.regression);
        Ok(())
    }

    /// Prox-Newton: a model of the loss at each point, lowered over the working set, and a step towards its minimum.
    fn solve_by_models(&self, point: &mut Point, memory: &mut Memory) -> Result<(), Error> {
        let Self { model, set, run, .. } = self;
        let regression = model.regression;
        // Dense second derivatives are only worth having of what is likely to move; without coefficients, all may.
        let is_cold = set.variables.iter().all(|&variable| point.w[variable as usize] == 0.0);
        let mut likely = (!is_cold && self.is_dense(set)).then(|| self.likely(point, memory));
        for _ in 0..MOST_MODELS {
            let part = likely.as_ref().unwrap_or(set);
            let is_dense = self.is_dense(part);
            let residual = if is_dense { EXACT } else { self.forcing_term(memory) };
            let start = if likely.is_none() && !self.is_warm { Start::Shuffled } else { Start::InOrder };
            let curvature = regression.loss.curvature(&point.predictor, memory.damping);
            let strengths = model.penalty.majorant(&point.w);
            let convex = Model { penalty: strengths.times(model.penalty.lambda), ..*model };
            let (mut by_hessian, mut by_residuals);
            let space: &mut dyn Descend = if is_dense {
                by_hessian = GramSpace::at(regression, &curvature, part, point);
                &mut by_hessian
            } else {
                by_residuals = ResidualSpace::new(regression, &curvature, part, point, None);
                &mut by_residuals
            };
            let round = Round { space, model: convex, set: part, curvature: &curvature, start, residual, run };
            let old = part.gather(&point.w);
            let mut u = old.clone();
            round.lower(&mut u, memory)?;
            let length = step_towards(*model, convex.penalty, point, part, &old, &u);
            if regression.loss.kind == LossKind::Huber {
                memory.adapt_damping(length);
            }
            let is_stuck = length == 0.0 && memory.damping >= 1.0;
            if is_stuck || self.is_reached(point, memory) || run.is_out_of_time()? {
                break;
            }
            likely = Some(self.likely(point, memory));
        }
        Ok(())
    }

    /// The forcing term of an inexact Newton method: steps become exact as the optimum comes near.
    fn forcing_term(&self, memory: &Memory) -> f64 {
        let share = memory.violation / self.model.penalty.lambda.max(f64::MIN_POSITIVE);
        share.sqrt().clamp(EXACT, ROUGH)
    }

    /// Whether gap or violation on the working set are small enough.
    fn is_reached(&self, point: &Point, memory: &mut Memory) -> bool {
        let Self { model, dual, set, goal, .. } = self;
        let uses_gap = dual.exists() && goal.gap > 0.0;
        let residuals = match uses_gap {
            true => Cow::Owned(dual.project(model.regression, &point.residuals)),
            false => Cow::Borrowed(&point.residuals),
        };
        model.regression.scan(&set.blocks, &residuals, &mut memory.slopes);
        memory.violation = dual::violation(model.penalty, point, &memory.slopes, &set.blocks);
        if !uses_gap {
            return memory.violation <= goal.violation;
        }
        if dual::is_surely_above(goal.gap, model.penalty, point, &memory.slopes, set) {
            return false;
        }
        let certificate = dual.certify(*model, &residuals, &memory.slopes, &set.blocks);
        point.objective(*model) - certificate.dual <= goal.gap
    }

    /// Whether gap or violation on the working set are small enough by the slopes of the model. With residuals scaled by
    /// 1 / (1 + v), v being the relative violation, the gap is at most 2 v times the penalty plus v^2 times the loss.
    fn is_near(&self, space: &CachedSpace<'_>, point: &Point, loss: f64, memory: &mut Memory) -> bool {
        let Self { model, set, goal, .. } = self;
        space.write_slopes(&mut memory.slopes);
        memory.violation = dual::violation(model.penalty, point, &memory.slopes, &set.blocks);
        if goal.gap == 0.0 {
            return memory.violation <= goal.violation;
        }
        let share = memory.violation / model.penalty.lambda;
        2.0 * share * model.penalty.value(&point.w) + share * share * loss <= goal.gap
    }

    /// The blocks that are not zero, or whose slopes, as last measured, nearly suffice to move them.
    fn likely(&self, point: &Point, memory: &Memory) -> WorkingSet {
        let penalty = self.model.penalty;
        let is_likely = |b: &u32| {
            let members = penalty.members(*b as usize);
            members.iter().any(|&variable| point.w[variable as usize] != 0.0)
                || penalty.margin(*b as usize, &memory.slopes, 1.0 / LIKELY) <= 0.0
        };
        WorkingSet::new(&penalty.of.blocks, self.set.blocks.iter().copied().filter(is_likely).collect())
    }

    /// Whether the second derivatives of a quadratic loss along all variables are worth having: where they are less than the samples,
    /// and where most of the set are in the support, whose second derivatives Newton's steps want anyway.
    fn is_compact(&self, w: &[f64]) -> bool {
        let Self { model: Model { regression, .. }, set, .. } = self;
        let size = set.variables.len();
        if regression.outputs() > 1 {
            return false;
        }
        let support = || set.variables.iter().filter(|&&variable| w[variable as usize] != 0.0).count();
        size <= MOST_DENSE && TALL * size <= regression.loss.samples
            || self.is_warm
                && !regression.design.is_sparse()
                && size <= 2 * regression.loss.samples
                && size <= LEAST_COMPACT.max(COMPACT * support())
    }

    /// Whether the second derivatives of a model of another loss along all variables of a set are worth having.
    fn is_dense(&self, set: &WorkingSet) -> bool {
        let Model { regression, .. } = self.model;
        let size = set.variables.len();
        match regression.loss.kind {
            LossKind::Multinomial => size <= MOST_DENSE_CLASSES,
            _ if size <= FEW => true,
            _ => size <= MOST_DENSE && TALL * size <= regression.loss.samples && !regression.design.is_sparse(),
        }
    }
}
