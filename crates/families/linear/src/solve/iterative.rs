//! Krylov methods with a preconditioner, restarted from the recomputed residual.

use super::problem::Preconditioner;
use super::solution::{SolveProgress, SolveRoute, SolveStatus, UsedPreconditioner};
use super::system::{Column, Errors, System, SystemMatrix};
use superlinear_interface::{Advance, Error, Run, SparseMatrix};
use superlinear_numerics::krylov::conjugate_gradients::{self, Workspace};
use superlinear_numerics::krylov::{Outcome, Status, StoppingRule, bicgstab, gmres, minres};
use superlinear_numerics::linear_operator::{AwaitedOperator, Identity, Jacobi, LinearOperator};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sparse::SymmetricSparse;
use superlinear_numerics::vectors::norm;
use superlinear_systems::cholesky::MAX_SMALL_ROWS;
use superlinear_systems::incomplete::{Incomplete, IncompleteCholesky, IncompleteLu, Ssor};
use superlinear_systems::multigrid::Multigrid;
use superlinear_systems::symmetric::diagonal;

/// The maximum number of restarts from the recomputed residual, which may differ from the recursively updated one.
const MAX_RESTARTS: u32 = 3;

/// No further restart follows one that does not reduce the residual below this fraction of its previous norm.
const WORTHWHILE: f64 = 0.5;

/// Limits of the iterations for a right side.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub tolerance: f64,
    pub max_iterations: u32,
    pub restart: u32,
}

/// A Krylov method with its operators.
pub(crate) struct Krylov<A, P> {
    pub operator: A,
    pub preconditioner: P,
    pub route: SolveRoute,
    pub limits: Limits,
}

/// The point reached for a right side, with its residual.
pub(crate) struct Reached {
    pub x: Vec<f64>,
    pub residual: Vec<f64>,
    pub status: SolveStatus,
    pub iterations: u32,
}

/// Receives the number of iterations and the relative residual before each iteration, and returns whether time is out.
pub(crate) type Poll<'a> = dyn FnMut(u32, f64) -> Result<bool, Error> + 'a;

impl<A: AwaitedOperator, P: AwaitedOperator> Krylov<A, P> {
    /// Solves for one right side. `reached` holds the starting point with its residual, then the best point whose
    /// residual was computed.
    pub async fn solve(&mut self, column: &Column, reached: &mut Reached, poll: &mut Poll<'_>) -> Result<(), Error> {
        let target = self.limits.tolerance * column.norm;
        let mut size = norm(&reached.residual);
        for _ in 0..=MAX_RESTARTS {
            if size <= target {
                reached.status = SolveStatus::Converged;
                return Ok(());
            }
            let rule = StoppingRule {
                relative_tolerance: target / size,
                max_iterations: (self.limits.max_iterations - reached.iterations) as usize,
            };
            let (base, scale) = (reached.iterations, size / column.norm);
            let mut polled = 0;
            let is_out_of_time = |relative_residual: f64| {
                polled += 1;
                poll(base + polled - 1, relative_residual * scale)
            };
            let mut step = vec![0.0; reached.x.len()];
            let outcome = self.run(&reached.residual, &mut step, rule, is_out_of_time).await?;
            if outcome.status == Status::TimeLimit && outcome.iterations == 0 {
                reached.status = SolveStatus::TimeLimit;
                return Ok(());
            }
            reached.iterations += outcome.iterations as u32;
            step.iter_mut().zip(&reached.x).for_each(|(step, x)| *step += x);
            let mut next = vec![0.0; step.len()];
            self.operator.apply(&step, &mut next).await;
            next.iter_mut().zip(&column.right_side).for_each(|(next, right)| *next = right - *next);
            let (before, next_size) = (size, norm(&next));
            // Unlike the negation of `>=`, this rejects NaN.
            if next_size < size {
                (reached.x, reached.residual, size) = (step, next, next_size);
            }
            reached.status = match status_of(outcome.status) {
                _ if size <= target => SolveStatus::Converged,
                SolveStatus::Converged => SolveStatus::Stalled,
                other => other,
            };
            // At the level of rounding, an iteration may break down for any matrix.
            let may_restart = matches!(reached.status, SolveStatus::Stalled | SolveStatus::Breakdown);
            if !may_restart || size > WORTHWHILE * before {
                return Ok(());
            }
        }
        Ok(())
    }

    /// One run of the method from zero.
    async fn run(
        &mut self,
        right_side: &[f64],
        x: &mut [f64],
        rule: StoppingRule,
        is_out_of_time: impl FnMut(f64) -> Result<bool, Error>,
    ) -> Result<Outcome, Error> {
        let (operator, preconditioner) = (&mut self.operator, &mut self.preconditioner);
        match self.route {
            SolveRoute::Minres => {
                minres::solve_in_time(operator, preconditioner, right_side, x, rule, is_out_of_time).await
            }
            SolveRoute::Gmres => {
                let rule = (rule, self.limits.restart as usize);
                gmres::solve_in_time(operator, preconditioner, right_side, x, rule, is_out_of_time).await
            }
            SolveRoute::Bicgstab => {
                bicgstab::solve_in_time(operator, preconditioner, right_side, x, rule, is_out_of_time).await
            }
            _ => {
                let memory = &mut Workspace::default();
                conjugate_gradients::solve_in_time(
                    operator,
                    preconditioner,
                    right_side,
                    x,
                    rule,
                    memory,
                    is_out_of_time,
                )
                .await
            }
        }
    }
}

fn status_of(status: Status) -> SolveStatus {
    match status {
        Status::Converged => SolveStatus::Converged,
        Status::IterationLimit => SolveStatus::IterationLimit,
        Status::TimeLimit => SolveStatus::TimeLimit,
        Status::Breakdown | Status::NotFinite => SolveStatus::Breakdown,
    }
}

/// Reports the iterations for a right side, records them if there is a history, and polls the run.
pub(crate) fn observe(
    column: usize,
    limits: Limits,
    run: &Run,
    history: &mut Option<Vec<SolveProgress>>,
) -> impl FnMut(u32, f64) -> Result<bool, Error> {
    move |iterations, relative_residual| {
        let record = SolveProgress { column: column as u32, iterations, relative_residual };
        if let Some(history) = history {
            history.push(record);
        }
        let advance =
            Advance::certificate(relative_residual / limits.tolerance, 1.0).or_count(iterations, limits.max_iterations);
        run.progress(advance, || record);
        run.is_out_of_time()
    }
}

/// An iterative method for a matrix in memory, set up for any right side.
pub(crate) struct Iterative {
    preconditioner: Applied,
    pub route: SolveRoute,
    limits: Limits,
}

impl Iterative {
    /// Sets up the preconditioner; `None` if time runs out.
    pub fn new(
        matrix: &SparseMatrix,
        route: SolveRoute,
        (preconditioner, relaxation): (Preconditioner, f64),
        limits: Limits,
        run: &Run,
    ) -> Result<Option<Self>, Error> {
        let preconditioner = chosen(preconditioner, route, matrix);
        // Vectors of the method and a copy of the matrix; for multigrid its levels, and a product with a prolongation.
        let copies = if preconditioner == Preconditioner::Amg { 6 } else { 2 };
        run.ensure_memory("matrix", [matrix.data.len() + 10 * matrix.rows, copies])?;
        ensure_memory_of_basis(route, limits, matrix.rows, run)?;
        let preconditioner = Applied::new(matrix, preconditioner, relaxation, run)?;
        Ok(preconditioner.map(|preconditioner| Self { preconditioner, route, limits }))
    }

    pub fn preconditioner(&self) -> UsedPreconditioner {
        self.preconditioner.name()
    }

    /// Solves for one right side; also returns the errors of the point.
    pub fn solve_column(
        &self,
        system: &System,
        (number, column): (usize, &Column),
        run: &Run,
        history: &mut Option<Vec<SolveProgress>>,
    ) -> Result<(Reached, Errors), Error> {
        let order = system.order();
        let mut residual = vec![0.0; order];
        let mut x = column.initial.clone().unwrap_or_else(|| vec![0.0; order]);
        system.write_residual(column, &x, &mut residual);
        if !norm(&residual).is_finite() || column.norm == 0.0 {
            x.fill(0.0);
            residual.copy_from_slice(&column.right_side);
        }
        let operator = match (&system.matrix, self.route) {
            (SystemMatrix::Sparse(matrix), SolveRoute::Cg | SolveRoute::Minres) => {
                Product::Symmetric(SymmetricSparse::assume_symmetric(matrix, Parallelism::of(run)))
            }
            (matrix, _) => Product::General(matrix),
        };
        let Self { preconditioner, route, limits } = self;
        let mut krylov = Krylov { operator, preconditioner, route: *route, limits: *limits };
        let mut reached = Reached { x, residual, status: SolveStatus::Stalled, iterations: 0 };
        let mut poll = observe(number, self.limits, run, history);
        ready(krylov.solve(column, &mut reached, &mut poll))?;
        system.write_residual(column, &reached.x, &mut reached.residual);
        let errors = system.errors(column, &reached.x, &reached.residual);
        Ok((reached, errors))
    }
}

/// Refuses a restart of GMRES with a basis beyond the memory limit.
pub(crate) fn ensure_memory_of_basis(route: SolveRoute, limits: Limits, order: usize, run: &Run) -> Result<(), Error> {
    if route != SolveRoute::Gmres {
        return Ok(());
    }
    let vectors = limits.restart.min(limits.max_iterations).min(order as u32) as usize;
    run.ensure_memory("restart", [vectors, order])
}

/// Products with a sparse matrix; with a symmetric one on the threads of the run.
enum Product<'a> {
    Symmetric(SymmetricSparse<'a>),
    General(&'a SystemMatrix),
}

impl LinearOperator for Product<'_> {
    fn dimension(&self) -> usize {
        match self {
            Self::Symmetric(matrix) => LinearOperator::dimension(matrix),
            Self::General(matrix) => matrix.order(),
        }
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        match self {
            Self::Symmetric(matrix) => LinearOperator::apply(matrix, x, y),
            Self::General(matrix) => matrix.multiply(x, y),
        }
    }
}

/// The preconditioners.
pub(crate) enum Applied {
    None(Identity),
    Jacobi(Jacobi),
    Ssor(Ssor),
    IncompleteCholesky(IncompleteCholesky),
    IncompleteLu(IncompleteLu),
    Amg(Box<Multigrid>),
}

/// The preconditioner that `auto` stands for.
fn chosen(preconditioner: Preconditioner, route: SolveRoute, matrix: &SparseMatrix) -> Preconditioner {
    match (preconditioner, route) {
        (Preconditioner::Auto, SolveRoute::Minres) => Preconditioner::Jacobi,
        (Preconditioner::Auto, SolveRoute::Gmres | SolveRoute::Bicgstab) => Preconditioner::IncompleteLu,
        (Preconditioner::Auto, _) if matrix.rows > MAX_SMALL_ROWS && is_m_matrix(matrix) => Preconditioner::Amg,
        (Preconditioner::Auto, _) => Preconditioner::IncompleteCholesky,
        (named, _) => named,
    }
}

impl Applied {
    /// Sets up the preconditioner that conjugate gradients use by default; `None` if time runs out.
    pub fn automatic(matrix: &SparseMatrix, run: &Run) -> Result<Option<Self>, Error> {
        Self::new(matrix, chosen(Preconditioner::Auto, SolveRoute::Cg, matrix), 1.0, run)
    }

    /// Sets up a preconditioner; `None` if time runs out.
    fn new(
        matrix: &SparseMatrix,
        preconditioner: Preconditioner,
        relaxation: f64,
        run: &Run,
    ) -> Result<Option<Self>, Error> {
        let jacobi = || Self::Jacobi(Jacobi::new(&diagonal(matrix).iter().map(|d| d.abs()).collect::<Vec<_>>()));
        Ok(Some(match preconditioner {
            Preconditioner::None => Self::None(Identity { dimension: matrix.rows }),
            Preconditioner::Jacobi => jacobi(),
            Preconditioner::Ssor => {
                if let Some(i) = diagonal(matrix).iter().position(|&entry| entry == 0.0) {
                    let message = format!("must have no zeros on the diagonal for ssor: it has one in row {i}");
                    return Err(Error::invalid("matrix", message));
                }
                Self::Ssor(Ssor::new(matrix, relaxation))
            }
            Preconditioner::IncompleteLu => match IncompleteLu::new(matrix, run)? {
                Incomplete::Factorized(factors) => Self::IncompleteLu(factors),
                Incomplete::Indefinite => jacobi(),
                Incomplete::OutOfTime => return Ok(None),
            },
            Preconditioner::IncompleteCholesky | Preconditioner::Auto => match IncompleteCholesky::new(matrix, run)? {
                Incomplete::Factorized(factors) => Self::IncompleteCholesky(factors),
                Incomplete::Indefinite => jacobi(),
                Incomplete::OutOfTime => return Ok(None),
            },
            Preconditioner::Amg if is_m_matrix(matrix) => Self::Amg(Box::new(Multigrid::of_m_matrix(matrix, run)?)),
            Preconditioner::Amg => Self::Amg(Box::new(Multigrid::new(matrix, run)?)),
        }))
    }

    fn name(&self) -> UsedPreconditioner {
        match self {
            Self::None(_) => UsedPreconditioner::None,
            Self::Jacobi(_) => UsedPreconditioner::Jacobi,
            Self::Ssor(_) => UsedPreconditioner::Ssor,
            Self::IncompleteCholesky(_) => UsedPreconditioner::IncompleteCholesky,
            Self::IncompleteLu(_) => UsedPreconditioner::IncompleteLu,
            Self::Amg(_) => UsedPreconditioner::Amg,
        }
    }
}

/// Whether no entry off the diagonal is positive, all diagonal entries are positive, and no row sum is negative beyond
/// rounding.
pub(crate) fn is_m_matrix(matrix: &SparseMatrix) -> bool {
    (0..matrix.rows).all(|i| {
        let (columns, values) = matrix.row(i);
        let (mut sum, mut diagonal) = (0.0, 0.0);
        let has_signs = columns.iter().zip(values).all(|(&column, &value)| {
            sum += value;
            if column as usize == i {
                diagonal = value;
            }
            column as usize == i || value <= 0.0
        });
        has_signs && diagonal > 0.0 && sum >= -ROUNDED_SUM * diagonal
    })
}

/// The rounding of the sum of a row, relative to its diagonal entry.
const ROUNDED_SUM: f64 = 1e-14;

impl LinearOperator for Applied {
    fn dimension(&self) -> usize {
        match self {
            Self::None(identity) => LinearOperator::dimension(identity),
            Self::Jacobi(jacobi) => LinearOperator::dimension(jacobi),
            Self::Ssor(ssor) => LinearOperator::dimension(ssor),
            Self::IncompleteCholesky(cholesky) => LinearOperator::dimension(cholesky),
            Self::IncompleteLu(lu) => LinearOperator::dimension(lu),
            Self::Amg(multigrid) => LinearOperator::dimension(&**multigrid),
        }
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        match self {
            Self::None(identity) => LinearOperator::apply(identity, x, y),
            Self::Jacobi(jacobi) => LinearOperator::apply(jacobi, x, y),
            Self::Ssor(ssor) => LinearOperator::apply(ssor, x, y),
            Self::IncompleteCholesky(cholesky) => LinearOperator::apply(cholesky, x, y),
            Self::IncompleteLu(lu) => LinearOperator::apply(lu, x, y),
            Self::Amg(multigrid) => LinearOperator::apply(&**multigrid, x, y),
        }
    }
}
