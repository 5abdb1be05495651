"""Steps of gradient descent and regression with kernels by scikit-learn, and the actions of the files beside."""

import warnings

import numpy as np
from answering import answer, array
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import SGDClassifier, SGDRegressor
from stochastic.descents import glm, minimum, mirror
from stochastic.rules import rates, walk

PACKAGES = ("numpy", "scipy", "scikit-learn")

CLASSIFIERS = {"logistic": "log_loss", "hinge": "hinge", "squaredHinge": "squared_hinge"}
REGRESSORS = {"squared": "squared_error", "huber": "huber", "epsilonInsensitive": "epsilon_insensitive"}
THRESHOLDS = {"huber": 1.35, "epsilonInsensitive": 0.1}


def descent(model: dict) -> dict:
    """The coefficients after some epochs in the given order, with a constant rate and no penalty."""
    loss = model["loss"]
    # Its squared hinge has no factor of one half.
    rate = model["learningRate"] * (0.5 if loss == "squaredHinge" else 1.0)
    settings = dict(
        penalty=None,
        learning_rate="constant",
        eta0=rate,
        shuffle=False,
        max_iter=model["epochs"],
        tol=None,
        fit_intercept=model["intercept"],
    )
    if loss in CLASSIFIERS:
        fitted = SGDClassifier(loss=CLASSIFIERS[loss], **settings)
    else:
        fitted = SGDRegressor(loss=REGRESSORS[loss], epsilon=THRESHOLDS.get(loss, 0.1), **settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted.fit(array(model["matrix"]), array(model["response"]))
    return {"coefficients": fitted.coef_.ravel(), "intercept": float(fitted.intercept_[0])}


def kernelRidge(model: dict) -> dict:
    """The predictions of the given rows and of others."""
    kernel, response = array(model["kernel"]), array(model["response"])
    n = len(response)
    fitted = KernelRidge(alpha=model["ridge"], kernel="precomputed").fit(kernel[:, :n], response)
    return {"predictions": fitted.predict(kernel.T)}


def probabilities(model: dict) -> dict:
    """Shares of scores mixed with equal ones, for items and for each choice point, and the ratio of variances."""
    mixing = model["mixing"]

    def mixed(scores: np.ndarray) -> np.ndarray:
        equal = np.full(len(scores), 1 / len(scores))
        largest = scores.max()
        if largest == 0:
            return equal
        shares = scores / largest
        return mixing * shares / shares.sum() + (1 - mixing) * equal

    scores = array(model["scores"])
    own = mixed(scores)
    largest = scores.max()
    ratio = 1.0
    if largest > 0:
        squares = (scores / largest) ** 2
        positive = scores > 0
        ratio = (squares[positive] / (len(scores) * own[positive])).sum() / squares.sum()
    paths = [mixed(array(given)) for given in model["pathScores"]]
    return {"probabilities": [own, *paths], "varianceRatio": ratio}


if __name__ == "__main__":
    answer(PACKAGES, descent, kernelRidge, probabilities, rates, walk, minimum, mirror, glm)
