//! The dual problem: an upper bound of a point's distance from the optimum, and screening of blocks that are zero
//! there.
//!
//! The dual objective is minus the mean conjugate loss minus the conjugate penalty at the slopes X' θ. Residuals become
//! a dual point once they are orthogonal to the unpenalized columns and scaled to satisfy the constraints of the
//! penalized ones.
//!
//! Source: Ndiaye, Fercoq, Gramfort, Salmon, Gap Safe screening rules for sparsity enforcing penalties, JMLR 18, 2017.

use super::regression::{Intercept, Model, Point, Regression};
use super::working_set::{Restricted, WorkingSet};
use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, Side};
use superlinear_numerics::vectors::larger;
use superlinear_penalties::{DualPoint, Penalty};

/// The largest number of unpenalized coefficients with dual points: each projection takes a dense factorization.
const MAX_FREE: usize = 500;

/// The smallest kink with dual points, relative to the largest slope. Slopes have rounding errors of about 1e-15 of the
/// largest; at this ratio, scaling them into the domain costs 1e-6 of the dual objective, the default tolerance.
const MIN_KINK: f64 = 1e-9;

/// A block is screened out only if its margin exceeds the radius by this relative amount, for rounding errors.
const SCREENING_ROUNDING: f64 = 1e-9;

/// Computes dual points from residuals.
pub(super) struct Dual {
    /// The unpenalized variables.
    free: Vec<u32>,
    /// The Cholesky factor of their weighted Gram matrix.
    factor: Option<Llt<f64>>,
    /// Whether the problem has dual points.
    exists: bool,
    /// The smallest positive strength of the penalty for a `lambda` of 1.
    min_strength: f64,
    /// The smallest positive strength of the kinks that constrain slopes of a dual point.
    min_kink: f64,
    /// The dual point of the null model, in the interior of the domain. Empty until that model is fitted.
    center: Vec<f64>,
}

impl Dual {
    pub fn new(model: Model<'_>) -> Self {
        let Model { regression, penalty } = model;
        let (mut free, mut exists) = (Vec::new(), penalty.of.is_convex() && penalty.lambda > 0.0);
        for b in 0..penalty.of.blocks.count() {
            for &variable in penalty.members(b) {
                exists &= penalty.has_conjugate(variable as usize, b);
                if penalty.is_free(variable as usize, b) {
                    free.push(variable);
                }
            }
        }
        exists &= free.len() <= MAX_FREE;
        let factor = if exists && !free.is_empty() { Self::factor(regression, &free) } else { None };
        exists &= free.is_empty() || factor.is_some();
        let min = |strengths: &mut dyn Iterator<Item = f64>| {
            strengths.filter(|strength| *strength > 0.0).fold(f64::INFINITY, f64::min)
        };
        let min_strength = min(&mut penalty.of.strengths());
        let min_kink = min(&mut penalty.of.kinks());
        Self { free, factor, exists, min_strength, min_kink, center: Vec::new() }
    }

    fn factor(regression: &Regression, free: &[u32]) -> Option<Llt<f64>> {
        let mut gram = Mat::zeros(free.len(), free.len());
        let mut image = vec![0.0; regression.loss.samples * regression.outputs()];
        for (j, &variable) in free.iter().enumerate() {
            image.fill(0.0);
            Self::add_weighted(regression, variable, 1.0, &mut image);
            for (i, &other) in free.iter().enumerate() {
                gram[(i, j)] = regression.dot(other as usize, &image);
            }
        }
        Llt::new(gram.as_ref(), Side::Lower).ok()
    }

    /// Adds a multiple of a variable's weighted and centered column.
    fn add_weighted(regression: &Regression, variable: u32, factor: f64, image: &mut [f64]) {
        let variable = variable as usize;
        let (feature, output) = (regression.feature_of(variable), regression.output_of(variable));
        let weights = &regression.loss.weights;
        let part = regression.part_mut(image, output);
        regression.design.column(feature).add_weighted(factor, weights, part);
        if matches!(regression.intercept, Intercept::Centered(_)) {
            let mean = regression.mean_of(feature);
            part.iter_mut().zip(weights).for_each(|(entry, weight)| *entry -= factor * mean * weight);
        }
    }

    /// Whether the problem has dual points, and hence a duality gap.
    pub fn exists(&self) -> bool {
        self.exists
    }

    /// Whether there are dual points for the strength of a penalty that prove anything. There are none if a part of the
    /// penalty vanishes. Kinks must exceed the rounding error of the largest `slope` of the model without features, or,
    /// if there is a square, its conjugate at this error must be below the `scale` of gaps.
    pub fn exists_for(&self, penalty: Penalty<'_>, slope: f64, scale: f64) -> bool {
        let lambda = penalty.lambda;
        let are_numbers = lambda > 0.0 && lambda * self.min_strength >= f64::MIN_POSITIVE;
        let rounding = f64::EPSILON * slope;
        let is_large = |kink: f64| lambda * kink >= MIN_KINK * slope;
        let proves = |(kink, square): (f64, f64)| {
            (kink > 0.0 && is_large(kink)) || rounding * (rounding / (2.0 * lambda * square)) <= scale
        };
        self.exists && are_numbers && is_large(self.min_kink) && penalty.of.squares().all(proves)
    }

    /// The largest slope along unpenalized variables; the projection removes it from the residuals.
    pub fn free_slope(&self, regression: &Regression, residuals: &[f64]) -> f64 {
        self.free.iter().map(|&variable| regression.dot(variable as usize, residuals).abs()).fold(0.0, f64::max)
    }

    /// Sets the residuals of the null model.
    pub fn set_center(&mut self, regression: &Regression, residuals: &[f64]) {
        self.center = self.project(regression, residuals);
    }

    /// Projects the residuals orthogonally to all unpenalized columns, within the domain of the conjugate loss.
    pub fn project(&self, regression: &Regression, residuals: &[f64]) -> Vec<f64> {
        let mut projected = residuals.to_vec();
        if let Some(factor) = &self.factor {
            // Twice, because the first projection leaves rounding errors of large residuals.
            for _ in 0..2 {
                let slopes = Mat::from_fn(self.free.len(), 1, |i, _| regression.dot(self.free[i] as usize, &projected));
                let solution = factor.solve(slopes);
                for (i, &variable) in self.free.iter().enumerate() {
                    Self::add_weighted(regression, variable, -solution[(i, 0)], &mut projected);
                }
            }
            // A small mean or probability may become negative even by a small change.
            if !self.center.is_empty() {
                regression.loss.draw_inside(&mut projected, &self.center);
            }
        }
        projected
    }

    /// The best dual point along projected residuals, given the slopes of the variables in `blocks`. All other blocks
    /// are ignored.
    pub fn certify(&self, model: Model<'_>, residuals: &[f64], slopes: &[f64], blocks: &[u32]) -> DualPoint {
        if !self.exists {
            return DualPoint { value: f64::NEG_INFINITY, scale: 1.0 };
        }
        let Model { regression, penalty } = model;
        penalty.best_dual(slopes, blocks, |scale| regression.loss.dual_value(residuals, scale))
    }
}

/// Whether the penalty's part of the duality gap alone exceeds `goal`, at the dual point of [`Dual::certify`]. The part
/// of the loss, which takes logarithms, is nonnegative by the Fenchel–Young inequality. False if there are several
/// candidate points.
pub(super) fn is_surely_above(
    goal: f64,
    penalty: Penalty<'_>,
    point: &Point,
    slopes: &[f64],
    set: &WorkingSet,
) -> bool {
    if penalty.of.is_finite_somewhere() {
        return false;
    }
    let w = set.gather(&point.w);
    let value = Restricted { penalty, set }.value(&w);
    let along: f64 = set.variables.iter().zip(&w).map(|(&variable, w)| slopes[variable as usize] * w).sum();
    value - penalty.dual_scale(slopes, &set.blocks, false) * along > goal
}

/// The blocks that may be nonzero at the optimum. A block is screened out if its slopes stay below the threshold
/// everywhere in the gap safe sphere, which contains the optimal dual point.
pub(super) fn survivors(model: Model<'_>, block_squares: &[f64], slopes: &[f64], gap: f64, blocks: &[u32]) -> Vec<u32> {
    let radius = (2.0 * gap.max(0.0) * model.regression.loss.curvature_bound()).sqrt();
    if !radius.is_finite() {
        return blocks.to_vec();
    }
    let may_move = |&b: &u32| {
        let b = b as usize;
        model.penalty.margin(b, slopes, 1.0) <= radius * block_squares[b].sqrt() * (1.0 + SCREENING_ROUNDING)
    };
    blocks.iter().copied().filter(may_move).collect()
}

/// The largest violation of the optimality conditions among some blocks, given their slopes.
pub(super) fn violation(model: Model<'_>, point: &Point, slopes: &[f64], blocks: &[u32]) -> f64 {
    let Model { regression, penalty } = model;
    let unit = |b: usize| penalty.members(b).first().map_or(1.0, |&variable| regression.slope_unit(variable as usize));
    let of = |&b: &u32| unit(b as usize) * penalty.violation(b as usize, &point.w, slopes);
    blocks.iter().map(of).fold(0.0, larger)
}
