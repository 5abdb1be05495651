//! Ranks by dominance and crowding distances, as a task.

use crate::fronts::{Objectives, crowding, ranks};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector, check};

/// Which vectors of a set no other dominates, that is, is no worse in any objective and better in one; the ranks of the others by how many
/// fronts are before theirs; and how crowded each front is. Objectives are minimised.
///
/// Ranks take of the order of n (log n)^(p-1) steps for n vectors of p objectives (Jensen: Reducing the Run-Time Complexity of
/// Multiobjective EAs, IEEE Transactions on Evolutionary Computation 7, 2003). Crowding distances are those of NSGA-II (Deb,
/// Pratap, Agarwal, Meyarivan, the same journal 6, 2002).
///
/// @example
/// ```ts
/// const { ranks, front } = await nondominated({ values: [[1, 3], [2, 1], [2, 4]] });
/// ```
#[derive(JsonSchema)]
pub struct Nondominated;

/// The set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NondominatedProblem {
    /// The vectors, one a row, with an objective in each column; less is better. At least one column.
    pub values: Matrix,
}

/// The set in fronts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NondominatedSolution {
    /// The rank of each vector: 0 where none dominates it, else one more than the largest rank of those that do. Equal vectors
    /// have equal ranks.
    pub ranks: Vector<i32>,
    /// The crowding distance of each vector in its front: the sum over the objectives of the distance between its neighbours on
    /// both sides, as a share of the front's range. The largest
    /// number, `Number.MAX_VALUE`, at the ends of a range; 0 for a vector that equals one before it.
    pub crowding: Vector,
    /// The vectors of rank 0, by their rows, in ascending order.
    pub front: Vector<i32>,
    /// How many fronts there are.
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
        // A number that JSON has.
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
