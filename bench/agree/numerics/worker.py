"""Roots and minima of one variable by bisection in long doubles."""

import numpy as np
from answering import answer

PACKAGES = ("numpy",)


def term(kind: str, t: np.longdouble) -> np.longdouble:
    """An increasing function with its root at 0."""
    return {
        "linear": lambda: t,
        "cube": lambda: t**3,
        "fifth": lambda: t**5,
        "exponential": lambda: np.expm1(t),
        "arctangent": lambda: np.arctan(t),
        "hyperbolic": lambda: np.sinh(t),
    }[kind]()


def root(model: dict) -> dict:
    """The root of a sum of increasing functions, with a shift."""
    low, high = np.longdouble(model["lower"]), np.longdouble(model["upper"])
    center, unit = np.longdouble(model["center"]), np.longdouble(model["unit"])
    for _ in range(300):
        middle = (low + high) / 2
        t = (middle - center) / unit
        value = sum(np.longdouble(weight) * term(kind, t) for kind, weight in model["terms"]) - model["shift"]
        if value > 0:
            high = middle
        else:
            low = middle
    return {"root": float((low + high) / 2)}


if __name__ == "__main__":
    answer(PACKAGES, root)
