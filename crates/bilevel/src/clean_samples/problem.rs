//! What the caller gives.

use crate::linear::loss::LinearLoss;
use crate::linear::response::Response;
use crate::outer::OuterDirection;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Labels, NumberOrVector, check};

/// Samples, some of which may have wrong responses, and a few that are trusted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CleanSamplesProblem {
    /// The features of the training samples: a row for each sample, a column for each feature. They are not scaled.
    pub matrix: AnyMatrix,
    /// Their response: a number for `squared`; otherwise their classes, as numbers, strings or booleans, of which there are two for
    /// `logistic` and `squaredHinge` and any number for `multinomial`.
    pub response: Labels,
    /// The features of the trusted samples.
    pub trusted_matrix: AnyMatrix,
    /// Their response, of the same classes.
    pub trusted_response: Labels,
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
    /// Refuses what cannot be solved. Returns the response, and the numbers of the trusted one.
    pub(super) fn check(&self) -> Result<(Response, Vec<f64>), Error> {
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
        let response = Response::new("response", &self.response, self.loss)?;
        let trusted = response.numbers_of("trustedResponse", &self.trusted_response, self.loss)?;
        Ok((response, trusted))
    }
}

fn check_samples([name, of_response]: [&str; 2], matrix: &AnyMatrix, response: &Labels) -> Result<(), Error> {
    check::has_entries(name, matrix.rows(), matrix.columns())?;
    check::length(of_response, response.len(), matrix.rows(), &format!("{name} has rows"))?;
    matrix.ensure_well_formed().map_err(|error| error.within(name))?;
    matrix.ensure_finite(name)
}
