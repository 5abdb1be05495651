"""Derivative-free problems with constraints for ./run.ts, and the peers minimizing them."""

import time
from collections.abc import Callable, Sequence
from math import pi, sin
from typing import NamedTuple

import numpy as np
import PyNomad
import scipy.optimize
from serving import serve

PACKAGES = ("numpy", "scipy", "PyNomadBBO")

Outputs = Callable[[Sequence[float]], list[float]]


class Problem(NamedTuple):
    """The outputs (objective, then constraints required to be at most 0), a box, and the best known objective."""

    outputs: Outputs
    lower: list[float]
    upper: list[float]
    least: float


# Problems named G are from the CEC 2006 collection (Liang and others, 2006).


def g04(x: Sequence[float]) -> list[float]:
    a, b, c, d, e = x
    u = 85.334407 + 0.0056858 * b * e + 0.0006262 * a * d - 0.0022053 * c * e
    v = 80.51249 + 0.0071317 * b * e + 0.0029955 * a * b + 0.0021813 * c * c
    w = 9.300961 + 0.0047026 * c * e + 0.0012547 * a * c + 0.0019085 * c * d
    return [5.3578547 * c * c + 0.8356891 * a * e + 37.293239 * a - 40792.141, u - 92, -u, v - 110, 90 - v, w - 25, 20 - w]


def g06(x: Sequence[float]) -> list[float]:
    a, b = x
    return [(a - 10) ** 3 + (b - 20) ** 3, 100 - (a - 5) ** 2 - (b - 5) ** 2, (a - 6) ** 2 + (b - 5) ** 2 - 82.81]


def g07(x: Sequence[float]) -> list[float]:
    a, b, c, d, e, f, g, h, i, j = x
    squares = a * a + b * b + a * b - 14 * a - 16 * b + (c - 10) ** 2 + 4 * (d - 5) ** 2 + (e - 3) ** 2
    squares += 2 * (f - 1) ** 2 + 5 * g * g + 7 * (h - 11) ** 2 + 2 * (i - 10) ** 2 + (j - 7) ** 2 + 45
    linear = [4 * a + 5 * b - 3 * g + 9 * h - 105, 10 * a - 8 * b - 17 * g + 2 * h, -8 * a + 2 * b + 5 * i - 2 * j - 12]
    curved = [
        3 * (a - 2) ** 2 + 4 * (b - 3) ** 2 + 2 * c * c - 7 * d - 120,
        5 * a * a + 8 * b + (c - 6) ** 2 - 2 * d - 40,
        a * a + 2 * (b - 2) ** 2 - 2 * a * b + 14 * e - 6 * f,
        0.5 * (a - 8) ** 2 + 2 * (b - 4) ** 2 + 3 * e * e - f - 30,
        -3 * a + 6 * b + 12 * (i - 8) ** 2 - 7 * j,
    ]
    return [squares, *linear, *curved]


def g08(x: Sequence[float]) -> list[float]:
    a, b = x
    waves = sin(2 * pi * a) ** 3 * sin(2 * pi * b) / (a**3 * (a + b))
    return [-waves, a * a - b + 1, 1 - a + (b - 4) ** 2]


def g09(x: Sequence[float]) -> list[float]:
    a, b, c, d, e, f, g = x
    powers = (a - 10) ** 2 + 5 * (b - 12) ** 2 + c**4 + 3 * (d - 11) ** 2 + 10 * e**6 + 7 * f * f + g**4
    return [
        powers - 4 * f * g - 10 * f - 8 * g,
        2 * a * a + 3 * b**4 + c + 4 * d * d + 5 * e - 127,
        7 * a + 3 * b + 10 * c * c + d - e - 282,
        23 * a + b * b + 6 * f * f - 8 * g - 196,
        4 * a * a + b * b - 3 * a * b + 2 * c * c + 5 * f - 11 * g,
    ]


def g24(x: Sequence[float]) -> list[float]:
    a, b = x
    return [-a - b, -2 * a**4 + 8 * a**3 - 8 * a * a + b - 2, -4 * a**4 + 32 * a**3 - 88 * a * a + 96 * a + b - 36]


def spring(x: Sequence[float]) -> list[float]:
    """Weight of a spring, by the diameters of wire and coil and the number of coils (Arora, Introduction to Optimum Design, 1989)."""
    d, w, n = x
    shear = (4 * w * w - d * w) / (12566 * (w * d**3 - d**4)) + 1 / (5108 * d * d) - 1
    return [(n + 2) * w * d * d, 1 - w**3 * n / (71785 * d**4), shear, 1 - 140.45 * d / (w * w * n), (d + w) / 1.5 - 1]


PROBLEMS = {
    "G04": Problem(g04, [78, 33, 27, 27, 27], [102, 45, 45, 45, 45], -30665.538671783),
    "G06": Problem(g06, [13, 0], [100, 100], -6961.81387558),
    "G07": Problem(g07, [-10] * 10, [10] * 10, 24.306209068),
    "G08": Problem(g08, [1e-9] * 2, [10] * 2, -0.0958250414180359),
    "G09": Problem(g09, [-10] * 7, [10] * 7, 680.630057374402),
    "G24": Problem(g24, [0, 0], [3, 4], -5.50801327159536),
    "spring": Problem(spring, [0.05, 0.25, 2], [2, 1.3, 15], 0.0126652327883),
}

# SciPy's COBYLA ends with slightly violated constraints.
SLACK = 1e-8


class Spent(Exception):
    """The budget is used up."""


class Counted:
    """A problem with counted evaluations, and the trace of its best points with constraints up to the slack."""

    def __init__(self, problem: Problem, budget: int, slack: float) -> None:
        self.problem = problem
        self.budget = budget
        self.slack = slack
        self.count = 0
        self.trace: list[tuple[int, float]] = []
        self.last: tuple[bytes, list[float]] = (b"", [])

    def __call__(self, point: np.ndarray) -> list[float]:
        if self.last[0] == point.tobytes():
            return self.last[1]
        if self.count == self.budget:
            raise Spent
        self.count += 1
        outputs = self.problem.outputs(np.clip(point, self.problem.lower, self.problem.upper).tolist())
        objective, *constraints = outputs
        if max(constraints) <= self.slack and (not self.trace or objective < self.trace[-1][1]):
            self.trace.append((self.count, objective))
        self.last = (point.tobytes(), outputs)
        return outputs


def nomad(f: Counted, start: list[float], seed: int) -> None:
    """NOMAD with default options; constraints may be violated at intermediate points."""

    def answer(point: "PyNomad.PyNomadEvalPoint") -> int:
        outputs = f(np.array([point.get_coord(k) for k in range(len(start))]))
        point.setBBO(" ".join(repr(float(value)) for value in outputs).encode())
        return 1

    count = len(f.problem.outputs(start)) - 1
    options = [f"DIMENSION {len(start)}", "BB_OUTPUT_TYPE OBJ" + " PB" * count, f"MAX_BB_EVAL {f.budget}", f"SEED {seed}"]
    PyNomad.optimize(answer, start, f.problem.lower, f.problem.upper, [*options, "DISPLAY_DEGREE 0"])


def cobyla(f: Counted, start: list[float], seed: int) -> None:
    """Powell's method with linear models, from SciPy."""
    constraints = scipy.optimize.NonlinearConstraint(lambda x: -np.array(f(x)[1:]), 0, np.inf)
    scipy.optimize.minimize(
        lambda x: f(x)[0],
        start,
        method="COBYLA",
        bounds=list(zip(f.problem.lower, f.problem.upper, strict=True)),
        constraints=constraints,
        options={"maxiter": f.budget},
    )


METHODS = {"NOMAD": (nomad, 0.0), "SciPy COBYLA": (cobyla, SLACK)}


def ask(name: str) -> dict:
    """The description of a problem."""
    outputs, lower, upper, least = PROBLEMS[name]
    return {"lower": lower, "upper": upper, "least": least, "constraints": len(outputs(lower)) - 1}


def evaluate(name: str, points: list[list[float]]) -> dict:
    """Outputs at points."""
    return {"values": [value for point in points for value in PROBLEMS[name].outputs(point)]}


def solve(method: str, name: str, start: list[float], budget: int, seed: int) -> dict:
    """A method's improvements by number of evaluations, and its processor seconds."""
    search, slack = METHODS[method]
    counted = Counted(PROBLEMS[name], budget, slack)
    begin = time.process_time()
    try:
        search(counted, [float(x) for x in start], seed)
    except Spent:
        pass
    return {"trace": counted.trace, "evaluations": counted.count, "seconds": time.process_time() - begin}


if __name__ == "__main__":
    serve(PACKAGES, ask, evaluate, solve)
