//! How good given coefficients are, and from which strength on the penalty leaves none: measures of a problem without a solve
//! of it.

use super::checked;
use super::dual::{self, Dual};
use super::fit::{ensure_penalty, start_of};
use super::problem::{ModelStart, model_problem};
use super::regression::{Model, Point, Regression};
use super::solver::Solver;
use crate::overflow::overflow;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{AnyMatrix, Error, NoProgress, NumberOrVector, Run, Task, check};
use superlinear_penalties::PenaltyKind;

model_problem! {
    /// A model of which the strength is asked that makes all penalised coefficients zero.
    LambdaMaxProblem {}
}

/// The smallest strength that makes all penalised coefficients zero, and the model there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LambdaMaxSolution {
    /// That strength; 0 where it is zero, and for penalties that make no coefficient zero.
    pub lambda_max: f64,
    /// The mean loss of the best model of the intercept and the features that are not penalised.
    pub objective: f64,
    /// Its intercept.
    pub intercept: NumberOrVector,
}

/// The smallest `lambda` that makes all penalised coefficients zero.
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
        ensure_penalty(problem.penalty)?;
        let regression = checked::regression(problem.model(), run)?;
        let solver = Solver::new(&regression, run)?;
        let (_, intercepts) = solver.regression.coefficients_of(&solver.point);
        Ok(LambdaMaxSolution {
            lambda_max: solver.null.lambda,
            objective: solver.null.objective,
            intercept: NumberOrVector::new(intercepts),
        })
    }
}

model_problem! {
    /// A model with coefficients, of which the duality gap is asked.
    DualityGapProblem {
        /// The strength of the penalty, zero or positive.
        pub lambda: f64,
        /// The coefficients and the intercept.
        pub point: ModelStart,
    }
}

/// How far coefficients are from the optimum, at most.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DualityGapSolution {
    /// The mean loss plus the penalty.
    pub objective: f64,
    /// The objective of the dual problem at the residuals, scaled into its domain: the minimum is not below it. Absent where the
    /// residuals make no dual point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dual_objective: Option<f64>,
    /// `objective` less `dualObjective`. Absent where that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duality_gap: Option<f64>,
}

/// How far given coefficients are from the optimum, at most: their objective, less that of the dual point that their residuals
/// make. For coefficients from anywhere, another program for instance.
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
        check_point(&problem.matrix, &problem.point)?;
        let regression = checked::explicit_regression(problem.model(), run)?;
        let (model, point, blocks) = given(&regression, strength(problem.penalty, problem.lambda)?, &problem.point)?;
        let dual = Dual::new(model);
        let projected = dual.project(&regression, &point.residuals);
        let mut slopes = vec![0.0; regression.variables()];
        regression.scan(&blocks, &projected, &mut slopes);
        let certificate = dual.certify(model, &projected, &slopes, &blocks);
        let objective = point.objective(model);
        let dual_objective = certificate.dual.is_finite().then_some(certificate.dual);
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

model_problem! {
    /// A model with coefficients, of which the violation of the optimality conditions is asked.
    KktViolationProblem {
        /// The strength of the penalty, zero or positive.
        pub lambda: f64,
        /// The coefficients and the intercept.
        pub point: ModelStart,
    }
}

/// By how much coefficients miss the conditions of Karush, Kuhn and Tucker.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KktViolationSolution {
    /// The largest violation: the distance of minus the loss's slopes from the subdifferential of the penalty.
    pub violation: f64,
    /// The violation relative to the largest slope at the model without penalised features.
    pub kkt_residual: f64,
    /// The mean loss plus the penalty.
    pub objective: f64,
}

/// By how much given coefficients violate the optimality conditions. It is there for penalties that have no duality gap, too.
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
        check_point(&problem.matrix, &problem.point)?;
        let regression = checked::explicit_regression(problem.model(), run)?;
        let (model, point, blocks) = given(&regression, strength(problem.penalty, problem.lambda)?, &problem.point)?;
        let mut slopes = vec![0.0; regression.variables()];
        regression.scan(&blocks, &point.residuals, &mut slopes);
        let violation = dual::violation(model.penalty, &point, &slopes, &blocks);
        let objective = point.objective(model);
        let slope = Solver::new(&regression, run)?.null.slope;
        if !(objective.is_finite() && violation.is_finite()) {
            return Err(overflow());
        }
        Ok(KktViolationSolution { violation, kkt_residual: (violation / slope).min(f64::MAX), objective })
    }
}

/// Refuses coefficients of another number than the matrix has columns, before anything is made of those.
fn check_point(matrix: &AnyMatrix, point: &ModelStart) -> Result<(), Error> {
    check::length("point.coefficients", point.coefficients.rows(), matrix.columns(), "matrix has columns")
}

/// The strength of the penalty; nothing asks for it where there is none.
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
