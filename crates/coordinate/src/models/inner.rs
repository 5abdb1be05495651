//! The solve on a working set: coordinate epochs until the support is steady, then Newton's steps on it.

use super::descent::{self, Descend};
use super::dual::{self, Dual};
use super::hessian::{self, GramCache};
use super::newton::{self, Outcome, Steps};
use super::penalty::Penalty;
use super::regression::{Point, Regression};
use super::space::{CachedSpace, GramSpace, ResidualSpace, Space, WorkingSet};
use superlinear_columns::{Curvature, LossKind};
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;

/// Epochs between Newton's steps.
const EPOCHS: usize = 3;

/// The support is steady where the last epoch changed no more than this, or this share of it.
const STEADY_CHANGES: usize = 2;
const STEADY_SHARE: f64 = 0.05;

/// Newton's steps in a row, each after one that was cut short by a change of sign.
const MOST_STEPS: usize = 12;

/// The same for a model that is not to be solved exactly.
const MOST_MODEL_STEPS: usize = 1;

/// Rounds of epochs and steps on one working set, and models of a loss that is not quadratic.
const MOST_ROUNDS: usize = 60;
const MOST_MODELS: usize = 30;

/// Where a model has this many samples for each variable, and no more variables than this, its matrix of second derivatives
/// is made at once.
const TALL: usize = 4;
const MOST_DENSE: usize = 2000;

/// The same for a set of which so many are in the support, or that is smaller than this.
const COMPACT: usize = 2;
const LEAST_COMPACT: usize = 100;

/// The same for several classes, whose residuals are costly to keep.
const MOST_DENSE_CLASSES: usize = 3000;

/// A block at zero is likely to move where its slopes reach this share of what moves it.
const LIKELY: f64 = 0.9;

/// Armijo's share of the decrease that the model promises, and the halvings of a step.
const ARMIJO: f64 = 1e-4;
const MOST_HALVINGS: usize = 40;

/// How Huber's damping falls after a whole step and grows after a short one.
const DAMPING_FALL: f64 = 0.03;
const DAMPING_GROWTH: f64 = 30.0;
const LEAST_DAMPING: f64 = 1e-9;
const SHORT_STEP: f64 = 0.25;

/// How small gap and violation on the working set are to become; either suffices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub gap: f64,
    pub violation: f64,
}

/// How a round of epochs and Newton's steps is done.
#[derive(Clone, Copy, Debug)]
struct Round {
    /// Whether the blocks come in random order.
    is_first: bool,
    /// Whether Newton's steps come first.
    is_warm: bool,
    /// The relative residual of conjugate gradients.
    accuracy: f64,
}

/// Residuals of conjugate gradients: at the optimum of a quadratic loss, and far from that of another.
const EXACT: f64 = 1e-8;
const ROUGH: f64 = 0.1;

/// The same for penalties with norms, and the epochs between their steps for a quadratic loss.
const CURVED: f64 = 3e-2;
const CURVED_EPOCHS: usize = 12;

/// Counts of what was done.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Effort {
    pub epochs: u32,
    pub newton_steps: u32,
}

/// What is kept from one working set to the next.
pub(super) struct Inner {
    pub cache: GramCache,
    pub effort: Effort,
    damping: f64,
    /// The violation that was last measured on a working set.
    violation: f64,
    /// The slopes along all variables, as they were last measured.
    pub slopes: Vec<f64>,
    stream: Stream,
    /// Bounds of the blocks' Gram matrices, where they were asked for.
    pub block_squares: Vec<f64>,
}

impl Inner {
    pub fn new(regression: &Regression) -> Self {
        let blocks = &regression.penalty.blocks;
        let square = |b: usize| match blocks.members(b) {
            [variable] => regression.squares[regression.feature_of(*variable as usize)],
            _ => regression.block_square(b),
        };
        Self {
            cache: GramCache::default(),
            effort: Effort::default(),
            damping: 1.0,
            violation: f64::INFINITY,
            slopes: vec![0.0; regression.variables()],
            stream: Stream::new(0, 0),
            block_squares: (0..blocks.count()).map(square).collect(),
        }
    }

    /// Lowers the objective over the blocks of a working set until the goal is reached. With `is_warm`, the support is taken to
    /// be nearly right from the start.
    #[allow(clippy::too_many_arguments)] // what a solve works on; a struct of these would be made for this call alone
    pub fn solve(
        &mut self,
        regression: &Regression,
        dual: &Dual,
        point: &mut Point,
        blocks: &[u32],
        goal: Goal,
        is_warm: bool,
        run: &Run,
    ) -> Result<(), Error> {
        let set = WorkingSet::new(regression, blocks.to_vec());
        if regression.loss.is_quadratic() {
            self.solve_quadratic(regression, dual, point, &set, goal, is_warm, run)
        } else {
            self.solve_by_models(regression, dual, point, &set, goal, is_warm, run)
        }
    }

    #[allow(clippy::too_many_arguments)] // as above
    fn solve_quadratic(
        &mut self,
        regression: &Regression,
        dual: &Dual,
        point: &mut Point,
        set: &WorkingSet,
        goal: Goal,
        is_warm: bool,
        run: &Run,
    ) -> Result<(), Error> {
        let curvature = regression.loss.curvature(&point.predictor, 0.0);
        if is_compact(regression, set, is_warm, &point.w) {
            let mut cache = std::mem::take(&mut self.cache);
            let space = CachedSpace::new(regression, &mut cache, set, point);
            if let Some(space) = space {
                self.solve_compact(space, regression, &curvature, point, set, goal, is_warm, run)?;
                self.cache = cache;
                return Ok(());
            }
            self.cache = cache;
        }
        let mut before = f64::INFINITY;
        for count in 0..MOST_ROUNDS {
            let round = Round { is_first: count == 0 && !is_warm, is_warm, accuracy: EXACT };
            let mut u = set.gather(&point.w);
            let mut cache = std::mem::take(&mut self.cache);
            let mut space = ResidualSpace::new(regression, &curvature, set, point, Some(&mut cache));
            let is_done =
                self.lower(&mut space, regression, &regression.penalty, &curvature, set, &mut u, round, run)?;
            self.cache = cache;
            scatter(set, &u, &mut point.w);
            point.refresh(regression);
            if is_done || self.is_reached(regression, dual, point, set, goal) || run.is_out_of_time()? {
                break;
            }
            let objective = point.objective(regression);
            if objective >= before - f64::EPSILON * objective.abs() {
                break; // rounding is what is left
            }
            before = objective;
        }
        Ok(())
    }

    /// The same by second derivatives alone: samples are read again where all is done.
    #[allow(clippy::too_many_arguments)] // as above
    fn solve_compact(
        &mut self,
        mut space: CachedSpace<'_>,
        regression: &Regression,
        curvature: &Curvature,
        point: &mut Point,
        set: &WorkingSet,
        goal: Goal,
        is_warm: bool,
        run: &Run,
    ) -> Result<(), Error> {
        let penalty = &regression.penalty;
        let loss = point.loss(regression);
        let mut u = set.gather(&point.w);
        for count in 0..MOST_ROUNDS {
            let round = Round { is_first: count == 0 && !is_warm, is_warm, accuracy: EXACT };
            let is_done = self.lower(&mut space, regression, penalty, curvature, set, &mut u, round, run)?;
            scatter(set, &u, &mut point.w);
            if is_done || self.is_near(&space, regression, point, set, goal, loss) || run.is_out_of_time()? {
                break;
            }
        }
        point.refresh(regression);
        Ok(())
    }

    /// Whether gap or violation on the working set are small enough by the slopes of the model. With residuals scaled by
    /// 1 / (1 + v), v being the relative violation, the gap is at most 2 v times the penalty plus v^2 times the loss.
    fn is_near(
        &mut self,
        space: &CachedSpace<'_>,
        regression: &Regression,
        point: &Point,
        set: &WorkingSet,
        goal: Goal,
        loss: f64,
    ) -> bool {
        for (place, &variable) in set.variables.iter().enumerate() {
            self.slopes[variable as usize] = space.slope(place);
        }
        self.violation = dual::violation(regression, point, &self.slopes, &set.blocks);
        if goal.gap == 0.0 {
            return self.violation <= goal.violation;
        }
        let share = self.violation / regression.penalty.lambda;
        2.0 * share * regression.penalty.value(&point.w) + share * share * loss <= goal.gap
    }

    /// Epochs, the first over all blocks, then Newton's steps where the support is steady. True where nothing moved.
    #[allow(clippy::too_many_arguments)] // as above
    fn lower(
        &mut self,
        space: &mut dyn Descend,
        regression: &Regression,
        penalty: &Penalty,
        curvature: &Curvature,
        set: &WorkingSet,
        u: &mut [f64],
        round: Round,
        run: &Run,
    ) -> Result<bool, Error> {
        let is_by_scalars = !is_curved(penalty, set) && (0..set.blocks.len()).all(|k| set.places(k).len() == 1);
        let bounds: Vec<f64> = if is_by_scalars {
            Vec::new()
        } else {
            let scale = curvature_scale(regression, curvature);
            set.blocks.iter().map(|&b| scale * self.block_squares[b as usize]).collect()
        };
        let before = u.to_vec();
        let mut is_exact = false;
        if round.is_warm {
            let Steps { outcome, places, changes, .. } =
                self.newton_steps(space, penalty, set, u, round.accuracy, run)?;
            space.steps(&places, &changes);
            is_exact = outcome == Outcome::Full;
        }
        if is_exact {
            // What is in the support stays: only what is at zero may move.
            let active = active_blocks(penalty, set, u);
            let is_at_zero = |k: &u32| active.binary_search(k).is_err();
            let order: Vec<u32> = (0..set.blocks.len() as u32).filter(is_at_zero).collect();
            self.effort.epochs += 1;
            if space.epoch(penalty, set, &bounds, &order, u) == 0 {
                return Ok(regression.loss.is_quadratic());
            }
            run.ensure_wanted()?;
            let Steps { places, changes, .. } = self.newton_steps(space, penalty, set, u, round.accuracy, run)?;
            space.finish(&places, &changes);
            return Ok(false);
        }
        // Models are many; the epochs of all but the first only follow the support.
        let is_rough = !regression.loss.is_quadratic() && !round.is_first;
        let mut is_steady = false;
        let is_curved = regression.loss.is_quadratic() && is_curved(penalty, set);
        let epochs = match round.is_warm {
            true => 1,
            false if is_curved => CURVED_EPOCHS,
            false => EPOCHS,
        };
        for epoch in 0..epochs {
            let order = match epoch {
                0 if round.is_first => descent::shuffled(set.blocks.len(), &mut self.stream),
                0 => (0..set.blocks.len() as u32).collect(),
                _ => active_blocks(penalty, set, u),
            };
            let changes = space.epoch(penalty, set, &bounds, &order, u);
            self.effort.epochs += 1;
            run.ensure_wanted()?;
            let support = u.iter().filter(|&&entry| entry != 0.0).count();
            is_steady = changes <= STEADY_CHANGES.max((STEADY_SHARE * support as f64) as usize);
            if is_steady && is_rough {
                break;
            }
        }
        // Epochs alone may do on a new working set with norms; if not, they have at least gone far enough for steps to be long.
        if round.is_warm || (is_steady && !(is_curved && round.is_first)) {
            let Steps { places, changes, .. } = self.newton_steps(space, penalty, set, u, round.accuracy, run)?;
            space.finish(&places, &changes);
        }
        Ok(u.iter().zip(&before).all(|(new, old)| new == old))
    }

    /// Newton's steps until one is not cut short.
    fn newton_steps(
        &mut self,
        space: &mut dyn Space,
        penalty: &Penalty,
        set: &WorkingSet,
        u: &mut [f64],
        accuracy: f64,
        run: &Run,
    ) -> Result<Steps, Error> {
        let accuracy = if is_curved(penalty, set) { accuracy.max(CURVED) } else { accuracy };
        let most = if accuracy == EXACT { MOST_STEPS } else { MOST_MODEL_STEPS };
        let steps = newton::steps(space, penalty, set, u, accuracy, most, run)?;
        self.effort.newton_steps += steps.count;
        Ok(steps)
    }

    /// Prox-Newton: a model of the loss at each point, lowered over the working set, and a step towards its minimum.
    #[allow(clippy::too_many_arguments)] // as above
    fn solve_by_models(
        &mut self,
        regression: &Regression,
        dual: &Dual,
        point: &mut Point,
        set: &WorkingSet,
        goal: Goal,
        is_warm: bool,
        run: &Run,
    ) -> Result<(), Error> {
        // Dense second derivatives are only worth having of what is likely to move; without coefficients, all may.
        let is_cold = set.variables.iter().all(|&variable| point.w[variable as usize] == 0.0);
        let mut likely = (!is_cold && is_dense(regression, set)).then(|| self.likely(regression, point, set));
        for _ in 0..MOST_MODELS {
            let part = likely.as_ref().unwrap_or(set);
            let is_dense = is_dense(regression, part);
            // The forcing terms of inexact Newton methods: steps become exact as the optimum comes near. They are cheap beside dense
            // second derivatives.
            let accuracy = match self.violation / regression.penalty.lambda.max(f64::MIN_POSITIVE) {
                _ if is_dense => EXACT,
                share => share.sqrt().clamp(EXACT, ROUGH),
            };
            let round = Round { is_first: likely.is_none() && !is_warm, is_warm: false, accuracy };
            let curvature = regression.loss.curvature(&point.predictor, self.damping);
            let penalty = regression.penalty.convex_above(&point.w);
            let old = part.gather(&point.w);
            let mut u = old.clone();
            if is_dense {
                let hessian = hessian::assemble(regression, &curvature, &part.variables);
                let slopes = part.variables.iter().map(|&variable| regression.dot(variable as usize, &point.residuals));
                let mut space = GramSpace::new(hessian, slopes.collect());
                self.lower(&mut space, regression, &penalty, &curvature, part, &mut u, round, run)?;
            } else {
                let mut space = ResidualSpace::new(regression, &curvature, part, point, None);
                self.lower(&mut space, regression, &penalty, &curvature, part, &mut u, round, run)?;
            }
            let length = step_towards(regression, &penalty, point, part, &old, &u);
            if regression.loss.kind == LossKind::Huber {
                self.adapt_damping(length);
            }
            let is_stuck = length == 0.0 && self.damping >= 1.0;
            if is_stuck || self.is_reached(regression, dual, point, set, goal) || run.is_out_of_time()? {
                break;
            }
            likely = Some(self.likely(regression, point, set));
        }
        Ok(())
    }

    fn adapt_damping(&mut self, length: f64) {
        if length == 1.0 {
            self.damping = (self.damping * DAMPING_FALL).max(LEAST_DAMPING);
        } else if length < SHORT_STEP {
            self.damping = (self.damping * DAMPING_GROWTH).min(1.0);
        }
    }

    /// Whether gap or violation on the working set are small enough.
    fn is_reached(
        &mut self,
        regression: &Regression,
        dual: &Dual,
        point: &Point,
        set: &WorkingSet,
        goal: Goal,
    ) -> bool {
        let uses_gap = dual.exists() && goal.gap > 0.0;
        let projected = if uses_gap { dual.project(regression, &point.residuals) } else { point.residuals.clone() };
        regression.scan(&set.blocks, &projected, &mut self.slopes);
        self.violation = dual::violation(regression, point, &self.slopes, &set.blocks);
        if uses_gap {
            if dual::is_surely_above(goal.gap, regression, point, &self.slopes, set) {
                return false;
            }
            let certificate = dual.certify(regression, &projected, &self.slopes, &set.blocks);
            point.objective(regression) - certificate.dual <= goal.gap
        } else {
            self.violation <= goal.violation
        }
    }

    /// The blocks of a set that are not zero, or whose slopes, as last measured, nearly suffice to move them.
    fn likely(&self, regression: &Regression, point: &Point, set: &WorkingSet) -> WorkingSet {
        let is_likely = |b: &u32| {
            let members = regression.penalty.blocks.members(*b as usize);
            members.iter().any(|&variable| point.w[variable as usize] != 0.0)
                || dual::margin(regression, *b as usize, &self.slopes, 1.0 / LIKELY) <= 0.0
        };
        WorkingSet::new(regression, set.blocks.iter().copied().filter(is_likely).collect())
    }
}

/// Whether the second derivatives of a quadratic loss along all variables of a set are worth having: where they are less than the
/// samples, and where most of the set are in the support, whose second derivatives Newton's steps want anyway.
fn is_compact(regression: &Regression, set: &WorkingSet, is_warm: bool, w: &[f64]) -> bool {
    let size = set.variables.len();
    if regression.outputs() > 1 {
        return false;
    }
    let support = || set.variables.iter().filter(|&&variable| w[variable as usize] != 0.0).count();
    size <= MOST_DENSE && TALL * size <= regression.loss.samples
        || is_warm
            && !regression.design.is_sparse()
            && size <= 2 * regression.loss.samples
            && size <= LEAST_COMPACT.max(COMPACT * support())
}

/// The same for a model of another loss.
fn is_dense(regression: &Regression, set: &WorkingSet) -> bool {
    let size = set.variables.len();
    match regression.loss.kind {
        LossKind::Multinomial => size <= MOST_DENSE_CLASSES,
        _ => size <= MOST_DENSE && TALL * size <= regression.loss.samples && !regression.design.is_sparse(),
    }
}

/// By what the bounds of the blocks' weighted Gram matrices are multiplied to bound their second derivatives.
fn curvature_scale(regression: &Regression, curvature: &Curvature) -> f64 {
    match curvature {
        Curvature::Diagonal(diagonal) => {
            let parts = diagonal.chunks(regression.loss.samples);
            let ratios = parts.flat_map(|part| part.iter().zip(&regression.loss.weights));
            let of = |(d, weight): (&f64, &f64)| if *weight > 0.0 { d / weight } else { 0.0 };
            ratios.map(of).fold(0.0, f64::max)
        }
        Curvature::Uniform(_) => 1.0,
        Curvature::Classes { .. } => regression.loss.curvature_bound(),
    }
}

/// Whether some penalty of the set is a norm. Norms are curved, so that no single step of Newton's method leads to the minimum, and
/// exact ones are not worth their cost.
fn is_curved(penalty: &Penalty, set: &WorkingSet) -> bool {
    set.blocks.iter().any(|&b| penalty.norm[b as usize] > 0.0)
}

/// The blocks that are not zero, or that nothing holds there.
fn active_blocks(penalty: &Penalty, set: &WorkingSet, u: &[f64]) -> Vec<u32> {
    let is_active = |k: &u32| {
        let k = *k as usize;
        let b = set.blocks[k] as usize;
        set.places(k).any(|place| u[place] != 0.0 || penalty.is_smooth(set.variables[place] as usize, b))
    };
    (0..set.blocks.len() as u32).filter(is_active).collect()
}

fn scatter(set: &WorkingSet, u: &[f64], w: &mut [f64]) {
    set.variables.iter().zip(u).for_each(|(&variable, &entry)| w[variable as usize] = entry);
}

/// Moves the point from the coefficients `old` of the working set towards `u`, as far as the objective falls enough (Armijo).
/// Gives back the length of the step, 0 for none.
fn step_towards(
    regression: &Regression,
    model_penalty: &Penalty,
    point: &mut Point,
    set: &WorkingSet,
    old: &[f64],
    u: &[f64],
) -> f64 {
    let mut direction = vec![0.0; point.predictor.len()];
    for ((&variable, old), u) in set.variables.iter().zip(old).zip(u) {
        if u != old {
            let variable = variable as usize;
            let part = regression.part_mut(&mut direction, regression.output_of(variable));
            regression.design.column(regression.feature_of(variable)).add_scaled(u - old, part);
        }
    }
    let value_of = |penalty: &Penalty, entries: &[f64]| -> f64 {
        (0..set.blocks.len()).map(|k| set.block_value(penalty, k, entries)).sum()
    };
    let slope: f64 = -superlinear_numerics::vectors::dot(&point.residuals, &direction);
    let loss = point.loss(regression);
    let before = value_of(&regression.penalty, old);
    let promised = (slope + value_of(model_penalty, u) - value_of(model_penalty, old)).min(0.0);
    let mut length = 1.0;
    for _ in 0..MOST_HALVINGS {
        let trial: Vec<f64> = point.predictor.iter().zip(&direction).map(|(z, d)| z + length * d).collect();
        let entries: Vec<f64> = match length {
            1.0 => u.to_vec(),
            _ => old.iter().zip(u).map(|(old, u)| old + length * (u - old)).collect(),
        };
        let value = regression.loss.value(&trial);
        let change = (value - loss) + (value_of(&regression.penalty, &entries) - before);
        let rounding = 4.0 * f64::EPSILON * (value.abs() + before.abs());
        if change <= ARMIJO * length * promised + rounding {
            scatter(set, &entries, &mut point.w);
            point.move_to(regression, trial, value);
            return if promised == 0.0 && entries == old { 0.0 } else { length };
        }
        length *= 0.5;
    }
    0.0
}
