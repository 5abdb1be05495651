//! The share of rounding error in the residuals of a point. At distant points, sums of terms far larger than their
//! total never get closer to zero.

use super::matrices::Matrices;
use std::iter::repeat_n;
use superlinear_numerics::vectors::largest;

/// The rounding error of a sum, relative to the sizes of its terms.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// The largest entry of a matrix in the solver's units, relative to its intended largest entry; units are rounded to
/// powers of 2.
const MAX_ENTRY: f64 = 2.0;

/// The residuals that vanish at a solution, in the solver's units: violations, the gradient of the Lagrangian and the
/// duality gap.
pub(super) struct Residuals<'a> {
    pub violations: &'a [f64],
    pub gradient: &'a [f64],
    pub gap: f64,
}

impl Residuals<'_> {
    /// The largest of each kind.
    pub fn sizes(&self) -> [f64; 3] {
        [largest(self.violations), largest(self.gradient), self.gap.abs()]
    }

    /// The largest of each kind in the caller's units, less its rounding error; violations are relative, as in
    /// [`relative_violation`].
    pub fn beyond(
        &self,
        rounding: &Rounding<'_>,
        x: &[f64],
        units: &[f64],
        [primal_size, objective_scale]: [f64; 2],
    ) -> [f64; 3] {
        let near: Vec<_> = x.iter().map(|x| x.abs().min(rounding.reach)).collect();
        let of_rows = rounding.matrices.constraint_terms(&near);
        let of_slopes = rounding.matrices.hessian_terms(&near);
        let terms = near.iter().zip(&of_slopes).zip(rounding.linear);
        let of_gap: f64 = terms.map(|((x, curving), q)| x * (curving + q.abs())).sum();
        let less = |residual: f64, terms: f64| (residual.abs() - ROUNDING * terms).max(0.0);
        // Violations of bounds of variables have no rounding error.
        let of_activities = repeat_n(&0.0, x.len()).chain(&of_rows);
        let violations: Vec<_> = self.violations.iter().zip(of_activities).map(|(v, terms)| less(*v, *terms)).collect();
        let violation = relative_violation(&violations, [x, &of_rows], units, primal_size);
        let slopes = self.gradient.iter().zip(of_slopes).zip(units);
        let slope = slopes.map(|((slope, terms), unit)| less(*slope, terms) / unit).fold(0.0, f64::max);
        [violation, slope / objective_scale, less(self.gap, of_gap) / objective_scale]
    }
}

/// The sources of rounding error.
pub(super) struct Rounding<'a> {
    pub matrices: &'a Matrices,
    /// The size of the largest entry of P.
    pub curvature: f64,
    pub linear: &'a [f64],
    /// The distance of a point that the program itself explains. Beyond it, rounding error excuses nothing.
    pub reach: f64,
}

impl Rounding<'_> {
    /// An upper bound on the rounding error of each kind of residual.
    pub fn sizes(&self) -> [f64; 3] {
        let activity = MAX_ENTRY * self.linear.len() as f64 * self.reach;
        let slope = self.curvature * activity;
        [activity, slope, activity * (slope + largest(self.linear))].map(|terms| ROUNDING * terms)
    }
}

/// The largest violation in the caller's units, relative to the size of a variable or to the sum of the absolute `terms`
/// of a row. The divisor is at least 1 and at most `largest`.
pub(super) fn relative_violation(violations: &[f64], [x, terms]: [&[f64]; 2], units: &[f64], largest: f64) -> f64 {
    let relative =
        |((violation, size), unit): ((&f64, &f64), &f64)| violation * unit / (size.abs() * unit).clamp(1.0, largest);
    violations.iter().zip(x.iter().chain(terms)).zip(units).map(relative).fold(0.0, f64::max)
}
