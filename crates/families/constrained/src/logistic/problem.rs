//! The problem statement and its validation.

use crate::minimize::problem::{default_max_iterations, default_tolerance};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Labels, Matrix, Vector, check};

/// Minimizes the mean of `log(1 + exp(-labels[i] features[i]'x))` plus `ridge / 2 |x|^2` over the coefficients `x`,
/// subject to `constraintMatrix x = constraintValues` and, if `radius` is given, `|x| = radius`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogisticProblem {
    /// The features, one row per observation. Add a column of ones for a constant term.
    pub features: Matrix,
    /// The class of each observation, one of two: a number, a string or a boolean. In the formula `labels[i]` is -1 for
    /// the first class in ascending order and 1 for the second.
    pub labels: Labels,
    /// The matrix of the linear equations: one row per equation, one column per coefficient. Default: no equations.
    pub constraint_matrix: Option<Matrix>,
    /// The right-hand sides of the linear equations.
    pub constraint_values: Option<Vector>,
    /// The required norm of the coefficients. Default: unrestricted.
    pub radius: Option<f64>,
    /// The weight of half the squared norm of the coefficients.
    #[serde(default)]
    pub ridge: f64,
    /// The fraction of the observations, above 0 and at most 1, used to estimate the curvature; drawn anew in each
    /// iteration. Below 1, convergence is linear, to the same solution. Default: as many as the steps need, all of them
    /// close to the solution, for superlinear convergence.
    pub hessian_sample: Option<f64>,
    /// Initial coefficients. Default: with at least 128 observations per coefficient, the solution for a random
    /// sixteenth of them; else equal coefficients of norm `radius`, or zeros without a `radius`.
    pub initial: Option<Vector>,
    /// Initial multipliers: of the linear equations, then of `|x|^2 = radius^2`. Default: those with the smallest
    /// gradient of the Lagrangian at the start.
    pub initial_multipliers: Option<Vector>,
    /// The scale factor of the objective, as in a solution's `warmStart`. Default: 100 divided by the largest entry of
    /// the gradient at the start, and at most 1.
    pub objective_scale: Option<f64>,
    /// The scale factors of the constraints, as in a solution's `warmStart`. Default: as for the objective.
    pub constraint_scales: Option<Vector>,
    /// The largest `kktResidual` of a solution.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The largest `constraintViolation` of a solution.
    #[serde(default = "default_tolerance")]
    pub constraint_tolerance: f64,
    /// The iteration limit.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether the solution contains a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

/// Limit on the coefficients, whose Hessian is dense.
const MAX_COEFFICIENTS: usize = 4096;

impl LogisticProblem {
    /// A problem with these observations, and defaults for everything else.
    pub fn new(features: Matrix, labels: Vector) -> Self {
        Self {
            features,
            labels: Labels::Numbers(labels),
            constraint_matrix: None,
            constraint_values: None,
            radius: None,
            ridge: 0.0,
            hessian_sample: None,
            initial: None,
            initial_multipliers: None,
            objective_scale: None,
            constraint_scales: None,
            tolerance: default_tolerance(),
            constraint_tolerance: default_tolerance(),
            max_iterations: default_max_iterations(),
            history: false,
        }
    }

    pub(super) fn coefficients(&self) -> usize {
        self.features.columns
    }

    pub(super) fn linear_constraints(&self) -> usize {
        self.constraint_matrix.as_ref().map_or(0, |matrix| matrix.rows)
    }

    /// The number of all equations.
    pub(super) fn constraint_count(&self) -> usize {
        self.linear_constraints() + usize::from(self.radius.is_some())
    }

    /// The starting point.
    pub(super) fn start(&self) -> Vector {
        let each = self.radius.unwrap_or(0.0) / (self.coefficients() as f64).sqrt();
        self.initial.clone().unwrap_or_else(|| vec![each; self.coefficients()].into())
    }

    /// Refuses invalid data and converts the labels to -1 and 1. The general solver checks the options common to all
    /// problems.
    pub(super) fn check(&mut self) -> Result<(), Error> {
        self.check_observations()?;
        self.labels = Labels::Numbers(self.signs()?);
        self.check_constraints()?;
        check::number("ridge", self.ridge, check::NOT_NEGATIVE)?;
        check::optional("hessianSample", self.hessian_sample, check::PROPORTION)?;
        let Some(initial) = &self.initial else { return Ok(()) };
        check::length("initial", initial.len(), self.coefficients(), "features has columns")
    }

    fn check_observations(&self) -> Result<(), Error> {
        let Matrix { rows, columns, ref data } = self.features;
        if rows == 0 || columns == 0 {
            return Err(Error::invalid("features", format!("must have rows and columns, got {rows} x {columns}")));
        }
        if columns > MAX_COEFFICIENTS {
            return Err(Error::invalid(
                "features",
                format!("must have no more than {MAX_COEFFICIENTS} columns, got {columns}"),
            ));
        }
        ensure_all_finite("features.data", data)?;
        check::length("labels", self.labels.len(), rows, "features has rows")?;
        Ok(())
    }

    /// The labels as numbers, after [`check`](Self::check).
    pub(super) fn checked_labels(&self) -> &[f64] {
        match &self.labels {
            Labels::Numbers(numbers) => numbers,
            Labels::Words(_) | Labels::Truths(_) => &[],
        }
    }

    /// Maps the first class to -1 and the second to 1. Labels -1 and 1 are kept, even if all are equal.
    fn signs(&self) -> Result<Vector, Error> {
        if let Labels::Numbers(numbers) = &self.labels
            && numbers.iter().all(|label| label.abs() == 1.0)
        {
            return Ok(numbers.clone());
        }
        let (_, places) = self.labels.classified("labels", 2)?;
        Ok(places.into_iter().map(|class| 2.0 * class as f64 - 1.0).collect::<Vec<_>>().into())
    }

    fn check_constraints(&self) -> Result<(), Error> {
        check::optional("radius", self.radius, check::POSITIVE)?;
        let (matrix, values) = match (&self.constraint_matrix, &self.constraint_values) {
            (None, None) => return Ok(()),
            (Some(matrix), Some(values)) => (matrix, values),
            (Some(_), None) => return Err(Error::invalid("constraintValues", "must be there with constraintMatrix")),
            (None, Some(_)) => return Err(Error::invalid("constraintMatrix", "must be there with constraintValues")),
        };
        if matrix.columns != self.coefficients() {
            return Err(Error::invalid(
                "constraintMatrix",
                format!("must have {} columns, one for each feature, got {}", self.coefficients(), matrix.columns),
            ));
        }
        if self.constraint_count() > self.coefficients() {
            return Err(Error::invalid(
                "constraintMatrix",
                format!(
                    "must not make more equations than the {} coefficients, got {}",
                    self.coefficients(),
                    self.constraint_count()
                ),
            ));
        }
        check::matrix("constraintMatrix", matrix, check::FINITE)?;
        check::finite_vector("constraintValues", values, matrix.rows, "constraintMatrix has rows")
    }
}

/// Numbers per block of the finiteness test.
const BLOCK: usize = 1024;

/// Refuses numbers that are not finite. Tests blocks without branches, because there are many.
fn ensure_all_finite(name: &str, numbers: &[f64]) -> Result<(), Error> {
    let is_finite = |block: &[f64]| block.iter().fold(true, |are_finite, number| are_finite & number.is_finite());
    if numbers.chunks(BLOCK).all(is_finite) { Ok(()) } else { check::numbers(name, numbers, check::FINITE) }
}
