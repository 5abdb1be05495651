//! Densities: a kind, a function as data, or a function of the caller.

use super::asked::Asked;
use super::density::{Corners, Derivatives, Order, Radial};
use super::formula::Formula;
use std::cell::RefCell;

/// A density that can be evaluated at corners.
pub(super) enum Integrand {
    Radial(Radial),
    Formula(Box<RefCell<Formula>>),
    Asked(Asked),
}

/// Corners per question to the caller: enough to make the cost of a call negligible.
const ASKED_AT_ONCE: usize = 1 << 14;

/// Numbers per corner of a question: points, displaced points and answers.
const NUMBERS_PER_ASKED: usize = 100;

impl Integrand {
    /// Whether it depends on values.
    pub fn reads_values(&self) -> bool {
        match self {
            Self::Radial(_) => false,
            Self::Formula(formula) => formula.borrow().reads_values(),
            Self::Asked(_) => true,
        }
    }

    /// Whether it depends on places.
    pub fn reads_places(&self) -> bool {
        match self {
            Self::Radial(_) => false,
            Self::Formula(formula) => formula.borrow().reads_places(),
            Self::Asked(_) => true,
        }
    }

    /// The number of corners to evaluate at once, unless there are fewer.
    pub fn batch(&self) -> usize {
        if matches!(self, Self::Asked(_)) { ASKED_AT_ONCE } else { 1 }
    }

    /// The numbers held at a time for a question to the caller, on a mesh with so many corners of cells and corners per row.
    pub fn workspace(&self, corners: usize, row: usize) -> usize {
        match self {
            Self::Asked(_) => NUMBERS_PER_ASKED.saturating_mul(corners.min(ASKED_AT_ONCE.max(row))),
            _ => 0,
        }
    }

    /// Bounds on the second derivatives by the gradient: the strong convexity modulus, and the largest one unless it is
    /// unbounded. `None` for functions, of which nothing is known.
    pub fn curvatures(&self) -> Option<(f64, Option<f64>)> {
        match self {
            Self::Radial(radial) => Some(radial.curvatures()),
            _ => None,
        }
    }

    /// Evaluates the density and its derivatives.
    pub async fn evaluate(&self, corners: &Corners, order: Order, to: &mut Derivatives) {
        match self {
            Self::Radial(radial) => radial.evaluate(corners, order, to),
            Self::Formula(formula) => formula.borrow_mut().evaluate(corners, order, to),
            Self::Asked(asked) => asked.evaluate(corners, order, to).await,
        }
    }
}
