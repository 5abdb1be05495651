//! How alike the values at two points are: Matérn's kernel of order 5/2, with a length for each variable. Two categories are equal or a
//! fixed distance apart, as in a one-hot encoding.
//!
//! Source: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, equation 4.17 and section 5.1.

/// A kernel whose value at equal points is 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Kernel {
    lengths: Vec<f64>,
    /// The variance of what is added to each value, beside 1.
    noise: f64,
    /// Which variables are categories; their entries are compared for equality alone.
    categories: Vec<bool>,
}

/// The distance of two categories: as far apart as the ends of a cube of half side 1.
const CATEGORY_DISTANCE: f64 = 2.0;

const SQRT_5: f64 = 2.23606797749979;

impl Kernel {
    /// The kernel of the logarithms of the lengths and, the last one, of the noise.
    pub fn new(logarithms: &[f64], categories: &[bool]) -> Self {
        let (noise, lengths) = logarithms.split_last().map_or((0.0, logarithms), |(noise, rest)| (noise.exp(), rest));
        Self { lengths: lengths.iter().map(|length| length.exp()).collect(), noise, categories: categories.to_vec() }
    }

    /// The differences of two points in each variable, in lengths.
    fn differences<'a>(&'a self, a: &'a [f64], b: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let scales = self.lengths.iter().zip(&self.categories);
        a.iter().zip(b).zip(scales).map(|((a, b), (length, &is_category))| {
            let difference = if is_category { CATEGORY_DISTANCE * f64::from(u8::from(a != b)) } else { a - b };
            difference / length
        })
    }

    /// The variance of what is added to each value, beside 1.
    pub fn noise(&self) -> f64 {
        self.noise
    }

    /// The distance of two points, in lengths and times the root of 5.
    fn distance(&self, a: &[f64], b: &[f64]) -> f64 {
        SQRT_5 * self.differences(a, b).map(|difference| difference.powi(2)).sum::<f64>().sqrt()
    }

    /// The kernel's value, without noise.
    pub fn value(&self, a: &[f64], b: &[f64]) -> f64 {
        let r = self.distance(a, b);
        (1.0 + r + r * r / 3.0) * (-r).exp()
    }

    /// The derivative of the value by half of the square of the distance, in lengths.
    fn slope(&self, a: &[f64], b: &[f64]) -> f64 {
        let r = self.distance(a, b);
        -5.0 / 3.0 * (1.0 + r) * (-r).exp()
    }

    /// Adds the gradient of the value by `a`, times a factor; by categories it is 0.
    pub fn add_gradient(&self, factor: f64, a: &[f64], b: &[f64], sum: &mut [f64]) {
        let slope = factor * self.slope(a, b);
        let scales = self.lengths.iter().zip(&self.categories);
        for ((sum, difference), (length, &is_category)) in sum.iter_mut().zip(self.differences(a, b)).zip(scales) {
            *sum += if is_category { 0.0 } else { slope * difference / length };
        }
    }

    /// Adds the derivatives of the value by the logarithms of the lengths, times a factor.
    pub fn add_derivatives(&self, factor: f64, a: &[f64], b: &[f64], sum: &mut [f64]) {
        let slope = factor * self.slope(a, b);
        sum.iter_mut().zip(self.differences(a, b)).for_each(|(sum, difference)| *sum -= slope * difference.powi(2));
    }
}
