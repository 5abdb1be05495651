//! The slack form of a problem, and KKT residuals. The primal variables are the problem's variables followed by the
//! scaled constraint values, all within bounds.

use super::functions::{Functions, Values};
use super::iterate::{Iterate, PrimalDual};
use super::problem::MinimizeProblem;
use super::residuals::{KktResiduals, residual_scale};
use super::solution::EQUAL_BOUNDS;
use crate::bounds::Bounds;
use superlinear_numerics::vectors::largest;

/// The bounds of the primal variables, exact and relaxed.
pub(super) struct Form {
    /// The number of the problem's variables.
    pub variables: usize,
    /// The bounds of the variables and of the constraints; zeros for equations.
    pub bounds: Bounds,
    /// The relaxed bounds of the barrier function (Ipopt's `bound_relax_factor`), so that feasible sets without an
    /// interior get one. Infinite for fixed variables and for equations.
    pub relaxed: Bounds,
    /// The scale factors of the constraints.
    scales: Vec<f64>,
}

impl Form {
    pub fn new(problem: &MinimizeProblem, functions: &Functions) -> Self {
        let (n, scales) = (problem.variables(), functions.scale.constraints.clone());
        let (mut bounds, ranges) = (problem.bounds(), problem.ranges());
        for (i, (lower, upper)) in ranges.iter().enumerate() {
            // The functions already subtract the required value of an equation.
            let scaled = |bound: f64| if ranges.are_equal(i) { 0.0 } else { scales[i] * bound };
            bounds.lower.push(scaled(lower));
            bounds.upper.push(scaled(upper));
        }
        let relaxation = 0.5 * problem.constraint_tolerance;
        let mut relaxed = bounds.clone();
        for k in 0..bounds.lower.len() {
            // Scaled up, the relaxation would exceed the tolerance of the scaled problem.
            let relaxation = if k < n { relaxation } else { relaxation * scales[k - n].min(1.0) };
            if bounds.are_equal(k) {
                (relaxed.lower[k], relaxed.upper[k]) = (f64::NEG_INFINITY, f64::INFINITY);
            } else {
                relaxed.lower[k] -= relaxation;
                relaxed.upper[k] += relaxation;
            }
        }
        Self { variables: n, bounds, relaxed, scales }
    }

    /// The number of primal variables.
    pub fn len(&self) -> usize {
        self.bounds.lower.len()
    }

    /// Whether a variable has a finite bound.
    pub fn has_bounds(&self) -> bool {
        (0..self.variables).any(|j| !self.bounds.are_infinite(j))
    }

    /// Whether constraint `i` is an equation.
    pub fn is_equation(&self, i: usize) -> bool {
        self.bounds.are_equal(self.variables + i)
    }

    /// Whether constraint `i` is an inequality with a finite bound.
    pub fn has_slack(&self, i: usize) -> bool {
        !self.is_equation(i) && !self.bounds.are_infinite(self.variables + i)
    }

    /// Projects a multiplier of primal variable `k` onto the signs compatible with its bounds.
    pub fn project_multiplier(&self, k: usize, multiplier: f64) -> f64 {
        let min = if self.bounds.lower[k].is_finite() { f64::NEG_INFINITY } else { 0.0 };
        let max = if self.bounds.upper[k].is_finite() { f64::INFINITY } else { 0.0 };
        multiplier.max(min).min(max)
    }

    /// Projects `x` onto the bounds.
    pub fn project(&self, x: &[f64]) -> Vec<f64> {
        (0..self.variables).map(|j| self.bounds.clip(j, x[j])).collect()
    }

    /// The primal variable `k` at a point: a variable or a constraint value.
    pub fn primal(&self, at: &Iterate, k: usize) -> f64 {
        if k < self.variables { at.x[k] } else { at.values.constraints[k - self.variables] }
    }

    /// The largest violation of a constraint, in its own units.
    pub fn violation(&self, values: &Values) -> f64 {
        let of_row = |(i, c): (usize, &f64)| (c - self.bounds.clip(self.variables + i, *c)).abs() / self.scales[i];
        values.constraints.iter().enumerate().map(of_row).fold(0.0, f64::max)
    }

    /// The signed violation of each constraint: positive above the upper bound, negative below the lower one.
    pub fn excess(&self, values: &Values) -> Vec<f64> {
        values.constraints.iter().enumerate().map(|(i, c)| c - self.bounds.clip(self.variables + i, *c)).collect()
    }

    /// The constraint residuals c(x) - s of primal variables (x, s), with s = 0 for equations.
    pub fn gaps(&self, primal: &[f64], values: &Values) -> Vec<f64> {
        values.constraints.iter().zip(&primal[self.variables..]).map(|(c, slack)| c - slack).collect()
    }

    /// The distance of each primal variable to its closest relaxed bound, at most 1.
    pub fn distances(&self, primal: &[f64]) -> Vec<f64> {
        let distance = |(&value, (lower, upper)): (&f64, (f64, f64))| (value - lower).min(upper - value).min(1.0);
        primal.iter().zip(self.relaxed.iter()).map(distance).collect()
    }

    /// The KKT residuals of an iterate under equality constraints alone.
    pub fn equality_residuals(&self, iterate: &Iterate) -> KktResiduals {
        KktResiduals {
            dual: largest(&iterate.gradient),
            violation: self.violation(&iterate.values),
            complementarity: 0.0,
            residual: iterate.kkt_residual(),
        }
    }

    /// The KKT residuals of a primal-dual iterate.
    pub fn residuals(&self, iterate: &PrimalDual) -> KktResiduals {
        let at = &iterate.at;
        let (dual, scaled_dual) = self.dual_residual(iterate);
        let (mut complementarity, mut sum, mut count) = (0.0_f64, 0.0, 0);
        for k in (0..self.len()).filter(|&k| !self.bounds.are_equal(k)) {
            let (value, multiplier) = (self.primal(at, k), self.multiplier(iterate, k));
            (sum, count) = (sum + multiplier.abs(), count + 1);
            if multiplier != 0.0 {
                let slack = if multiplier > 0.0 { self.bounds.upper[k] - value } else { value - self.bounds.lower[k] };
                // Beyond a bound, the violation is measured separately.
                complementarity = complementarity.max(multiplier.abs() * slack.max(0.0));
            }
        }
        KktResiduals {
            dual,
            violation: self.violation(&at.values),
            complementarity,
            residual: scaled_dual
                .max(largest(&self.excess(&at.values)))
                .max(complementarity / residual_scale(sum, count)),
        }
    }

    /// Φ, the natural residual, reduced by the active-set phase: the larger of the scaled dual residual and the change
    /// in the primal variables if their multipliers are added and the sum is projected onto the bounds.
    pub fn natural_residual(&self, iterate: &PrimalDual) -> f64 {
        let moved = |k: usize| (self.primal(&iterate.at, k) - self.active_bound(iterate, k)).abs();
        let (_, scaled_dual) = self.dual_residual(iterate);
        scaled_dual.max((0..self.len()).map(moved).fold(0.0, f64::max))
    }

    /// The largest absolute entry of the gradient of the Lagrangian, and its scaled value.
    fn dual_residual(&self, PrimalDual { at, bound_multipliers }: &PrimalDual) -> (f64, f64) {
        let gradient = at.gradient.iter().zip(bound_multipliers);
        let dual = largest(&gradient.map(|(gradient, multiplier)| gradient + multiplier).collect::<Vec<_>>());
        let sum: f64 = bound_multipliers.iter().chain(&at.multipliers).map(|multiplier| multiplier.abs()).sum();
        (dual, dual / residual_scale(sum, self.len()))
    }

    /// The multiplier of primal variable `k`.
    pub fn multiplier(&self, iterate: &PrimalDual, k: usize) -> f64 {
        if k < self.variables { iterate.bound_multipliers[k] } else { iterate.at.multipliers[k - self.variables] }
    }

    /// The estimated active set: the primal variables whose sum with their multiplier violates a bound, and those with
    /// equal bounds.
    pub fn active_set(&self, iterate: &PrimalDual) -> Vec<bool> {
        let is_active = |k: usize| {
            let moved = self.primal(&iterate.at, k) + self.multiplier(iterate, k);
            self.bounds.are_equal(k) || moved > self.bounds.upper[k] || moved < self.bounds.lower[k]
        };
        (0..self.len()).map(is_active).collect()
    }

    /// The bound of primal variable `k` in the estimated active set.
    pub fn active_bound(&self, iterate: &PrimalDual, k: usize) -> f64 {
        self.bounds.clip(k, self.primal(&iterate.at, k) + self.multiplier(iterate, k))
    }

    /// The active bound of each primal variable, encoded as in the solution.
    pub fn active(&self, iterate: &PrimalDual) -> Vec<i32> {
        let code = |k: usize| {
            let (value, multiplier) = (self.primal(&iterate.at, k), self.multiplier(iterate, k));
            if self.bounds.are_equal(k) {
                EQUAL_BOUNDS
            } else if multiplier > 0.0 && self.bounds.upper[k] - value < multiplier {
                1
            } else if multiplier < 0.0 && value - self.bounds.lower[k] < -multiplier {
                -1
            } else {
                0
            }
        };
        (0..self.len()).map(code).collect()
    }
}
