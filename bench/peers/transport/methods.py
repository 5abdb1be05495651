"""The peers with a common interface: from problems and limits to plans."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import ot
import regot

from transport.workloads import Dense, Points, Problem

# Pivot limit of `ot.emd`, above the need of all problems.
PIVOTS = 100_000_000


class Limit(NamedTuple):
    """Stopping rule: a threshold of the peer's own error measure, and an iteration limit."""

    threshold: float
    iterations: int


class Solved(NamedTuple):
    """The result for one problem."""

    plan: Callable[[], np.ndarray]
    iterations: int = 0
    # The iteration with the smallest value of the peer's error measure, if it keeps a log.
    best: int | None = None


Method = Callable[[list[Problem], list[Limit]], list[Solved]]


def one_by_one(solve: Callable[[Problem, Limit], Solved]) -> Method:
    return lambda problems, limits: list(map(solve, problems, limits))


def sinkhorn(method: str) -> Method:
    """POT's Sinkhorn with a cost matrix."""

    def solve(problem: Dense, limit: Limit) -> Solved:
        cost, source, target, regularization = problem
        options = {"method": method, "stopThr": limit.threshold, "numItermax": limit.iterations}
        plan, log = ot.sinkhorn(source, target, cost, regularization, log=True, **options)
        return Solved(lambda: plan, log["niter"] + 1)

    return one_by_one(solve)


def empirical_sinkhorn(problem: Points, limit: Limit) -> Solved:
    """POT's Sinkhorn with points, from which it computes the cost matrix."""
    options = {"stopThr": limit.threshold, "numIterMax": limit.iterations}
    plan, log = ot.bregman.empirical_sinkhorn(*problem, log=True, **options)
    return Solved(lambda: plan, log["niter"] + 1)


def lazy_sinkhorn(problem: Points, limit: Limit) -> Solved:
    """POT's Sinkhorn with points, computing a few rows of the costs at a time."""
    options = {"stopThr": limit.threshold, "numIterMax": limit.iterations, "isLazy": True}
    f, g, log = ot.bregman.empirical_sinkhorn(*problem, log=True, **options)
    return Solved(lambda: np.exp(f[:, None] + g - problem.cost / problem.regularization), log["niter"] + 1)


def solve_batch(method: str) -> Method:
    """POT's batched solver for problems of one size; all iterate until the slowest converges."""

    def solve(problems: list[Dense], limits: list[Limit]) -> list[Solved]:
        cost, source, target, (regularization, *_) = zip(*problems, strict=True)
        threshold, iterations = map(min, zip(*limits, strict=True))
        options = {"method": method, "tol": threshold, "max_iter": iterations, "grad": "detach"}
        result = ot.batch.solve_batch(np.stack(cost), regularization, np.stack(source), np.stack(target), **options)
        return [Solved(lambda plan=plan: plan, result.log["n_iter"] + 1) for plan in result.plan]

    return solve


def ssns(problem: Dense, limit: Limit) -> Solved:
    cost, source, target, regularization = problem
    result = regot.sinkhorn_ssns(cost, source, target, regularization, limit.threshold, limit.iterations)
    return Solved(lambda: result.plan, result.niter, int(np.argmin(result.mar_errs)))


def emd(problem: Dense, _: Limit) -> Solved:
    plan = ot.emd(problem.source, problem.target, problem.cost, numItermax=PIVOTS)
    return Solved(lambda: plan)


def lazy_emd(problem: Points, _: Limit) -> Solved:
    options = {"log": True, "return_matrix": True, "numItermax": PIVOTS}
    _, log = ot.lp.emd2_lazy(problem.source_points, problem.target_points, **options)
    return Solved(lambda: log["G"].toarray())


METHODS: dict[str, Method] = {
    "ssns": one_by_one(ssns),
    "emd": one_by_one(emd),
    "lazyEmd": one_by_one(lazy_emd),
    "sinkhorn": sinkhorn("sinkhorn"),
    "sinkhornLog": sinkhorn("sinkhorn_log"),
    "empiricalSinkhorn": one_by_one(empirical_sinkhorn),
    "lazySinkhorn": one_by_one(lazy_sinkhorn),
    "batchSinkhorn": solve_batch("sinkhorn"),
    "batchSinkhornLog": solve_batch("log_sinkhorn"),
}
