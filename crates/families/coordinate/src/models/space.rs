//! The quadratic model of the loss on a working set, in three representations: by the residuals of all samples, by a
//! cached Gram matrix, or by the Hessian.

mod cached;
mod gram;
mod residual;

pub(super) use cached::CachedSpace;
pub(super) use gram::GramSpace;
pub(super) use residual::ResidualSpace;

use faer::Mat;
use std::ops::Range;

/// The largest support with a dense factorization. Larger ones are solved by conjugate gradients.
const MAX_FACTORIZED: usize = 2000;

/// A quadratic model, updated one variable at a time.
pub(super) trait Space {
    /// The negative derivative of the model along the variable at an index.
    fn slope(&self, place: usize) -> f64;
    /// The negative derivatives along the variables at consecutive indices.
    fn slopes(&self, places: Range<usize>, slopes: &mut [f64]) {
        places.zip(slopes).for_each(|(place, slope)| *slope = self.slope(place));
    }
    /// The second derivative along the variable at an index.
    fn diagonal(&self, place: usize) -> f64;
    /// Moves along the variable at an index.
    fn step(&mut self, place: usize, change: f64);
    /// Moves along some variables.
    fn steps(&mut self, places: &[usize], changes: &[f64]) {
        for (&place, &change) in places.iter().zip(changes).filter(|(_, change)| **change != 0.0) {
            self.step(place, change);
        }
    }
    /// The last move of a round. A model that is rebuilt for the next round may ignore it.
    fn finish(&mut self, _places: &[usize], _changes: &[f64]) {}
    /// Solves the Newton equations for some variables, if a factor is cached.
    fn solve(&mut self, _places: &[usize], _right_side: &[f64]) -> Option<Vec<f64>> {
        None
    }
    /// Whether a dense factorization for some variables costs less than conjugate gradients.
    fn is_worth_factorizing(&self, places: &[usize]) -> bool;
    /// The Hessian for some variables, both triangles.
    fn hessian(&mut self, places: &[usize]) -> Mat<f64>;
    /// The product of the Hessian for some variables with a vector.
    fn product(&self, places: &[usize], vector: &[f64]) -> Vec<f64>;
    /// The square roots of the sample weights, for a root R of the Hessian R' R. `None` if a matrix over the samples
    /// would cost more than one over the variables or conjugate gradients.
    fn roots(&self, _places: &[usize]) -> Option<Vec<f64>> {
        None
    }
    /// Writes the column of R for the variable at an index into a zero vector.
    fn write_root(&self, _place: usize, _roots: &[f64], _column: &mut [f64]) {}
}
