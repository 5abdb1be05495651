//! Induced forests of sparse symmetric matrices: sets of variables without a cycle among their matrix entries. Their
//! equations are solved in linear time, by messages from the leaves to the roots and back.
//!
//! Source: Nutini, Laradji, Schmidt, Let's Make Block Coordinate Descent Converge Faster, JMLR 23, 2022, section 5;
//! message passing on trees is Gaussian elimination without fill (Parter, The Use of Linear Graphs in Gauss
//! Elimination, SIAM Review 3, 1961).
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output of the task |
//! | `select` | greedy selection of variables in a given order |
//! | `messages` | orientation, factor, and the two passes of a solve |
//! | `partition` | partition of all variables into a few forests |

mod messages;
mod partition;
pub mod problem;
mod select;
pub mod solution;

use crate::overflow::overflow;
pub(crate) use messages::{FactoredForest, PIVOT_ROUNDING, not_positive_definite};
pub(crate) use partition::{by_descending_diagonal, tree_partition};
use problem::ForestProblem;
use schemars::JsonSchema;
pub(crate) use select::ForestSelection;
use solution::ForestSolution;
use superlinear_systems::symmetric::check_positive_definite_form;

use superlinear_interface::{Error, NoProgress, Run, SparseMatrix, Task, check};

/// A forest of a sparse symmetric matrix: rows chosen greedily such that their entries form no cycle. Its equations are
/// solved in linear time, by messages from the leaves to the roots and back.
///
/// After Nutini, Laradji, Schmidt: Let's Make Block Coordinate Descent Converge Faster, Journal of Machine Learning
/// Research 23, 2022, section 5.
///
/// @example
/// ```ts
/// // A triangle: one of its nodes would close the cycle.
/// const matrix = {
///   rows: 3,
///   columns: 3,
///   indptr: [0, 3, 6, 9],
///   indices: [0, 1, 2, 0, 1, 2, 0, 1, 2],
///   data: [3, -1, -1, -1, 3, -1, -1, -1, 3],
/// };
/// const { size, members, solution } = await forest({ matrix, rightSide: [1, 1, 1] });
/// ```
#[derive(JsonSchema)]
pub struct Forest;

impl Task for Forest {
    const NAME: &'static str = "coordinate.forest";
    type Problem = ForestProblem;
    type Solution = ForestSolution;
    type Progress = NoProgress;

    fn solve(problem: ForestProblem, run: &Run) -> Result<ForestSolution, Error> {
        let ForestProblem { matrix, order, right_side } = &problem;
        check_positive_definite_form(matrix, "matrix")?;
        let order = match order {
            Some(order) => checked_order(order, matrix.rows)?,
            None => by_descending_diagonal(matrix),
        };
        if let Some(right_side) = right_side {
            check::finite_vector("rightSide", right_side, matrix.rows, "matrix has rows")?;
        }
        run.ensure_wanted()?;
        let mut selection = ForestSelection::new(matrix.rows);
        selection.grow(matrix, order, |_| true);
        let forest = FactoredForest::new(matrix, |node| selection.contains(node)).map_err(not_positive_definite)?;
        report(matrix, &forest, right_side.as_deref())
    }
}

/// The candidate rows in the given order. Refuses rows out of range and duplicates.
fn checked_order(order: &[i32], count: usize) -> Result<Vec<usize>, Error> {
    let mut seen = vec![false; count];
    let take = |(k, &node): (usize, &i32)| match usize::try_from(node) {
        Ok(node) if node < count && !std::mem::replace(&mut seen[node], true) => Ok(node),
        Ok(node) if node < count => Err(Error::invalid(format!("order[{k}]"), format!("must come once only: {node}"))),
        _ => Err(Error::invalid(format!("order[{k}]"), format!("must be a row, from 0 and below {count}, got {node}"))),
    };
    order.iter().enumerate().map(take).collect()
}

fn report(matrix: &SparseMatrix, forest: &FactoredForest, right_side: Option<&[f64]>) -> Result<ForestSolution, Error> {
    let solution = right_side.map(|right_side| {
        let mut part: Vec<f64> = forest.nodes().iter().map(|&node| right_side[node as usize]).collect();
        forest.solve(&mut part);
        let mut whole = vec![0.0; matrix.rows];
        forest.nodes().iter().zip(part).for_each(|(&node, value)| whole[node as usize] = value);
        whole
    });
    if solution.iter().flatten().any(|value| !value.is_finite()) {
        return Err(overflow());
    }
    Ok(ForestSolution {
        size: forest.nodes().len() as u32,
        members: forest.nodes().iter().map(|&node| node as i32).collect::<Vec<_>>().into(),
        parents: forest.parent_nodes().map(|parent| parent.map_or(-1, |node| node as i32)).collect::<Vec<_>>().into(),
        pivots: forest.pivots().collect::<Vec<_>>().into(),
        solution: solution.map(Into::into),
    })
}
