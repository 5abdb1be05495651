//! Several programs with the same matrices in one call.

use super::problem::{QuadraticProgramProblem, default_max_iterations, default_tolerance};
use super::solution::{QuadraticProgramCertificate, QuadraticProgramSolution, QuadraticProgramStatistics};
use super::status::QuadraticProgramStatus;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Matrix, Vector, VectorOrAnyMatrix, VectorOrMatrix};

/// Several programs with the same matrices: `linear`, `lower`, `upper`, `constraintLower` and `constraintUpper` may be matrices
/// with a row for each program; a vector is the same for all. See {@link QuadraticProgramProblem} for what they mean.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuadraticProgramsProblem {
    /// P: a symmetric matrix, dense or sparse, or the vector of its diagonal. What is above the diagonal is zero or the mirror
    /// image of what is below. Default: zeros, which make linear programs.
    pub hessian: Option<VectorOrAnyMatrix>,
    /// q, a number for each variable.
    pub linear: VectorOrMatrix,
    /// A, dense or sparse: a row for each constraint, a column for each variable. Default: no rows.
    pub constraint_matrix: Option<AnyMatrix>,
    /// What each row's product with the variables is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.
    pub constraint_lower: Option<VectorOrMatrix>,
    /// What each row's product with the variables is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.
    pub constraint_upper: Option<VectorOrMatrix>,
    /// What each variable is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.
    pub lower: Option<VectorOrMatrix>,
    /// What each variable is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.
    pub upper: Option<VectorOrMatrix>,
    /// Whether each program starts from the solution of the one before, which takes few steps where neighbours are alike. Without,
    /// they are solved side by side on all threads.
    #[serde(default = "yes")]
    pub chained: bool,
    /// What the residuals and the duality gap of a solution are at most, as for one program.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations of each program.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Where to start: the first program, or all of them where they are not chained.
    pub initial: Option<Vector>,
    /// The multipliers of the rows to start with.
    pub initial_multipliers: Option<Vector>,
    /// The multipliers of the bounds to start with.
    pub initial_bound_multipliers: Option<Vector>,
}

fn yes() -> bool {
    true
}

impl From<QuadraticProgramProblem> for QuadraticProgramsProblem {
    fn from(problem: QuadraticProgramProblem) -> Self {
        Self {
            hessian: problem.hessian,
            linear: VectorOrMatrix::Vector(problem.linear),
            constraint_matrix: problem.constraint_matrix,
            constraint_lower: problem.constraint_lower.map(VectorOrMatrix::Vector),
            constraint_upper: problem.constraint_upper.map(VectorOrMatrix::Vector),
            lower: problem.lower.map(VectorOrMatrix::Vector),
            upper: problem.upper.map(VectorOrMatrix::Vector),
            chained: true,
            tolerance: problem.tolerance,
            max_iterations: problem.max_iterations,
            initial: problem.initial,
            initial_multipliers: problem.initial_multipliers,
            initial_bound_multipliers: problem.initial_bound_multipliers,
        }
    }
}

/// The solutions of several programs, one a row; see {@link QuadraticProgramSolution}.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramsSolution {
    /// `converged` where all programs are; else the status of the first that is not.
    pub status: QuadraticProgramStatus,
    /// How each program ended. Programs that a limit of time has left untouched have the status `timeLimit`.
    pub statuses: Vec<QuadraticProgramStatus>,
    /// The solutions, one a row.
    pub solution: Matrix,
    /// The objective of each.
    pub objective: Vector,
    /// The multipliers of the constraints, a row for each program.
    pub multipliers: Matrix,
    /// The multipliers of the bounds, a row for each program.
    pub bound_multipliers: Matrix,
    /// How far a constraint of each program is beyond its ends at most.
    pub primal_residual: Vector,
    /// The largest absolute entry of the gradient of the Lagrangian of each program.
    pub dual_residual: Vector,
    /// The duality gap of each.
    pub duality_gap: Vector,
    /// Why there is no solution, for each program: without fields where there is one.
    pub certificates: Vec<QuadraticProgramCertificate>,
    /// The number of iterations of each program.
    pub iterations: Vec<u32>,
    /// What the linear algebra took, in all.
    pub statistics: QuadraticProgramStatistics,
}

/// How far the programs are.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramsProgress {
    /// Programs done.
    pub solved: usize,
    /// Programs in all.
    pub total: usize,
}

impl QuadraticProgramsSolution {
    /// The solutions of one program after the other.
    pub(super) fn of(mut solutions: Vec<QuadraticProgramSolution>) -> Self {
        let numbers =
            |number: fn(&QuadraticProgramSolution) -> f64| solutions.iter().map(number).collect::<Vec<_>>().into();
        let rows = |vector: fn(&QuadraticProgramSolution) -> &Vector| {
            let length = solutions.first().map_or(0, |solution| vector(solution).len());
            let entries = solutions.iter().flat_map(|solution| vector(solution).iter().copied()).collect();
            Matrix::new(solutions.len(), length, entries)
        };
        let statuses: Vec<_> = solutions.iter().map(|solution| solution.status).collect();
        let is_unsolved = |status: &&QuadraticProgramStatus| **status != QuadraticProgramStatus::Converged;
        Self {
            status: *statuses.iter().find(is_unsolved).unwrap_or(&QuadraticProgramStatus::Converged),
            solution: rows(|solution| &solution.solution),
            objective: numbers(|solution| solution.objective),
            multipliers: rows(|solution| &solution.multipliers),
            bound_multipliers: rows(|solution| &solution.bound_multipliers),
            primal_residual: numbers(|solution| solution.primal_residual),
            dual_residual: numbers(|solution| solution.dual_residual),
            duality_gap: numbers(|solution| solution.duality_gap),
            iterations: solutions.iter().map(|solution| solution.iterations).collect(),
            statistics: QuadraticProgramStatistics {
                factorizations: solutions.iter().map(|solution| solution.statistics.factorizations).sum(),
                pivots: solutions.iter().map(|solution| solution.statistics.pivots).sum(),
            },
            certificates: solutions
                .iter_mut()
                .map(|solution| solution.certificate.take().unwrap_or_default())
                .collect(),
            statuses,
        }
    }
}
