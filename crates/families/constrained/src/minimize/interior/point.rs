//! An iterate strictly within the relaxed bounds, with slacks and bound multipliers, and the barrier function.

use crate::minimize::data::Data;
use crate::minimize::form::Form;
use crate::minimize::iterate::{Iterate, PrimalDual};
use crate::minimize::residuals::residual_scale;
use superlinear_numerics::vectors::largest;

/// Primal variables with one bound get a linear term of this fraction of μ, so that they cannot diverge if nothing else
/// limits them: κ_d of Wächter, Biegler, Math. Program. 106, 2006, section 3.7. The constant part of the distance is
/// omitted, because rounding would lose the rest if the bound is far away.
const DAMPING: f64 = 1e-5;

/// Bound multipliers are kept within this factor of μ / distance: κ_Σ of Wächter and Biegler, equation 16.
const MULTIPLIER_RANGE: f64 = 1e10;

/// At a relative distance below the first, rounding puts a variable on its relaxed bound. The bound then moves outwards
/// by the second, the 3/4 power of the machine epsilon (Wächter and Biegler, section 3.5).
const MIN_DISTANCE: f64 = 1e-15;
const BOUND_STEP: f64 = 1.8e-12;

/// A primal-dual interior iterate. The primal variables are the problem's variables followed by the slacks.
#[derive(Clone)]
pub(super) struct Point {
    /// Functions and derivatives, evaluated at the variables clipped to their exact bounds.
    pub at: Iterate,
    /// Variables and slacks; zero for constraints without a slack.
    pub primal: Vec<f64>,
    /// The multipliers of the relaxed lower bounds, zero where there is none.
    pub lower: Vec<f64>,
    /// The multipliers of the relaxed upper bounds.
    pub upper: Vec<f64>,
}

impl Point {
    /// The constraint residuals c(x) - s, with s = 0 for equations.
    pub fn gaps(&self, form: &Form) -> Vec<f64> {
        form.gaps(&self.primal, &self.at.values)
    }

    /// The gradient of the Lagrangian, including bound multipliers, with respect to variables and slacks.
    pub fn dual(&self, form: &Form) -> Vec<f64> {
        let of_functions = |k: usize| of_functions(form, &self.at, k);
        (0..form.len()).map(|k| of_functions(k) - self.lower[k] + self.upper[k]).collect()
    }

    /// E_μ: the scaled residual of the barrier problem with μ = `barrier`.
    pub fn residual(&self, form: &Form, barrier: f64) -> f64 {
        let (mut complementarity, mut sum, mut count) = (0.0_f64, 0.0, 0);
        for (k, (lower, upper)) in form.relaxed.iter().enumerate() {
            for (bound, multiplier) in [(lower, self.lower[k]), (upper, self.upper[k])] {
                if bound.is_finite() {
                    complementarity =
                        complementarity.max(((self.primal[k] - bound).abs() * multiplier - barrier).abs());
                    (sum, count) = (sum + multiplier, count + 1);
                }
            }
        }
        let multipliers: f64 = self.at.multipliers.iter().map(|multiplier| multiplier.abs()).sum();
        let dual_scale = residual_scale(sum + multipliers, count + self.at.multipliers.len());
        (largest(&self.dual(form)) / dual_scale)
            .max(largest(&self.gaps(form)))
            .max(complementarity / residual_scale(sum, count))
    }

    /// The same iterate with one multiplier per primal variable, of a sign compatible with its bounds.
    pub fn primal_dual(&self, Data { functions, form, .. }: &Data) -> PrimalDual {
        let n = form.variables;
        let bound_multipliers = (0..n).map(|j| form.project_multiplier(j, self.upper[j] - self.lower[j])).collect();
        let mut at = self.at.clone();
        let project = |(i, &multiplier): (usize, &f64)| form.project_multiplier(n + i, multiplier);
        let projected: Vec<_> = at.multipliers.iter().enumerate().map(project).collect();
        if projected != at.multipliers {
            at.gradient = functions.lagrangian_gradient(&at.derivatives, &projected);
            at.multipliers = projected;
        }
        PrimalDual { at, bound_multipliers }
    }

    /// Keeps the bound multipliers close to μ / distance, and moves relaxed bounds away from primal variables that are
    /// too close.
    pub fn keep_apart(&mut self, form: &mut Form, barrier: f64) {
        for k in 0..form.len() {
            for (bound, multiplier, outwards) in [
                (&mut form.relaxed.lower[k], &mut self.lower[k], -1.0),
                (&mut form.relaxed.upper[k], &mut self.upper[k], 1.0),
            ] {
                if !bound.is_finite() {
                    continue;
                }
                let size = bound.abs().max(1.0);
                if (self.primal[k] - *bound).abs() <= MIN_DISTANCE * size {
                    *bound += outwards * BOUND_STEP * size;
                }
                let central = barrier / (self.primal[k] - *bound).abs();
                // Not `clamp`, which panics if a limit is NaN.
                *multiplier = multiplier.max(central / MULTIPLIER_RANGE).min(central * MULTIPLIER_RANGE);
            }
        }
    }
}

/// The derivative of the Lagrangian, without bound multipliers, in primal variable `k`.
fn of_functions(form: &Form, at: &Iterate, k: usize) -> f64 {
    match k.checked_sub(form.variables) {
        None => at.gradient[k],
        Some(i) if form.has_slack(i) => -at.multipliers[i],
        Some(_) => 0.0,
    }
}

/// The barrier function: the objective minus μ times the sum of the logarithms of all distances to relaxed bounds.
#[derive(Clone, Copy)]
pub(super) struct Barrier<'a> {
    pub form: &'a Form,
    /// The barrier parameter μ.
    pub weight: f64,
}

impl Barrier<'_> {
    /// The value, given the objective; not finite on the relaxed bounds and beyond.
    pub fn value(self, objective: f64, primal: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (&value, (lower, upper)) in primal.iter().zip(self.form.relaxed.iter()) {
            match (lower.is_finite(), upper.is_finite()) {
                (true, true) => sum -= (value - lower).ln() + (upper - value).ln(),
                (true, false) => sum += DAMPING * value - (value - lower).ln(),
                (false, true) => sum -= DAMPING * value + (upper - value).ln(),
                (false, false) => {}
            }
        }
        objective + self.weight * sum
    }

    /// The barrier's contribution to the gradient.
    pub fn gradient(self, primal: &[f64]) -> Vec<f64> {
        let slope = |(&value, (lower, upper)): (&f64, (f64, f64))| {
            // An infinite distance contributes zero.
            let damping = DAMPING * (f64::from(u8::from(lower.is_finite())) - f64::from(u8::from(upper.is_finite())));
            self.weight * (1.0 / (upper - value) - 1.0 / (value - lower) + damping)
        };
        primal.iter().zip(self.form.relaxed.iter()).map(slope).collect()
    }

    /// The barrier's contribution to the diagonal of the Hessian.
    pub fn curvature(self, primal: &[f64]) -> Vec<f64> {
        let curvature = |(&value, (lower, upper)): (&f64, (f64, f64))| {
            self.weight * (1.0 / (upper - value).powi(2) + 1.0 / (value - lower).powi(2))
        };
        primal.iter().zip(self.form.relaxed.iter()).map(curvature).collect()
    }

    /// The gradient of the Lagrangian of the barrier problem with respect to variables and slacks.
    pub fn dual(self, point: &Point) -> Vec<f64> {
        let of_bounds = self.gradient(&point.primal);
        of_bounds.iter().enumerate().map(|(k, slope)| slope + of_functions(self.form, &point.at, k)).collect()
    }

    /// The directional derivative along a step.
    pub fn slope(self, point: &Point, step: &[f64]) -> f64 {
        let of_bounds: f64 = self.gradient(&point.primal).iter().zip(step).map(|(slope, step)| slope * step).sum();
        let gradient = &point.at.derivatives.gradient;
        of_bounds + gradient.iter().zip(step).map(|(slope, step)| slope * step).sum::<f64>()
    }
}
