"""Minima of regularized means by SciPy, and steps of mirror descent by NumPy."""

import numpy as np
from answering import array
from scipy.optimize import LinearConstraint, minimize as solve
from scipy.special import expit


def losses(kind: str, z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The losses of predictions, and their slopes."""
    if kind == "squared":
        return (z - y) ** 2 / 2, z - y
    return np.logaddexp(0, -y * z), -y * expit(-y * z)


def weights(model: dict) -> tuple[float, float]:
    """The weights of absolute values and of halved squares."""
    share = {"none": 0, "l2": 0, "l1": 1, "elasticNet": 0.5}[model["penalty"]]
    strength = 0.0 if model["penalty"] == "none" else model["lambda"]
    return strength * share, strength * (1 - share)


def minimum(model: dict) -> dict:
    """The minimum over positive and negative parts, in which absolute values are linear."""
    matrix, y = array(model["matrix"]), array(model["response"])
    d = matrix.shape[1]
    l1, l2 = weights(model)

    def smooth(x: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = losses(model["loss"], matrix @ x, y)
        return value.mean() + l2 / 2 * x @ x, matrix.T @ slope / len(y) + l2 * x

    if model["set"] in ("free", "box"):
        low, high = (-0.3, 0.2) if model["set"] == "box" else (-np.inf, np.inf)

        def split(parts: np.ndarray) -> tuple[float, np.ndarray]:
            value, slope = smooth(parts[:d] - parts[d:])
            return value + l1 * parts.sum(), np.concatenate([slope + l1, l1 - slope])

        bounds = [(0, high)] * d + [(0, -low)] * d
        options = dict(ftol=1e-16, gtol=1e-11, maxiter=10_000)
        found = solve(split, np.zeros(2 * d), jac=True, bounds=bounds, method="L-BFGS-B", options=options)
        return {"objective": found.fun}
    if model["set"] == "ball":
        constraints = [dict(type="ineq", fun=lambda x: 0.25 - x @ x, jac=lambda x: -2 * x)]
        start, bounds = np.zeros(d), None
    else:
        constraints = [LinearConstraint(np.ones((1, d)), 1, 1)]
        start, bounds = np.full(d, 1 / d), [(0, None)] * d
    options = dict(ftol=1e-14, maxiter=1000)
    found = solve(smooth, start, jac=True, bounds=bounds, constraints=constraints, method="SLSQP", options=options)
    return {"objective": found.fun}


def simplex(x: np.ndarray) -> np.ndarray:
    """The projection onto the simplex, by sorting."""
    ordered = np.sort(x)[::-1]
    shifts = (np.cumsum(ordered) - 1) / np.arange(1, len(x) + 1)
    return np.maximum(x - shifts[np.nonzero(ordered > shifts)[0][-1]], 0)


def projected(model: dict, x: np.ndarray) -> np.ndarray:
    kind = model["set"]
    if kind == "box":
        return np.clip(x, -0.3, 0.2)
    if kind == "ball":
        return x * min(1, 0.5 / max(np.linalg.norm(x), 1e-300))
    return simplex(x) if kind == "simplex" else x


def mapped(x: np.ndarray, p: float) -> np.ndarray:
    """The gradient of half the square of the p-norm."""
    size = np.linalg.norm(x, p)
    return np.sign(x) * np.abs(x) ** (p - 1) * size ** (2 - p) if size > 0 else x


def mirror(model: dict) -> dict:
    """The point after steps with the gradient of all rows."""
    matrix, y = array(model["matrix"]), array(model["response"])
    d, geometry = matrix.shape[1], model["geometry"]
    l1, l2 = weights(model)
    x = np.full(d, 1 / d) if geometry == "entropy" else projected(model, np.zeros(d))
    for t in range(model["steps"]):
        rate = model["learningRate"] * (1 + np.cos(np.pi * t / model["steps"])) / 2
        g = matrix.T @ losses(model["loss"], matrix @ x, y)[1] / len(y)
        if geometry == "entropy":
            logarithms = np.log(x) - rate * g
            x = np.exp(logarithms - logarithms.max())
            x /= x.sum()
        elif geometry == "euclidean":
            x = x - rate * g
            x = np.sign(x) * np.maximum(np.abs(x) - rate * l1, 0) / (1 + rate * l2)
            x = projected(model, x)
        else:
            x = mapped(mapped(x, geometry) - rate * g, geometry / (geometry - 1))
    return {"point": x}


def glm(model: dict) -> dict:
    """The least loss of linear predictions, each output by itself."""
    matrix, response = array(model["matrix"]), array(model["response"])

    def objective(x: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        z = matrix @ x
        if model["loss"] == "squared":
            value, slope, curvature = (z - y) ** 2 / 2, z - y, np.ones_like(z)
        elif model["loss"] == "logistic":
            s = expit(z)
            value, slope, curvature = np.logaddexp(0, z) - y * z, s - y, s * (1 - s)
        else:
            root = np.hypot(1, z - y)
            value, slope, curvature = root - 1, (z - y) / root, root**-3.0
        n = len(y)
        return value.mean(), matrix.T @ slope / n, matrix.T @ (curvature[:, None] * matrix) / n

    total = 0.0
    for y in response.T:
        found = solve(
            lambda x: objective(x)[:2],
            np.zeros(matrix.shape[1]),
            jac=True,
            hess=lambda x: objective(x)[2],
            method="trust-exact",
            options=dict(gtol=1e-12, maxiter=1000),
        )
        total += found.fun
    return {"objective": total}
