"""Cross-validation errors as functions of hyperparameters for ./run.ts, and the peers that minimize them."""

import warnings
from collections.abc import Callable

import cma
import numpy as np
import optuna
from serving import serve
from sklearn.datasets import load_diabetes, load_digits
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

PACKAGES = ("numpy", "scikit-learn", "cma", "optuna")

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.CRITICAL)


def machine() -> Callable[[np.ndarray], float]:
    """The log loss of a support vector machine on 200 digits, as a function of penalty, kernel width, and a power of the pixels."""
    pixels, labels = load_digits(return_X_y=True)
    pixels, labels = pixels[:200] / 16, labels[:200]
    folds = StratifiedKFold(3, shuffle=True, random_state=0)

    def error(x: np.ndarray) -> float:
        model = SVC(C=10 ** (4 * x[0] - 1), gamma=10 ** (4 * x[1] - 4), probability=True, random_state=0)
        return -cross_val_score(model, pixels ** (2 * x[2] + 0.1), labels, cv=folds, scoring="neg_log_loss").mean()

    return error


def ridge() -> Callable[[np.ndarray], float]:
    """The error of a kernel model of diabetes progression, as a function of a penalty and ten kernel length scales."""
    data, target = load_diabetes(return_X_y=True)
    data, target = StandardScaler().fit_transform(data), (target - target.mean()) / target.std()
    folds = KFold(5, shuffle=True, random_state=0)

    def error(x: np.ndarray) -> float:
        scaled = data * 10 ** (3 * x[1:] - 2.5)
        model = KernelRidge(alpha=10 ** (5 * x[0] - 3), kernel="rbf", gamma=1)
        return -cross_val_score(model, scaled, target, cv=folds, scoring="neg_mean_squared_error").mean()

    return error


PROBLEMS = {"machine": (3, machine()), "ridge": (11, ridge())}


class Spent(Exception):
    """The budget is used up."""


class Counted:
    """A function on the unit cube, and its values so far."""

    def __init__(self, function: Callable[[np.ndarray], float], budget: int) -> None:
        self.function = function
        self.budget = budget
        self.values: list[float] = []

    def __call__(self, point: np.ndarray) -> float:
        if len(self.values) == self.budget:
            raise Spent
        self.values.append(self.function(np.clip(point, 0, 1)))
        return self.values[-1]


def parzen(f: Counted, variables: int, seed: int) -> None:
    """optuna's multivariate tree-structured Parzen estimators."""
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed, multivariate=True))
    while True:
        trial = study.ask()
        study.tell(trial, f(np.array([trial.suggest_float(str(k), 0, 1) for k in range(variables)])))


def surrogate(f: Counted, variables: int, seed: int) -> None:
    """pycma with a quadratic model."""
    while True:
        options = {"verbose": -9, "seed": seed + len(f.values), "bounds": [0, 1]}
        cma.fmin_lq_surr(f, np.full(variables, 0.5), 0.2, options)


def random(f: Counted, variables: int, seed: int) -> None:
    """Random points."""
    stream = np.random.default_rng(seed)
    while True:
        f(stream.uniform(size=variables))


METHODS = {"optuna TPE": parzen, "pycma fmin_lq_surr": surrogate, "random": random}


def ask(name: str) -> dict:
    """The number of variables."""
    return {"variables": PROBLEMS[name][0]}


def evaluate(name: str, points: list[list[float]]) -> dict:
    """Errors at points."""
    return {"values": [PROBLEMS[name][1](np.array(point)) for point in points]}


def solve(method: str, name: str, budget: int, seed: int) -> dict:
    """All errors evaluated by a method."""
    variables, function = PROBLEMS[name]
    counted = Counted(function, budget)
    try:
        METHODS[method](counted, variables, seed)
    except Spent:
        pass
    return {"values": counted.values}


if __name__ == "__main__":
    serve(PACKAGES, ask, evaluate, solve)
