//! Sets entries without influence on the solution to zero: derivatives in fixed variables, and unbounded constraints.
//! The user's values there need not be finite.

use super::{Derivatives, Functions};

impl Functions {
    /// Whether constraint `i` has no bounds.
    pub fn is_ignored(&self, i: usize) -> bool {
        self.is_ignored[i]
    }

    /// Zeros the derivatives in fixed variables and of unbounded constraints.
    pub(super) fn mask(&self, derivatives: &mut Derivatives) {
        if !self.has_masks {
            return;
        }
        let Derivatives { gradient, jacobian } = derivatives;
        for (j, entry) in gradient.iter_mut().enumerate() {
            if self.bounds.are_equal(j) {
                *entry = 0.0;
            }
        }
        for (entry, &(i, j)) in jacobian.iter_mut().zip(&self.jacobian_pattern.entries) {
            if self.is_ignored[i] || self.bounds.are_equal(j) {
                *entry = 0.0;
            }
        }
    }

    /// Zeros the Hessian entries of fixed variables.
    pub(super) fn mask_hessian(&self, entries: &mut [f64]) {
        if !self.has_masks {
            return;
        }
        for (entry, &(i, j)) in entries.iter_mut().zip(&self.hessian_pattern.entries) {
            if self.bounds.are_equal(i) || self.bounds.are_equal(j) {
                *entry = 0.0;
            }
        }
    }
}
