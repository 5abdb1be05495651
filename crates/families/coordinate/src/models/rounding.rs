//! The rounding errors of the measures of optimality, estimated from the magnitudes of the terms they are computed
//! from. No coefficients of this precision can be shown to be closer to the optimum.

use super::regression::{Model, Point, Regression};
use superlinear_losses::Curvature;
use superlinear_numerics::vectors::norm;

/// Sums have a relative rounding error of this size, by their terms.
pub(super) const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// The rounding errors of the derivatives along the variables of a model.
pub(super) struct Rounding<'a> {
    model: Model<'a>,
    point: &'a Point,
    slopes: Vec<f64>,
}

impl<'a> Rounding<'a> {
    /// The rounding errors at a point.
    pub fn at(model: Model<'a>, point: &'a Point) -> Self {
        let regression = model.regression;
        let residuals = residuals(regression, point);
        let along = |variable: usize| {
            let residuals = regression.part(&residuals, regression.output_of(variable));
            let mut sum = 0.0;
            let column = regression.design.column(regression.feature_of(variable));
            column.for_each(regression.loss.samples, |i, entry| sum += entry.abs() * residuals[i]);
            sum
        };
        Self { model, point, slopes: (0..regression.variables()).map(along).collect() }
    }

    /// The rounding error of the violation of the optimality conditions.
    pub fn of_violation(&self) -> f64 {
        let Model { regression, penalty } = self.model;
        let slope = |&variable: &u32| regression.slope_unit(variable as usize) * self.slopes[variable as usize];
        let of_block = |b: usize| norm(&penalty.members(b).iter().map(slope).collect::<Vec<_>>());
        let largest = (0..penalty.of.blocks.count()).map(of_block).fold(0.0, f64::max);
        largest.max(regression.moved_slope(&self.slopes))
    }

    /// The rounding error of the duality gap. The dual point is scaled by the largest ratio of a derivative to its
    /// bound, and the scaling costs as large a part of the penalty.
    pub fn of_gap(&self) -> f64 {
        let Model { penalty, .. } = self.model;
        let Point { w, .. } = self.point;
        let excess = |b: usize| penalty.excess(b, &self.slopes, false);
        let scale = (0..penalty.of.blocks.count()).map(excess).fold(0.0, f64::max);
        let products: f64 = w.iter().zip(&self.slopes).map(|(w, rounding)| w.abs() * rounding).sum();
        scale * penalty.value(w) + products + ROUNDING * self.point.objective(self.model).abs()
    }
}

/// The rounding errors of the residuals: their own, and those of the predictor times the curvature of the loss.
fn residuals(regression: &Regression, point: &Point) -> Vec<f64> {
    let loss = &regression.loss;
    let terms = predictor_terms(regression, point);
    let mut rounding: Vec<f64> = point.residuals.iter().map(|residual| ROUNDING * residual.abs()).collect();
    let curvature = loss.curvature(&point.predictor, 0.0);
    for (k, rounding) in rounding.chunks_mut(loss.samples).enumerate() {
        for (i, rounding) in rounding.iter_mut().enumerate() {
            let curvature = match &curvature {
                Curvature::Uniform(weight) => *weight,
                Curvature::Diagonal(diagonal) => diagonal[k * loss.samples + i],
                // The sum of the absolute values of a row of diag(p) - p p'.
                Curvature::Classes { probabilities, weights } => {
                    let p = probabilities[k * loss.samples + i];
                    2.0 * weights[i] * p * (1.0 - p)
                }
            };
            *rounding += ROUNDING * curvature * terms[i];
        }
    }
    rounding
}

/// The sum of the magnitudes of the predictor's terms for each sample, the largest among its outputs.
fn predictor_terms(regression: &Regression, point: &Point) -> Vec<f64> {
    let samples = regression.loss.samples;
    let mut terms: Vec<f64> = regression.loss.response.iter().map(|y| y.abs()).collect();
    if let Some(offset) = &regression.loss.offset {
        terms.iter_mut().zip(offset).for_each(|(terms, offset)| *terms += offset.abs());
    }
    for (variable, w) in point.w.iter().enumerate().filter(|(_, w)| **w != 0.0) {
        let terms = regression.part_mut(&mut terms, regression.output_of(variable));
        let column = regression.design.column(regression.feature_of(variable));
        column.for_each(samples, |i, entry| terms[i] += (entry * w).abs());
    }
    for (output, shift) in point.shift.iter().enumerate() {
        regression.part_mut(&mut terms, output).iter_mut().for_each(|terms| *terms += shift.abs());
    }
    let largest = |i: usize| terms.iter().skip(i).step_by(samples).copied().fold(0.0, f64::max);
    (0..samples).map(largest).collect()
}
