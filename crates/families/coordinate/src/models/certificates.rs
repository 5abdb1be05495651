//! Optimality measures of given coefficients, and the largest useful penalty strength, without a solve.

use super::checked;
use super::dual::{self, Dual};
use super::fit::{ensure_penalty, start_of};
use super::problem::{ModelFields, ModelStart};
use super::regression::{Model, Point, Regression};
use super::solver::Solver;
use crate::overflow::overflow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, NoProgress, NumberOrVector, Run, Task, check};
use superlinear_penalties::PenaltyKind;

/// A model, to compute the smallest strength that makes all penalized coefficients zero.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LambdaMaxProblem {
    /// The model.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub model: ModelFields,
}

/// The smallest strength that makes all penalized coefficients zero, and the model for it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LambdaMaxSolution {
    /// The strength. 0 also for penalties that never make coefficients zero.
    pub lambda_max: f64,
    /// The mean loss of the null model, of the intercept and the unpenalized features.
    pub objective: f64,
    /// The intercept of the null model.
    pub intercept: NumberOrVector,
}

/// The smallest `lambda` that makes all penalized coefficients zero.
///
/// @example
/// ```ts
/// const { lambdaMax: largest } = await lambdaMax({ matrix: [[1, 2], [2, -1], [0, 1]], response: [1, 2, -1] });
/// ```
#[derive(JsonSchema)]
pub struct LambdaMax;

impl Task for LambdaMax {
    const NAME: &'static str = "coordinate.lambdaMax";
    type Problem = LambdaMaxProblem;
    type Solution = LambdaMaxSolution;
    type Progress = NoProgress;

    fn solve(problem: LambdaMaxProblem, run: &Run) -> Result<LambdaMaxSolution, Error> {
        ensure_penalty(problem.model.penalty)?;
        let regression = checked::regression(&problem.model, run)?;
        let solver = Solver::new(&regression, run)?;
        let (_, intercepts) = solver.regression.coefficients_of(&solver.point);
        Ok(LambdaMaxSolution {
            lambda_max: solver.null.lambda,
            objective: solver.null.objective,
            intercept: NumberOrVector::new(intercepts),
        })
    }
}

/// A model with coefficients, to compute their duality gap.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DualityGapProblem {
    /// The model.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub model: ModelFields,
    /// The strength of the penalty, zero or positive.
    pub lambda: f64,
    /// The coefficients and the intercept.
    pub point: ModelStart,
}

/// A bound of the distance of coefficients from the optimum.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DualityGapSolution {
    /// The mean loss plus the penalty.
    pub objective: f64,
    /// The dual objective at the residuals, scaled into the domain: a lower bound of the minimum. Absent if the
    /// residuals yield no dual point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dual_objective: Option<f64>,
    /// `objective` minus `dualObjective`. Absent without the latter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duality_gap: Option<f64>,
}

/// An upper bound of the distance of given coefficients from the optimum: their objective minus the dual objective at
/// their residuals. The coefficients may come from anywhere, for example from another program.
///
/// @example
/// ```ts
/// const { dualityGap: gap } = await dualityGap({
///   matrix: [[1, 2], [2, -1], [0, 1]],
///   response: [1, 2, -1],
///   lambda: 0.1,
///   point: { coefficients: [0.5, 0] },
/// });
/// ```
#[derive(JsonSchema)]
pub struct DualityGap;

impl Task for DualityGap {
    const NAME: &'static str = "coordinate.dualityGap";
    type Problem = DualityGapProblem;
    type Solution = DualityGapSolution;
    type Progress = NoProgress;

    fn solve(problem: DualityGapProblem, run: &Run) -> Result<DualityGapSolution, Error> {
        check_point(&problem.model.matrix, &problem.point)?;
        let regression = checked::explicit_regression(&problem.model, run)?;
        let (model, point, blocks) =
            given(&regression, strength(problem.model.penalty, problem.lambda)?, &problem.point)?;
        let dual = Dual::new(model);
        let projected = dual.project(&regression, &point.residuals);
        let mut slopes = vec![0.0; regression.variables()];
        regression.scan(&blocks, &projected, &mut slopes);
        let certificate = dual.certify(model, &projected, &slopes, &blocks);
        let objective = point.objective(model);
        let dual_objective = certificate.value.is_finite().then_some(certificate.value);
        if !objective.is_finite() {
            return Err(overflow());
        }
        Ok(DualityGapSolution {
            objective,
            dual_objective,
            duality_gap: dual_objective.map(|dual| (objective - dual).max(0.0)),
        })
    }
}

/// A model with coefficients, to compute the violation of the optimality conditions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KktViolationProblem {
    /// The model.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub model: ModelFields,
    /// The strength of the penalty, zero or positive.
    pub lambda: f64,
    /// The coefficients and the intercept.
    pub point: ModelStart,
}

/// The violation of the Karush–Kuhn–Tucker conditions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KktViolationSolution {
    /// The largest violation: the distance of the negative gradient of the loss from the subdifferential of the
    /// penalty.
    pub violation: f64,
    /// The violation relative to the largest derivative of the loss at the null model, without penalized features.
    pub kkt_residual: f64,
    /// The mean loss plus the penalty.
    pub objective: f64,
}

/// The violation of the optimality conditions by given coefficients. It is also defined for penalties without a duality
/// gap.
///
/// @example
/// ```ts
/// const { violation } = await kktViolation({
///   matrix: [[1, 2], [2, -1], [0, 1]],
///   response: [1, 2, -1],
///   penalty: 'mcp',
///   lambda: 0.1,
///   point: { coefficients: [0.5, 0] },
/// });
/// ```
#[derive(JsonSchema)]
pub struct KktViolation;

impl Task for KktViolation {
    const NAME: &'static str = "coordinate.kktViolation";
    type Problem = KktViolationProblem;
    type Solution = KktViolationSolution;
    type Progress = NoProgress;

    fn solve(problem: KktViolationProblem, run: &Run) -> Result<KktViolationSolution, Error> {
        check_point(&problem.model.matrix, &problem.point)?;
        let regression = checked::explicit_regression(&problem.model, run)?;
        let (model, point, blocks) =
            given(&regression, strength(problem.model.penalty, problem.lambda)?, &problem.point)?;
        let mut slopes = vec![0.0; regression.variables()];
        regression.scan(&blocks, &point.residuals, &mut slopes);
        let violation = dual::violation(model, &point, &slopes, &blocks);
        let objective = point.objective(model);
        let slope = Solver::new(&regression, run)?.null.slope;
        if !(objective.is_finite() && violation.is_finite()) {
            return Err(overflow());
        }
        Ok(KktViolationSolution { violation, kkt_residual: (violation / slope).min(f64::MAX), objective })
    }
}

/// Refuses a wrong number of coefficients before the problem is transformed.
fn check_point(matrix: &AnyMatrix, point: &ModelStart) -> Result<(), Error> {
    check::length("point.coefficients", point.coefficients.rows(), matrix.columns(), "matrix has columns")
}

/// The strength of the penalty, 0 for the penalty `none`.
fn strength(penalty: PenaltyKind, lambda: f64) -> Result<f64, Error> {
    check::number("lambda", lambda, check::NOT_NEGATIVE)?;
    Ok(if penalty == PenaltyKind::None { 0.0 } else { lambda })
}

/// The model with its strength, the given point, and all blocks.
fn given<'a>(
    regression: &'a Regression,
    lambda: f64,
    start: &ModelStart,
) -> Result<(Model<'a>, Point, Vec<u32>), Error> {
    let w = start_of(start, regression, "point")?;
    let blocks = (0..regression.penalty.blocks.count() as u32).collect();
    Ok((regression.with(lambda), Point::new(regression, w), blocks))
}
