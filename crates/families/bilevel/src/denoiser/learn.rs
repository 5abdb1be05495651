//! Learning of a denoiser, as a task.

use super::denoise::DenoiserModel;
use super::energy::Energy;
use super::filters::{Filters, FoundFilters, matrix_of};
use super::loss::{Denoised, Loss};
use super::parameters::{Learn, Parameters};
use super::samples::{Samples, grid_of, start};
use crate::outer::{FIRST_ACCURACY, Found, OuterDirection, OuterRecord, Scale, Settings, descend};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use superlinear_interface::{Ending, Error, Matrix, NumberOrVector, Run, Task, Vector, check};
use superlinear_numerics::vectors::larger;

/// Learns the weights, smoothing and filters of a denoiser of total-variation type from pairs of noisy and clean
/// signals or images. Minimizes the error of the denoised samples by its gradient. An evaluation takes one denoising
/// and one linear solve per sample, however many parameters are learned.
///
/// @example
/// ```ts
/// const clean = [[0, 0, 0, 0, 3, 3, 3, 3]];
/// const noisy = [[0.2, -0.3, 0.1, 0.2, 2.8, 3.1, 2.7, 3.2]];
/// const { model, trainingLoss, noisyLoss } = await learnDenoiser({ noisy, clean });
/// const { denoised } = await denoise({ model, noisy: [[0.1, 0.2, -0.2, 1.9, 2.2, 2.1, 2.0, 1.8]] });
/// ```
#[derive(JsonSchema)]
pub struct LearnDenoiser;

/// Initial parameters.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InitialDenoiser {
    /// The weights, one for all or one per filter, from e^-12 to e^6 times the scale of the noisy data. Default: e^-2
    /// times the scale.
    pub weights: Option<NumberOrVector>,
    /// The smoothing, one for all or one per filter, from e^-7 to e^3 times the scale of the noisy data. Default: e^-2
    /// times the scale.
    pub smoothing: Option<NumberOrVector>,
}

/// Pairs of noisy and clean samples, and the choice of parameters to learn.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LearnDenoiserProblem {
    /// Noisy samples, one per row: signals, or images stored row by row.
    pub noisy: Matrix,
    /// The clean samples in the same form.
    pub clean: Matrix,
    /// The rows and columns of images. Default: samples are signals.
    pub shape: Option<Vector<i32>>,
    /// The filter family, or each filter as a matrix of at most 7 × 7; for signals, with one row.
    #[serde(default)]
    pub filters: Filters,
    /// The parameters to learn.
    #[serde(default)]
    pub learn: Learn,
    /// Initial parameters.
    #[serde(default)]
    pub initial: InitialDenoiser,
    /// Tolerance on the largest absolute entry of the projected gradient, relative to the initial objective.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on outer iterations; 0 evaluates the initial parameters.
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

/// A learned denoiser.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LearnDenoiserSolution {
    /// The termination status. `converged` means that the projected gradient is within the tolerance.
    pub status: Ending,
    /// The weight e^a of each filter; a single one for `isotropic`.
    pub weights: Vector,
    /// The smoothing ν of each filter.
    pub smoothing: Vector,
    /// The filters; for `isotropic`, the two under one root.
    pub filters: Vec<Matrix>,
    /// Half the mean square of the errors of the denoised samples.
    pub training_loss: f64,
    /// Half the mean square of the errors of the noisy samples.
    pub noisy_loss: f64,
    /// The denoised samples, in the form of `noisy`.
    pub denoised: Matrix,
    /// The model for `denoise`.
    pub model: DenoiserModel,
    /// The minimized objective: the training loss divided by the noisy loss, at the accuracy of denoising during the
    /// search.
    pub objective: f64,
    /// The gradient of the objective with respect to the learned parameters: logarithms of the weights, then of the
    /// smoothing, then entries of the filters.
    pub gradient: Vector,
    /// The largest absolute entry of the gradient projected onto the bounds.
    pub projected_gradient: f64,
    /// Bound on the error of the gradient due to inexact denoising.
    pub hypergradient_error: f64,
    /// The largest 2-norm of the gradient of the denoising objective over all samples. It bounds the distance of each
    /// sample from its minimizer.
    pub inner_residual: f64,
    /// The number of outer iterations.
    pub iterations: u32,
    /// The number of times that all samples were denoised.
    pub evaluations: u32,
    /// A record of each iteration, if `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}

impl Task for LearnDenoiser {
    const NAME: &'static str = "bilevel.learnDenoiser";
    type Problem = LearnDenoiserProblem;
    type Solution = LearnDenoiserSolution;
    type Progress = OuterRecord;

    fn solve(problem: LearnDenoiserProblem, run: &Run) -> Result<LearnDenoiserSolution, Error> {
        let grid = grid_of(&problem.noisy, problem.shape.as_ref())?;
        let filters = problem.filters.terms("filters", grid)?;
        if problem.learn == Learn::Filters && filters.iter().any(|term| term.len() > 1) {
            return Err(Error::invalid("learn", "must be weights or weightsAndSmoothing for isotropic filters"));
        }
        let samples = Samples::new(&problem.noisy, &problem.clean, grid)?;
        check::tolerance(problem.tolerance)?;
        let InitialDenoiser { weights, smoothing } = &problem.initial;
        let (weights, smoothing) = start(weights.as_ref(), smoothing.as_ref(), filters.len(), samples.scale)?;
        let parameters = Parameters { grid, learn: problem.learn, filters, smoothing };
        let settings = Settings {
            initial: parameters.initial(&weights),
            lower: parameters.bounds(0),
            upper: parameters.bounds(1),
            tolerance: problem.tolerance,
            scale: Scale::Start,
            max_iterations: problem.max_iterations,
            accuracy: FIRST_ACCURACY * samples.noisy_square.sqrt(),
            longest_step: Some(LONGEST_STEP),
            direction: OuterDirection::QuasiNewton,
            history: problem.history,
        };
        let mut loss = Loss { samples: &samples, parameters: &parameters, run };
        let (found, ending) = descend(&mut loss, &settings, run)?;
        let objective = loss.value(&found.inner);
        let energy = parameters.energy(&found.x);
        Ok(problem.solution(&samples, &energy, found, ending, objective))
    }
}

/// The largest change of a logarithm in a step: a factor of 7.4.
const LONGEST_STEP: f64 = 2.0;

impl LearnDenoiserProblem {
    fn solution(
        &self,
        samples: &Samples,
        energy: &Energy,
        found: Found<Rc<Vec<Denoised>>>,
        status: Ending,
        objective: f64,
    ) -> LearnDenoiserSolution {
        let Matrix { rows, columns, .. } = self.noisy;
        let pictures = found.inner.iter().flat_map(|one| one.minimum.picture.iter());
        let model = DenoiserModel {
            filters: match self.learn {
                Learn::Filters => FoundFilters::List(filters_of(energy)),
                _ => self.filters.found(),
            },
            weights: energy.terms.iter().map(|term| term.weight * samples.scale).collect::<Vec<_>>().into(),
            smoothing: energy.terms.iter().map(|term| term.smoothing * samples.scale).collect::<Vec<_>>().into(),
        };
        let residual = found.inner.iter().fold(0.0, |most, one| larger(most, one.minimum.gradient_norm));
        LearnDenoiserSolution {
            status,
            weights: model.weights.clone(),
            smoothing: model.smoothing.clone(),
            filters: filters_of(energy),
            training_loss: samples.loss(objective * samples.noisy_square),
            noisy_loss: samples.loss(samples.noisy_square),
            denoised: Matrix::new(rows, columns, pictures.map(|number| number * samples.scale).collect()),
            model,
            objective: found.value,
            gradient: found.gradient.into(),
            projected_gradient: found.projected_gradient,
            hypergradient_error: found.error,
            inner_residual: residual * samples.scale,
            iterations: found.iterations,
            evaluations: found.evaluations,
            history: found.history,
        }
    }
}

/// All filters as matrices.
fn filters_of(energy: &Energy) -> Vec<Matrix> {
    energy.terms.iter().flat_map(|term| &term.filters).map(matrix_of).collect()
}
