//! Local minimization of smooth functions of few variables in a box, by projected quasi-Newton steps.
//!
//! Sources: Bertsekas, Projected Newton Methods for Optimization Problems with Simple Constraints, SIAM J. Control
//! Optim. 20, 1982; Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, equations 6.17 and 6.20.

use superlinear_numerics::vectors::{difference, dot_in_order, norm};

/// The box, and the limits of a descent.
#[derive(Clone, Debug)]
pub struct Descent {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// The maximum number of steps.
    pub most: usize,
    /// The descent stops after a step with a decrease of at most this.
    pub tolerance: f64,
}

/// The Armijo parameter of the line search, and its maximum number of halvings.
const SUFFICIENT_DECREASE: f64 = 1e-4;
const MAX_HALVINGS: usize = 20;

/// The maximum change of a variable in the first step, relative to its range.
const FIRST_STEP: f64 = 0.1;

/// The minimum cosine between a step and the change of the gradient: below it, curvature is lost in rounding.
const MIN_COSINE: f64 = 1e-12;

/// The current point, its value and its gradient.
type At = (Vec<f64>, f64, Vec<f64>);

impl Descent {
    /// Minimizes a function, given with its gradient. Returns a point no worse than the start, and its value.
    pub(crate) fn minimize(
        &self,
        start: &[f64],
        function: &mut impl FnMut(&[f64]) -> (f64, Vec<f64>),
    ) -> (Vec<f64>, f64) {
        let x = self.clipped(start.iter().copied());
        let (value, slope) = function(&x);
        let mut at = (x, value, slope);
        let mut inverse = Inverse::new(start.len());
        for _ in 0..self.most {
            inverse.keep_to(self.free(&at));
            let direction = self.direction(&mut inverse, &at.2);
            let Some(next) = self.step(&at, &direction, function) else {
                if inverse.is_fresh {
                    break;
                }
                inverse.forget();
                continue;
            };
            let gain = at.1 - next.1;
            inverse.learn(&difference(&next.0, &at.0), &difference(&next.2, &at.2));
            at = next;
            if gain <= self.tolerance {
                break;
            }
        }
        (at.0, at.1)
    }

    fn clipped(&self, x: impl Iterator<Item = f64>) -> Vec<f64> {
        x.zip(self.lower.iter().zip(&self.upper)).map(|(x, (lower, upper))| x.max(*lower).min(*upper)).collect()
    }

    /// The variables that are not at a bound with the function decreasing outwards.
    fn free(&self, (x, _, slope): &At) -> Vec<bool> {
        let is_free = |k: usize| {
            let is_held = x[k] <= self.lower[k] && slope[k] >= 0.0 || x[k] >= self.upper[k] && slope[k] <= 0.0;
            !is_held
        };
        (0..x.len()).map(is_free).collect()
    }

    /// A descent direction in the free variables.
    fn direction(&self, inverse: &mut Inverse, slope: &[f64]) -> Vec<f64> {
        let mut direction = inverse.times(slope);
        if dot_in_order(&direction, slope) >= 0.0 {
            inverse.forget();
            direction = inverse.times(slope);
        }
        if inverse.is_fresh {
            let ranges = self.upper.iter().zip(&self.lower).map(|(upper, lower)| FIRST_STEP * (upper - lower));
            let farthest = direction.iter().zip(ranges).map(|(step, range)| step.abs() / range).fold(1.0, f64::max);
            direction.iter_mut().for_each(|step| *step /= farthest);
        }
        direction
    }

    /// Backtracking line search along the projected path.
    fn step(
        &self,
        (x, value, slope): &At,
        direction: &[f64],
        function: &mut impl FnMut(&[f64]) -> (f64, Vec<f64>),
    ) -> Option<At> {
        let mut length = 1.0;
        for _ in 0..MAX_HALVINGS {
            let trial = self.clipped(x.iter().zip(direction).map(|(x, step)| x + length * step));
            let promised = dot_in_order(slope, &difference(&trial, x));
            let (lower, next) = function(&trial);
            if lower <= value + SUFFICIENT_DECREASE * promised {
                return Some((trial, lower, next));
            }
            length *= 0.5;
        }
        None
    }
}

/// The approximation of the inverse Hessian in the free variables, row-major.
struct Inverse {
    rows: Vec<f64>,
    free: Vec<bool>,
    is_fresh: bool,
}

impl Inverse {
    fn new(order: usize) -> Self {
        let mut inverse = Self { rows: vec![0.0; order * order], free: vec![true; order], is_fresh: true };
        inverse.forget();
        inverse
    }

    fn forget(&mut self) {
        let order = self.free.len();
        self.rows.iter_mut().enumerate().for_each(|(k, entry)| *entry = if k % (order + 1) == 0 { 1.0 } else { 0.0 });
        self.is_fresh = true;
    }

    /// Sets the free variables. If they change, the approximation is reset.
    fn keep_to(&mut self, free: Vec<bool>) {
        if free != self.free {
            self.free = free;
            self.forget();
        }
    }

    fn of_free(&self, vector: &[f64]) -> Vec<f64> {
        vector.iter().zip(&self.free).map(|(entry, &is_free)| if is_free { *entry } else { 0.0 }).collect()
    }

    /// The quasi-Newton step for a gradient.
    fn times(&self, slope: &[f64]) -> Vec<f64> {
        let slope = self.of_free(slope);
        let steps: Vec<f64> = self.rows.chunks_exact(slope.len()).map(|row| -dot_in_order(row, &slope)).collect();
        self.of_free(&steps)
    }

    /// The BFGS update. Skipped if the curvature along the step is not positive.
    fn learn(&mut self, step: &[f64], change: &[f64]) {
        let (step, change) = (self.of_free(step), self.of_free(change));
        let curvature = dot_in_order(&step, &change);
        if curvature <= MIN_COSINE * norm(&step) * norm(&change) {
            return;
        }
        if self.is_fresh {
            let scale = curvature / dot_in_order(&change, &change);
            self.rows.iter_mut().for_each(|entry| *entry *= scale);
            self.is_fresh = false;
        }
        let order = step.len();
        let product: Vec<f64> = self.rows.chunks_exact(order).map(|row| dot_in_order(row, &change)).collect();
        let factor = (1.0 + dot_in_order(&product, &change) / curvature) / curvature;
        for (i, row) in self.rows.chunks_exact_mut(order).enumerate() {
            for (j, entry) in row.iter_mut().enumerate() {
                *entry += factor * step[i] * step[j] - (product[i] * step[j] + step[i] * product[j]) / curvature;
            }
        }
    }
}
