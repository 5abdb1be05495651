//! The loss of the trusted samples for the model fitted to the weighted ones, as a function of the weights' log-odds.

use super::problem::CleanSamplesProblem;
use crate::linear::fitted::Fitted;
use crate::linear::loss::SampleLoss;
use crate::linear::problem::Problem;
use crate::linear::response::{Response, targets};
use crate::linear::rows::Rows;
use crate::linear::scaling::Scaling;
use crate::linear::strengths::Strengths;
use crate::linear::training::{Training, add_slopes, predictors};
use crate::outer::{Reduced, Slope, Solved, adjoint_accuracy};
use superlinear_interface::{AnyMatrix, Error, Run};
use superlinear_numerics::vectors::{difference, norm};

/// The accuracy at which iterative inner solutions count as final.
const FINEST_ACCURACY: f64 = 1e-10;

/// The accuracy of evaluations that no outer iteration refines.
pub(super) const EXACT: f64 = 1e-13;

pub(super) struct Objective<'a> {
    pub scaling: Scaling,
    rows: Rows<'static>,
    /// The loss of the training samples with all weights 1.
    loss: SampleLoss,
    trusted_rows: Rows<'static>,
    /// The mean loss of the trusted samples.
    trusted: SampleLoss,
    strengths: Strengths,
    run: &'a Run,
}

/// 1 / (1 + e^-x).
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl<'a> Objective<'a> {
    pub(crate) fn new(
        problem: &CleanSamplesProblem,
        response: &Response,
        trusted: Vec<f64>,
        run: &'a Run,
    ) -> Result<Self, Error> {
        let outputs = response.outputs;
        let shares = vec![1.0 / problem.matrix.rows() as f64; problem.matrix.rows()];
        let scaling = Scaling::new(&problem.matrix, &shares, false, problem.intercept)?;
        let is_sparse = matches!(problem.trusted_matrix, AnyMatrix::Sparse(_));
        let scaling = if is_sparse { scaling.without_centering() } else { scaling };
        let all = |matrix: &AnyMatrix| (0..matrix.rows()).collect::<Vec<_>>();
        let of = |response: Vec<f64>, weight: f64| {
            let weights = vec![weight; response.len()];
            SampleLoss::new(problem.loss.into(), targets(problem.loss, outputs, response), weights)
        };
        let features = problem.matrix.columns();
        let square = |k: usize| if k % scaling.columns() < features { problem.ridge } else { 0.0 };
        let square = (0..scaling.columns() * outputs).map(square).collect();
        Ok(Self {
            rows: scaling.rows(&problem.matrix, &all(&problem.matrix)),
            loss: of(response.numbers.clone(), 1.0),
            trusted_rows: scaling.rows(&problem.trusted_matrix, &all(&problem.trusted_matrix)),
            trusted: of(trusted, 1.0 / problem.trusted_response.len() as f64),
            strengths: Strengths::squares(square),
            scaling,
            run,
        })
    }

    fn samples(&self) -> usize {
        self.rows.count()
    }

    /// The loss of the training samples with weights of these log-odds.
    fn weighted(&self, x: &[f64]) -> SampleLoss {
        self.loss.with_weights(x.iter().map(|x| logistic(*x)).collect())
    }

    fn training<'t>(&'t self, loss: &'t SampleLoss) -> Training<'t> {
        Training::new(vec![(self.rows.borrowed(), loss)], self.samples() as f64)
    }

    /// The loss of the trusted samples for a model with zero coefficients.
    pub(crate) fn loss_without_features(&self, run: &Run) -> Result<f64, Error> {
        run.ensure_wanted()?;
        Ok(self.trusted.value(&vec![0.0; self.trusted_rows.count() * self.trusted.outputs()]))
    }

    /// The norm of the gradient of the inner objective at a fit.
    pub(crate) fn residual(&self, x: &[f64], coefficients: &[f64]) -> f64 {
        let loss = self.weighted(x);
        let training = self.training(&loss);
        let problem = Problem { training: &training, strengths: &self.strengths };
        norm(&problem.gradient(coefficients, &training.predictors(coefficients)))
    }

    fn trusted_loss(&self, coefficients: &[f64]) -> f64 {
        self.trusted.value(&predictors(&self.trusted_rows, coefficients))
    }

    fn trusted_slope(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut slope = vec![0.0; coefficients.len()];
        add_slopes(&self.trusted_rows, &self.trusted.slopes(&predictors(&self.trusted_rows, coefficients)), &mut slope);
        slope
    }

    /// The fit at `x`, warm-started from `near`, possibly a less accurate fit of the same point.
    fn fitted(&self, x: &[f64], near: Option<&Fitted>, is_same: bool, accuracy: f64) -> Result<Solved<Fitted>, Error> {
        let loss = self.weighted(x);
        let training = self.training(&loss);
        let problem = Problem { training: &training, strengths: &self.strengths };
        let inner = match near {
            Some(near) => problem.fit_from(near, is_same, accuracy, self.run)?,
            None => problem.fit(&vec![0.0; training.coefficients()], accuracy, self.run)?,
        };
        let (before, value) = (self.trusted_loss(&inner.coefficients), self.trusted_loss(&inner.next));
        let is_final = inner.is_final;
        Ok(Solved { inner, value, margin: 2.0 * (value - before).abs(), is_final })
    }

    /// The gradient with respect to the log-odds, from the solution q of H q = the gradient of the trusted loss: for
    /// each sample, minus the derivative of its weight times the derivative of its loss along q.
    fn pull_back(&self, x: &[f64], coefficients: &[f64], adjoint: &[f64]) -> Vec<f64> {
        let slopes = self.loss.slopes(&predictors(&self.rows, coefficients));
        let along = predictors(&self.rows, adjoint);
        let samples = self.samples();
        let of_sample = |i: usize| {
            let product: f64 = (i..slopes.len()).step_by(samples).map(|place| slopes[place] * along[place]).sum();
            let weight = logistic(x[i]);
            -weight * (1.0 - weight) * product / samples as f64
        };
        (0..samples).map(of_sample).collect()
    }
}

impl Reduced for Objective<'_> {
    type Inner = Fitted;

    async fn solve(&mut self, x: &[f64], near: Option<&Fitted>, accuracy: f64) -> Result<Solved<Fitted>, Error> {
        self.fitted(x, near, false, accuracy)
    }

    async fn sharpen(&mut self, x: &[f64], inner: &Fitted, accuracy: f64) -> Result<Solved<Fitted>, Error> {
        self.fitted(x, Some(inner), true, accuracy)
    }

    async fn slope(&mut self, x: &[f64], inner: &mut Fitted, accuracy: f64) -> Result<Slope, Error> {
        let loss = self.weighted(x);
        let training = self.training(&loss);
        let problem = Problem { training: &training, strengths: &self.strengths };
        let slopes = [self.trusted_slope(&inner.coefficients), self.trusted_slope(&inner.next)];
        let Some([first, second]) =
            problem.adjoints(inner, [&slopes[0], &slopes[1]], adjoint_accuracy(accuracy), self.run)?
        else {
            return Ok(Slope { gradient: vec![f64::NAN; x.len()], error: f64::NAN, is_final: true });
        };
        let before = self.pull_back(x, &inner.coefficients, &first);
        let gradient = self.pull_back(x, &inner.next, &second);
        let is_final = inner.is_final && (problem.is_exact(inner) || accuracy <= FINEST_ACCURACY);
        Ok(Slope { error: norm(&difference(&gradient, &before)), gradient, is_final })
    }
}
