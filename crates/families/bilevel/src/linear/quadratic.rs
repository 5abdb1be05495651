//! Minimization of u'Hu/2 + b'u plus a penalty with kinks. Coordinate descent identifies the zero coefficients and the
//! signs of the others; Newton's method then solves for these.

use super::root::root;
use super::strengths::{Norm, Strengths};
use faer::Mat;
use superlinear_numerics::dense::solve_by_root;
use superlinear_numerics::vectors::{add_scaled, largest};

/// Sweeps before the first trial of Newton's method, and between later trials.
const FIRST_SWEEPS: usize = 3;
const LATER_SWEEPS: usize = 20;

/// The limit on trials. After it the sweeps' own solution is returned.
const MAX_TRIALS: usize = 100;

/// The limit on Newton steps on the support. With absolute values alone, one step is exact.
const MAX_STEPS: usize = 20;

/// The relative excess over its strength allowed for a gradient entry at a kink, due to rounding.
const SLACK: f64 = 1e-9;

/// Changes below this fraction of the largest coefficient are rounding.
const ROUNDING: f64 = 1e-13;

/// A quadratic function and a penalty.
pub(super) struct Quadratic<'a> {
    /// H, symmetric with both triangles filled.
    pub hessian: &'a Mat<f64>,
    /// b.
    pub linear: &'a [f64],
    pub strengths: &'a Strengths,
}

impl Quadratic<'_> {
    /// The minimizer, computed from the initial guess `u`.
    pub(crate) fn minimize(&self, mut u: Vec<f64>) -> Vec<f64> {
        let mut slope = self.slope(&u);
        for trial in 0..MAX_TRIALS {
            let sweeps = if trial == 0 { FIRST_SWEEPS } else { LATER_SWEEPS };
            let mut change = 0.0;
            for _ in 0..sweeps {
                change = self.sweep(&mut u, &mut slope);
            }
            if let Some(exact) = self.polished(&u) {
                return exact;
            }
            if change <= ROUNDING * largest(&u) {
                break;
            }
        }
        u
    }

    /// H u + b.
    fn slope(&self, u: &[f64]) -> Vec<f64> {
        let mut slope = self.linear.to_vec();
        for (j, u) in u.iter().enumerate().filter(|(_, u)| **u != 0.0) {
            add_scaled(&mut slope, *u, self.hessian.col_as_slice(j));
        }
        slope
    }

    /// Minimizes over each coefficient and each group in turn. Returns the largest change.
    fn sweep(&self, u: &mut [f64], slope: &mut [f64]) -> f64 {
        let mut largest = 0.0_f64;
        let mut moved = |u: &mut [f64], slope: &mut [f64], j: usize, to: f64| {
            let change = to - u[j];
            if change != 0.0 {
                add_scaled(slope, change, self.hessian.col_as_slice(j));
                u[j] = to;
                largest = largest.max(change.abs());
            }
        };
        let is_grouped = self.is_grouped(u.len());
        for j in (0..u.len()).filter(|&j| !is_grouped[j]) {
            let (l1, curvature) = (self.strengths.absolute[j], self.hessian[(j, j)]);
            if curvature + self.strengths.square[j] > 0.0 {
                let target = curvature * u[j] - slope[j];
                let shrunk = target.signum() * (target.abs() - l1).max(0.0);
                moved(u, slope, j, shrunk / (curvature + self.strengths.square[j]));
            }
        }
        for norm in &self.strengths.norms {
            for (&j, to) in norm.members.iter().zip(self.shrunk(norm, u, slope)) {
                moved(u, slope, j, to);
            }
        }
        largest
    }

    fn is_grouped(&self, size: usize) -> Vec<bool> {
        let mut is_grouped = vec![false; size];
        self.strengths.norms.iter().flat_map(|norm| &norm.members).for_each(|&j| is_grouped[j] = true);
        is_grouped
    }

    /// A proximal gradient step of a group. The row sums of its Hessian block bound the curvature.
    fn shrunk(&self, norm: &Norm, u: &[f64], slope: &[f64]) -> Vec<f64> {
        let steepness = |&i: &usize| norm.members.iter().map(|&j| self.hessian[(i, j)].abs()).sum::<f64>();
        let steepest = norm.members.iter().map(steepness).fold(f64::MIN_POSITIVE, f64::max);
        let targets: Vec<_> = norm.members.iter().map(|&j| u[j] - slope[j] / steepest).collect();
        let size = superlinear_numerics::vectors::norm(&targets);
        let share = if size > 0.0 { (1.0 - norm.strength / (steepest * size)).max(0.0) } else { 0.0 };
        targets.into_iter().map(|target| share * target).collect()
    }

    /// The exact minimizer on the support and with the signs of `u`, if it is a minimizer of the full problem.
    fn polished(&self, u: &[f64]) -> Option<Vec<f64>> {
        let kinks = self.strengths.have_kinks();
        let mut is_free: Vec<_> = (0..u.len()).map(|j| u[j] != 0.0 || !kinks[j]).collect();
        for norm in self.strengths.norms.iter().filter(|norm| norm.of(u) > 0.0) {
            norm.members.iter().for_each(|&j| is_free[j] = true);
        }
        let free: Vec<_> = (0..u.len()).filter(|&j| is_free[j]).collect();
        let mut exact = u.to_vec();
        for _ in 0..MAX_STEPS {
            let step = self.step(&exact, &free)?;
            free.iter().zip(&step).for_each(|(&j, step)| exact[j] += step);
            if !self.keeps_signs(u, &exact) {
                return None;
            }
            if largest(&step) <= ROUNDING * largest(&exact) || self.strengths.norms.is_empty() {
                break;
            }
        }
        self.is_minimum(&exact).then_some(exact)
    }

    /// The Newton step over the coefficients `free`.
    fn step(&self, u: &[f64], free: &[usize]) -> Option<Vec<f64>> {
        let mut slope = self.slope(u);
        self.strengths.add_slope(u, &mut slope);
        let mut part = Mat::from_fn(free.len(), free.len(), |i, j| self.hessian[(free[i], free[j])]);
        let of_free: Vec<_> = free.iter().map(|&j| u[j]).collect();
        self.strengths.of(free).add_curvature(&of_free, &mut part);
        let mut step: Vec<_> = free.iter().map(|&j| -slope[j]).collect();
        solve_by_root(&root(&part)?, &mut step);
        Some(step)
    }

    /// Returns whether no coefficient has passed its kink.
    fn keeps_signs(&self, before: &[f64], after: &[f64]) -> bool {
        let strengths = &self.strengths.absolute;
        (0..before.len())
            .all(|j| strengths[j] == 0.0 || before[j].signum() == after[j].signum() || after[j] == before[j])
            && self.strengths.norms.iter().all(|norm| {
                let along: f64 = norm.members.iter().map(|&j| before[j] * after[j]).sum();
                norm.of(before) == 0.0 || along > 0.0
            })
    }

    /// Checks the optimality conditions: gradients bounded by the strengths at kinks, and zero elsewhere.
    fn is_minimum(&self, u: &[f64]) -> bool {
        let slope = self.slope(u);
        let mut whole = slope.clone();
        self.strengths.add_slope(u, &mut whole);
        let scale = largest(&slope).max(largest(self.linear));
        let kinks = self.strengths.have_kinks();
        let is_grouped = self.is_grouped(u.len());
        let vanishes = |j: usize| {
            let is_held = kinks[j] && u[j] == 0.0;
            match (is_held, is_grouped[j]) {
                (false, _) => whole[j].abs() <= SLACK * scale,
                (true, false) => slope[j].abs() <= self.strengths.absolute[j] * (1.0 + SLACK),
                (true, true) => true,
            }
        };
        let holds = |norm: &Norm| norm.of(u) > 0.0 || norm.of(&slope) <= norm.strength * (1.0 + SLACK);
        (0..u.len()).all(vanishes) && self.strengths.norms.iter().all(holds)
    }
}
