"""The workloads of ../support/workloads.ts with dense costs, made again in Python: the same doubles, bit for bit."""

import hashlib
from typing import NamedTuple

import numpy as np


class Problem(NamedTuple):
    cost: np.ndarray
    source: np.ndarray
    target: np.ndarray
    regularization: float

    def checksum(self) -> str:
        digest = hashlib.sha256()
        for array in (self.cost, self.source, self.target):
            digest.update(np.ascontiguousarray(array, dtype="<f8").tobytes())
        return digest.hexdigest()


def mulberry32(seed: int, count: int) -> np.ndarray:
    """The first outputs of the generator; numpy's unsigned integers wrap around as JavaScript's do."""
    state = np.uint32(seed) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x6D2B79F5)
    bits = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
    bits = (bits + (bits ^ (bits >> np.uint32(7))) * (bits | np.uint32(61))) ^ bits
    return (bits ^ (bits >> np.uint32(14))) / 2.0**32


def random_assignment() -> Problem:
    masses = np.full(500, 1 / 500)
    return Problem(mulberry32(1, 250_000).reshape(500, 500), masses, masses, 1 / 1200)


def clouds(n: int, m: int, d: int, seed: int, regularization: float) -> Problem:
    numbers = mulberry32(seed, (n + 4 * m) * d)
    sources = numbers[: n * d].reshape(n, d)
    four = numbers[n * d :].reshape(m, d, 4)
    targets = 0.3 + 0.8 * ((four[..., 0] + four[..., 1] + four[..., 2] + four[..., 3]) / 4)
    cost = np.zeros((n, m))
    for axis in range(d):  # one axis after the other, so that the sums round as in JavaScript
        cost += (sources[:, axis, None] - targets[None, :, axis]) ** 2
    return Problem(cost, np.full(n, 1 / n), np.full(m, 1 / m), regularization)


WORKLOADS = {
    "lap500": random_assignment,
    "cloud2000": lambda: clouds(2000, 2000, 3, 7, 0.005),
    "cloud100": lambda: clouds(100, 100, 3, 7, 0.005),
}
