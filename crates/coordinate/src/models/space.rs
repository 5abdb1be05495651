//! The quadratic model of the loss on a working set, in two representations: by the residuals of all samples, or by the
//! matrix of second derivatives.

use super::hessian::{self, GramCache};
use super::regression::{Intercept, Point, Regression};
use faer::Mat;
use std::cell::Cell;
use std::ops::Range;
use superlinear_losses::Curvature;
use superlinear_losses::columns::add_scaled;
use superlinear_penalties::{Blocks, Penalty};

/// Larger supports are solved for by conjugate gradients.
const MOST_FACTORISED: usize = 2000;

/// Supports of more variables than samples are solved for by a matrix of the samples, unless there are more of these.
const MOST_SAMPLES: usize = 1000;

/// The products with the second derivatives that conjugate gradients take, about.
const PRODUCTS_FOR_FACTOR: usize = 60;

/// Some blocks, and their variables in one list; a place is an index of that.
pub(super) struct WorkingSet {
    pub blocks: Vec<u32>,
    /// Where the variables of each block begin.
    pub starts: Vec<usize>,
    pub variables: Vec<u32>,
}

impl WorkingSet {
    pub fn new(partition: &Blocks, blocks: Vec<u32>) -> Self {
        let (mut starts, mut variables) = (vec![0], Vec::new());
        for &b in &blocks {
            variables.extend_from_slice(partition.members(b as usize));
            starts.push(variables.len());
        }
        Self { blocks, starts, variables }
    }

    /// The places of the `k`-th block.
    #[inline]
    pub fn places(&self, k: usize) -> Range<usize> {
        self.starts[k]..self.starts[k + 1]
    }

    /// The coefficients of the set.
    pub fn gather(&self, w: &[f64]) -> Vec<f64> {
        self.variables.iter().map(|&variable| w[variable as usize]).collect()
    }

    /// Writes coefficients of the set to where they belong among all.
    pub fn scatter(&self, u: &[f64], w: &mut [f64]) {
        self.variables.iter().zip(u).for_each(|(&variable, &entry)| w[variable as usize] = entry);
    }
}

/// A penalty on the variables of a working set.
#[derive(Clone, Copy)]
pub(super) struct Restricted<'a> {
    pub penalty: Penalty<'a>,
    pub set: &'a WorkingSet,
}

impl Restricted<'_> {
    /// The penalty of the `k`-th block with the coefficients `u` of the set.
    pub fn block_value(&self, k: usize, u: &[f64]) -> f64 {
        self.penalty.block_value(self.set.blocks[k] as usize, &u[self.set.places(k)])
    }

    /// The penalty of all blocks with the coefficients `u` of the set.
    pub fn value(&self, u: &[f64]) -> f64 {
        (0..self.set.blocks.len()).map(|k| self.block_value(k, u)).sum()
    }

    /// Whether some penalty of the set is a norm. Norms are curved, so that no single step of Newton's method leads to the minimum,
    /// and exact ones are not worth their cost.
    pub fn is_curved(&self) -> bool {
        self.set.blocks.iter().any(|&b| self.penalty.of.has_norm(b as usize))
    }

    /// The blocks that are not zero, or that nothing holds there.
    pub fn active_blocks(&self, u: &[f64]) -> Vec<u32> {
        let is_active = |k: &u32| {
            let k = *k as usize;
            let b = self.set.blocks[k] as usize;
            let is_smooth = |place: usize| self.penalty.is_smooth(self.set.variables[place] as usize, b);
            self.set.places(k).any(|place| u[place] != 0.0 || is_smooth(place))
        };
        (0..self.set.blocks.len() as u32).filter(is_active).collect()
    }
}

/// A quadratic model that is moved through, one variable at a time.
pub(super) trait Space {
    /// The negative slope of the model along the variable at a place.
    fn slope(&self, place: usize) -> f64;
    /// The negative slopes along the variables at neighbouring places.
    fn slopes(&self, places: Range<usize>, slopes: &mut [f64]) {
        places.zip(slopes).for_each(|(place, slope)| *slope = self.slope(place));
    }
    /// Its second derivative there.
    fn diagonal(&self, place: usize) -> f64;
    /// Moves along the variable.
    fn step(&mut self, place: usize, change: f64);
    /// Moves along some variables.
    fn steps(&mut self, places: &[usize], changes: &[f64]) {
        for (&place, &change) in places.iter().zip(changes).filter(|(_, change)| **change != 0.0) {
            self.step(place, change);
        }
    }
    /// The last move along some variables of a round. A model that is made anew for the next one need not follow.
    fn finish(&mut self, _places: &[usize], _changes: &[f64]) {}
    /// Solves the equations of the second derivatives along some variables, where a factor of them is kept.
    fn solve(&mut self, _places: &[usize], _right_side: &[f64]) -> Option<Vec<f64>> {
        None
    }
    /// Whether a dense factor of the second derivatives along some variables costs less than conjugate gradients.
    fn is_worth_factorising(&self, places: &[usize]) -> bool;
    /// The second derivatives along some variables, both triangles.
    fn hessian(&mut self, places: &[usize]) -> Mat<f64>;
    /// The second derivatives along some variables, times a vector.
    fn product(&self, places: &[usize], vector: &[f64]) -> Vec<f64>;
    /// The roots of the weights of all samples, from which a root R of the second derivatives R' R is made. None where a factor of a
    /// matrix of the samples would cost more than one of the variables or conjugate gradients.
    fn roots(&self, _places: &[usize]) -> Option<Vec<f64>> {
        None
    }
    /// Writes the column of R of the variable at a place into zeros.
    fn write_root(&self, _place: usize, _roots: &[f64], _column: &mut [f64]) {}
}

/// That of samples of weight 1.
static UNWEIGHTED: Curvature = Curvature::Uniform(1.0);

/// The model by the residuals of all samples.
pub(super) struct ResidualSpace<'a> {
    regression: &'a Regression,
    curvature: &'a Curvature,
    set: &'a WorkingSet,
    /// Gram matrices of former steps, for a quadratic loss.
    cache: Option<&'a mut GramCache>,
    /// Second derivatives along the variables, as they are asked for; negative before.
    diagonal: Vec<Cell<f64>>,
    /// The model's negative slopes along the predictor, less those that the shifts make.
    residuals: Vec<f64>,
    /// By how much the intercepts of a centred model have moved.
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

    /// The slopes along some variables, several columns at a time.
    fn slopes_along(&self, variables: &[u32], slopes: &mut [f64]) {
        let regression = self.regression;
        if regression.outputs() > 1 {
            variables.iter().zip(slopes).for_each(|(&variable, slope)| *slope = self.slope_along(variable as usize));
            return;
        }
        regression.design.products(variables, &self.residuals, slopes, regression.parallelism);
        if let Intercept::Centred(means) = &regression.intercept {
            let shift = self.shifts[0];
            variables.iter().zip(slopes).for_each(|(&feature, slope)| *slope -= shift * means[feature as usize]);
        }
    }

    #[inline]
    fn slope_along(&self, variable: usize) -> f64 {
        let slope = self.regression.dot(variable, &self.residuals);
        match &self.regression.intercept {
            Intercept::Centred(means) => {
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

    fn is_worth_factorising(&self, places: &[usize]) -> bool {
        let size = places.len();
        if self.cache.is_some() {
            return size <= MOST_FACTORISED.min(self.regression.loss.samples);
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
        let is_wide = places.len() > samples && samples <= MOST_SAMPLES;
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
            add_scaled(-mean, roots, column);
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
        // Weights of the samples, which all columns share, are multiplied by once.
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

/// The model of a quadratic loss by the Gram matrix of all features that were ever asked for, with one output.
pub(super) struct CachedSpace<'a> {
    regression: &'a Regression,
    cache: &'a mut GramCache,
    set: &'a WorkingSet,
    /// The place in the cache of each variable of the set.
    places: Vec<usize>,
    /// The negative slopes along all features of the cache.
    slopes: Vec<f64>,
}

impl<'a> CachedSpace<'a> {
    /// The model at a point; none where the cache would be too large.
    pub fn new(
        regression: &'a Regression,
        cache: &'a mut GramCache,
        set: &'a WorkingSet,
        point: &Point,
    ) -> Option<Self> {
        let places = cache.places_of(regression, &set.variables)?;
        let mut slopes = vec![0.0; cache.features().len()];
        regression.design.products(cache.features(), &point.residuals, &mut slopes, regression.parallelism);
        Some(Self { regression, cache, set, places, slopes })
    }

    /// Writes the negative slopes along the variables of the set to where they belong among all.
    pub fn write_slopes(&self, slopes: &mut [f64]) {
        for (&place, &variable) in self.places.iter().zip(&self.set.variables) {
            slopes[variable as usize] = self.slopes[place];
        }
    }

    /// Where in the cache the variables at some places of the set are.
    fn cached(&self, places: &[usize]) -> Vec<usize> {
        places.iter().map(|&place| self.places[place]).collect()
    }
}

impl Space for CachedSpace<'_> {
    #[inline]
    fn slope(&self, place: usize) -> f64 {
        self.slopes[self.places[place]]
    }

    #[inline]
    fn diagonal(&self, place: usize) -> f64 {
        self.regression.squares[self.set.variables[place] as usize]
    }

    fn step(&mut self, place: usize, change: f64) {
        self.cache.add_product(-1.0, &self.places[place..=place], &[change], &mut self.slopes);
    }

    fn steps(&mut self, places: &[usize], changes: &[f64]) {
        let places = self.cached(places);
        self.cache.add_product(-1.0, &places, changes, &mut self.slopes);
    }

    fn finish(&mut self, places: &[usize], changes: &[f64]) {
        self.steps(places, changes);
    }

    fn solve(&mut self, places: &[usize], right_side: &[f64]) -> Option<Vec<f64>> {
        let variables: Vec<u32> = places.iter().map(|&place| self.set.variables[place]).collect();
        self.cache.solve(self.regression, &variables, right_side)
    }

    fn is_worth_factorising(&self, places: &[usize]) -> bool {
        places.len() <= MOST_FACTORISED
    }

    fn hessian(&mut self, places: &[usize]) -> Mat<f64> {
        let entry = |i: usize, j: usize| self.cache.entry(self.places[places[i]], self.places[places[j]]);
        Mat::from_fn(places.len(), places.len(), entry)
    }

    fn product(&self, places: &[usize], vector: &[f64]) -> Vec<f64> {
        self.cache.product_along(&self.cached(places), vector)
    }
}

/// The model by its matrix of second derivatives.
pub(super) struct GramSpace {
    hessian: Mat<f64>,
    slopes: Vec<f64>,
}

impl GramSpace {
    /// The model at a point.
    pub fn at(regression: &Regression, curvature: &Curvature, set: &WorkingSet, point: &Point) -> Self {
        let slope = |&variable: &u32| regression.dot(variable as usize, &point.residuals);
        let hessian = hessian::assemble(regression, curvature, &set.variables);
        Self { hessian, slopes: set.variables.iter().map(slope).collect() }
    }
}

impl Space for GramSpace {
    #[inline]
    fn slope(&self, place: usize) -> f64 {
        self.slopes[place]
    }

    #[inline]
    fn diagonal(&self, place: usize) -> f64 {
        self.hessian[(place, place)]
    }

    #[inline]
    fn step(&mut self, place: usize, change: f64) {
        if let Some(column) = self.hessian.col(place).try_as_col_major() {
            add_scaled(-change, column.as_slice(), &mut self.slopes);
        }
    }

    fn is_worth_factorising(&self, places: &[usize]) -> bool {
        places.len() <= MOST_FACTORISED
    }

    fn hessian(&mut self, places: &[usize]) -> Mat<f64> {
        Mat::from_fn(places.len(), places.len(), |i, j| self.hessian[(places[i], places[j])])
    }

    fn product(&self, places: &[usize], vector: &[f64]) -> Vec<f64> {
        let row = |&i: &usize| places.iter().zip(vector).map(|(&j, entry)| self.hessian[(i, j)] * entry).sum();
        places.iter().map(row).collect()
    }
}
