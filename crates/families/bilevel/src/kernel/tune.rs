//! Tuning of a kernel's parameters, as a task.

use super::covariance::Covariance;
use super::criterion::{Fitted, Setting, half_mean_square, left_out, split};
use super::kinds::KernelCriterion;
use super::model::KernelModel;
use super::problem::{Start, TuneKernelProblem, powers};
use super::solution::TuneKernelSolution;
use super::system::System;
use crate::outer::{
    FIRST_ACCURACY, Found, OuterDirection, OuterRecord, Reduced, Scale, Settings, Slope, Solved, descend,
};
use schemars::JsonSchema;
use std::rc::Rc;
use superlinear_interface::{Ending, Error, Run, Task};

/// Tunes kernel ridge regression (the mean of a Gaussian process): the length scales, one per feature, or the weights
/// of given kernels, and the ridge. Minimizes the negative marginal likelihood, the leave-one-out error or the error on
/// held-out folds by exact gradients, so many features cost hardly more than one.
///
/// @example
/// ```ts
/// const matrix = [[0, 3], [1, 1], [2, 2], [3, 0], [4, 1]];
/// const { lengthScales, ridge, model } = await tuneKernel({ matrix, response: [0, 0.8, 0.9, 0.1, -0.8] });
/// const { predictions } = await predictKernel({ model, matrix: [[1.5, 1]] });
/// ```
#[derive(JsonSchema)]
pub struct TuneKernel;

impl Task for TuneKernel {
    const NAME: &'static str = "bilevel.tuneKernel";
    type Problem = TuneKernelProblem;
    type Solution = TuneKernelSolution;
    type Progress = OuterRecord;

    fn solve(problem: TuneKernelProblem, run: &Run) -> Result<TuneKernelSolution, Error> {
        let setting = problem.setting(run)?;
        let Start { initial, lower, upper } = problem.start(&setting.covariance)?;
        let settings = Settings {
            initial,
            lower,
            upper,
            tolerance: problem.tolerance,
            scale: match problem.criterion {
                KernelCriterion::MarginalLikelihood => Scale::Fixed(1.0),
                KernelCriterion::LeaveOneOut | KernelCriterion::Folds => {
                    Scale::Value(SMALLEST_LOSS * problem.mean_square(&setting.responses))
                }
            },
            max_iterations: problem.max_iterations,
            accuracy: FIRST_ACCURACY,
            longest_step: Some(LONGEST_STEP),
            direction: OuterDirection::QuasiNewton,
            history: problem.history,
        };
        let (found, ending) = descend(&mut Tuned { setting: &setting, run }, &settings, run)?;
        let names = setting.covariance.names_at_bounds(&found.x, [&settings.lower, &settings.upper]);
        problem.solution(&setting, found, names, ending)
    }
}

/// The largest change of a logarithm in a step: a factor of 7.4.
const LONGEST_STEP: f64 = 2.0;

/// Lower bound on the unit of the tolerance, as a fraction of the loss without a kernel. With the default tolerance the
/// descent stops at residuals of 1e-10 of the responses, not far above rounding.
const SMALLEST_LOSS: f64 = 1e-16;

/// The criterion as a reduced objective. Its inner problems are linear systems, solved directly.
struct Tuned<'a> {
    setting: &'a Setting,
    run: &'a Run,
}

impl Reduced for Tuned<'_> {
    /// `None` if the point is rejected.
    type Inner = Option<Rc<Fitted>>;

    async fn solve(&mut self, x: &[f64], _: Option<&Self::Inner>, _: f64) -> Result<Solved<Self::Inner>, Error> {
        self.run.ensure_wanted()?;
        let (inner, value) = match self.setting.fit(x) {
            Some((fitted, value)) => (Some(Rc::new(fitted)), value),
            None => (None, f64::INFINITY),
        };
        Ok(Solved { inner, value, margin: 0.0, is_final: true })
    }

    async fn slope(&mut self, x: &[f64], inner: &mut Self::Inner, _: f64) -> Result<Slope, Error> {
        self.run.ensure_wanted()?;
        let gradient = inner.as_ref().map(|fitted| self.setting.gradient(x, fitted)).unwrap_or_default();
        Ok(Slope { gradient, error: 0.0, is_final: true })
    }
}

impl TuneKernelProblem {
    fn solution(
        &self,
        setting: &Setting,
        found: Found<Option<Rc<Fitted>>>,
        [at_lower, at_upper]: [Vec<String>; 2],
        ending: Ending,
    ) -> Result<TuneKernelSolution, Error> {
        let (parameters, ridge) = split(&found.x);
        let kernel = setting.kernel(parameters);
        let Some(system) = setting.whole(kernel, ridge) else {
            return Err(Error::invalid(
                "matrix",
                "has a kernel that is positive definite in each fold, but not of all samples",
            ));
        };
        let residuals = left_out(&system, &system.inverse());
        let model = self.model(setting, parameters, ridge, &system);
        Ok(TuneKernelSolution {
            status: ending,
            feature_means: model.feature_means.clone(),
            feature_scales: model.feature_scales.clone(),
            length_scales: model.length_scales.clone(),
            weights: model.weights.clone(),
            ridge,
            dual_coefficients: model.dual_coefficients.clone(),
            offset: system.offsets.clone().into(),
            leave_one_out_loss: half_mean_square(&residuals),
            leave_one_out_residuals: self.response.in_this_form(residuals),
            log_marginal_likelihood: setting.log_marginal_likelihood(&system),
            model,
            objective: found.value,
            gradient: found.gradient.into(),
            projected_gradient: found.projected_gradient,
            at_lower,
            at_upper,
            hypergradient_error: found.error,
            inner_residual: setting.residual(&system, parameters, ridge),
            iterations: found.iterations,
            evaluations: found.evaluations,
            history: found.history,
        })
    }

    fn model(&self, setting: &Setting, parameters: &[f64], ridge: f64, system: &System) -> KernelModel {
        let scaling = self.scaling();
        let mut model = KernelModel {
            kernel: None,
            matrix: self.matrix.clone(),
            feature_means: scaling.as_ref().map(|scaling| scaling.means.clone().into()),
            feature_scales: scaling.map(|scaling| scaling.scales.into()),
            length_scales: None,
            weights: None,
            dual_coefficients: self.response.in_this_form(system.dual.clone()),
            offset: system.offsets.clone().into(),
            intercept: self.intercept,
            ridge,
            process_variance: system.process_variance(),
        };
        match &setting.covariance {
            Covariance::OfFeatures { shape, .. } => {
                model.kernel = Some(*shape);
                model.length_scales = Some(powers(parameters, -2.0));
            }
            Covariance::Mixture(_) => model.weights = Some(powers(parameters, 1.0)),
        }
        model
    }
}
