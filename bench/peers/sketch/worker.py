"""Times the peers for ./comparison.ts, and measures the errors of their and superlinear's solutions."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from scipy import linalg
from scipy.sparse.linalg import svds
from serving import growth, serve, timed
from sklearn.utils.extmath import randomized_svd

PACKAGES = ("numpy", "scipy", "scikit-learn")


class Problem(NamedTuple):
    """A least-squares problem, or a matrix and a number of requested singular values."""

    matrix: np.ndarray
    right_side: np.ndarray
    rank: int | None


loaded: dict[str, Problem] = {}


def scipy_lstsq(driver: str) -> Callable[[Problem], list[np.ndarray]]:
    return lambda problem: [linalg.lstsq(problem.matrix, problem.right_side, lapack_driver=driver)[0]]


def sklearn_svd(n_iter: int | str) -> Callable[[Problem], list[np.ndarray]]:
    return lambda problem: randomized_svd(problem.matrix, problem.rank, n_iter=n_iter, random_state=0)


# A solver returns the solution, or the three factors of a decomposition.
METHODS: dict[str, Callable[[Problem], list[np.ndarray]]] = {
    "gelsd": scipy_lstsq("gelsd"),
    "gelsy": scipy_lstsq("gelsy"),
    "numpy": lambda problem: [np.linalg.lstsq(problem.matrix, problem.right_side)[0]],
    "randomizedSvd": sklearn_svd("auto"),
    "randomizedSvdOfTwo": sklearn_svd(2),
    "svds": lambda problem: svds(problem.matrix, problem.rank),
}


def load(workload: str, file: str, rows: int, columns: int, rank: int | None = None) -> dict:
    """Reads a file of doubles: the matrix, row by row, and the right side."""
    numbers = np.fromfile(file, dtype="<f8")
    entries = rows * columns
    loaded[workload] = Problem(numbers[:entries].reshape(rows, columns), numbers[entries:], rank)
    return {}


def unload(workload: str) -> dict:
    del loaded[workload]
    decomposition.cache_clear()
    return {}


def solve(workload: str, method: str) -> dict:
    times, solution = timed(lambda: METHODS[method](loaded[workload]))
    return times | {"solution": [part.tolist() for part in solution]}


@cache
def decomposition(workload: str) -> tuple[np.ndarray, np.ndarray]:
    """Left singular vectors and singular values."""
    orthogonal, triangle = np.linalg.qr(loaded[workload].matrix)
    left, values, _ = np.linalg.svd(triangle)
    return orthogonal @ left, values


def backward_error(workload: str, x: np.ndarray) -> float:
    """Relative distance of the matrix from one with the exact solution x, after Karlson and Waldén, BIT 37, 1997."""
    matrix, right_side, _ = loaded[workload]
    left, values = decomposition(workload)
    residual = right_side - matrix @ x
    damped = values / np.sqrt(values**2 * (x @ x) + residual @ residual)
    return float(np.linalg.norm(damped * (left.T @ residual)) / np.linalg.norm(values))


def distance(workload: str, left: np.ndarray, values: np.ndarray, right: np.ndarray) -> float:
    """Distance between the matrix and the product of the factors, relative to its norm."""
    matrix = loaded[workload].matrix
    return float(np.linalg.norm(matrix - (left * values) @ right) / np.linalg.norm(matrix))


def measure(workload: str, solution: list[list]) -> dict:
    parts = [np.array(part) for part in solution]
    return {"error": (backward_error if len(parts) == 1 else distance)(workload, *parts)}


def peak(workload: str, method: str) -> dict:
    return {"bytes": growth(lambda: METHODS[method](loaded[workload]))}


serve(PACKAGES, load, unload, solve, measure, peak)
