//! One round on a quadratic model of a working set: coordinate epochs until the support is steady, then Newton's steps on it.

use super::descent::{self, Descend};
use super::memory::Memory;
use super::newton::{self, Accuracy, Outcome, Steps};
use super::regression::Model;
use super::working_set::{Restricted, WorkingSet};
use superlinear_interface::{Error, Run};
use superlinear_losses::Curvature;

/// Epochs between Newton's steps; and for a quadratic loss and penalties with norms. With 2 there are 7 % fewer epochs
/// and 1 % more steps, with 6 there are 9 % more epochs and 4 % fewer steps; with half of the second there are 7 %
/// fewer epochs, with twice as much 11 % more (`npm run bench:constants -- coordinate`).
const EPOCHS: usize = 3;
const CURVED_EPOCHS: usize = 12;

/// The support is steady where the last epoch changed no more than this, or this share of it. From half to double
/// either does as well: epochs differ by 2 % at most, and Newton's steps by as much the other way
/// (`npm run bench:constants -- coordinate`).
const STEADY_CHANGES: usize = 2;
const STEADY_SHARE: f64 = 0.05;

/// Newton's steps in a row, each after one that was cut short by a change of sign; and for a model that is not to be
/// solved exactly. With 6 and with 24 of the first the counts of `npm run bench:constants -- coordinate` stay, with 2
/// of the second there are 5 % more steps and 1 % more epochs.
const MOST_STEPS: usize = 12;
const MOST_MODEL_STEPS: usize = 1;

/// The residual of conjugate gradients, relative to the right side, at the optimum of a quadratic loss: about the root of a double's
/// precision, since the objective changes with its square.
pub(super) const EXACT: f64 = 1e-8;

/// The least such residual for penalties with norms. From 0.015 to 0.06 nothing changes in
/// `npm run bench:constants -- coordinate`.
const CURVED: f64 = 3e-2;

/// How a round begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// With an epoch over all blocks in random order.
    Shuffled,
    /// With an epoch over all blocks in their order.
    InOrder,
    /// With Newton's steps on the support as it is.
    Warm,
}

/// A quadratic model of a working set, and how a round on it is done.
pub(super) struct Round<'a> {
    pub space: &'a mut dyn Descend,
    /// The problem, with a convex penalty.
    pub model: Model<'a>,
    pub set: &'a WorkingSet,
    /// The curvature that the model was made of.
    pub curvature: &'a Curvature,
    pub start: Start,
    /// The residual of conjugate gradients, relative to the right side.
    pub residual: f64,
    pub run: &'a Run,
}

impl<'a> Round<'a> {
    /// Lowers the model from the coefficients `u` on. True where nothing moved, so that another round would not either.
    pub fn lower(mut self, u: &mut [f64], memory: &mut Memory) -> Result<bool, Error> {
        let bounds = self.curvature_bounds(memory);
        let before = u.to_vec();
        if self.start == Start::Warm {
            let Steps { outcome, places, changes, .. } = self.newton_steps(u, memory)?;
            self.space.steps(&places, &changes);
            if outcome == Outcome::Full {
                return self.admit(&bounds, u, memory);
            }
        }
        let is_steady = self.epochs(&bounds, u, memory)?;
        // Epochs alone may do on a new working set with norms; if not, they have at least gone far enough for steps to be long.
        let may_end_so = self.is_curved_and_exact() && self.start == Start::Shuffled;
        if self.start == Start::Warm || (is_steady && !may_end_so) {
            self.finish(u, memory)?;
        }
        Ok(*u == before)
    }

    /// What is in the support stays, being at the minimum: only what is at zero may move. Newton's steps where it does.
    fn admit(&mut self, bounds: &[f64], u: &mut [f64], memory: &mut Memory) -> Result<bool, Error> {
        let active = self.on().active_blocks(u);
        let is_at_zero = |k: &u32| active.binary_search(k).is_err();
        let order: Vec<u32> = (0..self.set.blocks.len() as u32).filter(is_at_zero).collect();
        if self.epoch(bounds, &order, u, memory) == 0 {
            return Ok(self.is_quadratic());
        }
        self.run.ensure_wanted()?;
        self.finish(u, memory)?;
        Ok(false)
    }

    /// Epochs, the first over all blocks and the others over those that are not zero. True where the support is steady.
    fn epochs(&mut self, bounds: &[f64], u: &mut [f64], memory: &mut Memory) -> Result<bool, Error> {
        // Models of a loss are many; the epochs of all but the first only follow the support.
        let is_rough = !self.is_quadratic() && self.start != Start::Shuffled;
        let epochs = match self.start {
            Start::Warm => 1,
            _ if self.is_curved_and_exact() => CURVED_EPOCHS,
            _ => EPOCHS,
        };
        let mut is_steady = false;
        for epoch in 0..epochs {
            let order = match epoch {
                0 if self.start == Start::Shuffled => descent::shuffled(self.set.blocks.len(), &mut memory.stream),
                0 => (0..self.set.blocks.len() as u32).collect(),
                _ => self.on().active_blocks(u),
            };
            let changes = self.epoch(bounds, &order, u, memory);
            self.run.ensure_wanted()?;
            let support = u.iter().filter(|&&entry| entry != 0.0).count();
            is_steady = changes <= STEADY_CHANGES.max((STEADY_SHARE * support as f64) as usize);
            if is_steady && is_rough {
                break;
            }
        }
        Ok(is_steady)
    }

    fn epoch(&mut self, bounds: &[f64], order: &[u32], u: &mut [f64], memory: &mut Memory) -> usize {
        memory.effort.epochs += 1;
        let on = self.on();
        self.space.epoch(&on, bounds, order, u)
    }

    /// The last steps of the round.
    fn finish(&mut self, u: &mut [f64], memory: &mut Memory) -> Result<(), Error> {
        let Steps { places, changes, .. } = self.newton_steps(u, memory)?;
        self.space.finish(&places, &changes);
        Ok(())
    }

    /// Newton's steps until one is not cut short. The model does not follow them.
    fn newton_steps(&mut self, u: &mut [f64], memory: &mut Memory) -> Result<Steps, Error> {
        let on = self.on();
        let residual = if on.is_curved() { self.residual.max(CURVED) } else { self.residual };
        let most_steps = if residual == EXACT { MOST_STEPS } else { MOST_MODEL_STEPS };
        let steps = newton::steps(self.space, &on, u, Accuracy { residual, most_steps }, self.run)?;
        memory.effort.newton_steps += steps.count;
        Ok(steps)
    }

    /// Bounds of the second derivatives along each block; none where all blocks are of one variable.
    fn curvature_bounds(&self, memory: &Memory) -> Vec<f64> {
        if !self.on().is_curved() && (0..self.set.blocks.len()).all(|k| self.set.places(k).len() == 1) {
            return Vec::new();
        }
        let scale = self.curvature_scale();
        self.set.blocks.iter().map(|&b| scale * memory.block_squares[b as usize]).collect()
    }

    /// By what the bounds of the blocks' weighted Gram matrices are multiplied to bound their second derivatives.
    fn curvature_scale(&self) -> f64 {
        let loss = &self.model.regression.loss;
        match self.curvature {
            Curvature::Diagonal(diagonal) => {
                let ratios = diagonal.chunks(loss.samples).flat_map(|part| part.iter().zip(&loss.weights));
                let of = |(d, weight): (&f64, &f64)| if *weight > 0.0 { d / weight } else { 0.0 };
                ratios.map(of).fold(0.0, f64::max)
            }
            Curvature::Uniform(_) => 1.0,
            Curvature::Classes { .. } => loss.curvature_bound(),
        }
    }

    fn on(&self) -> Restricted<'a> {
        Restricted { penalty: self.model.penalty, set: self.set }
    }

    fn is_quadratic(&self) -> bool {
        self.model.regression.loss.is_quadratic()
    }

    fn is_curved_and_exact(&self) -> bool {
        self.is_quadratic() && self.on().is_curved()
    }
}
