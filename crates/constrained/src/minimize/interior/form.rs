//! The form in which the interior point method sees a problem, and how far a point is from a solution of it: numbers between
//! ends, which are the variables and, after them, the scaled values of the constraints.

use crate::bounds::Bounds;
use crate::minimize::functions::{Functions, Values};
use crate::minimize::iterate::{Iterate, residual_scale};
use crate::minimize::problem::MinimizeProblem;
use superlinear_numerics::vectors::largest;

/// The ends, as they are and as the barrier method sees them.
pub(super) struct Form {
    /// The number of variables.
    pub variables: usize,
    /// The ends of the variables and of the constraints. Those of equations are zeros.
    pub ends: Bounds,
    /// What barriers stand before: the ends, a little further apart, so that feasible sets without an interior have one.
    /// Infinite for fixed variables and for equations.
    pub walls: Bounds,
    /// By what the constraints were multiplied.
    scales: Vec<f64>,
}

/// A point with multipliers of the constraints and of the bounds, both of the sign that the ends allow.
#[derive(Clone)]
pub(super) struct Pair {
    /// The point, with the multipliers of the constraints; its gradient is without those of the bounds.
    pub at: Iterate,
    /// The multipliers of the bounds.
    pub bounds: Vec<f64>,
}

/// How far a pair is from a solution.
#[derive(Clone, Copy, Debug)]
pub(super) struct Distance {
    /// The largest entry of the gradient of the Lagrangian, scaled as the problem is.
    pub dual: f64,
    /// The largest violation of a constraint, in its own units.
    pub violation: f64,
    /// The largest product of a multiplier and the distance to the end that its sign names, scaled as the problem is.
    pub complementarity: f64,
    /// E0: the largest of these, scaled.
    pub residual: f64,
    /// Φ: what Newton's method on the active set makes small: by how much the pair changes where multipliers are added to the
    /// numbers, and these are projected to between their ends.
    pub natural: f64,
}

impl Form {
    pub fn new(problem: &MinimizeProblem, functions: &Functions) -> Self {
        let (n, scales) = (problem.variables(), functions.scale.constraints.clone());
        let (mut ends, ranges) = (problem.bounds(), problem.ranges());
        for (i, (lower, upper)) in ranges.iter().enumerate() {
            // The functions take the value that an equation is to have away.
            let end = |end: f64| if ranges.are_equal(i) { 0.0 } else { scales[i] * end };
            ends.lower.push(end(lower));
            ends.upper.push(end(upper));
        }
        let room = 0.5 * problem.constraint_tolerance;
        let mut walls = ends.clone();
        for k in 0..ends.lower.len() {
            // Scaled up it would be more than the tolerance of the scaled problem.
            let room = if k < n { room } else { room * scales[k - n].min(1.0) };
            if ends.are_equal(k) {
                (walls.lower[k], walls.upper[k]) = (f64::NEG_INFINITY, f64::INFINITY);
            } else {
                walls.lower[k] -= room;
                walls.upper[k] += room;
            }
        }
        Self { variables: n, ends, walls, scales }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.ends.lower.len()
    }

    /// Whether constraint `i` is an inequality.
    pub fn has_slack(&self, i: usize) -> bool {
        let k = self.variables + i;
        !self.ends.are_equal(k) && !self.ends.are_infinite(k)
    }

    /// The multiplier of number `k` that is next to `multiplier` and has a sign that the ends allow.
    pub fn of_right_sign(&self, k: usize, multiplier: f64) -> f64 {
        let least = if self.ends.lower[k].is_finite() { f64::NEG_INFINITY } else { 0.0 };
        let most = if self.ends.upper[k].is_finite() { f64::INFINITY } else { 0.0 };
        multiplier.max(least).min(most)
    }

    /// The point `x` between the bounds that is next to `x`.
    pub fn inside(&self, x: &[f64]) -> Vec<f64> {
        (0..self.variables).map(|j| self.ends.clip(j, x[j])).collect()
    }

    /// The number `k` of a point: a variable, or the value of a constraint.
    pub fn number(&self, at: &Iterate, k: usize) -> f64 {
        if k < self.variables { at.x[k] } else { at.values.constraints[k - self.variables] }
    }

    /// The largest violation of a constraint, in its own units.
    pub fn violation(&self, values: &Values) -> f64 {
        let of_row = |(i, c): (usize, &f64)| (c - self.ends.clip(self.variables + i, *c)).abs() / self.scales[i];
        values.constraints.iter().enumerate().map(of_row).fold(0.0, f64::max)
    }

    /// How far each constraint is beyond its ends: above zero where it is beyond the upper one.
    pub fn excess(&self, values: &Values) -> Vec<f64> {
        values.constraints.iter().enumerate().map(|(i, c)| c - self.ends.clip(self.variables + i, *c)).collect()
    }

    /// By how much the constraints differ from the slacks among `numbers`, and equations from zero.
    pub fn gaps(&self, numbers: &[f64], values: &Values) -> Vec<f64> {
        values.constraints.iter().zip(&numbers[self.variables..]).map(|(c, slack)| c - slack).collect()
    }

    /// How far each number is from the wall that is next to it, at most 1.
    pub fn room(&self, numbers: &[f64]) -> Vec<f64> {
        let room = |(&number, (lower, upper)): (&f64, (f64, f64))| (number - lower).min(upper - number).min(1.0);
        numbers.iter().zip(self.walls.iter()).map(room).collect()
    }

    /// How far a pair is from a solution.
    pub fn distance(&self, pair: &Pair) -> Distance {
        let at = &pair.at;
        let dual: Vec<_> = at.gradient.iter().zip(&pair.bounds).map(|(gradient, bound)| gradient + bound).collect();
        let dual = largest(&dual);
        let (mut complementarity, mut moved, mut of_ends, mut ends) = (0.0_f64, 0.0_f64, 0.0, 0);
        for k in 0..self.len() {
            let (number, multiplier) = (self.number(at, k), self.multiplier(pair, k));
            moved = moved.max((number - self.ends.clip(k, number + multiplier)).abs());
            if self.ends.are_equal(k) {
                continue;
            }
            (of_ends, ends) = (of_ends + multiplier.abs(), ends + 1);
            if multiplier != 0.0 {
                let room = if multiplier > 0.0 { self.ends.upper[k] - number } else { number - self.ends.lower[k] };
                // Beyond its end a number violates it, which is measured for itself.
                complementarity = complementarity.max(multiplier.abs() * room.max(0.0));
            }
        }
        let all: f64 = pair.bounds.iter().chain(&at.multipliers).map(|multiplier| multiplier.abs()).sum();
        let dual_scaled = dual / residual_scale(all, self.len());
        Distance {
            dual,
            violation: self.violation(&at.values),
            complementarity,
            residual: dual_scaled
                .max(largest(&self.excess(&at.values)))
                .max(complementarity / residual_scale(of_ends, ends)),
            natural: dual_scaled.max(moved),
        }
    }

    /// The multiplier of number `k` of a pair.
    pub fn multiplier(&self, pair: &Pair, k: usize) -> f64 {
        if k < self.variables { pair.bounds[k] } else { pair.at.multipliers[k - self.variables] }
    }

    /// Which numbers of a pair seem to be on an end: those that a step by the multiplier takes beyond one, and those of equal ends.
    pub fn seeming_active(&self, pair: &Pair) -> Vec<bool> {
        let beyond = |k: usize| {
            let moved = self.number(&pair.at, k) + self.multiplier(pair, k);
            self.ends.are_equal(k) || moved > self.ends.upper[k] || moved < self.ends.lower[k]
        };
        (0..self.len()).map(beyond).collect()
    }

    /// The end that number `k` of a pair seems to be on, where it seems to be on one.
    pub fn seeming_end(&self, pair: &Pair, k: usize) -> f64 {
        self.ends.clip(k, self.number(&pair.at, k) + self.multiplier(pair, k))
    }

    /// Which end holds each number of a pair back, as the solution tells it.
    pub fn active(&self, pair: &Pair) -> Vec<i32> {
        let end = |k: usize| {
            let (number, multiplier) = (self.number(&pair.at, k), self.multiplier(pair, k));
            if self.ends.are_equal(k) {
                crate::minimize::solution::EQUAL_ENDS
            } else if multiplier > 0.0 && self.ends.upper[k] - number < multiplier {
                1
            } else if multiplier < 0.0 && number - self.ends.lower[k] < -multiplier {
                -1
            } else {
                0
            }
        };
        (0..self.len()).map(end).collect()
    }
}
