//! The mean loss over several blocks of samples, as a function of the coefficients.

use super::loss::SampleLoss;
use super::rows::Rows;
use faer::{Mat, MatRef};
use std::sync::Arc;
use superlinear_losses::Curvature;
use superlinear_numerics::dense::{add_gram, add_transposed_product, write_product};
use superlinear_numerics::vectors::add_scaled;

/// Training samples of a model.
#[derive(Clone)]
pub(crate) struct Training<'a> {
    /// Blocks of samples, each with its loss.
    blocks: Vec<(Rows<'a>, &'a SampleLoss)>,
    /// The total weight of the samples.
    weight: f64,
    /// The precomputed Hessian of a squared loss, in the lower triangle.
    gram: Option<Arc<Mat<f64>>>,
    /// The gradient at zero coefficients, if the Hessian is precomputed.
    slope_at_zero: Option<Arc<Vec<f64>>>,
}

impl<'a> Training<'a> {
    pub(crate) fn new(blocks: Vec<(Rows<'a>, &'a SampleLoss)>, weight: f64) -> Self {
        Self { blocks, weight, gram: None, slope_at_zero: None }
    }

    /// Adds a precomputed Hessian.
    pub(crate) fn with_gram(self, gram: Arc<Mat<f64>>) -> Self {
        let slope = self.gradient(&self.zero_predictors());
        Self { gram: Some(gram), slope_at_zero: Some(Arc::new(slope)), ..self }
    }

    /// The gradient at zero coefficients, if the loss is quadratic with a precomputed Hessian.
    pub(crate) fn slope_at_zero(&self) -> Option<&[f64]> {
        self.slope_at_zero.as_ref().map(|slope| slope.as_slice())
    }

    /// The linear predictors of each block for zero coefficients.
    pub(crate) fn zero_predictors(&self) -> Vec<Vec<f64>> {
        self.blocks.iter().map(|(rows, loss)| vec![0.0; rows.count() * loss.outputs()]).collect()
    }

    pub(crate) fn columns(&self) -> usize {
        self.blocks[0].0.columns()
    }

    pub(crate) fn outputs(&self) -> usize {
        self.blocks[0].1.outputs()
    }

    pub(crate) fn coefficients(&self) -> usize {
        self.columns() * self.outputs()
    }

    pub(crate) fn samples(&self) -> usize {
        self.blocks.iter().map(|(rows, _)| rows.count()).sum()
    }

    pub(crate) fn is_quadratic(&self) -> bool {
        self.blocks[0].1.is_quadratic()
    }

    pub(crate) fn is_dense(&self) -> bool {
        self.blocks[0].0.dense().is_some()
    }

    /// The rows of each block.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Rows<'a>> {
        self.blocks.iter().map(|(rows, _)| rows)
    }

    /// The samples restricted to the columns `chosen`, for models with one output.
    pub fn of_columns(&self, chosen: &[usize]) -> Self {
        let blocks = self.blocks.iter().map(|(rows, loss)| (rows.of_columns(chosen), *loss)).collect();
        let gram =
            self.gram.as_ref().map(|gram| {
                // The columns are in ascending order, so the lower triangle maps to the lower triangle.
                Arc::new(Mat::from_fn(chosen.len(), chosen.len(), |i, j| {
                    if i >= j { gram[(chosen[i], chosen[j])] } else { 0.0 }
                }))
            });
        let slope = self.slope_at_zero().map(|slope| Arc::new(chosen.iter().map(|&j| slope[j]).collect()));
        Self { blocks, weight: self.weight, gram, slope_at_zero: slope }
    }

    /// The linear predictors of each block, class by class.
    pub(crate) fn predictors(&self, coefficients: &[f64]) -> Vec<Vec<f64>> {
        self.blocks.iter().map(|(rows, _)| predictors(rows, coefficients)).collect()
    }

    /// The mean loss at the predictors.
    pub(crate) fn value(&self, predictors: &[Vec<f64>]) -> f64 {
        self.blocks.iter().zip(predictors).map(|((_, loss), z)| loss.value(z)).sum::<f64>() / self.weight
    }

    /// The gradient of the mean loss with respect to the coefficients.
    pub(crate) fn gradient(&self, predictors: &[Vec<f64>]) -> Vec<f64> {
        let slopes = self.blocks.iter().zip(predictors).map(|((_, loss), z)| loss.slopes(z));
        self.add_up(slopes)
    }

    /// The second derivatives of the losses with respect to the predictors, by block.
    pub(crate) fn curvatures(&self, predictors: &[Vec<f64>]) -> Vec<Curvature> {
        self.blocks.iter().zip(predictors).map(|((_, loss), z)| loss.curvature(z)).collect()
    }

    /// The product of the Hessian of the mean loss with a vector.
    pub(crate) fn product(&self, curvatures: &[Curvature], vector: &[f64]) -> Vec<f64> {
        let changes = self.predictors(vector);
        self.add_up(curvatures.iter().zip(changes).map(|(curvature, change)| curved(curvature, change)))
    }

    /// The block of one class in the Hessian of the mean loss, in the lower triangle.
    pub(crate) fn hessian(&self, curvatures: &[Curvature], class: usize) -> Mat<f64> {
        if let Some(gram) = &self.gram {
            return Mat::clone(gram);
        }
        let columns = self.columns();
        let mut hessian = Mat::zeros(columns, columns);
        for ((rows, _), curvature) in self.blocks.iter().zip(curvatures) {
            let roots = roots(curvature, rows.count(), class);
            let entries = match rows.dense() {
                Some(entries) => entries.to_vec(),
                None => rows.of_columns(&(0..columns).collect::<Vec<_>>()).dense().unwrap_or_default().to_vec(),
            };
            add_gram(&scaled(entries, columns, &roots), &mut hessian);
        }
        hessian *= faer::Scale(1.0 / self.weight);
        hessian
    }

    /// The diagonal of the Hessian of the mean loss.
    pub(crate) fn diagonal(&self, curvatures: &[Curvature]) -> Vec<f64> {
        let columns = self.columns();
        let mut diagonal = vec![0.0; self.coefficients()];
        for (class, part) in diagonal.chunks_mut(columns).enumerate() {
            for ((rows, _), curvature) in self.blocks.iter().zip(curvatures) {
                let weights: Vec<_> = roots(curvature, rows.count(), class).iter().map(|root| root * root).collect();
                rows.add_squares(&weights, part);
            }
            part.iter_mut().for_each(|entry| *entry /= self.weight);
        }
        diagonal
    }

    /// The second derivative of the mean loss with respect to each sample's predictor, for models with one output.
    pub(crate) fn sample_curvatures(&self, curvatures: &[Curvature]) -> Vec<f64> {
        let of_block = |((rows, _), curvature): (&(Rows<'_>, &SampleLoss), &Curvature)| {
            roots(curvature, rows.count(), 0).iter().map(|root| root * root / self.weight).collect::<Vec<_>>()
        };
        self.blocks.iter().zip(curvatures).flat_map(of_block).collect()
    }

    /// The derivatives with respect to the coefficients from those with respect to the predictors, divided by the
    /// weight.
    fn add_up(&self, slopes: impl Iterator<Item = Vec<f64>>) -> Vec<f64> {
        let mut sums = vec![0.0; self.coefficients()];
        for ((rows, _), slopes) in self.blocks.iter().zip(slopes) {
            add_slopes(rows, &slopes, &mut sums);
        }
        sums.iter_mut().for_each(|sum| *sum /= self.weight);
        sums
    }
}

/// The linear predictors of rows, class by class.
pub(crate) fn predictors(rows: &Rows<'_>, coefficients: &[f64]) -> Vec<f64> {
    let (columns, samples) = (rows.columns(), rows.count());
    let outputs = coefficients.len() / columns;
    let mut predictors = vec![0.0; samples * outputs];
    match rows.dense() {
        Some(entries) if outputs > 1 => {
            let mut products = predictors.clone();
            let coefficients = MatRef::from_column_major_slice(coefficients, columns, outputs);
            write_product(entries, coefficients, false, &mut products);
            transpose(&products, outputs, &mut predictors);
        }
        _ => {
            let classes = coefficients.chunks(columns).zip(predictors.chunks_mut(samples.max(1)));
            classes.for_each(|(x, y)| rows.apply(x, y));
        }
    }
    predictors
}

/// Adds the derivatives with respect to the coefficients from those with respect to the predictors, class by class.
pub(crate) fn add_slopes(rows: &Rows<'_>, slopes: &[f64], sums: &mut [f64]) {
    let (columns, samples) = (rows.columns(), rows.count());
    let outputs = sums.len() / columns;
    match rows.dense() {
        Some(entries) if outputs > 1 => {
            let mut by_rows = vec![0.0; slopes.len()];
            transpose(slopes, samples, &mut by_rows);
            let mut sum = Mat::zeros(columns, outputs);
            add_transposed_product(entries, &by_rows, &mut sum);
            sums.chunks_mut(columns).enumerate().for_each(|(k, part)| add_scaled(part, 1.0, sum.col_as_slice(k)));
        }
        _ => {
            let classes = slopes.chunks(samples.max(1)).zip(sums.chunks_mut(columns));
            classes.for_each(|(y, x)| rows.add_transposed(y, x));
        }
    }
}

/// Writes the transpose of a matrix with rows of `width` entries.
fn transpose(matrix: &[f64], width: usize, transposed: &mut [f64]) {
    let height = matrix.len() / width.max(1);
    for (i, row) in matrix.chunks_exact(width.max(1)).enumerate() {
        row.iter().enumerate().for_each(|(j, entry)| transposed[j * height + i] = *entry);
    }
}

/// Multiplies each row by its factor.
pub(crate) fn scaled(mut entries: Vec<f64>, columns: usize, factors: &[f64]) -> Vec<f64> {
    for (row, factor) in entries.chunks_exact_mut(columns).zip(factors) {
        row.iter_mut().for_each(|entry| *entry *= factor);
    }
    entries
}

/// The square roots of the curvatures with respect to the predictors of one class. For `multinomial` the curvature is p
/// (1 - p), with the other classes fixed.
fn roots(curvature: &Curvature, samples: usize, class: usize) -> Vec<f64> {
    match curvature {
        Curvature::Classes { probabilities, weights } => {
            let part = &probabilities[class * samples..(class + 1) * samples];
            part.iter().zip(weights).map(|(p, weight)| (weight * p * (1.0 - p)).max(0.0).sqrt()).collect()
        }
        _ => curvature.roots(samples, class),
    }
}

/// The curvature with respect to the predictors times a change of them.
fn curved(curvature: &Curvature, mut change: Vec<f64>) -> Vec<f64> {
    match curvature {
        Curvature::Uniform(number) => change.iter_mut().for_each(|z| *z *= number),
        Curvature::Diagonal(diagonal) => change.iter_mut().zip(diagonal).for_each(|(z, factor)| *z *= factor),
        Curvature::Classes { probabilities, weights } => {
            let mut means = vec![0.0; weights.len()];
            for (z, p) in change.chunks(weights.len()).zip(probabilities.chunks(weights.len())) {
                means.iter_mut().zip(z).zip(p).for_each(|((mean, z), p)| *mean += p * z);
            }
            for (z, p) in change.chunks_mut(weights.len()).zip(probabilities.chunks(weights.len())) {
                for (((z, p), mean), weight) in z.iter_mut().zip(p).zip(&means).zip(weights) {
                    *z = weight * p * (*z - mean);
                }
            }
        }
    }
    change
}
