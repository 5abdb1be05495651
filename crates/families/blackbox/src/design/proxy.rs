//! The proxy of a table of designs and scores: a kernel model, and the two losses of a design.
//!
//! Source: Chen, Zhang, Fu, Liu, Coates, Bidirectional Learning for Offline Infinite-width Model-based Optimization,
//! NeurIPS 2022, sections 3 and 4.

use super::kernel::Kernel;
use super::ridge::Ridge;
use crate::kernel_ridge::Fit;
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::dot;

/// A kernel model of standardized scores.
pub(crate) struct Proxy {
    kernel: Kernel,
    ridge: Ridge,
    targets: Vec<f64>,
    /// The kernel of a design with itself.
    own: f64,
    /// The standardized target score.
    wish: f64,
    /// The prediction from a design with the target score, per unit of the kernel.
    backward_factor: f64,
}

/// The two losses of a design.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Losses {
    /// Half the squared difference of the table's prediction for the design and the target score.
    pub forward: f64,
    /// Half the mean squared error of the design's predictions for the table's scores.
    pub backward: f64,
}

/// The weighted sum of the losses under a model.
#[derive(Clone, Copy)]
pub(crate) struct WeightedLoss<'a> {
    pub proxy: &'a Proxy,
    pub backward_weight: f64,
}

impl WeightedLoss<'_> {
    /// The sum of these losses.
    pub(crate) fn of(self, losses: Losses) -> f64 {
        (1.0 - self.backward_weight) * losses.forward + self.backward_weight * losses.backward
    }
}

/// Candidate ridges, as multiples of the kernel's mean eigenvalue, the most likely first in case there is no time for
/// all.
const RIDGES: [f64; 8] = [1e-2, 1e-1, 1e-3, 1.0, 1e-4, 10.0, 1e-5, 1e-6];

impl Proxy {
    /// The model of `targets`. `products` holds the inner products of each design with those before it and itself. By
    /// default the ridge has the smallest leave-one-out error.
    pub(crate) fn new(
        kernel: Kernel,
        products: &[Vec<f64>],
        targets: Vec<f64>,
        ridge: Option<f64>,
        wish: f64,
        run: &Run,
    ) -> Result<Self, Error> {
        let count = targets.len();
        let matrix = Mat::from_fn(count, count, |i, j| if i >= j { kernel.value(products[i][j]) } else { 0.0 });
        let mean_eigenvalue = (0..count).map(|k| matrix[(k, k)]).sum::<f64>() / count as f64;
        let ridge = match ridge {
            Some(ridge) => Ridge::new(&matrix, &targets, ridge, run)?,
            None => Ridge::best(&matrix, &targets, RIDGES.map(|multiple| multiple * mean_eigenvalue), run)?,
        };
        let own = kernel.value(1.0);
        let backward_factor = wish / (own + ridge.fit.ridge);
        Ok(Self { kernel, ridge, targets, own, wish, backward_factor })
    }

    /// The kernel.
    pub(crate) fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// The fitted model.
    pub(crate) fn fit(&self) -> &Fit {
        &self.ridge.fit
    }

    /// The standardized scores.
    pub(crate) fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// The prediction for a design with these kernel values.
    pub(crate) fn prediction(&self, kernels: &[f64]) -> f64 {
        dot(&self.fit().coefficients, kernels)
    }

    /// The standard deviations of the predictions for designs with these kernel values, under a Gaussian process with
    /// maximum-likelihood scale.
    pub(crate) fn deviations(&self, kernels: &[Vec<f64>]) -> Vec<f64> {
        let scale = dot(&self.targets, &self.fit().coefficients) / self.targets.len() as f64;
        let deviation = |explained: f64| (scale * (self.own - explained)).max(0.0).sqrt();
        self.ridge.inverse_forms(kernels).into_iter().map(deviation).collect()
    }

    /// The squared error of the design's prediction for row `i`, as summed in the backward loss.
    pub(crate) fn miss(&self, i: usize, kernel: f64) -> f64 {
        (self.backward_factor * kernel - self.targets[i]).powi(2)
    }

    /// The losses for a prediction and a sum of [squared errors](Self::miss).
    pub(crate) fn losses_of(&self, prediction: f64, misses: f64) -> Losses {
        Losses { forward: 0.5 * (prediction - self.wish).powi(2), backward: 0.5 * misses / self.targets.len() as f64 }
    }

    /// The losses of a design with these kernel values.
    pub(crate) fn losses(&self, kernels: &[f64]) -> Losses {
        let misses = kernels.iter().enumerate().map(|(i, &kernel)| self.miss(i, kernel)).sum();
        self.losses_of(self.prediction(kernels), misses)
    }

    /// The derivatives of the weighted loss with respect to the kernel values.
    pub(crate) fn slopes(&self, kernels: &[f64], backward_weight: f64) -> Vec<f64> {
        let excess = (1.0 - backward_weight) * (self.prediction(kernels) - self.wish);
        let backward = backward_weight * self.backward_factor / self.targets.len() as f64;
        let slope = |(i, kernel): (usize, &f64)| {
            excess * self.fit().coefficients[i] + backward * (self.backward_factor * kernel - self.targets[i])
        };
        kernels.iter().enumerate().map(slope).collect()
    }
}

/// The inner products of each of `count` designs with those before it and itself.
pub(crate) fn lower_products(
    count: usize,
    run: &Run,
    product: impl Fn(usize, usize) -> f64 + Sync,
) -> Result<Vec<Vec<f64>>, Error> {
    let cancellation = run.cancellation();
    let row = |i| cancellation.ensure_wanted().map(|()| (0..=i).map(|j| product(i, j)).collect());
    Parallelism::of(run).map_blocks(count, row).into_iter().collect()
}
