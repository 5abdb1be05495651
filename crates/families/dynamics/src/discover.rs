//! Sparse vector fields from series: named terms and their coefficients.

mod derivatives;
mod terms;
mod thresholded;

use crate::series::{STEPS, Series};
use crate::trajectories::Trajectories;
use derivatives::Estimated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use superlinear_interface::{Effort, Error, Matrix, NoProgress, Run, Task, check};
use superlinear_numerics::vectors::{dot_in_order, largest};
use terms::Terms;
use thresholded::Regression;

/// Discovers a sparse system of differential equations of a series: estimates derivatives, and fits them by few of many
/// candidate terms, those with small coefficients removed in turn (Brunton, Proctor, Kutz 2016). Its `formula` goes into
/// `ode.solve`.
///
/// @example
/// ```ts
/// const series = Array.from({ length: 500 }, (_, k) => [Math.sin(k / 50), Math.cos(k / 50)]);
/// const { formula } = await discoverEquations({ series, step: 1 / 50, terms: { degree: 1 } });
/// ```
#[derive(JsonSchema)]
pub struct DiscoverEquations;

/// A series, and the candidate terms.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiscoverEquationsProblem {
    /// The series: a row for each time, or a vector; or a list of matrices for several series of one system, from
    /// different starts.
    pub series: Trajectories,
    /// The time between two rows.
    #[serde(default = "default_step")]
    pub step: f64,
    /// The candidate terms.
    #[serde(default)]
    pub terms: TermChoice,
    /// The threshold: terms with a coefficient below it are removed. In the units of the series and of `step`.
    #[serde(default = "default_threshold")]
    pub threshold: f64,
    /// The multiple of the squared coefficients in the sum of squares.
    #[serde(default = "default_ridge")]
    pub ridge: f64,
    /// The estimate of derivatives.
    #[serde(default)]
    pub differences: Differences,
    /// The derivatives, if they are known: in the form of `series`, with as many rows and columns. Default: estimates from
    /// the series.
    pub derivatives: Option<Trajectories>,
    /// The maximum number of fits of an equation, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to return `termMatrix` and `derivatives`, for other regressions.
    #[serde(default)]
    pub table: bool,
}

fn default_step() -> f64 {
    1.0
}

fn default_threshold() -> f64 {
    0.1
}

fn default_ridge() -> f64 {
    0.05
}

fn default_max_iterations() -> u32 {
    20
}

/// Candidate terms: all products of the entries of the state up to a degree, and sines and cosines.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TermChoice {
    /// The maximum degree of products, from 0 to 8.
    #[serde(default = "default_degree")]
    pub degree: u32,
    /// Whether sines and cosines of the entries are candidates.
    #[serde(default)]
    pub trigonometric: bool,
}

fn default_degree() -> u32 {
    2
}

impl Default for TermChoice {
    fn default() -> Self {
        Self { degree: default_degree(), trigonometric: false }
    }
}

/// An estimate of derivatives. Rows at both ends without an estimate are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Differences {
    /// Central differences of fourth order, for series without noise.
    #[default]
    Fourth,
    /// Central differences of second order.
    Second,
    /// Local cubic polynomials, for noisy series, which also smooth the states. The window is chosen by
    /// cross-validation, or has 5 rows for series of fewer than 124 rows.
    SavitzkyGolay,
}

/// The termination status of `discoverEquations`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DiscoverStatus {
    /// The sets of terms did not change in the last fits.
    Converged,
    /// The maximum number of fits was reached.
    IterationLimit,
    /// No term of any equation has a coefficient above the threshold.
    Empty,
}

/// A function as data, as `ode.solve` takes it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldFormula {
    /// The formula of the field.
    pub formula: String,
    /// The number of entries of the state `y`.
    pub inputs: BTreeMap<String, f64>,
}

/// A sparse vector field.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoverEquationsSolution {
    /// The reason for termination.
    pub status: DiscoverStatus,
    /// The coefficients: a row for each entry of the state, a column for each term.
    pub coefficients: Matrix,
    /// The terms as formulas of the state `y`.
    pub term_names: Vec<String>,
    /// The vector field.
    pub formula: FieldFormula,
    /// The norm of the difference of the derivatives and the field, relative to the norm of the derivatives.
    pub residual: f64,
    /// The condition number of the matrix of all terms: with large ones, other sets of terms may fit as well. Infinite ones
    /// are reported as 1e300.
    pub condition_number: f64,
    /// The largest number of fits of an equation.
    pub iterations: u32,
    /// The values of the terms: a row for each row with a derivative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_matrix: Option<Matrix>,
    /// The derivatives in the fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derivatives: Option<Matrix>,
}

/// The maximum number of terms.
const MAX_TERMS: usize = 300;

impl Task for DiscoverEquations {
    const NAME: &'static str = "dynamics.discoverEquations";
    type Problem = DiscoverEquationsProblem;
    type Solution = DiscoverEquationsSolution;
    type Progress = NoProgress;

    fn solve(problem: DiscoverEquationsProblem, run: &Run) -> Result<DiscoverEquationsSolution, Error> {
        check::number("step", problem.step, STEPS)?;
        check::number("threshold", problem.threshold, check::NOT_NEGATIVE)?;
        check::number("ridge", problem.ridge, check::NOT_NEGATIVE)?;
        check::at_least_one("maxIterations", Some(problem.max_iterations))?;
        check::count("terms.degree", problem.terms.degree as usize, 0..=8)?;
        let all = problem.series.checked("series")?;
        let (given, n) = (all.rows(), all.columns());
        let terms = Terms::new(n, problem.terms, MAX_TERMS)?;
        let effort = &mut Effort::new(run, "discover equations");
        let estimated = Estimated::new(&problem, &all, effort)?;
        let rows = estimated.rows();
        if rows < terms.len() {
            let needed = terms.len() + given - rows;
            let message = format!("must have at least {needed} rows for {} terms, got {given}", terms.len());
            return Err(Error::invalid("series", message));
        }
        run.ensure_memory("series", [2, rows, if problem.table { terms.len() } else { 0 } + n])?;
        let states = Series { values: &estimated.states, columns: n };
        let regression = Regression::new(&terms, states, &estimated.derivatives, effort)?;
        let found = regression.fit(&problem, effort)?;
        let residual = relative_residual(&terms, states, &estimated.derivatives, &found.coefficients);
        let matrix = |data: Vec<f64>, columns: usize| Matrix::new(rows, columns, data);
        Ok(DiscoverEquationsSolution {
            status: found.status,
            formula: FieldFormula {
                formula: terms.formula(&found.coefficients),
                inputs: BTreeMap::from([("y".to_owned(), n as f64)]),
            },
            residual,
            condition_number: regression.condition_number(),
            iterations: found.iterations,
            coefficients: Matrix::new(n, terms.len(), found.coefficients),
            term_matrix: problem.table.then(|| matrix(terms.values(states), terms.len())),
            derivatives: problem.table.then(|| matrix(estimated.derivatives, n)),
            term_names: terms.names,
        })
    }
}

/// The norm of the residual, relative to that of the derivatives; 0 if both vanish.
fn relative_residual(terms: &Terms, states: Series, derivatives: &[f64], coefficients: &[f64]) -> f64 {
    let (n, unit) = (states.columns, largest(derivatives));
    if unit == 0.0 {
        return 0.0;
    }
    let (mut residual, mut total) = (0.0, 0.0);
    for (state, derivative) in states.values.chunks_exact(n).zip(derivatives.chunks_exact(n)) {
        let values = terms.values(Series { values: state, columns: n });
        for (own, derivative) in coefficients.chunks_exact(terms.len()).zip(derivative) {
            residual += ((derivative - dot_in_order(&values, own)) / unit).powi(2);
            total += (derivative / unit).powi(2);
        }
    }
    (residual / total).sqrt()
}
