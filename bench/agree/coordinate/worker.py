"""Generalized linear models by scikit-learn, non-negative ones by SciPy, systems of graphs by dense elimination."""

import warnings

import numpy as np
from answering import answer, array
from scipy.optimize import nnls
from sklearn import linear_model
from sklearn.exceptions import ConvergenceWarning

PACKAGES = ("numpy", "scipy", "scikit-learn")


def estimator(model: dict, samples: int) -> object:
    """The estimator that has this very objective."""
    strength, intercept = model["lambda"], model.get("intercept", True)
    loss, penalty = model["loss"], model["penalty"]
    if loss == "squared" and penalty == "l2":
        return linear_model.Ridge(alpha=strength * samples, fit_intercept=intercept, solver="svd")
    if loss == "squared":
        ratio = 1.0 if penalty == "l1" else model.get("l1Ratio", 0.5)
        positive = model.get("positive", False)
        return linear_model.ElasticNet(
            alpha=strength, l1_ratio=ratio, fit_intercept=intercept, positive=positive, tol=1e-12, max_iter=20000
        )
    if loss == "poisson":
        return linear_model.PoissonRegressor(
            alpha=strength, fit_intercept=intercept, solver="newton-cholesky", tol=1e-10, max_iter=500
        )
    solver = "liblinear" if penalty == "l1" else "newton-cholesky"
    return linear_model.LogisticRegression(
        C=1 / (strength * samples),
        l1_ratio=1.0 if penalty == "l1" else 0.0,
        fit_intercept=intercept,
        solver=solver,
        tol=1e-10,
        max_iter=2000,
    )


def fit(model: dict) -> dict:
    """A fitted model: coefficients by feature, for several classes by feature and class."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fitted = estimator(model, len(model["matrix"])).fit(array(model["matrix"]), np.array(model["response"]))
    if any(issubclass(warning.category, (ConvergenceWarning, RuntimeWarning)) for warning in caught):
        return {"status": "unfinished"}
    coefficients, intercept = np.asarray(fitted.coef_), np.asarray(fitted.intercept_)
    if model["loss"] == "multinomial":
        return {"status": "converged", "coefficients": coefficients.T, "intercept": intercept}
    return {"status": "converged", "coefficients": coefficients.ravel(), "intercept": intercept.ravel()[0]}


def held_out(model: dict) -> dict:
    """The mean squared errors of left-out samples for each strength, averaged over folds."""
    matrix, response = array(model["matrix"]), array(model["response"])
    # A ridge is the same in any unit of the features; scikit-learn takes singular values below 1e-15 for zero.
    unit = np.abs(matrix).max() if model["penalty"] == "l2" and matrix.any() else 1.0
    matrix = matrix / unit
    fold = np.arange(len(response)) % model["folds"]

    def error(strength: float, left_out: np.ndarray) -> float:
        fitted = estimator({**model, "loss": "squared", "lambda": strength}, int((~left_out).sum()))
        fitted.fit(matrix[~left_out], response[~left_out])
        return float(((fitted.predict(matrix[left_out]) - response[left_out]) ** 2).mean())

    folds = [fold == k for k in range(model["folds"])]
    strengths = [strength / unit / unit for strength in model["lambdas"]]
    return {"errors": [np.mean([error(strength, left_out) for left_out in folds]) for strength in strengths]}


def non_negative(model: dict) -> dict:
    """Lawson and Hanson's method."""
    coefficients, _ = nnls(array(model["matrix"]), array(model["response"]))
    return {"status": "converged", "coefficients": coefficients, "intercept": 0.0}


def solve(model: dict) -> dict:
    """A system by Cholesky's decomposition."""
    lower = np.linalg.cholesky(array(model["matrix"]))
    half = np.linalg.solve(lower, array(model["rightSide"]))
    return {"solution": np.linalg.solve(lower.T, half)}


if __name__ == "__main__":
    answer(PACKAGES, fit, held_out, non_negative, solve)
