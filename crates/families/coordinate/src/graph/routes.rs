//! Choice of the solver, and the solves for all right sides.

use super::forest_descent::{descend_greedily, descend_in_turn};
use super::forest_gradients::{ForestSweep, TwoForests};
use super::peel::{self, Peeled};
use super::reached::{Goal, Poll, Reached};
use super::solve_graph_quadratic::problem::GraphMethod;
use super::solve_graph_quadratic::solution::{GraphProgress, GraphRoute};
use crate::forest::{FactoredForest, not_positive_definite, tree_partition};
use crate::overflow::overflow;
use superlinear_interface::{Advance, Ending, Error, Run, SparseMatrix};
use superlinear_numerics::krylov::conjugate_gradients::{self, Workspace};
use superlinear_numerics::krylov::{Outcome, Status, StoppingRule};
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sparse::SymmetricSparse;
use superlinear_numerics::vectors::norm;
use superlinear_systems::cholesky::{Analysis, Cholesky, MAX_SMALL_ROWS, OPERATIONS_PER_ENTRY, Plan};
use superlinear_systems::multigrid::Multigrid;
use superlinear_systems::symmetric::{diagonal, multiply};

/// The stopping criteria.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// The norm of the residual divided by the norm of the right side.
    pub tolerance: f64,
    /// The maximum number of iterations for a right side.
    pub max_iterations: Option<u32>,
}

/// The default of `maxIterations`. By the bound for conjugate gradients, sqrt(k) / 2 ln(2 / tolerance), it suffices for
/// preconditioned condition numbers k up to about a million at the default tolerance.
const MAX_ITERATIONS: u32 = 10_000;

/// The solutions for all right sides.
pub(super) struct Solved {
    pub solutions: Vec<Vec<f64>>,
    pub status: Ending,
    pub iterations: u32,
    pub relative_residual: f64,
    pub route: GraphRoute,
    pub eliminated: u32,
}

/// Solves A x = b for each right side b. The matrix must satisfy
/// [`check_positive_definite_form`](superlinear_systems::symmetric::check_positive_definite_form).
pub(super) fn solve_columns(
    matrix: &SparseMatrix,
    right_sides: &[Vec<f64>],
    starts: Option<Vec<Vec<f64>>>,
    method: GraphMethod,
    limits: Limits,
    run: &Run,
) -> Result<Solved, Error> {
    let peeled = match method {
        GraphMethod::Auto if peel::is_worthwhile(matrix) => Some(Peeled::new(matrix).map_err(not_positive_definite)?),
        _ => None,
    };
    run.ensure_wanted()?;
    let rest = peeled.as_ref().map_or(matrix, |peeled| &peeled.rest);
    let reduced: Vec<Vec<f64>>;
    let right_sides_of_rest = match &peeled {
        None => right_sides,
        Some(peeled) => {
            reduced = right_sides.iter().map(|right_side| peeled.reduce(&mut right_side.clone())).collect();
            &reduced
        }
    };
    let solver = Solver::choose(rest, method, right_sides_of_rest, limits.tolerance, run)?;
    let mut solved = Solved {
        solutions: starts.unwrap_or_else(|| right_sides.iter().map(|_| vec![0.0; matrix.rows]).collect()),
        status: Ending::Converged,
        iterations: 0,
        relative_residual: 0.0,
        route: solver.route(),
        eliminated: peeled.as_ref().map_or(0, |peeled| peeled.eliminated() as u32),
    };
    let system = System { matrix, peeled: peeled.as_ref(), rest, solver, limits };
    for (column, right_side) in right_sides.iter().enumerate() {
        let max_iterations = limits.max_iterations.unwrap_or(MAX_ITERATIONS);
        let poll = &mut |iterations, excess| {
            let advance = Advance::certificate(excess, 1.0).or_count(iterations, max_iterations);
            run.progress(advance, || GraphProgress { column: column as u32, iterations });
            run.is_out_of_time()
        };
        let solution = &mut solved.solutions[column];
        let (reached, relative_residual) =
            run.share(column, right_sides.len(), || system.solve(right_side, solution, poll))?;
        if solved.status == Ending::Converged {
            solved.status = reached.status;
        }
        solved.iterations = solved.iterations.max(reached.iterations);
        solved.relative_residual = solved.relative_residual.max(relative_residual);
    }
    Ok(solved)
}

/// A matrix, the rest after elimination, and the solver for the rest.
struct System<'a> {
    matrix: &'a SparseMatrix,
    peeled: Option<&'a Peeled>,
    rest: &'a SparseMatrix,
    solver: Solver<'a>,
    limits: Limits,
}

/// The maximum number of restarts from the recomputed residual, which may differ from the recursively updated one.
const MAX_RESTARTS: u32 = 3;

/// The largest binary exponent for scaling residuals; the inverse power must be a normal number too.
const MAX_EXPONENT: i32 = 1000;

/// No further restart follows one that does not reduce the residual below this fraction of its previous norm.
const WORTHWHILE: f64 = 0.5;

impl System<'_> {
    /// Solves for one right side, starting from `x`. Also returns the relative residual.
    fn solve(&self, right_side: &[f64], x: &mut [f64], poll: &mut Poll<'_>) -> Result<(Reached, f64), Error> {
        let scale = norm(right_side);
        if !scale.is_finite() {
            return Err(overflow());
        }
        if scale == 0.0 {
            x.fill(0.0);
            return Ok((Reached { status: Ending::Converged, iterations: 0 }, 0.0));
        }
        let target = self.limits.tolerance * scale;
        let max_iterations = self.limits.max_iterations.unwrap_or(MAX_ITERATIONS);
        let mut residual = vec![0.0; x.len()];
        let mut reached = Reached { status: Ending::Converged, iterations: 0 };
        let mut best = self.write_residual(right_side, x, &mut residual);
        for _ in 0..=MAX_RESTARTS {
            if best <= target || reached.status != Ending::Converged {
                break;
            }
            let goal = Goal { residual: target, max_iterations: max_iterations - reached.iterations };
            let (step, part) = self.correct(residual.clone(), goal, poll)?;
            reached = Reached { iterations: reached.iterations + part.iterations, ..part };
            let candidate: Vec<f64> = x.iter().zip(&step).map(|(x, step)| x + step).collect();
            let size = self.write_residual(right_side, &candidate, &mut residual);
            if !size.is_finite() {
                return Err(overflow());
            }
            // Residuals of conjugate gradients are not monotone, so an unfinished solve is accepted in any case.
            let is_better = size < best || reached.status != Ending::Converged;
            if is_better {
                x.copy_from_slice(&candidate);
            }
            if reached.status == Ending::Converged && size > target && size > WORTHWHILE * best {
                reached.status = Ending::Stalled;
            }
            best = if is_better { size } else { best };
        }
        let is_small = best <= target;
        reached.status = match reached.status {
            _ if is_small => Ending::Converged,
            Ending::Converged => Ending::Stalled,
            other => other,
        };
        Ok((reached, best / scale))
    }

    /// Solves A d = r from zero.
    fn correct(&self, mut residual: Vec<f64>, goal: Goal, poll: &mut Poll<'_>) -> Result<(Vec<f64>, Reached), Error> {
        // Squares of very small or large numbers would underflow or overflow. Scaling by a power of two is exact.
        let exponent = (norm(&residual).log2() as i32).clamp(-MAX_EXPONENT, MAX_EXPONENT);
        residual.iter_mut().for_each(|entry| *entry *= f64::powi(2.0, -exponent));
        let goal = Goal { residual: goal.residual * f64::powi(2.0, -exponent), ..goal };
        let (mut step, reached) = self.correct_scaled(residual, goal, poll)?;
        step.iter_mut().for_each(|entry| *entry *= f64::powi(2.0, exponent));
        Ok((step, reached))
    }

    /// Solves A d = r for r of magnitude about 1.
    fn correct_scaled(
        &self,
        mut residual: Vec<f64>,
        goal: Goal,
        poll: &mut Poll<'_>,
    ) -> Result<(Vec<f64>, Reached), Error> {
        let Some(peeled) = self.peeled else {
            let mut step = vec![0.0; residual.len()];
            let reached = self.solver.solve(self.rest, &residual, &mut step, goal, poll)?;
            return Ok((step, reached));
        };
        let reduced = peeled.reduce(&mut residual);
        let mut step = vec![0.0; reduced.len()];
        let reached = self.solver.solve(self.rest, &reduced, &mut step, goal, poll)?;
        peeled.extend(&step, &mut residual);
        Ok((residual, reached))
    }

    /// Writes b - A x and returns its norm.
    fn write_residual(&self, right_side: &[f64], x: &[f64], residual: &mut [f64]) -> f64 {
        multiply(self.matrix, x, residual);
        residual.iter_mut().zip(right_side).for_each(|(residual, right)| *residual = right - *residual);
        norm(residual)
    }
}

/// A solver, set up for any right side.
enum Solver<'a> {
    Nothing,
    Cholesky(Cholesky),
    Multigrid(Box<Multigrid>, SymmetricSparse<'a>),
    TwoForests(TwoForests),
    ForestSweep(Vec<FactoredForest>, SymmetricSparse<'a>),
    Jacobi(Jacobi, SymmetricSparse<'a>),
    ForestDescent(Vec<FactoredForest>),
    GreedyForestDescent,
}

impl<'a> Solver<'a> {
    fn choose(
        matrix: &'a SparseMatrix,
        method: GraphMethod,
        right_sides: &[Vec<f64>],
        tolerance: f64,
        run: &Run,
    ) -> Result<Self, Error> {
        if matrix.rows == 0 {
            return Ok(Self::Nothing);
        }
        let operator = || SymmetricSparse::assume_symmetric(matrix, Parallelism::of(run));
        Ok(match method {
            GraphMethod::Auto => return Self::choose_automatically(matrix, right_sides, tolerance, run),
            GraphMethod::Cholesky => Self::Cholesky(Cholesky::new(matrix, Analysis::new(Plan::new(matrix)?)?)?),
            GraphMethod::ForestCg => {
                let (forest_of, count) = tree_partition(matrix);
                if count <= 2 {
                    Self::TwoForests(TwoForests::new(matrix, &forest_of).map_err(not_positive_definite)?)
                } else {
                    Self::ForestSweep(factor_all(matrix, &forest_of, count)?, operator())
                }
            }
            GraphMethod::Amg => Self::Multigrid(Box::new(Multigrid::new(matrix, run)?), operator()),
            GraphMethod::Cg => Self::Jacobi(Jacobi::new(&diagonal(matrix)), operator()),
            GraphMethod::ForestBcd => {
                let (forest_of, count) = tree_partition(matrix);
                Self::ForestDescent(factor_all(matrix, &forest_of, count)?)
            }
            GraphMethod::GreedyForestBcd => Self::GreedyForestDescent,
        })
    }

    /// Chooses the solver. If neighborhoods grow fast, as in graphs with fast mixing random walks, a short trial on the
    /// first right side predicts the iterations of conjugate gradients with Jacobi preconditioning; if they are few,
    /// that method is used. Otherwise it is a factorization if that takes few operations, two forests if the constant
    /// error takes few iterations, and else multigrid. The thresholds are where measured times cross on lattices,
    /// neighbor graphs and random graphs.
    fn choose_automatically(
        matrix: &'a SparseMatrix,
        right_sides: &[Vec<f64>],
        tolerance: f64,
        run: &Run,
    ) -> Result<Self, Error> {
        let choose = |method| Self::choose(matrix, method, right_sides, tolerance, run);
        if matrix.rows <= MAX_SMALL_ROWS {
            return choose(GraphMethod::Cholesky);
        }
        if grows_fast(matrix) && foretold_iterations(matrix, &right_sides[0], tolerance, run)? <= FEW_ITERATIONS {
            return choose(GraphMethod::Cg);
        }
        // If nodes have few neighbors, multigrid takes less time than the computation of an elimination order.
        let is_lattice_like = matrix.data.len() <= LATTICE_ENTRIES * matrix.rows;
        if !is_lattice_like || right_sides.len() > 2 {
            let plan = Plan::new(matrix)?;
            run.ensure_wanted()?;
            if plan.operations <= OPERATIONS_PER_ENTRY * (matrix.data.len() * right_sides.len()) as f64 {
                return Ok(Self::Cholesky(Cholesky::new(matrix, Analysis::new(plan)?)?));
            }
        }
        if iterations_of_constants(matrix, tolerance) <= SOME_ITERATIONS {
            let (forest_of, count) = tree_partition(matrix);
            if count <= 2 {
                return Ok(Self::TwoForests(TwoForests::new(matrix, &forest_of).map_err(not_positive_definite)?));
            }
        }
        choose(GraphMethod::Amg)
    }

    fn route(&self) -> GraphRoute {
        match self {
            Self::Nothing => GraphRoute::Elimination,
            Self::Cholesky(_) => GraphRoute::Cholesky,
            Self::Multigrid(..) => GraphRoute::Amg,
            Self::TwoForests(_) | Self::ForestSweep(..) => GraphRoute::ForestCg,
            Self::Jacobi(..) => GraphRoute::Cg,
            Self::ForestDescent(_) => GraphRoute::ForestBcd,
            Self::GreedyForestDescent => GraphRoute::GreedyForestBcd,
        }
    }

    /// Solves A x = b from zero.
    fn solve(
        &self,
        matrix: &SparseMatrix,
        right_side: &[f64],
        x: &mut [f64],
        goal: Goal,
        poll: &mut Poll<'_>,
    ) -> Result<Reached, Error> {
        match self {
            Self::Nothing => Ok(Reached { status: Ending::Converged, iterations: 0 }),
            Self::Cholesky(cholesky) => {
                x.copy_from_slice(right_side);
                cholesky.solve(x);
                Ok(Reached { status: Ending::Converged, iterations: 0 })
            }
            Self::Multigrid(multigrid, operator) => conjugate(operator, &**multigrid, right_side, x, goal, poll),
            Self::TwoForests(forests) => forests.solve(right_side, x, goal, poll),
            Self::ForestSweep(forests, operator) => {
                conjugate(operator, &ForestSweep::new(matrix, forests), right_side, x, goal, poll)
            }
            Self::Jacobi(jacobi, operator) => conjugate(operator, jacobi, right_side, x, goal, poll),
            Self::ForestDescent(forests) => descend_in_turn(matrix, forests, right_side, x, goal, poll),
            Self::GreedyForestDescent => descend_greedily(matrix, right_side, x, goal, poll),
        }
    }
}

/// The size of a large neighborhood.
const LARGE_NEIGHBORHOOD: usize = 1000;

/// The radius of a search for a large neighborhood, in edges. In the plane, large neighborhoods have a larger radius;
/// in a random graph, a smaller one.
const NEAR: u32 = 10;

/// The number of trial iterations: enough to distinguish fast convergence from slow, but negligible in time.
const TRIAL_ITERATIONS: u32 = 8;

/// This many iterations take less time than the set-up of any other solver.
const FEW_ITERATIONS: f64 = 50.0;

/// This many iterations, more than half of them saved by forests, take no longer than the set-up and cycles of
/// multigrid.
const SOME_ITERATIONS: f64 = 70.0;

/// The number of entries per row of a lattice in the plane: four neighbors and the diagonal.
const LATTICE_ENTRIES: usize = 5;

/// Whether some nodes have large neighborhoods within a small radius.
fn grows_fast(matrix: &SparseMatrix) -> bool {
    let mut seen_from = vec![usize::MAX; matrix.rows];
    (1..4).any(|quarter| {
        let mut ring = vec![quarter * matrix.rows / 4];
        seen_from[ring[0]] = quarter;
        let mut count = 1;
        for _ in 0..NEAR {
            let mut next = Vec::new();
            for &j in ring.iter().flat_map(|&node| matrix.row(node).0) {
                if seen_from[j as usize] != quarter {
                    seen_from[j as usize] = quarter;
                    next.push(j as usize);
                }
            }
            count += next.len();
            if count >= LARGE_NEIGHBORHOOD {
                return true;
            }
            ring = next;
        }
        false
    })
}

/// The predicted number of iterations of conjugate gradients with Jacobi preconditioning, extrapolated from a short
/// trial.
fn foretold_iterations(matrix: &SparseMatrix, right_side: &[f64], tolerance: f64, run: &Run) -> Result<f64, Error> {
    let operator = SymmetricSparse::assume_symmetric(matrix, Parallelism::of(run));
    let rule = StoppingRule { relative_tolerance: tolerance, max_iterations: TRIAL_ITERATIONS as usize };
    let jacobi = Jacobi::new(&diagonal(matrix));
    let (mut x, workspace) = (vec![0.0; matrix.rows], &mut Workspace::default());
    let outcome =
        conjugate_gradients::solve(&operator, &jacobi, right_side, &mut x, rule, workspace, |_| run.is_out_of_time())?;
    Ok(match outcome.relative_residual {
        residual if residual <= tolerance => outcome.iterations as f64,
        residual if residual < 1.0 => f64::from(TRIAL_ITERATIONS) * tolerance.ln() / residual.ln(),
        _ => f64::INFINITY,
    })
}

/// The iteration bound of conjugate gradients for the condition number estimated with the constant vector: its Rayleigh
/// quotient is hardly above the smallest eigenvalue if the diagonal excess is evenly distributed, and the largest
/// eigenvalue is at most about twice the diagonal (Saad, Iterative Methods for Sparse Linear Systems, 2003, equation
/// 6.128).
fn iterations_of_constants(matrix: &SparseMatrix, tolerance: f64) -> f64 {
    let total: f64 = matrix.data.iter().sum();
    let trace: f64 = diagonal(matrix).iter().sum();
    if total > 0.0 { (2.0 * trace / total).sqrt() / 2.0 * (2.0 / tolerance).ln() } else { f64::INFINITY }
}

fn factor_all(matrix: &SparseMatrix, forest_of: &[u32], count: u32) -> Result<Vec<FactoredForest>, Error> {
    let factor = |forest| FactoredForest::new(matrix, |node| forest_of[node] == forest).map_err(not_positive_definite);
    (0..count).map(factor).collect()
}

/// Conjugate gradients from zero.
fn conjugate(
    operator: &impl LinearOperator,
    preconditioner: &impl LinearOperator,
    right_side: &[f64],
    x: &mut [f64],
    goal: Goal,
    poll: &mut Poll<'_>,
) -> Result<Reached, Error> {
    let relative_tolerance = goal.residual / norm(right_side);
    let rule = StoppingRule { relative_tolerance, max_iterations: goal.max_iterations as usize };
    let mut asked = 0;
    let is_out_of_time = |relative_residual| {
        asked += 1;
        poll(asked - 1, relative_residual / rule.relative_tolerance)
    };
    let workspace = &mut Workspace::default();
    let Outcome { status, iterations, relative_residual } =
        conjugate_gradients::solve(operator, preconditioner, right_side, x, rule, workspace, is_out_of_time)?;
    let status = match status {
        Status::Converged => Ending::Converged,
        Status::IterationLimit => Ending::IterationLimit,
        Status::TimeLimit => Ending::TimeLimit,
        // Only rounding error is left, so the breakdown proves nothing about the matrix.
        Status::Breakdown if relative_residual < f64::EPSILON => Ending::Stalled,
        Status::Breakdown => {
            return Err(Error::invalid(
                "matrix",
                "must be positive definite: it curves downwards along some direction",
            ));
        }
        Status::NotFinite => return Err(overflow()),
    };
    Ok(Reached { status, iterations: iterations as u32 })
}
