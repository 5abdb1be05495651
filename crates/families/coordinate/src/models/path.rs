//! Models for a decreasing sequence of penalty strengths, each warm-started from the one before.

use super::checked;
use super::fit::{MIN_L1_RATIO, check_target, ensure_penalty};
use super::problem::{Criterion, ModelFields, default_max_iterations, default_tolerance};
use super::regression::Regression;
use super::solution::FitProgress;
use super::solver::{Measured, Solver, Target};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, Matrix, Run, SparseMatrix, Task, Vector, check};

/// The default ratio of the last strength to the first, with fewer samples than features and otherwise, as in glmnet.
const RATIO_OF_WIDE: f64 = 1e-2;
const RATIO_OF_TALL: f64 = 1e-4;

/// With early stopping, a path ends once this fraction of the deviance is explained, or if a model explains less than
/// that much more, as in glmnet.
const EXPLAINED: f64 = 0.999;
const MIN_GAIN: f64 = 1e-5;

/// A generalized linear model for a sequence of penalty strengths.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PathProblem {
    /// The model.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub model: ModelFields,
    /// The strengths, descending and positive. Default: `count` strengths in geometric progression, starting from
    /// the smallest one that makes all penalized coefficients zero.
    pub lambdas: Option<Vector>,
    /// The number of strengths, at least 1, if `lambdas` is not given.
    #[serde(default = "default_count")]
    pub count: u32,
    /// The ratio of the last strength to the first, above 0 and below 1. Default: 0.01 with fewer samples than
    /// features, else 0.0001.
    pub smallest_ratio: Option<f64>,
    /// Whether the path stops once almost everything is explained: 99.9 % of the deviance, or less than 0.001 %
    /// more than before.
    #[serde(default)]
    pub stop_early: bool,
    /// The tolerance of each model: see `criterion`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The stopping criterion: `tolerance` bounds it.
    #[serde(default)]
    pub criterion: Criterion,
    /// The maximum number of iterations for each strength, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

pub(super) fn default_count() -> u32 {
    100
}

/// The models of a path.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PathSolution {
    /// `converged` if all models converged, `timeLimit` if later models are missing because of the time limit,
    /// otherwise the status of the first model that did not converge.
    pub status: Ending,
    /// The strengths of the models.
    pub lambdas: Vector,
    /// The smallest strength that makes all penalized coefficients zero.
    pub lambda_max: f64,
    /// The coefficients, a row for each strength. For several outputs, feature `j` and output `k` are in column
    /// `j * outputs + k`.
    pub coefficients: SparseMatrix,
    /// The intercepts: a row for each strength, a column for each output.
    pub intercepts: Matrix,
    /// The objective of each model.
    pub objectives: Vector,
    /// The relative duality gap of each model, 0 if there is none.
    pub relative_gaps: Vector,
    /// The relative violation of the optimality conditions of each model.
    pub kkt_residuals: Vector,
    /// The number of features with nonzero coefficients in each model.
    pub nonzeros: Vector<i32>,
    /// The fraction of the null model's deviance explained by each model. For the squared loss this is R².
    pub deviance_ratios: Vector,
    /// The total number of iterations of all models.
    pub iterations: u32,
}

/// Fits a generalized linear model for a decreasing sequence of penalty strengths, each warm-started from the one
/// before. The path shows which coefficients enter as the penalty decreases.
///
/// @example
/// ```ts
/// const matrix = [[1, 2, 0], [2, -1, 1], [0, 1, 3], [1, 0, -1], [-1, 1, 2], [3, 1, 1]];
/// const { lambdas, coefficients, nonzeros } = await path({ matrix, response: [1, 2, -1, 0.5, -2, 3], count: 20 });
/// ```
#[derive(JsonSchema)]
pub struct Path;

impl Task for Path {
    const NAME: &'static str = "coordinate.path";
    type Problem = PathProblem;
    type Solution = PathSolution;
    type Progress = FitProgress;

    fn solve(problem: PathProblem, run: &Run) -> Result<PathSolution, Error> {
        ensure_penalty(problem.model.penalty)?;
        let sequence = Sequence {
            lambdas: problem.lambdas.as_deref(),
            count: problem.count,
            smallest_ratio: problem.smallest_ratio,
        };
        let target = Target {
            tolerance: problem.tolerance,
            criterion: problem.criterion,
            max_iterations: problem.max_iterations,
        };
        sequence.check()?;
        check_target(target)?;
        let regression = checked::regression(&problem.model, run)?;
        let mut solver = Solver::new(&regression, run)?;
        let lambdas = sequence.of(&solver);
        let mut found = Found::default();
        let mut explained = 0.0;
        follow(&mut solver, &lambdas, target, |solver, measured| {
            let ratio = found.add(solver, measured);
            let is_enough = ratio > EXPLAINED || (ratio - explained < MIN_GAIN && found.nonzeros.last() > Some(&0));
            explained = ratio;
            Ok(!(problem.stop_early && is_enough))
        })?;
        Ok(found.report(&solver, lambdas))
    }
}

/// The choice of strengths.
pub(super) struct Sequence<'a> {
    pub lambdas: Option<&'a [f64]>,
    pub count: u32,
    pub smallest_ratio: Option<f64>,
}

impl Sequence<'_> {
    pub fn check(&self) -> Result<(), Error> {
        if let Some(lambdas) = self.lambdas {
            check::not_empty("lambdas", lambdas.len())?;
            check::numbers("lambdas", lambdas, check::POSITIVE)?;
            if let Some(k) = lambdas.windows(2).position(|pair| pair[0] < pair[1]) {
                return Err(Error::invalid(format!("lambdas[{}]", k + 1), "must not be larger than the one before"));
            }
        }
        check::count("count", self.count as usize, 1..=MAX_POINTS)?;
        check::optional("smallestRatio", self.smallest_ratio, check::FRACTION)
    }

    /// The strengths for a problem.
    pub fn of(&self, solver: &Solver<'_>) -> Vec<f64> {
        if let Some(lambdas) = self.lambdas {
            return lambdas.to_vec();
        }
        let is_wide = solver.regression.loss.samples < solver.regression.design.columns;
        let ratio = self.smallest_ratio.unwrap_or(if is_wide { RATIO_OF_WIDE } else { RATIO_OF_TALL });
        let largest = largest_lambda(solver);
        let share = |k: u32| if self.count == 1 { 0.0 } else { f64::from(k) / f64::from(self.count - 1) };
        (0..self.count).map(|k| largest * ratio.powf(share(k))).collect()
    }
}

/// The largest number of strengths. More are probably a mistake.
const MAX_POINTS: usize = 100_000;

/// The first strength of a path. For penalties without a kink, it is the strength of an elastic net with a small `l1`
/// part.
fn largest_lambda(solver: &Solver<'_>) -> f64 {
    let null = solver.null;
    if solver.regression.penalty.has_kinks() { null.lambda } else { null.slope / MIN_L1_RATIO }
}

/// Solves for each strength in turn. `visit` receives each model and returns whether to continue.
pub(super) fn follow(
    solver: &mut Solver<'_>,
    lambdas: &[f64],
    target: Target,
    mut visit: impl FnMut(&Solver<'_>, &Measured) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut previous = largest_lambda(solver).max(lambdas[0]);
    for (k, &lambda) in lambdas.iter().enumerate() {
        let run = solver.run;
        let mut measured = run.share(k, lambdas.len(), || solver.follow(lambda, previous, target.tolerance, target))?;
        // A model that converges immediately does not check the clock itself.
        if k + 1 < lambdas.len() && solver.is_out_of_time()? {
            measured.status = Ending::TimeLimit;
        }
        let goes_on = visit(solver, &measured)?;
        if !goes_on || measured.status == Ending::TimeLimit {
            break;
        }
        previous = lambda;
    }
    Ok(())
}

/// The combined status of models: the status of the first one that did not converge. A time limit takes precedence,
/// because it means that models are missing.
pub(super) fn of_all(so_far: Ending, next: Ending) -> Ending {
    if so_far == Ending::Converged || next == Ending::TimeLimit { next } else { so_far }
}

/// The models so far.
#[derive(Default)]
struct Found {
    status: Option<Ending>,
    indptr: Vec<i32>,
    indices: Vec<i32>,
    data: Vec<f64>,
    intercepts: Vec<f64>,
    objectives: Vec<f64>,
    gaps: Vec<f64>,
    violations: Vec<f64>,
    nonzeros: Vec<i32>,
    ratios: Vec<f64>,
    iterations: u32,
}

impl Found {
    /// Adds a model. Returns its fraction of explained deviance.
    fn add(&mut self, solver: &Solver<'_>, measured: &Measured) -> f64 {
        let regression = solver.regression;
        self.status = Some(self.status.map_or(measured.status, |status| of_all(status, measured.status)));
        let (coefficients, intercepts) = regression.coefficients_of(&solver.point);
        self.indptr.push(self.data.len() as i32);
        for (variable, &coefficient) in coefficients.iter().enumerate() {
            if coefficient != 0.0 {
                self.indices.push(variable as i32);
                self.data.push(coefficient);
            }
        }
        self.intercepts.extend(intercepts);
        self.objectives.push(measured.objective);
        let gap = (measured.objective - measured.dual).max(0.0);
        self.gaps.push(if gap.is_finite() { gap / solver.null.scale.unwrap_or(1.0) } else { 0.0 });
        self.violations.push((measured.violation / solver.null.slope).min(f64::MAX));
        let has_coefficient = |feature: &[f64]| feature.iter().any(|&entry| entry != 0.0);
        let nonzeros = coefficients.chunks(regression.outputs()).filter(|feature| has_coefficient(feature)).count();
        self.nonzeros.push(nonzeros as i32);
        self.iterations += measured.iterations;
        let ratio = deviance_ratio(regression, solver);
        self.ratios.push(ratio);
        ratio
    }

    fn report(mut self, solver: &Solver<'_>, mut lambdas: Vec<f64>) -> PathSolution {
        let points = self.objectives.len();
        lambdas.truncate(points);
        self.indptr.push(self.data.len() as i32);
        PathSolution {
            status: self.status.unwrap_or(Ending::Converged),
            lambdas: lambdas.into(),
            lambda_max: solver.null.lambda,
            coefficients: SparseMatrix {
                rows: points,
                columns: solver.regression.coefficients(),
                indptr: self.indptr.into(),
                indices: self.indices.into(),
                data: self.data.into(),
            },
            intercepts: Matrix::new(points, solver.regression.outputs(), self.intercepts),
            objectives: self.objectives.into(),
            relative_gaps: self.gaps.into(),
            kkt_residuals: self.violations.into(),
            nonzeros: self.nonzeros.into(),
            deviance_ratios: self.ratios.into(),
            iterations: self.iterations,
        }
    }
}

/// The fraction of the null model's deviance explained by the current model.
fn deviance_ratio(regression: &Regression, solver: &Solver<'_>) -> f64 {
    let minimum = regression.loss.min_value();
    let whole = solver.null.objective - minimum;
    let left = solver.point.loss(regression) - minimum;
    if whole > 0.0 { 1.0 - left / whole } else { 0.0 }
}
