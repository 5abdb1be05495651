"""Schedules and update rules by their formulas, written for this comparison."""

import numpy as np
from answering import array


def fraction(model: dict, t: int, steps: int) -> float:
    """The fraction of the peak at a step after the warm-up."""
    kind, part = model["kind"], t / steps
    c = np.cos(np.pi * part)
    if kind == "constant":
        return 1.0
    if kind == "lastIterate":
        return 1 - part
    if kind == "cosine":
        return (1 + c) / 2
    if kind == "uba":
        shape = model["shape"]
        return 2 * (1 + c) / (2 * shape + (2 - shape) * (1 + c))
    if kind == "rex":
        return (1 - part) / (1 - part / 2)
    if kind == "inverseSquareRoot":
        return (t + 1) ** -0.5
    if kind == "inverse":
        return 1 / (1 + model["decay"] * t)
    if kind == "exponential":
        return model["decay"] ** t
    if kind == "steps":
        return model["factor"] ** sum(boundary <= t for boundary in model["boundaries"])
    if kind == "stronglyConvex":
        mu = model["strongConvexity"]
        return 2 / (mu * (t + 2 + 4 * model["smoothness"] / mu))
    if kind == "heavyTails":
        return (t + 1) ** (-1 / model["moment"])
    # As in PyTorch: up to the peak in 30 % of the steps, from 1/25, then down to 4e-6.
    top = 0.3 * steps - 1

    def annealed(start: float, end: float, share: float) -> float:
        return end + (start - end) / 2 * (1 + np.cos(np.pi * share))

    if t < top:
        return annealed(1 / 25, 1, t / top)
    top = max(top, 0)
    rest = steps - 1 - top
    return annealed(1, 4e-6, (t - top) / rest) if rest > 0 else 1.0


def rates(model: dict) -> dict:
    """The rates of all steps."""
    steps, warmup, floor = model["steps"], model["warmup"], model["floor"]

    def rate(step: int) -> float:
        if step < warmup:
            return (step + 1) / warmup
        return floor + (1 - floor) * fraction(model, step - warmup, steps - warmup)

    return {"rates": [model["peak"] * rate(step) for step in range(steps)]}


class Walker:
    """A rule's state; `point` is where gradients are taken, `parameters` the result."""

    def __init__(self, model: dict) -> None:
        self.model = model
        self.point = array(model["initial"])
        self.start = self.point.copy()
        self.first, self.second, self.third = (np.zeros_like(self.point) for _ in range(3))
        self.base, self.average = self.point.copy(), self.point.copy()
        self.count, self.total, self.largest = 0, 0.0, 0.0
        self.distance, self.numerator = 1e-6, 0.0

    @property
    def parameters(self) -> np.ndarray:
        return self.average if self.model["method"].startswith("scheduleFree") else self.point

    def step(self, g: np.ndarray, value: float) -> None:
        self.count += 1
        decayed = self.model["learningRate"] * self.model["weightDecay"] * self.point
        getattr(self, self.model["method"])(g, value, decayed)

    def sgd(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        momentum = self.model["momentum"]
        self.first = momentum * self.first + g
        direction = g + momentum * self.first if self.model["nesterov"] else self.first
        self.point = self.point - self.model["learningRate"] * direction - decayed

    def moments(self, g: np.ndarray) -> None:
        b1, b2 = self.model["beta1"], self.model["beta2"]
        self.first = b1 * self.first + (1 - b1) * g
        self.second = b2 * self.second + (1 - b2) * g**2

    def adam(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        self.moments(g)
        mean = self.first / (1 - self.model["beta1"] ** self.count)
        square = self.second / (1 - self.model["beta2"] ** self.count)
        self.point = self.point - self.model["learningRate"] * mean / (np.sqrt(square) + 1e-8) - decayed

    def radam(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        self.moments(g)
        b2, t = self.model["beta2"], self.count
        mean = self.first / (1 - self.model["beta1"] ** t)
        longest = 2 / (1 - b2) - 1
        length = longest - 2 * t * b2**t / (1 - b2**t)
        if length > 5:
            variance = (length - 4) * (length - 2) * longest
            rectified = np.sqrt(variance / ((longest - 4) * (longest - 2) * length))
            mean = mean * rectified * np.sqrt(1 - b2**t) / (np.sqrt(self.second) + 1e-8)
        self.point = self.point - self.model["learningRate"] * mean - decayed

    def adagrad(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        self.second = self.second + g**2
        self.point = self.point - self.model["learningRate"] * g / (np.sqrt(self.second) + 1e-10) - decayed

    def rmsprop(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        b2 = self.model["beta2"]
        self.second = b2 * self.second + (1 - b2) * g**2
        self.point = self.point - self.model["learningRate"] * g / (np.sqrt(self.second) + 1e-8) - decayed

    def adagradNorm(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        self.total += g @ g
        if self.total > 0:
            self.point = self.point - self.model["learningRate"] * g / np.sqrt(self.total) - decayed

    def polyak(self, g: np.ndarray, value: float, decayed: np.ndarray) -> None:
        rate = min(self.model["learningRate"], max(value, 0) / (g @ g + 1e-16))
        self.point = self.point - rate * g - decayed

    def averaged(self, direction: np.ndarray, decayed: np.ndarray) -> None:
        rate, beta = self.model["learningRate"], self.model["beta1"]
        self.base = self.base - rate * direction - decayed
        self.largest = max(self.largest, rate)
        self.total += self.largest**2
        share = self.largest**2 / self.total
        self.average = (1 - share) * self.average + share * self.base
        self.point = (1 - beta) * self.base + beta * self.average

    def scheduleFree(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        self.averaged(g, decayed)

    def scheduleFreeAdamW(self, g: np.ndarray, _: float, decayed: np.ndarray) -> None:
        b2 = self.model["beta2"]
        self.second = b2 * self.second + (1 - b2) * g**2
        self.averaged(g / (np.sqrt(self.second / (1 - b2**self.count)) + 1e-8), decayed)

    def prodigy(self, g: np.ndarray, _: float, __: np.ndarray) -> None:
        b1, b2, d = self.model["beta1"], self.model["beta2"], self.distance
        b3, rate = np.sqrt(b2), self.model["learningRate"]
        weight = d / 1e-6 * d * rate
        self.numerator = b3 * self.numerator + weight * (g @ (self.start - self.point))
        self.third = b3 * self.third + weight * g
        self.first = b1 * self.first + (1 - b1) * d * g
        self.second = b2 * self.second + (1 - b2) * d**2 * g**2
        size = np.abs(self.third).sum()
        if size == 0:
            return
        self.distance = max(d, self.numerator / size)
        decayed = d * rate * self.model["weightDecay"] * self.point
        self.point = self.point - d * rate * self.first / (np.sqrt(self.second) + self.distance * 1e-8) - decayed


def walk(model: dict) -> dict:
    """The parameters after some steps on a quadratic, and the next point of evaluation."""
    hessian, linear = array(model["hessian"]), array(model["linear"])
    walker = Walker(model)
    for _ in range(model["steps"]):
        product = hessian @ walker.point
        walker.step(product - linear, walker.point @ (product / 2 - linear))
    return {"parameters": walker.parameters, "point": walker.point}
