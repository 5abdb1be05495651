"""Times the peers for ./comparison.ts, and measures the points of superlinear and the peers."""

import time
import warnings

import numpy as np
from serving import serve, timed, unloading

from constrained import programs
from constrained.methods import METHODS, Solver

PACKAGES = ("casadi", "scipy", "nlopt", "numpy")

loaded: dict[str, list[programs.Program]] = {}
prepared: dict[tuple[str, str], tuple[list[Solver], float]] = {}


def load(workload: str, kind: str, arguments: list[float], file: str | None = None) -> dict:
    """Creates the programs of a workload; large arrays are in a file of doubles."""
    if kind == "table":
        loaded[workload] = programs.table()
    elif kind == "bounded":
        loaded[workload] = programs.bounded()
    elif kind == "regression":
        loaded[workload] = [programs.Regression(*arguments, np.fromfile(file, dtype="<f8"))]
    else:
        loaded[workload] = [getattr(programs, kind)(*arguments)]
    return {}


def prepare(workload: str, method: str) -> tuple[list[Solver], float]:
    """The programs' solvers, and the seconds to set them up."""
    if (workload, method) not in prepared:
        started = time.perf_counter()
        if method != "ipopt":
            for program in loaded[workload]:
                program.prepare()
        solvers = [METHODS[method](program) for program in loaded[workload]]
        prepared[workload, method] = solvers, time.perf_counter() - started
    return prepared[workload, method]


def solve(workload: str, method: str) -> dict:
    solvers, setup = prepare(workload, method)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times, found = timed(lambda: [solver() for solver in solvers])
    return times | {
        "setup": setup,
        "iterations": sum(iterations for _, iterations in found),
        "points": [x.tolist() for x, _ in found],
    }


def measure(workload: str, points: list[list[float]]) -> dict:
    """Objective and violation at each program's point."""
    pairs = [(program, np.array(x)) for program, x in zip(loaded[workload], points, strict=True)]
    return {
        "objectives": [program.objective(x) for program, x in pairs],
        "violations": [program.violation(x) for program, x in pairs],
    }


serve(PACKAGES, load, unloading(loaded, prepared), solve, measure)
