//! Zeros in the place of what has no part in a solution: derivatives in fixed variables, and constraints that may have any value. What
//! the caller's functions give there need not even be finite.

use super::{Derivatives, Functions};

impl Functions {
    /// Whether constraint `i` may have any value.
    pub fn is_ignored(&self, i: usize) -> bool {
        self.is_ignored[i]
    }

    /// Puts zeros for the derivatives of fixed variables and of constraints that may have any value.
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

    /// Puts zeros for the entries of the Hessian's lower triangle that belong to fixed variables.
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
