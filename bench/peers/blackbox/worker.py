"""COCO's functions for ./run.ts, and the peers minimizing them, each run in this process from start to end."""

import os
import tempfile
import time
import warnings
from collections.abc import Callable, Generator

import cma
import cocoex
import numpy as np
import optuna
import scipy.optimize
from cbx.dynamics import CBO
from serving import serve

PACKAGES = ("numpy", "scipy", "cma", "coco-experiment", "cbx", "optuna")

# COCO's search box. Methods start from the center with a step of a fifth of the box.
LOWER, UPPER = -5.0, 5.0
STEP = 2.0

# The default of cbx's own examples.
PARTICLES = 20

# A search ends within this distance of the minimum.
NEAREST = 1e-8

warnings.filterwarnings("ignore")
# COCO writes the minimizer to a file in the working directory.
os.chdir(tempfile.mkdtemp())


class Spent(Exception):
    """The budget is used up, or the minimum is found."""


class Counted:
    """One of COCO's functions, with its evaluations counted and its time measured separately."""

    def __init__(self, function: int, instance: int, dimension: int, budget: int) -> None:
        options = f"dimensions:{dimension} function_indices:{function} instance_indices:{instance}"
        self.suite = cocoex.Suite("bbob", "", options)
        self.problem = self.suite[0]
        self.problem._best_parameter("print")
        self.least = self.problem(np.loadtxt("._bbob_problem_best_parameter.txt"))
        self.budget = budget
        self.count = 0
        self.best = np.inf
        self.seconds = 0.0
        self.trace: list[tuple[int, float]] = []

    def __call__(self, point: np.ndarray) -> float:
        if self.count >= self.budget or self.best <= NEAREST:
            raise Spent
        start = time.process_time()
        value = self.problem(np.ascontiguousarray(point, dtype=float))
        self.seconds += time.process_time() - start
        self.count += 1
        if value - self.least < self.best:
            self.best = value - self.least
            self.trace.append((self.count, self.best))
        return value


def cma_bipop(f: Counted, dimension: int, seed: int) -> None:
    """CMA-ES restarting with large and small populations in turn; without bounds, because pycma is slower with them."""
    options = {"verbose": -9, "seed": seed, "maxfevals": f.budget}
    cma.fmin2(f, np.zeros(dimension), STEP, options, restarts=9, bipop=True)
    raise Spent


def cma_surrogate(f: Counted, dimension: int, seed: int) -> None:
    """CMA-ES with a quadratic model, restarted from random points."""
    start = np.zeros(dimension)
    while True:
        cma.fmin_lq_surr(f, start, STEP, {"verbose": -9, "seed": seed + f.count})
        start = np.random.default_rng(seed + f.count).uniform(LOWER, UPPER, dimension)


def differential_evolution(f: Counted, dimension: int, seed: int) -> None:
    """SciPy's differential evolution with default options, until the budget is used up."""
    bounds = [(LOWER, UPPER)] * dimension
    scipy.optimize.differential_evolution(f, bounds, maxiter=10**6, tol=0, rng=seed, polish=False)
    raise Spent


def consensus(f: Counted, dimension: int, seed: int) -> None:
    """Consensus-based optimization with the noise for many variables, restarted from random clouds."""
    np.random.seed(seed)
    while True:
        cloud = np.random.uniform(LOWER, UPPER, (1, PARTICLES, dimension))
        steps = f.budget // PARTICLES + 1
        CBO(f, x=cloud, noise="anisotropic", f_dim="1D", max_it=steps, verbosity=0).optimize()


def parzen(f: Counted, dimension: int, seed: int) -> None:
    """Multivariate tree-structured Parzen estimators."""
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed, multivariate=True))
    names = [str(k) for k in range(dimension)]
    while True:
        trial = study.ask()
        study.tell(trial, f(np.array([trial.suggest_float(name, LOWER, UPPER) for name in names])))


METHODS: dict[str, Callable[[Counted, int, int], None]] = {
    "pycma fmin2, bipop": cma_bipop,
    "pycma fmin_lq_surr": cma_surrogate,
    "SciPy differential_evolution": differential_evolution,
    "cbx CBO": consensus,
    "optuna TPE": parzen,
}

# A search yields points and is sent their values, infinite for failed evaluations.
Points = Generator[list[float], float, None]


def suggest(trial: optuna.Trial, name: str, variable: dict) -> float:
    """One variable of a point; a category by its index."""
    if variable["type"] == "category":
        return trial.suggest_categorical(name, list(range(len(variable["values"]))))
    if variable["type"] == "integer":
        return trial.suggest_int(name, variable["lower"], variable["upper"])
    return trial.suggest_float(name, variable["lower"], variable["upper"], log=variable.get("scale") == "log")


def sampled(sampler: optuna.samplers.BaseSampler, variables: list[dict]) -> Points:
    """A search with one of optuna's samplers."""
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    study = optuna.create_study(sampler=sampler)
    while True:
        trial = study.ask()
        value = yield [float(suggest(trial, str(k), variable)) for k, variable in enumerate(variables)]
        study.tell(trial, value)


def populations(variables: list[dict], seed: int) -> Points:
    """CMA-ES within bounds, from the center and then from random points."""
    count, random = len(variables), np.random.default_rng(seed)
    start = np.zeros(count)
    while True:
        options = {"verbose": -9, "seed": seed + 1, "bounds": [LOWER, UPPER]}
        strategy = cma.CMAEvolutionStrategy(start, STEP, options)
        while not strategy.stop():
            points = strategy.ask()
            values = []
            for point in points:
                values.append((yield [float(x) for x in point]))
            strategy.tell(points, values)
        start, seed = random.uniform(LOWER, UPPER, count), seed + 1000


SEARCHES: dict[str, Callable[[list[dict], int], Points]] = {
    "TPE": lambda variables, seed: sampled(optuna.samplers.TPESampler(seed=seed, multivariate=False), variables),
    "multivariate TPE": lambda variables, seed: sampled(optuna.samplers.TPESampler(seed=seed, multivariate=True), variables),
    "random points": lambda variables, seed: sampled(optuna.samplers.RandomSampler(seed=seed), variables),
    "CMA-ES": populations,
}

searches: dict[str, Points] = {}


def begin(peer: str, variables: list[dict], seed: int) -> dict:
    """Begins a search and returns its first point."""
    searches["current"] = SEARCHES[peer](variables, seed)
    return {"point": next(searches["current"])}


def follow(value: float | None) -> dict:
    """Reports the value at the last point and returns the next one."""
    return {"point": searches["current"].send(np.inf if value is None else value)}


asked: dict[str, Counted] = {}


def ask(function: int, instance: int, dimension: int) -> dict:
    """Prepares a function for evaluation and returns its minimum."""
    asked["current"] = Counted(function, instance, dimension, 10**9)
    return {"least": asked["current"].least}


def evaluate(points: list[list[float]]) -> dict:
    """Values of the prepared function."""
    problem = asked["current"].problem
    return {"values": [problem(np.array(point)) for point in points]}


def solve(method: str, function: int, instance: int, dimension: int, budget: int) -> dict:
    """A method's distance to the minimum by number of evaluations, and its seconds without those of the function."""
    counted = Counted(function, instance, dimension, budget)
    start = time.process_time()
    try:
        METHODS[method](counted, dimension, 1000 * function + instance)
    except Spent:
        pass
    own = time.process_time() - start - counted.seconds
    return {"trace": counted.trace, "evaluations": counted.count, "seconds": own}


if __name__ == "__main__":
    serve(PACKAGES, ask, evaluate, solve, begin, follow)
