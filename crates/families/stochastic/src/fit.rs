//! A linear model of very many rows, learned row by row in one pass or some.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `checked` | checks, and the data of a checked problem |
//! | `budget` | the number of rows and steps |
//! | `averaged` | averages of coefficients |
//! | `by_norm` | draws of rows by the norms of their gradients |
//! | `epochs`, `checkpoint` | passes over the rows with validation, and their checkpoints |
//! | `rate_unit` | the unit of the rates to choose from |
//! | `large_steps` | methods with all rows in each step |

mod averaged;
mod budget;
mod by_norm;
mod checked;
mod checkpoint;
mod epochs;
mod large_steps;
pub mod problem;
mod rate_unit;
pub mod solution;

use crate::certificate::Certificate;
use crate::coefficients::Model;
use crate::loss::RowLoss;
use crate::rows::Samples;
use checked::Data;
use problem::FitProblem;
use schemars::JsonSchema;
use solution::{FitProgress, FitRecord, FitSolution, FitStatus};
use superlinear_interface::{Error, Matrix, NumberOrVector, Run, Task, VectorOrMatrix};
use superlinear_numerics::parallel::Parallelism;

/// Fits a linear model of very many rows, dense or sparse, in one pass over them or some: each step takes the derivatives
/// of one row, and costs the entries of that row. Losses may have corners. Without a `learningRate`, four copies of the
/// model find one in the first pass. The solution comes with a duality gap, an upper bound of its distance from the
/// minimum.
///
/// For the minimum itself of a smooth loss, use `coordinate.fit`, which reaches it in fewer passes; for rows that arrive
/// over time or do not fit in memory, `learner` and `fitStream`.
///
/// @example
/// ```ts
/// const { coefficients, intercept, relativeGap } = await fit({
///   matrix: [[0, 1], [1, 0], [1, 1], [2, 1]],
///   response: ['no', 'no', 'yes', 'yes'],
///   loss: 'logistic',
///   lambda: 0.01,
///   epochs: 20,
/// });
/// ```
#[derive(JsonSchema)]
pub struct Fit;

impl Task for Fit {
    const NAME: &'static str = "stochastic.fit";
    type Problem = FitProblem;
    type Solution = FitSolution;
    type Progress = FitProgress;

    fn solve(mut problem: FitProblem, run: &Run) -> Result<FitSolution, Error> {
        let ratio = problem.take_ratio()?;
        let mut data = problem.checked(run)?;
        if let Some(ratio) = ratio {
            problem.learning.lambda = problem.lambda_of(ratio, &data, run)?;
            data.shrinkage = problem.shrinkage(data.loss)?;
        }
        let samples = problem.samples(&data);
        let found = match problem.rule() {
            Some(rule) => epochs::Epochs::new(&problem, &data, &samples, rule, run)?.solve()?,
            None => large_steps::solve(&problem, &data.start, &samples, run)?,
        };
        found.solution(&problem, &data, &samples, run)
    }
}

/// The result of a method.
struct Found {
    status: FitStatus,
    model: Model,
    /// Progressive loss and its standard error.
    progressive: Option<[f64; 2]>,
    validation_loss: Option<f64>,
    /// The certificate of the model, if it is known.
    certificate: Option<Certificate>,
    iterations: f64,
    epochs: f64,
    learning_rate: f64,
    rate_at_end: bool,
    history: Vec<FitRecord>,
    checkpoint: Option<superlinear_interface::Vector<u8>>,
    separation: Option<large_steps::Separation>,
}

impl Found {
    fn solution(self, problem: &FitProblem, data: &Data, samples: &Samples, run: &Run) -> Result<FitSolution, Error> {
        let certify = || problem.fitted(data, samples, &self.model).certify(Parallelism::of(run));
        let certificate = problem.certificate.then(|| self.certificate.unwrap_or_else(certify));
        run.ensure_wanted()?;
        if certificate.as_ref().is_some_and(|certificate| !certificate.is_finite()) {
            let message = "must not be so large that products with coefficients overflow: scale it";
            return Err(Error::invalid("matrix", message));
        }
        let Model { coefficients, intercepts } = self.model;
        let margin = self.separation.map(|of| of.margin).filter(|margin| *margin > 0.0 && margin.is_finite());
        Ok(FitSolution {
            status: self.status,
            support: support(&coefficients, data.loss.outputs()).into(),
            coefficients: in_form_of(data.loss, coefficients),
            intercept: NumberOrVector::new(intercepts),
            objective: certificate.as_ref().map(|of| of.objective),
            duality_gap: certificate.as_ref().and_then(|of| of.gap),
            relative_gap: certificate.as_ref().and_then(|of| of.relative_gap()),
            gradient_norm: certificate.as_ref().map(|of| of.gradient_norm),
            margin,
            step_bound: margin.and(self.separation).map(|of| of.step_bound).filter(|bound| bound.is_finite()),
            mistakes: self.separation.map(|of| of.mistakes),
            progressive_loss: self.progressive.map(|[mean, _]| mean),
            standard_error: self.progressive.map(|[_, error]| error),
            validation_loss: self.validation_loss,
            iterations: self.iterations,
            epochs: self.epochs,
            learning_rate: self.learning_rate,
            rate_at_end: self.rate_at_end,
            suggested_learning_rate: (self.status == FitStatus::Diverged).then_some(0.25 * self.learning_rate),
            history: self.history,
            checkpoint: self.checkpoint,
            loss: problem.learning.loss,
            lambda: problem.learning.lambda,
            classes: data.classes.clone(),
            feature_names: problem.feature_names.clone(),
        })
    }
}

/// The features with nonzero coefficients, ascending.
fn support(coefficients: &[f64], outputs: usize) -> Vec<i32> {
    let features = coefficients.chunks_exact(outputs).enumerate();
    features.filter(|(_, of_feature)| of_feature.iter().any(|w| *w != 0.0)).map(|(j, _)| j as i32).collect()
}

/// Coefficients as a vector, or for several classes as a matrix with a row for each feature.
fn in_form_of(loss: RowLoss, coefficients: Vec<f64>) -> VectorOrMatrix {
    match loss {
        RowLoss::Single(_) => VectorOrMatrix::Vector(coefficients.into()),
        RowLoss::Multinomial(classes) => {
            VectorOrMatrix::Matrix(Matrix::new(coefficients.len() / classes, classes, coefficients))
        }
    }
}
