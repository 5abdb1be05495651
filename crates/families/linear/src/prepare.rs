//! A matrix factorized once, for successive right sides: a dialogue in which each question carries the last solution,
//! and its answer is the next right side. It continues as long as it is answered.

use crate::solve::answer::Answer;
use crate::solve::prepared::{Prepared, Requests};
use crate::solve::problem::Settings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::Vector;
use superlinear_interface::{AnyMatrix, Dialogue, Error, Lengths, Matrix, Oracle, Run, SparseMatrix, check};

/// Prepares a matrix for successive right sides.
pub struct Prepare;

/// The matrix of linear systems.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PrepareProblem {
    /// The square matrix `A`, dense or sparse.
    pub matrix: AnyMatrix,
    /// The method and its limits.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub settings: Settings,
}

/// Never returned in practice, because a system is held until it is closed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrepareSolution {
    /// The number of calls.
    pub calls: u32,
}

/// The tags of the questions: for a right side, and for the entries of another matrix.
const CALL: usize = 0;
const ENTRIES: usize = 1;

/// The last number of the answer to [`CALL`] if the matrix is to be replaced.
const UPDATE: f64 = 1.0;

/// The number of facts behind each solution, see [`write_report`].
const FACTS: usize = 10;

impl Dialogue for Prepare {
    const NAME: &'static str = "linear.prepare";
    const QUESTIONS: &'static [&'static str] = &["rightSide", "entries"];
    type Problem = PrepareProblem;
    type Solution = PrepareSolution;

    fn lengths(problem: &PrepareProblem) -> Result<Vec<Lengths>, Error> {
        let matrix = &problem.matrix;
        check::square("matrix", matrix.rows(), matrix.columns())?;
        matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
        problem.settings.check()?;
        let (order, entries) = (matrix.rows(), Places::of(matrix).entries());
        Ok(vec![Lengths { point: order + FACTS, answer: order + 1 }, Lengths { point: 0, answer: entries }])
    }

    async fn solve(problem: PrepareProblem, oracle: Oracle, run: Run) -> Result<PrepareSolution, Error> {
        let places = Places::of(&problem.matrix);
        let order = problem.matrix.rows();
        let mut prepared = Prepared::new(problem.matrix, &problem.settings, 1, &run)?;
        let mut answer = prepared.set_up_first(&run)?;
        let (mut report, mut call, mut entries) = (Vec::new(), vec![0.0; order + 1], vec![0.0; places.entries()]);
        loop {
            write_report(&answer, &mut report);
            oracle.hand_over(CALL, &mut report, &mut call).await;
            let run = run.restarted();
            if call[order] == UPDATE {
                oracle.hand_over(ENTRIES, &mut Vec::new(), &mut entries).await;
                prepared.replace_matrix(places.matrix(entries.clone()), &run)?;
                answer = prepared.set_up_first(&run)?;
                continue;
            }
            check::numbers("rightSide", &call[..order], check::FINITE)?;
            let column = prepared.system.column(call[..order].to_vec());
            answer = prepared.solve(std::slice::from_ref(&column), Requests::default(), &run)?;
            let x = answer.columns.swap_remove(0);
            answer.columns.push(prepared.system.in_callers_units(&column, x)?);
        }
    }
}

/// Writes the solution and its facts: status, method and preconditioner as their positions in the enumerations, the two
/// errors, iterations, entries of the factors or -1, and the inertia or three times -1.
fn write_report(answer: &Answer, report: &mut Vec<f64>) {
    report.clear();
    report.extend_from_slice(&answer.columns[0]);
    let inertia =
        answer.inertia.map_or([-1.0; 3], |counts| [counts.positive, counts.negative, counts.zero].map(f64::from));
    report.extend([answer.status as u8, answer.route as u8, answer.preconditioner as u8].map(f64::from));
    report.extend([
        answer.errors.relative_residual,
        answer.errors.backward_error,
        f64::from(answer.iterations),
        answer.factor_entries.map_or(-1.0, |entries| entries as f64),
    ]);
    report.extend(inertia);
}

/// The places of the entries of a matrix.
enum Places {
    Dense { order: usize },
    Sparse { order: usize, indptr: Vector<i32>, indices: Vector<i32> },
}

impl Places {
    fn of(matrix: &AnyMatrix) -> Self {
        let order = matrix.rows();
        match matrix {
            AnyMatrix::Dense(_) | AnyMatrix::DenseSingle(_) => Self::Dense { order },
            AnyMatrix::Sparse(SparseMatrix { indptr, indices, .. }) => {
                Self::Sparse { order, indptr: indptr.clone(), indices: indices.clone() }
            }
        }
    }

    fn entries(&self) -> usize {
        match self {
            Self::Dense { order } => order * order,
            Self::Sparse { indices, .. } => indices.len(),
        }
    }

    /// The matrix with these entries.
    fn matrix(&self, entries: Vec<f64>) -> AnyMatrix {
        match self {
            Self::Dense { order } => AnyMatrix::Dense(Matrix::new(*order, *order, entries)),
            Self::Sparse { order, indptr, indices } => AnyMatrix::Sparse(SparseMatrix {
                rows: *order,
                columns: *order,
                indptr: indptr.clone(),
                indices: indices.clone(),
                data: Vector::from(entries),
            }),
        }
    }
}
