//! Propagation of labels or values from a few nodes of a graph to all nodes connected with them, as a task.
//!
//! Sources: Zhu, Ghahramani, Lafferty, Semi-Supervised Learning Using Gaussian Fields and Harmonic Functions, ICML 2003
//! (clamped); Zhou, Bousquet, Lal, Weston, Schölkopf, Learning with Local and Global Consistency, NIPS 2003
//! (spreading).
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | input and output |
//! | [`labels`] | given labels |
//! | `weights` | the graph, from a matrix or a list of edges |
//! | `known` | known classes or values |
//! | `unknowns` | unknown nodes and their equations |

mod known;
pub mod labels;
pub mod problem;
pub mod solution;
mod unknowns;
mod weights;

use super::routes::{Limits, Solved, solve_columns};
use super::solve_graph_quadratic::solution::{GraphProgress, GraphRoute};
use crate::overflow::overflow;
use known::Known;
use problem::LabelPropagationProblem;
use schemars::JsonSchema;
use solution::LabelPropagationSolution;
use superlinear_interface::{Code, Ending, Error, Matrix, Run, SparseMatrix, Task, check};
use superlinear_numerics::vectors::{argmax, argmax_by};
use unknowns::Unknowns;

/// Label propagation as a task.
#[derive(JsonSchema)]
pub struct LabelPropagation;

impl Task for LabelPropagation {
    const NAME: &'static str = "coordinate.labelPropagation";
    type Problem = LabelPropagationProblem;
    type Solution = LabelPropagationSolution;
    type Progress = GraphProgress;

    fn solve(problem: LabelPropagationProblem, run: &Run) -> Result<LabelPropagationSolution, Error> {
        let known = Known::new(&problem)?;
        check_numbers(&problem)?;
        let weights = weights::of(&problem, known.nodes())?;
        run.ensure_wanted()?;
        let reachable = weights::reachable(&weights, |node| known.is_known(node));
        let propagation =
            Propagation { problem: &problem, weights: &weights, known: &known, reachable: &reachable, run };
        let Spread { columns, solved } =
            if problem.alpha == 0.0 { propagation.clamped() } else { propagation.spreading() }?;
        if columns.iter().flatten().any(|value| !value.is_finite()) {
            return Err(overflow());
        }
        report(&problem, &known, &reachable, columns, solved)
    }
}

/// The default label of nodes that are not connected with a known one.
const NO_LABEL: i32 = -1;

fn check_numbers(problem: &LabelPropagationProblem) -> Result<(), Error> {
    check::number("alpha", problem.alpha, 0.0..1.0)?;
    check::tolerance(problem.tolerance)?;
    check::at_least_one("maxIterations", problem.max_iterations)
}

/// The score of each node for each class, or its value, and the outcome of the solves.
struct Spread {
    columns: Vec<Vec<f64>>,
    solved: Solved,
}

/// A checked problem.
struct Propagation<'a> {
    problem: &'a LabelPropagationProblem,
    weights: &'a SparseMatrix,
    known: &'a Known,
    /// Whether each node is connected with a known one.
    reachable: &'a [bool],
    run: &'a Run,
}

impl Propagation<'_> {
    /// Minimizes `sum_{i<j} w_ij (f_i - f_j)^2 / 2` with the known nodes fixed. Scores sum to 1 over the classes, so one
    /// class needs no solve: the one with the largest right side, because its error is relatively the smallest.
    fn clamped(&self) -> Result<Spread, Error> {
        let Self { problem, weights, known, reachable, .. } = *self;
        let unknowns = Unknowns::new(reachable, |node| known.is_known(node));
        let matrix = unknowns.laplacian(weights);
        let mut columns = known.columns()?;
        let mut right_sides: Vec<_> = columns.iter().map(|column| unknowns.pull(weights, column)).collect();
        let left_out = known.classes().map(|_| largest(&right_sides));
        if let Some(class) = left_out {
            right_sides.remove(class);
        }
        let tolerance = problem.tolerance / right_sides.len().max(1) as f64;
        let limits = Limits { tolerance, max_iterations: problem.max_iterations };
        let solved = self.solve_unless_empty(&matrix, &right_sides, limits)?;
        let mut solutions = solved.solutions.iter();
        for (class, column) in columns.iter_mut().enumerate() {
            if Some(class) != left_out
                && let Some(solution) = solutions.next()
            {
                unknowns.write(solution, column);
            }
        }
        if let Some(class) = left_out {
            let rest: Vec<f64> = (0..matrix.rows)
                .map(|place| 1.0 - solved.solutions.iter().map(|values| values[place]).sum::<f64>())
                .collect();
            unknowns.write(&rest, &mut columns[class]);
        }
        Ok(Spread { columns, solved })
    }

    /// Solves `((1 - alpha) I + alpha L) f = (1 - alpha) y` with the normalized Laplacian L.
    fn spreading(&self) -> Result<Spread, Error> {
        let Self { problem, weights, known, reachable, .. } = *self;
        let unknowns = Unknowns::new(reachable, |_| false);
        let matrix = unknowns.normalized(weights, problem.alpha);
        let mut columns = known.columns()?;
        let right_sides: Vec<Vec<f64>> = columns
            .iter()
            .map(|column| unknowns.nodes().map(|node| (1.0 - problem.alpha) * column[node]).collect())
            .collect();
        let limits = Limits { tolerance: problem.tolerance, max_iterations: problem.max_iterations };
        let solved = self.solve_unless_empty(&matrix, &right_sides, limits)?;
        columns.iter_mut().zip(&solved.solutions).for_each(|(column, solution)| unknowns.write(solution, column));
        Ok(Spread { columns, solved })
    }

    fn solve_unless_empty(
        &self,
        matrix: &SparseMatrix,
        right_sides: &[Vec<f64>],
        limits: Limits,
    ) -> Result<Solved, Error> {
        if matrix.rows == 0 || right_sides.is_empty() {
            return Ok(Solved {
                solutions: vec![Vec::new(); right_sides.len()],
                status: Ending::Converged,
                iterations: 0,
                relative_residual: 0.0,
                route: GraphRoute::Elimination,
                eliminated: 0,
            });
        }
        solve_columns(matrix, right_sides, None, self.problem.method, limits, self.run)
    }
}

fn largest(right_sides: &[Vec<f64>]) -> usize {
    let squares: Vec<f64> = right_sides.iter().map(|column| column.iter().map(|value| value * value).sum()).collect();
    argmax(&squares)
}

fn report(
    problem: &LabelPropagationProblem,
    known: &Known,
    reachable: &[bool],
    mut columns: Vec<Vec<f64>>,
    solved: Solved,
) -> Result<LabelPropagationSolution, Error> {
    let nodes = known.nodes();
    let unreachable: Vec<i32> = (0..nodes).filter(|&node| !reachable[node]).map(|node| node as i32).collect();
    let mut solution = LabelPropagationSolution {
        status: solved.status,
        labels: None,
        scores: None,
        classes: None,
        values: None,
        unreachable: unreachable.into(),
        relative_residual: solved.relative_residual,
        iterations: solved.iterations,
        method: solved.route,
        eliminated: solved.eliminated,
    };
    match known.classes() {
        None => solution.values = Some(columns.swap_remove(0).into()),
        Some(classes) => {
            let place = |node: usize| reachable[node].then(|| best_class(&columns, node));
            let places: Vec<_> = (0..nodes).map(place).collect();
            solution.labels = Some(classes.of(&places, problem.default_label.unwrap_or(NO_LABEL)));
            solution.scores = Some(by_rows(&columns, nodes)?);
            solution.classes = Some(classes.clone());
        }
    }
    Ok(solution)
}

/// The class with the highest score of a node, the lowest one if several are equal.
fn best_class(columns: &[Vec<f64>], node: usize) -> usize {
    argmax_by(columns.len(), |class| columns[class][node])
}

fn by_rows(columns: &[Vec<f64>], rows: usize) -> Result<Matrix, Error> {
    let mut entries = Vec::new();
    entries.try_reserve_exact(rows * columns.len()).map_err(|_| no_memory_for_scores())?;
    entries.extend((0..rows).flat_map(|row| columns.iter().map(move |column| column[row])));
    Ok(Matrix::new(rows, columns.len(), entries))
}

fn no_memory_for_scores() -> Error {
    Error::new(Code::OutOfMemory, "there is no memory for a score of each node and class")
}
