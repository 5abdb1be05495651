"""Times the peers for ./run.ts, from the right side or the matrix to the solution, and measures their residuals."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyamg
import scipy.fft
import scipy.sparse as sp
from scipy.sparse.linalg import spsolve
from serving import serve, timed, unloading

PACKAGES = ("numpy", "scipy", "pyamg")

# Relative residual norm required of iterative solvers.
TOLERANCE = 1e-8


class Problem(NamedTuple):
    """An equation on a box of unit lengths, with zero boundary values."""

    right_side: np.ndarray
    order: int
    # Of the finite-volume equations; None for constant coefficients.
    matrix: sp.csr_array | None


loaded: dict[str, Problem] = {}


def fast_transforms(problem: Problem) -> np.ndarray:
    """Sine transforms; the right side is given at the points alone, and continued by cubics for order 4."""
    field, axes = problem.right_side, range(problem.right_side.ndim)
    spacings = [1 / (n + 1) for n in field.shape]
    mu = [(2 / h * np.sin(np.pi * np.arange(1, n + 1) / (2 * (n + 1)))) ** 2 for n, h in zip(field.shape, spacings)]
    along = [mu[a].reshape([-1 if a == b else 1 for b in axes]) for a in axes]
    symbol = sum(along)
    if problem.order == 4:
        for a in axes:
            for b in range(a + 1, field.ndim):
                symbol = symbol - (spacings[a] ** 2 + spacings[b] ** 2) / 12 * along[a] * along[b]
        field = field + sum(second_difference(problem.right_side, a) for a in axes) / 12
    return scipy.fft.idstn(scipy.fft.dstn(field, type=1) / symbol, type=1)


def second_difference(field: np.ndarray, axis: int) -> np.ndarray:
    """Second differences along an axis continued by cubics."""
    f = np.moveaxis(field, axis, 0)
    before = 4 * f[0] - 6 * f[1] + 4 * f[2] - f[3]
    after = 4 * f[-1] - 6 * f[-2] + 4 * f[-3] - f[-4]
    return np.moveaxis(np.diff(np.concatenate([before[None], f, after[None]]), 2, axis=0), 0, axis)


def ruge_stuben(problem: Problem) -> np.ndarray:
    solver = pyamg.ruge_stuben_solver(sp.csr_matrix(problem.matrix))
    return solver.solve(problem.right_side.ravel(), tol=TOLERANCE, accel="cg", maxiter=300)


def smoothed_aggregation(problem: Problem) -> np.ndarray:
    solver = pyamg.smoothed_aggregation_solver(sp.csr_matrix(problem.matrix))
    return solver.solve(problem.right_side.ravel(), tol=TOLERANCE, accel="cg", maxiter=300)


def sparse_lu(problem: Problem) -> np.ndarray:
    return spsolve(problem.matrix, problem.right_side.ravel())


METHODS: dict[str, Callable[[Problem], np.ndarray]] = {
    "SciPy fast transforms": fast_transforms,
    "PyAMG Ruge-Stüben": ruge_stuben,
    "PyAMG smoothed aggregation": smoothed_aggregation,
    "SciPy spsolve": sparse_lu,
}


def cells(coefficients: list[np.ndarray]) -> sp.csr_array:
    """The finite-volume matrix with harmonic means between cells, and sides half a cell away."""
    total = None
    for axis, coefficient in zip((1, 0), coefficients):
        n = coefficient.shape[axis]
        a = np.moveaxis(coefficient, axis, 0)
        faces = np.concatenate([2 * a[:1], 2 / (1 / a[1:] + 1 / a[:-1]), 2 * a[-1:]]) * n**2
        faces = np.moveaxis(faces, 0, axis)
        keep = [slice(None), slice(None)]
        lower, upper = list(keep), list(keep)
        lower[axis], upper[axis] = slice(0, n), slice(1, n + 1)
        before, after = faces[tuple(lower)], faces[tuple(upper)]
        step = 1 if axis == 1 else coefficient.shape[1]
        inner = after.copy()
        last = list(keep)
        last[axis] = n - 1
        inner[tuple(last)] = 0
        off = inner.ravel()[:-step]
        part = sp.diags_array([(before + after).ravel(), -off, -off], offsets=[0, step, -step])
        total = part if total is None else total + part
    return sp.csr_array(total)


def load(workload: str, file: str, points: list[int], order: int) -> dict:
    """Reads a file of doubles: the right side, and the coefficients in x and y if there are any."""
    fields = np.fromfile(file, dtype="<f8").reshape([-1, *points])
    matrix = cells(list(fields[1:])) if len(fields) > 1 else None
    loaded[workload] = Problem(fields[0], order, matrix)
    return {}


def solve(workload: str, method: str) -> dict:
    problem = loaded[workload]
    times, solution = timed(lambda: METHODS[method](problem))
    residual = 0.0
    if problem.matrix is not None:
        b = problem.right_side.ravel()
        residual = float(np.linalg.norm(b - problem.matrix @ solution) / np.linalg.norm(b))
    return times | {"residual": residual, "norm": float(np.linalg.norm(solution))}


serve(PACKAGES, load, unloading(loaded), solve)
