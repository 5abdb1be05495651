//! What the caller gives.

use crate::linear::loss::LinearLoss;
use crate::linear::response;
use crate::outer::OuterDirection;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, NumberOrVector, Vector, check};

/// Samples, some of which may have wrong responses, and a few that are trusted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CleanSamplesProblem {
    /// The features of the training samples: a row for each sample, a column for each feature. They are not scaled.
    pub matrix: AnyMatrix,
    /// Their response: -1 or 1 for `logistic` and `squaredHinge`, a class from 0 for `multinomial`, a number for `squared`.
    pub response: Vector,
    /// The features of the trusted samples.
    pub trusted_matrix: AnyMatrix,
    /// Their response.
    pub trusted_response: Vector,
    /// What the model is fitted and judged by. Default: `multinomial`.
    #[serde(default = "default_loss")]
    pub loss: LinearLoss,
    /// The factor of half the squared norm of the coefficients, above 0: models are fitted by the mean over the training samples of weight
    /// times loss, plus this.
    #[serde(default = "default_ridge")]
    pub ridge: f64,
    /// Whether the model has an intercept, which is never penalised.
    #[serde(default = "default_true")]
    pub intercept: bool,
    /// The weights to start from, above 0 and below 1; a number or one for each. Default: 1/2.
    pub initial: Option<NumberOrVector>,
    /// What the projected gradient by the weights' log-odds and its error are to fall to, relative to the trusted samples' loss under a model
    /// without features, divided by the number of training samples; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most outer iterations; with 0 the loss is evaluated at `initial`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// In which direction lower values are looked for.
    #[serde(default)]
    pub direction: OuterDirection,
    /// Whether the solution records each iteration.
    #[serde(default)]
    pub history: bool,
}

fn default_loss() -> LinearLoss {
    LinearLoss::Multinomial
}

fn default_ridge() -> f64 {
    0.01
}

fn default_true() -> bool {
    true
}

fn default_tolerance() -> f64 {
    0.01
}

fn default_max_iterations() -> u32 {
    100
}

impl CleanSamplesProblem {
    /// Refuses what cannot be solved. Gives the number of outputs.
    pub(super) fn check(&self) -> Result<usize, Error> {
        check_samples(["matrix", "response"], &self.matrix, &self.response)?;
        check_samples(["trustedMatrix", "trustedResponse"], &self.trusted_matrix, &self.trusted_response)?;
        check::columns("trustedMatrix", self.trusted_matrix.columns(), self.matrix.columns(), "matrix")?;
        check::number("ridge", self.ridge, check::POSITIVE)?;
        check::tolerance(self.tolerance)?;
        let samples = self.matrix.rows();
        match &self.initial {
            None => {}
            Some(NumberOrVector::Number(number)) => check::number("initial", *number, check::FRACTION)?,
            Some(NumberOrVector::Vector(weights)) => {
                check::length("initial", weights.len(), samples, "matrix has rows")?;
                check::numbers("initial", weights, check::FRACTION)?;
            }
        }
        self.check_responses()
    }

    fn check_responses(&self) -> Result<usize, Error> {
        let outputs = response::outputs("response", &self.response, self.loss)?;
        let labels = response::labels(self.loss, outputs);
        for label in &labels {
            if !self.response.contains(label) {
                let message = format!("must have samples of class {}", check::short(*label));
                return Err(Error::invalid("response", message));
            }
        }
        if labels.is_empty() {
            response::outputs("trustedResponse", &self.trusted_response, self.loss)?;
        } else if let Some(i) = self.trusted_response.iter().position(|y| !labels.contains(y)) {
            let got = check::short(self.trusted_response[i]);
            return Err(Error::invalid(
                format!("trustedResponse[{i}]"),
                format!("must be one of the classes of response, got {got}"),
            ));
        }
        Ok(outputs)
    }
}

fn check_samples([name, of_response]: [&str; 2], matrix: &AnyMatrix, response: &Vector) -> Result<(), Error> {
    check::has_entries(name, matrix.rows(), matrix.columns())?;
    check::finite_vector(of_response, response, matrix.rows(), &format!("{name} has rows"))?;
    matrix.ensure_well_formed().map_err(|error| error.within(name))?;
    matrix.ensure_finite(name)
}
