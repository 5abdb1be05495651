//! An iterate strictly within the relaxed bounds, with slacks and bound multipliers, and the barrier function.

use super::form::{Form, Pair};
use crate::minimize::iterate::{Iterate, residual_scale};
use superlinear_numerics::vectors::largest;

/// Primal variables with one bound get a linear term of this fraction of μ, so that they cannot diverge if nothing else
/// limits them: κ_d of Wächter, Biegler, Math. Program. 106, 2006, section 3.7. The constant part of the distance is
/// omitted, because rounding would lose the rest if the bound is far away.
const DAMPING: f64 = 1e-5;

/// Bound multipliers are kept within this factor of μ / distance: κ_Σ of Wächter and Biegler, equation 16.
const MULTIPLIER_ROOM: f64 = 1e10;

/// A primal-dual interior iterate. The primal variables are the problem's variables followed by the slacks.
#[derive(Clone)]
pub(super) struct Point {
    /// Functions and derivatives, evaluated at the variables clipped to their exact bounds.
    pub at: Iterate,
    /// Variables and slacks; zero for constraints without a slack.
    pub numbers: Vec<f64>,
    /// The multipliers of the relaxed lower bounds, zero where there is none.
    pub lower: Vec<f64>,
    /// The multipliers of the relaxed upper bounds.
    pub upper: Vec<f64>,
}

impl Point {
    /// The constraint residuals c(x) - s, with s = 0 for equations.
    pub fn gaps(&self, form: &Form) -> Vec<f64> {
        form.gaps(&self.numbers, &self.at.values)
    }

    /// The gradient of the Lagrangian, including bound multipliers, with respect to variables and slacks.
    pub fn dual(&self, form: &Form) -> Vec<f64> {
        let of_functions = |k: usize| of_functions(form, &self.at, k);
        (0..form.len()).map(|k| of_functions(k) - self.lower[k] + self.upper[k]).collect()
    }

    /// E_μ: the scaled residual of the barrier problem with μ = `barrier`.
    pub fn residual(&self, form: &Form, barrier: f64) -> f64 {
        let (mut complementarity, mut sum, mut walls) = (0.0_f64, 0.0, 0);
        for (k, (lower, upper)) in form.walls.iter().enumerate() {
            for (end, multiplier) in [(lower, self.lower[k]), (upper, self.upper[k])] {
                if end.is_finite() {
                    complementarity = complementarity.max(((self.numbers[k] - end).abs() * multiplier - barrier).abs());
                    (sum, walls) = (sum + multiplier, walls + 1);
                }
            }
        }
        let multipliers: f64 = self.at.multipliers.iter().map(|multiplier| multiplier.abs()).sum();
        let dual_scale = residual_scale(sum + multipliers, walls + self.at.multipliers.len());
        (largest(&self.dual(form)) / dual_scale)
            .max(largest(&self.gaps(form)))
            .max(complementarity / residual_scale(sum, walls))
    }

    /// The same iterate with one multiplier per primal variable.
    pub fn pair(&self, form: &Form, lagrangian_gradient: impl Fn(&[f64]) -> Vec<f64>) -> Pair {
        let n = form.variables;
        let bounds = (0..n).map(|j| form.of_right_sign(j, self.upper[j] - self.lower[j])).collect();
        let mut at = self.at.clone();
        let signed: Vec<_> =
            at.multipliers.iter().enumerate().map(|(i, &multiplier)| form.of_right_sign(n + i, multiplier)).collect();
        if signed != at.multipliers {
            at.gradient = lagrangian_gradient(&signed);
            at.multipliers = signed;
        }
        Pair { at, bounds }
    }

    /// Keeps the bound multipliers close to μ / distance, and moves relaxed bounds away from primal variables that are
    /// too close.
    pub fn keep_apart(&mut self, form: &mut Form, barrier: f64) {
        for k in 0..form.len() {
            for (end, multiplier, outwards) in [
                (&mut form.walls.lower[k], &mut self.lower[k], -1.0),
                (&mut form.walls.upper[k], &mut self.upper[k], 1.0),
            ] {
                if !end.is_finite() {
                    continue;
                }
                let size = end.abs().max(1.0);
                if (self.numbers[k] - *end).abs() <= LEAST_DISTANCE * size {
                    *end += outwards * WALL_STEP * size;
                }
                let central = barrier / (self.numbers[k] - *end).abs();
                // Not `clamp`, which panics if a limit is NaN.
                *multiplier = multiplier.max(central / MULTIPLIER_ROOM).min(central * MULTIPLIER_ROOM);
            }
        }
    }
}

/// At a relative distance below the first, rounding puts a variable on its relaxed bound. The bound then moves outwards
/// by the second, the 3/4 power of the machine epsilon (Wächter and Biegler, section 3.5).
const LEAST_DISTANCE: f64 = 1e-15;
const WALL_STEP: f64 = 1.8e-12;

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
    pub fn value(self, objective: f64, numbers: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (&number, (lower, upper)) in numbers.iter().zip(self.form.walls.iter()) {
            match (lower.is_finite(), upper.is_finite()) {
                (true, true) => sum -= (number - lower).ln() + (upper - number).ln(),
                (true, false) => sum += DAMPING * number - (number - lower).ln(),
                (false, true) => sum -= DAMPING * number + (upper - number).ln(),
                (false, false) => {}
            }
        }
        objective + self.weight * sum
    }

    /// The barrier's contribution to the gradient.
    pub fn gradient(self, numbers: &[f64]) -> Vec<f64> {
        let slope = |(&number, (lower, upper)): (&f64, (f64, f64))| {
            // An infinite distance contributes zero.
            let damping = DAMPING * (f64::from(u8::from(lower.is_finite())) - f64::from(u8::from(upper.is_finite())));
            self.weight * (1.0 / (upper - number) - 1.0 / (number - lower) + damping)
        };
        numbers.iter().zip(self.form.walls.iter()).map(slope).collect()
    }

    /// The barrier's contribution to the diagonal of the Hessian.
    pub fn curvature(self, numbers: &[f64]) -> Vec<f64> {
        let curvature = |(&number, (lower, upper)): (&f64, (f64, f64))| {
            self.weight * (1.0 / (upper - number).powi(2) + 1.0 / (number - lower).powi(2))
        };
        numbers.iter().zip(self.form.walls.iter()).map(curvature).collect()
    }

    /// The gradient of the Lagrangian of the barrier problem with respect to variables and slacks.
    pub fn dual(self, point: &Point) -> Vec<f64> {
        let of_walls = self.gradient(&point.numbers);
        of_walls.iter().enumerate().map(|(k, slope)| slope + of_functions(self.form, &point.at, k)).collect()
    }

    /// The directional derivative along a step.
    pub fn slope(self, point: &Point, step: &[f64]) -> f64 {
        let of_walls: f64 = self.gradient(&point.numbers).iter().zip(step).map(|(slope, step)| slope * step).sum();
        let gradient = &point.at.derivatives.gradient;
        of_walls + gradient.iter().zip(step).map(|(slope, step)| slope * step).sum::<f64>()
    }
}
