"""Optimal transport by POT, by HiGHS, and by plain Sinkhorn iteration in the log domain."""

import warnings

import numpy as np
import ot
from answering import answer, array
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.spatial.distance import cdist
from scipy.special import logsumexp

PACKAGES = ("numpy", "scipy", "POT")

METRICS = {"squaredEuclidean": "sqeuclidean", "euclidean": "euclidean", "manhattan": "cityblock"}

# Passes of plain iteration; what needs more is left open.
PASSES = 1000


def costs(model: dict) -> np.ndarray:
    """The costs of all pairs."""
    if "cost" in model:
        return array(model["cost"])
    points = array(model["sourcePoints"]), array(model["targetPoints"])
    return cdist(*points, METRICS[model.get("metric", "squaredEuclidean")])


def program(cost: np.ndarray, source: np.ndarray, target: np.ndarray, moved: float | None) -> dict:
    """The linear program of the allowed pairs, by HiGHS, in units of the largest cost and mass."""
    rows, columns = np.nonzero(np.isfinite(cost))
    if not len(rows):
        return {"status": "infeasible" if max(source.sum(), target.sum()) > 0 and moved != 0 else "unfinished"}
    unit, total = np.abs(cost[rows, columns]).max() or 1.0, max(source.sum(), target.sum())
    pairs = np.arange(len(rows))
    places = np.r_[rows, len(source) + columns], np.r_[pairs, pairs]
    sums = csr_array((np.ones(2 * len(rows)), places), shape=(len(source) + len(target), len(rows)))
    masses = np.r_[source, target] / total
    sides = (
        {"A_eq": sums, "b_eq": masses}
        if moved is None
        else {"A_ub": sums, "b_ub": masses, "A_eq": np.ones((1, len(rows))), "b_eq": [moved / total]}
    )
    found = linprog(cost[rows, columns] / unit, **sides, method="highs")
    if found.status == 2:
        return {"status": "infeasible"}
    plan = np.zeros(cost.shape)
    plan[rows, columns] = np.maximum(found.x, 0) * total
    return {"status": "converged", "plan": plan}


def exact(model: dict) -> dict:
    """A cheapest plan: by POT's network simplex where all pairs are allowed, or else by HiGHS."""
    cost, source, target = costs(model), array(model["source"]), array(model["target"])
    moved = model.get("transportedMass")
    if moved is not None or not np.isfinite(cost).all():
        return program(cost, source, target, moved)
    unit, total = np.abs(cost).max() or 1.0, source.sum()
    plan, log = ot.emd(source / total, target / target.sum(), cost / unit, numItermax=10**6, log=True)
    return {"status": "converged" if log["warning"] is None else "unfinished", "plan": plan * total}


def sinkhorn(model: dict) -> dict:
    """Potentials by plain iteration; with a penalty, damped as Chizat and others do."""
    cost, source, target = costs(model), array(model["source"]), array(model["target"])
    strength = model["regularization"]
    damping = [
        1.0 if penalty is None else penalty / (penalty + strength)
        for penalty in (model.get("sourcePenalty"), model.get("targetPenalty"))
    ]
    weights = np.log(source), np.log(target)
    f, g = np.zeros(len(source)), np.zeros(len(target))
    for _ in range(PASSES):
        old = f
        f = -damping[0] * strength * logsumexp((g - cost) / strength + weights[1], axis=1)
        g = -damping[1] * strength * logsumexp((f[:, None] - cost) / strength + weights[0][:, None], axis=0)
        if np.abs(f - old)[source > 0].max() <= 1e-11 * strength:
            return {"status": "converged", "sourcePotential": f, "targetPotential": g}
    return {"status": "unfinished"}


def divergence(model: dict) -> dict:
    """The Sinkhorn divergence of two clouds, of POT's regularized costs."""
    source, target = array(model["source"]), array(model["target"])
    x, y = array(model["sourcePoints"]), array(model["targetPoints"])
    metric, unit = METRICS[model["metric"]], np.abs(costs(model)).max() or 1.0

    def cost(a: np.ndarray, points: np.ndarray, b: np.ndarray, others: np.ndarray) -> float:
        prices = cdist(points, others, metric) / unit
        strength = model["regularization"] / unit
        return unit * ot.solve(prices, a, b, reg=strength, reg_type="KL", max_iter=PASSES, tol=1e-11).value

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = cost(source, x, target, y) - (cost(source, x, source, x) + cost(target, y, target, y)) / 2
    return {"status": "unfinished" if caught else "converged", "divergence": found}


def barycenter(model: dict) -> dict:
    """POT's barycenter in the log domain."""
    cost = cdist(array(model["points"]), array(model["points"]), "sqeuclidean")
    unit = cost.max() or 1.0
    histograms = np.ascontiguousarray(array(model["histograms"]).T)
    weights = array(model["weights"])
    found, log = ot.bregman.barycenter(
        histograms,
        cost / unit,
        model["regularization"] / unit,
        weights=weights / weights.sum(),
        method="sinkhorn_log",
        numItermax=PASSES // 2,
        stopThr=1e-13,
        log=True,
    )
    return {"status": "converged" if log["err"] and log["err"][-1] <= 1e-12 else "unfinished", "barycenter": found}


def mapped(model: dict) -> dict:
    """Images of the points of one side: means of destinations by the weights of potentials, or that of the least cost."""
    ends = "target" if model["direction"] == "forward" else "source"
    masses, potential = array(model[ends]), array(model[ends + "Potential"])
    kept = masses > 0
    points = array(model[ends + "Points"])
    reduced = potential[kept] - cdist(points, points[kept], METRICS[model["metric"]])
    places = array(model["destinations"])[kept]
    if "regularization" not in model:
        return {"images": places[reduced.argmax(axis=1)], "potential": -reduced.max(axis=1)}
    strength = model["regularization"]
    exponents = reduced / strength + np.log(masses[kept])
    top = logsumexp(exponents, axis=1)
    return {"images": np.exp(exponents - top[:, None]) @ places, "potential": -strength * top}


if __name__ == "__main__":
    answer(PACKAGES, exact, sinkhorn, divergence, barycenter, mapped)
