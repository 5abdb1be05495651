"""Functions as trees of operations, by Taylor arithmetic: each number carries its first and second derivatives, which JAX checks at times."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count

import jax
import jax.numpy as jnp
import numpy as np
from answering import answer, array
from jax.scipy import special as jax_special
from scipy.special import digamma, erf, erfc, expit, gammaln, polygamma

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

PACKAGES = ("numpy", "scipy", "jax")

# JAX takes a second for a new function, and is asked for one in so many.
SELDOM = 50


@dataclass
class Jet:
    """Numbers with their derivatives by each of the variables, and by each two."""

    value: np.ndarray
    first: np.ndarray
    second: np.ndarray

    def through(self, value: np.ndarray, slope: np.ndarray, curvature: np.ndarray) -> Jet:
        """A function of these numbers, of which this is the value, slope and curvature at each."""
        outer = self.first[..., :, None] * self.first[..., None, :]
        second = slope[..., None, None] * self.second + curvature[..., None, None] * outer
        return Jet(value, slope[..., None] * self.first, second)

    def __add__(self, other: Jet) -> Jet:
        return Jet(self.value + other.value, self.first + other.first, self.second + other.second)

    def __mul__(self, other: Jet) -> Jet:
        a, b = np.broadcast_arrays(self.value, other.value)
        mixed = self.first[..., :, None] * other.first[..., None, :]
        second = a[..., None, None] * other.second + b[..., None, None] * self.second + mixed
        return Jet(a * b, a[..., None] * other.first + b[..., None] * self.first, second + np.swapaxes(mixed, -1, -2))

    def sum(self) -> Jet:
        """The sum of all."""
        return Jet(self.value.sum(), self.first.sum(axis=0), self.second.sum(axis=0))


def sech2(x: np.ndarray) -> np.ndarray:
    return 1 / np.cosh(x) ** 2


def bell(x: np.ndarray) -> np.ndarray:
    return 2 / np.sqrt(np.pi) * np.exp(-x * x)


# Each function with its first two derivatives.
UNARY = {
    "exp": (np.exp, np.exp, np.exp),
    "expm1": (np.expm1, np.exp, np.exp),
    "log": (np.log, lambda x: 1 / x, lambda x: -1 / x**2),
    "log1p": (np.log1p, lambda x: 1 / (1 + x), lambda x: -1 / (1 + x) ** 2),
    "sqrt": (np.sqrt, lambda x: 0.5 / np.sqrt(x), lambda x: -0.25 / x / np.sqrt(x)),
    "sin": (np.sin, np.cos, lambda x: -np.sin(x)),
    "cos": (np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x)),
    "tanh": (np.tanh, sech2, lambda x: -2 * np.tanh(x) * sech2(x)),
    "sinh": (np.sinh, np.cosh, np.sinh),
    "atan": (np.arctan, lambda x: 1 / (1 + x * x), lambda x: -2 * x / (1 + x * x) ** 2),
    "erf": (erf, bell, lambda x: -2 * x * bell(x)),
    "erfc": (erfc, lambda x: -bell(x), lambda x: 2 * x * bell(x)),
    "asinh": (np.arcsinh, lambda x: 1 / np.hypot(x, 1), lambda x: -x / np.hypot(x, 1) ** 3),
    "acosh": (np.arccosh, lambda x: (x * x - 1) ** -0.5, lambda x: -x * (x * x - 1) ** -1.5),
    "atanh": (np.arctanh, lambda x: 1 / (1 - x * x), lambda x: 2 * x / (1 - x * x) ** 2),
    "log2": (np.log2, lambda x: 1 / x / np.log(2), lambda x: -1 / x**2 / np.log(2)),
    "log10": (np.log10, lambda x: 1 / x / np.log(10), lambda x: -1 / x**2 / np.log(10)),
    "cbrt": (np.cbrt, lambda x: np.cbrt(x) / x / 3, lambda x: -2 / 9 * np.cbrt(x) / x**2),
    "lgamma": (gammaln, digamma, lambda x: polygamma(1, x)),
    "digamma": (digamma, lambda x: polygamma(1, x), lambda x: polygamma(2, x)),
    **{name: (getattr(np, name), np.zeros_like, np.zeros_like) for name in ("sign", "floor", "ceil", "round", "trunc")},
    "sigmoid": (expit, lambda x: expit(x) * expit(-x), lambda x: expit(x) * expit(-x) * (expit(-x) - expit(x))),
    "softplus": (lambda x: np.logaddexp(0, x), expit, lambda x: expit(x) * expit(-x)),
    "abs": (np.abs, np.sign, np.zeros_like),
    "relu": (lambda x: np.maximum(x, 0), lambda x: (x > 0) * 1.0, np.zeros_like),
}


# Between doubles beyond there are whole periods of sine and cosine, within a factor of 8.
LARGEST_ANGLE = 2.0**53


def unary(name: str, jet: Jet) -> Jet:
    global has_digits
    if name in ("sin", "cos") and np.abs(jet.value).max() > LARGEST_ANGLE:
        has_digits = False
    return jet.through(*(function(jet.value) for function in UNARY[name]))


def constant(number: float, like: Jet) -> Jet:
    return Jet(np.float64(number), np.zeros_like(like.first[0]), np.zeros_like(like.second[0]))


def power(jet: Jet, exponent: float) -> Jet:
    """A power, the zeroth and the first without slopes of 0 times infinity."""
    x = jet.value
    slope = exponent * x ** (exponent - 1) if exponent != 0 else np.zeros_like(x)
    curvature = exponent * (exponent - 1) * x ** (exponent - 2) if exponent not in (0, 1) else np.zeros_like(x)
    return jet.through(x**exponent, slope, curvature)


def chosen(holds: np.ndarray, yes: Jet, no: Jet) -> Jet:
    """One of two, number by number."""

    def pick(a: np.ndarray, b: np.ndarray, axes: int) -> np.ndarray:
        return np.where(holds.reshape(holds.shape + (1,) * axes), a, b)

    return Jet(pick(yes.value, no.value, 0), pick(yes.first, no.first, 1), pick(yes.second, no.second, 2))


def atan2(y: Jet, x: Jet) -> Jet:
    """The angle: its slopes are x and -y over the square of the distance."""
    square = power(x, 2.0) + power(y, 2.0)
    inverse = power(square, -1.0)
    by_y, by_x = x * inverse, Jet(-y.value, -y.first, -y.second) * inverse
    value = np.arctan2(y.value, x.value)
    first = by_y.value[..., None] * y.first + by_x.value[..., None] * x.first
    second = by_y.value[..., None, None] * y.second + by_x.value[..., None, None] * x.second
    second = second + by_y.first[..., None, :] * y.first[..., :, None] + by_x.first[..., None, :] * x.first[..., :, None]
    return Jet(value, first, second)


def remainder(a: Jet, b: Jet) -> Jet:
    """The remainder with the sign of the divisor: between jumps, the dividend less a multiple of the divisor."""
    quotient = np.floor(a.value / b.value)
    first = a.first - quotient[..., None] * b.first
    return Jet(np.mod(a.value, b.value), first, a.second - quotient[..., None, None] * b.second)


def combined(a: Jet, b: Jet, c: Jet, d: Jet, p: Jet, q: Jet) -> Jet:
    """A choice by the condition of the kind "combined"."""
    holds = ((a.value < b.value) & ~(c.value <= d.value)) | (b.value == d.value)
    return chosen(np.asarray(holds), p, q)


def log_sum(jet: Jet) -> Jet:
    """The logarithm of the sum of exponentials: its slopes are shares, its curvature the covariance of slopes by them."""
    value = np.logaddexp.reduce(jet.value)
    shares = np.exp(jet.value - value)
    first = shares @ jet.first
    apart = jet.first - first
    return Jet(value, first, np.tensordot(shares, jet.second, 1) + apart.T @ (shares[:, None] * apart))


def entries_of(jet: Jet) -> list[Jet]:
    """The entries of a vector."""
    return [Jet(*parts) for parts in zip(jet.value, jet.first, jet.second, strict=True)]


def recurrence(a: Jet, b: Jet) -> Jet:
    """The sum of the solution y of y_k = a_k y_(k-1) + b_k."""
    (_, *factors), (last, *terms) = entries_of(a), entries_of(b)
    total = last
    for factor, term in zip(factors, terms, strict=True):
        last = factor * last + term
        total = total + last
    return total


def cumulative_products(a: Jet, b: Jet) -> Jet:
    """The sum of cumulative products of the first, times the second."""
    (product, *factors), (weight, *weights) = entries_of(a), entries_of(b)
    total = product * weight
    for factor, weight in zip(factors, weights, strict=True):
        product = product * factor
        total = total + product * weight
    return total


def triangle(a: Jet, b: Jet) -> Jet:
    """The sum of (i + 1) a_i b_j over j up to i."""
    of_b = entries_of(b)
    terms = [x * y * Jet(np.float64(i + 1), 0 * x.first, 0 * x.second) for i, x in enumerate(entries_of(a)) for y in of_b[: i + 1]]
    return sum(terms[1:], start=terms[0])


def extremum(a: Jet, place: int) -> Jet:
    return Jet(a.value[place], a.first[place], a.second[place])


def jax_recurrence(a: jax.Array, b: jax.Array) -> jax.Array:
    def step(y: jax.Array, row: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
        return (row[0] * y + row[1],) * 2

    return jax.lax.scan(step, jnp.float64(0), (a, b))[1].sum()


def of_matrix(name: str, entries: list[Jet], x: Jet) -> Jet:
    """The sum of a function of a matrix, by elimination without pivoting: its diagonal dominates."""
    order = math.isqrt(len(entries))
    one, half, minus = (constant(number, x) for number in (1.0, 0.5, -1.0))
    rows = [entries[order * i : order * (i + 1)] for i in range(order)]
    if name == "cholesky":
        rows = [[(rows[i][j] + rows[j][i]) * half for j in range(order)] for i in range(order)]
    if name == "solve":
        rows = [[*row, constant(i + 1.0, x)] for i, row in enumerate(rows)]
    if name == "inverse":
        rows = [[*row, *(constant(float(i == j), x) for j in range(order))] for i, row in enumerate(rows)]
    for k, pivot in enumerate(rows):
        for i in range(k + 1, order):
            multiplier = minus * rows[i][k] * power(pivot[k], -1.0)
            rows[i] = [a + multiplier * b for a, b in zip(rows[i], pivot, strict=True)]
    diagonal = [row[i] for i, row in enumerate(rows)]
    if name == "det":
        return math.prod(diagonal, start=one)
    if name == "logdet":
        return sum((unary("log", pivot) for pivot in diagonal), start=constant(0.0, x))
    total = constant(0.0, x)
    if name == "cholesky":
        for k, row in enumerate(rows):
            for entry in row[k:]:
                total = total + entry * power(diagonal[k], -0.5)
        return total
    for column in range(order, len(rows[0])):
        solved: dict[int, Jet] = {}
        for i in reversed(range(order)):
            rest = sum((minus * rows[i][j] * solved[j] for j in solved), start=rows[i][column])
            solved[i] = rest * power(diagonal[i], -1.0)
            total = total + solved[i]
    return total


def jet_of(tree: list, x: Jet) -> Jet:
    """What a tree is at a point."""
    name, *parts = tree
    if name == "whole":
        return x
    if name == "entry":
        return Jet(x.value[parts[0]], x.first[parts[0]], x.second[parts[0]])
    if name == "number":
        return constant(parts[0], x)
    if name == "integerPower":
        return power(jet_of(parts[0], x), parts[1])
    if name == "power":
        return power(jet_of(parts[0], x), parts[1][1])
    jets = [jet_of(part, x) for part in parts]
    if name in OF_MATRIX:
        return of_matrix(name, jets, x)
    return OPERATIONS[name](*jets) if name in OPERATIONS else unary(name, *jets)


OPERATIONS = {
    "+": Jet.__add__,
    "*": Jet.__mul__,
    "-": lambda a, b: a + Jet(-b.value, -b.first, -b.second),
    "/": lambda a, b: a * power(b, -1.0),
    "atan2": atan2,
    "min": lambda a, b: chosen(np.asarray(a.value <= b.value), a, b),
    "max": lambda a, b: chosen(np.asarray(a.value >= b.value), a, b),
    "where": lambda a, b, p, q: chosen(np.asarray(a.value < b.value), p, q),
    "combined": combined,
    "mod": remainder,
    "hypot": lambda a, b: power(a * a + b * b, 0.5),
    "sum": lambda a: a.sum() if np.ndim(a.value) else a,
    "mean": lambda a: a.sum() * constant(1 / len(a.value), a),
    "squaredNorm": lambda a: (a * a).sum(),
    "dot": lambda a, b: (a * b).sum(),
    "logsumexp": log_sum,
    "product": lambda a: math.prod(entries_of(a)[1:], start=entries_of(a)[0]),
    "amin": lambda a: extremum(a, int(np.argmin(a.value))),
    "amax": lambda a: extremum(a, int(np.argmax(a.value))),
    "recurrence": recurrence,
    "cumprod": cumulative_products,
    "triangle": triangle,
}

OF_MATRIX = {
    "det": jnp.linalg.det,
    "logdet": lambda a: jnp.linalg.slogdet(a)[1],
    "inverse": lambda a: jnp.linalg.inv(a).sum(),
    "cholesky": lambda a: jnp.linalg.cholesky(a).sum(),
    "solve": lambda a: jnp.linalg.solve(a, jnp.arange(1.0, len(a) + 1.0)).sum(),
}

JAX = {
    **{"+": jnp.add, "-": jnp.subtract, "*": jnp.multiply, "/": jnp.divide, "min": jnp.minimum, "max": jnp.maximum},
    **{"atan": jnp.arctan, "atan2": jnp.arctan2, "relu": jax.nn.relu, "lgamma": jax_special.gammaln},
    **{"asinh": jnp.arcsinh, "acosh": jnp.arccosh, "atanh": jnp.arctanh},
    **{name: getattr(jax_special, name) for name in "erf erfc digamma logsumexp".split()},
    **{name: getattr(jnp, name) for name in "exp expm1 log log1p log2 log10 sqrt cbrt sin cos tanh sinh".split()},
    **{name: getattr(jnp, name) for name in "abs sign floor ceil round trunc mod hypot sum mean dot".split()},
    **{"sigmoid": jax.nn.sigmoid, "softplus": jax.nn.softplus, "squaredNorm": lambda x: jnp.sum(x * x)},
    **{"product": jnp.prod, "amin": lambda x: x[jnp.argmin(x)], "amax": lambda x: x[jnp.argmax(x)]},
    "recurrence": jax_recurrence,
    "cumprod": lambda a, b: jnp.cumprod(a) @ b,
    "triangle": lambda a, b: (jnp.arange(1, len(a) + 1) * a) @ jnp.cumsum(b),
    "where": lambda a, b, p, q: jnp.where(a < b, p, q),
    "combined": lambda a, b, c, d, p, q: jnp.where((a < b) & ~(c <= d) | (b == d), p, q),
}


def by_jax(tree: list, x: jax.Array) -> jax.Array:
    """The same tree in JAX."""
    name, *parts = tree
    if name in ("whole", "entry"):
        return x if name == "whole" else x[parts[0]]
    if name == "number":
        return jnp.float64(parts[0])
    if name in ("integerPower", "power"):
        exponent = parts[1] if name == "integerPower" else parts[1][1]
        return by_jax(parts[0], x) ** exponent
    if name in OF_MATRIX:
        order = math.isqrt(len(parts))
        return OF_MATRIX[name](jnp.stack([by_jax(part, x) for part in parts]).reshape(order, order))
    return JAX[name](*(by_jax(part, x) for part in parts))


numbers = count()


def derivatives(model: dict) -> dict:
    """The value, the gradient and the second derivatives at a point."""
    global has_digits
    has_digits = True
    x = array(model["x"])
    start = Jet(x, np.eye(len(x)), np.zeros((len(x),) * 3))
    jet = jet_of(model["tree"], start)
    if next(numbers) % SELDOM == 0:
        other = np.asarray(jax.grad(lambda point: by_jax(model["tree"], point))(jnp.asarray(x)))
        if np.isfinite(other).all() and not np.allclose(other, jet.first, rtol=1e-7, atol=1e-9 * np.abs(other).max()):
            return {"failed": "JAX has another gradient than Taylor arithmetic"}
    # A change of a few last digits: what it changes, rounding may.
    moved = jet_of(model["tree"], Jet(x * (1 + 2**-48), start.first, start.second))
    pairs = zip(vars(jet).values(), vars(moved).values(), strict=True)
    noise = [np.abs(a - b).max() if has_digits else np.inf for a, b in pairs]
    return {"value": jet.value, "gradient": jet.first, "hessian": jet.second, "noise": noise}


if __name__ == "__main__":
    answer(PACKAGES, derivatives)
