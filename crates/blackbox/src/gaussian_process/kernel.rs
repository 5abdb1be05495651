//! How alike the values at two points are: Matérn's kernel of order 5/2, with a length for each variable.
//!
//! Source: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, equation 4.17 and section 5.1.

/// A kernel whose value at equal points is 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Kernel {
    lengths: Vec<f64>,
    /// The variance of what is added to each value, beside 1.
    noise: f64,
}

const SQRT_5: f64 = 2.23606797749979;

impl Kernel {
    /// The kernel of the logarithms of the lengths and, the last one, of the noise.
    pub fn new(logarithms: &[f64]) -> Self {
        let (noise, lengths) = logarithms.split_last().map_or((0.0, logarithms), |(noise, rest)| (noise.exp(), rest));
        Self { lengths: lengths.iter().map(|length| length.exp()).collect(), noise }
    }

    /// The variance of what is added to each value, beside 1.
    pub fn noise(&self) -> f64 {
        self.noise
    }

    /// The distance of two points, in lengths and times the root of 5.
    fn distance(&self, a: &[f64], b: &[f64]) -> f64 {
        let squares = a.iter().zip(b).zip(&self.lengths).map(|((a, b), length)| ((a - b) / length).powi(2));
        SQRT_5 * squares.sum::<f64>().sqrt()
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

    /// Adds the gradient of the value by `a`, times a factor.
    pub fn add_gradient(&self, factor: f64, a: &[f64], b: &[f64], sum: &mut [f64]) {
        let slope = factor * self.slope(a, b);
        for ((sum, (a, b)), length) in sum.iter_mut().zip(a.iter().zip(b)).zip(&self.lengths) {
            *sum += slope * (a - b) / (length * length);
        }
    }

    /// Adds the derivatives of the value by the logarithms of the lengths, times a factor.
    pub fn add_derivatives(&self, factor: f64, a: &[f64], b: &[f64], sum: &mut [f64]) {
        let slope = factor * self.slope(a, b);
        for ((sum, (a, b)), length) in sum.iter_mut().zip(a.iter().zip(b)).zip(&self.lengths) {
            *sum -= slope * ((a - b) / length).powi(2);
        }
    }
}
