"""Times the peers for ./run.ts on series of the same sizes."""

import warnings

import jax
import jax.numpy as jnp
import numpy as np
import padasip
from serving import serve, timed
from statsmodels.tsa.api import VAR
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

PACKAGES = ("padasip", "statsmodels", "numpy", "jax")

warnings.simplefilter("ignore")
jax.config.update("jax_enable_x64", True)

random = np.random.default_rng(1)
inputs, outputs = random.standard_normal((5000, 5)), random.standard_normal((5000, 5))
factors, offsets = random.uniform(-1, 1, (2**18, 16)), random.standard_normal((2**18, 16))


def filters(_: list) -> None:
    for column in outputs.T:
        padasip.filters.FilterRLS(n=5, mu=0.99, eps=1e-3, w="zeros").run(column, inputs)


def smoothing(series: np.ndarray, error: str = "mul", trend: str | None = "add", damped: bool = False) -> float:
    seasonal = {"seasonal": error, "seasonal_periods": 12} if error != "none" else {}
    kind = "mul" if error == "mul" else "add"
    model = ETSModel(series, error=kind, trend=trend, damped_trend=damped, **seasonal)
    return model.fit(disp=False, maxiter=1000).llf


def nine_forms(series: np.ndarray) -> float:
    forms = [(error, *trend) for error in ("none", "add", "mul") for trend in ((None, False), ("add", False), ("add", True))]
    return max(smoothing(series, *form) for form in forms)


def numpy_scan(_: np.ndarray) -> None:
    states, state = np.empty_like(offsets), np.zeros(16)
    for t in range(len(factors)):
        state = factors[t] * state + offsets[t]
        states[t] = state


@jax.jit
def scanned(a: jax.Array, b: jax.Array) -> jax.Array:
    def step(state: jax.Array, row: tuple) -> tuple:
        state = row[0] * state + row[1]
        return state, state

    return jax.lax.scan(step, jnp.zeros(16), (a, b))[1]


@jax.jit
def associative(a: jax.Array, b: jax.Array) -> jax.Array:
    return jax.lax.associative_scan(lambda p, q: (p[0] * q[0], q[0] * p[1] + q[1]), (a, b))[1]


METHODS = {
    "padasip FilterRLS": filters,
    "statsmodels ETSModel": smoothing,
    "statsmodels ETSModel, nine forms": nine_forms,
    "statsmodels VAR": lambda _: VAR(inputs).fit(2, trend="c"),
    "NumPy loop": numpy_scan,
    "JAX scan": lambda _: scanned(factors, offsets).block_until_ready(),
    "JAX associative scan": lambda _: associative(factors, offsets).block_until_ready(),
}


def solve(method: str, series: list) -> dict:
    """The time of a method, compiled before."""
    values = np.array(series, dtype=float)
    METHODS[method](values)
    time, result = timed(lambda: METHODS[method](values))
    return {**time, "figure": result} if isinstance(result, float) else time


if __name__ == "__main__":
    serve(PACKAGES, solve)
