//! The model by its Hessian.

use super::{MAX_FACTORIZED, Space};
use crate::models::hessian;
use crate::models::regression::{Point, Regression};
use crate::models::working_set::WorkingSet;
use faer::Mat;
use superlinear_losses::Curvature;
use superlinear_numerics::vectors::add_scaled;

/// The model by its Hessian.
pub(in crate::models) struct GramSpace {
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
            add_scaled(&mut self.slopes, -change, column.as_slice());
        }
    }

    fn is_worth_factorizing(&self, places: &[usize]) -> bool {
        places.len() <= MAX_FACTORIZED
    }

    fn hessian(&mut self, places: &[usize]) -> Mat<f64> {
        Mat::from_fn(places.len(), places.len(), |i, j| self.hessian[(places[i], places[j])])
    }

    fn product(&self, places: &[usize], vector: &[f64]) -> Vec<f64> {
        let row = |&i: &usize| places.iter().zip(vector).map(|(&j, entry)| self.hessian[(i, j)] * entry).sum();
        places.iter().map(row).collect()
    }
}
