//! Several programs with the same matrices in one call.

use super::problem::{QuadraticProgramData, QuadraticProgramProblem};
use super::solution::{QuadraticProgramCertificate, QuadraticProgramSolution, QuadraticProgramStatistics};
use super::status::QuadraticProgramStatus;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Matrix, Vector, VectorOrMatrix};

/// Several programs with the same matrices: `linear`, `lower`, `upper`, `constraintLower` and `constraintUpper` may be
/// matrices with one row per program; a vector applies to all. The initial values are those of the first program, or of
/// all if they are not chained. `maxIterations` limits each program.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuadraticProgramsProblem {
    /// The programs and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub programs: QuadraticProgramData<VectorOrMatrix>,
    /// Whether each program starts from the solution of the previous one, which takes few steps if neighbors are
    /// similar. Otherwise they are solved in parallel on all threads.
    #[serde(default = "yes")]
    pub chained: bool,
}

fn yes() -> bool {
    true
}

impl From<QuadraticProgramProblem> for QuadraticProgramsProblem {
    fn from(QuadraticProgramProblem { program }: QuadraticProgramProblem) -> Self {
        let programs = QuadraticProgramData {
            hessian: program.hessian,
            linear: VectorOrMatrix::Vector(program.linear),
            constraint_matrix: program.constraint_matrix,
            constraint_lower: program.constraint_lower.map(VectorOrMatrix::Vector),
            constraint_upper: program.constraint_upper.map(VectorOrMatrix::Vector),
            lower: program.lower.map(VectorOrMatrix::Vector),
            upper: program.upper.map(VectorOrMatrix::Vector),
            tolerance: program.tolerance,
            max_iterations: program.max_iterations,
            initial: program.initial,
            initial_multipliers: program.initial_multipliers,
            initial_bound_multipliers: program.initial_bound_multipliers,
        };
        Self { programs, chained: true }
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
