//! Dual points of linear models: residuals scaled until their slopes are in the domain of the penalty's conjugate.
//!
//! Source: Ndiaye, Fercoq, Gramfort, Salmon, Gap Safe screening rules for sparsity enforcing penalties, JMLR 18, 2017.

use crate::penalty::Penalty;
use superlinear_numerics::vectors::larger;

/// A dual point along given residuals.
#[derive(Clone, Copy, Debug)]
pub struct DualPoint {
    /// The dual objective. Minus infinity if the residuals yield no dual point.
    pub value: f64,
    /// The factor that scales the residuals to a dual point.
    pub scale: f64,
}

impl Penalty<'_> {
    /// The factor that makes slopes small enough for the conjugate penalty to be finite, or zero if `everywhere` is set.
    pub fn dual_scale(self, slopes: &[f64], blocks: &[u32], everywhere: bool) -> f64 {
        let of_block = |&b: &u32| self.excess(b as usize, slopes, everywhere);
        1.0 / blocks.iter().map(of_block).fold(1.0, larger)
    }

    /// The best dual point along residuals, given the slopes of the variables in `blocks` and the loss's term of the dual
    /// objective at a scale. All other blocks are ignored.
    pub fn best_dual(self, slopes: &[f64], blocks: &[u32], loss: impl Fn(f64) -> f64) -> DualPoint {
        let is_finite_somewhere = self.of.is_finite_somewhere();
        let value = |scale: f64| {
            let conjugate = |&b: &u32| self.conjugate(b as usize, slopes, scale);
            let conjugates = if is_finite_somewhere { blocks.iter().map(conjugate).sum() } else { 0.0 };
            loss(scale) - conjugates
        };
        let restricted = self.dual_scale(slopes, blocks, false);
        let best = DualPoint { value: value(restricted), scale: restricted };
        if !is_finite_somewhere {
            return best;
        }
        let full = self.dual_scale(slopes, blocks, true);
        if full == restricted {
            return best;
        }
        let other = DualPoint { value: value(full), scale: full };
        if other.value > best.value { other } else { best }
    }
}
