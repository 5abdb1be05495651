//! The Sinkhorn divergence: entropic transport without its bias, so that it vanishes for equal distributions.
//!
//! Feydy, Séjourné, Vialard, Amari, Trouvé, Peyré: Interpolating between Optimal Transport and MMD using Sinkhorn
//! Divergences, AISTATS 2019 (arXiv 1810.08278). With penalties: Séjourné, Feydy, Vialard, Trouvé, Peyré, arXiv
//! 1910.12958.

use crate::problem::{
    DEFAULT_MAX_ITERATIONS, DEFAULT_MAX_PLAN_ENTRIES, DEFAULT_PLAN_THRESHOLD, DEFAULT_TOLERANCE, Method, Metric,
    PlanFormat, RegularizationUnit, SinkhornNewtonProblem,
};
use crate::sinkhorn_newton::SinkhornNewton;
use crate::solution::{Gradients, Iterations, SinkhornNewtonSolution};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Advance, Ending, Error, Matrix, Run, Task, Vector, check};
use superlinear_numerics::parallel::sum;

/// The Sinkhorn divergence between the distributions `source` and `target`:
///
/// `OT(source, target) - OT(source, source) / 2 - OT(target, target) / 2`, where OT is the optimal `regularizedCost` of
/// entropic transport. With a penalty, half the regularization times the squared difference of both total masses is
/// added.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SinkhornDivergenceProblem {
    /// The source points, one per row. Give either points or the three costs.
    pub source_points: Option<Matrix>,
    /// The target points, one per row, of the same dimension as the source points.
    pub target_points: Option<Matrix>,
    /// The cost as a function of two points. Only for points.
    #[serde(default)]
    pub metric: Metric,
    /// The cost from each source (row) to each target (column).
    pub cost: Option<Matrix>,
    /// The cost from each source to each source; required with `cost`.
    pub source_cost: Option<Matrix>,
    /// The cost from each target to each target; required with `cost`.
    pub target_cost: Option<Matrix>,
    /// The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its
    /// sum).
    pub source: Option<Vector>,
    /// The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty.
    /// Default: equal masses of sum 1 (or, if only `source` is given, of its sum).
    pub target: Option<Vector>,
    /// The price of plans with sums that differ from the masses, positive, in units of cost: this times KL(sums |
    /// masses) is added for both marginals. Default: the sums must equal the masses.
    pub penalty: Option<f64>,
    /// The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise.
    pub regularization: f64,
    /// The unit of `regularization`, taken from the cost between sources and targets.
    #[serde(default)]
    pub regularization_unit: RegularizationUnit,
    /// Divides the source masses and the target masses by their sums first.
    #[serde(default)]
    pub normalize: bool,
    /// The requested marginal error of each of the three problems, positive.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations for each of the three problems, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to return the gradients of the divergence.
    #[serde(default)]
    pub gradients: bool,
}

fn default_tolerance() -> f64 {
    DEFAULT_TOLERANCE
}

fn default_max_iterations() -> u32 {
    DEFAULT_MAX_ITERATIONS
}

/// The Sinkhorn divergence of two distributions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SinkhornDivergenceSolution {
    /// `converged` if all three problems are, with marginal errors of at most `tolerance`; otherwise the status of the
    /// first unconverged one.
    pub status: Ending,
    /// The work done for all three problems.
    pub iterations: Iterations,
    /// The divergence. Between points it is never negative, and 0 for equal distributions.
    pub divergence: f64,
    /// The optimal regularized costs in the divergence.
    pub costs: DivergenceCosts,
    /// The regularization in units of cost.
    pub regularization: f64,
    /// The largest of the three marginal errors.
    pub marginal_error: f64,
    /// The gradients of the divergence, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradients: Option<Gradients>,
}

/// The three costs in a Sinkhorn divergence, each the dual objective at the computed potentials, with an error of the
/// order of the square of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DivergenceCosts {
    /// From the sources to the targets.
    pub between: f64,
    /// From the sources to themselves.
    pub source: f64,
    /// From the targets to themselves.
    pub target: f64,
}

/// Progress of a divergence.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SinkhornDivergenceProgress {
    /// The number of problems solved so far, of three.
    pub solved: u32,
}

/// The Sinkhorn divergence and its gradients: entropic transport without its bias, so that it vanishes for equal
/// distributions. A loss for fitting one distribution to another.
///
/// @example
/// ```ts
/// const { divergence, gradients } = await sinkhornDivergence({
///   sourcePoints: [[0, 0], [1, 0]],
///   targetPoints: [[0, 1], [1, 1]],
///   regularization: 0.05,
///   gradients: true,
/// });
/// ```
#[derive(JsonSchema)]
pub struct SinkhornDivergence;

impl Task for SinkhornDivergence {
    const NAME: &'static str = "transport.sinkhornDivergence";
    const HAS_DEVICE_KERNELS: bool = true;
    type Problem = SinkhornDivergenceProblem;
    type Solution = SinkhornDivergenceSolution;
    type Progress = SinkhornDivergenceProgress;

    fn solve(mut problem: SinkhornDivergenceProblem, run: &Run) -> Result<SinkhornDivergenceSolution, Error> {
        check_costs(&problem)?;
        let is_between_points = problem.source_points.is_some();
        let totals = problem.totals();
        let part = |problem| SinkhornNewton::solve(problem, &run.part());
        let report = |solved| run.progress(Advance::count(solved, 3), || SinkhornDivergenceProgress { solved });
        report(0);
        let between = part(problem.between()).map_err(|error| error.renamed("sourcePenalty", "penalty"))?;
        let self_problems = problem.self_problems(between.regularization, totals);
        report(1);
        let [source, target] = self_problems;
        let source = part(source).map_err(|error| error.renamed("cost", "sourceCost"))?;
        report(2);
        let target = part(target).map_err(|error| error.renamed("cost", "targetCost"))?;

        let regularization = between.regularization;
        let excess = if problem.penalty.is_some() { regularization * (totals[0] - totals[1]) } else { 0.0 };
        let solutions = [&between, &source, &target];
        let costs = solutions.map(|solution| solution.dual_value);
        let divergence = costs[0] - 0.5 * (costs[1] + costs[2]) + 0.5 * excess * (totals[0] - totals[1]);
        // exp(-cost / regularization) is a positive definite kernel for each of the metrics, so the divergence is
        // nonnegative (theorem 1 of the first paper).
        let divergence = if is_between_points { divergence.max(0.0) } else { divergence };
        let unconverged = solutions.iter().map(|solution| solution.status).find(|&s| s != Ending::Converged);
        Ok(SinkhornDivergenceSolution {
            status: unconverged.unwrap_or(Ending::Converged),
            iterations: solutions.iter().fold(Iterations::default(), |sum, s| sum.plus(s.iterations)),
            divergence,
            costs: DivergenceCosts { between: costs[0], source: costs[1], target: costs[2] },
            regularization,
            marginal_error: solutions.iter().fold(0.0, |largest, s| s.marginal_error.max(largest)),
            gradients: debiased_gradients(&between, &source, &target, excess),
        })
    }
}

/// Checks the costs among the sources and among the targets: they must be given with `cost`.
fn check_costs(problem: &SinkhornDivergenceProblem) -> Result<(), Error> {
    for (path, cost) in [("sourceCost", &problem.source_cost), ("targetCost", &problem.target_cost)] {
        match (&problem.cost, cost) {
            (Some(_), None) => return Err(Error::invalid(path, "must be given with cost")),
            (None, Some(_)) => return Err(Error::invalid(path, "is only for a given cost")),
            _ => {}
        }
    }
    let Some(cost) = &problem.cost else { return Ok(()) };
    for (path, own, count) in
        [("sourceCost", &problem.source_cost, cost.rows), ("targetCost", &problem.target_cost, cost.columns)]
    {
        if let Some(own) = own {
            check::shape(path, own, count, count)?;
        }
    }
    Ok(())
}

impl SinkhornDivergenceProblem {
    /// The total source and target masses.
    fn totals(&self) -> [f64; 2] {
        let given = [&self.source, &self.target].map(|masses| masses.as_ref().map(|masses| sum(masses)));
        match (given, self.normalize) {
            (_, true) | ([None, None], _) => [1.0, 1.0],
            ([Some(source), Some(target)], _) => [source, target],
            ([Some(total), None] | [None, Some(total)], _) => [total, total],
        }
    }

    /// The problem between sources and targets.
    fn between(&self) -> SinkhornNewtonProblem {
        SinkhornNewtonProblem {
            cost: self.cost.clone(),
            source_points: self.source_points.clone(),
            target_points: self.target_points.clone(),
            metric: self.metric,
            source: self.source.clone(),
            target: self.target.clone(),
            source_penalty: self.penalty,
            target_penalty: self.penalty,
            regularization: self.regularization,
            regularization_unit: self.regularization_unit,
            normalize: self.normalize,
            tolerance: self.tolerance,
            max_iterations: self.max_iterations,
            initial: None,
            plan: PlanFormat::None,
            plan_threshold: DEFAULT_PLAN_THRESHOLD,
            max_plan_entries: DEFAULT_MAX_PLAN_ENTRIES,
            gradients: self.gradients,
            history: false,
            method: Method::Auto,
        }
    }

    /// The problems of the sources and of the targets with themselves, at the same absolute regularization.
    fn self_problems(&mut self, regularization: f64, totals: [f64; 2]) -> [SinkhornNewtonProblem; 2] {
        let common = SinkhornNewtonProblem {
            regularization,
            regularization_unit: RegularizationUnit::Absolute,
            ..self.between()
        };
        let sides = [
            (self.source_cost.take(), self.source_points.take(), self.source.take()),
            (self.target_cost.take(), self.target_points.take(), self.target.take()),
        ];
        let counts = [&sides[0], &sides[1]]
            .map(|(cost, points, _)| cost.as_ref().or(points.as_ref()).map_or(0, |matrix| matrix.rows));
        let mut side = 0;
        sides.map(|(cost, points, masses)| {
            // Equal masses take the total of the other marginal, absent from this problem.
            let (count, total) = (counts[side], totals[side]);
            let masses = masses.unwrap_or_else(|| vec![total / count as f64; count].into());
            side += 1;
            SinkhornNewtonProblem {
                cost,
                source_points: points.clone(),
                target_points: points,
                source: Some(masses.clone()),
                target: Some(masses),
                ..common.clone()
            }
        })
    }
}

impl Iterations {
    fn plus(self, other: Self) -> Self {
        Self {
            sinkhorn: self.sinkhorn + other.sinkhorn,
            newton: self.newton + other.newton,
            linear: self.linear + other.linear,
        }
    }
}

/// The gradients of the divergence. The problem of a distribution with itself depends on it twice, with a factor of one
/// half.
fn debiased_gradients(
    between: &SinkhornNewtonSolution,
    source: &SinkhornNewtonSolution,
    target: &SinkhornNewtonSolution,
    excess: f64,
) -> Option<Gradients> {
    let (between, source, target) =
        (between.gradients.as_ref()?, source.gradients.as_ref()?, target.gradients.as_ref()?);
    let masses = |between: &[f64], own: &Gradients, excess: f64| -> Vec<f64> {
        let halves = own.source.iter().zip(own.target.iter()).map(|(first, second)| 0.5 * (first + second));
        between.iter().zip(halves).map(|(between, own)| between - own + excess).collect()
    };
    let points = |between: &Option<Matrix>, own: &Gradients| -> Option<Matrix> {
        let (mut gradient, first, second) =
            (between.clone()?, own.source_points.as_ref()?, own.target_points.as_ref()?);
        for ((entry, first), second) in gradient.data.iter_mut().zip(first.data.iter()).zip(second.data.iter()) {
            *entry -= 0.5 * (first + second);
        }
        Some(gradient)
    };
    Some(Gradients {
        source: masses(&between.source, source, excess).into(),
        target: masses(&between.target, target, -excess).into(),
        source_points: points(&between.source_points, source),
        target_points: points(&between.target_points, target),
    })
}
