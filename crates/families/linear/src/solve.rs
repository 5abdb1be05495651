//! One linear system with any number of right sides, as a task.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `system` | the checked system in safe units, and the errors of a solution |
//! | `direct` | factorizations and refinement |
//! | `condition` | an estimate of the condition number |
//! | `iterative` | Krylov methods and preconditioners |
//! | `choice` | the sequence of methods to try |
//! | `asked` | systems given by the caller's functions |

mod asked;
mod choice;
mod condition;
mod direct;
mod iterative;
pub mod problem;
pub mod solution;
mod system;

use choice::{Step, steps};
use condition::condition;
use direct::{Attempt, factorize};
use iterative::{Iterative, Limits};
use problem::SolveProblem;
use schemars::JsonSchema;
use solution::{InertiaCounts, SolveProgress, SolveRoute, SolveSolution, SolveStatus, UsedPreconditioner};
use superlinear_interface::{Code, Error, Run, Task, check};
use system::{Column, Errors, System, SystemMatrix};

/// Solves a linear system `A x = b` with a square matrix, dense or sparse, and one or several right sides. The method
/// follows from the structure of the matrix; direct methods equilibrate the matrix and refine the solution. Residual and
/// backward error are computed from the returned solution, and a singular matrix is reported as such.
///
/// @example
/// ```ts
/// const { solution, backwardError } = await solve({
///   matrix: [
///     [4, 1],
///     [1, 3],
///   ],
///   rightSide: [1, 2],
/// });
/// ```
#[derive(JsonSchema)]
pub struct Solve;

impl Task for Solve {
    const NAME: &'static str = "linear.solve";
    type Problem = SolveProblem;
    type Solution = SolveSolution;
    type Progress = SolveProgress;

    fn solve(mut problem: SolveProblem, run: &Run) -> Result<SolveSolution, Error> {
        check_parameters(&problem)?;
        let mut system = System::new(&mut problem, run)?;
        choice::check_structure(&problem, &system)?;
        let steps = steps(&problem, &mut system, run)?;
        let limits = limits(system.order(), problem.tolerance, problem.max_iterations, problem.restart);
        let mut best: Option<Answer> = None;
        for step in steps {
            let answer = attempt(step, &problem, &mut system, limits, run)?;
            let Some(answer) = answer else { continue };
            let (is_final, is_late) = (answer.is_final(), answer.status == SolveStatus::TimeLimit);
            if best.as_ref().is_none_or(|best| answer.is_better_than(best)) {
                best = Some(answer);
            }
            if is_late && let Some(best) = &mut best {
                best.status = SolveStatus::TimeLimit;
            }
            if is_final {
                break;
            }
        }
        // Only factors beyond the memory limit leave no answer.
        let too_large = || {
            Error::new(
                Code::OutOfMemory,
                "the factors of matrix need more memory than memoryLimit leaves; raise it, or choose an iterative method: cg, minres, gmres or bicgstab",
            )
        };
        let answer = best.ok_or_else(too_large)?;
        if answer.status == SolveStatus::Singular {
            system.ensure_faithful()?;
        }
        report(answer, &problem, &system)
    }
}

/// Checks everything but the arrays.
fn check_parameters(problem: &SolveProblem) -> Result<(), Error> {
    check::number("relaxation", problem.relaxation, (std::ops::Bound::Excluded(0.0), std::ops::Bound::Excluded(2.0)))?;
    check::tolerance(problem.tolerance)?;
    check::at_least_one("maxIterations", problem.max_iterations)?;
    check::at_least_one("restart", Some(problem.restart))
}

/// The default of `maxIterations` per row, and its maximum. Without rounding errors one iteration per row suffices.
const ITERATIONS_PER_ROW: u32 = 10;
const MAX_ITERATIONS: u32 = 10_000;

fn limits(order: usize, tolerance: f64, max_iterations: Option<u32>, restart: u32) -> Limits {
    let default = (order as u32).saturating_mul(ITERATIONS_PER_ROW).min(MAX_ITERATIONS);
    Limits { tolerance, max_iterations: max_iterations.unwrap_or(default), restart }
}

/// The answer of one method.
struct Answer {
    status: SolveStatus,
    columns: Vec<Vec<f64>>,
    errors: Errors,
    iterations: u32,
    route: SolveRoute,
    preconditioner: UsedPreconditioner,
    condition: Option<f64>,
    inertia: Option<InertiaCounts>,
    factor_entries: Option<usize>,
    history: Option<Vec<SolveProgress>>,
}

impl Answer {
    /// The answer zero.
    fn zero(status: SolveStatus, route: SolveRoute, system: &System) -> Self {
        let zero = vec![0.0; system.order()];
        let of_zero = |errors: Errors, column: &Column| errors.larger(system.errors(column, &zero, &column.right_side));
        let errors = system.right_sides.iter().fold(Errors::default(), of_zero);
        Self { columns: vec![zero; system.right_sides.len()], errors, ..Self::new(status, route) }
    }

    /// An answer without columns.
    fn new(status: SolveStatus, route: SolveRoute) -> Self {
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
    fn is_final(&self) -> bool {
        match self.status {
            SolveStatus::Converged | SolveStatus::TimeLimit | SolveStatus::Singular => true,
            SolveStatus::IterationLimit | SolveStatus::Stalled | SolveStatus::Breakdown => false,
        }
    }

    fn is_better_than(&self, other: &Self) -> bool {
        let is_proof = |answer: &Self| matches!(answer.status, SolveStatus::Converged | SolveStatus::Singular);
        is_proof(self) || self.errors.relative_residual < other.errors.relative_residual
    }
}

/// Tries one method; `None` if it gives no answer: its factors are too large.
fn attempt(
    step: Step,
    problem: &SolveProblem,
    system: &mut System,
    limits: Limits,
    run: &Run,
) -> Result<Option<Answer>, Error> {
    match step {
        Step::Direct { route, max_operations } => {
            let plan = system.plan.take().filter(|_| route == SolveRoute::Cholesky);
            let factorized = factorize(&system.matrix, (route, max_operations), plan, run)?;
            Ok(match factorized {
                Attempt::Factorized(direct) => Some(solve_directly(&direct, problem, system, run)?),
                Attempt::Singular(inertia) => {
                    Some(Answer { inertia, ..Answer::zero(SolveStatus::Singular, route, system) })
                }
                Attempt::Unsuitable => Some(Answer::zero(SolveStatus::Breakdown, route, system)),
                Attempt::OutOfTime => Some(Answer::zero(SolveStatus::TimeLimit, route, system)),
                Attempt::TooCostly => None,
            })
        }
        Step::Iterative { route, preconditioner } => {
            system.make_sparse(run)?;
            let SystemMatrix::Sparse(matrix) = &system.matrix else { return Ok(None) };
            match Iterative::new(matrix, route, (preconditioner, problem.relaxation), limits, run)? {
                Some(mut method) => solve_iteratively(&mut method, route, problem, system, run).map(Some),
                None => Ok(Some(Answer::zero(SolveStatus::TimeLimit, route, system))),
            }
        }
    }
}

/// The backward error at which rounding explains the residual of a direct method, in units of the rounding unit and the
/// square root of the number of rows.
const ROUNDED_BACKWARD_ERROR: f64 = 4.0;

fn solve_directly(
    direct: &direct::Direct,
    problem: &SolveProblem,
    system: &System,
    run: &Run,
) -> Result<Answer, Error> {
    let rounded = ROUNDED_BACKWARD_ERROR * f64::EPSILON * (system.order() as f64).sqrt();
    let mut answer =
        Answer { factor_entries: Some(direct.entries), ..Answer::new(SolveStatus::Converged, direct.route) };
    for column in &system.right_sides {
        if run.is_out_of_time()? {
            return Ok(Answer::zero(SolveStatus::TimeLimit, direct.route, system));
        }
        let Some((x, errors)) = direct.solve_column(system, column) else {
            let status = if direct.is_stable() { SolveStatus::Singular } else { SolveStatus::Breakdown };
            return Ok(Answer::zero(status, direct.route, system));
        };
        let is_solved = errors.relative_residual <= problem.tolerance || errors.backward_error <= rounded;
        if !is_solved {
            answer.status = SolveStatus::Stalled;
        }
        answer.columns.push(x);
        answer.errors = answer.errors.larger(errors);
    }
    if answer.status == SolveStatus::Converged {
        answer.inertia = direct.inertia;
    }
    if problem.estimate_condition {
        answer.condition = Some(condition(direct, system.order(), system.norm_of_columns));
    }
    Ok(answer)
}

fn solve_iteratively(
    method: &mut Iterative<'_>,
    route: SolveRoute,
    problem: &SolveProblem,
    system: &System,
    run: &Run,
) -> Result<Answer, Error> {
    let mut history = problem.history.then(Vec::new);
    let mut answer = Answer { preconditioner: method.preconditioner(), ..Answer::new(SolveStatus::Converged, route) };
    let count = system.right_sides.len();
    for (number, column) in system.right_sides.iter().enumerate() {
        let (reached, errors) =
            run.share(number, count, || method.solve_column(system, (number, column), run, &mut history))?;
        if answer.status == SolveStatus::Converged {
            answer.status = reached.status;
        }
        answer.iterations = answer.iterations.max(reached.iterations);
        answer.errors = answer.errors.larger(errors);
        answer.columns.push(reached.x);
    }
    answer.history = history;
    Ok(answer)
}

fn report(answer: Answer, problem: &SolveProblem, system: &System) -> Result<SolveSolution, Error> {
    let columns = system.right_sides.iter().zip(answer.columns);
    let columns = columns.map(|(column, x)| system.in_callers_units(column, x)).collect::<Result<_, _>>()?;
    Ok(SolveSolution {
        status: answer.status,
        solution: problem.right_side.in_this_form(columns),
        relative_residual: answer.errors.relative_residual,
        backward_error: answer.errors.backward_error,
        iterations: answer.iterations,
        method: answer.route,
        preconditioner: answer.preconditioner,
        condition: answer.condition,
        inertia: answer.inertia,
        factor_entries: answer.factor_entries.map(|entries| u32::try_from(entries).unwrap_or(u32::MAX)),
        history: if problem.history { answer.history.or_else(|| Some(Vec::new())) } else { None },
    })
}
