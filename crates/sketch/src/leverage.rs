//! Leverage scores: how much each row of a matrix counts in a least-squares problem.

use crate::table::Table;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, NoProgress, Run, Task, Vector};

/// Leverage scores as a task.
pub struct LeverageScores;

/// The matrix whose rows are to be weighed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeverageScoresProblem {
    /// The matrix, with at least as many rows as columns.
    pub matrix: AnyMatrix,
}

/// The scores.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeverageScoresSolution {
    /// The squared norm of each row of an orthonormal basis of the column space: from 0 to 1, and as much in all as the rank.
    pub scores: Vector,
    /// The numerical rank of the matrix.
    pub rank: u32,
}

impl Task for LeverageScores {
    const NAME: &'static str = "sketch.leverageScores";
    type Problem = LeverageScoresProblem;
    type Solution = LeverageScoresSolution;
    type Progress = NoProgress;

    fn solve(problem: LeverageScoresProblem, run: &Run) -> Result<LeverageScoresSolution, Error> {
        let table = Table::new(&problem.matrix, "matrix", run)?;
        let svd = table.to_dense().thin_svd().map_err(|_| Error::invalid("matrix", "has no decomposition"))?;
        let rank = table.columns();
        let basis = svd.U();
        let score = |i: usize| (0..rank).map(|j| basis[(i, j)].powi(2)).sum::<f64>();
        Ok(LeverageScoresSolution {
            scores: (0..table.rows()).map(score).collect::<Vec<_>>().into(),
            rank: rank as u32,
        })
    }
}
