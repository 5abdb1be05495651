//! The quadratic model of the loss on a working set, in three representations: by the residuals of all samples, by the Gram matrix of
//! all features that were ever asked for, or by the matrix of second derivatives.

mod cached;
mod gram;
mod residual;

pub(super) use cached::CachedSpace;
pub(super) use gram::GramSpace;
pub(super) use residual::ResidualSpace;

use faer::Mat;
use std::ops::Range;

/// Larger supports are solved for by conjugate gradients.
const MOST_FACTORISED: usize = 2000;

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
