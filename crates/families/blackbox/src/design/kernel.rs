//! Kernels of two unit vectors, as functions of their inner product.

use schemars::JsonSchema;
use serde::Deserialize;
use std::f64::consts::PI;

/// The kernel, which measures the similarity of two designs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KernelName {
    /// The neural tangent kernel of an infinitely wide network with two hidden layers of rectified linear units (Jacot, Gabriel,
    /// Hongler, NeurIPS 2018).
    #[default]
    Ntk,
    /// The Gaussian kernel exp(-d²/w²), where w² is the mean squared distance of designs in the table.
    Rbf,
}

/// A kernel with its parameter.
#[derive(Clone, Copy, Debug)]
pub enum Kernel {
    /// See [`KernelName::Ntk`].
    Ntk,
    /// See [`KernelName::Rbf`]: w² is twice this.
    Rbf(f64),
    /// The inner product itself: ridge regression.
    Linear,
}

/// The number of hidden layers of the network.
const LAYERS: usize = 2;

/// A lower limit of the squared sine in derivatives only, because they are infinite at angle 0.
const MIN_SQUARED_SINE: f64 = 1e-12;

impl Kernel {
    /// The kernel for a table of designs. `mean_gap` is the mean of 1 minus their inner product.
    pub(crate) fn new(name: KernelName, mean_gap: f64) -> Self {
        match name {
            KernelName::Ntk => Self::Ntk,
            KernelName::Rbf => Self::Rbf(if mean_gap > 0.0 { mean_gap } else { 1.0 }),
        }
    }

    /// The value at an inner product.
    pub(crate) fn value(self, product: f64) -> f64 {
        self.value_and_slope(product).0
    }

    /// The value and the derivative at an inner product.
    pub(crate) fn value_and_slope(self, product: f64) -> (f64, f64) {
        match self {
            Self::Ntk => tangent_kernel(product.clamp(-1.0, 1.0)),
            Self::Rbf(width) => {
                let value = ((product - 1.0) / width).exp();
                (value, value / width)
            }
            Self::Linear => (product, 1.0),
        }
    }
}

/// The covariance of each layer's outputs and the kernel, by recursion over the layers (arc-cosine kernels: Cho, Saul,
/// NeurIPS 2009).
fn tangent_kernel(product: f64) -> (f64, f64) {
    let (mut covariance, mut covariance_slope) = (product, 1.0);
    let (mut kernel, mut slope) = (product, 1.0);
    for _ in 0..LAYERS {
        let squared_sine = (1.0 - covariance) * (1.0 + covariance);
        let active = (PI - covariance.min(1.0).acos()) / PI;
        let active_slope = covariance_slope / (PI * squared_sine.max(MIN_SQUARED_SINE).sqrt());
        let next = squared_sine.max(0.0).sqrt() / PI + active * covariance;
        let next_slope = active * covariance_slope;
        (kernel, slope) = (kernel * active + next, slope * active + kernel * active_slope + next_slope);
        (covariance, covariance_slope) = (next, next_slope);
    }
    (kernel, slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_recursion_in_numpy() {
        assert_eq!(Kernel::Ntk.value(1.0), 3.0);
        assert!((Kernel::Ntk.value(0.5) - 1.351479561123483).abs() < 1e-14);
    }

    #[test]
    fn slopes_are_those_of_differences() {
        for kernel in [Kernel::Ntk, Kernel::Rbf(0.3), Kernel::Linear] {
            for place in [-0.9, -0.3, 0.0, 0.4, 0.95] {
                let step = 1e-6;
                let difference = (kernel.value(place + step) - kernel.value(place - step)) / (2.0 * step);
                assert!((kernel.value_and_slope(place).1 - difference).abs() < 1e-7, "{kernel:?} at {place}");
            }
        }
    }
}
