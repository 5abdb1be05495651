//! Update rules that touch only the coefficients of a row's entries: coefficients elsewhere catch up with missed steps of
//! the penalty when they are read.

mod adagrad;
mod follow_the_leader;
mod normalized_adaptive;
mod scaled_descent;
mod shrunk_adagrad;
mod shrunk_descent;

pub(crate) use adagrad::{Adagrad, MIN_ROOT};
pub(crate) use follow_the_leader::FollowTheLeader;
pub(crate) use normalized_adaptive::NormalizedAdaptive;
pub(crate) use scaled_descent::ScaledDescent;
pub(crate) use shrunk_adagrad::ShrunkAdagrad;
pub(crate) use shrunk_descent::ShrunkDescent;

use crate::groups::Groups;
use std::sync::Arc;
use superlinear_losses::SampleLoss;
use superlinear_penalties::Bounds;

/// An update rule. A step begins, reads the coefficients of a row, and then updates them by the slope of its loss.
pub(crate) trait Rule: Clone + Send + Sync + 'static {
    /// The state of a coefficient, in one place of memory.
    type Cell: Copy + Default + Send + Sync + 'static;
    /// The number of numbers in a cell.
    const NUMBERS: usize;
    /// Whether the rule needs [`gather`](Self::gather) and [`flow`](Self::flow).
    const HAS_FLOW: bool = false;

    /// Begins a step with this fraction of the learning rate. Ignored by rules whose rates decrease by themselves.
    fn begin(&mut self, _fraction: f64, _cells: &mut [Self::Cell]) {}

    /// The coefficient of feature `j` for its entry `x` of the row, after the missed steps.
    #[inline(always)]
    fn read(&mut self, cell: &mut Self::Cell, _x: f64, j: usize) -> f64 {
        self.weight(cell, j)
    }

    /// The intercept, for an entry of 1.
    fn read_intercept(&mut self, cell: &mut Self::Cell) -> f64 {
        self.intercept(cell)
    }

    /// Takes the derivative along a coefficient into account, and returns the part of its entry in the rate at which the
    /// predictor changes per unit of slope.
    fn gather(&mut self, _cell: &mut Self::Cell, _slope: f64, _x: f64) -> f64 {
        0.0
    }

    /// The slope to be used for the updates.
    fn flow(&mut self, of: Flow) -> f64 {
        of.slope
    }

    /// Updates the coefficient of feature `j` for the derivative `slope * x`.
    fn update(&mut self, cell: &mut Self::Cell, slope: f64, x: f64, j: usize);

    /// Updates the coefficients of four features for the derivatives `slope * x`.
    #[inline(always)]
    fn update_four(&mut self, cells: &mut [Self::Cell], slope: f64, x: [f64; 4], columns: [usize; 4]) {
        columns.into_iter().zip(x).for_each(|(j, x)| self.update(&mut cells[j], slope, x, j));
    }

    /// Updates the intercept, which has no penalty.
    fn update_intercept(&mut self, cell: &mut Self::Cell, slope: f64) {
        self.update(cell, slope, 1.0, 0);
    }

    /// Ends a step.
    fn end(&mut self) {}

    /// The coefficient of feature `j`.
    fn weight(&self, cell: &Self::Cell, j: usize) -> f64;

    /// The intercept.
    fn intercept(&self, cell: &Self::Cell) -> f64 {
        self.weight(cell, 0)
    }

    /// The state of a coefficient at the start.
    fn cell(&self, weight: f64) -> Self::Cell;

    /// The numbers of a cell.
    fn write(cell: &Self::Cell, numbers: &mut Vec<f64>);

    /// The cell with these numbers.
    fn restored(numbers: &[f64]) -> Self::Cell;

    /// The learning rate.
    fn rate(&mut self) -> &mut f64;

    /// The numbers of the rule that change from step to step.
    fn state(&self) -> Vec<f64> {
        Vec::new()
    }

    /// Sets the numbers of [`state`](Self::state).
    fn set_state(&mut self, _numbers: &[f64]) {}
}

/// The sample of a step.
#[derive(Clone, Copy)]
pub(crate) struct Flow {
    pub loss: SampleLoss,
    pub z: f64,
    pub y: f64,
    pub weight: f64,
    pub slope: f64,
    /// The sum of the results of [`Rule::gather`].
    pub gathered: f64,
}

/// The penalty of every coefficient: `absolute` times its size plus `square` times half its square, times the factor of its
/// feature, within bounds. With groups, that of their norms instead.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shrinkage {
    pub absolute: f64,
    pub square: f64,
    /// A factor for each feature, whose product with either number is finite. Default: 1.
    pub factors: Option<Arc<[f64]>>,
    pub groups: Option<Arc<Groups>>,
    pub bounds: Option<Arc<Intervals>>,
}

/// The bounds of all coefficients.
pub(crate) struct Intervals(pub Option<Bounds>);

impl std::fmt::Debug for Intervals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bounds = self.0.as_ref();
        f.debug_tuple("Intervals").field(&bounds.map(|bounds| (&bounds.lower, &bounds.upper))).finish()
    }
}

impl Shrinkage {
    /// Whether there is neither a penalty nor a bound.
    pub fn is_none(&self) -> bool {
        self.absolute == 0.0 && self.square == 0.0 && self.bounds.is_none()
    }

    /// Whether there is nothing but half the squares with a common factor.
    pub fn is_uniform_square(&self) -> bool {
        self.absolute == 0.0 && self.bounds.is_none() && (self.square == 0.0 || self.factors.is_none())
    }

    /// The factors of the absolute value and of half the square of the coefficients of feature `j`.
    #[inline]
    pub fn of_feature(&self, j: usize) -> [f64; 2] {
        match &self.factors {
            None => [self.absolute, self.square],
            Some(factors) => [self.absolute * factors[j], self.square * factors[j]],
        }
    }

    /// The proximal step of length `rate` from `w`, within the bounds of feature `j`.
    #[inline]
    pub fn prox(&self, w: f64, rate: f64, j: usize) -> f64 {
        let [absolute, square] = self.of_feature(j);
        let size = (w.abs() - rate * absolute).max(0.0) / (1.0 + rate * square);
        let moved = if absolute == 0.0 { w / (1.0 + rate * square) } else { size.copysign(w) };
        match &self.bounds {
            None => moved,
            Some(bounds) => Bounds::interval(&bounds.0, j).clip(moved),
        }
    }
}
