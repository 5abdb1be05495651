//! What the caller gives.

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

/// What to start from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InitialKernel {
    /// The length scales of scaled features, one or one a feature, from e^-2 to e^6. Default: e.
    pub length_scales: Option<NumberOrVector>,
    /// The weights of `kernels`, one or one each, from e^-12 to e^4. Default: 1.
    pub weights: Option<NumberOrVector>,
    /// The ridge λ, from 1e-14 / n to e^3. Default: 0.001. With `kernels` all three are in units of the mean entry on the diagonals of
    /// their sum.
    pub ridge: Option<f64>,
}

/// Samples with responses, and what kinds of kernel are to be had. It has either `matrix` or `kernels`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TuneKernelProblem {
    /// A row of at most 1000 features for each sample, of which there are 2 to 4000. Features are centred, and scaled unless `standardize`
    /// is false.
    pub matrix: Option<Matrix>,
    /// What was seen of each sample; several outputs, one a column, share one kernel.
    pub response: VectorOrMatrix,
    /// The kernel of two rows of `matrix`. Default: gaussian.
    pub kernel: Option<KernelShape>,
    /// Whether each feature has its own length scale. Default: feature.
    pub length_scales: Option<LengthScales>,
    /// Whether features are divided by their standard deviations, or where `lengthScales` is shared all by the root of their mean variance.
    /// `lengthScales` are those of the scaled features. Default: true.
    pub standardize: Option<bool>,
    /// The constant of predictions.
    #[serde(default)]
    pub intercept: KernelIntercept,
    /// The matrices of given kernels over the samples instead, symmetric, whose weighted sum is the kernel.
    pub kernels: Option<Vec<Matrix>>,
    /// What is minimised.
    #[serde(default)]
    pub criterion: KernelCriterion,
    /// For the criterion `folds`: their number, where sample i is in fold i modulo it, or the fold of each sample from 0, -1 for samples that
    /// are never held out. Default: 5.
    pub folds: Option<NumberOrVector>,
    /// What to start from.
    #[serde(default)]
    pub initial: InitialKernel,
    /// The largest entry of the projected gradient at which the parameters are a solution, in units of the objective there, but at least of
    /// 1e-16 of what it is without a kernel; for the marginal likelihood in units of 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most outer steps; 0 judges `initial`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether the solution has the history of the descent.
    #[serde(default)]
    pub history: bool,
}

fn default_tolerance() -> f64 {
    1e-4
}

fn default_max_iterations() -> u32 {
    100
}

/// The cubes of more samples than this take minutes a step.
const MOST_SAMPLES: usize = 4000;

/// With more features the kernel takes longer than the decomposition.
const MOST_FEATURES: usize = 1000;

/// Where e^x may go: squared inverse length scales and weights. Of standardised features, beyond e^4 no two samples are near each other, and
/// below e^-12 all are alike.
pub(super) const KERNEL_BOUNDS: [f64; 2] = [-12.0, 4.0];

/// Where the ridge may go, in units of the kernel's diagonal: above e^3 predictions are next to nothing. At nλ = 1e-14 rounding is
/// what regularises.
const LARGEST_RIDGE: f64 = 20.085_536_923_187_668;
const SMALLEST_RIDGE: f64 = 1e-14;

/// Numbers up to this have squares and inverse cubes that neither overflow nor vanish.
const LARGEST_NUMBER: f64 = 1e50;

/// How far apart entries on the two sides of a diagonal may be, in units of the largest.
const SYMMETRY: f64 = 1e-10;

const START_LENGTH_SCALE: f64 = std::f64::consts::E;
const START_RIDGE: f64 = 1e-3;

impl TuneKernelProblem {
    /// The problem checked, in the form in which it is solved.
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

    /// The sum of the squares that the kernel is to explain.
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

    /// How features are scaled, where there are some.
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
        check::count("matrix.rows", matrix.rows, 2..=MOST_SAMPLES)?;
        check::count("matrix.columns", matrix.columns, 1..=MOST_FEATURES)?;
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
        let for_matrix = "must be given together with matrix only";
        let of_matrix = [
            ("kernel", self.kernel.is_some()),
            ("lengthScales", self.length_scales.is_some()),
            ("standardize", self.standardize.is_some()),
            ("initial.lengthScales", self.initial.length_scales.is_some()),
        ];
        if let Some((path, _)) = of_matrix.iter().find(|(_, is_given)| *is_given) {
            return Err(Error::invalid(*path, for_matrix));
        }
        let samples = kernels[0].rows;
        check::count("kernels[0].rows", samples, 2..=MOST_SAMPLES)?;
        for (k, kernel) in kernels.iter().enumerate() {
            let path = format!("kernels[{k}]");
            check::length(&path, kernel.rows, samples, "kernels[0] has rows")?;
            check::columns(&path, kernel.columns, samples, "it has rows")?;
            check::matrix(&path, kernel, -LARGEST_NUMBER..=LARGEST_NUMBER)?;
            ensure_symmetric(&path, kernel)?;
        }
        Ok(Covariance::Mixture(kernels.to_vec()))
    }

    /// The logarithms that the outer loop starts from, with their bounds.
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
        let ends = [(lowest / power).exp(), (highest / power).exp()];
        let range = ends[0].min(ends[1])..=ends[0].max(ends[1]);
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

/// A point within bounds.
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

/// A vector of positive numbers by the logarithms of its powers.
pub(super) fn powers(logarithms: &[f64], power: f64) -> Vector {
    logarithms.iter().map(|x| (x / power).exp()).collect::<Vec<_>>().into()
}
