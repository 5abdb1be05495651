//! Centering of features, and scaling to variance 1: length scales then start alike, and a linear kernel is independent
//! of the features' offsets.

use superlinear_interface::Matrix;
use superlinear_numerics::vectors::largest;

/// The mean subtracted from each feature, and its divisor.
#[derive(Clone, Debug)]
pub(super) struct FeatureScaling {
    pub means: Vec<f64>,
    pub scales: Vec<f64>,
}

/// The kind of scaling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scales {
    /// No scaling.
    None,
    /// Each feature by its own standard deviation.
    Feature,
    /// All features by the root of their mean variance, which preserves their proportions under one length scale.
    Shared,
}

/// A feature with deviations from its mean up to this fraction of the mean is constant but for rounding.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

impl FeatureScaling {
    /// The scaling of the given samples. Constant features are divided by 1.
    pub fn of(features: &Matrix, kind: Scales) -> Self {
        let (samples, count) = (features.rows as f64, features.columns);
        let column = |j: usize| (0..features.rows).map(move |i| features.row(i)[j]);
        let means: Vec<f64> = (0..count).map(|j| column(j).sum::<f64>() / samples).collect();
        let variance = |j: usize| {
            let deviations: Vec<f64> = column(j).map(|value| value - means[j]).collect();
            let is_constant = largest(&deviations) <= ROUNDING * means[j].abs();
            if is_constant { 0.0 } else { deviations.iter().map(|d| d * d).sum::<f64>() / samples }
        };
        let root = |variance: f64| if variance > 0.0 { variance.sqrt() } else { 1.0 };
        let scales = match kind {
            Scales::None => vec![1.0; count],
            Scales::Feature => (0..count).map(|j| root(variance(j))).collect(),
            Scales::Shared => vec![root((0..count).map(variance).sum::<f64>() / count as f64); count],
        };
        Self { means, scales }
    }

    /// The scaled samples.
    pub(crate) fn applied(&self, features: &Matrix) -> Matrix {
        let data = features.data.chunks_exact(features.columns.max(1)).flat_map(|row| {
            row.iter().zip(&self.means).zip(&self.scales).map(|((value, mean), scale)| (value - mean) / scale)
        });
        Matrix::new(features.rows, features.columns, data.collect())
    }
}
