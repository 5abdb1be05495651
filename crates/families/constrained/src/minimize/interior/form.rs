//! The slack form of a problem, and KKT residuals. The primal variables are the problem's variables followed by the
//! scaled constraint values, all within bounds.

use crate::bounds::Bounds;
use crate::minimize::functions::{Functions, Values};
use crate::minimize::iterate::{Iterate, residual_scale};
use crate::minimize::problem::MinimizeProblem;
use superlinear_numerics::vectors::largest;

/// The bounds, exact and relaxed.
pub(super) struct Form {
    /// The number of the problem's variables.
    pub variables: usize,
    /// The bounds of the variables and of the constraints; zeros for equations.
    pub ends: Bounds,
    /// The relaxed bounds of the barrier function (Ipopt's `bound_relax_factor`), so that feasible sets without an
    /// interior get one. Infinite for fixed variables and for equations.
    pub walls: Bounds,
    /// The scale factors of the constraints.
    scales: Vec<f64>,
}

/// A primal-dual iterate. The multipliers have signs compatible with the bounds.
#[derive(Clone)]
pub(super) struct Pair {
    /// The point with the multipliers of the constraints. Its gradient excludes the multipliers of the bounds.
    pub at: Iterate,
    /// The multipliers of the bounds.
    pub bounds: Vec<f64>,
}

/// The KKT residuals of a primal-dual iterate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Distance {
    /// The largest absolute entry of the gradient of the Lagrangian, with the problem's scaling.
    pub dual: f64,
    /// The largest violation of a constraint, in its own units.
    pub violation: f64,
    /// The largest product of a multiplier and the distance to the bound indicated by its sign, with the problem's
    /// scaling.
    pub complementarity: f64,
    /// E₀: the maximum of these, scaled.
    pub residual: f64,
    /// Φ, the natural residual, reduced by the active-set phase: the larger of the scaled dual residual and the change
    /// in the primal variables if their multipliers are added and the sum is projected onto the bounds.
    pub natural: f64,
}

impl Form {
    pub fn new(problem: &MinimizeProblem, functions: &Functions) -> Self {
        let (n, scales) = (problem.variables(), functions.scale.constraints.clone());
        let (mut ends, ranges) = (problem.bounds(), problem.ranges());
        for (i, (lower, upper)) in ranges.iter().enumerate() {
            // The functions already subtract the required value of an equation.
            let end = |end: f64| if ranges.are_equal(i) { 0.0 } else { scales[i] * end };
            ends.lower.push(end(lower));
            ends.upper.push(end(upper));
        }
        let room = 0.5 * problem.constraint_tolerance;
        let mut walls = ends.clone();
        for k in 0..ends.lower.len() {
            // Scaled up, the relaxation would exceed the tolerance of the scaled problem.
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

    /// The number of primal variables.
    pub fn len(&self) -> usize {
        self.ends.lower.len()
    }

    /// Whether constraint `i` is an inequality with a finite bound.
    pub fn has_slack(&self, i: usize) -> bool {
        let k = self.variables + i;
        !self.ends.are_equal(k) && !self.ends.are_infinite(k)
    }

    /// Projects a multiplier of primal variable `k` onto the signs compatible with its bounds.
    pub fn of_right_sign(&self, k: usize, multiplier: f64) -> f64 {
        let least = if self.ends.lower[k].is_finite() { f64::NEG_INFINITY } else { 0.0 };
        let most = if self.ends.upper[k].is_finite() { f64::INFINITY } else { 0.0 };
        multiplier.max(least).min(most)
    }

    /// Clips `x` to the bounds.
    pub fn inside(&self, x: &[f64]) -> Vec<f64> {
        (0..self.variables).map(|j| self.ends.clip(j, x[j])).collect()
    }

    /// The primal variable `k` at a point: a variable or a constraint value.
    pub fn number(&self, at: &Iterate, k: usize) -> f64 {
        if k < self.variables { at.x[k] } else { at.values.constraints[k - self.variables] }
    }

    /// The largest violation of a constraint, in its own units.
    pub fn violation(&self, values: &Values) -> f64 {
        let of_row = |(i, c): (usize, &f64)| (c - self.ends.clip(self.variables + i, *c)).abs() / self.scales[i];
        values.constraints.iter().enumerate().map(of_row).fold(0.0, f64::max)
    }

    /// The signed violation of each constraint: positive above the upper bound, negative below the lower one.
    pub fn excess(&self, values: &Values) -> Vec<f64> {
        values.constraints.iter().enumerate().map(|(i, c)| c - self.ends.clip(self.variables + i, *c)).collect()
    }

    /// The constraint residuals c(x) - s, with s = 0 for equations.
    pub fn gaps(&self, numbers: &[f64], values: &Values) -> Vec<f64> {
        values.constraints.iter().zip(&numbers[self.variables..]).map(|(c, slack)| c - slack).collect()
    }

    /// The distance of each primal variable to its closest relaxed bound, at most 1.
    pub fn room(&self, numbers: &[f64]) -> Vec<f64> {
        let room = |(&number, (lower, upper)): (&f64, (f64, f64))| (number - lower).min(upper - number).min(1.0);
        numbers.iter().zip(self.walls.iter()).map(room).collect()
    }

    /// The KKT residuals of `pair`.
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
                // Beyond a bound, the violation is measured separately.
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

    /// The multiplier of primal variable `k`.
    pub fn multiplier(&self, pair: &Pair, k: usize) -> f64 {
        if k < self.variables { pair.bounds[k] } else { pair.at.multipliers[k - self.variables] }
    }

    /// The estimated active set: the primal variables whose sum with their multiplier violates a bound, and those with
    /// equal bounds.
    pub fn seeming_active(&self, pair: &Pair) -> Vec<bool> {
        let beyond = |k: usize| {
            let moved = self.number(&pair.at, k) + self.multiplier(pair, k);
            self.ends.are_equal(k) || moved > self.ends.upper[k] || moved < self.ends.lower[k]
        };
        (0..self.len()).map(beyond).collect()
    }

    /// The bound of primal variable `k` in the estimated active set.
    pub fn seeming_end(&self, pair: &Pair, k: usize) -> f64 {
        self.ends.clip(k, self.number(&pair.at, k) + self.multiplier(pair, k))
    }

    /// The active bound of each primal variable, encoded as in the solution.
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
