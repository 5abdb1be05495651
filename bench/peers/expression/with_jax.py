"""The functions compiled with JAX, in double precision or in single precision, its usual mode."""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from expression.program import Arrays, Make, Program

jax.config.update("jax_enable_x64", True)

# Rows per training step.
BATCH = 128


def compiled(function: Callable, *arguments: jax.Array) -> tuple[Callable[[], None], list]:
    """A call that waits for its result, and the holder of the result."""
    run, result = jax.jit(function), []

    def call() -> None:
        result[:] = [jax.block_until_ready(run(*arguments))]

    return call, result


def rosenbrock(quantity: str, arrays: Arrays) -> Program:
    x = jnp.array(arrays["x"][0])

    def f(x: jax.Array) -> jax.Array:
        a, b = x[:-1], x[1:]
        return jnp.sum(100 * (b - a**2) ** 2 + (1 - a) ** 2)

    # The Hessian is tridiagonal, so three products with vectors determine it.
    colors = jnp.array([(np.arange(len(x)) % 3 == color) * 1.0 for color in range(3)])
    products = lambda x: jax.vmap(lambda v: jax.jvp(jax.grad(f), (x,), (v,))[1])(colors)
    wanted = {"value": f, "gradient": jax.value_and_grad(f), "Hessian": products}[quantity]
    call, result = compiled(wanted, x)
    answer = {
        "value": lambda: [float(result[0])],
        "gradient": lambda: [float(result[0][0]), float(result[0][1][0])],
        "Hessian": lambda: [float(result[0][0, 0])],
    }[quantity]
    return Program(call, answer)


def logistic(quantity: str, arrays: Arrays) -> Program:
    features, labels, x = (jnp.array(array) for array in (arrays["features"], arrays["labels"], arrays["x"][0]))
    f = lambda x: jnp.mean(jax.nn.softplus(-labels * (features @ x)))
    wanted = {"gradient": jax.value_and_grad(f), "Hessian": jax.hessian(f)}[quantity]
    call, result = compiled(wanted, x)
    answer = {
        "gradient": lambda: [float(result[0][0]), float(result[0][1][0])],
        "Hessian": lambda: [float(result[0][0, 0])],
    }[quantity]
    return Program(call, answer)


def network(precision: type, many: bool, quantity: str, arrays: Arrays) -> Program:
    layers = [(jnp.array(arrays[f"w{k}"], precision), jnp.array(arrays[f"b{k}"], precision)) for k in (1, 2, 3)]

    def f(x: jax.Array) -> jax.Array:
        for w, b in layers[:-1]:
            x = jnp.tanh(x @ w + b)
        w, b = layers[-1]
        return jax.nn.logsumexp(x @ w + b)

    x = jnp.array(arrays["x"], precision)
    gradient = jax.value_and_grad(f)
    call, result = compiled(jax.vmap(gradient), x) if many else compiled(gradient, x[0])
    answer = lambda: [float(np.ravel(part)[0]) for part in result[0]]
    return Program(call, answer, len(x) if many else 1)


def training(precision: type, quantity: str, arrays: Arrays) -> Program:
    """An epoch of Adam, continuing from the previous one at the same cost."""
    x, labels = jnp.array(arrays["x"], precision), jnp.array(arrays["labels"], int)
    start = [jnp.array(arrays[name], precision) for name in ("w1", "b1", "w2", "b2")]
    zeros = [part * 0 for part in start]

    def loss(parameters: list, x: jax.Array, labels: jax.Array) -> jax.Array:
        w1, b1, w2, b2 = parameters
        logits = jax.nn.relu(x @ w1 + b1) @ w2 + b2
        own = jnp.take_along_axis(logits, labels[:, None], 1)[:, 0]
        return jnp.mean(jax.nn.logsumexp(logits, axis=1) - own)

    @jax.jit
    def step(state: tuple, x: jax.Array, labels: jax.Array) -> tuple:
        parameters, m, v, t = state
        gradient, t = jax.grad(loss)(parameters, x, labels), t + 1
        m = [0.9 * a + 0.1 * g for a, g in zip(m, gradient)]
        v = [0.999 * a + 0.001 * g * g for a, g in zip(v, gradient)]
        steps = [(a / (1 - 0.9**t)) / (jnp.sqrt(b / (1 - 0.999**t)) + 1e-8) for a, b in zip(m, v)]
        return [p - 1e-3 * s for p, s in zip(parameters, steps)], m, v, t

    state, first = (start, zeros, zeros, 0.0), []

    def epoch() -> None:
        nonlocal state
        for begin in range(0, len(x), BATCH):
            state = step(state, x[begin : begin + BATCH], labels[begin : begin + BATCH])
        jax.block_until_ready(state)
        if not first:
            first.append(float(loss(state[0], x, labels)))

    return Program(epoch, lambda: first)


PROGRAMS: dict[str, dict[str, Make]] = {
    "rosenbrock": {"JAX": rosenbrock},
    "logistic": {"JAX": logistic},
    "network": {
        "JAX, one point a call": partial(network, jnp.float64, False),
        "JAX": partial(network, jnp.float64, True),
        "JAX, single precision": partial(network, jnp.float32, True),
    },
    "training": {"JAX": partial(training, jnp.float64), "JAX, single precision": partial(training, jnp.float32)},
}
