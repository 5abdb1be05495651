//! The solve on a working set: rounds of coordinate epochs and Newton steps, on the single model of a quadratic loss or
//! on successive models of another loss.

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

/// The maximum number of rounds on one working set, and of models of a nonquadratic loss. In
/// `npm run bench:constants -- coordinate`, half or twice as many rounds only change the final points of two MCP
/// problems, and half or twice as many models change 0.1 % of the epochs.
const MAX_ROUNDS: usize = 60;
const MAX_MODELS: usize = 30;

/// With this many samples per variable, the Hessian of a model is assembled up front: it has at most a quarter of the
/// entries of the features, which epochs would read otherwise. With at most `MAX_DENSE` variables it takes at most 32
/// MB.
const TALL: usize = 4;
const MAX_DENSE: usize = 2000;

/// The Hessian is also assembled up front if at least one in `COMPACT` variables of the set is in the support, or for
/// sets of at most `MIN_COMPACT` variables. From half to double, either does as well: Newton steps differ by at most
/// 1 % (`npm run bench:constants -- coordinate`).
const COMPACT: usize = 2;
const MIN_COMPACT: usize = 100;

/// For up to this many variables, the Hessian of a nonquadratic loss is almost free too, and models are solved exactly:
/// with weak penalties on nearly dependent features, inexact solutions make very little progress.
const FEW: usize = 16;

/// The largest number of variables with a dense Hessian for several classes: residuals are expensive to maintain there.
/// The matrix takes at most 72 MB.
const MAX_DENSE_CLASSES: usize = 3000;

/// A block at zero is likely to move if its slopes reach this fraction of its threshold. 0.45 and 1 take the same
/// number of epochs within 1 %. With 1.8, blocks at zero are never likely: there are 3.6 times as many epochs, and 15
/// of 69 problems no longer converge (`npm run bench:constants -- coordinate`).
const LIKELY: f64 = 0.9;

/// The relative residual of conjugate gradients far from the optimum of a nonquadratic loss. From 0.05 to 0.2, epochs
/// and Newton steps differ by less than 1 % (`npm run bench:constants -- coordinate`).
const ROUGH: f64 = 0.1;

/// The required duality gap and violation on the working set; either suffices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub gap: f64,
    pub violation: f64,
}

/// Minimization over the blocks of a working set, with all others fixed.
pub(super) struct Subproblem<'a> {
    pub model: Model<'a>,
    pub dual: &'a Dual,
    pub set: WorkingSet,
    pub goal: Goal,
    /// Whether the support is assumed to be almost correct from the start.
    pub is_warm: bool,
    pub run: &'a Run,
}

impl Subproblem<'_> {
    /// Minimizes until the goal is reached.
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

    /// The first step of a round for a quadratic loss.
    fn start(&self, round: usize) -> Start {
        match round {
            _ if self.is_warm => Start::Warm,
            0 => Start::Shuffled,
            _ => Start::InOrder,
        }
    }

    /// Solves for a quadratic loss by the residuals of all samples.
    fn solve_by_residuals(
        &self,
        curvature: &Curvature,
        point: &mut Point,
        memory: &mut Memory,
        cache: &mut GramCache,
    ) -> Result<(), Error> {
        let Self { model, set, run, .. } = self;
        let mut before = f64::INFINITY;
        for round in 0..MAX_ROUNDS {
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
                break; // only rounding error is left
            }
            before = objective;
        }
        Ok(())
    }

    /// Solves for a quadratic loss by its Hessian alone. Samples are read again only at the end.
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
        for round in 0..MAX_ROUNDS {
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

    /// Prox-Newton: minimizes a model of the loss at each point over the working set, and steps towards its minimum.
    fn solve_by_models(&self, point: &mut Point, memory: &mut Memory) -> Result<(), Error> {
        let Self { model, set, run, .. } = self;
        let regression = model.regression;
        // A dense Hessian is only worth its time for blocks that are likely to move. Without coefficients, all may.
        let is_cold = set.variables.iter().all(|&variable| point.w[variable as usize] == 0.0);
        let mut likely = (!is_cold && self.is_dense(set)).then(|| self.likely(point, memory));
        for _ in 0..MAX_MODELS {
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

    /// The forcing term of an inexact Newton method: steps become exact near the optimum.
    fn forcing_term(&self, memory: &Memory) -> f64 {
        let share = memory.violation / self.model.penalty.lambda.max(f64::MIN_POSITIVE);
        share.sqrt().clamp(EXACT, ROUGH)
    }

    /// Whether gap or violation on the working set reach the goal.
    fn is_reached(&self, point: &Point, memory: &mut Memory) -> bool {
        let Self { model, dual, set, goal, .. } = self;
        let uses_gap = dual.exists() && goal.gap > 0.0;
        let residuals = match uses_gap {
            true => Cow::Owned(dual.project(model.regression, &point.residuals)),
            false => Cow::Borrowed(&point.residuals),
        };
        model.regression.scan(&set.blocks, &residuals, &mut memory.slopes);
        memory.violation = dual::violation(*model, point, &memory.slopes, &set.blocks);
        if !uses_gap {
            return memory.violation <= goal.violation;
        }
        if dual::is_surely_above(goal.gap, model.penalty, point, &memory.slopes, set) {
            return false;
        }
        let certificate = dual.certify(*model, &residuals, &memory.slopes, &set.blocks);
        point.objective(*model) - certificate.value <= goal.gap
    }

    /// Whether gap or violation on the working set reach the goal, by the derivatives of the model. With residuals
    /// scaled by 1 / (1 + v), where v is the relative violation, the gap is at most 2 v times the penalty plus v² times
    /// the loss.
    fn is_near(&self, space: &CachedSpace<'_>, point: &Point, loss: f64, memory: &mut Memory) -> bool {
        let Self { model, set, goal, .. } = self;
        space.write_slopes(&mut memory.slopes);
        memory.violation = dual::violation(*model, point, &memory.slopes, &set.blocks);
        if goal.gap == 0.0 {
            return memory.violation <= goal.violation;
        }
        let share = memory.violation / model.penalty.lambda;
        2.0 * share * model.penalty.value(&point.w) + share * share * loss <= goal.gap
    }

    /// The blocks that are nonzero, or likely to move according to the last derivatives.
    fn likely(&self, point: &Point, memory: &Memory) -> WorkingSet {
        let penalty = self.model.penalty;
        let is_likely = |b: &u32| {
            let members = penalty.members(*b as usize);
            members.iter().any(|&variable| point.w[variable as usize] != 0.0)
                || penalty.margin(*b as usize, &memory.slopes, 1.0 / LIKELY) <= 0.0
        };
        WorkingSet::new(&penalty.of.blocks, self.set.blocks.iter().copied().filter(is_likely).collect())
    }

    /// Whether the Hessian of a quadratic loss for all variables is worth its time: if there are several times more
    /// samples, or if most of the set is in the support, because Newton steps need that part anyway.
    fn is_compact(&self, w: &[f64]) -> bool {
        let Self { model: Model { regression, .. }, set, .. } = self;
        let size = set.variables.len();
        if regression.outputs() > 1 {
            return false;
        }
        let support = || set.variables.iter().filter(|&&variable| w[variable as usize] != 0.0).count();
        size <= MAX_DENSE && TALL * size <= regression.loss.samples
            || self.is_warm
                && !regression.design.is_sparse()
                && size <= 2 * regression.loss.samples
                && size <= MIN_COMPACT.max(COMPACT * support())
    }

    /// Whether the Hessian of a nonquadratic loss for all variables of a set is worth its time.
    fn is_dense(&self, set: &WorkingSet) -> bool {
        let Model { regression, .. } = self.model;
        let size = set.variables.len();
        match regression.loss.kind {
            LossKind::Multinomial => size <= MAX_DENSE_CLASSES,
            _ if size <= FEW => true,
            _ => size <= MAX_DENSE && TALL * size <= regression.loss.samples && !regression.design.is_sparse(),
        }
    }
}
