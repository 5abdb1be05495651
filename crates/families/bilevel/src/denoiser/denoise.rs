//! Denoising with given weights, smoothing and filters, as a task.

use super::energy::{Energy, Term};
use super::filters::{Filters, FoundFilters};
use super::newton::{Minimum, Stop, minimum};
use super::samples::{ensure_numbers, grid_of, scale_of};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, Matrix, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::stencil::Grid;
use superlinear_numerics::vectors::larger;

/// Denoises signals or images with a model from `learnDenoiser`, or with given weights and smoothing. Minimizes half
/// the squared distance to the noisy data plus the weighted sum of the smoothed absolute filter responses.
///
/// @example
/// ```ts
/// const model = { filters: 'totalVariation', weights: [0.4], smoothing: [0.01] } as const;
/// const { denoised } = await denoise({ model, noisy: [[0.1, 0.2, -0.2, 1.9, 2.2, 2.1, 2.0, 1.8]] });
/// ```
#[derive(JsonSchema)]
pub struct Denoise;

/// A learned denoiser.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DenoiserModel {
    /// The filter family, or the filters.
    pub filters: FoundFilters,
    /// The weight of each filter; a single one for `isotropic`.
    pub weights: Vector,
    /// The smoothing of each filter.
    pub smoothing: Vector,
}

/// A denoiser: the `model` of a solution of `learnDenoiser`, or one of your own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenDenoiser {
    /// The filter family, or each filter as a matrix of at most 7 × 7; for signals, with one row.
    #[serde(default)]
    pub filters: Filters,
    /// The nonnegative weight of each filter; a single one for `isotropic`.
    pub weights: Vector,
    /// The positive smoothing of each filter. Filter responses below it are penalized quadratically.
    pub smoothing: Vector,
}

/// A model and the samples to denoise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DenoiseProblem {
    /// The denoiser.
    pub model: GivenDenoiser,
    /// Noisy samples, one per row: signals, or images stored row by row.
    pub noisy: Matrix,
    /// The rows and columns of images. Default: samples are signals.
    pub shape: Option<Vector<i32>>,
    /// Tolerance on the root mean square of the gradient of a sample, relative to the scale of the noisy data.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on Newton steps per sample.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

fn default_tolerance() -> f64 {
    1e-6
}

fn default_max_iterations() -> u32 {
    300
}

/// The denoised samples.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DenoiseSolution {
    /// The termination status of the least converged sample.
    pub status: Ending,
    /// The denoised samples, in the form of `noisy`.
    pub denoised: Matrix,
    /// The largest 2-norm of the gradient of the denoising objective over all samples. It bounds the distance of each
    /// sample from its minimizer.
    pub inner_residual: f64,
    /// The largest number of Newton steps of a sample.
    pub iterations: u32,
}

/// Beyond these weights and smoothings, relative to the scale, linear systems are singular in floating point.
const LARGEST_WEIGHT: f64 = 1e6;
const SMALLEST_SMOOTHING: f64 = 1e-8;
const LARGEST_SMOOTHING: f64 = 1e8;

impl Task for Denoise {
    const NAME: &'static str = "bilevel.denoise";
    type Problem = DenoiseProblem;
    type Solution = DenoiseSolution;
    type Progress = NoProgress;

    fn solve(problem: DenoiseProblem, run: &Run) -> Result<DenoiseSolution, Error> {
        let DenoiseProblem { noisy, tolerance, max_iterations, .. } = &problem;
        let grid = grid_of(noisy, problem.shape.as_ref())?;
        ensure_numbers("noisy", noisy)?;
        check::tolerance(*tolerance)?;
        check::at_least_one("maxIterations", Some(*max_iterations))?;
        let scale = scale_of(&noisy.data);
        let energy = Energy { grid, terms: problem.model.terms(scale, grid)? };
        let goal = tolerance * (grid.size() as f64).sqrt();
        let watch = run.watch();
        let one = |_: usize, noisy: &[f64]| {
            let noisy: Vec<_> = noisy.iter().map(|number| number / scale).collect();
            minimum(&energy, &noisy, noisy.clone(), goal, *max_iterations, watch)
        };
        let minima = Parallelism::of(run).map(noisy.data.chunks(grid.size()), one);
        let minima = minima.into_iter().collect::<Result<Vec<_>, Error>>()?;
        let pictures = minima.iter().flat_map(|minimum| minimum.picture.iter());
        Ok(DenoiseSolution {
            status: ending(&minima),
            denoised: Matrix::new(noisy.rows, noisy.columns, pictures.map(|number| number * scale).collect()),
            inner_residual: minima.iter().fold(0.0, |most, one| larger(most, one.gradient_norm)) * scale,
            iterations: minima.iter().map(|minimum| minimum.steps).max().unwrap_or(0),
        })
    }
}

/// The worst termination status.
fn ending(minima: &[Minimum]) -> Ending {
    let any = |stop: Stop| minima.iter().any(|minimum| minimum.stop == stop);
    if any(Stop::Time) {
        Ending::TimeLimit
    } else if any(Stop::Steps) {
        Ending::IterationLimit
    } else if any(Stop::Rounding) {
        Ending::Stalled
    } else {
        Ending::Converged
    }
}

impl GivenDenoiser {
    fn terms(&self, scale: f64, grid: Grid) -> Result<Vec<Term>, Error> {
        let filters = self.filters.terms("model.filters", grid)?;
        check::length("model.weights", self.weights.len(), filters.len(), "there are filters")?;
        check::numbers("model.weights", &self.weights, 0.0..=LARGEST_WEIGHT * scale)?;
        check::length("model.smoothing", self.smoothing.len(), filters.len(), "there are filters")?;
        check::numbers("model.smoothing", &self.smoothing, SMALLEST_SMOOTHING * scale..=LARGEST_SMOOTHING * scale)?;
        let values = filters.into_iter().zip(self.weights.iter()).zip(self.smoothing.iter());
        let term =
            |((filters, weight), smoothing)| Term { weight: weight / scale, smoothing: smoothing / scale, filters };
        Ok(values.map(term).collect())
    }
}
