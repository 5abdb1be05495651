"""The functions as a person would write them in NumPy."""

import numpy as np

from expression.program import Arrays, Make, Program


def logistic(quantity: str, arrays: Arrays) -> Program:
    features, labels, x = arrays["features"], arrays["labels"], arrays["x"][0]
    count = len(labels)
    result: list[float] = []

    def gradient() -> None:
        margins = labels * (features @ x)
        slopes = -labels / (1 + np.exp(margins))
        result[:] = [np.logaddexp(0, -margins).mean(), (features.T @ slopes / count)[0]]

    def hessian() -> None:
        likely = 1 / (1 + np.exp(labels * (features @ x)))
        result[:] = [((features * (likely * (1 - likely))[:, None]).T @ features / count)[0, 0]]

    return Program({"gradient": gradient, "Hessian": hessian}[quantity], lambda: result)


PROGRAMS: dict[str, dict[str, Make]] = {"logistic": {"NumPy by hand": logistic}}
