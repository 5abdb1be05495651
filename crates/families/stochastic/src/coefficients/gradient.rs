//! Gradients of batches, of the features in their rows.

use super::is_within;
use crate::rows::Row;

/// Sums of derivatives.
#[derive(Clone)]
pub(crate) struct Gradient {
    /// The numbers of features and of outputs.
    size: (usize, usize),
    /// Zero for features without derivatives. Empty before the first batch.
    sums: Vec<f64>,
    is_touched: Vec<bool>,
    features: Vec<u32>,
    intercepts: Vec<f64>,
}

impl Gradient {
    /// A gradient of zero.
    pub fn new(features: usize, outputs: usize) -> Self {
        let [sums, intercepts] = [0, outputs].map(|length| vec![0.0; length]);
        Self { size: (features, outputs), sums, is_touched: Vec::new(), features: Vec::new(), intercepts }
    }

    /// Allocates the sums.
    pub fn reserve(&mut self) {
        let (features, outputs) = self.size;
        self.sums.resize(features * outputs, 0.0);
        self.is_touched.resize(features, false);
    }

    /// Adds a row with the slopes of its loss along the predictors.
    pub fn add<R: Row>(&mut self, row: R, slopes: &[f64]) {
        let Self { sums, is_touched, features, intercepts, .. } = self;
        row.each(|j, x| {
            if !is_touched[j] {
                is_touched[j] = true;
                features.push(j as u32);
            }
            sums[j * slopes.len()..].iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope * x);
        });
        intercepts.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
    }

    /// Sorts the features, and shortens the gradient to a norm.
    pub fn finish(&mut self, longest: f64, has_intercept: bool) {
        self.features.sort_unstable();
        let outputs = self.intercepts.len();
        let square_of = |sums: &[f64]| sums.iter().map(|sum| sum.powi(2)).sum::<f64>();
        let mut square: f64 =
            self.features.iter().map(|&j| square_of(&self.sums[j as usize * outputs..][..outputs])).sum();
        if has_intercept {
            square += square_of(&self.intercepts);
        }
        if square.sqrt() > longest {
            let factor = longest / square.sqrt();
            for &j in &self.features {
                self.sums[j as usize * outputs..][..outputs].iter_mut().for_each(|sum| *sum *= factor);
            }
            self.intercepts.iter_mut().for_each(|sum| *sum *= factor);
        }
    }

    /// Whether all derivatives times a rate are numbers of at most this size.
    pub fn is_within(&self, size: f64, rate: f64) -> bool {
        let of_features = self.features.iter().flat_map(|&j| self.of(j));
        of_features.chain(&self.intercepts).all(|sum| is_within(rate * sum, size))
    }

    /// The features, ascending.
    pub fn features(&self) -> &[u32] {
        &self.features
    }

    /// The derivatives along the coefficients of a feature.
    #[inline]
    pub fn of(&self, feature: u32) -> &[f64] {
        let outputs = self.intercepts.len();
        &self.sums[feature as usize * outputs..][..outputs]
    }

    /// The derivatives along the intercepts.
    pub fn intercepts(&self) -> &[f64] {
        &self.intercepts
    }

    /// Sets the gradient to zero.
    pub fn clear(&mut self) {
        let outputs = self.intercepts.len();
        for &j in &self.features {
            self.sums[j as usize * outputs..][..outputs].fill(0.0);
            self.is_touched[j as usize] = false;
        }
        self.features.clear();
        self.intercepts.fill(0.0);
    }
}
