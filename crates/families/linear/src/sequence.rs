//! Many related linear systems, one after the other: directly with one symbolic analysis for matrices with entries in
//! the same places, or by iterations whose relaxation is learned on the way.
//!
//! Source: Khodak, Chow, Balcan, Talwalkar, Learning to Relax: Setting Solver Parameters across a Sequence of Linear
//! System Instances, 2023.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`] | the caller's problem and solution |
//! | `matrices` | the matrices of the sequence |
//! | `direct` | band Cholesky factorization, or another one with the last analysis if entries are in the same places |
//! | `relaxed` | successive over-relaxation, alone and as a preconditioner |

mod direct;
mod matrices;
pub mod problem;
mod relaxed;

use crate::solve::prepared::{Prepared, Requests};
use crate::solve::problem::{Preconditioner, Settings, SolveMethod};
use crate::solve::solution::SolveStatus;
use crate::solve::system::{Column, in_safe_units};
use crate::tuning::Tuner;
use crate::tuning::state::{LearnedState, TuningState};
use crate::tuning::tasks::bounds;
use direct::DirectSolver;
use matrices::Matrices;
use problem::{
    Candidate, SequenceMethod, SequenceProgress, SequenceRoute, SolveSequenceProblem, SolveSequenceSolution,
};
use schemars::JsonSchema;
use superlinear_interface::{Advance, AnyMatrix, Error, Matrix, Run, SparseMatrix, Task, Vector, check};
use superlinear_numerics::vectors::norm;
use superlinear_systems::symmetric::multiply;

/// Solves many related linear systems in one call. Systems with a cheap factorization are solved directly, with one
/// symbolic analysis for matrices with entries in the same places; for others a learner chooses the relaxation of each
/// system from the counted iterations of the earlier ones. Costs are counted rather than timed, so that results are the
/// same on every machine.
///
/// @example
/// ```ts
/// const { solutions, iterations } = await solveSequence({
///   matrix: [
///     [2, -1],
///     [-1, 2],
///   ],
///   shifts: [0, 0.5, 1],
///   rightSides: [1, 1],
///   method: 'ssorCg',
/// });
/// ```
#[derive(JsonSchema)]
pub struct SolveSequence;

/// The relaxations of the default grid: 20 equidistant ones.
const GRID_SIZE: usize = 20;
const GRID_BOUNDS: (f64, f64) = (1.0, 1.95);

/// One system of the sequence in safe units, with its stopping rule.
pub(crate) struct Instance<'a> {
    pub matrix: &'a SparseMatrix,
    pub column: Column,
    pub tolerance: f64,
    pub max_iterations: u32,
}

impl Instance<'_> {
    /// The starting point.
    fn start(&self) -> Vec<f64> {
        self.column.initial.clone().filter(|_| self.column.norm > 0.0).unwrap_or_else(|| vec![0.0; self.matrix.rows])
    }

    /// b - A x.
    fn residual(&self, x: &[f64]) -> Vec<f64> {
        let mut residual = vec![0.0; x.len()];
        multiply(self.matrix, x, &mut residual);
        residual.iter_mut().zip(&self.column.right_side).for_each(|(entry, b)| *entry = b - *entry);
        residual
    }
}

/// The solution of one system.
pub(crate) struct Solved {
    pub x: Vec<f64>,
    pub status: SolveStatus,
    pub iterations: u32,
}

impl Task for SolveSequence {
    const NAME: &'static str = "linear.solveSequence";
    type Problem = SolveSequenceProblem;
    type Solution = SolveSequenceSolution;
    type Progress = SequenceProgress;

    fn solve(mut problem: SolveSequenceProblem, run: &Run) -> Result<SolveSequenceSolution, Error> {
        check::tolerance(problem.tolerance)?;
        check::at_least_one("maxIterations", Some(problem.max_iterations))?;
        let mut matrices = Matrices::new(&mut problem)?;
        let (order, count) = (matrices.order(), matrices.count());
        let right_sides = right_sides(&problem, order, count)?;
        run.ensure_memory("rightSides", [order, count, 3])?;
        let route = route(&problem, &mut matrices)?;
        let mut strategy = Strategy::new(&problem, &matrices, route)?;
        let mut progress = Collected::new(order, count);
        let mut last: Option<Vec<f64>> = None;
        for k in 0..count {
            if run.is_out_of_time()? {
                break;
            }
            let matrix = matrices.load(k);
            let (scaled, exponent) = in_safe_units(matrix);
            let right_side = right_sides[if right_sides.len() == 1 { 0 } else { k }].clone();
            let column = Column::new(right_side, last.take().filter(|_| problem.warm_start), exponent);
            let (tolerance, max_iterations) = (problem.tolerance, problem.max_iterations);
            let instance = Instance { matrix: scaled.as_ref().unwrap_or(matrix), column, tolerance, max_iterations };
            let (solved, parameter) = strategy.solve(k, &instance, run)?;
            progress.measure(k, &instance, &solved, parameter);
            let x = instance.column.in_callers_units(solved.x, exponent)?;
            progress.keep(k, &x);
            last = Some(x);
            let (systems, total) = (k as u32 + 1, progress.total);
            run.progress(Advance::count(systems, count as u32), || SequenceProgress {
                systems,
                total_iterations: total,
            });
        }
        Ok(progress.report(strategy))
    }
}

fn right_sides(problem: &SolveSequenceProblem, order: usize, count: usize) -> Result<Vec<Vec<f64>>, Error> {
    check::right_side("rightSides", &problem.right_sides, order)?;
    let columns = check::finite_columns("rightSides", &problem.right_sides)?;
    if columns.len() != 1 && columns.len() != count {
        let message = format!("must have one column, or one for each of {count} systems, got {}", columns.len());
        return Err(Error::invalid("rightSides", message));
    }
    Ok(columns)
}

/// The maximum number of operations of a factorization per entry of the matrix for which `auto` is direct.
const OPERATIONS_PER_ENTRY: f64 = 1000.0;

fn route(problem: &SolveSequenceProblem, matrices: &mut Matrices) -> Result<SequenceRoute, Error> {
    let route = match problem.method {
        SequenceMethod::Direct => SequenceRoute::Direct,
        SequenceMethod::Sor => SequenceRoute::Sor,
        SequenceMethod::SsorCg => SequenceRoute::SsorCg,
        SequenceMethod::Candidates => SequenceRoute::Candidates,
        SequenceMethod::Auto if !matrices.is_symmetric() => SequenceRoute::Direct,
        SequenceMethod::Auto if direct::operations(matrices.load(0))? <= OPERATIONS_PER_ENTRY => SequenceRoute::Direct,
        SequenceMethod::Auto => SequenceRoute::SsorCg,
    };
    match (route, &problem.candidates) {
        (SequenceRoute::Candidates, None) => Err(Error::invalid("candidates", "is missing")),
        (SequenceRoute::Candidates, Some(list)) => {
            check::entries("candidates", list.len(), 1..=100)?;
            list.iter().enumerate().try_for_each(|(k, candidate)| candidate.check(k))?;
            Ok(route)
        }
        (SequenceRoute::SsorCg, _) => {
            matrices.ensure_symmetric()?;
            Ok(route)
        }
        _ => Ok(route),
    }
}

/// The method of a sequence, with its learner.
enum Strategy {
    Direct(Box<DirectSolver>),
    Learned { tuner: Box<Tuner>, route: SequenceRoute, contexts: Option<Vec<f64>>, candidates: Vec<Candidate> },
}

impl Strategy {
    fn new(problem: &SolveSequenceProblem, matrices: &Matrices, route: SequenceRoute) -> Result<Self, Error> {
        if route == SequenceRoute::Direct {
            return Ok(Self::Direct(Box::new(DirectSolver::new(matrices.is_symmetric()))));
        }
        let candidates = problem.candidates.clone().unwrap_or_default();
        let grid = grid(problem, route, candidates.len())?;
        let contexts = matrices.contexts(problem)?;
        let range = match (&problem.context_range, &contexts) {
            (Some(range), Some(_)) => Some(bounds("contextRange", range)?),
            (Some(_), None) => return Err(Error::invalid("contextRange", "is for sequences with contexts")),
            (None, Some(contexts)) => Some(extremes(contexts)),
            (None, None) => None,
        };
        let fresh = TuningState::new(&grid, problem.learner, problem.features, range)?;
        let state = match &problem.tuning {
            None => fresh,
            Some(state) if state.grid[..] != grid[..] || state.has_contexts() != contexts.is_some() => {
                return Err(Error::invalid("tuning", "must be of a sequence with the same grid and kind of contexts"));
            }
            Some(state) => state.clone(),
        };
        let tuner = Tuner::new(state).map_err(|error| error.within("tuning"))?;
        Ok(Self::Learned { tuner: Box::new(tuner), route, contexts, candidates })
    }

    /// Solves a system; also returns its parameter.
    fn solve(&mut self, k: usize, instance: &Instance<'_>, run: &Run) -> Result<(Solved, Option<f64>), Error> {
        match self {
            Self::Direct(solver) => Ok((solver.solve(instance, run)?, None)),
            Self::Learned { tuner, route, contexts, candidates } => {
                let index = tuner.choose(contexts.as_ref().map_or(0.0, |contexts| contexts[k]), run.seed());
                let parameter = tuner.value(index);
                let (solved, cost) = match route {
                    SequenceRoute::Sor => counted(relaxed::sor(instance, parameter, run)?),
                    SequenceRoute::Candidates => candidates[index].solve(instance, run)?,
                    SequenceRoute::SsorCg | SequenceRoute::Direct => {
                        counted(relaxed::ssor_cg(instance, parameter, run)?)
                    }
                };
                match solved.status {
                    SolveStatus::Converged => tuner.record(cost),
                    // The limit says nothing about the parameter.
                    SolveStatus::TimeLimit => {}
                    _ => tuner.record(cost.max(f64::from(instance.max_iterations))),
                }
                Ok((solved, Some(parameter)))
            }
        }
    }
}

/// A solution with its iterations as its cost.
fn counted(solved: Solved) -> (Solved, f64) {
    let cost = f64::from(solved.iterations.max(1));
    (solved, cost)
}

/// The relaxations, or the positions of the candidates.
fn grid(problem: &SolveSequenceProblem, route: SequenceRoute, candidates: usize) -> Result<Vec<f64>, Error> {
    if route == SequenceRoute::Candidates {
        return Ok((0..candidates).map(|k| k as f64).collect());
    }
    if let Some(grid) = &problem.grid {
        check::entries("grid", grid.len(), 1..=1000)?;
        check::numbers("grid", grid, (std::ops::Bound::Excluded(0.0), std::ops::Bound::Excluded(2.0)))?;
        return Ok(grid.to_vec());
    }
    let (first, last) = GRID_BOUNDS;
    Ok((0..GRID_SIZE).map(|k| first + (last - first) * k as f64 / (GRID_SIZE - 1) as f64).collect())
}

fn extremes(contexts: &[f64]) -> (f64, f64) {
    let lower = contexts.iter().copied().fold(f64::INFINITY, f64::min);
    (lower, contexts.iter().copied().fold(lower, f64::max))
}

impl Candidate {
    fn check(&self, k: usize) -> Result<(), Error> {
        let path = format!("candidates[{k}]");
        let relaxation = (std::ops::Bound::Excluded(0.0), std::ops::Bound::Excluded(2.0));
        check::number(&format!("{path}.relaxation"), self.relaxation, relaxation)?;
        match self.method {
            SolveMethod::Cg | SolveMethod::Minres | SolveMethod::Gmres | SolveMethod::Bicgstab => Ok(()),
            _ => Err(Error::invalid(format!("{path}.method"), "must be cg, minres, gmres or bicgstab")),
        }
    }

    /// Solves a system; also returns the cost in iterations without a preconditioner.
    fn solve(&self, instance: &Instance<'_>, run: &Run) -> Result<(Solved, f64), Error> {
        let settings = Settings {
            method: self.method,
            preconditioner: self.preconditioner,
            relaxation: self.relaxation,
            tolerance: instance.tolerance,
            max_iterations: Some(instance.max_iterations),
            ..Settings::default()
        };
        let mut prepared = Prepared::new(AnyMatrix::Sparse(instance.matrix.clone()), &settings, 1, run)?;
        let column = prepared.system.column_from(instance.column.right_side.clone(), instance.start());
        let mut answer = prepared.solve(std::slice::from_ref(&column), Requests::default(), run)?;
        let x = prepared.system.in_callers_units(&column, answer.columns.swap_remove(0))?;
        let weight = match self.preconditioner {
            Preconditioner::None => 0.0,
            Preconditioner::Jacobi => instance.matrix.rows as f64 / instance.matrix.data.len().max(1) as f64,
            _ => 1.0,
        };
        let solved = Solved { x, status: answer.status, iterations: answer.iterations };
        let products = if self.method == SolveMethod::Bicgstab { 2.0 } else { 1.0 };
        let cost = f64::from(solved.iterations.max(1)) * products * (1.0 + 2.0 * weight);
        Ok((solved, cost))
    }
}

/// The solutions so far.
struct Collected {
    solutions: Matrix,
    statuses: Vec<SolveStatus>,
    residuals: Vec<f64>,
    iterations: Vec<i32>,
    parameters: Vec<f64>,
    total: u32,
}

impl Collected {
    /// Systems that are not reached have the status `timeLimit` and the solution 0.
    fn new(order: usize, count: usize) -> Self {
        Self {
            solutions: Matrix::new(order, count, vec![0.0; order * count]),
            statuses: vec![SolveStatus::TimeLimit; count],
            residuals: vec![1.0; count],
            iterations: vec![0; count],
            parameters: Vec::new(),
            total: 0,
        }
    }

    /// Records the residual and the figures of a system.
    fn measure(&mut self, k: usize, instance: &Instance<'_>, solved: &Solved, parameter: Option<f64>) {
        let size = norm(&instance.residual(&solved.x));
        self.residuals[k] = if size == 0.0 { 0.0 } else { (size / instance.column.norm).min(f64::MAX) };
        self.statuses[k] = solved.status;
        self.iterations[k] = solved.iterations as i32;
        self.total = self.total.saturating_add(solved.iterations);
        self.parameters.extend(parameter);
    }

    /// Keeps the solution of a system.
    fn keep(&mut self, k: usize, x: &[f64]) {
        let count = self.statuses.len();
        x.iter().enumerate().for_each(|(i, entry)| self.solutions.data[i * count + k] = *entry);
    }

    fn report(mut self, strategy: Strategy) -> SolveSequenceSolution {
        let failure = self.statuses.iter().find(|&&status| status != SolveStatus::Converged);
        let (tuning, regret_estimate, method) = match strategy {
            Strategy::Direct(_) => (None, None, SequenceRoute::Direct),
            Strategy::Learned { tuner, route, .. } => {
                // Systems that are not reached have no parameter.
                self.parameters.resize(self.statuses.len(), 0.0);
                let regret = tuner.regret_estimate();
                (Some(LearnedState(tuner.into_state())), regret, route)
            }
        };
        SolveSequenceSolution {
            status: failure.copied().unwrap_or(SolveStatus::Converged),
            solutions: self.solutions,
            statuses: self.statuses,
            relative_residuals: self.residuals.into(),
            iterations: self.iterations.into(),
            parameters: tuning.is_some().then(|| Vector::from(self.parameters)),
            total_iterations: self.total,
            regret_estimate,
            tuning,
            method,
        }
    }
}
