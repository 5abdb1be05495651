"""Times the peers for ./run.ts, from the arrays of a matrix to the solution, and measures their residuals."""

import numpy as np
from linear_systems import Problem, multigrid, serve_methods
from scipy.sparse.linalg import LinearOperator, cg, splu

# Relative residual norm required of all solvers.
TOLERANCE = 1e-8

# An iteration limit never reached by any peer.
MANY = 100_000


def plain_cg(problem: Problem) -> np.ndarray:
    return cg(problem.matrix, problem.right_side, rtol=TOLERANCE, maxiter=MANY)[0]


def jacobi_cg(problem: Problem) -> np.ndarray:
    reciprocals = 1 / problem.matrix.diagonal()
    jacobi = LinearOperator(problem.matrix.shape, lambda x: reciprocals * x)
    return cg(problem.matrix, problem.right_side, rtol=TOLERANCE, maxiter=MANY, M=jacobi)[0]


def symmetric_lu(problem: Problem) -> np.ndarray:
    options = {"SymmetricMode": True}
    factors = splu(problem.matrix.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)
    return factors.solve(problem.right_side)


serve_methods(
    {
        "SciPy cg": plain_cg,
        "SciPy cg, Jacobi": jacobi_cg,
        **multigrid(TOLERANCE),
        "SciPy splu, symmetric mode": symmetric_lu,
    }
)
