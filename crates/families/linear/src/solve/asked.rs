//! Systems whose matrix, and perhaps preconditioner, are the caller's functions, as a dialogue.

use super::iterative::{Krylov, Reached, ensure_memory_of_basis, observe};
use super::problem::{SolveMethod, Structure};
use super::solution::{SolveProgress, SolveRoute, SolveStatus};
use super::system::Column;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, VectorOrMatrix, check};
use superlinear_numerics::linear_operator::{AwaitedOperator, Identity};
use superlinear_numerics::matrix_operator::MatrixShape;
use superlinear_numerics::vectors::norm;

/// A linear system `A x = b` with functions instead of entries.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveOperatorProblem {
    /// The numbers of rows and columns of `A`, which are equal.
    pub matrix: MatrixShape,
    /// The property of the matrix that selects the method: `cg` for positive definite matrices, `minres` for symmetric
    /// ones, and `gmres` for others.
    pub structure: Structure,
    /// The right side `b`, with an entry for each row of the matrix, or several right sides as the columns of a matrix.
    pub right_side: VectorOrMatrix,
    /// The method: `auto` or an iterative one.
    #[serde(default)]
    pub method: SolveMethod,
    /// The tolerance on the relative residual, the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.
    #[serde(default = "super::problem::default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations for each right side, at least 1. Default: ten times the number of rows, and at
    /// most 10 000.
    pub max_iterations: Option<u32>,
    /// The number of iterations of `gmres` before a restart, at least 1.
    #[serde(default = "super::problem::default_restart")]
    pub restart: u32,
    /// The starting point, in the form of `rightSide`. Default: zeros.
    pub initial: Option<VectorOrMatrix>,
    /// Whether to return a record of each iteration.
    #[serde(default)]
    pub history: bool,
    /// The preconditioner, if there is one.
    pub preconditioner: Option<AskedPreconditioner>,
}

/// A preconditioner given by its product with a vector.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedPreconditioner {
    /// Whether the product is asked for.
    pub apply: bool,
}

/// The solution of a linear system given by functions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveOperatorSolution {
    /// The reason for termination; for several right sides the first one other than `converged`.
    pub status: SolveStatus,
    /// The solution `x`, in the form of `rightSide`.
    pub solution: VectorOrMatrix,
    /// The norm of `b - A x` divided by the norm of `b`, computed from the returned `x`; 0 if `b` is 0. For several
    /// right sides the largest.
    pub relative_residual: f64,
    /// The number of iterations, for several right sides the largest.
    pub iterations: u32,
    /// The method used.
    pub method: SolveRoute,
    /// A record of each iteration; absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<SolveProgress>>,
}

const APPLY: usize = 0;
const PRECONDITION: usize = 1;

/// The names of the questions, in the order of the tags.
const QUESTIONS: &[&str] = &["matrix.apply", "preconditioner.apply"];

impl Dialogue for super::Solve {
    const NAME: &'static str = "linear.solve";
    const QUESTIONS: &'static [&'static str] = QUESTIONS;
    type Problem = SolveOperatorProblem;
    type Solution = SolveOperatorSolution;

    fn lengths(problem: &SolveOperatorProblem) -> Result<Vec<Lengths>, Error> {
        let lengths = problem.matrix.lengths(|rows, columns| checked(problem, rows, columns))?;
        Ok(vec![lengths[0]; QUESTIONS.len()])
    }

    async fn solve(problem: SolveOperatorProblem, oracle: Oracle, run: Run) -> Result<SolveOperatorSolution, Error> {
        let order = Self::lengths(&problem)?[0].point;
        let limits = super::limits(order, problem.tolerance, problem.max_iterations, problem.restart);
        let route = route(&problem);
        ensure_memory_of_basis(route, limits, order, &run)?;
        let columns = Column::all(&problem.right_side, problem.initial.as_ref(), 0)?;
        let failure = Rc::default();
        let asked = |tag| Asked { oracle: oracle.clone(), tag, order, failure: Rc::clone(&failure) };
        let operator = asked(APPLY);
        let preconditioner = if problem.preconditioner.is_some_and(|preconditioner| preconditioner.apply) {
            Preconditioner::Asked(asked(PRECONDITION))
        } else {
            Preconditioner::None(Identity { dimension: order })
        };
        let mut system = AskedSystem { krylov: Krylov { operator, preconditioner, route, limits }, oracle, failure };
        let mut history = problem.history.then(Vec::new);
        let mut solution = SolveOperatorSolution {
            status: SolveStatus::Converged,
            solution: VectorOrMatrix::Vector(Vec::new().into()),
            relative_residual: 0.0,
            iterations: 0,
            method: route,
            history: None,
        };
        let mut solutions = Vec::new();
        for (number, column) in columns.iter().enumerate() {
            let reached = system.solve_column((number, column), &run, &mut history).await?;
            if solution.status == SolveStatus::Converged {
                solution.status = reached.status;
            }
            solution.iterations = solution.iterations.max(reached.iterations);
            if column.norm > 0.0 {
                solution.relative_residual = solution.relative_residual.max(norm(&reached.residual) / column.norm);
            }
            solutions.push(column.in_callers_units(reached.x, 0)?);
        }
        Ok(SolveOperatorSolution { solution: problem.right_side.in_this_form(solutions), history, ..solution })
    }
}

/// Checks everything but the numbers of the arrays.
fn checked(problem: &SolveOperatorProblem, rows: usize, columns: usize) -> Result<(), Error> {
    check::square("matrix", rows, columns)?;
    if matches!(problem.method, SolveMethod::Cholesky | SolveMethod::Ldl | SolveMethod::Lu) {
        let message = "must be auto, cg, minres, gmres or bicgstab: the others need the entries of the matrix";
        return Err(Error::invalid("method", message));
    }
    check::tolerance(problem.tolerance)?;
    check::at_least_one("maxIterations", problem.max_iterations)?;
    check::at_least_one("restart", Some(problem.restart))?;
    check::right_side("rightSide", &problem.right_side, rows)?;
    let Some(initial) = &problem.initial else { return Ok(()) };
    check::right_side("initial", initial, rows)?;
    check::columns("initial", initial.count(), problem.right_side.count(), "rightSide")
}

fn route(problem: &SolveOperatorProblem) -> SolveRoute {
    match (problem.method, problem.structure) {
        (SolveMethod::Cg, _) | (SolveMethod::Auto, Structure::PositiveDefinite) => SolveRoute::Cg,
        (SolveMethod::Minres, _) | (SolveMethod::Auto, Structure::Symmetric) => SolveRoute::Minres,
        (SolveMethod::Bicgstab, _) => SolveRoute::Bicgstab,
        _ => SolveRoute::Gmres,
    }
}

/// The first unusable answer of the caller's functions.
type Failure = Rc<RefCell<Option<Error>>>;

/// A function of the caller as an operator.
struct Asked {
    oracle: Oracle,
    tag: usize,
    order: usize,
    failure: Failure,
}

impl AwaitedOperator for Asked {
    fn dimension(&self) -> usize {
        self.order
    }

    async fn apply(&mut self, x: &[f64], y: &mut [f64]) {
        self.oracle.ask(self.tag, x, y).await;
        if let Some(place) = y.iter().position(|number| !number.is_finite()) {
            let message = format!("must give finite numbers, gave {} at entry {place}", check::short(y[place]));
            self.failure.borrow_mut().get_or_insert(Error::invalid(QUESTIONS[self.tag], message));
        }
    }
}

enum Preconditioner {
    None(Identity),
    Asked(Asked),
}

impl AwaitedOperator for Preconditioner {
    fn dimension(&self) -> usize {
        match self {
            Self::None(identity) => identity.dimension,
            Self::Asked(asked) => asked.order,
        }
    }

    async fn apply(&mut self, x: &[f64], y: &mut [f64]) {
        match self {
            Self::None(_) => y.copy_from_slice(x),
            Self::Asked(asked) => asked.apply(x, y).await,
        }
    }
}

/// A method with the caller's functions.
struct AskedSystem {
    krylov: Krylov<Asked, Preconditioner>,
    oracle: Oracle,
    failure: Failure,
}

impl AskedSystem {
    async fn solve_column(
        &mut self,
        (number, column): (usize, &Column),
        run: &Run,
        history: &mut Option<Vec<SolveProgress>>,
    ) -> Result<Reached, Error> {
        let x = vec![0.0; column.right_side.len()];
        let residual = column.right_side.clone();
        let mut reached = Reached { x, residual, status: SolveStatus::TimeLimit, iterations: 0 };
        let (krylov, failure) = (&mut self.krylov, Rc::clone(&self.failure));
        let mut report = observe(number, krylov.limits, run, history);
        let mut poll = |iterations, relative_residual| match failure.borrow_mut().take() {
            Some(error) => Err(error),
            None => report(iterations, relative_residual),
        };
        let work = async {
            if let Some(initial) = column.initial.as_ref().filter(|_| column.norm > 0.0) {
                let mut product = vec![0.0; initial.len()];
                krylov.operator.apply(initial, &mut product).await;
                let residual: Vec<f64> =
                    column.right_side.iter().zip(&product).map(|(b, product)| b - product).collect();
                if norm(&residual).is_finite() {
                    (reached.x, reached.residual) = (initial.clone(), residual);
                }
            }
            krylov.solve(column, &mut reached, &mut poll).await
        };
        // An answer that never comes leaves the last point with a known residual.
        if let Some(outcome) = self.oracle.while_answered(work).await {
            outcome?;
        }
        match self.failure.borrow_mut().take() {
            Some(error) => Err(error),
            None => Ok(reached),
        }
    }
}
