"""Times SciPy's fits for ./run.ts, and returns their sums of squares."""

import warnings
from collections.abc import Callable

import numpy as np
from scipy.optimize import curve_fit, least_squares
from serving import serve, timed

PACKAGES = ("scipy", "numpy")


def saturation(x, a, b):
    return a * (1 - np.exp(-b * x))


MODELS: dict[str, Callable] = {
    "Misra1a": saturation,
    "BoxBOD": saturation,
    "Rat42": lambda x, a, b, c: a / (1 + np.exp(b - c * x)),
    "Chwirut1": lambda x, a, b, c: np.exp(-a * x) / (b + c * x),
    "Eckerle4": lambda x, a, b, c: a / b * np.exp(-0.5 * ((x - c) / b) ** 2),
    "MGH10": lambda x, a, b, c: a * np.exp(b / (x + c)),
}

# Tolerances for about the same accuracy as superlinear.
EXACT = {"ftol": 1e-12, "xtol": 1e-12, "gtol": 1e-12}


def by_curve_fit(model: Callable, x: np.ndarray, y: np.ndarray, initial: list[float]) -> np.ndarray:
    return curve_fit(model, x, y, initial, maxfev=20_000, **EXACT)[0]


def by_least_squares(model: Callable, x: np.ndarray, y: np.ndarray, initial: list[float]) -> np.ndarray:
    options = {"x_scale": "jac", "max_nfev": 20_000, **EXACT}
    return least_squares(lambda p: model(x, *p) - y, initial, **options).x


METHODS = {"SciPy curve_fit, lm": by_curve_fit, "SciPy least_squares, trf": by_least_squares}


def solve(name: str, method: str, x: list[float], y: list[float], initial: list[float]) -> dict:
    """Times a fit; the sum is null if it fails."""
    model, x, y = MODELS[name], np.array(x), np.array(y)

    def attempt() -> float | None:
        try:
            parameters = METHODS[method](model, x, y, initial)
        except RuntimeError:
            return None
        total = float(np.sum((model(x, *parameters) - y) ** 2))
        return total if np.isfinite(total) else None

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times, total = timed(attempt)
    return times | {"sum": total}


serve(PACKAGES, solve)
