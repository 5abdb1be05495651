//! Predictions of a kernel ridge model.

use super::covariance::{Covariance, distance_square, factors};
use super::kinds::KernelShape;
use super::model::GivenKernelModel;
use super::scaling::FeatureScaling;
use super::system::System;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector, VectorOrMatrix, check};
use superlinear_numerics::vectors::dot_in_order;

/// Predicts new samples with a model of `tuneKernel`.
///
/// @example
/// ```ts
/// const matrix = [[0], [1], [2], [3]];
/// const { model } = await tuneKernel({ matrix, response: [0, 0.8, 0.9, 0.1] });
/// const { predictions } = await predictKernel({ model, matrix: [[1.5]] });
/// ```
#[derive(JsonSchema)]
pub struct PredictKernel;

/// A model and new samples: `matrix` for a kernel of features, `kernels` for given kernels.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PredictKernelProblem {
    /// The `model` of a solution.
    pub model: GivenKernelModel,
    /// A row of features for each new sample.
    pub matrix: Option<Matrix>,
    /// For each given kernel, a matrix with a row per new sample and a column per training sample.
    pub kernels: Option<Vec<Matrix>>,
    /// Whether to return `variances`, for kernels of features only. Takes a factorization of the training kernel.
    #[serde(default)]
    pub variances: bool,
    /// Whether to return `distances`, for kernels of features only.
    #[serde(default)]
    pub distances: bool,
}

/// The predictions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PredictKernelSolution {
    /// The prediction for each new sample, in the form of the response.
    pub predictions: VectorOrMatrix,
    /// The predictive variance of the Gaussian process at each new sample: of the function, without the noise of
    /// responses. The noise has variance nλ `processVariance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variances: Option<Vector>,
    /// The distance of each new sample to the nearest training sample, in length scales. Predictions beyond 1 are
    /// extrapolations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distances: Option<Vector>,
}

impl Task for PredictKernel {
    const NAME: &'static str = "bilevel.predictKernel";
    type Problem = PredictKernelProblem;
    type Solution = PredictKernelSolution;
    type Progress = NoProgress;

    fn solve(problem: PredictKernelProblem, run: &Run) -> Result<PredictKernelSolution, Error> {
        let model = &problem.model;
        let training = model.dual_coefficients.rows();
        check::not_empty("model.dualCoefficients", training * model.dual_coefficients.count())?;
        let dual = check::finite_columns("model.dualCoefficients", &model.dual_coefficients)?;
        let offsets = &model.offset;
        check::length("model.offset", offsets.len(), dual.len(), "model.dualCoefficients has columns")?;
        check::numbers("model.offset", offsets, check::FINITE)?;
        let cross = problem.cross(training)?;
        let spread = if problem.variances { Some(problem.spread(&cross)?) } else { None };
        let (mut variances, mut distances) = (Vec::new(), Vec::new());
        let mut columns = vec![Vec::with_capacity(cross.rows()); dual.len()];
        for i in 0..cross.rows() {
            run.ensure_wanted()?;
            let row = cross.row(i);
            for ((column, dual), offset) in columns.iter_mut().zip(&dual).zip(offsets.iter()) {
                let prediction = offset + dot_in_order(&row, dual);
                if !prediction.is_finite() {
                    return Err(Error::invalid("model", format!("predicts no finite number of sample {i}")));
                }
                column.push(prediction);
            }
            if let Some((system, process_variance)) = &spread {
                variances.push(process_variance * system.variance(cross.own(i), &row));
            }
            if problem.distances {
                distances.push(cross.distance(i)?);
            }
        }
        Ok(PredictKernelSolution {
            predictions: model.dual_coefficients.in_this_form(columns),
            variances: problem.variances.then(|| variances.into()),
            distances: problem.distances.then(|| distances.into()),
        })
    }
}

/// The kernel between new and training samples.
enum Cross<'a> {
    OfFeatures { shape: KernelShape, training: Matrix, new: Matrix, factors: Vec<f64> },
    Mixture { kernels: &'a [Matrix], weights: &'a [f64] },
}

impl Cross<'_> {
    /// The number of new samples.
    fn rows(&self) -> usize {
        match self {
            Self::OfFeatures { new, .. } => new.rows,
            Self::Mixture { kernels, .. } => kernels[0].rows,
        }
    }

    /// The kernel between new sample `i` and each training sample.
    fn row(&self, i: usize) -> Vec<f64> {
        match self {
            Self::OfFeatures { shape, training, new, factors } => {
                (0..training.rows).map(|j| shape.value(new.row(i), training.row(j), factors)).collect()
            }
            Self::Mixture { kernels, weights } => {
                let entry =
                    |j: usize| kernels.iter().zip(*weights).map(|(kernel, weight)| weight * kernel.row(i)[j]).sum();
                (0..kernels[0].columns).map(entry).collect()
            }
        }
    }

    /// The kernel of new sample `i` with itself.
    fn own(&self, i: usize) -> f64 {
        match self {
            Self::OfFeatures { shape, new, factors, .. } => shape.value(new.row(i), new.row(i), factors),
            Self::Mixture { .. } => 0.0,
        }
    }

    /// The distance of new sample `i` to the nearest training sample.
    fn distance(&self, i: usize) -> Result<f64, Error> {
        let Self::OfFeatures { training, new, factors, .. } = self else { return Err(of_features_only("distances")) };
        let squares = (0..training.rows).map(|j| distance_square(new.row(i), training.row(j), factors));
        Ok(squares.fold(f64::INFINITY, f64::min).sqrt().min(f64::MAX))
    }
}

fn of_features_only(name: &str) -> Error {
    Error::invalid(name, "must not be requested for a model of given kernels")
}

impl PredictKernelProblem {
    fn cross(&self, samples: usize) -> Result<Cross<'_>, Error> {
        match (&self.model.matrix, &self.model.weights) {
            (Some(training), None) => self.of_features(training, samples),
            (None, Some(weights)) => self.mixture(weights, samples),
            _ => Err(Error::invalid("model", "must have either matrix or weights")),
        }
    }

    /// The factorized kernel of the training samples, and the variance of the process.
    fn spread(&self, cross: &Cross<'_>) -> Result<(System, f64), Error> {
        let Cross::OfFeatures { shape, training, factors, .. } = cross else {
            return Err(of_features_only("variances"));
        };
        let part = |name: &str, given: Option<f64>, range| {
            let path = format!("model.{name}");
            let Some(number) = given else {
                return Err(Error::invalid(path, "is missing, but variances are requested"));
            };
            check::number(&path, number, range).map(|()| number)
        };
        let ridge = part("ridge", self.model.ridge, check::POSITIVE)?;
        let process_variance = part("processVariance", self.model.process_variance, check::NOT_NEGATIVE)?;
        let logarithms: Vec<_> = factors.iter().map(|factor| factor.ln()).collect();
        let covariance = Covariance::OfFeatures { shape: *shape, features: training.clone(), is_shared: false };
        let kernel = covariance.matrix(&logarithms);
        let system = System::new(kernel, training.rows as f64 * ridge, &[], self.model.intercept);
        let message = "is too small for the kernel of model.matrix to be positive definite";
        system.map(|system| (system, process_variance)).ok_or_else(|| Error::invalid("model.ridge", message))
    }

    fn of_features(&self, training: &Matrix, samples: usize) -> Result<Cross<'_>, Error> {
        let Some(shape) = self.model.kernel else {
            return Err(Error::invalid("model.kernel", "must be given together with model.matrix"));
        };
        let Some(new) = &self.matrix else {
            return Err(Error::invalid("matrix", "must be given, as the model has a kernel of features"));
        };
        if self.kernels.is_some() {
            return Err(Error::invalid("kernels", "must not be given, as the model has a kernel of features"));
        }
        check::length("model.matrix", training.rows, samples, "model.dualCoefficients has rows")?;
        check::has_entries("model.matrix", training.rows, training.columns)?;
        check::matrix("model.matrix", training, check::FINITE)?;
        check::columns("matrix", new.columns, training.columns, "model.matrix")?;
        check::matrix("matrix", new, check::FINITE)?;
        let length_scales = self.model.length_scales.as_deref().unwrap_or_default();
        if length_scales.len() != 1 {
            check::length("model.lengthScales", length_scales.len(), training.columns, "model.matrix has columns")?;
        }
        check::numbers("model.lengthScales", length_scales, check::POSITIVE)?;
        let logarithms: Vec<_> = length_scales.iter().map(|scale| -2.0 * scale.ln()).collect();
        let scaling = self.scaling(training.columns)?;
        Ok(Cross::OfFeatures {
            shape,
            training: scaling.applied(training),
            new: scaling.applied(new),
            factors: factors(&logarithms, training.columns),
        })
    }

    fn scaling(&self, columns: usize) -> Result<FeatureScaling, Error> {
        let part = |name: &str, given: &Option<Vector>, default: f64| match given {
            None => Ok(vec![default; columns]),
            Some(values) => {
                check::length(&format!("model.{name}"), values.len(), columns, "model.matrix has columns")?;
                check::numbers(&format!("model.{name}"), values, check::FINITE)?;
                Ok(values.to_vec())
            }
        };
        let scaling = FeatureScaling {
            means: part("featureMeans", &self.model.feature_means, 0.0)?,
            scales: part("featureScales", &self.model.feature_scales, 1.0)?,
        };
        check::numbers("model.featureScales", &scaling.scales, check::POSITIVE)?;
        Ok(scaling)
    }

    fn mixture<'a>(&'a self, weights: &'a [f64], samples: usize) -> Result<Cross<'a>, Error> {
        let Some(kernels) = &self.kernels else {
            return Err(Error::invalid("kernels", "must be given, as the model is of given kernels"));
        };
        if self.matrix.is_some() {
            return Err(Error::invalid("matrix", "must not be given, as the model is of given kernels"));
        }
        check::not_empty("model.weights", weights.len())?;
        check::length("kernels", kernels.len(), weights.len(), "model.weights")?;
        check::numbers("model.weights", weights, check::NOT_NEGATIVE)?;
        for (k, kernel) in kernels.iter().enumerate() {
            let path = format!("kernels[{k}]");
            check::length(&path, kernel.rows, kernels[0].rows, "kernels[0] has rows")?;
            check::columns(&path, kernel.columns, samples, "model.dualCoefficients has rows")?;
            check::matrix(&path, kernel, check::FINITE)?;
        }
        Ok(Cross::Mixture { kernels, weights })
    }
}
