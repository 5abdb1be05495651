"""Times the peers for ./run.ts, from the arrays of a matrix to the solution, and measures their residuals."""

import numpy as np
from linear_systems import Problem, multigrid, serve_methods
from scipy.sparse.linalg import LinearOperator, gmres, spilu, spsolve

# Relative residual norm required of iterative solvers.
TOLERANCE = 1e-10


def dense(problem: Problem) -> np.ndarray:
    return np.linalg.solve(problem.matrix, problem.right_side)


def sparse_lu(problem: Problem) -> np.ndarray:
    return spsolve(problem.matrix, problem.right_side)


def incomplete_gmres(problem: Problem) -> np.ndarray:
    factors = spilu(problem.matrix.tocsc())
    preconditioner = LinearOperator(problem.matrix.shape, factors.solve)
    return gmres(problem.matrix, problem.right_side, rtol=TOLERANCE, restart=50, M=preconditioner)[0]


serve_methods(
    {
        "NumPy solve": dense,
        "SciPy spsolve": sparse_lu,
        **multigrid(TOLERANCE),
        "SciPy gmres, spilu": incomplete_gmres,
    }
)
