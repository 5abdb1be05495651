"""Times the peers for ./run.ts on the same series."""

import os
import warnings
from collections.abc import Callable
from logging import disable

# JAX's threads spin and double its processor time.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np
import padasip
from darts import TimeSeries
from darts.models import ExponentialSmoothing
from darts.utils.utils import ModelMode, SeasonalityMode
from serving import serve, timed
from statsmodels.tsa.api import VAR
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

PACKAGES = ("padasip", "statsmodels", "darts", "numpy", "jax")

warnings.simplefilter("ignore")
disable()
jax.config.update("jax_enable_x64", True)


def filters(inputs: np.ndarray, outputs: np.ndarray) -> np.ndarray:
    """The last coefficients."""
    last = []
    for column in outputs.T:
        weights = padasip.filters.FilterRLS(n=5, mu=0.99, eps=1e-3, w="zeros")
        weights.run(column, inputs)
        last.append(weights.w)
    return np.array(last)


def smoothed(series: np.ndarray, error: str = "mul", trend: str | None = "add", damped: bool = False):
    seasonal = {"seasonal": error, "seasonal_periods": 12} if error != "none" else {}
    kind = "mul" if error == "mul" else "add"
    model = ETSModel(series.ravel(), error=kind, trend=trend, damped_trend=damped, **seasonal)
    return model.fit(disp=False, maxiter=1000)


def nine_forms(series: np.ndarray) -> float:
    """The log-likelihood of the form with the least corrected information criterion."""
    trends = ((None, False), ("add", False), ("add", True))
    fits = [smoothed(series, error, *trend) for error in ("none", "add", "mul") for trend in trends]
    return min(fits, key=lambda fit: fit.aicc).llf


def of_darts(series: np.ndarray) -> None:
    options = {"trend": ModelMode.ADDITIVE, "seasonal": SeasonalityMode.MULTIPLICATIVE, "seasonal_periods": 12}
    ExponentialSmoothing(**options).fit(TimeSeries.from_values(series))


def numpy_scan(factors: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    states, state = np.empty_like(offsets), np.zeros(offsets.shape[1])
    for t in range(len(factors)):
        state = factors[t] * state + offsets[t]
        states[t] = state
    return states


@jax.jit
def scanned(a: jax.Array, b: jax.Array) -> jax.Array:
    def step(state: jax.Array, row: tuple) -> tuple:
        state = row[0] * state + row[1]
        return state, state

    return jax.lax.scan(step, jnp.zeros(a.shape[1]), (a, b))[1]


@jax.jit
def associative(a: jax.Array, b: jax.Array) -> jax.Array:
    return jax.lax.associative_scan(lambda p, q: (p[0] * q[0], q[0] * p[1] + q[1]), (a, b))[1]


def training_step(kind: type) -> Callable[[np.ndarray], None]:
    """A step of teacher forcing: loss and gradient of an almost-linear network with 20 states and two hinges, on 16
    windows of 200 rows, with the observed states replaced every 16 steps."""
    states, hinges, windows, length, interval = 20, 2, 16, 200, 16
    random = np.random.default_rng(0)

    @jax.jit
    def gradient(weights: dict, rows: jax.Array) -> tuple:
        observed = rows.shape[2]
        forced = jnp.arange(length) % interval == 0

        def loss(q: dict) -> jax.Array:
            def step(z: jax.Array, given: tuple) -> tuple:
                row, is_forced = given
                z = jnp.where(is_forced, jnp.concatenate([row, z[:, observed:]], 1), z)
                ramp = jnp.concatenate([z[:, :-hinges], jax.nn.relu(z[:, -hinges:])], 1)
                z = q["a"] * z + ramp @ q["W"].T + q["h"]
                return z, z[:, :observed]

            start = jnp.concatenate([rows[0], rows[0] @ q["L"].T], 1)
            return ((jax.lax.scan(step, start, (rows[:-1], forced))[1] - rows[1:]) ** 2).mean()

        return jax.value_and_grad(loss)(weights)

    weights = {
        "a": random.uniform(0.5, 1, states).astype(kind),
        "W": (0.01 * random.normal(size=(states, states))).astype(kind),
        "h": np.zeros(states, kind),
        "L": (0.3 * random.normal(size=(states - 3, 3))).astype(kind),
    }

    def step(series: np.ndarray) -> None:
        rows = np.stack([series[100 * k : 100 * k + length + 1] for k in range(windows)], 1).astype(kind)
        jax.block_until_ready(gradient(weights, rows))

    return step


METHODS: dict[str, Callable] = {
    "padasip FilterRLS": filters,
    "statsmodels ETSModel": lambda series: smoothed(series).llf,
    "statsmodels ETSModel, nine forms": nine_forms,
    "darts ExponentialSmoothing": of_darts,
    "statsmodels VAR": lambda series: VAR(series).fit(2, trend="c").params,
    "NumPy loop": numpy_scan,
    "JAX scan": lambda a, b: scanned(a, b).block_until_ready(),
    "JAX associative scan": lambda a, b: associative(a, b).block_until_ready(),
    "JAX training step": training_step(np.float64),
    "JAX training step, single precision": training_step(np.float32),
}

loaded: list[np.ndarray] = []


def load(file: str, tables: int, columns: int) -> dict:
    """Reads a file of doubles: tables of as many rows each."""
    loaded[:] = np.fromfile(file, dtype="<f8").reshape(tables, -1, columns)
    return {}


def solve(method: str) -> dict:
    """The time of a method on the loaded tables, compiled before, and its figure."""
    METHODS[method](*loaded)
    time, answer = timed(lambda: METHODS[method](*loaded))
    if answer is None:
        return time
    return {**time, "figure": float(answer if np.ndim(answer) == 0 else np.linalg.norm(answer))}


if __name__ == "__main__":
    serve(PACKAGES, load, solve)
