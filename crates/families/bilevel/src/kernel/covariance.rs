//! The kernel matrix K over the samples, and the chain rule from a sensitivity ∂F/∂K to the logarithms of its
//! parameters.

use super::kinds::KernelShape;
use faer::Mat;
use superlinear_interface::Matrix;

/// A kernel over samples. Its parameters x are logarithms: of the squared inverse length scales (one per feature or one
/// for all), or of the weights of given matrices.
pub(super) enum Covariance {
    /// A function of two feature vectors.
    OfFeatures { shape: KernelShape, features: Matrix, is_shared: bool },
    /// Σ e^{x_k} K_k.
    Mixture(Vec<Matrix>),
}

impl Covariance {
    /// The number of samples.
    pub(crate) fn samples(&self) -> usize {
        match self {
            Self::OfFeatures { features, .. } => features.rows,
            Self::Mixture(kernels) => kernels[0].rows,
        }
    }

    /// The number of parameters.
    pub(crate) fn parameters(&self) -> usize {
        match self {
            Self::OfFeatures { is_shared: true, .. } => 1,
            Self::OfFeatures { features, .. } => features.columns,
            Self::Mixture(kernels) => kernels.len(),
        }
    }

    /// The size of the diagonal of K with all parameters 0: the mean for given kernels, 1 for scaled features.
    pub(crate) fn unit(&self) -> f64 {
        let Self::Mixture(kernels) = self else { return 1.0 };
        let size = self.samples();
        let diagonal: f64 = kernels.iter().flat_map(|kernel| (0..size).map(|i| kernel.row(i)[i].abs())).sum();
        if diagonal > 0.0 { diagonal / size as f64 } else { 1.0 }
    }

    /// K at the parameters, in the lower triangle.
    pub(crate) fn matrix(&self, x: &[f64]) -> Mat<f64> {
        let size = self.samples();
        match self {
            Self::OfFeatures { shape, features, .. } => {
                let factors = factors(x, features.columns);
                lower(size, |i, j| shape.value(features.row(i), features.row(j), &factors))
            }
            Self::Mixture(kernels) => {
                let weights: Vec<_> = x.iter().map(|x| x.exp()).collect();
                lower(size, |i, j| kernels.iter().zip(&weights).map(|(kernel, weight)| weight * kernel.row(i)[j]).sum())
            }
        }
    }

    /// K - 1 for feature kernels with unit diagonal, accurate to the digits of the difference; otherwise K.
    pub(crate) fn matrix_less_one(&self, x: &[f64]) -> Mat<f64> {
        match self {
            Self::OfFeatures { shape, features, .. } => {
                let factors = factors(x, features.columns);
                lower(self.samples(), |i, j| shape.value_less_one(features.row(i), features.row(j), &factors))
            }
            Self::Mixture(_) => self.matrix(x),
        }
    }

    /// The names of the parameters, including the ridge, at their lower and at their upper bounds. Upper bounds of the
    /// logarithms are lower bounds of length scales.
    pub(crate) fn names_at_bounds(&self, x: &[f64], [lower, upper]: [&[f64]; 2]) -> [Vec<String>; 2] {
        let at = |bound: &[f64]| (0..x.len()).filter(|&k| x[k] == bound[k]).collect::<Vec<_>>();
        let kernel = |places: &[usize], name: &str| -> Vec<String> {
            places.iter().filter(|&&k| k + 1 < x.len()).map(|k| format!("{name}[{k}]")).collect()
        };
        let (lowest, highest) = (at(lower), at(upper));
        let mut names = match self {
            Self::OfFeatures { .. } => [kernel(&highest, "lengthScales"), kernel(&lowest, "lengthScales")],
            Self::Mixture(_) => [kernel(&lowest, "weights"), kernel(&highest, "weights")],
        };
        for (names, places) in names.iter_mut().zip([lowest, highest]) {
            names.extend(places.last().filter(|&&k| k + 1 == x.len()).map(|_| "ridge".to_owned()));
        }
        names
    }

    /// ∂F/∂x from the lower triangle of the symmetric ∂F/∂K.
    pub(crate) fn gradient(&self, x: &[f64], sensitivity: &Mat<f64>) -> Vec<f64> {
        match self {
            Self::OfFeatures { shape, features, is_shared } => {
                let factors = factors(x, features.columns);
                let mut sums = vec![0.0; features.columns];
                for_each_pair(sensitivity, |i, j, sensitivity| {
                    shape.add_slope(features.row(i), features.row(j), &factors, sensitivity, &mut sums);
                });
                let gradient: Vec<_> = sums.iter().zip(&factors).map(|(sum, factor)| sum * factor).collect();
                if *is_shared { vec![gradient.iter().sum()] } else { gradient }
            }
            Self::Mixture(kernels) => {
                let mut sums = vec![0.0; kernels.len()];
                for_each_pair(sensitivity, |i, j, sensitivity| {
                    sums.iter_mut().zip(kernels).for_each(|(sum, kernel)| *sum += sensitivity * kernel.row(i)[j]);
                });
                sums.iter().zip(x).map(|(sum, x)| sum * x.exp()).collect()
            }
        }
    }
}

/// The squared inverse length scale of each feature.
pub(super) fn factors(x: &[f64], features: usize) -> Vec<f64> {
    (0..features).map(|j| x[if x.len() == 1 { 0 } else { j }].exp()).collect()
}

impl KernelShape {
    /// k(a, b) with the given squared inverse length scales.
    pub(super) fn value(self, a: &[f64], b: &[f64], factors: &[f64]) -> f64 {
        let Some((exponent, polynomial)) = self.parts(a, b, factors) else { return product(a, b, factors) };
        (1.0 + polynomial) * (-exponent).exp()
    }

    /// k(a, b) - k(a, a) for kernels with k(a, a) = 1; k(a, b) for the linear kernel.
    fn value_less_one(self, a: &[f64], b: &[f64], factors: &[f64]) -> f64 {
        let Some((exponent, polynomial)) = self.parts(a, b, factors) else { return product(a, b, factors) };
        (-exponent).exp_m1() + polynomial * (-exponent).exp()
    }

    /// t and p of kernels (1 + p) e^-t; `None` for the linear kernel.
    fn parts(self, a: &[f64], b: &[f64], factors: &[f64]) -> Option<(f64, f64)> {
        let square = distance_square(a, b, factors);
        let distance = square.sqrt();
        match self {
            Self::Linear => None,
            Self::Gaussian => Some((0.5 * square, 0.0)),
            Self::Matern12 => Some((distance, 0.0)),
            Self::Matern32 => Some((ROOT_3 * distance, ROOT_3 * distance)),
            Self::Matern52 => Some((ROOT_5 * distance, ROOT_5 * distance + 5.0 / 3.0 * square)),
        }
    }

    /// Adds `sensitivity` times the derivatives of k(a, b) with respect to the squared inverse length scales to `sums`.
    ///
    /// For a function of s = Σ f_j (a_j - b_j)² they are dk/ds (a_j - b_j)². For Matérn kernels the distance √s in
    /// dk/d√s cancels, so no derivative is singular at coinciding samples.
    fn add_slope(self, a: &[f64], b: &[f64], factors: &[f64], sensitivity: f64, sums: &mut [f64]) {
        let entries = sums.iter_mut().zip(a.iter().zip(b));
        if self == Self::Linear {
            entries.for_each(|(sum, (a, b))| *sum += sensitivity * a * b);
            return;
        }
        let square = distance_square(a, b, factors);
        let distance = square.sqrt();
        let slope = match self {
            Self::Gaussian | Self::Linear => -0.5 * (-0.5 * square).exp(),
            // For coinciding samples all squared differences are zero.
            Self::Matern12 if distance == 0.0 => 0.0,
            Self::Matern12 => -0.5 * (-distance).exp() / distance,
            Self::Matern32 => -1.5 * (-ROOT_3 * distance).exp(),
            Self::Matern52 => -5.0 / 6.0 * (1.0 + ROOT_5 * distance) * (-ROOT_5 * distance).exp(),
        };
        let change = sensitivity * slope;
        entries.for_each(|(sum, (a, b))| *sum += change * (a - b) * (a - b));
    }
}

/// The linear kernel.
fn product(a: &[f64], b: &[f64], factors: &[f64]) -> f64 {
    a.iter().zip(b).zip(factors).map(|((a, b), factor)| factor * a * b).sum()
}

/// The squared distance in length scales.
pub(super) fn distance_square(a: &[f64], b: &[f64], factors: &[f64]) -> f64 {
    a.iter().zip(b).zip(factors).map(|((a, b), factor)| factor * (a - b) * (a - b)).sum()
}

const ROOT_3: f64 = 1.732_050_807_568_877_2;
const ROOT_5: f64 = 2.236_067_977_499_79;

fn lower(size: usize, entry: impl Fn(usize, usize) -> f64) -> Mat<f64> {
    Mat::from_fn(size, size, |i, j| if i >= j { entry(i, j) } else { 0.0 })
}

/// Visits the lower triangle of a symmetric matrix, with off-diagonal entries doubled.
fn for_each_pair(matrix: &Mat<f64>, mut visit: impl FnMut(usize, usize, f64)) {
    for j in 0..matrix.ncols() {
        let column = matrix.col_as_slice(j);
        visit(j, j, column[j]);
        (j + 1..column.len()).for_each(|i| visit(i, j, 2.0 * column[i]));
    }
}
