"""Times the peers for ./comparison.ts."""

import math
import warnings
from typing import NamedTuple

import numpy as np
from serving import growth, serve, timed

from transport.methods import METHODS, Limit, Solved
from transport.workloads import WORKLOADS, Problem, checksum

# POT warns at the iteration limit, the intended end of some runs here.
warnings.simplefilter("ignore")

PACKAGES = ("POT", "regot", "numpy")


class Error(NamedTuple):
    """Distance of a plan's row and column sums from the masses."""

    l1: float
    l2: float


problems: dict[str, list[Problem]] = {}
limits: dict[tuple[str, str], list[Limit]] = {}
# For problems with errors above the tolerance: the iteration with the smallest error.
stalled: dict[tuple[str, str], list[int | None]] = {}


def load(workload: str) -> dict:
    problems[workload] = WORKLOADS[workload]()
    return {"checksum": checksum(problems[workload])}


def run(workload: str, method: str) -> list[Solved]:
    chosen = problems[workload]
    return METHODS[method](chosen, limits.get((workload, method), [Limit(0, 0)] * len(chosen)))


def error(problem: Problem, plan: np.ndarray) -> Error:
    deviations = np.concatenate([plan.sum(1) - problem.source, plan.sum(0) - problem.target])
    return Error(float(np.abs(deviations).sum()), float(np.linalg.norm(deviations)))


def errors(workload: str, solved: list[Solved]) -> list[Error]:
    return [error(problem, plan()) for problem, (plan, *_) in zip(problems[workload], solved, strict=True)]


def sure_limits(workload: str, tolerance: float, iterations: int) -> list[Limit]:
    """Thresholds of a Euclidean norm that guarantee the tolerance of the marginal error."""
    sizes = [len(problem.source) + len(problem.target) for problem in problems[workload]]
    return [Limit(tolerance / math.sqrt(size), iterations) for size in sizes]


def calibrate(workload: str, method: str, tolerance: float, iterations: int) -> dict:
    """
    Sets the largest threshold for which each problem reaches the tolerance. Peers stop by Euclidean norms of the errors. Near
    convergence the errors mostly keep their proportions, so one run gives the ratio of that norm to the marginal error.
    """
    key = workload, method
    sure = limits[key] = sure_limits(workload, tolerance, iterations)
    solved = run(*key)
    ends = errors(workload, solved)
    stalled[key] = [s.best if end.l1 > tolerance else None for s, end in zip(solved, ends, strict=True)]
    limits[key] = [
        limit if end.l1 > tolerance else limit._replace(threshold=0.99 * tolerance * end.l2 / end.l1)
        for limit, end in zip(sure, ends, strict=True)
    ]
    if any(one.best is not None for one in solved):
        # A second-order method takes few iterations and its errors can change proportions; if they did, the guaranteed threshold remains.
        again = errors(workload, run(*key))
        choices = zip(sure, limits[key], again, strict=True)
        limits[key] = [first if end.l1 > tolerance else limit for first, limit, end in choices]
    return {"stalled": sum(best is not None for best in stalled[key])}


def curtail(workload: str, method: str) -> dict:
    """Stops stalled problems at their best iteration."""
    key = workload, method
    limits[key] = [
        limit if best is None else limit._replace(iterations=best)
        for limit, best in zip(limits[key], stalled[key], strict=True)
    ]
    return {}


def imitate(workload: str, method: str, like: str, iterations: int) -> dict:
    """Copies the thresholds of another method with the same iterates, and sets an iteration limit."""
    limits[workload, method] = [limit._replace(iterations=iterations) for limit in limits[workload, like]]
    return {}


def solve(workload: str, method: str) -> dict:
    times, solved = timed(lambda: run(workload, method))
    pairs = list(zip(problems[workload], solved, strict=True))
    return times | {
        "iterations": [one.iterations for one in solved],
        "marginalError": max(end.l1 for end in errors(workload, solved)),
        "transportCost": sum(float(np.vdot(one.plan(), problem.cost)) for problem, one in pairs),
    }


def peak(workload: str, method: str, tolerance: float, iterations: int) -> dict:
    limits[workload, method] = sure_limits(workload, tolerance, iterations)
    return {"bytes": growth(lambda: run(workload, method))}


serve(PACKAGES, load, calibrate, curtail, imitate, solve, peak)
