//! The correlation of the values at two points: the Matérn kernel of order 5/2, with a length scale for each variable.
//! Different categories are a fixed distance apart, as in a one-hot encoding.
//!
//! Source: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, equation 4.17 and section 5.1.

/// A kernel with value 1 at equal points.
#[derive(Clone, Debug, PartialEq)]
pub struct Kernel {
    lengths: Vec<f64>,
    /// The variance of the noise, relative to the variance of the process.
    noise: f64,
    /// For each variable, whether it is a category; categories are only compared for equality.
    categories: Vec<bool>,
}

/// The distance of two categories: the distance of opposite faces of a cube of half side 1.
const CATEGORY_DISTANCE: f64 = 2.0;

const SQRT_5: f64 = 2.23606797749979;

impl Kernel {
    /// The kernel for the logarithms of the length scales, followed by the logarithm of the noise variance.
    pub(crate) fn new(logarithms: &[f64], categories: &[bool]) -> Self {
        let (noise, lengths) = logarithms.split_last().map_or((0.0, logarithms), |(noise, rest)| (noise.exp(), rest));
        Self { lengths: lengths.iter().map(|length| length.exp()).collect(), noise, categories: categories.to_vec() }
    }

    /// The scaled differences of two points in each variable.
    fn differences<'a>(&'a self, a: &'a [f64], b: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let scales = self.lengths.iter().zip(&self.categories);
        a.iter().zip(b).zip(scales).map(|((a, b), (length, &is_category))| {
            let difference = if is_category { CATEGORY_DISTANCE * f64::from(u8::from(a != b)) } else { a - b };
            difference / length
        })
    }

    /// The variance of the noise, relative to the variance of the process.
    pub(crate) fn noise(&self) -> f64 {
        self.noise
    }

    /// The scaled distance of two points, times √5.
    fn distance(&self, a: &[f64], b: &[f64]) -> f64 {
        SQRT_5 * self.differences(a, b).map(|difference| difference.powi(2)).sum::<f64>().sqrt()
    }

    /// The kernel's value, without noise.
    pub(crate) fn value(&self, a: &[f64], b: &[f64]) -> f64 {
        let r = self.distance(a, b);
        (1.0 + r + r * r / 3.0) * (-r).exp()
    }

    /// The derivative of the value with respect to half the squared scaled distance.
    fn slope(&self, a: &[f64], b: &[f64]) -> f64 {
        let r = self.distance(a, b);
        -5.0 / 3.0 * (1.0 + r) * (-r).exp()
    }

    /// Adds `factor` times the gradient of the value with respect to `a`; it is 0 for categories.
    pub(crate) fn add_gradient(&self, factor: f64, a: &[f64], b: &[f64], sum: &mut [f64]) {
        let slope = factor * self.slope(a, b);
        let scales = self.lengths.iter().zip(&self.categories);
        for ((sum, difference), (length, &is_category)) in sum.iter_mut().zip(self.differences(a, b)).zip(scales) {
            *sum += if is_category { 0.0 } else { slope * difference / length };
        }
    }

    /// Adds `factor` times the derivatives of the value with respect to the logarithms of the length scales.
    pub(crate) fn add_derivatives(&self, factor: f64, a: &[f64], b: &[f64], sum: &mut [f64]) {
        let slope = factor * self.slope(a, b);
        sum.iter_mut().zip(self.differences(a, b)).for_each(|(sum, difference)| *sum -= slope * difference.powi(2));
    }
}
