"""Times the peers for ./run.ts, from matrices in memory to the solutions of all programs of a workload."""

from collections.abc import Callable
from typing import NamedTuple

import clarabel
import daqp
import numpy as np
import osqp
import piqp
import scipy.sparse as sp
from serving import serve, timed, unloading

PACKAGES = ("clarabel", "osqp", "piqp", "daqp", "numpy", "scipy")


class Problem(NamedTuple):
    """Programs with the same matrices and bounds of variables, and the row bounds of each."""

    hessian: np.ndarray
    linear: np.ndarray
    constraints: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    ends: list[tuple[np.ndarray, np.ndarray]]


loaded: dict[str, Problem] = {}


def with_clarabel(problem: Problem) -> list[np.ndarray]:
    """Clarabel: a cone program each, with equations and one-sided rows."""
    n = len(problem.linear)
    rows = sp.csc_matrix(np.vstack([problem.constraints, np.eye(n)]))
    hessian = sp.csc_matrix(np.triu(problem.hessian))
    settings = clarabel.DefaultSettings()
    settings.verbose = False

    def solve(ends: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        lower, upper = np.r_[ends[0], problem.lower], np.r_[ends[1], problem.upper]
        equal = lower == upper
        above, below = np.isfinite(upper) & ~equal, np.isfinite(lower) & ~equal
        matrix = sp.vstack([rows[equal], rows[above], -rows[below]], format="csc")
        values = np.r_[upper[equal], upper[above], -lower[below]]
        cones = [clarabel.ZeroConeT(int(equal.sum())), clarabel.NonnegativeConeT(int(above.sum() + below.sum()))]
        return np.array(clarabel.DefaultSolver(hessian, problem.linear, matrix, values, cones, settings).solve().x)

    return [solve(ends) for ends in problem.ends]


def with_osqp(tolerance: float) -> Callable[[Problem], list[np.ndarray]]:
    """OSQP: set up once, warm-started from the previous program."""

    def solve(problem: Problem) -> list[np.ndarray]:
        rows = sp.csc_matrix(np.vstack([problem.constraints, np.eye(len(problem.linear))]))
        solver = osqp.OSQP()
        options = {"eps_abs": tolerance, "eps_rel": tolerance, "max_iter": 100_000, "polishing": len(problem.ends) == 1}
        points = []
        for k, (below, above) in enumerate(problem.ends):
            lower, upper = np.r_[below, problem.lower], np.r_[above, problem.upper]
            if k == 0:
                hessian = sp.csc_matrix(np.triu(problem.hessian))
                solver.setup(hessian, problem.linear, rows, lower, upper, verbose=False, **options)
            else:
                solver.update(l=lower, u=upper)
            points.append(np.array(solver.solve().x))
        return points

    return solve


def with_piqp(make: Callable, kind: Callable) -> Callable[[Problem], list[np.ndarray]]:
    """PIQP with dense or sparse systems, set up once and updated."""

    def solve(problem: Problem) -> list[np.ndarray]:
        solver = make()
        solver.settings.verbose = False
        hessian = kind(problem.hessian)
        equal = problem.ends[0][0] == problem.ends[0][1]
        equations = kind(problem.constraints[equal]) if equal.any() else None
        rows = kind(problem.constraints[~equal]) if not equal.all() else None
        points = []
        for k, (below, above) in enumerate(problem.ends):
            values = below[equal] if equal.any() else None
            lower = None if rows is None else np.maximum(below[~equal], -1e30)
            upper = None if rows is None else np.minimum(above[~equal], 1e30)
            if k == 0:
                solver.setup(hessian, problem.linear, equations, values, rows, lower, upper, problem.lower, problem.upper)
            else:
                solver.update(b=values, h_l=lower, h_u=upper)
            solver.solve()
            points.append(np.array(solver.result.x))
        return points

    return solve


def with_daqp(problem: Problem) -> list[np.ndarray]:
    """DAQP: dense, with a cold start each time."""

    def solve(ends: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        lower, upper = np.r_[problem.lower, ends[0]], np.r_[problem.upper, ends[1]]
        sense = np.where(lower == upper, 5, 0).astype(np.int32)
        return np.array(daqp.solve(problem.hessian, problem.linear, problem.constraints, upper, lower, sense)[0])

    return [solve(ends) for ends in problem.ends]


METHODS: dict[str, Callable[[Problem], list[np.ndarray]]] = {
    "Clarabel": with_clarabel,
    "OSQP, 1e-8": with_osqp(1e-8),
    "OSQP, warm, 1e-6": with_osqp(1e-6),
    "PIQP, dense": with_piqp(piqp.DenseSolver, np.asarray),
    "PIQP, sparse": with_piqp(piqp.SparseSolver, sp.csc_matrix),
    "DAQP": with_daqp,
}


def load(workload: str, file: str, variables: int, rows: int) -> dict:
    """Reads a file of doubles: P, q, A, the bounds of variables, and the row bounds of each program."""
    numbers = np.fromfile(file, dtype="<f8")
    sizes = [variables * variables, variables, rows * variables, variables, variables]
    hessian, linear, constraints, lower, upper, ends = np.split(numbers, np.cumsum(sizes))
    pairs = [(pair[:rows], pair[rows:]) for pair in ends.reshape(-1, 2 * rows)]
    square = hessian.reshape(variables, variables)
    loaded[workload] = Problem(square, linear, constraints.reshape(rows, variables), lower, upper, pairs)
    return {}


def solve(workload: str, method: str) -> dict:
    problem = loaded[workload]
    times, points = timed(lambda: METHODS[method](problem))
    return times | {"points": [point.tolist() for point in points]}


serve(PACKAGES, load, unloading(loaded), solve)
