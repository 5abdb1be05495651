//! The answer of one method to the right sides of a system.

use super::solution::{InertiaCounts, SolveProgress, SolveRoute, SolveStatus, UsedPreconditioner};
use super::system::{Column, Errors, System};

/// The answer of one method.
pub(crate) struct Answer {
    pub status: SolveStatus,
    pub columns: Vec<Vec<f64>>,
    pub errors: Errors,
    pub iterations: u32,
    pub route: SolveRoute,
    pub preconditioner: UsedPreconditioner,
    pub condition: Option<f64>,
    pub inertia: Option<InertiaCounts>,
    pub factor_entries: Option<usize>,
    pub history: Option<Vec<SolveProgress>>,
}

impl Answer {
    /// The answer zero, which is the solution if the right sides are zero, even of a singular matrix.
    pub fn zero(status: SolveStatus, route: SolveRoute, (system, columns): (&System, &[Column])) -> Self {
        let is_solved = !columns.is_empty() && columns.iter().all(|column| column.norm == 0.0);
        let status = if is_solved { SolveStatus::Converged } else { status };
        let zero = vec![0.0; system.order()];
        let of_zero = |errors: Errors, column: &Column| errors.larger(system.errors(column, &zero, &column.right_side));
        let errors = columns.iter().fold(Errors::default(), of_zero);
        Self { columns: vec![zero; columns.len()], errors, ..Self::new(status, route) }
    }

    /// An answer without columns.
    pub fn new(status: SolveStatus, route: SolveRoute) -> Self {
        Self {
            status,
            columns: Vec::new(),
            errors: Errors::default(),
            iterations: 0,
            route,
            preconditioner: UsedPreconditioner::None,
            condition: None,
            inertia: None,
            factor_entries: None,
            history: None,
        }
    }

    /// Whether no further method has to be tried.
    pub fn is_final(&self) -> bool {
        match self.status {
            SolveStatus::Converged | SolveStatus::TimeLimit | SolveStatus::Singular => true,
            SolveStatus::IterationLimit | SolveStatus::Stalled | SolveStatus::Breakdown => false,
        }
    }

    pub fn is_better_than(&self, other: &Self) -> bool {
        let is_proof = |answer: &Self| matches!(answer.status, SolveStatus::Converged | SolveStatus::Singular);
        is_proof(self) || self.errors.relative_residual < other.errors.relative_residual
    }
}
