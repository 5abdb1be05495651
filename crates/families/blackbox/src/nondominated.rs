//! Ranks by dominance and crowding distances, as a task.

use crate::fronts::{Objectives, crowding, ranks};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector, check};

/// The nondominated vectors of a set, the ranks of all others, and crowding distances. One vector dominates another if
/// it is no worse in any objective and better in one. Objectives are minimized.
///
/// The time for ranks is of order n (log n)^(p-1) for n vectors of p objectives (Jensen: Reducing the Run-Time
/// Complexity of Multiobjective EAs, IEEE Transactions on Evolutionary Computation 7, 2003). Crowding distances are
/// those of NSGA-II (Deb, Pratap, Agarwal, Meyarivan, the same journal 6, 2002).
///
/// @example
/// ```ts
/// const { ranks, front } = await nondominated({ values: [[1, 3], [2, 1], [2, 4]] });
/// ```
#[derive(JsonSchema)]
pub struct Nondominated;

/// The set of vectors.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NondominatedProblem {
    /// The vectors, one per row, with an objective in each column; smaller is better. At least one column.
    pub values: Matrix,
}

/// The set, sorted into fronts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NondominatedSolution {
    /// The rank of each vector: 0 if it is not dominated, otherwise one more than the largest rank among the vectors
    /// that dominate it. Equal vectors have equal ranks.
    pub ranks: Vector<i32>,
    /// The crowding distance of each vector in its front: the distance between its neighbors on both sides relative to
    /// the front's range, summed over the objectives. The largest number, `Number.MAX_VALUE`, for an extreme vector; 0
    /// for a duplicate of an earlier vector.
    pub crowding: Vector,
    /// The rows of the vectors with rank 0, in ascending order.
    pub front: Vector<i32>,
    /// The number of fronts.
    pub fronts: u32,
}

impl Task for Nondominated {
    const NAME: &'static str = "blackbox.nondominated";
    type Problem = NondominatedProblem;
    type Solution = NondominatedSolution;
    type Progress = NoProgress;

    fn solve(problem: NondominatedProblem, run: &Run) -> Result<NondominatedSolution, Error> {
        let values = &problem.values;
        check::count("values.columns", values.columns, 1..)?;
        check::matrix("values", values, check::FINITE)?;
        let objectives = Objectives { width: values.columns, values: &values.data };
        let ranks = ranks(objectives, run.cancellation())?;
        // JSON has no infinity.
        let crowding: Vec<f64> =
            crowding(objectives, &ranks).into_iter().map(|distance| distance.min(f64::MAX)).collect();
        let front: Vec<i32> = (0..values.rows).filter(|&k| ranks[k] == 0).map(|k| k as i32).collect();
        Ok(NondominatedSolution {
            crowding: crowding.into(),
            front: front.into(),
            fronts: ranks.iter().max().map_or(0, |most| most + 1),
            ranks: ranks.into_iter().map(|rank| rank as i32).collect::<Vec<_>>().into(),
        })
    }
}
