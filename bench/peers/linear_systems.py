"""Linear systems read from files of doubles, for the workers that solve them; and PyAMG's methods."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyamg
import scipy.sparse as sp
from serving import serve, timed, unloading

PACKAGES = ("numpy", "scipy", "pyamg")


class Problem(NamedTuple):
    """A system with a dense or sparse matrix."""

    matrix: np.ndarray | sp.csr_array
    right_side: np.ndarray


Method = Callable[[Problem], np.ndarray]


def multigrid(tolerance: float) -> dict[str, Method]:
    """Conjugate gradients preconditioned by two kinds of multigrid, to this relative residual."""

    def method(solver: Callable) -> Method:
        return lambda problem: solver(sp.csr_matrix(problem.matrix)).solve(problem.right_side, tol=tolerance, accel="cg")

    return {
        "PyAMG smoothed aggregation": method(pyamg.smoothed_aggregation_solver),
        "PyAMG Ruge-Stüben": method(pyamg.ruge_stuben_solver),
    }


def relative_residual(problem: Problem, solution: np.ndarray) -> float:
    return np.linalg.norm(problem.right_side - problem.matrix @ solution) / np.linalg.norm(problem.right_side)


def serve_methods(methods: dict[str, Method], residual_of: Callable[[str], Callable] = lambda _: relative_residual) -> None:
    """Serves requests to load systems and to solve them by these methods. `residual_of` names the residual of a
    workload's solution."""
    loaded: dict[str, Problem] = {}

    def load(workload: str, file: str, rows: int, entries: int, sparse: bool = True) -> dict:
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

    def solve(workload: str, method: str) -> dict:
        problem = loaded[workload]
        times, solution = timed(lambda: methods[method](problem))
        return times | {"residual": float(residual_of(workload)(problem, solution))}

    serve(PACKAGES, load, unloading(loaded), solve)
