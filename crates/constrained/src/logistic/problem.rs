//! What the caller gives.

use crate::minimize::problem::{default_max_iterations, default_tolerance};
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Bound;
use superlinear_interface::{Error, Labels, Matrix, Vector, check};

/// Find the coefficients `x` that minimise the mean of `log(1 + exp(-labels[i] features[i]'x))` plus `ridge / 2 |x|^2`,
/// subject to `constraintMatrix x = constraintValues` and, where `radius` is given, `|x| = radius`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogisticProblem {
    /// The features, one row for each observation. A constant term is a column of ones.
    pub features: Matrix,
    /// The class of each observation, of two: as a number, a string or a boolean. Of `labels[i]` in the formula the first class, in ascending
    /// order, is -1 and the second 1.
    pub labels: Labels,
    /// The matrix of the linear equations: one row for each, one column for each coefficient. Default: no equations.
    pub constraint_matrix: Option<Matrix>,
    /// What its products with the coefficients are to be.
    pub constraint_values: Option<Vector>,
    /// The norm that the coefficients are to have. Default: any.
    pub radius: Option<f64>,
    /// The weight of the squared norm of the coefficients over 2.
    #[serde(default)]
    pub ridge: f64,
    /// The part of the observations, above 0 and at most all (1), from which the curvature is estimated; they are drawn anew
    /// for each iteration. With less than all, convergence is linear; what is found is the same. Default: as many as the
    /// steps need, all of them near the solution, so that convergence is superlinear.
    pub hessian_sample: Option<f64>,
    /// The coefficients to start with. Default: where there are 128 observations or more for each coefficient, the solution for a
    /// sixteenth of them, drawn at random; else all the same, of the norm `radius`; without one, zeros.
    pub initial: Option<Vector>,
    /// Multipliers to start with: those of the linear equations, then that of `|x|^2 = radius^2`. Default: those that make
    /// the gradient of the Lagrangian at the start smallest.
    pub initial_multipliers: Option<Vector>,
    /// The factor of the objective, as a solution's `warmStart` has it. Default: 100 over the largest entry of the gradient
    /// at the start, and at most 1.
    pub objective_scale: Option<f64>,
    /// The factors of the constraints, as a solution's `warmStart` has them. Default: as for the objective.
    pub constraint_scales: Option<Vector>,
    /// The `kktResidual` at which a point counts as a solution.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The `constraintViolation` that a solution must not exceed.
    #[serde(default = "default_tolerance")]
    pub constraint_tolerance: f64,
    /// The most iterations.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether the solution has a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

/// The most coefficients: their Hessian is dense.
const MOST_COEFFICIENTS: usize = 4096;

impl LogisticProblem {
    /// The problem of these observations, with the default of all else.
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

    /// The number of coefficients.
    pub(super) fn coefficients(&self) -> usize {
        self.features.columns
    }

    /// The number of linear equations.
    pub(super) fn linear_constraints(&self) -> usize {
        self.constraint_matrix.as_ref().map_or(0, |matrix| matrix.rows)
    }

    /// The number of all equations.
    pub(super) fn constraint_count(&self) -> usize {
        self.linear_constraints() + usize::from(self.radius.is_some())
    }

    /// Where to start.
    pub(super) fn start(&self) -> Vector {
        let each = self.radius.unwrap_or(0.0) / (self.coefficients() as f64).sqrt();
        self.initial.clone().unwrap_or_else(|| vec![each; self.coefficients()].into())
    }

    /// Refuses data that cannot be used; the options that all problems have, the solver of all problems checks.
    /// Makes numbers of the labels, -1 and 1.
    pub(super) fn check(&mut self) -> Result<(), Error> {
        self.check_observations()?;
        self.labels = Labels::Numbers(self.signs()?);
        self.check_constraints()?;
        check::number("ridge", self.ridge, check::NOT_NEGATIVE)?;
        check::optional("hessianSample", self.hessian_sample, (Bound::Excluded(0.0), Bound::Included(1.0)))?;
        let Some(initial) = &self.initial else { return Ok(()) };
        check::length("initial", initial.len(), self.coefficients(), "features has columns")
    }

    fn check_observations(&self) -> Result<(), Error> {
        let Matrix { rows, columns, ref data } = self.features;
        if rows == 0 || columns == 0 {
            return Err(Error::invalid("features", format!("must have rows and columns, got {rows} x {columns}")));
        }
        if columns > MOST_COEFFICIENTS {
            return Err(Error::invalid(
                "features",
                format!("must have no more than {MOST_COEFFICIENTS} columns, got {columns}"),
            ));
        }
        ensure_all_finite("features.data", data)?;
        check::length("labels", self.labels.len(), rows, "features has rows")?;
        Ok(())
    }

    /// The labels as numbers, which [`check`](Self::check) makes of them.
    pub(super) fn checked_labels(&self) -> &[f64] {
        match &self.labels {
            Labels::Numbers(numbers) => numbers,
            Labels::Words(_) | Labels::Truths(_) => &[],
        }
    }

    /// -1 for the first class and 1 for the second. Labels that are -1 or 1 stay, also where all are of one class.
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

/// Numbers that are looked at in one go.
const BLOCK: usize = 1024;

/// Refuses numbers that are not finite. They are looked at without branches, since they are many.
fn ensure_all_finite(name: &str, numbers: &[f64]) -> Result<(), Error> {
    let is_finite = |block: &[f64]| block.iter().fold(true, |are_finite, number| are_finite & number.is_finite());
    if numbers.chunks(BLOCK).all(is_finite) { Ok(()) } else { check::numbers(name, numbers, check::FINITE) }
}
