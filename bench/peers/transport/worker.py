"""Times the peers for ./comparison.ts."""

import math
import warnings
from typing import NamedTuple

import numpy as np
from serving import growth, serve, timed

from transport.methods import METHODS, Limit, Solved
from transport.workloads import WORKLOADS, Problem, checksum

# POT warns of each run that ends at its iteration limit, which is how some are meant to end here.
warnings.simplefilter("ignore")

PACKAGES = ("POT", "regot", "numpy")


class Error(NamedTuple):
    """How far the sums of a plan's rows and columns are from the masses."""

    l1: float
    l2: float


problems: dict[str, list[Problem]] = {}
limits: dict[tuple[str, str], list[Limit]] = {}
# Where a problem's error stayed above the tolerance: after how many iterations it was smallest.
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
    """With these thresholds of a Euclidean norm the marginal error cannot be above the tolerance."""
    sizes = [len(problem.source) + len(problem.target) for problem in problems[workload]]
    return [Limit(tolerance / math.sqrt(size), iterations) for size in sizes]


def calibrate(workload: str, method: str, tolerance: float, iterations: int) -> dict:
    """
    Sets the largest threshold with which each problem reaches the tolerance. Peers stop by Euclidean norms of these errors; near
    the end the errors mostly keep their proportions, so one run tells how that norm goes with the marginal error.
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
        # The few errors of a second-order method can change their proportions; where they did, the sure threshold remains.
        again = errors(workload, run(*key))
        choices = zip(sure, limits[key], again, strict=True)
        limits[key] = [first if end.l1 > tolerance else limit for first, limit, end in choices]
    return {"stalled": sum(best is not None for best in stalled[key])}


def curtail(workload: str, method: str) -> dict:
    """Lets the problems that stall end where they are best."""
    key = workload, method
    limits[key] = [
        limit if best is None else limit._replace(iterations=best)
        for limit, best in zip(limits[key], stalled[key], strict=True)
    ]
    return {}


def imitate(workload: str, method: str, like: str, iterations: int) -> dict:
    """Takes the thresholds of another method with the same iterates, and a limit of iterations."""
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
