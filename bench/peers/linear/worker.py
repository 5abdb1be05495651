"""Times the peers for ./run.ts, from the arrays of a matrix to the solution, and measures their residuals."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyamg
import scipy.sparse as sp
from scipy.sparse.linalg import LinearOperator, cg, eigsh, gmres, lobpcg, spilu, spsolve
from serving import serve, timed

PACKAGES = ("numpy", "scipy", "pyamg")

# Relative residual norm required of iterative solvers.
TOLERANCE = 1e-10


class Problem(NamedTuple):
    """A system with a dense or sparse matrix."""

    matrix: np.ndarray | sp.csr_array
    right_side: np.ndarray


loaded: dict[str, Problem] = {}


def dense(problem: Problem) -> np.ndarray:
    return np.linalg.solve(problem.matrix, problem.right_side)


def sparse_lu(problem: Problem) -> np.ndarray:
    return spsolve(problem.matrix, problem.right_side)


def smoothed_aggregation(problem: Problem) -> np.ndarray:
    solver = pyamg.smoothed_aggregation_solver(sp.csr_matrix(problem.matrix))
    return solver.solve(problem.right_side, tol=TOLERANCE, accel="cg")


def ruge_stuben(problem: Problem) -> np.ndarray:
    solver = pyamg.ruge_stuben_solver(sp.csr_matrix(problem.matrix))
    return solver.solve(problem.right_side, tol=TOLERANCE, accel="cg")


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


METHODS: dict[str, Callable] = {
    "NumPy solve": dense,
    "SciPy spsolve": sparse_lu,
    "PyAMG smoothed aggregation": smoothed_aggregation,
    "PyAMG Ruge-Stüben": ruge_stuben,
    "SciPy gmres, spilu": incomplete_gmres,
    "SciPy eigsh, shift 0": shift_invert,
    "SciPy lobpcg, PyAMG": preconditioned_blocks,
    "SciPy spsolve, each": each_by(spsolve),
    "SciPy cg, each": each_by(lambda matrix, side: cg(matrix, side, rtol=1e-8)[0]),
}


def load(workload: str, file: str, rows: int, entries: int, sparse: bool) -> dict:
    """Reads a file of doubles: of a sparse matrix row pointers and column indices, then entries and right side."""
    numbers = np.fromfile(file, dtype="<f8")
    if not sparse:
        values, right_side = np.split(numbers, [entries])
        loaded[workload] = Problem(values.reshape(rows, rows), right_side)
        return {}
    starts, columns, values, right_side = np.split(numbers, np.cumsum([rows + 1, entries, entries]))
    parts = (values, columns.astype(np.int32), starts.astype(np.int32))
    loaded[workload] = Problem(sp.csr_array(parts, shape=(rows, rows)), right_side)
    return {}


def residual_of_sequence(problem: Problem, solutions: np.ndarray) -> float:
    products = (problem.matrix @ solutions.T).T + problem.right_side[:, None] * solutions
    return float(np.linalg.norm(products - 1, axis=1).max() / np.sqrt(solutions.shape[1]))


def unload(workload: str) -> dict:
    del loaded[workload]
    return {}


def solve(workload: str, method: str) -> dict:
    problem = loaded[workload]
    times, solution = timed(lambda: METHODS[method](problem))
    if workload.startswith("eigenvalues"):
        values, vectors = solution
        return times | {"residual": float(np.linalg.norm(problem.matrix @ vectors - vectors * values, axis=0).max())}
    if workload.startswith("sequence"):
        return times | {"residual": residual_of_sequence(problem, solution)}
    residual = np.linalg.norm(problem.right_side - problem.matrix @ solution) / np.linalg.norm(problem.right_side)
    return times | {"residual": float(residual)}


serve(PACKAGES, load, unload, solve)
