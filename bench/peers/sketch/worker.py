"""Times the peers for ./comparison.ts, and measures how exact the solutions of both sides are."""

from functools import cache
from typing import NamedTuple

import numpy as np
from scipy import linalg
from serving import growth, serve, timed

PACKAGES = ("numpy", "scipy", "scikit-learn")


class System(NamedTuple):
    """A least-squares problem."""

    matrix: np.ndarray
    right_side: np.ndarray


loaded: dict[str, System] = {}

METHODS = {
    "gelsd": lambda system: linalg.lstsq(*system, lapack_driver="gelsd")[0],
    "gelsy": lambda system: linalg.lstsq(*system, lapack_driver="gelsy")[0],
    "numpy": lambda system: np.linalg.lstsq(*system)[0],
}


def load(workload: str, file: str, rows: int, columns: int) -> dict:
    """Reads a file of the doubles of the matrix, row by row, and of the right side."""
    numbers = np.fromfile(file, dtype="<f8")
    entries = rows * columns
    loaded[workload] = System(numbers[:entries].reshape(rows, columns), numbers[entries:])
    return {}


def unload(workload: str) -> dict:
    del loaded[workload]
    decomposition.cache_clear()
    return {}


def solve(workload: str, method: str) -> dict:
    times, solution = timed(lambda: METHODS[method](loaded[workload]))
    return times | {"solution": solution.tolist()}


@cache
def decomposition(workload: str) -> tuple[np.ndarray, np.ndarray]:
    """Left singular vectors and singular values."""
    orthogonal, triangle = np.linalg.qr(loaded[workload].matrix)
    left, values, _ = np.linalg.svd(triangle)
    return orthogonal @ left, values


def measure(workload: str, solution: list[float]) -> dict:
    """The backward error after Karlson and Waldén, BIT 37, 1997: how far, relative to its norm, the matrix is from an exact fit."""
    matrix, right_side = loaded[workload]
    left, values = decomposition(workload)
    x = np.array(solution)
    residual = right_side - matrix @ x
    damped = values / np.sqrt(values**2 * (x @ x) + residual @ residual)
    return {"error": float(np.linalg.norm(damped * (left.T @ residual)) / np.linalg.norm(values))}


def peak(workload: str, method: str) -> dict:
    return {"bytes": growth(lambda: METHODS[method](loaded[workload]))}


serve(PACKAGES, load, unload, solve, measure, peak)
