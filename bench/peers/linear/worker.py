"""Times the peers for ./run.ts, from the arrays of a matrix to the solution, and measures their residuals."""

from collections.abc import Callable

import numpy as np
import pyamg
import scipy.sparse as sp
from linear_systems import Problem, multigrid, relative_residual, serve_methods
from scipy.sparse.linalg import LinearOperator, cg, eigsh, gmres, lobpcg, spilu, spsolve

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


def shift_invert(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    return eigsh(problem.matrix.tocsc(), 6, sigma=0)


def preconditioned_blocks(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    solver = pyamg.smoothed_aggregation_solver(sp.csr_matrix(problem.matrix))
    start = np.random.default_rng(0).standard_normal((problem.matrix.shape[0], 8))
    tolerance = TOLERANCE * 8
    return lobpcg(problem.matrix, start, M=solver.aspreconditioner(), tol=tolerance, largest=False, maxiter=200)


def each_by(solver: Callable[[sp.csr_array, np.ndarray], np.ndarray]) -> Callable[[Problem], np.ndarray]:
    """Solves for each shift, with ones on the right side."""

    def solve_all(problem: Problem) -> np.ndarray:
        identity = sp.eye_array(problem.matrix.shape[0], format="csr")
        ones = np.ones(problem.matrix.shape[0])
        return np.array([solver(problem.matrix + shift * identity, ones) for shift in problem.right_side])

    return solve_all


def residual_of_eigenpairs(problem: Problem, pairs: tuple[np.ndarray, np.ndarray]) -> float:
    values, vectors = pairs
    return np.linalg.norm(problem.matrix @ vectors - vectors * values, axis=0).max()


def residual_of_sequence(problem: Problem, solutions: np.ndarray) -> float:
    products = (problem.matrix @ solutions.T).T + problem.right_side[:, None] * solutions
    return np.linalg.norm(products - 1, axis=1).max() / np.sqrt(solutions.shape[1])


def residual_of(workload: str) -> Callable:
    kinds = {"eigenvalues": residual_of_eigenpairs, "sequence": residual_of_sequence}
    return next((residual for kind, residual in kinds.items() if workload.startswith(kind)), relative_residual)


serve_methods(
    {
        "NumPy solve": dense,
        "SciPy spsolve": sparse_lu,
        **multigrid(TOLERANCE),
        "SciPy gmres, spilu": incomplete_gmres,
        "SciPy eigsh, shift 0": shift_invert,
        "SciPy lobpcg, PyAMG": preconditioned_blocks,
        "SciPy spsolve, each": each_by(spsolve),
        "SciPy cg, each": each_by(lambda matrix, side: cg(matrix, side, rtol=1e-8)[0]),
    },
    residual_of,
)
