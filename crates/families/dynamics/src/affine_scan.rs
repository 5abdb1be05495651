//! Linear recurrences h_t = A_t h_{t-1} + b_t with structured matrices, and their gradients.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `steps` | one step and its adjoint for each kind of matrix |
//! | `passes` | the passes over a sequence |
//! | `block` | a block of a diagonal recurrence |

mod block;
pub(crate) mod passes;
pub mod problem;
pub mod solution;
pub(crate) mod steps;

use passes::{Gradients, Sequences};
use problem::{AffineScanProblem, ScanOutput};
use schemars::JsonSchema;
use solution::{AffineScanSolution, ScanGradients, ScanStatus};
use steps::Steps;
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, check};
use superlinear_numerics::parallel::Parallelism;

/// Computes a linear recurrence `h = A h + b` with a matrix and an offset for each step, and on request the gradient of a
/// function of all states by all data. Matrices are diagonal, products of Householder reflections, or products of
/// rank-one changes of the identity. Long diagonal recurrences are computed in blocks in parallel.
///
/// @example
/// ```ts
/// const { states } = await affineScan({
///   kind: 'diagonal',
///   factors: [[0.5], [0.5], [0.5]],
///   offsets: [[1], [0], [0]],
/// });
/// ```
#[derive(JsonSchema)]
pub struct AffineScan;

impl Task for AffineScan {
    const NAME: &'static str = "dynamics.affineScan";
    type Problem = AffineScanProblem;
    type Solution = AffineScanSolution;
    type Progress = NoProgress;

    fn solve(problem: AffineScanProblem, run: &Run) -> Result<AffineScanSolution, Error> {
        let steps = Steps::new(&problem)?;
        let sequences = Sequences::new(&problem, &steps)?;
        let (rows, width) = (sequences.rows(), steps.width());
        run.ensure_memory("batch", [rows + sequences.count(), 2 * width])?;
        let states = sequences.states(&steps, Parallelism::of(run), run.watch())?;
        let mut solution = AffineScanSolution {
            status: ScanStatus::Finished,
            index: states.overflow.map(|index| index as u32),
            states: Matrix::default(),
            gradients: None,
        };
        if states.is_late {
            solution.status = ScanStatus::TimeLimit;
        } else if states.overflow.is_some() {
            solution.status = ScanStatus::Overflow;
        }
        if let Some(adjoint) = &problem.adjoint
            && solution.status == ScanStatus::Finished
        {
            let gradients = sequences.gradients(&steps, &states.values, adjoint, run)?;
            match gradients {
                None => solution.status = ScanStatus::TimeLimit,
                Some(gradients) => solution.gradients = Some(described(gradients, &problem, &steps, &sequences)?),
            }
        }
        solution.states = match problem.output {
            ScanOutput::States => Matrix::new(rows, width, states.values),
            ScanOutput::Last => Matrix::new(sequences.count(), width, sequences.last(&states.values, width)),
        };
        Ok(solution)
    }
}

/// Gradients in the form of the data.
fn described(
    gradients: Gradients,
    problem: &AffineScanProblem,
    steps: &Steps,
    sequences: &Sequences,
) -> Result<ScanGradients, Error> {
    let Gradients { data, strengths, offsets, initial } = gradients;
    let numbers = || data.iter().chain(&strengths).chain(&offsets).chain(&initial);
    if !numbers().all(|value| value.is_finite()) {
        return Err(Error::invalid("adjoint", "is too large: the gradients overflow; scale it down"));
    }
    let width = steps.width();
    let mut data = data.into_iter();
    let mut next = |like: &Option<Matrix>| {
        like.as_ref().map(|like| Matrix::new(like.rows, like.columns, data.by_ref().take(like.data.len()).collect()))
    };
    Ok(ScanGradients {
        factors: next(&problem.factors),
        vectors: next(&problem.vectors),
        left: next(&problem.left),
        right: next(&problem.right),
        strengths: problem.strengths.as_ref().map(|like| Matrix::new(like.rows, like.columns, strengths)),
        offsets: Matrix::new(steps.count(), width, offsets),
        initial: Matrix::new(sequences.count(), width, initial),
    })
}

/// Refuses a matrix of another shape, or with an entry that is not finite.
fn ensure_shape(path: &str, matrix: &Matrix, rows: usize, columns: usize) -> Result<(), Error> {
    check::shape(path, matrix, rows, columns)?;
    check::matrix(path, matrix, check::FINITE)
}
