"""Searches by pycma, medians over seeds; volumes and fronts by moocore."""

from collections.abc import Callable

import cma
import moocore
import numpy as np
from answering import answer, array
from scipy.optimize import lsq_linear

PACKAGES = ("numpy", "scipy", "cma", "moocore")


def function(model: dict) -> Callable[[np.ndarray], float]:
    """The function of a model, its minimum 0 at the center."""
    center = array(model["center"])
    weights = array(model["weights"])

    def value(x: np.ndarray) -> float:
        z = np.asarray(x) - center
        if model["shape"] == "ellipsoid":
            return float(weights @ z**2)
        if model["shape"] == "rosenbrock":
            z = z + 1
            return float((100 * (z[1:] - z[:-1] ** 2) ** 2 + (1 - z[:-1]) ** 2).sum())
        if model["shape"] == "powers":
            return float((weights * np.abs(z) ** np.linspace(2, 6, len(z))).sum())
        return float((weights * (1 - np.cos(2 * np.pi * z)) * 10 + z**2).sum())

    return value


def search(model: dict) -> dict:
    """The least value of each seed, from the middle of the box by steps of a fifth of it, with restarts."""
    value, center = function(model), array(model["center"])
    least = []
    for seed in range(1, model["seeds"] + 1):
        options = {
            "bounds": [-5, 5],
            "maxfevals": model["budget"],
            "seed": seed,
            "verbose": -9,
            "ftarget": model["target"],
        }
        result = cma.fmin2(value, np.zeros(len(center)), 2.0, options, restarts=9, bipop=True)
        least.append(result[1].best.f)
    return {"least": least}


def fronts(model: dict) -> dict:
    """The hypervolume, and which vectors no other dominates."""
    values = array(model["values"])
    volume = moocore.hypervolume(values, ref=array(model["reference"]))
    return {"hypervolume": volume, "front": np.flatnonzero(moocore.is_nondominated(values, keep_weakly=True))}


def bounded_squares(model: dict) -> dict:
    """The minimum of a square of linear functions within bounds, by SciPy's active sets."""
    factor, center = array(model["factor"]), array(model["center"])
    bounds = array(model["lower"]), array(model["upper"])
    return {"solution": lsq_linear(factor, factor @ center, bounds, method="bvls", tol=1e-14).x}


if __name__ == "__main__":
    answer(PACKAGES, search, fronts, bounded_squares)
