//! A system with the method in use: factors and preconditioners serve one right side after another.

use super::answer::Answer;
use super::choice::{self, Step};
use super::condition::condition;
use super::direct::{Attempt, Direct, Symbolic, factorize};
use super::iterative::{Iterative, Limits};
use super::problem::Settings;
use super::solution::{InertiaCounts, SolveRoute, SolveStatus};
use super::system::{Column, System};
use superlinear_interface::{AnyMatrix, Code, Error, Run};

/// A matrix, the sequence of methods for it, and the method in use.
pub(crate) struct Prepared {
    pub system: System,
    settings: Settings,
    limits: Limits,
    steps: Vec<Step>,
    /// The index of the method in use.
    position: usize,
    method: Option<Method>,
    symbolic: Symbolic,
}

/// A method that is set up.
enum Method {
    Direct(Box<Direct>),
    Iterative(Box<Iterative>),
    /// A factorization that failed.
    Failed(SolveStatus, Option<InertiaCounts>),
    /// Factors beyond the limits of operations or memory.
    TooCostly,
}

/// Additional results, on request.
#[derive(Clone, Copy, Default)]
pub(crate) struct Requests {
    pub condition: bool,
    pub history: bool,
}

impl Prepared {
    /// Checks the matrix, and chooses the methods for a number of right sides.
    pub fn new(matrix: AnyMatrix, settings: &Settings, right_sides: usize, run: &Run) -> Result<Self, Error> {
        let system = System::new(matrix, settings.structure, run)?;
        choice::check_structure(settings, &system)?;
        Self::of_system(system, settings, (Symbolic::default(), right_sides), run)
    }

    fn of_system(
        mut system: System,
        settings: &Settings,
        (mut symbolic, right_sides): (Symbolic, usize),
        run: &Run,
    ) -> Result<Self, Error> {
        let steps = choice::steps(settings, &mut system, (&mut symbolic, right_sides), run)?;
        let limits = settings.limits(system.order());
        Ok(Self { system, settings: settings.clone(), limits, steps, position: 0, method: None, symbolic })
    }

    /// Replaces the matrix by one with entries in the same places, and repeats the numeric step alone.
    pub fn replace_matrix(&mut self, matrix: AnyMatrix, run: &Run) -> Result<(), Error> {
        let system = System::new(matrix, self.settings.structure, run)?;
        choice::check_structure(&self.settings, &system)?;
        let mut symbolic = std::mem::take(&mut self.symbolic);
        if let Some(Method::Direct(direct)) = self.method.take() {
            direct.give_back(&mut symbolic);
        }
        *self = Self::of_system(system, &self.settings, (symbolic, 1), run)?;
        Ok(())
    }

    /// Sets up the first method whose factorization does not fail, or proves the matrix singular. The answer has one
    /// column of zeros.
    pub fn set_up_first(&mut self, run: &Run) -> Result<Answer, Error> {
        let answer = self.solve(&[], Requests::default(), run)?;
        Ok(Answer { columns: vec![vec![0.0; self.system.order()]], ..answer })
    }

    /// Solves for right sides by the method in use, then by the following ones until one succeeds. The answer is the
    /// best one.
    pub fn solve(&mut self, columns: &[Column], requests: Requests, run: &Run) -> Result<Answer, Error> {
        let mut best: Option<Answer> = None;
        loop {
            let answer = self.attempt(columns, requests, run)?;
            let is_final = answer.as_ref().is_some_and(Answer::is_final);
            if let Some(answer) = answer {
                let is_late = answer.status == SolveStatus::TimeLimit;
                if best.as_ref().is_none_or(|best| answer.is_better_than(best)) {
                    best = Some(answer);
                }
                if is_late && let Some(best) = &mut best {
                    best.status = SolveStatus::TimeLimit;
                }
            }
            if is_final || self.position + 1 == self.steps.len() {
                break;
            }
            self.position += 1;
            self.method = None;
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
            self.system.ensure_faithful()?;
        }
        Ok(answer)
    }

    fn route(&self) -> SolveRoute {
        match self.steps[self.position] {
            Step::Direct { route, .. } | Step::Iterative { route, .. } => route,
        }
    }

    /// Tries the current method; `None` if it gives no answer: its factors are too large.
    fn attempt(&mut self, columns: &[Column], requests: Requests, run: &Run) -> Result<Option<Answer>, Error> {
        let route = self.route();
        if self.method.is_none() {
            self.method = self.set_up(run)?;
        }
        let (system, tolerance) = (&self.system, self.limits.tolerance);
        Ok(match &self.method {
            Some(Method::Direct(direct)) => Some(solve_directly(direct, tolerance, (system, columns), requests, run)?),
            Some(Method::Iterative(method)) => Some(solve_iteratively(method, (system, columns), requests, run)?),
            Some(Method::Failed(status, inertia)) => {
                Some(Answer { inertia: *inertia, ..Answer::zero(*status, route, (system, columns)) })
            }
            Some(Method::TooCostly) => None,
            None => Some(Answer::zero(SolveStatus::TimeLimit, route, (system, columns))),
        })
    }

    /// Factorizes the matrix or sets up its preconditioner; `None` if time runs out.
    fn set_up(&mut self, run: &Run) -> Result<Option<Method>, Error> {
        let Self { system, settings, limits, symbolic, .. } = self;
        Ok(Some(match self.steps[self.position] {
            Step::Direct { route, max_operations } => {
                match factorize(&system.matrix, (route, max_operations), symbolic, run)? {
                    Attempt::Factorized(direct) => Method::Direct(direct),
                    Attempt::Singular(inertia) => Method::Failed(SolveStatus::Singular, inertia),
                    Attempt::Unsuitable => Method::Failed(SolveStatus::Breakdown, None),
                    Attempt::OutOfTime => return Ok(None),
                    Attempt::TooCostly => Method::TooCostly,
                }
            }
            Step::Iterative { route, preconditioner } => {
                let preconditioner = (preconditioner, settings.relaxation);
                let matrix = system.make_sparse(run)?;
                let method = Iterative::new(matrix, route, preconditioner, *limits, run)?;
                return Ok(method.map(|method| Method::Iterative(Box::new(method))));
            }
        }))
    }
}

/// The backward error at which rounding explains the residual of a direct method, in units of the rounding unit and the
/// square root of the number of rows.
const ROUNDED_BACKWARD_ERROR: f64 = 4.0;

fn solve_directly(
    direct: &Direct,
    tolerance: f64,
    (system, columns): (&System, &[Column]),
    requests: Requests,
    run: &Run,
) -> Result<Answer, Error> {
    let rounded = ROUNDED_BACKWARD_ERROR * f64::EPSILON * (system.order() as f64).sqrt();
    let mut answer =
        Answer { factor_entries: Some(direct.entries), ..Answer::new(SolveStatus::Converged, direct.route) };
    for column in columns {
        if run.is_out_of_time()? {
            return Ok(Answer::zero(SolveStatus::TimeLimit, direct.route, (system, columns)));
        }
        let Some((x, errors)) = direct.solve_column(system, column) else {
            let status = if direct.is_stable() { SolveStatus::Singular } else { SolveStatus::Breakdown };
            return Ok(Answer::zero(status, direct.route, (system, columns)));
        };
        let is_solved = errors.relative_residual <= tolerance || errors.backward_error <= rounded;
        if !is_solved {
            answer.status = SolveStatus::Stalled;
        }
        answer.columns.push(x);
        answer.errors = answer.errors.larger(errors);
    }
    if answer.status == SolveStatus::Converged {
        answer.inertia = direct.inertia;
    }
    if requests.condition {
        answer.condition = Some(condition(direct, system.order(), system.norm_of_columns));
    }
    Ok(answer)
}

fn solve_iteratively(
    method: &Iterative,
    (system, columns): (&System, &[Column]),
    requests: Requests,
    run: &Run,
) -> Result<Answer, Error> {
    let mut history = requests.history.then(Vec::new);
    let preconditioner = method.preconditioner();
    let mut answer = Answer { preconditioner, ..Answer::new(SolveStatus::Converged, method.route) };
    for (number, column) in columns.iter().enumerate() {
        let solve = || method.solve_column(system, (number, column), run, &mut history);
        let (reached, errors) = run.share(number, columns.len(), solve)?;
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
