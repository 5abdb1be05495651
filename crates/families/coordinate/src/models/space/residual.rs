//! The model by the residuals of all samples.

use super::{MAX_FACTORIZED, Space};
use crate::models::hessian::{self, GramCache};
use crate::models::regression::{Intercept, Point, Regression};
use crate::models::working_set::WorkingSet;
use faer::Mat;
use std::cell::Cell;
use std::ops::Range;
use superlinear_losses::Curvature;
use superlinear_numerics::vectors::add_scaled;

/// Supports of more variables than samples are solved by a matrix over the samples, up to this many samples.
const MAX_SAMPLES: usize = 1000;

/// The typical number of Hessian products in a run of conjugate gradients.
const PRODUCTS_FOR_FACTOR: usize = 60;

/// The curvature without sample weights.
static UNWEIGHTED: Curvature = Curvature::Uniform(1.0);

/// The model by the residuals of all samples.
pub(in crate::models) struct ResidualSpace<'a> {
    regression: &'a Regression,
    curvature: &'a Curvature,
    set: &'a WorkingSet,
    /// The cached Gram matrix, for a quadratic loss.
    cache: Option<&'a mut GramCache>,
    /// The second derivatives along the variables, computed on demand; negative until then.
    diagonal: Vec<Cell<f64>>,
    /// The model's negative derivatives with respect to the predictor, without the contribution of `shifts`.
    residuals: Vec<f64>,
    /// The change of the intercepts of a centered model.
    shifts: Vec<f64>,
}

impl<'a> ResidualSpace<'a> {
    pub fn new(
        regression: &'a Regression,
        curvature: &'a Curvature,
        set: &'a WorkingSet,
        point: &Point,
        cache: Option<&'a mut GramCache>,
    ) -> Self {
        Self {
            regression,
            curvature,
            set,
            cache,
            diagonal: vec![Cell::new(-1.0); set.variables.len()],
            residuals: point.residuals.clone(),
            shifts: vec![0.0; regression.outputs()],
        }
    }

    /// The negative derivatives along some variables, several columns at a time.
    fn slopes_along(&self, variables: &[u32], slopes: &mut [f64]) {
        let regression = self.regression;
        if regression.outputs() > 1 {
            variables.iter().zip(slopes).for_each(|(&variable, slope)| *slope = self.slope_along(variable as usize));
            return;
        }
        regression.design.products(variables, &self.residuals, slopes, regression.parallelism);
        if let Intercept::Centered(means) = &regression.intercept {
            let shift = self.shifts[0];
            variables.iter().zip(slopes).for_each(|(&feature, slope)| *slope -= shift * means[feature as usize]);
        }
    }

    #[inline]
    fn slope_along(&self, variable: usize) -> f64 {
        let slope = self.regression.dot(variable, &self.residuals);
        match &self.regression.intercept {
            Intercept::Centered(means) => {
                let shift = self.shifts[self.regression.output_of(variable)];
                slope - shift * means[self.regression.feature_of(variable)]
            }
            Intercept::Absent | Intercept::Explicit => slope,
        }
    }
}

/// The second derivative of the model along one variable.
fn second_derivative(regression: &Regression, curvature: &Curvature, variable: u32) -> f64 {
    let variable = variable as usize;
    let (feature, output) = (regression.feature_of(variable), regression.output_of(variable));
    match curvature {
        Curvature::Uniform(_) => regression.squares[feature],
        Curvature::Diagonal(_) if regression.loss.is_quadratic() => regression.squares[feature],
        Curvature::Diagonal(diagonal) => {
            regression.design.column(feature).moments(regression.part(diagonal, output))[1]
        }
        Curvature::Classes { probabilities, weights } => {
            let variances: Vec<f64> = regression
                .part(probabilities, output)
                .iter()
                .zip(weights)
                .map(|(p, weight)| weight * p * (1.0 - p))
                .collect();
            regression.design.column(feature).moments(&variances)[1]
        }
    }
}

impl Space for ResidualSpace<'_> {
    #[inline]
    fn slope(&self, place: usize) -> f64 {
        self.slope_along(self.set.variables[place] as usize)
    }

    fn slopes(&self, places: Range<usize>, slopes: &mut [f64]) {
        self.slopes_along(&self.set.variables[places], slopes);
    }

    #[inline]
    fn diagonal(&self, place: usize) -> f64 {
        if self.diagonal[place].get() < 0.0 {
            let variable = self.set.variables[place];
            self.diagonal[place].set(second_derivative(self.regression, self.curvature, variable));
        }
        self.diagonal[place].get()
    }

    #[inline]
    fn step(&mut self, place: usize, change: f64) {
        let variable = self.set.variables[place] as usize;
        let (feature, output) = (self.regression.feature_of(variable), self.regression.output_of(variable));
        let column = self.regression.design.column(feature);
        match self.curvature {
            Curvature::Uniform(number) => {
                column.add_scaled(-change * number, self.regression.part_mut(&mut self.residuals, output));
            }
            Curvature::Diagonal(diagonal) => {
                let diagonal = self.regression.part(diagonal, output);
                column.add_weighted(-change, diagonal, self.regression.part_mut(&mut self.residuals, output));
            }
            Curvature::Classes { probabilities, weights } => {
                let own = self.regression.part(probabilities, output);
                let own: Vec<f64> = own.iter().zip(weights).map(|(p, weight)| p * weight).collect();
                for other in 0..self.regression.outputs() {
                    let p = self.regression.part(probabilities, other);
                    let same = if other == output { 1.0 } else { 0.0 };
                    let weights: Vec<f64> = own.iter().zip(p).map(|(own, p)| own * (same - p)).collect();
                    column.add_weighted(-change, &weights, self.regression.part_mut(&mut self.residuals, other));
                }
            }
        }
        self.shifts[output] -= change * self.regression.mean_of(feature);
    }

    fn solve(&mut self, places: &[usize], right_side: &[f64]) -> Option<Vec<f64>> {
        let variables: Vec<u32> = places.iter().map(|&place| self.set.variables[place]).collect();
        let has_one_output = self.regression.outputs() == 1;
        match &mut self.cache {
            Some(cache) if has_one_output => cache.solve(self.regression, &variables, right_side),
            _ => None,
        }
    }

    fn is_worth_factorizing(&self, places: &[usize]) -> bool {
        let size = places.len();
        if self.cache.is_some() {
            return size <= MAX_FACTORIZED.min(self.regression.loss.samples);
        }
        let design = &self.regression.design;
        let entries =
            |&place: &usize| design.column_entries(self.regression.feature_of(self.set.variables[place] as usize));
        let product: usize = places.iter().map(entries).sum();
        size * size * size / 3 + product * size / 2 <= PRODUCTS_FOR_FACTOR * product
    }

    fn hessian(&mut self, places: &[usize]) -> Mat<f64> {
        let variables: Vec<u32> = places.iter().map(|&place| self.set.variables[place]).collect();
        match &mut self.cache {
            Some(cache) => cache.assemble(self.regression, self.curvature, &variables),
            None => hessian::assemble(self.regression, self.curvature, &variables),
        }
    }

    fn roots(&self, places: &[usize]) -> Option<Vec<f64>> {
        let samples = self.regression.loss.samples;
        let is_wide = places.len() > samples && samples <= MAX_SAMPLES;
        if self.cache.is_none() || self.regression.outputs() > 1 || !is_wide {
            return None;
        }
        Some(self.curvature.roots(samples, 0))
    }

    fn write_root(&self, place: usize, roots: &[f64], column: &mut [f64]) {
        let feature = self.regression.feature_of(self.set.variables[place] as usize);
        self.regression.design.column(feature).add_weighted(1.0, roots, column);
        let mean = self.regression.mean_of(feature);
        if mean != 0.0 {
            add_scaled(column, -mean, roots);
        }
    }

    fn product(&self, places: &[usize], vector: &[f64]) -> Vec<f64> {
        let variables: Vec<u32> = places.iter().map(|&place| self.set.variables[place]).collect();
        if let Some(cache) = &self.cache
            && self.regression.outputs() == 1
            && let Some(product) = cache.product(&variables, vector)
        {
            return product;
        }
        // Applies the sample weights once instead of for each column.
        let (curvature, weights) = match self.curvature {
            Curvature::Diagonal(weights) => (&UNWEIGHTED, Some(weights)),
            curvature => (curvature, None),
        };
        let mut image = Self {
            cache: None,
            curvature,
            diagonal: Vec::new(),
            residuals: vec![0.0; self.residuals.len()],
            shifts: vec![0.0; self.shifts.len()],
            ..*self
        };
        for (&place, &entry) in places.iter().zip(vector).filter(|(_, entry)| **entry != 0.0) {
            image.step(place, -entry);
        }
        if let Some(weights) = weights {
            image.residuals.iter_mut().zip(weights).for_each(|(residual, weight)| *residual *= weight);
        }
        let mut product = vec![0.0; places.len()];
        image.slopes_along(&variables, &mut product);
        product
    }
}
