"""Times the same schemes in NumPy and SciPy for ./run.ts."""

import numpy as np
import scipy.sparse as sp
from scipy.fft import dctn, idctn
from scipy.sparse.linalg import splu
from serving import serve, timed

PACKAGES = ("numpy", "scipy")


def eigenvalues(side: int, length: float) -> np.ndarray:
    """Those of the negative Laplacian on cells of a square without flux."""
    mu = (2 * side / length * np.sin(np.pi * np.arange(side) / (2 * side))) ** 2
    return mu[:, None] + mu[None]


def bernoulli(delta: np.ndarray) -> np.ndarray:
    small = np.abs(delta) < 1e-4
    safe = np.where(small, 1.0, delta)
    return np.where(small, 1 - delta / 2 + delta**2 / 12, safe / np.expm1(safe))


def chemotaxis(side: int, steps: int) -> dict:
    """Implicit Euler steps with exponential fitting: sparse LU for the density, cosines for the signals."""
    time, n = timed(lambda: chemotaxis_steps(side, steps))
    return {**time, "value": n[0]}


def chemotaxis_steps(side: int, steps: int) -> np.ndarray:
    epsilon, dt = 0.1, 1e-3
    x, y = np.meshgrid(*[(np.arange(side) + 0.5) / side] * 2)
    n = (5 * (1 + 0.5 * np.cos(np.pi * x) * np.cos(2 * np.pi * y) + 0.3 * np.cos(np.pi * y))).ravel()
    c, w = np.ones((side, side)), np.ones((side, side))
    symbol = 1 / (epsilon / dt + 1 + eigenvalues(side, 1.0))
    place = np.arange(side * side).reshape(side, side)
    lower = np.concatenate([place[:, :-1].ravel(), place[:-1].ravel()])
    upper = np.concatenate([place[:, 1:].ravel(), place[1:].ravel()])
    count = side * side
    for _ in range(steps):
        delta = c.ravel()[upper] - c.ravel()[lower]
        up, down = side**2 * bernoulli(-delta), side**2 * bernoulli(delta)
        entries = np.concatenate([np.full(count, 1 / dt), up, down, -up, -down])
        rows = np.concatenate([place.ravel(), lower, upper, upper, lower])
        columns = np.concatenate([place.ravel(), lower, upper, lower, upper])
        n = splu(sp.csc_array((entries, (rows, columns)), shape=(count, count))).solve(n / dt)
        w = idctn(dctn(epsilon / dt * w + n.reshape(side, side)) * symbol)
        c = idctn(dctn(epsilon / dt * c + w) * symbol)
    return n


def spots(side: int, steps: int) -> dict:
    """Strang steps of Gray and Scott with step 1."""
    time, v = timed(lambda: spot_steps(side, steps))
    return {**time, "value": v.mean()}


def spot_steps(side: int, steps: int) -> np.ndarray:
    feed, kill, dt, length = 0.04, 0.06, 1.0, 2.5
    x, y = np.meshgrid(*[(np.arange(side) + 0.5) * length / side - length / 2] * 2)
    bump = np.exp(-80 * (x**2 + y**2))
    u, v = 1 - bump / 2, bump / 4 + 1e-12
    heat = [np.exp(-dt * diffusion * eigenvalues(side, length)) for diffusion in (2e-5, 1e-5)]

    def react(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        t = dt / 2
        pu, qu, pv, qv = feed, v * v + feed, u * v * v, feed + kill
        u1, v1 = (u + t * pu) / (1 + t * qu), (v + t * pv) / (1 + t * qv)
        qu1, pv1 = v1 * v1 + feed, u1 * v1 * v1
        return (
            (u + t * pu) / (1 + t / 2 * (qu * u / u1 + qu1)),
            (v + t / 2 * (pv + pv1)) / (1 + t / 2 * (qv * v / v1 + qv)),
        )

    for _ in range(steps):
        u, v = react(u, v)
        u, v = (np.maximum(idctn(dctn(field) * symbol), 1e-300) for field, symbol in zip((u, v), heat))
        u, v = react(u, v)
    return v


if __name__ == "__main__":
    serve(PACKAGES, chemotaxis, spots)
