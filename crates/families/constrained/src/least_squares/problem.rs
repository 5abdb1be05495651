//! The problem statement and its validation.

use super::loss::Loss;
use crate::bounds::Bounds;
use crate::minimize::problem::{default_max_iterations, default_tolerance};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Vector, check};
use superlinear_numerics::pattern::{Pattern, Structure};

/// Minimizes half the sum of the squares of `residuals`, or of a robust loss of them, within bounds, from a starting
/// point. The residuals are smooth functions of a vector; the result is a local minimum. A Jacobian not provided is
/// estimated by finite differences.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeastSquaresProblem {
    /// The starting point; its length is the number of variables, at most 300. Clipped to the bounds.
    pub initial: Vector,
    /// The number of values of `residuals`, at least 1; possibly fewer than variables.
    pub residual_count: u32,
    /// Whether the Jacobian is provided.
    #[serde(default)]
    pub jacobian: bool,
    /// The sparsity structure of the Jacobian; `jacobian` then returns the values of these entries in this order, and
    /// differences evaluate several columns at once. Without it, the Jacobian is dense: `residualCount` rows, one after
    /// another.
    pub jacobian_structure: Option<Structure>,
    /// The bounds and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: LeastSquaresOptions,
}

/// The bounds and the options of a problem, whether its residuals are evaluated by the caller or data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LeastSquaresOptions {
    /// Lower bounds of the variables. Equal bounds fix a variable. -1e20 and below mean none. Default: none, `-Infinity`.
    pub lower: Option<Vector>,
    /// Upper bounds of the variables. 1e20 and above mean none. Default: none, `Infinity`.
    pub upper: Option<Vector>,
    /// The nonnegative weight of each squared residual, such as the reciprocal of its variance. Residuals of weight 0
    /// are left out. Default: 1.
    pub weights: Option<Vector>,
    /// The loss function, which determines the influence of large residuals.
    pub loss: Loss,
    /// The positive size beyond which a weighted residual counts as large; unused by `linear`.
    pub loss_scale: f64,
    /// The largest `kktResidual` of a solution.
    pub tolerance: f64,
    /// The limit on iterations, which are trial steps.
    pub max_iterations: u32,
    /// Whether the solution contains a record of each iteration.
    pub history: bool,
}

impl Default for LeastSquaresOptions {
    fn default() -> Self {
        Self {
            lower: None,
            upper: None,
            weights: None,
            loss: Loss::default(),
            loss_scale: 1.0,
            tolerance: default_tolerance(),
            max_iterations: default_max_iterations(),
            history: false,
        }
    }
}

/// Limit on the variables: at this size a step takes a second or two of Jacobi rotations.
const MAX_VARIABLES: usize = 300;

/// Limit on the entries of a Jacobian, stored with its zeros: 128 MiB.
const MAX_ENTRIES: usize = 1 << 24;

impl LeastSquaresProblem {
    /// The number of variables.
    pub fn variables(&self) -> usize {
        self.initial.len()
    }

    /// The number of residuals.
    pub fn residuals(&self) -> usize {
        self.residual_count as usize
    }

    /// Refuses an invalid problem before any function is evaluated.
    pub fn check(&self) -> Result<(), Error> {
        let (n, m) = (self.variables(), self.residuals());
        check::entries("initial", n, 1..=MAX_VARIABLES)?;
        check::numbers("initial", &self.initial, check::FINITE)?;
        check::count("residualCount", m, 1..)?;
        if n.saturating_mul(m) > MAX_ENTRIES {
            return Err(Error::invalid(
                "residualCount",
                format!("must be no more than {} for {n} variables, got {m}", MAX_ENTRIES / n),
            ));
        }
        self.jacobian_pattern()?;
        Bounds::check(
            ("lower", self.options.lower.as_deref()),
            ("upper", self.options.upper.as_deref()),
            n,
            "there are variables",
        )?;
        self.check_weights()?;
        check::number("lossScale", self.options.loss_scale, check::POSITIVE)?;
        check::number("tolerance", self.options.tolerance, check::POSITIVE)
    }

    fn check_weights(&self) -> Result<(), Error> {
        let Some(weights) = &self.options.weights else { return Ok(()) };
        check::length("weights", weights.len(), self.residuals(), "there are residuals")?;
        check::numbers("weights", weights, check::NOT_NEGATIVE)?;
        if weights.iter().all(|&weight| weight == 0.0) {
            return Err(Error::invalid("weights", "must have an entry that is not 0"));
        }
        Ok(())
    }

    /// The sparsity pattern of the Jacobian; `None` if it is dense.
    pub(super) fn jacobian_pattern(&self) -> Result<Option<Pattern>, Error> {
        let Some(structure) = &self.jacobian_structure else { return Ok(None) };
        structure
            .pattern(self.residuals(), self.variables())
            .map(Some)
            .map_err(|error| error.within("jacobianStructure"))
    }
}
