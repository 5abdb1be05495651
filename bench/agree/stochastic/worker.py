"""Steps of gradient descent by scikit-learn."""

import warnings

from answering import answer, array
from sklearn.linear_model import SGDClassifier, SGDRegressor

PACKAGES = ("numpy", "scikit-learn")

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


if __name__ == "__main__":
    answer(PACKAGES, descent)
