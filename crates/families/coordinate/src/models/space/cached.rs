//! The model of a quadratic loss by a cached Gram matrix.

use super::{MAX_FACTORIZED, Space};
use crate::models::hessian::GramCache;
use crate::models::regression::{Point, Regression};
use crate::models::working_set::WorkingSet;
use faer::Mat;

/// The model of a quadratic loss with one output, by the Gram matrix of all features requested so far.
pub(in crate::models) struct CachedSpace<'a> {
    regression: &'a Regression,
    cache: &'a mut GramCache,
    set: &'a WorkingSet,
    /// The index in the cache of each variable of the set.
    places: Vec<usize>,
    /// The negative derivatives along all features of the cache.
    slopes: Vec<f64>,
}

impl<'a> CachedSpace<'a> {
    /// The model at a point. `None` if the cache would be too large.
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

    /// Writes the negative derivatives along the variables of the set into the vector for all variables.
    pub fn write_slopes(&self, slopes: &mut [f64]) {
        for (&place, &variable) in self.places.iter().zip(&self.set.variables) {
            slopes[variable as usize] = self.slopes[place];
        }
    }

    /// Converts indices into the set to indices into the cache.
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

    fn is_worth_factorizing(&self, places: &[usize]) -> bool {
        places.len() <= MAX_FACTORIZED
    }

    fn hessian(&mut self, places: &[usize]) -> Mat<f64> {
        let entry = |i: usize, j: usize| self.cache.entry(self.places[places[i]], self.places[places[j]]);
        Mat::from_fn(places.len(), places.len(), entry)
    }

    fn product(&self, places: &[usize], vector: &[f64]) -> Vec<f64> {
        self.cache.product_along(&self.cached(places), vector)
    }
}
