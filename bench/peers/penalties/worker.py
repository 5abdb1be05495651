"""Penalty tuning of linear models for ./run.ts with Python programs: processor time to the target objective."""

import os

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import jaxopt
import numpy as np
import optuna
import scipy.optimize
import scipy.sparse
from serving import serve
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression, Ridge

PACKAGES = ("jaxopt", "jax", "optuna", "scikit-learn", "scipy", "numpy")

# Bounds of the logarithms of penalties.
LOWER, UPPER = -16.0, 6.0

warnings.filterwarnings("ignore")
jax.config.update("jax_enable_x64", True)
optuna.logging.set_verbosity(optuna.logging.ERROR)


@dataclass
class Problem:
    """Training and validation samples of each fold, and the objective."""

    folds: list[tuple]
    loss: str
    start: float
    shrinkage: float
    features: int
    per_class: bool

    @property
    def classes(self) -> int:
        return 10 if self.loss == "multinomial" else 1

    @property
    def penalties(self) -> int:
        return self.features * self.classes if self.per_class else self.features

    @property
    def held_out(self) -> int:
        return sum(len(fold[3]) for fold in self.folds)

    def deviation(self, logarithms):
        return 0.5 * self.shrinkage * ((logarithms - logarithms.mean()) ** 2).sum()


problems: dict[str, Problem] = {}


class Reached(Exception):
    """The target is reached, or the time limit is exceeded."""


class Clock:
    """Measures the processor time to the target objective."""

    def __init__(self, target: float, patience: float) -> None:
        self.target, self.patience = target, patience
        self.best, self.started = np.inf, time.process_time()
        self.taken: float | None = None

    def note(self, value: float) -> float:
        self.best = min(self.best, float(value))
        elapsed = time.process_time() - self.started
        if self.best <= self.target:
            self.taken = elapsed
            raise Reached
        if elapsed > self.patience:
            raise Reached
        return float(value)


def in_scikit_learn(problem: Problem) -> Callable[[np.ndarray], float]:
    """The objective, with models fitted by scikit-learn to columns divided by the roots of their penalties."""

    def value(logarithms: np.ndarray) -> float:
        scale, total = np.exp(-0.5 * logarithms), 0.0
        for x, y, v, u in problem.folds:
            scaled = x.multiply(scale).tocsr() if scipy.sparse.issparse(x) else x * scale
            if problem.loss == "squared":
                model = Ridge(alpha=len(y), solver="cholesky").fit(scaled, y)
            else:
                is_large = scipy.sparse.issparse(x) or problem.loss == "multinomial"
                solver = "lbfgs" if is_large else "newton-cholesky"
                model = LogisticRegression(C=1 / len(y), solver=solver, tol=1e-6, max_iter=1000).fit(scaled, y)
            w = np.atleast_2d(model.coef_).T * scale[:, None]
            total += held_out_loss(problem.loss, v @ w + np.ravel(model.intercept_), u)
        return total / problem.held_out + problem.deviation(logarithms)

    return value


def held_out_loss(loss: str, z: np.ndarray, u: np.ndarray) -> float:
    if loss == "squared":
        return 0.5 * np.sum((z[:, 0] - u) ** 2)
    if loss == "logistic":
        return np.sum(np.logaddexp(0, -u * z[:, 0]))
    z = z - z.max(1, keepdims=True)
    return -np.sum(z[np.arange(len(u)), u.astype(int)] - np.log(np.exp(z).sum(1)))


def shared_grid(problem: Problem, clock: Clock) -> None:
    """Searches a grid for one shared penalty."""
    value = in_scikit_learn(problem)
    for logarithm in np.linspace(-14, 4, 37):
        clock.note(value(np.full(problem.features, logarithm)))


def random_search(problem: Problem, clock: Clock) -> None:
    value, random = in_scikit_learn(problem), np.random.default_rng(7)
    while True:
        clock.note(value(-4 + 2 * random.standard_normal(problem.features)))


def optuna_tpe(problem: Problem, clock: Clock) -> None:
    value = in_scikit_learn(problem)
    names = [f"x{j}" for j in range(problem.features)]
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
    study.enqueue_trial(dict.fromkeys(names, problem.start))
    objective = lambda trial: clock.note(value(np.array([trial.suggest_float(name, LOWER, UPPER) for name in names])))
    study.optimize(objective, n_trials=10**6)


def by_jax(problem: Problem, clock: Clock, is_direct: bool) -> None:
    """SciPy's L-BFGS-B, with gradients by implicit differentiation of jaxopt's L-BFGS or automatic differentiation of a linear solve."""
    folds = [(x.toarray(), y, v.toarray(), u) if scipy.sparse.issparse(x) else (x, y, v, u) for x, y, v, u in problem.folds]
    classes = problem.classes

    def loss(z, y):
        if problem.loss == "squared":
            return 0.5 * jnp.sum((z[:, 0] - y) ** 2)
        if problem.loss == "logistic":
            return jnp.sum(jnp.logaddexp(0, -y * z[:, 0]))
        return -jnp.sum(jnp.take_along_axis(jax.nn.log_softmax(z, 1), y.astype(int)[:, None], 1))

    def inner(w, logarithms, x, y):
        penalty = 0.5 * jnp.sum(jnp.exp(logarithms).reshape(problem.features, -1) * w[:-1] ** 2)
        return loss(x @ w[:-1] + w[-1], y) / len(y) + penalty

    solver = jaxopt.LBFGS(inner, implicit_diff=True, maxiter=2000, tol=1e-6)

    def fit(start, logarithms, x, y):
        if not is_direct:
            return solver.run(start, logarithms, x, y).params
        centered = x - x.mean(0)
        gram = centered.T @ centered / len(y) + jnp.diag(jnp.exp(logarithms))
        w = jnp.linalg.solve(gram, centered.T @ y / len(y))
        return jnp.append(w, y.mean() - x.mean(0) @ w)[:, None]

    def outer(logarithms, starts):
        total, fits = 0.0, []
        for (x, y, v, u), start in zip(folds, starts):
            w = fit(jax.lax.stop_gradient(start), logarithms, jnp.asarray(x), jnp.asarray(y))
            fits.append(w)
            total += loss(jnp.asarray(v) @ w[:-1] + w[-1], jnp.asarray(u))
        return total / problem.held_out + problem.deviation(logarithms), fits

    compiled = jax.jit(jax.value_and_grad(outer, has_aux=True))
    starts = [jnp.zeros((problem.features + 1, classes)) for _ in folds]
    x0 = np.full(problem.penalties, problem.start)
    jax.block_until_ready(compiled(x0, starts))
    clock.started = time.process_time()

    def value_and_gradient(logarithms):
        nonlocal starts
        (value, starts), gradient = compiled(logarithms, starts)
        return clock.note(value), np.asarray(gradient, float)

    bounds = [(LOWER, UPPER)] * problem.penalties
    options = {"maxiter": 500, "maxfun": 2000, "gtol": 1e-6, "ftol": 1e-12}
    scipy.optimize.minimize(value_and_gradient, x0, jac=True, method="L-BFGS-B", bounds=bounds, options=options)


METHODS: dict[str, Callable[[Problem, Clock], None]] = {
    "jaxopt": lambda problem, clock: by_jax(problem, clock, False),
    "jax, linear solve": lambda problem, clock: by_jax(problem, clock, True),
    "optuna TPE": optuna_tpe,
    "random search": random_search,
    "shared grid": shared_grid,
}


def digits() -> dict:
    """scikit-learn's handwritten digits, scaled to [0, 1]."""
    x, y = load_digits(return_X_y=True)
    return {"ink": (x / 16).ravel().tolist(), "labels": y.tolist()}


def load(
    workload: str,
    matrix: dict,
    response: list[float],
    folds: int | list[int],
    loss: str,
    per_class: bool,
    standardize: bool,
    start: float,
    spread: float | None,
) -> dict:
    """Stores the samples."""
    shape = (matrix["rows"], matrix["columns"])
    y = np.array(response, float)
    if "indptr" in matrix:
        x = scipy.sparse.csr_matrix((np.array(matrix["data"], float), matrix["indices"], matrix["indptr"]), shape=shape)
    else:
        x = np.array(matrix["data"], float).reshape(shape)
    if standardize:
        x = (x - x.mean(0)) / x.std(0)
    of = np.arange(len(y)) % folds if isinstance(folds, int) else np.array(folds)
    parts = [(x[of != k], y[of != k], x[of == k], y[of == k]) for k in range(of.max() + 1)]
    problem = Problem(parts, loss, float(start), 0.0, shape[1], per_class)
    problems[workload] = problem
    if spread is not None:
        variance = 1.0 if loss != "squared" else 2 * best_shared(problem)
        problem.shrinkage = variance / (problem.held_out * spread**2)
    return {}


def best_shared(problem: Problem) -> float:
    """The smallest loss with one shared penalty."""
    value = in_scikit_learn(problem)
    of_one = lambda logarithm: value(np.full(problem.features, logarithm))
    return scipy.optimize.minimize_scalar(of_one, bounds=(-10, 4), method="bounded", options={"xatol": 1e-6}).fun


def solve(workload: str, method: str, target: float, patience: float) -> dict:
    """Runs a method to the target; returns its time and its best objective."""
    clock = Clock(target, patience)
    try:
        METHODS[method](problems[workload], clock)
    except Reached:
        pass
    cpu = clock.taken if clock.taken is not None else time.process_time() - clock.started
    return {"cpu": cpu, "objective": clock.best, "reached": clock.taken is not None}


if __name__ == "__main__":
    serve(PACKAGES, digits, load, solve)
