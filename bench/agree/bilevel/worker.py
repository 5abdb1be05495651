"""Ridge regression in closed form with gradients by the complex step, scikit-learn's Gaussian processes, implicit differentiation of squares."""

from collections.abc import Callable

import numpy as np
from answering import answer, array
from scipy.optimize import lsq_linear
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern

PACKAGES = ("numpy", "scipy", "scikit-learn")


def scales_of(matrix: np.ndarray) -> np.ndarray:
    """The deviations of columns, 1 for those that are constant."""
    deviation = matrix.std(axis=0)
    square = np.sqrt((matrix**2).mean(axis=0))
    return np.where(deviation > 1e-7 * square, deviation, 1)


def standardized(matrix: np.ndarray) -> np.ndarray:
    """Columns of deviation 1, those that are constant as they are."""
    return matrix / scales_of(matrix)


def held_out(model: dict, penalties: np.ndarray) -> complex:
    """Half the mean square of what each fold's model misses of the fold."""
    x, y = standardized(array(model["matrix"])), array(model["response"])
    fold = np.arange(len(y)) % model["folds"]
    total = 0.0
    for k in range(model["folds"]):
        inside = fold != k
        mean, middle = x[inside].mean(axis=0), y[inside].mean()
        z = x[inside] - mean
        gram = z.T @ z / inside.sum() + np.diag(penalties)
        weights = np.linalg.solve(gram, z.T @ (y[inside] - middle) / inside.sum())
        total = total + ((y[~inside] - middle - (x[~inside] - mean) @ weights) ** 2).sum()
    return total / (2 * len(y))


def at_point(model: dict) -> dict:
    """The loss at the given penalties, and its gradient by their logarithms."""
    penalties = array(model["initial"])
    directions = np.eye(len(penalties))
    gradient = [np.imag(held_out(model, penalties * (1 + 1e-30j * along))) / 1e-30 for along in directions]
    return {"loss": held_out(model, penalties), "gradient": gradient}


def shared(model: dict) -> dict:
    """The least loss of a fine grid of one penalty for all."""
    count = len(model["matrix"][0])
    grid = np.exp(np.linspace(-16, 6, 200))
    return {"loss": min(held_out(model, np.full(count, strength)) for strength in grid)}


def process(model: dict) -> tuple[GaussianProcessRegressor, float, Callable[[np.ndarray], np.ndarray]]:
    """A Gaussian process of the likeliest scale, the condition of its matrix, and the scaling of features."""
    x, y = array(model["matrix"]), array(model["response"])
    mean = x.mean(axis=0)
    deviations = scales_of(x - mean)
    x, y = (x - mean) / deviations, y - y.mean()
    scales, ridge = array(model["lengthScales"]), model["ridge"]
    shapes = {"gaussian": RBF(scales), "matern32": Matern(scales, nu=1.5), "matern52": Matern(scales, nu=2.5)}
    shape = shapes[model["kernel"]]
    gram = shape(x) + len(y) * ridge * np.eye(len(y))
    scale = y @ np.linalg.solve(gram, y) / len(y)
    fitted = GaussianProcessRegressor(ConstantKernel(scale) * shape, alpha=scale * len(y) * ridge, optimizer=None).fit(x, y)
    return fitted, np.linalg.cond(gram), lambda others: (others - mean) / deviations


def kernel(model: dict) -> dict:
    """The likelihood of a Gaussian process."""
    fitted, condition, _ = process(model)
    return {"likelihood": fitted.log_marginal_likelihood_value_, "condition": condition}


def predictions(model: dict) -> dict:
    """The mean and the variance of a Gaussian process at other samples."""
    fitted, condition, scaled = process(model)
    mean, deviation = fitted.predict(scaled(array(model["others"])), return_std=True)
    scale = fitted.kernel_.k1.constant_value
    return {
        "predictions": mean + np.mean(model["response"]),
        "variances": deviation**2,
        "scale": scale,
        "condition": condition,
    }


def implicit(model: dict) -> dict:
    """The gradient of |y - t|^2 / 2 + |x|^2 / 2 through the y with Q y = B x."""
    q, b, t, x = (array(model[name]) for name in ("q", "b", "t", "x"))
    y = np.linalg.solve(q, b @ x)
    gradient = x + b.T @ np.linalg.solve(q, y - t)
    return {"objective": ((y - t) ** 2).sum() / 2 + (x @ x) / 2, "gradient": gradient}


def outer_minimum(model: dict) -> dict:
    """The minimum over x, by SciPy's least squares between bounds with y as a linear function of x."""
    slopes = np.linalg.solve(array(model["q"]), array(model["b"]))
    count = slopes.shape[1]
    rows, right = np.vstack([slopes, np.eye(count)]), np.r_[array(model["t"]), np.zeros(count)]
    bounds = array(model["lower"]), array(model["upper"])
    return {"solution": lsq_linear(rows, right, bounds, method="bvls", tol=1e-14).x}


def weighted_ridge(model: dict) -> dict:
    """The trusted loss of a weighted ridge regression, and its gradient by the log-odds of the weights, by the complex step."""
    has_intercept = model["intercept"]

    def seen(rows: list) -> np.ndarray:
        rows = array(rows)
        return np.c_[rows, np.ones(len(rows))] if has_intercept else rows

    x, y = seen(model["matrix"]), array(model["response"])
    trusted, known = seen(model["trustedMatrix"]), array(model["trustedResponse"])
    penalties = np.full(x.shape[1], model["ridge"])
    if has_intercept:
        penalties[-1] = 0
    odds = np.log(array(model["initial"]) / (1 - array(model["initial"])))

    def fit(odds: np.ndarray) -> np.ndarray:
        weights = 1 / (1 + np.exp(-odds))
        gram = x.T @ (weights[:, None] * x) / len(y) + np.diag(penalties)
        return np.linalg.solve(gram, x.T @ (weights * y) / len(y))

    def loss(odds: np.ndarray) -> complex:
        return ((trusted @ fit(odds) - known) ** 2).mean() / 2

    gradient = [loss(odds + 1e-30j * along).imag / 1e-30 for along in np.eye(len(odds))]
    count = x.shape[1] - has_intercept
    return {"loss": loss(odds), "gradient": gradient, "coefficients": fit(odds)[:count]}


OPERATIONS = {
    "zero": np.zeros_like,
    "identity": lambda z: z,
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "gauss": lambda z: np.exp(-(z**2)),
    "square": np.square,
}


def outputs(model: dict) -> dict:
    """The probabilities of the classes, their loss, and the size of the logits' terms."""
    network, labels = model["network"], np.array(model["labels"], dtype=int)
    hidden = array(model["matrix"]) @ array(network["inputWeights"]) + array(network["inputBias"])
    edges, size = iter(network["edgeWeights"]), np.abs(hidden).max()
    for name in network["operations"]:
        hidden = OPERATIONS[name](hidden if name in ("zero", "identity") else hidden @ array(next(edges)))
        # A function of many terms has their rounding, of their square where it squares.
        size = max(size, np.abs(hidden).max()) * (1 + (name == "square"))
    weights = array(network["outputWeights"])
    logits = hidden @ weights + array(network["outputBias"])
    logarithms = logits - np.logaddexp.reduce(logits, axis=1)[:, None]
    loss = -logarithms[np.arange(len(labels)), labels].mean()
    return {"probabilities": np.exp(logarithms), "loss": loss, "size": size * len(weights) * np.abs(weights).max()}


if __name__ == "__main__":
    answer(PACKAGES, at_point, shared, kernel, predictions, implicit, outer_minimum, weighted_ridge, outputs)
