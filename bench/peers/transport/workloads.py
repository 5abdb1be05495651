"""The workloads of ../../transport/workloads.ts in Python: the same doubles, bit for bit."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class Dense(NamedTuple):
    """A problem with a cost matrix."""

    cost: np.ndarray
    source: np.ndarray
    target: np.ndarray
    regularization: float


class Points(NamedTuple):
    """A problem between points with equal masses and squared distances."""

    source_points: np.ndarray
    target_points: np.ndarray
    regularization: float

    @property
    def source(self) -> np.ndarray:
        return equal_masses(len(self.source_points))

    @property
    def target(self) -> np.ndarray:
        return equal_masses(len(self.target_points))

    @property
    def cost(self) -> np.ndarray:
        cost = np.zeros((len(self.source_points), len(self.target_points)))
        # One axis after the other, to round the sums as in JavaScript.
        for source, target in zip(self.source_points.T, self.target_points.T, strict=True):
            cost += (source[:, None] - target[None, :]) ** 2
        return cost

    def dense(self) -> Dense:
        return Dense(self.cost, self.source, self.target, self.regularization)


Problem = Dense | Points


def checksum(problems: list[Problem]) -> str:
    digest = hashlib.sha256()
    for problem in problems:
        for array in problem[:-1]:
            digest.update(np.ascontiguousarray(array, dtype="<f8").tobytes())
    return digest.hexdigest()


def mulberry32(seed: int, count: int) -> np.ndarray:
    """The first outputs of the generator; NumPy's unsigned integers wrap around as in JavaScript."""
    state = np.uint32(seed) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x6D2B79F5)
    bits = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
    bits = (bits + (bits ^ (bits >> np.uint32(7))) * (bits | np.uint32(61))) ^ bits
    return (bits ^ (bits >> np.uint32(14))) / 2.0**32


def equal_masses(count: int) -> np.ndarray:
    return np.full(count, 1 / count)


def random_assignment() -> Dense:
    masses = equal_masses(500)
    return Dense(mulberry32(1, 250_000).reshape(500, 500), masses, masses, 1 / 1200)


SMALL_SIDE, DIGIT_SIDE = 8, 28
ZERO = "005d910000dfaf5003f20b8004c008800580098004b01c7002e5ac00006da000"
THREE = "007fd10008d6f400021dd000002fb1000001cc1000001a8000845e90007dd900"


def enlarged(digit: str) -> np.ndarray:
    """Bilinear enlargement, with pixel centers at half coordinates and the edge repeated outwards."""
    ink = np.array([int(pixel, 17) for pixel in digit]).reshape(SMALL_SIDE, SMALL_SIDE) / 16
    place = (np.arange(DIGIT_SIDE) + 0.5) * SMALL_SIDE / DIGIT_SIDE - 0.5
    before = np.floor(place).astype(int)
    share = place - before
    low, high = np.clip(before, 0, SMALL_SIDE - 1), np.clip(before + 1, 0, SMALL_SIDE - 1)
    across = (1 - share) * ink[:, low] + share * ink[:, high]
    masses = ((1 - share)[:, None] * across[low] + share[:, None] * across[high] + 0.01).ravel()
    return masses / np.cumsum(masses)[-1]  # added one by one, as in JavaScript


def digits(distance: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Dense:
    row, column = np.divmod(np.arange(DIGIT_SIDE * DIGIT_SIDE), DIGIT_SIDE)
    cost = distance(column[:, None] - column[None, :], row[:, None] - row[None, :])
    return Dense(cost / cost.max(), enlarged(ZERO), enlarged(THREE), 1 / 1200)


def clouds(n: int, m: int, d: int, seed: int, regularization: float) -> Points:
    numbers = mulberry32(seed, (n + 4 * m) * d)
    four = numbers[n * d :].reshape(m, d, 4)
    targets = 0.3 + 0.8 * ((four[..., 0] + four[..., 1] + four[..., 2] + four[..., 3]) / 4)
    return Points(numbers[: n * d].reshape(n, d), targets, regularization)


WORKLOADS: dict[str, Callable[[], list[Problem]]] = {
    "lap500": lambda: [random_assignment()],
    "digits_sq": lambda: [digits(lambda dx, dy: dx * dx + dy * dy)],
    "digits_l1": lambda: [digits(lambda dx, dy: abs(dx) + abs(dy))],
    "cloud2000": lambda: [clouds(2000, 2000, 3, 7, 0.005).dense()],
    "points5000": lambda: [clouds(5000, 5000, 2, 11, 0.01)],
    "batch256": lambda: [clouds(64, 64, 2, 1000 + k, 0.005).dense() for k in range(256)],
}
