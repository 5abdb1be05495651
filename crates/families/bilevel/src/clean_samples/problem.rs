//! The input of `cleanSamples`.

use crate::linear::loss::LinearLoss;
use crate::linear::response::Response;
use crate::outer::OuterDirection;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Labels, NumberOrVector, check};

/// Samples with partly wrong responses, and a few trusted samples.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CleanSamplesProblem {
    /// The features of the training samples: a row per sample, a column per feature. They are not scaled.
    pub matrix: AnyMatrix,
    /// The responses: numbers for `squared`, otherwise classes given as numbers, strings or booleans. `logistic` and
    /// `squaredHinge` require two classes; `multinomial` accepts any number.
    pub response: Labels,
    /// The features of the trusted samples.
    pub trusted_matrix: AnyMatrix,
    /// The responses of the trusted samples, with the same classes.
    pub trusted_response: Labels,
    /// The loss for training and for the trusted samples. Default: `multinomial`.
    #[serde(default = "default_loss")]
    pub loss: LinearLoss,
    /// The factor on half the squared norm of the coefficients, positive. Models minimize the mean of weight times loss
    /// over the training samples plus this term.
    #[serde(default = "default_ridge")]
    pub ridge: f64,
    /// Whether the model has an intercept. It is never penalized.
    #[serde(default = "default_true")]
    pub intercept: bool,
    /// Initial weights between 0 and 1, exclusive: a number or one per sample. Default: 1/2.
    pub initial: Option<NumberOrVector>,
    /// Tolerance on the projected gradient with respect to the weights' log-odds and on its error; between 0 and 1,
    /// exclusive. Its unit is the loss of the trusted samples for a model with zero coefficients, divided by the number
    /// of training samples.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on outer iterations. With 0, the loss is evaluated at `initial`.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The search direction of the outer loop.
    #[serde(default)]
    pub direction: OuterDirection,
    /// Whether to record each iteration in the solution.
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
    /// Validates the problem. Returns the response, and the trusted response as numbers.
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
