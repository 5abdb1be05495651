//! Several programs with the same matrices in one call.

use super::problem::{QuadraticProgramProblem, default_max_iterations, default_tolerance};
use super::solution::{QuadraticProgramCertificate, QuadraticProgramSolution, QuadraticProgramStatistics};
use super::status::QuadraticProgramStatus;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Matrix, Vector, VectorOrAnyMatrix, VectorOrMatrix};

/// Several programs with the same matrices: `linear`, `lower`, `upper`, `constraintLower` and `constraintUpper` may be
/// matrices with one row per program; a vector applies to all. See {@link QuadraticProgramProblem} for their meaning.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuadraticProgramsProblem {
    /// P: a symmetric matrix, dense or sparse, or the vector of its diagonal. Entries above the diagonal are zero or
    /// mirror those below. Default: zeros, which give linear programs.
    pub hessian: Option<VectorOrAnyMatrix>,
    /// q, one number per variable.
    pub linear: VectorOrMatrix,
    /// A, dense or sparse: one row per constraint, one column per variable. Default: no rows.
    pub constraint_matrix: Option<AnyMatrix>,
    /// Lower bounds of the rows' products with x; -1e20 and below, including -∞, mean none. Default: none.
    pub constraint_lower: Option<VectorOrMatrix>,
    /// Upper bounds of the rows' products with x; 1e20 and above, including ∞, mean none. Default: none.
    pub constraint_upper: Option<VectorOrMatrix>,
    /// Lower bounds of the variables; -1e20 and below, including -∞, mean none. Default: none.
    pub lower: Option<VectorOrMatrix>,
    /// Upper bounds of the variables; 1e20 and above, including ∞, mean none. Default: none.
    pub upper: Option<VectorOrMatrix>,
    /// Whether each program starts from the solution of the previous one, which takes few steps if neighbors are
    /// similar. Otherwise they are solved in parallel on all threads.
    #[serde(default = "yes")]
    pub chained: bool,
    /// The largest residuals and duality gap of a solution, as for a single program.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The iteration limit of each program.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The starting point of the first program, or of all if they are not chained.
    pub initial: Option<Vector>,
    /// Initial multipliers of the rows.
    pub initial_multipliers: Option<Vector>,
    /// Initial multipliers of the bounds.
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

/// The solutions of several programs, one per row; see {@link QuadraticProgramSolution}.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramsSolution {
    /// `converged` if all programs converged; else the status of the first other one.
    pub status: QuadraticProgramStatus,
    /// The status of each program. Programs not started within the time limit have `timeLimit`.
    pub statuses: Vec<QuadraticProgramStatus>,
    /// The solutions, one per row.
    pub solution: Matrix,
    /// The objective of each program.
    pub objective: Vector,
    /// The multipliers of the constraints, one row per program.
    pub multipliers: Matrix,
    /// The multipliers of the bounds, one row per program.
    pub bound_multipliers: Matrix,
    /// The largest violation of a row's bounds in each program.
    pub primal_residual: Vector,
    /// The largest absolute entry of the gradient of the Lagrangian in each program.
    pub dual_residual: Vector,
    /// The duality gap of each program.
    pub duality_gap: Vector,
    /// The proof that there is no solution, for each program: without fields if there is one.
    pub certificates: Vec<QuadraticProgramCertificate>,
    /// The number of iterations of each program.
    pub iterations: Vec<u32>,
    /// The total counts of the linear algebra.
    pub statistics: QuadraticProgramStatistics,
}

/// The progress of the sequence.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuadraticProgramsProgress {
    /// Programs finished.
    pub solved: usize,
    /// Programs in total.
    pub total: usize,
}

impl QuadraticProgramsSolution {
    /// Collects the solutions of individual programs.
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
