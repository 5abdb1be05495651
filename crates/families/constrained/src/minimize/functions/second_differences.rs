//! The Hessian of the Lagrangian by second differences of function values, if no derivatives are provided. For a dense
//! Hessian this takes a quarter of the evaluations of nested differences and is as accurate.
//!
//! Source: Abramowitz, Stegun, Handbook of Mathematical Functions, 1964, 25.3.23 and 25.3.27.

use super::{Functions, Values};
use superlinear_numerics::differences::STEP_OF_DIFFERENCES;
use superlinear_numerics::vectors::dot;

impl Functions {
    /// The values of the lower triangle's entries at `x`, given the function values there. Close to a bound the stencil
    /// is centered one step inside. Not finite next to points where the functions are undefined.
    pub(super) async fn hessian_by_values(&mut self, x: &[f64], values: &Values, multipliers: &[f64]) -> Vec<f64> {
        let (center, steps) = self.centered(x, STEP_OF_DIFFERENCES);
        let Values { objective, constraints } = if center == x { values.clone() } else { self.values(&center).await };
        let (x, at) = (&center[..], objective + dot(&constraints, multipliers));
        let entries = self.hessian_pattern.entries.clone();
        let mut is_needed = vec![false; x.len()];
        entries.iter().for_each(|&(i, j)| (is_needed[i], is_needed[j]) = (true, true));
        (0..x.len()).for_each(|j| is_needed[j] &= steps[j] > 0.0);
        // The sum of both neighbors along each axis minus twice the central value.
        let mut along = vec![0.0; x.len()];
        for j in (0..x.len()).filter(|&j| is_needed[j]) {
            along[j] = self.second_difference(x, &steps, &[j], at, multipliers).await;
        }
        let mut hessian = Vec::with_capacity(entries.len());
        for (i, j) in entries {
            hessian.push(if !(is_needed[i] && is_needed[j]) {
                0.0
            } else if i == j {
                along[j] / steps[j].powi(2)
            } else {
                let across = self.second_difference(x, &steps, &[i, j], at, multipliers).await;
                (across - along[i] - along[j]) / (2.0 * steps[i] * steps[j])
            });
        }
        hessian
    }

    /// The Lagrangian one step along each of `axes` to both sides of `x`, minus twice its value at `x`.
    async fn second_difference(
        &mut self,
        x: &[f64],
        steps: &[f64],
        axes: &[usize],
        at: f64,
        multipliers: &[f64],
    ) -> f64 {
        let mut change = 0.0;
        for side in [1.0, -1.0] {
            let mut point = x.to_vec();
            axes.iter().for_each(|&j| point[j] = self.bounds.clip(j, point[j] + side * steps[j]));
            let Values { objective, constraints } = self.values(&point).await;
            change += objective + dot(&constraints, multipliers) - at;
        }
        change
    }
}
