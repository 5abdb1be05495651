//! The problem and the solution of `solveSequence`.

use crate::solve::problem::{Preconditioner, SolveMethod};
use crate::solve::solution::SolveStatus;
use crate::tuning::state::{LearnedState, Learner, TuningState};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Matrix, Vector, VectorOrMatrix};

/// A sequence of linear systems: of given `matrices`, or of the matrices `scales[k] * matrix + shifts[k] * I`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveSequenceProblem {
    /// The matrices, square and of one size.
    pub matrices: Option<Vec<AnyMatrix>>,
    /// The matrix that all systems share.
    pub matrix: Option<AnyMatrix>,
    /// The multiples of the identity added to `matrix`.
    pub shifts: Option<Vector>,
    /// The factors of `matrix`. Default: ones.
    pub scales: Option<Vector>,
    /// The right sides as the columns of a matrix, one for each system, or one vector for all.
    pub right_sides: VectorOrMatrix,
    /// The method.
    #[serde(default)]
    pub method: SequenceMethod,
    /// The methods to choose from, for `candidates`.
    pub candidates: Option<Vec<Candidate>>,
    /// The relaxations to choose from, above 0 and below 2, at most 1000. Default: 20 from 1 to 1.95.
    pub grid: Option<Vector>,
    /// The rule by which relaxations are chosen.
    #[serde(default)]
    pub learner: Learner,
    /// A number that describes each system. Default: `shifts`, if given.
    pub contexts: Option<Vector>,
    /// The smallest and the largest context. Default: the extremes of `contexts`.
    pub context_range: Option<Vector>,
    /// The number of Chebyshev polynomials of the context in the fitted costs, at least 1 and at most 20. Default: 6 with
    /// contexts, else 1.
    pub features: Option<u32>,
    /// Whether each system starts from the solution of the last one; otherwise from 0.
    #[serde(default)]
    pub warm_start: bool,
    /// The tolerance on the relative residuals; above 0 and below 1. Factorizations also converge if rounding explains the
    /// residual, as in `solve`.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations for each system, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The state of the learner after an earlier sequence. Default: none.
    pub tuning: Option<TuningState>,
}

fn default_tolerance() -> f64 {
    1e-8
}

fn default_max_iterations() -> u32 {
    10_000
}

/// The method for a sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SequenceMethod {
    /// `direct` if the matrix is not symmetric or its factorization takes at most 1000 operations per entry, else
    /// `ssorCg`.
    #[default]
    Auto,
    /// Factorizations: of narrow bands without reordering, of others with one symbolic analysis for matrices with
    /// entries in the same places.
    Direct,
    /// Successive over-relaxation with a learned relaxation.
    Sor,
    /// Conjugate gradients with symmetric over-relaxation and a learned relaxation, for symmetric positive definite
    /// matrices.
    SsorCg,
    /// A learned choice among `candidates`.
    Candidates,
}

/// An iterative method to choose from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Candidate {
    /// The method: `cg`, `minres`, `gmres` or `bicgstab`.
    pub method: SolveMethod,
    /// The preconditioner. An iteration costs 1 without one, and up to 3 with one that has as many entries as the
    /// matrix; of `bicgstab` twice that.
    #[serde(default)]
    pub preconditioner: Preconditioner,
    /// The relaxation of `ssor`; above 0 and below 2.
    #[serde(default = "crate::solve::problem::default_relaxation")]
    pub relaxation: f64,
}

/// The solutions of a sequence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveSequenceSolution {
    /// `converged` if all systems are solved, else the first other of `statuses`.
    pub status: SolveStatus,
    /// The status of each system. Systems that were not reached have `timeLimit`, the solution 0 and the residual 1.
    pub statuses: Vec<SolveStatus>,
    /// The solutions as the columns of a matrix.
    pub solutions: Matrix,
    /// The norm of `b - A x` divided by the norm of `b`, for each system, computed from the returned solution.
    pub relative_residuals: Vector,
    /// The number of iterations for each system: sweeps of `sor`; 0 for `direct`.
    pub iterations: Vector<i32>,
    /// The relaxation of each system, or the index of its candidate. Absent for `direct`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Vector>,
    /// The sum of `iterations`.
    pub total_iterations: u32,
    /// The total cost minus the cost of the best single parameter, as fitted by the learner. Absent for `direct` and
    /// `fixed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regret_estimate: Option<f64>,
    /// The state of the learner, to go on with another sequence. Absent for `direct`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tuning: Option<LearnedState>,
    /// The method used.
    pub method: SequenceRoute,
}

/// The method that solved a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SequenceRoute {
    /// Factorizations.
    Direct,
    /// Successive over-relaxation.
    Sor,
    /// Conjugate gradients with symmetric over-relaxation.
    SsorCg,
    /// A choice among candidates.
    Candidates,
}

/// The progress of a sequence.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SequenceProgress {
    /// The number of systems so far.
    pub systems: u32,
    /// The sum of their iterations.
    pub total_iterations: u32,
}
