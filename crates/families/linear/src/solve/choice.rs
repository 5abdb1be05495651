//! The sequence of methods to try: the one asked for, or by the structure of the matrix and the cost of a factorization.

use super::direct::{MAX_DENSE_ROWS, Symbolic};
use super::iterative::is_m_matrix;
use super::problem::{Preconditioner, Settings, SolveMethod, Structure};
use super::solution::SolveRoute;
use super::system::{System, SystemMatrix};
use superlinear_interface::{Error, Run, SparseMatrix};
use superlinear_systems::cholesky::{MAX_SMALL_ROWS, OPERATIONS_PER_ENTRY};

/// One method of the sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Direct { route: SolveRoute, max_operations: f64 },
    Iterative { route: SolveRoute, preconditioner: Preconditioner },
}

/// The maximum number of operations of an LU factorization before an iterative method is tried: about half a second.
/// Dominant matrices with much fill take seconds to factorize, and a few iterations of GMRES.
const MODERATE_OPERATIONS: f64 = 1e8;

/// The maximum number of operations of a Cholesky factorization before an iterative method is tried. Its operations
/// are several times faster than those of the LU factorization, because it works on dense blocks.
const MODERATE_CHOLESKY_OPERATIONS: f64 = 5e9;

/// Refuses combinations of method, preconditioner and structure without a meaning, and matrices without the form that the
/// method needs.
pub(crate) fn check_structure(settings: &Settings, system: &System) -> Result<(), Error> {
    use Preconditioner as P;
    let suitable: &[P] = match settings.method {
        SolveMethod::Auto => &[P::None, P::Jacobi, P::Ssor, P::IncompleteCholesky, P::IncompleteLu, P::Amg],
        SolveMethod::Cholesky | SolveMethod::Ldl | SolveMethod::Lu => &[P::None],
        SolveMethod::Cg => &[P::None, P::Jacobi, P::Ssor, P::IncompleteCholesky, P::Amg],
        SolveMethod::Minres => &[P::None, P::Jacobi],
        SolveMethod::Gmres | SolveMethod::Bicgstab => &[P::None, P::Jacobi, P::Ssor, P::IncompleteLu],
    };
    if is_named(settings.preconditioner) && !suitable.contains(&settings.preconditioner) {
        let names: Vec<_> = suitable.iter().map(|preconditioner| preconditioner.name()).collect();
        let got = settings.preconditioner.name();
        let message = format!("must be auto or {} with this method, got {got}", names.join(" or "));
        return Err(Error::invalid("preconditioner", message));
    }
    let needs_definite = matches!(settings.method, SolveMethod::Cholesky | SolveMethod::Cg)
        || matches!(settings.preconditioner, P::IncompleteCholesky | P::Amg);
    let needs_symmetric = needs_definite || matches!(settings.method, SolveMethod::Ldl | SolveMethod::Minres);
    let is_promised = matches!(settings.structure, Some(Structure::Symmetric | Structure::PositiveDefinite));
    if needs_symmetric && !is_promised {
        system.matrix.ensure_symmetric()?;
    }
    if needs_definite && let Some(i) = system.matrix.diagonal().iter().position(|&entry| entry <= 0.0) {
        let message = format!("must be positive definite: the diagonal entry of row {i} is missing or not positive");
        return Err(Error::invalid("matrix", message));
    }
    Ok(())
}

/// The methods to try in order, until one succeeds, for a number of right sides. Leaves an order of elimination in
/// `symbolic` if the choice needs it.
pub(crate) fn steps(
    settings: &Settings,
    system: &mut System,
    (symbolic, right_sides): (&mut Symbolic, usize),
    run: &Run,
) -> Result<Vec<Step>, Error> {
    let preconditioner = settings.preconditioner;
    let direct = |route| vec![Step::Direct { route, max_operations: f64::INFINITY }];
    let iterative = |route| vec![Step::Iterative { route, preconditioner }];
    Ok(match settings.method {
        SolveMethod::Cholesky => direct(SolveRoute::Cholesky),
        SolveMethod::Ldl => direct(SolveRoute::Ldl),
        SolveMethod::Lu => direct(SolveRoute::Lu),
        SolveMethod::Cg => iterative(SolveRoute::Cg),
        SolveMethod::Minres => iterative(SolveRoute::Minres),
        SolveMethod::Gmres => iterative(SolveRoute::Gmres),
        SolveMethod::Bicgstab => iterative(SolveRoute::Bicgstab),
        SolveMethod::Auto if is_named(preconditioner) => iterative(iterative_route(preconditioner, system)),
        SolveMethod::Auto => automatic(system, (symbolic, right_sides), run)?,
    })
}

/// The iterative method for a matrix and a preconditioner.
fn iterative_route(preconditioner: Preconditioner, system: &System) -> SolveRoute {
    let is_symmetric = system.structure != Structure::General;
    match preconditioner {
        Preconditioner::IncompleteLu => SolveRoute::Gmres,
        Preconditioner::IncompleteCholesky | Preconditioner::Amg => SolveRoute::Cg,
        _ if is_symmetric && has_positive_diagonal(system) => SolveRoute::Cg,
        Preconditioner::None | Preconditioner::Jacobi if is_symmetric => SolveRoute::Minres,
        _ => SolveRoute::Gmres,
    }
}

fn has_positive_diagonal(system: &System) -> bool {
    system.matrix.diagonal().iter().all(|&entry| entry > 0.0)
}

fn automatic(
    system: &mut System,
    (symbolic, right_sides): (&mut Symbolic, usize),
    run: &Run,
) -> Result<Vec<Step>, Error> {
    system.make_dense_up_to(MAX_DENSE_ROWS);
    let direct = |route, max_operations| Step::Direct { route, max_operations };
    let iterative = |route| Step::Iterative { route, preconditioner: Preconditioner::Auto };
    let unlimited = f64::INFINITY;
    let is_symmetric = system.structure != Structure::General;
    let is_promising = is_symmetric && has_positive_diagonal(system);
    let SystemMatrix::Sparse(matrix) = &system.matrix else {
        return Ok(match (is_promising, is_symmetric) {
            (true, _) => vec![direct(SolveRoute::Cholesky, unlimited), direct(SolveRoute::Ldl, unlimited)],
            (false, true) => vec![direct(SolveRoute::Ldl, unlimited)],
            (false, false) => vec![direct(SolveRoute::Lu, unlimited)],
        });
    };
    let of_symmetric = [
        direct(SolveRoute::Ldl, unlimited),
        direct(SolveRoute::Lu, MODERATE_OPERATIONS),
        iterative(SolveRoute::Minres),
        direct(SolveRoute::Lu, unlimited),
    ];
    let mut steps = Vec::new();
    if is_promising {
        run.ensure_memory("matrix", [matrix.data.len(), 2])?;
        let is_faster = matrix.rows <= MAX_SMALL_ROWS
            || symbolic.operations(matrix)? <= max_operations_of_cholesky(matrix, right_sides);
        if is_faster {
            steps.extend([direct(SolveRoute::Cholesky, unlimited)]);
        } else {
            steps.extend([iterative(SolveRoute::Cg), direct(SolveRoute::Cholesky, unlimited)]);
        }
    }
    if is_symmetric {
        steps.extend(of_symmetric);
    } else {
        steps.extend([
            direct(SolveRoute::Lu, MODERATE_OPERATIONS),
            iterative(SolveRoute::Gmres),
            iterative(SolveRoute::Bicgstab),
            direct(SolveRoute::Lu, unlimited),
        ]);
    }
    Ok(steps)
}

/// Whether a preconditioner was requested by name.
fn is_named(preconditioner: Preconditioner) -> bool {
    preconditioner != Preconditioner::Auto
}

/// The maximum number of operations of a Cholesky factorization that is expected to take less time than conjugate
/// gradients.
fn max_operations_of_cholesky(matrix: &SparseMatrix, right_sides: usize) -> f64 {
    if is_m_matrix(matrix) {
        OPERATIONS_PER_ENTRY * (matrix.data.len() * right_sides) as f64
    } else {
        MODERATE_CHOLESKY_OPERATIONS
    }
}
