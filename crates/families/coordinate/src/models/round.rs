//! One round on a quadratic model of a working set: coordinate epochs until the support is steady, then Newton steps on
//! it.

use super::descent::{self, Descend};
use super::memory::Memory;
use super::newton::{self, Accuracy, Outcome, Steps};
use super::regression::Model;
use super::working_set::{Restricted, WorkingSet};
use superlinear_interface::{Error, Run};
use superlinear_losses::Curvature;

/// The number of epochs between Newton steps, and for a quadratic loss and penalties with norms. With 2 instead of 3
/// there are 7 % fewer epochs and 1 % more steps; with 6 there are 9 % more epochs and 4 % fewer steps. Half of the
/// second saves 7 % of the epochs, twice as much takes 11 % more (`npm run bench:constants -- coordinate`).
const EPOCHS: usize = 3;
const CURVED_EPOCHS: usize = 12;

/// The support is steady if the last epoch changed at most this many of its variables, or at most this fraction. From
/// half to double, either does as well: epochs differ by at most 2 %, and Newton steps by as much the other way
/// (`npm run bench:constants -- coordinate`).
const STEADY_CHANGES: usize = 2;
const STEADY_SHARE: f64 = 0.05;

/// The maximum number of consecutive Newton steps, each after one cut short by a change of sign, and the same for a
/// model to be solved inexactly. With 6 or 24 of the first, the counts of `npm run bench:constants -- coordinate` do
/// not change; with 2 of the second there are 5 % more steps and 1 % more epochs.
const MAX_STEPS: usize = 12;
const MAX_MODEL_STEPS: usize = 1;

/// The relative residual of conjugate gradients at the optimum of a quadratic loss: about √ε, because the objective
/// depends on its square.
pub(super) const EXACT: f64 = 1e-8;

/// The minimum of that residual for penalties with norms. From 0.015 to 0.06, nothing changes in
/// `npm run bench:constants -- coordinate`.
const CURVED: f64 = 3e-2;

/// The first step of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// An epoch over all blocks in random order.
    Shuffled,
    /// An epoch over all blocks in their order.
    InOrder,
    /// Newton steps on the current support.
    Warm,
}

/// A round on a quadratic model of a working set, with its settings.
pub(super) struct Round<'a> {
    pub space: &'a mut dyn Descend,
    /// The problem, with a convex penalty.
    pub model: Model<'a>,
    pub set: &'a WorkingSet,
    /// The curvature of the model.
    pub curvature: &'a Curvature,
    pub start: Start,
    /// The relative residual of conjugate gradients.
    pub residual: f64,
    pub run: &'a Run,
}

impl<'a> Round<'a> {
    /// Lowers the model from the coefficients `u`. Returns true if nothing moved, so that another round would not help.
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
        // Epochs alone may suffice on a new working set with norms. If not, they have come far enough for long steps.
        let may_end_so = self.is_curved_and_exact() && self.start == Start::Shuffled;
        if self.start == Start::Warm || (is_steady && !may_end_so) {
            self.finish(u, memory)?;
        }
        Ok(*u == before)
    }

    /// Keeps the support, which is at its minimum, and updates blocks at zero. If any of them moves, continues with
    /// Newton steps.
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

    /// Runs epochs, the first over all blocks and the others over nonzero ones. Returns whether the support is steady.
    fn epochs(&mut self, bounds: &[f64], u: &mut [f64], memory: &mut Memory) -> Result<bool, Error> {
        // A loss has many models; after the first, epochs only need to follow the support.
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

    /// The last Newton steps of the round.
    fn finish(&mut self, u: &mut [f64], memory: &mut Memory) -> Result<(), Error> {
        let Steps { places, changes, .. } = self.newton_steps(u, memory)?;
        self.space.finish(&places, &changes);
        Ok(())
    }

    /// Newton steps until one is not cut short. The model is not updated.
    fn newton_steps(&mut self, u: &mut [f64], memory: &mut Memory) -> Result<Steps, Error> {
        let on = self.on();
        let residual = if on.is_curved() { self.residual.max(CURVED) } else { self.residual };
        let max_steps = if residual == EXACT { MAX_STEPS } else { MAX_MODEL_STEPS };
        let steps = newton::steps(self.space, &on, u, Accuracy { residual, max_steps }, self.run)?;
        memory.effort.newton_steps += steps.count;
        Ok(steps)
    }

    /// Upper bounds of the second derivatives of each block. Empty if all blocks have one variable.
    fn curvature_bounds(&self, memory: &Memory) -> Vec<f64> {
        if !self.on().is_curved() && (0..self.set.blocks.len()).all(|k| self.set.places(k).len() == 1) {
            return Vec::new();
        }
        let scale = self.curvature_scale();
        self.set.blocks.iter().map(|&b| scale * memory.block_squares[b as usize]).collect()
    }

    /// The factor from the bounds of the blocks' weighted Gram matrices to the bounds of their second derivatives.
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
