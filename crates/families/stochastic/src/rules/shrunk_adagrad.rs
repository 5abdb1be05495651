//! AdaGrad with the penalty's proximal step in the metric of each coefficient.
//!
//! Source: Duchi, Hazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 12,
//! 2011, the composite mirror descent of section 1.3.

use super::adagrad::MIN_ROOT;
use super::{Rule, Shrinkage};

#[derive(Clone)]
pub(crate) struct ShrunkAdagrad {
    rate: f64,
    shrinkage: Shrinkage,
    /// The number of steps.
    steps: u64,
}

/// A coefficient, the sum of its squared derivatives, and the number of steps whose penalty it has.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counted {
    weight: f64,
    squares: f64,
    steps: u64,
}

impl ShrunkAdagrad {
    pub fn new(rate: f64, shrinkage: Shrinkage) -> Self {
        Self { rate, shrinkage, steps: 0 }
    }

    /// The coefficient of feature `j` after the missed steps of the penalty. One without derivatives has no metric, and
    /// stays.
    #[inline]
    fn caught_up(&self, cell: &Counted, j: usize) -> f64 {
        let missed = self.steps.saturating_sub(cell.steps);
        if missed == 0 || cell.weight == 0.0 || cell.squares == 0.0 {
            return cell.weight;
        }
        let ([absolute, square], missed) = (self.shrinkage.of_feature(j), missed as f64);
        let rate = self.rate / (cell.squares.sqrt() + MIN_ROOT);
        let size = if square == 0.0 {
            cell.weight.abs() - missed * rate * absolute
        } else {
            decayed(cell.weight.abs(), missed, rate * absolute, rate * square)
        };
        size.max(0.0).copysign(cell.weight)
    }
}

/// A size after steps that each subtract a number and then divide by 1 and a number. Apart from the loops over rows, which
/// are slower with its code inside.
#[inline(never)]
fn decayed(size: f64, steps: f64, absolute: f64, square: f64) -> f64 {
    let decay = -libm::expm1(-steps * libm::log1p(square));
    // Below rounding, the divisions change nothing, and the quotient may overflow.
    let lost = if decay < f64::EPSILON { steps * absolute } else { decay * (absolute / square) };
    (1.0 - decay) * size - lost
}

impl Rule for ShrunkAdagrad {
    type Cell = Counted;
    const NUMBERS: usize = 3;

    #[inline(always)]
    fn read(&mut self, cell: &mut Counted, _: f64, j: usize) -> f64 {
        *cell = Counted { weight: self.caught_up(cell, j), squares: cell.squares, steps: self.steps };
        cell.weight
    }

    #[inline(always)]
    fn update(&mut self, cell: &mut Counted, slope: f64, x: f64, j: usize) {
        let derivative = slope * x;
        cell.squares += derivative * derivative;
        let root = cell.squares.sqrt() + MIN_ROOT;
        cell.weight -= self.rate * derivative / root;
        if cell.squares > 0.0 {
            cell.weight = self.shrinkage.prox(cell.weight, self.rate / root, j);
        }
        cell.steps = self.steps + 1;
    }

    fn update_intercept(&mut self, cell: &mut Counted, slope: f64) {
        cell.squares += slope * slope;
        cell.weight -= self.rate * slope / (cell.squares.sqrt() + MIN_ROOT);
    }

    fn end(&mut self) {
        self.steps += 1;
    }

    fn weight(&self, cell: &Counted, j: usize) -> f64 {
        self.caught_up(cell, j)
    }

    fn intercept(&self, cell: &Counted) -> f64 {
        cell.weight
    }

    fn cell(&self, weight: f64) -> Counted {
        Counted { weight, ..Counted::default() }
    }

    fn write(cell: &Counted, numbers: &mut Vec<f64>) {
        numbers.extend([cell.weight, cell.squares, cell.steps as f64]);
    }

    fn restored(numbers: &[f64]) -> Counted {
        Counted { weight: numbers[0], squares: numbers[1], steps: numbers[2] as u64 }
    }

    fn rate(&mut self) -> &mut f64 {
        &mut self.rate
    }

    fn state(&self) -> Vec<f64> {
        vec![self.steps as f64]
    }

    fn set_state(&mut self, numbers: &[f64]) {
        self.steps = numbers[0] as u64;
    }
}
