//! The input of `tuneKernel`.

use super::covariance::Covariance;
use super::criterion::Setting;
use super::folds::folds;
use super::kinds::{KernelCriterion, KernelIntercept, KernelShape, LengthScales};
use super::scaling::{FeatureScaling, Scales};
use super::system::mean;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Matrix, NumberOrVector, Run, Vector, VectorOrMatrix, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{SMALLEST_SQUARE, largest};

/// Initial parameters.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InitialKernel {
    /// The length scales of scaled features, one for all or one per feature, from e^-2 to e^6. Default: e.
    pub length_scales: Option<NumberOrVector>,
    /// The weights of `kernels`, one for all or one per kernel, from e^-12 to e^4. Default: 1.
    pub weights: Option<NumberOrVector>,
    /// The ridge λ, from 1e-14 / n to e^3. Default: 0.001. With `kernels` all three are in units of the mean diagonal
    /// entry of their sum.
    pub ridge: Option<f64>,
}

/// Samples with responses, and the family of kernels. Give either `matrix` or `kernels`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TuneKernelProblem {
    /// The features: a row per sample, 2 to 4000 samples and up to 1000 features. Features are centered, and scaled
    /// unless `standardize` is false.
    pub matrix: Option<Matrix>,
    /// The response of each sample. Several outputs, one per column, share one kernel.
    pub response: VectorOrMatrix,
    /// The kernel of two rows of `matrix`. Default: gaussian.
    pub kernel: Option<KernelShape>,
    /// Whether each feature has its own length scale. Default: feature.
    pub length_scales: Option<LengthScales>,
    /// Whether to divide features by their standard deviations or, if `lengthScales` is `shared`, all by the root of
    /// their mean variance. `lengthScales` refer to the scaled features. Default: true.
    pub standardize: Option<bool>,
    /// The constant term of predictions.
    #[serde(default)]
    pub intercept: KernelIntercept,
    /// Symmetric kernel matrices over the samples, instead of `matrix`. Their weighted sum is the kernel.
    pub kernels: Option<Vec<Matrix>>,
    /// The criterion to minimize.
    #[serde(default)]
    pub criterion: KernelCriterion,
    /// For the criterion `folds`: the number of folds, with sample i in fold i modulo that number, or the fold of each
    /// sample from 0, with -1 for samples that are never held out. Default: 5.
    pub folds: Option<NumberOrVector>,
    /// Initial parameters.
    #[serde(default)]
    pub initial: InitialKernel,
    /// Tolerance on the largest absolute entry of the projected gradient, relative to the objective, but at least to
    /// 1e-16 of its value without a kernel. For the marginal likelihood it is absolute.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on outer iterations; 0 evaluates `initial`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to record each iteration in the solution.
    #[serde(default)]
    pub history: bool,
}

fn default_tolerance() -> f64 {
    1e-4
}

fn default_max_iterations() -> u32 {
    100
}

/// Beyond this number of samples, the cubic cost of a step takes minutes.
const MAX_SAMPLES: usize = 4000;

/// With more features, evaluating the kernel takes longer than the factorization.
const MAX_FEATURES: usize = 1000;

/// The range of x for squared inverse length scales and weights e^x. For standardized features, no two samples are
/// close beyond e^4, and all are alike below e^-12.
pub(super) const KERNEL_BOUNDS: [f64; 2] = [-12.0, 4.0];

/// Bounds on the ridge in units of the kernel's diagonal. Above e^3 predictions almost vanish; at nλ = 1e-14 rounding
/// regularizes.
const LARGEST_RIDGE: f64 = 20.085_536_923_187_668;
const SMALLEST_RIDGE: f64 = 1e-14;

/// Squares and inverse cubes of numbers up to this neither overflow nor vanish.
const LARGEST_NUMBER: f64 = 1e50;

/// The largest asymmetry of given kernels, relative to the largest entry.
const SYMMETRY: f64 = 1e-10;

const START_LENGTH_SCALE: f64 = std::f64::consts::E;
const START_RIDGE: f64 = 1e-3;

impl TuneKernelProblem {
    /// Validates the problem and returns it in the form of the solver.
    pub(super) fn setting(&self, run: &Run) -> Result<Setting, Error> {
        let covariance = self.covariance()?;
        let samples = covariance.samples();
        check::right_side("response", &self.response, samples)?;
        let responses = check::finite_columns("response", &self.response)?;
        if self.folds.is_some() && self.criterion != KernelCriterion::Folds {
            return Err(Error::invalid("folds", "must be given for the criterion folds only"));
        }
        let folds = match self.criterion {
            KernelCriterion::Folds => folds(self.folds.as_ref().unwrap_or(&NumberOrVector::Number(5.0)), samples)?,
            _ => Vec::new(),
        };
        check::tolerance(self.tolerance)?;
        let criterion = self.criterion;
        let intercept = self.intercept;
        let setting = Setting { covariance, responses, intercept, criterion, folds, parallelism: Parallelism::of(run) };
        let variation = self.variation(&setting.responses);
        if !(variation > SMALLEST_SQUARE && variation <= LARGEST_NUMBER * LARGEST_NUMBER) {
            let words =
                "must vary between samples, by amounts whose squares are neither next to nothing nor beyond 1e100";
            return Err(Error::invalid("response", words));
        }
        Ok(setting)
    }

    /// The sum of squares to be explained by the kernel.
    fn variation(&self, responses: &[Vec<f64>]) -> f64 {
        let of_one = |response: &Vec<f64>| -> f64 {
            let constant = if self.intercept == KernelIntercept::None { 0.0 } else { mean(response) };
            response.iter().map(|y| (y - constant) * (y - constant)).sum()
        };
        responses.iter().map(of_one).sum()
    }

    /// Half the mean of these squares.
    pub(super) fn mean_square(&self, responses: &[Vec<f64>]) -> f64 {
        let numbers: usize = responses.iter().map(Vec::len).sum();
        0.5 * self.variation(responses) / numbers as f64
    }

    /// The scaling of the features, if there are any.
    pub(super) fn scaling(&self) -> Option<FeatureScaling> {
        let kind = match self.length_scales.unwrap_or_default() {
            _ if self.standardize == Some(false) => Scales::None,
            LengthScales::Feature => Scales::Feature,
            LengthScales::Shared => Scales::Shared,
        };
        self.matrix.as_ref().map(|matrix| FeatureScaling::of(matrix, kind))
    }

    fn covariance(&self) -> Result<Covariance, Error> {
        match (&self.matrix, &self.kernels) {
            (Some(matrix), None) => self.of_features(matrix),
            (None, Some(kernels)) => self.mixture(kernels),
            (None, None) => Err(Error::invalid("matrix", "must be given, or kernels instead")),
            (Some(_), Some(_)) => Err(Error::invalid("kernels", "must not be given together with matrix")),
        }
    }

    fn of_features(&self, matrix: &Matrix) -> Result<Covariance, Error> {
        check::has_entries("matrix", matrix.rows, matrix.columns)?;
        check::count("matrix.rows", matrix.rows, 2..=MAX_SAMPLES)?;
        check::count("matrix.columns", matrix.columns, 1..=MAX_FEATURES)?;
        check::matrix("matrix", matrix, -LARGEST_NUMBER..=LARGEST_NUMBER)?;
        if self.initial.weights.is_some() {
            return Err(Error::invalid("initial.weights", "must be given together with kernels only"));
        }
        let is_shared = self.length_scales.unwrap_or_default() == LengthScales::Shared;
        let features = self.scaling().map_or_else(|| matrix.clone(), |scaling| scaling.applied(matrix));
        Ok(Covariance::OfFeatures { shape: self.kernel.unwrap_or_default(), features, is_shared })
    }

    fn mixture(&self, kernels: &[Matrix]) -> Result<Covariance, Error> {
        check::not_empty("kernels", kernels.len())?;
        let of_matrix = [
            ("kernel", self.kernel.is_some()),
            ("lengthScales", self.length_scales.is_some()),
            ("standardize", self.standardize.is_some()),
            ("initial.lengthScales", self.initial.length_scales.is_some()),
        ];
        check::absent(&of_matrix, "must be given together with matrix only")?;
        let samples = kernels[0].rows;
        check::count("kernels[0].rows", samples, 2..=MAX_SAMPLES)?;
        for (k, kernel) in kernels.iter().enumerate() {
            let path = format!("kernels[{k}]");
            check::length(&path, kernel.rows, samples, "kernels[0] has rows")?;
            check::columns(&path, kernel.columns, samples, "it has rows")?;
            check::matrix(&path, kernel, -LARGEST_NUMBER..=LARGEST_NUMBER)?;
            ensure_symmetric(&path, kernel)?;
        }
        Ok(Covariance::Mixture(kernels.to_vec()))
    }

    /// The initial logarithms of the outer loop, with their bounds.
    pub(super) fn start(&self, covariance: &Covariance) -> Result<Start, Error> {
        let InitialKernel { length_scales, weights, ridge } = &self.initial;
        let [lowest, highest] = KERNEL_BOUNDS;
        let (path, given, default, power) = match covariance {
            Covariance::Mixture(_) => ("initial.weights", weights, 1.0, 1.0),
            Covariance::OfFeatures { .. } => ("initial.lengthScales", length_scales, START_LENGTH_SCALE, -2.0),
        };
        let count = covariance.parameters();
        let values = match given {
            None => vec![default; count],
            Some(NumberOrVector::Number(value)) => vec![*value; count],
            Some(NumberOrVector::Vector(values)) => {
                check::length(path, values.len(), count, "there are of them")?;
                values.to_vec()
            }
        };
        let endpoints = [(lowest / power).exp(), (highest / power).exp()];
        let range = endpoints[0].min(endpoints[1])..=endpoints[0].max(endpoints[1]);
        match given {
            Some(NumberOrVector::Number(value)) => check::number(path, *value, range)?,
            _ => check::numbers(path, &values, range)?,
        }
        let unit = covariance.unit();
        let ridge_bounds = [unit * SMALLEST_RIDGE / covariance.samples() as f64, unit * LARGEST_RIDGE];
        let ridge = ridge.unwrap_or(unit * START_RIDGE);
        check::number("initial.ridge", ridge, ridge_bounds[0]..=ridge_bounds[1])?;
        let mut initial: Vec<_> = values.iter().map(|value| power * value.ln()).collect();
        initial.push(ridge.ln());
        let bound = |side: usize| [vec![KERNEL_BOUNDS[side]; count], vec![ridge_bounds[side].ln()]].concat();
        Ok(Start { initial, lower: bound(0), upper: bound(1) })
    }
}

/// A point with bounds.
pub(super) struct Start {
    pub initial: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

fn ensure_symmetric(path: &str, kernel: &Matrix) -> Result<(), Error> {
    let slack = SYMMETRY * largest(&kernel.data);
    for i in 0..kernel.rows {
        if let Some(j) = (0..i).find(|&j| (kernel.row(i)[j] - kernel.row(j)[i]).abs() > slack) {
            let [here, there] = [kernel.row(i)[j], kernel.row(j)[i]].map(check::short);
            let words =
                format!("must be symmetric, got {here} in row {i} and column {j} and {there} on the other side");
            return Err(Error::invalid(path, words));
        }
    }
    Ok(())
}

/// The positive numbers v with logarithms `power` · ln v.
pub(super) fn powers(logarithms: &[f64], power: f64) -> Vector {
    logarithms.iter().map(|x| (x / power).exp()).collect::<Vec<_>>().into()
}
