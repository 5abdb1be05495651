//! A system with its rows divided by the roots of the masses, and its unknowns multiplied by them.
//!
//! Its residual then has the length that counts the residual of each point beside its mass. Conjugate gradients that stop by
//! the length of the residual itself would leave out the points of small mass.

use std::cell::RefCell;
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};

/// The reciprocal roots of the masses, and 1 in the padding up to `length`.
pub(crate) fn scale(masses: &[f64], length: usize) -> Vec<f64> {
    let mut scale: Vec<f64> = masses.iter().map(|mass| mass.sqrt().recip()).collect();
    scale.resize(length, 1.0);
    scale
}

/// The matrix Z A Z, where Z is a diagonal one.
pub(crate) struct Scaled<'a, Operator> {
    operator: &'a Operator,
    /// The diagonal of Z.
    scale: &'a [f64],
    /// Z x.
    unscaled: RefCell<Vec<f64>>,
}

impl<'a, Operator: LinearOperator> Scaled<'a, Operator> {
    /// The scaled matrix of a system whose right side is to be scaled too.
    pub fn new(operator: &'a Operator, scale: &'a [f64], right_side: &mut [f64]) -> Self {
        let scaled = Self { operator, scale, unscaled: RefCell::new(vec![0.0; scale.len()]) };
        scaled.unscale(right_side);
        scaled
    }

    /// The preconditioner by the scaled matrix's diagonal, given that of A.
    pub fn jacobi(&self, diagonal: &[f64]) -> Jacobi {
        let diagonal: Vec<f64> = diagonal.iter().zip(self.scale).map(|(entry, scale)| entry * scale * scale).collect();
        Jacobi::new(&diagonal)
    }

    /// Takes the scaled system's solution to that of the other: multiplies it by Z.
    pub fn unscale(&self, x: &mut [f64]) {
        for (x, scale) in x.iter_mut().zip(self.scale) {
            *x *= scale;
        }
    }
}

impl<Operator: LinearOperator> LinearOperator for Scaled<'_, Operator> {
    fn dimension(&self) -> usize {
        self.operator.dimension()
    }

    fn apply(&self, x: &[f64], product: &mut [f64]) {
        let mut unscaled = self.unscaled.borrow_mut();
        unscaled.copy_from_slice(x);
        self.unscale(&mut unscaled);
        self.operator.apply(&unscaled, product);
        self.unscale(product);
    }
}
