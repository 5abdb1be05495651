"""Times the peers for ./run.ts, from the arrays of a matrix to the solution, and measures their residuals."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyamg
import scipy.sparse as sp
from scipy.sparse.linalg import LinearOperator, cg, splu
from serving import serve, timed

PACKAGES = ("numpy", "scipy", "pyamg")

# Relative residual norm required of all solvers.
TOLERANCE = 1e-8

# An iteration limit never reached by any peer.
MANY = 100_000


class Problem(NamedTuple):
    """A system with a sparse positive definite matrix."""

    matrix: sp.csr_array
    right_side: np.ndarray


loaded: dict[str, Problem] = {}


def plain_cg(problem: Problem) -> np.ndarray:
    return cg(problem.matrix, problem.right_side, rtol=TOLERANCE, maxiter=MANY)[0]


def jacobi_cg(problem: Problem) -> np.ndarray:
    reciprocals = 1 / problem.matrix.diagonal()
    jacobi = LinearOperator(problem.matrix.shape, lambda x: reciprocals * x)
    return cg(problem.matrix, problem.right_side, rtol=TOLERANCE, maxiter=MANY, M=jacobi)[0]


def smoothed_aggregation(problem: Problem) -> np.ndarray:
    solver = pyamg.smoothed_aggregation_solver(sp.csr_matrix(problem.matrix))
    return solver.solve(problem.right_side, tol=TOLERANCE, accel="cg")


def ruge_stuben(problem: Problem) -> np.ndarray:
    solver = pyamg.ruge_stuben_solver(sp.csr_matrix(problem.matrix))
    return solver.solve(problem.right_side, tol=TOLERANCE, accel="cg")


def symmetric_lu(problem: Problem) -> np.ndarray:
    options = {"SymmetricMode": True}
    factors = splu(problem.matrix.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)
    return factors.solve(problem.right_side)


METHODS: dict[str, Callable[[Problem], np.ndarray]] = {
    "SciPy cg": plain_cg,
    "SciPy cg, Jacobi": jacobi_cg,
    "PyAMG smoothed aggregation": smoothed_aggregation,
    "PyAMG Ruge-Stüben": ruge_stuben,
    "SciPy splu, symmetric mode": symmetric_lu,
}


def load(workload: str, file: str, rows: int, entries: int) -> dict:
    """Reads a file of doubles: row pointers, column indices, entries, and right side."""
    numbers = np.fromfile(file, dtype="<f8")
    ends, columns, values, right_side = np.split(numbers, np.cumsum([rows + 1, entries, entries]))
    parts = (values, columns.astype(np.int32), ends.astype(np.int32))
    loaded[workload] = Problem(sp.csr_array(parts, shape=(rows, rows)), right_side)
    return {}


def unload(workload: str) -> dict:
    del loaded[workload]
    return {}


def solve(workload: str, method: str) -> dict:
    problem = loaded[workload]
    times, solution = timed(lambda: METHODS[method](problem))
    residual = np.linalg.norm(problem.right_side - problem.matrix @ solution) / np.linalg.norm(problem.right_side)
    return times | {"residual": float(residual)}


serve(PACKAGES, load, unload, solve)
